"""The page: the same content as the Word file, valid, safe, and by itself."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from typing import Any

import lxml.html
import pytest

from jindu import assets, scaffold
from jindu.document import compose
from jindu.document.blocks import (
    Align,
    Annex,
    AnnexList,
    Block,
    Cell,
    Column,
    Doc,
    Gantt,
    Heading,
    Imprint,
    Lane,
    Letterhead,
    Para,
    Properties,
    Remark,
    Run,
    Signature,
    Table,
    Title,
)
from jindu.output import FORMATS
from jindu.output.docx import to_docx
from jindu.output.fonts import PROFILES
from jindu.output.html import to_html
from jindu.source import load
from tests.wordfile import W, WordFile, get

ORGAN = "柳林县禁毒委员会办公室"
DAY = date(2026, 3, 5)
CHART = Gantt((2027, 1), 12, (Lane("宣传发动", 0, 2, band=True), Lane("动员部署", 0, 1, 1)))


def para(text: str = "制定本方案。", **how: Any) -> Para:
    return Para((Run(text),), **how)


def full() -> Doc:
    columns = (Column("序号", 1, Align.CENTER), Column("任务", 4), Column("金额", 2, Align.RIGHT))
    rows = (
        (Cell("一、宣传", columns=3, strong=True),),
        (Cell("1", rows=2), Cell("制作手册\n发放手册"), Cell("1.20")),
        (Cell("上门宣讲"), Cell("0.80")),
        (Cell("合计", columns=2, strong=True, align=Align.CENTER), Cell("2.00")),
    )
    body: tuple[Block, ...] = (
        Title(("禁毒示范创建", "实施方案")),
        para("各街道办事处：", indent=False),
        Heading(1, "一、总体要求"),
        para("为推进禁毒工作，制定本方案。"),
        Heading(2, "（一）工作目标"),
        Heading(3, "1.主要指标"),
        Heading(4, "（1）宣传指标"),
        Para((Run("覆盖率"), Run("95%", strong=True), Run("以上。")), lead="（二）“清源”行动。"),
        para("建立台账。", lead="1.摸排。", lead_level=3),
        AnnexList(("任务分解表", "路线图")),
        Signature((ORGAN,), DAY),
        Remark("此件公开发布"),
    )
    table = Table(columns, rows, caption="表1", unit="单位：万元", notes=("注：甲。", "乙。"))
    annexes = (
        Annex("附件1", (Title(("任务分解表",)), table), landscape=True),
        Annex("附件2", (Title(("路线图",)), dataclasses.replace(CHART, notes=("注：◆。",)))),
    )
    return Doc(Properties("禁毒示范创建实施方案", ORGAN, DAY), body, annexes)


def doc(*blocks: Block, **how: Any) -> Doc:
    return Doc(Properties("方案"), blocks, **how)


def page(source: Doc, fonts: str = "gb") -> Any:
    return lxml.html.document_fromstring(to_html(source, fonts).decode("utf-8"))


def of_class(tree: Any, name: str) -> list[Any]:
    return [element for element in tree.iter() if name in str(element.get("class")).split()]


def text_of(element: Any) -> str:
    """The text as it is seen: what only says what a drawing shows is left out."""
    hidden = set(element.xpath(".//svg//title//text() | .//svg//desc//text()"))
    return "".join(piece for piece in element.itertext() if piece not in hidden)


def style(tree: Any) -> str:
    return str(tree.find("head/style").text)


@functools.cache
def scheme(name: str, kind: str) -> Doc:
    plan = load.load_text(scaffold.load(name).text, f"{name}.yaml").plan
    assert plan is not None
    return compose.compose(plan, kind)


# The page ----------------------------------------------------------------------------------


class Nesting(HTMLParser):
    """Whether every element that begins also ends, in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.names: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), tag
        self.names.append(tag)
        if tag not in ("meta", "br", "col"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert "svg" in self.open, f"<{tag}/> is no HTML"

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_every_element_is_closed() -> None:
    text = to_html(full()).decode("utf-8")
    assert text.startswith('<!doctype html>\n<html lang="zh-CN">\n')
    found = Nesting(text)
    assert found.open == []
    assert not {"script", "link", "img", "iframe", "base"} & set(found.names)


def test_ids_are_unique_and_links_lead_somewhere() -> None:
    tree = page(dataclasses.replace(full(), contents=True))
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    links = [a.get("href") for a in tree.iter("a")]
    assert links
    assert all(link.startswith("#") and link[1:] in ids for link in links)


def test_it_says_what_it_is() -> None:
    tree = page(full())
    head = {meta.get("name"): meta.get("content") for meta in tree.iter("meta")}
    assert tree.find("head/title").text == "禁毒示范创建实施方案"
    assert head["author"] == ORGAN
    assert head["description"] == "为推进禁毒工作，制定本方案。"
    assert "generator" not in head
    assert "jindu" not in to_html(full()).decode("utf-8").lower()


def test_a_long_beginning_is_shortened_for_searchers() -> None:
    tree = page(doc(para("禁" * 200)))
    described = tree.xpath("//meta[@name='description']/@content")[0]
    assert described == "禁" * 119 + "…"
    assert text_of(tree.find("body")).count("禁" * 200) == 1


@pytest.mark.parametrize("fonts", PROFILES)
def test_it_needs_no_other_file(fonts: str) -> None:
    text = to_html(full(), fonts).decode("utf-8")
    assert "http" not in text
    assert "//" not in text
    assert "url(" not in text
    assert "@import" not in text
    assert "src=" not in text


def test_same_bytes_twice() -> None:
    assert to_html(full()) == to_html(full())


@pytest.mark.parametrize("fonts", PROFILES)
def test_fonts_with_their_alternatives(fonts: str) -> None:
    sheet = style(page(full(), fonts))
    for face, font in PROFILES[fonts].items():
        families = re.search(rf"--{face.name.lower()}: (.*);", sheet)
        weight = re.search(rf"--{face.name.lower()}-weight: (.*);", sheet)
        assert families
        assert weight
        assert families[1].split(", ")[:-1] == [f'"{name}"' for name in (font.name, *font.instead)]
        assert families[1].endswith("serif")
        assert weight[1] == ("bold" if font.bold else "normal")


def test_the_format_takes_the_fonts_it_is_given() -> None:
    assert FORMATS["html"].draw(full(), "noto") == to_html(full(), "noto") != to_html(full())


# What is written ---------------------------------------------------------------------------


def test_headings_and_their_levels() -> None:
    tree = page(full())
    found = [(e.tag, text_of(e)) for e in tree.iter("h1", "h2", "h3", "h4", "h5")]
    assert found == [
        ("h1", "禁毒示范创建实施方案"),
        ("h2", "一、总体要求"),
        ("h3", "（一）工作目标"),
        ("h4", "1.主要指标"),
        ("h5", "（1）宣传指标"),
        ("h2", "任务分解表"),
        ("h2", "路线图"),
    ]


def test_leads_strong_runs_and_flush_lines() -> None:
    tree = page(full())
    leads = [(b.get("class"), b.text) for b in tree.iter("b")]
    assert leads == [("level2", "（二）“清源”行动。"), ("level3", "1.摸排。")]
    assert [e.text for e in tree.iter("strong")] == ["95%"]
    assert [text_of(e) for e in of_class(tree, "flush")] == ["各街道办事处："]


def test_what_stands_before_a_signature_is_tied_to_it() -> None:
    tree = page(full())
    assert [e.tag for e in of_class(tree, "tied")][:2] == ["p", "ul"]
    tree = page(doc(Table((Column("甲", 1),), ((Cell("乙"),),), notes=("注",)), Signature((), DAY)))
    assert [e.tag for e in of_class(tree, "tied")] == ["div", "p"]


def test_annexes_are_named_and_lead_to_their_pages() -> None:
    tree = page(full())
    items = [(text_of(li), li.find("a").get("href")) for li in of_class(tree, "annexes")[0]]
    assert items == [("附件：1.任务分解表", "#annex1"), ("2.路线图", "#annex2")]
    assert [text_of(e) for e in of_class(tree, "annex-mark")] == ["附件1", "附件2"]
    only = page(doc(AnnexList(("名单",)), annexes=(Annex("附件", (para(),)),)))
    assert text_of(of_class(only, "annexes")[0]) == "附件：名单"
    none = page(doc(AnnexList(("名单", "表"))))
    assert not list(none.iter("a"))


def test_annexes_begin_new_pages_and_wide_ones_turn_them() -> None:
    tree = page(full())
    sections = [(e.get("id"), e.get("class")) for e in tree.iter("section")]
    assert sections == [("body", "sheet"), ("annex1", "sheet wide"), ("annex2", "sheet")]
    sheet = style(tree)
    assert ".sheet + .sheet { break-before: page; }" in sheet
    assert re.search(r"\.wide \{[^}]*page: wide;", sheet)
    assert re.search(r"@page wide \{[^}]*size: A4 landscape;", sheet)


def test_the_layout_of_the_standard_in_print() -> None:
    sheet = style(page(full()))
    assert re.search(r"@page \{\s*margin: 37mm 26mm 35mm 28mm;\s*size: A4;", sheet)
    printed = sheet[sheet.index("@media print") :]
    for measure in ("--size: 16pt", "--tight: -.25pt", "--line: 28.95pt"):
        assert measure in printed
    assert sheet.count('content: "— " counter(page) " —"') == 4
    assert "comment" not in sheet
    assert "/*" not in sheet


def test_watermark_on_every_page() -> None:
    assert "草稿" not in to_html(full()).decode("utf-8")
    source = dataclasses.replace(full(), properties=Properties("方案", watermark="草稿"))
    sheet = style(page(source))
    assert re.search(r'@page \{[^}]*@top-center \{[^}]*content: "草稿";', sheet)
    assert re.search(r'\.sheet::before \{[^}]*content: "草稿";', sheet)


def test_a_watermark_cannot_leave_its_string() -> None:
    source = doc(para())
    mark = '"}</style><script>alert(1)</script>\\\n'
    source = dataclasses.replace(source, properties=Properties("方案", watermark=mark))
    text = to_html(source).decode("utf-8")
    assert text.count("</style>") == 1
    assert Nesting(text).names.count("script") == 0
    found = re.search(r"content: \"(.*?)\";", text[text.index("@page {") :])
    assert found
    plain = re.sub(r"\\([0-9a-f]+) ", lambda c: chr(int(c[1], 16)), found[1])
    assert plain == mark


# Tables ------------------------------------------------------------------------------------


def grid(table: Any) -> list[list[str]]:
    """The text that every place of the table shows; fails where places overlap or are left out."""
    wide = len(list(table.iter("col")))
    rows: list[list[str]] = []
    for part in table.iter("thead", "tbody"):
        covered: dict[tuple[int, int], str] = {}
        lines = list(part.iter("tr"))
        for number, line in enumerate(lines):
            cells = iter(line.iter("td", "th"))
            for column in range(wide):
                if (number, column) in covered:
                    continue
                cell = next(cells)
                for down in range(int(cell.get("rowspan", 1))):
                    for right in range(int(cell.get("colspan", 1))):
                        place = (number + down, column + right)
                        assert place not in covered
                        covered[place] = text_of(cell)
            assert next(cells, None) is None
        assert set(covered) == {(row, col) for row in range(len(lines)) for col in range(wide)}
        rows += [[covered[row, col] for col in range(wide)] for row in range(len(lines))]
    return rows


def test_merged_cells_make_a_full_grid() -> None:
    table = next(page(full()).iter("table"))
    assert grid(table) == [
        ["序号", "任务", "金额"],
        ["一、宣传"] * 3,
        ["1", "制作手册发放手册", "1.20"],
        ["1", "上门宣讲", "0.80"],
        ["合计", "合计", "2.00"],
    ]


def test_the_parts_of_a_table() -> None:
    tree = page(full())
    table = next(tree.iter("table"))
    caption = table.find("caption")
    assert (caption.text, caption.find("span").text) == ("表1", "单位：万元")
    assert [c.get("style") for c in table.iter("col")] == [
        "width: 14.286%",  # 1 of 7
        "width: 57.143%",
        "width: 28.571%",
    ]
    heads = [(th.get("scope"), text_of(th)) for th in table.iter("th")]
    assert heads == [
        *(("col", head) for head in ("序号", "任务", "金额")),
        ("rowgroup", "一、宣传"),
        ("row", "合计"),
    ]
    assert [tr.get("class") for tr in table.iter("tr")] == [None, "heading", None, None, None]
    assert [body.get("class") for body in table.iter("tbody")] == [None, "joined", None]
    assert [text_of(e) for e in of_class(tree, "note")] == ["注：甲。", "乙。", "注：◆。"]
    aligned = {text_of(e): e.get("class") for e in table.iter("td", "th") if e.get("class")}
    assert aligned == {
        "一、宣传": "strong center",
        "1": "center",
        "1.20": "right",
        "0.80": "right",
        "合计": "strong center",
        "2.00": "right",
    }
    assert [str(e.tail) for e in table.iter("br")] == ["发放手册"]


def test_a_table_scrolls_in_its_own_frame() -> None:
    frame = of_class(page(full()), "scroll")[0]
    assert (frame.get("role"), frame.get("aria-label"), frame.get("tabindex")) == (
        "region",
        "表1",
        "0",
    )
    assert frame[0].tag == "table"


def test_a_form_has_no_head_and_its_labels_are_heads_of_rows() -> None:
    row = (Cell("甲", strong=True), Cell("1"), Cell("乙", strong=True), Cell("2"))
    table = next(page(doc(Table((Column("", 1),) * 4, (row,)))).iter("table"))
    assert table.find("thead") is None
    assert [(e.tag, e.get("scope")) for e in table.iter("td", "th")] == [
        ("th", "row"),
        ("td", None),
        ("th", "row"),
        ("td", None),
    ]


def test_short_rows_are_filled_and_long_ones_refused() -> None:
    columns = (Column("甲", 1), Column("乙", 1))
    rows = ((Cell("1", rows=3),), (Cell("2"),))
    assert grid(next(page(doc(Table(columns, rows))).iter("table"))) == [
        ["甲", "乙"],
        ["1", ""],
        ["1", "2"],
    ]
    with pytest.raises(ValueError, match="more cells than the 2 columns"):
        to_html(doc(Table(columns, (tuple(map(Cell, "123")),))))


def test_a_group_over_many_rows_may_be_parted() -> None:
    rows = ((Cell("甲", rows=13), Cell("0")), *((Cell(str(n)),) for n in range(1, 13)))
    table = next(page(doc(Table((Column("", 1),) * 2, rows))).iter("table"))
    assert [body.get("class") for body in table.iter("tbody")] == [None]
    assert len(grid(table)) == 13


# 目录, 署名, 版头, 版记 -----------------------------------------------------------------------


def test_contents() -> None:
    tree = page(dataclasses.replace(full(), contents=True))
    nav = tree.find("body/main")[0]
    assert (nav.tag, nav.find("h2").text) == ("nav", "目　录")
    entries = [(li.get("class"), text_of(li), li.find("a").get("href")) for li in nav.iter("li")]
    assert entries == [
        ("level1", "一、总体要求", "#body-2"),
        ("level2", "（一）工作目标", "#body-4"),
        ("level1", "附件1　任务分解表", "#annex1"),
        ("level1", "附件2　路线图", "#annex2"),
    ]
    for _, text, link in entries[:2]:
        assert text_of(tree.get_element_by_id(link[1:])) == text


def test_contents_come_between_a_notice_and_its_plan() -> None:
    annexes = (
        Annex("", (Title(("方案",)), Heading(1, "一、总则"), para())),
        Annex("附件", (Title(("表",)), para())),
    )
    tree = page(doc(Title(("通知",)), para(), annexes=annexes, contents=True))
    assert [e.get("id") or e.tag for e in tree.find("body/main")] == [
        "body",
        "nav",
        "part1",
        "annex1",
    ]
    assert [text_of(li) for li in tree.iter("li")] == ["方案", "一、总则", "附件　表"]


def test_the_date_stands_two_characters_right_of_the_organ() -> None:
    """2026年3月5日 is 3 × 315 + 6 × 155 = 1875 twips wide; six characters are 1890."""
    signed = page(doc(Signature(("六个字的机关",), DAY)))
    organ, day = of_class(signed, "signature")[0]
    assert (text_of(organ), text_of(day)) == ("六个字的机关", "2026年3月5日")
    assert day.get("class") == "day inside"
    short = page(doc(Signature(("某局",), DAY)))
    assert of_class(short, "signature")[0][1].get("class") == "day"
    alone = page(doc(Signature((), DAY)))
    assert [p.get("class") for p in of_class(alone, "signature")[0]] == [None]


def test_a_seal_takes_the_organ_to_the_middle_of_the_date() -> None:
    organs = ("甲局", "乙局", "丙局", ORGAN)
    sealed = of_class(page(doc(Signature(organs, DAY, True))), "sealed")[0]
    assert [[text_of(p) for p in row] for row in sealed] == [
        ["甲局", "乙局"],
        ["丙局", ORGAN],
        ["2026年3月5日"],
    ]
    # 8844 − 4 × 315 − 1875 / 2 = 6646.5 of 8844 twips.
    *_, named, dated = sealed
    assert [p.get("style") for p in (named[1], dated[0])] == ["--middle: 75.16%"] * 2
    # Seals are 2381 + 315 twips apart, a line is 579.
    assert named.get("style") == "--above: 3.656"


HEAD = Letterhead((ORGAN,), "柳禁毒办发〔2026〕5号", (), "000012", "特急")
FOOT = Imprint(("县委办公室", "县政府办公室"), ORGAN, DAY)


def test_letterhead() -> None:
    head = page(doc(Title(("通知",)), letterhead=HEAD)).find("body/main/section/div")[0]
    assert [text_of(e) for e in head.iter("p")] == ["000012", "特急", f"{ORGAN}文件"]
    assert text_of(of_class(head, "number")[0]) == "柳禁毒办发〔2026〕5号"
    assert of_class(head, "mark")[0].get("style") == "--ems: 13"  # 11 and 文件


def test_letterhead_of_several_that_goes_up() -> None:
    joint = Letterhead((ORGAN, "县公安局"), "柳禁毒办发〔2026〕5号", ("张三", "李四"))
    head = page(doc(Title(("请示",)), letterhead=joint)).find("body/main/section/div")[0]
    assert [text_of(e) for e in of_class(head, "organs")[0]] == [ORGAN, "县公安局"]
    assert text_of(of_class(head, "mark")[0]) == f"{ORGAN}县公安局文件"
    assert text_of(of_class(head, "number")[0]) == "柳禁毒办发〔2026〕5号签发人：张三李四"


def test_the_head_of_a_letter() -> None:
    source = doc(Title(("函",)), letterhead=dataclasses.replace(HEAD, letter=True))
    section = page(source).find("body/main/section")
    assert section.get("class") == "sheet letter"
    head = section.find("div")[0]
    assert [text_of(e) for e in head] == [ORGAN, "000012特急柳禁毒办发〔2026〕5号"]
    assert not of_class(head, "number")


def test_imprint_ends_the_last_upright_sheet() -> None:
    tree = page(doc(para(), annexes=(Annex("附件", (para(),)),), imprint=FOOT))
    last = list(tree.iter("section"))[-1]
    assert (last.get("id"), last.get("class")) == ("annex1", "sheet last")
    rows = [text_of(p) for p in of_class(last, "imprint")[0]]
    assert rows == ["抄送：县委办公室，县政府办公室。", f"{ORGAN}2026年3月5日印发"]
    assert last.get("style") == "--foot: 2"  # 抄送 fits on one line


@pytest.mark.parametrize(
    ("annexes", "apart"), [((Annex("附件", (para(),), landscape=True),), False), ((), True)]
)
def test_imprint_on_a_page_of_its_own(annexes: tuple[Annex, ...], apart: bool) -> None:
    source = doc(para(), annexes=annexes, imprint=dataclasses.replace(FOOT, apart=apart))
    last = list(page(source).iter("section"))[-1]
    assert (last.get("id"), last.get("class")) == (
        "imprint",
        "sheet last leaf" if apart else "sheet last",
    )


# The same as the Word file -----------------------------------------------------------------


def word_texts(source: Doc) -> Iterator[str]:
    """Every line of text of the Word file; of the 路线图 the names of its lanes."""
    file = WordFile(to_docx(source))
    paragraphs = {paragraph.element: paragraph for paragraph in file.paragraphs}
    for element in file.body:
        if get(element.find(f"{W}tblPr/{W}tblStyle"), "val") == "Chart":
            for row in element.findall(f"{W}tr")[2:]:
                name = "".join(t.text or "" for t in row[1].iter(f"{W}t"))
                if not name.endswith("（续）"):
                    yield name
            continue
        for paragraph in element.iter(f"{W}p"):
            found = paragraphs[paragraph]
            if not re.search("（续）$", found.text):
                yield re.sub(r"\s", "", found.text)


def page_texts(tree: Any) -> Iterator[str]:
    blocks = ("h1", "h2", "h3", "h4", "h5", "p", "li", "caption", "th", "td", "figcaption", "text")
    for element in tree.find("body").iter(*blocks):
        if element.tag == "text" and element.find("tspan") is None:
            continue
        lines = [""]
        for piece in element.xpath(".//text() | .//br"):
            if isinstance(piece, str):
                lines[-1] += piece
            elif "title" not in element.get("class", ""):
                lines.append("")
        if not lines[-1].endswith("（续）"):
            yield from (re.sub(r"\s", "", line) for line in lines)


@pytest.mark.parametrize("kind", ["实施方案", "印发通知", "资金申请"])
@pytest.mark.parametrize("name", sorted(assets.schemes()))
def test_the_words_and_figures_of_the_word_file(name: str, kind: str) -> None:
    source = scheme(name, kind)
    written = [text for text in page_texts(page(source)) if text]
    assert written == [text for text in word_texts(source) if text]
    assert len(written) > 40


@pytest.mark.parametrize("name", sorted(assets.schemes()))
def test_the_pages_of_schemes_are_sound(name: str) -> None:
    text = to_html(scheme(name, "实施方案")).decode("utf-8")
    assert Nesting(text).open == []
    assert "http" not in text
    tree = lxml.html.document_fromstring(text)
    ids = {element.get("id") for element in tree.iter() if element.get("id")}
    assert {a.get("href")[1:] for a in tree.iter("a")} <= ids
    for table in tree.iter("table"):
        assert grid(table)


def test_every_text_of_every_block_once() -> None:
    tree = page(dataclasses.replace(full(), letterhead=HEAD, imprint=FOOT))
    body = text_of(tree.find("body/main"))
    for text in (
        "各街道办事处：",
        "（二）“清源”行动。覆盖率95%以上。",
        "1.摸排。建立台账。",
        "（此件公开发布）",
        "单位：万元",
        "制作手册",
        "注：甲。",
        "宣传发动",
        "动员部署",
        "000012",
        "抄送：县委办公室，县政府办公室。",
        "2026年3月5日印发",
    ):
        assert body.count(text) == 1, text


# What the writer typed ---------------------------------------------------------------------

HOSTILE = "<script>alert(1)</script> \"甲\" 'b' & &amp; ]]> --> <!-- {{ 7*7 }} {% raw %} </style>"


def hostile() -> Doc:
    typed = HOSTILE
    cell = Table((Column(typed, 1),), ((Cell(typed, strong=True),),), typed, typed, (typed,))
    chart = Gantt((2027, 1), 12, (Lane(typed, 0, 1, 1),), caption=typed, notes=(typed,))
    body: tuple[Block, ...] = (
        Title((typed,)),
        Heading(1, typed),
        Para((Run(typed, strong=True),), lead=typed),
        cell,
        chart,
        AnnexList((typed, typed)),
        Signature((typed,), DAY),
        Signature((typed, typed), DAY, True),
        Remark(typed),
    )
    return Doc(
        Properties(typed, typed, DAY, typed),
        body,
        (Annex(typed, (Title((typed,)), para(typed))),),
        Letterhead((typed, typed), typed, (typed,), typed, typed),
        Imprint((typed,), typed, DAY),
        contents=True,
    )


def test_what_is_typed_is_text() -> None:
    text = to_html(hostile()).decode("utf-8")
    found = Nesting(text)
    assert found.open == []
    assert not {"script", "amp"} & set(found.names)
    assert text.count("</style>") == 1
    assert "<!--" not in text
    tree = lxml.html.document_fromstring(text)
    assert tree.find("head/title").text == HOSTILE
    assert set(tree.xpath("//meta[@name='author']/@content")) == {HOSTILE}
    for selector in ("h1", "h2", "strong", "b", "th", "figcaption"):
        assert HOSTILE in [text_of(element) for element in tree.iter(selector)], selector
    assert HOSTILE in tree.xpath("//*[@role='region']/@aria-label")
    handlers = [name for e in tree.iter() for name in e.attrib if name.startswith("on")]
    assert handlers == []


def test_what_no_xml_can_hold_is_refused() -> None:
    with pytest.raises(ValueError, match=r"U\+0001"):
        to_html(doc(para("\x01")))


def test_an_empty_document_is_a_page() -> None:
    tree = page(Doc(Properties(""), ()))
    assert tree.find("head/title").text
    assert list(tree.iter("section"))
