"""Deadlines: dates, and the words that published task lists use instead."""

from __future__ import annotations

from datetime import date

import pytest

from jindu.units import Delay, Pace, Unreadable, read_date, read_deadline, spelled_deadline

WORDS = [
    ("全年", Pace.OPEN),
    ("常年", Pace.OPEN),
    ("长期坚持", Pace.OPEN),
    ("持续推进", Pace.OPEN),
    ("全年持续推进", Pace.OPEN),
    ("长期坚持、持续推进", Pace.OPEN),
    ("常态化开展", Pace.OPEN),
    ("贯穿全过程", Pace.OPEN),
    ("实施期内", Pace.OPEN),
    ("立即开展", Pace.OPEN),
    ("按上级要求", Pace.OPEN),
    ("按时间节点推进", Pace.OPEN),
    ("视情", Pace.OPEN),
    ("自2026年6月起", Pace.OPEN),
    ("2026年6月起长期坚持", Pace.OPEN),
    ("每年12月底前", Pace.EVERY),
    ("每年6月26日前", Pace.EVERY),
    ("每年年底前", Pace.EVERY),
    ("每年上半年", Pace.EVERY),
    ("每半年", Pace.EVERY),
    ("每季度末", Pace.EVERY),
    ("每2个月", Pace.EVERY),
    ("逐年", Pace.EVERY),
    ("上半年", Pace.PART),
    ("下半年", Pace.PART),
    ("第三季度", Pace.PART),
    ("年内", Pace.PART),
    ("年底前", Pace.PART),
    ("印发后30日内", Pace.AFTER),
    ("方案印发之日起15个工作日内", Pace.AFTER),
    ("本方案印发后一个月内", Pace.AFTER),
    ("资金到位后两个月内", Pace.AFTER),
    ("2026—2028年", Pace.OVER),
    ("2026年至2028年", Pace.OVER),
    ("2026年3月至6月", Pace.OVER),
    ("2026年3—6月", Pace.OVER),
    ("2026年上半年", Pace.OVER),
    ("2026年全年", Pace.OVER),
    ("2026-01..2028-12", Pace.OVER),
    ("2026年6月底前，长期坚持", Pace.BY),
    ("2026年6月底前完成并持续推进", Pace.BY),
    ("2026年6月底前", Pace.BY),
    ("2026-06-26", Pace.BY),
    ("2026", Pace.BY),
]


@pytest.mark.parametrize(("text", "pace"), WORDS)
def test_read(text: str, pace: Pace) -> None:
    found, usual = spelled_deadline(text)
    assert found.pace is pace
    assert usual is None
    assert read_deadline(str(found)) == read_deadline(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "甲", "六月", "尽快", "及时", "每人", "年前", "上半月", "6月26号", "2026年半", "三年",
        "后30日内", "2026年13月", "长期坚持禁毒工作", "2026.6-26", "2026年6月30日后", "全年级",
        "2027-2026", "每年13" * 20, "长期" * 50,
    ],
)  # fmt: skip
def test_refused(text: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_deadline(text)
    assert refused.value.rule == "SCH001"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2026-06", "2026年6月底前"),
        ("2026-06-26", "2026年6月26日"),
        ("2026年6月底前完成", "2026年6月底前"),
        ("2026—2028年", "2026—2028年"),
        ("2026-01..2028-12", "2026年至2028年"),
        ("2026年全年", "2026年全年"),
        ("2026年上半年", "2026年上半年"),
        ("2026年6月底前，长期坚持", "2026年6月底前，长期坚持"),
        ("每年12月底前", "每年12月底前"),
        (" 长期坚持。", "长期坚持"),
        ("印发后30日内", "印发后30日内"),
    ],
)
def test_words(text: str, said: str) -> None:
    assert read_deadline(text).words() == said


@pytest.mark.parametrize(
    ("text", "due", "name"),
    [
        ("2026—2028年", date(2028, 12, 31), "2028年"),
        ("2026年上半年", date(2026, 6, 30), "2026年6月"),
        ("2026年3月至6月", date(2026, 6, 30), "2026年6月"),
        ("2026年3月5日至4月2日", date(2026, 4, 2), "2026年4月2日"),
        ("2026年6月底前，长期坚持", date(2026, 6, 30), "2026年6月"),
    ],
)
def test_a_day_that_follows(text: str, due: date, name: str) -> None:
    found = read_deadline(text).date
    assert found is not None
    assert (found.last, found.name()) == (due, name)


@pytest.mark.parametrize(
    "text", ["长期坚持", "每年12月底前", "上半年", "印发后30日内", "2026年6月起"]
)
def test_no_day_follows_from_the_words(text: str) -> None:
    assert read_deadline(text).date is None


@pytest.mark.parametrize(
    ("text", "delay"),
    [
        ("印发后30日内", Delay(days=30, issued=True)),
        ("方案印发之日起15个工作日内", Delay(workdays=15, issued=True)),
        ("文件下发后两周内", Delay(days=14, issued=True)),
        ("公布后一个月内", Delay(months=1, issued=True)),
        ("发布后半年内", Delay(months=6, issued=True)),
        ("支部成立后十日内", Delay(days=10)),
    ],
)
def test_delays(text: str, delay: Delay) -> None:
    assert read_deadline(text).delay == delay


def test_a_date_is_read_as_before() -> None:
    for text in ("2026-06-26", "2026年第二季度末前", "2026Q2", "2026"):
        assert read_deadline(text).date == read_date(text)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("2026-2028", "2026..2028"),
        ("2026年六月", "2026-06"),
        ("２０２６年６月", "2026年6月"),
    ],
)
def test_slips_keep_their_remedy(text: str, right: str) -> None:
    try:
        found: str | None = spelled_deadline(text)[1]
    except Unreadable as refused:
        found = refused.replacement
    assert found is not None
    assert read_deadline(found).date == read_deadline(right).date
