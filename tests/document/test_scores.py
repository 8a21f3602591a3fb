"""Scoring of three levels, deductions, several tables, totals above 100, consequences of vetoes."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

from jindu.checker.engine import check_text
from jindu.document.edition import public
from jindu.language import phrases
from jindu.model.plan import Deduction
from jindu.output import render
from jindu.source.load import load_text
from tests import wordfile
from tests.builders import plan_from
from tests.wordfile import WordFile

FREE = render.RenderOptions(allow_errors=True)
TEXT = """
方案: {标题: 白石镇禁毒工作考核细则}
单位名录: [{编号: 禁毒办, 名称: 白石镇禁毒办}, {编号: 派出所, 名称: 白石派出所}]
考核评价:
  考核表:
    - 名称: 村（社区）考核评分表
      被考核单位: [各村, 各社区]
      满分: 120
      维度:
        - 名称: 组织领导
          分值: 50
          项目:
            - 内容: 工作部署
              细项:
                - 内容: 召开会议
                  分值: 10
                  评分方法: 每半年研究一次
                  扣分: [{情形: 少开会议, 每: 次, 分值: 5}]
                  佐证材料: 会议记录
                - {内容: 建立台账, 分值: 10, 扣分: 未建立台账的不得分}
              负责考核部门: 禁毒办
            - 内容: 宣传教育
              分值: 30
              评分方法: 按场次计分
              扣分: [{情形: 活动未报备, 每: 场, 分值: 2分, 最多: 6分}]
              负责考核部门: 派出所
        - {名称: 工作成效, 分值: 70, 项目: [{内容: 帮扶服务, 分值: 70, 评分方法: 按比例计分}]}
      扣分项:
        - {情形: 发生涉毒案件, 每: 发生一起, 分值: 2}
      加分: [{内容: 经验被推广, 分值: 3}]
    - 名称: 成员单位考核评分表
      被考核单位: 镇直成员单位
      满分: 100
      维度:
        - {名称: 履职情况, 分值: 100, 项目: [{内容: 信息报送, 分值: 100, 评分方法: 按期报送}]}
  否决情形:
    - {情形: 弄虚作假, 依据: 考核办法, 后果: 年度考核评为不合格}
    - {情形: 泄露个人信息, 依据: 戒毒条例}
    - {情形: 瞒报案件, 依据: 考核办法, 后果: 年度考核评为不合格。}
  等级: [{名称: 合格, 最低分: 60}, {名称: 不合格, 最低分: 0}]
"""


def word(text: str = TEXT) -> WordFile:
    return WordFile(render.render(load_text(text), wanted=FREE))


def tables() -> list[list[list[str]]]:
    return [rows for t in word().tables if "考核内容" in (rows := wordfile.rows(t))[0]]


def test_read() -> None:
    assert not load_text(TEXT).source.problems
    evaluation = plan_from(TEXT).evaluation
    assert evaluation is not None
    village, members = evaluation.sheets
    assert evaluation.scorings == (village, members)
    assert village.full_score == 120
    assert village.subjects == ("各村", "各社区")
    first, second = village.dimensions[0].items
    assert [point.score for point in first.points] == [10, 10]
    assert first.score is None
    assert [item.full for item in (first, second)] == [20, 30]
    assert first.points[1].deductions[0].condition == "未建立台账的不得分"
    assert village.penalties[0].score == 2


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("扣分项: [{情形: 迟报, 每次: 2分}]", "STR001"),
        ("扣分项: [{情形: 迟报, 分值: 二分}]", "STR001"),
        ("维度: [{项目: [{细项: 甲}]}]", "STR001"),
        ("考核表: 甲", "STR001"),
        ("满分: 一百二十", "STR001"),
    ],
)
def test_refused(text: str, code: str) -> None:
    assert code in {d.code for d in load_text(f"考核评价: {{{text}}}\n").source.problems}


@pytest.mark.parametrize(
    ("taken", "told"),
    [
        (Deduction(condition="迟报", per="次", score=Decimal(1)), "迟报的，每次扣1分，扣完为止"),
        (Deduction(condition="迟报的", per="每次", score=Decimal(1), limit=Decimal(5)),
         "迟报的，每次扣1分，最多扣5分"),
        (Deduction(per="发生一起", score=Decimal("0.5")), "每发生一起扣0.5分，扣完为止"),
        (Deduction(condition="没有台账", score=Decimal(2)), "没有台账的，扣2分"),
        (Deduction(condition="没有台账的不得分"), "没有台账的不得分"),
    ],
)  # fmt: skip
def test_deductions(taken: Deduction, told: str) -> None:
    assert phrases.deduction(taken) == told


def test_the_table_of_three_levels() -> None:
    village, members = tables()
    head = ["序号", "考核内容", "评分要点", "分值", "评分方法", "佐证材料", "负责考核部门", "得分"]
    assert village[0] == head
    lines = [row for row in village if row[-1] == "" and row[0].isdecimal()]
    assert lines[0][:7] == [
        "1", "工作部署（20分）", "召开会议", "10",
        "每半年研究一次；少开会议的，每次扣5分，扣完为止", "会议记录", "白石镇禁毒办",
    ]  # fmt: skip
    assert "活动未报备的，每场扣2分，最多扣6分" in lines[1][4]
    assert "未建立台账的不得分" in [cell for row in village for cell in row]
    assert [row[1] for row in village if row[0] == "合计"] == ["120"]
    assert members[0] == ["序号", "考核内容", "分值", "评分方法", "得分"]


def test_in_running_text() -> None:
    said = "\n".join(p.text for p in word().paragraphs)
    assert (
        "对各村和各社区的考核满分120分，其中组织领导50分、工作成效70分。"
        "对镇直成员单位的考核满分100分，其中履职情况100分。"
    ) in said
    assert (
        "有下列情形之一的，年度考核评为不合格：弄虚作假（依据《考核办法》）；瞒报案件（依据《考核办法》）。"
        "泄露个人信息的，当年考核定为最低等级（依据《戒毒条例》）。"
    ) in said
    assert "村（社区）考核评分表（各村、各社区）" in said
    assert "成员单位考核评分表（镇直成员单位）" in said
    assert "加分：经验被推广，最多加3分。" in said
    assert "扣分：发生涉毒案件的，每发生一起扣2分。" in said
    markdown = render.render(load_text(TEXT), "md", FREE).decode()
    assert "少开会议的，每次扣5分，扣完为止" in markdown


def test_the_workbook_adds_up_each_table() -> None:
    book = openpyxl.load_workbook(BytesIO(render.render(load_text(TEXT), "xlsx", FREE)))
    assert [name for name in book.sheetnames if "考核" in name] == ["考核评分1", "考核评分2"]
    rows = [[cell.value for cell in row] for row in book["考核评分1"].iter_rows()]
    names = [row[1] for row in rows]
    assert "工作部署：召开会议" in names
    total = rows[names.index("合计")]
    assert total[2] == "=SUM(C4,C8)" or str(total[2]).startswith("=SUM(")
    less = str(rows[names.index("扣分后合计")][5])
    assert "-SUM(" in less
    assert [row[6] for row in rows if row[1] == "宣传教育"] == ["白石派出所"]
    assert any("被考核单位：各村、各社区。" in str(row[0]) for row in rows)


def test_what_is_written_for_all_tables_stands_under_each() -> None:
    text = TEXT.replace("  否决情形:", "  加分: [{内容: 获得上级表彰, 分值: 5}]\n  否决情形:")
    said = [p.text for p in word(text).paragraphs]
    assert said.count("加分：获得上级表彰，最多加5分。") == 2
    assert said.count("加分：经验被推广，最多加3分。") == 1
    book = openpyxl.load_workbook(BytesIO(render.render(load_text(text), "xlsx", FREE)))
    for name in ("考核评分1", "考核评分2"):
        assert "获得上级表彰" in {cell.value for row in book[name].iter_rows() for cell in row}


def test_one_table_stays_as_it_was() -> None:
    text = "考核评价: {满分: 100, 维度: [{名称: 甲, 分值: 100, 项目: [{内容: 乙, 分值: 100}]}]}\n"
    book = openpyxl.load_workbook(BytesIO(render.render(load_text(text), "xlsx", FREE)))
    assert "考核评分" in book.sheetnames
    said = "\n".join(p.text for p in word(text).paragraphs)
    assert "考核满分100分，其中甲100分。" in said
    assert "评分要点" not in said
    assert "负责考核部门" not in said


def test_internal_points_keep_their_scores() -> None:
    text = TEXT.replace("{内容: 建立台账, 分值: 10", "{公开: 否, 内容: 建立台账, 分值: 10")
    plan = public(plan_from(text), Decimal(5)).plan
    assert plan.evaluation is not None
    points = plan.evaluation.sheets[0].dimensions[0].items[0].points
    assert [point.content for point in points] == ["召开会议", "（不公开）"]
    assert [point.score for point in points] == [10, 10]


class TestRules:
    def codes(self, text: str) -> set[str]:
        return {d.code for d in check_text(text)}

    def test_a_plan_of_several_tables_is_in_order(self) -> None:
        assert not {"EVA001", "EVA002", "STR001", "STR011", "REF005"} & self.codes(TEXT)

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("内容: 工作部署\n", "内容: 工作部署\n              分值: 25\n"),
            ("召开会议\n                  分值: 10", "召开会议\n                  分值: 15"),
            ("满分: 120", "满分: 100"),
            ("履职情况, 分值: 100", "履职情况, 分值: 90"),
        ],
    )
    def test_every_sum_is_checked(self, before: str, after: str) -> None:
        assert "EVA002" in self.codes(TEXT.replace(before, after))

    def test_deductions_are_a_method(self) -> None:
        silent = (
            "考核评价: {满分: 10, 维度: [{名称: 甲, 分值: 10, 项目: [{内容: 乙, 分值: 10,"
            " 佐证材料: 台账, 扣分: [{情形: 迟报, 每: 次, 分值: 1}]}]}]}\n"
        )
        found = [d for d in check_text(silent) if d.code == "EVA004"]
        assert not found
        assert "EVA004" in self.codes(
            silent.replace("扣分: [{情形: 迟报, 每: 次, 分值: 1}]", "备注: 无")
        )

    def test_a_deduction_without_a_case(self) -> None:
        assert "STR011" in self.codes("考核评价: {扣分项: [{分值: 2}]}\n")
