"""Names of places and bodies that belong to another plan."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from jindu.language.areas import areas
from jindu.language.facts import Body, Level, Place, Reading, facts
from jindu.language.facts.clauses import clause_at
from jindu.language.facts.kinds import LEVELS
from jindu.language.facts.names import ALONE
from jindu.language.scan import located
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Severity
from jindu.model.diagnostic import Level as CheckLevel
from jindu.model.plan import Basis, Plan
from jindu.model.rule import rule
from jindu.units.patterns import late


@rule(
    "TXT011",
    Severity.WARNING,
    level=CheckLevel.REVIEW,
    basis="惯例：方案里的地名、单位与本地一致",
)
def name_of_another_place(context: Context) -> Iterator[Finding]:
    """文中提到了别处的地名、单位。

    借用别处的方案，改漏一处，别处的地名就留在了正文里。“地区”“标题”“单位名录”“支部”“试点”里都没有的县区、
    乡镇街道、社区、村，派出所、卫生院，会提醒；街道的方案里写“镇政府”，柳林街道写成“柳林镇”，也会提醒。说的是
    学习别处经验、毗邻地方、外出务工的，不算；市和省是上级，不查。下一级的社区、村、学校没有列入的，合在一起提示
    一次。

    ```yaml
    方案:
      地区: 清源县柳林街道
      背景: 白石镇地处城乡结合部。  # <- TXT011
      工作基础: 学习借鉴白石镇的经验，在柳林镇设立了宣传点。  # <- TXT011
    ```

    ```yaml
    方案:
      地区: 清源县柳林街道
      背景: 柳林街道地处城乡结合部，与白石镇毗邻。
      工作基础: 学习借鉴白石镇的经验，在柳林街道设立了宣传点。
    ```
    """
    plan = context.plan
    known = _Known(plan)
    if not known.places or not plan.is_whole:
        return
    reading = facts(plan)
    seen: set[str] = set()
    below: dict[str, Place | Body] = {}
    for stray in _strays(reading, known):
        if stray.name in seen or _is_elsewhere(plan, reading, stray):
            continue
        if not stray.is_below and _beside_home(reading, known, stray):
            continue
        seen.add(stray.name)
        if stray.is_below:
            below[stray.name] = stray.fact
            continue
        hit = located(plan, stray.fact.start, stray.fact.end)
        yield Finding(hit.where, stray.message, stray.tip, range=hit.range)
    if below:
        first = next(iter(below.values()))
        hit = located(plan, first.start, first.end)
        names = "、".join(list(below)[:_SHOWN])
        yield Finding(
            hit.where,
            f"{names}{'等' if len(below) > _SHOWN else ''}在单位名录、支部、试点里都没有。",
            "本地的，列入单位名录；从别处的方案里带来的，改成本地的名称。",
            severity=Severity.INFO,
            range=hit.range,
        )


_MOST_HOMES = 4
"""Places that the name of a region has at most."""
_MOST_SOUGHT = 200
"""Unknown names that are sought in the fields at most."""
_SHOWN = 6
"""Names that a message lists."""
_SUFFIXES: Mapping[Level, tuple[str, ...]] = {
    Level.VILLAGE: ("社区", "村"),
    Level.TOWN: ("街道", "镇", "乡"),
    Level.COUNTY: ("县", "区", "市"),
}


class _Stray(NamedTuple):
    """A name that is not known to the plan, and what to say about it."""

    fact: Place | Body
    name: str
    message: str
    tip: str
    is_below: bool = False


class _Known:
    """The names that a plan knows from its fields, and its home: the places of its region."""

    def __init__(self, plan: Plan) -> None:
        overview, document = plan.overview, plan.document
        region = (overview.region if overview else None) or ""
        title = (overview.title if overview else None) or ""
        names = [region, title]
        if document:
            names += [*document.organs, *document.recipients, *document.copies]
            names += [document.printer or ""]
        for unit in plan.units:
            names += [unit.name or "", unit.short or "", *unit.aliases, str(unit.id or "")]
        for branch in plan.branches:
            names += [branch.name or "", branch.superior or "", *branch.covers]
        names += plan.pilot.sites if plan.pilot else ()
        self.text = "\n".join(names)
        self.home = (tuple(_homes(region)) or Reading(title).places)[:_MOST_HOMES]
        self.places = (*self.home, *Reading(self.text).places)
        self._names = {place.name: True for place in self.places}
        self._sought = 0

    def knows(self, name: str) -> bool:
        """Whether a field has the name; after many unknown names, all count as known."""
        if name not in self._names:
            self._sought += 1
            self._names[name] = self._sought > _MOST_SOUGHT or name in self.text
        return self._names[name]

    def at(self, level: Level) -> frozenset[str]:
        """Return the known names of a level."""
        return frozenset(place.name for place in self.places if place.level is level)

    def home_at(self, level: Level) -> tuple[Place, ...]:
        """Return the places of a level that the region names."""
        return tuple(place for place in self.home if place.level is level)


def _homes(region: str) -> Iterator[Place]:
    """Yield the places that the name of a region holds: 清源县柳林街道 is 清源县 and 柳林街道."""
    for unit, name in areas(region).items():
        suffix = unit.removeprefix("自治")
        if suffix in LEVELS:
            yield Place(0, 0, name, name.removesuffix(unit), suffix)


def _strays(reading: Reading, known: _Known) -> Iterator[_Stray]:
    yield from _misnamed(reading, known)
    yield from _organs(reading, known)
    lowest = min((place.level for place in known.home), default=None)
    cities_only = {place.suffix for place in known.home} == {"市"}
    for place in reading.places:
        if lowest is None or place.suffix == "市" or known.knows(place.name):
            continue
        # The counties of a city are below it, although 市 may also be one of them.
        if place.level < lowest or cities_only:
            if known.at(place.level):
                yield _Stray(place, place.name, "", "", is_below=True)
        elif known.home_at(place.level) or (place.level is Level.COUNTY and known.at(Level.COUNTY)):
            yield _foreign(place)
    for body in reading.bodies:
        if not body.stem or body.kind not in ALONE or known.knows(body.name):
            continue
        if body.kind in known.text and not known.knows(body.stem):
            if body.kind in _MANY:
                yield _Stray(body, body.name, "", "", is_below=True)
            else:
                yield _foreign(body)


_MANY = frozenset(("中学", "小学", "中心校", "幼儿园"))
"""Bodies of which a place has many, listed or not."""


def _foreign(fact: Place | Body) -> _Stray:
    return _Stray(
        fact,
        fact.name,
        f"“{fact.name}”在地区、标题、单位名录里都没有，像是从别处的方案里带来的。",
        "改成本地的名称；确是要写的，列入单位名录。",
    )


def _misnamed(reading: Reading, known: _Known) -> Iterator[_Stray]:
    """The region with a suffix of another kind of place: 柳林镇 for 柳林街道."""
    for home in known.home:
        others = [s for s in _SUFFIXES[home.level] if s != home.suffix]
        if home.level is Level.COUNTY and home.suffix == "市":
            continue
        for match in re.finditer(
            f"{home.stem}(?P<suffix>{'|'.join(others)})(?![村镇])", reading.text
        ):
            name = match[0]
            if not known.knows(name):
                yield _Stray(
                    Place(*match.span(), name, home.stem, match["suffix"]),
                    name,
                    f"方案适用于{home.name}，这里写成了“{name}”。",
                    f"改成“{home.name}”；说的是另一处的，列入单位名录。",
                )


_COUNTY_ORGAN = (
    r"(?:(?<![\u3400-\u9fff（(/、].)|(?<=[由在对向经按与被报受以到从].))(?:委(?![员托派])|(?:人民)?政府"
    r"|(?:财政|公安|司法|教育|民政|卫健|卫生健康)局|禁毒[办委])"
)
_WORDS = {
    (Level.TOWN, "街道"): ("本镇", "我镇", "全镇", "副镇长", "镇长"),
    (Level.TOWN, "镇"): ("本街道", "我街道", "全街道", "副乡长", "乡长"),
    (Level.TOWN, "乡"): ("本街道", "我街道", "全街道", "副镇长", "镇长"),
    (Level.VILLAGE, "社区"): (
        *("本村", "我村", "全村", "村委会", "村民委员会", "村两委", "村支书", "村民小组"),
    ),
    (Level.VILLAGE, "村"): ("本社区", "我社区", "全社区", "居委会", "居民委员会", "社区党总支"),
    (Level.COUNTY, "县"): ("我区",),
    (Level.COUNTY, "区"): ("本县", "我县", "全县"),
}
"""Level and suffix of the region → what only a region of another kind has."""
_OTHER_COUNTY = {"县": late(f"区{_COUNTY_ORGAN}"), "区": late(f"县{_COUNTY_ORGAN}")}


def _foreign_words(text: str, level: Level, suffix: str) -> Iterator[tuple[int, int]]:
    """Yield where the text has what only a region of another kind has."""
    # Plain search is several times faster than a pattern.
    for word in _WORDS.get((level, suffix), ()):
        place = text.find(word)
        while place >= 0:
            yield place, place + len(word)
            place = text.find(word, place + 1)
    if level is Level.COUNTY and suffix in _OTHER_COUNTY:
        yield from (match.span() for match in _OTHER_COUNTY[suffix].finditer(text))


def _organs(reading: Reading, known: _Known) -> Iterator[_Stray]:
    """Organs of another kind of place: 镇政府 in the plan of a street, 县委 in that of a 区."""
    for level in Level:
        homes = known.home_at(level)
        suffixes = {place.suffix for place in homes}
        every = {place.suffix for place in known.places if place.level is level}
        if len(suffixes) != 1 or suffixes != every or "乡镇" in known.text:
            continue
        (suffix,) = suffixes
        found: list[tuple[int, int]] = []
        if level is Level.TOWN:
            found += [
                (body.start, body.end)
                for body in reading.bodies
                if not (body.stem or body.kind.startswith(suffix) or body.kind in ALONE)
            ]
        found += _foreign_words(reading.text, level, suffix)
        for start, end in found:
            words = reading.text[start:end]
            if _stands_alone(reading.text, start, end) and not known.knows(words):
                yield _Stray(
                    Body(start, end, words, "", words),
                    words,
                    f"方案适用于{homes[0].name}，这里写的是“{words}”。",
                    f"改成{homes[0].name}的说法；从别处的方案里带来的，一并核对前后文。",
                )


_SEVERAL = late(
    "(?:[乡镇县区市街道）)]|居民|居委|村民|村委)[^，。；]{0,6}[、和或及（(/]$|城市$|[乡各社副]$"
)
_AND_SEVERAL = late("[、和或及（(/]{1,2}[^，。；]{0,4}(?:[乡镇街县区市]|居民|居委|村民|村委)")


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether an organ is not one of several kinds: 乡镇人民政府、街道办事处."""
    before = text[max(0, start - 8) : start]
    return not _SEVERAL.search(before) and not _AND_SEVERAL.match(text, end)


_ELSEWHERE = late(
    "学习|考察|借鉴|邀请|聘请|特邀|观摩|参观|毗邻|接壤|邻近|交界|赴|前往|来自|相?距|通往|对口|结对|协作|外出|联建|共建"
)
_AND_ELSEWHERE = late(
    "[^，。；]{0,20}(?:经验|做法|学习|考察|观摩|协作|结对|联建|共建|高速|籍)"
    "|(?:[、和与及][^，。；]{0,12}|等地?)?(?:毗邻|接壤|相邻|交界|相接|邻近)"
    "|来(?!自|源)[^，。；]{0,10}(?:务工|经商|就读|投资)|(?:等地)?(?:务工|经商|流入|警方)"
)
"""Words before or after a name that show that the text itself speaks of another place."""


_LINKS = late("(?:[与和同跟]|[东南西北][接临靠邻连至抵依与])$")
_LISTED = ("、", "和", "与", "及")


def _beside_home(reading: Reading, known: _Known, stray: _Stray) -> bool:
    """Whether a place is listed with the home itself: 白石镇、柳林街道两地."""
    text = reading.text
    return any(
        text.startswith(f"{mark}{home.name}", stray.fact.end)
        or text.endswith(f"{home.name}{mark}", 0, stray.fact.start)
        for home in known.home
        for mark in _LISTED
    )


def _is_elsewhere(plan: Plan, reading: Reading, stray: _Stray) -> bool:
    """Whether the text itself speaks of another place, or quotes the title of a document."""
    start, _ = clause_at(reading.text, stray.fact.start)
    if _ELSEWHERE.search(reading.text, start, stray.fact.start):
        return True
    if _AND_ELSEWHERE.match(reading.text, stray.fact.end):
        return True
    before = reading.text[start : stray.fact.start]
    if before.rfind("《") > before.rfind("》"):
        return True
    return isinstance(located(plan, stray.fact.start, stray.fact.end).entity, Basis)
