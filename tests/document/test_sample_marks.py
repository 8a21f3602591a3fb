"""Documents mark the sample values of a draft, and only those."""

from __future__ import annotations

import re
from datetime import date

import pytest

from jindu import scaffold
from jindu.document import compose, samples
from jindu.document.blocks import Doc, Heading, Para, Signature, Table
from jindu.model.plan import Plan
from jindu.output.render import Refused, RenderOptions, make
from jindu.scaffold import InitOptions
from jindu.source.load import load_text
from tests.builders import confirmed

TEXT = scaffold.fill("community", InitOptions(today=date(2026, 5, 3)))
CONFIRMED = confirmed(TEXT)


def plan_of(text: str) -> Plan:
    plan = load_text(text).plan
    assert plan is not None
    return plan


def marked(text: str, kind: str = "实施方案") -> Doc:
    plan = plan_of(text)
    return samples.marked(compose.compose(plan, kind, compose.Order(traced=True)), plan.samples)


def words(doc: Doc) -> list[str]:
    """Every text of a document."""
    found: list[str] = []
    for block in (*doc.body, *(b for annex in doc.annexes for b in annex.blocks)):
        if isinstance(block, Para):
            found.append(block.lead + "".join(run.text for run in block.content))
        elif isinstance(block, Heading):
            found.append(block.text)
        elif isinstance(block, Signature):
            found += block.organs
        elif isinstance(block, Table):
            found += [cell.text for row in block.rows for cell in row]
    return found


def brackets(text: str) -> set[str]:
    return {match for word in words(marked(text)) for match in re.findall("【(.*?)】", word)}


def test_samples_are_marked() -> None:
    found = brackets(TEXT)
    for value in ("78%", "清源县公安局柳林街道派出所", "柳林街道财政所", "50万元", "92%", "6000"):
        assert value in found, value
    background = plan_of(TEXT).overview
    assert background is not None
    assert background.background in found
    assert "中共柳林街道工作委员会" in found


def test_nothing_else_is() -> None:
    assert brackets(CONFIRMED) == set()
    plan = plan_of(TEXT)
    plain = compose.compose(plan, "实施方案")
    bare = [word.replace("【", "").replace("】", "") for word in words(marked(TEXT))]
    assert bare == words(plain)


def test_a_changed_value_is_no_longer_marked() -> None:
    changed = TEXT.replace("名称: 柳林街道财政所,", "名称: 柳林街道财政管理所,")
    assert "柳林街道财政管理所" not in brackets(changed)
    assert any("柳林街道财政管理所" in word for word in words(marked(changed)))
    assert len(plan_of(changed).samples) == len(plan_of(TEXT).samples) - 1


def test_a_number_is_not_marked_within_another() -> None:
    text = TEXT.replace("目标值: 92%  # 示例：92%", "目标值: 92%", 1)
    for word in words(marked(text)):
        assert not re.search(r"\d【|】\d", word), word


@pytest.mark.parametrize("to", ["docx", "html", "md", "xlsx", "ics"])
def test_the_draft_says_so(to: str) -> None:
    made = make(load_text(TEXT), to)
    count = len(plan_of(TEXT).samples)
    assert any(f"还有{count}处示例内容" in note for note in made.notes)
    assert not any("示例" in note for note in make(load_text(CONFIRMED), to).notes)


def test_every_page_is_a_draft() -> None:
    assert "草稿" in make(load_text(TEXT), "md").content.decode("utf-8")
    assert "草稿" not in make(load_text(CONFIRMED), "md").content.decode("utf-8")


def test_the_final_edition_is_refused() -> None:
    approved = TEXT.replace("状态: 草稿", "状态: 已批准")
    with pytest.raises(Refused) as refused:
        make(load_text(approved))
    assert [d.code for d in refused.value.report.diagnostics if d.severity == 3] == ["STR017"]
    make(load_text(approved), wanted=RenderOptions(allow_errors=True))


def test_public_edition() -> None:
    content = make(load_text(TEXT), "md", RenderOptions(public=True)).content.decode("utf-8")
    assert "【清源县公安局柳林街道派出所】" in content
