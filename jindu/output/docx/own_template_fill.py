"""Guard docxtpl against templates that make its patterns slow.

docxtpl finds ``{{ }}`` with patterns that backtrack over the text. To bound their time, every
tag must be short and end in its paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.sax.saxutils import unescape

from docxtpl import DocxTemplate

from jindu.document.limits import Overrun

_EMPTY = re.compile("<(w:[prt])( [^<>]*)?/>")
_MOST_TAGS = 3000
_LONGEST_TAG = 2000
_MARKUP = re.compile("<[^>]*>")
_BRACED = re.compile(r"<[^>]*\{[^>]*>")
_OPENING = re.compile(r"\{[{%#]")
_CLOSING = {"{{": "}}", "{%": "%}", "{#": "#}"}
_BLANKS = re.compile(r"\s{50}")
_OF_CELLS = re.compile(r"\{%-?\s*(colspan|cellbg|vm|hm)\b")


class TagTrouble(Exception):
    """Bad tags in a paragraph: the problem in Chinese, and the text of the paragraph."""

    def __init__(self, words: str, trouble: str) -> None:
        super().__init__(trouble)
        self.words = words


_TEXT = "正文"
_TEXTS = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_FULL_WIDTH = re.compile(r"｛[｛{%％#]|[{]｛|[}%％#]｝|｝[}]|\{％|％\}")
_WHOLE = re.compile(r"(?:\{\{|\{%)-?p\b")


def look(parts: Mapping[str, bytes]) -> None:
    """Look for tags that would be printed as they stand, or would swallow text.

    Raises ``TagTrouble``, too, for a template without any tag: its copy would hold no plan.
    """
    found = False
    for name, part in parts.items():
        if not _TEXTS.fullmatch(name):
            continue
        for words in _paragraphs(part.decode("utf-8", "replace")):
            if full := _FULL_WIDTH.search(words):
                raise TagTrouble(words, f"里的“{full[0]}”是全角的，把花括号和百分号都改成半角的")
            for tag in _tags(words):
                found = True
                _look_at(tag, words)
    if not found:
        raise TagTrouble(
            "",
            "里没有写 {{ }} 标记，生成的文件里不会有方案的内容；"
            "在放正文的地方另起一段写 {{p 正文 }}，见 docs/templates.md",
        )


def _look_at(tag: str, words: str) -> None:
    whole = _WHOLE.match(tag)
    if tag.startswith("{{") and _TEXT in tag and not whole:
        raise TagTrouble(words, "里的正文要写成 {{p 正文 }}（p 后面空一格），单独成一段")
    if whole and words != tag + _CLOSING[tag[:2]]:
        raise TagTrouble(words, "里除了带 p 的标记还有别的内容，生成时会丢掉；让这个标记单独成一段")


def _paragraphs(xml: str) -> Iterator[str]:
    return (unescape(_MARKUP.sub("", paragraph)).strip() for paragraph in xml.split("</w:p>"))


class Letterhead(DocxTemplate):  # type: ignore[misc]
    """A Word template to be filled."""

    def patch_xml(self, src_xml: str) -> str:
        """Return a part as Jinja source; empty elements get the end tag that docxtpl expects."""
        _check_tags(src_xml)
        text: str = super().patch_xml(_EMPTY.sub(r"<\1\2></\1>", src_xml))
        return text


def _check_tags(xml: str) -> None:
    paragraphs = [_MARKUP.sub("", paragraph) for paragraph in xml.split("</w:p>")]
    within = [tags for words in (*paragraphs, *_BRACED.findall(xml)) for tags in _tags(words)]
    if len(within) > _MOST_TAGS:
        raise Overrun
    if len(_OPENING.findall("".join(paragraphs))) > sum(map(_openings, paragraphs)):
        raise TagTrouble("", "有一段的末尾是“{”，把它和下一段的“{”写在一起")


def _openings(words: str) -> int:
    return len(_OPENING.findall(words))


def _tags(words: str) -> Iterator[str]:
    """Yield the tags of a paragraph. Raises ``TagTrouble`` for one that does not end in it."""
    place = 0
    while opening := _OPENING.search(words, place):
        end = words.find(_CLOSING[opening[0]], opening.end())
        tag = words[opening.start() : end]
        if end < 0:
            raise TagTrouble(
                words, f"里的“{opening[0]}”没有在这一段里用“{_CLOSING[opening[0]]}”结尾"
            )
        if len(tag) > _LONGEST_TAG or _BLANKS.search(tag):
            raise TagTrouble(words, "里的花括号中间写得太长")
        if own := _OF_CELLS.match(tag):
            raise TagTrouble(words, f"用了模板里不允许的写法“{own[1]}”")
        place = end + 2
        yield tag
