"""The workbook, read back by openpyxl, and calculated again by LibreOffice."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from openxml_audit import OpenXmlValidator

from jindu import assets, scaffold
from jindu.analysis import funding
from jindu.analysis.occurrences import occurrences
from jindu.document import compose
from jindu.document.blocks import Properties
from jindu.model.plan import Plan
from jindu.output.xlsx import to_xlsx
from jindu.source import load
from tests import office
from tests.builders import plan_from

PLANS = Path(__file__).resolve().parent.parent / "plans"
PLAIN = Properties("方案", "柳林街道党工委", date(2026, 1, 9))

TEXT = """
格式: 1
方案: {标题: 甲方案, 起止: 2026-01..2027-12}
单位名录:
  - {编号: 所, 名称: 柳林派出所}
  - {编号: 居, 名称: 梧桐社区居民委员会}
实施阶段:
  - {编号: 一, 名称: 宣传发动, 起止: 2026-01..2026-06}
  - {编号: 二, 名称: 组织实施, 起止: 2026-07..2027-12}
重点任务: [{编号: T1, 名称: 建强支部组织。}]
工作任务:
  - {编号: R3, 名称: 全年总结, 阶段: 二, 完成时限: 2027}
  - {编号: R2, 名称: 季度评估, 阶段: 二, 开始: 2026-07, 完成时限: 2026Q3, 前置任务: R1}
  - {编号: R1, 名称: 印发方案, 重点任务: T1, 阶段: 一, 开始: 2026-01-05, 完成时限: 2026-01-15,
     牵头单位: 所, 配合单位: [居], 责任领导: 所长, 成果形式: 文件, 经费: 无}
  - {编号: R4, 名称: 集中宣传, 阶段: 一, 开始: 2026-02, 完成时限: 2026-06}
经常性工作:
  - {编号: C1, 名称: 联席会议, 频次: 每半年, 类型: 联席会议, 牵头单位: 所}
  - {编号: C2, 名称: 走访, 频次: 定期}
经费:
  总额: 3.3万元
  支出预算:
    - {编号: B1, 名称: 手册, 用途: 宣传, 单价: 3元, 数量: 1000, 计量单位: 册, 金额: 3000元,
       分年度金额: {2026: 1000元, 2027: 2000元}, 出资构成: 省级, 工作任务: R4}
    - {编号: B2, 名称: 设备, 用途: 科技, 单价: 1万元, 数量: 2, 金额: 3万元,
       分年度金额: {2026: 1万元, 2027: 1万元}, 出资构成: {省级: 1.1万元, 自筹: 1.9万元}}
  资金来源:
    - {编号: 省级, 名称: 省级专项, 资金性质: 上级专项, 金额: 1.4万元, 到位计划: {2026Q2: 1.4万元}}
    - {编号: 自筹, 名称: 自筹资金, 资金性质: 自筹, 金额: 1.9万元}
    - {编号: 税, 名称: 税收优惠, 资金性质: 税收减免, 金额: 0.2万元}
目标:
  - 内容: 知晓率提高。
    指标:
      - {编号: Z1, 名称: 知晓率, 计量单位: "%", 方向: 不低于, 基期: {时间: 2025, 值: 81.5%},
         目标值: 92%, 年度目标: {2026: 85%, 2027: 92%}, 绩效类别: 效益/社会效益, 责任单位: 居}
      - {编号: Z2, 名称: 复吸率, 计量单位: "%", 方向: 不高于, 目标值: 5%}
      - {编号: Z3, 名称: 制度数, 计量单位: 项, 方向: 等于, 目标值: 6项}
考核评价:
  满分: 100
  维度:
    - {名称: 成效, 分值: 60, 项目: [{内容: 知晓, 分值: 40}, {内容: 场所, 分值: 20}]}
    - {名称: 满意, 分值: 40, 项目: [{内容: 满意度, 分值: 40}]}
  加分: [{内容: 经验推广, 分值: 3}]
  否决情形: [{情形: 泄露个人信息, 依据: 戒毒条例第七条}]
  等级: [{名称: 合格, 最低分: 60}, {名称: 优秀, 最低分: 90}, {名称: 良好, 最低分: 80}]
"""


def opened(content: bytes, *, results: bool = False) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(content), data_only=results)


def made(plan: Plan, properties: Properties = PLAIN, *, results: bool = False) -> Workbook:
    return opened(to_xlsx(plan, properties), results=results)


def schemes() -> dict[str, Plan]:
    return {name: scaffold.load(name).plan for name in assets.schemes()}


def place(sheet: Worksheet, text: str | float, nth: int = 1) -> Any:
    """The nth cell that holds this text."""
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value == text]
    return cells[nth - 1]


def right_of(sheet: Worksheet, text: str, columns: int, nth: int = 1) -> Any:
    found = place(sheet, text, nth)
    return sheet.cell(found.row, found.column + columns)


def table(sheet: Worksheet, head: str) -> list[list[Any]]:
    """The values below the row of heads that holds this one, down to an empty first column."""
    top = place(sheet, head).row
    rows = [list(row) for row in sheet.iter_rows(min_row=top + 1, values_only=True)]
    return [row for row in rows if isinstance(row[0], int | datetime)]


def recalculated(files: dict[str, Workbook], folder: Path) -> dict[str, Workbook]:
    """What LibreOffice makes of workbooks that openpyxl has stripped of all results."""
    office.require()
    source, target = folder / "in", folder / "out"
    source.mkdir()
    for name, book in files.items():
        book.save(source / f"{name}.xlsx")
    office.convert(sorted(source.iterdir()), target, "xlsx")
    return {name: openpyxl.load_workbook(target / f"{name}.xlsx", data_only=True) for name in files}


# The whole book --------------------------------------------------------------------------


def test_sheets_in_order() -> None:
    names = ["任务分解", "甘特", "经费预算", "绩效指标", "考核评分", "日历"]
    assert made(plan_from(TEXT)).sheetnames == names
    names.insert(4, "绩效目标申报表")
    for plan in schemes().values():
        assert made(plan).sheetnames == names


def test_sections_that_are_missing_have_no_sheet() -> None:
    assert made(
        plan_from("方案: {标题: 甲}\n目标: [{指标: [{编号: 甲, 名称: 率}]}]")
    ).sheetnames == ["绩效指标"]
    assert made(plan_from("经费: {资金来源: [{编号: 甲, 金额: 1万元}]}")).sheetnames == ["经费预算"]
    assert made(plan_from("工作任务: [{编号: 甲, 名称: 印发}]")).sheetnames == ["任务分解"]
    assert made(plan_from("考核评价: {维度: [{名称: 甲}]}")).sheetnames == ["说明"]


def test_smallest_plan_has_a_sheet() -> None:
    loaded = load.load(PLANS / "minimal.yaml")
    assert loaded.plan is not None
    book = made(loaded.plan, compose.properties(loaded.plan))
    assert book.sheetnames == ["说明"]
    assert "没有可以列出的表格" in str(book["说明"]["A3"].value)


def test_same_bytes_twice() -> None:
    for plan in schemes().values():
        assert to_xlsx(plan, PLAIN) == to_xlsx(plan, PLAIN)


def test_valid_against_the_standard(tmp_path: Path) -> None:
    for name, plan in {**schemes(), "hand": plan_from(TEXT)}.items():
        path = tmp_path / f"{name}.xlsx"
        path.write_bytes(to_xlsx(plan, Properties("方案", watermark="草稿")))
        assert OpenXmlValidator().validate(str(path)).errors == []


def test_properties() -> None:
    book = made(plan_from(TEXT))
    assert book.properties.title == "方案"
    assert book.properties.creator == "柳林街道党工委"
    assert book.properties.created == book.properties.modified == datetime(2026, 1, 9)
    assert book.properties.description is None
    undated = made(plan_from(TEXT), Properties("方案"))
    assert undated.properties.created == datetime(1980, 1, 1)


def test_printed_on_a4_across_with_heads_and_numbers() -> None:
    heads = {"任务分解": 3, "甘特": 3, "经费预算": 3, "绩效指标": 3, "考核评分": 3, "日历": 3}
    book = made(plan_from(TEXT))
    for sheet in book:
        page = sheet.page_setup
        assert (page.paperSize, page.orientation) == (9, "landscape")
        assert page.fitToWidth in (None, 1)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.oddFooter.center.text == "第&P页 共&N页"
        assert sheet.print_area.startswith(f"'{sheet.title}'!$A$1:")
        assert sheet.print_title_rows.startswith(f"${heads[sheet.title]}:")
        assert sheet.freeze_panes is not None
        assert str(sheet["A1"].font.name) == "黑体"
        assert sheet["A2"].value == "方案"
    filtered = {sheet.title for sheet in book if sheet.auto_filter.ref}
    assert filtered == {"任务分解", "绩效指标", "日历"}


def test_draft_is_marked() -> None:
    draft = made(plan_from(TEXT), Properties("方案", watermark="草稿"))
    for sheet in draft:
        assert sheet["A1"].value == "草稿"
        assert sheet["A1"].font.color.rgb == "FFC00000"
        assert sheet.oddHeader.center.text == "草稿"
        assert sheet.oddHeader.center.color == "C00000"
    for sheet in made(plan_from(TEXT)):
        assert sheet["A1"].value != "草稿"
        assert not sheet.oddHeader.center.text


HOSTILE = ("=1+1", "+86", "-5项", "@SUM(A1)", "\t=1", "=HYPERLINK(1)", "{=1}", "http://a.b/c")


def test_text_stays_text(tmp_path: Path) -> None:
    tasks = "".join(f'\n  - {{编号: R{n}, 名称: "{t}"}}' for n, t in enumerate(HOSTILE))
    expenses = "".join(f'\n    - {{名称: "{t}", 金额: 1元}}' for t in HOSTILE)
    grades = "等级: [{名称: '=\"好\"', 最低分: 60}]"
    plan = plan_from(
        f"工作任务:{tasks}\n经费:\n  支出预算:{expenses}\n"
        f"考核评价:\n  {grades}\n  维度: [{{名称: '=A1', 项目: [{{内容: '=A2', 分值: 9}}]}}]"
    )
    content = to_xlsx(plan, Properties("=1+1", "=2+2"))
    book = opened(content)
    told = [row[2] for row in book["任务分解"].iter_rows(min_row=4, values_only=True)]
    assert [str(text).strip() for text in told] == [text.strip() for text in HOSTILE]
    for sheet in book:
        assert not sheet._hyperlinks
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert cell.value not in (*HOSTILE, "=A1", "=A2", '="好"', "=2+2")
    written = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in written
    again = recalculated({"a": book}, tmp_path)["a"]["任务分解"]
    assert [str(row[2]).strip() for row in again.iter_rows(min_row=4, values_only=True)] == [
        text.strip() for text in HOSTILE
    ]


@pytest.mark.parametrize("sign", ["长", "𠮷"])
def test_a_text_beyond_the_cell_is_cut_visibly(sign: str) -> None:
    plan = plan_from(f"工作任务: [{{编号: 甲, 名称: {sign * 40_000}}}]")
    told = str(made(plan)["任务分解"]["C4"].value)
    assert told.endswith(f"{sign}……（下略）")
    assert len(told.encode("utf-16-le")) // 2 in (32_766, 32_767)


def test_a_long_plan() -> None:
    tasks = "".join(
        f"\n  - {{编号: R{n}, 名称: 任务{n}, 完成时限: {2026 + n % 6}-{n % 12 + 1:02}}}"
        for n in range(300)
    )
    book = made(plan_from(f"方案: {{起止: 2026-01..2031-12}}\n工作任务:{tasks}"))
    assert len(table(book["任务分解"], "工作任务")) == 300
    assert len(table(book["日历"], "事项")) == 300
    # One column for the names, 72 months; title, plan, two rows of heads, 300 tasks, a note.
    assert (book["甘特"].max_column, book["甘特"].max_row) == (73, 2 + 2 + 300 + 1)


# 任务分解, 甘特, 日历 -----------------------------------------------------------------------


def test_tasks() -> None:
    sheet = made(plan_from(TEXT))["任务分解"]
    rows = table(sheet, "工作任务")
    assert [row[2] for row in rows] == ["印发方案", "集中宣传", "季度评估", "全年总结"]
    assert rows[0] == [
        1,
        "建强支部组织",
        "印发方案",
        "宣传发动",
        datetime(2026, 1, 5),
        datetime(2026, 1, 15),
        "柳林派出所",
        "梧桐社区居民委员会",
        "所长",
        "文件",
        None,
        "无",
        None,
    ]
    assert (rows[2][10], rows[1][11]) == ("印发方案", "手册")
    # Real dates, shown as finely as they are written.
    shown = [(sheet.cell(row, 6).value, sheet.cell(row, 6).number_format) for row in range(4, 8)]
    assert shown == [
        (datetime(2026, 1, 15), 'yyyy"年"m"月"d"日"'),
        (datetime(2026, 6, 30), 'yyyy"年"m"月底前"'),
        (datetime(2026, 9, 30), 'yyyy"年第三季度末前"'),
        (datetime(2027, 12, 31), 'yyyy"年底前"'),
    ]
    assert sheet["E6"].number_format == 'yyyy"年"m"月"'


def test_gantt() -> None:
    """B is January 2026; the campaign is in G and S, the second stage from H to Y."""
    sheet = made(plan_from(TEXT))["甘特"]
    assert (sheet["B3"].value, sheet["N3"].value) == ("2026年", "2027年")
    assert (sheet["F4"].value, sheet["G4"].value) == ("5", "6\n宣\n传\n月")
    names = [sheet.cell(row, 1).value for row in range(5, 11)]
    assert names == ["宣传发动", "印发方案", "集中宣传", "组织实施", "季度评估", "全年总结"]

    def fills(row: int) -> str:
        looks = {"FF262626": "#", "FFA6A6A6": "=", "FFE7E7E7": ".", "00000000": " "}
        return "".join(looks[sheet.cell(row, column).fill.fgColor.rgb] for column in range(2, 26))

    assert fills(5) == "######           .      "
    assert fills(6) == "=    .           .      "
    assert fills(7) == " =====           .      "
    assert fills(8) == "     .##################"
    assert fills(9) == "     .===        .      "
    marks = [(c.row, c.coordinate) for row in sheet["B5:Y10"] for c in row if c.value == "◆"]
    assert [name for _, name in marks] == ["B6", "G7", "J9", "Y10"]


def test_gantt_of_six_years_and_sixty_tasks_and_none_without_end() -> None:
    tasks = "".join(
        f"\n  - {{编号: R{n}, 名称: 任务{n}, 完成时限: {2026 + n % 6}-07}}" for n in range(60)
    )
    sheet = made(plan_from(f"方案: {{起止: 2026-07..2032-06}}\n工作任务:{tasks}"))["甘特"]
    assert sheet.max_column == 73
    # Half a year has room for its name, and the sheet keeps the names in sight.
    assert [sheet["B3"].value, sheet["BP3"].value] == ["2026年", "2032年"]
    assert sheet.freeze_panes == "B5"
    assert "甘特" not in made(plan_from(f"方案: {{起止: 1950..2100}}\n工作任务:{tasks}")).sheetnames


def test_calendar_holds_all_in_order() -> None:
    """Two stages, four tasks, four half-years."""
    sheet = made(plan_from(TEXT))["日历"]
    assert [row[:6] for row in table(sheet, "事项")] == [
        [datetime(2026, 1, 1), "星期四", "宣传发动", "阶段开始", "2026年1月至6月", None],
        [datetime(2026, 1, 15), "星期四", "印发方案", "完成时限", "2026年1月15日", "柳林派出所"],
        [datetime(2026, 6, 30), "星期二", "集中宣传", "完成时限", "2026年6月底前", None],
        [datetime(2026, 6, 30), "星期二", "联席会议", "联席会议", "2026年上半年", "柳林派出所"],
        [datetime(2026, 7, 1), "星期三", "组织实施", "阶段开始", "2026年7月至2027年12月", None],
        [datetime(2026, 9, 30), "星期三", "季度评估", "完成时限", "2026年第三季度末前", None],
        [datetime(2026, 12, 31), "星期四", "联席会议", "联席会议", "2026年下半年", "柳林派出所"],
        [datetime(2027, 6, 30), "星期三", "联席会议", "联席会议", "2027年上半年", "柳林派出所"],
        [datetime(2027, 12, 31), "星期五", "全年总结", "完成时限", "2027年底前", None],
        [datetime(2027, 12, 31), "星期五", "联席会议", "联席会议", "2027年下半年", "柳林派出所"],
    ]
    assert sheet.auto_filter.ref == "A3:G13"
    notes = [sheet.cell(row, 1).value for row in range(14, sheet.max_row + 1)]
    assert notes[1] == "频次不能推算为日期、没有列入的经常性工作：走访（定期）。"


def test_calendar_of_a_scheme() -> None:
    for plan in schemes().values():
        due = sum(1 for task in plan.tasks if task.due)
        count = due + len(occurrences(plan)) + len(plan.stages)
        assert len(table(made(plan)["日历"], "事项")) == count


# 经费预算 ----------------------------------------------------------------------------------


def test_budget_by_hand() -> None:
    """手册 3 元 × 1000 = 3000 元 = 0.3 万元; 设备 is written as 3, though 1 × 2 = 2 万元."""
    plan = plan_from(TEXT)
    sheet = made(plan, results=True)["经费预算"]
    formulas = made(plan)["经费预算"]
    assert "单位：万元" in [cell.value for cell in sheet[2]]
    assert formulas["G6"].value == "=ROUND(D6*E6/10000,6)"
    assert formulas["G8"].value == 3
    # 金额, 2026, 2027, 省级, 自筹, checks of years and sources.
    assert [c.value for c in sheet["G5:M5"][0]] == [0.3, 0.1, 0.2, 0.3, 0, "相符", "相符"]
    assert [c.value for c in sheet["G6:M6"][0]] == [0.3, 0.1, 0.2, 0.3, None, "相符", "相符"]
    # 1 + 1 ≠ 3, but 1.1 + 1.9 = 3.
    assert [c.value for c in sheet["G8:M8"][0]] == [3, 1, 1, 1.1, 1.9, "不符", "相符"]
    # 0.3 + 3 = 3.3; 0.1 + 1 = 1.1; 0.2 + 1 = 1.2; 0.3 + 1.1 = 1.4; 0 + 1.9 = 1.9.
    assert [c.value for c in sheet["G9:M9"][0]] == [3.3, 1.1, 1.2, 1.4, 1.9, "不符", "相符"]
    assert formulas["G9"].value == "=ROUND(SUM(G5,G7),6)"
    assert formulas["G5"].value == "=ROUND(SUM(G6:G6),6)"
    assert sheet["G9"].number_format == "0.00####"


def test_sources_by_hand() -> None:
    """1.4 of 3.3 is 42.4 %, 1.9 of 3.3 is 57.6 %; what comes off taxes is no money."""
    sheet = made(plan_from(TEXT), results=True)["经费预算"]
    top = place(sheet, "资金性质").row
    rows = [[c.value for c in row] for row in sheet.iter_rows(min_row=top + 1, max_row=top + 5)]
    assert rows[0][:2] == [1, "省级专项"]
    assert rows[0][6:11] == [1.4, 0.424, 1.4, "相符", "2026年第二季度1.40"]
    assert rows[1][6:10] == [1.9, 0.576, 1.9, "相符"]
    assert rows[2][6:10] == [0.2, "不计入", None, None]
    assert rows[3][6:10] == [3.3, 1, 3.3, "相符"]
    assert rows[4][6:8] == [3.3, "支出合计与总额相符；来源合计与总额相符"]


def test_inferred_shares_are_starred() -> None:
    sheet = made(
        plan_from(
            "经费: {总额: 2万元, 支出预算: [{名称: 甲, 金额: 2万元}],"
            " 资金来源: [{编号: 子, 金额: 0.5万元}, {编号: 丑, 占比: 75%}]}"
        ),
        results=True,
    )["经费预算"]
    cell = place(sheet, 0.5, nth=2)
    assert cell.number_format == '0.00####"*"'
    assert sheet.cell(cell.row, cell.column + 1).value == 1.5
    assert place(sheet, "注：带“*”的出资数为按来源总额推算，方案未逐项写明。")


def test_fen_do_not_get_lost(tmp_path: Path) -> None:
    """Three times 0.10 元 is 0.00003 万元; binary sums of such parts are a little off."""
    expenses = "".join(
        f"\n    - {{编号: B{n}, 名称: 项{n}, 金额: {n}.1元, 分年度金额: {{2026: {n}.1元}}}}"
        for n in range(1, 60)
    )
    plan = plan_from(f"经费:\n  支出预算:{expenses}")
    # 1 + 2 + … + 59 = 1770, and 59 × 0.1 = 5.9.
    assert funding.spread(plan).total == Decimal("1775.9")
    book = made(plan)
    column = place(book["经费预算"], "合计").column + 5
    row = place(book["经费预算"], "合计").row
    assert made(plan, results=True)["经费预算"].cell(row, column).value == 0.17759
    again = recalculated({"a": book}, tmp_path)["a"]["经费预算"]
    assert again.cell(row, column).value == 0.17759
    assert again.cell(row, column + 2).value == "相符"


# 绩效指标, 考核评分 -------------------------------------------------------------------------


def test_goals() -> None:
    sheet = made(plan_from(TEXT), results=True)["绩效指标"]
    rows = table(sheet, "指标名称")
    assert rows[0][:8] == [
        1,
        "知晓率提高",
        "知晓率",
        "效益·社会效益",
        "%",
        "不低于",
        "2025年",
        0.815,
    ]
    assert rows[0][8:11] == [0.85, 0.92, 0.92]
    # Shown as 81.5% and 92%.
    assert [sheet[name].number_format for name in ("H4", "K4", "P4")] == ["0.0%", "0%", "0.0%"]
    assert (rows[2][10], sheet["K6"].number_format) == (6, "0")
    assert [row[15:17] for row in rows] == [[None, None]] * 3
    [limits] = [v for v in sheet.data_validations.dataValidation if "P4" in v.sqref]
    assert (limits.type, limits.formula1, limits.formula2) == ("decimal", "0", "1")


def test_scores() -> None:
    book = made(plan_from(TEXT))
    sheet = book["考核评分"]
    bounds = {str(v.sqref): v for v in sheet.data_validations.dataValidation}
    most = {name: float(v.formula2) for name, v in bounds.items() if v.type == "decimal"}
    assert most == {"F5": 40, "F6": 20, "F8": 40, "F11": 3}
    assert bounds["F14"].formula1 == '"是,否"'
    results = made(plan_from(TEXT), results=True)["考核评分"]
    # 40 + 20 = 60, 40; 60 + 40 = 100.
    assert [results[name].value for name in ("C4", "C7", "C9")] == [60, 40, 100]
    assert right_of(results, "等级", 4).value == "待评分"
    assert [sheet.cell(row, 2).value for row in range(17, 20)] == ["优秀", "良好", "合格"]


FILLED = {
    # 知晓率 of at least 92 %, 复吸率 of at most 5 %, 制度数 exactly 6.
    "reached": ((0.92, 0.05, 6), ["达到"] * 3),
    "missed": ((0.9199, 0.0501, 7), ["未达到"] * 3),
    "no number": (("九成", None, 5), ["请填数字", None, "未达到"]),
}
GIVEN = {
    # 38.5 + 20 + 30 = 88.5, with the bonus 91.5: beyond 90.
    "excellent": ((38.5, 20, 30, 3, "否"), (88.5, 91.5, "优秀")),
    # 38.5 + 20 + 30 = 88.5: from 80, below 90.
    "good": ((38.5, 20, 30, None, None), (88.5, 88.5, "良好")),
    "exactly": ((40, 20, 0, None, None), (60, 60, "合格")),
    "below": ((0, 0, 59.5, None, None), (59.5, 59.5, "未列等级")),
    "not yet": ((40, 20, None, None, None), (60, 60, "待评分")),
    "vetoed": ((40, 20, 40, 3, "是"), (100, 103, "一票否决")),
}


def test_forms_calculate_when_filled_in(tmp_path: Path) -> None:
    books = {}
    for name, (done, _) in FILLED.items():
        books[name] = made(plan_from(TEXT))
        for row, value in enumerate(done, 4):
            books[name]["绩效指标"].cell(row, 16).value = value
    for name, (given, _) in GIVEN.items():
        books[name] = made(plan_from(TEXT))
        for cell, value in zip(("F5", "F6", "F8", "F11", "F14"), given, strict=True):
            books[name]["考核评分"][cell].value = value
    found = recalculated(books, tmp_path)
    for name, (_, verdicts) in FILLED.items():
        told = [found[name]["绩效指标"].cell(row, 17).value or None for row in (4, 5, 6)]
        assert told == verdicts, name
    for name, (_, results) in GIVEN.items():
        sheet = found[name]["考核评分"]
        labels = ("合计", "总分（含加分）", "等级")
        assert tuple(right_of(sheet, label, 4).value for label in labels) == results, name


# Recalculated ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def calculated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Workbook]:
    """The workbooks of all schemes and of the plan above as LibreOffice calculates them."""
    books = {name: made(plan) for name, plan in {**schemes(), "hand": plan_from(TEXT)}.items()}
    return recalculated(books, tmp_path_factory.mktemp("calculated"))


def test_results_written_are_the_results(calculated: dict[str, Workbook]) -> None:
    for name, plan in {**schemes(), "hand": plan_from(TEXT)}.items():
        formulas, written = made(plan), made(plan, results=True)
        cells = [
            (sheet.title, cell.coordinate)
            for sheet in formulas
            for row in sheet.iter_rows()
            for cell in row
            if cell.data_type == "f"
        ]
        # An empty text is read back as nothing.
        ours = {(sheet, cell): written[sheet][cell].value or "" for sheet, cell in cells}
        theirs = {(sheet, cell): calculated[name][sheet][cell].value or "" for sheet, cell in cells}
        assert ours == theirs
        assert len(cells) > 30


def test_totals_are_those_of_the_analysis(calculated: dict[str, Workbook]) -> None:
    for name, plan in schemes().items():
        spread, sheet = funding.spread(plan), calculated[name]["经费预算"]
        row = place(sheet, "合计").row
        totals = [
            spread.total,
            *(spread.year_total(year) for year in spread.years),
            *(spread.fund_total(str(source.id)) for source in spread.funds),
        ]
        told = [sheet.cell(row, 7 + offset).value for offset in range(len(totals))]
        assert told == [float(total / 10_000) for total in totals]
        checks = [sheet.cell(row, 7 + len(totals) + offset).value for offset in (0, 1)]
        assert checks == ["相符", "相符"]
        assert not [c for r in sheet.iter_rows() for c in r if c.value in ("不符", "未列")]
