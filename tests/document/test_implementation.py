"""The 实施方案 of every built-in scheme: complete, in the official order, sums right."""

from __future__ import annotations

import functools
import re
from decimal import Decimal

import pytest

from jindu import assets, scaffold
from jindu.document.compose import compose, names_of
from jindu.document.kinds import KINDS, Unready
from jindu.document.templates import fill
from jindu.output import render
from jindu.source import load
from tests import office, wordfile
from tests.wordfile import WordFile

DRAFTED = render.RenderOptions(allow_errors=True)
SCHEMES = sorted(assets.schemes())
HEADING = re.compile(r"[一二三四五六七八九十]+、\S{2,12}$|（[一二三四五六七八九十]+）\S{2,14}$")
ORDER = [
    "指导思想",
    "工作原则",
    "工作目标",
    "组织领导",
    "重点任务",
    "实施步骤",
    "经费保障",
    "考核评估",
    "保障措施",
]


@functools.cache
def loaded(name: str) -> load.LoadedPlan:
    return load.load_text(scaffold.load(name).text, f"{name}.yaml")


@functools.cache
def content(name: str) -> bytes:
    return render.render(loaded(name))


office.KNOWN.append(lambda: map(content, SCHEMES))


@functools.cache
def word(name: str) -> WordFile:
    return WordFile(content(name))


@functools.cache
def text(name: str) -> str:
    return "\n".join(paragraph.text for paragraph in word(name).paragraphs)


def rows(name: str, head: str) -> list[list[str]]:
    """The rows of the first table whose head has this column; merged cells once."""
    for table in word(name).tables:
        found = wordfile.rows(table)
        if head in found[0]:
            return found
    raise AssertionError(head)


@pytest.mark.parametrize("name", SCHEMES)
class TestEveryScheme:
    def test_everything_is_told(self, name: str) -> None:
        plan = loaded(name).plan
        assert plan is not None
        told = text(name)
        for things in (plan.tasks, plan.indicators, plan.expenses, plan.funds, plan.key_tasks):
            for thing in things:
                name_told = str(getattr(thing, "name", None))
                assert name_told in told, name_told
        for key_task in plan.key_tasks:
            for measure in key_task.measures:
                pieces = re.split("|".join(str(u.name) for u in plan.units), measure.rstrip("。"))
                assert all(piece in told for piece in pieces)

    def test_the_order_is_official(self, name: str) -> None:
        headings = [
            p.text for p in word(name).paragraphs if re.match("[一二三四五六七八九十]+、", p.text)
        ]
        titles = [heading.partition("、")[2] for heading in headings]
        places = [titles.index(title) for title in ORDER]
        assert places == sorted(places)
        numbers = "一二三四五六七八九十"
        assert [heading[0] for heading in headings] == list(numbers[: len(headings)])

    def test_uses_add_up(self, name: str) -> None:
        plan = loaded(name).plan
        assert plan is not None
        assert plan.budget is not None
        assert plan.budget.total is not None
        table = rows(name, "支出内容")
        column = table[0].index("金额")
        amounts = {row[0]: Decimal(row[column]) for row in table[1:] if len(row) == len(table[0])}
        total = next(row for row in table if row[0] == "合计")
        assert Decimal(total[column - len(table[0])]) * 10000 == plan.budget.total
        assert sum(amounts.values()) * 10000 == plan.budget.total
        for expense in plan.expenses:
            assert amounts[str(expense.name)] * 10000 == expense.amount

    def test_every_column_adds_up(self, name: str) -> None:
        table = rows(name, "支出内容")
        lines = [row for row in table[1:] if len(row) == len(table[0]) and row[0] != "合计"]
        total = next(row for row in table if row[0] == "合计")
        for column in range(table[0].index("金额"), len(table[0])):
            parts = [Decimal(row[column]) for row in lines if row[column] not in ("", "—")]
            assert sum(parts) == Decimal(total[-(len(table[0]) - column)] or 0), table[0][column]

    def test_sources_add_up(self, name: str) -> None:
        plan = loaded(name).plan
        assert plan is not None
        table = rows(name, "资金来源")
        column = table[0].index("金额")
        told = {row[1]: Decimal(row[column]) for row in table[1:] if row[0].isdecimal()}
        for source in plan.funds:
            assert told[str(source.name)] * 10000 == source.amount

    def test_scores_add_up(self, name: str) -> None:
        table = rows(name, "考核内容")
        scores = [Decimal(row[2]) for row in table[1:] if row[0].isdecimal()]
        assert sum(scores) == 100

    def test_every_sentence_is_clean(self, name: str) -> None:
        for line in text(name).splitlines():
            wrong = re.search(r"None|\{\{|。。|，。|；。|、。|，，|：。|（）|“”|  |Decimal", line)
            assert not wrong, line

    def test_the_same_bytes(self, name: str) -> None:
        again = load.load_text(scaffold.load(name).text, f"{name}.yaml")
        assert render.render(again) == content(name)

    def test_markdown_says_the_same(self, name: str) -> None:
        told = render.render(loaded(name), "md").decode("utf-8")
        plain = re.sub(r"[\s\\*|#]|:?-{3,}:?", "", told)
        for paragraph in word(name).paragraphs:
            if paragraph.style in ("BodyText", "Heading1", "Heading2", "Heading3", "Title"):
                assert re.sub(r"[\s\\*|#]", "", paragraph.text) in plain

    def test_on_paper(self, name: str) -> None:
        pages = office.printed(content(name)).pages
        assert len(pages) >= 12
        for number, page in enumerate(pages, 1):
            lines = [line.text.strip() for line in page.lines if line.text.strip(" —0123456789")]
            assert lines, f"page {number} is blank"
            last = lines[-1]
            assert not HEADING.match(last), f"a heading alone at the foot of page {number}"


def test_a_refused_plan_makes_nothing() -> None:
    broken = load.load_text("经费:\n  总额: 5万元\n  支出预算:\n    - {编号: 甲, 金额: 4万元}\n")
    with pytest.raises(render.Refused) as refused:
        render.render(broken)
    assert [d.code for d in refused.value.report.diagnostics] == ["BUD001"]
    marked = WordFile(render.render(broken, wanted=DRAFTED))
    assert any("草稿" in part for file, part in marked.texts.items() if "header" in file)


AWKWARD = "甲*乙* _丙_ {{丁}} <b>戊</b> # 己 `庚` [辛](r) 1. 癸 \\n"


def test_a_document_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = load.load_text(scaffold.load("community").text).plan
    assert plan is not None
    lines = fill(KINDS["实施方案"].template, names_of(plan, "实施方案")).text.count("\n")
    monkeypatch.setattr("jindu.document.compose._MAX_LINES", lines)
    assert compose(plan).body
    monkeypatch.setattr("jindu.document.compose._MAX_LINES", lines - 1)
    with pytest.raises(Unready, match="不像一份公文，没有生成"):
        compose(plan)


def test_what_users_type_is_never_markup() -> None:
    plan = load.load_text(
        "方案:\n  标题: 柳林街道禁毒支部创建实施方案\n"
        f"  背景: '{AWKWARD}'\n  总体目标: '- {AWKWARD}'\n"
        f"重点任务:\n  - 编号: 甲\n    名称: '{AWKWARD}'\n    措施: ['{AWKWARD}']\n"
    )
    said = "\n".join(p.text for p in WordFile(render.render(plan, wanted=DRAFTED)).paragraphs)
    assert said.count(AWKWARD) >= 4


@pytest.mark.parametrize("count", [1, 40])
def test_one_and_many(count: int) -> None:
    tasks = "".join(
        f"  - {{编号: R{n}, 名称: 开展第{n}项工作, 阶段: 甲, 牵头单位: 所,"
        f" 完成时限: 2027-{n % 12 + 1:02d}}}\n"
        for n in range(count)
    )
    loaded_plan = load.load_text(
        "方案: {标题: 甲方案, 起止: 2027}\n单位名录: [{编号: 所, 名称: 柳林司法所}]\n"
        "实施阶段: [{编号: 甲, 名称: 组织实施, 起止: 2027}]\n工作任务:\n" + tasks
    )
    assert loaded_plan.plan is not None
    assert compose(loaded_plan.plan).annexes
    said = render.render(loaded_plan, "md").decode("utf-8")
    for number in range(count):
        assert said.count(f"开展第{number}项工作") >= 2


@pytest.mark.parametrize("section", [s for s in scaffold.load("community").text.split("\n\n") if s])
def test_any_section_alone_can_be_shown(section: str) -> None:
    alone = load.load_text(section + "\n")
    if alone.plan is not None:
        for form in ("docx", "md"):
            assert render.render(alone, form, DRAFTED)
