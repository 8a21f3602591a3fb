"""One look over all the text of a plan, shared by the rules that search it."""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Mapping
from typing import NamedTuple

from jindu.plan import Plan
from jindu.vocabulary import Thing

_PERSONS = r"(?:吸毒|戒毒|涉毒|社区康复|康复)(?:人员|者|对象)"
_HAN = r"[^\W\dA-Za-z_]"
_KINDS = {
    "identity": r"(?<![0-9A-Za-z])\d{17}[\dXx](?![0-9A-Za-z])",
    "phone": r"(?<![0-9A-Za-z])1[3-9]\d{9}(?!\d)",
    "person": rf"{_PERSONS}[：:、，,（(“]?{_HAN}(?:某{{1,2}}|[×XxＸ*＊]{{1,2}})"
    rf"|{_PERSONS}(?:姓名|名叫|叫)[：:]?{_HAN}{{2,3}}",
    "placeholder": rf"[XxＸ×*＊]{{2,}}(?={_HAN})|(?<={_HAN})[XxＸ×]{{2,}}"
    r"|[XxＸ×](?=[年月日万元镇乡村人%])|待定|待补充?|待填|待确定|另行补充|此处填写|请填写"
    rf"|某某|(?<!{_HAN})某(?=[街镇乡县区市社村局所])|……|\.{{4,}}|_{{2,}}|〔\s*〕|（\s*）"
    r"|<[^<>]{1,12}>|\?{2,}|？{2,}",
}
_NEEDLES = {
    "identity": re.compile(r"\d{11}"),
    "phone": re.compile(r"\d{11}"),
    "person": re.compile(rf"{_PERSONS}.{{0,2}}(?:[某×XxＸ*＊]|姓名|名?叫)"),
    "placeholder": re.compile(
        r"[XxＸ×*＊某_<?？]|待[定补填确]|另行补充|填写|…|\.{4}|〔\s*〕|（\s*）"
    ),
}
"""What has to be there for a search to be worth its time (compiling it included): most plans
have none of it."""


class Hit(NamedTuple):
    """A stretch of text that was found, and where it stands."""

    thing: Thing
    attribute: str
    text: str
    match: str


@functools.lru_cache(maxsize=2)
def scan(plan: Plan) -> Mapping[str, tuple[Hit, ...]]:
    """What was found, by kind: identity, phone, person, placeholder; in the order of the text."""
    starts: list[int] = []
    position = 0
    for _, _, text in plan.texts:
        starts.append(position)
        position += len(text) + 1
    joined = "\n".join(text for _, _, text in plan.texts)
    found: dict[str, tuple[Hit, ...]] = {}
    for kind, pattern in _KINDS.items():
        hits = []
        for match in re.finditer(pattern, joined) if _NEEDLES[kind].search(joined) else ():
            thing, attribute, text = plan.texts[bisect.bisect_right(starts, match.start()) - 1]
            hits.append(Hit(thing, attribute, text, match.group()))
        found[kind] = tuple(hits)
    return found
