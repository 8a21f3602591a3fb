"""What is measured of the standard's clauses, collected for ``docs/layout.md``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from jindu.document.blocks import Doc, Para, Run
from jindu.output.docx import to_docx
from tests import office
from tests.conftest import ROOT

PAGE = ROOT / "docs" / "layout.md"
BEGIN, END = "<!-- 实测：由测试生成，pytest --update 更新 -->", "<!-- 实测到此 -->"


HAN = "禁毒工作实施方案全面推进预防教育管控打击"
"""Twenty characters without any mark that could hang or be pulled over."""
Make = Callable[[Doc], office.Pdf]


def han(length: int, *, indent: bool = False) -> Para:
    """A paragraph of so many characters."""
    return Para((Run((HAN * (length // len(HAN) + 1))[:length]),), indent=indent)


@pytest.fixture(scope="session")
def make() -> Make:
    """What prints a document."""
    return lambda doc: office.printed(to_docx(doc))


class Row(NamedTuple):
    """A line of the table: where its test stands, and what it says."""

    place: tuple[tuple[int, ...], int, int]
    cells: tuple[str, ...]


ROWS: list[Row] = []
Measure = Callable[..., None]


@pytest.fixture
def measure(request: pytest.FixtureRequest) -> Measure:
    """A function that asserts what a clause wants, and notes it for the table.

    ``measure(clause, what, want, got)``: numbers are millimetres unless ``unit`` says
    otherwise, and may differ by ``within``; anything else has to be equal.
    """
    name = request.node.function.__name__
    line = request.node.location[1] or 0

    def record(
        clause: str, what: str, want: object, got: object, *, within: float = 1, unit: str = " mm"
    ) -> None:
        if isinstance(want, int | float) and isinstance(got, int | float):
            assert got == pytest.approx(want, abs=within), what
            digits = 0 if not within else 2 if within < 0.2 else 1
            told = (_told(want, digits, unit), _told(got, digits, unit), _told(within, 2, unit))
        else:
            assert got == want, what
            told = (_plain(want), _plain(got), "")
        order = tuple(int(part) for part in clause.split(".") if part.isdigit())
        ROWS.append(Row((order, line, len(ROWS)), (clause, what, *told, f"`{name}`")))

    return record


def _told(value: float, digits: int, unit: str) -> str:
    text = f"{value:.{digits}f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) + unit


def _plain(value: object) -> str:
    return "、".join(value) if isinstance(value, list) else str(value) or "（无）"


def pytest_sessionfinish(session: pytest.Session) -> None:
    if not session.config.getoption("--update") or not ROWS:
        return
    rows = dict.fromkeys(row.cells for row in sorted(ROWS))
    table = ["| 条款 | 项目 | 要求 | 实测 | 允许相差 | 测试 |", "|---|---|---|---|---|---|"]
    table += ["| " + " | ".join(cells) + " |" for cells in rows]
    text = PAGE.read_text(encoding="utf-8")
    head, _, rest = text.partition(BEGIN)
    tail = rest.partition(END)[2]
    content = f"{head}{BEGIN}\n\n" + "\n".join(table) + f"\n\n{END}{tail}"
    Path(PAGE).write_text(content, encoding="utf-8", newline="\n")
