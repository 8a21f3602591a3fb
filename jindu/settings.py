"""What a county or a user sets otherwise: ``jindu.toml``, found upward from the plan."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from jindu.diagnostic import Rule, Severity
from jindu.norms import Norm, shipped_norms
from jindu.rules import BY_CODE
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


class BadSettings(ValueError):
    """A configuration that cannot be used; the text says where, why and what to do, in Chinese."""


class Settings(NamedTuple):
    """Which rules speak, how loudly, and by which norms.

    ``select`` None means all; codes may be beginnings (``TXT``). ``severity`` is by code.
    """

    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = {}
    norms: Mapping[str, Norm] = shipped_norms()

    def speaks(self, rule: Rule) -> bool:
        """Whether a rule is wanted. That a file cannot be read is always said."""
        if rule.code == "YML001":
            return True
        chosen = self.select is None or rule.code.startswith(self.select)
        return chosen and not rule.code.startswith(self.ignore)

    def weight(self, rule: Rule, severity: Severity) -> Severity:
        """The severity of a finding that a rule gave this one."""
        return self.severity.get(rule.code, severity)

    def narrowed(self, select: tuple[str, ...] | None, ignore: tuple[str, ...]) -> Settings:
        """With what the command line chooses besides. Raises BadSettings for unknown codes."""
        for code in (*(select or ()), *ignore):
            _known(code, "命令行")
        return self._replace(select=select or self.select, ignore=(*self.ignore, *ignore))


def find(start: Path) -> Path | None:
    """The nearest configuration file in the folder of a plan or above."""
    folder = start.resolve()
    for place in (folder, *folder.parents):
        if (place / NAME).is_file():
            return place / NAME
    return None


def read(path: Path) -> Settings:
    """The settings of a file. Raises BadSettings."""
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadSettings(
            f"{path}：配置读不出来（{error}）。检查引号、方括号和等号；中文的键要加双引号。"
        ) from error
    settings = Settings()
    for name, section in written.items():
        known = _SECTIONS.get(name)
        if known is None or not isinstance(section, dict):
            raise BadSettings(f"{path}：没有“{name}”这一节{_hint(name, _SECTIONS)}。")
        if known == "norms":
            settings = settings._replace(norms=_norms(section, path))
        else:
            settings = _check_section(settings, section, path)
    return settings


def _check_section(settings: Settings, section: Mapping[str, Any], path: Path) -> Settings:
    for name, value in section.items():
        match _KEYS.get(name):
            case "select":
                settings = settings._replace(select=_codes(value, path))
            case "ignore":
                settings = settings._replace(ignore=_codes(value, path))
            case "severity":
                settings = settings._replace(severity=_severity(value, path))
            case _:
                raise BadSettings(f"{path}：没有“{name}”这个键{_hint(name, _KEYS)}。")
    return settings


def _codes(value: Any, path: Path) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(code, str) for code in value):
        raise BadSettings(f'{path}：规则编码要写成列表，如 ["SCH017", "TXT"]。')
    for code in value:
        _known(code, str(path))
    return tuple(value)


def _known(code: str, place: str) -> None:
    if not code or not any(known.startswith(code) for known in BY_CODE):
        raise BadSettings(f"{place}：没有编码为“{code}”的规则{_hint(code, BY_CODE)}。")


def _severity(value: Any, path: Path) -> Mapping[str, Severity]:
    if not isinstance(value, dict):
        raise BadSettings(f'{path}：级别要逐条写，如 SCH017 = "警告"。')
    for code, word in value.items():
        if code not in BY_CODE:
            _known(f"{code} ", str(path))
        if word not in _SEVERITIES:
            raise BadSettings(f"{path}：“{code}”的级别只能是提示、警告或错误，不能是“{word}”。")
    return {code: _SEVERITIES[word] for code, word in value.items()}


def _norms(section: Mapping[str, Any], path: Path) -> Mapping[str, Norm]:
    found = dict(shipped_norms())
    for name, entry in section.items():
        if name not in found:
            raise BadSettings(f"{path}：没有“{name}”这个标准{_hint(name, found)}。")
        given = entry if isinstance(entry, dict) else {"值": entry}
        value = given.get("值", given.get("value"))
        source = given.get("出处", given.get("source", f"本地配置{path.name}"))
        if not isinstance(value, type(found[name].value)):
            example = found[name].value
            raise BadSettings(f"{path}：“{name}”的值写错了类型，应当像 {example}。")
        found[name] = found[name]._replace(value=value, source=str(source), verified=False)
    return found


def _hint(word: str, known: Mapping[str, Any]) -> str:
    near = nearest(word, known, 0.4)
    return f"，是不是“{near}”" if near else ""
