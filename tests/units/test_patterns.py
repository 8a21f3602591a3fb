"""Patterns that are compiled when they are first used."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

import jindu
from jindu.units import patterns
from jindu.units.patterns import late


def test_it_is_compiled_at_the_first_use_and_only_then(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    real = re.compile

    def counting(pattern: str, flags: int) -> re.Pattern[str]:
        compiled.append(pattern)
        return real(pattern, flags)

    monkeypatch.setattr(re, "compile", counting)
    words = late("(?P<what>甲|乙)$", re.MULTILINE)
    assert words.pattern == "(?P<what>甲|乙)$"
    assert compiled == []
    assert [match["what"] for match in words.finditer("丙甲\n乙")] == ["甲", "乙"]
    assert words.search("丙") is None
    assert words.fullmatch("甲") is not None
    assert words.sub("丁", "丙甲") == "丙丁"
    assert compiled == [words.pattern]
    assert words.groupindex == {"what": 1}


def test_a_wrong_pattern_is_told_at_the_first_use() -> None:
    wrong = late("(甲")
    with pytest.raises(re.error):
        wrong.search("甲")


def test_every_pattern_of_the_package_compiles() -> None:
    found = 0
    for module in pkgutil.walk_packages(jindu.__path__, "jindu."):
        if module.name.endswith("__main__"):
            continue
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, patterns._Late):
                re.compile(value.pattern, value._flags)
                found += 1
    assert found > 300
