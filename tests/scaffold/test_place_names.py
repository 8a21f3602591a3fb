"""Names of the sample's place give way to those of the answers, in short names too."""

from __future__ import annotations

import pytest

from jindu.scaffold.names import Names
from jindu.scaffold.scheme import Question

TEXT = "县委组织部会同县公安局、团县委；共青团清源县委员会；县级以上人民政府；县禁毒委员会办公室"


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (
            "河口区",
            "区委组织部会同区公安局、团区委；共青团河口区委员会；县级以上人民政府；区禁毒委员会办公室",
        ),
        (
            "江东市",
            "市委组织部会同市公安局、团市委；共青团江东市委员会；县级以上人民政府；市禁毒委员会办公室",
        ),
        ("白水县", TEXT.replace("清源县", "白水县")),
        ("清源县", TEXT),
    ],
)
def test_bodies_of_a_county(answer: str, told: str) -> None:
    names = Names([Question("区县", "清源县", "所在县")], {"区县": answer})
    assert names.renewed(TEXT) == told
