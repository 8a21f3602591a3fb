"""Translate help pages and usage errors to Chinese."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import typer
from typer._click.formatting import HelpFormatter
from typer.core import TyperCommand, TyperGroup

_HELP = (
    (r"^Usage: (.*)\[OPTIONS\] COMMAND \[ARGS\]\.\.\.", r"用法：\1[选项] 命令 [参数]..."),
    (r"^Usage: (.*)\[OPTIONS\]", r"用法：\1[选项]"),
    (r"^Options:$", "选项："),
    (r"^Arguments:$", "参数："),
    (r"^Commands:$", "命令："),
    (r"Show this message and exit\.", "显示这份帮助。"),
    (r"\s*\[default:\s+(.*?)\]", r"（默认：\1）"),
    (r"\s*\[required\]", "（必填）"),
    (r"<path>", "<文件>"),
    (r"<str>", "<文字>"),
    (r"<int range>", "<整数>"),
    (r"（默认：(\d+); x>=\d+）", r"（默认：\1）"),
)
_ERRORS = (
    (r"No such command '(.*?)'\. Did you mean '(.*?)'\?", r"没有“\1”这个命令，是不是“\2”？"),
    (r"No such command '(.*?)'\.", r"没有“\1”这个命令。"),
    (r"No such option: (\S+) \(Possible options: (.*)\)", r"没有“\1”这个选项；相近的有：\2。"),
    (r"No such option: (\S+)", r"没有“\1”这个选项。"),
    (r"Missing argument '(.*?)(?:\.\.\.)?'\.", r"缺少参数 \1。"),
    (r"Missing option '(.*?)'\.", r"缺少选项 \1。"),
    (r"Missing command\.", "缺少命令。"),
    (r"Invalid value for '([^']*)'(?: / '[^']*')*: ", r"“\1”的值不对："),
    (r"Invalid value: ", ""),
    (r"的值不对：'(.*?)' is not one of (.*)\.", r"不能是“\1”；可以写：\2。"),
    (r"(?<=\w)', '(?=\w)", "、"),
    (r"(?<=：)'(.*)'(?=。)", r"\1"),
    (r"(\S+) is not in the range x>=(\d+)\.", r"\1 小于\2。"),
    (r"'(.*?)' is not a valid int(?:eger)?(?: range)?\.", r"“\1”不是整数。"),
    (r"Option '(.*?)' requires an argument\.", r"选项“\1”后面要写一个值。"),
    (r"Option '(.*?)' does not take a value\.", r"选项“\1”后面不写值。"),
    (r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)", r"多出了参数：\1。"),
)


class _Page(HelpFormatter):
    """A help page laid out in columns of the terminal; typer counts characters."""

    def write_text(self, text: str) -> None:
        """Write the description of a command."""
        from jindu.report.width import wrap

        for line in wrap(text, self.width - self.current_indent):
            self.write(f"{'':{self.current_indent}}{line}\n")

    def write_dl(
        self, rows: Sequence[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Write names on the left and what they mean on the right."""
        from jindu.report.width import width, wrap

        pairs = [(_told(name, _HELP), _told(meaning, _HELP)) for name, meaning in rows]
        column = min(max(width(name) for name, _ in pairs), col_max) + col_spacing
        margin = " " * self.current_indent
        for name, meaning in pairs:
            lead = f"{margin}{name}{'':{max(column - width(name), 0)}}"
            if width(name) > column - col_spacing:
                self.write(f"{lead}\n")
                lead = f"{margin}{'':{column}}"
            for line in wrap(meaning, self.width - width(lead)):
                self.write(f"{lead}{line}".rstrip() + "\n")
                lead = f"{margin}{'':{column}}"


class Group(TyperGroup):
    """A command group with help in Chinese."""

    def get_help(self, ctx: Any) -> str:
        """Return the help page."""
        ctx.formatter_class = _Page
        return _told(super().get_help(ctx), _HELP)


class Command(TyperCommand):
    """A command with help in Chinese."""

    def get_help(self, ctx: Any) -> str:
        """Return the help page."""
        ctx.formatter_class = _Page
        return _told(super().get_help(ctx), _HELP)


def explain(error: typer.TyperException) -> str:
    """Return a usage error in Chinese, with a pointer to --help; keep help pages unchanged."""
    context = getattr(error, "ctx", None)
    message = error.format_message()
    if context is not None and message.startswith("用法："):
        return message
    told = _told(message, _ERRORS)
    return f"{told}\n用法见 {context.command_path} --help。" if context is not None else told


def _told(text: str, table: tuple[tuple[str, str], ...]) -> str:
    for pattern, chinese in table:
        text = re.sub(pattern, chinese, text, flags=re.MULTILINE)
    return text
