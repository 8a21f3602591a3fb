"""Completion in every shell."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer import _completion_shared

from jindu import assets
from jindu.rules import BY_CODE
from tests.command import (
    Jindu,
    english,
    run_process,
)

SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")


def offered(folder: Path, shell: str, line: str) -> list[str]:
    """The words that a shell is told after a line."""
    words = line.split(" ")
    asked = {
        "_JINDU_COMPLETE": f"complete_{shell}",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) - 1),
        "_TYPER_COMPLETE_ARGS": line,
        "_TYPER_COMPLETE_WORD_TO_COMPLETE": words[-1],
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    }
    done = run_process(folder, **asked)
    assert done.returncode == 0, done.stderr
    told = done.stdout.decode("utf-8").splitlines()
    return [re.split(r":::|\t|\":\"", row.removeprefix("_arguments '*: :(("))[0] for row in told]


@pytest.mark.parametrize("shell", SHELLS)
def test_every_shell_has_a_script(tmp_path: Path, shell: str) -> None:
    done = run_process(tmp_path, _JINDU_COMPLETE=f"source_{shell}")
    assert done.returncode == 0
    script = done.stdout.decode("utf-8")
    assert "jindu" in script
    assert f"complete_{shell.replace('pwsh', 'powershell')}" in script


@pytest.mark.parametrize("shell", SHELLS)
def test_codes(tmp_path: Path, shell: str) -> None:
    words = offered(tmp_path, shell, "jindu explain SCH")
    assert [word.strip('"') for word in words] == sorted(
        code for code in BY_CODE if code.startswith("SCH")
    )


@pytest.mark.parametrize(
    ("line", "some"),
    [
        ("jindu ch", ["check"]),
        ("jindu init --scheme ", list(assets.schemes())),
        ("jindu check --select BUD,SCH00", ["BUD,SCH001", "BUD,SCH009"]),
        ("jindu check --ignore ", ["BUD", "YML"]),
        ("jindu check --level ", ["送审", "review"]),
        ("jindu check --format s", ["sarif"]),
        ("jindu explain ", ["BUD", "方案", "满意度下限"]),
        ("jindu explain 经费.支", ["经费.支出预算"]),
        ("jindu explain bud001 sch00", ["sch001"]),
        ("jindu render 甲.yaml --doc 任", ["任务清单"]),
        ("jindu templates show 印", ["印发通知"]),
        ("jindu templates copy 资", ["资金申请"]),
    ],
)
def test_values(tmp_path: Path, line: str, some: list[str]) -> None:
    words = offered(tmp_path, "fish", line)
    assert set(some) <= set(words)
    last = line.rpartition(" ")[2]
    assert all(word.startswith(last) for word in words)


@pytest.mark.parametrize(("shell", "file"), [("bash", ".bashrc"), ("zsh", ".zshrc")])
def test_installed(
    jindu: Jindu, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, shell: str, file: str
) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    monkeypatch.setattr(_completion_shared, "_get_shell_name", lambda: shell)
    result = jindu("--install-completion")
    assert (result.code, result.out) == (0, "")
    assert f"已为 {shell} 装上补全：" in result.err
    assert english(result.err.replace(str(tmp_path), "")) <= {shell, "sh", "zfunc", "bash"}
    once = (tmp_path / file).read_text(encoding="utf-8")
    assert jindu("--install-completion").code == 0
    assert (tmp_path / file).read_text(encoding="utf-8") == once
    assert "complete" in jindu("--show-completion").out


def test_settings_of_the_shell_are_kept(
    jindu: Jindu, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    monkeypatch.setattr(_completion_shared, "_get_shell_name", lambda: "bash")
    settings = tmp_path / "点文件" / "bashrc"
    settings.parent.mkdir()
    settings.write_bytes(b"# \xce\xd2\xb5\xc4\xff")
    before = settings.read_bytes()
    (tmp_path / ".bashrc").symlink_to(settings)
    assert jindu("--install-completion").code == 0
    after = settings.read_bytes()
    assert after == before + b"\nsource ~/.bash_completions/jindu.sh\n"
    settings.write_bytes(before)
    settings.chmod(0o444)
    refused = jindu("--install-completion")
    assert refused.code == 2
    assert "只读" in refused.err
    assert settings.read_bytes() == before


def test_a_shell_that_is_not_known(jindu: Jindu, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_completion_shared, "_get_shell_name", lambda: None)
    for option in ("--install-completion", "--show-completion"):
        result = jindu(option)
        assert (result.code, result.out) == (2, "")
        assert "认不出当前的命令行" in result.err
