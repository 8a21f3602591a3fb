"""Many files: in order, none stopping the others, over any executor."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from jindu.checker import batch, engine
from jindu.checker.result import Report
from jindu.checker.settings import Settings
from jindu.files import search
from jindu.model.diagnostic import Level
from jindu.source import load
from jindu.source.tree import Source

GOOD = "方案:\n  标题: 柳林街道禁毒支部创建实施方案\n"


@pytest.fixture
def plans(tmp_path: Path) -> list[Path]:
    contents = [GOOD, "", "方案: [", "\0\1\2", GOOD.replace(": 柳", "：柳"), GOOD]
    found = []
    for number in range(40):
        path = tmp_path / f"方案{number:02d}.yaml"
        path.write_text(contents[number % len(contents)], encoding="utf-8")
        found.append(path)
    return [*found, tmp_path / "没有.yaml"]


def same_over(executor: Executor, plans: list[Path]) -> None:
    alone = list(batch.check_files(plans, Level.DRAFT))
    shared = list(batch.check_files(plans, Level.DRAFT, executor=executor, chunk=7))
    assert shared == alone


def test_every_file_is_reported_in_order(plans: list[Path]) -> None:
    reports = list(batch.check_files(plans, Level.DRAFT))
    assert [report.file for report in reports] == [str(path) for path in plans]
    first = [{d.code for d in report.diagnostics} for report in reports[:6]]
    assert first == [set(), {"YML001"}, {"YML001"}, {"YML001", "YML006"}, {"YML003"}, set()]
    assert [d.code for d in reports[-1].diagnostics] == ["YML001"]
    assert not any(report.bug for report in reports)


def test_threads(plans: list[Path]) -> None:
    with ThreadPoolExecutor(3) as executor:
        same_over(executor, plans)


def test_processes(plans: list[Path]) -> None:
    with ProcessPoolExecutor(2) as executor:
        same_over(executor, plans)


@pytest.mark.filterwarnings("ignore")
def test_a_cluster(plans: list[Path]) -> None:
    import distributed

    client = distributed.Client(
        n_workers=1, threads_per_worker=2, processes=False, dashboard_address=None
    )
    with client:
        same_over(client.get_executor(), plans)


def test_settings_are_asked_for_each_file(plans: list[Path]) -> None:
    quiet = Settings(ignore=("YML003",))
    reports = batch.check_files(plans, settings=lambda path: quiet)
    assert not [d for report in reports for d in report.diagnostics if d.code == "YML003"]


class Counting(Executor):
    """Carries every task out when its result is asked for, and counts those that wait."""

    def __init__(self) -> None:
        self.waiting = self.most = 0

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.waiting += 1
        self.most = max(self.most, self.waiting)
        future: Future[Any] = Future()

        def result(timeout: float | None = None) -> Any:
            self.waiting -= 1
            return fn(*args, **kwargs)

        future.result = result  # type: ignore[method-assign]
        return future


def test_only_so_many_tasks_wait(plans: list[Path]) -> None:
    executor = Counting()
    asked: list[Path] = []

    def settings(path: Path) -> Settings:
        asked.append(path)
        return Settings()

    reports = batch.check_files(plans, Level.DRAFT, settings, executor, chunk=2, ahead=3)
    next(reports)
    assert len(asked) == 8
    assert len(list(reports)) == len(plans) - 1
    assert executor.most == 4


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_bug_stops_no_other_file(
    monkeypatch: pytest.MonkeyPatch, plans: list[Path], jobs: int
) -> None:
    monkeypatch.delenv("JINDU_DEBUG", raising=False)
    monkeypatch.setattr("jindu.source.load.build", broken_on_the_second)
    if jobs == 1:
        reports = list(batch.check_files(plans))
    else:
        with ProcessPoolExecutor(jobs) as executor:
            reports = list(batch.check_files(plans, executor=executor, chunk=4))
    assert [report.bug for report in reports[:3]] == ["", "ZeroDivisionError: 坏了", ""]
    assert [report.file for report in reports] == [str(path) for path in plans]
    assert not any(report.bug for report in reports[3:])
    broken = reports[1]
    assert (broken.readable, broken.rated, broken.failed) == (False, False, False)


def broken_on_the_second(source: Source) -> None:
    if source.file.endswith("方案01.yaml"):
        raise ZeroDivisionError("坏了")


def test_developers_see_a_bug(monkeypatch: pytest.MonkeyPatch, plans: list[Path]) -> None:
    monkeypatch.setenv("JINDU_DEBUG", "1")
    monkeypatch.setattr("jindu.source.load.build", broken_on_the_second)
    with pytest.raises(ZeroDivisionError):
        list(batch.check_files(plans))


def report(text: str) -> Report:
    return engine.check(load.load_text(text))


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        (GOOD, False),
        ("overview:\n  title: 甲\n", False),
        ("方案: [\n", False),
        ("'经费' : [\n", False),
        ("方案：\n  标题: [\n", False),
        ("", False),
        ("repos:\n  - repo: https://example.org/x\n", True),
        ("apiVersion: v1\n---\napiVersion: v1\n", True),
        ("a: &a [x]\nb: *a\n", True),
        ("- 方案: 甲\n", True),
        ("只是一句话\n", True),
    ],
)
def test_what_is_no_plan(text: str, foreign: bool) -> None:
    assert report(text).foreign is foreign


class TestFinding:
    @pytest.fixture
    def folder(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
        monkeypatch.chdir(tmp_path)
        for name in (
            "甲.yaml",
            "乙/丙.YML",
            ".藏.yaml",
            ".git/丁.yaml",
            "乙/.藏/戊.yml",
            "说明.txt",
        ):
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(GOOD, encoding="utf-8")
        return tmp_path

    def found(self, *paths: str) -> list[str]:
        return [path.as_posix() for path in search.look(map(Path, paths)).files]

    def test_names_with_a_dot_are_passed_over(self, folder: Path) -> None:
        assert self.found(".") == ["乙/丙.YML", "甲.yaml"]
        assert self.found(".藏.yaml", ".git") == [".藏.yaml", ".git/丁.yaml"]

    def test_what_was_searched_and_what_was_named(self, folder: Path) -> None:
        (folder / "空").mkdir()
        found = search.look([Path(), Path("甲.yaml"), Path("空")])
        assert {path.name for path in found.searched} == {"丙.YML"}
        assert found.empty == (Path("空"),)
        with pytest.raises(search.NoPlans, match="空"):
            search.find_plans([Path("甲.yaml"), Path("空")])

    @pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
    def test_links_that_lead_in_circles(self, folder: Path) -> None:
        (folder / "乙" / "上").symlink_to("..")
        (folder / "乙" / "又").symlink_to("../乙")
        (folder / "又一份.yaml").symlink_to("甲.yaml")
        assert self.found(".") == ["乙/丙.YML", "又一份.yaml"]
        spelt = search.spell_out(Path("**/*.yaml"))
        assert [path.as_posix() for path in spelt] == ["又一份.yaml", "甲.yaml"]
        assert self.found(*map(str, spelt)) == ["又一份.yaml"]

    @pytest.mark.parametrize(
        ("pattern", "expected"),
        [
            ("*.yaml", ["甲.yaml"]),
            ("**/*.[yY]*", ["乙/丙.YML", "甲.yaml"]),
            ("**.yaml", ["甲.yaml"]),
            (".git/*.yaml", [".git/丁.yaml"]),
            ("没有*.yaml", ["没有*.yaml"]),
            ("[", ["["]),
        ],
    )
    def test_patterns(self, folder: Path, pattern: str, expected: list[str]) -> None:
        assert [path.as_posix() for path in search.spell_out(Path(pattern))] == expected
        absolute = search.spell_out(folder / pattern)
        assert [path.relative_to(folder).as_posix() for path in absolute] == expected
