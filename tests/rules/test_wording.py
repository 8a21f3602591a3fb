"""Rules of wording: cases on both sides of each kind."""

from __future__ import annotations

import json

import pytest

from jindu.checker import engine
from jindu.checker.settings import STANDARD
from jindu.model.diagnostic import Diagnostic, Level, Severity
from jindu.source import load

GUILTY = {
    "TXT002": [
        "由[街道名称]统一组织。",
        "联系人（姓名）负责登记。",
        "会议定于2027年 月 日召开。",
        "全镇寄递网点数据暂缺。",
        "由（责任单位名称）于9月底前完成。",
    ],
    "TXT003": [
        "破解基层宣传一公里难题。",
        "畅通服务居民的一公里。",
        "进一步提提高识毒水平。",
        "做好禁禁毒宣传。",
        "居民防范能能力增强。",
    ],
    "TXT005": [
        "强戒三年期满的人员由司法所衔接，强戒期限为三年。",
        "社区康复最长五年，由街道办事处执行。",
        "社区戒毒期一年，表现良好的可以提前解除。",
        "被责令社区康复的人员应当在7日内报到并签订协议。",
        "《禁毒法》第七条规定，县级以上人民政府将禁毒经费列入本级财政预算。",
        "《禁毒法》第三十条规定，社区戒毒期限为三年。",
        "《戒毒条例》第九条规定，对戒毒的个人信息应当保密。",
        "落实三禁并举、堵源截流、严格执法、标本兼治的方针。",
        "遵循预防为本、四禁并举的方针。",
        "根据《社区戒毒社区康复条例》配备专职人员。",
        "学习《党支部工作条例（试行）》。",
    ],
    "TXT006": [
        "确保辖区无一例新增吸毒人员。",
        "坚决杜绝复吸。",
        "五年内根治涉毒问题。",
        "彻底根治毒品危害。",
        "做到不再发生涉毒案件。",
    ],
    "TXT008": [
        "台账2027-03-31前建好。",
        "28年10月底前验收。",
        "二〇二八年十二月三十一日前总结。",
        "二○二七年十月召开会议。",
        "自2027/5/6起施行。",
        "二〇二六年全面推开。",
    ],
    "TXT009": [
        "县人事局负责招聘。",
        "市县两级地税局落实优惠。",
        "公安消防大队检查消防设施。",
        "街道计生委协助入户。",
        "县旅游局检查旅行社。",
        "由县扶贫开发办公室认定。",
        "目前县工商局每季度检查一次。",
        "2027年6月底前县扶贫办完成认定。",
        "深入贯彻党的十九大精神，推进禁毒工作。",
        "以“三个代表”重要思想为指导，抓好禁毒工作。",
        "以党的十八大和十八届三中全会精神为指导。",
        "把强制戒毒人员纳入帮扶范围。",
    ],
    "TXT013": [
        "截止目前，全镇建成宣传点四处。",
        "截止2026年6月，登记志愿者40人。",
        "会议作出统一布署。",
        "群众反应问题当天登记。",
        "由付镇长负责协调。",
        "被责令社区戒毒的人员15日内到街道办事处报道。",
        "经费通过专用帐户核算。",
        "全镇复盖率达到九成。",
        "支部要一如继往做好工作。",
        "制作宜传手册。",
        "按照按照统一要求办理。",
        "完善完善工作机制。",
        "发挥的的作用。",
        "派出所和和司法所会商。",
        "一是摸底，二是宣传，四是总结。",
        "一是摸底，一是宣传，三是总结。",
        "（一）摸底。（二）宣传。（四）总结。",
        "第一，摸底；第二，宣传；第二，总结。",
        "坚持“谁组织、谁负责，做好安全工作。",
        "坚持谁组织、谁负责”的原则。",
        "学习《反有组织犯罪法的规定。",
        "学习戒毒条例》的规定。",
    ],
}
INNOCENT = [
    # TXT002
    "各村按照村名（小组名）的次序排列。",
    "推行“待定”“已定”两类清单。",
    "贯彻《关于修改<中华人民共和国保险法>等五部法律的决定》。",
    "岗位暂缺的，由支部书记指定专人代行。",
    "填写单位名称、联系方式。",
    # TXT003
    "发挥职能能力所及的作用，可能能力不足的由县里补充。",
    "党小组组织学习，小组组长点名。",
    "向前推进一公里路段亮化，步行一公里到达，解决路灯不亮的问题。",
    "社会组织组织社工参加，党组织组织党员参加。",
    # TXT005
    "强制隔离戒毒期限最长不超过三年。",
    "社区戒毒三年的期限自报到之日起计算。",
    "对社区康复满二年的人员开展回访。",
    "社区戒毒三年后未复吸的，由街道宣布解除。",
    "社区戒毒人员变更执行地的，应当在二日内到新的执行地报到。",
    "被责令社区戒毒的人员自收到决定书之日起十五日内报到。",
    "宣传中华人民共和国反有组织犯罪法修正草案。",
    "在中华人民共和国境内开展活动适用本法。",
    "《禁毒法》第六条规定，将禁毒经费列入本级财政预算。",
    "《戒毒条例》第四十三条规定，泄露戒毒人员个人信息的依法处理，信息应当保密。",
    "1991年提出三禁并举、堵源截流、严格执法、标本兼治的方针。",
    "落实四禁并举，禁种铲毒和查缉堵截一起抓。",
    "坚持预防为主、防治结合的卫生工作方针。",
    # TXT006
    "确保走访无一户遗漏。",
    "毒品原植物零种植、零产量，零毒品原植物种植村全部复核。",
    "坚决杜绝形式主义。",
    "保证志愿者不再重复填表。",
    "根治顽瘴痼疾，改进作风。",
    # TXT008
    "单价2026.5元，比例为20.26%。",
    "全长6.26公里，面积2025.10平方米。",
    "工作满25年的同志优先。",
    "使用编号JD-2027-03-31的台账。",
    "第6.26条是总则。",
    # TXT009
    "乡村振兴局面持续向好，扶贫办法另行制定。",
    "计生委员、综治委员参加会议。",
    "开展勤劳教育，树立劳动教育观念。",
    "撤销的工商局旧址改建为活动室。",
    "2016年县国土局划拨的土地用于建设。",
    "县文化和旅游局、文化广电旅游局检查场所。",
    "县人力资源和社会保障局推荐岗位。",
    "国家税务总局清源县税务局落实优惠政策。",
    "以马克思列宁主义、毛泽东思想、邓小平理论、“三个代表”重要思想、科学发展观、"
    "习近平新时代中国特色社会主义思想为指导。",
    "贯彻党的十八大以来的部署和党的二十大精神。",
    "区域文化局限逐步打破。",
    # TXT013
    "截至2026年底，报名截止2027年3月10日，活动截止2027年5月。",
    "组织党员员工和员工家属参加，中心心理室开放。",
    "公布署名文章，紧急待命，提供工资及待遇说明。",
    "做为民服务的事，叫做为期三天的集训。",
    "按装修标准布置，按装机数量拨付。",
    "既使群众受益，又使基层减负。",
    "观察药物不良反应情况。",
    "提供生活必需品，不宜传播的内容不发布。",
    "经批准恢复盖章手续，支付主任医师讲课费。",
    "社区党组织组织党员走访，校园满意度调查按期开展。",
    "邀请记者到派出所报道禁毒工作。",
    "达到目的的标准是群众满意，总和和平均数一并上报。",
    "为了了解情况，逐户走访，除了了解家庭，还要了解学校。",
    "关键就是是否落实，重点是是非标准。",
    "参与与服务并重，以及及时报告。",
    "这是唯一的办法，第一是摸底，统一是前提。",
    "于第一、第三季度检查，第一、第二批名单另发。",
    "一是摸底，二是宣传。各村要做到：一是有人，二是有阵地。",
    "坚持“谁主管、谁负责”“谁组织、谁负责”。",
    "学习《禁毒法》《戒毒条例》，落实“1+3+N”机制。",
    "召开宣传宣传月部署会以外的会议一律从简。",
    "印发实施方案，制定制度，开展活动。",
    "明确确定的任务，完成成果材料，及时时刻提醒。",
]


def found(sentence: str, place: str = "措施") -> list[Diagnostic]:
    told = json.dumps(sentence, ensure_ascii=False)
    text = (
        f"重点任务:\n  - 编号: 甲\n    措施:\n      - {told}\n"
        if place == "措施"
        else f"公文:\n  附件:\n    - {{名称: 承诺书, 内容: {told}}}\n"
    )
    settings = STANDARD
    report = engine.check(load.load_text(text), Level.SUBMIT, settings)
    return [d for d in report.diagnostics if d.code.startswith("TXT")]


@pytest.mark.parametrize(
    ("sentence", "code"), [(said, code) for code, many in GUILTY.items() for said in many]
)
def test_what_is_wrong_is_found(sentence: str, code: str) -> None:
    assert code in {d.code for d in found(sentence)}


@pytest.mark.parametrize("sentence", INNOCENT)
def test_what_is_right_is_left_alone(sentence: str) -> None:
    assert [(d.code, d.message) for d in found(sentence)] == []


@pytest.mark.parametrize(
    ("sentence", "severity"),
    [
        ("××镇设立支部。", Severity.ERROR),
        ("由（单位名称）负责。", Severity.ERROR),
        ("牵头单位待定。", Severity.WARNING),
        ("先在某街道试行。", Severity.WARNING),
        ("宣传内容包括……等。", Severity.WARNING),
    ],
)
def test_what_may_be_meant_is_no_error(sentence: str, severity: Severity) -> None:
    assert [d.severity for d in found(sentence)] == [severity]


@pytest.mark.parametrize("form", ["承诺人：____", "姓名（姓名）", "2027年 月 日", "□□同意"])
def test_a_form_in_an_annex_has_blanks(form: str) -> None:
    assert found(form, "附件") == []
    assert found(form) != []


def fixed(sentence: str) -> list[tuple[str, bool]]:
    """The text after each fix that is offered, and whether it is safe."""
    offered = []
    for each in found(sentence):
        if each.fix is not None:
            [edit] = each.fix.edits
            offered.append((edit.text, each.fix.safe))
    return offered


@pytest.mark.parametrize(
    ("sentence", "words", "safe"),
    [
        ("台账2027-03-31前建好。", "2027年3月31日", True),
        ("二〇二八年十二月三十一日前总结。", "2028年12月31日", True),
        ("二〇二七年二十月召开。", None, None),
        ("28年10月底前验收。", "2028年", False),
        ("学习《2027.5工作要点》。", "2027年5月", False),
        ("会议作出布署。", "部署", False),
    ],
)
def test_fixes(sentence: str, words: str | None, safe: bool | None) -> None:
    assert fixed(sentence) == ([] if words is None else [(words, safe)])


def test_marks_between_titles_are_told_once() -> None:
    told = found("学习《甲法》、《乙法》、《丙法》。另学《丁法》、《戊法》。")
    assert [(d.code, d.severity) for d in told] == [("TXT013", Severity.INFO)]
    assert "共3处" in told[0].message


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("柳林街道禁毒先锋支部每月学习一次。", 1),
        ("由柳林街道禁毒工作党支部负责。", 1),
        ("柳林街道禁毒支部、街道禁毒支部和禁毒党支部说的是一个。", 0),
        ("柳林街道禁毒功能型党支部每月学习一次。", 0),
        ("柳林街道禁毒办和机关支部会商，柳林街道禁毒工作由支部牵头。", 0),
        ("青石街道禁毒先锋支部前来交流。", 0),
    ],
)
def test_names_of_a_branch_in_running_text(sentence: str, count: int) -> None:
    text = (
        "支部: [{编号: 支部一, 名称: 柳林街道禁毒党支部}]\n"
        f"重点任务: [{{编号: 甲, 措施: [{sentence}]}}]\n"
    )
    told = engine.check(load.load_text(text), Level.SUBMIT, STANDARD).diagnostics
    assert sum(d.code == "TXT004" for d in told) == count
