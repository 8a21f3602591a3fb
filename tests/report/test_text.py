"""What people read: place, line, mark, tip, and how far the plan has come."""

from __future__ import annotations

import pytest

from jindu import pipeline
from jindu.diagnostic import Level
from jindu.report import text

PLAN = """\
经费:
  总额: 50万元
  支出预算:
    - {编号: 甲, 名称: 走访慰问金, 金额: 30万元}
    - {编号: 乙, 名称: 节日慰问品, 金额: 18.5万元}
"""


def told(plan: str, level: Level = Level.DRAFT, *, quiet: bool = False) -> str:
    report = pipeline.check(pipeline.load_text(plan), level)
    return "\n".join(text.render(report, quiet=quiet))


def test_a_report() -> None:
    assert (
        told(PLAN)
        == """\
方案.yaml:2:7 错误 BUD001 支出合计48.50万元，与总额50.00万元相差1.50万元。
  2 |   总额: 50万元
    |         ^^^^^^
  参见：第3行第3列，支出预算
  3 |   支出预算:
    |   ^^^^^^^^
  建议：核对各项支出和总额，使两者相等。
  依据：方案自身的一致性

方案.yaml:4:19 警告 BUD010 “走访慰问金”含有“慰问金”，一般不列入项目资金。
  4 |     - {编号: 甲, 名称: 走访慰问金, 金额: 30万元}
    |                        ^^^^^^^^^^
  建议：删去；确需安排的，按规定从其他渠道列支。
  依据：惯例：项目资金不用于接待、礼品和奖金

方案.yaml:5:19 警告 BUD010 “节日慰问品”含有“慰问品”，一般不列入项目资金。
  5 |     - {编号: 乙, 名称: 节日慰问品, 金额: 18.5万元}
    |                        ^^^^^^^^^^

方案.yaml：按草稿级检查，有1处错误、2处警告。
未达到草稿级，距草稿级还差1项，距送审级还差3项，距报批级还差3项。"""
    )


def test_quiet() -> None:
    assert told(PLAN, quiet=True).splitlines() == [
        "方案.yaml:2:7 错误 BUD001 支出合计48.50万元，与总额50.00万元相差1.50万元。",
        "方案.yaml:4:19 警告 BUD010 “走访慰问金”含有“慰问金”，一般不列入项目资金。",
        "方案.yaml:5:19 警告 BUD010 “节日慰问品”含有“慰问品”，一般不列入项目资金。",
    ]


def test_nothing_found_and_nothing_read() -> None:
    clean = "方案:\n  标题: 柳林街道禁毒支部创建实施方案\n"
    assert told(clean).startswith(
        "方案.yaml：按草稿级检查，没有发现问题。\n已达到草稿级，距送审级还差"
    )
    assert told("").endswith("方案.yaml：没有读出来，内容还没有检查。")


def test_colours_only_where_asked() -> None:
    report = pipeline.check(pipeline.load_text(PLAN), Level.DRAFT)
    painted = "\n".join(text.render(report, text.colour))
    assert "\x1b[31;1m错误\x1b[0m" in painted
    assert "\x1b" not in told(PLAN)


@pytest.mark.parametrize("length", [10, 60, 400])
def test_long_lines_are_cut_around_the_mark(length: int) -> None:
    line = (
        f"  - {{编号: 甲, 名称: {'长' * length}, 完成时限: 2026-02-30, 成果形式: {'好' * length}}}"
    )
    shown = told(f"工作任务:\n{line}\n", quiet=False).splitlines()
    place = next(n for n, row in enumerate(shown) if "SCH001" in row)
    excerpt, marks = shown[place + 1 : place + 3]
    assert text.width(excerpt) <= 80
    begin = text.width(marks) - marks.count("^")
    before = ""
    for character in excerpt:
        if text.width(before) == begin:
            break
        before += character
    assert excerpt[len(before) :].startswith("2026-02-30")


def test_statistics() -> None:
    reports = [pipeline.check(pipeline.load_text(PLAN), Level.DRAFT)] * 2
    assert list(text.statistics(reports)) == [
        "     4  BUD010  列支了一般不允许的内容",
        "     2  BUD001  支出合计与总额不等",
    ]
