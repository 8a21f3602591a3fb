"""Numbers of documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jindu.language.scan import Hit, hits
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity, TextRange, Where
from jindu.model.fields import Entity
from jindu.model.plan import Approval, Basis, Branch, Document, Fund, Plan
from jindu.model.rule import rule
from jindu.units.patterns import late

_FIELDS = ((Basis, "number"), (Document, "number"), (Branch, "approval_number"))
"""Fields that hold the number of a document."""
_NUMBERS: Mapping[type[Entity], str] = {**dict(_FIELDS), Approval: "number"}
"""Class → attribute that holds the number of a document, or of minutes."""
_ALL_NUMBERS: Mapping[type[Entity], str] = {**_NUMBERS, Fund: "number"}
"""Class → attribute that holds the number of a document, of minutes, or what stands for them."""
_HOLDERS = tuple(_ALL_NUMBERS.items())
_OTHER_FORMS = late(r"\d|[A-Za-z]|[〇一二三四五六七八九十]+号|第.{1,6}[号次期]|[Xx×○_＿]{1}|待")
"""A number of another form, as 主席令第79号, or a gap that TXT002 reports."""
_LEADING = late(
    "^.*(?:按照|根据|依据|依照|遵照|落实|贯彻|执行|印发|参照|文件|通知|[以见的和及由与在])"
)
"""What stands before the organ in a sentence."""
_MINUTES = late("纪要|会议|决议|决定|批复")


@rule(
    "STR013",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="惯例：发文字号的写法（参照GB/T 9704—2012第7.2.5条）",
)
def malformed_document_number(context: Context) -> Iterator[Finding]:
    """文号的写法不对。

    发文字号写成“清禁毒委〔2025〕3号”：年份用六角括号，序号不编虚位、不加“第”，末尾有“号”（纪要
    可以写“期”）。年份不晚于今年。“口头同意”不是文号，审批经会议通过的写会议纪要的编号。

    ```yaml
    方案:
      背景: 按照清政发[2025]12号文件要求，全面推进。  # <- STR013
      依据:
        - {名称: 关于加强禁毒工作的意见, 文号: 清禁毒委〔2025〕03号}  # <- STR013
        - {名称: 关于开展宣传的通知, 文号: 清禁毒办〔2025〕8}  # <- STR013
      审批:
        - {环节: 党工委会议审议, 日期: 2025-12-05, 文号: 口头同意}  # <- STR013
    公文: {发文字号: 柳街发〔2052〕5号, 成文日期: 2025-12-19}  # <- STR013
    ```

    ```yaml
    方案:
      背景: 按照清政发〔2025〕12号文件要求，全面推进。
      依据:
        - {名称: 关于加强禁毒工作的意见, 文号: 清禁毒委〔2025〕3号}
        - {名称: 中华人民共和国反有组织犯罪法, 文号: 主席令第101号}
      审批:
        - {环节: 党工委会议审议, 日期: 2025-12-05, 文号: 柳街工委纪要〔2025〕21期}
    公文: {发文字号: 柳街发〔2025〕5号, 成文日期: 2025-12-19}
    ```
    """
    plan = context.plan
    latest = _latest_year(context)
    for hit in hits(plan, "document_number"):
        in_field = any(
            isinstance(hit.entity, held) and hit.attribute == name for held, name in _HOLDERS
        )
        office = _LEADING.sub("", hit.groups["office"])
        found = _trouble(hit, office, in_field, latest)
        if found is not None:
            problem, tip, right = found
            start = hit.range.start + len(hit.groups["office"]) - len(office)
            said = TextRange(hit.text, start, hit.range.end)
            yield Finding(
                hit.where,
                f"文号“{said.words}”{problem}。",
                tip,
                replacement=right,
                safe=False,
                range=said,
            )
    for where, text in _in_chinese(plan):
        yield Finding(
            where,
            f"文号“{text}”的序号用了汉字。",
            "序号用阿拉伯数字，如“清禁毒委〔2025〕3号”。",
        )
    for where, text in _without_number(plan):
        yield Finding(
            where,
            f"“{text}”不是文号。",
            "写批准文件的文号或者会议纪要的编号；还没有的，先不写这一项。",
        )


_CHINESE_SERIAL = late(
    r"[〔\[［(（【](?:19|20)\d\d[〕\]］)）】]第?[一二三四五六七八九十百〇零]{1,5}[号期]"
)


def _in_chinese(plan: Plan) -> Iterator[tuple[Where, str]]:
    """Yield the fields for a number whose serial is written in Chinese numerals."""
    for entity in plan.entities:
        attribute = _ALL_NUMBERS.get(type(entity))
        text = getattr(entity, attribute) if attribute else None
        if attribute and text and _CHINESE_SERIAL.search(text):
            yield entity.at(attribute), text


def _latest_year(context: Context) -> int | None:
    """Return the last year that a number may tell; None if neither day nor date is known."""
    document, period = context.plan.document, context.plan.period
    dated = document.date.first.year if document and document.date else None
    # Without a day, the plan may have been brought up to date at any time within its period.
    now = context.today.year if context.today else period and period.end.year
    return max((year for year in (dated, now) if year), default=None)


def _trouble(
    hit: Hit, office: str, in_field: bool, latest: int | None
) -> tuple[str, str, str | None] | None:
    """Return what is wrong with a number, the tip, and the right number if it is clear."""
    said = hit.groups
    mark, serial = said.get("mark", ""), said["serial"]
    is_bracket_right = said["open"] == "〔" and said["close"] == "〕"
    if mark == "次" or (not in_field and not mark and not is_bracket_right):
        return None  # A meeting, or a year in brackets as in a title or a table.
    right = f"{office}〔{said['year']}〕{int(serial)}{mark or '号'}"
    if latest is not None and int(said["year"]) > latest:
        return "的年份还没有到", f"核对年份，不晚于{latest}年。", None
    problems = [
        problem
        for problem, is_so in (
            ("的年份没有用六角括号", not is_bracket_right),
            ("的序号前多了“第”", bool(said.get("nth"))),
            ("的序号前面补了零", serial.startswith("0")),
            ("没有写“号”", not mark),
        )
        if is_so
    ]
    return ("，".join(problems), f"写成“{right}”。", right) if problems else None


def _without_number(plan: Plan) -> Iterator[tuple[Where, str]]:
    """Yield the fields that hold words instead of a number."""
    for entity in plan.entities:
        name = _NUMBERS.get(type(entity))
        text = getattr(entity, name) if name else None
        if name is None or not text or _OTHER_FORMS.search(text):
            continue
        if not (isinstance(entity, Approval | Branch) and _MINUTES.search(text)):
            yield entity.at(name), text
