"""``explain``: every rule, norm and key has a complete manual."""

from __future__ import annotations

import tomllib

import pytest

from jindu.manual import explain, fields, rules
from jindu.model.norms import Norm, shipped_norms
from jindu.rules import BY_CODE, RULES


@pytest.mark.parametrize("code", sorted(BY_CODE))
def test_rule_manual(code: str) -> None:
    manual = rules.manual(BY_CODE[code])
    assert manual.startswith(f"## {code} {BY_CODE[code].title}\n")
    assert "依据：" in manual
    assert manual.count("```") == 4
    prose = "".join(manual.split("```")[::2])
    assert "。\n" in prose
    assert not [line for line in prose.splitlines() if line and line[-1] not in "。：）"][1:]


def test_norms_show_their_source() -> None:
    manual = rules.manual(BY_CODE["GOL005"])
    norm = shipped_norms()["满意度下限"]
    assert f"标准“满意度下限”：90%，适用于{norm.scope}，2026年起（{norm.source}，" in manual


@pytest.mark.parametrize("norm", shipped_norms().values(), ids=lambda norm: norm.name)
def test_norms_tell_their_scope_and_year(norm: Norm) -> None:
    manual = rules.norm_manual(norm)
    assert f"适用于{norm.scope}，{norm.year}年起" in manual
    assert 2000 <= norm.year <= 2026
    row = f"| {norm.name} | {norm.formatted()} | {norm.scope} | {norm.year} | {norm.source}"
    assert rules.document().count(row) == 1


def test_norms_not_read_in_their_source_tell_it() -> None:
    norm = shipped_norms()["讲课费上限"]
    assert "未核对原文" in rules.norm_manual(norm)
    assert "未核对原文" not in rules.norm_manual(norm._replace(verified=True))
    assert "未核对原文" not in rules.norm_manual(shipped_norms()["满意度下限"])


def test_every_rule_is_documented_once() -> None:
    document = rules.document()
    for rule in RULES:
        assert document.count(f"\n## {rule.code} ") == 1


@pytest.mark.parametrize(
    ("words", "paths"),
    [
        ("工作任务.完成时限", ["工作任务.完成时限"]),
        ("完成时限", ["工作任务.完成时限", "目标.指标.完成时限"]),
        ("经费.总额", ["经费.总额"]),
        ("due", ["工作任务.完成时限", "目标.指标.完成时限"]),
        ("milestones.due", ["工作任务.完成时限"]),
        ("budget.资金来源.amount", ["经费.资金来源.金额"]),
        ("工作任务·第3项·完成时限", ["工作任务.完成时限"]),
        ("领导小组.成员.单位", ["领导小组.成员.单位"]),
        ("leading_group.members.unit", ["领导小组.成员.单位"]),
        ("没有这个键", []),
        ("领导小组.成员.没有", []),
        ("方案.标题.没有", []),
    ],
)
def test_keys_are_found(words: str, paths: list[str]) -> None:
    assert sorted(entry.path for entry in fields.find(words)) == sorted(paths)


@pytest.mark.parametrize("entry", tuple(fields.entries()), ids=lambda entry: entry.path)
def test_key_manual(entry: fields.Entry) -> None:
    manual = fields.manual(entry)
    assert entry.made.help in manual
    assert "None" not in manual
    assert "写法：" in manual
    assert "””" not in manual
    assert manual.rstrip().endswith("。")
    assert fields.find(entry.names[-1][1])


def test_choices_are_listed() -> None:
    [entry] = fields.find("方案.状态")
    assert "选词：草稿、送审、已批准" in fields.manual(entry)


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("分年度金额", "按年度逐项写金额，如 2026: 3.6万元（带“元”或“万元”）。"),
        ("年度目标", "按年度逐项写数值或者文字，如 2026: 90%（数值可带单位）。"),
        ("年度重点", "按年度逐项写文字，如 2026: ……。"),
        ("到位计划", "按时段逐项写金额，如 2026Q3: 3.6万元（带“元”或“万元”）。"),
        ("测算情形.改动", "逐项写成“键: 值”。"),
        (
            "经费.总额",
            "金额或者文字，金额带“元”或“万元”，不列金额的写明渠道，如 3.6万元、列入财政预算。",
        ),
        ("经费.支出预算.单价", "金额，带“元”或“万元”，如 3.6万元。"),
        ("方案.起止", "起止，首尾用“..”连接，也可以只写一个季度、一年，如 2026-03..2028-02。"),
        ("方案.标题", "文字。"),
        ("工作任务.编号", "编号：汉字或字母开头，不含空格和标点。"),
        ("公文.版头", "是或者否。"),
    ],
)
def test_how_values_are_written(words: str, written: str) -> None:
    [entry] = fields.find(words)
    assert f"写法：{written}" in fields.manual(entry)


class TestExplain:
    def test_codes_ignore_case(self) -> None:
        assert explain.told("sch009") == rules.manual(BY_CODE["SCH009"])

    def test_a_group(self) -> None:
        manual = explain.told("bud")
        budget = sorted(code for code in BY_CODE if code.startswith("BUD"))
        assert manual.startswith(f"## BUD 支出（{len(budget)}条）\n")
        assert [line[:6] for line in manual.splitlines()[2:]] == budget
        assert "BUD001  错误·草稿  支出合计与总额不等" in manual
        assert "BUD010" not in explain.told("BUD00")

    @pytest.mark.parametrize("code", rules.DROPPED)
    def test_a_dropped_code(self, code: str) -> None:
        assert f"没有采用：{rules.DROPPED[code]}。" in explain.told(code)
        assert code not in BY_CODE

    @pytest.mark.parametrize("name", shipped_norms())
    def test_a_norm(self, name: str) -> None:
        manual, norm = explain.told(name), shipped_norms()[name]
        assert manual.startswith(f"## {name}\n\n{norm.formatted()}，适用于{norm.scope}")
        assert f"（{norm.source}，{norm.date}" in manual
        for rule in RULES:
            assert (rule.code in manual) is (name in rule.norms)
        block = manual.partition("```toml\n")[2].partition("```")[0]
        assert tomllib.loads(block) == {"norms": {name: norm.value}}

    @pytest.mark.parametrize(
        ("word", "near"),
        [("SCH0O9", "SCH0"), ("满意度", "满意度下限"), ("完成时间", "完成时限"), ("xyzzy", "")],
    )
    def test_an_unknown_word(self, word: str, near: str) -> None:
        assert explain.told(word) == ""
        assert f"没有“{word}”这条规则" in explain.hint(word)
        assert (f"是不是“{near}" in explain.hint(word)) is bool(near)
