"""Interpret the arguments of ``jindu render``. All functions raise UserError."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from jindu.document.kinds import GIVEN, KINDS
from jindu.errors import UserError
from jindu.language import characters
from jindu.language.similarity import nearest
from jindu.output import FORMATS

STANDARD = "实施方案"
"""The kind of document whose file name has no suffix for the kind."""


def kind_of(word: str) -> str:
    """Return the name of a kind of document if it exists."""
    if word not in KINDS:
        near = nearest(word, KINDS, 0.4)
        hint = f"是不是“{near}”？" if near else ""
        raise UserError(f"没有“{word}”这种文件。", f"{hint}可以生成：{'、'.join(KINDS)}。")
    return word


def given(settings: Iterable[str]) -> Mapping[str, str]:
    """Parse the values of ``--set 名称=值``."""
    found: dict[str, str] = {}
    for text in settings:
        name, mark, value = text.partition("=")
        if not mark or name not in GIVEN:
            tip = f"写成 名称=值，名称可以是：{'、'.join(GIVEN)}。"
            raise UserError(f"--set {text} 不认识。", tip)
        if trouble := characters.complaint(text):
            raise UserError(f"--set {text} {trouble}")
        found[name] = value.strip()
    return found


def form_of(to: str | None, output: Path | None) -> str:
    """Return the format given by ``--to`` or by the output's extension; both must agree."""
    forms = tuple(FORMATS)
    ending = output.suffix[1:].lower() if output is not None and not output.is_dir() else ""
    if to is None and ending in ("", *forms):
        return ending or "docx"
    if to is None:
        tip = f"文件名以 .{'、.'.join(forms)} 结尾，或者用 --to 说明格式。"
        raise UserError(f"生成不了“.{ending}”文件。", tip)
    if ending in forms and ending != to:
        message = f"“{output}”的扩展名是 .{ending}，--to 却是 {to}。"
        raise UserError(message, "两处写成一样的，或者只写一处。")
    return to
