"""Render plans and write the files."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from jindu.checker.config import find
from jindu.checker.settings import Settings
from jindu.cli import console
from jindu.cli.console import BUG, CLEAN, FINDINGS, USAGE, refused, say
from jindu.cli.plans import FolderSettings
from jindu.cli.render.arguments import targets
from jindu.cli.render.notes import notes
from jindu.document.kinds import Unready
from jindu.errors import UserError
from jindu.files.writing import write
from jindu.output import FORMATS, render
from jindu.output.render import RenderOptions
from jindu.report.used import Used
from jindu.source import load


def render_files(
    files: Sequence[Path],
    output: Path | None,
    form: str,
    wanted: RenderOptions,
    config: Path | None = None,
    *,
    force: bool = False,
) -> int:
    """Write the document of each plan. Return the exit code.

    An error in one plan does not affect the others. Raises UserError if ``output`` does not
    suit the plans.
    """
    run = _Run(form, wanted, config, force)
    pairs = zip(files, targets(files, output, wanted.kind, form), strict=True)
    codes = [run.one(file, target) for file, target in pairs]
    say(*run.used.lines())
    return max(codes, default=CLEAN)


class _Run:
    """State shared by all plans of one command."""

    def __init__(self, form: str, wanted: RenderOptions, config: Path | None, force: bool) -> None:
        self.used = Used()
        self._form = form
        self._wanted = wanted
        self._config = config
        self._force = force
        self._settings = FolderSettings(config)

    def one(self, file: Path, target: Path) -> int:
        """Write one document and print the result. Return the exit code.

        With JINDU_DEBUG set, raise exceptions that are bugs.
        """
        kind = self._wanted.kind
        try:
            return self._make(file, target)
        except Unready as error:
            why, *places = str(error).split("\n")
            say(f"{file}：没有生成{kind}。{why}", *places)
            return error.exit_code
        except UserError as error:
            say(str(error))
            return error.exit_code
        except OSError as error:
            if error.filename is None:
                raise
            say(f"{file}：{refused(error)}")
            return USAGE
        except Exception as error:
            if "JINDU_DEBUG" in os.environ:
                raise
            bug = f"{file}：内部出错（{type(error).__name__}: {error}），没有生成{kind}。"
            say(f"{bug}这是程序的缺陷，已有的文件没有改动。")
            return BUG

    def _make(self, file: Path, target: Path) -> int:
        loaded = load.load(file)
        try:
            made = render.make(loaded, self._form, self._wanted, self._settings_of(file))
        except render.Refused as error:
            console.findings([error.report])
            if error.report.unread:
                say("方案没有读全，没有生成文件。改正后再试。")
                return FINDINGS
            say("方案还有错误，没有生成文件。改正后再试，或者加 --allow-errors 生成草稿。")
            return FINDINGS
        lines = list(notes(loaded, made, self._form, self._wanted))
        kind = FORMATS[self._form].kind
        write(target, made.content, kind, inputs=self._inputs(file), force=self._force)
        say(f"已生成 {target}。", *lines)
        return CLEAN

    def _settings_of(self, file: Path) -> Settings:
        settings = self._settings.of(file)
        self.used.add_settings(settings.local)
        return settings

    def _inputs(self, file: Path) -> list[Path]:
        """Return the files that a document is made from, which are never overwritten."""
        from jindu.document.templates import FOLDER

        own = sorted((file.parent / FOLDER).glob("*.j2"))
        chosen = (self._wanted.template, self._config or find(file.parent))
        return [file, *own, *filter(None, chosen)]
