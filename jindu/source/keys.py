"""Report unknown keys: suggest the likely key, or detect a value cut in two by a comma."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable
from typing import Any

from jindu.language.similarity import nearest, one_slip
from jindu.model.diagnostic import Edit, Fix, Span, Where
from jindu.model.fields import Entity, Shape, keyed, remember
from jindu.source.fields import schema
from jindu.source.nodes import MappingNode, Scalar
from jindu.source.tree import Source
from jindu.units.unreadable import short

MAX_HINTS = 200
"""Unknown keys per file for which a likely key is looked up."""

IsKey = Callable[[str], object]
"""Returns whether a text is a key of the enclosing group."""


class UnknownKeys:
    """The unknown keys of one source.

    ``meant`` caches the likely key for each one looked up. ``rests`` maps the positions of keys
    that are in fact the rest of a value to the key of that value.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.count = 0
        self.meant: dict[tuple[type[Entity], str], tuple[str | None, bool | None]] = {}
        self.rests: dict[int, str] = {}

    def report(self, cls: type[Entity], node: MappingNode, key: Scalar, where: Where) -> str | None:
        """Report a key that a class does not have; return the likely key, or None."""
        if key.value == "<<" and key.implicit[0]:
            return None  # refused where it was read
        section = f"“{_section(where)}”里" if where else "方案文件的最外层"
        self.count += 1
        near, sure = self._meant(cls, key.value) if self.count <= MAX_HINTS else (None, None)
        named = sure or near in _SYNONYMS.get(key.value, ())
        holders = () if named else _below(cls, key.value)
        if 0 < len(holders) <= 2:
            near, sure = None, None
            told = "".join(f"“{holder}”" for holder in holders)
            tip = f"“{short(key.value)}”是{told}里的一项：写在它的下面，多缩进两格。"
        elif near:
            tip = f"是不是要写“{near}”？改好后这一项才会被读到。"
        else:
            tip = f"可以写的有：{_listed(cls)}。"
        span = self.source.span(key.start_mark, key.end_mark)
        if span.end_column <= span.column:
            span = Span(span.line, span.column, span.line, span.column + 1)
        self.source.report(
            "STR001",
            span,
            f"{section}没有“{short(key.value)}”这一项，它的内容没有读入。",
            tip,
            fix=self._renamed(cls, node, key, near, sure) if near and sure is not None else None,
        )
        return near

    def _meant(self, cls: type[Entity], text: str) -> tuple[str | None, bool | None]:
        if (cls, text) not in self.meant:
            self.meant[cls, text] = _meant(cls, text)
        return self.meant[cls, text]

    def _renamed(
        self, cls: type[Entity], node: MappingNode, key: Scalar, near: str, sure: bool
    ) -> Fix | None:
        """Return a fix that renames the key to the likely one, unless that is present too."""
        known = schema(cls)
        taken = {known[text].attribute for text in node.entries if text in known}
        edit = self.source.edit(key, near)
        if edit is None or known[near].attribute in taken:
            return None
        return Fix(f"改成“{near}”", (edit,), sure)

    def cut(self, node: MappingNode, key: Scalar, is_key: IsKey, is_text: IsKey) -> str | None:
        """Report a value in braces that a comma has cut, once; return the key of the value.

        Returns None if ``key`` is a key of its own. ``is_text`` tells whether a key takes text;
        otherwise only numbers such as 1,200 can be cut.
        """
        if not node.flow or self.count >= MAX_HINTS or not self._is_bare(node, key):
            return None
        if key.start_mark.index in self.rests:
            return self.rests[key.start_mark.index]
        keys = list(node.entries)
        place = keys.index(key.value)
        before, value = node.entries[keys[place - 1]] if place else (None, None)
        if before is None or not is_key(before.value) or not isinstance(value, Scalar):
            return None
        if not _goes_on(value, key.value, is_text(before.value), is_key):
            return None
        later = (node.entries[name][0] for name in keys[place:])
        rests = list(
            itertools.takewhile(lambda k: not is_key(k.value) and self._is_bare(node, k), later)
        )
        self.count += 1
        self.rests.update((rest.start_mark.index, before.value) for rest in rests)
        self._report_cut(before.value, value, rests[-1])
        return before.value

    def _is_bare(self, node: MappingNode, key: Scalar) -> bool:
        """Return whether a key has neither a value nor a colon."""
        value = node.entries[key.value][1]
        if not isinstance(value, Scalar) or value.value or not value.implicit[0]:
            return False
        end = self.source.extent(key)[1]
        return self.source.text[end : end + 2].lstrip()[:1] != ":"

    def _report_cut(self, name: str, value: Scalar, last: Scalar) -> None:
        start, end = self.source.extent(value)[0], self.source.extent(last)[1]
        whole = self.source.text[start:end]
        quotable = not re.search(r'["\\\n]', whole)
        self.source.retract(self.source.span(value.start_mark, value.end_mark))
        fix = Fix("用双引号把整个值括起来", (Edit(start, end, f'"{whole}"'),), safe=False)
        self.source.report(
            "STR001",
            self.source.stretch(start, end),
            f"“{name}”的值里有逗号，花括号在逗号处把它断开了，后面的文字没有读入。",
            f'用双引号把整个值括起来：{name}: "{short(whole)}"。',
            fix=fix if quotable else None,
        )


def _goes_on(value: Scalar, rest: str, is_text: object, is_key: IsKey) -> bool:
    """Return whether a plain value may continue in the next key: a text, or 1,200."""
    if not value.implicit[0] or not value.value or is_key(rest.partition(" ")[0]):
        return False
    return bool(is_text or (value.value[-1].isdigit() and re.match(r"\d{3}(?!\d)", rest)))


_SYNONYMS = {
    "责任单位": ("牵头单位", "责任单位"),
    "负责单位": ("牵头单位", "责任单位"),
    "主办单位": ("牵头单位",),
    "协办单位": ("配合单位", "参加单位"),
    "协助单位": ("配合单位", "参加单位"),
    "参与单位": ("参加单位", "配合单位"),
    "截止时间": ("完成时限",),
    "完成时间": ("完成时限",),
    "时限": ("完成时限",),
    "时间": ("完成时限", "起止", "日期"),
    "预算": ("经费", "支出预算"),
    "资金": ("经费", "资金来源", "金额"),
    "费用": ("金额",),
    "价格": ("单价",),
    "单位": ("计量单位", "单位名录", "牵头单位"),
    "部门": ("单位名录", "单位", "牵头单位"),
    "任务": ("工作任务", "重点任务", "名称"),
    "题目": ("标题",),
    "期限": ("起止", "完成时限"),
    "说明": ("备注", "内容"),
    "描述": ("内容", "说明"),
    "目标": ("目标值", "总体目标"),
    "考核": ("考核评价",),
    "阶段": ("实施阶段",),
    # Headings of plans written as prose.
    "名称": ("标题",),
    "总体要求": ("指导思想",),
    "指导原则": ("指导思想",),
    "必要性": ("意义",),
    "现状": ("背景",),
    "基本情况": ("背景",),
    "工作要求": ("保障措施",),
    "实施期限": ("起止",),
    "实施时间": ("起止",),
    "创建期限": ("起止",),
    "建设期限": ("起止",),
    "组织机构": ("领导小组",),
    "工作措施": ("重点任务",),
    "责任分工": ("工作任务",),
    "职责分工": ("工作任务",),
    "里程碑": ("工作任务",),
    "进度安排": ("实施阶段",),
    "时间安排": ("实施阶段",),
    "资金预算": ("经费", "支出预算"),
    "资金安排": ("经费", "资金来源"),
    "资金筹措": ("经费", "资金来源"),
    "评估机制": ("考核评价",),
    "总预算": ("总额",),
    "总投入": ("总额",),
    "合计": ("总额",),
}


def _meant(cls: type[Any], text: str) -> tuple[str | None, bool | None]:
    """Return the likely key and its certainty: True (sure), False (likely) or None (a guess)."""
    names = {spelling: field.made.name for spelling, field in schema(cls).items()}
    for word in _SYNONYMS.get(text, ()):
        if word in names:
            return names[word], False
    bare = text.strip("“”\"' 　")
    if near := bare if bare in names else one_slip(bare, names):
        return names[near], True
    if near := nearest(bare, names, 0.6):
        return names[near], False
    near = nearest(bare, names, 0.45)
    return (names[near], None) if near else (None, None)


def _below(cls: type[Any], text: str) -> tuple[str, ...]:
    """Return the keys of ``cls`` that hold a single entity with this key."""
    return tuple(
        field.made.name
        for name, field in schema(cls).items()
        if name == field.made.name and field.form.shape is Shape.ONE and field.read is None
        if text in schema(field.form.of)
    )


@remember
def _listed(cls: type[Any]) -> str:
    return "、".join(made.name for made in keyed(cls).values())


def _section(where: Where) -> str:
    words: Iterable[str] = (f"第{s + 1}项" if isinstance(s, int) else s for s in where)
    return "·".join(words)
