"""``--baseline``: hide the findings listed in a file, or write the current ones to it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from jindu.checker import result
from jindu.checker.result import Report
from jindu.checker.suppress import BaselineFile, entry_of
from jindu.cli.console import say
from jindu.errors import UserError
from jindu.files.contents import Kind
from jindu.files.writing import examine, write
from jindu.language.characters import escaped
from jindu.model.diagnostic import Diagnostic


def against(baseline: Path, reports: Iterable[Report]) -> Iterator[Report]:
    """Remove the findings listed in a baseline file. Raises UserError for an invalid file."""
    try:
        known = BaselineFile.read(baseline)
    except ValueError as error:
        raise UserError(
            str(error), "新的基线用 --write-baseline 生成，写一个还没有的文件名。"
        ) from error
    return (
        _without(
            report._replace(baseline=str(baseline)),
            known.new(_name(report, baseline), report.diagnostics, report.lines),
        )
        for report in reports
    )


def recorded(
    baseline: Path, reports: Iterable[Report], *, inputs: Sequence[Path], force: bool
) -> Iterator[Report]:
    """Move all findings to a baseline file, written at the end. Raises Unwritable."""
    examine(baseline, Kind.BASELINE, inputs=inputs, force=force)
    return _recorded(baseline, reports, inputs, force)


def _recorded(
    baseline: Path, reports: Iterable[Report], inputs: Sequence[Path], force: bool
) -> Iterator[Report]:
    known = BaselineFile()
    for report in reports:
        name = _name(report, baseline)
        known.entries.update(entry_of(name, d, report.lines) for d in report.diagnostics)
        yield _without(report, ())
    content = known.text().encode("utf-8")
    write(baseline, content, Kind.BASELINE, inputs=inputs, force=force)
    say(f"已把{known.entries.total()}处问题写进基线 {baseline}。")


def _name(report: Report, baseline: Path) -> str:
    # File names can contain characters that cannot be encoded.
    return escaped(Path(os.path.relpath(report.file, baseline.parent)).as_posix())


def _without(report: Report, left: Sequence[Diagnostic]) -> Report:
    """Return the report with only these findings, and its open counts reduced accordingly."""
    kept = set(map(id, left))
    accepted = [found for found in report.diagnostics if id(found) not in kept]
    fewer = result.barred(accepted)
    still_open = {level: count - fewer[level] for level, count in report.open.items()}
    return report._replace(diagnostics=tuple(left), accepted=len(accepted), open=still_open)
