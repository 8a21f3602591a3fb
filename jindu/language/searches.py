"""The patterns searched for in all text of a plan."""

from __future__ import annotations

from typing import NamedTuple

from jindu.language.persons import USERS

_HAN = "[\u3400-\u9fff]"
_NUMERAL = "零〇一二三四五六七八九十"
_MINORS = "(?:学生|未成年人|儿童|青少年|孩子)"
_FILMING = "(?:拍摄|录制|摄制|拍照|录像)"
_FILM = "(?:纪实片|专题片|宣传片|纪录片|微电影|短片)"
_ON_CAMERA = "(?:采访|专访|出镜|入镜|现身说法|讲述)"
_ADDRESSED_TO = (
    "(?:面向|针对|适合|引导|呼吁|倡导|提醒|教育|接纳|关爱|观看|收看|播放|学习|[供给向让对])"
)
_ENTITLEMENT = "(?:就业|入学|上学|入住|租房|低保|救助|享受|评选|录用|聘用|应聘|报名)"
_WITHDRAWN = "(?<!不得)(?<!不准)(?<!禁止)(?:取消|剥夺|限制|拒绝)"
_HISTORY = "有(?:过)?(?:吸毒|戒毒|涉毒)(?:史|经历|前科)的?(?:人员|居民|青年|者)?"
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
_PUBLICATION = "(?:公布|公示(?!栏)|公开|张榜|张贴|上墙|曝光|通报)"
_PERSONAL = "(?:信息|名单|名册|花名册|姓名|照片|住址)"
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
    "minors": Search(
        rf"(?:{_FILMING}|采集|直播)(?:(?!{_ADDRESSED_TO})[^。；]){{0,12}}{_MINORS}"
        rf"|(?<!面向)(?<!针对)(?<![为向给]){_MINORS}[^，。；]{{0,8}}{_FILMING}"
        rf"|{_MINORS}的?(?:个人|活动|正面)?(?:照片|影像|肖像|合影)"
        rf"|(?:照片|视频|影像)[中里内上]的?{_MINORS}",
        (*"拍摄肖影播", "录制", "录像", "采集", "照片", "视频"),
        besides=_words("学生 未成年人 儿童 青少年 孩子"),
    ),
    "filmed": Search(
        rf"(?:{_FILMING}|采访|专访)(?:(?!{_ADDRESSED_TO})[^。；]){{0,16}}{USERS}"
        rf"|{_FILM}(?:(?!{_ADDRESSED_TO})[^，。；]){{0,16}}{USERS}"
        rf"|{USERS}(?:(?!{_ADDRESSED_TO})[^，。；]){{0,16}}(?:{_FILMING}|{_FILM}|{_ON_CAMERA})",
        (*"拍摄片访镜述", "录制", "录像", "微电影", "现身说法"),
        besides=_USER_NEEDLES,
    ),
    "secret": Search(
        r"绝密|(?<!司)机密(?![切集度封])|秘密级|(?<![在一热战])线人(?![员数群口均])|卧底|特情|侦查手段"
        r"|技侦|(?<!分)布控(?!制)|抓捕方案",
        (*"绝卧侦捕", "机密", "秘密级", "线人", "特情", "布控"),
    ),
    "internal": Search(r"内部资料", ("内部资料",)),
    "discrimination": Search(
        rf"(?:禁止|不得|不予|不准|{_WITHDRAWN})(?:录用|聘用|招用|招录|雇用|接收|吸收|允许|同意|批准|让|为|给予?"
        rf"|向|曾|所有|任何|一切|一律|在册|辖区内?的?|本地|因|有){{0,3}}(?:{USERS}|{_HISTORY})"
        rf"[^，。；]{{0,10}}(?:{_ENTITLEMENT}|参加)"
        rf"|(?:{USERS}|{_HISTORY})(?:一律|均|都|也)?(?:禁止|不得|不予|不准|取消|限制)"
        rf"[^，。；歧再重]{{0,8}}{_ENTITLEMENT}|瘾君子|毒鬼|毒虫|败类",
        (*"剥君鬼虫败", "禁止", "不得", "不予", "不准", "取消", "限制", "拒绝"),
        besides=(*_USER_NEEDLES, *_words("毒史 毒经历 毒前科 瘾君子 毒鬼 毒虫 败类")),
    ),
    "published": Search(
        rf"{_PUBLICATION}[^，。；]{{0,8}}{USERS}的?(?:个人|身份|基本|详细)?{_PERSONAL}"
        rf"|{USERS}的?(?:个人|身份|基本|详细)?{_PERSONAL}[^，。；]{{0,8}}{_PUBLICATION}"
        rf"|曝光[^，。；]{{0,6}}{USERS}",
        _USER_NEEDLES,
        besides=_words("公布 公示 公开 张榜 张贴 上墙 曝光 通报"),
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
        r"(?<!\d)(?:(?P<year>(?:19|20)\d\d)年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})"
        r"(?:日|号(?![楼栋幢院门室厅馆线机车站店桌井地会公路]))(?!\d)"
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
        r"|(?P<bare>中华人民共和国(?!法)[^，。；：、《》“”（）\s第]{1,12}?(?:条例|(?<![依违合司执守非])法典?+)"
        r"(?:实施(?:条例|办法|细则)|修正案(?:（[一二三四五六七八九十]{1,3}）)?+)?+|戒毒条例(?=第)|禁毒法(?=第))"
        rf"(?![律规制治人院庭定》])(?:第(?P<number>{_ARTICLE})条)?",
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
