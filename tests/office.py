"""What LibreOffice makes of a Word file, measured on the PDF in millimetres.

The fonts come from the folder named by ``JINDU_FONTS``, or ``~/.cache/jindu/fonts``, which
``.ci/fonts.py`` writes. Where a tool or the fonts are missing the tests are skipped, or
fail if ``JINDU_REQUIRE_TOOLS`` is 1.
"""

from __future__ import annotations

import operator
import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property, reduce
from hashlib import sha256
from pathlib import Path
from xml.etree import ElementTree

import pytest

from jindu.output import pdf_profile

POINT = 25.4 / 72
"""Millimetres."""

_DPI = 300
_DARK = bytes(shade < 128 for shade in range(256))
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


def convert(sources: Iterable[Path], folder: Path, to: str = "pdf") -> None:
    """Let LibreOffice convert files into a folder; it may complain of nothing but Java."""
    with tempfile.TemporaryDirectory() as profile:
        settings = Path(profile) / "user" / "registrymodifications.xcu"
        settings.parent.mkdir()
        settings.write_bytes(pdf_profile.profile())
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
            timeout=1200,
        )
    complaints = [line for line in done.stderr.splitlines() if "java" not in line]
    assert complaints == []


class Pdf:
    """A PDF file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        assert path.exists(), "the printer ended without output"

    def _read(self, *command: str) -> bytes:
        return subprocess.run([*command], check=True, capture_output=True).stdout

    @cached_property
    def pages(self) -> list[Page]:
        """Every page with its lines."""
        output = self._read("pdftotext", "-bbox-layout", str(self.path), "-")
        tree = ElementTree.fromstring(output)
        return [_page(element) for element in tree.iter(f"{_XHTML}page")]

    def words(self, page: int) -> list[Line]:
        """Every word of a page with its box."""
        span = [f"-f={page}", f"-l={page}"]
        options = [part for option in span for part in option.split("=")]
        tree = ElementTree.fromstring(
            self._read("pdftotext", "-bbox", *options, str(self.path), "-")
        )
        return [_line(word, word.text or "") for word in tree.iter(f"{_XHTML}word")]

    def dark(
        self, page: int, x: float, y: float, radius: float, without: Iterable[Line] = ()
    ) -> int:
        """Count the dark dots of a circle, leaving out the boxes of some words."""
        scale, dpi = 100 / 25.4, 100
        command = ["pdftoppm", "-gray", "-singlefile", "-r", str(dpi), "-f", str(page)]
        width, height, pixels = _graymap(self._read(*command, str(self.path)))
        boxes = [(w.left - 0.5, w.top - 0.5, w.right + 0.5, w.bottom + 0.5) for w in without]
        count = 0
        for row in range(int((y - radius) * scale), min(int((y + radius) * scale) + 1, height)):
            down = row / scale
            half = max(radius**2 - (down - y) ** 2, 0) ** 0.5
            for column in range(int((x - half) * scale), int((x + half) * scale) + 1):
                across = column / scale
                own = any(a <= across <= c and b <= down <= d for a, b, c, d in boxes)
                count += not own and pixels[row * width + column] < 128
        return count

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
        dark = pixels.translate(_DARK)
        rows = [dark[y * width : (y + 1) * width] for y in range(height)]
        inked = [y for y, row in enumerate(rows) if 1 in row]
        assert inked, "nothing is printed there"
        together = reduce(operator.or_, (int.from_bytes(rows[y]) for y in inked))
        columns = together.to_bytes(width)
        return [
            left + columns.index(1) / scale,
            top + inked[0] / scale,
            left + (columns.rindex(1) + 1) / scale,
            top + (inked[-1] + 1) / scale,
        ]


def printed(docx: bytes) -> Pdf:
    """A Word file as LibreOffice prints it: once in a run, whichever process asks first."""
    require()
    return _printed(docx)


@cache
def _printed(docx: bytes) -> Pdf:
    path = _place(docx)
    if not path.exists():
        with _alone():
            if not path.exists():
                _print(docx)
    return Pdf(path)


KNOWN: list[Callable[[], Iterable[bytes]]] = []
"""What gives the Word files that modules know they will want: they are printed in one call."""


def _print(docx: bytes) -> None:
    wanted = [docx]
    if not (_folder() / "known").exists():
        wanted += (content for make in KNOWN for content in make())
        (_folder() / "known").touch()
    with tempfile.TemporaryDirectory(dir=_folder()) as name:
        sources = {Path(name) / f"{_place(content).stem}.docx": content for content in wanted}
        for source, content in sources.items():
            source.write_bytes(content)
        convert(sources, Path(name))
        for made in Path(name).glob("*.pdf"):
            made.replace(_folder() / made.name)


def _folder() -> Path:
    """The folder of all processes of the run."""
    return Path(os.environ["JINDU_PRINTED"])


def _place(docx: bytes) -> Path:
    return _folder() / f"{sha256(docx).hexdigest()}.pdf"


@contextmanager
def _alone() -> Iterator[None]:
    """Hold the other processes of the run off."""
    lock = _folder() / "lock"
    while True:
        try:
            lock.mkdir()
        except FileExistsError:
            time.sleep(0.1)
        else:
            break
    try:
        yield
    finally:
        lock.rmdir()


def _page(element: ElementTree.Element) -> Page:
    lines = []
    for line in element.iter(f"{_XHTML}line"):
        words = [word.text or "" for word in line.iter(f"{_XHTML}word")]
        lines.append(_line(line, " ".join(words)))
    lines.sort(key=lambda line: (line.top, line.left))
    width, height = (float(element.get(name, 0)) * POINT for name in ("width", "height"))
    return Page(width, height, tuple(lines))


def _line(element: ElementTree.Element, text: str) -> Line:
    edges = (float(element.get(name, 0)) * POINT for name in ("xMin", "yMin", "xMax", "yMax"))
    return Line(text, *edges)


def _graymap(data: bytes) -> tuple[int, int, bytes]:
    """Width, height and pixels of a binary PGM picture."""
    header = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", data)
    assert header
    return int(header[1]), int(header[2]), data[header.end() :]
