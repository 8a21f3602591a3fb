"""Measures of a stage, the unit that supervises a task, the tier of a city."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest

from jindu.checker.engine import check_text
from jindu.document.compose import compose
from jindu.model.choices import Tier
from jindu.output import render
from jindu.source.edit import Append, Set, revise
from jindu.source.load import load_text
from tests import wordfile
from tests.builders import plan_from
from tests.wordfile import WordFile

TEXT = """
方案: {标题: 清源市禁毒工作方案, 层级: 市, 起止: 2026}
单位名录: [{编号: 所, 名称: 柳林司法所}, {编号: 办, 名称: 清源县禁毒办}]
实施阶段:
  - 编号: 一
    名称: 宣传发动
    起止: 2026
    措施: [召开动员会，部署创建工作。, 摸清底数，建立工作台账]
工作任务:
  - {编号: 甲, 名称: 建立工作台账, 阶段: 一, 牵头单位: 所, 督导单位: 办, 完成时限: 2026-06}
  - {编号: 乙, 名称: 开展宣传, 阶段: 一, 牵头单位: 所, 完成时限: 2026-07}
"""
FREE = render.RenderOptions(allow_errors=True)


def word(text: str, kind: str = "实施方案") -> WordFile:
    return WordFile(render.render(load_text(text), wanted=FREE._replace(kind=kind)))


def test_measures_tell_the_main_work_of_a_stage() -> None:
    said = [p.text for p in word(TEXT).paragraphs]
    place = said.index("宣传发动阶段（2026年）")
    assert said[place + 1 : place + 4] == [
        "1.召开动员会，部署创建工作。",
        "2.摸清底数，建立工作台账。",
        "各项任务的完成时限、牵头单位、配合单位和成果形式见附件1，进度安排见附件2。",
    ]
    bare = TEXT.replace("    措施: [召开动员会，部署创建工作。, 摸清底数，建立工作台账]\n", "")
    said = [p.text for p in word(bare).paragraphs]
    assert "重点抓好两项工作：一是建立工作台账；二是开展宣传。" in said
    assert "摸清底数，建立工作台账。" in render.render(load_text(TEXT), "md", FREE).decode()


@pytest.mark.parametrize("kind", ["实施方案", "任务清单"])
def test_a_column_where_it_is_needed(kind: str) -> None:
    def heads(text: str) -> list[list[str]]:
        return [wordfile.rows(table)[0] for table in word(text, kind).tables]

    with_it = [head for head in heads(TEXT) if "牵头单位" in head]
    without = [head for head in heads(TEXT.replace("督导单位: 办, ", "")) if "牵头单位" in head]
    assert all("督导单位" in head for head in with_it)
    assert not any("督导单位" in head for head in without)
    assert "清源县禁毒办" in [p.text for p in word(TEXT, kind).paragraphs]


def test_the_list_of_duties() -> None:
    [table] = [wordfile.rows(table) for table in word(TEXT, "责任清单").tables]
    assert [row[1:3] for row in table if len(row) == len(table[0])][1:] == [
        ["建立工作台账", "牵头"],
        ["开展宣传", "牵头"],
        ["建立工作台账", "督导"],
    ]


def test_the_workbook() -> None:
    sheet = openpyxl.load_workbook(BytesIO(render.render(load_text(TEXT), "xlsx", FREE)))[
        "任务分解"
    ]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(row for row in rows if "督导单位" in row)
    first = rows[rows.index(head) + 1]
    assert first[head.index("督导单位")] == "清源县禁毒办"
    assert first[head.index("牵头单位")] == "柳林司法所"


def test_a_supervisor_is_a_unit_of_the_list() -> None:
    broken = TEXT.replace("督导单位: 办", "督导单位: 局")
    [found] = [d for d in check_text(broken) if d.code == "REF001"]
    assert "局" in found.message
    assert "REF005" not in {d.code for d in check_text(TEXT)}


def test_edited() -> None:
    changes: list[Set | Append] = [
        Set("实施阶段/一/措施/第2项", "建立名册"),
        Append("工作任务/甲/督导单位", "所"),
        Set("方案/层级", "地级市"),
    ]
    after = revise(load_text(TEXT), changes).text
    assert "部署创建工作。, 建立名册]" in after
    assert "督导单位: [办, 所]" in after
    assert plan_from(after).overview is not None


@pytest.mark.parametrize(
    ("word_", "tier"), [("市", Tier.CITY), ("地级市", Tier.CITY), ("县级市", Tier.COUNTY)]
)
def test_tiers(word_: str, tier: Tier) -> None:
    overview = plan_from(f"方案: {{层级: {word_}}}\n").overview
    assert overview is not None
    assert overview.tier is tier


def test_a_plan_without_them_is_composed_as_before() -> None:
    bare = TEXT.replace("督导单位: 办, ", "").replace(
        "    措施: [召开动员会，部署创建工作。, 摸清底数，建立工作台账]\n", ""
    )
    assert "召开动员会" not in str(compose(plan_from(bare)))
