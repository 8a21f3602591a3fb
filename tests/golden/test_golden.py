"""Whole outputs kept beside the tests; renewed by ``make update``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from jindu import assets, scaffold
from jindu.checker import engine
from jindu.output import render
from jindu.report import text
from jindu.source import load
from tests.wordfile import W, WordFile, rows

HERE = Path(__file__).parent
BRIEF = HERE.parent / "plans" / "brief.yaml"


def same(name: str, fresh: str, update: bool) -> None:
    path = HERE / name
    if update:
        path.parent.mkdir(exist_ok=True)
        path.write_text(fresh, encoding="utf-8", newline="\n")
    assert path.read_text(encoding="utf-8") == fresh


def outline(data: bytes) -> Iterator[str]:
    """Every paragraph with its style; a row of a table on one line."""
    file = WordFile(data)
    for element in file.body:
        if element.tag == f"{W}tbl":
            for cells in rows(element):
                yield "  | " + " | ".join(cells)
        elif element.tag == f"{W}p":
            paragraph = next(p for p in file.paragraphs if p.element is element)
            yield f"{paragraph.style}: {paragraph.text}"


@pytest.mark.parametrize("name", sorted(assets.schemes()))
def test_schemes(name: str, update: bool) -> None:
    loaded = load.load_text(scaffold.load(name).text, f"{name}.yaml")
    same(f"{name}/实施方案.md", render.render(loaded, "md").decode("utf-8"), update)
    same(f"{name}/outline.txt", "\n".join(outline(render.render(loaded))) + "\n", update)


def test_the_report_on_the_brief(update: bool) -> None:
    report = engine.check(load.load(BRIEF, "brief.yaml"))
    same("brief.txt", "\n".join(text.render(report)) + "\n", update)
