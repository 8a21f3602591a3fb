"""Decode bytes in the encodings common for Chinese files."""

from __future__ import annotations

import codecs
from typing import NamedTuple


class Decoded(NamedTuple):
    """The text without BOM, or None if undecodable, and a message for the user, if any.

    ``damaged`` means that the text has U+FFFD in place of bytes that are no UTF-8.
    """

    text: str | None
    encoding: str = "utf-8"
    bom: bool = False
    code: str = "YML001"
    message: str = ""
    tip: str = ""
    damaged: bool = False


DAMAGED = "\ufffd"
"""Stands for a byte that is no UTF-8."""
_GOOD = 4
"""Characters beyond ASCII that must be good for each broken byte in a file of UTF-8."""
_SAVE_AS_UTF8 = "用记事本“另存为”，编码选 UTF-8；或者运行 jindu check --fix 转换。"
_WIDE = (
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(data: bytes) -> Decoded:
    """Decode by BOM, else as strict UTF-8, UTF-16 (if there are zero bytes) or GB18030."""
    if data.startswith(codecs.BOM_UTF8):
        return _strict(data[3:], bom=True) or _damaged(data[3:], bom=True) or _binary()
    for bom, encoding in _WIDE:
        if data.startswith(bom):
            return _wide(data[2:], encoding)
    if decoded := _strict(data):
        return decoded
    if b"\0" in data:
        encoding = "utf-16-le" if data[1::2].count(0) > data[::2].count(0) else "utf-16-be"
        return _wide(data, encoding)
    return _damaged(data) or _chinese(data)


def _strict(data: bytes, bom: bool = False) -> Decoded | None:
    try:
        return Decoded(data.decode("utf-8"), bom=bom)
    except UnicodeDecodeError:
        return None


def _damaged(data: bytes, bom: bool = False) -> Decoded | None:
    """Decode UTF-8 in which few bytes are broken; None for anything else."""
    text = data.decode("utf-8", "replace")
    broken = text.count(DAMAGED)
    good = sum(character > "\x7f" for character in text) - broken
    if broken * _GOOD > good or _controls(text) > len(text) // 50:
        return None
    return Decoded(text, bom=bom, damaged=True)


def _wide(data: bytes, encoding: str) -> Decoded:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return _binary()
    if "\0" in text or (not text.isprintable() and _controls(text) > len(text) // 50):
        return _binary()
    return Decoded(
        text,
        encoding,
        bom=False,
        code="YML002",
        message="文件是 UTF-16 编码，已按此读出。",
        tip=_SAVE_AS_UTF8,
    )


def _chinese(data: bytes) -> Decoded:
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return _binary()
    if _controls(text) > len(text) // 50:
        return _binary()
    return Decoded(
        text,
        "gb18030",
        code="YML002",
        message="文件不是 UTF-8 编码，已按 GB18030（GBK）读出。",
        tip=_SAVE_AS_UTF8,
    )


def _controls(text: str) -> int:
    return sum(1 for character in text[:4096] if character < " " and character not in "\t\r\n")


def _binary() -> Decoded:
    return Decoded(
        None,
        message="这不是文本文件，读不出文字。",
        tip="方案是 .yaml 文本文件；Word、Excel 文件请先把内容填入 jindu init 生成的文件。",
    )
