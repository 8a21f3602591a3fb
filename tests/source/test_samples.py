"""Sample values: what a remark holds, and what makes a value lose it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jindu.checker.engine import check
from jindu.checker.fix import fix
from jindu.model.diagnostic import Level, Severity
from jindu.report import json as json_report
from jindu.report import text as text_report
from jindu.source import samples
from jindu.source.edit import Set, revise
from jindu.source.load import load_text

NUMBER = "柳街发〔2026〕5号"
LONG = "柳林街道商户较多，物流网点和出租房屋比较集中，新型毒品伪装性强，居民对它的了解还不够。"


def found(text: str) -> list[str]:
    plan = load_text(text).plan
    assert plan is not None
    return [sample.value for sample in plan.samples]


COUNTED = {
    "a value of a block": ("目标:\n  - 指标:\n      - 目标值: 92%  # 示例：92%\n", ["92%"]),
    "half-width colon": ("经费:\n  总额: 50万元 # 示例: 50万元\n", ["50万元"]),
    "no blanks": ("经费:\n  总额: 50万元 #示例：50万元\n", ["50万元"]),
    "in braces, with keys": (
        "目标:\n  - 指标:\n      - 基期: {时间: 2025, 值: 78%, 出处: 问卷、台账}"
        "  # 示例：值 78%、出处 问卷、台账\n",
        ["78%", "问卷、台账"],
    ),
    "one of a line": (
        "工作队伍:\n  - {名称: 甲, 人数: 30, 服务对象数: 31}  # 示例：人数 30、服务对象数 36\n",
        ["30"],
    ),
    "two of one value": (
        "工作队伍:\n  - {名称: 甲, 人数: 30, 服务对象数: 30}  # 示例：人数 30、服务对象数 30\n",
        ["30", "30"],
    ),
    "quoted": (f'公文: {{发文字号: "{NUMBER}"}}  # 示例：{NUMBER}\n', [NUMBER]),
    "items of a list": (
        "公文:\n  发文机关: [甲街道办事处, 乙街道办事处]  # 示例：发文机关 乙街道办事处\n",
        ["乙街道办事处"],
    ),
    "a line of its own": ("经费:\n  # 示例：50万元\n  总额: 50万元\n", ["50万元"]),
    "windows": ("经费:\r\n  总额: 50万元  # 示例：50万元\r\n  备注: 一\r\n", ["50万元"]),
    "before another remark": (
        "经费:\n  总额: 50万元  # 示例：50万元  # jindu: ignore[FND003] 已经说明\n",
        ["50万元"],
    ),
    "after another remark": (
        "经费:\n  总额: 50万元  # jindu: ignore[FND003] 已经说明 # 示例：50万元\n",
        ["50万元"],
    ),
    "full-width slips": ("经费：\n  总额：50万元  # 示例：50万元\n", ["50万元"]),
    "a long text": (f"方案:\n  背景: {LONG}  # 示例：{samples.short(LONG)}\n", [LONG]),
    "a block scalar": (
        f"方案:\n  背景: |-  # 示例：{samples.short(LONG)}\n    {LONG}\n  版本: 一\n",
        [LONG],
    ),
    "a list without its dash": ("支部:\n  党员人数: 18  # 示例：18\n", ["18"]),
}


@pytest.mark.parametrize(("text", "values"), COUNTED.values(), ids=list(COUNTED))
def test_counted(text: str, values: list[str]) -> None:
    assert found(text) == values


LOST = {
    "a changed value": "经费:\n  总额: 51万元  # 示例：50万元\n",
    "a value that begins so": "经费:\n  总额: 50万元整  # 示例：50万元\n",
    "a value that is a part": "工作队伍:\n  - {人数: 3}  # 示例：30\n",
    "a digit more": "工作队伍:\n  - {人数: 130}  # 示例：30\n",
    "a deleted remark": "经费:\n  总额: 50万元\n",
    "a remark of another line": "经费:\n  总额: 50万元\n  备注: 一  # 示例：50万元\n",
    "an ordinary comment": "经费:\n  总额: 50万元  # 示例数，请换成本地实数\n",
    "a text like a remark": '方案:\n  背景: "写成 # 示例：写成"\n',
    "within a block scalar": "方案:\n  背景: |\n    一 # 示例：一\n  版本: 二\n",
    "an emptied remark": "经费:\n  总额: 50万元  # 示例：\n",
    "a long text changed in its middle": (
        f"方案:\n  背景: {LONG.replace('商户', '居民')}  # 示例：{samples.short(LONG)}\n"
    ),
    "another key": "工作队伍:\n  - {人数: 30, 服务对象数: 36}  # 示例：服务对象数 30\n",
}


@pytest.mark.parametrize("text", LOST.values(), ids=list(LOST))
def test_lost(text: str) -> None:
    assert found(text) == []


def test_places_are_canonical() -> None:
    text = "budget:\n  total: 50万元  # 示例：50万元\n支部: {党员人数: 18}  # 示例：18\n"
    plan = load_text(text).plan
    assert plan is not None
    assert [sample.where for sample in plan.samples] == [("经费", "总额"), ("支部", 0, "党员人数")]


TEXT = "方案: {状态: 草稿}\n工作队伍:\n" + "".join(
    f"  - {{名称: 第{n}队, 人数: {n}0}}  # 示例：{n}0\n" for n in range(1, 13)
)


def test_one_finding_with_all_places() -> None:
    report = check(load_text(TEXT), Level.DRAFT)
    (finding,) = [d for d in report.diagnostics if d.code == "STR017"]
    assert "还有12处示例内容" in finding.message
    assert [related.span.line for related in finding.related] == list(range(3, 15))
    assert len(report.lines) < 12


def test_the_text_lists_ten_and_counts_the_others() -> None:
    lines = list(text_report.render(check(load_text(TEXT), Level.DRAFT)))
    listed = [line for line in lines if line.startswith("    第")]
    assert listed[0] == "    第3行：工作队伍的人数“10”"
    assert len(listed) == 10
    assert any("另有2处" in line for line in lines)


def test_json_has_every_place() -> None:
    report = check(load_text(TEXT), Level.DRAFT)
    (file,) = json.loads("".join(json_report.render([report])))["files"]
    (finding,) = [found for found in file["findings"] if found["code"] == "STR017"]
    assert [place["span"]["line"] for place in finding["related"]] == list(range(3, 15))


@pytest.mark.parametrize(
    ("level", "severity"),
    [
        (Level.DRAFT, Severity.INFO),
        (Level.REVIEW, Severity.WARNING),
        (Level.SUBMIT, Severity.ERROR),
    ],
)
def test_it_weighs_more_from_level_to_level(level: Level, severity: Severity) -> None:
    (finding,) = [d for d in check(load_text(TEXT), level).diagnostics if d.code == "STR017"]
    assert finding.severity is severity


def test_never_ready_for_approval() -> None:
    for level in Level:
        report = check(load_text("经费: {总额: 50万元}  # 示例：50万元\n"), level)
        assert report.open[Level.SUBMIT] > 0
        assert report.reached is not Level.SUBMIT


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_fixes_and_edits_keep_the_remarks(newline: str, tmp_path: Path) -> None:
    text = newline.join(
        [
            "方案：{状态: 草稿，版本: 一}",
            "工作队伍:",
            "  - {名称: 甲队， 人数: 30}  # 示例：30",
            "经费:",
            "  总额: 50万元  # 示例：50万元",
            "",
        ]
    )
    path = tmp_path / "方案.yaml"
    path.write_bytes(text.encode("utf-8"))
    after = fix(path).revision.text
    assert after != text
    assert found(after) == ["30", "50万元"]
    revision = revise(load_text(after), [Set("工作队伍/甲队/职责", "宣传")])
    assert found(revision.text) == ["30", "50万元"]
    revision = revise(load_text(after), [Set("经费/总额", "60万元")])
    assert found(revision.text) == ["30"]
