"""What must not stand in a plan: data of persons, powers it does not have, classified matter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from jindu.analysis.bodies import kind_of
from jindu.analysis.naming import called
from jindu.analysis.persons import named_users
from jindu.analysis.text import Hit, hits
from jindu.diagnostic import Finding, Level, Severity, Stretch, rule
from jindu.plan import PartyKind, Plan

_NO_DIGIT = re.compile("[^0-9X]")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def _is_identity(number: str) -> bool:
    """Whether the check digit of an 18-digit number fits (GB 11643)."""
    rest = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False)) % 11
    return "10X98765432"[rest] == number[-1]


def _number(hit: Hit) -> str:
    """The digits of a number, however wide and with whatever between them."""
    return _NO_DIGIT.sub("", unicodedata.normalize("NFKC", hit.match).upper())


@rule(
    "CMP001",
    Severity.ERROR,
    level=Level.DRAFT,
    basis="《中华人民共和国个人信息保护法》第六条、第二十五条",
    secret=True,
)
def identity_number(plan: Plan) -> Iterator[Finding]:
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
    for hit in hits(plan, "identity"):
        number = _number(hit)
        if _is_identity(number):
            yield Finding(
                hit.where,
                f"这里有一个公民身份号码（{number[:2]}……{number[-1]}，共18位）。",
                "删去这个号码；需要说明人数的，只写汇总数字。",
                within=hit.within,
            )


@rule(
    "CMP002",
    Severity.WARNING,
    level=Level.DRAFT,
    basis="《中华人民共和国个人信息保护法》第六条、第二十五条",
    secret=True,
)
def mobile_number(plan: Plan) -> Iterator[Finding]:
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
    for hit in hits(plan, "phone"):
        number = _number(hit)[-11:]
        yield Finding(
            hit.where,
            f"这里有一个手机号码（{number[:3]}……{number[-1]}）。",
            "删去这个号码；需要联系方式的，在“公文”的“联系”里写办公电话。",
            within=hit.within,
        )


@rule(
    "CMP003",
    Severity.ERROR,
    level=Level.DRAFT,
    basis="《戒毒条例》第七条、第四十三条",
    secret=True,
)
def person_named(plan: Plan) -> Iterator[Finding]:
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
    told: set[tuple[int, str]] = set()
    for hit in hits(plan, "person"):
        if (id(hit.text), hit.attribute) in told:
            continue
        told.add((id(hit.text), hit.attribute))
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
                within=Stretch(hit.text, named.start, named.end),
            )


_CONTROL = re.compile(r"动态(?:监管|管控|监控)|轨迹|定位|人脸|人员(?:信息|档案|名单|登记)|身份")


@rule(
    "CMP004",
    Severity.ERROR,
    level=Level.REVIEW,
    basis="《中华人民共和国个人信息保护法》第三十四条、第三十五条、第五十五条，《戒毒条例》第四条",
)
def platform_without_basis(plan: Plan) -> Iterator[Finding]:
    """平台处理个人信息没有依据，或者超出了主管单位的职责。

    登记吸毒人员、实行动态管控是公安机关的职责，支部和社区的平台不能处理这类数据。平台含个人信
    息的，要写明法律依据和共享协议；个人信息保护影响评估应当事前完成：日期晚于上线日期是错误，
    没有写的，送审时是警告，报批时是错误。数据类别里有人员信息、轨迹之类而又写明不含个人信息的，
    前后矛盾。

    ```yaml
    单位名录:
      - {编号: 支部, 名称: 柳林街道禁毒党支部, 类别: 党组织}
    平台:
      名称: 禁毒管理平台
      主管单位: 支部  # <- CMP004
      数据类别: [吸毒人员动态监管]
      含个人信息: 是
      法律依据: 《禁毒法》
      共享协议: 三部门共享协议
      影响评估日期: 2026-05
    ```

    ```yaml
    单位名录:
      - {编号: 禁毒办, 名称: 清源县禁毒委员会办公室, 类别: 禁毒委}
    平台:
      名称: 禁毒工作模块
      主管单位: 禁毒办
      数据类别: [宣传场次, 覆盖人数]
      含个人信息: 否
    ```
    """
    platform = plan.platform
    if platform is None:
        return
    owner = plan.party(platform.owner)
    told = "".join((platform.name or "", *platform.data))
    control = _CONTROL.search(told)
    if (
        control
        and owner is not None
        and kind_of(owner) not in (PartyKind.POLICE, PartyKind.COMMITTEE, None)
    ):
        yield Finding(
            platform.at("owner"),
            f"平台涉及“{control.group()}”，主管单位却是{called(owner)}，没有相应的法定职责。",
            "改由公安机关或者禁毒委员会主管；支部的平台只处理汇总数据。",
        )
    if control and platform.personal is False:
        yield Finding(
            platform.at("personal"),
            f"写明不含个人信息，数据类别却有“{control.group()}”。",
            "核对数据类别；确实只用汇总数据的，改写数据类别。",
        )
    if platform.personal:
        yield from _personal_data(plan)


def _personal_data(plan: Plan) -> Iterator[Finding]:
    platform = plan.platform
    assert platform is not None
    parts = (("legal_basis", "法律依据"), ("agreement", "共享协议"))
    missing = [(attribute, name) for attribute, name in parts if platform.lacks(attribute)]
    if missing:
        names = "和".join(name for _, name in missing)
        yield Finding(
            platform.at(missing[0][0]),
            f"平台含个人信息，没有写{names}。",
            f"写明{names}；不必处理个人信息的，改为“含个人信息: 否”并只用汇总数据。",
            on_key=True,
        )
    assessed, launch = platform.assessment_date, platform.launch
    if platform.lacks("assessment_date"):
        yield Finding(
            platform.at("assessment_date"),
            "平台含个人信息，没有写个人信息保护影响评估的日期。",
            "上线前完成影响评估，在“影响评估日期”里写明完成的日期。",
            on_key=True,
            severity=Severity.WARNING,
            error_from=Level.SUBMIT,
        )
    elif assessed is not None and launch is not None and assessed.last > launch.last:
        yield Finding(
            platform.at("assessment_date"),
            f"影响评估{assessed.name()}完成，晚于上线日期{launch.name()}。",
            f"把影响评估安排在{launch.name()}之前，或者推迟上线。",
            related=((platform.at("launch"), "上线日期"),),
        )


@rule("CMP011", Severity.ERROR, level=Level.DRAFT, basis="本工具的使用范围")
def classified(plan: Plan) -> Iterator[Finding]:
    """方案标了密级。

    本工具不用于处理涉密文件。涉密的方案请在符合保密要求的设备上另行处理，并从这台电脑上删除。

    ```yaml
    公文:
      密级: 机密  # <- CMP011
    ```

    ```yaml
    公文:
      密级: 无
    ```
    """
    document = plan.document
    if document is not None and document.classification not in (None, "无", "公开"):
        yield Finding(
            document.at("classification"),
            f"方案标了密级“{document.classification}”，不能用本工具处理。",
            "涉密文件在符合保密要求的设备上处理；不涉密的，写“无”或者删去这一项。",
        )


RULES = (identity_number, mobile_number, person_named, platform_without_basis, classified)
