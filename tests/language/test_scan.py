"""Searches over all text take linear time on hostile text and miss nothing."""

from __future__ import annotations

import json
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jindu.checker import engine
from jindu.language.persons import named_users
from jindu.language.portraits import portraits
from jindu.language.registers import registers
from jindu.language.scan import _candidates
from jindu.language.searches import SEARCHES
from jindu.model.diagnostic import Level
from jindu.source import load
from tests.rules.test_persons import EXPECTED
from tests.share import some

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
        "曾吸毒",
        "李明曾吸毒，",
        "男，45岁，",
        "3栋502住户",
        "3栋2单元",
        "家住",
        "吸毒的李明",
        "张建国、",
        "轨迹分析吸毒人员",
        "建立吸毒人员",
        "填家庭吸毒",
        "群发送戒毒人员名单，",
        "由李",
        "王建国同志",
        "不予",
        "蹲守",
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


@pytest.mark.parametrize("run", some(RUNS, one_in=5) or RUNS[:1])
def test_time_is_linear(run: str, floor: float) -> None:
    assert cost(run) < MAX_RATIO * floor


LETTERS = "".join(
    sorted({c for search in SEARCHES.values() for c in search.pattern} | set("0123456789Xx 　　甲"))
)
KINDS = {
    kind: search
    for kind, search in SEARCHES.items()
    if search.pattern
    and kind != "identity"  # its clues rely on a birthday, which the pattern does not require
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


def test_a_needle_that_begins_another_hides_none_of_its_kinds() -> None:
    words = {w: kind for kind, s in SEARCHES.items() for w in s.needles if len(w) > 1}
    for word in words:
        shorter = {
            kind for kind, s in SEARCHES.items() if any(word.startswith(n) for n in s.needles)
        }
        text = f"{word}甲"
        candidates = {kind for _, kinds in _candidates(text, [0, len(text) + 1]) for kind in kinds}
        assert shorter <= candidates, word


@pytest.mark.parametrize(("sentence", "code", "words"), EXPECTED)
def test_every_person_told_of_has_a_needle(sentence: str, code: str, words: str) -> None:
    """Texts that the readers of persons are not given have nothing for them."""
    for kind, read in (("portrait", portraits), ("register", registers), ("person", named_users)):
        if list(read(sentence)):
            assert any(needle in sentence for needle in SEARCHES[kind].needles), kind
