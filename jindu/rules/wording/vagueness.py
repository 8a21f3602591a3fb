"""Vague wording and absolute promises."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jindu.language.scan import hits, place_of
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity, TextRange, Where
from jindu.model.plan import Plan, ScoreItem, ScorePoint
from jindu.model.rule import rule
from jindu.units.patterns import late

_VAGUE = late(
    "明显|显著|大力|进一步|较大(?![面规型])|大幅|基本解决|持续(?:好转|向好|改善|加强|增强)|稳中向好"
)

_AT_DISCRETION = late(
    "酌情|视情(?:况|节)?|适当(?:[扣加给得减]分|扣减)"
    r"|(?:较为|比较|不太|不够|较)(?:满意|好|差|到位|完善|规范|健全|突出|明显)(?=[^，。；、]{0,4}[得扣加给]\d)"
)
"""Words that leave the points to the assessor."""
_OPINION = late("测评|评议|问卷|调查|投票|评定为|等次")
"""What makes 较好 one of the answers that people were asked for."""

_FIGURE = late(r"[\d０-９一二三四五六七八九十](?:个百分点|[%％成倍])|百分之")


@rule("TXT001", Severity.WARNING, level=Level.REVIEW, basis="惯例：目标表述具体、可考核")
def vague_wording(context: Context) -> Iterator[Finding]:
    """目标、指标、年度重点或者评分方法用了含糊的词。

    “明显减少”“显著提升”“持续好转”没有说到什么程度，期末无法评价。目标和指标要写可以衡量的结果；
    已由指标说明程度的，把这些词删去即可。总体目标和年度重点里，同一句写明了百分比的不算。评分方法写
    “酌情扣分”“较为满意得8分”的，得几分全凭评分的人；测评、问卷里的“较好”是选项，不算。

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
      - {编号: 目标一, 内容: 宣传覆盖到户，帮扶措施落实到人}
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
    for where, text in _aims_in_prose(plan):
        vague = _vague_word(text)
        if vague is not None:
            yield Finding(
                where,
                f"“{text[vague.start() : vague.end() + 6]}”里的“{vague[0]}”说不清到什么程度。",
                "删去这个词，或者在同一句里写明数值；数值已经在指标里的，只写做什么。",
                range=TextRange(text, *vague.span()),
            )
    for scoring in plan.evaluation.scorings if plan.evaluation else ():
        items = [item for dimension in scoring.dimensions for item in dimension.items]
        parts: list[ScoreItem | ScorePoint] = [*items]
        parts += [point for item in items for point in item.points]
        for item in parts:
            free = _AT_DISCRETION.search(item.method or "")
            if item.method and free is not None and not _OPINION.search(item.method):
                yield Finding(
                    item.at("method"),
                    f"评分方法“{item.method}”里的“{free[0]}”没有说加减多少分。",
                    "写明什么情形加减几分，如“每缺一场扣5分，扣完为止”。",
                    range=TextRange(item.method, *free.span()),
                )


def _aims_in_prose(plan: Plan) -> Iterator[tuple[Where, str]]:
    """Yield 总体目标 and 年度重点 with their places."""
    overview = plan.overview
    if overview is not None and overview.overall_goal:
        yield overview.at("overall_goal"), overview.overall_goal
    for place, text in enumerate(overview.year_focus.values() if overview else ()):
        assert overview is not None
        yield place_of(overview, "year_focus", place), text


def _vague_word(text: str) -> re.Match[str] | None:
    """Return the first vague word of a sentence without a figure."""
    for sentence in re.finditer(r"[^。；\n]++", text):
        vague = _VAGUE.search(text, *sentence.span())
        if vague is not None and not _FIGURE.search(text, *sentence.span()):
            return vague
    return None


_SOBER = {
    "万无一失": "写具体的防范措施，如“活动前逐项检查，专人值守”。",
    "不再": "写宣传覆盖到什么程度、帮扶怎样落实，数值写进指标。",
    "无一": "写宣传覆盖到什么程度、帮扶怎样落实，数值写进指标。",
    "零": "写宣传覆盖到什么程度、帮扶怎样落实，数值写进指标。",
    "彻底": "写做到什么程度，如“毒品危害得到遏制”“发现一处、铲除一处”。",
    "根治": "写做到什么程度，如“毒品危害得到遏制”“发现一处、铲除一处”。",
    "100": "达到全部的，写“达到100%”；做不到的，写实际能达到的比例。",
    "百分之百": "写能达到的比例和统计的办法，如“戒断满一年的人员占比达到80%以上”。",
    "绝不": "写具体的防范措施和发生以后的处置。",
    "杜绝": "写防范哪几种情形、由谁检查。",
}
"""Word of a promise → tip; the first that matches applies."""


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
