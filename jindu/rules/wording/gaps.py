"""Placeholders and missing characters."""

from __future__ import annotations

from collections.abc import Iterator

from jindu.language.persons import SURNAMES
from jindu.language.scan import Hit, hits
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.plan import Attachment
from jindu.model.rule import rule
from jindu.units.patterns import late


@rule("TXT002", Severity.ERROR, level=Level.SUBMIT, basis="方案自身的要求：定稿不留空白")
def placeholder_left(context: Context) -> Iterator[Finding]:
    """还有没有填的地方。

    “××镇”“X月”“202X年”“N场”“【填写数字】”“（单位名称）”“○○”“2026年 月”是起草时留下的空，
    报批前要填上或者删去。“待定”“某街道”“……”也多半是，作为警告指出。引号里的省略号（唱响“……我爱
    我家……”）和作为名称的“待定”不算。

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
            continue  # A person's name, reported by CMP003.
        is_name = hit.before(1) == "“" and hit.after(1) == "”"
        before = hit.before(40)
        is_title = hit.match[0] == "<" and before.rfind("《") > before.rfind("》")
        is_form = isinstance(hit.entity, Attachment) and bool(_OF_FORMS.match(hit.match))
        if is_name or is_title or is_form or (hit.match[0] == "…" and _is_quoted(hit)):
            continue
        may_be_meant = bool(_PERHAPS_MEANT.match(hit.match)) or (
            masked and hit.before(1) in SURNAMES and hit.after(1) not in _AREAS
        )
        yield Finding(
            hit.where,
            f"“{hit.match}”像是没有填的地方。",
            "填上实际内容；用不着的，把这一处删去。",
            severity=Severity.WARNING if may_be_meant else None,
            range=hit.range,
        )


_PERHAPS_MEANT = late("某|待|另行|暂缺|…|[.?？]")
"""Start of what a text may also mean as it stands."""
_OF_FORMS = late(r"[_＿□（(\[［【年\d]|…")
"""Start of a blank that a form in an annex has for those who fill it in."""
_AREAS = tuple("省市县区镇乡村社街")


def _is_quoted(hit: Hit) -> bool:
    """Whether the hit is inside quotation marks together with other words."""
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
"""Start of a damaged passage → the problem and the tip."""


@rule("TXT003", Severity.WARNING, level=Level.REVIEW, basis="惯例：文字没有脱漏")
def missing_characters(context: Context) -> Iterator[Finding]:
    """像是丢了字，或者标点重复。

    从网页、聊天记录里复制来的文字常有丢字：“健机制”原是“健全机制”，“一公里”原是“最后一公里”。
    标点连用、空引号，“能能力”这样一个字打了两遍的，也多半是删改时留下的。

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
        if hit.match == "一公里" and not _LAST_MILE.search(f"{hit.before(20)}#{hit.after(4)}"):
            continue  # A distance.
        problem, tip = next(
            (found for word, found in _LOST.items() if hit.match.startswith(word)),
            ("是连用的标点", f"只留一个“{_single_mark(hit.match)}”。")
            if not hit.match[0].isalnum()
            else (f"多打了一个“{hit.match[0]}”", f"写成“{hit.match[1:]}”。"),
        )
        yield Finding(hit.where, f"“{hit.match}”{problem}。", tip, range=hit.range)


_LAST_MILE = late("(?:打通|破解|畅通|解决|疏通|服务群众)[^，。；]*#|#”?(?:问题|难题|梗阻|瓶颈)")


def _single_mark(marks: str) -> str:
    """Return the mark to keep of several."""
    return "。" if "。" in marks else marks[0]
