"""What a county sets otherwise: read, checked, and found upward from the plan."""

from __future__ import annotations

from pathlib import Path

import pytest

from jindu import pipeline, settings
from jindu.diagnostic import Level, Severity
from jindu.settings import BadSettings, Settings

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


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[check", "配置读不出来"),
        ("[chek]", "没有“chek”这一节，是不是“check”"),
        ("check = 1", "没有“check”这一节"),
        ("[check]\nignor = []", "没有“ignor”这个键，是不是“ignore”"),
        ('[check]\nignore = "BUD"', "要写成列表"),
        ('[check]\nignore = ["BUX001"]', "没有编码为“BUX001”的规则，是不是“BUD001”"),
        ('[check]\nignore = [""]', "没有编码为“”的规则"),
        ('[check]\nseverity = "错误"', "级别要逐条写"),
        ('[check.severity]\nBUD = "错误"', "没有编码为"),
        ('[check.severity]\nBUD001 = "严重"', "只能是提示、警告或错误"),
        ('[norms]\n"满意度" = 95', "没有“满意度”这个标准，是不是“满意度下限”"),
        ('[norms]\n"满意度下限" = "高"', "写错了类型"),
    ],
)
def test_what_is_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(BadSettings) as trouble:
        read(tmp_path, text)
    assert said in str(trouble.value)
    assert "jindu.toml" in str(trouble.value)


def test_found_upward(tmp_path: Path) -> None:
    inner = tmp_path / "县" / "街道"
    inner.mkdir(parents=True)
    (tmp_path / "县" / "jindu.toml").write_text("", encoding="utf-8")
    assert settings.find(inner) == (tmp_path / "县" / "jindu.toml").resolve()


def test_the_command_line_narrows(tmp_path: Path) -> None:
    base = read(tmp_path, '[check]\nignore = ["BUD010"]')
    assert codes(base.narrowed(("BUD",), ())) == {"BUD001": Severity.ERROR}
    assert codes(base.narrowed(None, ("BUD001",))) == {}
    with pytest.raises(BadSettings, match="命令行"):
        base.narrowed(("NIX",), ())
