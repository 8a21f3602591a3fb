"""Wording: goals that say something, and nothing left to fill in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jindu.analysis.text import hits
from jindu.diagnostic import Finding, Level, Severity, rule
from jindu.plan import PartyKind, Plan
from jindu.vocabulary import nearest

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


@rule("TXT003", Severity.WARNING, level=Level.REVIEW, basis="惯例：文字没有脱漏")
def lost_characters(plan: Plan) -> Iterator[Finding]:
    """像是丢了字，或者标点重复。

    从网页、聊天记录里复制来的文字常有丢字：“健机制”原是“健全机制”，“一公里”原是“最后一公里”。
    标点连用、空引号也多半是删改时留下的。

    ```yaml
    方案:
      背景: 打通服务群众一公里。。  # <- TXT003
    ```

    ```yaml
    方案:
      背景: 打通服务群众最后一公里。
    ```
    """
    for hit in hits(plan, "lost"):
        yield Finding(
            hit.where,
            f"“{hit.match}”像是丢了字，或者标点重复。",
            "对照原文补上或者改正。",
        )


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
    units = {party.name: party for party in plan.parties if party.kind is PartyKind.BRANCH}
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
    "社区戒毒": ("三", "3"),
    "强制隔离戒毒": ("二", "两", "2"),
    "社区康复": ("三", "3", "二", "两", "2", "一", "1"),
}
_WIDE = re.compile("[０-９]")
_PRINCIPLE = re.compile("预防为主[，、]?综合治理[，、]?禁种、?禁制、?禁贩、?禁吸并举")


@rule(
    "TXT005",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="《中华人民共和国禁毒法》第四条、第三十三条、第四十七条、第四十八条",
)
def law_misquoted(plan: Plan) -> Iterator[Finding]:
    """引用的法定期限或者工作方针不对。

    社区戒毒的期限是三年，强制隔离戒毒是二年，社区康复不超过三年；禁毒工作方针是“预防为主，综合
    治理，禁种、禁制、禁贩、禁吸并举”。

    ```yaml
    方案:
      背景: 社区戒毒期限为二年。  # <- TXT005
      指导思想: 坚持预防为主、打防结合、禁吸、禁贩、禁种、禁制并举的方针。  # <- TXT005
    ```

    ```yaml
    方案:
      背景: 社区戒毒期限为三年。
      指导思想: 坚持预防为主，综合治理，禁种、禁制、禁贩、禁吸并举的方针。
    ```
    """
    for hit in hits(plan, "terms"):
        measure = next(name for name in _TERMS if hit.match.startswith(name))
        if not any(f"{number}年" in hit.match.replace(" ", "") for number in _TERMS[measure]):
            right = {"社区戒毒": "三年", "强制隔离戒毒": "二年", "社区康复": "不超过三年"}[measure]
            yield Finding(
                hit.where,
                f"“{hit.match}”与法律规定的期限不符。",
                f"{measure}的期限是{right}；说的不是期限的，换一种写法。",
            )
    for hit in hits(plan, "principle"):
        is_quoted = "并举" in hit.match or "方针" in hit.match
        if is_quoted and not _PRINCIPLE.search(hit.match):
            yield Finding(
                hit.where,
                f"禁毒工作方针引用有误：“{hit.match}”。",
                "写成“预防为主，综合治理，禁种、禁制、禁贩、禁吸并举”。",
            )


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
        yield Finding(
            hit.where,
            f"“{hit.match}”说得太绝对。",
            "改成做得到、考核得了的说法。",
        )


@rule("TXT007", Severity.INFO, level=Level.REVIEW, basis="《出版物上数字用法》（GB/T 15835—2011）")
def number_style(plan: Plan) -> Iterator[Finding]:
    """数字的写法不规范。

    用半角数字；表示范围时，前后两个数都带百分号、都带“万元”，连接号用“～”或者“—”。

    ```yaml
    方案:
      背景: 知晓率在70-80%之间，共有网格１２个。  # <- TXT007
    ```

    ```yaml
    方案:
      背景: 知晓率在70%～80%之间，共有网格12个。
    ```
    """
    told: set[tuple[str | int, ...]] = set()
    for hit in hits(plan, "range"):
        if hit.where in told:
            continue
        told.add(hit.where)
        is_wide = not hit.match.isascii() and hit.match.isdigit()
        tip = "改成半角数字。" if is_wide else "前后两个数都写单位，如“70%～80%”“5万元～8万元”。"
        right = _WIDE.sub(lambda match: str(int(match.group())), hit.text) if is_wide else None
        yield Finding(hit.where, f"“{hit.match}”的写法不规范。", tip, right=right)


@rule("TXT008", Severity.INFO, level=Level.REVIEW, basis="《党政机关公文格式》（GB/T 9704—2012）")
def date_style(plan: Plan) -> Iterator[Finding]:
    """正文里的日期写法不规范。

    公文里的日期写成“2026年6月26日”，国际禁毒日写成“6·26”。

    ```yaml
    方案:
      背景: 自2025.9起开展摸底，结合6.26国际禁毒日组织宣传。  # <- TXT008
    ```

    ```yaml
    方案:
      背景: 自2025年9月起开展摸底，结合“6·26”国际禁毒日组织宣传。
    ```
    """
    told: set[tuple[str | int, ...]] = set()
    for hit in hits(plan, "date"):
        if hit.where not in told:
            told.add(hit.where)
            right = _formal(hit.match)
            yield Finding(
                hit.where,
                f"“{hit.match}”的写法不规范。",
                f"写成“{right}”。",
                right=hit.text.replace(hit.match, right),
            )


def _formal(date: str) -> str:
    """A date as it is written in an official document."""
    parts = re.split("[./。]", date)
    if parts[0] == "6":
        return "6·26"
    return "".join(f"{int(part)}{unit}" for part, unit in zip(parts, "年月日", strict=False))


@rule(
    "TXT009",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="《戒毒条例》第四十六条，《中华人民共和国禁毒法》第七十一条；机构改革后的名称",
)
def outdated_title(plan: Plan) -> Iterator[Finding]:
    """引用了已经废止的文件，或者用了旧的机构名称。

    《强制戒毒办法》《关于禁毒的决定》已经废止，劳动教养制度已经取消，卫生和计划生育部门已改为
    卫生健康部门。

    ```yaml
    方案:
      依据:
        - 强制戒毒办法  # <- TXT009
    ```

    ```yaml
    方案:
      依据:
        - 戒毒条例
    ```
    """
    instead = {
        "强制戒毒办法": "已由《戒毒条例》废止，改引《戒毒条例》",
        "劳动教养": "制度已经取消，改写现行的戒毒措施",
        "劳教": "制度已经取消，改写现行的戒毒措施",
        "卫生和计划生育": "已改为卫生健康部门",
        "社会治安综合治理委员会": "核对现在的机构名称",
    }
    for hit in hits(plan, "outdated"):
        yield Finding(
            hit.where,
            f"“{hit.match}”已经不用。",
            f"{instead.get(hit.match, '已由《中华人民共和国禁毒法》废止，改引该法')}。",
        )


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
)
