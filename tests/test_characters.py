"""What no one sees, wherever it hides: told by its number, taken out, never printed or shown."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from jindu import scaffold
from jindu.checker.engine import check_text
from jindu.checker.fix import fix
from jindu.document.templates import TemplateTrouble
from jindu.language import characters
from jindu.model.diagnostic import Severity
from jindu.output import FORMATS, render
from jindu.output.render import RenderOptions
from jindu.scaffold import InitOptions
from jindu.scaffold.scheme import BadAnswer
from jindu.source import load
from jindu.source.load import load_text
from tests.conftest import TODAY

UNSEEN = (
    "\x00\x07\x0b\x1b\x7f\x85\x9b\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b\u180d\u180e"
    "\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2064\u2065"
    "\u2066\u2067\u2068\u2069\u206f\u2800\u3164\ufe00\ufe0f\ufeff\uffa0\ufff9\ufffb\ufffc\ufdd0\ufdef"
    "\ufffe\uffff\U0001fffe\U0001d173\U000e0000\U000e0001\U000e0041\U000e007f\U000e01ef\U0010ffff"
)
HARMLESS = (
    "甲\u3000乙",  # spaces of every width are seen
    "甲\u00a0乙\u2009丙\u202f丁",
    "䶮𠮷龘𪚥\U000323af\U0002ebf0",  # rare Han of the extensions
    "\ufa0e\uf900\U0002f800",  # and those for compatibility
    "葛\U000e0100飾，辻\ufe00",  # the form of a Han character is chosen
    "①☎\ufe0f↔\ufe0f",
    "e\u0301 ǹ ü ẑ",
    "🙂👨👩",
    "１２Ａ￥—～•·",
    "\n甲\r\n乙\t丙",
)
TURNING = "\u061c\u200e\u200f\u202a\u202e\u2066\u2067\u2068\u2069"


@pytest.mark.parametrize("character", UNSEEN, ids=ascii)
def test_unseen(character: str) -> None:
    text = f"ab{character}c"
    (found,) = characters.unseen(text)
    assert (found.start, found.end) == (2, 3)
    assert not characters.clean(text)
    assert characters.strip_unseen(text) == "abc"
    assert characters.escaped(text) == f"ab<U+{ord(character):04X}>c"
    assert characters.escaped(text).isprintable()


@pytest.mark.parametrize("text", HARMLESS, ids=ascii)
def test_harmless(text: str) -> None:
    assert not list(characters.unseen(text))
    assert characters.strip_unseen(text) == text
    assert not characters.complaint(text)
    assert not [d for d in check_text(json.dumps({"方案": {"标题": text}})) if d.code == "YML006"]


def test_neighbours_are_one_where_they_are_alike() -> None:
    text = "a\u200b\u200b\U000e0041\U000e0042\ufe0fb\r\n\rc\udcff"
    assert [(f.start, f.end) for f in characters.unseen(text)] == [
        (1, 3), (3, 5), (5, 6), (9, 10), (11, 12),
    ]  # fmt: skip


PLACES = {
    "a value": "方案:\n  标题: 甲{}乙\n",
    "quotes": '方案:\n  标题: "甲{}乙"\n',
    "a block": "方案:\n  背景: |\n    甲{}乙\n",
    "a list": "方案:\n  意义: [甲{}乙]\n",
    "a key": "方案:\n  标{}题: 甲\n",
    "a quoted key": '方案: {{"标{}题": 甲}}\n',
    "a year": "方案: {{年度重点: {{20{}26: 甲}}}}\n",
    "a reference": "工作任务: [{{编号: 甲, 牵头单位: 乙{}}}]\n",
    "a remark": "方案: {{标题: 甲}}  # 乙{}丙\n",
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("character", [*TURNING, "\u00ad", "\u3164", "\U000e0041"], ids=ascii)
def test_everywhere_in_a_plan(place: str, character: str, tmp_path: Path) -> None:
    path = tmp_path / "方案.yaml"
    path.write_text(PLACES[place].format(character), encoding="utf-8")
    (found,) = (d for d in load.load(path).source.problems if d.code == "YML006")
    assert f"U+{ord(character):04X}" in found.message
    assert found.severity is Severity.ERROR
    assert ("次序" in found.message) is (character in TURNING)
    assert fix(path).revision.text == PLACES[place].format("")


@pytest.mark.parametrize("place", [p for p in PLACES if "quote" in p])
@pytest.mark.parametrize("escape", [r"\u202e", r"\x1b", r"\U000E0041", r"\L", r"\\\u2067"])
def test_by_an_escape(place: str, escape: str, tmp_path: Path) -> None:
    path = tmp_path / "方案.yaml"
    path.write_text(PLACES[place].format(escape), encoding="utf-8")
    found = [d for d in load.load(path).source.problems if d.code == "YML006"]
    assert len(found) == 1
    assert fix(path).revision.text == PLACES[place].format(r"\\" if r"\\" in escape else "")


def test_a_key_is_read_without_what_hides_in_it() -> None:
    plan = load_text('方案: {"标\\u200b题": 甲, "标题": 乙}\n').plan
    assert plan is not None
    assert plan.overview is not None
    assert plan.overview.title == "甲"


@pytest.mark.parametrize("character", "\ue000\uf8ff\U000f0000\U0010fffd", ids=ascii)
def test_private_use_is_a_warning_where_it_prints(character: str) -> None:
    text = f'方案: {{标题: 甲{character}, "编号": "\\U{ord(character):08x}"}}  # 乙{character}\n'
    found = [d for d in load_text(text).source.problems if d.code == "YML006"]
    assert [(d.severity, d.span.column) for d in found] == [(Severity.WARNING, 11)]
    assert "方框" in found[0].message
    assert found[0].fix is None


@pytest.mark.parametrize("name", ["方案\u202elmay.yaml", "甲\u200b/方案.yaml", "\U000e0041.yml"])
def test_the_name_of_a_file(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("方案: {标题: 甲}\n", encoding="utf-8")
    found = [d for d in load.load(path, name).source.problems if d.code == "YML006"]
    assert [d.severity for d in found] == [Severity.WARNING]
    assert "文件名" in found[0].message


@pytest.mark.parametrize("answer", ["柳林\u2066街道", "柳林\x1b街道", "柳林\u3164街道"])
def test_an_answer(answer: str, tmp_path: Path) -> None:
    given = InitOptions(settings=(f"街道={answer}",), today=TODAY)
    with pytest.raises(BadAnswer, match=r"街道.*U\+"):
        scaffold.fill("community", given)


SOUND = scaffold.load("community").text


@pytest.mark.parametrize("to", [to for to in FORMATS if to != "pdf"])
def test_no_document_holds_any(to: str, tmp_path: Path) -> None:
    """Neither from the plan nor from an answer."""
    folder = tmp_path / "templates"
    folder.mkdir()
    text = "# 通知\n\n甲乙{{ title }}{{ given['会议地点'] }}\n"
    (folder / "meeting.md.j2").write_text(text, encoding="utf-8")
    path = tmp_path / "方案.yaml"
    path.write_text(SOUND.replace("邻里清风", '"梧\u2066桐\\u200e清风"'), encoding="utf-8")
    wanted = RenderOptions(
        "联席会议通知", allow_errors=True, given={"会议地点": "丙\u2068丁"}, today=TODAY
    )
    content = render.render(load.load(path), to, wanted)
    parts = [content]
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [archive.read(name) for name in archive.namelist()]
    told = "".join(part.decode("utf-8", errors="ignore") for part in parts)
    assert not [c for c in (*TURNING, *"\u200b\U000e0041") if c in told]


@pytest.mark.parametrize("written", ["甲{}乙", "甲{{{{ '{}' }}}}乙"], ids=["text", "expression"])
@pytest.mark.parametrize("character", [*TURNING, *"\u200b\u00ad\u3164\U000e0041"], ids=ascii)
def test_a_template_that_holds_one_is_refused(character: str, written: str, tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    text = f"# 通知\n\n{written.format(character)}\n"
    (folder / "meeting.md.j2").write_text(text, encoding="utf-8")
    path = tmp_path / "方案.yaml"
    path.write_text(SOUND, encoding="utf-8")
    wanted = RenderOptions("联席会议通知", allow_errors=True, today=TODAY)
    told = rf"“meeting\.md\.j2”第3行.*U\+{ord(character):04X}"
    with pytest.raises(TemplateTrouble, match=told):
        render.render(load.load(path), "md", wanted)


def test_a_template_that_makes_one_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    text = "# 通知\n\n{{ '\\u202e' }}\n"
    (folder / "meeting.md.j2").write_text(text, encoding="utf-8")
    path = tmp_path / "方案.yaml"
    path.write_text(SOUND, encoding="utf-8")
    with pytest.raises(TemplateTrouble, match=r"第3行写出了.*U\+202E"):
        render.render(load.load(path), "md", RenderOptions("联席会议通知", today=TODAY))


LINES = {
    "::error file=a::b": ": error file=a::b",
    "  ::set-output name=a::b": "  : set-output name=a::b",
    "甲##[error]乙": "甲# [error]乙",
    "##vso[task.setvariable]": "# vso[task.setvariable]",
    "甲::乙": "甲::乙",
    "## 标题 [甲]": "## 标题 [甲]",
    "a\n::error::b": "a<U+000A>::error::b",
    "\x1b]0;甲\x07": "<U+001B>]0;甲<U+0007>",
    "甲\udcff\udc80.yaml": "甲<0xFF><0x80>.yaml",
}


@pytest.mark.parametrize("line", LINES, ids=ascii)
def test_a_line_of_a_log(line: str) -> None:
    assert characters.logged(line) == LINES[line]
