"""Read jindu.toml."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

from jindu.checker.settings import (
    LONGEST_WORD,
    SEVERITIES,
    BadSettings,
    Local,
    Settings,
    choice_of,
    code,
    cut,
    is_known,
    nearest_hint,
    unknown_code,
)
from jindu.files.search import leads_out
from jindu.language.characters import complaint, unseen
from jindu.model.diagnostic import Severity
from jindu.model.norms import Norm, shipped_norms
from jindu.rules import BY_CODE, RULES
from jindu.source import bounded, toml

NAME = "jindu.toml"
_MAX_BYTES = 128 << 10
_MAX_CODES = 1000
_MAX_WORDS = 50
_MAX_DIGITS = 4
_SECTIONS = {"检查": "check", "check": "check", "标准": "norms", "norms": "norms"}
_KEYS = {
    "采用": "select",
    "select": "select",
    "忽略": "ignore",
    "ignore": "ignore",
    "级别": "severity",
    "severity": "severity",
}
_ENTRY = {
    "值": "value",
    "value": "value",
    "单位": "unit",
    "unit": "unit",
    "出处": "source",
    "source": "source",
    "日期": "date",
    "date": "date",
    "适用": "scope",
    "scope": "scope",
}


def find(start: Path) -> Path | None:
    """Return the nearest configuration file in the folder of a plan or above it.

    Raises BadSettings if it is a link to a file elsewhere.
    """
    folder = start.resolve()
    file = next((place / NAME for place in (folder, *folder.parents) if _holds_one(place)), None)
    if file and leads_out(file, file.parent):
        raise BadSettings(
            f"{file}：这是通向别处的链接，没有采用。换成文件，或者用 --config 写明用哪个配置文件。"
        )
    return file


def _holds_one(folder: Path) -> bool:
    return os.path.lexists(folder / NAME)


def read(path: Path) -> Settings:
    """Read the settings of a file. Raises BadSettings."""
    return _File(path).settings()


def read_found(path: Path) -> Settings:
    """Read the settings of a file from ``find``; note the overridden file further up."""
    settings = read(path)
    above = next((place / NAME for place in path.parents[1:] if _holds_one(place)), None)
    if above is None or settings.local is None:
        return settings
    return settings._replace(local=settings.local._replace(before=str(above)))


# Reading ----------------------------------------------------------------------------------


class _File:
    """Reads one settings file. A ``trail`` is the path of keys to a place in it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lines: list[str] = []

    def settings(self) -> Settings:
        """Return the settings of the file. Raises BadSettings."""
        settings = Settings()
        for known, name, section in self._known(self._written(), _SECTIONS):
            if not isinstance(section, dict):
                header = name if name.isascii() else f'"{name}"'
                self.refuse(f"“{name}”是一节，单独占一行写成 [{header}]，下面逐行写各个键。", name)
            if known == "norms":
                settings = settings._replace(norms=self._norms(section, name))
            else:
                settings = self._checks(settings, section, name)
        return settings._replace(local=self._local(settings))

    def refuse(self, message: str, *trail: str) -> NoReturn:
        """Raise BadSettings with the file and the line of the trail."""
        raise BadSettings(f"{self.path}:{toml.line_of(self.lines, trail)}：{message}")

    def _written(self) -> dict[str, Any]:
        try:
            text = bounded.text_of(self.path, "配置文件", _MAX_BYTES)
        except bounded.Unusable as trouble:
            raise BadSettings(f"{self.path}：{trouble}") from trouble
        self.lines = text.splitlines()
        if found := next(unseen(text), None):
            line = text.count("\n", 0, found.start) + 1
            told = complaint(text[found.start : found.end])
            raise BadSettings(f"{self.path}:{line}：这一行{told}")
        try:
            return toml.loads(text)
        except toml.BadToml as trouble:
            raise BadSettings(f"{self.path}:{trouble.place}：{trouble}") from trouble

    def _local(self, settings: Settings) -> Local:
        shipped = shipped_norms()
        return Local(
            str(self.path),
            tuple(rule.code for rule in RULES if not settings.speaks(rule)),
            settings.severity,
            {n: norm for n, norm in settings.norms.items() if norm.value != shipped[n].value},
        )

    def _known(
        self, written: Mapping[str, Any], names: Mapping[str, str], *trail: str
    ) -> Iterator[tuple[str, str, Any]]:
        """Yield the entries with their English names. Refuses unknown and repeated names."""
        met: dict[str, str] = {}
        for name, value in written.items():
            known = names.get(name)
            if known is None:
                kind = "个键" if trail else "一节"
                inside = f"“{trail[1]}”里" if len(trail) > 1 else ""
                unknown = f"{inside}没有“{cut(name)}”这{kind}"
                self.refuse(
                    f"{unknown}{nearest_hint(name, names) or choice_of(names)}。", *trail, name
                )
            if known in met:
                self.refuse(f"“{met[known]}”和“{name}”是一回事，只留一个。", *trail, name)
            met[known] = name
            yield known, name, value

    def _checks(self, settings: Settings, section: Mapping[str, Any], head: str) -> Settings:
        for known, name, value in self._known(section, _KEYS, head):
            if known == "select":
                codes = self._codes(value, head, name)
                settings = settings._replace(select=codes, partial=True)
            elif known == "ignore":
                settings = settings._replace(ignore=self._codes(value, head, name))
            else:
                settings = settings._replace(severity=self._severity(value, head, name))
        return settings

    def _codes(self, value: Any, *trail: str) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            self.refuse('规则编码要写成列表，如 ["SCH017", "TXT"]。', *trail)
        if len(value) > _MAX_CODES:
            self.refuse(f"写了{len(value)}个编码，规则没有这么多，最多{_MAX_CODES}个。", *trail)
        for each in value:
            if not is_known(code(each)):
                self.refuse(unknown_code(each), *trail, each)
        return tuple(map(code, value))

    def _severity(self, value: Any, *trail: str) -> Mapping[str, Severity]:
        if not isinstance(value, dict):
            self.refuse('级别要逐条写，如 SCH017 = "警告"。', *trail)
        found: dict[str, Severity] = {}
        for name, word in value.items():
            if code(name) not in BY_CODE:
                begun = f"“{cut(name)}”只是编码的开头，级别按完整的编码逐条写。"
                self.refuse(begun if is_known(code(name)) else unknown_code(name), *trail, name)
            if code(name) == "YML001":
                self.refuse("文件读不出来总是错误，YML001 的级别不能改。", *trail, name)
            if code(name) in found:
                self.refuse(f"“{cut(name)}”的级别写了两次，只留一个。", *trail, name)
            severity = SEVERITIES.get(word.lower()) if isinstance(word, str) else None
            if severity is None:
                is_word = isinstance(word, str)
                other = f"，不能是“{cut(word)}”" if is_word else "，写成一个带引号的词"
                self.refuse(f"“{cut(name)}”的级别只能是提示、警告或错误{other}。", *trail, name)
            found[code(name)] = severity
        return found

    def _norms(self, section: Mapping[str, Any], head: str) -> Mapping[str, Norm]:
        found = dict(shipped_norms())
        for name, entry in section.items():
            if name not in found:
                self.refuse(f"没有“{cut(name)}”这个标准{nearest_hint(name, found)}。", head, name)
            found[name] = self._norm(found[name], entry, head)
        return found

    def _norm(self, norm: Norm, entry: Any, head: str) -> Norm:
        given = self._entry(norm, entry, head) if isinstance(entry, dict) else {"value": entry}
        value = _plain(given.get("value", norm.value))
        trouble = _unfit(norm, value)
        if trouble:
            self.refuse(f"“{norm.name}”{trouble}", head, norm.name)
        return norm._replace(
            value=value,
            source=given.get("source", f"本地配置{self.path.name}"),
            date=given.get("date", ""),
            verified=False,
            scope=given.get("scope", norm.scope),
            year=0,
        )

    def _entry(self, norm: Norm, written: Mapping[str, Any], head: str) -> dict[str, Any]:
        given = {}
        for known, name, value in self._known(written, _ENTRY, head, norm.name):
            if known != "value" and not _is_short(value):
                told = f"要写成一句话，不超过{LONGEST_WORD}字，加引号"
                self.refuse(f"“{norm.name}”的“{name}”{told}。", head, norm.name, name)
            given[known] = value if known == "value" else str(value)
        if given.get("unit", norm.unit) != norm.unit:
            told = f"按“{norm.unit}”计" if norm.unit else "没有单位"
            self.refuse(f"“{norm.name}”{told}，换算后再写，单位不能改。", head, norm.name)
        return given


# Norms ------------------------------------------------------------------------------------


def _plain(value: Any) -> Any:
    """Turn an integral Decimal into an int, so that messages show no decimals."""
    is_small = isinstance(value, Decimal) and value.is_finite() and value.adjusted() < 99
    return int(value) if is_small and value == value.to_integral_value() else value


def _exponent(value: Decimal) -> int:
    """Return the exponent of the last digit; 0 for NaN and infinities."""
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _is_short(value: Any) -> bool:
    """Return whether a value is a date, or a printable text within ``LONGEST_WORD``."""
    if isinstance(value, date):
        return True
    return isinstance(value, str) and len(value) <= LONGEST_WORD and value.isprintable()


def _unfit(norm: Norm, value: Any) -> str:
    """Return why a value cannot replace a norm's, in Chinese; empty if it can."""
    if isinstance(norm.value, list):
        return _unfit_words(norm, value)
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return f"要写成数字，如 {norm.value}，不加引号，不带单位。"
    if isinstance(value, Decimal) and not value.is_finite():
        return f"要写成数字，如 {norm.value}；这个数太大，或者不是数。"
    if not -norm.most <= value <= norm.most:
        least, most = (0, 100) if norm.unit == "%" else (norm.least, norm.most)
        return f"的数太大或者太小，要在{least}到{most}之间。"
    if isinstance(value, Decimal) and norm.is_counted:
        return f"要写成整数，如 {norm.value}。"
    if isinstance(value, Decimal) and -_exponent(value) > _MAX_DIGITS:
        return f"的小数太长，最多写{_MAX_DIGITS}位。"
    if norm.unit == "%" and not 0 <= value <= 100:
        return f"是百分比，要在0到100之间，不能是{value}。"
    return f"不能小于{norm.least}。" if value < norm.least else ""


def _unfit_words(norm: Norm, value: Any) -> str:
    if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
        return f"要写成词的列表，如 {_listed(norm.value)}。"
    if len(value) > _MAX_WORDS or not all(map(_is_short, value)):
        return f"的词太多或者太长，最多{_MAX_WORDS}个，每个不超过{LONGEST_WORD}字。"
    return ""


def _listed(words: Iterable[str]) -> str:
    quoted = ", ".join(f'"{word}"' for word in words)
    return f"[{quoted}]"
