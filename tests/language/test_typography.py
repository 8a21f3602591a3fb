"""Clause 9 of GB/T 9704-2012, with GB/T 15834 (punctuation) and GB/T 15835 (numerals)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jindu import assets
from jindu.language.typography import Change, polish, polished
from tests.builders import plan_from, scheme_plan


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # Digits are half-width.
        ("覆盖１２个社区，满意度９２．５％", "覆盖12个社区，满意度92.5%"),
        # Dates in full, without leading zeros.
        ("2026-06-26前", "2026年6月26日前"),
        ("于2026.6.5召开", "于2026年6月5日召开"),
        ("2026/06/05，", "2026年6月5日，"),
        ("2026年06月05日", "2026年6月5日"),
        ("2026年6月26号", "2026年6月26日"),
        ("6.26国际禁毒日", "6·26国际禁毒日"),
        # 发文字号.
        ("柳街发[2026]05号", "柳街发〔2026〕5号"),
        ("柳街发(2026)第5号", "柳街发〔2026〕5号"),
        ("柳街发【2026】5 号", "柳街发〔2026〕5号"),
        # Ranges.
        ("63-68%", "63%～68%"),
        ("63%~68%", "63%～68%"),
        ("63％—68％", "63%～68%"),
        ("2026-2028年", "2026—2028年"),
        ("2026年-2028年", "2026年—2028年"),
        ("每年3-5月", "每年3—5月"),
        ("每村3-5人", "每村3～5人"),
        ("投入1.5-2万元", "投入1.5～2万元"),
        # Punctuation.
        ("宣传,培训;检查:帮扶", "宣传，培训；检查：帮扶"),
        ("效果如何?好!", "效果如何？好！"),
        ("工作完成.下一步", "工作完成。下一步"),
        ("工作完成.", "工作完成。"),
        ("中共中央国务院(试行)", "中共中央国务院（试行）"),
        ("方案（试行)和(修订）", "方案（试行）和（修订）"),
        ('开展"回头看"', "开展“回头看”"),
        ("开展'回头看'", "开展‘回头看’"),
        ('推行"4+X"机制', "推行“4+X”机制"),
        (
            '构建"1+N"体系，开展"6·26"宣传，拨打"12345"热线',
            "构建“1+N”体系，开展“6·26”宣传，拨打“12345”热线",
        ),
        ('"12345"热线与"无毒"社区', "“12345”热线与“无毒”社区"),
        ('购置55"显示屏，建"无毒"社区', '购置55"显示屏，建“无毒”社区'),
        ("(1)宣传，(2)培训", "（1）宣传，（2）培训"),
        ("分两步：(1)摸底；(2)走访", "分两步：（1）摸底；（2）走访"),
        ("一.坚持党建引领。二.坚持群众参与。", "一、坚持党建引领。二、坚持群众参与。"),
        ("十二.附则", "十二、附则"),
        ("2026年6月-8月", "2026年6月—8月"),
        ("2026年6月-2027年3月", "2026年6月—2027年3月"),
        ("6月1日-26日", "6月1日—26日"),
        ("6月26号前", "6月26日前"),
        ("宣传...培训", "宣传……培训"),
        ("宣传…培训", "宣传……培训"),
        ("宣传。。。。培训", "宣传……培训"),
        ("目标--无毒社区", "目标——无毒社区"),
        ("落实责任。。加强督查，，", "落实责任。加强督查，"),
        ("落实责任，。", "落实责任。"),
        ("《禁毒法》、《戒毒条例》", "《禁毒法》《戒毒条例》"),
        ("“五老”、“四员”", "“五老”“四员”"),
        # Spaces.
        ("党建 禁毒", "党建禁毒"),
        ("到 2028 年底", "到2028年底"),
        ("时间: 9:00", "时间：9:00"),
    ],
)
def test_text_is_normalised(before: str, after: str) -> None:
    assert polish(before) == after


@pytest.mark.parametrize(
    "text",
    [
        "时间12:30，比例1:30，合计1,234.5元",
        "电话0531-88888888，邮箱jindu@example.cn，网址https://example.cn/a,b?c=1",
        "采用Wi-Fi(2.4G)和Type-C接口",
        "2026年6月26日前覆盖12个社区，满意度92.5%以上。",
        "柳街发〔2026〕5号",
        "《禁毒法》（2007年）、《戒毒条例》",
        "“6·26”国际禁毒日",
        "版本1.0，科目30202，2026.6",
        "第3-1号楼",
        "O'Neil's",
        '购置55"显示屏和65"显示屏',
        '购置"55"显示屏"一套',
        "3月1号楼投入使用，3月2号会议室停用",
        "6月3号线开通",
        "一般工作",
        "北京—上海",
    ],
)
def test_text_is_unchanged(text: str) -> None:
    assert polish(text) == text


TYPED = "甲乙年月日号，。；、：,.;:()（）\"'“”《》[]〔〕 -—~～%％0123456789５ＡａB…\n"


@given(st.text(alphabet=TYPED))
def test_polish_is_idempotent(text: str) -> None:
    assert polish(polish(text)) == polish(text)


@pytest.mark.parametrize("name", assets.schemes())
def test_schemes_are_already_normalised(name: str) -> None:
    plan = scheme_plan(name)
    assert polished(plan) == (plan, ())


def test_ids_are_unchanged() -> None:
    text = (
        "格式: 1\n方案: {标题: '方案(试行)'}\n单位名录: [{编号: 甲-1, 名称: '甲(乙)局'}]\n"
        "工作任务: [{编号: R1, 名称: '宣传,培训', 牵头单位: 甲-1}]\n"
        "公文: {附件: [{名称: '附表(一)', 内容: '1, 2'}]}\n"
    )
    plan = plan_from(text)
    made = polished(plan)
    assert made.plan.overview is not None
    assert made.plan.overview.title == "方案（试行）"
    assert made.plan.tasks[0].leads == ("甲-1",)
    assert made.plan.name_of("甲-1") == "甲（乙）局"
    assert made.plan.document is not None
    assert made.plan.document.attachments[0].name == "附表（一）"
    assert Change("宣传,培训", "宣传，培训") in made.changes
    assert plan.overview is not None
    assert plan.overview.title == "方案(试行)"


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("宣传,培训", [("宣传,培训", "宣传，培训")]),
        ("开展宣传，，先试点后推广", [("开展宣传，，先试点", "开展宣传，先试点")]),
        (
            "按(县级统筹、街道落实)的办法",
            [("按(县级统筹", "按（县级统筹"), ("街道落实)的办法", "街道落实）的办法")],
        ),
        ("在2026-06-26前完成", [("2026-06-26前完成", "2026年6月26日前完成")]),
        ("党建 " + " " * 60 + "引领禁毒", [("党建" + " " * 61 + "引领禁毒", "党建引领禁毒")]),
        ("共10-20%，共三成", [("共10-20%，", "共10%～20%，")]),
    ],
)
def test_changes_are_shown_with_context(text: str, changes: list[tuple[str, str]]) -> None:
    plan = plan_from(f"方案:\n  背景: '{text}'\n")
    assert [tuple(change) for change in polished(plan).changes] == changes


def test_many_close_changes_are_shown_as_one() -> None:
    before, after = "甲,乙" * 20_000, "甲，乙" * 20_000
    plan = plan_from(f"方案:\n  背景: {before}\n")
    assert [change.after for change in polished(plan).changes] == [after]
