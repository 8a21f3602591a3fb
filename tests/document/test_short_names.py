"""简称: in full at first, short after that; headings, titles and what is founded stay in full."""

from __future__ import annotations

import pytest

from jindu.document.short_names import is_plain, with_short_names
from tests.builders import plan_from

PLAN = plan_from(
    "单位名录:\n"
    "  - {编号: 党, 名称: 中共柳林街道工作委员会, 简称: 街道党工委}\n"
    "  - {编号: 公, 名称: 清源县公安局, 简称: 县公安局}\n"
    "  - {编号: 所, 名称: 清源县公安局柳林街道派出所, 简称: 派出所}\n"
    "  - {编号: 委, 名称: 中共清源县委, 简称: 县委}\n"
    "  - {编号: 支, 名称: 柳林街道禁毒党支部, 简称: 禁毒支部}\n"
    "  - {编号: 一, 名称: 甲社区居民委员会, 简称: 居委会}\n"
    "  - {编号: 二, 名称: 乙社区居民委员会, 简称: 居委会}\n"
    "  - {编号: 校, 名称: 翠湖中学}\n"
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "中共柳林街道工作委员会书记，中共柳林街道工作委员会副书记",
            "中共柳林街道工作委员会（以下简称街道党工委）书记，街道党工委副书记",
        ),
        ("清源县公安局牵头。\n清源县公安局检查。", "清源县公安局牵头。\n县公安局检查。"),
        ("清源县公安局柳林街道派出所和清源县公安局",) * 2,
        ("中共清源县委和中共清源县委员会、中共清源县委", "中共清源县委和中共清源县委员会、县委"),
        ("中共柳林街道工作委员会只说一次",) * 2,
        (
            "甲社区居民委员会、乙社区居民委员会、甲社区居民委员会",
            "甲社区居民委员会、乙社区居民委员会、甲社区居民委员会",
        ),
        ("翠湖中学、翠湖中学",) * 2,
        ("# 中共柳林街道工作委员会\n## 清源县公安局\n清源县公安局",) * 2,
        ("```主送\n清源县公安局：\n```\n清源县公安局",) * 2,
        ("按《清源县公安局办法》，清源县公安局",) * 2,
        (
            "中共柳林街道工作委员会（以下简称党工委）、中共柳林街道工作委员会",
            "中共柳林街道工作委员会（以下简称党工委）、街道党工委",
        ),
        (
            "柳林街道禁毒党支部书记。设立柳林街道禁毒党支部，柳林街道禁毒党支部负责。",
            "柳林街道禁毒党支部（以下简称禁毒支部）书记。设立柳林街道禁毒党支部，禁毒支部负责。",
        ),
        (
            "清源县公安局、清源县公安局\n```另起一页\n```\n清源县公安局、清源县公安局",
            "清源县公安局、县公安局\n```另起一页\n```\n清源县公安局、县公安局",
        ),
    ],
)
def test_in_running_text(text: str, told: str) -> None:
    assert with_short_names(text, PLAN).text == told


def test_the_line_knows_the_short_name() -> None:
    found = with_short_names("清源县公安局\n\n清源县公安局、翠湖中学", PLAN)
    assert found.origins == {2: (PLAN.units[1].at("short"),)}
    assert with_short_names("清源县公安局", plan_from("方案: {标题: 甲}\n")).origins == {}


@pytest.mark.parametrize(
    ("name", "short", "plain"),
    [
        ("清源县公安局", "县公安局", True),
        ("清源县人力资源和社会保障局", "县人社局", True),
        ("中共清源县委政法委员会", "县委政法委", True),
        ("中共柳林街道工作委员会", "街道党工委", False),
        ("清源县禁毒专业服务党支部", "专业支部", False),
        ("同心社会工作服务中心", "社工中心", False),
    ],
)
def test_what_explains_itself(name: str, short: str, plain: bool) -> None:
    assert is_plain(name, short) is plain
