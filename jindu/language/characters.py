"""Invisible characters, and characters that change the order in which text is displayed.

The single definition for plans, answers, templates, documents and terminals. None of them is
needed in an official Chinese document. Allowed are all spaces, rare Han characters of any
extension, combining marks and emoji, and a variation selector after the Han character, mark or
symbol whose form it selects.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
_BREAKS = "\r\x85\u2028\u2029"
_DIRECTIONAL = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_TAGS = "\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
_FILLERS = "\u115f\u1160\u3164\uffa0"
_BLANK = (
    "\u00ad\u034f\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f\u2800\ufeff"
    "\ufff0-\ufffc\U00016fe4\U0001bca0-\U0001bca3\U0001d159\U0001d173-\U0001d17a"
)
_SURROGATES = "\ud800-\udfff"
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
_TYPED = (
    "\u2e80-\u2fdf\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uff65"
    "\U00020000-\U0003ffff"
)
"""Han characters and CJK punctuation: a variation selector after one selects its form."""

UNSEEN = "".join(
    (
        _CONTROLS,
        _BREAKS,
        _DIRECTIONAL,
        _SELECTORS,
        _TAGS,
        _NONCHARACTERS,
        _FILLERS,
        _BLANK,
        _SURROGATES,
    )
)
"""All unseen characters, as the content of a regular expression's set."""
_PRINTABLE = (
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0\ufffc"
    "\ufe00\ufe01\ufe02\ufe03\ufe04\ufe05\ufe06\ufe07\ufe08\ufe09\ufe0a\ufe0b\ufe0c\ufe0d\ufe0e\ufe0f"
)
"""Unseen characters of the first plane that ``str.isprintable`` accepts."""

_NAMES = {
    "\r": "单独的回车符",
    "\x85": "换行控制符",
    "\u00ad": "软连字符",
    "\u034f": "组合用连接符",
    "\u061c": "阿拉伯文方向标记",
    "\u180e": "蒙古文元音分隔符",
    "\u200b": "零宽空格",
    "\u200c": "零宽不连字符",
    "\u200d": "零宽连字符",
    "\u200e": "从左向右标记",
    "\u200f": "从右向左标记",
    "\u2028": "行分隔符",
    "\u2029": "段分隔符",
    "\u202a": "从左向右嵌入符",
    "\u202b": "从右向左嵌入符",
    "\u202c": "方向恢复符",
    "\u202d": "强制从左向右符",
    "\u202e": "强制从右向左符",
    "\u2060": "词连接符",
    "\u2066": "从左向右隔离符",
    "\u2067": "从右向左隔离符",
    "\u2068": "按首字定向隔离符",
    "\u2069": "隔离结束符",
    "\u2800": "盲文空格",
    "\ufeff": "零宽不换行空格",
    "\ufffc": "对象占位符",
}
_KINDS = (
    (_CONTROLS, "控制字符"),
    (_SELECTORS + "\u180b-\u180d\u180f", "变体选择符"),
    (_TAGS, "标签字符"),
    (_NONCHARACTERS, "非字符"),
    (_FILLERS, "谚文填充符"),
    ("\u17b4\u17b5", "高棉文隐含元音"),
    ("\u2061-\u2064", "数学连接符"),
    ("\ufff9-\ufffb", "行间注释标记"),
    (_SURROGATES, "半个字符（代理码）"),
)


class Unseen(NamedTuple):
    """A run of unseen characters of the same name at ``text[start:end]``."""

    start: int
    end: int
    first: str

    @property
    def code(self) -> str:
        """The code point of the first character, as in U+200B."""
        return code(self.first)

    @property
    def name(self) -> str:
        """The Chinese name of the first character."""
        return _name(self.first)

    @property
    def breaks(self) -> bool:
        """Whether it is an invisible line break."""
        return self.first in _BREAKS

    @property
    def effect(self) -> str:
        """What it does to the text, as a Chinese clause."""
        if self.breaks:
            return "会把一行拆成两行"
        if re.match(f"[{_DIRECTIONAL}]", self.first):
            return "会改变前后文字的次序，印出来的可能与文件里写的正好相反"
        if re.match(f"[{_TAGS}]", self.first):
            return "能在文字里藏入别的内容"
        return "多半是从网页或别的软件带来的，会让两个相同的词对不上"


def code(character: str) -> str:
    """Return the code point of a character, as in U+200B."""
    return f"U+{ord(character):04X}"


def _name(character: str) -> str:
    kinds = (name for those, name in _KINDS if re.match(f"[{those}]", character))
    return _NAMES.get(character) or next(kinds, "格式字符")


def clean(text: str) -> bool:
    """Return whether a fast test rules out unseen characters; False is inconclusive."""
    if not printable(text) or any(character in text for character in _PRINTABLE):
        return False
    # A text is longer than two bytes per character only if it has characters beyond the first
    # plane.
    return len(text.encode("utf-16-le")) == 2 * len(text)


def printable(text: str) -> bool:
    """Return whether a text is printable but for line ends and wide spaces."""
    if text.replace("\n", "").isprintable():
        return True
    return text.replace("\r\n", "").replace("\n", "").replace("\u3000", "").isprintable()


def unseen(text: str) -> Iterator[Unseen]:
    """Yield the runs of unseen characters of a text, in order."""
    if clean(text):
        return
    for match in re.finditer(f"[{UNSEEN}]+", text):
        start, end = match.span()
        if re.match(f"[{_SELECTORS}]", text[start]) and _selects_form(text, start):
            start += 1
        if text[end - 1] == "\r" and text[end : end + 1] == "\n":
            end -= 1
        yield from _by_name(text, start, end)


def _selects_form(text: str, place: int) -> bool:
    """Return whether the variation selector follows a character that has several forms."""
    import unicodedata

    before = text[place - 1 : place]
    if not before:
        return False
    emoji = text[place] in "\ufe0e\ufe0f" and unicodedata.category(before) in ("So", "Sm")
    return emoji or re.match(f"[{_TYPED}]", before) is not None


def _by_name(text: str, start: int, end: int) -> Iterator[Unseen]:
    """Split a run by character name; runs of hundreds of tags or zero widths occur."""
    while start < end:
        name, place = _name(text[start]), start + 1
        while place < end and (text[place] == text[start] or _name(text[place]) == name):
            place += 1
        yield Unseen(start, place, text[start])
        start = place


def replaced(text: str, instead: Callable[[str], str]) -> str:
    """Return the text with ``instead(character)`` for each unseen character."""
    parts: list[str] = []
    place = 0
    for found in unseen(text):
        parts += (text[place : found.start], *map(instead, text[found.start : found.end]))
        place = found.end
    return "".join((*parts, text[place:])) if place else text


def strip_unseen(text: str) -> str:
    """Return the text without unseen characters."""
    return replaced(text, lambda _: "")


def complaint(text: str) -> str:
    """Return the Chinese message for an answer or setting with unseen characters, else ``""``."""
    found = next(unseen(text), None)
    if found is None:
        return ""
    return (
        f"里有看不见的字符（{found.code}，{found.name}），{found.effect}。删去它，重新键入这一处。"
    )


def private(text: str) -> Iterator[Unseen]:
    """Yield the runs of private-use characters: they print as boxes without their font."""
    if text.isprintable():
        return
    for match in re.finditer(f"([{_PRIVATE}])\\1*", text):
        yield Unseen(match.start(), match.end(), match[1])


# Terminals and logs -----------------------------------------------------------------------


def escaped(text: str) -> str:
    """Return a text safe for a terminal, on one line, with unseen characters as <U+200B>."""
    return replaced(text, escape).replace("\n", escape("\n"))


def escape(character: str) -> str:
    """Return <U+200B> for a character, <0xFF> for an undecodable byte of a file name."""
    number = ord(character)
    return f"<0x{number - 0xDC00:02X}>" if 0xDC80 <= number <= 0xDCFF else f"<{code(character)}>"


def harmless(line: str) -> str:
    """Return a line of the same length that CI services do not take for a workflow command."""
    if "##" in line:
        line = re.sub(r"##(?=\w*\[)", "# ", line)
    if not line.lstrip().startswith("::"):
        return line
    return line.replace("::", ": ", 1)


def logged(text: str) -> str:
    """Return a text as one safe line of a terminal or CI log."""
    return harmless(escaped(text))
