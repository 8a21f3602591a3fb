"""Posts, where a name was written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jindu.language.persons import SURNAMES, is_name
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity, TextRange
from jindu.model.fields import Entity
from jindu.model.plan import Plan
from jindu.model.rule import rule

_NOT_PERSON = re.compile("[长任记员师警生委工官士处科股部局办组站所室人监审理事干]$|负责|主管|分管")

_TITLE = (
    "(?:同志|书记|副书记|主任|副主任|所长|副所长|局长|副局长|院长|校长|镇长|乡长|站长|委员|民警|干部"
    "|社工)"
)

_WITH_TITLE = re.compile(
    rf"(?:.{{2,12}}?{_TITLE})?(?P<name>[^（）()]{{1,4}}?){_TITLE}?(?:[（(].*[）)])?"
)

_PARTS = re.compile("[、，,；;/]")


def _span_of_name(post: str) -> tuple[int, int] | None:
    """Find a person's name in a post: 张建国, 张建国（书记）, 书记张建国, 王主任."""
    start = 0
    for part in _PARTS.split(post[:200]):
        match = _WITH_TITLE.fullmatch(part.strip())
        name = match["name"] if match else ""
        titled = match is not None and name != match[0]
        if is_name(name) and not _NOT_PERSON.search(name):
            at = start + part.index(name)
            return at, at + len(name)
        if titled and len(name) == 1 and name in SURNAMES and part.strip().startswith(name):
            return start, start + len(part)
        start += len(part) + 1
    return None


def _posts(plan: Plan) -> Iterator[tuple[Entity, str, str]]:
    """Yield every field that must hold a post: entity, attribute and text."""
    for task in plan.tasks:
        for attribute in ("leader_post", "officer_post"):
            yield task, attribute, getattr(task, attribute) or ""
    group = plan.leading_group
    for post in (*group.leader, *group.deputies, *group.members) if group else ():
        yield post, "title", post.title or ""
    if group and group.office:
        yield group.office, "director", group.office.director or ""
    if plan.application:
        yield plan.application, "officer", plan.application.officer or ""


@rule("RSP002", Severity.WARNING, level=Level.REVIEW, basis="惯例：责任落实到岗位，不写姓名")
def name_instead_of_post(context: Context) -> Iterator[Finding]:
    """责任写成了个人姓名。

    人员会变动，责任要落实到岗位。责任领导、责任人和领导小组成员写职务，不写姓名；姓氏开头、两三个
    字（复姓三四个字）而又不像职务的，视为姓名，前后带着职务的（“张建国（书记）”）也算。

    ```yaml
    领导小组:
      组长: {职务: 张建国（书记）}  # <- RSP002
      副组长: {职务: 欧阳建国}  # <- RSP002
    ```

    ```yaml
    领导小组:
      组长: {职务: 街道党工委书记}
    ```
    """
    plan = context.plan
    for entity, attribute, text in _posts(plan):
        found = _span_of_name(text)
        if found is not None:
            yield Finding(
                entity.at(attribute),
                f"“{text[slice(*found)]}”像是个人姓名。",
                "写职务或岗位，如“街道党工委书记”“平安办主任”。",
                range=TextRange(text, *found),
            )
