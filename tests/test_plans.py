"""Plans as users write them: a first draft by hand, the same corrected, the smallest one."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from jindu.checker import batch, engine
from jindu.checker.settings import Settings
from jindu.model.diagnostic import Level, Severity
from jindu.output import render
from jindu.report.text import Tally
from jindu.source import load

DRAFTED = render.RenderOptions(allow_errors=True)
PLANS = Path(__file__).parent / "plans"

DRAFT = {
    (9, "SCH001"),  # 2027.1-2029.12
    (10, "STR007"),  # a brand without carrier
    (10, "YML003"),  # a full-width colon
    (11, "STR008"),  # a name of three characters
    (30, "STR001"),  # an ASCII comma inside braces cuts a sentence in two
    (35, "SCH001"),  # 26年12月
    (40, "RSP010"),  # a functional branch that nobody approved
    (53, "STR001"),  # a kind of unit that is none
    (61, "RSP005"),  # no office
    (72, "RSP007"),  # kinds of teams that are missing
    (76, "EVA008"),  # no warning at all
    (80, "GOL009"),  # how often is it measured? asked once of all
    (96, "GOL002"),  # a baseline forgotten
    (97, "GOL009"),  # where do the data come from?
    (97, "STR001"),  # 0.95 for 95 %
    (133, "REF001"),  # 派处所 for 派出所
    (133, "YML003"),  # a full-width comma in brackets
    (151, "STR001"),  # 责任单位 for 牵头单位
    (159, "SCH006"),  # a deadline forgotten
    (161, "REF001"),  # an indicator that is not there
    (173, "BUD003"),  # 约3万元
    (183, "BUD004"),  # years that do not add up
    (187, "BUD025"),  # a branch carries out a budget
    (188, "BUD023"),  # no calculation
    (191, "FND016"),  # more drawn than there is
    (193, "EVA005"),  # nobody adjusts
    (201, "EVA004"),  # no evidence
    (202, "EVA011"),  # deductions without a floor
    (203, "EVA002"),  # points that do not add up
}


def found(name: str, level: Level) -> set[tuple[int, str]]:
    report = engine.check(load.load(PLANS / name), level)
    return {(d.span.line, d.code) for d in report.diagnostics}


def test_the_draft() -> None:
    assert found("township-draft.yaml", Level.SUBMIT) == DRAFT


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("township.yaml", Level.SUBMIT),
        ("minimal.yaml", Level.DRAFT),
        ("brief-repaired.yaml", Level.SUBMIT),
    ],
)
def test_silence(name: str, level: Level) -> None:
    assert found(name, level) == set()


CHANGES = {
    "a score table of 105 points": (
        "分值: 30\n      项目:\n        - {内容: 任务按期完成, 分值: 30,",
        "分值: 35\n      项目:\n        - {内容: 任务按期完成, 分值: 35,",
        {"EVA002": "105分"},
    ),
    "a donation to the branch": (
        "受赠人: {名称: 清源区慈善总会, 类型: 慈善组织}",
        "受赠人: {名称: 柳林街道禁毒党支部, 类型: 党组织}",
        {"FND008": "不属于法定受赠人"},
    ),
    "a bond that pays a brochure": (
        "名称: 禁毒工作专项经费, 资金性质: 上级专项",
        "名称: 禁毒工作专项债券, 资金性质: 政府债券",
        {"FND007": "债券资金只能用于公益性资本支出"},
    ),
    "a branch of two members": (
        "    形式: 功能型\n",
        "    形式: 专门\n    党员人数: 2\n",
        {"RSP009": "2名"},
    ),
}
"""What is changed in the sound plan, and what of each finding has to be told."""


@pytest.mark.parametrize("name", CHANGES)
def test_one_thing_wrong(name: str) -> None:
    text = (PLANS / "brief-repaired.yaml").read_text(encoding="utf-8")
    old, new, expected = CHANGES[name]
    assert text.count(old) == 1
    found = engine.check_text(text.replace(old, new), Level.SUBMIT)
    assert {d.code for d in found} == set(expected)
    for code, words in expected.items():
        assert any(words in d.message for d in found if d.code == code)


def test_three_branches_one_late(tmp_path: Path) -> None:
    """A street office's three branches looked at together, one of them behind its own plan."""
    text = (PLANS / "brief-repaired.yaml").read_text(encoding="utf-8")
    states = {"柳林": "已批准", "槐荫": "已批准", "青石": "送审"}
    for street, state in states.items():
        own = text.replace("柳林", street).replace("状态: 送审", f"状态: {state}")
        (tmp_path / f"{street}.yaml").write_text(own, encoding="utf-8")
    of_the_day = Settings(today=date(2026, 5, 1))
    paths = [tmp_path / f"{street}.yaml" for street in states]
    reports = list(batch.check_files(paths, Level.SUBMIT, lambda _: of_the_day))
    tally = Tally()
    for report in reports:
        tally.add(report)
    assert [[d.code for d in report.diagnostics] for report in reports] == [[], [], ["SCH018"]]
    [late] = reports[2].diagnostics
    assert "“审议并印发实施方案”“召开动员会并发放宣传手册”2项任务" in late.message
    assert "审议并印发实施方案" in reports[2].lines[late.span.line]
    assert tally.line() == "共检查3个方案，3个已达到报批级；有1处警告。"


@pytest.mark.parametrize("path", sorted(PLANS.glob("*.yaml")), ids=lambda path: path.stem)
def test_documents_read_well(path: Path) -> None:
    loaded = load.load(path)
    told = render.render(loaded, "md", DRAFTED).decode("utf-8")
    assert loaded.plan is not None
    assert loaded.plan.overview is not None
    assert str(loaded.plan.overview.title) in told
    prose = [line for line in told.splitlines() if not line.startswith("|")]
    for line in prose:
        assert not re.search(r"None|。。|，。|；。|、。|，，|（）|“”|\{\{|：。", line), line
    assert render.render(loaded, "docx", DRAFTED).startswith(b"PK")


def test_a_plan_with_only_a_goal_says_it() -> None:
    told = render.render(load.load(PLANS / "minimal.yaml"), "md").decode("utf-8")
    assert "用三年时间建成组织健全、作用突出的禁毒支部。" in told


OFFICES = sorted((PLANS / "offices").glob("*.yaml"))


def test_there_are_eight_offices() -> None:
    assert len(OFFICES) == 8


@pytest.mark.parametrize("path", OFFICES, ids=lambda path: path.stem)
def test_texts_of_offices(path: Path) -> None:
    """Texts of other genres, as accepted: hardly anything is said to them, and no error."""
    found = engine.check(load.load(path), Level.REVIEW).diagnostics
    assert [d for d in found if d.severity is Severity.ERROR] == []
    assert len(found) <= 2, [(d.code, d.message) for d in found]
