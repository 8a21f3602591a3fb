"""Titles of several lines: whole words, in the form of a trapezoid or a lozenge (7.3.1)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jindu.document.compose import numeral
from jindu.document.titles import LINE, break_title


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("任务清单", ["任务清单"]),
        ("清源县禁毒支部示范创建实施方案", ["清源县禁毒支部示范创建实施方案"]),
        (
            "清源县柳林街道梧桐社区禁毒支部创建实施方案",
            ["清源县柳林街道梧桐社区", "禁毒支部创建实施方案"],
        ),
        (
            "关于申请清源县柳林街道梧桐社区禁毒支部创建经费的请示",
            ["关于申请清源县柳林街道", "梧桐社区禁毒支部创建经费的请示"],
        ),
        (
            "关于印发《清源县柳林街道禁毒支部试点创建和推广实施方案》的通知",
            ["关于印发《清源县柳林街道禁毒支部", "试点创建和推广实施方案》的通知"],
        ),
        (
            "关于召开清源县柳林街道梧桐社区与翠湖中学禁毒支部共建工作联席会议的通知",
            ["关于召开清源县柳林街道梧桐社区与", "翠湖中学禁毒支部共建工作联席会议的通知"],
        ),
        (
            "清源县石桥镇毒品问题重点整治和禁毒支部创建工作方案",
            ["清源县石桥镇毒品问题", "重点整治和禁毒支部创建工作方案"],
        ),
        (
            "上海市浦东新区陆家嘴街道东昌新村居民区禁毒功能型党支部建设实施方案",
            ["上海市浦东新区陆家嘴街道东昌新村", "居民区禁毒功能型党支部建设实施方案"],
        ),
        (
            "清源县重点行业和重点场所禁毒支部创建实施方案",
            ["清源县重点行业和重点场所", "禁毒支部创建实施方案"],
        ),
        (
            "清源县各乡镇街道禁毒支部创建三年行动实施方案",
            ["清源县各乡镇街道禁毒支部", "创建三年行动实施方案"],
        ),
        (
            "柳林街道寄递物流行业禁毒联合党支部创建实施方案",
            ["柳林街道寄递物流行业禁毒", "联合党支部创建实施方案"],
        ),
        (
            "清源县戒毒康复人员帮扶就业基地禁毒支部创建实施方案",
            ["清源县戒毒康复人员帮扶就业", "基地禁毒支部创建实施方案"],
        ),
        (
            "中共清源县委政法委员会关于开展禁毒支部示范创建活动的实施方案",
            ["中共清源县委政法委员会", "关于开展禁毒支部示范创建活动的实施方案"],
        ),
        (
            "内蒙古自治区呼和浩特市新城区成吉思汗大街街道禁毒党支部品牌创建三年行动实施方案",
            [
                "内蒙古自治区呼和浩特市新城区",
                "成吉思汗大街街道禁毒党支部",
                "品牌创建三年行动实施方案",
            ],
        ),
    ],
)
def test_lines(title: str, lines: list[str]) -> None:
    assert break_title(title) == lines


@given(
    st.text(
        alphabet="清源县柳林街道梧桐社区禁毒支部创建实施方案关于印发的通知《》（）2026—年",
        max_size=90,
    )
)
def test_any_title(title: str) -> None:
    """All of it, in lines that fit, none of a single character."""
    lines = break_title(title)
    assert "".join(lines) == title
    assert all(len(line) <= LINE for line in lines)
    assert len(lines) == 1 or min(map(len, lines)) >= 2


def test_words_of_the_plan_stay_whole() -> None:
    title = "清源县柳林街道梧桐社区党建引领守护家园禁毒支部创建实施方案"
    assert any("守护家园" in line for line in break_title(title, ("党建引领守护家园",)))


@pytest.mark.parametrize(
    ("number", "told"),
    [
        *((1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九")),
        *((100, "一百"), (101, "一百零一"), (110, "一百一十"), (1001, "一千零一")),
        *((1010, "一千零一十"), (5120, "五千一百二十"), (10_000, "10000")),
    ],
)
def test_headings_count_beyond_a_hundred(number: int, told: str) -> None:
    assert numeral(number) == told
