"""Time: the horizon, the stages, the order of the work, and what has to come again."""

from __future__ import annotations

from collections.abc import Iterator

from jindu.diagnostic import Finding, Level, Severity, rule
from jindu.plan import Plan


@rule(
    "SCH009",
    Severity.ERROR,
    level=Level.REVIEW,
    basis="惯例：先试点、经评估后再推广",
)
def rollout_before_pilot_review(plan: Plan) -> Iterator[Finding]:
    """推广早于试点评估。

    试点没有评估就推广，经验是否可复制无从判断，评估也失去意义。推广任务的开始时间
    （没有写开始的，看完成时限）应当不早于试点评估任务的完成时限。

    ```yaml
    工作任务:
      - {编号: P1, 名称: 开展试点评估, 类型: 试点评估, 完成时限: 2027-06}
      - {编号: P2, 名称: 全面推广, 类型: 推广, 开始: 2027-03, 完成时限: 2028-06}  # <- SCH009
    试点: {评估: P1, 推广: [P2]}
    ```

    ```yaml
    工作任务:
      - {编号: P1, 名称: 开展试点评估, 类型: 试点评估, 完成时限: 2027-06}
      - {编号: P2, 名称: 全面推广, 类型: 推广, 开始: 2027-07, 完成时限: 2028-06}
    试点: {评估: P1, 推广: [P2]}
    ```
    """
    review = plan.milestone(plan.pilot.review) if plan.pilot else None
    if plan.pilot is None or review is None or review.due is None:
        return
    for ref in plan.pilot.rollout:
        rollout = plan.milestone(ref)
        if rollout is None:
            continue
        attribute = "start" if rollout.start else "due"
        begin = rollout.start.first if rollout.start else rollout.due and rollout.due.last
        if begin and begin < review.due.last:
            yield Finding(
                rollout.at(attribute),
                f"推广任务“{rollout.name}”于{begin:%Y-%m-%d}开始，早于试点评估"
                f"“{review.name}”的完成时限{review.due.last:%Y-%m-%d}。",
                "把推广的开始时间移到试点评估完成之后，或者提前试点评估。",
                related=((review.at("due"), "试点评估的完成时限"),),
            )


RULES = (rollout_before_pilot_review,)
