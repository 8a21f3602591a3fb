"""Addresses: what names a value, both ways."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from jindu.language.addresses import explained
from jindu.model.address import Addresses, UnknownAddress
from jindu.model.diagnostic import Where
from jindu.model.fields import Entity, declared
from jindu.model.plan import Contribution, Plan
from jindu.source.load import load_text
from jindu.units import Period

ROOT = Path(__file__).resolve().parents[2]
PLANS = ("brief-repaired", "township")
FILES = sorted(
    (*(ROOT / "schemes").glob("*.yaml"), *(ROOT / f"tests/plans/{name}.yaml" for name in PLANS))
)


def text_of(path: Path) -> str:
    """The plan in a file; a scheme has its questions before it."""
    return path.read_text(encoding="utf-8").rpartition("\n---\n")[2]


def plan_of(text: str) -> Plan:
    plan = load_text(text).plan
    assert plan is not None
    return plan


def values(value: Any, where: Where = ()) -> Iterator[tuple[Where, Any]]:
    """Every value below, with its place, found without any address."""
    if isinstance(value, Entity):
        for attribute, made in declared(type(value)).items():
            written = vars(value).get(attribute)
            if written is not None:
                yield from values(written, (*(value.where or where), made.name))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from values(item, (*where, key.words() if isinstance(key, Period) else str(key)))
    elif type(value) is tuple:
        for place, item in enumerate(value):
            if not isinstance(item, Contribution):
                yield from values(item, (*where, place))
            elif item.by_year:
                yield from values(item.by_year, (*where, item.fund))
            elif item.amount is not None:
                yield (*where, item.fund), item.amount
    else:
        yield where, value


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_value_has_an_address_of_its_own(path: Path) -> None:
    plan = plan_of(text_of(path))
    addresses = Addresses(plan)
    told: dict[str, Where] = {}
    for where, value in values(plan):
        address = addresses.of(where)
        place = addresses.find(address)
        assert (place.where, place.value) == (where, value)
        assert told.setdefault(address, where) == where
    assert len(told) > 30


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_addresses_survive_another_order(path: Path) -> None:
    tree = yaml.load(text_of(path), yaml.BaseLoader)
    for section in ("单位名录", "目标", "工作任务", "重点任务"):
        if isinstance(tree.get(section), list):
            tree[section].reverse()
    plan = plan_of(text_of(path))
    other = plan_of(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False))
    before, after = Addresses(plan), Addresses(other)
    named = {before.of(where): value for where, value in values(plan)}
    for address, value in named.items():
        assert after.find(address).value == value


FUNDS = """\
经费:
  总额: 50万元
  资金来源:
    - {编号: 省级专项, 名称: 省级禁毒专项, 金额: 20万元, 到位计划: {2027年第一季度: 20万元}}
    - {名称: 党费, 金额: 30万元}
    - {金额: 1元}
    - {编号: 省级专项, 金额: 2元}
  支出预算:
    - {编号: 甲, 金额: 3万元, 出资构成: {省级专项: 3万元}, 分年度金额: {2027年: 3万元}}
方案:
  品牌: {口号: 一个党员一个哨}
  依据: [中华人民共和国禁毒法, {名称: A/B, 文号: 一号}]
单位名录:
  编号: 司法所
测算情形:
  - {名称: 少, 改动: {资金来源/省级专项/金额: 10万元}}
工作任务:
  - {编号: 任务, 配合单位: [司法所, 派出所]}
"""


FUND = ("经费", "资金来源", 0)


@pytest.mark.parametrize(
    ("address", "where"),
    [
        ("资金来源/省级专项/金额", ("经费", "资金来源", 0, "金额")),
        ("经费/资金来源/省级专项/金额", ("经费", "资金来源", 0, "金额")),
        ("budget/funds/省级专项/amount", ("经费", "资金来源", 0, "金额")),
        ("sources／省级专项 / 金额", ("经费", "资金来源", 0, "金额")),
        ("资金来源/省级禁毒专项/金额", ("经费", "资金来源", 0, "金额")),
        ("资金来源/党费/金额", ("经费", "资金来源", 1, "金额")),
        ("资金来源/第3项/金额", ("经费", "资金来源", 2, "金额")),
        ("资金来源/第４项/金额", ("经费", "资金来源", 3, "金额")),
        (
            "资金来源/省级专项/到位计划/2027Q1",
            ("经费", "资金来源", 0, "到位计划", "2027年第一季度"),
        ),
        ("支出预算/甲/分年度金额/2027", ("经费", "支出预算", 0, "分年度金额", "2027")),
        ("支出预算/甲/分年度金额/2028年", ("经费", "支出预算", 0, "分年度金额", "2028")),
        ("支出预算/甲/出资构成/省级专项", ("经费", "支出预算", 0, "出资构成", "省级专项")),
        ("支出预算/甲/出资构成/区级/2027", ("经费", "支出预算", 0, "出资构成", "区级", "2027")),
        ("总额", ("经费", "总额")),
        ("口号", ("方案", "品牌", "口号")),
        ("方案/依据/中华人民共和国禁毒法/名称", ("方案", "依据", 0, "名称")),
        ("依据/第2项/文号", ("方案", "依据", 1, "文号")),
        ("单位名录/司法所/名称", ("单位名录", 0, "名称")),
        (
            "测算情形/少/改动/资金来源/省级专项/金额",
            ("测算情形", 0, "改动", "资金来源/省级专项/金额"),
        ),
        ("工作任务/任务/配合单位/派出所", ("工作任务", 0, "配合单位", 1)),
        ("工作任务", ("工作任务",)),
        ("平台/名称", ("平台", "名称")),
    ],
)
def test_an_address_is_found(address: str, where: Where) -> None:
    assert Addresses(plan_of(FUNDS)).find(address).where == where


@pytest.mark.parametrize(
    ("address", "told"),
    [
        (
            "资金来源/省级专顷/金额",
            "是不是要写“省级专项”？“资金来源”下面可以写：省级专项、党费、第3项",
        ),
        ("资金来源/省级专项/金頟", "是不是要写“金额”？"),
        ("资金来原/省级专项", "“资金来原”找不到"),
        ("名称", "“名称”不止一处。从最外层写起，如 方案/品牌/名称"),
        ("资金来源//金额", "有一段是空的"),
        ("", "有一段是空的"),
        ("/总额", "有一段是空的"),
        ("资金来源/第9项", "“第9项”找不到"),
        ("资金来源/第0项", "“第0项”找不到"),
        ("总额/元", "“总额”下面没有可以写的内容"),
        ("实施阶段/宣传", "“实施阶段”下面没有可以写的内容"),
        ("支出预算/甲/分年度金额/明年", "“明年”找不到"),
        ("资金来源/省级专项/到位计划/开春", "“开春”找不到"),
    ],
)
def test_what_is_unknown_is_named(address: str, told: str) -> None:
    with pytest.raises(UnknownAddress) as caught:
        Addresses(plan_of(FUNDS)).find(address)
    message, tip = explained(caught.value)
    assert told in message + tip


@pytest.mark.parametrize("where", [("无此节",), ("经费", 0), ("经费", "总额", "元"), (0,)])
def test_a_place_that_no_class_declares(where: Where) -> None:
    with pytest.raises(UnknownAddress):
        Addresses(plan_of(FUNDS)).of(where)


def test_any_entity_is_a_root() -> None:
    budget = plan_of(FUNDS).budget
    assert budget is not None
    assert Addresses(budget).find("资金来源/党费/金额").where == ("资金来源", 1, "金额")
