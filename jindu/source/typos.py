"""The slips of people who type YAML with a Chinese keyboard, each known by name.

All have one right answer: reading goes on as if it had been written. ``find`` looks at the
text before the parser sees it, because libyaml would point at the wrong line or, worse,
silently take the slip for content.
"""

from __future__ import annotations

import bisect
import functools
import itertools
import re
from collections.abc import Iterator
from typing import NamedTuple

from jindu.language import characters
from jindu.language.similarity import nearest
from jindu.model.diagnostic import Edit
from jindu.model.fields import Entity, declared, known_keys


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
_WIDE_COLON = re.compile(r"(?<=[^\W\d])：[ \u3000]?")
_COLON = re.compile(rf"{_WIDE_COLON.pattern}|(?<=[^\W\d]):(?=[^\s/])")
_BEFORE_BLANK = (": ", ":\n", ":\r\n")
_END = r"[ \t\r]*(?:\n|\Z)"
_DASHES = r"(?:^|\n) *(?:- +)+\Z"
_LONGEST_KEY = 12
_BETWEEN = rf"[，；、][ \u3000]*{_KEY}[ ]*:"
_BRACES = rf"(?:(?<=- )|(?<=[:：])|(?<=[:：] ))(｛)(?=[ ]*{_KEY}[ ]*[：:])[^｛｝\n]*(｝)"
_BRACKETS = (
    rf"(?:^ *(?:- +)*|[{{｛,，] *){_KEY}[ ]*[:：][ \u3000]*"
    r"([【［]([^\[\]【】［］\n:：]*)[】］])(?=[ \t]*(?:\r?$|[,，}｝]|#))"
)
_DASHED = re.compile(r"\n *(?:[－—–−]|-[^\W\d])")
_DASH = rf"(?m)^[ ]*([－—–−]+[ \u3000]?|-)(?={_KEY}[ ]*[:：])"
# In a text that can be read it may stand in a value.
_HASH = r"(?m)(?:^|[\"'\]}])[ ]*(＃)"
_INDENT = r"(?m)^([ ]*[\t\u3000\u00a0][ \t\u3000\u00a0]*)(?=- |[^\s:：#]{1,16}[ ]*[:：])"
_BLOCK = r"(?m)^( *)(?! ).*(?:: |- )[|>][+-]?\d?[+-]?[ ]*(?:#.*)?$"
MOST = 10_000
"""Slips that are mended in a text at a time; a file of more is no plan."""
_WIDTH = {"\t": 2, "\u3000": 2, "\u00a0": 1, " ": 1}


def find(text: str, thorough: bool = False, most: int | None = MOST) -> tuple[Typo, ...]:
    """The slips of a text, in order, not overlapping; no more than ``most`` of them.

    ``thorough`` also seeks those that never escape the parser, which few files need.
    """
    blocks = _Blocks(text)
    kinds = itertools.chain(
        _characters(text),
        _indents(blocks),
        _dashes(blocks),
        _colons(blocks),
        _brackets(blocks),
        _thoroughly(blocks) if thorough else (),
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


def _indents(blocks: _Blocks) -> Iterator[Typo]:
    if not any(character in blocks.text for character in "\t\u3000\u00a0"):
        return
    names = {"\t": "制表符（Tab）", "\u3000": "全角空格", "\u00a0": "不间断空格"}
    for match in blocks.outside(re.compile(_INDENT)):
        indent = match.group(1)
        name = next(name for character, name in names.items() if character in indent)
        spaces = " " * sum(_WIDTH[character] for character in indent)
        yield Typo(
            "YML003",
            Edit(match.start(1), match.end(1), spaces),
            f"缩进里用了{name}。",
            "缩进只能用半角空格，每层两个。",
        )


def _dashes(blocks: _Blocks) -> Iterator[Typo]:
    if not _DASHED.search(f"\n{blocks.text}"):
        return
    for match in blocks.outside(re.compile(_DASH)):
        if _is_key(match.group(2)):
            dash = match.group(1).strip()
            named = "的“-”后面少一个空格" if dash == "-" else f"前面写成了“{dash}”"
            edit = Edit(match.start(1), match.end(1), "- ")
            tip = "列表项用半角减号加一个空格开头：“- ”。"
            yield Typo("YML003", edit, f"列表项{named}。", tip)


def _hashes(blocks: _Blocks) -> Iterator[Typo]:
    if "＃" not in blocks.text:
        return
    for match in blocks.outside(re.compile(_HASH)):
        edit = Edit(match.start(1), match.end(1), "#")
        yield Typo("YML003", edit, "注释前面写成了全角的“＃”。", "注释用半角的“#”开头。")


def _colons(blocks: _Blocks) -> Iterator[Typo]:
    text = blocks.text
    apart = text.count(":") == sum(map(text.count, _BEFORE_BLANK))
    for match in (_WIDE_COLON if apart else _COLON).finditer(text):
        key, comma = _key_before(text, match)
        if key is None or match.start() in blocks:
            continue
        if comma is not None:
            yield _comma(text, comma)
        right = ":" if re.compile(_END).match(text, match.end()) else ": "
        if match.group() != ":":
            edit = Edit(match.start(), match.end(), right)
            message = f"“{key}”后面用了全角冒号“：”。"
        else:
            edit = Edit(match.end(), match.end(), " ")
            message = f"“{key}”的冒号后面少一个空格。"
        tip = "改成半角冒号加一个空格" if right == ": " else "改成半角冒号"
        yield Typo("YML003", edit, message, f"{tip}：“{key}{right}”。")


def _key_before(text: str, colon: re.Match[str]) -> tuple[str | None, int | None]:
    """The key that stands before a colon, if it is one and stands where keys do.

    Then also the place of a full-width comma that parts it from what is before it in braces.
    """
    end = start = colon.start()
    while start > 0 and end - start <= _LONGEST_KEY and _may_be_in_key(text[start - 1]):
        start -= 1
    key, before = text[start:end], start
    if not 0 < len(key) <= _LONGEST_KEY:
        return None, None
    while before and text[before - 1] in " \u3000":
        before -= 1
    sign, place = text[before - 1 : before], before - 1
    if sign and sign in "，；、":
        fits = key in known_keys() and _in_braces(text, place)
        return (key, place) if fits else (None, None)
    if sign and sign in "{｛,":
        fits = colon.group() != ":"
    else:
        fits = sign in ("", "\n") or (sign == "-" and _begins(text, start))
    return (key if fits and _is_key(key) else None), None


def _may_be_in_key(character: str) -> bool:
    return character.isalpha() or character == "_"


def _begins(text: str, place: int) -> bool:
    """Whether nothing but the dashes of a list stands before a place in its line."""
    return re.compile(_DASHES).search(text, max(0, place - 40), place) is not None


def _comma(text: str, place: int) -> Typo:
    width = 2 if text[place + 1 : place + 2] in (" ", "\u3000") else 1
    message = f"花括号里的各项之间用了全角的“{text[place]}”。"
    edit = Edit(place, place + width, ", ")
    return Typo("YML003", edit, message, "改成半角逗号加一个空格。")


def _in_braces(text: str, place: int) -> bool:
    """Whether a place lies within braces and outside quotes."""
    before = text[max(0, place - 1000) : place]
    opened, closed = (sum(map(before.count, pair)) for pair in ("{｛", "}｝"))
    return opened > closed and before.rpartition("\n")[2].count('"') % 2 == 0


def _brackets(blocks: _Blocks) -> Iterator[Typo]:
    """Full-width marks of lists and groups: 【甲，乙】, ｛编号: 甲，名称: 乙｝."""
    text = blocks.text
    if "｛" in text:
        for match in blocks.outside(re.compile(_BRACES)):
            for group, right in ((1, "{"), (3, "}")):
                edit = Edit(match.start(group), match.end(group), right)
                yield Typo("YML003", edit, "花括号写成了全角。", "改成半角的“{”和“}”。")
    if "【" in text or "［" in text:
        for match in blocks.outside(re.compile(_BRACKETS, re.MULTILINE)):
            if match.group(1) in _lists():
                yield _bracket(match)


def _thoroughly(blocks: _Blocks) -> Iterator[Typo]:
    yield from _commas(blocks)
    yield from _hashes(blocks)


def _commas(blocks: _Blocks) -> Iterator[Typo]:
    """Full-width commas before a key in braces: {编号: 甲，名称: 乙}."""
    for match in blocks.outside(re.compile(_BETWEEN)):
        if match.group(1) in known_keys() and _in_braces(blocks.text, match.start()):
            yield _comma(blocks.text, match.start())


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


class _Blocks:
    """A text and its blocks of running text (``|`` or ``>``), sought only once one is asked for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._ends: list[tuple[int, int]] | None = None

    def __contains__(self, index: int) -> bool:
        if self._ends is None:
            self._ends = list(_blocks(self.text))
        place = bisect.bisect_right(self._ends, (index, len(self.text) + 1)) - 1
        return place >= 0 and index < self._ends[place][1]

    def outside(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """The matches that do not begin within a block."""
        return (match for match in pattern.finditer(self.text) if match.start() not in self)


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    end = 0
    for match in re.finditer(_BLOCK, text):
        if match.end() < end:
            continue
        deeper = len(match.group(1)) + 1
        body = re.compile(rf"\n(?: {{{deeper},}}[^\n]*|[ \t\r]*(?=\n|\Z))")
        end = match.end()
        while line := body.match(text, end):
            if line.end() == end:
                break
            end = line.end()
        yield match.end(), end


@functools.lru_cache(maxsize=256)
def _is_key(word: str) -> bool:
    like = {key for character in set(word) for key in _keys_with().get(character, ())}
    return word in like or nearest(word, like, 0.7) is not None


@functools.cache
def _keys_with() -> dict[str, list[str]]:
    """Character → the keys it stands in."""
    found: dict[str, list[str]] = {}
    for key in sorted(known_keys()):
        for character in set(key):
            found.setdefault(character, []).append(key)
    return found


@functools.cache
def _lists() -> frozenset[str]:
    """The keys that hold a list of 编号: what stands in brackets there is no text."""
    kinds = [Entity]
    for cls in kinds:
        kinds += cls.__subclasses__()
    return frozenset(
        made.name
        for cls in kinds
        for made in declared(cls).values()
        if made.to and made.absent is not None
    )


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
    return message, tip, characters.strip_unseen(value)


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
