"""Points and bands in scoring methods: what is read, and that reading takes linear time."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest

from jindu.language.bands import bands_of, overlaps
from jindu.language.scoring import Role, read_scoring


@pytest.mark.parametrize(
    ("method", "points"),
    [
        ("达到年度目标得10分，每低1个百分点扣1分", [(10, Role.AWARD), (1, Role.LOSS_EACH)]),
        ("每少一次，扣1分", [(1, Role.LOSS_EACH)]),
        ("每开展一场得2分，最多得10分", [(2, Role.AWARD_EACH), (10, Role.MOST)]),
        ("缺一次扣两分，最多扣10分", [(2, Role.LOSS_EACH), (10, Role.MOST_LOST)]),
        ("未按期完成的每项扣1分，扣完10分为止", [(1, Role.LOSS_EACH), (10, Role.MOST_LOST)]),
        ("有计划得4分，有总结得6分", [(4, Role.AWARD), (6, Role.AWARD)]),
        ("成立机构（2分），明确专人（3分）", [(2, Role.AWARD), (3, Role.AWARD)]),
        ("每半年研究1次以上得5分", [(5, Role.AWARD)]),
        ("满分10分，未完成的不得分", [(10, Role.FULL)]),
        ("测评80分以上得5分，平均70分得3分", [(5, Role.AWARD), (3, Role.AWARD)]),
        ("由区分局派出所分组评定，讲课40分钟", []),
        ("建立台账得五分，按月报送得三分", [(5, Role.AWARD), (3, Role.AWARD)]),
        ("未完成的，扣3.5分", [(Decimal("3.5"), Role.LOSS)]),
    ],
)
def test_points(method: str, points: list[tuple[int | Decimal, Role]]) -> None:
    assert [(each.value, each.role) for each in read_scoring(method).points] == points


@pytest.mark.parametrize(
    "method",
    [
        "各得2分",
        "得分40分",
        "另加2分",
        "80分的成绩",
        "从总分中扣10分",
        "两项分别得3分",
        "分值5分的项目",
    ],
)
def test_what_is_not_understood_is_not_judged(method: str) -> None:
    scoring = read_scoring(method)
    assert scoring.reaches(Decimal(7))


@pytest.mark.parametrize(
    ("method", "sums", "others"),
    [
        ("有计划得4分，有总结得6分", (4, 6, 10), (5, 12)),
        ("90%以上得10分，80%以上得6分", (10,), (16, 6, 12)),
        ("国家级得10分，省级得8分", (8, 10, 18), (9, 12)),
        ("每次得1分，最多得5分；获奖的得5分", (5, 10), (6, 1)),
    ],
)
def test_sums(method: str, sums: tuple[int, ...], others: tuple[int, ...]) -> None:
    scoring = read_scoring(method)
    assert all(scoring.reaches(Decimal(score)) for score in sums)
    assert not any(scoring.reaches(Decimal(score)) for score in others)


@pytest.mark.parametrize(
    ("text", "shared"),
    [
        ("90%以上得10分，80%以上不足90%得6分，不足80%不得分", []),
        ("90%以上得10分，80%以上得6分，60%以上得3分", []),
        ("90%（含）以上，80%（含）至90%，60%（含）至80%", []),
        ("90%以上，80%至90%（不含）", []),
        ("60%以上得6分，60%以下不得分", []),
        ("超过20人的配2名，20人以下的配1名", []),
        ("达到30人得10分，20至29人得6分，20人以下不得分", []),
        ("知晓率90%以上得5分，投诉率95%以下得5分", []),
        ("覆盖率80%以上得5分，场次80场以下得3分", []),
        ("90%以上得10分，80%至90%得6分", [90]),
        ("20人以下1名，20人以上2名", [20]),
        ("80%至95%得6分，90%以上得10分", [None]),
        ("不超过20人得5分，不少于20人得10分", [20]),
        ("1—3次得2分，3—5次得4分", [3]),
    ],
)
def test_overlaps(text: str, shared: list[int | None]) -> None:
    assert [overlap.shared for overlap in overlaps(bands_of(text))] == shared


@pytest.mark.parametrize(
    "piece",
    [
        "1分",
        "得1分，",
        "每一次扣1分",
        "90%以上",
        "80%至90%，",
        "每少一，",
        "、",
        "（1分）",
        "不足8%",
        "未不得分",
    ],
)
def test_reading_takes_linear_time(piece: str) -> None:
    def seconds(count: int) -> float:
        start = time.process_time()
        overlaps(read_scoring(piece * count).bands)
        return time.process_time() - start

    seconds(100)
    assert min(seconds(8000) for _ in range(3)) < 16 * max(
        min(seconds(2000) for _ in range(3)), 1e-3
    )
