"""Genres of official texts: read from the title, and what they let rules ask for."""

import pytest

from jindu.model import genres
from jindu.model.choices import Genre
from jindu.model.plan import Overview, Plan


@pytest.mark.parametrize(
    ("title", "genre"),
    [
        ("柳林街道禁毒支部创建实施方案（2026—2029年）", Genre.PLAN),
        ("禁毒工作三年行动计划（2024-2026年）", Genre.PROGRAMME),
        ("《清源县禁毒工作管理办法（试行）》", Genre.MEASURES),
        ("白石镇禁毒工作考核细则", Genre.SCORING),
        ("部门整体绩效目标申报表", Genre.FORM),
        ("关于加强社区禁毒工作的意见", Genre.OPINION),
        ("禁毒“十四五”规划(2021—2025年)（征求意见稿）", Genre.OUTLINE),
        ("工作安排", Genre.WORK),
        ("大河村2026年禁毒工作方案", Genre.WORK),
        ("平安街道“全民禁毒宣传月”活动方案", Genre.WORK),
        ("白石镇禁毒工作实施方案", Genre.WORK),
        ("柳林街道禁毒支部建设工作方案", Genre.PLAN),
        ("清源县禁毒示范创建方案", Genre.PLAN),
        ("", Genre.PLAN),
    ],
)
def test_of_title(title: str, genre: Genre) -> None:
    assert genres.of_title(title) is genre


def test_written_genre_wins() -> None:
    plan = Plan(overview=Overview(title="禁毒工作考核细则", genre=Genre.MEASURES))
    assert plan.genre is Genre.MEASURES
    assert not plan.asks_for("budget")
    assert Plan().asks_for("budget")


def test_parts_are_attributes_of_the_plan() -> None:
    names = {name for parts in genres.PARTS.values() for name in parts}
    assert names <= set(vars(Plan))
    assert set(genres.PARTS) == set(Genre)
