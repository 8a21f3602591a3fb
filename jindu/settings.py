"""What a county or a user sets otherwise: ``jindu.toml``, found upward from the plan."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from jindu.diagnostic import Rule, Severity
from jindu.norms import Norm, shipped_norms
from jindu.rules import BY_CODE, RULES
from jindu.vocabulary import nearest

NAME = "jindu.toml"
_SEVERITIES = {"提示": Severity.INFO, "警告": Severity.WARNING, "错误": Severity.ERROR}
_SEVERITIES |= {severity.name.lower(): severity for severity in Severity}
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
}


class BadSettings(ValueError):
    """A configuration that cannot be used; the text says where, why and what to do, in Chinese."""


class Settings(NamedTuple):
    """Which rules speak, how loudly, and by which norms.

    ``select`` None means all; codes may be beginnings (``TXT``). ``severity`` is by code.
    ``partial`` where the command line picks rules: then nothing is said of levels. ``today``
    is the day by which rules tell what is late; without it they do not.
    """

    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = {}
    norms: Mapping[str, Norm] = shipped_norms()
    partial: bool = False
    today: date | None = None

    def speaks(self, rule: Rule) -> bool:
        """Whether a rule is wanted. That a file cannot be read is always said."""
        if rule.code == "YML001":
            return True
        chosen = self.select is None or rule.code.startswith(self.select)
        return chosen and not rule.code.startswith(self.ignore)

    def left_out(self) -> int:
        """How many rules are not wanted."""
        if self.select is None and not self.ignore:
            return 0
        return sum(not self.speaks(rule) for rule in RULES)

    def weight(self, rule: Rule, severity: Severity) -> Severity:
        """The severity of a finding that a rule gave this one."""
        return self.severity.get(rule.code, severity)

    def narrowed(self, select: Iterable[str], ignore: Iterable[str]) -> Settings:
        """With what the command line chooses besides. Raises BadSettings for unknown codes."""
        chosen, others = (tuple(map(code, codes)) for codes in (select, ignore))
        for asked in (*chosen, *others):
            if not _is_known(asked):
                raise BadSettings(f"命令行：{_unknown_code(asked)}")
        return self._replace(
            select=chosen or self.select,
            ignore=(*self.ignore, *others),
            partial=bool(chosen or others),
        )


def code(text: str) -> str:
    """A rule's code, or its beginning, however it is typed."""
    return unicodedata.normalize("NFKC", text).strip().upper()


def _is_known(beginning: str) -> bool:
    return bool(beginning) and any(known.startswith(beginning) for known in BY_CODE)


def _unknown_code(asked: str) -> str:
    return f"没有编码为“{asked}”的规则{_hint(asked, BY_CODE)}。"


def _hint(word: str, known: Mapping[str, Any]) -> str:
    near = nearest(word, known, 0.4)
    return f"，是不是“{near}”" if near else ""


def find(start: Path) -> Path | None:
    """The nearest configuration file in the folder of a plan or above."""
    folder = start.resolve()
    for place in (folder, *folder.parents):
        if (place / NAME).is_file():
            return place / NAME
    return None


def read(path: Path) -> Settings:
    """The settings of a file. Raises BadSettings."""
    return _File(path).settings()


# Reading ----------------------------------------------------------------------------------


class _File:
    """A configuration file being read. ``trail`` are the words that lead to a place in it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lines: list[str] = []

    def settings(self) -> Settings:
        """All that it sets."""
        settings = Settings()
        for name, section in self._written().items():
            known = _SECTIONS.get(name)
            if known is None:
                self.refuse(f"没有“{name}”这一节{_hint(name, _SECTIONS)}。", name)
            if not isinstance(section, dict):
                header = name if name.isascii() else f'"{name}"'
                self.refuse(f"“{name}”是一节，单独占一行写成 [{header}]，下面逐行写各个键。", name)
            if known == "norms":
                settings = settings._replace(norms=self._norms(section, name))
            else:
                settings = self._checks(settings, section, name)
        return settings

    def refuse(self, message: str, *trail: str) -> NoReturn:
        """Raise BadSettings with the file and the line that the trail leads to."""
        raise BadSettings(f"{self.path}:{_line(self.lines, trail)}：{message}")

    def _written(self) -> dict[str, Any]:
        try:
            text = self.path.read_text(encoding="utf-8-sig")
        except OSError as error:
            raise BadSettings(f"{self.path}：{_why_closed(error)}") from error
        except UnicodeDecodeError as error:
            raise BadSettings(f"{self.path}：不是 UTF-8 编码，另存为 UTF-8 再用。") from error
        self.lines = text.splitlines()
        try:
            return tomllib.loads(text, parse_float=Decimal)
        except tomllib.TOMLDecodeError as error:
            raise BadSettings(f"{self.path}{_in_chinese(str(error), self.lines)}") from error

    def _checks(self, settings: Settings, section: Mapping[str, Any], head: str) -> Settings:
        for name, value in section.items():
            match _KEYS.get(name):
                case "select":
                    settings = settings._replace(select=self._codes(value, head, name))
                case "ignore":
                    settings = settings._replace(ignore=self._codes(value, head, name))
                case "severity":
                    settings = settings._replace(severity=self._severity(value, head, name))
                case _:
                    self.refuse(f"没有“{name}”这个键{_hint(name, _KEYS)}。", head, name)
        return settings

    def _codes(self, value: Any, *trail: str) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            self.refuse('规则编码要写成列表，如 ["SCH017", "TXT"]。', *trail)
        for each in value:
            if not _is_known(code(each)):
                self.refuse(_unknown_code(each), *trail, each)
        return tuple(map(code, value))

    def _severity(self, value: Any, *trail: str) -> Mapping[str, Severity]:
        if not isinstance(value, dict):
            self.refuse('级别要逐条写，如 SCH017 = "警告"。', *trail)
        found = {}
        for name, word in value.items():
            if code(name) not in BY_CODE:
                begun = f"“{name}”只是编码的开头，级别按完整的编码逐条写。"
                self.refuse(begun if _is_known(code(name)) else _unknown_code(name), *trail, name)
            severity = _SEVERITIES.get(word.lower()) if isinstance(word, str) else None
            if severity is None:
                other = f"，不能是“{word}”" if isinstance(word, str) else "，写成一个带引号的词"
                self.refuse(f"“{name}”的级别只能是提示、警告或错误{other}。", *trail, name)
            found[code(name)] = severity
        return found

    def _norms(self, section: Mapping[str, Any], head: str) -> Mapping[str, Norm]:
        found = dict(shipped_norms())
        for name, entry in section.items():
            if name not in found:
                self.refuse(f"没有“{name}”这个标准{_hint(name, found)}。", head, name)
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
        )

    def _entry(self, norm: Norm, written: Mapping[str, Any], head: str) -> dict[str, Any]:
        given = {}
        for name, value in written.items():
            known = _ENTRY.get(name)
            if known is None:
                hint = _hint(name, _ENTRY) or "；可以写值、单位、出处、日期"
                self.refuse(f"“{norm.name}”里没有“{name}”这个键{hint}。", head, norm.name, name)
            given[known] = value if known == "value" else str(value)
        if given.get("unit", norm.unit) != norm.unit:
            told = f"按“{norm.unit}”计" if norm.unit else "没有单位"
            self.refuse(f"“{norm.name}”{told}，换算后再写，单位不能改。", head, norm.name)
        return given


# Norms ------------------------------------------------------------------------------------


def _plain(value: Any) -> Any:
    """A whole number as such, so that it is told without decimals."""
    whole = isinstance(value, Decimal) and value.is_finite() and value == int(value)
    return int(value) if whole else value


def _unfit(norm: Norm, value: Any) -> str:
    """Why a value cannot stand for a norm; nothing where it can."""
    if isinstance(norm.value, list):
        words = isinstance(value, list) and all(isinstance(v, str) and v.strip() for v in value)
        return "" if words else f"要写成词的列表，如 {_listed(norm.value)}。"
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return f"要写成数字，如 {norm.value}，不加引号，不带单位。"
    if isinstance(value, Decimal) and (not value.is_finite() or norm.is_counted):
        return f"要写成整数，如 {norm.value}。"
    if norm.unit == "%" and not 0 <= value <= 100:
        return f"是百分比，要在0到100之间，不能是{value}。"
    return f"不能小于{norm.least}。" if value < norm.least else ""


def _listed(words: Iterable[str]) -> str:
    quoted = ", ".join(f'"{word}"' for word in words)
    return f"[{quoted}]"


# Places and what tomllib says -------------------------------------------------------------


def _line(lines: list[str], trail: tuple[str, ...]) -> int:
    """The line (from 1) where the last word of a trail stands, each sought after the one before."""
    place = 0
    for word in trail:
        pattern = re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])")
        for number in range(place, len(lines)):
            if pattern.search(lines[number].partition("#")[0]):
                place = number
                break
    return place + 1


_SAID = (
    ("Expected '=' after a key", "键的后面缺少等号“=”"),
    ("Expected ']' at the end of a table declaration", "节名的后面缺少“]”"),
    ("Expected ']]'", "节名的后面缺少“]]”"),
    ("Expected newline or end of document", "一行只能写一个键，多出来的内容另起一行"),
    ("Unclosed array", "列表缺少“]”，或者各项之间不是半角逗号"),
    ("Unclosed inline table", "花括号缺少“}”，或者各项之间不是半角逗号"),
    ("Cannot overwrite a value", "同一个键写了两次，只留一个"),
    ("Cannot declare", "同一节写了两次，合并成一个"),
    ("Cannot mutate immutable namespace", "同一个键写了两次，只留一个"),
    ("Duplicate inline table key", "同一个键写了两次，只留一个"),
    ("Unterminated string", "文字缺少后一个引号"),
    ("Expected '\"'", "文字缺少后一个引号"),
    ('Expected "\'"', "文字缺少后一个引号"),
    ("Escaped character is not", "“\\u”后面不是任何字符的编码；直接写出这个字符"),
    ("Illegal character", "文字里换了行，或者有看不见的字符；检查引号是否成对"),
    ("Unescaped '\\' in a string", "文字里的“\\”要写成“\\\\”"),
    ("Invalid initial character for a key part", "中文的键要加半角双引号"),
    ("Invalid value", "值读不出来：文字要加半角双引号，编码要写成列表"),
    ("Invalid statement", "这一行读不出来：中文的键要加半角双引号"),
)


def _in_chinese(error: str, lines: list[str]) -> str:
    """``:line：what is wrong`` for what tomllib says, its own words where they are not known."""
    told, _, place = error.rpartition(" (at ")
    match = re.match(r"line (\d+), column (\d+)", place)
    where = f":{match[1]}:{match[2]}" if match else f":{max(len(lines), 1)}"
    known = next((chinese for words, chinese in _SAID if words in told), None)
    return f"{where}：{known or f'写法不对（{told or error}）'}。"


def _why_closed(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "找不到这个配置文件，检查文件名和所在文件夹。"
    if isinstance(error, IsADirectoryError):
        return "这是一个文件夹，写出其中配置文件的名字。"
    if isinstance(error, PermissionError):
        return "没有权限读这个配置文件。"
    return f"配置文件打不开（{error.strerror}），检查磁盘或网络盘是否连接正常。"
