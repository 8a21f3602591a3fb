"""Many files: in order, none stopping the others, over any executor."""

from __future__ import annotations

from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest

from jindu import pipeline
from jindu.diagnostic import Level
from jindu.settings import Settings

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
    alone = list(pipeline.check_files(plans, Level.DRAFT))
    shared = list(pipeline.check_files(plans, Level.DRAFT, executor=executor, chunk=7))
    assert shared == alone


def test_every_file_is_reported_in_order(plans: list[Path]) -> None:
    reports = list(pipeline.check_files(plans, Level.DRAFT))
    assert [report.file for report in reports] == [str(path) for path in plans]
    first = [{d.code for d in report.diagnostics} for report in reports[:6]]
    assert first == [set(), {"YML001"}, {"YML001"}, {"YML001", "YML006"}, {"YML003"}, set()]
    assert [d.code for d in reports[-1].diagnostics] == ["YML001"]


def test_threads(plans: list[Path]) -> None:
    with ThreadPoolExecutor(3) as executor:
        same_over(executor, plans)


def test_processes(plans: list[Path]) -> None:
    with ProcessPoolExecutor(2) as executor:
        same_over(executor, plans)


@pytest.mark.filterwarnings("ignore")
def test_a_cluster(plans: list[Path]) -> None:
    distributed = pytest.importorskip("distributed")
    client = distributed.Client(
        n_workers=1, threads_per_worker=2, processes=False, dashboard_address=None
    )
    with client:
        same_over(client.get_executor(), plans)


def test_settings_are_asked_for_each_file(plans: list[Path]) -> None:
    quiet = Settings(ignore=("YML003",))
    reports = pipeline.check_files(plans, settings=lambda path: quiet)
    assert not [d for report in reports for d in report.diagnostics if d.code == "YML003"]
