"""Render plans and write the files."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from jindu.checker.config import find
from jindu.checker.settings import Settings
from jindu.cli import console
from jindu.cli.console import BUG, CLEAN, FINDINGS, USAGE, refused, say
from jindu.cli.plans import Chosen, FolderSettings
from jindu.cli.render.notes import notes
from jindu.cli.render.targets import Targets
from jindu.document.kinds import Unready
from jindu.errors import UserError
from jindu.files.contents import Kind
from jindu.files.writing import write
from jindu.output import FORMATS, render
from jindu.output.render import RenderOptions
from jindu.report.used import Used
from jindu.source import load


def render_files(
    chosen: Chosen,
    targets: Targets,
    form: str,
    wanted: RenderOptions,
    config: Path | None = None,
    *,
    force: bool = False,
) -> int:
    """Write the document of each plan. Return the exit code.

    An error in one plan does not affect the others. Files that are no plans are passed over if
    they were found in a folder.
    """
    run = _Run(chosen, targets, form, wanted, config, force)
    codes = {file: run.one(file) for file in chosen.files}
    say(*run.used.lines(), *_count(run.foreign, codes))
    nothing = len(run.foreign) == len(codes)
    return USAGE if nothing else max(codes.values(), default=CLEAN)


def _count(foreign: Sequence[Path], codes: Mapping[Path, int]) -> Iterator[str]:
    """Yield what was passed over and, if there are several plans, how many were made."""
    if foreign:
        names = f"{'、'.join(map(str, foreign[:_SHOWN]))}{'等' if len(foreign) > _SHOWN else ''}"
        yield f"跳过了{len(foreign)}个没有方案内容的 YAML 文件（{names}）；要生成，写出文件名。"
    plans = {file: code for file, code in codes.items() if file not in foreign}
    if not plans:
        yield "没有找到方案。"
    if len(plans) > 1:
        failed = [str(file) for file, code in plans.items() if code != CLEAN]
        names = f"{'、'.join(failed[:_SHOWN])}{'等' if len(failed) > _SHOWN else ''}"
        left = f"，{len(failed)}份没有生成（{names}），原因见上" if failed else ""
        yield f"共{len(plans)}份方案，生成了{len(plans) - len(failed)}份{left}。"


_SHOWN = 3
"""Names listed in a message."""


class _Run:
    """State shared by all plans of one command."""

    def __init__(
        self,
        chosen: Chosen,
        targets: Targets,
        form: str,
        wanted: RenderOptions,
        config: Path | None,
        force: bool,
    ) -> None:
        self.used = Used()
        self.foreign: list[Path] = []
        self._searched = chosen.roots
        self._targets = targets
        self._form = form
        self._wanted = wanted
        self._config = config
        self._force = force
        self._settings = FolderSettings(config)

    def one(self, file: Path) -> int:
        """Write one document and print the result. Return the exit code.

        With JINDU_DEBUG set, raise exceptions that are bugs.
        """
        kind = self._wanted.kind
        try:
            return self._make(file)
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

    def _make(self, file: Path) -> int:
        loaded = load.load(file)
        if loaded.foreign and file in self._searched:
            self.foreign.append(file)
            return CLEAN
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
        target = self._targets.of(loaded, file)
        content = self._continued(made.content, target) if kind is Kind.ICS else made.content
        write(target, content, kind, inputs=self._inputs(file), force=self._force)
        say(f"已生成 {target}。", *lines)
        return CLEAN

    def _continued(self, content: bytes, target: Path) -> bytes:
        """Return a calendar as a revision of the one that it replaces."""
        from jindu.output.ics_revision import revised

        before = target.read_bytes() if target.is_file() else b""
        return revised(content, before, self._wanted.today)

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
