"""What a county sets otherwise: read, checked, and found upward from the plan."""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path

import pytest

from jindu.checker import batch, config, engine, settings
from jindu.checker.settings import BadSettings, Settings
from jindu.model.diagnostic import Level, Severity
from jindu.model.norms import shipped_norms
from jindu.output import render
from jindu.rules import RULES
from jindu.source import load
from tests.conftest import ROOT

PLAN = """\
经费:
  总额: 5万元
  支出预算:
    - {编号: 甲, 名称: 走访慰问金, 金额: 4万元}
"""


def codes(with_settings: Settings) -> dict[str, Severity]:
    report = engine.check(load.load_text(PLAN), Level.DRAFT, with_settings)
    return {found.code: found.severity for found in report.diagnostics}


def read(tmp_path: Path, text: str) -> Settings:
    path = tmp_path / "jindu.toml"
    path.write_text(text, encoding="utf-8")
    return config.read(path)


def test_as_they_come() -> None:
    assert codes(Settings()) == {"BUD001": Severity.ERROR, "BUD010": Severity.WARNING}


def test_ignore_takes_codes_and_their_beginnings(tmp_path: Path) -> None:
    assert codes(read(tmp_path, '[check]\nignore = ["BUD010"]')) == {"BUD001": Severity.ERROR}
    assert codes(read(tmp_path, '[check]\nignore = ["BUD"]')) == {}


def test_select_leaves_the_rest_out(tmp_path: Path) -> None:
    assert set(codes(read(tmp_path, '["检查"]\n"采用" = ["BUD010"]'))) == {"BUD010"}


def test_an_unreadable_file_is_told_whatever_is_selected(tmp_path: Path) -> None:
    chosen = read(tmp_path, '[check]\nselect = ["TXT"]')
    report = engine.check(load.load_text(""), None, chosen)
    assert [found.code for found in report.diagnostics] == ["YML001"]


@pytest.mark.parametrize(
    "lowering", ['ignore = ["YML"]', "select = []", 'severity.YML004 = "提示"']
)
def test_what_cannot_be_read_fails_whatever_is_chosen(tmp_path: Path, lowering: str) -> None:
    own = read(tmp_path, f"[check]\n{lowering}")
    report = engine.check(load.load_text("方案: &甲 [*甲]\n"), None, own)
    assert (report.readable, report.failed) == (False, True)


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
"采购限额标准" = {"值" = 400000, "单位" = "元", "出处" = "目录", "日期" = 2026-01-01, "适用" = "县"}
"领导小组应有部门" = []
"""
    norms = read(tmp_path, text).norms
    found = norms["采购限额标准"]
    assert (found.value, found.unit, found.source) == (400000, "元", "目录")
    assert (found.date, found.verified) == ("2026-01-01", False)
    assert (found.scope, found.year) == ("县", 0)
    assert norms["公开招标数额标准"].year == 2020
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
        batch.check_file(path, Level.SUBMIT, own)


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
    ('[check]\n["检查"]', ":2：“check”和“检查”是一回事，只留一个。"),
    ('[check]\nignore = []\n"忽略" = []', ":3：“ignore”和“忽略”是一回事，只留一个。"),
    (
        '[check.severity]\nBUD001 = "提示"\nbud001 = "警告"',
        ":3：“bud001”的级别写了两次，只留一个。",
    ),
    ('[check.severity]\nyml001 = "提示"', ":2：文件读不出来总是错误，YML001 的级别不能改。"),
    ("[[check]]", ":1：“check”是一节，单独占一行写成 [check]，"),
    ("[check]\nselect = true", ":2：规则编码要写成列表"),
    ('[check]\nselect = [["BUD"]]', ":2：规则编码要写成列表"),
    ('{"check": {}}', ":1:1：这一行读不出来"),
    ("check:\n  ignore: [BUD]", ":1:6：键的后面缺少等号“=”。"),
    ('"\\u001b[31m" = 1', ":1：没有“?[31m”这一节；可以写检查、标准。"),
]


@pytest.mark.parametrize(("text", "said"), REFUSED)
def test_what_is_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(BadSettings) as trouble:
        read(tmp_path, text)
    assert f"jindu.toml{said}" in str(trouble.value)


NUMBER = '[norms]\n"满意度下限" = '
COUNT = '[norms]\n"实施期限上限" = '
TOO_MUCH = {
    "an exponent": (NUMBER + "1e999999999", ":2：“满意度下限”的数太大或者太小"),
    "a negative exponent": (NUMBER + "1e-999999999", ":2：“满意度下限”的小数太长"),
    "a negative number": (NUMBER + "-1e999999999", ":2：“满意度下限”的数太大或者太小"),
    "beyond any exponent": (NUMBER + "1e99999999999999999999", ":2：“满意度下限”要写成数字"),
    "digits": (NUMBER + "9" * 10_000, ":2：数字太长，读不出来。"),
    "hexadecimal digits": (NUMBER + "0x" + "f" * 50_000, ":2：“满意度下限”的数太大或者太小"),
    "decimals": (NUMBER + "9." + "9" * 50_000, ":2：“满意度下限”的小数太长"),
    "a count": (COUNT + "1e999999999", ":2：“实施期限上限”的数太大或者太小，要在1到1000000之间。"),
    "brackets": ("a = " + "[" * 5000 + "]" * 5000, ":1：括号套得太深。"),
    "open brackets": ("\na = " + "[" * 60_000, ":2：括号套得太深。"),
    "braces": ("a = " + "{a = " * 5000 + "1" + "}" * 5000, ":1：括号套得太深。"),
    "parts": (".".join("a" * 60_000) + " = 1", ":1：键里的“.”太多"),
    "quoted parts": ("[" + " . ".join(['"\\""'] * 15_000) + "]", ":1：键里的“.”太多"),
    "parts in braces": (
        'a = {b = """"""", ' + ".".join("a" * 50_000) + " = 1}",
        ":1：键里的“.”太多",
    ),
    "codes": ("[check]\nignore = [" + '"SCH017",' * 9000 + "]", ":2：写了9000个编码"),
    "a name": ('["' + "键" * 40_000 + '"]', "键…”这一节"),
    "a code": ('[check]\nignore = ["' + "B" * 100_000 + '"]', "B…”的规则"),
    "a weight": ('[check.severity]\nBUD001 = "' + "严" * 40_000 + '"', "不能是“严"),
    "a source": (
        NUMBER + '{"值" = 95, "出处" = "' + "甲" * 5000 + '"}',
        ":2：“满意度下限”的“出处”",
    ),
    "a source of lines": (NUMBER + '{"值" = 95, "出处" = "甲\\n乙"}', ":2：“满意度下限”的“出处”"),
    "a source that is a list": (NUMBER + '{"值" = 95, "出处" = [1]}', ":2：“满意度下限”的“出处”"),
    "words": ('[norms]\n"领导小组应有部门" = [' + '"公安",' * 500 + "]", "的词太多或者太长"),
    "a word": ('[norms]\n"领导小组应有部门" = ["' + "公" * 999 + '"]', "的词太多或者太长"),
    "bytes": ("#" * 200_000, "：文件超过128KB，不像配置文件。"),
    "a million codes": ("[check]\nignore = [" + '"SCH017",' * 1_000_000 + "]", "：文件超过128KB"),
}


@pytest.mark.parametrize("character", "\u200b\u00ad\u2066\u202e\u3164\U000e0041", ids=ascii)
@pytest.mark.parametrize(
    "line",
    [
        'ignore = ["TXT{}"]',
        '"忽略{}" = []',
        'severity.BUD001 = "提{}示"',
        "ignore = []  # 本县{}规定",
    ],
)
def test_what_no_one_sees_is_told_with_its_line(tmp_path: Path, line: str, character: str) -> None:
    told = rf"jindu\.toml:2：这一行里有看不见的字符（U\+{ord(character):04X}，"
    with pytest.raises(BadSettings, match=told):
        read(tmp_path, f"[check]\n{line.format(character)}\n[norms]\n")


@pytest.mark.parametrize("name", TOO_MUCH)
def test_what_is_too_much(tmp_path: Path, name: str) -> None:
    text, said = TOO_MUCH[name]
    with pytest.raises(BadSettings) as trouble:
        read(tmp_path, text)
    assert said in str(trouble.value)
    assert len(str(trouble.value)) < 400


@pytest.mark.parametrize(
    "text",
    [
        "# " + "_" * 200 + "\n# " + "." * 200,
        "# 1.2.3.4.5 " + "9" * 500,
        NUMBER + '{"值" = 92.5, "出处" = "见1.1、1.2、1.3（http://www.a.b.c.d.e.gov.cn）"}',
        NUMBER + "90." + "0" * 900,
        "[check]\nignore = [\n" + '  "SCH017",\n' * 300 + "]",
        "[check]\r\nignore = []\r\n",
        "\ufeff[check]",
    ],
)
def test_what_is_long_and_innocent(tmp_path: Path, text: str) -> None:
    (tmp_path / "jindu.toml").write_text(text, encoding="utf-8", newline="")
    assert config.read(tmp_path / "jindu.toml").local is not None


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[检查]".encode("gbk"), "不是 UTF-8 编码（像是 GBK）"),
        ("[check]".encode("utf-16"), "不是 UTF-8 编码（像是 UTF-16）"),
        ("[check]\nignore = []".encode("utf-16-le"), "这不是文本文件"),
        (b"PK\x03\x04" + bytes(range(256)) * 9, "这不是文本文件"),
    ],
)
def test_other_encodings(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "jindu.toml").write_bytes(content)
    with pytest.raises(BadSettings, match=said):
        config.read(tmp_path / "jindu.toml")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with a name")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "jindu.toml")
    found = config.find(tmp_path)
    assert found is not None
    with pytest.raises(BadSettings, match="这不是普通的文件"):
        config.read(found)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match=r"没有\.toml：找不到这个配置文件"):
        config.read(tmp_path / "没有.toml")
    with pytest.raises(BadSettings, match="这是一个文件夹"):
        config.read(tmp_path)


def test_levels_are_told_only_of_all_rules(tmp_path: Path) -> None:
    loaded = load.load_text(PLAN)
    whole = engine.check(loaded, Level.DRAFT)
    assert (whole.rated, whole.unused, whole.reached) == (True, 0, None)
    narrowed = engine.check(loaded, Level.DRAFT, Settings().narrowed([], ["BUD"]))
    assert (narrowed.rated, narrowed.reached) == (False, None)
    configured = engine.check(loaded, Level.DRAFT, Settings(ignore=("BUD001", "SCH")))
    schedule = sum(rule.code.startswith("SCH") for rule in RULES)
    assert (configured.rated, configured.unused) == (True, 1 + schedule)
    assert configured.reached is Level.DRAFT


def test_found_upward(tmp_path: Path) -> None:
    inner = tmp_path / "县" / "街道"
    inner.mkdir(parents=True)
    (tmp_path / "县" / "jindu.toml").write_text("", encoding="utf-8")
    assert config.find(inner) == (tmp_path / "县" / "jindu.toml").resolve()


def test_a_link_that_leads_out_is_not_followed(tmp_path: Path) -> None:
    inner, other = tmp_path / "街道", tmp_path / "别处.toml"
    inner.mkdir()
    other.write_text("", encoding="utf-8")
    link(inner / "jindu.toml", other)
    with pytest.raises(BadSettings, match="这是通向别处的链接，没有采用。"):
        config.find(inner)
    (inner / "jindu.toml").unlink()
    (inner / "本街道.toml").write_text("", encoding="utf-8")
    link(inner / "jindu.toml", inner / "本街道.toml")
    assert config.find(inner) == inner.resolve() / "jindu.toml"


def link(path: Path, target: Path) -> None:
    try:
        path.symlink_to(target)
    except OSError:
        pytest.skip("links are not allowed here")


LOWERED = """[check]
ignore = ["SCH01", "CMP003"]
[check.severity]
CMP002 = "警告"
CMP012 = "error"
BUD001 = "提示"
[norms]
"公开版最小计数" = 1
"满意度下限" = 92.5
"实施期限上限" = 36
"""


def test_what_a_file_changes_is_kept_in_mind(tmp_path: Path) -> None:
    above = tmp_path / "jindu.toml"
    above.write_text("", encoding="utf-8")
    (tmp_path / "街道").mkdir()
    read(tmp_path / "街道", LOWERED)
    local = config.read_found(tmp_path / "街道" / "jindu.toml").local
    assert local is not None
    assert set(local.off) == {"CMP003", *(r.code for r in RULES if r.code.startswith("SCH01"))}
    assert set(local.severity) == {"CMP002", "CMP012", "BUD001"}
    assert set(local.norms) == {"公开版最小计数", "满意度下限"}
    assert local.weakened == ("CMP002", "CMP003", "公开版最小计数")
    assert local.before == str(above)
    assert config.read_found(above).local == settings.Local(str(above))


def test_a_public_edition_is_not_lowered(tmp_path: Path) -> None:
    own = read(tmp_path, LOWERED).for_public()
    told = {rule.code: own.weight(rule, rule.severity) for rule in RULES if own.speaks(rule)}
    protecting = {r.code: r.severity for r in RULES if r.code.startswith("CMP")}
    assert {c: w for c, w in told.items() if c in protecting} == protecting | {
        "CMP012": Severity.ERROR
    }
    assert told["BUD001"] is Severity.INFO
    assert "SCH017" not in told
    assert (own.norms["公开版最小计数"].value, own.norms["满意度下限"].value) == (
        5,
        Decimal("92.5"),
    )
    stricter = read(tmp_path, '[norms]\n"公开版最小计数" = 10').for_public()
    assert stricter.norms["公开版最小计数"].value == 10


def test_rules_picked_by_a_file_are_not_rated(tmp_path: Path) -> None:
    for text in ("[check]\nselect = []", '[check]\nselect = ["TXT"]'):
        report = engine.check(load.load_text(PLAN), Level.DRAFT, read(tmp_path, text))
        assert (report.rated, report.reached) == (False, None)


@pytest.mark.parametrize("lowering", ['ignore = ["CMP"]', 'select = ["TXT"]', "select = []"])
def test_a_public_edition_of_a_plan_with_persons_is_refused(tmp_path: Path, lowering: str) -> None:
    loaded = load.load_text("方案:\n  背景: 登记人员证件号11010519491231002X。\n")
    own = read(tmp_path, f'[check]\n{lowering}\n[check.severity]\nCMP001 = "提示"')
    with pytest.raises(render.Refused) as refused:
        render.make(loaded, "md", render.RenderOptions(public=True), own)
    assert "CMP001" in [found.code for found in refused.value.report.diagnostics]


def test_the_command_line_narrows(tmp_path: Path) -> None:
    base = read(tmp_path, '[check]\nignore = ["BUD010"]')
    assert codes(base.narrowed(("BUD",), ())) == {"BUD001": Severity.ERROR}
    assert codes(base.narrowed((), ("BUD001",))) == {}
    with pytest.raises(BadSettings, match="命令行"):
        base.narrowed(("NIX",), ())
