"""Number the revisions of calendar entries, so that calendars take over what has changed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from icalendar import Calendar
    from icalendar.cal import Component

_OF_REVISION = ("sequence", "last-modified", "dtstamp")
"""Properties that tell when an entry was changed, not what it says."""
_LARGEST = 20_000_000
"""Bytes of an earlier calendar that are read."""
_HIGHEST = 2**31 - 2


def revised(content: bytes, before: bytes, today: date | None) -> bytes:
    """Return a calendar as a revision of an earlier one of the same plan.

    An entry that says the same keeps its revision; one that has changed gets the next SEQUENCE
    and ``today`` as LAST-MODIFIED. Anything else than a calendar ``before`` changes nothing.
    """
    known = _events(before)
    if not known:
        return content
    calendar = _read(content)
    assert calendar is not None
    for event in calendar.walk("VEVENT"):
        old = known.get(str(event.get("uid")))
        if old is not None:
            _number(event, old, today)
    return bytes(calendar.to_ical())


def _read(content: bytes) -> Calendar | None:
    from icalendar import Calendar

    if len(content) > _LARGEST or content.lstrip()[:15].upper() != b"BEGIN:VCALENDAR":
        return None
    try:
        found = Calendar.from_ical(content)
    except (ValueError, KeyError, IndexError, RecursionError):
        return None
    return found if isinstance(found, Calendar) else None


def _events(content: bytes) -> dict[str, Component]:
    calendar = _read(content)
    events = calendar.walk("VEVENT") if calendar is not None else []
    return {str(event.get("uid")): event for event in events}


def _number(event: Component, old: Component, today: date | None) -> None:
    revision = _sequence(old)
    if _said(event) == _said(old):
        stamp = old.get("last-modified")
        changed = stamp.dt if stamp is not None else None
    else:
        revision += 1
        changed = datetime.combine(today, time(), UTC) if today else None
    _replace(event, "sequence", revision)
    if isinstance(changed, datetime):
        _replace(event, "last-modified", changed)


def _sequence(event: Component) -> int:
    try:
        return min(max(int(event.get("sequence", 0)), 0), _HIGHEST)
    except (TypeError, ValueError):
        return 0


def _replace(event: Component, name: str, value: object) -> None:
    event.pop(name.upper(), None)
    event.add(name, value)


def _said(event: Component) -> bytes:
    """Return what an entry says, without its revision."""
    bare = event.copy(recursive=True)
    for name in _OF_REVISION:
        bare.pop(name.upper(), None)
    return bytes(bare.to_ical())
