"""The slips of people who type YAML with a Chinese keyboard, each known by name.

All have one right answer: reading goes on as if it had been written. ``find`` looks at the
text before the parser sees it, because libyaml would point at the wrong line or, worse,
silently take the slip for content.
"""

from __future__ import annotations

import errno
import functools
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from jindu.diagnostic import Edit
from jindu.vocabulary import known_keys, nearest


class Mistake(NamedTuple):
    """A slip: the edit that mends it, in the user's text, and what to say of it.

    ``offered`` is false where the edit only lets reading go on and is not to be written.
    """

    code: str
    edit: Edit
    message: str
    tip: str
    offered: bool = True


# Plain strings are the searches that nearly no file needs: to compile them all takes longer
# than to read a plan.
_FORBIDDEN = (
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff"
    "\ufffe\uffff\ud800-\udfff]|\r(?!\n)"
)
_BREAKS = {"\u2028": "行分隔符", "\u2029": "段分隔符", "\x85": "换行控制符", "\r": "单独的回车符"}
_KEY = r"([^\W\d]{1,12})"
_COLON = re.compile(r"：[ \u3000]?|:(?=[^\s/])")
_BEFORE_COLON = re.compile(rf"(?:^ *(?:- +)*|[{{,] *){_KEY}$", re.MULTILINE)
_DASHED = re.compile(r"^ *[－—–−]", re.MULTILINE)
_DASH = rf"(?m)^[ ]*([－—–−]+[ \u3000]?)(?={_KEY}[ ]*[:：])"
_INDENT = r"(?m)^([ ]*[\t\u3000\u00a0][ \t\u3000\u00a0]*)(?=- |[^\s:：#]{1,16}[ ]*[:：])"
_BLOCK = r"(?m)^( *).*(?:: |- )[|>][+-]?\d?[+-]?[ ]*(?:#.*)?$"
_WIDTH = {"\t": 2, "\u3000": 2, "\u00a0": 1, " ": 1}


def find(text: str) -> tuple[Mistake, ...]:
    """All slips of a text, in order, not overlapping."""
    found = [*_characters(text), *_indents(text), *_dashes(text), *_colons(text)]
    if not found:
        return ()
    found.sort(key=lambda mistake: mistake.edit.start)
    apart, end = [], 0
    for mistake in found:
        if mistake.edit.start >= end:
            apart.append(mistake)
            end = mistake.edit.end
    return tuple(apart)


def _characters(text: str) -> Iterator[Mistake]:
    # One look in C clears nearly every file; the search is only for those that fail it.
    if text.replace("\n", "").isprintable():
        return
    for match in re.finditer(_FORBIDDEN, text):
        character, start = match.group(), match.start()
        code = f"U+{ord(character):04X}"
        edit = Edit(start, start + 1, " " if character in _BREAKS else "")
        if character in _BREAKS:
            what = f"{_BREAKS[character]}（{code}）"
            message = f"这里有一个看不见的{what}，会把一行拆成两行。"
            yield Mistake("YML006", edit, message, "删去它；要换行就另写一项。", character != "\r")
        else:
            message = f"这里有一个看不见的字符（{code}），多半是从网页或别的软件带来的。"
            yield Mistake("YML006", edit, message, "删去它，重新键入这一处。")


def _indents(text: str) -> Iterator[Mistake]:
    if not any(character in text for character in "\t\u3000\u00a0"):
        return
    names = {"\t": "制表符（Tab）", "\u3000": "全角空格", "\u00a0": "不间断空格"}
    for match in _outside_blocks(text, re.compile(_INDENT)):
        indent = match.group(1)
        name = next(name for character, name in names.items() if character in indent)
        spaces = " " * sum(_WIDTH[character] for character in indent)
        yield Mistake(
            "YML003",
            Edit(match.start(1), match.end(1), spaces),
            f"缩进里用了{name}。",
            "缩进只能用半角空格，每层两个。",
        )


def _dashes(text: str) -> Iterator[Mistake]:
    if not _DASHED.search(text):
        return
    for match in _outside_blocks(text, re.compile(_DASH)):
        if _is_key(match.group(2)):
            dash = match.group(1).strip()
            yield Mistake(
                "YML003",
                Edit(match.start(1), match.end(1), "- "),
                f"列表项前面写成了“{dash}”。",
                "列表项用半角减号加一个空格开头：“- ”。",
            )


def _colons(text: str) -> Iterator[Mistake]:
    for match in _outside_blocks(text, _COLON, _before_colon):
        key = _before_colon(match)
        wide = match.group() != ":"
        if wide:
            edit = Edit(match.start(), match.end(), ": ")
            message = f"“{key}”后面用了全角冒号“：”。"
        else:
            edit = Edit(match.end(), match.end(), " ")
            message = f"“{key}”的冒号后面少一个空格。"
        yield Mistake("YML003", edit, message, f"改成半角冒号加一个空格：“{key}: ”。")


def _before_colon(match: re.Match[str]) -> str | None:
    """The key that stands before a colon, if it is one and stands where keys do."""
    text, end = match.string, match.start()
    line = text.rfind("\n", max(0, end - 200), end) + 1
    before = _BEFORE_COLON.search(text, line, end)
    in_braces = before is not None and text[before.start()] in "{,"
    if before is None or not _is_key(before.group(1)) or (in_braces and match.group() == ":"):
        return None
    return before.group(1)


def _outside_blocks(
    text: str,
    pattern: re.Pattern[str],
    wanted: Callable[[re.Match[str]], object] = bool,
) -> Iterator[re.Match[str]]:
    """The wanted matches that do not stand in a block of running text (``|`` or ``>``)."""
    blocks: list[tuple[int, int]] | None = None
    for match in pattern.finditer(text):
        if not wanted(match):
            continue
        if blocks is None:
            blocks = _blocks(text)
        if not any(start <= match.start() < end for start, end in blocks):
            yield match


def _blocks(text: str) -> list[tuple[int, int]]:
    blocks = []
    for match in re.finditer(_BLOCK, text):
        deeper = len(match.group(1)) + 1
        body = re.compile(rf"\n(?: {{{deeper},}}[^\n]*|[ \t\r]*(?=\n|\Z))")
        end = match.end()
        while line := body.match(text, end):
            if line.end() == end:
                break
            end = line.end()
        blocks.append((match.end(), end))
    return blocks


@functools.lru_cache(maxsize=256)
def _is_key(word: str) -> bool:
    keys = known_keys()
    return word in keys or nearest(word, keys, 0.7) is not None


_PROBLEMS = (
    (
        "mapping values are not allowed",
        "这里又出现了一个冒号，前面的内容还没有写完。",
        "看这一行和上一行：冒号是不是半角、后面有没有空格、缩进是否对齐；"
        "值里要用冒号时写全角“：”或者给整个值加双引号。",
    ),
    (
        "could not find expected ':'",
        "这一行（或上一行）缺少半角冒号，读不出键。",
        "每行写成“键: 值”，冒号用半角，后面空一格；续行的文字要比键多缩进两格。",
    ),
    (
        "did not find expected ',' or ']'",
        "方括号没有配对，或者各项之间不是半角逗号。",
        "写成 [甲, 乙]，逗号和括号都用半角。",
    ),
    (
        "did not find expected ',' or '}'",
        "花括号没有配对，或者各项之间不是半角逗号。",
        "写成 {名称: 甲, 职务: 主任}，逗号、冒号和括号都用半角。",
    ),
    (
        "did not find expected '-' indicator",
        "这一行的缩进与上面的列表项对不上。",
        "同一列表的各项“- ”要上下对齐，项内的键要比“-”多缩进两格。",
    ),
    (
        "did not find expected key",
        "这一行的缩进与上一行对不上。",
        "同一层的键要上下对齐；缩进只用半角空格，每层两个。",
    ),
    (
        "block sequence entries are not allowed",
        "这里不能出现“- ”。",
        "列表要另起一行写在键的下面，缩进两格；不要写在“键: ”的同一行。",
    ),
    (
        "block mapping",
        "这一行的缩进与上一行对不上。",
        "同一层的键要上下对齐；缩进只用半角空格，每层两个。",
    ),
    (
        "cannot start any token",
        "这个字符不能作为值的开头。",
        '把整个值用双引号括起来，例如 "@柳林"。',
    ),
    (
        "unexpected end of stream",
        "引号没有配对，一直读到了文件末尾。",
        "补上后一个引号；引号要用半角。",
    ),
    (
        "unknown escape character",
        "双引号里的反斜杠“\\”后面的字符不认识。",
        "把双引号改成单引号，或者把“\\”写成“\\\\”。",
    ),
    (
        "alphabetic or numeric character",
        "星号“*”或“&”开头的值有特殊含义。",
        "把整个值用双引号括起来。",
    ),
)


MAX_DEPTH = 64
TOO_DEEP = (
    f"括号或缩进套了{MAX_DEPTH}层以上，不像一份方案。",
    "检查这里的方括号、花括号是否成对。",
    "YML004",
)
"""Message, tip and code of a text nested too deep, whoever notices it first."""


def in_chinese(problem: str) -> tuple[str, str, str]:
    """Message, tip and code for what libyaml says; its own words where they are not known."""
    if "maximum nesting depth" in problem:
        return TOO_DEEP
    for words, message, tip in _PROBLEMS:
        if words in problem:
            return message, tip, "YML001"
    return (
        f"从这里起读不出内容（{problem}）。",
        "检查这一行和上一行的冒号、缩进、引号和括号。",
        "YML001",
    )


def cannot_open(error: OSError) -> tuple[str, str]:
    """Message and tip for a file that does not open."""
    if isinstance(error, FileNotFoundError):
        return "找不到这个文件。", "检查文件名和所在文件夹；路径里有空格时加双引号。"
    if isinstance(error, IsADirectoryError):
        return "这是一个文件夹，不是方案文件。", "写出文件夹里方案文件的名字。"
    if isinstance(error, PermissionError):
        return "没有权限读这个文件。", "关闭正在使用它的程序，或者把它复制到自己的文件夹。"
    name = errno.errorcode.get(error.errno or 0, "")
    return f"文件打不开（{error.strerror or name}）。", "检查磁盘或网络盘是否连接正常。"
