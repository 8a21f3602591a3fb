"""Find the plans named by arguments, and the settings of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from jindu.checker.config import find, read, read_found
from jindu.checker.settings import BadSettings, Settings
from jindu.files.search import NoPlans, find_plans, is_there, look, spell_out


def existing(given: Path) -> list[Path]:
    """Expand patterns in an argument. Raises NoPlans for a path that does not exist."""
    found = spell_out(given)
    for path in found:
        if not is_there(path):
            raise NoPlans(f"找不到“{path}”。", "检查文件名和所在文件夹；名字里有空格时加双引号。")
    return found


class Chosen(NamedTuple):
    """The plan files that arguments name; ``roots`` are the folders of those found by a search."""

    files: Sequence[Path]
    roots: Mapping[Path, Path]


def plan_files(paths: Iterable[Path]) -> Chosen:
    """Return the plan files named by files, folders and patterns. Raises NoPlans."""
    given = [path for one in paths for path in existing(one)]
    files = find_plans(given)
    searched = look(given).searched
    roots = {
        file: next(path for path in given if path.is_dir() and file.is_relative_to(path))
        for file in files
        if file in searched
    }
    return Chosen(files, roots)


class FolderSettings:
    """Settings of plans: those of their folder, or of the file given by ``--config``.

    ``adapt`` applies the other options of the command line.
    """

    def __init__(
        self,
        config: Path | None = None,
        adapt: Callable[[Settings], Settings] = lambda settings: settings,
    ) -> None:
        self._config = config
        self._adapt = adapt
        self._by_folder: dict[Path, Settings | BadSettings] = {}
        self._by_file: dict[Path | None, Settings | BadSettings] = {}

    def of(self, plan: Path) -> Settings:
        """Return the settings of a plan. Raises BadSettings, the same object for the same file."""
        folder = plan.parent
        if folder not in self._by_folder:
            self._by_folder[folder] = self._of_folder(folder)
        known = self._by_folder[folder]
        if isinstance(known, BadSettings):
            raise known.with_traceback(None)
        return known

    def _of_folder(self, folder: Path) -> Settings | BadSettings:
        try:
            file = self._config or find(folder)
        except BadSettings as error:
            return error
        if file not in self._by_file:
            self._by_file[file] = self._read(file)
        return self._by_file[file]

    def _read(self, file: Path | None) -> Settings | BadSettings:
        try:
            if file is None:
                return self._adapt(Settings())
            return self._adapt(read(file) if self._config else read_found(file))
        except BadSettings as error:
            return error
