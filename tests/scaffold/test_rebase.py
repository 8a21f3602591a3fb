"""The built-in schemes moved, scaled and renamed: every sum exact, nothing else touched."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jindu import assets, scaffold
from jindu.analysis.calendar import is_known, is_workday
from jindu.analysis.funding import spread
from jindu.checker.engine import check
from jindu.model.choices import Direction
from jindu.model.diagnostic import Level, Severity
from jindu.model.plan import Plan
from jindu.scaffold.rebase import instantiate
from jindu.scaffold.scheme import BadAnswer, Question, Scheme
from jindu.source.load import load_text
from jindu.units import Date, Period, Precision
from tests.builders import plan_from

SCHEMES = tuple(assets.schemes())
STARTS = (date(2026, 1, 1), date(2026, 10, 1), date(2027, 5, 1), date(2028, 12, 1))
FACTORS = ("1", "0.617", "1.2345", "2")
STEP = Decimal(100)

ELSEWHERE = {
    "区县": "䶮河县",
    "街道": "𠮷山街道",
    "第二街道": "北苑街道",
    "乡镇": "和平镇",
    "重点村": "杨柳村",
    "第二重点村": "太平村",
    "社工机构": "云帆社会工作服务中心",
    "社区": "锦绣社区",
    "试点社区": "锦绣社区",
    "第二试点社区": "向阳社区",
    "学校": "𠮷山县（䶮河）第一中学",
}
TOWN = ELSEWHERE | {
    "街道": "城关镇",
    "第二街道": "北山乡",
    "乡镇": "和平乡",
    "社区": "太平村",
    "试点社区": "太平村",
    "第二试点社区": "安乐村",
}


LAW = ("乡镇人民政府、街道办事处",)
"""Words of a law that remain whatever the place is."""


@functools.cache
def scheme(name: str) -> Scheme:
    return scaffold.load(name)


@functools.cache
def plan_of(name: str) -> Plan:
    return scheme(name).plan


def total_of(plan: Plan) -> Decimal:
    assert plan.budget is not None
    assert plan.budget.total is not None
    return plan.budget.total


def findings(text: str) -> list[str]:
    found = check(load_text(text), Level.SUBMIT).diagnostics
    return [f"{d.span.line} {d.code} {d.message}" for d in found]


def errors(text: str) -> list[str]:
    found = check(load_text(text), Level.SUBMIT).diagnostics
    return [f"{d.code} {d.message}" for d in found if d.severity is Severity.ERROR]


def other(question: Question) -> str:
    """A name of the same kind as the default: 翠湖中学 → 云岭中学."""
    return f"云岭{question.default[-2:]}"


def answers_of(name: str, known: dict[str, str]) -> dict[str, str]:
    return {q.name: known.get(q.name) or other(q) for q in scheme(name).questions}


class Case(NamedTuple):
    name: str
    start: date
    factor: str

    def __str__(self) -> str:
        return f"{self.name}-{self.start:%Y-%m}-x{self.factor}"

    @property
    def total(self) -> Decimal:
        return total_of(plan_of(self.name)) * Decimal(self.factor) // STEP * STEP


CASES = [Case(*parts) for parts in ((n, s, f) for n in SCHEMES for s in STARTS for f in FACTORS)]


@functools.cache
def made(case: Case) -> tuple[str, Plan]:
    text = instantiate(scheme(case.name), {}, start=case.start, total=case.total)
    return text, plan_from(text)


def values(plan: Plan, kind: type) -> Iterator[tuple[str, object]]:
    """Every value of a type below the plan, with the place of its thing."""
    for thing in plan.entities:
        for name, value in vars(thing).items():
            if isinstance(value, kind):
                yield f"{thing.where} {name}", value


def precisions(plan: Plan) -> dict[str, Precision]:
    return {where: day.precision for where, day in values(plan, Date) if isinstance(day, Date)}


def months(period: Period) -> int:
    after = period.end + timedelta(1)
    assert (period.start.day, after.day) == (1, 1)
    return (after.year - period.start.year) * 12 + after.month - period.start.month


@pytest.mark.parametrize("case", CASES, ids=str)
class TestEveryCase:
    def test_ready_for_submission(self, case: Case) -> None:
        # For three times the money, some purchases need a tender and some goods more persons.
        found = findings(made(case)[0])
        larger = ("BUD012", "BUD024") if case.factor == "3" else ()
        assert [line for line in found if not line.split()[1].startswith(larger)] == []

    def test_uses_and_sources_add_up_to_the_total(self, case: Case) -> None:
        plan = made(case)[1]
        assert total_of(plan) == case.total
        assert sum(expense.amount or 0 for expense in plan.expenses) == case.total
        assert sum(source.amount or 0 for source in plan.funds) == case.total

    def test_price_times_count(self, case: Case) -> None:
        priced = [
            u for u in made(case)[1].expenses if u.unit_price is not None and u.count is not None
        ]
        assert priced
        for expense in priced:
            assert expense.unit_price is not None
            assert expense.count is not None
            assert expense.unit_price * expense.count == expense.amount, expense.id
            if expense.training:
                assert expense.training.persons is not None
                assert expense.training.days is not None
                assert expense.training.persons * expense.training.days == expense.count, expense.id

    def test_amounts_are_positive_multiples_of_100(self, case: Case) -> None:
        for expense in made(case)[1].expenses:
            for amount in (expense.amount, *expense.by_year.values()):
                assert amount is not None
                assert amount > 0, expense.id
                assert amount % STEP == 0, expense.id

    def test_years_add_up_and_lie_in_the_plan(self, case: Case) -> None:
        plan = made(case)[1]
        assert plan.period is not None
        for expense in plan.expenses:
            assert sum(expense.by_year.values()) == expense.amount, expense.id
            assert set(expense.by_year) <= set(plan.period.years()), expense.id

    def test_each_source_pays_what_it_has(self, case: Case) -> None:
        plan = made(case)[1]
        whole = spread(plan)
        for line in whole.lines:
            assert sum(line.by_fund.values()) == line.amount, line.expense.id
        for source in plan.funds:
            assert whole.fund_total(str(source.id)) == source.amount, source.id

    def test_money_comes_before_it_is_spent(self, case: Case) -> None:
        plan = made(case)[1]
        for source in plan.funds:
            assert sum(source.arrivals.values()) == source.amount, source.id
            spent = [line.from_source(str(source.id)) for line in spread(plan).lines]
            for year in spread(plan).years:
                needed = sum(part for of in spent for then, part in of.items() if then <= year)
                come = sum(p for when, p in source.arrivals.items() if when.end.year <= year)
                # Where several sources share a use, its years are split in steps of 100 元.
                assert come > needed - STEP, (source.id, year)

    def test_exact_days_are_worked(self, case: Case) -> None:
        for where, day in values(made(case)[1], Date):
            assert isinstance(day, Date)
            if day.precision is Precision.DAY and is_known(day.last.year):
                assert is_workday(day.last), where

    def test_as_long_as_before(self, case: Case) -> None:
        plan, old = made(case)[1], plan_of(case.name)
        assert plan.period is not None
        assert plan.period.start == case.start
        now = {where: months(p) for where, p in values(plan, Period) if isinstance(p, Period)}
        then = {where: months(p) for where, p in values(old, Period) if isinstance(p, Period)}
        assert now == then

    def test_dates_keep_their_precision(self, case: Case) -> None:
        now, then = precisions(made(case)[1]), precisions(plan_of(case.name))
        assert now == then

    def test_targets_climb_to_the_last_one(self, case: Case) -> None:
        plan = made(case)[1]
        assert plan.period is not None
        for indicator in plan.indicators:
            assert indicator.baseline is not None
            assert indicator.baseline.value is not None
            assert tuple(indicator.year_targets) == tuple(plan.period.years()), indicator.id
            steps = [indicator.baseline.value, *indicator.year_targets.values()]
            assert steps[-1] == indicator.target, indicator.id
            falling = indicator.direction is Direction.AT_MOST
            for before, after in pairwise(steps):
                assert before >= after if falling else before <= after, indicator.id

    def test_comments_stand_where_they_stood(self, case: Case) -> None:
        assert comments(made(case)[0]) == comments(scheme(case.name).text)


def comments(text: str) -> list[tuple[int, str]]:
    lines = enumerate(text.split("\n"), 1)
    found = [(number, line) for number, line in lines if line.lstrip().startswith("#")]
    assert found
    return found


@settings(max_examples=60)
@given(
    st.sampled_from(SCHEMES),
    st.integers(2015 * 12, 2050 * 12),
    st.decimals("0.501", "2", places=5),
)
def test_any_start_and_any_total(name: str, month: int, factor: Decimal) -> None:
    total = total_of(plan_of(name)) * factor // STEP * STEP
    start = date(month // 12, month % 12 + 1, 1)
    assert findings(instantiate(scheme(name), {}, start=start, total=total)) == []


@settings(max_examples=60)
@given(st.sampled_from(SCHEMES), st.integers(1, 10_000))
def test_a_small_total_is_split_or_refused(name: str, hundreds: int) -> None:
    try:
        text = instantiate(scheme(name), {}, total=hundreds * STEP)
    except BadAnswer as trouble:
        assert re.search("太[小大]", str(trouble))  # noqa: PT017 -- either outcome is right
    else:
        assert errors(text) == []


@pytest.mark.parametrize("name", SCHEMES)
class TestAsItIs:
    def test_nothing_given_changes_nothing(self, name: str) -> None:
        assert instantiate(scheme(name), {}) == scheme(name).text

    def test_the_defaults_given_change_nothing(self, name: str) -> None:
        own = plan_of(name).period
        assert own is not None
        answers = {question.name: question.default for question in scheme(name).questions}
        assert instantiate(scheme(name), answers, start=own.start) == scheme(name).text

    def test_ready_for_submission(self, name: str) -> None:
        assert findings(scheme(name).text) == []


@pytest.mark.parametrize("name", SCHEMES)
@pytest.mark.parametrize("start", [None, date(2027, 5, 1)], ids=["unmoved", "moved"])
class TestNames:
    def test_no_default_is_left(self, name: str, start: date | None) -> None:
        answers = answers_of(name, ELSEWHERE)
        text = instantiate(scheme(name), answers, start=start)
        for question in scheme(name).questions:
            assert question.default not in text
            assert answers[question.name] in text
            # The name without 街道 or 镇 would stay in a brand, a school, a police station.
            assert question.default[:2] not in text.replace("平安", "")
        assert errors(text) == []

    def test_renaming_changes_names_only(self, name: str, start: date | None) -> None:
        """The reverse of a renaming gives the text of the move alone."""
        answers = answers_of(name, ELSEWHERE)
        text = instantiate(scheme(name), answers, start=start)
        for question in sorted(scheme(name).questions, key=lambda q: -len(answers[q.name])):
            text = text.replace(answers[question.name], question.default)
        assert text == instantiate(scheme(name), {}, start=start)

    def test_towns_have_no_street_office(self, name: str, start: date | None) -> None:
        text = instantiate(scheme(name), answers_of(name, TOWN), start=start)
        old = scheme(name).text
        for quoted in LAW:
            text, old = text.replace(quoted, ""), old.replace(quoted, "")
        for gone in ("街道办事处", "街道工作委员会", "镇工作委员会", "党工委", "街道办", "政府公"):
            assert gone not in text
        for before, now in (("办事处", "人民政府"), ("工作委员会", "委员会")):
            assert f"街道{before}" not in old or f"城关镇{now}" in text
        # 直属机关工作委员会 remains one.
        assert text.count("工作委员会") == len(re.findall("(?<!街道)工作委员会", old))
        assert errors(text) == []

    def test_what_means_both_kinds_remains(self, name: str, start: date | None) -> None:
        text = instantiate(scheme(name), answers_of(name, TOWN), start=start)
        for both in ("乡镇街道", "街道乡镇", "乡镇（街道）"):
            assert text.count(both) == scheme(name).text.count(both)

    def test_villages_have_a_village_committee(self, name: str, start: date | None) -> None:
        text = instantiate(scheme(name), answers_of(name, TOWN), start=start)
        if "太平村" in answers_of(name, TOWN).values():
            assert "居民委员会" not in text
            assert "居委会" not in text
            assert "太平村村民委员会" in text
        else:
            assert text.count("居民") == scheme(name).text.count("居民")


class TestAnswers:
    def test_a_street_among_villages_keeps_its_residents(self) -> None:
        text = instantiate(scheme("street-pilot"), {"第二试点社区": "安乐村"})
        assert "居民" in text
        assert "村民" not in text

    def test_one_town_of_two_streets_leaves_the_other_its_office(self) -> None:
        text = instantiate(scheme("county-demo"), {"街道": "城关镇"})
        assert "城关镇人民政府" in text
        assert "东桥街道办事处" in text
        assert "中共东桥街道工作委员会" in text
        assert "城关镇办事处" not in text
        assert errors(text) == []

    def test_an_answer_may_contain_another_default(self) -> None:
        answers = {"区县": "柳林街道新区", "街道": "东清源县梧桐社区街道"}
        plan = plan_from(instantiate(scheme("community"), answers))
        assert plan.overview is not None
        assert plan.overview.region == "柳林街道新区东清源县梧桐社区街道梧桐社区"

    def test_defaults_may_change_places(self) -> None:
        answers = {"街道": "东桥街道", "第二街道": "柳林街道"}
        text = instantiate(scheme("county-demo"), answers)
        counts = [
            (t.count("柳林街道"), t.count("东桥街道")) for t in (scheme("county-demo").text, text)
        ]
        assert counts[0] == counts[1][::-1]
        assert errors(text) == []

    @pytest.mark.parametrize(
        "answers",
        [{"街道": "东桥街道"}, {"街道": "北苑街道", "第二街道": "北苑街道"}],
        ids=["another default", "each other"],
    )
    def test_two_places_of_one_name_make_no_broken_plan(self, answers: dict[str, str]) -> None:
        try:
            text = instantiate(scheme("county-demo"), answers)
        except BadAnswer:
            return
        assert errors(text) == []

    @pytest.mark.parametrize(
        "answer",
        ["（新区）青石镇", "南苑·北里街道", "Q2-3街道", "甲乡", "长" * 38 + "街道", "  柳荫街道  "],
    )
    def test_accepted(self, answer: str) -> None:
        plan = plan_from(instantiate(scheme("community"), {"街道": answer}))
        assert plan.overview is not None
        assert plan.overview.region == f"清源县{answer.strip()}梧桐社区"

    @pytest.mark.parametrize(
        ("question", "answer", "meant"),
        [
            ("街道", "河口街道办事处", "河口街道"),
            ("街道", "河口街道办", "河口街道"),
            ("街道", "中共河口街道工作委员会", "河口街道"),
            ("街道", "河口街道党工委", "河口街道"),
            ("街道", "清源县河口街道", "河口街道"),
            ("街道", "清源县河口街道办事处", "河口街道"),
            ("街道", "河口镇人民政府", "河口镇"),
            ("街道", "河口乡政府", "河口乡"),
            ("街道", "中共河口镇委员会", "河口镇"),
            ("社区", "石门村委会", "石门村"),
            ("社区", "石门村民委员会", "石门村"),
            ("社区", "石门村村民委员会", "石门村"),
            ("社区", "石门社区居委会", "石门社区"),
            ("社区", "石门社区居民委员会", "石门社区"),
            ("社区", "柳林街道石门社区", "石门社区"),
            ("社区", "石门社区党支部", "石门社区"),
            ("区县", "安河县人民政府", "安河县"),
            ("区县", "中共安河县委员会", "安河县"),
            ("区县", "安河市政府", "安河市"),
        ],
    )
    def test_the_bare_name_is_recognised(self, question: str, answer: str, meant: str) -> None:
        text = instantiate(scheme("community"), {question: answer})
        assert text == instantiate(scheme("community"), {question: meant})
        assert "办事处办事处" not in text
        assert "委会村民委员会" not in text

    @pytest.mark.parametrize(
        ("question", "answer"),
        [
            ("街道", "河口"),
            ("街道", "街道"),
            ("社区", "石门"),
            ("区县", "安河"),
            ("乡镇", "河口街道"),
            ("重点村", "石门"),
        ],
    )
    def test_a_name_that_is_not_full_is_refused(self, question: str, answer: str) -> None:
        asking = [name for name in SCHEMES if question in answers_of(name, {})]
        assert asking
        for name in asking:
            with pytest.raises(BadAnswer, match="不是全称"):
                instantiate(scheme(name), {question: answer})

    def test_the_head_of_a_town_is_its_mayor(self) -> None:
        text = instantiate(scheme("community"), {"街道": "白石镇", "社区": "石门村"})
        plan = plan_from(text)
        assert plan.leading_group is not None
        deputies = {str(post.unit): post.title for post in plan.leading_group.deputies}
        assert deputies["镇政府"] == "镇长"
        assert "镇人民政府主任" not in text
        text = instantiate(scheme("township"), {"乡镇": "白石乡"})
        assert "{单位: 乡政府, 职务: 乡长}" in text
        assert not re.search("(?<![乡集])镇", text)

    def test_villages_have_no_floors(self) -> None:
        text = instantiate(scheme("community"), {"街道": "白石镇", "社区": "石门村"})
        for gone in ("楼栋", "社区公众号", "梧桐", "居民", "社区党组织", "社区禁毒", "社区卫生"):
            assert gone not in text
        for term in ("社区戒毒社区康复", "类别: 社区工作者", "层级: 社区"):
            assert text.count(term) == scheme("community").text.count(term)

    @pytest.mark.parametrize("name", SCHEMES)
    def test_quotations_of_laws_are_kept_whole(self, name: str) -> None:
        text = instantiate(scheme(name), answers_of(name, TOWN))
        for quoted in LAW:
            assert text.count(quoted) == scheme(name).text.count(quoted)

    @pytest.mark.parametrize("name", SCHEMES)
    def test_each_plan_has_a_number_of_its_own(self, name: str) -> None:
        plan = plan_from(instantiate(scheme(name), answers_of(name, ELSEWHERE)))
        assert plan.overview is not None
        assert plan_of(name).overview is not None
        assert plan.overview.id != plan_of(name).overview.id  # type: ignore[union-attr]

    @pytest.mark.parametrize(
        "answer",
        [
            "",
            "   ",
            "甲",
            "长" * 41,
            "柳林:街道",
            "柳林: 街道",
            "柳林：街道",
            "柳林\n街道",
            "柳林\n状态: 已批准",
            "柳林\u2028街道",
            "柳林 街道",
            "柳林街道 #一",
            '"柳林街道"',
            "{柳林街道}",
            "*柳林街道",
            "柳林，街道",
            "柳林\x00街道",
        ],
    )
    def test_refused(self, answer: str) -> None:
        with pytest.raises(BadAnswer, match="街道"):
            instantiate(scheme("community"), {"街道": answer})

    def test_an_unknown_question_names_the_known_ones(self) -> None:
        with pytest.raises(
            BadAnswer, match=re.escape("没有“村庄”这个问题；可以回答：区县、街道、社区")
        ):
            instantiate(scheme("community"), {"村庄": "太平村"})


class TestRefusedNumbers:
    @pytest.mark.parametrize("total", ["0", "-100", "-500000", "150", "99.99", "500000.01"])
    @pytest.mark.parametrize("start", [None, date(2027, 5, 1)], ids=["unmoved", "moved"])
    def test_totals_that_are_none(self, total: str, start: date | None) -> None:
        with pytest.raises(BadAnswer, match="100元的整数倍"):
            instantiate(scheme("community"), {}, total=Decimal(total), start=start)

    @pytest.mark.parametrize("name", SCHEMES)
    def test_too_small_to_split(self, name: str) -> None:
        with pytest.raises(BadAnswer, match=r"1000元太小"):
            instantiate(scheme(name), {}, total=Decimal(1000))

    @pytest.mark.parametrize("day", [2, 15, 31])
    def test_a_start_within_a_month(self, day: int) -> None:
        with pytest.raises(BadAnswer, match="2027-05-01"):
            instantiate(scheme("community"), {}, start=date(2027, 5, day))


IN_WORDS = """方案: {编号: 小, 标题: 甲方案, 起止: 2026-01..2027-12}
公文: {成文日期: 2026-01-15}
工作任务:
  - {编号: 甲, 完成时限: 长期坚持}
  - {编号: 乙, 完成时限: 每年12月底前}
  - {编号: 丙, 完成时限: 2026—2027年}
  - {编号: 丁, 完成时限: 2026年6月底前，长期坚持}
  - {编号: 戊, 完成时限: 2026-06}
经费:
  总额: 3万元
  支出预算:
    - {编号: 己, 金额: 3万元, 分年度金额: {2026: 3万元}, 出资构成: 庚, 工作任务: [丙, 戊]}
  资金来源: [{编号: 庚, 金额: 3万元}]
"""


def test_deadlines_in_words_move_where_they_name_a_time() -> None:
    small = Scheme("小", "", "", (), IN_WORDS)
    tasks = plan_from(instantiate(small, {}, start=date(2027, 1, 1))).tasks
    assert [task.deadline and task.deadline.words() for task in tasks] == [
        "长期坚持",
        "每年12月底前",
        "2027年至2028年",
        "2027年6月底前，长期坚持",
        "2027年6月底前",
    ]
