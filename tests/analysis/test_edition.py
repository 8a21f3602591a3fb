"""The public edition: nothing internal in any part of any file, and sums that are right still."""

from __future__ import annotations

import contextlib
import io
import zipfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import yaml

from jindu import pipeline, scaffold
from jindu.analysis import edition, funding
from jindu.manual import fields
from jindu.pipeline import Wanted
from jindu.plan import Plan
from jindu.render import DOCUMENTS, TABLES
from jindu.render.kinds import KINDS, Unready
from jindu.vocabulary import Shape, Thing

MARK = "密标庚辛"
"""What may be in no public file."""
SMALLEST = Decimal(5)
PLANS = {name: yaml.safe_load(scaffold.load(name).text) for name in ("community", "street-pilot")}
ENTRIES = list(fields.entries())
PLACES: dict[type[Thing], str] = {
    entry.form.of: entry.path
    for entry in reversed(ENTRIES)
    if isinstance(entry.form.of, type) and issubclass(entry.form.of, Thing)
}


def nodes(tree: Any, path: list[str]) -> Iterator[dict[str, Any]]:
    """The mappings at a path of keys, in every item of the lists on the way."""
    if isinstance(tree, list):
        for item in tree:
            yield from nodes(item, path)
    elif isinstance(tree, dict) and path:
        yield from nodes(tree.get(path[0]), path[1:])
    elif isinstance(tree, dict):
        yield tree


def marked(scheme: str, cls: type[Thing]) -> str | None:
    """The plan with every such thing internal and marked in all its texts; None without any."""
    tree = yaml.safe_load(yaml.safe_dump(PLANS[scheme], allow_unicode=True))
    texts = {e.made.name: e.form for e in ENTRIES if e.cls is cls and e.form.of is str}
    found = list(nodes(tree, PLACES[cls].split(".")))
    for node in found:
        node["公开"] = "否"
        for name in texts.keys() & node.keys():
            value = node[name]
            if texts[name].shape is Shape.TABLE:
                node[name] = {key: f"{text}{MARK}" for key, text in value.items()}
            else:
                node[name] = (
                    [f"{v}{MARK}" for v in value] if isinstance(value, list) else f"{value}{MARK}"
                )
    dumped = yaml.safe_dump(tree, allow_unicode=True, sort_keys=False)
    return dumped if found and MARK in dumped else None


def parts(content: bytes) -> Iterator[str]:
    """All texts of a file, those in its parts too."""
    if content[:2] != b"PK":
        # Long lines of a calendar are folded.
        yield content.replace(b"\r\n ", b"").decode("utf-8")
        return
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            yield name + archive.read(name).decode("utf-8")


def files(loaded: pipeline.Loaded) -> Iterator[tuple[str, bytes]]:
    """Every public file: one kind in every format that needs no office, all as Markdown."""
    how = Wanted("实施方案", public=True, allow_errors=True, today=date(2026, 9, 1))
    for to in (*DOCUMENTS, *TABLES):
        if to != "pdf":
            yield to, pipeline.render(loaded, to, how)
    for kind in KINDS:
        # A list of nothing is not made.
        with contextlib.suppress(Unready):
            yield kind, pipeline.render(loaded, "md", how._replace(kind=kind))


CLASSES = [cls for cls in PLACES if any(marked(scheme, cls) for scheme in PLANS)]


def test_most_things_are_tried() -> None:
    assert len(CLASSES) >= 30


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: PLACES[cls])
def test_nothing_internal_is_in_any_file(cls: type[Thing]) -> None:
    text = next(filter(None, (marked(scheme, cls) for scheme in PLANS)))
    for name, content in files(pipeline.load_text(text)):
        for part in parts(content):
            assert MARK not in part, name


def test_the_internal_edition_has_it_all() -> None:
    """Or the test above would show nothing."""
    text = marked("community", type(plan("community").milestones[0]))
    assert text is not None
    content = pipeline.render(pipeline.load_text(text), wanted=Wanted(allow_errors=True))
    assert any(MARK in part for part in parts(content))


def plan(scheme: str) -> Plan:
    loaded = pipeline.load_text(scaffold.load(scheme).text)
    assert loaded.plan is not None
    return loaded.plan


def public(text: str) -> edition.Edition:
    made = pipeline.load_text(text).plan
    assert made is not None
    return edition.public(made, SMALLEST)


def test_figures_that_a_total_needs_stay() -> None:
    """A use, a source and an item without name: 50万元 and 100分 as before."""
    tree = yaml.safe_load(scaffold.load("community").text)
    tree["经费"]["支出预算"][0]["公开"] = "否"
    tree["经费"]["资金来源"][3]["公开"] = "否"
    tree["考核评价"]["维度"][0]["公开"] = "否"
    made = public(yaml.safe_dump(tree, allow_unicode=True)).plan
    spread = funding.spread(made)
    assert spread.total == 500000
    assert [line.use.name for line in spread.lines][:2] == ["（不公开）", "制作宣传展板和海报"]
    assert spread.source_total("慈善捐赠") == 30000
    assert made.sources[3].name == "（不公开）"
    assert made.sources[3].recipient is None
    assert made.evaluation is not None
    scores = [item.score for part in made.evaluation.dimensions for item in part.items]
    assert sum(score or 0 for score in scores) == 100
    assert {item.content for item in made.evaluation.dimensions[0].items} == {"（不公开）"}


def test_references_to_what_is_internal_go_too() -> None:
    made = public(
        "单位名录: [{编号: 甲, 名称: 甲局, 公开: 否}, {编号: 乙, 名称: 乙局}]\n"
        "工作任务: [{编号: R1, 名称: 宣传, 牵头单位: 甲, 配合单位: [甲, 乙]}]\n"
    ).plan
    assert (made.milestones[0].leads, made.milestones[0].supporters) == ((), ("乙",))
    assert [party.name for party in made.parties] == ["乙局"]


def test_contacts_go() -> None:
    made = public("公文: {发文机关: 甲局, 联系: {单位: 甲局, 联系人: 王干事, 电话: 0531-88888888}}")
    assert made.plan.document is not None
    assert made.plan.document.contact is None
    assert made.account.contacts == ("公文.联系",)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("辖区有3名戒毒人员", "辖区有若干名戒毒人员"),
        ("辖区有4人正在社区戒毒", "辖区有若干人正在社区戒毒"),
        ("戒毒人员3人", "戒毒人员若干人"),
        ("辖区有13名戒毒人员", "辖区有13名戒毒人员"),
        ("辖区有5名戒毒人员", "辖区有5名戒毒人员"),
        ("组建3支宣讲队，服务2个社区", "组建3支宣讲队，服务2个社区"),
        ("支部书记3名，党员14名", "支部书记3名，党员14名"),
    ],
)
def test_small_counts_of_persons(text: str, told: str) -> None:
    """From 1 to below 5 they could tell who is meant."""
    made = public(f"方案: {{标题: 甲方案, 背景: {text}}}")
    assert made.plan.overview is not None
    assert made.plan.overview.background == told
    assert made.account.counts == (("方案.背景",) if told != text else ())


def test_small_figures_of_delicate_indicators() -> None:
    made = public(
        "目标:\n"
        "  - 编号: G1\n"
        "    内容: 甲\n"
        "    指标:\n"
        "      - {编号: Z1, 名称: 在册戒毒人员数, 计量单位: 人, 基期: {值: 4}, 目标值: 3,"
        " 年度目标: {2026: 12, 2027: 3}}\n"
        "      - {编号: Z2, 名称: 党员志愿者数, 计量单位: 人, 基期: {值: 4}, 目标值: 3}\n"
        "工作队伍: [{名称: 社工组, 人数: 2, 服务对象数: 4}]\n"
    ).plan
    delicate, plain = made.indicators
    assert delicate.baseline is not None
    assert (delicate.baseline.value, delicate.target) == (None, None)
    assert dict(delicate.year_targets) == {2026: 12}
    assert plain.baseline is not None
    assert [plain.baseline.value, plain.target] == [4, 3]
    assert (made.teams[0].size, made.teams[0].clients) == (2, None)
