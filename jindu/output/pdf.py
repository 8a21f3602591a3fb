"""Render a document as PDF by converting the Word file with LibreOffice."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from jindu.document.blocks import Doc
from jindu.document.kinds import Unready
from jindu.output.docx import to_docx

_SECONDS = 180
_USUAL = (
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)


def office() -> str | None:
    """Return the path of LibreOffice, or None if it is not installed."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((path for path in _USUAL if Path(path).is_file()), None)


def to_pdf(doc: Doc, fonts: str = "gb") -> bytes:
    """Return the PDF. Raises ``Unready`` if LibreOffice is missing or fails."""
    program = office()
    if program is None:
        raise Unready(
            "生成 PDF 要用 LibreOffice，这台电脑上没有找到。"
            "安装 LibreOffice，或者生成 Word 文件（--to docx），在 Word、WPS 里另存为 PDF。"
        )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "document.docx").write_bytes(to_docx(doc, fonts))
        _convert(program, folder)
        made = folder / "document.pdf"
        if not made.exists():
            raise Unready("LibreOffice 没有生成 PDF。关闭已经打开的 LibreOffice，再试一次。")
        return made.read_bytes()


def _convert(program: str, folder: Path) -> None:
    """Run LibreOffice with a separate profile, so that a running instance does not interfere."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "315532800"}
    try:
        subprocess.run(
            [*command, str(folder / "document.docx")],
            check=True,
            capture_output=True,
            timeout=_SECONDS,
            env=environment,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise Unready(
            f"LibreOffice 没有完成（{error}）。关闭已经打开的 LibreOffice，再试一次。"
        ) from error
