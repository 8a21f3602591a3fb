"""The brand of the branch."""

from __future__ import annotations

from collections.abc import Iterator

from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.rule import rule


@rule("STR007", Severity.WARNING, level=Level.REVIEW, basis="惯例：品牌有名称、有内涵、有载体")
def incomplete_brand(context: Context) -> Iterator[Finding]:
    """品牌写得不完整。

    写了品牌的，要有名称、内涵和载体，否则只是一句口号。成效要到实施以后才有，由指标衡量，不要求在这里
    写。不打品牌的可以不写这一节。

    ```yaml
    方案:
      品牌: {口号: 邻里共禁毒}  # <- STR007
    ```

    ```yaml
    方案:
      品牌: {名称: 梧桐清风, 内涵: 邻里相助守护平安, 载体: 禁毒教育角, 口号: 邻里共禁毒}
    ```
    """
    plan = context.plan
    brand = plan.overview.brand if plan.overview else None
    if brand is None:
        return
    parts = (("name", "名称"), ("meaning", "内涵"), ("carrier", "载体"))
    missing = [word for attribute, word in parts if brand.lacks(attribute)]
    if missing:
        yield Finding(
            brand.where,
            f"品牌{f'“{brand.name}”' if brand.name else ''}没有写{'、'.join(missing)}。",
            f"补上{'、'.join(missing)}；不打品牌的，删去“品牌”。",
        )


@rule(
    "STR008",
    Severity.INFO,
    level=Level.REVIEW,
    basis="惯例：品牌名称四至八个字",
    norms=("品牌名称字数下限", "品牌名称字数上限"),
)
def brand_name_too_long_or_short(context: Context) -> Iterator[Finding]:
    """品牌名称太长或者太短。

    品牌名称一般四至八个字，好记好传。

    ```yaml
    方案:
      品牌: {名称: 柳林街道党建引领全民参与禁毒先锋行动, 内涵: 全民参与, 载体: 教育角}  # <- STR008
    ```

    ```yaml
    方案:
      品牌: {名称: 梧桐清风, 内涵: 邻里相助, 载体: 教育角}
    ```
    """
    plan = context.plan
    brand = plan.overview.brand if plan.overview else None
    name = (brand.name or "") if brand else ""
    count = sum(character.isalnum() for character in name)
    least, most = context.norms["品牌名称字数下限"], context.norms["品牌名称字数上限"]
    if brand is not None and name and not least.value <= count <= most.value:
        yield Finding(
            brand.at("name"),
            f"品牌名称“{name}”有{count}个字。",
            (
                f"缩短到{most.formatted()}以内"
                if count > most.value
                else f"加到{least.formatted()}以上"
            )
            + "，其余的意思写进“内涵”。",
        )
