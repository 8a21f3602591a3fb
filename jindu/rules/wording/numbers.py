"""Numbers and dates in official style."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator

from jindu.language.scan import Hit, hits
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.rule import rule
from jindu.units.patterns import late

_WIDE = late("[０-９]")

_ROUGHLY = late("大约|将近|约|近")


@rule("TXT007", Severity.INFO, level=Level.REVIEW, basis="惯例：出版物上数字的通行用法")
def irregular_number_style(context: Context) -> Iterator[Finding]:
    """数字的写法不规范。

    用半角数字；表示范围时，前后两个数都带百分号、都带“万元”，连接号用“～”或者“—”。界限只写一次：
    “不低于90%以上”“至少20场以上”“约20场左右”“近百余人”都把一层意思说了两遍。

    ```yaml
    方案:
      背景: 知晓率在70-80%之间，共有网格１２个。  # <- TXT007
      工作基础: 每年至少开展20场以上宣传，近百余名党员参加。  # <- TXT007
    ```

    ```yaml
    方案:
      背景: 知晓率在70%～80%之间，共有网格12个。
      工作基础: 每年至少开展20场宣传，100余名党员参加。
    ```
    """
    plan = context.plan
    secret = {hit.where for kind in ("identity", "phone") for hit in hits(plan, kind)}
    for hit in hits(plan, "range"):
        if hit.where in secret:
            continue  # Reported by CMP001 and CMP002, which do not show it.
        is_wide = not hit.match.isascii() and hit.match.isdigit()
        right = _WIDE.sub(lambda match: str(int(match.group())), hit.match) if is_wide else None
        yield Finding(
            hit.where,
            f"“{hit.match}”的写法不规范。",
            f"改成半角数字“{right}”。"
            if is_wide
            else "前后两个数都写单位，如“70%～80%”“5万元～8万元”。",
            replacement=right,
            range=hit.range,
        )
    for hit in hits(plan, "bound"):
        right = _single_bound(hit.match)
        yield Finding(
            hit.where,
            f"“{hit.match}”把界限说了两遍。",
            f"只说一遍，写成“{right}”。",
            replacement=right,
            safe=False,
            range=hit.range,
        )


def _single_bound(words: str) -> str:
    """Return a bound that is stated twice, stated once."""
    if words.endswith("余") or (_ROUGHLY.match(words) and words.endswith("以上")):
        return _ROUGHLY.sub("", words, count=1)
    return words[:-2]


@rule(
    "TXT008",
    Severity.INFO,
    level=Level.REVIEW,
    basis="惯例：日期写法同成文日期（GB/T 9704—2012第7.3.5.4条：阿拉伯数字，月、日不编虚位）",
)
def irregular_date_style(context: Context) -> Iterator[Finding]:
    """正文里的日期写法不规范。

    公文里的日期写成“2026年6月26日”，年份写四位，月、日前面不补零，不用汉字，国际禁毒日写成“6·26”。
    版本号（“2026.1版”）、金额和比例（“2026.5万元”“占6.26%”）、门牌（“3月1号楼”）不是日期。看前后文
    能断定是日期的，才由程序改写。

    ```yaml
    方案:
      背景: 自2025.9起开展摸底，结合6.26国际禁毒日组织宣传。  # <- TXT008
      工作基础: 2025年06月05日成立支部。  # <- TXT008
    ```

    ```yaml
    方案:
      背景: 自2025年9月起开展摸底，结合“6·26”国际禁毒日组织宣传。
      工作基础: 2025年6月5日成立支部，使用工作手册2026.1版。
    ```
    """
    plan = context.plan
    for hit in hits(plan, "date"):
        right = _official_date(hit.match)
        if _is_no_date(hit) or _is_nonexistent(right):
            continue
        yield Finding(
            hit.where,
            f"“{hit.match}”的写法不规范。",
            f"写成“{right}”。",
            replacement=right,
            safe=_is_surely_date(hit) and not _is_in_title(hit),
            range=hit.range,
        )


def _is_in_title(hit: Hit) -> bool:
    before = hit.before(60)
    return before.rfind("《") > before.rfind("》")


_SHORT_YEAR = late(r"\d\d年")
_EDITION = late("版本?号?[为是：:]? ?$|章节 ?$")
_MEASURED = late(
    r"\s?(?:[%％‰°℃a-zA-Z百千万亿元角个人户名次场份项件册台套本张条辆座间处页倍米厘毫吨斤克亩升瓦度]"
    r"|分(?!别)|天(?!然)|小时|课时|平方|公[里斤顷]|百分点)"
)
_AMOUNT = late(r"(?:[价占比率值计共约达￥¥$]|合计|投入|金额|面积|得分)[为是：:]? ?$")
_DAY_OF = late(r"(?:[自从于在至到（(]|截[至止]|时间[：:]?|[-—–~～至到](?<=\d.))$")
_TIME_OF = late(r"(?:起|前|后|底|末|初|以[来前后]|之[前后]|期间|至|到|[-—–~～](?:19|20)\d\d[./年])")
_DURATION = late(r"(?:[满共达超近约第刑龄长]|历时|工作|从[业事]|任[职期])[了为]?$")
_DRUG_DAY = late(r"[”\"』」]?(?:国际|世界|禁毒|宣传|活动|期间|系列|主题|当[天日]|集中|虎门|全民)")
_DOOR = late("[楼栋幢院门室厅馆线机车站店桌井地会公路]")


def _is_no_date(hit: Hit) -> bool:
    """Whether the figures are an edition, an amount, a share or a number on a door."""
    after = hit.after(3)
    if _EDITION.search(hit.before(5)) or after[:1] in ("版", "号"):
        return True
    if hit.match.endswith("号"):
        return _DOOR.match(after) is not None
    if hit.match[0] == "6":
        return not _is_surely_date(hit)
    if _SHORT_YEAR.fullmatch(hit.match):
        return _DURATION.search(hit.before(4)) is not None
    if len(re.split("[./年月-]", hit.match.rstrip("年月日"))) > 2:
        return False
    return _MEASURED.match(after) is not None or _AMOUNT.search(hit.before(4)) is not None


def _is_surely_date(hit: Hit) -> bool:
    """Whether the figures have no other reading: three of them, or words of time around two."""
    if hit.match[0] == "6":
        quoted = (hit.before(1), hit.after(1)) in (("“", "”"), ('"', '"'))
        return _DRUG_DAY.match(hit.after(4)) is not None or quoted
    if _SHORT_YEAR.fullmatch(hit.match):
        return False
    if "年" in hit.match or len(re.split("[./-]", hit.match)) > 2:
        return True
    return bool(_DAY_OF.search(hit.before(4)) or _TIME_OF.match(hit.after(7)))


def _official_date(date: str) -> str:
    """Return a date in the style of official documents."""
    if _SHORT_YEAR.fullmatch(date):
        return f"20{date}"
    parts = re.split("[./年月日号-]", date.translate(_DIGITS) if date[0] == "二" else date)
    if parts[0] == "6":
        return "6·26"
    return "".join(
        f"{_value(part)}{unit}" for part, unit in zip(parts, "年月日", strict=False) if part
    )


_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")


def _value(part: str) -> int:
    """Return the value of digits, or of a numeral with its digits made Arabic: 2十6, 十2, 十."""
    tens, ten, ones = part.partition("十")
    return int(tens or 1) * 10 + int(ones or 0) if ten else int(part)


_DAY = late(r"(?:(\d{4})年)?(\d{1,2})月(?:(\d{1,2})日)?")


def _is_nonexistent(date: str) -> bool:
    """Whether a date in official style does not exist; 2月29日 without a year exists."""
    match = _DAY.fullmatch(date)
    if match is None:
        return False
    year, month = int(match[1] or 2024), int(match[2])
    if not 1 <= month <= 12:
        return True
    return match[3] is not None and not 1 <= int(match[3]) <= calendar.monthrange(year, month)[1]


@rule("TXT010", Severity.ERROR, level=Level.REVIEW, basis="公历")
def nonexistent_date(context: Context) -> Iterator[Finding]:
    """正文里写了不存在的日期。

    “6月31日”“2027年2月29日”“2026年13月”日历上没有，多半是推算时写错了。

    ```yaml
    方案:
      背景: 摸底在6月31日前完成。  # <- TXT010
    ```

    ```yaml
    方案:
      背景: 摸底在6月30日前完成。
    ```
    """
    plan = context.plan
    for hit in hits(plan, "day"):
        parts = {name.rstrip("_"): words for name, words in hit.groups.items()}
        date = "".join(f"{int(parts[name])}{unit}" for name, unit in _UNITS if name in parts)
        if not _is_nonexistent(date):
            continue
        last = _last_day(date)
        yield Finding(
            hit.where,
            f"“{hit.match}”不存在。",
            f"核对日期；指月底的，写“{last}”。" if last else "核对月份，写成日历上有的日期。",
            range=hit.range,
        )


_UNITS = (("year", "年"), ("month", "月"), ("day", "日"))


def _last_day(date: str) -> str:
    """Return the last day of the month of a nonexistent date; empty if the month is wrong."""
    match = _DAY.fullmatch(date)
    if match is None or not 1 <= int(match[2]) <= 12:
        return ""
    last = calendar.monthrange(int(match[1] or 2023), int(match[2]))[1]
    return f"{match[1]}年{int(match[2])}月{last}日" if match[1] else f"{int(match[2])}月{last}日"
