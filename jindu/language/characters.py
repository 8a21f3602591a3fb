"""Characters that a reader does not see, or sees in another order than they are written.

The one definition for plans, answers, templates, documents and terminals. What is here is never
needed in an official Chinese paper. Innocent and left alone: every space, rare Han characters of
any extension, combining marks and emoji; a variation selector behind the Han character, mark or
symbol whose form it chooses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
_BREAKS = "\r\x85\u2028\u2029"
_TURNING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_TAGS = "\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
_NONE = "\ufdd0-\ufdef" + "".join(
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
"""Han characters and the marks between them: a selector behind one chooses its form."""

# Plain strings are compiled only for texts that hold one of them.
_UNSEEN = (
    f"[{_CONTROLS}{_BREAKS}{_TURNING}{_SELECTORS}{_TAGS}{_NONE}{_FILLERS}{_BLANK}{_SURROGATES}]+"
)
_PRINTABLE = (
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0\ufffc"
    "\ufe00\ufe01\ufe02\ufe03\ufe04\ufe05\ufe06\ufe07\ufe08\ufe09\ufe0a\ufe0b\ufe0c\ufe0d\ufe0e\ufe0f"
)
"""Those of the first plane that ``str.isprintable`` lets pass."""

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
    (_NONE, "非字符"),
    (_FILLERS, "谚文填充符"),
    ("\u17b4\u17b5", "高棉文隐含元音"),
    ("\u2061-\u2064", "数学连接符"),
    ("\ufff9-\ufffb", "行间注释标记"),
    (_SURROGATES, "半个字符（代理码）"),
)


class Unseen(NamedTuple):
    """A run of unseen characters of one name, from ``start`` up to ``end`` of a text."""

    start: int
    end: int
    first: str

    @property
    def code(self) -> str:
        """The code point of the first."""
        return code(self.first)

    @property
    def name(self) -> str:
        """What it is called."""
        return _name(self.first)

    @property
    def breaks(self) -> bool:
        """Whether it breaks a line where no one sees it."""
        return self.first in _BREAKS

    @property
    def effect(self) -> str:
        """What it does to the text."""
        if self.breaks:
            return "会把一行拆成两行"
        if re.match(f"[{_TURNING}]", self.first):
            return "会改变前后文字的次序，印出来的可能与文件里写的正好相反"
        if re.match(f"[{_TAGS}]", self.first):
            return "能在文字里藏进别的话"
        return "多半是从网页或别的软件带来的，会让两个相同的词对不上"


def code(character: str) -> str:
    """How a character is called by number: U+200B."""
    return f"U+{ord(character):04X}"


def _name(character: str) -> str:
    kinds = (name for those, name in _KINDS if re.match(f"[{those}]", character))
    return _NAMES.get(character) or next(kinds, "格式字符")


def clean(text: str) -> bool:
    """Whether a text surely holds nothing unseen: quick, for nearly every text is."""
    # The spaces and line ends of plans are no letters to Python; what else it cannot print is
    # looked at closely. Only texts with characters beyond the first plane take more than two
    # bytes for one.
    if not text.replace("\n", "").isprintable():
        rest = text.replace("\r\n", "").replace("\n", "").replace("\u3000", "")
        if not rest.isprintable():
            return False
    if any(character in text for character in _PRINTABLE):
        return False
    return len(text.encode("utf-16-le")) == 2 * len(text)


def unseen(text: str) -> Iterator[Unseen]:
    """The runs of unseen characters of a text, in order."""
    if clean(text):
        return
    for match in re.finditer(_UNSEEN, text):
        start, end = match.span()
        if re.match(f"[{_SELECTORS}]", text[start]) and _chooses(text, start):
            start += 1
        if text[end - 1] == "\r" and text[end : end + 1] == "\n":
            end -= 1
        yield from _parts(text, start, end)


def _chooses(text: str, place: int) -> bool:
    """Whether a variation selector stands behind what has several forms."""
    import unicodedata

    before = text[place - 1 : place]
    if not before:
        return False
    emoji = text[place] in "\ufe0e\ufe0f" and unicodedata.category(before) in ("So", "Sm")
    return emoji or re.match(f"[{_TYPED}]", before) is not None


def _parts(text: str, start: int, end: int) -> Iterator[Unseen]:
    """A run by names: of tags or of zero widths there may be hundreds in a row."""
    while start < end:
        name, place = _name(text[start]), start + 1
        while place < end and (text[place] == text[start] or _name(text[place]) == name):
            place += 1
        yield Unseen(start, place, text[start])
        start = place


def replaced(text: str, instead: Callable[[str], str]) -> str:
    """The text with something else for each unseen character."""
    parts: list[str] = []
    place = 0
    for found in unseen(text):
        parts += (text[place : found.start], *map(instead, text[found.start : found.end]))
        place = found.end
    return "".join((*parts, text[place:])) if place else text


def without(text: str) -> str:
    """The text without what is unseen."""
    return replaced(text, lambda _: "")


def complaint(text: str) -> str:
    """What is wrong with an answer or a setting that holds something unseen; else nothing."""
    found = next(unseen(text), None)
    if found is None:
        return ""
    return (
        f"里有看不见的字符（{found.code}，{found.name}），{found.effect}。删去它，重新键入这一处。"
    )


def private(text: str) -> Iterator[Unseen]:
    """The runs of private-use characters: they print as boxes where their font is not there."""
    if text.isprintable():
        return
    for match in re.finditer(f"([{_PRIVATE}])\\1*", text):
        yield Unseen(match.start(), match.end(), match[1])


# Terminals and logs -----------------------------------------------------------------------


def told(text: str) -> str:
    """A text on one line as a terminal may show it: what is unseen is told by its number."""
    return replaced(text, named).replace("\n", named("\n"))


def named(character: str) -> str:
    """A character by its number; a byte of a file name that is in no encoding as it is."""
    number = ord(character)
    return f"<0x{number - 0xDC00:02X}>" if 0xDC80 <= number <= 0xDCFF else f"<{code(character)}>"


def harmless(line: str) -> str:
    """A line, as long as it was, that no service which keeps the log takes for a command."""
    if "##" in line:
        line = re.sub(r"##(?=\w*\[)", "# ", line)
    if not line.lstrip().startswith("::"):
        return line
    return line.replace("::", ": ", 1)


def logged(text: str) -> str:
    """A text as one line of a terminal or a log."""
    return harmless(told(text))
