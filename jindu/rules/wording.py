"""Wording: goals that say something, and nothing left to fill in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jindu.analysis.text import hits
from jindu.diagnostic import Finding, Level, Severity, rule
from jindu.plan import Plan

_VAGUE = re.compile(r"明显|显著|大力|进一步|切实|不断|有效|较大|大幅|持续加强|明显增强|基本解决")


@rule("TXT001", Severity.WARNING, level=Level.REVIEW, basis="惯例：目标表述具体、可考核")
def vague_target(plan: Plan) -> Iterator[Finding]:
    """目标或指标用了含糊的词。

    “明显减少”“显著提升”“进一步加强”没有说到什么程度，期末无法评价。目标和指标要写可以衡量
    的结果；已由指标说明程度的，把这些词删去即可。

    ```yaml
    目标:
      - {编号: 目标一, 内容: 毒品问题明显减少}  # <- TXT001
    ```

    ```yaml
    目标:
      - {编号: 目标一, 内容: 新发现吸毒人员数逐年减少}
    ```
    """
    for goal in plan.goals:
        fields = [(goal.at("content"), goal.content)]
        fields += [(indicator.at("name"), indicator.name) for indicator in goal.indicators]
        for where, text in fields:
            match = _VAGUE.search(text) if text else None
            if match is not None:
                yield Finding(
                    where,
                    f"“{text}”里的“{match.group()}”说不清到什么程度。",
                    "删去这个词，或者改成可以衡量的结果，由指标写明数值。",
                )


@rule("TXT002", Severity.ERROR, level=Level.SUBMIT, basis="惯例：定稿不留空白")
def placeholder_left(plan: Plan) -> Iterator[Finding]:
    """还有没有填的地方。

    “××镇”“某街道”“待定”“X月”“……”是起草时留下的空，送审前要填上或者删去。

    ```yaml
    方案:
      背景: ××镇地处两县交界。  # <- TXT002
    ```

    ```yaml
    方案:
      背景: 柳林镇地处两县交界。
    ```
    """
    for hit in hits(plan, "placeholder"):
        yield Finding(
            hit.where,
            f"“{hit.match}”像是没有填的地方。",
            "填上实际内容；用不着的，把这一处删去。",
        )


RULES = (vague_target, placeholder_left)
