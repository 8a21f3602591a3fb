"""Which organs may apply to which, and in which form."""

from __future__ import annotations

import pytest

from jindu.language.correspondence import Misdirected, address, genre
from jindu.model.choices import UnitKind
from jindu.model.plan import Unit

TOWN = Unit(id="街道办", name="柳林街道办事处", kind=UnitKind.TOWN)
COMMUNITY = Unit(id="居委会", name="梧桐社区居民委员会", kind=UnitKind.COMMUNITY)
BRANCH = Unit(id="支部", name="柳林街道梧桐社区禁毒党支部", kind=UnitKind.BRANCH)
COUNTY = Unit(id="禁毒办", name="清源县禁毒委员会办公室", kind=UnitKind.COMMITTEE)
POLICE = Unit(id="公安局", name="清源县公安局", kind=UnitKind.POLICE)


@pytest.mark.parametrize(
    ("applicant", "addressee", "form"),
    [
        (TOWN, "清源县人民政府", "请示"),
        (TOWN, "清源县财政局", "函"),
        (TOWN, "清源县公安局", "函"),
        (TOWN, "中共清源县委", "请示"),
        (COMMUNITY, "柳林街道办事处", "请示"),
        (BRANCH, "中共柳林街道工作委员会", "请示"),
        (COUNTY, "清源县人民政府", "请示"),
        (COUNTY, "清源县财政局", "函"),
        (POLICE, "济南市公安局", "请示"),
        (POLICE, "济南市财政局", "函"),
    ],
)
def test_genre(applicant: Unit, addressee: str, form: str) -> None:
    """请示 goes to a superior, 函 to any other organ of whatever level."""
    assert genre(applicant, addressee) == form


@pytest.mark.parametrize(
    ("applicant", "addressee", "message"),
    [
        (BRANCH, "清源县财政局", "只能向上级党组织请示"),
        (BRANCH, "清源县公安局", "只能向上级党组织请示"),
        (BRANCH, "梧桐社区居民委员会", "只能向上级党组织请示"),
        (TOWN, "山东省公安厅", "越级行文"),
        (TOWN, "济南市人民政府", "越级行文"),
        (COMMUNITY, "清源县人民政府", "越级行文"),
        (COUNTY, "柳林街道办事处", "级别低于"),
    ],
)
def test_misdirected_applications_are_refused(
    applicant: Unit, addressee: str, message: str
) -> None:
    with pytest.raises(Misdirected, match=message):
        genre(applicant, addressee)


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("柳林街道办事处", "街道"),
        ("石桥镇人民政府", "镇"),
        ("清源县人民政府", "县"),
        ("清源县财政局", "局"),
        ("清源县禁毒委员会办公室", "办"),
        ("梧桐社区居民委员会", "社区"),
        ("石门村村民委员会", "村"),
        ("翠湖中学", "校"),
        ("清源县慈善总会", "会"),
        ("清源县公安局柳林街道派出所", "所"),
        ("柳林街道禁毒党支部", "支部"),
        ("暖阳社会工作服务中心", "中心"),
        ("", "单位"),
        ("清源报社", "单位"),
    ],
)
def test_how_an_organ_is_addressed(name: str, word: str) -> None:
    assert address(name) == word
