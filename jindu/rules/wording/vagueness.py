"""Wording: goals that say something, and nothing left to fill in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jindu.language.persons import SURNAMES
from jindu.language.scan import Hit, hits, place_of
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity, TextRange, Where
from jindu.model.plan import Plan
from jindu.model.rule import rule

_VAGUE = re.compile(r"明显|显著|大力|进一步|切实|不断|有效|较大|大幅|持续加强|明显增强|基本解决")
_AT_DISCRETION = re.compile(r"酌情|视情(?:况|节)?|适当(?:[扣加给得减]分|扣减)")
_FIGURE = re.compile(r"[\d０-９一二三四五六七八九十](?:个百分点|[%％成倍])|百分之")


@rule("TXT001", Severity.WARNING, level=Level.REVIEW, basis="惯例：目标表述具体、可考核")
def vague_target(context: Context) -> Iterator[Finding]:
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
    plan = context.plan
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
                    range=TextRange(text, *match.span()),
                )
    for where, text in _aims(plan):
        vague = _unmeasured(text)
        if vague is not None:
            yield Finding(
                where,
                f"“{text[vague.start() : vague.end() + 6]}”里的“{vague[0]}”说不清到什么程度。",
                "删去这个词，或者在同一句里写明数值；数值已经在指标里的，只写做什么。",
                range=TextRange(text, *vague.span()),
            )
    for dimension in plan.evaluation.dimensions if plan.evaluation else ():
        for item in dimension.items:
            free = _AT_DISCRETION.search(item.method or "")
            if item.method and free is not None:
                yield Finding(
                    item.at("method"),
                    f"评分方法“{item.method}”里的“{free[0]}”没有说加减多少分。",
                    "写明什么情形加减几分，如“每缺一场扣5分，扣完为止”。",
                    range=TextRange(item.method, *free.span()),
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
def placeholder_left(context: Context) -> Iterator[Finding]:
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
    plan = context.plan
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
                range=hit.range,
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
def lost_characters(context: Context) -> Iterator[Finding]:
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
    plan = context.plan
    for hit in hits(plan, "lost"):
        said, tip = next(
            (told for word, told in _LOST.items() if hit.match.startswith(word)),
            ("是连用的标点", f"只留一个“{_kept(hit.match)}”。"),
        )
        yield Finding(hit.where, f"“{hit.match}”{said}。", tip, range=hit.range)


def _kept(marks: str) -> str:
    """The one of several marks that stays."""
    return "。" if "。" in marks else marks[0]


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
def absolute_promise(context: Context) -> Iterator[Finding]:
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
    plan = context.plan
    for hit in hits(plan, "promise"):
        tip = next(tip for word, tip in _SOBER.items() if word in hit.match)
        yield Finding(hit.where, f"“{hit.match}”说得太绝对。", tip, range=hit.range)
