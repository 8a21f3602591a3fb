"""Whether a text is a key depends on where it stands in the schema of the root that is read."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from jindu import model
from jindu.checker.fix import fix
from jindu.model.diagnostic import Level
from jindu.model.fields import Entity, Shape, declared, field, field_types, keyed, list_field
from jindu.model.plan import Plan
from jindu.source import fields, keys, outline, typos
from jindu.source.load import load_text
from jindu.source.parse import read_text
from jindu.source.splices import apply

HEADS = (  # noqa: SIM905
    "时间 对象 方式 内容 责任单位 经费 培训 目标 成员 职责 阶段 名称 措施 依据 "
    "原则 任务 范围 频次 主题 单位 金额 来源 指标 考核 评价 分值 说明 备注 "
    "地点 人数 编号 标题 状态 背景 意义 特色 风险 应对 日期 牵头单位 配合单位 完成时限 "
    "数量 单价 层级 类型 方案 公开"
).split()
"""Words with which the items of a list often begin; most are keys of some group."""


def ways(root: type[Entity] = Plan) -> Iterator[tuple[str, type[Entity]]]:
    """Every class below a root, with the block text that leads to its first key."""
    pending: list[tuple[str, int, type[Entity]]] = [("", 0, root)]
    met = {root}
    for lead, indent, cls in pending:
        yield lead, cls
        for name, form in field_types(cls).items():
            if isinstance(form.of, type) and issubclass(form.of, Entity) and form.of not in met:
                met.add(form.of)
                dash = "- " if form.shape is Shape.LIST else ""
                deeper = indent + 2 + len(dash)
                key = declared(cls)[name].name
                start = f"{key}:\n{' ' * (indent + 2)}{dash}"
                pending.append((f"{lead}{start}", deeper, form.of))


def indent_of(lead: str) -> int:
    return len(lead.rpartition("\n")[2])


WAYS = {cls: lead for lead, cls in ways()}
LISTS = {
    f"{cls.__name__}.{name}": (WAYS[cls], declared(cls)[name].name)
    for cls in WAYS
    for name, form in field_types(cls).items()
    if form.shape is Shape.LIST and form.of is str
}
TEXTS = [
    (WAYS[cls], declared(cls)[name].name)
    for cls in WAYS
    for name, form in field_types(cls).items()
    if form.shape is Shape.ONE and form.of is str
]


def written(lead: str, key: str, items: list[str]) -> str:
    """A plan in which a list of texts has these items."""
    space = " " * indent_of(lead)
    return f"{lead}{key}:\n" + "".join(f"{space}  - {item}\n" for item in items)


def both(text: str) -> tuple[str, str]:
    """A text as written and as it is meant, of one with both side by side."""
    written, right = (re.sub(r"<([^|]*)\|([^>]*)>", rf"\{n}", text) for n in (1, 2))
    return written, right


def test_the_model_has_lists_of_texts() -> None:
    assert {"KeyTask.measures", "Overview.principles", "Document.signers"} <= LISTS.keys()
    assert len(HEADS) == len(set(HEADS)) >= 48


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("form", ["block", "level", "flow", "after a slip"])
def test_a_text_of_a_list_may_begin_like_a_key(name: str, form: str, tmp_path: Path) -> None:
    lead, key = LISTS[name]
    items = [f"{head}：建立支部{number}。" for number, head in enumerate(HEADS)]
    text = written(lead, key, items)
    match form:
        case "level":
            text = text.replace(f"{' ' * indent_of(lead)}  - ", f"{' ' * indent_of(lead)}- ")
        case "flow":
            text = f"{lead}{key}: [{', '.join(items)}]\n"
        case "after a slip":
            text = text.replace(f"{key}:", f"{key}：", 1)
    loaded = load_text(text)
    assert [d.code for d in loaded.source.problems] == ["YML003"] * (form == "after a slip")
    assert loaded.plan is not None
    assert [text for _, _, text in loaded.plan.texts] == items
    if form == "block":
        path = tmp_path / "方案.yaml"
        path.write_text(text, encoding="utf-8")
        assert fix(path, Level.DRAFT).content() == text.encode()


@pytest.mark.parametrize("sign", ["|", ">-", "第一行", "'第一行"])
def test_running_text_may_have_lines_that_begin_like_keys(sign: str) -> None:
    for lead, key in TEXTS:
        space = " " * indent_of(lead)
        lines = "".join(f"{space}  {head}：甲\n{space}  -{head}：乙\n" for head in HEADS)
        end = f"{space}  终'\n" if sign.startswith("'") else ""
        source = read_text(f"{lead}{key}: {sign}\n{lines}{end}", "x")
        assert not source.problems, key
        assert not source.repairs, key


@pytest.mark.parametrize("colon", ["：", "： ", ":"])
@pytest.mark.parametrize("cls", WAYS)
def test_a_key_is_mended_where_a_group_has_it(cls: type[Entity], colon: str) -> None:
    lead = WAYS[cls]
    keys = [made.name for made in keyed(cls).values()]
    text = lead + f"\n{' ' * indent_of(lead)}".join(f"{key}{colon}甲" for key in keys) + "\n"
    right = text.replace(f"{colon}甲", ": 甲")
    source = read_text(text, "x")
    assert {d.code for d in source.problems} == {"YML003"}
    assert len(source.problems) == len(keys)
    for key, found in zip(keys, source.problems, strict=True):
        line = source.line(found.span.line)
        assert line[: found.span.column - 1].rstrip(":").endswith(key)
    fixes = [edit for d in source.problems if d.fix for edit in d.fix.edits]
    assert apply(text, fixes) == right


SLIPS = [
    "重点任务<：|:>\n- 名称<：|: >甲\n",
    "重点任务:\n<－|- >名称<：|: >甲\n<－ |- >名称: 乙\n",
    "重点任务:\n  - {编号<：|: >甲<，|, >名称<：|: >乙}\n",
    "试点: {试点范围<：|: >[时间：甲, 对象：乙]<，|, >起止<：|: >2026}",
    "方案:\n  原则: [\n  时间：甲,\n  对象：乙\n  ]\n  标题<：|: >甲\n",
    "方案:\n  原则:\n    <－|- >目标：甲\n    <-|- >时间：乙\n",
    "方案:\n  年度重点<：|:>\n    2026<：|: >目标：甲\n",
    "经费:\n  支出预算:\n  - 出资构成:\n      省级专项<：|: >3万元\n",
    "重点任物:\n  - 名称<：|: >甲\n    措施:\n    - 目标：乙\n",
    "themes:\n  - name<：|: >甲\n    measures<：|:>\n    - 目标：乙\n",
    "方案:\n<\t|  >背景: 甲\n<\t|  >标题<：|: >乙\n",
    "方案:\n  依据:\n  - 名称<：|: >甲\n    文号<：|: >乙\n  - 说明：丙\n",
]
"""Slips and what is meant, side by side."""


@pytest.mark.parametrize("text", SLIPS)
def test_slips_around_texts(text: str) -> None:
    written, right = both(text)
    source = read_text(written, "x")
    edits = [edit for d in source.problems if d.fix and d.code == "YML003" for edit in d.fix.edits]
    assert apply(written, edits) == right
    assert repr(load_text(written).plan) == repr(load_text(right).plan)


@pytest.mark.parametrize(
    "text",
    [
        "方案:\n  依据:\n    - 说明：甲\n      时间：乙\n",
        "附件:\n  - 内容：甲\n",
        "某个键:\n  - 名称：甲\n    措施：\n      - 标题：乙\n",
        "某个键: {名称：甲，措施：乙}\n",
        "方案:\n  标题: 甲，名称：乙\n  原则: [甲，名称：乙, 丙]\n",
        "方案: {标题: 甲，时间：乙}\n",
        "方案:\n  原则:\n    ——坚持党建。\n    ——目标：乙\n",
        "领导小组:\n  组长:\n    - 说明：书记\n",
        "重点任务:\n  - 配合单位: [单位：甲]\n",
        "方案:\n  背景: 甲\n    \u3000\u3000说明：乙\n",
        "方案:\n  背景: 【重点】说明：乙\n",
    ],
)
def test_what_is_prose_or_unknown_is_left_alone(text: str) -> None:
    assert not read_text(text, "x").problems


COLONS = [
    ("- 目标<: |：>建立支部。", "目标：建立支部。"),
    ("- 参加人员包括<: |：>甲、乙", "参加人员包括：甲、乙"),
    ("- 目标<:|：>", "目标："),
    ("- 目标<:\n          |：>建立\n          支部。", "目标：建立支部。"),
    ('- 目标<: "|：>建立支部。<"|>', "目标：建立支部。"),
    ("- 目标: '甲, 乙'", "目标：甲, 乙"),
    ("- 目标: # 注\n          建立", "目标：建立"),
    ("目标<: |：>建立支部。", "目标：建立支部。"),
    ("[甲, 目标<: |：>建立支部。]", "目标：建立支部。"),
]


@pytest.mark.parametrize(("item", "text"), COLONS)
def test_a_key_and_value_among_texts_is_read_as_a_text(item: str, text: str) -> None:
    written, right = both(f"重点任务:\n  - 措施:\n      {item}\n    名称: 甲\n")
    loaded = load_text(written)
    [found] = loaded.source.problems
    assert found.code == "YML003"
    assert loaded.source.line(found.span.line)[found.span.column - 1] == ":"
    assert loaded.plan is not None
    assert loaded.plan.key_tasks[0].measures[-1] == text
    assert not loaded.plan.key_tasks[0].unreadable
    edits = found.fix.edits if found.fix else ()
    assert apply(written, edits) == right
    if edits:
        assert repr(load_text(right).plan) == repr(loaded.plan)


@pytest.mark.parametrize("item", ["- {目标: 甲}", "- 目标: 甲\n        时间: 乙", "- 目标: [甲]"])
def test_a_group_among_texts_is_none(item: str) -> None:
    [found] = load_text(f"重点任务:\n  - 措施:\n      {item}\n").source.problems
    assert found.code == "STR001"


def test_another_root_changes_nothing() -> None:
    texts = [
        "方案:\n  线索：甲\n",
        "方案:\n  原则:\n    - 线索：甲\n    - 台账：乙\n",
        "重点任务:\n  - {名称: 甲，线索: 乙}\n",
        "方案:\n  题: 甲\n",
    ]

    def told() -> list[object]:
        loaded = [load_text(text) for text in texts]
        return [(found.source.problems, repr(found.plan), found.source.aliases) for found in loaded]

    before = told()

    class Clue(Entity):
        clue: str | None = field("线索", "…")
        topic: str | None = field("标题", "…", was=("题",))

    class Register(Entity):
        name: str | None = field("线索", "…")
        clues: tuple[Clue, ...] = list_field("台账", "…")

    for module in (fields, outline, typos, keys, model.fields):
        for cached in vars(module).values():
            if hasattr(cached, "cache_clear"):
                cached.cache_clear()
    assert told() == before
    source = read_text("线索：甲\n台账：\n  - 线索：乙\n方案:\n  - 线索：丙\n", "x", Register)
    assert [(d.code, d.span.line) for d in source.problems] == [("YML003", n) for n in (1, 2, 3)]
