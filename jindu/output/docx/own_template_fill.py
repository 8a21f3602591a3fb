"""Guard docxtpl against templates that make its patterns slow.

docxtpl finds ``{{ }}`` with patterns that backtrack over the text. To bound their time, every
tag must be short and end in its paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

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
