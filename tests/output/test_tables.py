"""Tables as readers see them: whole figures and dates, no empty columns, filled pages."""

from __future__ import annotations

import functools
import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise
from xml.etree.ElementTree import Element

import lxml.html
import openpyxl
import pytest

from jindu import assets
from jindu.document.blocks import Align, Cell, Column, Doc, Gantt, Lane, Properties, Table, Title
from jindu.document.compose import compose
from jindu.document.kinds import Unready
from jindu.document.tables.trim import trimmed
from jindu.output.columns import column_widths
from jindu.output.docx import to_docx
from jindu.output.html import to_html
from jindu.output.markdown import to_markdown
from jindu.output.xlsx import to_xlsx
from tests import office
from tests.builders import plan_from, scheme_plan
from tests.output.conftest import Make
from tests.wordfile import Paragraph, W, WordFile, get, rows

LISTS = ("任务清单", "责任清单", "时限清单", "配档表")
DASHES = {"", "—"}
BLANK = {"完成", "逾期", "得分", "督导单位", "核对"}
WHOLE = re.compile(
    r"\d{4}年(\d{1,2}月)?(\d{1,2}日)?(底|末)?前?|[≥≤]?[\d.,]+(%|[^\W\d]{1,3})?\*?|序号|分值|得分|完成"
)
"""What stands on one line: dates, figures with their units, the shortest heads."""


@functools.cache
def composed(name: str, kind: str) -> Doc:
    return compose(scheme_plan(name), kind)


@functools.cache
def word(name: str, kind: str) -> WordFile:
    return WordFile(to_docx(composed(name, kind)))


def width_of(text: str) -> float:
    """The width in ems: Chinese and signs 1, others a half, a fifth between letters of both."""
    signs = sum(1 if ord(letter) > 0xFF else 0.5 for letter in text)
    turns = sum(
        (ord(one) > 0x2FFF) != (ord(two) > 0x2FFF) and one.isalnum() and two.isalnum()
        for one, two in pairwise(text)
    )
    return signs + turns / 5


def sides(file: WordFile) -> int:
    """The side margins of cells, in twips."""
    margins = file.styles["PlanTable"].find(f"{W}tblPr/{W}tblCellMar")
    assert margins is not None
    return sum(int(str(get(margins.find(W + side), "w"))) for side in ("left", "right"))


def lines_of(file: WordFile, table: Element) -> Iterator[tuple[str, float]]:
    """Every line of text of a table, with the ems of its cell."""
    margin = sides(file)
    for cell in table.iter(f"{W}tc"):
        free = int(str(get(cell.find(f"{W}tcPr/{W}tcW"), "w"))) - margin
        for element in cell.iter(f"{W}p"):
            paragraph = Paragraph(file, element)
            size = int(paragraph.letters("sz") or 0) * 10
            for line in paragraph.text.split("\n"):
                yield line, free / size


def tables(file: WordFile) -> list[Element]:
    return [
        table
        for table in file.tables
        if get(table.find(f"{W}tblPr/{W}tblStyle"), "val") == "PlanTable"
    ]


@pytest.mark.parametrize("kind", ["实施方案", "资金申请", *LISTS])
@pytest.mark.parametrize("name", sorted(assets.schemes()))
class TestSchemes:
    def test_dates_and_figures_stand_on_one_line(self, name: str, kind: str) -> None:
        given = {"成文日期": "2026-03-05"} if kind == "资金申请" else {}
        file = word(name, kind) if not given else funding(name)
        found = [one for table in tables(file) for one in lines_of(file, table)]
        whole = [(text, ems) for text, ems in found if WHOLE.fullmatch(text)]
        assert len(whole) > 8
        assert [(text, ems) for text, ems in whole if width_of(text) > ems + 0.01] == []

    def test_no_column_is_empty(self, name: str, kind: str) -> None:
        file = word(name, kind) if kind != "资金申请" else funding(name)
        for table in tables(file):
            head, *body = rows(table)
            if len(set(map(len, [head, *body]))) > 2 or not any(head):
                continue  # a form
            for place, text in enumerate(head):
                said = {row[place] for row in body if len(row) == len(head)}
                assert text in BLANK or not said or said - DASHES, text


@functools.cache
def funding(name: str) -> WordFile:
    from jindu.document.compose import Order

    try:
        order = Order(given={"成文日期": "2026-03-05", "发文字号": "柳街〔2026〕8号"})
        return WordFile(to_docx(compose(scheme_plan(name), "资金申请", order)))
    except Unready:
        pytest.skip("这份方案没有可以申请的资金")


@pytest.mark.parametrize("name", sorted(assets.schemes()))
def test_units_have_their_short_names(name: str) -> None:
    plan = scheme_plan(name)
    long = {unit.name for unit in plan.units if unit.short and unit.short != unit.name}
    assert long
    for kind in ("任务清单", "时限清单", "配档表", "作战图"):
        told = {text for table in word(name, kind).tables for row in rows(table) for text in row}
        named = {part for text in told for part in re.split("、|；", text)}
        assert named & long == set()
        assert named & {unit.short for unit in plan.units}


def test_a_short_name_that_two_units_have_is_not_used() -> None:
    plan = plan_from(
        "单位名录:\n"
        "  - {编号: 甲, 名称: 柳林街道办事处, 简称: 街道办}\n"
        "  - {编号: 乙, 名称: 东桥街道办事处, 简称: 街道办}\n"
        "  - {编号: 丙, 名称: 清源县公安局, 简称: 县公安局}\n"
        "工作任务: [{编号: 一, 名称: 动员, 完成时限: 2026-05, 牵头单位: 甲, 配合单位: [乙, 丙]}]\n"
    )
    [table] = [block for block in compose(plan, "任务清单").body if isinstance(block, Table)]
    assert [cell.text for cell in table.rows[1]][3:] == [
        "柳林街道办事处",
        "东桥街道办事处、县公安局",
    ]


# Widths ------------------------------------------------------------------------------------


def wide(columns: int, cells: int = 30) -> Table:
    """序号, a text, and as many figures."""
    heads = (
        Column("序号", 1, Align.CENTER),
        Column("支出内容", 4),
        *(Column(f"{2026 + n}年", 1, Align.RIGHT) for n in range(columns)),
    )
    row = tuple(
        Cell(text) for text in ("12", "印制分类禁毒知识手册和挂图" * 2, *["128.00"] * columns)
    )
    return Table(heads, (row,) * cells)


@pytest.mark.parametrize("columns", [1, 3, 6, 9, 11])
def test_figures_come_before_texts(columns: int) -> None:
    """128.00 is three ems wide: that much every column of figures has, the text the rest."""
    widths = column_widths(wide(columns), 12756, 210, 120)
    assert sum(widths) == 12756
    assert all(width - 120 >= 3 * 210 for width in widths[2:])
    assert widths[0] - 120 >= 2 * 210
    assert widths[1] > max(widths[2:])


@pytest.mark.parametrize("columns", [30, 80])
def test_too_many_columns_share_the_page(columns: int) -> None:
    widths = column_widths(wide(columns), 12756, 210, 120)
    assert sum(widths) == 12756
    assert min(widths) > 0


def test_a_column_gets_what_saves_lines() -> None:
    """Two texts of 60 and 30 characters in a room of 47: both take two lines."""
    block = Table((Column("甲", 1), Column("乙", 1)), ((Cell("字" * 60), Cell("字" * 30)),) * 5)
    first, second = column_widths(block, 47 * 210 + 240, 210, 120)
    assert [-(-60 * 210 // (first - 120)), -(-30 * 210 // (second - 120))] == [2, 2]


def test_a_form_keeps_its_proportions() -> None:
    block = Table((Column("", 1), Column("", 3)), ((Cell("项目名称"), Cell("甲")),))
    assert column_widths(block, 8000, 240, 120) == (2000, 6000)


# Empty columns -----------------------------------------------------------------------------


def test_columns_without_content_are_left_out() -> None:
    columns = (
        Column("序号", 1),
        Column("责任领导", 1),
        Column("任务", 1),
        Column("完成", 1, blank=True),
    )
    table = Table(
        columns,
        (
            (Cell("宣传发动", columns=4),),
            (Cell("1"), Cell("—"), Cell("动员"), Cell("")),
            (Cell("合计", columns=2), Cell("1"), Cell("")),
        ),
    )
    found = trimmed(table)
    assert isinstance(found, Table)
    assert [column.head for column in found.columns] == ["序号", "任务", "完成"]
    assert [[cell.text for cell in row] for row in found.rows] == [
        ["宣传发动"],
        ["1", "动员", ""],
        ["合计", "1", ""],
    ]
    assert [row[0].columns for row in found.rows] == [3, 1, 1]


def test_cells_over_several_rows_are_counted() -> None:
    columns = (Column("维度", 1), Column("空", 1), Column("内容", 1))
    table = Table(
        columns,
        (
            (Cell("组织", rows=2), Cell(""), Cell("甲")),
            (Cell("—"), Cell("乙")),
            (Cell("成效"), Cell(""), Cell("丙")),
        ),
    )
    found = trimmed(table)
    assert isinstance(found, Table)
    assert [[cell.text for cell in row] for row in found.rows] == [
        ["组织", "甲"],
        ["乙"],
        ["成效", "丙"],
    ]


def test_a_table_of_nothing_stays() -> None:
    table = Table((Column("甲", 1), Column("乙", 1)), ((Cell("—"), Cell("—")),))
    assert trimmed(table) == table


# Budgets -----------------------------------------------------------------------------------


def budget(funds: int, years: int) -> str:
    """One expense, paid by every source in equal parts, over the years in equal parts."""
    total, span = 3600 * funds * years, range(2026, 2026 + years)
    names = [f"来源{'甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳'[n]}" for n in range(funds)]
    return (
        f"方案: {{标题: 甲方案, 起止: 2026-01..{2025 + years}-12}}\n"
        f"经费:\n  总额: {total}元\n  支出预算:\n"
        f"    - {{编号: B1, 名称: 印制禁毒知识手册, 用途: 宣传, 科目: '30202', 金额: {total}元,\n"
        f"       单价: {funds * years}元, 数量: 3600, 计量单位: 册,\n"
        f"       分年度金额: {{{', '.join(f'{y}: {total // years}元' for y in span)}}},\n"
        f"       出资构成: {{{', '.join(f'{name}: {total // funds}元' for name in names)}}}}}\n"
        "  资金来源:\n"
        + "".join(
            f"    - {{编号: {name}, 名称: {name}禁毒工作专项补助资金, 资金性质: 自筹,"
            f" 金额: {total // funds}元}}\n"
            for name in names
        )
    )


@pytest.mark.parametrize(("funds", "years", "count"), [(2, 2, 1), (5, 3, 1), (9, 3, 2), (16, 6, 3)])
def test_years_and_sources_part_where_they_need_room(funds: int, years: int, count: int) -> None:
    """Each figure once; no table is wider than its page, so no figure breaks."""
    plan = plan_from(budget(funds, years))
    from jindu.document.tables.money import uses

    found = [block for block in uses(plan) if isinstance(block, Table)]
    assert len(found) == count
    heads = [column.head for table in found for column in table.columns]
    assert [heads.count(f"{2026 + n}年") for n in range(years)] == [1] * years
    assert len([head for head in heads if head.startswith("来源")]) == funds
    whole = Decimal(3600 * funds * years) / 10000
    told = {"year": Decimal(0), "fund": Decimal(0)}
    for table in found:
        widths = column_widths(table, 12756, 210, 120)
        for row in table.rows[1:]:
            places = range(len(table.columns) - len(row), len(table.columns))
            for place, cell in zip(places, row, strict=True):
                if table.columns[place].align is Align.RIGHT:
                    assert width_of(cell.text) * 210 <= widths[place] - 120, cell.text
        for column, cell in zip(reversed(table.columns), reversed(table.rows[-1]), strict=False):
            kind = "year" if column.head.endswith("年") else "fund"
            if column.head != "金额" and column.align is Align.RIGHT:
                told[kind] += Decimal(cell.text)
    assert told == {"year": whole, "fund": whole}
    assert any("为" in note for note in found[-1].notes)


# Pages -------------------------------------------------------------------------------------


def listed(lines: int) -> Doc:
    columns = (
        Column("序号", 1, Align.CENTER),
        Column("工作任务", 5),
        Column("完成时限", 2, Align.CENTER),
    )
    body = tuple(
        (Cell(str(n)), Cell("动员部署"), Cell("2026年11月30日前")) for n in range(1, lines + 1)
    )
    return Doc(Properties("清单"), (Title(("任务清单",)), Table(columns, body)), landscape=True)


ON_PAPER = {
    **{f"{n} rows": listed(n) for n in (18, 21, 22, 44, 46)},
}
office.KNOWN.append(lambda: map(to_docx, ON_PAPER.values()))


def pitches(file: WordFile) -> set[int]:
    """The line pitches of the cells."""
    cells = (Paragraph(file, p) for table in tables(file) for p in table.iter(f"{W}p"))
    return {int(cell.shape("spacing", "line") or 0) for cell in cells}


def test_a_table_closes_up_where_that_saves_a_page() -> None:
    """8844 twips, less title 1158 and head, hold 20 rows of 350 and 22 of 320."""
    assert {n: pitches(WordFile(to_docx(listed(n)))) for n in (18, 22, 40)} == {
        18: {280},
        22: {250},
        40: {280},
    }


@pytest.mark.parametrize("case", ON_PAPER)
def test_no_page_holds_two_rows(make: Make, case: str) -> None:
    pages = make(ON_PAPER[case]).pages
    shown = [len(re.findall(r"^\d+ ", page.text, re.MULTILINE)) for page in pages]
    assert sum(shown) == int(case.split(maxsplit=1)[0])
    assert shown[-1] >= 6


@pytest.mark.parametrize("kind", ["责任清单", "时限清单"])
def test_twelve_rows_on_a_page(make: Make, kind: str) -> None:
    *whole, _ = make(composed("county-demo", kind)).pages
    for page in whole:
        assert len({round(line.top) for line in page.body}) >= 12


def test_a_figure_stays_with_its_unit(make: Make) -> None:
    text = make(composed("county-demo", "实施方案"))
    ends = [
        (one.text, two.text)
        for page in text.pages[:12]
        for one, two in pairwise(page.body)
        if one.right > 175 and re.search(r"\d$", one.text) and re.match("[%一-鿿]", two.text)
    ]
    assert ends == []


office.KNOWN.append(
    lambda: (
        to_docx(composed("county-demo", kind)) for kind in ("实施方案", "责任清单", "时限清单")
    )
)


# Charts ------------------------------------------------------------------------------------


def chart(tasks: int, months: int = 36, start: tuple[int, int] = (2026, 1)) -> Gantt:
    stage = Lane("组织实施", 0, months - 1, band=True)
    lanes = tuple(
        Lane(
            f"任务{n:02}",
            n % months,
            n % months,
            n % months,
            details=("2026年11月底前", "县委组织部", ""),
        )
        for n in range(1, tasks + 1)
    )
    return Gantt(
        start,
        months,
        (stage, *lanes),
        details=("完成时限", "牵头单位", "督导单位"),
        blanks=("完成", "逾期"),
    )


def charts(file: WordFile) -> list[list[list[str]]]:
    return [
        rows(table)
        for table in file.tables
        if get(table.find(f"{W}tblPr/{W}tblStyle"), "val") == "Chart"
    ]


def test_a_stage_that_goes_on_is_named_on_every_page() -> None:
    file = WordFile(to_docx(Doc(Properties("方案"), (chart(60),), landscape=True)))
    first, *others = charts(file)
    assert first[2][0] == "组织实施"
    assert others
    assert {table[2][0] for table in others} == {"组织实施（续）"}
    told = [row[0] for table in (first, *others) for row in table if row[0].startswith("任务")]
    assert told == [f"任务{n:02}" for n in range(1, 61)]


@pytest.mark.parametrize(
    ("start", "months", "heads"),
    [
        ((2026, 12), 14, ["2026", "2027年", "2028"]),
        ((2026, 11), 14, ["2026年", "2027年"]),
        ((2026, 12), 70, ["26", *(f"{year}年" for year in range(2027, 2032)), "2032年"]),
    ],
)
def test_short_years_have_a_head(start: tuple[int, int], months: int, heads: list[str]) -> None:
    plain = Gantt(start, months, (Lane("动员", 0, 1, 1),))
    (table,) = charts(WordFile(to_docx(Doc(Properties("方案"), (plain,), landscape=True))))
    assert table[0][1:] == heads


def test_sixty_tasks_on_one_large_sheet() -> None:
    doc = Doc(Properties("方案"), (Title(("作战图",)), chart(60)), landscape=True, large=True)
    file = WordFile(to_docx(doc))
    (table,) = charts(file)
    assert len(table) == 2 + 61
    size = file.sections[0].find(f"{W}pgSz")
    assert [get(size, name) for name in ("w", "h", "orient")] == ["23811", "16838", "landscape"]
    assert table[0][:4] == ["工作任务", "完成时限", "牵头单位", "督导单位"]
    assert table[0][-2:] == ["完成", "逾期"]
    assert {tuple(row[-2:]) for row in table[2:]} == {("", "")}


LARGE = Doc(Properties("方案"), (Title(("作战图",)), chart(60)), landscape=True, large=True)
office.KNOWN.append(lambda: [to_docx(LARGE)])


def test_the_large_sheet_on_paper(make: Make) -> None:
    (page,) = make(LARGE).pages
    assert (round(page.width), round(page.height)) == (420, 297)
    assert re.findall(r"任务\d+", page.text.replace(" ", "")) == [
        f"任务{n:02}" for n in range(1, 61)
    ]
    assert max(line.bottom for line in page.body) < 297 - 12


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("召开动员会，", "召开动员会"),
        ("召开动员会；", "召开动员会"),
        ("召开动员会。", "召开动员会"),
        ("召开动员会、座谈会", "召开动员会、座谈会"),
        ("召开动员会。印发方案。", "召开动员会。印发方案。"),
        ("是否召开动员会？", "是否召开动员会？"),
    ],
)
def test_names_end_without_a_stray_mark(written: str, told: str) -> None:
    plan = plan_from(
        "方案: {标题: 甲方案, 起止: 2026-01..2026-12}\n"
        f'工作任务: [{{编号: 一, 名称: "{written}", 完成时限: 2026-05}}]\n'
    )
    [table] = [block for block in compose(plan, "任务清单").body if isinstance(block, Table)]
    assert table.rows[1][1].text == told
    [wall] = [block for block in compose(plan, "作战图").body if isinstance(block, Gantt)]
    assert [lane.name for lane in wall.lanes] == [told]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("甲&lt;乙", "甲\\&lt;乙"),
        ("甲<乙", "甲\\<乙"),
        ("甲&乙", "甲&乙"),
        ("甲&#60;", "甲\\&\\#60;"),
    ],
)
def test_markdown_shows_what_was_written(written: str, shown: str) -> None:
    doc = Doc(Properties("甲"), (Table((Column("甲", 1),), ((Cell(written),),)),))
    assert f"| {shown} |" in to_markdown(doc).decode("utf-8")


# Web pages ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", assets.schemes())
@pytest.mark.parametrize("kind", ["实施方案", "时限清单"])
def test_the_small_screen_breaks_no_figure(name: str, kind: str) -> None:
    """The table is so many ems wide at least, and its columns have their parts of that."""
    tree = lxml.html.document_fromstring(to_html(composed(name, kind)).decode("utf-8"))
    seen = 0
    for table in tree.iter("table"):
        whole = float(re.search(r"--narrow: ([\d.]+)em", table.get("style"))[1])  # type: ignore[index]
        parts = [
            float(re.search(r"--s: ([\d.]+)%", col.get("style"))[1])  # type: ignore[index]
            for col in table.iter("col")
        ]
        for row in table.iter("tr"):
            cells = list(row)
            if len(cells) != len(parts):
                continue
            for cell, part in zip(cells, parts, strict=True):
                text = cell.text_content()
                if WHOLE.fullmatch(text):
                    seen += 1
                    assert width_of(text) <= whole * part / 100 - 0.6, text
    assert seen > 8


def test_figures_are_whole_on_web_pages() -> None:
    text = to_html(composed("county-demo", "实施方案")).decode("utf-8")
    assert (
        '<span class="whole">300万</span>' in text or '<span class="whole">300万元</span>' in text
    )
    assert ".whole { white-space: nowrap; }" in text


# Workbooks ---------------------------------------------------------------------------------


def test_the_workbook_has_lists_to_tick() -> None:
    data = to_xlsx(scheme_plan("county-demo"), Properties("方案", "县委", date(2026, 1, 9)))
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert {"作战图", "配档表", "时限清单"} <= set(book.sheetnames)
    wall = book["作战图"]
    assert (wall.page_setup.paperSize, wall.page_setup.orientation) == (8, "landscape")
    assert wall.sheet_properties.pageSetUpPr.fitToPage
    for name in ("作战图", "配档表", "时限清单"):
        heads = [cell.value for row in book[name].iter_rows(max_row=5) for cell in row]
        assert {"督导单位", "完成", "逾期"} <= set(heads)


def test_codes_are_no_mistakes() -> None:
    data = to_xlsx(scheme_plan("county-demo"), Properties("方案", "县委", date(2026, 1, 9)))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [archive.read(n).decode() for n in archive.namelist() if "worksheets/sheet" in n]
    for sheet in sheets:
        assert re.search(r'<ignoredError sqref="A1:[A-Z]+\d+" numberStoredAsText="1"/>', sheet)
