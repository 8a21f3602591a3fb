"""What people read: place, line, mark, tip, and how far the plan has come."""

from __future__ import annotations

from typing import Any

import pytest

from jindu.checker import engine, redact
from jindu.checker.result import Report
from jindu.checker.settings import Local
from jindu.model.diagnostic import Diagnostic, Level, Related, Severity, Span
from jindu.model.norms import shipped_norms
from jindu.report import text
from jindu.report.used import Used
from jindu.report.width import width
from jindu.source import load

PLAN = """\
经费:
  总额: 50万元
  支出预算:
    - {编号: 甲, 名称: 走访慰问金, 金额: 30万元}
    - {编号: 乙, 名称: 节日慰问品, 金额: 18.5万元}
"""
TIP = "删去；确需安排的，按规定从其他渠道列支。"
BASIS = "惯例：项目资金不用于接待、礼品和奖金"


def found(line: int, column: int, length: int, code: str = "BUD010") -> Diagnostic:
    span = Span(line, column, line, column + length)
    severity = Severity.ERROR if code == "BUD001" else Severity.WARNING
    return Diagnostic("方案.yaml", span, code, severity, f"第{line}行的问题。", TIP, BASIS)


def report(*diagnostics: Diagnostic, plan: str = PLAN, **facts: Any) -> Report:
    lines = dict(enumerate(plan.splitlines(), 1))
    still_open = {Level.DRAFT: 1, Level.REVIEW: 3, Level.SUBMIT: 3}
    made = Report("方案.yaml", Level.DRAFT, diagnostics, still_open, lines)
    return made._replace(**facts)


SUM = found(2, 7, 4, "BUD001")._replace(
    related=(Related(Span(3, 3, 3, 7), "支出预算"),),
    tip="核对各项支出和总额，使两者相等。",
    basis="方案自身的一致性",
)
GIFTS = (found(4, 19, 5), found(5, 19, 5))


def told(made: Report, *, quiet: bool = False, columns: int = 80) -> str:
    return "\n".join(text.render(made, quiet=quiet, columns=columns))


def test_a_report() -> None:
    assert (
        told(report(SUM, *GIFTS))
        == """\
方案.yaml:2:7 错误 BUD001 第2行的问题。
  2 |   总额: 50万元
    |         ^^^^^^
  参见：第3行第3列，支出预算
  3 |   支出预算:
    |   ^^^^^^^^
  建议：核对各项支出和总额，使两者相等。
  依据：方案自身的一致性

方案.yaml:4:19 警告 BUD010 第4行的问题。
  4 |     - {编号: 甲, 名称: 走访慰问金, 金额: 30万元}
    |                        ^^^^^^^^^^
  建议：删去；确需安排的，按规定从其他渠道列支。
  依据：惯例：项目资金不用于接待、礼品和奖金

方案.yaml:5:19 警告 BUD010 第5行的问题。
  5 |     - {编号: 乙, 名称: 节日慰问品, 金额: 18.5万元}
    |                        ^^^^^^^^^^

方案.yaml：按草稿级检查，有1处错误、2处警告。
未达到草稿级，距草稿级还差1项，距送审级还差3项，距报批级还差3项。"""
    )


def test_quiet() -> None:
    assert told(report(SUM, *GIFTS), quiet=True).splitlines() == [
        "方案.yaml:2:7 错误 BUD001 第2行的问题。",
        "方案.yaml:4:19 警告 BUD010 第4行的问题。",
        "方案.yaml:5:19 警告 BUD010 第5行的问题。",
    ]


NONE = dict.fromkeys(Level, 0)
LENIENT = shipped_norms()["满意度下限"]._replace(value=60)
LOCAL = Local(
    "县/街道/jindu.toml",
    ("SCH017",),
    {"CMP001": Severity.INFO},
    {"满意度下限": LENIENT},
    "县/jindu.toml",
)


@pytest.mark.parametrize(
    ("facts", "last"),
    [
        ({}, "未达到草稿级，距草稿级还差1项，距送审级还差3项，距报批级还差3项。"),
        (
            {"at_least": True},
            "未达到草稿级，距草稿级至少还差1项，距送审级至少还差3项，距报批级至少还差3项。",
        ),
        ({"open": NONE}, "已达到报批级。"),
        ({"open": NONE | {Level.SUBMIT: 2}}, "已达到送审级，距报批级还差2项。"),
        ({"open": NONE, "rated": False}, "只用了部分规则，不评定级别。"),
        ({"open": NONE, "unused": 3}, "已达到报批级（本地配置停用3条规则）。"),
        (
            {"open": NONE, "unused": 1, "local": LOCAL},
            "已达到报批级（本地配置停用1条规则、改了1条规则的级别、改了1项标准）。",
        ),
        ({"readable": False}, "方案.yaml：没有读出来，内容还没有检查。"),
    ],
)
def test_how_far_it_has_come(facts: dict[str, Any], last: str) -> None:
    assert told(report(**facts)).splitlines()[-1] == last


def test_what_a_baseline_and_remarks_accept_is_counted() -> None:
    accepting = report(SUM, accepted=2, baseline="基线.json", remarked={"BUD010": 1, "SCH017": 2})
    assert told(accepting).splitlines()[-2] == (
        "方案.yaml：按草稿级检查，有1处错误（基线里另有2处，注释接受了3处）。"
    )


def test_a_sum_of_plans_says_how_many_were_judged_otherwise() -> None:
    tally = text.Tally()
    for made in (report(open=NONE), report(open=NONE, local=LOCAL), report(rated=False)):
        tally.add(made)
    assert tally.line() == (
        "共检查3个方案，2个已达到报批级（其中1个按改动过的规则和标准）；没有发现问题。"
    )


def test_what_was_used() -> None:
    used = Used()
    for made in (
        report(local=LOCAL, baseline="基线.json", accepted=2),
        report(local=LOCAL, baseline="基线.json", accepted=1, remarked={"SCH017": 2}),
        report(local=Local("jindu.toml")),
    ):
        used.add(made)
    assert list(used.lines(remarks=True)) == [
        "用了配置文件 县/街道/jindu.toml：停用1条规则（SCH017），改了1条规则的级别（CMP001 改为"
        "提示），改了1项标准（满意度下限 60%）。CMP001保护个人信息，生成公开版时不放宽。"
        "上层的 县/jindu.toml 没有用。",
        "用了配置文件 jindu.toml：没有改动规则和标准。",
        "用了基线 基线.json：其中已有的3处问题没有列出。",
        "方案里的注释接受了2处问题（SCH017 2处）。",
    ]
    assert list(Used().lines(remarks=True)) == []


def test_what_hides_other_errors_is_noticed() -> None:
    """A sum that cannot be read hides whether it is right; a slip of the keyboard hides nothing."""
    unread = engine.check(load.load_text(PLAN.replace("50万元", "50")))
    slip = engine.check(load.load_text(PLAN.replace("总额: ", "总额：")))
    assert (unread.at_least, slip.at_least) == (True, False)


def test_nothing_found_and_nothing_read() -> None:
    clean = "方案:\n  标题: 柳林街道禁毒支部创建实施方案\n"
    shown = told(engine.check(load.load_text(clean), Level.DRAFT))
    assert shown.startswith("方案.yaml：按草稿级检查，没有发现问题。\n已达到草稿级，距送审级还差")
    empty = told(engine.check(load.load_text("")))
    assert empty.endswith("方案.yaml：没有读出来，内容还没有检查。")


def test_a_bug_is_no_result() -> None:
    assert told(report(bug="RuntimeError: 坏了")) == ""


def test_colours_only_where_asked() -> None:
    painted = "\n".join(text.render(report(SUM), text.colour))
    assert "\x1b[31;1m错误\x1b[0m" in painted
    assert "\x1b" not in told(report(SUM))


LONG = "名称: {0}, 完成时限: 2026-02-30, 成果形式: {0}"


@pytest.mark.parametrize("columns", [60, 80, 132])
@pytest.mark.parametrize("length", [10, 60, 400])
@pytest.mark.parametrize("word", ["长", "w", "　", "é", "🙂"])
def test_long_lines_are_cut_around_the_mark(columns: int, length: int, word: str) -> None:
    line = LONG.format(word * length)
    place = found(1, line.index("2026") + 1, 10)
    excerpt, marks = told(report(place, plan=line), columns=columns).splitlines()[1:3]
    assert width(excerpt) <= columns
    assert width(marks) <= columns
    begin = width(marks) - marks.count("^")
    before = next(n for n in range(len(excerpt)) if width(excerpt[:n]) == begin)
    assert excerpt[before:].startswith("2026-02-30")
    if length > columns:
        assert excerpt.partition("| ")[2].startswith("…")
        assert excerpt.endswith("…")
        assert width(excerpt) >= columns - 6


def test_a_long_stretch_begins_where_it_begins() -> None:
    line = "意义: " + "好" * 300
    excerpt, marks = told(report(found(1, 5, 300), plan=line)).splitlines()[1:3]
    assert excerpt.startswith("  1 | 意义: 好好")
    assert excerpt.endswith("好…")
    assert marks.strip(" |") == "^" * (width(excerpt.partition("意义: ")[2]) - 1)


def test_the_room_of_a_short_rest_goes_to_what_stands_before() -> None:
    line = "甲" * 100 + "2026"
    excerpt, _ = told(report(found(1, 101, 4), plan=line)).splitlines()[1:3]
    assert excerpt.endswith("甲2026")
    assert width(excerpt) >= 72


@pytest.mark.parametrize("sign", ["好", "a", "\t", "e\u0301"])
@pytest.mark.parametrize("place", [0, 700, 1400])
def test_of_a_long_line_only_what_is_near_is_looked_at(sign: str, place: int) -> None:
    line = sign * place + "2026-02-30" + sign * (1400 - place)
    long = sign * 3000 + line + sign * 3000
    column = line.index("2026") + 1
    near, far = (
        told(report(found(1, begin, 10), plan=plan)).splitlines()[1:3]
        for begin, plan in ((column, sign * 1000 + line + sign * 1000), (column, long))
        for begin in (begin + plan.index("2026") - line.index("2026"),)
    )
    assert near == far
    assert "2026-02-30" in far[0]
    assert far[0].count("…") == 2


@pytest.mark.parametrize(
    ("words", "line", "shown"),
    [
        (["张建国"], "张建国和张建军", "＊＊＊和张建军"),
        (["138", "1380"], "电话1380，138", "电话＊＊＊＊，＊＊＊"),
        (["甲" * 200], "乙" + "甲" * 200 + "乙", "乙" + "＊" * 200 + "乙"),
        (["甲乙" * 100 + "丙"], "甲乙" * 100 + "丙丁", "＊" * 201 + "丁"),
        (["", "]", "^"], "[^]", "[＊＊"),
        ([], "甲", "甲"),
        (["13800138000"], "“联系走访1380013……”", "“联系走访＊＊＊＊＊＊＊……”"),
        (["13800138000"], "号码（138……0）", "号码（138……0）"),
        (["13800138000"], "“甲……”和“1380013”", "“甲……”和“1380013”"),
        (
            ["11010519491231002X", "13800138000"],
            "甲1101051949……、13800……",
            "甲＊＊＊＊＊＊＊＊＊＊……、13800……",
        ),
        (["甲" * 200], "乙" + "甲" * 20 + "……", "乙" + "＊" * 20 + "……"),
    ],
)
def test_secret_words_are_shown_nowhere(words: list[str], line: str, shown: str) -> None:
    (told,), lines = redact.hide(words, [found(1, 1, 1)._replace(tip=line)], {1: line})
    assert (told.tip, lines[1]) == (shown, shown)
