"""Render a plan as a calendar: all-day events with reminders for stages, deadlines and cycles."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from jindu.document.agenda import CYCLE, DUE, REVIEW, STAGE, Entry, entries, remarks
from jindu.document.blocks import Properties
from jindu.model.fields import Entity
from jindu.model.plan import Plan, RecurringWork, Task

if TYPE_CHECKING:
    from icalendar import Alarm, Calendar, Event


_NO_DATE = date(1980, 1, 1)
_FAMILY = uuid.UUID("6b1c2f0e-6f0a-5d7c-9a3b-2f6a1f6f8d10")
"""Namespace of the UIDs."""
_MORNING = timedelta(hours=9)
"""Reminder time, counted from midnight, where an all-day event begins."""
_DAYS_BEFORE: Mapping[str, tuple[int, ...]] = {STAGE: (3,), DUE: (15, 3), REVIEW: (15, 3)}
"""Kind of entry → days before it to remind; recurring work uses ``_CYCLE_DAYS``."""
_CYCLE_DAYS = (3,)


def to_ics(plan: Plan, properties: Properties) -> bytes:
    """Return the calendar (RFC 5545); the same plan gives the same bytes.

    The UID of an entry depends only on the 编号 of the plan and of the entity and, for
    recurring work, on the period (2027年第一季度).
    """
    found = entries(plan)
    calendar = _calendar(plan, properties, found)
    stamp = datetime.combine(properties.created or _NO_DATE, time(), UTC)
    overview = plan.overview
    family = uuid.uuid5(_FAMILY, str((overview and (overview.id or overview.title)) or ""))
    seen: Counter[str] = Counter()
    for entry in found:
        name = _name(entry)
        seen[name] += 1
        # Entities that share a 编号 still need distinct UIDs.
        uid = uuid.uuid5(family, name if seen[name] == 1 else f"{name}#{seen[name]}")
        calendar.add_component(_event(entry, uid, stamp))
    return bytes(calendar.to_ical())


def _calendar(plan: Plan, properties: Properties, found: tuple[Entry, ...]) -> Calendar:
    from icalendar import Calendar
    from icalendar.prop import vText

    calendar = Calendar()
    calendar.add("prodid", "-//jindu//ZH-CN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    mark = f"【{properties.watermark}】" if properties.watermark else ""
    calendar.add("x-wr-calname", vText(mark + _line(properties.title)))
    calendar.add("x-wr-timezone", vText("Asia/Shanghai"))
    told = remarks(plan, found)
    if told:
        calendar.add("x-wr-caldesc", vText("".join(told)))
    return calendar


_KINDS: dict[type[Entity], str] = {RecurringWork: "Recurring", Task: "Milestone"}
"""Class names used in UIDs. Never change them: calendars identify events by UID."""


def _name(entry: Entry) -> str:
    """Return a name for an entry that is unique in the plan and stable across edits."""
    thing: Entity = entry.thing
    own = getattr(thing, "id", None) or entry.name
    kind = _KINDS.get(type(thing), type(thing).__name__)
    return "/".join((kind, str(own), entry.mark))


def _event(entry: Entry, uid: uuid.UUID, stamp: datetime) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", str(uid))
    event.add("dtstamp", stamp)
    # The numbers of a first edition; ``ics_revision`` counts on from an earlier file.
    event.add("sequence", 0)
    event.add("last-modified", stamp)
    event.add("summary", _summary(entry))
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + timedelta(1))
    event.add("transp", "TRANSPARENT")
    event.add("categories", _categories(entry))
    event.add("description", "\n".join(_description(entry)))
    before = _CYCLE_DAYS if isinstance(entry.thing, RecurringWork) else _DAYS_BEFORE[entry.kind]
    for days in before:
        event.add_component(_alarm(entry, days))
    return event


def _summary(entry: Entry) -> str:
    return f"【{entry.kind}】{_line(entry.name)}"


def _line(text: str) -> str:
    """Join a text to one line: a lone carriage return would end the property."""
    return " ".join(text.split())


def _categories(entry: Entry) -> list[str]:
    if isinstance(entry.thing, RecurringWork) and entry.kind != CYCLE:
        return [CYCLE, entry.kind]
    return [DUE, REVIEW] if entry.kind == REVIEW else [entry.kind]


def _description(entry: Entry) -> list[str]:
    """Return the details of an entry, one per line."""
    head = {STAGE: "起止", DUE: DUE, REVIEW: DUE}.get(entry.kind, "时段")
    lines = (
        (head, entry.when),
        ("牵头单位", entry.lead),
        ("参加单位" if isinstance(entry.thing, RecurringWork) else "配合单位", entry.supporters),
        ("成果形式", entry.outcome),
    )
    told = [f"{label}：{_line(text)}" for label, text in lines if text]
    return [*told, entry.note] if entry.note else told


def _alarm(entry: Entry, days: int) -> Alarm:
    """Return a reminder for the morning ``days`` days before the entry."""
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"距{_summary(entry)}还有{days}天")
    alarm.add("trigger", _MORNING - timedelta(days))
    return alarm
