"""Areas that titles and names of organs begin with."""

from __future__ import annotations

import pytest

from jindu.language.areas import areas, by_rank, lowest
from jindu.language.organisations import Rank


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("岚城区青枫街道禁毒支部创建实施方案（2027—2029年）", ["岚城区", "青枫街道"]),
        ("清源县柳林街道梧桐社区与翠湖中学共建方案", ["清源县", "柳林街道", "梧桐社区"]),
        ("中共柳林街道梧桐社区委员会", ["柳林街道", "梧桐社区"]),
        ("关于印发清源县禁毒工作方案的通知", ["清源县"]),
        ("北京市朝阳区望京街道", ["北京市", "朝阳区", "望京街道"]),
        ("湘西土家族苗族自治州", ["湘西土家族苗族自治州"]),
        ("高新技术产业开发区枫林街道", ["高新技术产业开发区", "枫林街道"]),
        ("城关镇社区戒毒社区康复工作方案", ["城关镇"]),
        ("青石镇镇区禁毒宣传方案", ["青石镇"]),
        ("石桥镇村级联络方案", ["石桥镇"]),
        ("禁毒示范社区创建方案", []),
        ("无毒社区创建方案", []),
        ("全县禁毒工作方案", []),
        ("县禁毒委员会", []),
        ("", []),
    ],
)
def test_areas(text: str, named: list[str]) -> None:
    assert list(areas(text).values()) == named


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("清源县", Rank.COUNTY),
        ("清源县柳林街道办事处", Rank.TOWN),
        ("白石镇石门村村民委员会", Rank.COMMUNITY),
        ("内蒙古自治区", Rank.PROVINCE),
        ("清源市", None),
        ("清源经济开发区", None),
        ("翠湖中学", None),
    ],
)
def test_lowest(text: str, rank: Rank | None) -> None:
    assert lowest(text) is rank


def test_by_rank_leaves_out_what_may_be_two_ranks() -> None:
    assert by_rank("清源市柳林街道") == {Rank.TOWN: "柳林街道"}
