"""The searches over all text: as fast on hostile text as on any other."""

from __future__ import annotations

import json
import time

import pytest

from jindu import pipeline
from jindu.diagnostic import Level

MANY = 1 << 17
"""Characters of a hostile text."""
ENOUGH = 100
"""Times the cost of as much plain text; of a pattern that goes back and forth it is thousands."""
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
    """Seconds of processor time that all rules take over a text of nothing but this."""
    hostile = json.dumps(run * (MANY // len(run)) + "1%甲", ensure_ascii=False)
    plan = f"方案: {{总体目标: {hostile}}}\n重点任务: [{{编号: 甲, 措施: [{hostile}]}}]"
    loaded = pipeline.load_text(plan)
    assert loaded.plan is not None
    assert len(loaded.plan.texts) == 2
    begun = time.process_time()
    pipeline.check(loaded, Level.SUBMIT)
    return time.process_time() - begun


@pytest.fixture(scope="module")
def floor() -> float:
    return max(cost("甲") for _ in range(3))


@pytest.mark.parametrize("run", RUNS)
def test_linear(run: str, floor: float) -> None:
    assert cost(run) < ENOUGH * floor
