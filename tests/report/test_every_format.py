"""What every format of reports keeps to: a new one is tried by being a choice of the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from jindu.checker import batch, engine
from jindu.checker.result import Report
from jindu.cli import ReportFormat, checking
from jindu.source import load


def told(form: str, *reports: Report, capsys: pytest.CaptureFixture[str]) -> str:
    checking.show(reports, checking.CheckOptions(form=form))
    return capsys.readouterr().out


@pytest.mark.parametrize("form", [form.value for form in ReportFormat])
class TestEveryFormat:
    def test_what_is_typed_stays_within_its_place(
        self, form: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        name = "夹/a::error b%0A,c.yaml"
        text = '方案:\n  标题: 甲\n  层级: "丙\\e[31m\\n::error::丁"\n'
        report = engine.check(load.load_text(text, name))
        lines = told(form, report, capsys=capsys).splitlines()
        assert report.diagnostics
        assert not [line for line in lines if "\x1b" in line or line.startswith("::error::")]

    def test_an_unreadable_file(self, form: str, capsys: pytest.CaptureFixture[str]) -> None:
        report = engine.check(load.load_text("方案: [\n", "坏.yaml"))
        made = told(form, report, capsys=capsys)
        assert not report.readable
        assert report.diagnostics[0].code in made

    def test_a_bug_hides_no_other_report(
        self, form: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("JINDU_DEBUG", raising=False)

        def broken() -> Report:
            raise RuntimeError("坏了")

        sound = engine.check(load.load_text("方案: {层级: 乱写}\n", "好.yaml"))
        made = told(form, batch.guarded(Path("坏.yaml"), broken), sound, capsys=capsys)
        assert sound.diagnostics[0].code in made

    def test_every_finding_is_told(self, form: str, capsys: pytest.CaptureFixture[str]) -> None:
        report = engine.check(load.load_text("方案: {层级: 乱写, 起止: 乱写}\n", "甲.yaml"))
        made = told(form, report, capsys=capsys)
        assert len(report.diagnostics) > 1
        for found in report.diagnostics:
            assert made.count(found.message.replace('"', '\\"')) >= 1
