"""What every format of reports keeps to: a new one is tried by being a choice of the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from jindu.checker import batch, engine
from jindu.checker.result import Report
from jindu.report import FORMATS
from jindu.report.style import Style
from jindu.source import load


def told(form: str, *reports: Report) -> str:
    return "".join(FORMATS[form].findings(reports, Style()))


@pytest.mark.parametrize("form", FORMATS)
class TestEveryFormat:
    def test_what_is_typed_stays_within_its_place(self, form: str) -> None:
        name = "夹/a::error b%0A,c.yaml"
        text = '方案:\n  标题: 甲\n  层级: "丙\\e[31m\\n::error::丁"\n'
        report = engine.check(load.load_text(text, name))
        lines = told(form, report).splitlines()
        assert report.diagnostics
        assert not [line for line in lines if "\x1b" in line or line.startswith("::error::")]

    def test_an_unreadable_file(self, form: str) -> None:
        report = engine.check(load.load_text("方案: [\n", "坏.yaml"))
        made = told(form, report)
        assert not report.readable
        assert report.diagnostics[0].code in made

    def test_a_bug_hides_no_other_report(self, form: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("JINDU_DEBUG", raising=False)

        def broken() -> Report:
            raise RuntimeError("坏了")

        sound = engine.check(load.load_text("方案: {层级: 乱写}\n", "好.yaml"))
        made = told(form, batch.guarded(Path("坏.yaml"), broken), sound)
        assert sound.diagnostics[0].code in made

    def test_every_finding_is_told(self, form: str) -> None:
        report = engine.check(load.load_text("方案: {层级: 乱写, 起止: 乱写}\n", "甲.yaml"))
        made = told(form, report)
        assert len(report.diagnostics) > 1
        for found in report.diagnostics:
            assert made.count(found.message.replace('"', '\\"')) >= 1
