"""Lay out a folder of stand-in Chinese fonts, so that page geometry can be tested anywhere.

    python .ci/fonts.py FOLDER

Takes the Fandol fonts (GPL 3 with font exception) out of Debian's ``texlive-lang-chinese``
package without installing it, and writes ``fonts.conf``, which gives them the names that
official papers ask for and hides every other font. Run LibreOffice with
``FONTCONFIG_FILE=FOLDER/fonts.conf``. A folder that is complete is left alone.
Needs ``apt-get``, ``dpkg-deb`` and the Python package ``fonttools``.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from xml.sax.saxutils import escape

from fontTools.ttLib import TTFont

PACKAGE = "texlive-lang-chinese"

STAND_INS = {
    "FandolFang": ("仿宋_GB2312", "仿宋", "FangSong", "FangSong_GB2312"),
    "FandolKai": ("楷体_GB2312", "楷体", "KaiTi", "KaiTi_GB2312"),
    "FandolHei": ("黑体", "SimHei", "Noto Sans CJK SC"),
    "FandolSong": ("宋体", "SimSun", "Noto Serif CJK SC"),
}
"""Stand-in → the names it answers to."""

FILES = (*(f"{family}-Regular.otf" for family in STAND_INS), "FandolSong-Bold.otf")

TITLE_FACE = "方正小标宋简体"
TITLE_FILE = "FandolSong-Bold-as-title.otf"

CONFIG = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{folder}</dir>
  <cachedir>{folder}/cache</cachedir>
{aliases}
</fontconfig>
"""

ALIAS = """  <match target="pattern">
    <test name="family"><string>{wanted}</string></test>
    <edit name="family" mode="assign" binding="strong"><string>{given}</string></edit>
  </match>"""


def fetch(folder: Path) -> None:
    """Write the files of ``FILES`` into the folder, out of the downloaded package."""
    with tempfile.TemporaryDirectory() as scratch:
        subprocess.run(["apt-get", "download", PACKAGE], cwd=scratch, check=True)
        (package,) = Path(scratch).glob("*.deb")
        tar = subprocess.run(
            ["dpkg-deb", "--fsys-tarfile", package], check=True, capture_output=True
        ).stdout
    with tarfile.open(fileobj=io.BytesIO(tar)) as archive:
        for member in archive:
            name = Path(member.name).name
            if name in FILES and (content := archive.extractfile(member)):
                (folder / name).write_bytes(content.read())


def rename_title_face(folder: Path) -> None:
    """Copy the bold Song under the title's name.

    An alias would not do: LibreOffice asks for the regular weight and would get it.
    """
    font = TTFont(folder / "FandolSong-Bold.otf")
    names = {1: TITLE_FACE, 2: "Regular", 4: TITLE_FACE, 16: TITLE_FACE, 17: "Regular"}
    for number, text in names.items():
        font["name"].removeNames(nameID=number)
        font["name"].setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = 400
    font["OS/2"].fsSelection = 0x40
    font["head"].macStyle = 0
    font.save(folder / TITLE_FILE)


def write_config(folder: Path) -> None:
    """Write ``fonts.conf``: this folder and its aliases, nothing of the machine's own."""
    aliases = "\n".join(
        ALIAS.format(wanted=escape(name), given=given)
        for given, names in STAND_INS.items()
        for name in names
    )
    text = CONFIG.format(folder=escape(str(folder)), aliases=aliases)
    (folder / "fonts.conf").write_text(text, encoding="utf-8")


def main(folder: Path) -> None:
    """Make the folder complete, doing only what is still missing."""
    folder.mkdir(parents=True, exist_ok=True)
    if not all((folder / name).exists() for name in FILES):
        fetch(folder)
    if not (folder / TITLE_FILE).exists():
        rename_title_face(folder)
    write_config(folder)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python .ci/fonts.py FOLDER")
    main(Path(sys.argv[1]).resolve())
