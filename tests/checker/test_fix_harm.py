"""Safe fixes change no number, date or name but the one that their message tells."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import cn2an
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jindu.checker.fix import fix
from jindu.model.diagnostic import Level
from jindu.model.plan import Plan
from jindu.source.load import load_text
from jindu.units import Date, Precision


class Piece(NamedTuple):
    """Words of a sentence as written, and all that a fix may make of them."""

    written: str
    right: str = ""

    @property
    def pattern(self) -> str:
        return "|".join(re.escape(words) for words in (self.written, self.right) if words)


def fixed(words: str) -> Piece:
    return Piece(words)


YEARS = st.integers(1990, 2035)
MONTHS = st.integers(1, 12)
MEASURES = st.sampled_from(
    [
        *("万元", "亿元", "元", "%", "％", "个百分点", "平方米", "人次", "万人次", "公里", "亩"),
        *("分", "小时", "千克", "倍", "元/册", "户", "场"),
    ]
)
AMOUNTS = st.builds("{}.{}{}".format, YEARS, MONTHS, MEASURES).map(fixed)
LABELLED = st.builds(
    "{}{}.{}".format, st.sampled_from(["单价", "占比", "合计", "得分", "均价为"]), YEARS, MONTHS
).map(fixed)
SMALL = st.builds(
    "{}6.26{}".format,
    st.sampled_from(["占", "增长", "投入", "得分", "均值"]),
    st.sampled_from(["%", "万元", "个百分点", "分", "", "倍"]),
).map(fixed)
DOORS = st.builds(
    "{}{}月{}号{}".format,
    st.sampled_from(["", "2026年", "2026年0"]),
    st.integers(1, 9),
    st.integers(1, 40),
    st.sampled_from(["楼", "会议室", "线地铁站", "院", "门", "公路"]),
).map(fixed)
DATES = st.one_of(
    st.builds(lambda y, m: Piece(f"自{y}.{m}起", f"自{y}年{m}月起"), YEARS, MONTHS),
    st.builds(lambda y, m: Piece(f"{y}.{m}", f"{y}年{m}月"), YEARS, MONTHS),
    st.builds(
        lambda y, m, d: Piece(f"{y}.{m}.{d}", f"{y}年{m}月{d}日"), YEARS, MONTHS, st.integers(1, 28)
    ),
    st.builds(
        lambda y, m, d: Piece(f"{y}年0{m}月0{d}日", f"{y}年{m}月{d}日"),
        YEARS,
        st.integers(1, 9),
        st.integers(1, 9),
    ),
    st.just(Piece("6.26国际禁毒日", "6·26国际禁毒日")),
)
LAWS = st.sampled_from(
    [
        Piece("中华人民共和国禁毒法", "《中华人民共和国禁毒法》"),
        Piece("《中华人民共和国戒毒条例》", "《戒毒条例》"),
        fixed("中华人民共和国民法典"),
        fixed("中华人民共和国禁毒法实施办法"),
        fixed("中华人民共和国刑法修正案（十一）"),
        fixed("中华人民共和国药品管理法实施条例"),
        fixed("《山西省禁毒条例》"),
        fixed("中华人民共和国宪法"),
    ]
)
NAMES = st.sampled_from(
    ["王建国书记", "梧桐社区", "R12", "12345热线", "1+N机制", "2 #楼", "3月、4月", "一带一路"]
).map(fixed)
WIDE = st.integers(10, 99).map(
    lambda n: Piece("".join(chr(ord(c) + 0xFEE0) for c in str(n)) + "名", f"{n}名")
)
PIECES = st.one_of(AMOUNTS, LABELLED, SMALL, DOORS, DATES, LAWS, NAMES, WIDE)
HEADS = st.sampled_from(
    [
        *(
            fixed(words)
            for words in ("", "3、4月", "一带一路", "1号楼", "100%", "2026年", "1.5万元")
        ),
        Piece("1.在", "在"),
        Piece("（一）在", "在"),
        Piece("• 在", "在"),
    ]
)


class Sentence(NamedTuple):
    """Pieces between commas, as an item of a list of texts."""

    head: Piece
    pieces: tuple[Piece, ...]

    @property
    def written(self) -> str:
        return self.head.written + "，".join(piece.written for piece in self.pieces) + "。"

    @property
    def pattern(self) -> str:
        parts = "，".join(f"(?:{piece.pattern})" for piece in self.pieces)
        return (
            f"(?:{self.head.pattern}|)(?:{parts})。"
            if not self.head.written
            else (f"(?:{self.head.pattern})(?:{parts})。")
        )


SENTENCES = st.builds(Sentence, HEADS, st.lists(PIECES, min_size=1, max_size=4).map(tuple))


class Amount(NamedTuple):
    """An amount as written, and its value in 元; None where it has two readings."""

    written: str
    value: Decimal | None


def spellings(amount: int) -> st.SearchStrategy[Amount]:
    wan, rest = divmod(amount, 10_000)
    words = [
        f"{amount}元",
        f"{amount / 10_000:g}万元",
        f"¥{amount}",
        f"人民币{amount}元",
        cn2an.an2cn(str(amount)) + "元",
        cn2an.an2cn(str(amount), "up") + "元整",
        f"{amount:,}元",
        f"“{amount}元”",
        f"{wan}万{rest // 1000}千元" if wan and rest >= 1000 and not rest % 1000 else f"{amount}元",
    ]
    return st.sampled_from([Amount(word, Decimal(amount)) for word in words])


TWOFOLD = st.sampled_from(
    [
        Amount(words, None)
        for words in ("3万5元", "三万五元", "3千5元", "三百五", "2亿3元", "伍万叁元")
    ]
)
SUMS = st.one_of(st.integers(1, 9999).map(lambda n: n * 100).flatmap(spellings), TWOFOLD)


class Day(NamedTuple):
    """A date as written, and its parts."""

    written: str
    value: tuple[int, ...]


def day_spellings(value: tuple[int, int, int]) -> st.SearchStrategy[Day]:
    year, month, day = value
    return st.sampled_from(
        [
            Day(f"{year}-{month:02}-{day:02}", value),
            Day(f"{year}{month:02}{day:02}", value),
            Day(f"{year}年{month}月{day}号", value),
            Day(f"{year}.{month}.{day}", value),
            Day(f"{year}/{month}/{day}", value),
            Day(f"“{year}-{month:02}-{day:02}”", value),
            Day(f"{year}年{month}月", value[:2]),
            Day(f"{year}.{month}", value[:2]),
        ]
    )


DAYS = st.tuples(st.integers(2026, 2028), MONTHS, st.integers(1, 28)).flatmap(day_spellings)
TEXT = """\
方案:
  标题: 柳林街道禁毒支部创建实施方案
  背景: {background}
重点任务:
  - 编号: 甲1
    名称: {head}建强组织
    措施:
      - {measure}
工作任务:
  - {{编号: 乙12, 名称: 培训, 重点任务: 甲1, 完成时限: {due}}}
经费:
  总额: {total}
"""


def parts(date: Date | None) -> tuple[int, ...]:
    assert date is not None
    last = date.last
    wanted = 3 if date.precision is Precision.DAY else 2
    return (last.year, last.month, last.day)[:wanted]


def quoted(words: str) -> str:
    return f'"{words}"' if words.startswith("•") else words


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(background=SENTENCES, measure=SENTENCES, head=HEADS, total=SUMS, due=DAYS)
def test_only_what_is_told_is_changed(
    tmp_path: Path, background: Sentence, measure: Sentence, head: Piece, total: Amount, due: Day
) -> None:
    background = background._replace(head=fixed(""))
    text = TEXT.format(
        background=background.written,
        head=head.written,
        measure=measure.written,
        due=due.written,
        total=total.written,
    )
    path = tmp_path / "方案.yaml"
    path.write_text(text, encoding="utf-8")
    done = fix(path, Level.SUBMIT)
    after = done.revision.text
    plan = load_text(after).plan
    assert plan is not None
    expect(plan, background, measure, head)
    assert f"完成时限: {due.written}" in after or parts(plan.tasks[0].due) == due.value
    if total.value is None:
        assert f"总额: {total.written}\n" in after
    else:
        assert plan.budget is not None
        assert plan.budget.total == total.value
    # What is not changed is as it was.
    for line in (
        "  标题: 柳林街道禁毒支部创建实施方案\n",
        "  - 编号: 甲1\n",
        "编号: 乙12, 名称: 培训",
    ):
        assert line in after
    # Twice is once, and nothing new is found.
    path.write_text(after, encoding="utf-8")
    assert not fix(path, Level.SUBMIT).changed
    found, left = (
        {d.code for d in report.diagnostics if d.code.startswith(("TXT", "YML"))}
        for report in (done.found, done.report)
    )
    assert left <= found


def expect(plan: Plan, background: Sentence, measure: Sentence, head: Piece) -> None:
    assert plan.overview is not None
    assert re.fullmatch(background.pattern, plan.overview.background or "")
    [key_task] = plan.key_tasks
    assert re.fullmatch(measure.pattern, key_task.measures[0])
    assert re.fullmatch(f"(?:{head.pattern or ''})建强组织", key_task.name or "")
    assert (key_task.id, plan.tasks[0].id) == ("甲1", "乙12")


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(words=st.lists(st.one_of(AMOUNTS, LABELLED, SMALL, DOORS), min_size=1, max_size=5))
def test_figures_that_are_no_dates_are_left_alone(tmp_path: Path, words: list[Piece]) -> None:
    sentence = Sentence(fixed(""), tuple(words)).written
    text = TEXT.format(
        background=sentence, head="", measure=sentence, due="2026-06", total="50万元"
    )
    path = tmp_path / "方案.yaml"
    path.write_text(text, encoding="utf-8")
    assert not fix(path, Level.SUBMIT).changed
