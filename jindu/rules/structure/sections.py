"""Sections and stages that a plan must have."""

from __future__ import annotations

from collections.abc import Iterator

from jindu.model.choices import Genre
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.genres import ESSENTIAL
from jindu.model.rule import rule
from jindu.units.patterns import late


@rule("STR003", Severity.ERROR, level=Level.REVIEW, basis="方案自身的要求：实施方案的基本内容")
def missing_section(context: Context) -> Iterator[Finding]:
    """缺少必备的部分。

    实施方案要说清为什么做、做到什么程度、谁来做、分几步做、花多少钱、怎样评价。缺了
    其中一部分，方案无从审议。方案概况里要有标题和起止时间。要哪些部分，按文种定：创建实施方案缺少的是
    错误；规划、计划、细则等缺少的，以及由禁毒委员会统一领导、不另设领导小组的，只作警告。

    ```yaml
    方案:  # <- STR003
      标题: 柳林街道禁毒支部创建实施方案
    ```

    ```yaml
    方案: {标题: 柳林街道禁毒支部创建实施方案, 起止: 2026-01..2028-12}
    单位名录: [{编号: 支部, 名称: 柳林街道禁毒党支部}]
    领导小组: {组长: 街道党工委书记}
    目标: [{编号: 目标一, 内容: 提高居民禁毒知识知晓率}]
    实施阶段: [{编号: 阶段一, 名称: 宣传发动, 起止: 2026-01..2026-06}]
    重点任务: [{编号: 重点一, 名称: 开展宣传教育}]
    工作任务: [{编号: 任务一, 名称: 印发方案}]
    经费: {总额: 50万元}
    考核评价: {满分: 100}
    ```
    """
    plan = context.plan
    missing = plan.missing_parts()
    group = ESSENTIAL["leading_group"]
    if missing:
        only = missing == [group]
        yield Finding(
            plan.at("overview"),
            f"方案缺少{'、'.join(missing)}。",
            "补上“领导小组”；由禁毒委员会统一领导的，在保障措施里写明。"
            if only
            else "补上缺少的部分；可以参照 jindu init 生成的方案。",
            on_key=True,
            severity=Severity.WARNING if only or plan.genre is not Genre.PLAN else None,
        )
    overview = plan.overview
    for attribute, name in (("title", "标题"), ("period", "起止时间")):
        asked = attribute == "title" or plan.is_dated
        if overview is not None and asked and overview.lacks(attribute):
            yield Finding(
                overview.at(attribute), f"方案没有写{name}。", f"在“方案”里补上{name}。",
                on_key=True,
            )  # fmt: skip


_STAGES = {
    "宣传发动": late("宣传|发动|动员|部署|启动|准备|筹备|筹建|起步"),
    "组织实施": late("实施|推进|攻坚|开展|落实|创建|建设|推广|推开|集中|整治|行动|排查"),
    "巩固提升": late("巩固|提升|提高|深化|总结|评估|验收|考核"),
}
"""Customary stage → words that names of it contain."""


@rule("STR004", Severity.INFO, level=Level.REVIEW, basis="惯例：创建工作分三个阶段推进")
def missing_customary_stage(context: Context) -> Iterator[Finding]:
    """阶段划分与通行的三个阶段不同。

    创建工作一般分宣传发动、组织实施、巩固提升三个阶段，阶段名称里应能看出这三步；“动员部署”“全面
    推进”“总结验收”这样的名称也算。确需另行划分的，在“方案”里写“自定阶段: 是”。

    ```yaml
    实施阶段:  # <- STR004
      - {编号: 阶段一, 名称: 宣传发动, 起止: 2026-01..2026-06}
      - {编号: 阶段二, 名称: 组织实施, 起止: 2026-07..2028-12}
    ```

    ```yaml
    实施阶段:
      - {编号: 阶段一, 名称: 动员部署, 起止: 2026-01..2026-06}
      - {编号: 阶段二, 名称: 组织实施, 起止: 2026-07..2028-03}
      - {编号: 阶段三, 名称: 巩固提升, 起止: 2028-04..2028-12}
    ```
    """
    plan = context.plan
    custom = plan.overview is not None and plan.overview.custom_stages
    if custom or not plan.stages or not plan.sure("stages") or not plan.asks_for("stages"):
        return
    names = "、".join(stage.name or "" for stage in plan.stages)
    missing = [step for step, words in _STAGES.items() if not words.search(names)]
    if missing:
        yield Finding(
            plan.at("stages"),
            f"从阶段名称里看不出{'、'.join(missing)}这一步。",
            "按宣传发动、组织实施、巩固提升划分；另行划分的，在“方案”里写“自定阶段: 是”。",
            on_key=True,
        )
