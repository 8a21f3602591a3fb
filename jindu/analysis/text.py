"""One look over all the text of a plan, shared by the rules that search it."""

from __future__ import annotations

import bisect
import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from jindu.diagnostic import Where
from jindu.plan import Plan
from jindu.vocabulary import Thing

_PERSONS = r"(?:吸毒|戒毒|涉毒|社区康复|康复)(?:人员|者|对象)"
_HAN = r"[^\W\dA-Za-z_]"


class Search(NamedTuple):
    """A pattern, and words of which one has to be there for the search to be worth its time.

    Most plans have none of them; then the pattern is not even compiled.
    """

    pattern: str
    needles: tuple[str, ...]


_ELEVEN_DIGITS = re.compile(r"\d{11}")
_NUMBERS = {
    "identity": r"(?<![0-9A-Za-z])\d{17}[\dXx](?![0-9A-Za-z])",
    "phone": r"(?<![0-9A-Za-z])1[3-9]\d{9}(?!\d)",
}
_SEARCHES = {
    "person": Search(
        rf"{_PERSONS}[：:、，,（(“]?{_HAN}(?:某{{1,2}}|[×XxＸ*＊]{{1,2}})"
        rf"|{_PERSONS}(?:姓名|名叫|叫)[：:]?{_HAN}{{2,3}}",
        (*"某×XxＸ*＊", "姓名", "叫"),
    ),
    "placeholder": Search(
        rf"[XxＸ×*＊]{{2,}}(?={_HAN})|(?<={_HAN})[XxＸ×]{{2,}}"
        r"|[XxＸ×](?=[年月日万元镇乡村人%])|待定|待补充?|待填|待确定|另行补充|此处填写|请填写"
        rf"|某某|(?<!{_HAN})某(?=[街镇乡县区市社村局所])|……|\.{{4,}}|_{{2,}}|〔\s*〕|（\s*）"
        r"|<[^<>]{1,12}>|\?{2,}|？{2,}",
        (
            *("待定", "待补", "待填", "待确定", "另行补充", "填写", "……", "....", "〔〕", "〔 "),
            *("（）", "（ ", "**", *"XxＸ×＊某<_？?"),
        ),
    ),
    "minors": Search(
        r"(?:拍摄|录制|摄制|照片|视频|影像|肖像)[^。；]{0,12}(?:学生|未成年人|儿童|青少年|孩子)"
        r"|(?:学生|未成年人|儿童|青少年|孩子)[^。；]{0,12}(?:拍摄|录制|摄制|照片|视频|影像|肖像)",
        ("拍摄", "录制", "摄制", "照片", "视频", "影像", "肖像"),
    ),
    "filmed": Search(
        rf"(?:纪实片|专题片|宣传片|短片|拍摄|录制|采访)[^。；]{{0,16}}{_PERSONS}"
        rf"|{_PERSONS}[^。；]{{0,16}}(?:纪实片|专题片|宣传片|短片|拍摄|录制|采访|现身说法)",
        ("纪实片", "专题片", "宣传片", "短片", "拍摄", "录制", "采访", "现身说法"),
    ),
    "secret": Search(
        r"绝密|机密|秘密级|内部资料|线人|卧底|特情|侦查手段|技侦|布控|抓捕方案",
        ("绝密", "机密", "秘密级", "内部资料", "线人", "卧底", "特情", "侦", "布控", "抓捕"),
    ),
    "discrimination": Search(
        rf"(?:禁止|不得|不予|不准|取消|剥夺|限制)[^，。；]{{0,6}}{_PERSONS}[^，。；]{{0,10}}"
        r"(?:就业|入学|上学|入住|租房|低保|救助|参加|享受|评选)|瘾君子|毒鬼|毒虫|败类",
        ("禁止", "不得", "不予", "不准", "取消", "剥夺", "限制", "瘾君子", "毒鬼", "毒虫", "败类"),
    ),
    "lost": Search(
        r"(?<![体强保])健机制|(?<!最后)(?<!最初)一公里"
        r"|党建[ ]+禁毒|[，。；、]{2,}|“”",
        ("健机制", "一公里", "党建 ", "，，", "。。", "；；", "、、", "，。", "；。", "、。", "“”"),
    ),
    "terms": Search(
        r"(?:社区戒毒|强制隔离戒毒|社区康复)的?(?:期限)?[为是]?[^，。；年]{0,4}?"
        r"(?:\d+|[一二两三四五六])[ ]?年",
        ("社区戒毒", "强制隔离", "社区康复"),
    ),
    "principle": Search(
        r"预防为主[^。；]{0,40}?(?:并举|方针)|禁[种制贩吸][、，和]禁[种制贩吸][^。；]{0,12}",
        ("预防为主", "禁种", "禁制", "禁贩", "禁吸"),
    ),
    "promise": Search(
        r"零毒品|零吸毒|零贩毒|零制毒|零复吸|彻底(?:根除|消除|杜绝|清除|铲除)|万无一失"
        r"|绝不(?:发生|出现|反弹)|100[%％]以上|百分之百(?:戒断|成功)|杜绝一切",
        ("零", "彻底", "万无一失", "绝不", "100", "百分之百", "杜绝一切"),
    ),
    "range": Search(
        r"(?<![\d.])\d+(?:\.\d+)?[-—~～至]\d+(?:\.\d+)?[%％]"
        r"|(?<![\d.\-])\d+(?:\.\d+)?[-—~～]\d+(?:\.\d+)?(?:万元|亿元)|[０-９]+",
        ("%", "％", "万元", "亿元", *"０１２３４５６７８９"),
    ),
    "date": Search(
        r"(?<![\d.])(?:19|20)\d\d[./]\d{1,2}(?:[./]\d{1,2})?(?![\d.])|(?<![\d.])6[.。]26(?![\d.])",
        ("6.26", "6。26", "20"),
    ),
    "outdated": Search(
        r"强制戒毒办法|全国人民代表大会常务委员会关于禁毒的决定|劳动教养|劳教|卫生和计划生育"
        r"|社会治安综合治理委员会",
        ("强制戒毒办法", "禁毒的决定", "劳动教养", "劳教", "计划生育", "社会治安综合治理委员会"),
    ),
    "numbered": Search(r"附件[ ]?[0-9０-９一二三四五六七八九十]+(?![号页并同起律])", ("附件",)),
    "apportioned": Search(
        r"(?:每户|每人|每家|按户|按人|人均|户均|每名党员)[^，。；]{0,8}\d+[^，。；]{0,4}元",
        ("每户", "每人", "每家", "按户", "按人", "人均", "户均", "每名党员"),
    ),
}
"""What is looked for, by kind; the rules say what it means."""


class Hit(NamedTuple):
    """A stretch of text that was found, and where it stands."""

    thing: Thing
    attribute: str
    text: str
    match: str

    @property
    def where(self) -> Where:
        """Its place, down to the item where the field is a list."""
        at, value = self.thing.at(self.attribute), getattr(self.thing, self.attribute)
        return (*at, value.index(self.text)) if isinstance(value, tuple) else at


@functools.cache
def _needles() -> tuple[re.Pattern[str], Mapping[str, tuple[str, ...]]]:
    """One pattern for all needles, longest first, and the kinds each is of."""
    kinds: dict[str, tuple[str, ...]] = {}
    for kind, search in _SEARCHES.items():
        for needle in search.needles:
            kinds[needle] = (*kinds.get(needle, ()), kind)
    words = sorted(kinds, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words))), kinds


@functools.lru_cache(maxsize=2)
def scan(plan: Plan) -> Mapping[str, tuple[Hit, ...]]:
    """What was found, by kind, in the order of the text; a kind of which nothing is may lack."""
    joined = "\n".join(text for _, _, text in plan.texts)
    starts = list(itertools.accumulate((len(text) + 1 for _, _, text in plan.texts), initial=0))
    needles, kinds = _needles()
    places: dict[str, set[int]] = {}
    for match in needles.finditer(joined):
        place = bisect.bisect_right(starts, match.start()) - 1
        for kind in kinds[match.group()]:
            places.setdefault(kind, set()).add(place)
    found = {
        kind: tuple(_hits(plan, sorted(places[kind]), search.pattern))
        for kind, search in _SEARCHES.items()
        if kind in places
    }
    if _ELEVEN_DIGITS.search(joined):
        for kind, pattern in _NUMBERS.items():
            found[kind] = tuple(_hits(plan, range(len(plan.texts)), pattern))
    return found


def _hits(plan: Plan, places: Iterable[int], pattern: str) -> Iterator[Hit]:
    search = re.compile(pattern, re.MULTILINE)
    for place in places:
        thing, attribute, text = plan.texts[place]
        for match in search.finditer(text):
            yield Hit(thing, attribute, text, match.group())


def hits(plan: Plan, kind: str) -> tuple[Hit, ...]:
    """What was found of one kind."""
    return scan(plan).get(kind, ())
