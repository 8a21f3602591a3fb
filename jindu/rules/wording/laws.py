"""Laws, terms and policies quoted wrongly."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jindu.language.laws import ARTICLES, known, ordinal, right_title
from jindu.language.organisations import former
from jindu.language.scan import Hit, hits
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity, TextRange
from jindu.model.plan import Basis, Plan, Platform, Veto
from jindu.model.rule import rule
from jindu.units.patterns import late

_TERMS = {
    "社区戒毒": ({3}, "社区戒毒的期限是三年，自报到之日起计算"),
    "强制隔离戒毒": ({2}, "强制隔离戒毒的期限是二年，最长可以延长一年"),
    "社区康复": ({1, 2, 3}, "社区康复的期限不超过三年"),
}
"""Measure → its lawful years and what the law says."""
_EXTENDED = 3
"""Years of compulsory isolation with the longest extension."""
_REPORTING = 15
"""Days within which persons report for community treatment or rehabilitation."""

_PRINCIPLE = late("预防为主[，、]?综合治理[，、]?禁种、?禁制、?禁贩、?禁吸并举")
_FORMER_PRINCIPLE = late("[四三]禁并举.*(?:预防为本|堵源截流)|预防为本.*[四三]禁并举")
_OF_DRUGS = late("并举|禁[种制贩吸]|毒")

_CONTENTS = (
    ("中华人民共和国禁毒法", "方针", late("预防为主"), ("四",)),
    (
        "中华人民共和国禁毒法",
        "禁毒经费",
        late("经费[^，。；]{0,8}(?:列入|纳入).{0,6}预算"),
        ("六",),
    ),
    ("中华人民共和国禁毒法", "社会捐赠", late("捐赠"), ("七",)),
    ("中华人民共和国禁毒法", "社区戒毒的期限", late("社区戒毒的?期限"), ("三十三",)),
    ("中华人民共和国禁毒法", "不受歧视", late("不受歧视"), ("五十二",)),
    ("戒毒条例", "不受歧视", late("不受歧视"), ("七",)),
    ("戒毒条例", "个人信息保密", late("信息[^，。；]{0,8}保密"), ("七", "四十三")),
    ("戒毒条例", "报到", late("日内.{0,12}报到"), ("十四", "三十八")),
)
"""Law, subject, what tells it, and the articles that provide for it."""

_UNMARKED = ((Basis, "name"), (Veto, "basis"), (Platform, "legal_basis"))
"""Fields that hold only titles, which are written there without 《》."""


@rule(
    "TXT005",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="《中华人民共和国禁毒法》第四条、第三十三条、第四十七条、第四十八条，《戒毒条例》第十四条、"
    "第三十八条；所引法律法规的公布文本",
)
def misquoted_law(context: Context) -> Iterator[Finding]:
    """引用的法定期限、工作方针、法律名称或者条文不对。

    社区戒毒的期限是三年，强制隔离戒毒是二年，最长可以延长一年，社区康复不超过三年；社区戒毒、社区
    康复的人员自收到决定书之日起十五日内报到。禁毒工作方针是“预防为主，综合治理，禁种、禁制、禁贩、禁吸
    并举”，“四禁并举、预防为本”是以前的提法。名称写全称、加书名号：《戒毒条例》前面没有“中华人民共和国”，
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
    plan = context.plan
    for hit in hits(plan, "terms"):
        yield from _of_term(hit)
    for hit in hits(plan, "principle"):
        yield from _of_principle(hit)
    yield from _wrong_titles(plan)


def _of_term(hit: Hit) -> Iterator[Finding]:
    said = hit.groups
    if "days" in said:
        is_first = not re.search("变更|出所|解除|转", hit.match)
        if is_first and ordinal(said["days"]) not in (0, _REPORTING):
            yield Finding(
                hit.where,
                f"“{hit.match}”与规定的报到时限不符。",
                "被责令社区戒毒、社区康复的人员自收到决定书之日起15日内报到。",
                range=hit.range,
            )
        return
    if "rest" in said and not ("marked" in said or "bound" in said):
        return  # How long someone has been there, not the term.
    measure = "强制隔离戒毒" if said["measure"] == "强戒" else said["measure"]
    lawful, law = _TERMS[measure]
    years = ordinal(said["years"].replace("两", "二"))
    longest = said.get("bound") in ("最长", "最多", "至多", "不超过")
    if years not in lawful and not (measure == "强制隔离戒毒" and longest and years == _EXTENDED):
        yield Finding(
            hit.where,
            f"“{hit.match}”与法律规定的期限不符。",
            f"{law}；说的不是期限的，换一种写法。",
            range=hit.range,
        )


def _of_principle(hit: Hit) -> Iterator[Finding]:
    is_former = _FORMER_PRINCIPLE.search(hit.match)
    if is_former and former(hit):
        return
    is_quoted = "并举" in hit.match or "方针" in hit.match
    is_meant = _OF_DRUGS.search(hit.match + hit.after(8)) or hit.before(6).endswith("禁毒工作")
    if is_former or (is_quoted and is_meant and not _PRINCIPLE.search(hit.match)):
        yield Finding(
            hit.where,
            f"“{hit.match}”是以前的提法。"
            if is_former
            else f"禁毒工作方针引用有误：“{hit.match}”。",
            "写成“预防为主，综合治理，禁种、禁制、禁贩、禁吸并举”。",
            range=hit.range,
        )


def _of_content(hit: Hit, law: str, article: str) -> Iterator[Finding]:
    """Report an article that provides for something else than the text says of it."""
    rest = re.split("[。；《]", hit.after(60))[0]
    if not rest.startswith(("规定", "明确", "要求", "，", "：", "“")):
        return
    for title, subject, words, articles in _CONTENTS:
        if title == law and words.search(rest) and ordinal(article) not in map(ordinal, articles):
            right = "、".join(f"第{number}条" for number in articles)
            yield Finding(
                hit.where,
                f"《{law}》第{article}条不是关于{subject}的规定。",
                f"核对条文：{subject}见{right}。",
                range=hit.range,
            )
            return


def _wrong_titles(plan: Plan) -> Iterator[Finding]:
    """Report titles and articles that do not exist, and titles without 《》."""
    cited = hits(plan, "title")
    abbreviated = {hit.groups.get("title") for hit in cited if hit.before(2) == "简称"}
    for basis in plan.overview.basis if plan.overview else ():
        name = (basis.name or "").strip("《》 ")
        right = right_title(name.replace("(", "（").replace(")", "）"))
        if right is not None:
            yield Finding(
                basis.at("name"),
                f"没有名称为“{name}”的文件。",
                _right_title_tip(name, right),
                replacement=right,
            )
    for hit in cited:
        title = hit.groups.get("title")
        name = title or hit.groups["bare"]
        start = hit.range.start + (1 if title else 0)
        named = TextRange(hit.text, start, start + len(name))
        unmarked = any(isinstance(hit.entity, c) and hit.attribute == a for c, a in _UNMARKED)
        right = right_title(name.replace("(", "（").replace(")", "）"))
        if right is not None and name not in abbreviated and not hit.after(4).startswith("（试行"):
            if not isinstance(hit.entity, Basis):
                replacement = right if title or unmarked else f"《{right}》"
                whole = title is not None or _ENDS.match(hit.after(2)) is not None
                yield Finding(
                    hit.where,
                    f"没有名称为“{name}”的文件。",
                    _right_title_tip(name, replacement),
                    replacement=replacement,
                    safe=whole and not name.endswith(("禁毒条例", "社区戒毒条例")),
                    range=named,
                )
            continue
        law = known(name)
        article = hit.groups.get("article") or hit.groups.get("number")
        if law is not None and article and ordinal(article) > ARTICLES[law]:
            yield Finding(
                hit.where,
                f"《{law}》共{ARTICLES[law]}条，没有第{article}条。",
                "对照法律文本，改成正确的条文序号。",
                range=hit.range,
            )
        elif law is not None and article:
            yield from _of_content(hit, law, article)
        if title is None and not unmarked and law is not None and name.startswith("中华人民共和国"):
            yield Finding(
                hit.where,
                f"“{name}”没有加书名号。",
                f"写成“《{name}》”。",
                replacement=f"《{name}》",
                safe=_ENDS.match(hit.after(2)) is not None,
                range=named,
            )


_ENDS = late(r"[\W\d]|[第等和与及的]|以及|要求|$")
"""What may follow a title; other characters may be the rest of a longer one."""


def _right_title_tip(name: str, right: str) -> str:
    """Return the tip for a title that does not exist."""
    other = "；指地方性法规的，写本省的名称" if name.endswith("禁毒条例") else ""
    return f"写成“{right}”{other}。"
