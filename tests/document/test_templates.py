"""Templates from elsewhere: what they may use, how far they may go, how they are stored."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest

from jindu import assets, scaffold
from jindu.document import allowed
from jindu.document.compose import Order, compose
from jindu.document.kinds import Unready
from jindu.output import render
from jindu.output.render import RenderOptions
from jindu.source import load

PLAN = scaffold.load("community").text
GROWS = (
    "{{% set n = namespace(a={}) %}}{{% for i in range(90) %}}{{% set n.a = {} %}}{{% endfor %}}"
)


def made(folder: Path, template: str | bytes) -> str:
    """What a template of the user's own makes; the words are on the third line."""
    own = folder / "templates" / "implementation.md.j2"
    own.parent.mkdir(exist_ok=True)
    own.write_bytes(template if isinstance(template, bytes) else template.encode("utf-8"))
    plan = folder / "方案.yaml"
    plan.write_text(PLAN, encoding="utf-8")
    return render.render(load.load(plan), "md", RenderOptions()).decode("utf-8")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("{{ plan.__class__ }}", "不允许的写法“__class__”"),
        ("{{ plan['__class__'] }}", "不允许的写法“__class__”"),
        ("{{ [plan] | map(attribute='__class__') | list }}", "不允许的写法“__class__”"),
        ("{{ plan | attr('__class__') }}", "没有的过滤器“attr”"),
        ("{{ [plan] | map('attr', 'x') | list }}", "没有的过滤器或者判断“attr”"),
        ("{{ [-9 ** 20] | map('@spent') | list }}", "没有的过滤器或者判断“@spent”"),
        ("{{ plan.themes }}", "旧的名字“themes”，现在写作“key_tasks”"),
        ("{% if plan.parties is defined %}{% endif %}", "旧的名字“parties”，现在写作“units”"),
        ("{{ plan.tasks | map(attribute='theme') | join }}", "现在写作“key_task”"),
        ("{{ plan['uses'] | count }}", "旧的名字“uses”，现在写作“expenses”"),
        ("{{ plan.party('街道办') }}", "旧的名字“party”，现在写作“unit”"),
        ("{{ plan.expenses[0].contributions[0].source }}", "现在写作“fund”"),
        ("{{ plan.overview.themes }}", "没有的名字“themes”"),
        ("{{ '{0.__class__}'.format(plan) }}", "不允许的写法“format”"),
        ("{{ '{a}'.format_map({'a': 1}) }}", "不允许的写法“format_map”"),
        ("{{ lead.__globals__ }}", "不允许的写法“__globals__”"),
        ("{{ plan.period.words.__func__ }}", "不允许的写法“__func__”"),
        ("{{ self }}", "不是文字的内容"),
        ("{{ self._TemplateReference__context }}", "不允许的写法"),
        ("{% for a in [1] %}{{ loop._iterator }}{% endfor %}", "不允许的写法“_iterator”"),
        ("{% macro m() %}{{ caller() }}{% endmacro %}{{ m() }}", "没有的名字“caller”"),
        ("{{ cycler(1).__init__ }}", "没有的名字“cycler”"),
        ("{{ joiner() }}", "没有的名字“joiner”"),
        ("{{ lipsum(n=9) }}", "没有的名字“lipsum”"),
        ("{{ namespace.__init__ }}", "不允许的写法“__init__”"),
        ("{{ plan.entities }}", "不允许的写法“entities”"),
        ("{{ plan.overview.remark }}", "不允许的写法“remark”"),
        ("{{ plan.budget.total.as_tuple() }}", "不允许的写法“as_tuple”"),
        ("{{ title() }}", "不是函数的内容"),
        ("{{ title | safe }}", "没有的过滤器“safe”"),
        ("{{ title is filter }}", "没有的判断“is filter”"),
        ("{% import 'parts/plan.md.j2' as p %}", "不允许的写法“import”"),
        ("{% from 'parts/plan.md.j2' import x %}", "不允许的写法“import”"),
        ("{% extends 'notice.md.j2' %}", "不允许的写法“extends”"),
        ("{% block a %}{% endblock %}", "不允许的写法“block”"),
        ("{% call lead() %}{% endcall %}", "不允许的写法“call”"),
        ("{% autoescape false %}{% endautoescape %}", "不允许的写法“autoescape”"),
        ("{{ '\\x01' }}", "不能写入文件的字符（U+0001）"),
        ("{{ '\\u202e' }}", "不能写入文件的字符（U+202E）"),
        ("\x07", "第3行有不能写入文件的字符（U+0007）"),
        ("\u2066甲\u2069", "第3行有不能写入文件的字符（U+2066）"),
    ],
)
def test_what_is_not_listed_is_refused(tmp_path: Path, words: str, told: str) -> None:
    with pytest.raises(Unready) as trouble:
        made(tmp_path, f"# 题\n\n{words}\n")
    assert "模板“implementation.md.j2”" in str(trouble.value)
    assert told in str(trouble.value)


@pytest.mark.parametrize(
    "words",
    [
        GROWS.format("'甲'", "n.a ~ n.a"),
        GROWS.format("'甲'", "n.a + n.a"),
        GROWS.format("'甲'", "n.a | replace('甲', '甲甲')"),
        GROWS.format("'甲'", "[n.a, n.a] | join"),
        GROWS.format("[1]", "n.a + n.a"),
        GROWS.format("[1]", "[n.a, n.a]"),
        GROWS.format("(1,)", "(n.a, n.a)"),
        GROWS.format("1", "{1: n.a, 2: n.a}"),
        GROWS.format("9", "n.a * n.a"),
        GROWS.format("1.5", "n.a * n.a"),
        GROWS.format("plan.budget.total", "n.a * n.a"),
        "{{ 9 ** 64 ** 64 }}",
        "{{ range(10 ** 30) }}",
        "{{ 3.5 | round(10 ** 9) }}",
        "{% for i in range(9999) %}{{ range(9999) | sum }}{% endfor %}",
        "{% for i in range(9999) %}{{ 'x' in range(9999) }}{% endfor %}",
        "{% for i in range(9999) %}{% for j in range(9999) if false %}{% endfor %}{% endfor %}",
        "{% for i in range(9999) %}{{ plan.key_tasks | map('string') | list | count }}{% endfor %}"
        "{% for i in range(9999) %}{% for j in range(99) %}{% endfor %}{% endfor %}",
        f"{{% for i in range(9999) %}}{'甲' * 60}{{% endfor %}}",
        "{% macro m(n) %}{{ m(n + 1) }}{% endmacro %}{{ m(0) }}",
        "{% include 'implementation.md.j2' %}",
        "{% include ['implementation.md.j2'] %}",
    ],
)
def test_what_goes_too_far_is_stopped(tmp_path: Path, words: str) -> None:
    with pytest.raises(Unready, match=r"循环的次数过多|不是文字"):
        made(tmp_path, f"# 题\n\n{words}\n")


@pytest.mark.parametrize(
    "words",
    [
        "{{ '%2000000000d' % 1 }}",
        "{{ '%2000000000d' is divisibleby(1) }}",
        "{{ ['%2000000000d'] | select('odd') | list }}",
        "{{ title * 9999 }}",
        "{{ title.ljust(10 ** 9) }}",
        "{{ title | batch(10 ** 9) | list }}",
        "{{ plan | tojson(indent=10 ** 9) }}",
        "{{ (1).to_bytes(10 ** 9, 'big') }}",
        "{% set a = [] %}{{ a.append(1) }}",
        f"{{{{ 1{'0' * 400} }}}}",
        "{% for i in range(500) %}```任务分解表\n```\n\n{% endfor %}",
        f"{{{{ {'(' * 3000}1{')' * 3000} }}}}",
    ],
)
def test_what_grows_at_a_stroke_is_refused(tmp_path: Path, words: str) -> None:
    with pytest.raises(Unready, match="模板"):
        made(tmp_path, f"# 题\n\n{words}\n")


def test_a_former_file_name_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unready, match=r"现在的名字是“parts/key_tasks\.md\.j2”，把 include"):
        made(tmp_path, "# 题\n{% include 'parts/themes.md.j2' %}\n")
    own = tmp_path / "templates" / "parts" / "themes.md.j2"
    own.parent.mkdir()
    own.write_text("## 任务\n", encoding="utf-8")
    with pytest.raises(Unready, match="把文件的名字改过来"):
        made(tmp_path, "# 题\n{% include 'parts/plan.md.j2' %}\n")
    assert "任务" in made(tmp_path, "# 题\n{% include 'parts/themes.md.j2' %}\n")


def test_a_macro_is_paid_for_every_time(tmp_path: Path) -> None:
    calls = "{% for i in range(9999) %}{% set a = m(i) %}{% endfor %}"
    for words, goes_on in (("甲", False), ("{% if not n %}甲{% endif %}" * 40, True)):
        text = f"# 题\n{{% macro m(n) %}}{words}{{% endmacro %}}{calls}"
        with pytest.raises(Unready, match="循环的次数过多") if goes_on else nullcontext():
            made(tmp_path, text)


def test_the_count_is_the_same_on_every_machine(tmp_path: Path) -> None:
    words = "# 题\n{{% for i in range({}) %}}{{% for j in range(99) %}}{{% endfor %}}{{% endfor %}}"
    assert made(tmp_path, words.format(4444))
    with pytest.raises(Unready, match="循环的次数过多"):
        made(tmp_path, words.format(4445))


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("{{ plan.key_tasks | map(attribute='name') | first }}", "建强支部组织，落实工作制度"),
        ("{{ plan.expenses | sum('amount') | money }}", "50万元"),
        ("{{ plan.expenses | map(attribute='amount') | max | money }}", "万元"),
        ("{{ plan.tasks | selectattr('due') | list | count }}项", "项"),
        ("{{ '甲，乙'.split('，') | join('；') }}", "甲；乙"),
        ("{{ 'a   b' }}", "a   b"),
        ("{% for i in range(1, 4) %}{{ loop.cycle('单', '双') }}{% endfor %}", "单双单"),
        (
            "{% set n = namespace(a=0) %}{% for i in [1, 2] %}{% set n.a = n.a + i %}{% endfor %}"
            "{{ n.a }}",
            "3",
        ),
        ("{% macro m(x) %}甲{{ x }}{% endmacro %}{{ m('乙') }}", "甲乙"),
        ("{% for k, v in {'甲': 1}.items() %}{{ k }}{{ v }}{% endfor %}", "甲1"),
        ("{{ given.会议时间 or '另行通知' }}", "另行通知"),
        ("{{ 没有 | default('无') }}", "无"),
        ("{% if 没有 is defined %}有{% else %}没有{% endif %}", "没有"),
        ("{{ (plan.period.end - plan.period.start).days }}天", "1095天"),
        ("{% include 'parts/preamble.md.j2' %}", "制定本方案"),
        ("{% filter replace('甲', '乙') %}甲甲{% endfilter %}", "乙乙"),
    ],
)
def test_what_is_listed_works(tmp_path: Path, words: str, shown: str) -> None:
    assert shown in made(tmp_path, f"# 题\n\n{words}\n")


@pytest.mark.parametrize(
    "stored",
    [
        lambda text: b"\xef\xbb\xbf" + text.encode("utf-8"),
        lambda text: text.encode("gb18030"),
        lambda text: text.encode("utf-16"),
        lambda text: text.replace("\n", "\r\n").encode("utf-8"),
    ],
    ids=["bom", "gbk", "utf-16", "crlf"],
)
def test_every_encoding_of_notepad(tmp_path: Path, stored: Callable[[str], bytes]) -> None:
    text = "# 关于{{ title }}\n\n正文在此，请遵照执行。\n"
    assert made(tmp_path, stored(text)) == made(tmp_path, text)
    assert made(tmp_path, text).startswith("# 关于")


@pytest.mark.parametrize(
    "content", [b"\x89PNG\r\n\x1a\n" + bytes(99), b"PK\x03\x04" + bytes(99), b"\x81" * 9]
)
def test_what_is_no_text(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(Unready, match=r"模板“implementation\.md\.j2”(不是文本|第1行有)"):
        made(tmp_path, content)


def test_a_template_too_long(tmp_path: Path) -> None:
    with pytest.raises(Unready, match="太长"):
        made(tmp_path, "甲" * 200_001)


@pytest.mark.parametrize(
    "name", ["../方案.yaml", "/etc/passwd", "C:/x.j2", "parts/../../x", "./x.j2", "a//b"]
)
def test_only_names_in_the_folders(tmp_path: Path, name: str) -> None:
    with pytest.raises(Unready, match=f"模板的名字“{name}”不能用"):
        made(tmp_path, f"{{% include '{name}' %}}")


@pytest.mark.parametrize("link", ["file", "folder", "all"])
def test_links_out_of_the_folder(tmp_path: Path, link: str) -> None:
    outside = tmp_path / "外面"
    outside.mkdir()
    (outside / "x.j2").write_text("秘密", encoding="utf-8")
    (outside / "implementation.md.j2").write_text("秘密", encoding="utf-8")
    home = tmp_path / "方案"
    (home / "templates").mkdir(parents=True)
    try:
        if link == "file":
            (home / "templates" / "x.j2").symlink_to(outside / "x.j2")
        elif link == "folder":
            (home / "templates" / "d").symlink_to(outside, target_is_directory=True)
        else:
            (home / "templates").rmdir()
            (home / "templates").symlink_to(outside, target_is_directory=True)
    except OSError:
        pytest.skip("this machine makes no links")
    name = "d/x.j2" if link == "folder" else "x.j2"
    with pytest.raises(Unready, match="通向别处的链接，没有采用"):
        made(home, f"{{% include '{name}' %}}")


def test_own_templates_are_told(tmp_path: Path) -> None:
    made(tmp_path, "# 题")
    plan = load.load(tmp_path / "方案.yaml")
    assert render.make(plan, "md").notes == (
        "用了方案旁边 templates 文件夹里的模板：implementation.md.j2",
    )


def test_every_member_is_there() -> None:
    for cls, names in allowed.MEMBERS.items():
        assert all(hasattr(cls, name) or name in cls.__annotations__ for name in names), cls
    assert set(allowed.HOLDERS) <= set(allowed.MEMBERS)


def test_the_built_in_folder_is_not_the_users_own() -> None:
    plan = load.load_text(scaffold.load("community").text).plan
    assert plan is not None
    assert compose(plan, order=Order(folder=assets.templates().parent)).templates == ()
