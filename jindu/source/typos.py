"""The slips of people who type YAML with a Chinese keyboard, each known by name.

All have one right answer: reading goes on as if it had been written. ``find`` looks at the
text before the parser sees it, because libyaml would point at the wrong line or, worse,
silently take the slip for content.
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
from jindu.source.outline import Outline, Slot, is_dash, vocabulary


class Typo(NamedTuple):
    """A slip: the edit that mends it, in the user's text, and what to say of it.

    ``offered`` is false where the edit only lets reading go on and is not to be written;
    ``written`` is what is written instead of it.
    """

    code: str
    edit: Edit
    message: str
    tip: str
    offered: bool = True
    written: tuple[Edit, ...] = ()

    @property
    def fix(self) -> tuple[Edit, ...]:
        """What is to be written in the user's file."""
        return (self.written or (self.edit,)) if self.offered else ()


# Plain strings are the searches that nearly no file needs: to compile them all takes longer
# than to read a plan.
_KEY = r"([^\W\d]{1,12})"
# A search for a sign is faster than one for what stands before it.
_WIDE_COLON = re.compile(r"：(?<=\w：)[ \u3000]?")
_COLON = re.compile(r"[：:](?:(?<=\w：)[ \u3000]?|(?<=\w:)(?=[^\s/]))")
_BEFORE_BLANK = (": ", ":\n", ":\r\n")
_END = r"[ \t\r]*(?:\n|\Z)"
_LONGEST_KEY = 12
_BETWEEN = rf"[，；、][ \u3000]*{_KEY}[ ]*:"
_BRACES = rf"(?:(?<=- )|(?<=[:：])|(?<=[:：] ))(｛)(?=[ ]*{_KEY}[ ]*[：:])[^｛｝\n]*(｝)"
_BRACKETS = (
    rf"(?:^ *(?:- +)*|[{{｛,，] *){_KEY}[ ]*[:：][ \u3000]*"
    r"([【［]([^\[\]【】［］\n:：]*)[】］])(?=[ \t]*(?:\r?$|[,，}｝]|#))"
)
_DASHED = re.compile(r"\n *(?:[－—–−]|-[^\W\d])")
_DASH = r"(?m)^[ ]*([－—–−]+[ \u3000]?|-)(?=[^\W\d])"
_HEAD = rf"{_KEY}[ ]*[:：]"
# In a text that can be read it may stand in a value.
_HASH = r"(?m)(?:^|[\"'\]}])[ ]*(＃)"
_INDENT = r"(?m)^([ ]*[\t\u3000\u00a0][ \t\u3000\u00a0]*)(?=- |[^\s:：#]{1,16}[ ]*[:：])"
MOST = 10_000
"""Typos mended in a text at a time; a file with more is not a plan."""
_WIDTH = {"\t": 2, "\u3000": 2, "\u00a0": 1, " ": 1}


def find(
    text: str, root: type[Entity], thorough: bool = False, most: int | None = MOST
) -> tuple[Typo, ...]:
    """The typos of a text, in order, not overlapping; no more than ``most`` of them.

    What is a key is decided by the schema of ``root``. ``thorough`` also seeks the typos that
    never escape the parser, which few files need.
    """
    typist = _Typist(text, root)
    kinds = itertools.chain(
        _characters(text),
        typist.indents(),
        typist.dashes(),
        typist.colons(),
        typist.braces(),
        typist.brackets(),
        itertools.chain(typist.commas(), typist.hashes()) if thorough else (),
    )
    found = list(itertools.islice(kinds, most))
    if not found:
        return ()
    found.sort(key=lambda mistake: mistake.edit.start)
    apart, end = [], 0
    for mistake in found:
        if mistake.edit.start >= end:
            apart.append(mistake)
            end = mistake.edit.end
    return tuple(apart)


def _characters(text: str) -> Iterator[Typo]:
    for found in characters.unseen(text):
        several = "一" if found.end == found.start + 1 else "几"
        message = f"这里有{several}个看不见的字符（{found.code}，{found.name}），{found.effect}。"
        edit = Edit(found.start, found.end, " " if found.breaks else "")
        tip = "删去它；要换行就另写一项。" if found.breaks else "删去它，重新键入这一处。"
        yield Typo("YML006", edit, message, tip, found.first != "\r")


class _Typist:
    """The searches for typos of one text; its outline is built once one needs it."""

    def __init__(self, text: str, root: type[Entity]) -> None:
        self.text = text
        self.root = root

    @functools.cached_property
    def outline(self) -> Outline:
        """Where everything in the text stands in the schema."""
        return Outline(self.text, self.root)

    def indents(self) -> Iterator[Typo]:
        """Tabs and wide spaces in indents, unless a text goes on there."""
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
        """Dashes of lists that are no hyphens or lack their space."""
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
        return head is not None and _is_key(self.root, slot.inner, head.group(1))

    def colons(self) -> Iterator[Typo]:
        """Full-width colons after keys, and colons without their space."""
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
        """The key before a colon, if there is one and it stands where the schema has keys."""
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
        # The signs keep the outline from being built for running text.
        if sign and sign in "，；、":
            fits = key in vocabulary(self.root) and _in_braces(text, before)
            return key if fits and start in self.outline.commas else None
        signs = "\n-－—–−{｛,[" if colon.group() != ":" else "\n-－—–−"
        if sign and sign not in signs:
            return None
        slot = self.outline.slots.get(start)
        return key if slot is not None and _is_key(self.root, slot, key) else None

    def _comma(self, place: int) -> Typo:
        width = 2 if self.text[place + 1 : place + 2] in (" ", "\u3000") else 1
        message = f"花括号里的各项之间用了全角的“{self.text[place]}”。"
        edit = Edit(place, place + width, ", ")
        return Typo("YML003", edit, message, "改成半角逗号加一个空格。")

    def braces(self) -> Iterator[Typo]:
        """Groups in full-width braces: ｛编号: 甲，名称: 乙｝."""
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
        """Lists of 编号 in full-width brackets: 【甲，乙】. Texts may have these of their own."""
        if "【" not in self.text and "［" not in self.text:
            return
        for match in re.compile(_BRACKETS, re.MULTILINE).finditer(self.text):
            slot = self.outline.slots.get(match.start(1))
            field = schema(slot.group).get(match.group(1)) if slot and slot.group else None
            if field and field.refers:
                yield _bracket(match)

    def commas(self) -> Iterator[Typo]:
        """Full-width commas before a key in braces: {编号: 甲，名称: 乙}."""
        for match in re.compile(_BETWEEN).finditer(self.text):
            if match.start(1) in self.outline.commas:
                yield self._comma(match.start())

    def hashes(self) -> Iterator[Typo]:
        """Remarks behind a full-width sign."""
        if "＃" not in self.text:
            return
        for match in re.compile(_HASH).finditer(self.text):
            if self.outline.text_indent(match.start()) is None:
                edit = Edit(match.start(1), match.end(1), "#")
                yield Typo("YML003", edit, "注释前面写成了全角的“＃”。", "注释用半角的“#”开头。")


def _in_braces(text: str, place: int) -> bool:
    """Whether a place seems to lie within braces."""
    before = text[max(0, place - 1000) : place]
    opened, closed = (sum(map(before.count, pair)) for pair in ("{｛", "}｝"))
    return opened > closed


def _may_be_in_key(character: str) -> bool:
    return character.isalnum() or character == "_"


def _bracket(match: re.Match[str]) -> Typo:
    start, end = match.span(2)
    inner = re.sub("[，、；]", ",", match.group(3))
    # What is read stands where it stood, character by character; what is written is in style.
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


@remember
def _is_key(root: type[Any], slot: Slot, word: str) -> bool:
    """Whether a word is a key where this is expected, or a mistyped one.

    A key of another group counts as well: what stands in a group is a key, if a misplaced one.
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
    """Character → the keys below a root class that have it."""
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
    """Message, tip and the clean value for one that holds what is unseen; None for others."""
    found = next(characters.unseen(value), None)
    if found is None:
        return None
    message = (
        f"双引号里用“\\”写出了一个看不见的字符（{found.code}，{found.name}），{found.effect}。"
    )
    tip = "删去“\\”和它后面的编码，只写看得见的文字。"
    return message, tip, characters.without(value)


def escapes(text: str, start: int, end: int) -> tuple[Edit, ...]:
    """The edits that take what is unseen out of a quoted text written with escapes."""
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
    """Where private-use characters stand in a stretch of a text, and message and tip for each."""
    for found in characters.private(text[start:end]):
        message = f"这里有一个自造字（{found.code}），没有原来字库的电脑上显示、打印出来都是方框。"
        tip = "用收录生僻字的输入法重新键入这个字；打不出的，印出后手写填上。"
        yield start + found.start, start + found.end, message, tip


def cannot_open(error: OSError) -> tuple[str, str]:
    """Message and tip for a file that does not open."""
    if isinstance(error, FileNotFoundError):
        return "找不到这个文件。", "检查文件名和所在文件夹；路径里有空格时加双引号。"
    if isinstance(error, IsADirectoryError):
        return "这是一个文件夹，不是方案文件。", "写出文件夹里方案文件的名字。"
    if isinstance(error, PermissionError):
        return "没有权限读这个文件。", "关闭正在使用它的程序，或者把它复制到自己的文件夹。"
    return f"文件打不开（系统错误号{error.errno}）。", "检查磁盘或网络盘是否连接正常。"
