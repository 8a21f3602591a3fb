"""Personal data: identity numbers, mobile numbers, names of drug users."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from jindu.language.personal_data import contacts
from jindu.language.persons import named_users
from jindu.language.portraits import portraits
from jindu.language.scan import Hit, hits, overlaps, texts_with
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity, TextRange
from jindu.model.rule import rule
from jindu.units.patterns import late

_NOT_DIGIT = late("[^0-9X]")

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
    """写了手机号码或者个人的联系方式。

    对外联系写办公电话，放在“公文”的“联系”里；方案的其他地方不写个人手机号码、微信号和QQ号，全角
    数字、中间有空格、点或者短横的也算，注明“微信同号”的座机也算。单位的举报电话、值班电话、公众号和
    QQ群不算。报告和基线里，号码用“＊”遮去。

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
    told: set[tuple[int, int]] = set()
    for hit in hits(plan, "phone"):
        number = _digits(hit)[-11:]
        told.update((id(hit.text), place) for place in range(hit.range.start, hit.range.end))
        yield Finding(
            hit.where,
            f"这里有一个手机号码（{number[:3]}……{number[-1]}）。",
            "删去这个号码；需要联系方式的，在“公文”的“联系”里写办公电话。",
            range=hit.range,
        )
    for hit in texts_with(plan, "contact"):
        for found in contacts(hit.text):
            if (id(hit.text), found.start) not in told:
                yield Finding(
                    hit.where,
                    f"这里有个人的联系方式：{found.shown(hit.text)}。",
                    "删去；需要联系方式的，在“公文”的“联系”里写办公电话。",
                    range=TextRange(hit.text, found.start, found.end),
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

    戒毒人员的个人信息依法保密（公安、司法行政、卫生行政等部门工作人员泄露的，依法处分）。“戒毒人员
    张××”“王某某（吸毒人员）”之类，即使隐去名字，也可能认得出是谁，方案里不应出现；只写汇总情况。
    没有写“戒毒人员”四个字，而把姓名、住址同吸毒、戒毒的经历写在一起的，也一样。姓名紧挨着“戒毒人员”
    “康复人员”等称呼、写明姓名或者门牌的，是错误；只有“李某”“王××”，或者只有性别、年龄的，是警告。
    姓氏后面像普通词语的（“戒毒人员管理”“康复人员安置”）不算姓名，书名、影片名里的不算。报告和基线里，
    姓名用“＊”遮去。

    ```yaml
    方案:
      工作基础: 帮助戒毒人员张建国实现就业。  # <- CMP003
    重点任务:
      - 编号: 甲
        措施:
          - 李某原是社区戒毒人员，现为志愿者。  # <- CMP003
          - 3号楼502室住户有吸毒史，由楼栋长联系。  # <- CMP003
    ```

    ```yaml
    方案:
      工作基础: 帮助有就业意愿的戒毒人员实现就业，方便戒毒人员就近报到。
    重点任务:
      - 编号: 甲
        措施:
          - 组织已经戒断的人员参加志愿服务。
          - 有吸毒史的居民自愿求助的，由社工提供服务。
    ```
    """
    plan = context.plan
    for hit in texts_with(plan, "person", "portrait"):
        found = list(named_users(hit.text))
        spans = [(named.start, named.end) for named in found]
        for named in found:
            yield Finding(
                hit.where,
                "这里把姓名和戒毒人员写在一起，能认出本人。"
                if named.beside
                else "这一句说吸毒、戒毒人员，又写了姓氏，可能认出本人。",
                "删去姓名和能够认出本人的内容，只写汇总情况。",
                severity=None if named.beside else Severity.WARNING,
                range=TextRange(hit.text, named.start, named.end),
            )
        for portrait in portraits(hit.text):
            if overlaps(spans, portrait.start, portrait.end):
                continue
            yield Finding(
                hit.where,
                "这里把姓名或者住址和吸毒、戒毒的经历写在一起，能认出本人。"
                if portrait.sure
                else "这里说的是一个人吸毒、戒毒的经历，可能认出本人。",
                "删去这一段，只写汇总情况；需要举例的，另行征得本人书面同意，并隐去能够认出本人的内容。",
                severity=None if portrait.sure else Severity.WARNING,
                range=TextRange(hit.text, portrait.start, portrait.end),
            )
