"""Kinds of documents × schemes × editions, pair by pair: valid, whole, and right on paper."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest
from openxml_audit import OpenXmlValidator

from jindu import assets, scaffold
from jindu.analysis import funding
from jindu.document.kinds import KINDS
from jindu.model.plan import Plan, Unit
from jindu.output import render
from jindu.output.render import RenderOptions
from jindu.source import load
from tests import office, wordfile
from tests.share import covering
from tests.wordfile import W, WordFile

ISSUED = """公文:
  发文机关: [中共柳林街道工作委员会, 柳林街道办事处]
  发文字号: 柳工委发〔2026〕5号
  份号: "000012"
  紧急程度: 特急
  签发人: [王建国, 李明]
  主送: [各社区居民委员会, 街道各办公室, 派出所, 司法所]
  抄送: [清源县禁毒委员会办公室, 清源县公安局]
  成文日期: 2025-12-19
  印发机关: 柳林街道党政办公室
  印发日期: 2025-12-22
  附注: 此件公开发布
  联系: {单位: 柳林街道党政办公室, 联系人: 王干事, 电话: 0531-88888888}
  版头: 是
"""
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
HEADING = re.compile(r"(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)[^。；，]{2,40}$")
GIVEN = {"发文字号": "柳街〔2026〕8号", "成文日期": "2025-12-19", "会议时间": "2026年5月15日"}


class Paper(NamedTuple):
    """A document of the matrix; ``issued`` is with 版头 and 版记."""

    scheme: str
    kind: str
    public: bool
    issued: bool = False

    @property
    def name(self) -> str:
        return f"{self.scheme}-{self.kind}-{self.public:d}{self.issued:d}"


ALL_PAPERS = [
    *(
        Paper(s, k, public)
        for s in sorted(assets.schemes())
        for k in KINDS
        for public in (False, True)
    ),
    *(Paper("community", kind, public=False, issued=True) for kind in KINDS),
]
PAPERS = covering(ALL_PAPERS, one_in=8)


@functools.cache
def loaded(scheme: str, issued: bool) -> load.LoadedPlan:
    text = scaffold.load(scheme).text
    if issued:
        text = re.sub(r"^公文:\n(?:  .*\n)+", ISSUED, text, flags=re.MULTILINE)
    return load.load_text(text)


def rendered(paper: Paper) -> bytes:
    wanted = RenderOptions(paper.kind, paper.public, given=GIVEN, today=date(2026, 5, 8))
    return render.render(loaded(paper.scheme, paper.issued), wanted=wanted)


@functools.cache
def content(paper: Paper) -> bytes:
    return rendered(paper)


@functools.cache
def word(paper: Paper) -> WordFile:
    return WordFile(content(paper))


office.KNOWN.append(lambda: map(content, PAPERS))


def pages(paper: Paper) -> list[office.Page]:
    return office.printed(content(paper)).pages


def told_once(file: WordFile) -> Iterator[str]:
    """The texts of all paragraphs; of a box drawn in two ways those of the first."""
    again = {p for fallback in file.body.iter(f"{MC}Fallback") for p in fallback.iter(f"{W}p")}
    holding = {p for box in file.body.iter(f"{MC}AlternateContent") for p in box.iter(f"{W}p")}
    for paragraph in file.paragraphs:
        inside = set(paragraph.element.iter(f"{W}p")) - {paragraph.element}
        if paragraph.element not in again and not inside & holding:
            yield paragraph.text


def ids(paper: Paper) -> str:
    return paper.name


@pytest.mark.parametrize("paper", PAPERS, ids=ids)
class TestOnPaper:
    def test_pages(self, paper: Paper) -> None:
        """None is blank, and no heading stands alone at the foot of one."""
        for number, page in enumerate(pages(paper), 1):
            lines = [one for one in page.body if one.text.strip(" —0123456789")]
            assert lines, f"page {number} is blank"
            last = lines[-1]
            # A line that reaches the edge is the beginning of a longer text.
            alone = last.right < 175 and HEADING.match(last.text.replace(" ", ""))
            assert not alone, f"page {number}: {last.text}"

    def test_nothing_is_cut_off(self, paper: Paper) -> None:
        """All that the file says is on the pages, and within their type area."""
        told = Counter("".join(page.text for page in pages(paper))) + Counter(
            dict.fromkeys(" \n\u3000", 10**6)
        )
        wanted = Counter("".join(told_once(word(paper))).replace("\t", ""))
        assert not wanted - told
        for page in pages(paper):
            right = 260 if page.width > page.height else 184
            right = 407 if page.width > 400 else right
            # What LibreOffice makes wider by air around figures stays within a character.
            assert all(one.right <= right + 6 for one in page.lines), paper


@pytest.mark.parametrize("paper", PAPERS, ids=ids)
class TestTheFile:
    def test_is_valid(self, paper: Paper, tmp_path: Path) -> None:
        path = tmp_path / "文件.docx"
        path.write_bytes(content(paper))
        assert OpenXmlValidator().validate(path).errors == []

    def test_is_the_same_twice(self, paper: Paper) -> None:
        assert rendered(paper) == content(paper)

    def test_reads_well(self, paper: Paper) -> None:
        for paragraph in word(paper).paragraphs:
            text = paragraph.text
            wrong = re.search(
                r"None|\{\{|\}\}|。。|，。|；。|、。|，，|：。|（）|“”|Decimal|\\|\*\*"
                r"|[^\S\n\t　]{2}",
                text,
            )
            assert not wrong, text

    def test_says_what_it_is(self, paper: Paper) -> None:
        core = word(paper).texts["docProps/core.xml"]
        assert "<dc:title>" in core
        assert not re.search("python|jindu|docx|Microsoft", core, re.IGNORECASE)
        assert "docProps/app.xml" not in word(paper).parts


def tables(paper: Paper, *heads: str) -> Iterator[list[list[str]]]:
    """The rows of every table whose head has these columns."""
    for table in word(paper).tables:
        rows = wordfile.rows(table)
        if set(heads) <= set(rows[0]):
            yield rows


def plan_of(paper: Paper) -> Plan:
    plan = loaded(paper.scheme, paper.issued).plan
    assert plan is not None
    return plan


WITH_BUDGET = [p for p in PAPERS if p.kind in ("实施方案", "申报方案", "印发通知", "资金申请")]


@pytest.mark.parametrize("paper", WITH_BUDGET, ids=ids)
class TestFigures:
    def test_uses(self, paper: Paper) -> None:
        """Each use with what it costs, its years and its sources, in the tables together; every
        column adds up.
        """
        found = list(tables(paper, "支出内容", "金额"))
        spread = funding.spread(plan_of(paper))
        by_name = {str(line.expense.name): line for line in spread.lines}
        told: dict[str, list[Decimal | None]] = {name: [] for name in by_name}
        for rows in found:
            column = rows[0].index("金额")
            lines = [row for row in rows[1:] if len(row) == len(rows[0]) and row[0] != "合计"]
            assert sorted(row[0] for row in lines) == sorted(by_name)
            for row in lines:
                figures = [Decimal(cell.rstrip("*")) if cell else None for cell in row[column:]]
                assert figures[0] == by_name[row[0]].amount / 10000
                told[row[0]] += figures[1:]
            (total,) = [row for row in rows if row[0] == "合计"]
            for place in range(column, len(rows[0])):
                parts = [Decimal(row[place].rstrip("*")) for row in lines if row[place]]
                assert sum(parts) == Decimal(total[place - len(rows[0])]), rows[0][place]
        for name, line in by_name.items():
            years = [line.by_year.get(year) for year in spread.years]
            funds = [line.by_fund.get(str(source.id)) for source in spread.funds]
            wanted = [part / 10000 if part is not None else None for part in (*years, *funds)]
            assert told[name] == wanted, name

    def test_sources(self, paper: Paper) -> None:
        (rows,) = tables(paper, "资金来源")
        plan = plan_of(paper)
        told = {row[1]: Decimal(row[3]) * 10000 for row in rows[1:] if row[0].isdecimal()}
        assert told == {str(source.name): source.amount for source in plan.funds}
        (total,) = [row for row in rows if row[0] == "合计"]
        assert sum(told.values()) == Decimal(total[1]) * 10000

    def test_on_paper(self, paper: Paper) -> None:
        """The total and its parts stand on the pages as in the file."""
        text = "".join(page.text for page in pages(paper))
        text = re.sub(r"\s", "", text)
        plan = plan_of(paper)
        spread = funding.spread(plan)
        assert f"{spread.total / 10000:.2f}" in text
        for line in spread.lines:
            assert f"{line.amount / 10000:.2f}" in text


WITH_TASKS = [
    p for p in PAPERS if p.kind in ("实施方案", "申报方案", "印发通知", "任务清单", "时限清单")
]


@pytest.mark.parametrize("paper", WITH_TASKS, ids=ids)
def test_tasks(paper: Paper) -> None:
    """Each task once, with its deadline as written and its lead by short name."""
    (rows,) = tables(paper, "完成时限")
    plan = plan_of(paper)
    head = rows[0]
    told = {
        row[head.index("工作任务")]: (row[head.index("完成时限")], row[head.index("牵头单位")])
        for row in rows[1:]
        if len(row) == len(head)
    }
    assert len(told) == len(plan.tasks)
    for task in plan.tasks:
        assert task.deadline is not None
        when, lead = told[str(task.name)]
        assert when.endswith(task.deadline.words())
        unit = plan.by_id[task.leads[0]]
        assert isinstance(unit, Unit)
        assert lead == (unit.short or unit.name)


WITH_INDICATORS = [p for p in PAPERS if p.kind in ("实施方案", "申报方案", "印发通知", "资金申请")]


@pytest.mark.parametrize("paper", WITH_INDICATORS, ids=ids)
def test_indicators(paper: Paper) -> None:
    (rows,) = tables(paper, "指标名称", "目标值")
    plan = plan_of(paper)
    lines = {row[0]: row for row in rows[1:] if len(row) == len(rows[0])}
    assert set(lines) == {indicator.name for indicator in plan.indicators}
    weights = [Decimal(row[-1]) for row in lines.values() if row[-1] != "—"]
    assert sum(weights) in (0, 100)
    for indicator in plan.indicators:
        assert indicator.target is not None
        target = lines[str(indicator.name)][rows[0].index("目标值")]
        assert Decimal(re.sub(r"[^\d.]", "", target)) == indicator.target


@pytest.mark.parametrize("paper", [p for p in PAPERS if p.kind == "责任清单"], ids=ids)
def test_duties(paper: Paper) -> None:
    """Each lead and each helping hand once."""
    (rows,) = tables(paper, "分工")
    told = Counter(row[2] for row in rows[1:] if len(row) == len(rows[0]))
    plan = plan_of(paper)
    assert told["牵头"] == sum(len(task.leads) for task in plan.tasks)
    assert told["配合"] == sum(len(task.supporters) for task in plan.tasks)
