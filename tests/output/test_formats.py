"""What every format keeps to: a new one is tried by being in the registry."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Mapping
from datetime import date

import pytest

from jindu import scaffold
from jindu.document.kinds import Unpublishable
from jindu.files import contents
from jindu.output import DOCUMENTS, FORMATS, render
from jindu.output.render import RenderOptions
from jindu.source import load

WRITTEN = [name for name in FORMATS if name != "pdf"]
"""The formats that need no other program; a PDF is the Word file, printed."""
PAYLOAD = "甲<b>乙</b>&amp;*丙*`丁`|戊"
SOUND = scaffold.load("community").text
DRAFT = RenderOptions(allow_errors=True, today=date(2026, 9, 1))
BARE = "方案: {标题: 甲社区禁毒支部创建实施方案}\n"


def written(name: str, text: str, wanted: RenderOptions = DRAFT) -> bytes:
    return render.render(load.load_text(text), name, wanted)


def words(content: bytes) -> str:
    """All that a file says, its own marks of structure taken for what they stand for."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [archive.read(part).decode("utf-8") for part in archive.namelist()]
        return html.unescape("".join(re.sub("<[^<>]*>", "", part) for part in parts))
    text = content.decode("utf-8").replace("\r\n ", "")
    if text.startswith("<!"):
        return html.unescape(re.sub("<[^<>]*>", "", text))
    return re.sub(r"\\(.)", r"\1", text)


def with_key(section: str, fields: Mapping[str, str]) -> str:
    lines = "".join(f"\n  {key}: {value}" for key, value in fields.items())
    return re.sub(rf"(?m)^{section}:", f"{section}:{lines}", SOUND, count=1)


@pytest.mark.parametrize("name", WRITTEN)
class TestEveryFormat:
    def test_a_draft_is_marked(self, name: str) -> None:
        broken = re.sub(r"(?m)^  总额: .*$", "  总额: 乱写", SOUND, count=1)
        assert "草稿" in words(written(name, broken))
        assert "草稿" not in words(written(name, SOUND))

    def test_what_is_typed_is_text(self, name: str) -> None:
        made = written(name, f"方案: {{标题: '{PAYLOAD}创建实施方案'}}\n")
        assert f"{PAYLOAD}创建实施方案" in words(made)

    def test_same_plan_same_bytes(self, name: str) -> None:
        assert written(name, SOUND) == written(name, SOUND)

    def test_an_empty_plan(self, name: str) -> None:
        made = written(name, BARE)
        assert contents.kind_of(made, f"甲.{name}") is FORMATS[name].kind
        assert "甲社区禁毒支部创建实施方案" in words(made)
        assert "None" not in words(made)

    def test_a_public_edition(self, name: str) -> None:
        named = SOUND.replace("召开", "召开王某某13800138000的", 1)
        with pytest.raises(Unpublishable):
            written(name, named, DRAFT._replace(public=True))
        assert written(name, SOUND, DRAFT._replace(public=True))


@pytest.mark.parametrize("name", [name for name in WRITTEN if name in DOCUMENTS])
class TestEveryDocumentFormat:
    def test_letterhead(self, name: str) -> None:
        plan = with_key("公文", {"版头": "是", "紧急程度": "特急"})
        notice = written(name, plan, DRAFT._replace(kind="印发通知"))
        assert ("特急" in words(notice)) is FORMATS[name].letterhead
        assert "特急" not in words(written(name, plan))

    def test_contents(self, name: str) -> None:
        plain, listed = (
            words(written(name, SOUND, DRAFT._replace(contents=wanted))) for wanted in (False, True)
        )
        assert (listed != plain) is FORMATS[name].contents

    def test_fonts(self, name: str) -> None:
        gb, noto = (written(name, SOUND, DRAFT._replace(fonts=fonts)) for fonts in ("gb", "noto"))
        assert (gb != noto) is FORMATS[name].fonts
