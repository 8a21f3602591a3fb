"""Wording: goals that say something, and nothing left to fill in."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator

from jindu.analysis.bodies import NOW, former, kind_of, successor
from jindu.analysis.laws import ARTICLES, known, ordinal, right_title
from jindu.analysis.persons import SURNAMES
from jindu.analysis.text import Hit, hits, place_of
from jindu.diagnostic import Finding, Level, Severity, Stretch, Where, rule
from jindu.plan import Basis, PartyKind, Plan, Platform, Veto
from jindu.vocabulary import nearest

_VAGUE = re.compile(r"明显|显著|大力|进一步|切实|不断|有效|较大|大幅|持续加强|明显增强|基本解决")
_AT_DISCRETION = re.compile(r"酌情|视情(?:况|节)?|适当(?:[扣加给得减]分|扣减)")
_FIGURE = re.compile(r"[\d０-９一二三四五六七八九十](?:个百分点|[%％成倍])|百分之")


@rule("TXT001", Severity.WARNING, level=Level.REVIEW, basis="惯例：目标表述具体、可考核")
def vague_target(plan: Plan) -> Iterator[Finding]:
    """目标、指标、年度重点或者评分方法用了含糊的词。

    “明显减少”“显著提升”“进一步加强”没有说到什么程度，期末无法评价。目标和指标要写可以衡量
    的结果；已由指标说明程度的，把这些词删去即可。总体目标和年度重点里，同一句写明了百分比的不算。
    评分方法写“酌情扣分”“视情加分”的，得几分全凭评分的人。

    ```yaml
    方案:
      总体目标: 三年内戒治效果显著提升。  # <- TXT001
      年度重点:
        2026: 大力开展宣传。  # <- TXT001
    目标:
      - {编号: 目标一, 内容: 毒品问题明显减少}  # <- TXT001
    考核评价:
      维度:
        - {名称: 成效, 分值: 100, 项目: [{内容: 宣传, 分值: 100, 评分方法: 酌情给分}]}  # <- TXT001
    ```

    ```yaml
    方案:
      总体目标: 三年内居民禁毒知识知晓率明显提高，达到92%以上。
      年度重点:
        2026: 在试点社区开展宣传。
    目标:
      - {编号: 目标一, 内容: 新发现吸毒人员数逐年减少}
    考核评价:
      维度:
        - {名称: 成效, 分值: 100, 项目: [{内容: 宣传, 分值: 100, 评分方法: 每缺一场扣5分}]}
    ```
    """
    for goal in plan.goals:
        fields = [(goal.at("content"), goal.content)]
        fields += [(indicator.at("name"), indicator.name) for indicator in goal.indicators]
        for where, text in fields:
            match = _VAGUE.search(text) if text else None
            if text and match is not None:
                yield Finding(
                    where,
                    f"“{text}”里的“{match[0]}”说不清到什么程度。",
                    "删去这个词，或者改成可以衡量的结果，由指标写明数值。",
                    within=Stretch(text, *match.span()),
                )
    for where, text in _aims(plan):
        vague = _unmeasured(text)
        if vague is not None:
            yield Finding(
                where,
                f"“{text[vague.start() : vague.end() + 6]}”里的“{vague[0]}”说不清到什么程度。",
                "删去这个词，或者在同一句里写明数值；数值已经在指标里的，只写做什么。",
                within=Stretch(text, *vague.span()),
            )
    for dimension in plan.evaluation.dimensions if plan.evaluation else ():
        for item in dimension.items:
            free = _AT_DISCRETION.search(item.method or "")
            if item.method and free is not None:
                yield Finding(
                    item.at("method"),
                    f"评分方法“{item.method}”里的“{free[0]}”没有说加减多少分。",
                    "写明什么情形加减几分，如“每缺一场扣5分，扣完为止”。",
                    within=Stretch(item.method, *free.span()),
                )


def _aims(plan: Plan) -> Iterator[tuple[Where, str]]:
    """总体目标 and 年度重点, with their places."""
    overview = plan.overview
    if overview is not None and overview.overall_goal:
        yield overview.at("overall_goal"), overview.overall_goal
    for place, text in enumerate(overview.year_focus.values() if overview else ()):
        assert overview is not None
        yield place_of(overview, "year_focus", place), text


def _unmeasured(text: str) -> re.Match[str] | None:
    """The first vague word of a sentence that does not say how much."""
    for sentence in re.finditer(r"[^。；\n]++", text):
        vague = _VAGUE.search(text, *sentence.span())
        if vague is not None and not _FIGURE.search(text, *sentence.span()):
            return vague
    return None


@rule("TXT002", Severity.ERROR, level=Level.SUBMIT, basis="方案自身的要求：定稿不留空白")
def placeholder_left(plan: Plan) -> Iterator[Finding]:
    """还有没有填的地方。

    “××镇”“某街道”“待定”“X月”“202X年”“N场”“【填写数字】”“○○”“〔2026〕X号”“……”是起草时留下的空，
    报批前要填上或者删去。引号里的省略号（唱响“……我爱我家……”）不算。

    ```yaml
    方案:
      背景: ××镇地处两县交界。  # <- TXT002
      工作基础: 清源县某街道共有【填写数字】个社区。  # <- TXT002
    ```

    ```yaml
    方案:
      背景: 柳林镇地处两县交界。
      工作基础: 清源县柳林街道共有12个社区，唱响“……我爱我家……”。
    ```
    """
    left = hits(plan, "placeholder")
    persons = {(hit.where, hit.text) for hit in hits(plan, "person")} if left else ()
    for hit in left:
        masked = hit.match in ("某某", "××", "XX", "xx", "ＸＸ", "＊＊")
        if masked and (hit.where, hit.text) in persons and hit.before(1) in SURNAMES:
            continue  # a person's name, which CMP003 has told
        if hit.match[0] != "…" or not _is_quoted(hit):
            yield Finding(
                hit.where,
                f"“{hit.match}”像是没有填的地方。",
                "填上实际内容；用不着的，把这一处删去。",
                within=hit.within,
            )


def _is_quoted(hit: Hit) -> bool:
    """Whether it stands inside quotation marks, beside other words."""
    before, after = hit.before(40), hit.after(40)
    opened = before.rfind("“")
    closed = after.find("”")
    if opened <= before.rfind("”") or closed < 0 or "“" in after[:closed]:
        return False
    return any(character.isalnum() for character in before[opened:] + after[:closed])


_LOST = {
    "健机制": ("像是丢了字", "写成“健全机制”。"),
    "一公里": ("像是丢了字", "写成“最后一公里”；说的是距离的，写明从哪里到哪里。"),
    "党建": ("像是丢了加号", "写成“党建+禁毒”。"),
    "“”": ("里没有字", "把引号里的字补上，或者删去引号。"),
}
"""How a stretch with something lost begins → what is said of it, and the tip."""


@rule("TXT003", Severity.WARNING, level=Level.REVIEW, basis="惯例：文字没有脱漏")
def lost_characters(plan: Plan) -> Iterator[Finding]:
    """像是丢了字，或者标点重复。

    从网页、聊天记录里复制来的文字常有丢字：“健机制”原是“健全机制”，“一公里”原是“最后一公里”。
    标点连用、空引号也多半是删改时留下的。

    ```yaml
    方案:
      背景: 打通服务群众一公里。  # <- TXT003
      工作基础: 设有禁毒教育角。。  # <- TXT003
    ```

    ```yaml
    方案:
      背景: 打通服务群众最后一公里。
      工作基础: 设有禁毒教育角。
    ```
    """
    for hit in hits(plan, "lost"):
        said, tip = next(
            (told for word, told in _LOST.items() if hit.match.startswith(word)),
            ("是连用的标点", f"只留一个“{_kept(hit.match)}”。"),
        )
        yield Finding(hit.where, f"“{hit.match}”{said}。", tip, within=hit.within)


def _kept(marks: str) -> str:
    """The one of several marks that stays."""
    return "。" if "。" in marks else marks[0]


@rule("TXT004", Severity.WARNING, level=Level.REVIEW, basis="惯例：同一名称前后一致")
def name_spelled_two_ways(plan: Plan) -> Iterator[Finding]:
    """支部的名称前后写得不一样。

    “支部”一节里的名称应当与“单位名录”里的党组织名称一致，标题、署名才不会打架。

    ```yaml
    支部:
      - {编号: 甲, 名称: 柳林街道禁毒支部}  # <- TXT004
    单位名录:
      - {编号: 支部, 名称: 柳林街道禁毒党支部, 类别: 党组织}
    ```

    ```yaml
    支部:
      - {编号: 甲, 名称: 柳林街道禁毒党支部}
    单位名录:
      - {编号: 支部, 名称: 柳林街道禁毒党支部, 类别: 党组织}
    ```
    """
    units = {party.name: party for party in plan.parties if kind_of(party) is PartyKind.BRANCH}
    for branch in plan.branches:
        if not branch.name or branch.name in units or "支部" not in branch.name:
            continue
        near = nearest(branch.name, [n for n in units if n and "支部" in n], 0.8)
        if near is not None:
            yield Finding(
                branch.at("name"),
                f"支部名称“{branch.name}”与单位名录里的“{near}”不一致。",
                "改成同一个名称。",
                related=((units[near].at("name"), "单位名录里的名称"),),
            )


_TERMS = {
    "社区戒毒": (("三", "3"), "三年"),
    "强制隔离戒毒": (("二", "两", "2"), "二年"),
    "社区康复": (("三", "3", "二", "两", "2", "一", "1"), "不超过三年"),
}
_PRINCIPLE = re.compile("预防为主[，、]?综合治理[，、]?禁种、?禁制、?禁贩、?禁吸并举")
_UNMARKED = ((Basis, "name"), (Veto, "basis"), (Platform, "legal_basis"))
"""Fields that hold nothing but titles: they are written there without 《》."""


@rule(
    "TXT005",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="《中华人民共和国禁毒法》第四条、第三十三条、第四十七条、第四十八条；所引法律法规的公布文本",
)
def law_misquoted(plan: Plan) -> Iterator[Finding]:
    """引用的法定期限、工作方针、法律名称或者条文不对。

    社区戒毒的期限是三年，强制隔离戒毒是二年，社区康复不超过三年；禁毒工作方针是“预防为主，综合
    治理，禁种、禁制、禁贩、禁吸并举”。名称写全称、加书名号：《戒毒条例》前面没有“中华人民共和国”，
    《中国共产党支部工作条例（试行）》不丢“（试行）”；条文序号不超过法律的条数，如《中华人民共和国
    禁毒法》共七十一条。写明了“以下简称”的简称不算。“依据”一节按要求不加书名号。

    ```yaml
    方案:
      依据: [中华人民共和国戒毒条例]  # <- TXT005
      背景: 社区戒毒期限为二年。  # <- TXT005
      工作基础: 根据中华人民共和国禁毒法，配备了专职人员。  # <- TXT005
      指导思想: 坚持预防为主、打防结合、禁吸、禁贩、禁种、禁制并举的方针。  # <- TXT005
      总体目标: 落实《禁毒法》第八十条的要求。  # <- TXT005
    ```

    ```yaml
    方案:
      依据: [戒毒条例]
      背景: 社区戒毒期限为三年。
      工作基础: 根据《中华人民共和国禁毒法》，配备了专职人员。
      指导思想: 坚持预防为主，综合治理，禁种、禁制、禁贩、禁吸并举的方针。
      总体目标: 落实《禁毒法》第三十四条的要求。
    ```
    """
    for hit in hits(plan, "terms"):
        measure = next(name for name in _TERMS if hit.match.startswith(name))
        terms, right = _TERMS[measure]
        if not re.search(rf"(?:{'|'.join(terms)})[ ]?年", hit.match):
            yield Finding(
                hit.where,
                f"“{hit.match}”与法律规定的期限不符。",
                f"{measure}的期限是{right}；说的不是期限的，换一种写法。",
                within=hit.within,
            )
    for hit in hits(plan, "principle"):
        is_quoted = "并举" in hit.match or "方针" in hit.match
        if is_quoted and not _PRINCIPLE.search(hit.match):
            yield Finding(
                hit.where,
                f"禁毒工作方针引用有误：“{hit.match}”。",
                "写成“预防为主，综合治理，禁种、禁制、禁贩、禁吸并举”。",
                within=hit.within,
            )
    yield from _titles(plan)


def _titles(plan: Plan) -> Iterator[Finding]:
    """Titles that are none, articles that no law has, titles without 《》."""
    cited = hits(plan, "title")
    abbreviated = {hit.groups.get("title") for hit in cited if hit.before(2) == "简称"}
    for basis in plan.overview.basis if plan.overview else ():
        name = (basis.name or "").strip("《》 ")
        right = right_title(name.replace("(", "（").replace(")", "）"))
        if right is not None:
            yield Finding(
                basis.at("name"), f"没有名称为“{name}”的文件。", _instead(name, right), right=right
            )
    for hit in cited:
        title = hit.groups.get("title")
        name = title or hit.groups["bare"]
        start = hit.within.start + (1 if title else 0)
        named = Stretch(hit.text, start, start + len(name))
        unmarked = any(isinstance(hit.thing, c) and hit.attribute == a for c, a in _UNMARKED)
        right = right_title(name.replace("(", "（").replace(")", "）"))
        if right is not None and name not in abbreviated and not hit.after(4).startswith("（试行"):
            if not isinstance(hit.thing, Basis):
                told = right if title or unmarked else f"《{right}》"
                yield Finding(
                    hit.where,
                    f"没有名称为“{name}”的文件。",
                    _instead(name, told),
                    right=told,
                    sure=not name.endswith("禁毒条例"),
                    within=named,
                )
            continue
        law = known(name)
        article = hit.groups.get("article") or hit.groups.get("number")
        if law is not None and article and ordinal(article) > ARTICLES[law]:
            yield Finding(
                hit.where,
                f"《{law}》共{ARTICLES[law]}条，没有第{article}条。",
                "对照法律文本，改成正确的条文序号。",
                within=hit.within,
            )
        if title is None and not unmarked and name.startswith("中华人民共和国"):
            yield Finding(
                hit.where,
                f"“{name}”没有加书名号。",
                f"写成“《{name}》”。",
                right=f"《{name}》",
                within=named,
            )


def _instead(name: str, right: str) -> str:
    """What to write for a title that is none."""
    other = "；指地方性法规的，写本省的名称" if name.endswith("禁毒条例") else ""
    return f"写成“{right}”{other}。"


_SOBER = {
    "零": "写实际能做到的结果，如“新发现吸毒人员数逐年减少”，数值写进指标。",
    "彻底": "写做到什么程度，如“毒品危害得到遏制”“发现一处、铲除一处”。",
    "100": "达到全部的，写“达到100%”；做不到的，写实际能达到的比例。",
    "百分之百": "写能达到的比例和统计的办法，如“戒断满一年的人员占比达到80%以上”。",
    "万无一失": "写具体的防范措施，如“活动前逐项检查，专人值守”。",
    "绝不": "写具体的防范措施和发生以后的处置。",
    "杜绝": "写防范哪几种情形、由谁检查。",
}
"""What to write instead of a promise that has one of these words, the first that fits."""


@rule("TXT006", Severity.WARNING, level=Level.REVIEW, basis="惯例：不作做不到的承诺")
def absolute_promise(plan: Plan) -> Iterator[Finding]:
    """写了绝对化的承诺。

    “零毒品”“彻底根除”“100%以上”做不到，也无法考核，容易被退回。

    ```yaml
    方案:
      总体目标: 三年内彻底根除毒品危害。  # <- TXT006
    ```

    ```yaml
    方案:
      总体目标: 三年内毒品危害得到遏制，居民知晓率达到目标。
    ```
    """
    for hit in hits(plan, "promise"):
        tip = next(tip for word, tip in _SOBER.items() if word in hit.match)
        yield Finding(hit.where, f"“{hit.match}”说得太绝对。", tip, within=hit.within)


_WIDE = re.compile("[０-９]")
_ROUGHLY = re.compile("大约|将近|约|近")


@rule("TXT007", Severity.INFO, level=Level.REVIEW, basis="惯例：出版物上数字的通行用法")
def number_style(plan: Plan) -> Iterator[Finding]:
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
    secret = {hit.where for kind in ("identity", "phone") for hit in hits(plan, kind)}
    for hit in hits(plan, "range"):
        if hit.where in secret:
            continue  # to be deleted, and not to be shown
        is_wide = not hit.match.isascii() and hit.match.isdigit()
        right = _WIDE.sub(lambda match: str(int(match.group())), hit.match) if is_wide else None
        yield Finding(
            hit.where,
            f"“{hit.match}”的写法不规范。",
            f"改成半角数字“{right}”。"
            if is_wide
            else "前后两个数都写单位，如“70%～80%”“5万元～8万元”。",
            right=right,
            within=hit.within,
        )
    for hit in hits(plan, "bound"):
        right = _once(hit.match)
        yield Finding(
            hit.where,
            f"“{hit.match}”把界限说了两遍。",
            f"只说一遍，写成“{right}”。",
            right=right,
            sure=False,
            within=hit.within,
        )


def _once(words: str) -> str:
    """A bound that is told twice, told once."""
    if words.endswith("余") or (_ROUGHLY.match(words) and words.endswith("以上")):
        return _ROUGHLY.sub("", words, count=1)
    return words[:-2]


@rule(
    "TXT008",
    Severity.INFO,
    level=Level.REVIEW,
    basis="惯例：日期写法同成文日期（GB/T 9704—2012第7.3.5.4条：阿拉伯数字，月、日不编虚位）",
)
def date_style(plan: Plan) -> Iterator[Finding]:
    """正文里的日期写法不规范。

    公文里的日期写成“2026年6月26日”，月、日前面不补零，国际禁毒日写成“6·26”。版本号（“2026.1版”）
    不是日期。

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
    for hit in hits(plan, "date"):
        right = _formal(hit.match)
        if _EDITION.search(hit.before(5)) or hit.after(1) in ("版", "号") or _no_day(right):
            continue
        yield Finding(
            hit.where,
            f"“{hit.match}”的写法不规范。",
            f"写成“{right}”。",
            right=right,
            within=hit.within,
        )


_EDITION = re.compile("版本?号?[为是：:]? ?$|章节 ?$")


def _formal(date: str) -> str:
    """A date as it is written in an official document."""
    parts = re.split("[./。年月日号]", date)
    if parts[0] == "6":
        return "6·26"
    return "".join(
        f"{int(part)}{unit}" for part, unit in zip(parts, "年月日", strict=False) if part
    )


_DAY = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(?:(\d{1,2})日)?")


def _no_day(date: str) -> bool:
    """Whether a date as it is formally written does not exist; 2月29日 of no year does."""
    match = _DAY.fullmatch(date)
    if match is None:
        return False
    year, month = int(match[1] or 2024), int(match[2])
    if not 1 <= month <= 12:
        return True
    return match[3] is not None and not 1 <= int(match[3]) <= calendar.monthrange(year, month)[1]


@rule("TXT010", Severity.ERROR, level=Level.REVIEW, basis="公历")
def impossible_day(plan: Plan) -> Iterator[Finding]:
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
    for hit in hits(plan, "day"):
        parts = {name.rstrip("_"): words for name, words in hit.groups.items()}
        date = "".join(f"{int(parts[name])}{unit}" for name, unit in _UNITS if name in parts)
        if not _no_day(date):
            continue
        last = _last_day(date)
        yield Finding(
            hit.where,
            f"“{hit.match}”不存在。",
            f"核对日期；指月底的，写“{last}”。" if last else "核对月份，写成日历上有的日期。",
            within=hit.within,
        )


_UNITS = (("year", "年"), ("month", "月"), ("day", "日"))


def _last_day(date: str) -> str:
    """The last day of the month of a date that does not exist; nothing where there is no month."""
    match = _DAY.fullmatch(date)
    if match is None or not 1 <= int(match[2]) <= 12:
        return ""
    last = calendar.monthrange(int(match[1] or 2023), int(match[2]))[1]
    return f"{match[1]}年{int(match[2])}月{last}日" if match[1] else f"{int(match[2])}月{last}日"


@rule(
    "TXT009",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="《戒毒条例》第四十六条，《中华人民共和国禁毒法》第七十一条；机构改革后的名称",
)
def outdated_title(plan: Plan) -> Iterator[Finding]:
    """引用了已经废止的文件，或者用了旧的机构名称。

    《强制戒毒办法》《关于禁毒的决定》已经废止，劳动教养制度已经取消；卫计委、工商局、质监局、食药监局、
    安监局、农业局、环保局、国土局、文广新局、综治委这些机构已经改了名称或者并入别的部门。说的是从前的
    事，在名称前写“原”即可。单位名录里已有新名称的，按一个单位两个名字（REF004）报告。

    ```yaml
    方案:
      依据:
        - 强制戒毒办法  # <- TXT009
      工作基础: 县工商局每年检查娱乐场所。  # <- TXT009
    ```

    ```yaml
    方案:
      依据:
        - 戒毒条例
      工作基础: 县市场监督管理局每年检查娱乐场所，原工商局的台账已经移交。
    ```
    """
    for hit in hits(plan, "outdated"):
        if former(hit) or successor(plan, hit) is not None or hit.attribute == "aliases":
            continue
        now = next((name for group, (_, name) in NOW.items() if group in hit.groups), None)
        if now is not None:
            tip = f"改成现在的名称：{now}。"
        else:
            tip = next(told for word, told in _INSTEAD.items() if word in hit.match)
        yield Finding(hit.where, f"“{hit.match}”已经不用。", tip, within=hit.within)


_INSTEAD = {
    "强制戒毒办法": "已由《戒毒条例》废止，改引《戒毒条例》。",
    "禁毒的决定": "已由《中华人民共和国禁毒法》废止，改引该法。",
    "劳": "劳动教养制度已经取消，改写现行的戒毒措施。",
    "治": "核对现在的名称，如县级写政法委员会，乡镇、街道写平安（法治）办公室或者综治中心。",
}
"""What to write instead of an outdated name that has one of these words, the first that fits."""


RULES = (
    vague_target,
    placeholder_left,
    lost_characters,
    name_spelled_two_ways,
    law_misquoted,
    absolute_promise,
    number_style,
    date_style,
    outdated_title,
    impossible_day,
)
