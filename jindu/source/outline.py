"""Map each line and entry of a text to the schema, before the text is parsed.

The outline follows indentation, dashes, brackets and braces, and accepts full-width signs,
missing spaces and odd indents for what they stand for. It is built only for texts in which
something looks like a typo.
"""

from __future__ import annotations

import bisect
import re
import unicodedata
from collections.abc import Mapping
from typing import Any, NamedTuple

from jindu.language.similarity import one_slip
from jindu.model.fields import Entity, Shape, classes_of, remember
from jindu.model.plan import Contribution
from jindu.source.fields import Field, schema


class Slot(NamedTuple):
    """What the schema expects at a place.

    ``group`` is the class of a mapping, ``item`` the slot of a list's items, ``entry`` that of
    a table's values; all are None for a single value. ``or_text``: the group may be written as
    a text.
    """

    group: type[Entity] | None = None
    item: Slot | None = None
    entry: Slot | None = None
    or_text: bool = False
    known: bool = True

    @property
    def inner(self) -> Slot:
        """The slot of the items if this is a list, else the slot itself."""
        return self.item or self

    @property
    def is_mapping(self) -> bool:
        """Whether the place holds keys."""
        return self.group is not None or self.entry is not None


VALUE = Slot()
"""A single value: a text, a number, a date."""
UNKNOWN = Slot(known=False)
"""The content of a key that is not in the schema."""

_BLANKS = " \t\u3000\u00a0"
_WIDTH = {"\t": 2, "\u3000": 2, "\u00a0": 1, " ": 1}
_KEY = r"[^\W\d]{1,12}"
_LINE = rf"(?m)^([{_BLANKS}]*+)(?=[^\s#])"
BULLETS = "•●▪■◆◇∙➢►"
ODD_DASH = rf"(?:[－—–−]+[ \u3000]?|-)(?=[^\W\d])|[{BULLETS}][ \t\u3000]*(?=\S)"
"""A dash that is not a hyphen or lacks the space after it, or a bullet from Word."""
_DASH = rf"(?:-(?=[ \t\r\n]|\Z)[ \t]*|(?P<odd>{ODD_DASH}))"
_NAME = r"\"[^\"\n]*\"|'[^'\n]*'|[^\s\"'\[\]{}｛｝#:：,，][^\n:：,{}\[\]｛｝]*"
_ENTRY = rf"({_NAME})([:：])[ \u3000]*"
_NOTHING = r"[ \t\r]*(?:#[^\n]*)?(?:\n|\Z)"
_QUOTED = r"\"(?:[^\"\\]|\\.)*+\"|'[^']*+'"
_SIGNS = rf"[\[\]{{}}｛｝】］,]|[ \t]#[^\n]*|\n|[，；、](?=[ \u3000]*{_KEY}[ ]*[:：])"
_SUSPICIOUS = rf"[：｛【［＃]|[，；、][ \u3000]*{_KEY}[ ]*:"
_SPACE = r"(?:[ \t\r\n\u3000]|(?<=\s)#[^\n]*)*+"


class Outline:
    """The outline of one text, for a root class.

    ``slots`` maps the index at which a dash, an item, a key or a value begins to what is
    expected there. ``commas`` maps the index of a key after a full-width comma in braces to
    that of the comma.
    """

    def __init__(self, text: str, root: type[Entity]) -> None:
        self.slots: dict[int, Slot] = {}
        self.commas: dict[int, int] = {}
        self._text = text
        self._words = vocabulary(root)
        self._open: list[tuple[int, Slot]] = [(-1, Slot(root))]
        self._running: list[tuple[int, int, int]] = []
        self._below: dict[tuple[Slot, str], Slot] = {}
        self._passed = 0
        self._entry = re.compile(_ENTRY)
        self._dash = re.compile(_DASH)
        self._nothing = re.compile(_NOTHING)
        self._signs = re.compile(_SIGNS)
        self._space = re.compile(_SPACE)
        self._suspicious = re.compile(_SUSPICIOUS)
        for line in re.compile(_LINE).finditer(text):
            if line.start() >= self._passed:
                self._read_line(line)

    def text_indent(self, index: int) -> int | None:
        """Return the indent of the key or dash whose text continues at an index, else None."""
        place = bisect.bisect_right(self._running, (index, len(self._text) + 1)) - 1
        if place < 0 or index >= self._running[place][1]:
            return None
        return self._running[place][2]

    def _read_line(self, line: re.Match[str]) -> None:
        indent, at, text = _width(line.group(1)), line.end(), self._text
        dash = self._dash.match(text, at)
        opened = self._open
        if text[at] != "＃":
            while opened[-1][0] >= indent:
                if dash and opened[-1][0] == indent and opened[-1][1].item:
                    break  # a list may be as deep as its key
                opened.pop()
        holder, slot = opened[-1]
        if slot is VALUE:
            end = text.find("\n", at)
            self._running.append((line.start(), len(text) if end < 0 else end, holder))
        elif text[at] != "＃":
            self._read_item(at, indent, slot)

    def _read_item(self, at: int, indent: int, slot: Slot) -> None:
        while dash := self._dash.match(self._text, at):
            self.slots[at] = slot
            odd = dash["odd"]
            if odd and not is_dash(odd, slot):
                break
            slot = slot.inner if slot.item or slot.is_mapping else UNKNOWN
            self._open.append((indent, slot))
            indent += max(2, dash.end() - at)
            at = dash.end()
        if at < len(self._text) and self._text[at] not in "#\r\n":
            self._read_content(at, indent, slot.inner)

    def _read_content(self, at: int, indent: int, slot: Slot) -> None:
        self.slots[at] = slot
        entry = self._entry.match(self._text, at) if slot.is_mapping or not slot.known else None
        if entry is None or not self._is_entry(slot, entry):
            if slot.or_text or self._text[at] in "|>":
                self._open[-1] = self._open[-1][0], VALUE
            self._read_flow(at, slot, self._open[-1][0])
            return
        if slot.or_text:
            self._open[-1] = self._open[-1][0], Slot(slot.group)
        place = (slot, entry.group(1))
        below = self._below.get(place)
        if below is None:
            below = self._below[place] = _under(*place)
        if self._nothing.match(self._text, entry.end()):
            self._open.append((indent, below))
            return
        self._open.append((indent, VALUE))
        self.slots[entry.end()] = below
        self._read_flow(entry.end(), below, indent)

    def _is_entry(self, slot: Slot, entry: re.Match[str]) -> bool:
        """Whether this is an entry of a mapping and not a text with a colon."""
        if not slot.or_text or slot.group is None or _find(slot.group, entry.group(1)):
            return True
        return entry.group(2) == ":" and self._text[entry.end(2)] in " \r\n"

    def _read_flow(self, at: int, slot: Slot, indent: int) -> None:
        """Read brackets and braces that begin at a place, up to their end."""
        opened: list[tuple[str, Slot]] = []
        if self._text[at : at + 1] in "[{" and self._is_plain(at):
            return
        while True:
            sign = self._text[at : at + 1]
            if _opens(sign, slot):
                opened.append((sign, slot.inner))
                at, slot = self._read_entry(at + 1, slot.inner)
                continue
            if not opened:
                return
            if sign in "\"'" and (whole := re.compile(_QUOTED).match(self._text, at)):
                at = whole.end()
            # A text reaches up to the next sign that separates or closes.
            slot = VALUE
            found = self._signs.search(self._text, at)
            if found is None or self._leaves(found, indent):
                self._passed = len(self._text) if found is None else found.start()
                return
            at, sign = found.end(), found.group()
            if sign in "]}｝】］":
                if sign not in _CLOSES[opened[-1][0]]:
                    continue
                opened.pop()
                if not opened:
                    self._passed = at
                    return
            elif sign in "[{｛":
                opened.append((sign, UNKNOWN))
            elif sign == "," or (sign in "，；、" and self._parts(found, opened[-1][1])):
                at, slot = self._read_entry(at, opened[-1][1])

    def _is_plain(self, at: int) -> bool:
        """Whether brackets close in their line and hold nothing that looks like a typo."""
        end = self._text.find("\n", at)
        rest = self._text[at : end if end >= 0 else len(self._text)]
        return (
            rest.count("[") == rest.count("]")
            and rest.count("{") == rest.count("}")
            and self._suspicious.search(rest) is None
        )

    def _leaves(self, sign: re.Match[str], indent: int) -> bool:
        """Whether a line is indented no deeper than the key of a bracket that is still open."""
        if sign.group() != "\n":
            return False
        line = re.compile(_LINE).match(self._text, sign.end())
        if line is None or self._text[line.end()] in "]}｝】］":
            return False
        return _width(line.group(1)) <= indent

    def _parts(self, comma: re.Match[str], slot: Slot) -> bool:
        """Whether a key follows a full-width comma in braces."""
        if slot.group is None:
            return False
        start = self._space.match(self._text, comma.end())
        assert start is not None
        entry = self._entry.match(self._text, start.end())
        if entry is None:
            return False
        key = entry.group(1).strip()
        apart = entry.group(2) == ":" and self._text[entry.end(2) : entry.end(2) + 1] in " \n"
        if key not in (self._words if apart else schema(slot.group)):
            return False
        self.commas[start.end()] = comma.start()
        return True

    def _read_entry(self, at: int, slot: Slot) -> tuple[int, Slot]:
        """Return where the value of an entry in brackets or braces begins, and its slot."""
        start = self._space.match(self._text, at)
        assert start is not None
        at = start.end()
        self.slots[at] = slot
        entry = self._entry.match(self._text, at) if slot.is_mapping else None
        if entry is None or not self._is_entry(slot, entry):
            return at, slot
        place = (slot, entry.group(1))
        below = self._below.get(place)
        if below is None:
            below = self._below[place] = _under(*place)
        self.slots[entry.end()] = below
        return entry.end(), below


def _width(indent: str) -> int:
    return len(indent) if not indent.strip(" ") else sum(_WIDTH[c] for c in indent)


_CLOSES = {"[": "]】］", "【": "]】］", "［": "]】］", "{": "}｝", "｛": "}｝"}


def _opens(sign: str, slot: Slot) -> bool:
    """Whether a sign at the start of a value opens a list or a mapping."""
    if not sign:
        return False
    wide_too = slot.is_mapping or slot.item not in (None, VALUE)
    return sign in "[{" or (sign in "｛【［" and wide_too)


def is_dash(sign: str, slot: Slot) -> bool:
    """Whether a dash that YAML does not know is meant as one of a list.

    A text may begin with the two-em dash of Chinese.
    """
    if slot.item is not None and not slot.item.is_mapping:
        return len(sign.strip()) == 1
    return slot.inner.group is not None


def _under(slot: Slot, written: str) -> Slot:
    """Return what is expected under a key."""
    if slot.entry is not None:
        return slot.entry
    if slot.group is None:
        return UNKNOWN
    name = _find(slot.group, written) or one_slip(written.strip(), schema(slot.group))
    return slots_of(slot.group)[name] if name else UNKNOWN


def _find(cls: type[Entity], written: str) -> str | None:
    """Return the key of a class that is written, in any width, quoted or not."""
    key = written.strip().strip("\"'")
    if key in schema(cls):
        return key
    key = unicodedata.normalize("NFKC", key).strip()
    return key if key in schema(cls) else None


@remember
def vocabulary(root: type[Any]) -> frozenset[str]:
    """Return the keys of all classes below a root class, in every spelling."""
    return frozenset(key for cls in classes_of(root) for key in schema(cls))


@remember
def slots_of(cls: type[Any]) -> Mapping[str, Slot]:
    """Map each key of a class to what is expected under it."""
    return {key: _slot(field) for key, field in schema(cls).items()}


def _slot(field: Field) -> Slot:
    shape, of = field.form.shape, field.form.of
    if of is Contribution:
        return Slot(entry=Slot(entry=VALUE))
    one = VALUE
    if field.read is None:
        one = Slot(of, or_text=hasattr(of, "SCALAR"))
    if shape is Shape.LIST:
        return Slot(item=one)
    return Slot(entry=one) if shape is Shape.TABLE else one
