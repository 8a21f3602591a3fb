"""The patterns searched for in all text of a plan."""

from __future__ import annotations

from typing import NamedTuple

from jindu.language.persons import COMPOUND, SURNAMES, USERS

_HAN = "[\u3400-\u9fff]"
_NUMERAL = "零〇一二三四五六七八九十"
_MINORS = (
    "(?:学生|未成年人|儿童|青少年|孩子|小朋友|幼儿(?!园))(?!禁毒|毒品预防|乐园|宫|活动中心|之家|(?:教育|实践|体验)?基地|公园"
    "|服务中心|家长|读物|课程|版|节)"
)
_AT_SCHOOL = "(?:校园|学校|班级|班会|教室|课堂)"
_LESSON = "(?:活动|课堂|上课|班会|演讲|表演|比赛|听课|课间|宣誓|签名|参加[^，。；]{0,6})"
_FILMING = "(?:拍摄|录制|摄制|拍照|录像|抓拍|跟拍)"
_PATIENTS = (
    f"(?:{USERS}(?!家属|家庭|的?子女|的?亲属|的?家人)|戒毒成功(?:人士|人员|者|典型)|戒断人员|戒毒(?:学员|典型|明星)"
    "|(?:戒毒|强戒)所的?学员|过来人|回归人员|曾经?吸毒的人?)"
)
_FILM = "(?:纪实片|专题片|宣传片|纪录片|微电影|短片)"
_ON_CAMERA = "(?:采访|专访|出镜|入镜|现身说法|讲述|忏悔|登台)"
_ADDRESSED_TO = (
    "(?:面向|针对|适合|引导|呼吁|倡导|提醒|教育|接纳|关爱|观看|收看|播放|学习|[供给向让对])"
)
_ENTITLEMENT = (
    "(?:就业|入学|上学|低保|救助|享受|录用|聘用|应聘|录取"
    "|(?P<customary>入住|租房|租住|评选|参评|评优|评先|三好|竞选|报名))"
)
_WITHDRAWN = "(?<!不得)(?<!不准)(?<!禁止)(?:取消|剥夺|限制|拒绝)"
_HISTORY = (
    "有(?:过)?(?:吸毒|戒毒|涉毒)(?:史|经历|前科)"
    "的?(?:人员|居民|青年|者|租户|租客|住户|家庭|员工|学生|村民|求职者|人)?"
)
_AMOUNT = r"[\d０-９.,，一二三四五六七八九十百千万]{1,12}"
_ARTICLE = r"[\d零〇一二三四五六七八九十百]{1,7}"
_ACTION = (
    "(?:每[年月季周]度?|组织|开展|举办|召开|完成|安排|发展|培训|配备|走访|联系|建立|达到?|保持在"
    "|[有要应需])"
)
_MEASURE = r"[%％个名人次户场份项件册台套天周岁万元亿小时分课]{0,4}"


class Search(NamedTuple):
    """A pattern, with a cheap test of whether it can match at all.

    A text is searched only if it contains one of ``needles`` or matches one of ``clues``, and
    contains one of ``besides`` if there are any. The pattern is compiled only then: most plans
    contain no needle. Single rare characters make the best needles, found ten times faster than
    words; a clue starts with a fixed character.

    Matching must take linear time on any text: an unbounded repetition is possessive and starts
    only at the start of its run; all others are bounded.
    """

    pattern: str
    needles: tuple[str, ...]
    clues: tuple[str, ...] = ()
    besides: tuple[str, ...] = ()


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_USER_NEEDLES = _words("毒人员 复人员 康人员 戒人员 瘾人员 毒者 复者 康者 戒者 象")
"""Every match of ``USERS`` contains one of these."""
_CONCERNED_NEEDLES = (*_USER_NEEDLES, *_words("涉毒人 毒户 毒家 毒对 毒重点"))
_ABOUT = f"(?:{USERS}|(?:吸毒|涉毒|戒毒)(?:重点)?(?:人员|家庭|户|对象))"
_HISTORY_NEEDLES = (
    *"曾染沾碰瘾史龄被因栋幢座室户组解食",
    *_words(
        "多次 长期 再次 一度 从前 从小 过去 以前 之前 正在 尚在 仍在 目前在 现在 戒掉 戒除 摆脱"
    ),
    *_words(
        "阳性 吸毒成 吸毒长 吸毒已 吸毒了 毒成功 成功戒 家中有 家里有 涉嫌 涉吸 毒的 戒的 前科"
    ),
    *_words("复的 号楼 单元 号院 毒所 戒所"),
)
"""Every text with a portrait (``portraits``) contains one of these or of the above."""
_REGISTER_NEEDLES = _words(
    "毒史 毒经历 毒前科 毒情况 毒信息 毒学生 毒青少 毒对 毒重点 吸人 点人员 控人员 理人员 注人员"
)
"""Every text with a register (``registers``) contains one of these or of the above."""
_PUBLICATION = "(?:公布|公示(?!栏)|公开|张榜|张贴|上墙|曝光|滚动播放|宣读|播报|广播|展示)"
_PERSONAL = (
    "(?:信息|名单|名册|花名册|姓名|照片|住址)"
    "(?!保密|安全|保护|管理|举报|泄露|制度|录入|系统|报送|采集|库)"
)
_THEIR = rf"{_ABOUT}(?:及其?家属|家庭|家属)?的?(?:个人|身份|基本|详细)?{_PERSONAL}"
_PUBLIC = "(?:居民|群众|村民|社会|业主|全体|小区|全村|全社区|大会|公众|微信)"
_BLACKLIST = "(?:黑榜|红黑榜|曝光台|曝光栏|曝光榜|黑名单)"
_SURNAMED = rf"(?:{'|'.join(sorted(COMPOUND))}|[{''.join(sorted(SURNAMES))}]){_HAN}{{1,2}}?"
_IN_CHARGE = (
    "负责|牵头|担任|主讲|带队|联系|主持|具体|分管|统筹|组织|落实|包保|任|对接|承办"
    "|授课|协调|选派|安排|指导|审核|保管"
)
_GAP = "[ 　\\-－—–.．·]?"
SEARCHES = {
    "identity": Search(
        rf"(?<![\dA-Za-z])\d{{6}}{_GAP}\d{{8}}{_GAP}\d{{3}}[\dXxＸｘ](?![\dA-Za-z])",
        (),
        (r"20\d\d", r"19\d\d", r"２０", r"１９"),
    ),
    "phone": Search(
        r"(?<![\dA-Za-z])(?:(?:\+|00)?86[ \-]?)?"
        rf"[1１][3-9３-９]\d(?:{_GAP}\d{{4}}){{2}}(?![\dA-Za-z])",
        (),
        (rf"1[3-9３-９]\d{_GAP}\d{{4}}", rf"１[3-9３-９]\d{_GAP}\d{{4}}"),
    ),
    "person": Search(USERS, _USER_NEEDLES),
    "placeholder": Search(
        rf"(?<![A-Za-zＸ×*＊])[XxＸ×*＊]{{2,}}+(?={_HAN})|(?<={_HAN})[XxＸ×]{{2,}}+(?![A-Za-z])"
        r"|(?<![\dA-Za-z.×])[XxＸ×](?=[年月日号万元镇乡村人次场份户名%％])"
        rf"|(?<!\d)20\d?[XxＸ×]{{1,2}}(?=年)|(?<={_HAN})N(?=[场次户名项年月])"
        r"|(?<![等对看期])待定(?![期点向量位时于居])|待补充|待补(?=[）)】。，；、\s]|$)|待填|待确定"
        r"|待(?:核实?|明确)(?=[）)】。，；、\s]|$)|另行补充|此处填写|请填写"
        r"|(?<![A-Za-z])(?:TODO|TBD|FIXME)(?![A-Za-z])"
        rf"|某某|(?<!{_HAN})某(?=[街镇乡县区市村社局所])|(?<=由)某(?=单位|部门|同志)"
        r"|(?<=[省市县区道镇乡村州旗社在由到])某(?=[街镇乡县区市村社小])"
        r"|…{2,}+|(?<!\.)\.{4,}+|(?<!_)_{2,}+|＿{2,}+|〔\s{0,8}〕|（\s{0,8}）|【\s{0,8}】"
        r"|〔(?:\d{4}|[XxＸ×]{1,4})〕\s{0,2}第?[XxＸ×*＊_○〇◯ ]{0,4}号|<[^<>]{1,12}>"
        r"|(?<!\?)\?{2,}+|(?<!？)？{2,}+"
        r"|【[^【】]{0,12}(?:[填写待]|补充|此处|数字|名称|日期|地名|人数|金额)[^【】]{0,12}】"
        r"|[\[［（](?:请?填写?|待[填补核定])[^\[\]［］（）]{0,12}[\]］）]"
        rf"|(?<![{_NUMERAL}○◯])[○〇◯]{{2,}}+(?![{_NUMERAL}])|(?<!□)□{{2,}}+",
        (
            # Gaps left to be filled in later.
            *"…_＿【XxＸ×＊N某<○〇◯□?？",
            *_words("待定 待补 待填 待确定 待核 待明确 另行补 填写 TODO TBD FIXME .... **"),
            *_words("[填 ［填 （填 [请填 ［请填 （请填"),
        ),
        # Nearly every plan contains a document number such as 〔2026〕14号.
        (r"〔(?:\s|〕|[^〕]{1,4}〕\s{0,2}第?(?![第\d]))", r"（[\s）]"),
    ),
    "contact": Search(
        r"微信|同号|[Vv]信|[Qq扣]{2}|[Vv][Xx]|[Ww][Xx]|[Ww]e[Cc]hat",
        _words("微信 同号 V信 v信 扣扣 QQ Qq qQ qq Q扣 q扣 扣Q 扣q VX Vx vX vx WX Wx wX wx hat"),
    ),
    "portrait": Search(
        "|".join((*_HISTORY_NEEDLES, *_CONCERNED_NEEDLES)),
        (*_HISTORY_NEEDLES, *_CONCERNED_NEEDLES),
    ),
    "register": Search(
        "|".join((*_REGISTER_NEEDLES, *_CONCERNED_NEEDLES)),
        (*_REGISTER_NEEDLES, *_CONCERNED_NEEDLES),
    ),
    "named": Search(
        rf"由[^，。；]{{0,8}}?(?P<doer>{_HAN}{{2,8}}·{_HAN}{{2,8}}?|{_SURNAMED})"
        rf"(?:同志|先生|女士)?(?={_IN_CHARGE})"
        rf"|(?:组长|队长|联系人|负责人|责任人|书记|主任|主讲人|站长)"
        rf"[：:] ?(?P<post>{_SURNAMED})(?!{_HAN})"
        rf"|(?P<comrade>{_SURNAMED}|{_HAN}{{2,8}}·{_HAN}{{2,8}}?)(?:同志|女士|先生)(?!们)",
        _words("由 同志 女士 先生 组长 队长 联系人 负责人 责任人 书记 主任 主讲人 站长"),
    ),
    "counted": Search(rf"{_ABOUT}|复吸|染毒", (*_CONCERNED_NEEDLES, "复吸", "染毒")),
    "minors": Search(
        rf"(?:{_FILMING}|采集|直播(?!课|间|平台))(?:(?!{_ADDRESSED_TO})[^。；]){{0,12}}{_MINORS}"
        rf"|[为给对让]{_MINORS}(?:(?!{_ADDRESSED_TO})[^，。；]){{0,6}}"
        r"(?:拍照|录像|摄像|跟拍|进行(?:拍摄|录制)|拍摄(?:照片|视频(?!课)))"
        rf"|{_MINORS}的?{_LESSON}(?:场面|情况|过程|现场|画面|瞬间|全程)?[^，。；]{{0,4}}{_FILMING}"
        rf"|{_MINORS}(?:出镜|入镜|上镜|参演|(?:参加|参与|被)拍摄)"
        rf"|{_MINORS}的?(?:个人|活动|正面)?(?:照片|影像|肖像|合影)"
        rf"|(?:照片|视频|影像)[中里内上]的?{_MINORS}"
        rf"|直播(?!课|间|平台)[^，。；]{{0,8}}?{_AT_SCHOOL}"
        rf"|[为给][^，。；]{{0,4}}{_MINORS}拍摄[^，。；]{{0,8}}(?:舞|表演|节目|朗诵|合唱|手语)"
        rf"|镜头[^，。；]{{0,6}}{_MINORS}",
        (*"拍摄肖影播镜", "录制", "录像", "采集", "照片", "视频", "参演"),
        besides=_words("学生 未成年人 儿童 青少年 孩子 小朋友 幼儿 校园 学校 班 教室 课堂"),
    ),
    "filmed": Search(
        rf"(?:{_FILMING}|采访|专访)(?:(?!{_ADDRESSED_TO})[^。；]){{0,16}}{_PATIENTS}"
        rf"|{_FILM}(?:(?!{_ADDRESSED_TO})[^，。；]){{0,16}}{_PATIENTS}"
        rf"|{_PATIENTS}(?:(?!{_ADDRESSED_TO})[^，。；]){{0,16}}(?:{_FILMING}|{_FILM}|{_ON_CAMERA})"
        rf"|{_PATIENTS}[^，。；]{{0,4}}面?对着?镜头(?:[^，。；]{{0,4}}{_ON_CAMERA})?",
        (*"拍摄片访镜述悔", "录制", "录像", "微电影", "现身说法", "登台"),
        besides=(
            *_USER_NEEDLES,
            *_words("戒毒成功 戒断人 毒所 戒所 学员 戒毒典 戒毒明 过来人 回归人 吸毒的"),
        ),
    ),
    "secret": Search(
        r"(?P<grade>(?:绝密|(?<!司)机密(?![切集度封])|秘密级|秘密(?=[）)\]】〕★]))(?!级?(?:文件|资料|载体|信息|档案)"
        r"[^，。；]{0,4}(?:管理|培训|制度|保管|学习|检查)))"
        r"|(?P<means>(?<![在一热战])线人(?![员数群口均])|卧底|特情|侦查手段|技侦|抓捕方案|盯梢|蹲点守候"
        r"|秘密(?:调查|取证|侦查|跟踪|拍摄|录音|录像|搜集|收集)(?:取证)?|跟踪(?:摸排|蹲守|监视|尾随|取证)|蹲守|暗中(?:收集|搜集|调查|观察|跟踪|监视|取证)[^，。；]{0,6}?(?:证据|线索)?"
        r"|暗访(?:收集|搜集|摸排)[^，。；]{0,4}线索)|(?<!分)布控(?![制球])",
        (
            *"绝卧侦捕",
            *_words(
                "机密 秘密 线人 特情 布控 盯梢 蹲点守 蹲守 尾随"
                " 跟踪监 跟踪摸 跟踪取 暗中 暗访收 暗访搜 暗访摸"
            ),
        ),
    ),
    "internal": Search(r"内部资料", ("内部资料",)),
    "discrimination": Search(
        rf"(?:禁止|不得|不予|不准|{_WITHDRAWN})(?:录用|聘用|招用|招录|雇用|接收|吸收|允许|同意|批准|让|为|给予?"
        rf"|向|曾|所有|任何|一切|一律|在册|辖区内?的?|本地|因|有){{0,3}}(?:{USERS}|{_HISTORY})"
        rf"[^，。；]{{0,10}}(?:{_ENTITLEMENT}|参加)"
        rf"|(?:{USERS}|{_HISTORY})(?:的?(?:子女|家属|亲属|家庭(?:成员)?))?(?:一律|均|都|也)?(?:禁止|不得|不予|不准|取消|限制)"
        rf"[^，。；歧再重]{{0,8}}{_ENTITLEMENT.replace('customary', 'customary_')}"
        rf"|(?P<driven>(?:劝退|清退|赶走|驱逐|拒收|拒租|不租给)(?:所有|一切|辖区)?(?:{_HISTORY}|{USERS})"
        rf"|(?:{_HISTORY}|{USERS})(?:一律|均|都|全部)?(?:劝退|清退|赶走|驱逐|拒收|拒租|不租给))"
        rf"|(?<!不得)(?<!不准)(?<!禁止)(?:拒绝|不予)(?:接收|录用|聘用|招用|招录|雇用|招收)[^，。；]{{0,6}}(?:{_HISTORY}|{USERS})"
        r"|(?P<insult>瘾君子|毒鬼|毒虫|败类)",
        (*"剥君鬼虫败赶逐", *_words("禁止 不得 不予 不准 取消 限制 拒绝 劝退 清退 拒收 拒租 不租")),
        besides=(*_USER_NEEDLES, *_words("毒史 毒经历 毒前科 瘾君子 毒鬼 毒虫 败类")),
    ),
    "published": Search(
        rf"{_PUBLICATION}[^，。；]{{0,8}}{_THEIR}|{_THEIR}[^，。；]{{0,8}}{_PUBLICATION}"
        rf"|[向在对给][^，。；]{{0,8}}{_PUBLIC}[^，。；]{{0,6}}通报[^，。；]{{0,6}}{_THEIR}"
        rf"|曝光[^，。；]{{0,6}}{_ABOUT}(?!案)"
        rf"|{_ABOUT}[^，。；]{{0,6}}(?:上|列入|登上|进入|纳入){_BLACKLIST}|{_BLACKLIST}[^，。；]{{0,8}}{_ABOUT}"
        rf"|{_ABOUT}家?[^，。；]{{0,4}}(?:门口|门前|院门)[^，。；]{{0,4}}(?:挂|贴|标)",
        _CONCERNED_NEEDLES,
        besides=_words(
            "公布 公示 公开 张榜 张贴 上墙 曝光 通报"
            " 播放 宣读 播报 广播 展示 黑榜 黑名单 门口 门前 院门"
        ),
    ),
    "lost": Search(
        r"(?<![体强保])健机制|(?<!最后)(?<!最初)(?<!每)一公里(?![以之范内外长处])"
        r"|党建[ ]{1,4}禁毒|(?<![，。；、])[，。；、]{2,}+|“”",
        ("健机制", "一公里", "党建 ", "“”", *(a + b for a in "，。；、" for b in "，。；、")),
    ),
    "terms": Search(
        r"(?:社区戒毒|强制隔离戒毒|社区康复)的?(?:期限|时间)?(?:一般|通常|均|都)?"
        r"(?:不超过|至多|最长|最多|为期|[为是满共])?[ ]?(?:(?<!\d)\d{1,2}|[一二两三四五六])[ ]?年"
        r"(?![来前后多内间以度初底末])",
        ("社区戒毒", "强制隔离", "社区康复"),
    ),
    "principle": Search(
        r"预防为主[^。；]{0,40}?(?:并举|方针)|禁[种制贩吸][、，和]禁[种制贩吸][^。；]{0,12}",
        ("预防为主", "禁种", "禁制", "禁贩", "禁吸"),
    ),
    "promise": Search(
        r"零毒品|零吸毒|零贩毒|零制毒|零复吸|彻底(?:根除|消除|杜绝|清除|铲除)|万无一失"
        r"|绝不(?:发生|出现|反弹)|100[%％]以上|百分之百(?:戒断|成功)|杜绝一切",
        (*"零彻绝", "无一失", "0%以", "0％以", "百分之百"),
    ),
    "range": Search(
        r"(?<![\d.])\d++(?:\.\d++)?[-—~～至]\d++(?:\.\d++)?[%％]"
        r"|(?<![\d.\-])\d++(?:\.\d++)?[-—~～]\d++(?:\.\d++)?(?:万元|亿元)|(?<![０-９])[０-９]++",
        (*"%％０１２３４５６７８９", "万元", "亿元"),
    ),
    "bound": Search(
        rf"(?:不低于|不少于|不小于|至少|最少|超过|高于|多于|大于|约){_AMOUNT}{_MEASURE}以上"
        rf"|(?:至少|最少|不少于){_ACTION}{{1,2}}{_AMOUNT}{_MEASURE}以上"
        rf"|(?:不超过|不高于|不多于|不大于|至多|最多|低于|少于|小于){_AMOUNT}{_MEASURE}以[下内]"
        rf"|(?:大约|将近|[约近]){_AMOUNT}{_MEASURE}(?:左右|上下)|(?:大约|将近|[约近]){_AMOUNT}余"
        rf"|(?:不低于|不少于|至少|最少|不超过|至多|最多){_AMOUNT}{_MEASURE}(?:左右|上下)",
        (*"右余", "以上", "以下", "以内", "上下"),
    ),
    "date": Search(
        r"(?<![\d.版本Vv第])(?:19|20)\d\d[./]\d{1,2}(?:[./]\d{1,2})?(?![\d.]|\s?版)"
        r"|(?<![\d.])6[.。]26(?![\d.])|(?<!\d)(?:19|20)\d\d年(?:0\d月\d{1,2}|1?\d月0\d)[日号]"
        r"|(?<!\d)(?:19|20)\d\d年0\d月",
        (),
        (r"6[.。]26", r"20\d\d", r"19\d\d", "月0"),
    ),
    "day": Search(
        r"(?<!\d)(?:(?P<year>(?:19|20)\d\d)年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号](?!\d)"
        r"|(?<![\d.])(?P<year_>(?:19|20)\d\d)(?P<sign>[-./])(?P<month_>\d{1,2})(?P=sign)"
        r"(?P<day_>\d{1,2})(?![\d.])"
        r"|(?<!\d)(?P<year__>(?:19|20)\d\d)年(?P<month__>00?|1[3-9]|[2-9]\d)月",
        (),
        (r"月\d{1,2}[日号]", r"20\d\d", r"19\d\d"),
    ),
    "outdated": Search(
        r"强制戒毒办法|(?:全国人民代表大会常务委员会|全国人大常委会)?《?关于禁毒的决定|劳动教养|劳教"
        r"|(?P<health>卫生和计划生育(?:委员会|局)?|卫生计生[委局]|卫计[委局]|(?<!健康)卫生局)"
        r"|社会治安综合治理委员会|综治[委办]|(?P<market>工商(?:行政管理)?局|质(?:监|量技术监督)局"
        r"|食(?:药监|品药品监督管理)局)|(?P<safety>安(?:监|全生产监督管理)局)|(?P<land>国土(?:资源)?局)"
        r"|(?P<nature>环(?:保|境保护)局)|(?P<farming>(?<![农林])农业局)"
        r"|(?P<culture>文广新局|文化广(?:电|播电视)新闻出版局)",
        _words(
            "毒办法 毒的决定 动教养 劳教 划生育 卫生计 卫计 卫生局 治理委 综治 工商 监局 监督局"
            " 监督管理局 国土 环保局 保护局 农业局 广新局 出版局"
        ),
    ),
    "title": Search(
        rf"《(?P<title>[^《》]{{2,60}})》(?:第(?P<article>{_ARTICLE})条)?"
        r"|(?P<bare>中华人民共和国(?!法)[^，。；：、《》“”（）\s第]{1,12}?(?:条例|(?<![依违合司执守非])法)"
        rf"(?:实施条例)?|戒毒条例(?=第)|禁毒法(?=第))(?![律规制治人院庭定》])(?:第(?P<number>{_ARTICLE})条)?",
        ("《", "华", "毒条例第", "禁毒法第"),
    ),
    "numbered": Search(r"附件[ ]?[0-9０-９一二三四五六七八九十]+(?![号页并同起律])", ("附",)),
    "annex": Search(
        r"附件(?:[0-9一二三四五六七八九十]{1,2})?(?:[中里]的?|所[附列]的?|[“《：])"
        rf"(?P<name>{_HAN}{{2,16}}?(?:表|名册|名单|清单|图|办法|制度|标准|手册|样本|须知))(?![明示式现达格])",
        ("附",),
    ),
    "apportioned": Search(
        r"(?:每户|每人|每家|按户|按人|人均|户均|每名党员)[^，。；]{0,8}\d+[^，。；]{0,4}元",
        ("元",),
    ),
}
"""Kind of match → search. The rules decide what a match means."""
