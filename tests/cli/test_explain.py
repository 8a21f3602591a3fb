"""``jindu explain`` and ``jindu schema``."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.command import (
    Jindu,
)


def test_a_rule(jindu: Jindu) -> None:
    told = jindu("explain", "sch009")
    assert told.code == 0
    assert told.out.startswith("## SCH009 ")


def test_a_key(jindu: Jindu) -> None:
    assert "写到月或日" in jindu("explain", "工作任务.完成时限").out


def test_several_words(jindu: Jindu) -> None:
    told = jindu("explain", "BUD001", "SCH009", "milestones.due", "满意度下限", "FND")
    heads = re.findall(r"^## (\S+)", told.out, re.MULTILINE)
    assert (told.code, heads) == (
        0,
        ["BUD001", "SCH009", "工作任务.完成时限", "满意度下限", "FND"],
    )
    some = jindu("explain", "BUD001", "没有的", "EVA009")
    assert some.code == 2
    assert re.findall(r"^## (\S+)", some.out, re.MULTILINE) == ["BUD001", "EVA009"]
    assert "没有“没有的”" in some.err


def test_the_schema(jindu: Jindu, tmp_path: Path) -> None:
    shown = jindu("schema")
    assert json.loads(shown.out)["title"] == "禁毒支部创建方案"
    assert jindu("schema", "-o", "模式.json").code == 0
    assert (tmp_path / "模式.json").read_text(encoding="utf-8") == shown.out


SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")
