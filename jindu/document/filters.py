"""Template filters that build phrases, and the escaping of plan text for Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from jindu.document.origins import made_of, name_of
from jindu.document.tables.cells import number, units
from jindu.language import phrases, results
from jindu.model.choices import WorkKind
from jindu.model.plan import Indicator, Post, RecurringWork, Review, Year
from jindu.units import daxie, say_yuan

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>&~$])")
# Match from the first blank only, so that a long run of blanks takes linear time.
_BREAK = re.compile(r"(?<![ \t\u3000])[ \t\u3000]*+\n\s*")
_ESCAPED = re.compile(rf"\\{_SPECIAL.pattern}")


@dataclass(frozen=True, slots=True)
class Entry:
    """A numbered paragraph: its run-in heading (may be empty) and text."""

    lead: str
    text: str


def escaped(value: Any) -> Markup:
    """Escape a value for Markdown; line breaks become paragraph breaks."""
    if isinstance(value, Markup):
        return value
    text = _BREAK.sub("\n\n", str(value).strip())
    return Markup(_SPECIAL.sub(r"\\\1", text))


def unescaped(text: str) -> str:
    """Undo ``escaped`` in fenced blocks, where Markdown keeps the backslashes."""
    return _ESCAPED.sub(r"\1", text)


def item(entry: Entry) -> Markup:
    """Return the Markdown of a numbered paragraph."""
    head = f"**{escaped(entry.lead)}** " if entry.lead else ""
    return Markup(f"1. {head}{escaped(entry.text)}")


def led(text: str) -> Entry:
    """Return an entry headed by the first of several sentences; a single one is its text."""
    lead, mark, rest = text.partition("。")
    if rest:
        return Entry(lead + mark, rest)
    whole = phrases.sentence(text)
    return Entry(whole, "") if len(whole) <= _LONGEST_LEAD else Entry("", whole)


_LONGEST_LEAD = 20
"""Characters of a text of one sentence that is a heading; a longer one is plain text."""


@pass_context
def _name(names: Context, ref: str) -> str:
    return str(names["plan"].name_of(ref))


def _final_target(indicator: Indicator, year: Year | None = None) -> str:
    return made_of(results.reached(indicator, year), indicator)


def _review(review: Review) -> str:
    return made_of(phrases.review(review), review)


@pass_context
def _post(names: Context, holder: Post) -> str:
    plan = names["plan"]
    return made_of(phrases.post(plan, holder), name_of(plan, holder.unit), holder)


@pass_context
def _cycle(names: Context, work: RecurringWork) -> str:
    """Return recurring work as a clause: 每季度由区禁毒办召集联席会议."""
    lead = name_of(names["plan"], work.lead)
    by = f"由{lead}" if lead else ""
    verb = "召集" if work.kind is WorkKind.JOINT_MEETING and lead else "组织"
    told = f"{work.frequency or '定期'}{by}{verb}{phrases.clause(work.name or '')}"
    return made_of(told, work, lead)


@pass_context
def _reporting(names: Context, work: RecurringWork) -> str:
    """Return the reporting of progress as a sentence: who, by when, to whom."""
    plan = names["plan"]
    lead, units_ = name_of(plan, work.lead), units(plan, work.supporters)
    told = phrases.reporting(phrases.clause(work.name or ""), work.frequency or "", units_, lead)
    return made_of(told, work, lead, units_)


class Filter(NamedTuple):
    """A filter, its description and an example for the manual."""

    apply: Callable[..., Any]
    help: str
    example: str


FILTERS: Mapping[str, Filter] = {
    "alarm": Filter(
        lambda indicator: phrases.alarm(indicator, indicator.alert),
        "指标的预警界限",
        "指标 → 低于80%的，发出黄色预警；低于75%的，发出红色预警",
    ),
    "capitals": Filter(daxie, "金额的大写", "500000 → 伍拾万元整"),
    "case": Filter(phrases.case, "一种情形，末尾有“的”", "泄露个人信息 → 泄露个人信息的"),
    "cited": Filter(
        phrases.cited, "法律、文件的名称加书名号", "戒毒条例第七条 → 《戒毒条例》第七条"
    ),
    "clause": Filter(phrases.clause, "去掉句末的标点，好嵌在句子里", "抓好落实。 → 抓好落实"),
    "cycle": Filter(
        _cycle, "一项经常性工作说成一句", "经常性工作 → 每季度由街道办事处召集联席会议"
    ),
    "final_target": Filter(
        _final_target,
        "指标和它的目标值",
        "指标 → 居民满意度达到92%以上",
    ),
    "warned": Filter(
        lambda indicators: made_of(phrases.warned(indicators), list(indicators)),
        "哪些指标实行预警",
        "指标 → 对知晓率等5项指标实行黄、红两级预警",
    ),
    "item": Filter(item, "写成带序号的一段", "entry(段首标题, 正文) → （一）段首标题。正文"),
    "led": Filter(
        led,
        "第一句作段首标题，其余作正文；只有一句、又较长的全作正文",
        "坚持党建引领。把…… → 供 item 用",
    ),
    "listed": Filter(
        phrases.listed,
        "用顿号连起来，括号里可写最后一个用什么连",
        '[甲, 乙, 丙] | listed("和") → 甲、乙和丙',
    ),
    "money": Filter(say_yuan, "金额带单位", "500000 → 50万元"),
    "month": Filter(
        lambda day: f"{day.year}年{day.month}月", "日期的年月", "2028-12-31 → 2028年12月"
    ),
    "name": Filter(_name, "编号所指的名称", "街道办 → 柳林街道办事处"),
    "number": Filter(number, "数字去掉多余的零", "100.0 → 100"),
    "post": Filter(_post, "单位和职务", "组长 → 柳林街道办事处主任"),
    "progress": Filter(results.progress, "指标由基期到目标", "指标 → 知晓率由78%提高到92%以上"),
    "reporting": Filter(
        _reporting,
        "一项信息报送说成一句",
        "经常性工作 → 进度报送每月一次，由各支部于月底前报平安办汇总",
    ),
    "review": Filter(_review, "一项评估安排说成一句", "评估安排 → 支部自评由各支部每半年开展一次"),
    "sentence": Filter(phrases.sentence, "句末补上句号", "抓好落实 → 抓好落实。"),
    "steps": Filter(
        phrases.steps, "任务按时间说成一段", "工作任务 → 2026年3月底前，印发方案；6月底前，……"
    ),
}
"""Filters that build phrases, by name."""
