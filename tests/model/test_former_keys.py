"""Keys of an earlier version of the format are read as those of today."""

from __future__ import annotations

from decimal import Decimal

from jindu.manual import fields
from jindu.model.fields import keyed
from jindu.source.load import load_text

FORMER = """
parties: [{id: 支部, name: 柳林街道禁毒党支部}]
支部: [{名称: 柳林街道禁毒党支部, members: 9, approval: 柳街发〔2026〕3号, 支委: [{post: 书记}]}]
目标: [{指标: [{编号: 知晓率, unit: "%", target: 90%, weight: 8, warning: {黄: 80%}}]}]
themes: [{编号: 重点一, 名称: 宣传}]
milestones: [{编号: 任务一, theme: 重点一, money: 无}]
试点: {units: [梧桐社区]}
经费:
  uses: [{编号: 手册, unit: 册, milestones: [任务一], shares: 专项}]
  sources: [{编号: 专项, purpose: 禁毒宣传, recipient: {名称: 清源县慈善总会}}]
申报: {nature: 新增}
"""


def test_former_keys_are_read() -> None:
    loaded = load_text(FORMER)
    plan = loaded.plan
    assert not loaded.source.problems
    assert plan is not None
    assert plan.application is not None
    assert plan.pilot is not None
    (branch,), (indicator,), (task,) = plan.branches, plan.indicators, plan.tasks
    (expense,), (fund,) = plan.expenses, plan.funds
    assert branch.member_count == 9
    assert (branch.approval_number, branch.committee[0].title) == ("柳街发〔2026〕3号", "书记")
    assert (indicator.unit_of_measure, indicator.score) == ("%", Decimal(8))
    assert indicator.alert is not None
    assert indicator.alert.yellow == 80
    assert (task.key_task, task.funding) == (plan.key_tasks[0].id, "无")
    assert (expense.unit_of_measure, expense.tasks) == ("册", (task.id,))
    assert expense.contributions[0].fund == fund.id
    assert fund.restriction == "禁毒宣传"
    assert fund.donee is not None
    assert fund.donee.name == "清源县慈善总会"
    assert (plan.pilot.sites, plan.application.project_type) == (("梧桐社区",), "新增")
    assert [unit.id for unit in plan.units] == ["支部"]


def test_a_key_is_of_one_field() -> None:
    for cls in {entry.cls for entry in fields.entries()}:
        keys = [
            key
            for attribute, made in keyed(cls).items()
            for key in (attribute, made.name, *made.was)
        ]
        assert len(keys) == len(set(keys)), cls
