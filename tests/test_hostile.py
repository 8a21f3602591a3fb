"""Files that are no plans, or worse: one clear message, nothing raised, nothing lost."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jindu import scaffold
from jindu.checker import engine
from jindu.checker.engine import MOST_OF_A_RULE
from jindu.checker.result import Report
from jindu.model.diagnostic import Level
from jindu.source import load, typos
from jindu.source.parse import read_text
from jindu.source.reader import MAX_EVENTS
from jindu.source.tree import MOST_REPORTS, too_many

PLAN = scaffold.load("street-pilot").text
LINES = PLAN.splitlines(keepends=True)
PIECES = [*LINES, "  ", "- ", ": ", "{", "]", "：", "\t", "null\n"]
TITLE = "方案:\n  标题: 柳林街道禁毒支部创建实施方案\n"

HOSTILE: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "YML001"),
    "only remarks": ("# 还没有写\n".encode(), "YML001"),
    "binary": (bytes(range(256)) * 40, "YML001"),
    "too large": (b"a: b\n" * 1_900_000, "YML001"),
    "too much": (b"- a\n" * MAX_EVENTS, "YML001"),
    "brackets": (b"a: " + b"[" * 100_000, "YML004"),
    "open braces": (b"{a: " * 100_000, "YML004"),
    "alias bomb": (b"a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "YML004"),
    "merge": (b"a: &a {b: 1}\nc:\n  <<: *a\n", "YML004"),
    "tag": (b"a: !!python/object:os.system x\n", "YML004"),
    "two documents": (b"a: b\n---\nc: d\n", "YML004"),
    "twice": (f"{TITLE}  标题: 另一份\n".encode(), "YML005"),
    "gbk": (TITLE.encode("gbk"), "YML002"),
    "utf-16": (TITLE.encode("utf-16"), "YML002"),
    "utf-16 without mark": (TITLE.encode("utf-16-le"), "YML002"),
    "full-width colon": (TITLE.replace(": 柳", "：柳").encode(), "YML003"),
    "tab": (TITLE.replace("  标", "\t标").encode(), "YML003"),
    "nul": (TITLE.replace("街道", "街\0道").encode(), "YML006"),
    "control": (TITLE.replace("街道", "街\x1b道").encode(), "YML006"),
    "line separator": (TITLE.replace("街道", "街\u2028道").encode(), "YML006"),
    "lone return": (TITLE.replace("街道", "街\r道").encode(), "YML006"),
    "open quote": ('方案:\n  标题: "没有完\n'.encode(), "YML001"),
    "a list": (b"- a\n- b\n", "YML001"),
    "a sentence": ("这是一份方案。\n".encode(), "YML001"),
    "deep indents": (
        "".join(f"{' ' * n}a:\n" for n in range(3000)).encode(),
        "YML004",
    ),
}


MANY = 2**18
USES = "工作任务:\n  - {编号: 甲, 配合单位: "
# Whatever is repeated in these is met by some pattern, table or search of the reader.
LARGE: dict[str, str] = {
    "titles": "标题：\n" * 60_000,
    "references": "单位名录: [{编号: 司法所, 名称: 柳林司法所}]\n工作任务:\n"
    + "".join(f"  - {{编号: 甲{n}, 牵头单位: 司发所{n}}}\n" for n in range(3000)),
    "unknown references": f"{TITLE}单位名录: [{{编号: 甲, 名称: 甲局}}]\n工作任务:\n"
    "  - {编号: 乙, 配合单位: [" + ", ".join(f"丙{n}" for n in range(50_000)) + "]}\n",
    "bare milestones": f"{TITLE}工作任务: [" + ", ".join(["{}"] * 20_000) + "]\n",
    "bare indicators": f"{TITLE}目标: [指标: [" + ", ".join(["{名称: 甲}"] * 20_000) + "]]\n",
    "measures": "重点任务:\n  - 编号: 甲\n    措施:\n" + "      - 开展走访\n" * 20_000,
    "unknown keys": "".join(f"键{n}: 值\n" for n in range(20_000)),
    "cut by commas": USES + "，发" * 4000 + "}\n",
    "joined by commas": USES + "[" + "甲，" * 4000 + "]}\n",
    "idle remarks": "方案: 甲\n" + "# jindu: ignore[STR001] 同意\n" * (MOST_REPORTS + 9),
    "remarks": "方案: 甲  # jindu: ignore[甲 " + "# jindu: ignore[" * 20_000 + "\n",
    "escapes": '方案:\n  标题: "' + r"\x1b" * 20_000 + '"\n',
    **{
        f"only {sign!r}": sign * MANY
        for sign in (*" \t\u3000\u200b\"'[]{}【】｛｝：:，,-—#＃?%&*!|>（(甲9", "- ", "? ", ": ")
    },
    **{
        f"a value of {sign!r}": f"方案:\n  背景: 甲{sign * MANY}乙\n"
        for sign in (*" \"'[{【｛：，（(乙9", "2026年", "标题：", "50万元", "6.26", "甲、")
    },
}


def checked(path: Path) -> Report:
    return engine.check(load.load(path), Level.SUBMIT)


def within(report: Report, text: str) -> None:
    """Every place lies in the text, and every message is a sentence with a tip."""
    lines = text.split("\n")
    for found in report.diagnostics:
        for span in (found.span, *(related.span for related in found.related)):
            assert 1 <= span.line <= span.end_line <= len(lines) + 1
            assert 1 <= span.column <= len(lines[min(span.line, len(lines)) - 1]) + 2
        assert found.message
        assert found.tip


def in_chinese(report: Report) -> None:
    """Every message and every tip is a sentence in Chinese."""
    for words in {w for found in report.diagnostics for w in (found.message, found.tip)}:
        assert re.search("[一-龥]", words), words
        assert words.endswith("。"), words


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile(name: str, tmp_path: Path) -> None:
    content, code = HOSTILE[name]
    path = tmp_path / "我的 方案.yaml"
    path.write_bytes(content)
    report = checked(path)
    codes = [found.code for found in report.diagnostics]
    assert code in codes, codes
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]
    in_chinese(report)


@pytest.mark.parametrize("name", LARGE)
def test_large(name: str) -> None:
    report = engine.check(load.load_text(LARGE[name]), Level.SUBMIT)
    assert report.diagnostics
    in_chinese(report)


@pytest.mark.parametrize(
    ("name", "code", "most"),
    [
        ("unknown references", "REF001", MOST_OF_A_RULE),
        ("bare milestones", "RSP001", MOST_OF_A_RULE),
        ("unknown keys", "STR001", MOST_REPORTS),
        ("idle remarks", "YML007", MOST_REPORTS),
    ],
)
def test_the_same_without_end_is_told_so_often_and_no_more(name: str, code: str, most: int) -> None:
    report = engine.check(load.load_text(LARGE[name]), Level.SUBMIT)
    told = [found.message for found in report.diagnostics if found.code == code]
    assert len(told) == most + 1
    assert told.count(too_many(most)[0]) == 1


def test_slips_without_end_are_mended_so_often_and_no_more() -> None:
    assert len(read_text(LARGE["titles"], "方案.yaml").repairs) == typos.MOST


def test_a_folder_that_looks_like_a_plan(tmp_path: Path) -> None:
    (tmp_path / "方案.yaml").mkdir()
    assert [d.code for d in checked(tmp_path / "方案.yaml").diagnostics] == ["YML001"]


RELAXED = settings(suppress_health_check=list(HealthCheck))


@RELAXED
@given(st.text())
def test_any_text(text: str) -> None:
    within(engine.check(load.load_text(text), Level.SUBMIT), text)


@RELAXED
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_pieces_of_a_plan(pieces: list[str]) -> None:
    text = "".join(pieces)
    within(engine.check(load.load_text(text), Level.SUBMIT), text)


@RELAXED
@given(st.integers(0, 2**32), st.text(max_size=12))
def test_any_change_of_a_plan(seed: int, junk: str) -> None:
    choice = random.Random(seed)
    lines = list(LINES)
    for _ in range(choice.randint(1, 6)):
        place = choice.randrange(len(lines)) if lines else 0
        lines = lines or ["\n"]
        match choice.randrange(6):
            case 0:
                del lines[place]
            case 1:
                lines.insert(place, choice.choice(lines))
            case 2:
                key = lines[place].partition(": ")[0]
                lines[place] = f"{key}: {junk}\n"
            case 3:
                lines[place] = " " * choice.randint(0, 8) + lines[place].lstrip()
            case 4:
                del lines[place + 1 :]
            case _:
                cut = choice.randrange(len(lines[place]) + 1)
                lines[place] = lines[place][:cut] + junk + lines[place][cut:]
    text = "".join(lines)
    within(engine.check(load.load_text(text), Level.SUBMIT), text)
