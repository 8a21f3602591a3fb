"""Collect the outcome of a check run and determine its exit code."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from jindu.checker.result import Report
from jindu.cli.console import BUG, CLEAN, FINDINGS, USAGE, say
from jindu.report.used import Used
from jindu.units import say_years


class Outcome:
    """Observes reports as they are printed. ``searched`` are files found by folder search."""

    def __init__(self) -> None:
        self.searched: Collection[Path] = ()
        self._failed = self._refused = self._broken = False
        self._foreign: list[str] = []
        self._checked = 0
        self._years: set[int] = set()
        self._used = Used()

    @property
    def code(self) -> int:
        """The exit code; bugs take precedence over refused files, and these over errors."""
        if self._broken:
            return BUG
        return USAGE if self._refused else FINDINGS if self._failed else CLEAN

    def refuse(self, message: str) -> None:
        """Print why something cannot be checked, and continue."""
        self._refused = True
        say(message)

    def passes_over(self, report: Report) -> bool:
        """Return whether the file is not a plan and was only found by a search."""
        return report.foreign and Path(report.file) in self.searched

    def plans(self, reports: Iterable[Report]) -> Iterator[Report]:
        """Yield the reports of plans; skip files that are passed over."""
        for report in reports:
            if self.passes_over(report):
                self._foreign.append(report.file)
            else:
                yield report

    def watched(self, reports: Iterable[Report]) -> Iterator[Report]:
        """Yield the same reports and record their outcome."""
        for report in reports:
            if report.bug:
                self._broken = True
                say(f"{report.file}：内部出错（{report.bug}）。这是程序的缺陷，文件没有改动。")
            self._checked += 1
            self._used.add(report)
            self._failed |= report.failed
            self._years.update(report.unknown_years if report.rated else ())
            yield report

    def close(self) -> None:
        """Print the messages that concern the whole run."""
        say(*self._used.lines())
        if self._foreign:
            passed = f"跳过了{len(self._foreign)}个没有方案内容的 YAML 文件"
            say(f"{passed}（{_few(self._foreign)}）；要检查，写出文件名。")
        if self._foreign and not self._checked:
            self.refuse("没有找到方案。")
        if self._years:
            unknown = f"{say_years(self._years)}的节假日安排尚未收录"
            say(f"{unknown}，按周末和法定节日推算休息日。")


def _few(names: Sequence[str]) -> str:
    return "、".join(names[:3]) + ("等" if len(names) > 3 else "")
