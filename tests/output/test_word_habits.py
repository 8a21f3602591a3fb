"""What Word shows of a file besides its pages: the gallery of styles; and room in text boxes."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

import pytest

from jindu.document.blocks import Doc
from jindu.output.docx import to_docx
from tests.output.test_clauses import ISSUED, JOINT, LETTER
from tests.wordfile import Paragraph, W, WordFile, get

WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"

GALLERY = {
    "Normal",
    "Body Text",
    "Title",
    *(f"heading {level}" for level in range(1, 5)),
    "caption",
    *("主送机关", "附件说明", "发文机关署名", "成文日期", "附注"),
    *("附件标识", "附件标题", "表格文字", "表头", "表注"),
}


def test_the_gallery_holds_what_a_writer_needs() -> None:
    """All other styles are hidden until they are used, Word's own too."""
    sheet = WordFile(to_docx(ISSUED)).parts["word/styles.xml"]
    styles = list(sheet.iter(f"{W}style"))
    shown = {get(s.find(f"{W}name"), "val") for s in styles if s.find(f"{W}qFormat") is not None}
    assert shown == GALLERY
    for style in styles:
        name = get(style.find(f"{W}name"), "val")
        if name not in GALLERY and name != "Normal Table":
            assert style.find(f"{W}semiHidden") is not None, name
    latent = sheet.find(f"{W}latentStyles")
    assert (get(latent, "defQFormat"), get(latent, "defSemiHidden")) == ("0", "1")


def boxes(doc: Doc) -> Iterator[tuple[str, float, float]]:
    """Name, height across the lines, and height needed of every text box, in points."""
    word = WordFile(to_docx(doc))
    for part in ("document", "footer_default", "footer_even_wide", "footer_default_wide"):
        tree = word.parts.get(f"word/{part}.xml")
        for anchor in tree.iter(f"{WP}anchor") if tree is not None else ():
            extent, told = anchor.find(f"{WP}extent"), anchor.find(f"{WP}docPr")
            body = next(anchor.iter(f"{WPS}bodyPr"))
            assert extent is not None
            assert told is not None
            turned = body.get("vert") == "vert"
            size = int(extent.get("cx" if turned else "cy") or 0) / 12700
            yield str(told.get("name")), size, needed(word, anchor)


def needed(word: WordFile, anchor: Element) -> float:
    """Exact lines, cell margins and rules; 版记 wraps at 26 characters of 14 points."""
    height = 0.0
    for paragraph in (Paragraph(word, element) for element in anchor.iter(f"{W}p")):
        text = paragraph.text.removeprefix("抄送：")
        lines = -(-len(text) // 26) if text != paragraph.text else 1
        height += lines * float(paragraph.shape("spacing", "line") or 0) / 20
        height += 1.5 * float(paragraph.shape(f"pBdr/{W}bottom", "sz") or 0) / 8
    rows = list(anchor.iter(f"{W}tr"))
    if rows:
        height += len(rows) * 4 + 2 * 1 + (len(rows) - 1) * 0.75
    return height


@pytest.mark.parametrize("doc", [ISSUED, JOINT, LETTER], ids=["issued", "joint", "letter"])
def test_text_boxes_leave_room(doc: Doc) -> None:
    found = list(boxes(doc))
    assert found
    for name, size, need in found:
        assert size >= need + 4, name
