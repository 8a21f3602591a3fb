"""Replace the default names of a scheme by the answers, wherever they occur."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from jindu.scaffold.scheme import BadAnswer, Question

_NAME = re.compile(r"[\w（）()·〇—\-]{2,40}")

_STREET, _COMMUNITY = "街道", "社区"
_TOWN = {"办事处": "人民政府", "工作委员会": "委员会", "党工委": "党委", "办": "政府", "": ""}
"""Organ suffixes after the name of a street, and after that of a town instead."""
_VILLAGE = {"居民委员会": "村民委员会", "居委会": "村委会", "居民": "村民"}
_BOTH = ("乡镇街道", "街道乡镇", "乡镇（街道）", "街道（乡镇）")
"""Words that name both kinds of place and stay unchanged."""


class Names:
    """Maps old names to new ones. Raises BadAnswer for an unknown question or an invalid name.

    A town has a 镇人民政府 where a street has a 街道办事处, and a village a 村民委员会: where
    the answer is a place of another kind than the default, its organs are renamed with it.
    """

    def __init__(self, questions: Sequence[Question], answers: Mapping[str, str]) -> None:
        defaults = {question.name: question.default for question in questions}
        for name in answers:
            if name not in defaults:
                raise BadAnswer(f"没有“{name}”这个问题；可以回答：{'、'.join(defaults)}。")
        given = {defaults[name]: _checked(name, text) for name, text in answers.items()}
        _all_different([given.get(old, old) for old in defaults.values()])
        new = {old: text for old, text in given.items() if old != text}
        self._new = {**_of_towns(new, defaults.values()), **_of_villages(new, defaults.values())}
        self._new |= new
        words = sorted(self._new, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, words)) or r"(?!)")

    def renewed(self, text: str) -> str:
        """A text with the new names in it."""
        return self._pattern.sub(lambda match: self._new[match.group()], text)


def _all_different(names: Sequence[str]) -> None:
    for name in names:
        if names.count(name) > 1:
            raise BadAnswer(f"“{name}”回答了两处，不同的问题要写不同的名称。")


def _checked(name: str, text: str) -> str:
    text = text.strip()
    if not _NAME.fullmatch(text):
        raise BadAnswer(f"“{name}”的回答“{text}”不像一个名称；只用汉字、字母、数字和括号。")
    return text


def _of_towns(new: Mapping[str, str], defaults: Iterable[str]) -> dict[str, str]:
    towns = {o: n for o, n in new.items() if o.endswith(_STREET) and n.endswith(("镇", "乡"))}
    found = {o + before: n + after for o, n in towns.items() for before, after in _TOWN.items()}
    if towns and all(old in towns for old in defaults if old.endswith(_STREET)):
        kind = next(iter(towns.values()))[-1]
        found |= {both: both for both in _BOTH}
        found |= {_STREET + before: kind + after for before, after in _TOWN.items()}
        found["党工委"] = "党委"
    return found


def _of_villages(new: Mapping[str, str], defaults: Iterable[str]) -> dict[str, str]:
    places = [old for old in defaults if old.endswith(_COMMUNITY)]
    if places and all(new.get(old, old).endswith("村") for old in places):
        return dict(_VILLAGE)
    return {}
