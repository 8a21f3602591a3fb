"""Replace the default names of a scheme by the answers, wherever they occur."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from jindu.scaffold.scheme import BadAnswer, Question

_NAME = re.compile(r"[\w（）()·〇—\-]{2,40}")

_STREET, _COMMUNITY = "街道", "社区"
_TOWN = {
    "办事处主任": "人民政府主要负责人",
    "办事处": "人民政府",
    "工作委员会": "委员会",
    "党工委": "党委",
    "办": "政府",
    "": "",
}
"""Organ suffixes after the name of a street, and after that of a town instead."""
_VILLAGE = {
    "居民委员会": "村民委员会",
    "居委会": "村委会",
    "居民": "村民",
    "居委": "村委",
    "楼栋": "村组",
    "楼院": "村组",
    "社区党群服务中心": "村党群服务中心",
    "社区党委": "村党组织",
    "社区党组织": "村党组织",
    "社区公众号": "村公众号",
    "社区禁毒": "村禁毒",
    "社区清朗": "村里清朗",
    "同类社区": "其他村",
    "其他社区": "其他村",
    "学校与社区": "学校与村",
}
"""Words of a community, and of a village instead; 社区戒毒 and 社区康复 are terms of law."""
_COUNTY = (
    "委", "人民政府", "政府", "禁毒委", "禁毒办", "公安局", "教育局", "民政局", "司法局", "财政局",
    "人社局", "文旅局", "卫生健康局",
)  # fmt: skip
"""What follows 县 in the short name of a body of a county; 县级 is a term of law."""
_NO_TOWN = ("乡镇", "集镇", "城镇", "镇静", "镇痛")
"""Words in which 镇 is not the town of the plan."""
_BOTH = (
    "乡镇街道",
    "街道乡镇",
    "乡镇（街道）",
    "街道（乡镇）",
    "乡镇人民政府、街道办事处",
    "乡镇人民政府、城市街道办事处",
    "乡（镇）人民政府、街道办事处",
    "乡（镇）人民政府、城市街道办事处",
    "街道办事处、乡镇人民政府",
    "街道、乡镇",
    "乡镇、街道",
)
"""Words that name both kinds of place and stay unchanged, those of laws among them."""

_ORGANS = {
    "县": r"^(?:中共)?(.*?[县区市旗])(?:人民政府|政府|委员会|县委|区委|市委|委)$",
    "街道": r"^(?:中共)?(.*?(?:街道|[镇乡]|苏木))(?:办事处|党?工委|工作委员会|办|委员会|党委"
    r"|人民政府|政府)$",
    "社区": r"^(?:中共)?(.*?(?:社区|村))(?:居?民?委员会|居?委会|村民委员会|村委会|党委|党总支"
    r"|党支部|党群服务中心)$",
}
"""The name of a place before the organ that was answered instead."""
_ALIKE = {"镇": "街道", "村": "社区"}
_FULL = {
    "县": ("县区市旗盟", "县”“区”或者“市"),
    "街道": ("道镇乡木区场园会", "街道”“镇”或者“乡"),
    "镇": ("镇乡木", "镇”或者“乡"),
    "村": ("村区居查", "村”或者“社区"),
    "社区": ("区村居里坊苑园场查", "社区”或者“村"),
}
"""Last characters of the full name of a place, and what to tell."""


class Names:
    """Maps old names to new ones. Raises BadAnswer for an unknown question or an invalid name.

    A town has a 镇人民政府 where a street has a 街道办事处, and a village a 村民委员会: where
    the answer is a place of another kind than the default, its organs are renamed with it.
    ``answers`` are the names as they are used: of “河口街道办事处” 河口街道.
    """

    def __init__(self, questions: Sequence[Question], answers: Mapping[str, str]) -> None:
        defaults = {question.name: question.default for question in questions}
        for name in answers:
            if name not in defaults:
                raise BadAnswer(f"没有“{name}”这个问题；可以回答：{'、'.join(defaults)}。")
        self.answers: dict[str, str] = {}
        above: list[str] = []
        for name, default in defaults.items():
            if name in answers:
                self.answers[name] = _checked(name, default, answers[name], above)
            above.append(self.answers.get(name, default))
        given = {defaults[name]: text for name, text in self.answers.items()}
        _all_different([given.get(old, old) for old in defaults.values()])
        new = {old: text for old, text in given.items() if old != text}
        self.towns = {o: n for o, n in new.items() if _is_town(o, n)}
        self._new = self._of_towns(defaults.values()) | _of_townships(new, defaults.values())
        self._new |= _of_counties(new) | _of_villages(new, defaults.values()) | new
        words = sorted(self._new, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, words)) or r"(?!)")

    def renewed(self, text: str) -> str:
        """A text with the new names in it."""
        return self._pattern.sub(lambda match: self._new[match.group()], text)

    def post(self, unit: str, title: str) -> str:
        """The title of a post in a unit of the scheme: a town has a 镇长 where a street 主任."""
        for old, new in self._new.items():
            if unit.startswith(old) and _is_town(old, new) and unit.endswith("办事处"):
                return title.replace("主任", _head(new))
            if unit.startswith(old) and _is_township(old, new):
                return title.replace("镇长", _head(new))
        return title

    def _of_towns(self, defaults: Iterable[str]) -> dict[str, str]:
        towns = self.towns
        found = {o + before: n + after for o, n in towns.items() for before, after in _TOWN.items()}
        if towns and all(old in towns for old in defaults if old.endswith(_STREET)):
            kind = next(iter(towns.values()))[-1]
            found |= {both: both for both in _BOTH}
            found |= {_STREET + before: kind + after for before, after in _TOWN.items()}
            found |= {"党工委": "党委", "社区卫生服务中心": "卫生院"}
        return found


def organs_of(text: str) -> tuple[str, ...]:
    """Return the organs of an answer such as “中共河口街道工作委员会、河口街道办事处”."""
    organs = [organ.strip() for organ in re.split("[、，,;；]", text)]
    for organ in organs:
        if not _NAME.fullmatch(organ):
            raise BadAnswer(f"发文机关“{organ}”不像一个名称；几个机关用顿号分开。")
        if organ.endswith("支部"):
            raise BadAnswer(
                f"“{organ}”不能给有关单位发文、派任务。", "写党（工）委、政府或者办事处的全称。"
            )
    if len(set(organs)) < len(organs):
        raise BadAnswer("发文机关写了两次，删去一个。")
    return tuple(organs)


def _is_town(old: str, new: str) -> bool:
    return old.endswith(_STREET) and new.endswith(("镇", "乡", "苏木"))


def _is_township(old: str, new: str) -> bool:
    return old.endswith("镇") and new.endswith(("乡", "苏木"))


def _head(town: str) -> str:
    return "苏木达" if town.endswith("苏木") else f"{town[-1]}长"


def _of_townships(new: Mapping[str, str], defaults: Iterable[str]) -> dict[str, str]:
    """What a 乡 says where the scheme is that of a 镇."""
    old = list(defaults)
    towns = [name for name in old if name.endswith("镇")]
    if any(name.endswith(_STREET) for name in old):
        return {}
    if not towns or not all(_is_township(name, new.get(name, name)) for name in towns):
        return {}
    kind = new[towns[0]]
    short = "苏木" if kind.endswith("苏木") else kind[-1]
    kept = {both: both for both in (*_BOTH, *_NO_TOWN)}
    return kept | {"镇": short, "镇长": _head(kind)}


def _all_different(names: Sequence[str]) -> None:
    for name in names:
        if names.count(name) > 1:
            raise BadAnswer(f"“{name}”回答了两处，不同的问题要写不同的名称。")


def _checked(name: str, default: str, text: str, above: Iterable[str]) -> str:
    """Return the name of the place or organisation that an answer means."""
    text = text.strip()
    if not _NAME.fullmatch(text):
        raise BadAnswer(f"“{name}”的回答“{text}”不像一个名称；只用汉字、字母、数字和括号。")
    kind = next((kind for kind in _FULL if default.endswith(kind)), "")
    if not kind:
        return text
    for place in above:
        # “清源县河口街道” names the county once more.
        if text.startswith(place) and len(text) - len(place) > 1:
            text = text[len(place) :]
    organ = re.match(_ORGANS[_ALIKE.get(kind, kind)], text)
    text = organ[1] if organ else text
    endings, told = _FULL[kind]
    if text[-1] not in endings or text == kind:
        raise BadAnswer(f"“{name}”的回答“{text}”不是全称，要写到“{told}”。")
    return text


def _of_counties(new: Mapping[str, str]) -> dict[str, str]:
    """Short names of the bodies of a district or a city where the scheme has a county."""
    kind = next((name[-1] for old, name in new.items() if old.endswith("县")), "县")
    return {} if kind == "县" else {f"县{body}": f"{kind}{body}" for body in _COUNTY}


def _of_villages(new: Mapping[str, str], defaults: Iterable[str]) -> dict[str, str]:
    places = [old for old in defaults if old.endswith(_COMMUNITY)]
    if places and all(new.get(old, old).endswith("村") for old in places):
        return dict(_VILLAGE)
    return {}
