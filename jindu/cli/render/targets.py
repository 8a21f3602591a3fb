"""Decide where the document of each plan is written."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

from jindu.cli.plans import Chosen
from jindu.cli.render.arguments import STANDARD
from jindu.errors import UserError
from jindu.files.search import is_there
from jindu.source.load import LoadedPlan

_UNFIT = re.compile(r'[\\/:*?"<>|\s\x00-\x1f]+')
_LONGEST = 60
"""Characters of a title in a file name: with the kind they fit into 255 bytes."""


class Targets:
    """The target of each plan; no two plans have the same.

    ``output`` is a file for a single plan, otherwise a folder. In it the folders of the plans
    are repeated; with ``by_title`` all documents lie side by side, named by their titles.
    """

    def __init__(
        self, chosen: Chosen, output: Path | None, kind: str, form: str, *, by_title: bool = False
    ) -> None:
        self._files = chosen.files
        self._output = output
        self._tail = ("" if kind == STANDARD else f"-{kind}") + f".{form}"
        self._taken: set[str] = set()
        self._fixed: dict[Path, Path] = {}
        if output is not None and output.suffix and len(self._files) == 1 and not output.is_dir():
            self._fixed = {self._files[0]: output}
        elif output is not None and output.exists() and not output.is_dir():
            nature = "一个文件" if output.is_file() else "设备或者管道"
            tip = "写文件夹的名字，一份方案也可以写带扩展名的文件名。"
            raise UserError(f"“{output}”是{nature}，不是文件夹。", tip)
        elif not by_title:
            self._fixed = {
                file: self._folder(file, chosen.roots.get(file)) / f"{file.stem}{self._tail}"
                for file in self._files
            }
        self._verify(list(self._fixed.values()))

    def _folder(self, file: Path, root: Path | None) -> Path:
        """Return the folder for a document; ``root`` is the folder in which the plan was found."""
        if self._output is None:
            return file.parent
        return self._output / file.parent.relative_to(root) if root else self._output

    def _verify(self, found: Sequence[Path]) -> None:
        """Raise UserError if targets are equal, or are plans."""
        ends = [os.path.realpath(path) for path in found]
        for path, end in zip(found, ends, strict=True):
            if ends.count(end) > 1:
                tip = "给方案文件取不同的名字，或者加 --by-title 按标题取名。"
                raise UserError(f"有几份方案都要写成“{path}”。", tip)
            if any(is_there(path) and path.samefile(file) for file in self._files):
                message = f"“{path}”就是方案文件，不能用生成的文件覆盖它。"
                raise UserError(message, "换一个文件名。")

    def of(self, loaded: LoadedPlan, file: Path) -> Path:
        """Return the target of a plan. By title, a second one of a title gets a number."""
        if file in self._fixed:
            return self._fixed[file]
        overview = loaded.plan.overview if loaded.plan else None
        name = _UNFIT.sub("", (overview and overview.title) or "")[:_LONGEST].strip(".")
        folder = self._output or file.parent
        number = 1
        while True:
            mark = f"（{number}）" if number > 1 else ""
            target = folder / f"{name or file.stem}{mark}{self._tail}"
            end = os.path.realpath(target)
            if end not in self._taken:
                self._taken.add(end)
                self._verify([target])
                return target
            number += 1
