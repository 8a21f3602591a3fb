"""RSP011 on led work: who may lead what, and how grave it is if not."""

import pytest

from jindu.checker import engine
from jindu.model.diagnostic import Level, Severity
from jindu.source import load

UNITS = """
单位名录:
  - {编号: 支部, 名称: 柳林街道禁毒党支部, 类别: 党组织}
  - {编号: 居委会, 名称: 梧桐社区居民委员会, 类别: 社区}
  - {编号: 社工站, 名称: 清源县安心社会工作服务中心, 类别: 社会组织}
  - {编号: 街道办, 名称: 柳林街道办事处, 类别: 乡镇街道}
  - {编号: 卫健局, 名称: 清源县卫生健康局, 类别: 卫健}
  - {编号: 市监局, 名称: 清源县市场监督管理局, 类别: 市场监管}
  - {编号: 派出所, 名称: 柳林派出所, 类别: 公安}
工作任务:
  - {编号: 甲, 名称: %s, 牵头单位: %s}
"""


def severity(name: str, lead: str) -> Severity | None:
    found = engine.check(load.load_text(UNITS % (name, lead)), Level.SUBMIT).diagnostics
    return next((d.severity for d in found if d.code == "RSP011"), None)


@pytest.mark.parametrize(
    ("name", "lead"),
    [
        ("对吸毒人员实行动态管控", "支部"),
        ("涉毒重点人员分级管控", "居委会"),
        ("组织全员尿检", "支部"),
        ("社区戒毒人员毛发检测", "社工站"),
        ("责令社区戒毒", "居委会"),
        ("决定对复吸人员强制隔离戒毒", "社工站"),
    ],
)
def test_reserved_powers_are_errors_for_the_laity(name: str, lead: str) -> None:
    assert severity(name, lead) is Severity.ERROR


@pytest.mark.parametrize(
    ("name", "lead"),
    [
        ("对吸毒人员实行动态管控", "街道办"),
        ("吸毒人员风险分级管控", "卫健局"),
        ("责令社区戒毒", "街道办"),
        ("摸排辖区吸毒人员底数并建立一人一档", "支部"),
        ("对可疑人员进行盘查", "支部"),
        ("查处零包贩毒案件", "社工站"),
        ("与社戒人员签订协议", "支部"),
        ("落实社区戒毒措施", "支部"),
        ("落实社区康复措施", "居委会"),
    ],
)
def test_others_are_warnings(name: str, lead: str) -> None:
    assert severity(name, lead) is Severity.WARNING


@pytest.mark.parametrize(
    ("name", "lead"),
    [
        ("对吸毒人员实行动态管控", "派出所"),
        ("戒毒人员报到登记", "街道办"),
        ("建立社区戒毒社区康复人员登记台账", "街道办"),
        ("签订社区戒毒协议", "街道办"),
        ("查处麻精药品违规案件", "卫健局"),
        ("查处寄递物流违法案件", "市监局"),
        ("戒毒康复人员健康检测", "卫健局"),
        ("病残吸毒人员分类管控救治机制", "卫健局"),
        ("缉毒英模报告会", "支部"),
        ("社区康复人员就业帮扶", "支部"),
        ("戒毒康复人员就业意向登记", "居委会"),
        ("协助派出所登记吸毒人员", "居委会"),
        ("强制隔离戒毒人员出所接回", "居委会"),
    ],
)
def test_lawful_leads_are_silent(name: str, lead: str) -> None:
    assert severity(name, lead) is None
