"""What is inferred from the name of an organisation."""

from __future__ import annotations

import pytest

from jindu.language.organisations import Rank, rank


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("梧桐社区居民委员会", Rank.COMMUNITY),
        ("柳林街道办事处", Rank.TOWN),
        ("中共平安镇委员会", Rank.TOWN),
        ("平安镇人民政府", Rank.TOWN),
        ("清源县财政局", Rank.COUNTY),
        ("清源县人民政府", Rank.COUNTY),
        ("南山区公安分局", Rank.COUNTY),
        ("济南市公安局", Rank.CITY),
        ("山东省公安厅", Rank.PROVINCE),
        ("北京市公安局", Rank.PROVINCE),
        ("广西壮族自治区公安厅", Rank.PROVINCE),
        ("公安部", Rank.STATE),
        ("中国禁毒基金会", Rank.STATE),
        ("热心企业", None),
    ],
)
def test_rank(name: str, level: Rank | None) -> None:
    assert rank(name) is level
