"""Read amounts of money: what each is of, for which years, and for how many."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from jindu.language.facts.clauses import lead
from jindu.language.facts.kinds import Capitals, Change, Money, Scope
from jindu.language.facts.numbers import PIECES, Number, number
from jindu.units.patterns import late

_PIECE = "|".join(sorted(PIECES, key=len, reverse=True))
_AFTER_BARE = late(r"左右|以[上下内]|[，。；、）)：\s\"”]|$")
"""What may follow 12万 where 元 is left out; anything else may be a unit of its own."""
_NO_MONEY = late("元[旦素宵月帅老首勋件器]")
_VAGUE_BEFORE = ("几", "数", "上", "近", "约", "余", "超", "过", "满", "足", "达到", "下")
_TOTAL = late(
    "(?:总(?:投入|投资|预算|经费|费用|资金|金额|支出|额|计)?|共计?|合计|累计)"
    "(?:需要?|投入|投资|预算|安排|筹措|筹集|使用|支出|资金|经费|费用|金额|达到?|[为是约])*$"
)
_YEARLY = late("(?:每年度?|年均|逐年|(?<!第)一年|各年度?|按年)(?!.*[共总合累])")
_PRICE = late(
    rf"(?:每一?(?P<per>{_PIECE}|天|日|月|季度?|周)(?:每(?P<and>{_PIECE}|天|日|月|年))?|(?P<mean>人均|户均)"
    r"|(?P<price>单价))[^，。；\d]{0,8}$"
)
_FOR_EACH = late(rf"[/／每](?P<per>{_PIECE}|天|日|月|年)(?:[/／·每](?P<and>{_PIECE}|天|日|月|年))?")
_YEARS = late(
    r"(?<![第每前后近过头\d])(?P<years>[一二两三四五六七八十]|[1-9]\d?)年(?![底末初级度前])"
)
_WHEN = late(
    r"第(?P<nth>[一二三四五])年度?|(?P<first>首年)|(?<!\d)(?P<year>20\d\d)年度?(?![底末]?[前至到—])"
)
_ROUGH = late(
    "(?:约|大约|近|将近|超过?|不超过|不低于|不少于|不高于|至少|最多|最高|上限|以上)[^，。；\\d]{0,2}$"
)
_ROUGH_AFTER = late("左右|上下|以[上下内]|[余多]")
_RANGE = late(r"\s?[至到~～—–-]\s?\d")
_RANGE_BEFORE = late(r"[\d元万]\s?[至到~～—–-]\s?$")


def money(text: str, found: Sequence[Number]) -> Iterator[Money]:
    """Yield the amounts among the numbers of a text; ranges (3万元～5万元) are passed over."""
    for token in found:
        if token.unit == "元":
            if _NO_MONEY.match(text, token.body) or _is_word(text, token):
                continue
        elif token.unit or not (
            _is_bare_amount(text, token) or text[token.start - 1 : token.start] in ("¥", "￥")
        ):
            continue
        if _RANGE.match(text, token.end) or _RANGE_BEFORE.search(
            text, max(0, token.start - 3), token.start
        ):
            continue
        yield _amount(text, token)


def _is_word(text: str, token: Number) -> bool:
    """Whether the number belongs to a word or is vague: 城乡二元, 几百元, 十元店."""
    if text[token.start].isdigit():
        return False
    before = text[max(0, token.start - 1) : token.start]
    return before in _VAGUE_BEFORE or (token.body - token.start == 1 and before not in ("每", "费"))


def _is_bare_amount(text: str, token: Number) -> bool:
    last = text[token.end - 1]
    return (
        last in "万亿" and text[token.start].isdigit() and bool(_AFTER_BARE.match(text, token.end))
    )


def _amount(text: str, token: Number) -> Money:
    before = lead(text, token.start)
    price = _PRICE.search(before)
    each = _FOR_EACH.match(text, token.end)
    yearly = _YEARLY.search(before) is not None
    per: tuple[str, ...] = ()
    if each and each["per"] == "年" and not each["and"]:
        yearly = True
    elif each:
        per = tuple(filter(None, (each["per"], each["and"])))
    elif price:
        per = tuple(filter(None, (price["per"], price["and"])))
        if price["mean"]:
            per = ("人" if price["mean"] == "人均" else "户",)
    years = _YEARS.search(before)
    scope = Scope.PLAIN
    if per or price:
        scope = Scope.PRICE
    elif _TOTAL.search(before):
        scope = Scope.TOTAL
    elif yearly:
        scope = Scope.YEARLY
    rough = (
        token.rough
        or _ROUGH.search(before) is not None
        or _ROUGH_AFTER.match(text, token.end) is not None
    )
    span = int(number(years["years"]) or 0) if years else 0
    end = each.end() if each else token.end
    return Money(
        token.start, end, token.value, scope, per, span, when(text, token.start), rough,
        _step(text, token), before,
    )  # fmt: skip


def when(text: str, start: int) -> int:
    """Return the year that the words before ``start`` name: 1 for 第一年, 2026, 0 for none."""
    before = re.split("[。；;\n）)]", text[max(0, start - 24) : start])[-1]
    here = re.split("[，、：:]", before)
    named = _WHEN.search(here[-1])
    if named is None and len(here) > 1:
        named = _WHEN.fullmatch(here[-2].removeprefix("其中").removesuffix("中"))
    if named is None:
        return 0
    if named["first"]:
        return 1
    return int(named["year"] or number(named["nth"]) or 0)


def _step(text: str, token: Number) -> Decimal:
    """Return the value of the last written digit: 1,000 for 3.8万元."""
    words = text[token.start : token.body]
    factor = Decimal(1)
    if words[-1] in "万亿":
        factor = Decimal(10**4 if words[-1] == "万" else 10**8)
    decimals = len(words.rstrip("万亿千百十").partition(".")[2])
    return factor.scaleb(-decimals)


_CAPITAL = "壹贰叁肆伍陆柒捌玖"
_CAPITALS = late(
    rf"[{_CAPITAL}零拾][{_CAPITAL}零拾佰仟万亿]{{0,24}}[元圆](?P<rest>[{_CAPITAL}零角分]{{0,6}})整?"
)
_PLAIN = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")


def capitals(text: str) -> Iterator[Capitals]:
    """Yield the amounts in capital numerals; malformed ones are passed over."""
    for match in _CAPITALS.finditer(text):
        whole = re.split("[元圆]", match[0])[0].translate(_PLAIN)
        value = number(whole)
        rest = match["rest"].translate(_PLAIN)
        cents = re.fullmatch("零?(?:(.)角)?零?(?:(.)分)?", rest)
        if value is None or cents is None:
            continue
        for digit, factor in zip(cents.groups(), ("0.1", "0.01"), strict=True):
            value += (number(digit) or 0) * Decimal(factor) if digit else 0
        yield Capitals(match.start(), match.end(), value)


_UP_DOWN = "提高|提升|上升|增长|增加|降低|下降|减少|压缩"
_NUMBER = r"(?<!\d)\d++(?:,\d{3}){0,8}(?:\.\d++)?"
# A plain string: few texts state a change. That of each year (年均) does not follow from the ends.
_CHANGE = (
    rf"[由从](?:20\d\d年[底末]?的?)?(?P<first>{_NUMBER})(?P<unit>[%％]|[^\d，。；%％]{{1,3}}?)"
    rf"(?:{_UP_DOWN}|升|降)?[到至为](?P<last>{_NUMBER})(?P=unit)(?:以上|以下)?"
    rf"[，,（(](?![^，。；\d]{{0,3}}[均平逐每])[^，。；\d]{{0,4}}?(?:{_UP_DOWN})了?约?(?P<change>{_NUMBER})"
    r"(?P<by>个百分点|[%％]|[^\d，。；）)]{1,3})[）)]?"
)
_CHANGED = late(rf"(?:{_UP_DOWN})了?约?\d")


def changes(text: str) -> Iterator[Change]:
    """Yield the changes of a value whose extent is stated."""
    if not _CHANGED.search(text):
        return
    for match in re.finditer(_CHANGE, text):
        first, last, stated = (
            Decimal(match[name].replace(",", "")) for name in ("first", "last", "change")
        )
        unit, by = match["unit"].replace("％", "%"), match["by"].replace("％", "%")
        step = Decimal(1).scaleb(-len(match["change"].partition(".")[2]))
        yield Change(match.start(), match.end(), first, last, stated, unit, by, step)
