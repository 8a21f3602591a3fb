"""Personal data: identity numbers, mobile numbers, names of drug users."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from jindu.language.persons import named_users
from jindu.language.scan import Hit, hits
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity, TextRange
from jindu.model.rule import rule

_NOT_DIGIT = re.compile("[^0-9X]")

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def _is_identity_number(number: str) -> bool:
    """Whether the check digit of an 18-digit number is right (GB 11643)."""
    rest = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False)) % 11
    return "10X98765432"[rest] == number[-1]


def _digits(hit: Hit) -> str:
    """Return the digits in half width, without separators."""
    return _NOT_DIGIT.sub("", unicodedata.normalize("NFKC", hit.match).upper())


@rule(
    "CMP001",
    Severity.ERROR,
    level=Level.DRAFT,
    basis="《中华人民共和国个人信息保护法》第六条、第二十五条",
    secret=True,
)
def identity_number_written(context: Context) -> Iterator[Finding]:
    """写了公民身份号码。

    方案只用汇总数字，不需要任何人的身份号码。十八位数字且校验码相符的，视为公民身份号码，全角数字、
    中间有空格或者短横的也算。报告和基线里，号码用“＊”遮去。

    ```yaml
    方案:
      背景: 登记人员证件号11010519491231002X。  # <- CMP001
    ```

    ```yaml
    方案:
      背景: 登记人员共36人。
    ```
    """
    plan = context.plan
    for hit in hits(plan, "identity"):
        number = _digits(hit)
        if _is_identity_number(number):
            yield Finding(
                hit.where,
                f"这里有一个公民身份号码（{number[:2]}……{number[-1]}，共18位）。",
                "删去这个号码；需要说明人数的，只写汇总数字。",
                range=hit.range,
            )


@rule(
    "CMP002",
    Severity.WARNING,
    level=Level.DRAFT,
    basis="《中华人民共和国个人信息保护法》第六条、第二十五条",
    secret=True,
)
def mobile_number_written(context: Context) -> Iterator[Finding]:
    """写了手机号码。

    对外联系写办公电话，放在“公文”的“联系”里；方案的其他地方不写个人手机号码，全角数字、中间有空格
    或者短横的也算。报告和基线里，号码用“＊”遮去。

    ```yaml
    方案:
      工作基础: 联系人电话13800138000，或者138 0013 8000。  # <- CMP002
    ```

    ```yaml
    方案:
      工作基础: 设有固定的联系电话。
    ```
    """
    plan = context.plan
    for hit in hits(plan, "phone"):
        number = _digits(hit)[-11:]
        yield Finding(
            hit.where,
            f"这里有一个手机号码（{number[:3]}……{number[-1]}）。",
            "删去这个号码；需要联系方式的，在“公文”的“联系”里写办公电话。",
            range=hit.range,
        )


@rule(
    "CMP003",
    Severity.ERROR,
    level=Level.DRAFT,
    basis="《戒毒条例》第七条、第四十三条",
    secret=True,
)
def drug_user_named(context: Context) -> Iterator[Finding]:
    """提到了具体的吸毒、戒毒人员。

    戒毒人员的个人信息依法保密。“戒毒人员张××”“王某某（吸毒人员）”之类，即使隐去名字，也可能认得
    出是谁，方案里不应出现；只写汇总情况。姓名紧挨着“戒毒人员”“康复人员”等称呼的，是错误；同一句里
    附近有“李某”“王××”的，是警告。姓氏后面像普通词语的（“戒毒人员管理”“康复人员安置”）不算姓名。
    报告和基线里，姓名用“＊”遮去。

    ```yaml
    方案:
      工作基础: 帮助戒毒人员张建国实现就业。  # <- CMP003
    重点任务:
      - 编号: 甲
        措施:
          - 李某原是社区戒毒人员，现为志愿者。  # <- CMP003
    ```

    ```yaml
    方案:
      工作基础: 帮助有就业意愿的戒毒人员实现就业，方便戒毒人员就近报到。
    重点任务:
      - 编号: 甲
        措施:
          - 组织已经戒断的人员参加志愿服务。
    ```
    """
    plan = context.plan
    seen: set[tuple[int, str]] = set()
    for hit in hits(plan, "person"):
        if (id(hit.text), hit.attribute) in seen:
            continue
        seen.add((id(hit.text), hit.attribute))
        for named in named_users(hit.text):
            name = hit.text[named.start : named.end]
            shown = f"{name[0]}{'＊' * (len(name) - 1)}"
            yield Finding(
                hit.where,
                f"“{shown}”是具体的吸毒、戒毒人员。"
                if named.beside
                else f"“{shown}”在说吸毒、戒毒人员的一句里，像是具体的人。",
                "删去姓名和能够认出本人的内容，只写汇总情况，如“已帮助3名戒毒人员就业”。",
                severity=None if named.beside else Severity.WARNING,
                range=TextRange(hit.text, named.start, named.end),
            )
