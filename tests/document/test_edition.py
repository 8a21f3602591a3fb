"""The public edition: nothing internal in any part of any file, and sums that are right still."""

from __future__ import annotations

import contextlib
import copy
import functools
import io
import itertools
import zipfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import pytest
import yaml

from jindu import assets, scaffold
from jindu.analysis import funding
from jindu.analysis.cell_suppression import suppressed
from jindu.checker import settings
from jindu.checker.settings import Settings
from jindu.cli.console import CLEAN
from jindu.cli.plans import Chosen
from jindu.cli.render import run as rendering
from jindu.cli.render.targets import Targets
from jindu.document import edition
from jindu.document.kinds import KINDS, Unpublishable, Unready
from jindu.language.personal_data import personal_data
from jindu.manual import fields
from jindu.model.fields import Entity, Shape
from jindu.output import FORMATS, render
from jindu.output.render import RenderOptions
from jindu.source import load
from tests.builders import plan_from, scheme_plan

MARK = "密标庚辛"
"""Must not occur in any public file."""
SMALLEST = Decimal(5)
TEXTS: dict[str, Any] = yaml.safe_load(
    Path(__file__).with_name("edition.yaml").read_text(encoding="utf-8")
)
Tree = dict[str, Any]
PLANS = {name: yaml.safe_load(scaffold.load(name).text) for name in assets.schemes()}
ENTRIES = list(fields.entries())
PLACES: dict[type[Entity], str] = {
    entry.form.of: entry.path
    for entry in reversed(ENTRIES)
    if isinstance(entry.form.of, type) and issubclass(entry.form.of, Entity)
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


def marked(scheme: str, cls: type[Entity]) -> Tree | None:
    """The plan with every such thing internal and marked in all its texts; None without any."""
    tree = copy.deepcopy(PLANS[scheme])
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
    return tree if MARK in str(found) else None


def dumped(tree: Tree) -> str:
    return yaml.safe_dump(tree, allow_unicode=True, sort_keys=False)


def parts(content: bytes) -> Iterator[str]:
    """All texts of a file, those in its parts too."""
    if content[:2] != b"PK":
        # Long lines of a calendar are folded.
        yield content.replace(b"\r\n ", b"").decode("utf-8")
        return
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            yield name + archive.read(name).decode("utf-8")


def files(loaded: load.LoadedPlan) -> Iterator[tuple[str, bytes]]:
    """Every public file: one kind in every format that needs no office, all as Markdown."""
    how = RenderOptions("实施方案", public=True, allow_errors=True, today=date(2026, 9, 1))
    for to in FORMATS:
        if to != "pdf":
            yield to, render.render(loaded, to, how)
    for kind in KINDS:
        # A list of nothing is not made.
        with contextlib.suppress(Unready):
            yield kind, render.render(loaded, "md", how._replace(kind=kind))


CLASSES = [cls for cls in PLACES if any(marked(scheme, cls) for scheme in PLANS)]


def test_most_classes_are_tried() -> None:
    assert len(CLASSES) >= 30


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: PLACES[cls])
def test_no_file_contains_internal_content(cls: type[Entity]) -> None:
    tree = next(filter(None, (marked(scheme, cls) for scheme in PLANS)))
    for name, content in files(load.load_text(dumped(tree))):
        for part in parts(content):
            assert MARK not in part, name


def test_the_internal_edition_contains_everything() -> None:
    """Otherwise the test above would prove nothing."""
    tree = marked("community", type(scheme_plan("community").tasks[0]))
    assert tree is not None
    content = render.render(load.load_text(dumped(tree)), wanted=RenderOptions(allow_errors=True))
    assert any(MARK in part for part in parts(content))


def public(text: str) -> edition.Edition:
    return edition.public(plan_from(text), SMALLEST)


def test_figures_needed_by_a_total_stay() -> None:
    """An expense, a fund and an item lose their names; the totals stay 50万元 and 100分."""
    tree = yaml.safe_load(scaffold.load("community").text)
    tree["经费"]["支出预算"][0]["公开"] = "否"
    tree["经费"]["资金来源"][3]["公开"] = "否"
    tree["考核评价"]["维度"][0]["公开"] = "否"
    made = public(yaml.safe_dump(tree, allow_unicode=True)).plan
    spread = funding.spread(made)
    assert spread.total == 500000
    assert [line.expense.name for line in spread.lines][:2] == ["（不公开）", "制作宣传展板和海报"]
    assert spread.fund_total("慈善捐赠") == 30000
    assert made.funds[3].name == "（不公开）"
    assert made.funds[3].donee is None
    assert made.evaluation is not None
    scores = [item.score for part in made.evaluation.dimensions for item in part.items]
    assert sum(score or 0 for score in scores) == 100
    assert {item.content for item in made.evaluation.dimensions[0].items} == {"（不公开）"}


def test_references_to_internal_entities_are_removed() -> None:
    made = public(
        "单位名录: [{编号: 甲, 名称: 甲局, 公开: 否}, {编号: 乙, 名称: 乙局}]\n"
        "工作任务: [{编号: R1, 名称: 宣传, 牵头单位: 甲, 配合单位: [甲, 乙]}]\n"
    ).plan
    assert (made.tasks[0].leads, made.tasks[0].supporters) == ((), ("乙",))
    assert [unit.name for unit in made.units] == ["乙局"]


def test_contacts_are_removed() -> None:
    made = public("公文: {发文机关: 甲局, 联系: {单位: 甲局, 联系人: 王干事, 电话: 0531-88888888}}")
    assert made.plan.document is not None
    assert made.plan.document.contact is None
    assert made.account.contacts == ("公文.联系",)


@pytest.mark.parametrize(("text", "words", "kind"), TEXTS["persons"])
def test_personal_data_is_found(text: str, words: str, kind: str) -> None:
    told = next(personal_data(text))
    assert (text[told.start : told.end], told.kind) == (words, kind)
    assert words not in told.shown(text)


@pytest.mark.parametrize("text", TEXTS["nobody"])
def test_other_text_is_no_personal_data(text: str) -> None:
    assert list(personal_data(text)) == []


@pytest.mark.parametrize(
    ("text", "told"), [*TEXTS["small"], *zip(TEXTS["no_count"], TEXTS["no_count"], strict=True)]
)
def test_small_counts_of_persons(text: str, told: str) -> None:
    """Counts from 1 to 4 are masked, and those from which they could be worked out."""
    screen = edition.Screen(SMALLEST)
    assert screen.text(text) == told
    assert bool(screen.counts) is (told != text)
    assert edition.Screen(SMALLEST).text(told) == told


@pytest.mark.parametrize(
    ("values", "hidden"),
    [
        ([12, 3, 9], {1, 2}),
        ([3, 9, 12], {0, 1}),
        ([20, 3, 9, 8], {1, 3}),
        ([12, 1, 2, 9], {1, 2, 3}),
        ([12, 4, 4, 4], {1, 2, 3}),
        ([9, 40, 12, 3], {0, 3}),
        ([12, 3, 8], {1}),
        ([12, 9], set()),
        ([0, 12, 12], set()),
        ([3, 2, 1], {0, 1, 2}),
    ],
)
def test_no_sum_reveals_a_small_count(values: list[int], hidden: set[int]) -> None:
    assert suppressed(values, 5) == hidden


# Every place at once ----------------------------------------------------------------------

SMALL = "社区戒毒人员3名"
GIVEN = {"会议地点": f"二楼会议室，{SMALL}", "会议时间": "3月5日"}


@functools.cache
def with_every_text_ending_in(what: str) -> str:
    """A plan each text of which ends in this; {} stands for another number in each."""
    tree = copy.deepcopy(PLANS["community"])
    tree["公文"] |= {"附注": "甲", "附件": [{"名称": "名单", "内容": "甲"}], "版头": True}
    numbers = itertools.count(10000000)
    for entry in ENTRIES:
        apart = entry.form.of is str and not entry.path.endswith(tuple(UNTOUCHED))
        parent, _, key = entry.path.rpartition(".")
        for node in nodes(tree, parent.split(".")) if apart and parent else ():
            if key in node:
                node[key] = ended(node[key], lambda: "，" + what.format(next(numbers)))
    return dumped(tree)


UNTOUCHED = ("密级", "经济分类科目", "改动", "计量单位", "紧急程度", "联系.单位", "联系人", "电话")
"""What is no text in a document."""


def ended(value: Any, end: Any) -> Any:
    if isinstance(value, list):
        return [ended(item, end) for item in value]
    if isinstance(value, dict):
        return {key: ended(item, end) for key, item in value.items()}
    return f"{value}{end()}" if isinstance(value, str) else value


def test_no_file_contains_a_small_count_from_any_field(tmp_path: Path) -> None:
    path = tmp_path / "方案.yaml"
    path.write_text(with_every_text_ending_in(SMALL), encoding="utf-8")
    own = tmp_path / "templates"
    own.mkdir()
    meeting = f"# {SMALL}会议\n\n地点：{{{{ given['会议地点'] }}}}。戒毒**人员4**名。\n"
    (own / "meeting.md.j2").write_text(meeting, encoding="utf-8")
    loaded = load.load(path)
    how = RenderOptions(public=True, allow_errors=True, today=date(2026, 9, 1), given=GIVEN)
    wanted = [(to, "实施方案") for to in FORMATS] + [("md", kind) for kind in KINDS]
    for to, kind in wanted:
        if to == "pdf":
            continue
        made = render.make(loaded, to, how._replace(kind=kind))
        assert made.account is not None
        assert len(made.account.counts) > 150
        for part in parts(made.content):
            assert SMALL not in part, (to, kind)
            assert "人员4" not in part
    inner = render.render(loaded, "md", how._replace(public=False, kind="联席会议通知"))
    assert inner.decode("utf-8").count(SMALL) >= 2


def test_a_telephone_number_in_any_field_is_refused() -> None:
    loaded = load.load_text(with_every_text_ending_in("电话138{}"))
    made = edition.public(loaded.plan, SMALLEST) if loaded.plan else None
    assert made is not None
    texts = [text for _, _, text in loaded.plan.texts if "电话138" in text] if loaded.plan else []
    assert len(made.persons) == len(texts) > 150
    assert all(told.where for told in made.persons)
    with pytest.raises(Unpublishable) as refused:
        render.make(loaded, "xlsx", RenderOptions(public=True, allow_errors=True))
    assert len(refused.value.places) == len(texts)
    assert "138100" not in str(refused.value)


PHONE = "13800138000"
MINIMAL = "方案: {标题: 甲社区禁毒支部创建实施方案}\n公文: {发文机关: 甲局}\n"


@pytest.mark.parametrize("to", FORMATS)
def test_settings_cannot_allow_personal_data(to: str) -> None:
    text = MINIMAL.replace("方案: {", f"方案: {{背景: 电话{PHONE}, ")
    loaded = load.load_text(text)
    quiet = Settings(ignore=("CMP",))
    with pytest.raises(Unpublishable, match=r"方案\.背景（第1行）：手机号码"):
        render.make(loaded, to, RenderOptions(public=True, allow_errors=True), quiet)


def test_personal_data_in_answers_and_templates_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "方案.yaml"
    path.write_text(MINIMAL, encoding="utf-8")
    how = RenderOptions("联席会议通知", public=True, allow_errors=True)
    with pytest.raises(Unpublishable, match="--set 会议地点：手机号码"):
        render.make(load.load(path), "md", how._replace(given={"会议地点": PHONE}))
    (tmp_path / "templates").mkdir()
    own = tmp_path / "templates" / "meeting.md.j2"
    own.write_text("# 通知\n\n请拨**1380013**8000。\n", encoding="utf-8")
    with pytest.raises(Unpublishable, match=r"“请拨＊+。”这一段：手机号码"):
        render.make(load.load(path), "docx", how)


@pytest.mark.parametrize("place", ["header", "footer", "body", "comments"])
@pytest.mark.parametrize("words", [f"值班{PHONE}", "吸毒人员三名"])
def test_a_filled_letterhead_is_checked(tmp_path: Path, place: str, words: str) -> None:
    made = docx.Document()
    section = made.sections[0]
    made.add_paragraph("{{p 正文 }}")
    if place == "comments":
        made.core_properties.comments = words
    elif place == "body":
        made.add_paragraph("").add_run(words[:5]).bold = True
        made.paragraphs[-1].add_run(words[5:])
    else:
        getattr(section, place).paragraphs[0].text = words
    made.save(str(tmp_path / "红头.docx"))
    loaded = load.load_text(MINIMAL)
    how = RenderOptions(public=True, allow_errors=True, template=tmp_path / "红头.docx")
    with pytest.raises(Unpublishable, match=r"Word 模板“红头\.docx”"):
        render.make(loaded, "docx", how)
    assert render.make(loaded, "docx", how._replace(public=False)).account is None


def test_settings_cannot_lower_the_smallest_count() -> None:
    loaded = load.load_text(MINIMAL.replace("方案: {", "方案: {背景: 吸毒人员4名, "))
    norms = settings.STANDARD.norms
    lower = norms["公开版最小计数"]._replace(value=Decimal(1))
    lowered = settings.STANDARD._replace(norms={**norms, "公开版最小计数": lower})
    made = render.make(loaded, "md", RenderOptions(public=True, allow_errors=True), lowered)
    assert made.account is not None
    assert made.account.counts == ("方案.背景",)


@pytest.mark.parametrize("to", ["md", "docx", "xlsx", "ics"])
def test_omissions_are_reported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], to: str
) -> None:
    told = {
        MINIMAL: "公开版没有需要略去的内容。",
        MINIMAL.replace("方案: {", "方案: {背景: 戒毒人员12人，其中甲村3人、乙村9人, ").replace(
            "甲局}", "甲局, 联系: {单位: 甲局, 电话: 0571-88888888}}"
        )
        + "工作任务: [{编号: R1, 名称: 内部会, 公开: 否}]\n": "公开版略去标明不公开的内容1处"
        "（“内部会”）；略去联系方式1处（公文.联系）；遮去过小的人数和能推算出它们的数2处（方案.背景）。",
    }
    path = tmp_path / "方案.yaml"
    for text, words in told.items():
        path.write_text(text, encoding="utf-8")
        wanted = RenderOptions(public=True, allow_errors=True)
        chosen = Chosen([path], {})
        targets = Targets(chosen, None, wanted.kind, to)
        assert rendering.render_files(chosen, targets, to, wanted) == CLEAN
        said = capsys.readouterr()
        assert words in said.out + said.err


@pytest.mark.parametrize("scheme", assets.schemes())
def test_nothing_in_a_scheme_is_masked(scheme: str) -> None:
    made = edition.public(scheme_plan(scheme), SMALLEST)
    assert (made.account.counts, made.persons) == ((), ())


def test_remarks_are_left_out() -> None:
    made = public(f"方案: {{标题: 甲, 备注: 问{PHONE}}}\n目标: [{{编号: G1, 备注: 问{PHONE}}}]")
    assert made.persons == ()
    assert [thing.remark for thing in (made.plan, *made.plan.entities)] == [None] * 3


def test_small_values_of_sensitive_indicators_are_left_out() -> None:
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


def test_figures_that_reveal_a_small_one_are_left_out() -> None:
    """12 persons are 3 and 9: neither part is published in any year."""
    made = public(
        "目标:\n"
        "  - 编号: G1\n"
        "    指标:\n"
        "      - {编号: Z1, 名称: 戒毒人员数, 计量单位: 人, 目标值: 12, 年度目标: {2026: 20}}\n"
        "      - {编号: Z2, 名称: 社区戒毒人员数, 计量单位: 人, 目标值: 3, 年度目标: {2026: 8}}\n"
        "      - {编号: Z3, 名称: 社区康复人员数, 计量单位: 人, 目标值: 9, 年度目标: {2026: 12}}\n"
        "      - {编号: Z4, 名称: 戒毒宣传志愿者数, 计量单位: 人, 目标值: 3}\n"
    )
    assert [i.target for i in made.plan.indicators] == [12, None, None, 3]
    assert [dict(i.year_targets) for i in made.plan.indicators[:3]] == [
        {2026: 20},
        {2026: 8},
        {2026: 12},
    ]
    assert made.account.counts == ("目标第1项.指标第2项.目标值", "目标第1项.指标第3项.目标值")


def test_price_and_amount_do_not_reveal_a_small_count() -> None:
    made = public(
        "经费:\n  支出预算:\n"
        "    - {编号: B1, 名称: 吸毒人员技能培训, 单价: 1000元, 数量: 3, 计量单位: 人,"
        " 金额: 3000元, 测算依据: 3人×1000元, 培训: {人数: 3, 天数: 2}}\n"
        "    - {编号: B2, 名称: 戒毒社工培训, 单价: 1000元, 数量: 3, 计量单位: 人, 金额: 3000元}\n"
    )
    few, staff = made.plan.expenses
    assert (few.count, few.unit_price, few.derivation) == (None, None, None)
    assert few.amount == Decimal(3000)
    assert few.training is not None
    assert few.training.persons is None
    assert [staff.count, staff.unit_price] == [Decimal(3), Decimal(1000)]
