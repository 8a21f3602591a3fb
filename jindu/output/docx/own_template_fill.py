"""docxtpl, with the way it reads templates kept within bounds.

It looks for ``{{ }}`` with patterns that go back and forth over the text. What these would do to
a file made to stop them is prevented here: every tag ends in its paragraph, and is short.
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
    """What is wrong with the tags of a paragraph, in Chinese, and the words of the paragraph."""

    def __init__(self, words: str, trouble: str) -> None:
        super().__init__(trouble)
        self.words = words


class Letterhead(DocxTemplate):  # type: ignore[misc]
    """A Word file whose names are filled."""

    def patch_xml(self, src_xml: str) -> str:
        """The text of a part as Jinja reads it; what is empty gets the end that is looked for."""
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
    """The tags in a paragraph. Raises ``TagTrouble`` for one that does not end there."""
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
