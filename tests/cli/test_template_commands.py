"""``jindu templates``, and templates beside a plan."""

from __future__ import annotations

from pathlib import Path

import pytest

from jindu.document.kinds import KINDS
from tests.command import (
    Jindu,
    link,
    sound,
    write,
)


@pytest.mark.parametrize("character", ["\x01", "\x1b", "\u202e", "\u2066"])
def test_characters_that_are_set(jindu: Jindu, tmp_path: Path, character: str) -> None:
    write(tmp_path / "共建.yaml", sound())
    result = jindu("render", "共建.yaml", "--set", f"会议时间=3月{character}5日")
    assert (result.code, result.out) == (2, "")
    assert f"--set 会议时间=3月<U+{ord(character):04X}>5日 里有看不见的字符" in result.err


def test_listed(jindu: Jindu) -> None:
    told = jindu("templates", "list").out
    assert [line.split()[0].strip("　") for line in told.splitlines()] == list(KINDS)


def test_shown(jindu: Jindu) -> None:
    assert (
        "# {{ sender }}关于印发《{{ title }}》的通知" in jindu("templates", "show", "印发通知").out
    )


def test_copied_changed_and_used(jindu: Jindu, tmp_path: Path) -> None:
    write(tmp_path / "共建.yaml", sound())
    assert jindu("templates", "copy", "印发通知").code == 0
    assert jindu("templates", "copy", "印发通知").code == 0
    own = tmp_path / "templates" / "notice.md.j2"
    text = own.read_text(encoding="utf-8")
    changed = write(own, text.replace("请结合实际认真组织实施", "请遵照执行")).read_bytes()
    refused = jindu("templates", "copy", "印发通知")
    assert refused.code == 2
    assert "没有覆盖" in refused.err
    assert own.read_bytes() == changed
    assert jindu("templates", "copy", "印发通知", "--force").code == 0
    assert own.read_text(encoding="utf-8") == text
    own.write_bytes(changed)
    rendered = jindu("render", "共建.yaml", "--doc", "印发通知", "--to", "md")
    assert rendered.code == 0
    assert "templates 文件夹里的模板：notice.md.j2、" in rendered.err
    told = (tmp_path / "共建-印发通知.md").read_text(encoding="utf-8")
    assert "请遵照执行" in told
    assert "请结合实际认真组织实施" not in told


@pytest.mark.parametrize(
    ("template", "told"),
    [
        (
            "# {{ titel }}",
            "模板“implementation.md.j2”第1行用了没有的名字“titel”，是不是“title”",
        ),
        ("# 题\n\n{{ plan.titel }}", "第3行用了没有的名字“titel”"),
        ("# 题\n{% if plan %}", "模板“implementation.md.j2”第2行写法不对"),
        (
            "# 题\n{% for a in range(90000) %}{% for b in range(90000) %}{% endfor %}{% endfor %}",
            "循环的次数过多",
        ),
        ("# 题\n{% for a in range(9000) %}\n{{ title * 90000 }}{% endfor %}", "不允许的写法"),
        (
            "# 题\n{% set n = namespace(a='甲') %}{% for i in range(60) %}"
            "{% set n.a = n.a ~ n.a %}{% endfor %}",
            "循环的次数过多",
        ),
        ("# 题\n{{ plan.__class__.__mro__ }}", "模板里不允许的写法"),
        ("# 题\n{{ title.zfill(999999999) }}", "不允许的写法"),
        ("# 题\n{{ title | center(999999999) }}", "第2行用了没有的过滤器“center”"),
        (
            "# 题\n{{ range(99999) | join(title) | replace('县', range(999) | join) }}",
            "循环的次数过多",
        ),
        ("# 题\n{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "循环的次数过多"),
        ("# 题\n{{ 1 / 0 }}", "第2行算不出来"),
        ("# 题\n{% include '没有.j2' %}", "找不到模板“没有.j2”"),
        ("# 题\n{{ title | 没有 }}", "第2行用了没有的过滤器“没有”"),
    ],
)
def test_a_template_that_fails(jindu: Jindu, tmp_path: Path, template: str, told: str) -> None:
    write(tmp_path / "共建.yaml", sound())
    write(tmp_path / "templates" / "implementation.md.j2", template)
    result = jindu("render", "共建.yaml")
    assert (result.code, result.out) == (1, "")
    assert told in result.err
    assert not list(tmp_path.glob("*.docx"))


def test_what_is_not_used_is_not_named(jindu: Jindu, tmp_path: Path) -> None:
    plan = write(tmp_path / "共建.yaml", sound())
    write(tmp_path / "templates" / "implementation.md.j2", "# 题")
    write(tmp_path / "templates" / "我的.j2", "甲")
    told = jindu("render", plan, "--to", "md").err
    assert "用了方案旁边 templates 文件夹里的模板：implementation.md.j2。" in told
    for other in (("--doc", "印发通知", "--to", "md"), ("--to", "ics")):
        assert "方案旁边的" not in jindu("render", plan, *other).err


@pytest.mark.parametrize("where", ["folder", "file", "part", "folder within"])
def test_links_that_lead_out(jindu: Jindu, tmp_path: Path, where: str) -> None:
    write(tmp_path / "县" / "共建.yaml", sound())
    secret = write(tmp_path / "别处" / "implementation.md.j2", "# 不该看到")
    own = tmp_path / "县" / "templates"
    if where == "folder":
        link(own, secret.parent)
    else:
        (own / "部分").mkdir(parents=True)
        paths = {
            "file": (own / "implementation.md.j2", secret),
            "part": (own / "部分" / "甲", secret),
            "folder within": (own / "部分" / "乙", secret.parent),
        }
        link(*paths[where])
    result = jindu("render", Path("县", "共建.yaml"), "--to", "md")
    made = [path.read_text(encoding="utf-8") for path in tmp_path.rglob("*.md")]
    assert not any("不该看到" in text for text in made)
    # A link that no template of this document asks for is not followed either.
    assert result.code == (1 if where in ("folder", "file") else 0)
    assert ("是通向别处的链接，没有采用。" in result.err) is not bool(made)
