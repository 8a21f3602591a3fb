"""A Word file of the user's own as the template."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.shared import Mm

from jindu import scaffold
from jindu.document.kinds import Unready
from jindu.output import render
from jindu.output.render import RenderOptions
from jindu.source import load
from tests import office
from tests.wordfile import W

LOADED = load.load_text(scaffold.load("community").text)


def template(path: Path, *paragraphs: str, header: str = "") -> Path:
    made = docx.Document()
    for text in paragraphs:
        made.add_paragraph(text)
    made.sections[0].header.paragraphs[0].text = header
    made.save(str(path))
    return path


def filled(path: Path, kind: str = "实施方案") -> bytes:
    return render.render(LOADED, wanted=RenderOptions(kind, template=path))


def texts(content: bytes) -> list[str]:
    return [p.text for p in docx.Document(io.BytesIO(content)).paragraphs]


def test_names_are_those_of_the_other_templates(tmp_path: Path) -> None:
    own = template(
        tmp_path / "单位 红头.docx",
        "总额{{ plan.budget.total | money }}，牵头{{ plan.key_tasks[0].lead | name }}",
        "{%p for theme in plan.key_tasks %}",
        "{{ loop.index }}.{{ theme.name }}",
        "{%p endfor %}",
        header="{{ title }}",
    )
    content = filled(own)
    assert texts(content)[:2] == [
        "总额50万元，牵头中共柳林街道工作委员会",
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
    loaded = load.load_text(LOADED.source.text.replace("邻里清风", "A<b>&{{ 1 }}"))
    own = template(tmp_path / "红头.docx", "品牌：{{ brand.name }}。")
    content = render.render(loaded, wanted=RenderOptions(template=own))
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
        ("{{ title | 没有 }}", "用了没有的过滤器“没有”"),
        (
            "{% for a in range(90000) %}{% for b in range(90000) %}{% endfor %}{% endfor %}",
            "循环的次数过多",
        ),
        (
            "{% for a in range(90000) %}{{ title }}{{ title }}{{ title }}{% endfor %}",
            "循环的次数过多",
        ),
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
    assert "附件 7" in pages[-1].text


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(path: Path, part: str, old: str, new: str) -> Path:
    """The template with a part of its package changed."""
    parts = parts_of(template(path, "{{p 正文 }}"))
    assert old.encode() in parts[part]
    parts[part] = parts[part].replace(old.encode(), new.encode())
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize(
    "words",
    [
        "{{ 正文.tpl }}",
        "{{ 正文.tpl.render_xml_part('x', 正文.docx.part, {}, None) }}",
        "{{ 正文.docx.save('x') }}",
        "{{ 正文['subdocx'] }}",
        "{{ [正文] | map(attribute='docx') | join }}",
        "{% set n = namespace(a=正文) %}{{ n.a.tpl }}",
        "{% macro m(x) %}{{ x.docx }}{% endmacro %}{{ m(正文) }}",
        "{{ 正文 | string }}",
        "{{ 正文 ~ '' }}",
        "{{ [正文] }}",
        "{{ [正文] | join }}",
        "{{ 正文 | replace('a', 'b') }}",
        "{{ 正文.__html__() }}",
        "{{ 正文._Sealed__markup }}",
        "{% for i in range(50) %}{{ 正文 }}{% endfor %}",
        "{% include 'parts/plan.md.j2' %}",
        "{{ lead('甲') }}",
        "{{ title | safe }}",
        "{% autoescape false %}{{ title }}{% endautoescape %}",
        "{{ '\\x01' }}",
        "{{ title",
        "{% vm %}",
        f"{{% {' ' * 99}colspan 3 %}}",
        f"{{{{ {'(' * 999}{')' * 999} }}}}",
    ],
)
def test_the_text_gives_nothing_but_itself(tmp_path: Path, words: str) -> None:
    with pytest.raises(Unready, match=r"Word 模板“红头\.docx”"):
        filled(template(tmp_path / "红头.docx", words))
    assert [path.name for path in tmp_path.iterdir()] == ["红头.docx"]


RELATION = (
    '<Relationship Id="rX" Target="{}" {} Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/{}"/></Relationships>'
)


@pytest.mark.parametrize(
    ("kind", "target", "outside", "told"),
    [
        ("image", "http://x.cn/a.png", True, "链接的图片，指向文件以外的“http://x.cn/a.png”"),
        ("oleObject", "file:///c:/a.xls", True, "嵌入的对象"),
        ("frame", "http://x.cn", True, "链接，指向文件以外"),
        ("subDocument", "b.docx", True, "子文档"),
        ("hyperlink", "file:///c:/a.exe", True, "打开文件的链接"),
        ("hyperlink", "\\\\srv\\a", True, "打开文件的链接"),
        ("vbaProject", "styles.xml", False, "宏"),
        ("control", "styles.xml", False, "控件"),
        ("aFChunk", "styles.xml", False, "插入的网页或者文件"),
    ],
)
def test_what_a_letterhead_would_fetch_or_run(
    tmp_path: Path, kind: str, target: str, outside: bool, told: str
) -> None:
    mode = 'TargetMode="External"' if outside else ""
    new = RELATION.format(target, mode, kind)
    rels = "word/_rels/document.xml.rels"
    with pytest.raises(Unready, match="Word 模板") as trouble:
        filled(changed(tmp_path / "红头.docx", rels, "</Relationships>", new))
    assert told in str(trouble.value)


@pytest.mark.parametrize(
    ("kind", "target", "note"),
    [
        ("attachedTemplate", "file:///c:/a.dotm", "去掉了指向另一个 Word 模板的链接"),
        ("hyperlink", "https://www.gov.cn/", "保留了网页链接 https://www.gov.cn/"),
    ],
)
def test_what_is_harmless_is_told(tmp_path: Path, kind: str, target: str, note: str) -> None:
    new = RELATION.format(target, 'TargetMode="External"', kind)
    own = changed(tmp_path / "红头.docx", "word/_rels/document.xml.rels", "</Relationships>", new)
    made = render.make(LOADED, wanted=RenderOptions(template=own))
    assert [told for told in made.notes if "毫米" not in told] == [note]
    (tmp_path / "成.docx").write_bytes(made.content)
    assert b"attachedTemplate" not in b"".join(parts_of(tmp_path / "成.docx").values())


@pytest.mark.parametrize(
    ("pieces", "sound"),
    [
        (["PAGE"], True),
        ([" NUMPAGES \\* MERGEFORMAT "], True),
        (["= 1 + 1"], True),
        (['HYPERLINK "http://x.cn"'], True),
        (["INCLUDEPICTURE http://x.cn"], False),
        (["INC", "LUDETEXT x.docx"], False),
        (["DDEAUTO c:/a"], False),
        (['HYPERLINK "file:///c:/a"'], False),
        (["{{ 'INCLUDE' ~ 'TEXT' }} x"], False),
    ],
)
def test_fields(tmp_path: Path, pieces: list[str], sound: bool) -> None:
    runs = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    field = f"<w:p>{mark.format('begin')}{runs}{mark.format('end')}</w:p><w:sectPr"
    own = changed(tmp_path / "红头.docx", "word/document.xml", "<w:sectPr", field)
    if sound:
        assert filled(own)
        return
    with pytest.raises(Unready, match="里有域“"):
        filled(own)


@pytest.mark.parametrize(
    ("part", "old", "new", "told"),
    [
        ("[Content_Types].xml", "document.main+xml", "template.main+xml", "dotx"),
        (
            "[Content_Types].xml",
            "vnd.openxmlformats-officedocument.wordprocessingml.document.main",
            "vnd.ms-word.document.macroEnabled.main",
            "宏",
        ),
        ("word/document.xml", "<w:body>", "<w:body><", "已经损坏"),
        ("word/_rels/document.xml.rels", "styles.xml", "没有.xml", "已经损坏"),
        ("word/document.xml", "<w:sectPr", "<w:p/>" * 20_000 + "<w:sectPr", "太大"),
        ("word/document.xml", "<w:sectPr", " " * (2 << 20) + "<w:sectPr", "太大"),
        ("word/document.xml", "<w:document", '<!DOCTYPE a [<!ENTITY b "c">]><w:document', "损坏"),
    ],
)
def test_packages(tmp_path: Path, part: str, old: str, new: str, told: str) -> None:
    with pytest.raises(Unready, match=told):
        filled(changed(tmp_path / "红头.docx", part, old, new))


@pytest.mark.parametrize("start", range(0, 36_000, 6_000))
def test_damaged(tmp_path: Path, start: int) -> None:
    own = template(tmp_path / "红头.docx", "{{p 正文 }}")
    content = bytearray(own.read_bytes())
    content[start : start + 20] = b"\xff" * 20
    own.write_bytes(content)
    with pytest.raises(Unready, match=r"损坏|不是 Word 文件"):
        filled(own)


@pytest.mark.parametrize(
    ("paragraph", "told"),
    [
        ("没有标记", "里没有写 {{ }} 标记，生成的文件里不会有方案的内容"),
        ("{ { title } }", "里没有写 {{ }} 标记"),
        ("{title}", "里没有写 {{ }} 标记"),
        ("", "里没有写 {{ }} 标记"),
        ("标题：｛｛ title ｝｝", "的“标题：｛｛ title ｝｝”这一段里的“｛｛”是全角的"),
        ("{{ title ｝}", "是全角的"),
        ("｛% if title %｝", "是全角的"),
        ("{％ if title ％}", "是全角的"),
        ("｛｛p 正文 ｝｝", "是全角的"),
        ("{{ 正文 }}", "里的正文要写成 {{p 正文 }}"),
        ("{{p正文 }}", "里的正文要写成 {{p 正文 }}"),
        ("发文：{{p 正文 }}", "里除了带 p 的标记还有别的内容"),
        ("{%p for t in plan.tasks %}{{ t.name }}{%p endfor %}", "里除了带 p 的标记还有别的内容"),
    ],
)
def test_what_would_be_printed_as_it_stands(tmp_path: Path, paragraph: str, told: str) -> None:
    own = template(tmp_path / "红头.docx", "柳林街道文件", paragraph)
    with pytest.raises(Unready) as trouble:
        filled(own)
    assert str(trouble.value).startswith("Word 模板“红头.docx”")
    assert told in str(trouble.value)


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("{{ title }}", "比例100％，｛见附件｝"),
        ("{%- if title -%}有{%- endif -%}",),
        ("{%p if title %}", "{{ title }}", "{%p endif %}"),
        ("  {{p 正文 }}  ",),
    ],
)
def test_what_is_right_is_left_alone(tmp_path: Path, paragraphs: tuple[str, ...]) -> None:
    assert filled(template(tmp_path / "红头.docx", *paragraphs))


def test_a_tag_in_the_header_is_enough(tmp_path: Path) -> None:
    assert filled(template(tmp_path / "红头.docx", "通知", header="{{ title }}"))


def test_a_tag_of_several_runs_is_one(tmp_path: Path) -> None:
    """Word parts text where its spelling or language changes."""
    made = docx.Document()
    paragraph = made.add_paragraph()
    for piece in ("{", "{ ti", "tle }", "}"):
        paragraph.add_run(piece)
    made.save(str(tmp_path / "红头.docx"))
    assert texts(filled(tmp_path / "红头.docx")) == ["清源县柳林街道梧桐社区禁毒支部创建实施方案"]


def pages_of(content: bytes) -> list[tuple[int, int, int]]:
    """Width, height and left margin of every section, in mm."""
    sections = docx.Document(io.BytesIO(content)).sections
    lengths = ((s.page_width, s.page_height, s.left_margin) for s in sections)
    return [tuple(round(length.mm) for length in three if length) for three in lengths]


UPRIGHT, TURNED, LETTER = (210, 297, 28), (297, 210, 35), (216, 279, 32)


@pytest.mark.parametrize(
    ("kind", "behind", "pages"),
    [
        ("实施方案", (), [UPRIGHT, TURNED, UPRIGHT]),
        ("实施方案", ("版记",), [UPRIGHT, TURNED, UPRIGHT]),
        ("责任清单", (), [TURNED]),
        ("责任清单", ("", " "), [TURNED]),
        ("责任清单", ("版记",), [TURNED, LETTER]),
        ("联席会议通知", (), [LETTER]),
        ("联席会议通知", ("版记",), [LETTER]),
    ],
)
def test_tables_keep_the_paper_they_are_made_for(
    tmp_path: Path, kind: str, behind: tuple[str, ...], pages: list[tuple[int, int, int]]
) -> None:
    """An upright text takes the page of the letterhead, here that of python-docx."""
    own = template(tmp_path / "红头.docx", "{{p 正文 }}", *behind, header="内部")
    given = {"会议时间": "3月5日上午9时", "会议地点": "街道会议室"}
    wanted = RenderOptions(kind, given=given, today=date(2027, 3, 1), template=own)
    content = render.render(LOADED, wanted=wanted)
    assert pages_of(content) == pages
    document = docx.Document(io.BytesIO(content))
    assert {section.header.paragraphs[0].text for section in document.sections} == {"内部"}
    if any(behind) and behind[0].strip():
        assert texts(content)[-1] == behind[0]
    for table in document.element.body.iter(f"{W}tbl"):
        wide = sum(int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol"))
        assert wide <= (12756 if TURNED in pages else 8844)


def test_other_paper_is_told(tmp_path: Path) -> None:
    own = template(tmp_path / "红头.docx", "{{ title }}")
    made = render.make(LOADED, wanted=RenderOptions(template=own))
    assert any("216×279毫米" in note for note in made.notes)
    turned = docx.Document(str(own))
    section = turned.sections[0]
    section.page_width, section.page_height = Mm(297), Mm(210)
    turned.save(str(own))
    made = render.make(LOADED, wanted=RenderOptions(template=own))
    assert made.notes == ()
