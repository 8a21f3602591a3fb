"""Wrong characters, words typed twice, ordinals and marks out of step."""

from __future__ import annotations

from collections.abc import Iterator

from jindu.language import proofreading
from jindu.language.scan import hits, place_of, words_of
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity, TextRange, Where
from jindu.model.fields import Entity
from jindu.model.plan import Plan
from jindu.model.rule import rule
from jindu.units.patterns import late

_MEDIA = late("媒体|记者|新闻|电视|报社|采访")


@rule("TXT013", Severity.WARNING, level=Level.REVIEW, basis="惯例：文字、标点和序数无误")
def slip_of_writing(context: Context) -> Iterator[Finding]:
    """错别字、字词重复、引号书名号不成对、序数不连贯。

    校对时常见的差错：“截止2026年底”应为“截至”，“布署”应为“部署”；同一个词连着写了两遍；引号、书名号
    只有一半；“一是”后面接着“三是”。并列的书名号之间一般不用顿号，写了的作为提示指出。

    ```yaml
    方案:
      背景: 截止2025年底，街道共有志愿者30人。  # <- TXT013
      工作基础: 各社区按照统一布署开展开展了宣传。  # <- TXT013
      指导思想: 落实“谁主管、谁负责的要求。  # <- TXT013
      总体目标: 一是健全组织，三是落实保障。  # <- TXT013
    ```

    ```yaml
    方案:
      背景: 截至2025年底，街道共有志愿者30人，报名截止时间为每年3月。
      工作基础: 各社区按照统一部署开展了宣传。
      指导思想: 落实“谁主管、谁负责”的要求。
      总体目标: 一是健全组织，二是落实保障。
    ```
    """
    plan = context.plan
    for hit in hits(plan, "wrong"):
        if hit.match == "报道" and _MEDIA.search(hit.before(40)):
            continue
        right = proofreading.right_word(hit.match)
        yield Finding(
            hit.where,
            f"“{hit.match}”像是“{right}”的误写。",
            f"改成“{right}”。",
            replacement=right,
            safe=False,
            range=hit.range,
        )
    for hit in hits(plan, "doubled"):
        once = hit.match[: len(hit.match) // 2]
        yield Finding(
            hit.where,
            f"“{hit.match}”把“{once}”写了两遍。",
            f"只留一个“{once}”。",
            replacement=once,
            safe=False,
            range=hit.range,
        )
    between = hits(plan, "between_titles")
    for hit in between[:1]:
        yield Finding(
            hit.where,
            f"并列的书名号之间用了顿号{f'，共{len(between)}处' if len(between) > 1 else ''}。",
            "并列的书名号之间一般不用顿号，删去即可。",
            severity=Severity.INFO,
            replacement="》",
            safe=False,
            range=hit.range,
        )
    seen: set[tuple[Where, str]] = set()
    for hit in hits(plan, "ordinal"):
        if (hit.where, hit.text) not in seen:
            seen.add((hit.where, hit.text))
            for slip in proofreading.out_of_order(hit.text):
                yield _of_slip(hit.where, hit.text, slip)
    if proofreading.may_be_unpaired(words_of(plan)):
        yield from _unpaired(plan)


def _of_slip(where: Where, text: str, slip: proofreading.Slip) -> Finding:
    return Finding(
        where, f"{slip.problem}。", slip.tip, range=TextRange(text, slip.start, slip.end)
    )


def _unpaired(plan: Plan) -> Iterator[Finding]:
    place, field = 0, (Entity(), "")
    for entity, attribute, text in plan.texts:
        place = place + 1 if (entity, attribute) == field else 0
        field = (entity, attribute)
        for slip in proofreading.unpaired(text):
            yield _of_slip(place_of(entity, attribute, place), text, slip)
