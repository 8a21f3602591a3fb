"""The order of the papers: discussed, dated, issued, printed, approved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jindu.language.naming import called
from jindu.model.choices import Status, WorkKind
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.plan import Document, Plan
from jindu.model.rule import rule
from jindu.rules.bases import CONSISTENCY
from jindu.rules.schedule.kinds import is_kind
from jindu.units import say_day


@rule("SCH021", Severity.WARNING, level=Level.REVIEW, basis=CONSISTENCY)
def papers_out_of_order(context: Context) -> Iterator[Finding]:
    """成文、审议、批准、印发的日期先后不合。

    方案先经会议审议，再成文印发，然后实施：成文日期不早于审议通过的日期，不晚于第一项工作的完成时限；
    安排了“审议印发”任务的，成文日期不早于它的月份；印发日期不早于成文日期。“审批”里写的是已经履行的
    程序，日期不在将来。“今天”是检查的那一天，可以用 --today 另定。

    ```yaml
    方案:
      标题: 柳林街道禁毒支部创建实施方案
      审批:
        - {环节: 党工委会议审议, 日期: 2026-03-20}
    公文:
      成文日期: 2026-03-10  # <- SCH021
      印发日期: 2026-03-05  # <- SCH021
    ```

    ```yaml
    方案:
      标题: 柳林街道禁毒支部创建实施方案
      审批:
        - {环节: 党工委会议审议, 日期: 2026-03-06}
    公文:
      成文日期: 2026-03-10
      印发日期: 2026-03-12
    ```
    """
    plan = context.plan
    yield from _approved_in_future(plan, context.today)
    document = plan.document
    if document is None or document.date is None:
        return
    day = document.date.last
    yield from _against_approvals(plan, document, day)
    yield from _against_work(plan, document, day)
    if document.print_date is not None and document.print_date.last < document.date.first:
        yield Finding(
            document.at("print_date"),
            f"印发日期{document.print_date.name()}早于成文日期{document.date.name()}。",
            "印发日期写送印的日期，不早于成文日期。",
            related=((document.at("date"), "成文日期"),),
        )


def _approved_in_future(plan: Plan, today: date | None) -> Iterator[Finding]:
    for approval in plan.overview.approvals if plan.overview else ():
        if today is not None and approval.date is not None and approval.date.first > today:
            yield Finding(
                approval.at("date"),
                f"“{approval.step or '审批'}”写在{approval.date.name()}，还没有到。",
                "“审批”只写已经履行的程序；还没有履行的，列入工作任务。",
            )


def _against_approvals(plan: Plan, document: Document, day: date) -> Iterator[Finding]:
    for approval in plan.overview.approvals if plan.overview else ():
        if approval.date is not None and approval.date.first > day:
            yield Finding(
                document.at("date"),
                f"成文日期{say_day(day)}早于“{approval.step or '审批'}”的日期"
                f"{approval.date.name()}。",
                "成文日期写会议通过或者负责人签发的日期，核对两处。",
                related=((approval.at("date"), "审议、批准的日期"),),
            )
            return


def _against_work(plan: Plan, document: Document, day: date) -> Iterator[Finding]:
    """Compare the date of the plan with its adoption, and with the first work after it."""
    adoption = next((task for task in plan.tasks if is_kind(task, WorkKind.ADOPTION)), None)
    approved = plan.overview is not None and plan.overview.status is Status.APPROVED
    if adoption is not None and adoption.due is not None and adoption.due.first > day:
        begun = adoption.start is not None and adoption.start.first <= day
        if approved or not begun:
            yield Finding(
                document.at("date"),
                f"成文日期{say_day(day)}，{called(adoption, '任务')}却安排在"
                f"{adoption.due.name()}。",
                "成文日期不早于审议通过的日期；方案已经印发的，删去这项任务或者改正时限。",
                related=((adoption.at("due"), "审议印发的时限"),),
            )
            return
    early = [
        task for task in plan.tasks if task is not adoption and task.due and task.due.last < day
    ]
    if early:
        first = min(early, key=lambda task: task.due.last if task.due else day)
        yield Finding(
            document.at("date"),
            f"成文日期{say_day(day)}晚于{called(first, '任务')}的完成时限"
            f"{first.due.name() if first.due else ''}，方案印发时已经逾期。",
            "核对成文日期和任务的时限；已经做完的写进“工作基础”。",
            related=((first.at("due"), "完成时限"),),
        )
