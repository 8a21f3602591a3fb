"""The JSON Schema agrees with reading: it accepts good plans and refuses what reading refuses."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from jindu import assets, scaffold
from jindu.checker import engine
from jindu.manual import schema
from jindu.model.plan import Id, Number
from jindu.units import (
    Date,
    Deadline,
    Period,
    Quantity,
    Unreadable,
    Yuan,
    read_bool,
    read_date,
    read_deadline,
    read_id,
    read_int,
    read_period,
    read_quantity,
    read_yuan,
)

PLANS = Path(__file__).parent.parent / "plans"
READING = ("STR001", "BUD003", "SCH001", "GOL006", "YML003")
SPELLINGS = re.compile(
    "(人民币|[¥￥])?[0-9]{1,4}([.,][0-9]{2,3})?[百千万亿]{0,2}[元圆块]?整?"
    "|20[0-9]{2}(年|-|[.])?(1?[0-9]|0[0-9])?(月|-|[.])?[0-9]{0,2}日?(底|末)?前?"
    "|20[0-9]{2}年?(Q|第)[1-4](季度)?(末|底)?前?"
    "|20[0-9]{2}([.]|年|-)[0-9]{1,2}月?(至|[.]{2}|—|-)20[0-9]{2}(年|-|[.])[0-9]{1,2}月?"
    "|[0-9]{1,3}([.][0-9])?[%％个人]?|百分之[一二三十九0-9]{1,3}"
    "|[是否]|true|FALSE|[甲-癸A-Za-z]{1,3}[0-9_-]{0,3}"
)
"""Good and bad spellings of values."""


class Loader(yaml.SafeLoader):
    """As editors read YAML 1.2: dates and 是/否 are text."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if "timestamp" not in tag]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}

VALIDATOR = jsonschema.Draft202012Validator(schema.schema())


def problems(text: str) -> list[Any]:
    return list(VALIDATOR.iter_errors(yaml.load(text, Loader)))


def test_it_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema.schema())


@pytest.mark.parametrize("name", sorted(assets.schemes()))
def test_schemes_are_valid(name: str) -> None:
    assert problems(scaffold.load(name).text) == []


@pytest.mark.parametrize("name", ["brief-repaired.yaml", "minimal.yaml", "township.yaml"])
def test_plans_that_are_silent_are_valid(name: str) -> None:
    assert problems((PLANS / name).read_text(encoding="utf-8")) == []


BROKEN = {
    "an unknown key": "方案: {题名: 甲}",
    "a word that is none": "方案: {层级: 小区}",
    "a list for a thing": "方案: [甲]",
    "a text for a thing": "工作任务: [甲]",
    "a kind that is none": "工作任务: [{编号: 甲, 类型: 开会}]",
    "money without unit": "经费: {总额: 50}",
    "money without unit, quoted": '经费: {总额: "50"}',
    "money without unit in a year": "经费: {支出预算: [{编号: 甲, 分年度金额: {2026: 3}}]}",
    "about so much": "经费: {总额: 约3万元}",
    "money in characters": "经费: {总额: 五十万元}",
    "a source's amount without unit": "经费: {支出预算: [{编号: 甲, 出资构成: {专项: 3}}]}",
    "a direction that is none": "目标: [{编号: 甲, 指标: [{方向: 大概}]}]",
    "a date that is none": "工作任务: [{编号: 甲, 完成时限: 年前}]",
    "a date with a short year": "工作任务: [{编号: 甲, 完成时限: 26年12月}]",
    "a date without marks": "公文: {成文日期: 20260626}",
    "a period that is none": "方案: {起止: 三年}",
    "a list for a date": "公文: {成文日期: [2026-06-26]}",
    "a value that is none": "目标: [{编号: 甲, 指标: [{基期: {值: 全部}}]}]",
    "a count that is none": "支部: {党员人数: 若干}",
    "a count below nothing": "支部: {党员人数: -3}",
    "neither yes nor no": "公文: {版头: 有}",
    "编号 that begins with a digit": "工作任务: [{编号: 1号}]",
    "编号 with a space": "工作任务: [{编号: 甲 乙}]",
    "several 编号 in one": "工作任务: [{编号: 甲, 配合单位: [乙，丙]}]",
    "a year that is none": "方案: {年度重点: {第一年: 打基础}}",
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_what_reading_refuses_is_refused(text: str) -> None:
    assert problems(text)
    assert [d for d in engine.check_text(text) if d.code in READING]


@pytest.mark.parametrize(
    "text",
    [
        "方案: {标题: 甲, 依据: 戒毒条例, 状态: null}",
        "overview: {title: 甲}",
        "领导小组: {组长: 街道党工委书记}",
        "工作任务: [{编号: 甲, 牵头单位: 乙, 完成时限: 2026-06}]",
        "经费: {支出预算: [{编号: 甲, 出资构成: 专项}, {编号: 乙, 出资构成: {专项: 3万元}}]}",
        "经费: {总额: 18万, 资金来源: [{编号: 甲, 金额: 0}, {编号: 乙, 金额: 8百元}]}",
        "工作任务: [{编号: 甲, 完成时限: 2026}, {编号: 乙, 完成时限: 2026年第二季度末前}]",
        "方案: {起止: 2026年3月至2029年2月, 年度重点: {2026: 打基础}}",
        "支部: {党员人数: 12, 覆盖单位: [甲, 乙]}",
        "公文: {版头: 是, 盖章: true}",
    ],
)
def test_what_reading_takes_is_valid(text: str) -> None:
    assert problems(text) == []
    assert not [d for d in engine.check_text(text) if d.code in READING]


LETTERS = (
    "每逐全常长持续坚持推进上下半内后起印发同按要求贯穿立即视情学期周"
    "0123456789０１９.,．，:：-/~～—至到年月日度季第一二三四底末前Q%％万亿千百元圆块¥￥人民币约余个"
    "甲乙aBW_ "
)


@pytest.mark.parametrize(
    ("read", "of"),
    [
        (read_yuan, Yuan),
        (read_date, Date),
        (read_deadline, (Date, Deadline)),
        (read_period, Period),
        (lambda text: read_quantity(text, "%"), Quantity),
        (lambda text: read_quantity(text, "个"), Number),
        (read_int, int),
        (read_bool, bool),
        (read_id, Id),
    ],
)
@given(text=st.text(LETTERS, max_size=12) | st.from_regex(SPELLINGS, fullmatch=True))
def test_no_value_that_can_be_read_is_refused(
    read: Callable[[str], object], of: object, text: str
) -> None:
    try:
        read(text)
    except Unreadable:
        return
    assert jsonschema.Draft202012Validator(schema.value(of)).is_valid(text), text


def test_every_property_is_told_in_chinese() -> None:
    told = schema.schema()
    things = [told, *told["$defs"].values()]
    for thing in things:
        for name, value in thing["properties"].items():
            assert value["title"], name
            assert value["description"].endswith("。"), name
