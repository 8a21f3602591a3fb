"""Options shared by several commands, and their values."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from typer._types import TyperChoice

from jindu.model.diagnostic import Level

LEVELS = {level.label: level for level in Level} | {level.name.lower(): level for level in Level}
"""Levels by their Chinese and English names."""

Config = Annotated[
    Path | None, typer.Option("--config", help="配置文件，默认从方案所在文件夹向上找。")
]
Force = Annotated[bool, typer.Option("--force", help="覆盖已有的文件。")]


def choice(words: Iterable[str], *, case_sensitive: bool = True) -> Any:
    """Return the type of an option that takes one of these words."""
    return TyperChoice(list(words), case_sensitive=case_sensitive)


def today(purpose: str = "") -> Any:
    """Return the option ``--today``. Parse its value with ``day``."""
    return typer.Option("--today", help=f"当作今天的日期，{purpose}默认为当天。")


def day(text: str | None) -> date:
    """Parse the value of ``--today``; default to the current day."""
    if not text:
        return date.today()
    from jindu.units import Unreadable, read_date

    try:
        return read_date(text).first
    except Unreadable as error:
        raise typer.BadParameter(f"{error.message}{error.tip}") from None
