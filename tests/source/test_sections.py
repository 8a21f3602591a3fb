"""A slip in one section hides nothing in the others, and nothing is said of what was not read."""

from __future__ import annotations

import re
from typing import NamedTuple

import pytest

from jindu import assets, scaffold
from jindu.checker.engine import check
from jindu.checker.result import Report
from jindu.model.diagnostic import Level
from jindu.model.plan import Plan
from jindu.source import events
from jindu.source.fields import schema
from jindu.source.load import load_text
from jindu.source.parse import read_text
from jindu.source.sections import parts_of
from tests.conftest import THAT_DAY

SLIPS = {
    "an open bracket": "  甲: [乙, 丙\n",
    "an open quote": '  甲: "乙\n',
    "a colon in a value": "  甲: 乙: 丙\n",
    "an odd indent": "    甲: 乙\n   丙: 丁\n",
    "a bad start": "  甲: @乙\n",
    "text after a quote": '  甲: "乙"丙\n',
}
SCHEMES = {name: scaffold.load(name).text for name in assets.schemes()}


class Section(NamedTuple):
    """A section of a scheme: its key, and where it starts and ends."""

    scheme: str
    key: str
    start: int
    end: int

    @property
    def text(self) -> str:
        return SCHEMES[self.scheme]

    def with_slip(self, slip: str) -> str:
        """The scheme with a slip in the middle of this section, behind a complete entry."""
        section = self.text[self.start : self.end]
        first = section.index("\n") + 1
        lines = section[first:].splitlines(keepends=True)
        entries = [n for n, line in enumerate(lines) if re.match(r"  (?:- )?\w", line)]
        place = entries[len(entries) // 2] if entries else 0
        return "".join(
            (self.text[: self.start], section[:first], *lines[:place], slip, *lines[place:],
             self.text[self.end :])
        )  # fmt: skip


SECTIONS = [
    Section(name, part.key, part.start, part.end)
    for name, text in SCHEMES.items()
    for part in parts_of(text, Plan)
    if part.key in schema(Plan) and text[part.start : part.end].count("\n") > 1
]
CASES = [(section, list(SLIPS)[n % len(SLIPS)]) for n, section in enumerate(SECTIONS)]


def checked(text: str) -> Report:
    return check(load_text(text), Level.SUBMIT, THAT_DAY)


def named(case: object) -> str:
    return f"{case.scheme}-{case.key}" if isinstance(case, Section) else str(case)


@pytest.mark.parametrize(("section", "slip"), CASES, ids=named)
def test_one_slip_is_all_that_is_told(section: Section, slip: str) -> None:
    report = checked(section.with_slip(SLIPS[slip]))
    told = [f"{d.code} {d.span.line} {d.message}" for d in report.diagnostics]
    assert [words[:6] for words in told] == ["YML001"], told
    assert report.unread == (section.key,)
    assert report.readable
    assert report.failed
