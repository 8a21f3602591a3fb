"""Information systems that process personal data."""

from __future__ import annotations

from collections.abc import Iterator

from jindu.language.naming import called
from jindu.language.organisations import kind_of
from jindu.language.persons import USERS
from jindu.model.choices import UnitKind
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.plan import Plan
from jindu.model.rule import rule
from jindu.units.patterns import late

_CONTROL = late("动态(?:监管|管控|监控|跟踪)|轨迹|行踪|定位|人脸|尿检|毛发检测|吸毒检测")
_RECORDS = late(
    rf"{USERS}|(?:吸毒|涉毒|戒毒)(?:家庭|户|史|经历|重点)|人员底数|(?:家庭)?住址|身份(?:证|号码)"
)
_COMPETENT = (UnitKind.POLICE, UnitKind.COMMITTEE)
_WITH_RECORDS = (*_COMPETENT, UnitKind.TOWN, UnitKind.JUSTICE, UnitKind.HEALTH, UnitKind.CIVIL)
"""Kinds of units that keep records of persons in community rehabilitation or treatment."""


@rule(
    "CMP004",
    Severity.ERROR,
    level=Level.REVIEW,
    basis="《戒毒条例》第四条、第五条、第十五条、第十六条，《中华人民共和国个人信息保护法》第十条、第十三条、"
    "第三十四条、第五十五条（共享协议参照第二十条、第二十一条、第二十三条）",
)
def platform_without_legal_basis(context: Context) -> Iterator[Finding]:
    """平台处理个人信息没有依据，或者超出了主管单位的职责。

    登记吸毒人员、实行动态管控是公安机关的职责；社区戒毒、社区康复由乡镇人民政府、街道办事处负责，
    可以掌握有关材料。支部、社区和社会组织的平台处理这类数据，是错误；乡镇、街道的平台有动态监管、轨迹、
    检测结果的，是警告。平台有这类数据而没有写主管单位、没有写是否含个人信息的，也是警告。平台含个人
    信息的，要写明法律依据，宜写共享协议；个人信息保护影响评估应当事前完成：日期晚于上线日期是错误，
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
    yield from _beyond_competence(plan)
    if platform.personal:
        yield from _incomplete_safeguards(plan)


def _beyond_competence(plan: Plan) -> Iterator[Finding]:
    platform = plan.platform
    assert platform is not None
    text = "、".join((platform.name or "", *platform.data))
    control, records = _CONTROL.search(text), _RECORDS.search(text)
    told = control or records
    if told is None:
        return
    owner = plan.unit(platform.owner)
    kind = kind_of(owner) if owner else None
    if platform.lacks("owner"):
        yield Finding(
            platform.at("owner"),
            f"平台涉及“{told.group()}”，没有写主管单位。",
            "写明主管单位；登记、动态管控由公安机关负责，社区戒毒社区康复由乡镇（街道）负责。",
            on_key=True,
            severity=Severity.WARNING,
        )
    elif owner and kind and kind not in (_COMPETENT if control else _WITH_RECORDS):
        yield Finding(
            platform.at("owner"),
            f"平台涉及“{told.group()}”，主管单位却是{called(owner)}，没有相应的法定职责。",
            "改由公安机关主管，或者删去这类数据；本单位的平台只处理职责范围以内的数据。"
            if control
            else "改由乡镇人民政府、街道办事处或者公安机关主管；支部、社区的平台只处理汇总数据。",
            severity=Severity.WARNING if kind in _WITH_RECORDS else None,
        )
    if platform.lacks("personal"):
        yield Finding(
            platform.at("personal"),
            f"平台涉及“{told.group()}”，没有写是否含个人信息。",
            "写明“含个人信息: 是”，并写法律依据和影响评估日期；只用汇总数据的，改写数据类别。",
            on_key=True,
            severity=Severity.WARNING,
        )
    elif platform.personal is False:
        yield Finding(
            platform.at("personal"),
            f"写明不含个人信息，数据类别却有“{told.group()}”。",
            "核对数据类别；确实只用汇总数据的，改写数据类别。",
        )


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
            severity=Severity.WARNING,
            error_from=Level.SUBMIT if missing[0][0] == "legal_basis" else None,
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
