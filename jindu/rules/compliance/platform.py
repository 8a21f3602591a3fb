"""Information systems that process personal data."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jindu.language.bodies import kind_of
from jindu.language.naming import called
from jindu.model.choices import UnitKind
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.plan import Plan
from jindu.model.rule import rule

_CONTROL = re.compile(r"动态(?:监管|管控|监控)|轨迹|定位|人脸|人员(?:信息|档案|名单|登记)|身份")


@rule(
    "CMP004",
    Severity.ERROR,
    level=Level.REVIEW,
    basis="《中华人民共和国个人信息保护法》第三十四条、第三十五条、第五十五条，《戒毒条例》第四条",
)
def platform_without_legal_basis(context: Context) -> Iterator[Finding]:
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
    plan = context.plan
    platform = plan.platform
    if platform is None:
        return
    owner = plan.unit(platform.owner)
    text = "".join((platform.name or "", *platform.data))
    control = _CONTROL.search(text)
    if (
        control
        and owner is not None
        and kind_of(owner) not in (UnitKind.POLICE, UnitKind.COMMITTEE, None)
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
        yield from _incomplete_safeguards(plan)


def _incomplete_safeguards(plan: Plan) -> Iterator[Finding]:
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
