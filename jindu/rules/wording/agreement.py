"""What the text says, against the fields of the plan."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from jindu.language.facts import facts
from jindu.language.scan import located
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.rule import rule
from jindu.rules.bases import CONSISTENCY
from jindu.rules.wording.stated_counts import conflicts_of_counts
from jindu.rules.wording.stated_frequencies import conflicts_of_frequencies
from jindu.rules.wording.stated_persons import conflicts_of_persons
from jindu.rules.wording.stated_times import conflicts_of_times


@rule("TXT012", Severity.WARNING, level=Level.REVIEW, basis=CONSISTENCY)
def text_contradicts_field(context: Context) -> Iterator[Finding]:
    """正文里说的与方案里写的不一致。

    同一件事，正文里写“每月召开联席会议”，经常性工作里写“每季度”；正文里写“9月底前完成毒情摸底”，任务的时限是
    6月；培训的人数和天数、合格的分数、队伍和党员的人数、支部和阶段的个数、试点的起止，正文与方案的数据不一致的，
    会提醒。一处写“不新建应用程序”、另一处写“开发APP”的，也会提醒。按名称认出说的是哪一项，认不准的不查。

    ```yaml
    方案:
      背景: 领导小组办公室每月召开一次联席会议。  # <- TXT012
      工作基础: 今年9月底前完成毒情和人员摸底。  # <- TXT012
    工作任务:
      - {编号: 甲, 名称: 完成毒情和人员摸底, 完成时限: 2026-06}
    经常性工作:
      - {编号: 乙, 名称: 部门联席会议, 频次: 每季度}
    ```

    ```yaml
    方案:
      背景: 领导小组办公室每季度召开一次联席会议。
      工作基础: 今年6月底前完成毒情和人员摸底。
    工作任务:
      - {编号: 甲, 名称: 完成毒情和人员摸底, 完成时限: 2026-06}
    经常性工作:
      - {编号: 乙, 名称: 部门联席会议, 频次: 每季度}
    ```
    """
    plan = context.plan
    reading = facts(plan)
    seen: set[int] = set()
    for found in chain(
        conflicts_of_frequencies(plan, reading),
        conflicts_of_times(plan, reading),
        conflicts_of_persons(plan, reading),
        conflicts_of_counts(plan, reading),
    ):
        if found.start in seen:
            continue
        seen.add(found.start)
        hit = located(plan, found.start, found.end)
        yield Finding(
            hit.where,
            f"文字里写“{hit.match}”，{found.contrary}。",
            found.tip,
            related=found.related,
            range=hit.range,
        )
