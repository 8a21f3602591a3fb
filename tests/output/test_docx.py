"""The Word file holds what GB/T 9704-2012 asks for, clause by clause."""

from __future__ import annotations

import dataclasses
import io
import re
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from openxml_audit import OpenXmlValidator

from jindu.document.blocks import (
    Align,
    Annex,
    AnnexList,
    Block,
    Cell,
    Column,
    Doc,
    Heading,
    Para,
    Properties,
    Run,
    Signature,
    Table,
    Title,
)
from jindu.output.docx import to_docx
from tests.wordfile import Paragraph, W, WordFile, get

ORGAN = "柳林县公安局禁毒大队"
TEXT = "为深入推进禁毒工作，制定本方案。"


def para(text: str = TEXT, **how: object) -> Para:
    return dataclasses.replace(Para((Run(text),)), **how)  # type: ignore[arg-type]


def table(rows: int, **how: object) -> Table:
    columns = (Column("序号", 1, Align.CENTER), Column("任务", 4), Column("单位", 2.5))
    cells = tuple(tuple(map(Cell, (str(n), "开展宣传", "禁毒办"))) for n in range(1, rows + 1))
    return dataclasses.replace(Table(columns, cells), **how)  # type: ignore[arg-type]


def full() -> Doc:
    body: tuple[Block, ...] = (
        Title(("禁毒示范创建", "实施方案")),
        para("各街道办事处：", indent=False),
        Heading(1, "一、总体要求"),
        para(),
        Heading(2, "（一）工作目标"),
        Heading(3, "1.主要指标"),
        Heading(4, "（1）宣传指标"),
        Para((Run("覆盖率达到"), Run("95%", strong=True)), lead="（二）“清源”行动。"),
        para("建立台账。", lead="1.摸排。", lead_level=3),
        para("逐级负责。", lead="二、责任。", lead_level=1),
        para("最后一段。"),
        AnnexList(("任务分解表", "经费预算表")),
        Signature((ORGAN,), date(2026, 3, 5)),
    )
    annexes = (
        Annex(
            "附件1",
            (Title(("任务分解表",)), table(3, caption="表1", unit="单位：项", notes=("注",))),
        ),
        Annex("附件2", (Title(("经费预算表",)), table(2)), landscape=True),
        Annex("附件3", (Title(("名单",)), para("名单如下。")), landscape=True),
        Annex("附件4", (Title(("说明",)), para("说明如下。"))),
    )
    properties = Properties("实施方案", ORGAN, date(2026, 3, 5), watermark="草稿")
    return Doc(properties, body, annexes)


def read(*blocks: Block, fonts: str = "gb") -> WordFile:
    return WordFile(to_docx(Doc(Properties("方案"), blocks), fonts))


@pytest.fixture(scope="module")
def word() -> WordFile:
    return WordFile(to_docx(full()))


# Page and grid: clause 5 -----------------------------------------------------------------


def test_paper_and_margins(word: WordFile) -> None:
    """5.1, 5.2.1: A4, 天头 37 mm, 订口 28 mm, type area 156 × 225 mm."""
    for section in (word.sections[0], word.sections[-1]):
        size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
        assert (get(size, "w"), get(size, "h"), get(size, "orient")) == ("11906", "16838", None)
        names = ("top", "right", "bottom", "left", "gutter")
        assert [get(margins, name) for name in names] == ["2098", "1474", "1984", "1588", "0"]
    assert 11906 - 1588 - 1474 == 8844  # 156 mm = 8844 twips
    assert 16838 - 2098 - 1984 == 12756  # 225 mm = 12756 twips


def test_grid_of_22_lines_of_28_characters(word: WordFile) -> None:
    """5.2.3. 22 × 579 = 12738 ≤ 12756 < 23 × 579; 28 × (320 - 5) = 8820 ≤ 8844 < 29 × 315."""
    body = word.find(TEXT)
    assert [body.shape("spacing", name) for name in ("line", "lineRule")] == ["579", "exact"]
    assert [body.shape("spacing", name) for name in ("before", "after")] == ["0", "0"]
    assert (body.letters("sz"), body.letters("spacing")) == ("32", "-5")
    assert body.shape("widowControl") == "0"
    for section in word.sections:
        grid = section.find(f"{W}docGrid")
        turned = get(section.find(f"{W}pgSz"), "orient") == "landscape"
        assert (get(grid, "type"), get(grid, "linePitch")) == (None if turned else "lines", "579")


def test_nothing_has_space_before_or_after(word: WordFile) -> None:
    for paragraph in word.paragraphs:
        assert paragraph.shape("spacing", "before") == "0"
        assert paragraph.shape("spacing", "after") == "0"
        assert paragraph.shape("spacing", "lineRule") == "exact"


FACES = [
    ("禁毒示范创建", "方正小标宋简体", "44", "7.3.1"),
    ("各街道", "仿宋_GB2312", "32", "7.3.2"),
    (TEXT, "仿宋_GB2312", "32", "5.2.2"),
    ("一、总体", "黑体", "32", "7.3.3"),
    ("（一）工作", "楷体_GB2312", "32", "7.3.3"),
    ("1.主要", "仿宋_GB2312", "32", "7.3.3"),
    ("（1）", "仿宋_GB2312", "32", "7.3.3"),
    ("（二）“清源”", "楷体_GB2312", "32", "7.3.3"),
    ("1.摸排", "仿宋_GB2312", "32", "7.3.3"),
    ("二、责任", "黑体", "32", "7.3.3"),
    ("附件：1.", "仿宋_GB2312", "32", "7.3.4"),
    (ORGAN, "仿宋_GB2312", "32", "7.3.5"),
    ("2026年3月5日", "仿宋_GB2312", "32", "7.3.5.4"),
    ("附件1", "黑体", "32", "7.3.7"),
    ("序号", "黑体", "24", "practice"),
    ("开展宣传", "仿宋_GB2312", "24", "practice"),
]


@pytest.mark.parametrize(("text", "font", "size", "clause"), FACES)
def test_faces_and_sizes(word: WordFile, text: str, font: str, size: str, clause: str) -> None:
    """Every slot of the font is named: Word sets “” and digits by the others."""
    found = word.find(text)
    slots = ("eastAsia", "ascii", "hAnsi", "cs")
    assert {found.letters("rFonts", slot) for slot in slots} == {font}, clause
    assert found.letters("sz") == found.letters("szCs") == size
    assert found.letters("color") is None


def test_text_after_a_lead_is_in_the_body_face(word: WordFile) -> None:
    found = word.find("（二）“清源”")
    assert found.letters("rFonts", "eastAsia", run=1) == "仿宋_GB2312"
    assert [found.letters("b", run=run) for run in range(3)] == [None, None, "on"]


def test_ambiguous_marks_take_the_chinese_font(word: WordFile) -> None:
    """“ ” … — are set in the Latin font unless the run hints otherwise."""
    roots = [root for name, root in word.parts.items() if name.startswith("word/")]
    for run in (run for root in roots for run in root.iter(f"{W}r")):
        if re.search("[“”‘’…—·]", "".join(text.text or "" for text in run.findall(f"{W}t"))):
            assert get(run.find(f"{W}rPr/{W}rFonts"), "hint") == "eastAsia"


@pytest.mark.parametrize(
    ("fonts", "body", "title", "bold"),
    [
        ("gb", "仿宋_GB2312", "方正小标宋简体", None),
        ("windows", "仿宋", "宋体", "on"),
        ("noto", "Noto Serif CJK SC", "Noto Serif CJK SC", "on"),
    ],
)
def test_font_profiles(fonts: str, body: str, title: str, bold: str | None) -> None:
    word = read(Title(("题目",)), para(), fonts=fonts)
    assert word.find(TEXT).letters("rFonts", "eastAsia") == body
    assert word.find("题目").letters("rFonts", "eastAsia") == title
    assert word.find("题目").letters("b") == bold
    fonts_listed = word.parts["word/fontTable.xml"]
    assert {body, title} <= {get(font, "name") for font in fonts_listed}
    assert all(font.find(f"{W}altName") is not None for font in fonts_listed)


# Parts of the paper: clause 7 ------------------------------------------------------------


def test_title(word: WordFile) -> None:
    """7.3.1: centred, one paragraph; title and empty line together keep to the grid."""
    title, blank = word.paragraphs[:2]
    assert title.text == "禁毒示范创建\n实施方案"
    assert (title.shape("jc"), title.shape("spacing", "line")) == ("center", "640")
    assert blank.text == ""
    assert 2 * 640 + int(blank.shape("spacing", "line") or 0) == 3 * 579
    assert title.keeps
    assert blank.keeps


def test_addressees_are_flush_and_body_is_indented(word: WordFile) -> None:
    """7.3.2, 7.3.3: two characters of 15.75 pt are 630 twips."""
    assert word.find("各街道").shape("ind", "firstLine") is None
    for text in (TEXT, "一、", "（一）", "1.主要", "（1）", "（二）"):
        assert word.find(text).shape("ind", "firstLine") == "630"
        assert word.find(text).shape("ind", "firstLineChars") == "200"


@pytest.mark.parametrize(
    ("text", "level"), [("一、总体", "0"), ("（一）", "1"), ("1.主要", "2"), ("（1）", "3")]
)
def test_headings_show_in_the_navigation_pane(word: WordFile, text: str, level: str) -> None:
    heading = word.find(text)
    assert heading.shape("outlineLvl") == level
    assert heading.keeps
    name = word.styles[heading.style].find(f"{W}name")
    assert get(name, "val") == f"heading {int(level) + 1}"


def test_one_annex_is_named_without_number() -> None:
    """7.3.4: 附件： begins two characters in; the name wraps under its first: (2 + 3) × 315."""
    word = read(para(), AnnexList(("任务分解表",)))
    assert [p.text for p in word.paragraphs] == [TEXT, "", "附件：任务分解表"]
    listed = word.paragraphs[-1]
    assert (listed.shape("ind", "left"), listed.shape("ind", "hanging")) == ("1575", "945")


def test_several_annexes_are_numbered_and_aligned() -> None:
    """A digit or point is 155 wide: 附件：1. is 945 + 310, 10. is 465, 附件：ends at 1575."""
    word = read(para(), AnnexList(tuple(f"表{n}" for n in range(1, 11))))
    first, second, *_, tenth = word.paragraphs[2:]
    assert [p.text for p in (first, second, tenth)] == ["附件：1.表1", "2.表2", "10.表10"]
    indents = [(p.shape("ind", "left"), p.shape("ind", "hanging")) for p in (first, second, tenth)]
    assert indents == [("1885", "1255"), ("1885", "310"), ("2040", "465")]


def lefts(word: WordFile) -> list[tuple[str, int]]:
    """The left ends of the lines; a line set at the right ends there however it is edited."""
    signed = [p for p in word.paragraphs if p.style in ("Organ", "Day")]
    return [(p.text, left(p)) for p in signed]


def left(signed: Paragraph) -> int:
    if signed.shape("jc") == "right":
        return 8844 - int(signed.shape("ind", "right") or 0) - 315 * len(signed.text)
    return int(signed.shape("ind", "left") or 0)


def test_signature_longer_than_date() -> None:
    """7.3.5.2: 8844 - 630 - 10 × 315 = 5064; the date begins two characters further right."""
    word = read(para(), Signature((ORGAN,), date(2026, 3, 5)))
    assert lefts(word) == [(ORGAN, 5064), ("2026年3月5日", 5694)]
    assert [p.text for p in word.paragraphs][1] == ""


def test_signature_shorter_than_date() -> None:
    """The date, 3 × 315 + 8 × 155 = 2185, ends 630 from the edge: 8844 - 630 - 2185 = 6029."""
    word = read(para(), Signature(("县公安局",), date(2026, 11, 30)))
    assert lefts(word) == [("县公安局", 6029 - 630), ("2026年11月30日", 6029)]


def test_several_organs_begin_below_each_other() -> None:
    word = read(para(), Signature(("县禁毒办", ORGAN), date(2026, 3, 5)))
    assert lefts(word) == [("县禁毒办", 5064), (ORGAN, 5064), ("2026年3月5日", 5694)]


def test_what_is_unknown_is_left_out() -> None:
    assert lefts(read(para(), Signature((ORGAN,), None))) == [(ORGAN, 5064)]
    undated = read(para(), Signature((), None))
    assert [p.text for p in undated.paragraphs] == [TEXT]
    # 8844 - 630 - (3 × 315 + 6 × 155) = 6339
    assert lefts(read(para(), Signature((), date(2026, 3, 5)))) == [("2026年3月5日", 6339)]


def test_the_signature_keeps_body_text_on_its_page(word: WordFile) -> None:
    """7.3.5.5: an unbroken chain from the last body paragraph to the line before the date."""
    texts = [p.text for p in word.paragraphs]
    first, last = texts.index("最后一段。"), texts.index("2026年3月5日")
    assert all(p.keeps for p in word.paragraphs[first:last])
    assert not word.paragraphs[last].keeps
    assert not word.paragraphs[first - 1].keeps


def test_a_table_before_the_signature_is_tied_to_it() -> None:
    word = read(table(3), Signature((ORGAN,), None))
    cells = [p for p in word.paragraphs if p.style == "TableText"]
    assert [p.keeps for p in cells] == [False] * 3 + [True] * 6


def test_annexes_begin_on_new_pages(word: WordFile) -> None:
    """7.3.7: 附件 flush on line 1, an empty line, the title centred on line 3."""
    texts = [p.text for p in word.paragraphs]
    for number, title, breaks in (
        ("附件1", "任务分解表", "on"),
        ("附件2", "经费预算表", None),  # a section begins here, on a new page
        ("附件3", "名单", "on"),
        ("附件4", "说明", None),
    ):
        at = texts.index(number)
        assert texts[at : at + 3] == [number, "", title]
        mark, blank, heading = word.paragraphs[at : at + 3]
        assert mark.shape("pageBreakBefore") == breaks
        assert mark.shape("ind", "firstLine") is None
        assert mark.shape("spacing", "line") == blank.shape("spacing", "line") == "579"
        assert (heading.shape("jc"), heading.shape("outlineLvl")) == ("center", "0")


def test_the_only_annex_has_no_number() -> None:
    word = WordFile(to_docx(Doc(Properties("方案"), (para(),), (Annex("附件", (para(),)),))))
    assert "附件" in [p.text for p in word.paragraphs]


@pytest.mark.parametrize(
    ("part", "align", "edge"),
    [("footer_default", "right", "right"), ("footer_even", "left", "left")],
)
def test_page_numbers(word: WordFile, part: str, align: str, edge: str) -> None:
    """7.5: — 1 — in 四号宋体, odd pages right, even left, one character (280) from the edge."""
    number = word.part(part)
    assert number.text == "— 1 —"
    assert number.text.replace(" 1 ", "") == "\u2014" * 2
    field = number.element.find(f"{W}fldSimple")
    assert get(field, "instr") == "PAGE"
    assert (number.letters("rFonts", "eastAsia"), number.letters("sz")) == ("宋体", "28")
    assert number.shape("jc") == align
    assert number.shape("ind", edge) == "280"
    assert number.shape("spacing", "line") == "280"
    assert number.shape("snapToGrid") == "0"


def test_every_section_numbers_odd_and_even_pages(word: WordFile) -> None:
    settings = word.parts["word/settings.xml"]
    assert settings.find(f"{W}evenAndOddHeaders") is not None
    for section in word.sections:
        pages = [get(footer, "type") for footer in section.findall(f"{W}footerReference")]
        assert pages == ["default", "even"]
        assert section.find(f"{W}pgNumType") is None  # numbering goes on
        assert section.find(f"{W}titlePg") is None
    assert get(word.sections[0].find(f"{W}pgMar"), "footer") == "1445"


# Tables and landscape pages: clause 8 and practice ---------------------------------------


def test_landscape_sections(word: WordFile) -> None:
    """8: the head of a table lies at the left of the portrait sheet on odd and even pages."""
    assert len(word.sections) == 3  # body and annex 1; annexes 2 and 3; annex 4
    section = word.sections[1]
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    assert [get(size, name) for name in ("w", "h", "orient")] == ["16838", "11906", "landscape"]
    names = ("top", "right", "bottom", "left")
    assert [get(margins, name) for name in names] == ["1588", "2098", "1474", "1984"]


def test_sections_end_in_their_own_text_or_in_a_line_of_14_twips(word: WordFile) -> None:
    """An empty line of 579 twips after a full page would make an empty page."""
    ends = [p for p in word.paragraphs if p.element.find(f"{W}pPr/{W}sectPr") is not None]
    assert [p.text for p in ends] == ["注", "名单如下。"]
    annex = Annex("附件1", (table(2),), landscape=True)
    doc = Doc(Properties("方案"), (para(), table(2)), (annex,))
    word = WordFile(to_docx(doc))
    ends = [p for p in word.paragraphs if p.style == "SectionEnd"]
    assert [p.shape("spacing", "line") for p in ends] == ["14", "14"]


def widths(element: Element, path: str, attribute: str = "w") -> list[int]:
    return [int(get(found, attribute) or 0) for found in element.findall(path)]


def test_tables_fill_the_type_area(word: WordFile) -> None:
    portrait, landscape = word.tables
    assert sum(widths(portrait, f"{W}tblGrid/{W}gridCol")) == 11906 - 1588 - 1474
    assert sum(widths(landscape, f"{W}tblGrid/{W}gridCol")) == 16838 - 1984 - 2098
    for found in word.tables:
        properties = found.find(f"{W}tblPr")
        assert properties is not None
        assert get(properties.find(f"{W}tblLayout"), "type") == "fixed"


def test_heads_repeat_and_rows_do_not_split(word: WordFile) -> None:
    for found in word.tables:
        head, *rows = found.findall(f"{W}tr")
        assert head.find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}tblHeader") is None for row in rows)
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in (head, *rows))


def test_table_text_is_off_the_grid_and_not_clipped(word: WordFile) -> None:
    for found in (p for p in word.paragraphs if p.style.startswith(("Table", "Dense", "Caption"))):
        assert found.shape("snapToGrid") == "0"
        assert found.letters("spacing") == "0"
        half_points, line = int(found.letters("sz") or 0), int(found.shape("spacing", "line") or 0)
        assert line >= half_points * 10 * 1.3


def test_caption_unit_and_notes(word: WordFile) -> None:
    caption, note = word.find("表1"), word.find("注")
    assert caption.text == "表1\t单位：项"
    stop = caption.element.find(f"{W}pPr/{W}tabs/{W}tab")
    assert (get(stop, "val"), get(stop, "pos")) == ("right", "8844")
    assert caption.keeps
    assert (caption.letters("sz"), note.letters("sz")) == ("21", "21")


def test_a_caption_too_long_for_one_line_leaves_the_unit_a_line_of_its_own() -> None:
    word = read(table(1, caption="很长的表题" * 8, unit="单位：万元"))
    assert [p.text for p in word.paragraphs[:2]] == ["很长的表题" * 8, "\t单位：万元"]


def test_many_columns_are_set_small() -> None:
    columns = tuple(Column(f"列{n}", 1) for n in range(6))
    word = read(Table(columns, (tuple(Cell(str(n)) for n in range(6)),)))
    assert {p.letters("sz") for p in word.paragraphs if p.text} == {"21"}


def merges(word: WordFile) -> list[list[str]]:
    """Per row the cells as text, width in columns, and merge."""
    return [
        [
            "".join(t.text or "" for t in cell.iter(f"{W}t"))
            + (get(cell.find(f"{W}tcPr/{W}gridSpan"), "val") or "")
            + {"restart": "↓", "continue": "·"}.get(
                get(cell.find(f"{W}tcPr/{W}vMerge"), "val") or "", ""
            )
            for cell in row.findall(f"{W}tc")
        ]
        for row in word.tables[0].findall(f"{W}tr")
    ]


ABC = tuple(Column(name, 1) for name in "ABC")


def test_merged_cells() -> None:
    rows = (
        (Cell("甲", rows=2), Cell("乙", columns=2)),
        (Cell("丙"), Cell("丁")),
        (Cell("戊", rows=2, columns=2), Cell("己")),
        (Cell("庚"),),
    )
    assert merges(read(Table(ABC, rows))) == [
        ["A", "B", "C"],
        ["甲↓", "乙2"],
        ["·", "丙", "丁"],
        ["戊2↓", "己"],
        ["2·", "庚"],
    ]


def test_strong_cells_are_set_as_heads() -> None:
    word = read(Table(ABC, ((Cell("合计", strong=True), Cell("1"), Cell("2")),)))
    assert word.find("合计").letters("rFonts", "eastAsia") == "黑体"
    assert word.find("合计").shape("jc") == "left"


def test_short_rows_are_filled_and_long_ones_refused() -> None:
    assert merges(read(Table(ABC, ((Cell("甲"),),))))[1] == ["甲", "", ""]
    with pytest.raises(ValueError, match="more cells"):
        read(Table(ABC, (tuple(Cell("甲") for _ in range(4)),)))


def group(rows: int) -> Table:
    first = (Cell("组", rows=rows), Cell("1"), Cell("项"))
    return Table(ABC, (first, *((Cell(str(n)), Cell("项")) for n in range(2, rows + 1))))


def test_a_group_of_rows_stays_on_one_page() -> None:
    word = read(group(3))
    rows = word.tables[0].findall(f"{W}tr")
    kept = [row.find(f".//{W}keepNext") is not None for row in rows]
    assert kept == [True, True, True, False]


def test_the_last_row_is_not_alone_on_a_page() -> None:
    lines = tuple((Cell(str(n)), Cell("项"), Cell("1")) for n in range(4))
    rows = read(Table(ABC, lines)).tables[0].findall(f"{W}tr")
    kept = [row.find(f".//{W}keepNext") is not None for row in rows]
    assert kept == [True, False, False, True, False]


def test_a_group_too_high_for_a_page_is_named_again() -> None:
    """40 rows of 340 + 80 are 16800 twips; 0.6 × 12756 = 7653 allows thrice 5600: 13 or 14 rows."""
    cells = [row[0] for row in merges(read(group(40)))[1:]]
    named = [n for n, text in enumerate(cells) if text.endswith("↓")]
    assert [cells[n] for n in named] == ["组↓", "组（续）↓", "组（续）↓"]
    assert named == [0, 13, 27]


# The file --------------------------------------------------------------------------------


def test_watermark_on_every_page(word: WordFile) -> None:
    mark = word.part("header")
    assert (mark.text, mark.shape("jc")) == ("草稿", "center")
    assert (mark.letters("color"), mark.letters("rFonts", "eastAsia")) == ("FF0000", "黑体")
    for section in word.sections:
        assert len(section.findall(f"{W}headerReference")) == 2
    assert not any("header" in name for name in read(para()).parts)


@pytest.mark.parametrize("fonts", ["gb", "windows", "noto"])
@pytest.mark.parametrize("doc", [full(), Doc(Properties(""), ())], ids=["full", "empty"])
def test_the_file_is_valid(doc: Doc, fonts: str, tmp_path: Path) -> None:
    path = tmp_path / "方案.docx"
    path.write_bytes(to_docx(doc, fonts))
    assert OpenXmlValidator().validate(path).errors == []


ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl pBdr tabs kinsoku overflowPunct "
    "autoSpaceDE autoSpaceDN snapToGrid spacing ind jc outlineLvl sectPr",
    "rPr": "rStyle rFonts b color spacing w sz szCs lang",
    "sectPr": "footerReference type pgSz pgMar cols docGrid",
    "tblPr": "tblStyle tblW jc tblBorders tblLayout tblCellMar tblLook tblCaption",
    "tcPr": "tcW gridSpan vMerge shd vAlign",
}


@pytest.mark.parametrize("kind", ORDER)
def test_children_stand_in_the_order_of_the_schema(word: WordFile, kind: str) -> None:
    """Word calls a file damaged if they do not; headers and footers may mix."""
    allowed = ORDER[kind].split()
    roots = [root for name, root in word.parts.items() if name.startswith("word/")]
    found = [element for root in roots for element in root.iter(W + kind)]
    assert found
    for element in found:
        names = [child.tag.removeprefix(W).replace("header", "footer") for child in element]
        assert names == sorted(names, key=allowed.index)


def test_same_document_same_bytes() -> None:
    assert to_docx(full()) == to_docx(full())
    with zipfile.ZipFile(io.BytesIO(to_docx(full()))) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"


def test_core_properties(word: WordFile) -> None:
    core = {element.tag.split("}")[1]: element.text for element in word.parts["docProps/core.xml"]}
    assert re.fullmatch("[0-9a-f]{64}", core.pop("identifier") or "")
    day = "2026-03-05T00:00:00Z"
    assert core == {
        "title": "实施方案",
        "creator": ORGAN,
        "language": "zh-CN",
        "created": day,
        "modified": day,
    }
    assert "creat" not in WordFile(to_docx(Doc(Properties("方案"), ()))).texts["docProps/core.xml"]


def test_no_trace_of_tools_and_no_theme_fonts(word: WordFile) -> None:
    everything = "".join(word.texts.values())
    assert not re.search("python|docx|thumbnail|Theme=|rsid", everything, re.IGNORECASE)
    assert not {"docProps/app.xml", "docProps/thumbnail.jpeg"} & set(word.texts)


def test_settings_for_chinese(word: WordFile) -> None:
    settings = word.parts["word/settings.xml"]
    modes = {get(e, "name"): get(e, "val") for e in settings.iter(f"{W}compatSetting")}
    assert modes["compatibilityMode"] == "15"
    defaults = word.defaults("rPr")
    assert get(defaults.find(f"{W}lang"), "eastAsia") == "zh-CN"
    body = word.find(TEXT)
    assert (body.shape("kinsoku"), body.shape("overflowPunct")) == ("on", "on")
    assert (body.shape("autoSpaceDE"), body.shape("autoSpaceDN")) == ("0", "0")


@pytest.mark.parametrize("bad", ["\x00", "\x0b", "\x1f", "\ud800", "\ufffe", "\uffff"])
def test_characters_that_no_xml_can_hold_are_refused(bad: str) -> None:
    for doc in (
        Doc(Properties("方案"), (para(f"甲{bad}"),)),
        Doc(Properties("方案"), (table(1, caption=bad),)),
        Doc(Properties(bad), ()),
        Doc(Properties("方案", watermark=bad), ()),
    ):
        with pytest.raises(ValueError, match=r"U\+"):
            to_docx(doc)


def test_any_other_text_survives() -> None:
    text = ' <甲> & "乙" \U00020000\t丙\n丁 ]]> '
    assert read(para(text)).paragraphs[0].text == text


def test_the_package_does_not_import_the_word_renderer() -> None:
    code = "import sys, jindu.output; print([m for m in sys.modules if 'docx' in m])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
