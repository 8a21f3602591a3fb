"""Find the numbers in a text that count drug users, their families or suspects.

The nearest word decides whom a number counts: the following one in “2名戒毒人员”, the
preceding one in “戒毒人员2名”, the last counted group in “其中未成年人2人”. Numbers of staff
and units, and those of scoring rules or the law, are no such counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from jindu.language.folding import fold
from jindu.language.persons import CONCERNED, CONCERNS, STAFF, WORK
from jindu.units.patterns import late

_NUMERALS = "一二两三四五六七八九十百壹贰叁肆伍陆柒捌玖拾俩仨"
_NOT_BEFORE = f"{_NUMERALS}〇零千万亿第初星期周礼统同唯专任之逐某"
_UNIT = (
    "名(?![册单称录义额次字])|人(?![次均才民口大工天日生类文力员防])|人(?=口为)|位(?![置于次])"
    "|户(?![籍口外])|例(?![会行如外])|起(?![草步止诉点来])|件(?![数实好大事]|宣传)|个(?![百月小别案体性]|工作)"
    r"|[男女](?=[\d一二两三四，、。；）)]|$)"
)
_OPEN = "[“\"‘'「『（(【\\[]"
_CLOSE = "[”\"’'」』）)】\\]]"
_COUNT = (
    r"(?!一起(?![涉贩吸制种案毒刑容]))(?P<count>(?<![\d.第/])(?<!\d[:：])\d{1,7}(?![\d%％‰.]|,\d)"
    rf"|(?<![{_NOT_BEFORE}\d])[{_NUMERALS}]{{1,5}}(?![{_NUMERALS}〇零千万亿]))"
    rf"(?P<close>{_CLOSE})? ?(?P<unit>{_UNIT})?"
)
_TOKEN = late(
    rf"(?P<person>{CONCERNED})|(?P<work>{WORK})|(?P<staff>{STAFF})|(?P<about>{CONCERNS})"
    rf"|(?P<clause>[，,？?])|(?P<sentence>[。；;！!\n])|{_COUNT}"
)
_CLUE = late("毒|复吸|康|戒|药物|美沙酮|尿检|脱失|失联|管控|帮教|(?:服务|帮扶)对象|瘾")
"""Any text about such persons contains one of these."""

_RULE_BEFORE = late(
    "(?:(?:至少|最少|不少于)[^，。；、\\d]{0,4}|N名[^，。；、]{0,8}"
    "|每(?![年月季周半天日次村社镇街])[^，。；、]{0,8}|不低于|不得少于|不超过|不得超过|不多于|不高于|少于"
    "|超过|低于|高于|多于|大于|小于|任何|任一|无|没有|未有|不(?:再|新)?(?:出现?|发生|新增|增加|产生|让|使)"
    "|哪怕|不漏|不落|不丢|不少|零|凡有?|如有|若有|同一?|另)(?:出现|发现|发生|新增|有|增加|减少)?$"
)
"""Words before a number that make it part of a rule."""
_PAIRED = late("[^，。；、]{0,8}(?:包保|包联|联系|结对|帮扶|帮教|对接|负责)$")
"""Words that pair staff and persons in a rule, as in 每两名社工包保一名吸毒人员."""
_AREA = late("社区|[村镇乡]|街道|小区")
_RULE_AFTER = late(
    "(?:不[漏落少掉]|[^。；，]{0,14}奖励|吸毒[，,]?全家|[及或]?以[上下内]|及其?以上|之内"
    "|[一1]?[档策案表卡岗责组](?![件例])|一次?[档组]"
    "|[^。；，]{0,14}[，,]?[^。；，]{0,4}(?:扣|[加得记计减])[^。；，]{0,4}[\\d一二三四五六七八九十.]+分"
    "|[^。；，]{0,14}[，,]?[^。；，]{0,8}(?:否决|取消[^。；，]{0,6}资格|不得评|降[一1]?[级档]))"
)
"""Words after the unit that make a number part of a rule."""
_PART = late(
    "(?:其中|另|还有|包括|包含|含|共|合计|总计|计|均|分别|仅|只有?|数|现有|目前|已|有|新增|新发现|减|增|降"
    "|由|从|较|比|男|女|未成年|上年|去年|今年|本地|外地|外省)"
)
"""Words that introduce a part or sum of the group counted last."""
_REFERS_BACK = late(
    "(?:其中|共|合计|总计|均|分别|仅|只有|包括|现有|目前|上述|这些"
    f"|(?:[今去上当本]年|[上下]半年|期[内末]|年底)?(?:净?新?增加?|新发现|新查获|减少)(?=[\\d{_NUMERALS}]))"
)
"""Words by which a sentence continues to speak of the persons of the previous one."""
_BARE = late(
    r"(?:[（(][人名户例][）)]|[：:为是共计有达仅数男女至到由从=≈→|]|人数|总数|约)[ ]?" rf"{_OPEN}?$"
)
_OPENED = late(r"(?:[“\"‘'「『]|[\u4e00-\u9fff] ?[（(【\[])$")
"""An opening mark before a number; （2） at the start of a text numbers a heading."""
_ENDS = late(r"\s?(?:[，,。；;、）)\n]|$|[减增降升]|[（(][人名户例位][）)])")
_RANGE = late(rf"\s?(?:[至到~～\-]|-{{2}})\s?[\d{_NUMERALS}]")
_PARTS = late("[，,：:；（(]?(?:其中|包括|含|分别|[：:（(])")
"""Words that lead from a sum to its parts."""
_CONTEXT = 16
"""Characters before and after a count that are searched for what it counts."""
_CUT = late("[，,。；;、）)：:\n和与及]")


class Count(NamedTuple):
    """A number of persons at ``text[start:end]``, and its value."""

    start: int
    end: int
    value: int


def person_counts(text: str, in_context: bool = False) -> list[Count]:
    """Return all counts of such persons, small or not, in text order.

    ``in_context`` tells that the text belongs to an entity which names such persons.
    """
    folded = fold(text)
    if not in_context and not _CLUE.search(folded.text):
        return []
    return [
        Count(*folded.place(count.start, count.end), count.value)
        for count in _counts(folded.text, in_context)
    ]


class _Reading:
    """Whom the text speaks of, while it is read from left to right."""

    def __init__(self, in_context: bool) -> None:
        self.nearest = "person" if in_context else ""
        self.nearest_end = -1
        self.counted = in_context
        self.mentioned = in_context
        self.in_context = in_context
        self.clause = 0
        self.last_count: Count | None = None
        self.first = True

    def next_clause(self, end: int) -> None:
        self.nearest, self.clause = "", end

    def next_sentence(self, text: str, end: int) -> None:
        """Keep the subject only if the sentence refers back to it or the entity names it."""
        continues = self.in_context or (
            text[end - 1] != "\n" and bool(_REFERS_BACK.match(text, end))
        )
        self.counted = self.counted and continues
        self.mentioned = self.mentioned and continues
        self.next_clause(end)

    def note(self, kind: str, end: int) -> None:
        self.nearest, self.nearest_end = kind, end
        if kind == "person":
            self.mentioned = True
        elif kind in ("staff", "work"):
            self.counted = self.mentioned = False


def _counts(text: str, in_context: bool) -> Iterator[Count]:
    """Yield the counts in a folded text."""
    tokens = list(_TOKEN.finditer(text))
    state = _Reading(in_context)
    waiting: list[Count] = []
    for place, token in enumerate(tokens):
        kind = token.lastgroup
        if kind == "sentence":
            state.next_sentence(text, token.end())
            waiting = []
        elif kind == "clause":
            state.next_clause(token.end())
        elif kind in ("count", "close", "unit"):
            value = _value(token["count"])
            if not value:
                continue
            count = Count(*token.span("count"), value)
            if _counts_persons(text, token, tokens, place, state):
                yield from waiting
                yield count
                state.counted, state.nearest, waiting = True, "person", []
            elif _is_continued(text, token, state):
                waiting = [count]
            else:
                waiting = []
            state.last_count = count._replace(end=token.end())
        else:
            state.note(kind or "", token.end())


def _is_continued(text: str, token: re.Match[str], state: _Reading) -> bool:
    """Return whether the next number tells what this one counts: 共12人，其中戒毒人员3人."""
    if token["unit"] is None:
        return _RANGE.match(text, token.end()) is not None
    return state.nearest == "" and _PARTS.match(text, token.end()) is not None


def _counts_persons(
    text: str,
    token: re.Match[str],
    tokens: Sequence[re.Match[str]],
    place: int,
    state: _Reading,
) -> bool:
    """Return whether a number counts such persons."""
    last = state.last_count
    begin = max(state.clause, token.start() - _CONTEXT, last.end if last else 0)
    before = text[begin : token.start()]
    if _RULE_BEFORE.search(before) or _RULE_AFTER.match(text, token.end()):
        return False
    if last and token["count"] in ("1", "一") and _PAIRED.match(before):
        return False
    if token["unit"] == "个" and before.endswith("等") and _AREA.match(text, token.end()):
        return False
    opened = _OPENED.search(before) is not None
    unit = token["unit"] if opened or token["close"] is None else None
    linked = _LINK.fullmatch(text, max(state.nearest_end, 0), token.start()) is not None
    if unit is None:
        bare = _BARE.search(before) or (linked and state.nearest == "person")
        joined = place and tokens[place - 1].end() == token.start()
        if not (bare or (joined and tokens[place - 1]["unit"] != "个")):
            return False
        end = token.end() if opened else token.end("count")
        return state.nearest in ("person", "about") and bool(_ENDS.match(text, end))
    head = _head(text, token, tokens, place)
    if head is not None and not (linked and _beside(token, head, state)):
        apart = head.start() - token.end()
        if unit == "个" and apart > 2:
            return False
        return head.lastgroup in ("person", "about")
    if unit == "个":
        ends = _ENDS.match(text, token.end()) is not None
        return state.nearest == "person" and linked and ends
    if state.nearest:
        return state.nearest in ("person", "about")
    if state.counted:
        return len(before) <= _SHORT or _PART.match(text, state.clause) is not None
    return state.mentioned and _PART.match(text, state.clause) is not None


_SHORT = 8
"""Characters that may name a part without a word that introduces it."""


def _beside(token: re.Match[str], head: re.Match[str], state: _Reading) -> bool:
    """Return whether a number directly follows what it counts: 戒毒人员3人担任志愿者."""
    return state.nearest in ("person", "staff") and head.start() != token.end()


_LINK = late(rf"(?:[数量的共计总有为是达仅约中 ：:=≈→|\-]|{_OPEN}){{0,6}}")


def _head(
    text: str, token: re.Match[str], tokens: Sequence[re.Match[str]], place: int
) -> re.Match[str] | None:
    """Return the word after a count that tells whom it counts."""
    cut = _CUT.search(text, token.end(), token.end() + _CONTEXT)
    end = cut.start() if cut else token.end() + _CONTEXT
    for other in tokens[place + 1 : place + 4]:
        if other.start() >= end or other["count"] is not None:
            return None
        if other.lastgroup in ("person", "work", "staff", "about"):
            return other
    return None


_DIGITS = {numeral: value for value, numeral in enumerate("一二三四五六七八九", 1)} | {
    "两": 2,
    "俩": 2,
    "仨": 3,
}
_PLAIN = str.maketrans("壹贰叁肆伍陆柒捌玖拾", "一二三四五六七八九十")


def _value(words: str) -> int | None:
    """Return the value of digits or of Chinese numerals below a thousand; None if malformed."""
    if words.isdecimal():
        return int(words)
    value, hundreds = 0, words.translate(_PLAIN).split("百")
    if len(hundreds) > 2 or (len(hundreds) == 2 and hundreds[0] not in _DIGITS):
        return None
    if len(hundreds) == 2:
        value = 100 * _DIGITS[hundreds[0]]
    tens = hundreds[-1].split("十")
    if len(tens) > 2 or any(part and part not in _DIGITS for part in tens):
        return None
    if len(tens) == 2:
        value += 10 * _DIGITS.get(tens[0], 1)
    return value + _DIGITS.get(tens[-1], 0)
