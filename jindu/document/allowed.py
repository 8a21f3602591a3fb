"""The filters, tests, functions and attributes that text and Word templates may use.

Anything else is refused. ``context.NAMES`` lists the names; the manual is generated from both.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from math import isfinite
from types import MappingProxyType
from typing import Any, NamedTuple

from jinja2 import Environment, pass_environment
from jinja2 import filters as jinja
from jinja2.runtime import LoopContext, Undefined
from jinja2.utils import Namespace
from markupsafe import Markup

from jindu.document.context import FundView
from jindu.document.filters import FILTERS as PHRASES
from jindu.document.filters import Entry, Filter
from jindu.document.limits import LONGEST, Overrun, bounded
from jindu.document.meetings import MeetingView
from jindu.document.narrative import YearView
from jindu.model.fields import Entity, declared, remember
from jindu.model.plan import Contribution, Indicator, Plan, Task
from jindu.units import Date, Deadline, Period, half_up

Numeral = int | float | Decimal


PRINTABLE = (str, int, float, Decimal, date, Date, Deadline, Period, timedelta, type(None))
"""Types of the values that a template may write out."""


class Forbidden(Exception):
    """A template uses a forbidden construct; the message names it, in Chinese."""


# Filters ----------------------------------------------------------------------------------


def _replace(text: str, old: str, new: str) -> str:
    if not old or len(text) + str(text).count(old) * len(new) > LONGEST:
        raise Overrun
    return text.replace(old, new)


def _join(items: Iterable[Any], between: str = "") -> str:
    pieces: list[str] = []
    room = LONGEST
    for item in items:
        pieces.append(item if isinstance(item, str) else text(item))
        room -= len(pieces[-1]) + len(between)
        if room < 0:
            raise Overrun
    is_markup = any(isinstance(piece, Markup) for piece in pieces)
    return (Markup(between) if is_markup else between).join(pieces)


def text(value: Any) -> str:
    """Return the text written for a value. Raises ``Forbidden`` for other than ``PRINTABLE``."""
    if isinstance(value, str):
        return value
    if not isinstance(value, (*PRINTABLE, Undefined)):
        raise Forbidden("写出了不是文字的内容；一组内容用 for 逐项写，或者用 listed、join 连起来")
    return str(value)


def _number(value: Any) -> Numeral:
    if not isinstance(value, int | float | Decimal):
        raise Forbidden("用不是数字的内容作了计算")
    return value


@pass_environment
def _sum(environment: Environment, items: Iterable[Any], attribute: str | None = None) -> Numeral:
    value = jinja.make_attrgetter(environment, attribute)
    total: Any = 0
    for item in items:
        total = bounded(total + _number(value(item) if attribute else item))
    return _number(total)


def _round(value: Any, digits: int = 0) -> Numeral:
    if not isinstance(digits, int) or abs(digits) > 10:
        raise Overrun
    number = _number(value)
    if isinstance(number, float) and not isfinite(number):
        return number
    rounded = half_up(Decimal(str(number)), digits)
    if isinstance(number, Decimal):
        return rounded
    return int(rounded) if isinstance(number, int) else float(rounded)


def _whole(value: Any) -> int:
    return int(value) if isinstance(value, str) and len(value) < 31 else int(_number(value))


def _trim(text: str) -> str:
    return text.strip()


def _unique(value: Iterable[Any]) -> list[Any]:
    return list(dict.fromkeys(value))


def _reverse(value: Iterable[Any]) -> list[Any]:
    return list(value)[::-1]


FILTERS: Mapping[str, Filter] = MappingProxyType(
    {
        **PHRASES,
        "abs": Filter(lambda value: abs(_number(value)), "去掉负号", "-5 → 5"),
        "count": Filter(len, "有几项、几个字", "[甲, 乙] → 2"),
        "default": Filter(
            jinja.do_default, "没有这个名字时写什么", '没有的名字 | default("无") → 无'
        ),
        "first": Filter(jinja.sync_do_first, "第一项", "[甲, 乙] → 甲"),
        "int": Filter(_whole, "取整数", "3.7 → 3"),
        "join": Filter(_join, "连起来，括号里写中间的符号", '[甲, 乙] | join("；") → 甲；乙'),
        "last": Filter(jinja.do_last, "最后一项", "[甲, 乙] → 乙"),
        "length": Filter(len, "同 count", "[甲, 乙] → 2"),
        "list": Filter(list, "列成一组，供取第几项、数有几项", "甲乙 → [甲, 乙]"),
        "map": Filter(
            jinja.sync_do_map,
            "逐项取一个属性，或者逐项用一个过滤器",
            'plan.key_tasks | map(attribute="name") → 各项重点任务的名称',
        ),
        "max": Filter(jinja.do_max, "最大的一项，括号里可写属性", "[1, 3] → 3"),
        "min": Filter(jinja.do_min, "最小的一项，括号里可写属性", "[1, 3] → 1"),
        "reject": Filter(
            jinja.sync_do_reject, "去掉合乎条件的各项", '[1, 2] | reject("odd") → [2]'
        ),
        "rejectattr": Filter(
            jinja.sync_do_rejectattr,
            "去掉某个属性合乎条件的各项",
            'plan.tasks | rejectattr("due") → 没有时限的任务',
        ),
        "replace": Filter(_replace, "把一个词换成另一个", '甲乙 | replace("乙", "丙") → 甲丙'),
        "reverse": Filter(_reverse, "倒过来", "[甲, 乙] → [乙, 甲]"),
        "round": Filter(_round, "四舍五入，括号里写小数位数", "3.14159 | round(2) → 3.14"),
        "select": Filter(
            jinja.sync_do_select, "留下合乎条件的各项", '[1, 2] | select("odd") → [1]'
        ),
        "selectattr": Filter(
            jinja.sync_do_selectattr,
            "留下某个属性合乎条件的各项",
            'plan.tasks | selectattr("due") → 有时限的任务',
        ),
        "sort": Filter(
            jinja.do_sort, "从小到大排，括号里可写属性", 'plan.expenses | sort(attribute="amount")'
        ),
        "string": Filter(text, "变成文字", "5 → 5"),
        "sum": Filter(_sum, "加起来，括号里可写属性", 'plan.expenses | sum("amount") → 500000'),
        "trim": Filter(_trim, "去掉首尾的空白", " 甲 → 甲"),
        "unique": Filter(_unique, "去掉重复的各项", "[甲, 甲, 乙] → [甲, 乙]"),
    }
)
"""Filters available to templates, by name."""

MARKDOWN_ONLY = frozenset({"item", "led"})
"""Filters that Word templates lack, as they lack the names ``entry`` and ``lead``."""


# Tests ------------------------------------------------------------------------------------


class Test(NamedTuple):
    """A test and its line in the manual."""

    apply: Callable[..., bool]
    help: str


def _divided(value: Any, by: Any) -> bool:
    if not isinstance(value, int) or not isinstance(by, int):
        raise Forbidden("用不是整数的内容作了计算")
    return value % by == 0


TESTS: Mapping[str, Test] = MappingProxyType(
    {
        "defined": Test(lambda value: not isinstance(value, Undefined), "有这个名字"),
        "undefined": Test(lambda value: isinstance(value, Undefined), "没有这个名字"),
        "none": Test(lambda value: value is None, "没有填写"),
        "number": Test(lambda value: isinstance(value, Decimal), "是金额或者数值"),
        "string": Test(lambda value: isinstance(value, str), "是文字"),
        "odd": Test(lambda value: not _divided(value, 2), "是单数"),
        "even": Test(lambda value: _divided(value, 2), "是双数"),
        "divisibleby": Test(_divided, "能被某数整除"),
        "in": Test(lambda value, items: value in items, "是其中之一"),
        "eq": Test(operator.eq, "等于"),
        "ne": Test(operator.ne, "不等于"),
        "lt": Test(operator.lt, "小于"),
        "le": Test(operator.le, "不大于"),
        "gt": Test(operator.gt, "大于"),
        "ge": Test(operator.ge, "不小于"),
    }
)
"""Tests for ``is``, ``select`` and similar filters, by name."""


# Functions --------------------------------------------------------------------------------


class Function(NamedTuple):
    """A function that does not depend on the plan, and its line in the manual."""

    apply: Callable[..., Any]
    help: str


_MAX_RANGE = 10_000
"""Numbers a range may have."""


def _range(*ends: int) -> range:
    made = range(*ends)
    if made[_MAX_RANGE:]:
        raise Overrun
    return made


FUNCTIONS: Mapping[str, Function] = MappingProxyType(
    {
        "namespace": Function(Namespace, "循环里改、循环外用的变量：{% set n = namespace(a=0) %}"),
        "range": Function(_range, "从几到几的整数，不含末尾：range(1, 4) 是1、2、3"),
    }
)
"""Functions available to templates in addition to those in ``context.NAMES``."""

CLASSES = (Entry, Namespace)
"""Classes that a template may call."""


# Attributes and methods -------------------------------------------------------------------

_OF_TABLES: Mapping[str, str] = MappingProxyType(
    {"items": "各个名字和内容", "keys": "各个名字", "values": "各项内容", "get": "取一项"}
)
MEMBERS: Mapping[type[Any], Mapping[str, str]] = MappingProxyType(
    {
        str: {
            "startswith": "是否以某词开头",
            "endswith": "是否以某词结尾",
            "removeprefix": "去掉开头的词",
            "removesuffix": "去掉结尾的词",
            "strip": "去掉首尾的空白",
            "split": "按某个符号分成几项",
        },
        dict: _OF_TABLES,
        MappingProxyType: _OF_TABLES,
        date: {"year": "年", "month": "月", "day": "日"},
        timedelta: {"days": "天数"},
        Date: {
            "words": "函数：写成“2026年6月底前”",
            "name": "函数：写成“2026年6月”",
            "first": "第一天",
            "last": "最后一天",
        },
        Deadline: {
            "words": "函数：写成“2026年6月底前”，不是日期的照方案写的",
            "date": "其中的日期，没有的为空",
        },
        Period: {
            "words": "函数：写成“2026年3月至2029年2月”",
            "years": "函数：各个年份",
            "contains": "函数：某一天是否在内",
            "start": "第一天",
            "end": "最后一天",
            "days": "天数",
        },
        Plan: {
            "period": "实施期限，即 plan.overview.period",
            "founds_branches": "是不是创建支部的方案",
            "indicators": "全部指标",
            "expenses": "各项支出，即 plan.budget.expenses",
            "funds": "各项来源，即 plan.budget.funds",
            "name_of": "函数：编号所指的名称",
            "unit": "函数：编号所指的单位",
            "task": "函数：编号所指的任务",
        },
        Indicator: {"has_target": "是不是写了目标值，数或者文字"},
        Task: {"deadline": "完成时限，“长期坚持”等也在内"},
        Contribution: {"fund": "来源的编号", "amount": "金额", "by_year": "各年金额"},
        YearView: {
            "number": "年份",
            "focus": "重点",
            "work": "主要工作",
            "targets": "年度目标",
            "amounts": "按当年计的年度目标",
            "end": "截止",
        },
        FundView: {"lead": "“已申请”等", "told": "各笔资金"},
        MeetingView: {
            "lead": "召集单位",
            "units": "参加单位",
            "frequency": "频次",
            "done": "已到期的任务",
            "coming": "将到期的任务",
            "issuers": "发通知的机关",
        },
        Entry: {"lead": "段首标题", "text": "正文"},
        LoopContext: {
            "index": "第几遍，从1数起",
            "index0": "第几遍，从0数起",
            "revindex": "还剩几遍",
            "first": "是不是第一遍",
            "last": "是不是最后一遍",
            "length": "共几遍",
            "previtem": "前一项",
            "nextitem": "后一项",
            "cycle": "函数：轮流写几样内容",
        },
    }
)
"""Class → attributes and methods allowed besides plan fields, with their descriptions."""

HOLDERS: Mapping[type[Any], str] = MappingProxyType(
    {
        Plan: "`plan`",
        str: "文字",
        dict: "按名字取的内容",
        Date: "成文日期等",
        Deadline: "完成时限",
        Indicator: "指标",
        Task: "工作任务",
        Period: "起止",
        date: "某一天",
        timedelta: "两天相减",
        YearView: "`years` 的一项",
        FundView: "`funds` 的一项",
        MeetingView: "`meeting`",
        Contribution: "出资构成的一项",
        Entry: "`entry` 写成的一段",
        LoopContext: "`loop`",
    }
)
"""Class → its name in the manual."""

_FORMER: Mapping[type[Any], Mapping[str, str]] = MappingProxyType(
    {
        Plan: {"uses": "expenses", "sources": "funds", "party": "unit", "milestone": "task"},
        Contribution: {"source": "fund"},
    }
)
"""Class → former names of ``MEMBERS``; the model declares former names of plan fields."""


def renamed(cls: type[Any], name: str) -> str | None:
    """Return the current name of a renamed attribute; None if it was not renamed."""
    former = dict(_FORMER.get(cls, {}))
    if issubclass(cls, Entity):
        former |= {old: new for new, made in declared(cls).items() for old in made.was}
    return former.get(name)


_UNWRITTEN = frozenset(declared(Entity))
"""备注 and 公开, which no document may contain."""


@remember
def members(cls: type[Any]) -> frozenset[str]:
    """Return the attributes and methods that a template may use on instances of a class."""
    found = {name for base in cls.__mro__ for name in MEMBERS.get(base, ())}
    if issubclass(cls, Entity):
        found |= declared(cls).keys() - _UNWRITTEN
    return frozenset(found)
