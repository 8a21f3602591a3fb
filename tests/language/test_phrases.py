"""Sentences of official Chinese that documents are made of."""

from __future__ import annotations

import pytest

from jindu.language import phrases
from jindu.model.plan import Indicator, Review
from jindu.units import read_deadline
from tests.builders import plan_from


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("2026-03-31", "2026年3月底前"),
        ("2026-03", "2026年3月底前"),
        ("2024-02-29", "2024年2月底前"),
        ("2026-02-28", "2026年2月底前"),
        ("2024-02-28", "2024年2月28日前"),
        ("2026-01-14", "2026年1月14日前"),
        ("2026Q2", "2026年第二季度末前"),
        ("2026", "2026年底前"),
        ("长期坚持", "长期坚持"),
        ("印发后30日内", "印发后30日内"),
    ],
)
def test_the_same_day_reads_the_same(written: str, told: str) -> None:
    assert phrases.by(read_deadline(written)) == told


@pytest.mark.parametrize(
    ("items", "told"),
    [
        ([], ""),
        (["印发方案"], "重点是印发方案。"),
        (["印发方案", "", "开动员会"], "重点抓好两项工作：一是印发方案；二是开动员会。"),
        (["甲", "乙", "丙"], "重点抓好三项工作：一是甲；二是乙；三是丙。"),
    ],
)
def test_points(items: list[str], told: str) -> None:
    assert phrases.points(items) == told


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("戒毒条例", "《戒毒条例》"),
        ("戒毒条例第七条", "《戒毒条例》第七条"),
        ("中华人民共和国预算法第六十三条第一款", "《中华人民共和国预算法》第六十三条第一款"),
        ("中国共产党支部工作条例（试行）", "《中国共产党支部工作条例（试行）》"),
        ("清源县禁毒工作责任制考核办法。", "《清源县禁毒工作责任制考核办法》"),
        ("《戒毒条例》第七条", "《戒毒条例》第七条"),
        ("县委工作要求", "县委工作要求"),
    ],
)
def test_cited(name: str, told: str) -> None:
    assert phrases.cited(name) == told


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("柳林街道禁毒工作领导小组", "领导小组"),
        ("禁毒支部创建工作专班", "工作专班"),
        ("禁毒工作指挥部", "指挥部"),
        ("清源县禁毒委员会", "清源县禁毒委员会"),
    ],
)
def test_group_word(name: str, word: str) -> None:
    assert phrases.group_word(name) == word


def reviews(fields: str) -> Review:
    evaluation = plan_from(f"考核评价: {{评估安排: [{{{fields}}}]}}\n").evaluation
    assert evaluation is not None
    return evaluation.reviews[0]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ("名称: 支部自评, 频次: 每半年, 主体: 各支部", "支部自评由各支部每半年开展一次"),
        ("名称: 期末评估, 时间: 2028-10, 主体: 机构", "期末评估由机构实施，2028年10月底前完成"),
        ("名称: 年度考核, 频次: 每年", "年度考核每年开展一次"),
        ("名称: 期末评估, 时间: 2028-10-31", "期末评估，2028年10月底前完成"),
        ("主体: 街道", "评估由街道实施"),
    ],
)
def test_review(fields: str, told: str) -> None:
    assert phrases.review(reviews(fields)) == told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("进度报送", "每月", "甲、乙", "办"), "进度报送每月一次，由甲、乙于月底前报办汇总"),
        (("进度报送", "每季度", "", "办"), "进度报送每季度一次，由各牵头单位于季度末前报办汇总"),
        (("进度报送", "", "甲", ""), "做好进度报送，由甲按时报送"),
    ],
)
def test_reporting(words: tuple[str, str, str, str], told: str) -> None:
    assert phrases.reporting(*words) == told


def alerted(*limits: str) -> list[Indicator]:
    items = ", ".join(
        f"{{编号: 甲{n}, 名称: 指标{n}, 计量单位: 个, 预警: {{{limit}}}}}"
        for n, limit in enumerate(limits)
    )
    return list(plan_from(f"目标: [{{编号: 一, 指标: [{items}]}}]\n").indicators)


@pytest.mark.parametrize(
    ("limits", "told"),
    [
        (["黄: 3个, 红: 1个"], "对指标0实行黄、红两级预警"),
        (["黄: 3个", "黄: 2个"], "对指标0和指标1实行黄色预警"),
        (["红: 3个"] * 4, "对指标0等4项指标实行红色预警"),
        ([], ""),
    ],
)
def test_warned(limits: list[str], told: str) -> None:
    assert phrases.warned(alerted(*limits)) == told
