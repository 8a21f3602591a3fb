"""What a county sets otherwise: read, checked, and found upward from the plan."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from jindu import pipeline, settings
from jindu.diagnostic import Level, Severity
from jindu.norms import shipped_norms
from jindu.rules import RULES
from jindu.settings import BadSettings, Settings
from tests.conftest import ROOT

PLAN = """\
经费:
  总额: 5万元
  支出预算:
    - {编号: 甲, 名称: 走访慰问金, 金额: 4万元}
"""


def codes(with_settings: Settings) -> dict[str, Severity]:
    report = pipeline.check(pipeline.load_text(PLAN), Level.DRAFT, with_settings)
    return {found.code: found.severity for found in report.diagnostics}


def read(tmp_path: Path, text: str) -> Settings:
    path = tmp_path / "jindu.toml"
    path.write_text(text, encoding="utf-8")
    return settings.read(path)


def test_as_they_come() -> None:
    assert codes(Settings()) == {"BUD001": Severity.ERROR, "BUD010": Severity.WARNING}


def test_ignore_takes_codes_and_their_beginnings(tmp_path: Path) -> None:
    assert codes(read(tmp_path, '[check]\nignore = ["BUD010"]')) == {"BUD001": Severity.ERROR}
    assert codes(read(tmp_path, '[check]\nignore = ["BUD"]')) == {}


def test_select_leaves_the_rest_out(tmp_path: Path) -> None:
    assert set(codes(read(tmp_path, '["检查"]\n"采用" = ["BUD010"]'))) == {"BUD010"}


def test_an_unreadable_file_is_told_whatever_is_selected(tmp_path: Path) -> None:
    chosen = read(tmp_path, '[check]\nselect = ["TXT"]')
    report = pipeline.check(pipeline.load_text(""), None, chosen)
    assert [found.code for found in report.diagnostics] == ["YML001"]


def test_severity_moves_what_bars_a_level(tmp_path: Path) -> None:
    softer = read(tmp_path, '[check.severity]\nBUD001 = "提示"\nBUD010 = "error"')
    assert codes(softer) == {"BUD001": Severity.INFO, "BUD010": Severity.ERROR}


def test_norms_of_a_region(tmp_path: Path) -> None:
    text = '[norms]\n"满意度下限" = 95\n"不可预见费占比上限" = {"值" = 3, "出处" = "本县规定"}'
    norms = read(tmp_path, text).norms
    assert (norms["满意度下限"].value, norms["满意度下限"].source) == (95, "本地配置jindu.toml")
    assert (norms["不可预见费占比上限"].value, norms["不可预见费占比上限"].source) == (
        3,
        "本县规定",
    )
    assert norms["实施期限上限"].value == 36


def test_codes_are_taken_however_they_are_typed(tmp_path: Path) -> None:
    assert codes(read(tmp_path, '[check]\nignore = ["bud010", " ＢＵＤ００１ "]')) == {}
    softer = read(tmp_path, '[check.severity]\nbud001 = "WARNING"')
    assert codes(softer)["BUD001"] is Severity.WARNING
    assert set(codes(Settings().narrowed(["bud010"], []))) == {"BUD010"}


@pytest.mark.parametrize(
    ("written", "value"),
    [("92.5", Decimal("92.5")), ("95.0", 95), ("0", 0), ("100", 100)],
)
def test_a_number_for_a_number(tmp_path: Path, written: str, value: object) -> None:
    norm = read(tmp_path, f'[norms]\n"满意度下限" = {written}').norms["满意度下限"]
    assert norm.value == value
    assert type(norm.value) is type(value)


def test_a_norm_in_full(tmp_path: Path) -> None:
    text = """[norms]
"采购限额标准" = {"值" = 400000, "单位" = "元", "出处" = "本省目录", "日期" = 2026-01-01}
"领导小组应有部门" = []
"""
    norms = read(tmp_path, text).norms
    found = norms["采购限额标准"]
    assert (found.value, found.unit, found.source) == (400000, "元", "本省目录")
    assert (found.date, found.verified) == ("2026-01-01", False)
    assert norms["领导小组应有部门"].value == []


NUMBERS = {n: norm for n, norm in shipped_norms().items() if norm.unit}


@pytest.mark.parametrize("name", NUMBERS)
@pytest.mark.parametrize(
    "value", ["-1", "true", '"90"', "nan", "-inf", "[1]", "2026-01-01", "edge"]
)
def test_no_norm_takes_what_is_no_number(tmp_path: Path, name: str, value: str) -> None:
    norm = NUMBERS[name]
    beyond = "100.5" if norm.unit == "%" else str(norm.least - 1)
    with pytest.raises(BadSettings, match=rf"jindu\.toml:2：“{name}”"):
        read(tmp_path, f'[norms]\n"{name}" = {beyond if value == "edge" else value}')


@pytest.mark.parametrize("factor", ["0", "0.37", "1.5", "1e30"])
def test_every_rule_takes_every_number(tmp_path: Path, factor: str) -> None:
    lines = ["[norms]"]
    for name, norm in NUMBERS.items():
        value = max(Decimal(norm.value) * Decimal(factor), Decimal(norm.least))
        value = min(value, Decimal(100 if norm.unit == "%" else norm.most))
        lines.append(f'"{name}" = {int(value) if norm.is_counted else value}')
    own = read(tmp_path, "\n".join(lines))
    for path in sorted((ROOT / "tests" / "plans").glob("*.yaml")):
        pipeline.check_file(path, Level.SUBMIT, own)


REFUSED = [
    ("[check", ":1：节名的后面缺少“]”。"),
    ("[检查]", ":1:2：中文的键要加半角双引号。"),
    ("[norms]\n满意度下限 = 95", ":2:1：这一行读不出来：中文的键要加半角双引号。"),
    ("[check]\nignore = [BUD]", ":2:11：值读不出来：文字要加半角双引号，编码要写成列表。"),
    ("[check]\nignore = []\nignore = []", ":3：同一个键写了两次，只留一个。"),
    ('[check]\nignore = ["\\ud800"]', ":2:18：“\\u”后面不是任何字符的编码；直接写出这个字符。"),
    ("[chek]", ":1：没有“chek”这一节，是不是“check”。"),
    ("check = 1", ":1：“check”是一节，单独占一行写成 [check]，"),
    ('"检查" = 3', ':1：“检查”是一节，单独占一行写成 ["检查"]，'),
    ("# ignor\n[check]\nignor = []", ":3：没有“ignor”这个键，是不是“ignore”。"),
    ('[check]\nignore = "BUD"', ":2：规则编码要写成列表"),
    (
        '[check]\nignore = [\n  "SCH",\n  "BUX001",\n]',
        ":4：没有编码为“BUX001”的规则，是不是“BUD001”。",
    ),
    ('[check]\nignore = [""]', ":2：没有编码为“”的规则"),
    ('[check]\nseverity = "错误"', ":2：级别要逐条写"),
    (
        '[check.severity]\nBUD01 = "错误"',
        ":2：“BUD01”只是编码的开头，级别按完整的编码逐条写。",
    ),
    ('[check.severity]\nBUD001 = "严重"', ":2：“BUD001”的级别只能是提示、警告或错误"),
    ('[check.severity]\nBUD001 = ["错误"]', ":2：“BUD001”的级别只能是提示、警告或错误"),
    ('[norms]\n"满意度" = 95', ":2：没有“满意度”这个标准，是不是“满意度下限”。"),
    ('[norms]\n"满意度下限" = "高"', ":2：“满意度下限”要写成数字，如 90，"),
    ('[norms]\n"满意度下限" = true', ":2：“满意度下限”要写成数字"),
    ('[norms]\n"满意度下限" = -5', ":2：“满意度下限”是百分比，要在0到100之间，不能是-5。"),
    ('[norms]\n"实施期限上限" = 36.5', ":2：“实施期限上限”要写成整数，如 36。"),
    ('[norms]\n\n"专职人员配备比" = 0', ":3：“专职人员配备比”不能小于1。"),
    ('[norms]\n"采购限额标准" = -1', ":2：“采购限额标准”不能小于0。"),
    ('[norms]\n"领导小组应有部门" = ["公安", 3]', ":2：“领导小组应有部门”要写成词的列表"),
    (
        '[norms]\n"采购限额标准" = {"值" = 40, "单位" = "万元"}',
        ":2：“采购限额标准”按“元”计，换算后再写，单位不能改。",
    ),
    (
        '[norms."采购限额标准"]\n"值" = 400000\n"出外" = "本省"',
        ":3：“采购限额标准”里没有“出外”这个键，是不是“出处”。",
    ),
]


@pytest.mark.parametrize(("text", "said"), REFUSED)
def test_what_is_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(BadSettings) as trouble:
        read(tmp_path, text)
    assert f"jindu.toml{said}" in str(trouble.value)


def test_a_file_that_is_not_there_or_no_text(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match=r"没有\.toml：找不到这个配置文件"):
        settings.read(tmp_path / "没有.toml")
    with pytest.raises(BadSettings, match="这是一个文件夹"):
        settings.read(tmp_path)
    (tmp_path / "jindu.toml").write_bytes("[检查]".encode("gbk"))
    with pytest.raises(BadSettings, match="不是 UTF-8 编码"):
        settings.read(tmp_path / "jindu.toml")


def test_levels_are_told_only_of_all_rules(tmp_path: Path) -> None:
    loaded = pipeline.load_text(PLAN)
    whole = pipeline.check(loaded, Level.DRAFT)
    assert (whole.rated, whole.unused, whole.reached) == (True, 0, None)
    narrowed = pipeline.check(loaded, Level.DRAFT, Settings().narrowed([], ["BUD"]))
    assert (narrowed.rated, narrowed.reached) == (False, None)
    configured = pipeline.check(loaded, Level.DRAFT, Settings(ignore=("BUD001", "SCH")))
    schedule = sum(rule.code.startswith("SCH") for rule in RULES)
    assert (configured.rated, configured.unused) == (True, 1 + schedule)
    assert configured.reached is Level.DRAFT


def test_found_upward(tmp_path: Path) -> None:
    inner = tmp_path / "县" / "街道"
    inner.mkdir(parents=True)
    (tmp_path / "县" / "jindu.toml").write_text("", encoding="utf-8")
    assert settings.find(inner) == (tmp_path / "县" / "jindu.toml").resolve()


def test_the_command_line_narrows(tmp_path: Path) -> None:
    base = read(tmp_path, '[check]\nignore = ["BUD010"]')
    assert codes(base.narrowed(("BUD",), ())) == {"BUD001": Severity.ERROR}
    assert codes(base.narrowed((), ("BUD001",))) == {}
    with pytest.raises(BadSettings, match="命令行"):
        base.narrowed(("NIX",), ())
