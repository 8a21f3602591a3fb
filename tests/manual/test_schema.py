"""The schema for editors agrees with reading: silent on good plans, loud where reading is."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest
import yaml

from jindu import assets, pipeline, scaffold
from jindu.manual import schema


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


@pytest.mark.parametrize(
    "text",
    [
        "方案: {题名: 甲}",
        "方案: {层级: 小区}",
        "方案: [甲]",
        "工作任务: [甲]",
        "工作任务: [{编号: 甲, 类型: 开会}]",
        "经费: {总额: 50}",
        "经费: {支出预算: [{编号: 甲, 分年度金额: {2026: 3}}]}",
        "目标: [{编号: 甲, 指标: [{方向: 大概}]}]",
    ],
)
def test_what_reading_refuses_is_refused(text: str) -> None:
    assert problems(text)
    assert pipeline.check_text(text)


@pytest.mark.parametrize(
    "text",
    [
        "方案: {标题: 甲, 依据: 戒毒条例, 状态: null}",
        "overview: {title: 甲}",
        "领导小组: {组长: 街道党工委书记}",
        "工作任务: [{编号: 甲, 牵头单位: 乙, 完成时限: 2026-06}]",
        "经费: {支出预算: [{编号: 甲, 出资构成: 专项}, {编号: 乙, 出资构成: {专项: 3万元}}]}",
    ],
)
def test_what_reading_takes_is_valid(text: str) -> None:
    assert problems(text) == []
    assert not [d for d in pipeline.check_text(text) if d.code in ("STR001", "BUD003", "SCH001")]


def test_every_property_is_told_in_chinese() -> None:
    told = schema.schema()
    things = [told, *told["$defs"].values()]
    for thing in things:
        for name, value in thing["properties"].items():
            assert value["title"], name
            assert value["description"].endswith("。"), name
