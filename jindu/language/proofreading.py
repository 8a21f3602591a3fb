"""Slips of writing: wrong characters, words typed twice, ordinals and marks out of step."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from jindu.units.patterns import late

_WORDS = {
    "帐户": "账户", "帐号": "账号", "帐目": "账目", "帐簿": "账簿", "台帐": "台账", "转帐": "转账",
    "记帐": "记账", "报帐": "报账", "松驰": "松弛", "一如继往": "一如既往", "再接再励": "再接再厉",
    "竟赛": "竞赛", "防不甚防": "防不胜防", "迫不急待": "迫不及待", "重蹈复辙": "重蹈覆辙",
    "严历": "严厉", "幅盖": "覆盖", "幅射": "辐射", "按步就班": "按部就班", "穿流不息": "川流不息",
    "通辑": "通缉", "震憾": "震撼", "气慨": "气概", "帐蓬": "帐篷", "罂栗": "罂粟",
    "美沙铜": "美沙酮", "依托米酯": "依托咪酯", "走仿": "走访", "因地治宜": "因地制宜",
    "相辅相承": "相辅相成", "走头无路": "走投无路", "齐心协立": "齐心协力", "滥芋充数": "滥竽充数",
    "不径而走": "不胫而走", "变本加历": "变本加厉", "以逸代劳": "以逸待劳", "默守成规": "墨守成规",
    "一愁莫展": "一筹莫展", "常抓不解": "常抓不懈", "坚持不解": "坚持不懈", "持之一恒": "持之以恒",
    "全力已赴": "全力以赴", "群策群立": "群策群力", "贯切": "贯彻", "惯彻": "贯彻", "彻低": "彻底",
    "捡查": "检查", "因地置宜": "因地制宜", "因地致宜": "因地制宜", "因人治宜": "因人制宜",
    "多管其下": "多管齐下", "多管旗下": "多管齐下", "以身做则": "以身作则", "以身作责": "以身作则",
    "举一返三": "举一反三", "有的放失": "有的放矢", "持之以衡": "持之以恒", "群策群利": "群策群力",
    "张帖": "张贴", "粘帖": "粘贴", "防患未燃": "防患未然", "立杆见影": "立竿见影",
    "齐抓共官": "齐抓共管", "责无旁代": "责无旁贷", "义不容词": "义不容辞", "家谕户晓": "家喻户晓",
    "家愈户晓": "家喻户晓", "潜移墨化": "潜移默化", "卓有成校": "卓有成效", "切实可形": "切实可行",
    "行之有校": "行之有效",
}  # fmt: skip
"""Wrong word → right word; no part of other words."""
_IN_CONTEXT = (
    "".join(
        f"(?<!{what})"
        for what in (
            *(
                "报名",
                "申报",
                "受理",
                "报送",
                "征集",
                "投稿",
                "时间",
                "日期",
                "期限",
                "活动",
                "公示",
            ),
            *("投票", "评选", "募捐", "招募", "招聘"),
        )
    )
    + r"截止(?=\s?(?:(?:19|20)\d\d年|\d{1,2}月|目前|今年|去年|上年|本年|当年|年底|上月))",
    "(?<!公)布署(?!名)",
    "(?<![紧应])急待(?![命岗援产])",
    "做为(?![民了人您我他她群居村老期])",
    "按装(?![机配置箱备修载订运卸潢])",
    "既使(?![^。；]{0,40}[又更且])",
    "(?:(?<=群众)|(?<=居民)|(?<=及时)|(?<=如实)|(?<=积极))反应"
    "(?=(?:居民|群众|村民|家长|学生|商户|基层|各方)?的?(?:问题|情况|诉求|意见|线索))",
    "(?<!生活)必需(?=[由按要]|坚持|做到|严格|认真|建立)",
    "(?<![恢])复盖(?=[率面全到所])",
    "(?<![支交拨给托偿垫应])付(?:主任|书记|组长|所长|局长|县长|镇长|乡长)",
    "(?<![适不])宜传(?=教育|活动|栏|手册|画|品|员|月|册)",
    "(?<!立)即然",
    "(?<=[要须应实当够])作到(?![位点期岗家场])",
    *(
        f"(?<={place})报道(?![员组])"
        for place in (
            *("派出所", "办事处", "公安机关", "镇政府", "乡政府", "司法所", "执行地", "工作站"),
            *("居委会", "村委会"),
        )
    ),
)
"""Words that are wrong only beside others."""
_CONTEXTUAL = {
    "截止": "截至", "布署": "部署", "急待": "亟待", "做为": "作为", "按装": "安装", "既使": "即使",
    "反应": "反映", "必需": "必须", "复盖": "覆盖", "宜传": "宣传", "即然": "既然", "报道": "报到",
    "作到": "做到",
}  # fmt: skip

_VERBS = (
    *("开展", "进行", "落实", "加强", "推进", "建立", "签订", "完成", "制定", "实施"),
    *("提高", "加大", "召开", "印发", "成立", "负责", "确保", "坚持", "通过", "按照"),
    *("根据", "以及", "并且", "对于", "关于", "由于", "其中", "必须", "应当", "可以"),
    *("已经", "共同", "及时", "定期", "结合", "围绕", "针对", "明确", "完善", "健全"),
    *("强化", "深化", "参加", "参与", "发放", "设立", "举办", "协助", "宣传", "做好"),
    *("利用", "依托", "发挥", "严格", "指导", "督促", "检查", "培训", "走访", "帮助"),
    *("提供", "支持", "鼓励", "引导", "动员", "更新", "调整", "整改", "核对", "汇总"),
    *("上报", "报送", "公布", "发现", "联系", "对接", "掌握", "排查", "审核", "审批"),
    *("分析", "改进", "改善", "增强", "提升", "推动", "促进", "保障", "维护", "监督"),
    *("配合", "协调", "安排", "部署", "承担", "使用", "接受", "收集", "整理", "制作"),
    *("印制", "张贴", "讲解", "防止", "防范", "巩固", "履行", "遵守", "关注", "解决"),
)
_COMPOUND = (
    "率|情况|方案|办法|细则|意见|主体|阶段|期|时限|单位|人|委员|部|生活|关系|建设|能力|体系|机构|不力|不到位"
    "|后|前|员|者|组|站|点|室|栏|册|品|片|办|法|费|房|师|书|表|单|会|簿|词|对象|对照|支部|教育|月|周|车|措施|机制|金|力|水平|标准|战线|班|度|面|量|感|日"
)
"""What follows the second of two equal words where it begins another: 组织组织委员."""
_PARTICLES = (
    "(?<![目有打标])的的(?![确士哥])|(?<![总共谐平缓温柔随饱])和和(?![美谐平气睦解好善])|了了(?![解不结然])"
    "|(?<![就但可只便若])是是(?![非否])"
)
STUTTER = (
    "(?<![可功职才潜技性动智机节体效势核产])能能力|(?<!前)提提高|推推进|(?<![做填写看用建])完完善|坚坚持|(?<!文)宣宣传|禁禁毒|(?<![强社])戒戒毒"
    "|吸吸毒|培培训|巩巩固|(?<![小班])组组织(?=[开召机架领])"
)
"""The first character of a word typed twice."""
STUTTERS = (
    *("能能力", "提提高", "推推进", "完完善", "坚坚持", "宣宣传", "禁禁毒", "戒戒毒", "吸吸毒"),
    *("培培训", "巩巩固", "组组织"),
)
"""Every match of ``STUTTER`` contains one of these."""

WRONG = "|".join([*map(re.escape, _WORDS), *_IN_CONTEXT])
"""Words with a wrong character."""
WRONG_NEEDLES = (
    *(*_WORDS, *_CONTEXTUAL),
    *("付主任", "付书记", "付组长", "付所长", "付局长", "付县长", "付镇长", "付乡长"),
)
"""Every match of ``WRONG`` contains one of these."""
DOUBLED = "|".join(
    [f"(?:{'|'.join(verb * 2 for verb in _VERBS)})(?!{_COMPOUND})", f"(?:{_PARTICLES})"]
)
"""Words typed twice."""
DOUBLED_NEEDLES = ("的的", "和和", "了了", "是是")
DOUBLED_CLUE = rf"([{''.join(sorted({verb[0] for verb in _VERBS}))}])(.)\1\2"
"""Every match of ``DOUBLED`` contains one of these needles or matches the clue."""


def right_word(wrong: str) -> str:
    """Return the right word for a match of ``WRONG``."""
    return _WORDS.get(wrong) or _CONTEXTUAL.get(wrong) or f"副{wrong[1:]}"


class Slip(NamedTuple):
    """Characters ``start`` to ``end`` of a text, and what is wrong with them."""

    start: int
    end: int
    problem: str
    tip: str


_ORDINALS, _DIGITS = "一二三四五六七八九十", "123456789"
_MARKERS = (
    (late(rf"(?:^|(?<=[，。；：:;、\n ]))([{_ORDINALS}])是", re.MULTILINE), "{}是"),
    (late(rf"(?:^|(?<=[。；：:;\n ]))[（(]([{_ORDINALS}])[)）]", re.MULTILINE), "（{}）"),
    (late(rf"(?:^|(?<=[。；：:;\n ]))第([{_ORDINALS}])[，,、]", re.MULTILINE), "第{}，"),
    (late(r"(?:^|(?<=[。；：:;\n]))([1-9])[.．](?!\d)", re.MULTILINE), "{}."),
    (late(r"(?:^|(?<=[。；：:;\n]))[（(]([1-9])[)）]", re.MULTILINE), "（{}）"),
)
"""Pattern of an ordinal at the start of a clause → how it is written."""


ORDINAL = r"[二三四]是|[（(][二三四2-4][)）]|第[二三四][，、]|；[2-4][.．](?!\d)"
ORDINAL_NEEDLES = (
    *("二是", "三是", "四是", "（二", "（三", "（四", "(二", "(三", "(四"),
    *("第二，", "第三，", "第四，", "第二、", "第三、", "第四、"),
    *("（2", "（3", "（4", "(2", "(3", "(4", *(f"；{n}{dot}" for n in "234" for dot in ".．")),
)
"""A text whose ordinals are out of order nearly always contains one of these."""


def out_of_order(text: str) -> Iterator[Slip]:
    """Yield ordinals that do not follow the one before: 一是……三是, 二是……二是.

    A series starts with 一; what stands before the first 一 is none.
    """
    for pattern, form in _MARKERS:
        last, start = 0, 0
        for match in pattern.finditer(text):
            number = (_ORDINALS if match[1] in _ORDINALS else _DIGITS).index(match[1]) + 1
            said = form.format(match[1])
            if last and number == last:
                yield Slip(start, match.end(), f"“{said}”用了两次", "后一处改成接着的序数。")
            elif last and number not in (1, last + 1):
                series = _ORDINALS if match[1] in _ORDINALS else _DIGITS
                right = form.format(series[last % len(series)])
                yield Slip(
                    *match.span(),
                    f"“{form.format(series[last - 1])}”后面接着“{said}”",
                    f"改成“{right}”，或者补上漏写的一项。",
                )
            if last or number == 1:
                last, start = number, match.start()


_PAIRS = (("“", "”", "引号"), ("《", "》", "书名号"))


def unpaired(text: str) -> Iterator[Slip]:
    """Yield quotation marks and 《》 without their partner."""
    for opening, closing, name in _PAIRS:
        opened = -1
        for match in re.finditer(f"[{opening}{closing}]", text):
            if match[0] == opening:
                if opened >= 0:
                    yield _alone(opened, "前", name)
                opened = match.start()
            elif opened >= 0:
                opened = -1
            else:
                yield _alone(match.start(), "后", name)
        if opened >= 0:
            yield _alone(opened, "前", name)


def _alone(place: int, half: str, name: str) -> Slip:
    return Slip(
        place, place + 1, f"{name}不成对，这里只有{half}一半", f"补上另一半{name}，或者删去这一半。"
    )


def may_be_unpaired(text: str) -> bool:
    """Whether ``unpaired`` may find something in a line of the text; fast."""
    return any(len(found) == 1 for pair in _PAIRED for found in pair.findall(text))


_PAIRED = (
    late("[“”](?:(?<=“)[^“”\n]*+”)?"),
    late("[《》](?:(?<=《)[^《》\n]*+》)?"),
)
"""A pair in a line, or a mark that is none of a pair."""
