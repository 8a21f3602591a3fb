"""What ``init`` wrote is known as sample; an answered plan is ready for approval."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from jindu import assets, scaffold
from jindu.checker.engine import check
from jindu.model.diagnostic import Level, Severity
from jindu.model.plan import Plan
from jindu.scaffold import InitOptions
from jindu.source.load import load_text
from jindu.units import say_yuan
from tests.builders import confirmed

SCHEMES = tuple(assets.schemes())
TODAY = date(2026, 5, 3)


def written(name: str, *settings: str) -> str:
    return scaffold.fill(name, InitOptions(settings=settings, today=TODAY))


def plan(text: str) -> Plan:
    made = load_text(text).plan
    assert made is not None
    return made


def at(text: str, *where: str | int) -> list[str]:
    """The sample values below a place."""
    return [s.value for s in plan(text).samples if s.where[: len(where)] == where]


@pytest.mark.parametrize("name", SCHEMES)
class TestEveryScheme:
    def test_facts_of_the_place_are_samples(self, name: str) -> None:
        text = written(name)
        made = plan(text)
        kept = {sample.where for sample in made.samples}
        for branch in made.branches:
            assert branch.at("member_count") in kept
        for indicator in made.indicators:
            assert indicator.at("target") in kept
            assert indicator.baseline is not None
            assert indicator.baseline.at("value") in kept
        for expense in made.expenses:
            assert expense.at("unit_price") in kept
        for fund in made.funds:
            assert fund.at("amount") in kept
        assert made.document is not None
        assert made.document.at("date") in kept
        assert ("经费", "总额") in kept
        assert ("方案", "背景") in kept

    def test_the_values_are_those_of_the_new_plan(self, name: str) -> None:
        """Moved and scaled: every remark holds, none is of the scheme's own value."""
        text = written(name, "开始=2028-03", "总额=" + say_yuan(total_of(name) * 2))
        loaded = load_text(text)
        assert loaded.plan is not None
        lines = {loaded.source.locate(sample.where).line for sample in loaded.plan.samples}
        remarked = [n for n, line in enumerate(text.splitlines(), 1) if "# 示例：" in line]
        assert sorted(lines) == remarked
        assert "2026-05" not in text

    def test_a_fresh_plan_is_a_draft(self, name: str) -> None:
        for level in Level:
            report = check(load_text(written(name)), level)
            assert report.reached is not Level.SUBMIT
            (finding,) = [d for d in report.diagnostics if d.code == "STR017"]
            assert len(finding.related) == len(plan(written(name)).samples)
        assert report.failed

    def test_an_answered_plan_is_ready(self, name: str) -> None:
        """Every sample replaced or confirmed: nothing is in the way."""
        report = check(load_text(confirmed(written(name))), Level.SUBMIT)
        assert [d for d in report.diagnostics if d.severity is Severity.ERROR] == []
        assert report.reached is Level.SUBMIT

    def test_without_its_remarks_it_is_the_plan_alone(self, name: str) -> None:
        text = written(name)
        assert plan(confirmed(text)).samples == ()
        assert "示例：" not in confirmed(text)
        assert load_text(confirmed(text)).source.problems == []


def total_of(name: str) -> Decimal:
    budget = scaffold.load(name).plan.budget
    assert budget is not None
    assert budget.total is not None
    return budget.total


class TestAnswers:
    def test_what_was_answered_is_no_sample(self) -> None:
        text = written("community", "总额=50万元", "开始=2027-01", "成文日期=2027-01-15")
        assert at(text, "经费", "总额") == []
        assert at(text, "方案", "起止") == []
        assert at(text, "公文", "成文日期") == []
        assert at(text, "方案", "地区") != []

    def test_the_place_is_known_once_all_of_it_is(self) -> None:
        some = written("community", "区县=安河县", "街道=河口街道")
        assert at(some, "方案", "地区") == ["安河县河口街道梧桐社区"]
        whole = written("community", "区县=安河县", "街道=河口街道", "社区=石门社区")
        assert at(whole, "方案", "地区") == []
        assert at(whole, "公文", "发文机关") == []

    def test_an_answer_that_is_the_default_counts(self) -> None:
        text = written("community", "区县=清源县", "街道=柳林街道", "社区=梧桐社区")
        assert at(text, "方案", "地区") == []

    def test_a_named_agency_is_known(self) -> None:
        told = "社工机构=众扶社会工作服务中心"
        assert "同心社会工作服务中心" in at(written("community"), "单位名录")
        assert "众扶社会工作服务中心" not in at(written("community", told), "单位名录")

    def test_issuers(self) -> None:
        text = written("community", "发文机关=安河县人民政府、安河县公安局")
        made = plan(text)
        assert made.document is not None
        assert made.document.organs == ("安河县人民政府", "安河县公安局")
        assert at(text, "公文", "发文机关") == []


def test_changing_a_value_is_enough() -> None:
    text = written("minimal")
    changed = text.replace("总额: 2万元  #", "总额: 2.1万元  #")
    assert len(plan(changed).samples) == len(plan(text).samples) - 1
