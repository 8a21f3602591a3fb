"""Format findings and statistics for people and programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from jindu.report.style import Style

if TYPE_CHECKING:
    from jindu.checker.result import Report


Writer = Callable[["Iterable[Report]", Style], Iterator[str]]
"""Yields the text of reports in pieces; machine formats ignore the style."""


class Format(NamedTuple):
    """A format of findings; ``statistics`` is None if unsupported."""

    findings: Writer
    statistics: Writer | None = None


def _text(reports: Iterable[Report], style: Style) -> Iterator[str]:
    from jindu.report import text

    return text.pieces(reports, style)


def _text_statistics(reports: Iterable[Report], style: Style) -> Iterator[str]:
    from jindu.report.statistics import of_rules
    from jindu.report.table import lines

    return (f"{line}\n" for line in lines(of_rules(reports), style))


def _json(reports: Iterable[Report], _: Style) -> Iterator[str]:
    from jindu.report import json

    return json.render(reports)


def _json_statistics(reports: Iterable[Report], _: Style) -> Iterator[str]:
    from jindu.report import json

    return json.statistics(reports)


def _sarif(reports: Iterable[Report], _: Style) -> Iterator[str]:
    from jindu.report import sarif

    return sarif.render(reports)


def _github(reports: Iterable[Report], _: Style) -> Iterator[str]:
    from jindu.report import github

    return (f"{line}\n" for line in github.render(reports))


FORMATS: Mapping[str, Format] = {
    "text": Format(_text, _text_statistics),
    "json": Format(_json, _json_statistics),
    "sarif": Format(_sarif),
    "github": Format(_github),
}
"""Formats by name. Their modules are imported when called."""
