"""Posts, where a name was written."""

from __future__ import annotations

from collections.abc import Iterator

from jindu.language.persons import SURNAMES, is_full_name, is_name, named_users, surnamed
from jindu.language.portraits import portraits
from jindu.language.scan import Hit, hits, overlaps
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity, TextRange
from jindu.model.fields import Entity
from jindu.model.plan import Contact, Document, Plan, Post
from jindu.model.rule import rule
from jindu.units.patterns import late

_NOT_PERSON = late(
    "[长任记员师警生委工官士处科股部局办组站所室人监审理事干书秘保片委务]$|负责|主管|分管"
)

_TITLE = (
    "(?:同志|书记|副书记|主任|副主任|所长|副所长|局长|副局长|院长|校长|镇长|乡长|站长|委员|民警|干部"
    "|社工)"
)

_WITH_TITLE = late(
    rf"(?:.{{2,12}}?{_TITLE})?(?P<name>[^（）()]{{1,4}}?|[\u4e00-\u9fff]{{2,8}}·[\u4e00-\u9fff]{{2,8}}){_TITLE}?(?:[（(].*[）)])?"
)

_PARTS = late("[、，,；;/]")


def _span_of_name(post: str) -> tuple[int, int] | None:
    """Find a person's name in a post: 张建国, 张建国（书记）, 书记张建国, 王主任."""
    start = 0
    for part in _PARTS.split(post[:200]):
        match = _WITH_TITLE.fullmatch(part.strip())
        name = match["name"] if match else ""
        titled = match is not None and name != match[0]
        if (is_full_name(name) or _is_short(name)) and not _NOT_PERSON.search(name):
            at = start + part.index(name)
            return at, at + len(name)
        if titled and len(name) == 1 and name in SURNAMES and part.strip().startswith(name):
            return start, start + len(part)
        start += len(part) + 1
    return None


def _is_short(name: str) -> bool:
    """Whether a text is a name with a surname that begins few words: 王强胜, 欧阳明."""
    return is_name(name) and (surnamed(name[0]) or surnamed(name[:2]))


_HONOURED = late("学习|缅怀|追忆|纪念|英雄|英模|烈士|模范|榜样")
_DEEDS = late("(?:的|先进|英雄|感人|模范|优秀){0,3}(?:事迹|精神|故[事居]|为榜样|纪念|诞辰)")


_FOREIGN = late(r"[\u4e00-\u9fff]{2,8}·[\u4e00-\u9fff]{2,8}$")
_TITLED = late(
    "(?:同志|女士|先生|老师|医生|律师|教授|社工|民警|干事|副?(?:主任|书记|[所站队局镇乡科组]长))$"
)


def _name_in_text(hit: Hit) -> TextRange | None:
    """Return the name of a person put in charge in running text, not of one honoured."""
    if hit.match.rstrip(" ").endswith(("：", ":")):
        name = _name_after(hit.text, hit.range.end)
    else:
        title = _TITLED.search(hit.match)
        end = hit.range.end - (len(title[0]) if title else 0)
        first = hit.range.start if hit.match.startswith("由") else end - 17
        name = _name_before(hit.text, max(0, first), end)
    if name is None or _HONOURED.search(hit.text[max(0, name.start - 8) : name.start]):
        return None
    return None if _DEEDS.match(hit.after(12)) else name


def _name_after(text: str, start: int) -> TextRange | None:
    """Return the name that a label introduces: 联系人：陈静."""
    for end in range(start + 4, start + 1, -1):
        if is_full_name(text[start:end]) and not "\u4e00" <= text[end : end + 1] <= "\u9fff":
            return TextRange(text, start, end)
    return None


def _name_before(text: str, first: int, end: int) -> TextRange | None:
    """Return the name that ends at a place, and starts not before ``first``."""
    foreign = _FOREIGN.search(text[first:end])
    if foreign:
        start = first + foreign.start() + foreign[0].startswith("由")
        return TextRange(text, start, end)
    starts = (end - length for length in (4, 3, 2) if end - length >= first)
    return next((TextRange(text, s, end) for s in starts if is_full_name(text[s:end])), None)


def _drug_users(text: str) -> list[tuple[int, int]]:
    """Return the places where a text tells of drug users, which another rule reports."""
    told = [(one.start, one.end) for one in named_users(text)]
    told += ((one.start, one.end) for one in portraits(text))
    return sorted(told)


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
    字（复姓三四个字）而又不像职务的，视为姓名，前后带着职务的（“张建国（书记）”）也算。正文里“由王建国
    负责”“王建国同志”“联系人：王建国”也算；学习英雄模范事迹的不算。

    ```yaml
    领导小组:
      组长: {职务: 张建国（书记）}  # <- RSP002
      副组长: {职务: 欧阳建国}  # <- RSP002
    重点任务:
      - 编号: 甲
        措施: [由王建国同志负责入户宣传。]  # <- RSP002
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
    users: dict[int, list[tuple[int, int]]] = {}
    for hit in hits(plan, "named"):
        if isinstance(hit.entity, Contact | Document | Post):
            continue
        name = _name_in_text(hit)
        if name is None:
            continue
        if id(hit.text) not in users:
            users[id(hit.text)] = _drug_users(hit.text)
        if not overlaps(users[id(hit.text)], name.start, name.end):
            yield Finding(
                hit.where,
                f"“{name.words}”像是个人姓名。",
                "写职务或岗位，如“街道党工委书记”“平安办主任”。",
                range=name,
            )
