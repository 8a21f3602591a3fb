"""The file of a built-in scheme: a card and, after a line ``---``, a complete plan."""

from __future__ import annotations

from typing import NamedTuple

import yaml

from jindu.errors import UserError
from jindu.model.plan import Plan
from jindu.source.build import build
from jindu.source.parse import read_text


class BadAnswer(UserError):
    """A scheme or an answer to its questions cannot be used."""


class Question(NamedTuple):
    """What ``init`` asks. ``default`` is the very text the answer replaces."""

    name: str
    default: str
    text: str


class Scheme(NamedTuple):
    """A built-in scheme: its card, and the text of its plan."""

    name: str
    title: str
    description: str
    questions: tuple[Question, ...]
    text: str

    @property
    def plan(self) -> Plan:
        """The scheme's plan as it stands."""
        plan = build(read_text(self.text, self.name))
        assert plan is not None
        return plan


def parse(name: str, text: str) -> Scheme:
    """Read a scheme file."""
    head, _, body = text.replace("\r\n", "\n").partition("\n---\n")
    card = yaml.safe_load(head)
    questions = tuple(
        Question(key, str(entry["默认"]), str(entry["问"])) for key, entry in card["问答"].items()
    )
    return Scheme(name, card["名称"], card["说明"], questions, body)
