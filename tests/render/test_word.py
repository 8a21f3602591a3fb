"""A Word file of the user's own as the template."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest

from jindu import pipeline, scaffold
from jindu.pipeline import Wanted
from jindu.render.kinds import Unready
from tests import office

LOADED = pipeline.load_text(scaffold.load("community").text)


def template(path: Path, *paragraphs: str, header: str = "") -> Path:
    made = docx.Document()
    for text in paragraphs:
        made.add_paragraph(text)
    made.sections[0].header.paragraphs[0].text = header
    made.save(str(path))
    return path


def filled(path: Path, kind: str = "实施方案") -> bytes:
    return pipeline.render(LOADED, wanted=Wanted(kind, template=path))


def texts(content: bytes) -> list[str]:
    return [p.text for p in docx.Document(io.BytesIO(content)).paragraphs]


def test_names_are_those_of_the_other_templates(tmp_path: Path) -> None:
    own = template(
        tmp_path / "单位 红头.docx",
        "总额{{ plan.budget.total | money }}，牵头{{ plan.themes[0].lead | name }}",
        "{%p for theme in plan.themes %}",
        "{{ loop.index }}.{{ theme.name }}",
        "{%p endfor %}",
        header="{{ title }}",
    )
    content = filled(own)
    assert texts(content)[:2] == [
        "总额50万元，牵头柳林街道梧桐社区禁毒党支部",
        "1.建强支部组织，落实工作制度",
    ]
    header = docx.Document(io.BytesIO(content)).sections[0].header.paragraphs[0].text
    assert header == "清源县柳林街道梧桐社区禁毒支部创建实施方案"


def test_the_text_in_its_place(tmp_path: Path) -> None:
    """In official layout, whatever the styles of the template are called."""
    own = template(tmp_path / "红头.docx", "柳林街道文件", "{{p 正文 }}", "完", header="内部")
    content = filled(own)
    found = texts(content)
    assert (found[0], found[-1]) == ("柳林街道文件", "完")
    heading = found.index("一、工作背景")
    paragraph = docx.Document(io.BytesIO(content)).paragraphs[heading]
    assert paragraph.style is not None
    assert paragraph.style.name == "公文 heading 1"
    sections = docx.Document(io.BytesIO(content)).sections
    assert [s.orientation for s in sections][:2] == [0, 1]
    assert {s.header.paragraphs[0].text for s in sections} == {"内部"}


def test_the_same_bytes_twice(tmp_path: Path) -> None:
    own = template(tmp_path / "红头.docx", "{{p 正文 }}", "{{ title }}")
    assert filled(own) == filled(own)


def test_what_is_typed_is_text(tmp_path: Path) -> None:
    loaded = pipeline.load_text(LOADED.source.text.replace("梧桐清风", "A<b>&{{ 1 }}"))
    own = template(tmp_path / "红头.docx", "品牌：{{ brand.name }}。")
    content = pipeline.render(loaded, wanted=Wanted(template=own))
    assert texts(content) == ["品牌：A<b>&{{ 1 }}。"]


@pytest.mark.parametrize(
    ("paragraph", "told"),
    [
        (
            "看{{ plan.titel }}处",
            "的“看{{ plan.titel }}处”这一段用了没有的名字“titel”，是不是“title”",
        ),
        ("{{ 总额 }}", "用了没有的名字“总额”；可用的名字见 docs/templates.md"),
        ("{% if title %}没有完", "的“{% if title %}没有完”这一段写法不对"),
        ("{{ title | 没有 }}", "写法不对"),
        (
            "{% for a in range(90000) %}{% for b in range(90000) %}{% endfor %}{% endfor %}",
            "没完没了",
        ),
        ("{% for a in range(90000) %}{{ title }}{{ title }}{{ title }}{% endfor %}", "没完没了"),
        ("{{ title * 90000 }}", "不允许的写法"),
        ("{{ title.__class__ }}", "不允许的写法"),
        ("{{ 1 / 0 }}", "的“{{ 1 / 0 }}”这一段算不出来"),
    ],
)
def test_one_that_fails(tmp_path: Path, paragraph: str, told: str) -> None:
    own = template(tmp_path / "红头.docx", "前文", paragraph, "后文")
    with pytest.raises(Unready) as trouble:
        filled(own)
    assert str(trouble.value).startswith("Word 模板“红头.docx”")
    assert told in str(trouble.value)


def test_no_word_file(tmp_path: Path) -> None:
    (tmp_path / "红头.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    with zipfile.ZipFile(tmp_path / "表.docx", "w") as archive:
        archive.writestr("xl/workbook.xml", "")
    for name in ("红头.doc", "表.docx"):
        with pytest.raises(Unready, match="不是 Word 文件"):
            filled(tmp_path / name)


def test_one_that_would_fill_the_memory(tmp_path: Path) -> None:
    with (
        zipfile.ZipFile(tmp_path / "大.docx", "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w") as stream,
    ):
        for _ in range(201):
            stream.write(bytes(1 << 20))
    with pytest.raises(Unready, match="太大"):
        filled(tmp_path / "大.docx")


def test_on_paper(tmp_path: Path) -> None:
    own = template(tmp_path / "红头.docx", "柳林街道文件", "{{p 正文 }}", header="内部")
    pages = office.printed(filled(own)).pages
    assert all(page.text.startswith("内部") for page in pages)
    assert "附件 6" in pages[-1].text
