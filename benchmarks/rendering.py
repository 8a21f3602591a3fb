"""Measure how long documents take, each as a ratio to a floor taken in turn in the same run.

    python -m benchmarks.rendering

Floors: python-docx opening and saving the finished document, XlsxWriter writing the same cells
in one format, pandoc making a Word file of the same content in Markdown.
"""

from __future__ import annotations

import contextlib
import io
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

import docx
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from benchmarks.run import JINDU, plan_text, plan_texts, process, ratio, report
from jindu import assets, scaffold
from jindu.document import compose
from jindu.model.plan import Plan
from jindu.output import render
from jindu.output.xlsx import to_xlsx
from jindu.source import load

PLANS = 100
_WRITES = ("write_string", "write_number", "write_blank", "write_formula", "write_datetime")

Cells = dict[tuple[int, int], tuple[str, tuple[Any, ...]]]
"""The cells of a sheet: row and column → the method that wrote it, and with what."""


def reopened(content: bytes) -> None:
    docx.Document(io.BytesIO(content)).save(io.BytesIO())


def written_cells(plan: Plan) -> list[Cells]:
    """The cells of a plan's workbook, sheet by sheet, taken down as it writes them."""
    sheets: dict[Any, Cells] = {}
    merge = Worksheet.merge_range

    def noting(name: str) -> Callable[..., Any]:
        original = getattr(Worksheet, name)

        def write(sheet: Any, row: int, column: int, value: Any, style: Any, *result: Any) -> Any:
            sheets.setdefault(sheet, {})[row, column] = (name, (value, *result))
            return original(sheet, row, column, value, style, *result)

        return write

    def merging(sheet: Any, top: int, left: int, bottom: int, right: int, *what: Any) -> Any:
        cells = sheets.setdefault(sheet, {})
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                cells[row, column] = ("write_blank", (None,))
        return merge(sheet, top, left, bottom, right, *what)

    noted = {"merge_range": merging} | {name: noting(name) for name in _WRITES}
    with contextlib.ExitStack() as stack:
        for name, write in noted.items():
            stack.enter_context(patch.object(Worksheet, name, write))
        to_xlsx(plan, compose.properties(plan))
    return list(sheets.values())


def bare_workbook(sheets: list[Cells]) -> None:
    """XlsxWriter writing the same cells in one format, and nothing else."""
    book = xlsxwriter.Workbook(io.BytesIO(), {"in_memory": True})
    style = book.add_format({"border": 1})
    for cells in sheets:
        sheet = book.add_worksheet()
        for (row, column), (name, (value, *result)) in cells.items():
            getattr(sheet, name)(row, column, value, style, *result)
    book.close()


def word() -> None:
    loaded = load.load_text(plan_text())
    content = render.render(loaded)
    report(
        "rendering a docx / python-docx opening and saving it",
        ratio(lambda: render.render(loaded), lambda: reopened(content), 9),
        3,
    )


def workbook() -> None:
    schemes = map(scaffold.load, assets.schemes())
    largest = max(schemes, key=lambda scheme: len(scheme.text)).plan
    cells = written_cells(largest)
    report(
        "xlsx of the largest scheme / XlsxWriter, same cells bare",
        ratio(
            lambda: to_xlsx(largest, compose.properties(largest)), lambda: bare_workbook(cells), 9
        ),
        1.5,
    )


def many() -> None:
    """One call for all plans against one of pandoc for each; pandoc is given four of them."""
    pandoc = shutil.which("pandoc")
    if pandoc is None:
        print("pandoc is not installed: many plans are not measured")
        return
    texts = plan_texts(PLANS)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "plans").mkdir()
        for number, text in enumerate(texts):
            (folder / "plans" / f"{number:03}.yaml").write_text(text, encoding="utf-8")
        sources = [folder / f"{number}.md" for number in range(4)]
        for path, text in zip(sources, texts, strict=False):
            path.write_bytes(render.render(load.load_text(text), "md"))
        ours = process(str(JINDU), "render", str(folder / "plans"), "-o", str(folder / "out"))
        theirs = [process(pandoc, str(p), "-o", str(p.with_suffix(".docx"))) for p in sources]
        found = ratio(ours, lambda: [run() for run in theirs], 3) * len(sources) / PLANS
    report(f"{PLANS} plans in one call / pandoc, per document", found, 0.6)


def main() -> None:
    word()
    workbook()
    many()


if __name__ == "__main__":
    main()
