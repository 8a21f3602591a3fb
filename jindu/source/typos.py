"""Find the typing mistakes of Chinese keyboards in YAML text.

Each has one correction, and reading goes on as if it had been typed. ``find`` runs before the
parser, because libyaml would point at the wrong line or silently take the mistake for content.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from jindu.language import characters
from jindu.language.similarity import nearest
from jindu.model.diagnostic import Edit
from jindu.model.fields import Entity, remember
from jindu.source.fields import schema
from jindu.source.outline import BULLETS, ODD_DASH, Outline, Slot, is_dash, vocabulary
from jindu.units.patterns import late
from jindu.units.unreadable import short


class Typo(NamedTuple):
    """A typing mistake: the edit that corrects it, in the user's text, with message and tip.

    ``offered`` is false where the edit only lets reading go on and is not offered as a fix.
    ``written`` replaces the edit in the fix.
    """

    code: str
    edit: Edit
    message: str
    tip: str
    offered: bool = True
    written: tuple[Edit, ...] = ()

    @property
    def fix(self) -> tuple[Edit, ...]:
        """The edits to write to the user's file."""
        return (self.written or (self.edit,)) if self.offered else ()


# Patterns that few files need stay strings: compiling all of them takes longer than reading a
# plan.
_KEY = r"([^\W\d]{1,12})"
# A search for a sign is faster than one for what stands before it.
_WIDE_COLON = late(r"：(?<=\w：)[ \u3000]?")
_COLON = late(r"[：:](?:(?<=\w：)[ \u3000]?|(?<=\w:)(?=[^\s/]))")
_BEFORE_BLANK = (": ", ":\n", ":\r\n")
_END = r"[ \t\r]*(?:\n|\Z)"
_LONGEST_KEY = 12
_BETWEEN = rf"[，；、][ \u3000]*{_KEY}[ ]*:"
_BRACES = rf"(?:(?<=- )|(?<=[:：])|(?<=[:：] ))(｛)(?=[ ]*{_KEY}[ ]*[：:])[^｛｝\n]*(｝)"
_BRACKETS = (
    rf"(?:^ *(?:- +)*|[{{｛,，] *){_KEY}[ ]*[:：][ \u3000]*"
    r"([【［]([^\[\]【】［］\n:：]*)[】］])(?=[ \t]*(?:\r?$|[,，}｝]|#))"
)
_DASHED = late(rf"\n *(?:[－—–−{BULLETS}]|-[^\W\d])")
_DASH = rf"(?m)^[ ]*({ODD_DASH})"
_HEAD = rf"{_KEY}[ ]*[:：]"
# In a text that parses, it may be part of a value.
_HASH = r"(?m)(?:^|[\"'\]}])[ ]*(＃)"
_CUT = (
    r"[:：,，\[{][ ]*([^\s\"'\[\]{},，:：#][^\n\"'\[\]{},，:：#]*[ ]#[^\s\[\]{},]"
    r"[^\n\"'\[\]{},，:：]*+(?<! ))(?=[ ]*[,，}\]])"
)
_START = r"(?m)^([ ]*+)(?!#)(\S)(?=([ ]?))"
_INDENT = r"(?m)^([ ]*[\t\u3000\u00a0][ \t\u3000\u00a0]*)(?=- |[^\s:：#]{1,16}[ ]*[:：])"
MOST = 10_000
"""Typos mended in a text at a time; a file with more is not a plan."""
_WIDTH = {"\t": 2, "\u3000": 2, "\u00a0": 1, " ": 1}


def find(
    text: str, root: type[Entity], thorough: bool = False, most: int | None = MOST
) -> tuple[Typo, ...]:
    """Return the typos of a text in order, without overlaps, at most ``most`` of them.

    The schema of ``root`` decides what is a key. ``thorough`` adds the typos with which a text
    never parses.
    """
    finder = _Finder(text, root)
    kinds = itertools.chain(
        _characters(text),
        finder.indents(),
        finder.dashes(),
        finder.colons(),
        finder.braces(),
        finder.brackets(),
        *finder.thorough() if thorough else (),
    )
    found = list(itertools.islice(kinds, most))
    if not found:
        return ()
    found.sort(key=lambda typo: typo.edit.start)
    apart, end = [], 0
    for typo in found:
        if typo.edit.start >= end:
            apart.append(typo)
            end = typo.edit.end
    return tuple(apart)


def _characters(text: str) -> Iterator[Typo]:
    for found in characters.unseen(text):
        several = "一" if found.end == found.start + 1 else "几"
        message = f"这里有{several}个看不见的字符（{found.code}，{found.name}），{found.effect}。"
        edit = Edit(found.start, found.end, " " if found.breaks else "")
        tip = "删去它；要换行就另写一项。" if found.breaks else "删去它，重新键入这一处。"
        yield Typo("YML006", edit, message, tip, found.first != "\r")


class _Finder:
    """Finds typos in one text; builds its outline on first use."""

    def __init__(self, text: str, root: type[Entity]) -> None:
        self.text = text
        self.root = root
        self._known: dict[tuple[Slot, str], bool] = {}

    @functools.cached_property
    def outline(self) -> Outline:
        """The outline of the text."""
        return Outline(self.text, self.root)

    def thorough(self) -> tuple[Iterator[Typo], ...]:
        """Find what keeps a text from being parsed, and may be right in one that is."""
        return self.commas(), self.hashes(), self.cuts(), self.missing_dashes()

    def indents(self) -> Iterator[Typo]:
        """Find tabs and wide spaces in indents, except in lines that continue a text."""
        if not any(character in self.text for character in "\t\u3000\u00a0"):
            return
        names = {"\t": "制表符（Tab）", "\u3000": "全角空格", "\u00a0": "不间断空格"}
        for match in re.compile(_INDENT).finditer(self.text):
            indent = match.group(1)
            holder = self.outline.text_indent(match.start())
            if holder is not None and len(indent) - len(indent.lstrip(" ")) > holder:
                continue
            name = next(name for character, name in names.items() if character in indent)
            spaces = " " * sum(_WIDTH[character] for character in indent)
            yield Typo(
                "YML003",
                Edit(match.start(1), match.end(1), spaces),
                f"缩进里用了{name}。",
                "缩进只能用半角空格，每层两个。",
            )

    def dashes(self) -> Iterator[Typo]:
        """Find list dashes that are not hyphens or lack the space after them."""
        if not _DASHED.search(f"\n{self.text}"):
            return
        for match in re.compile(_DASH).finditer(self.text):
            slot = self.outline.slots.get(match.start(1))
            if slot is None or not self._is_item(slot, match):
                continue
            dash = match.group(1).strip()
            named = "的“-”后面少一个空格" if dash == "-" else f"前面写成了“{dash}”"
            edit = Edit(match.start(1), match.end(1), "- ")
            tip = "列表项用半角减号加一个空格开头：“- ”。"
            yield Typo("YML003", edit, f"列表项{named}。", tip)

    def _is_item(self, slot: Slot, dash: re.Match[str]) -> bool:
        if not is_dash(dash.group(1), slot):
            return False
        if slot.inner.group is None:
            return True
        head = re.compile(_HEAD).match(self.text, dash.end())
        return head is not None and self._is_key(slot.inner, head.group(1))

    def colons(self) -> Iterator[Typo]:
        """Find full-width colons after keys, and colons without a space after them."""
        text = self.text
        apart = text.count(":") == sum(map(text.count, _BEFORE_BLANK))
        for match in (_WIDE_COLON if apart else _COLON).finditer(text):
            key = self._key_before(match)
            if key is None:
                continue
            comma = self.outline.commas.get(match.start() - len(key))
            if comma is not None:
                yield self._comma(comma)
            right = ":" if re.compile(_END).match(text, match.end()) else ": "
            if match.group() != ":":
                edit = Edit(match.start(), match.end(), right)
                message = f"“{key}”后面用了全角冒号“：”。"
            else:
                edit = Edit(match.end(), match.end(), " ")
                message = f"“{key}”的冒号后面少一个空格。"
            tip = "改成半角冒号加一个空格" if right == ": " else "改成半角冒号"
            yield Typo("YML003", edit, message, f"{tip}：“{key}{right}”。")

    def _key_before(self, colon: re.Match[str]) -> str | None:
        """Return the key before a colon, if it stands where the schema expects keys."""
        text, end = self.text, colon.start()
        start = end
        while start > 0 and end - start <= _LONGEST_KEY and _may_be_in_key(text[start - 1]):
            start -= 1
        key, before = text[start:end], start
        if not 0 < len(key) <= _LONGEST_KEY:
            return None
        while before and text[before - 1] in " \t\u3000\u00a0":
            before -= 1
        sign = text[before - 1 : before]
        # Checked first so that running text does not build the outline.
        if sign and sign in "，；、":
            fits = key in vocabulary(self.root) and _in_braces(text, before)
            return key if fits and start in self.outline.commas else None
        signs = "\n-－—–−{｛,[" if colon.group() != ":" else "\n-－—–−"
        if sign and sign not in signs:
            return None
        slot = self.outline.slots.get(start)
        return key if slot is not None and self._is_key(slot, key) else None

    def _is_key(self, slot: Slot, word: str) -> bool:
        if (slot, word) not in self._known:
            self._known[slot, word] = _is_key(self.root, slot, word)
        return self._known[slot, word]

    def _comma(self, place: int) -> Typo:
        width = 2 if self.text[place + 1 : place + 2] in (" ", "\u3000") else 1
        message = f"花括号里的各项之间用了全角的“{self.text[place]}”。"
        edit = Edit(place, place + width, ", ")
        return Typo("YML003", edit, message, "改成半角逗号加一个空格。")

    def braces(self) -> Iterator[Typo]:
        """Find groups in full-width braces: ｛编号: 甲，名称: 乙｝."""
        if "｛" not in self.text:
            return
        for match in re.compile(_BRACES).finditer(self.text):
            slot = self.outline.slots.get(match.start(1))
            if slot is None or not slot.inner.is_mapping:
                continue
            for group, right in ((1, "{"), (3, "}")):
                edit = Edit(match.start(group), match.end(group), right)
                yield Typo("YML003", edit, "花括号写成了全角。", "改成半角的“{”和“}”。")

    def brackets(self) -> Iterator[Typo]:
        """Find lists of 编号 in full-width brackets: 【甲，乙】; a text may have such brackets."""
        if "【" not in self.text and "［" not in self.text:
            return
        for match in re.compile(_BRACKETS, re.MULTILINE).finditer(self.text):
            slot = self.outline.slots.get(match.start(1))
            field = schema(slot.group).get(match.group(1)) if slot and slot.group else None
            if field and field.refers:
                yield _bracket(match)

    def commas(self) -> Iterator[Typo]:
        """Find full-width commas before a key in braces: {编号: 甲，名称: 乙}."""
        for match in re.compile(_BETWEEN).finditer(self.text):
            if match.start(1) in self.outline.commas:
                yield self._comma(match.start())

    def hashes(self) -> Iterator[Typo]:
        """Find comments that begin with a full-width sign."""
        if "＃" not in self.text:
            return
        for match in re.compile(_HASH).finditer(self.text):
            if self.outline.text_indent(match.start()) is None:
                edit = Edit(match.start(1), match.end(1), "#")
                yield Typo("YML003", edit, "注释前面写成了全角的“＃”。", "注释用半角的“#”开头。")

    def cuts(self) -> Iterator[Typo]:
        """Find values in braces or brackets that a ``#`` after a space cuts off."""
        if " #" not in self.text:
            return
        for match in re.compile(_CUT).finditer(self.text):
            if _in_braces(self.text, match.start(1)) and '"' not in match[1]:
                cut = match[1][match[1].index(" #") + 1 :]
                yield Typo(
                    "YML003",
                    Edit(match.start(1), match.end(1), f'"{match[1]}"'),
                    f"“#”前面有空格，从这里到行末被当作注释，括号读不到头：“{short(cut)}”。",
                    f'用双引号把整个值括起来："{short(match[1])}"；或者去掉“#”前面的空格。',
                )

    def missing_dashes(self) -> Iterator[Typo]:
        """Find groups in braces without the dash that the lines beside them have."""
        dashed: dict[int, list[int]] = {}
        for line in re.compile(_START).finditer(self.text):
            indent = len(line[1])
            for deeper in [known for known in dashed if known > indent]:
                del dashed[deeper]
            if line[2] == "-" and line[3]:
                yield from map(_missing_dash, dashed.pop(indent, ()))
                dashed[indent] = []
            elif line[2] != "{":
                dashed.pop(indent, None)
            elif indent in dashed and not dashed[indent]:
                yield _missing_dash(line.end(1))
            else:
                dashed.setdefault(indent, []).append(line.end(1))


def _missing_dash(place: int) -> Typo:
    message = "这一组前面少了列表项的“- ”。"
    tip = "在“{”前面补上“- ”（半角减号加一个空格）。"
    return Typo("YML003", Edit(place, place, "- "), message, tip)


def _in_braces(text: str, place: int) -> bool:
    """Whether a place probably lies within braces."""
    before = text[max(0, place - 1000) : place]
    opened, closed = (sum(map(before.count, pair)) for pair in ("{｛", "}｝"))
    return opened > closed


def _may_be_in_key(character: str) -> bool:
    return character.isalnum() or character == "_"


def _bracket(match: re.Match[str]) -> Typo:
    start, end = match.span(2)
    inner = re.sub("[，、；]", ",", match.group(3))
    # The edit for reading keeps every character in place; the fix also puts in spaces.
    between = [
        Edit(start + 1 + comma.start(), start + 1 + comma.end(), ", ")
        for comma in re.finditer("[，、；,] *", match.group(3))
    ]
    listed = re.sub(" *, *", ", ", inner).strip()
    return Typo(
        "YML003",
        Edit(start, end, f"[{inner}]"),
        "列表的方括号写成了全角。",
        f"改成半角：[{listed}]。",
        written=(Edit(start, start + 1, "["), *between, Edit(end - 1, end, "]")),
    )


def _is_key(root: type[Entity], slot: Slot, word: str) -> bool:
    """Whether a word is a key, or a misspelt one, where the schema expects ``slot``.

    In a group, the keys of other groups count as well: they are misplaced keys.
    """
    if slot.group is None:
        return slot.entry is not None
    if slot.or_text:
        return word in schema(slot.group)
    by_character = _keys_with(root)
    like = {key for character in set(word) for key in by_character.get(character, ())}
    return word in like or nearest(word, like, 0.7) is not None


@remember
def _keys_with(root: type[Any]) -> dict[str, list[str]]:
    """Character → the keys below a root class that contain it."""
    found: dict[str, list[str]] = {}
    for key in sorted(vocabulary(root)):
        for character in set(key):
            found.setdefault(character, []).append(key)
    return found


_ESCAPE = r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)"
_SHORT = {"N": "\x85", "L": "\u2028", "P": "\u2029", "r": "\r", "0": "\0", "a": "\a"} | {
    "b": "\b",
    "e": "\x1b",
    "f": "\f",
    "v": "\v",
}


def escaped(value: str) -> tuple[str, str, str] | None:
    """Return message, tip and clean value for a value with invisible characters, else None."""
    found = next(characters.unseen(value), None)
    if found is None:
        return None
    message = (
        f"双引号里用“\\”写出了一个看不见的字符（{found.code}，{found.name}），{found.effect}。"
    )
    tip = "删去“\\”和它后面的编码，只写看得见的文字。"
    return message, tip, characters.strip_unseen(value)


def escapes(text: str, start: int, end: int) -> tuple[Edit, ...]:
    """Return the edits that remove escapes of invisible characters from a quoted text."""
    return tuple(
        Edit(match.start(), match.end(), "")
        for match in re.compile(_ESCAPE).finditer(text, start, end)
        if not characters.clean(_meant(match.group()[1:]))
    )


def _meant(escape: str) -> str:
    if len(escape) == 1:
        return _SHORT.get(escape, "")
    return chr(min(int(escape[1:], 16), 0x10FFFF))


def private(text: str, start: int, end: int) -> Iterator[tuple[int, int, str, str]]:
    """Yield the private-use characters of a text range: start, end, message and tip."""
    for found in characters.private(text[start:end]):
        message = f"这里有一个自造字（{found.code}），没有原来字库的电脑上显示、打印出来都是方框。"
        tip = "用收录生僻字的输入法重新键入这个字；打不出的，印出后手写填上。"
        yield start + found.start, start + found.end, message, tip
