"""Draw the pages of all kinds of documents for all schemes, as sheets to look over.

Usage: ``python .ci/pages.py FOLDER [WORD ...]``; WORDs select documents by scheme or kind. Writes
FOLDER/index.html, which shows every page in small, and the PDFs behind it. Needs LibreOffice and
poppler.
"""

from __future__ import annotations

import html
import subprocess
import sys
from datetime import date
from pathlib import Path

from jindu import assets, scaffold
from jindu.document.compose import Order, compose
from jindu.document.kinds import KINDS, Unready
from jindu.output.pdf import to_pdfs

GIVEN = {"成文日期": "2027-03-01", "会议时间": "3月5日9时", "会议地点": "机关会议室"}
DAY = date(2027, 1, 15)
DOTS = 40
"""Resolution of a page, per inch: a sheet shows the shape of pages, the PDF their text."""
STYLE = "body{font:14px sans-serif}img{border:1px solid #999;margin:4px;vertical-align:top}"


def main() -> None:
    """Draw the selected documents."""
    folder, words = Path(sys.argv[1]), sys.argv[2:]
    folder.mkdir(parents=True, exist_ok=True)
    docs = {}
    for scheme in assets.schemes():
        plan = scaffold.load(scheme).plan
        for kind in KINDS:
            name = f"{scheme}-{kind}"
            if words and not any(word in name for word in words):
                continue
            try:
                docs[name] = compose(plan, kind, Order(given=GIVEN, today=DAY))
            except Unready as why:
                print(f"{name}: {why}")
    sheets = [f"<!doctype html><meta charset=utf-8><style>{STYLE}</style>"]
    for name, content in zip(docs, to_pdfs(list(docs.values())), strict=True):
        pdf = folder / f"{name}.pdf"
        pdf.write_bytes(content)
        for old in folder.glob(f"{name}-*.png"):
            old.unlink()
        command = ["pdftoppm", "-r", str(DOTS), "-png", pdf, folder / name]
        subprocess.run(command, check=True)
        pages = sorted(folder.glob(f"{name}-*.png"))
        shown = "".join(f'<img src="{html.escape(page.name)}">' for page in pages)
        sheets.append(f'<h2><a href="{pdf.name}">{name}</a>: {len(pages)}</h2>{shown}')
    (folder / "index.html").write_text("\n".join(sheets), encoding="utf-8")
    print(f"{len(docs)} documents: {folder / 'index.html'}")


if __name__ == "__main__":
    main()
