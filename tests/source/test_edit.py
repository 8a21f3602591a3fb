"""The edit engine: what is meant changes, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from jindu.files.writing import Unwritable, rewrite
from jindu.model.address import Addresses
from jindu.source.edit import Append, Change, Refused, Set, revise
from jindu.source.load import load, load_text

PLAN = """\
# 头
方案:
  标题: 原标题   # 定过稿
  状态: '草稿'
  地区: "甲县"
  背景: |  # 文稿
    一行
    二行

  # 依据都核过
  依据:
  - 中华人民共和国禁毒法
  - {名称: 通知, 文号: 一号}  # 正式
公文:
  主送:
单位名录:
  - 编号: 甲
    名称: 甲所

  - {编号: 乙, 名称: 乙所 }   # 乙
工作任务:
- 编号: 任务一
  牵头单位: 甲
  配合单位: 甲、乙
经费: {总额: 50万元, 资金来源: [{编号: 省级, 金额: 20万元}], 支出预算: [] }
目标:
  - 编号: 目标一
    指标:
      - 编号: 指标一
        年度目标: {2027年: 3, 2028: 4}
# 尾"""


def revised(text: str, *changes: Change) -> str:
    return revise(load_text(text), changes).text


def check_lines(text: str, change: Change, before: str, after: str) -> None:
    """One stretch of the text becomes another, all else stays."""
    assert text.count(before) == 1
    assert revised(text, change) == text.replace(before, after)


CHANGES = [
    (Set("方案/标题", "新标题"), "原标题", "新标题"),
    (Set("方案/标题", "甲: 乙"), "原标题", '"甲: 乙"'),
    (Set("方案/标题", "# 甲"), "原标题", '"# 甲"'),
    (Set("方案/标题", "甲 #乙"), "原标题", '"甲 #乙"'),
    (Set("方案/标题", '甲: "乙"'), "原标题", "'甲: \"乙\"'"),
    (Set("方案/标题", "“甲”的'乙\""), "原标题", "'“甲”的''乙\"'"),
    (Set("方案/标题", "[甲]"), "原标题", '"[甲]"'),
    (Set("方案/标题", "~"), "原标题", '"~"'),
    (Set("方案/标题", "100%"), "原标题", "100%"),
    (Set("方案/标题", "%甲"), "原标题", '"%甲"'),
    (Set("方案/标题", "- 甲"), "原标题", '"- 甲"'),
    (Set("方案/标题", "甲，乙：丙"), "原标题", '"甲，乙：丙"'),
    (Set("方案/标题", "C:\\甲"), "原标题", "'C:\\甲'"),
    (Set("方案/状态", "送审"), "'草稿'", "'送审'"),
    (Set("方案/地区", "乙县"), '"甲县"', '"乙县"'),
    (Set("方案/地区", '"乙"县'), '"甲县"', "'\"乙\"县'"),
    (Set("方案/背景", "一段"), "|  # 文稿\n    一行\n    二行\n", "一段  # 文稿\n"),
    (Set("方案/依据/中华人民共和国禁毒法/名称", "条例"), "中华人民共和国禁毒法", "条例"),
    (Set("依据/通知/文号", "甲, 乙"), "一号", '"甲, 乙"'),
    (Set("公文/主送", "区委"), "主送:", "主送: 区委"),
    (Set("公文/份号", "000001"), "  主送:\n", "  主送:\n  份号: 000001\n"),
    (Set("单位名录/甲/简称", "所"), "名称: 甲所\n", "名称: 甲所\n    简称: 所\n"),
    (Set("单位名录/乙/简称", "所"), "乙所 }", "乙所, 简称: 所 }"),
    (Set("单位名录/乙/名称", "甲,乙"), "乙所 }", '"甲,乙" }'),
    (Set("资金来源/省级/金额", "30万元"), "20万元", "30万元"),
    (Set("资金来源/省级/受赠人/名称", "某会"), "20万元}", "20万元, 受赠人: {名称: 某会}}"),
    (Set("方案/品牌/口号", "一哨"), "文号: 一号}  # 正式\n",
     "文号: 一号}  # 正式\n  品牌: {口号: 一哨}\n"),
    (Set("平台/名称", "平台甲"), "2028: 4}\n", "2028: 4}\n平台: {名称: 平台甲}\n"),
    (Set("目标/目标一/指标/指标一/年度目标/2027", "5"), "2027年: 3", "2027年: 5"),
    (Set("目标/目标一/指标/指标一/年度目标/2029年", "5"), "2028: 4}", "2028: 4, 2029: 5}"),
    (Set("目标/目标一/指标/指标一/名称", "率"), "2028: 4}\n", "2028: 4}\n        名称: 率\n"),
    (Append("单位名录", {"编号": "丙", "名称": "丙所"}), "# 乙\n",
     "# 乙\n  - {编号: 丙, 名称: 丙所}\n"),
    (Append("目标", {"编号": "目标二", "内容": "甲: 乙"}), "2028: 4}\n",
     "2028: 4}\n  - 编号: 目标二\n    内容: \"甲: 乙\"\n"),
    (Append("方案/依据", "条例"), "# 正式\n", "# 正式\n  - 条例\n"),
    (Append("工作任务/任务一/配合单位", "丙"), "甲、乙", "[甲, 乙, 丙]"),
    (Append("工作任务/任务一/牵头单位", "丙"), "牵头单位: 甲", "牵头单位: [甲, 丙]"),
    (Append("工作任务/任务一/前置任务", "丙"), "甲、乙\n", "甲、乙\n  前置任务: [丙]\n"),
    (Append("公文/主送", "区委"), "主送:", "主送: [区委]"),
    (Set("工作任务/任务一/完成时限", "长期坚持"), "甲、乙\n", "甲、乙\n  完成时限: 长期坚持\n"),
    (Append("支出预算", {"编号": "丁", "名称": "册"}), "[] }", "[{编号: 丁, 名称: 册}] }"),
    (Append("资金来源", {"编号": "丁"}), "20万元}]", "20万元}, {编号: 丁}]"),
]  # fmt: skip


@pytest.mark.parametrize("form", ["lf", "crlf", "no comment"])
@pytest.mark.parametrize(("change", "before", "after"), CHANGES)
def test_only_what_is_meant_changes(change: Change, before: str, after: str, form: str) -> None:
    text = PLAN
    if form == "crlf":
        text, before, after = (part.replace("\n", "\r\n") for part in (text, before, after))
    if form == "no comment":
        text = text.removesuffix("\n# 尾")
        if text.endswith(before.removesuffix("\n")):
            before, after = before.removesuffix("\n"), after.removesuffix("\n")
    check_lines(text, change, before, after)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (Set("方案/标提", "甲"), "是不是要写“标题”"),
        (Set("方案", "甲"), "是一组内容"),
        (Set("单位名录", "甲"), "是一组内容"),
        (Set("方案/标题", "甲\n乙"), "换行"),
        (Set("方案/标题", "甲\u200b乙"), "看不见"),
        (Set("资金来源/省级/金额", "二十来万"), "二十来万"),
        (Set("方案/起止", "明年"), "明年"),
        (Set("依据/中华人民共和国禁毒法/文号", "一号"), "没有分键书写"),
        (Set("公文/附件/甲/名称", "甲"), "“甲”找不到"),
        (Append("方案/标题", "甲"), "不是列表"),
        (Append("方案", "甲"), "不是列表"),
        (Append("单位名录", {"编号": "丙", "名子": "甲"}), "“名子”这一项"),
        (Append("单位名录", "丙"), "这里只写了“丙”"),
    ],
)
def test_a_change_is_refused(change: Change, told: str) -> None:
    with pytest.raises(Refused) as caught:
        revised(PLAN, change)
    assert told in str(caught.value)


def test_a_list_of_one_without_its_dash() -> None:
    text = "单位名录:\n  编号: 甲\n"
    assert revised(text, Set("单位名录/甲/名称", "甲所")) == f"{text}  名称: 甲所\n"
    with pytest.raises(Refused, match="没有写成列表"):
        revised(text, Append("单位名录", {"编号": "乙"}))


def test_an_error_that_was_there_does_not_matter() -> None:
    text = "方案: {标题: 甲, 起止: 明年}\n"
    assert revised(text, Set("方案/标题", "乙")) == "方案: {标题: 乙, 起止: 明年}\n"
    with pytest.raises(Refused, match="明年"):
        revised(text, Append("实施阶段", {"编号": "甲", "起止": "明年"}))


def test_one_change_builds_upon_another() -> None:
    changes = (
        Set("平台/名称", "甲"),
        Set("平台/建设", "乙"),
        Append("实施阶段", {"编号": "一"}),
        Append("实施阶段", {"编号": "二"}),
        Set("实施阶段/二/名称", "组织实施"),
    )
    expected = (
        "方案: {标题: 甲}\n平台: {名称: 甲, 建设: 乙}\n"
        "实施阶段: [{编号: 一}, {编号: 二, 名称: 组织实施}]\n"
    )
    assert revised("方案: {标题: 甲}\n", *changes) == expected


def test_nothing_can_be_set_where_nothing_can_be_read() -> None:
    with pytest.raises(Refused, match="读不出来"):
        revised("方案: [", Set("方案/标题", "甲"))


NASTY = [
    "甲", "甲：乙", "甲: 乙", "- 甲", "甲 # 乙", "“甲”", "‘甲’说", '"', "'", "''", "\\",
    "甲\\n", "~", "null", "true", "{甲}", "[甲, 乙]", "甲}", "，甲", "甲、乙；丙", "%", "@甲",
    "`", "!甲", "&甲", "*甲", "| 甲", "> 甲", "? 甲", "甲?", "?", "-", "---", "...", ":", "甲:",
    ":甲", "#", "甲#乙", "0x1", "1_000", "2027-01-01", "１２", "＃甲", "（甲）", "《甲》",
    "—甲", "……", "·", "・甲", "=甲", "<<", "甲\u3000乙", "\u3000甲", "甲 ", " 甲", "甲\u3000",
    "😀", "𠮷", "A, B", "key: value", "甲: ", "http://a.b/c", "12:30", "甲,乙", "、", "－甲",
    "［甲］", "｛甲｝", "“甲", "甲”", "%YAML", "--- 甲", "... 甲",
]  # fmt: skip


@pytest.mark.parametrize("text", NASTY)
def test_any_text_is_written_so_that_it_reads_as_itself(text: str) -> None:
    known = "方案/标题", "资金来源/省级/名称", "地区"
    changes = [Set(address, text) for address in (*known, "单位名录/乙/名称")]
    made = load_text(revised(PLAN, *changes))
    assert made.plan is not None
    addresses = Addresses(made.plan)
    assert {addresses.find(a).value for a in (*known, "单位名录/第2项/名称")} == {text}
    assert len(made.source.problems) == len(load_text(PLAN).source.problems)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_encoding_stays_and_the_file_is_written_once(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "方案.yaml"
    path.write_bytes(PLAN.encode(encoding))
    made = revise(load(path), [Set("方案/标题", "新标题")])
    assert made.changed
    assert made.content() == PLAN.replace("原标题", "新标题").encode(encoding)
    kept = rewrite(path, made.content(), made.original)
    assert kept is not None
    assert kept.read_bytes() == made.original
    assert path.read_bytes() == made.content()
    with pytest.raises(Unwritable, match="改动过"):
        rewrite(path, made.content(), made.original)
    assert list(made.diff())[2:] == [
        "@@ -2,3 +2,3 @@", " 方案:", "-  标题: 原标题   # 定过稿", "+  标题: 新标题   # 定过稿",
        "   状态: '草稿'",
    ]  # fmt: skip
