"""How often work recurs, as offices write it."""

from __future__ import annotations

import pytest

from jindu.analysis.recurrence import TERMS, Recurrence, read_recurrence

MONTHS = tuple((month, month) for month in range(1, 13))
QUARTERS = ((1, 3), (4, 6), (7, 9), (10, 12))
HALVES = ((1, 6), (7, 12))
YEAR = ((1, 12),)


@pytest.mark.parametrize(
    ("text", "recurrence"),
    [
        ("每月", Recurrence(12, MONTHS)),
        ("每个月", Recurrence(12, MONTHS)),
        ("按月", Recurrence(12, MONTHS)),
        ("每季度", Recurrence(4, QUARTERS)),
        ("季度", Recurrence(4, QUARTERS)),
        ("每半年", Recurrence(2, HALVES)),
        ("每年", Recurrence(1, YEAR)),
        ("每年年底", Recurrence(1, YEAR)),
        ("每两个月", Recurrence(6, ((1, 2), (3, 4), (5, 6), (7, 8), (9, 10), (11, 12)))),
        ("每双月", Recurrence(6, ((1, 2), (3, 4), (5, 6), (7, 8), (9, 10), (11, 12)))),
        ("每三个月", Recurrence(4, QUARTERS)),
        ("每6个月", Recurrence(2, HALVES)),
        ("每学期", Recurrence(2, TERMS)),
        ("每周", Recurrence(52, weeks=1)),
        ("每两周", Recurrence(26, weeks=2)),
        ("每旬", Recurrence(36, MONTHS, ((1, 10), (11, 20), (21, 31)))),
        ("每半个月", Recurrence(24, MONTHS, ((1, 15), (16, 31)))),
        # Several times per unit are spread evenly over it.
        ("每季度一次", Recurrence(4, QUARTERS)),
        ("每月至少召开1次会议", Recurrence(12, MONTHS)),
        ("每年两次", Recurrence(2, HALVES)),
        ("一年两次", Recurrence(2, HALVES)),
        ("每年不少于4次", Recurrence(4, QUARTERS)),
        ("半年一次", Recurrence(2, HALVES)),
        ("一季度一次", Recurrence(4, QUARTERS)),
        ("每月两次", Recurrence(24, MONTHS, ((1, 15), (16, 31)))),
        ("每季度一次，遇有重大事项随时召开", Recurrence(4, QUARTERS)),
        # Given months and days.
        ("每年6月", Recurrence(1, ((6, 6),))),
        ("每年６月", Recurrence(1, ((6, 6),))),
        ("每年3月、9月各一次", Recurrence(2, ((3, 3), (9, 9)))),
        ("每年3、6、9、12月", Recurrence(4, ((3, 3), (6, 6), (9, 9), (12, 12)))),
        ("每年5—7月", Recurrence(1, ((5, 7),))),
        ("每年第一季度", Recurrence(1, ((1, 3),))),
        ("每年下半年", Recurrence(1, ((7, 12),))),
        ("每年6月上旬", Recurrence(1, ((6, 6),), ((1, 10),))),
        ("每年6月26日前后", Recurrence(1, ((6, 6),), ((26, 26),))),
        ("每月5日前", Recurrence(12, MONTHS, ((5, 5),))),
    ],
)
def test_read(text: str, recurrence: Recurrence) -> None:
    assert read_recurrence(text) == recurrence
    assert recurrence.dated


@pytest.mark.parametrize(
    ("text", "yearly"),
    [
        ("每天", 365),
        ("每两年", 0),
        ("每5个月", 2),
        ("每年5次", 5),
        # The text says more than is read.
        ("每周三", 52),
        ("每月第一个周五", 12),
        ("每季度首月10日前", 4),
        ("每月2—3次", 12),
        ("每月32日", 12),
    ],
)
def test_frequency_without_due_dates(text: str, yearly: int) -> None:
    recurrence = read_recurrence(text)
    assert recurrence is not None
    assert (recurrence.yearly, recurrence.dated) == (yearly, False)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "定期",
        "适时",
        "经常",
        "日常",
        "期满一次",
        "一次性",
        "每六月",
        "每6月",
        "每年13月",
        "2027年6月",
    ],
)
def test_no_recurrence(text: str) -> None:
    assert read_recurrence(text) is None


def test_a_long_text_is_no_recurrence() -> None:
    assert read_recurrence("每月" * 100) is None


@pytest.mark.parametrize(
    ("text", "reaches"),
    [("每月", True), ("每季度", True), ("每年5—7月", True), ("每半年", False), ("每年9月", False)],
)
def test_reaches_june(text: str, reaches: bool) -> None:
    recurrence = read_recurrence(text)
    assert recurrence is not None
    assert recurrence.reaches(6) is reaches
