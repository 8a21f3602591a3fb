"""What LibreOffice makes of a Word file, measured on the PDF in millimetres.

The fonts come from the folder named by ``JINDU_FONTS``, or ``~/.cache/jindu/fonts``, which
``.ci/fonts.py`` writes. Where a tool or the fonts are missing the tests are skipped, or
fail if ``JINDU_REQUIRE_TOOLS`` is 1.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pytest

POINT = 25.4 / 72
"""Millimetres."""

_DPI = 300
_XHTML = "{http://www.w3.org/1999/xhtml}"


def fonts() -> Path:
    """The folder of stand-in fonts with its ``fonts.conf``."""
    return Path(os.environ.get("JINDU_FONTS") or Path.home() / ".cache/jindu/fonts")


def require(printer: str = "soffice") -> None:
    """Skip the test, or fail it in CI, if the PDF cannot be made or measured."""
    tools = (printer, "pdftotext", "pdftoppm", "pdffonts")
    missing = [tool for tool in tools if not shutil.which(tool)]
    if not (fonts() / "fonts.conf").exists():
        missing.append(f"fonts in {fonts()} (python .ci/fonts.py {fonts()})")
    if missing:
        stop = pytest.fail if os.environ.get("JINDU_REQUIRE_TOOLS") == "1" else pytest.skip
        stop("no " + ", ".join(missing))


@dataclass(frozen=True)
class Line:
    """A line of text and the edges of its box, from the top left corner of the page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Page:
    """A page: its size, and its lines from top to bottom."""

    width: float
    height: float
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)

    @property
    def number(self) -> str:
        """The page number as printed, "" if there is none."""
        found = re.search(r"^— ?(\d+) ?—$", self.text, re.MULTILINE)
        return found[1] if found else ""

    @property
    def body(self) -> tuple[Line, ...]:
        """The lines between head and foot margin, without the page number."""
        return tuple(line for line in self.lines if not line.text.startswith("—"))


def convert(sources: Iterable[Path], folder: Path, to: str = "pdf") -> str:
    """Let LibreOffice convert files into a folder; what it complains of, Java aside."""
    with tempfile.TemporaryDirectory() as profile:
        done = subprocess.run(
            [
                "soffice",
                f"-env:UserInstallation={Path(profile).as_uri()}",
                "--headless",
                "--convert-to",
                to,
                "--outdir",
                folder,
                *sources,
            ],
            env={**os.environ, "FONTCONFIG_FILE": str(fonts() / "fonts.conf")},
            check=True,
            capture_output=True,
            encoding="utf-8",
            timeout=300,
        )
    return "\n".join(line for line in done.stderr.splitlines() if "java" not in line)


class Pdf:
    """A PDF file made from a Word file, or one that is there already."""

    def __init__(self, docx: bytes | None, folder: Path, name: str = "document") -> None:
        self.path = folder / f"{name}.pdf"
        if docx is not None:
            source = folder / f"{name}.docx"
            source.write_bytes(docx)
            convert([source], folder)
        assert self.path.exists(), "LibreOffice ended without output"

    def _read(self, *command: str) -> bytes:
        return subprocess.run([*command], check=True, capture_output=True).stdout

    def pages(self) -> list[Page]:
        """Every page with its lines."""
        output = self._read("pdftotext", "-bbox-layout", str(self.path), "-")
        tree = ElementTree.fromstring(output)
        return [_page(element) for element in tree.iter(f"{_XHTML}page")]

    def fonts(self) -> set[str]:
        """The names of the fonts used, without the mark of a subset."""
        rows = self._read("pdffonts", str(self.path)).decode("utf-8").splitlines()[2:]
        return {row.split()[0].split("+")[-1] for row in rows}

    def ink(self, page: int, left: float, top: float, right: float, bottom: float) -> list[float]:
        """The left, top, right and bottom edges of what is printed in a part of a page."""
        scale = _DPI / 25.4
        box = [round(value * scale) for value in (left, top, right - left, bottom - top)]
        places = [f"-{name}={value}" for name, value in zip("xyWH", box, strict=True)]
        command = ["pdftoppm", "-gray", "-singlefile", f"-r={_DPI}", f"-f={page}", *places]
        options = [part for option in command for part in option.split("=")]
        width, height, pixels = _graymap(self._read(*options, str(self.path)))
        rows = [y for y in range(height) if min(pixels[y * width : (y + 1) * width]) < 128]
        columns = [x for x in range(width) if min(pixels[x::width]) < 128]
        return [
            left + columns[0] / scale,
            top + rows[0] / scale,
            left + (columns[-1] + 1) / scale,
            top + (rows[-1] + 1) / scale,
        ]


def _page(element: ElementTree.Element) -> Page:
    lines = []
    for line in element.iter(f"{_XHTML}line"):
        words = [word.text or "" for word in line.iter(f"{_XHTML}word")]
        edges = (float(line.get(name, 0)) * POINT for name in ("xMin", "yMin", "xMax", "yMax"))
        lines.append(Line(" ".join(words), *edges))
    lines.sort(key=lambda line: (line.top, line.left))
    width, height = (float(element.get(name, 0)) * POINT for name in ("width", "height"))
    return Page(width, height, tuple(lines))


def _graymap(data: bytes) -> tuple[int, int, bytes]:
    """Width, height and pixels of a binary PGM picture."""
    header = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", data)
    assert header
    return int(header[1]), int(header[2]), data[header.end() :]
