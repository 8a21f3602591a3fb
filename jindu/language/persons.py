"""Recognise names of persons, and find those of drug users in text.

A name is a surname followed by one or two characters. Most surnames also begin common words
(方便, 安置, 高度), so words are taken for a name only on evidence: the words around them, how
rarely the surname begins a word, how often the other characters occur in given names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

USERS = (
    r"(?:吸毒|戒毒|涉毒|社戒|社康|强戒|社区康复|康复)"
    r"(?:(?:成瘾)?人员|对象|者(?![的们个]))"
)
"""Pattern of words for drug users."""

_DRUG_RELATED = (
    "(?:吸食毒品|吸毒|戒毒|戒断|戒治|涉毒|贩毒|制毒|复吸|染毒|滥用|社戒|社康|强戒|强制隔离|社区康复|康复"
    "|脱失|失联|帮教|管控|病残"
    "|毒品违法(?:犯罪)?|毒品犯罪|毒品成瘾|毒品使用|药物成瘾|药物滥用)"
)
CONCERNED = (
    rf"(?:{_DRUG_RELATED}(?:成瘾|康复)?(?:的|过的)?(?:(?:服务|帮教|管控|帮扶)?对象|重点人员|人员|者|人群|青少年|学生"
    "|未成年人|家庭|病人|患者|居民|村民|妇女|女性|男性|嫌疑人)|(?:服务|帮教|帮扶|管控)对象|瘾君子)"
)
"""Pattern of words for persons concerned with drugs: users, their families, suspects."""
CONCERNS = (
    "(?:吸食毒品|吸毒|戒毒|戒断|涉毒|贩毒|制毒|复吸|染毒|社戒|社康|强戒|强制隔离|社区康复|脱失"
    "|失联|药物维持治疗|美沙酮|尿检(?:呈)?阳性)"
)
"""Pattern of words that describe such persons or cases."""
WORK = (
    rf"{_DRUG_RELATED}(?:康复)?(?:工作|事业|办公|所|站|点|室|中心|基地|条例|法|制度|小组|措施|知识|宣传|教育|志愿"
    "|社工|社会工作|专干|专职|专管|指导|医|机构|药品|管理|台账|网络|法规|政策|服务(?!对象)|帮扶(?!对象)|协会|家园"
    "|期满率|率|窝点)"
)
"""Pattern of words for the work with such persons, and the staff and means of it."""
STAFF = (
    "专职|专干|专管|专人|社工|社会工作者|工作人员|工作者|党员|志愿(?:者|人员)?|义工|民警|辅警|干警|警力|协警|干部|成员|组长"
    "|书记|主任|委员|网格员|楼栋长|骨干|讲师|讲解员|教师|老师|班主任|辅导员|医生|医务|医师|护士|律师|专家|队|宣讲"
    "|代表|负责|联络员|信息员|协管员|护林员|指导员|咨询师|人才|编制|岗位|导师|从业|职工|员工|观众|听众|群众|家长"
    "|师生|参观|参训|观摩|模范|领导|小组|工作组|专班|承担|从事|牵头|值班|轮流|组成|成立|组建|配备|配齐|配有|增配"
    "|责任人|联系人|帮扶人(?!员)|选派|抽调|聘用|聘请|招聘|招募|积极分子|手册|展板|设备|帮教人|监护人|陪同|记者|法官|检察官|工作室"
)
"""Pattern of words for staff and audiences, and of contexts in which a number counts these."""
_PERSON_UNITS = frozenset("人名户例位起件")

SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章"
    "苏潘葛奚范彭郎鲁韦昌马苗凤方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于"
    "傅皮卞齐康伍余元卜顾孟黄穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项"
    "祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫"
    "房裘缪干解应宗丁宣邓郁单杭洪包左石崔吉龚程邢裴陆荣翁荀羊甄曲封芮储靳汲邴糜松井段富"
    "巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘斜厉戎祖武符刘景詹束龙叶幸司韶郜"
    "黎蓟薄印宿白怀蒲台从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍"
    "肖付闫阎覃曾代候丘易温游文向欧廖"
)
"""Surnames of one character."""
_COMPOUND = "欧阳 上官 司马 诸葛 皇甫 尉迟 公孙 慕容 令狐 夏侯 司徒 端木 宇文 长孙 申屠 闻人 钟离"
COMPOUND = frozenset(_COMPOUND.split())
"""Surnames of two characters."""
_FEW_WORDS = (
    "王国室家位者牌法 李 张湾掖口牙贴罗扬开望挂 刘 陈述旧列设年腐规 杨树梅 赵 吴县 徐州徐 "
    "朱砂 郭 黄赌金昏色牌河山土石瓜页疸海酒豆花沙 "
    "周围恩期边年刊末长岁到密转全游知一二三四五六日详折身报遭易 孙子女辈 胡乱说同 "
    "林区业地场木带间农草牧权 何况必处以等时在人事种去从为妨止故方来苦用物地如尝 "
    "马上克路力匹虎列拉桶戏队车头里铃 罗列马网盘 梁上柱 宋代 郑重州 谢绝谢意幕罪 韩 "
    "唐突代朝人 冯 董事 萧条 肖像 曹 袁 邓 许多可久愿诺下配 傅 沈阳 彭 "
    "曾经有在因多用被受是参 吕 苏醒维州打 卢 蒋 蔡 贾 丁香 魏 薛 叶片酸 阎 "
    "余下额人名年地款热力万个项种暇孽亩米 潘 杜绝撰 戴上好 夏季天令日秋 钟头表情点爱 汪洋 "
    "田间地野园径产亩里 任何务意职期命用免教课性由选内一官 姜 范围例畴本式文 谭 廖 邹 熊猫 "
    "郝 崔 邱 丘 秦 顾虑问及客全家此念得 侯 邵 孟 龙头门船舟 段落位时 龚 覃 雷同电达击雨锋 "
    "汤药圆 尹 黎明族 贺卡信电词 赖以账在 莫名非大过如及 殷切实 倪 邢 翟 葛根 俞 岳 祁 耿 裴 "
    "霍乱 柯 阮 詹 聂 骆 苗头木圃族寨 娄 樊 瞿 柴油火草 翁婿 桑拿叶 柳州条树 鲁莽 颜色料面值 "
    "章程节法 庄严稼重园家 褚 窦 庞大杂 蓝色图天本 滕"
)
_WORDS = {entry[0]: entry[1:] for entry in _FEW_WORDS.split()}
"""Surname that begins few words → second characters of those words."""
_GIVEN = frozenset(
    "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛超兰霞刚桂玉萍红华建国志海春梅德荣福贵林波辉宏俊峰"
    "鹏飞龙凤云雪婷玲珍莉琴洁颖慧倩琳瑞祥永光亮斌武浩宇轩晨阳晓欣怡嘉庆忠义仁泽昊清树兴旺"
    "根柱栓喜顺才良"
)
"""Characters common in given names."""
NOT_GIVEN = frozenset(
    "的了等和与及或不是有在为以对也都要应可能会被把从向于由其各每该本此这那人员者们名次项数率量"
    "化性度制类种所部门局委办处科级区县市省村镇乡街道元吨只第之时月日年将已给让使令就还又再均需"
    "须请予毒管控帮教疗戒吸瘾某"
)
_PLACE_ENDS = tuple("村镇乡街区县市州省庄寨屯路桥")
_LEADERS = frozenset(
    ("毛泽东", "周恩来", "刘少奇", "朱德", "邓小平", "陈云", "江泽民", "胡锦涛", "雷锋", "林则徐")
)
_REALMS = frozenset("国家州朝代")
"""Characters that turn a surname into a country or dynasty: 韩国, 宋朝."""
_ENDS = r"[，,。；;、：:（(）)”！!？?\s\d]|$"

# Compiled on first use: few plans need these patterns, and compiling them takes time.
_FOLLOWS = (
    rf"{_ENDS}|等|同志|已|因|曾|系|于|从|自|被|经|在|现|目前|实现|接受|参加|成功|稳定|戒断|戒治"
    r"|复吸|住|家|办理|签订|完成|回归|重新|顺利|通过|主动|找到|就业|报到|脱失|失联|外出|每|的|和|与"
)
_DETAILS = (
    r"\s?[，,（(：:、]?\s?(?:男|女|\d{1,2}岁|现年|身份证|住址|现住|家住|绰号|化名|电话"
    r"|(?:19|20)\d\d年(?:\d{1,2}月)?出?生)"
)
"""Personal details that directly follow a name."""
_LINK = r"(?:名单|姓名|名册|名叫|叫)?(?:为|是|有|包括)?\s?(?P<sign>[：:（(“、，,]?)\s?"
"""Words between a word for a drug user and the name."""
_ENCLOSING = r"(?P<name>[\u4e00-\u9fff]{2,4})[（(][^（）()，。；]{0,6}$"
_STATING = r"(?P<name>[\u4e00-\u9fff]{2,4}?)(?:同志|先生|女士)?(?:系|是|为|属)[^，。；]{0,8}$"
_LISTING = (
    r"(?P<name>[\u4e00-\u9fff]{2,4}?)(?:同志|先生|女士)?等"
    r"(?:[\d一二两三四五六七八九十]{1,3}[名位个户]|[多几]名)?(?:社区|辖区|在册|本村)?$"
)
_LEAD = 18
"""Characters before a word for a drug user that may name the person."""
_MOST_LISTED = 20
_BEFORE = frozenset("，,。；;、：:（(“\n 　对将把与和同")
_MASKS = "".join(sorted(SURNAMES - set("于向从任经时和家全成应干能计支解单项")))
_PLACES = "街镇乡县区市村社局所院校路小单地处日天年月号个种些一方项次时名人"
MASKED = (
    rf"[{_MASKS}](?:某[某甲乙丙]?(?![某{_PLACES}])|[×＊*○]{{1,3}}(?![×＊*○{_PLACES}])"
    rf"|[XxＸ]{{1,3}}(?![A-Za-zＸ{_PLACES}]))"
)
"""Pattern of a name that gives only the surname: 王某, 李××."""
_NEARBY = 15
"""Characters around a word for a drug user within which a masked name refers to one."""


class Named(NamedTuple):
    """The name of a drug user at ``text[start:end]``; ``beside``: it stands in apposition."""

    start: int
    end: int
    beside: bool


def counts_concerned(name: str, unit: str) -> bool:
    """Return whether a figure of this name and unit (在册戒毒人员数, 人) counts such persons."""
    if unit[:1] not in _PERSON_UNITS or unit.endswith(("次", "天")):
        return False
    about = re.search(f"{CONCERNED}|{CONCERNS}", name)
    return about is not None and not re.search(f"{WORK}|{STAFF}|每[百千万]|[百千万]分", name)


def is_name(text: str) -> bool:
    """Return whether a whole text can be a name: 张建国, 欧阳建国."""
    if text[:2] in COMPOUND:
        return 3 <= len(text) <= 4
    return 2 <= len(text) <= 3 and text[0] in SURNAMES and text[1] not in _WORDS.get(text[0], "")


def is_full_name(text: str) -> bool:
    """Return whether a text is a name beyond doubt: 王建国, 李明, 阿依古丽·买买提.

    A given name of one character must be a usual one, and the names of leaders of the State are
    no persons of a plan.
    """
    if "·" in text:
        return all(len(part) >= 2 for part in text.split("·"))
    if text in _LEADERS or not is_likely(text):
        return False
    return len(text) > 2 or text[1] in _GIVEN or text[1] in "明平文东山川新江"


def surnamed(text: str) -> bool:
    """Return whether a text is just a surname, of those that begin few words: 王, 欧阳."""
    return text in _WORDS or text in COMPOUND


def named_users(text: str) -> Iterator[Named]:
    """Yield the names of drug users in text order, without overlaps."""
    done = 0
    for match in re.finditer(USERS, text):
        found = sorted((*_before(text, match.start()), *_after(text, match.end())))
        for named in found or _near(text, match.start(), match.end()):
            if named.start >= done:
                done = named.end
                yield named


def _after(text: str, place: int) -> Iterator[Named]:
    """Yield names in apposition after 戒毒人员: 张建国, ：李明、王强, （李明，男，35岁）."""
    link = re.compile(_LINK).match(text, place)
    assert link is not None
    place, apart = link.end(), link["sign"] in ("、", "，", ",") and bool(link["sign"])
    while True:
        masked = re.compile(MASKED).match(text, place)
        end = masked.end() if masked else _end_of_name(text, place, strict=apart)
        if end is None:
            return
        yield Named(place, end, not apart or masked is None)
        if text[end : end + 1] not in ("、", "和", "与", "及"):
            return
        place = end + 1


def _before(text: str, place: int) -> Iterator[Named]:
    """Yield names before it: 张建国（戒毒人员）, and on weaker evidence 张建国系吸毒人员."""
    start = max(0, place - _LEAD)
    for pattern, beside in ((_ENCLOSING, True), (_STATING, False), (_LISTING, True)):
        match = re.compile(pattern).search(text[start:place])
        begin = _start_of_name(text, start + match.end("name"), start) if match else None
        if match and begin is not None:
            yield Named(begin, start + match.end("name"), beside)
            if pattern is _LISTING:
                yield from _listed_before(text, begin)
            return


def _listed_before(text: str, place: int) -> Iterator[Named]:
    """Yield the names that a list has before the last one: 张建国、李明等3名戒毒人员."""
    for _ in range(_MOST_LISTED):
        if text[place - 1 : place] != "、":
            return
        begin = _start_of_name(text, place - 1, max(0, place - 5))
        if begin is None:
            return
        yield Named(begin, place - 1, True)
        place = begin


def _start_of_name(text: str, end: int, start: int) -> int | None:
    """Return the start, not before ``start``, of the likely name that ends at ``end``."""
    for begin in (end - 4, end - 3, end - 2):
        if begin < start or (begin > 0 and text[begin - 1] not in _BEFORE):
            continue
        if re.compile(MASKED).fullmatch(text, begin, end) or is_likely(text[begin:end]):
            return begin
    return None


def _near(text: str, start: int, end: int) -> Iterator[Named]:
    """Yield masked names near it in the same sentence."""
    before = re.split(r"[。；\n]", text[max(0, start - _NEARBY) : start])[-1]
    after = re.split(r"[。；\n]", text[end : end + _NEARBY])[0]
    for begin, words in ((start - len(before), before), (end, after)):
        for match in re.compile(MASKED).finditer(words):
            yield Named(begin + match.start(), begin + match.end(), False)


def _end_of_name(text: str, place: int, *, strict: bool) -> int | None:
    """Return the end of the name that starts at ``place``; None without enough evidence.

    ``strict`` requires personal details directly after the name.
    """
    first = text[place : place + 1]
    length = 2 if text[place : place + 2] in COMPOUND else 1
    if length == 1 and first not in SURNAMES:
        return None
    for given in (2, 1):
        end = place + length + given
        rest = text[place + length : end]
        if len(rest) < given or not all("\u4e00" <= c <= "\u9fff" for c in rest):
            continue
        if NOT_GIVEN.isdisjoint(rest):
            details = re.compile(_DETAILS).match(text, end)
            likely = is_likely(text[place:end]) and not strict
            usual = given == 2 and first in _WORDS and _GIVEN.issuperset(rest)
            follows = _FOLLOWS if length == 2 or first in _WORDS else _ENDS
            if details or (likely and (usual or re.compile(follows).match(text, end))):
                return end
    return None


def end_of_likely(text: str, place: int) -> int | None:
    """Return the end of a likely name that starts at ``place``; None if there is none.

    Names of places (李家村, 罗湖区) are none.
    """
    length = 2 if text[place : place + 2] in COMPOUND else 1
    for given in (2, 1):
        end = place + length + given
        name = text[place:end]
        if len(name) < length + given or not all("\u4e00" <= c <= "\u9fff" for c in name):
            continue
        if is_likely(name) and text[end : end + 1] not in _PLACE_ENDS and name[-1] not in "庄寨屯":
            return end
    return None


def is_likely(name: str) -> bool:
    """Return whether words are more likely a name than the beginning of something else."""
    rest = name[2:] if name[:2] in COMPOUND else name[1:]
    if not NOT_GIVEN.isdisjoint(rest) or not 1 <= len(rest) <= 2 or not rest.isalpha():
        return False
    if len(name) - len(rest) == 2:
        return True
    if name[0] in _WORDS:
        return rest[0] not in _WORDS[name[0]] and rest not in _REALMS
    return name[0] in SURNAMES and len(rest) == 2 and _GIVEN.issuperset(rest)
