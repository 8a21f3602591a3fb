"""Searches over all text take linear time on hostile text and miss nothing."""

from __future__ import annotations

import json
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jindu.checker import engine
from jindu.language.searches import SEARCHES
from jindu.model.diagnostic import Level
from jindu.source import load

MANY = 1 << 17
"""Characters of a hostile text."""
MAX_RATIO = 100
"""Cost relative to plain text of the same length; backtracking would cost thousands."""
RUNS = (
    *" 　\n。，、；：“”《》（）【】〔〕[]<>…._-—~～+/%?？○□×*＊Xx1９某第年月日",
    *(
        "附件",
        "一二三",
        "戒毒人员",
        "李明、",
        "张某",
        "王建国（",
        "，李",
        "戒毒人员：",
        "《禁毒法",
        "第九条",
    ),
    *(
        "中华人民共和国",
        "预防为主",
        "禁种、",
        "不得",
        "拒绝录用",
        "拍摄",
        "学生",
        "拍摄学生",
        "采访康复",
    ),
    *(
        "社区戒毒期限",
        "100%",
        "至少",
        "不少于1",
        "每户1元",
        "2026.",
        "6.2",
        "2026年13月",
        "1-2万元",
        "约1",
    ),
    *(
        "138 0013 ",
        "110105 19491231 ",
        "+86 1",
        "【填",
        "附件中的表",
        "原卫计",
        "待定",
        "TODO",
        "党建 ",
    ),
)


def cost(run: str) -> float:
    """Return the CPU seconds that all rules take on a text of nothing but ``run``."""
    hostile = json.dumps(run * (MANY // len(run)) + "1%甲", ensure_ascii=False)
    plan = f"方案: {{总体目标: {hostile}}}\n重点任务: [{{编号: 甲, 措施: [{hostile}]}}]"
    loaded = load.load_text(plan)
    assert loaded.plan is not None
    assert len(loaded.plan.texts) == 2
    begun = time.process_time()
    engine.check(loaded, Level.SUBMIT)
    return time.process_time() - begun


@pytest.fixture(scope="module")
def floor() -> float:
    return max(cost("甲") for _ in range(3))


@pytest.mark.parametrize("run", RUNS)
def test_time_is_linear(run: str, floor: float) -> None:
    assert cost(run) < MAX_RATIO * floor


LETTERS = "".join(
    sorted({c for search in SEARCHES.values() for c in search.pattern} | set("0123456789Xx 　　甲"))
)
KINDS = {
    kind: search
    for kind, search in SEARCHES.items()
    if kind != "identity"  # its clues rely on a birthday, which the pattern does not require
}


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_every_match_has_a_needle_or_a_clue(kind: str, data: st.DataObject) -> None:
    """Texts skipped for lack of a needle contain no match."""
    search = KINDS[kind]
    pattern = re.compile(search.pattern, re.MULTILINE)
    text = data.draw(st.from_regex(pattern, alphabet=LETTERS))
    if pattern.search(text):
        has_needle = any(needle in text for needle in search.needles)
        assert has_needle or any(re.search(clue, text) for clue in search.clues)
        assert not search.besides or any(word in text for word in search.besides)
