"""The clause and the sentence around a match, and what they say: denial, help, who acts."""

from __future__ import annotations

import enum
import re

from jindu.units.patterns import late

_REACH = 100
"""Characters searched for the end of a clause or sentence on either side."""
_SENTENCE_ENDS = late("[。！？!?；;\n]")
_CLAUSE_ENDS = late("[，,。！？!?；;：:\n]")
_TITLE = late("《[^《》\n]{1,40}》")
_DENIAL = late(
    "不(?:得|准|许|能|可(?!或缺|少)|会|再|宜|要|予|应|参与|承担|负责|介入|组织|实施|开展|从事|涉及|建|收|采集|录入|处理|登记"
    "|设|留|存|传|发(?!生)|进|把|将|向|在|对|搞|做|填|用|以)|无权|禁止|严禁|杜绝|防止|避免|切勿|未经|不是|不(?:公开|公布|公示|泄露)"
)
_HELP = late("协助|配合|支持|参与|提供|报告|移交|上报")
_LESSON = late(
    "宣[传讲]|培训|学习|讲解|解读|普及|法规|政策|知识|展[板览厅馆]|陈列|参观|观看|收看|影片|电影|事迹|故事"
    "|题材|课程|保密|隐私"
)


class Doer(enum.Enum):
    """Who acts in a sentence, by competence for drug users."""

    POLICE = "公安机关"
    COMMITTEE = "禁毒委员会"
    OFFICE = "其他机关"
    COMMUNITY = "社区"
    SYSTEM = "平台"
    OTHERS = "其他"
    NOBODY = ""


_DOERS = late(
    "(?P<POLICE>公安|派出所|民警|警务|禁毒[大中支]队|警方)|(?P<COMMITTEE>禁毒(?:办|委))"
    "|(?P<OFFICE>街道(?!禁毒)|办事处|[乡镇](?:人民)?政府|乡镇|县委|区委|政法委|司法|卫健|卫生健康|卫生院"
    "|医院|医疗机构|戒毒所|民政|专职(?:工作)?人员|禁毒专干|平安(?:法治)?办|综治中心|社区(?:戒毒|康复)[^，。；]{0,8}?"
    "(?:办公室|中心|工作站|小组|专干))"
    "|(?P<OTHERS>支部|党总支|党员|志愿|物业|企业|学校|班主任|商户|商会|协会|基金会)"
    "|(?P<SYSTEM>平台|系统|小程序|[Aa][Pp][Pp]|软件|模块)"
    "|(?P<COMMUNITY>居委会|村委会|居民委员会|村民委员会|网格员|楼栋长|社工|社区(?!戒毒|康复)|村组|村干部)"
)
_PARTNER = late(
    "(?:依托|利用|通过|运用|借助|使用|用|在|整合|汇总|汇集|共享|打通|对接|联合|会同|协调|连接|接入|[向报与和同从经商给对及、由]|导入|获取)"
    "[^，。；]{0,8}$"
)
"""Words before an actor that make it a source or partner."""
_AGENT = late("由[^，。；]{0,10}$")
_SUPPORTING = late(
    "[^，。；]{0,8}?(?:配合|协助|参与|支持|提供|信息共享)|[^，。；]{0,3}?(?:数据(?!库)|的(?!支持))"
)
"""Words after an actor that make it a helper."""


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the range of the sentence around a match, within bounded reach."""
    return _around(_SENTENCE_ENDS, text, start, end)


def clause(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the range of the clause around a match, within bounded reach."""
    return _around(_CLAUSE_ENDS, text, start, end)


def _around(ends: re.Pattern[str], text: str, start: int, end: int) -> tuple[int, int]:
    begin = max(0, start - _REACH)
    for mark in ends.finditer(text, begin, start):
        begin = mark.end()
    last = ends.search(text, end, end + _REACH)
    return begin, last.start() if last else min(len(text), end + _REACH)


def without_titles(text: str) -> str:
    """Blank the titles of books and films, keeping the length."""
    if "《" not in text:
        return text
    return _TITLE.sub(lambda title: "　" * len(title[0]), text)


def in_title(text: str, start: int) -> bool:
    """Return whether a place lies inside the title of a book or film."""
    opened = text.rfind("《", max(0, start - 40), start)
    return opened >= 0 and "》" not in text[opened:start]


def denied(text: str, start: int, end: int) -> bool:
    """Return whether the clause denies or forbids the words at a range."""
    begin, last = clause(text, start, end)
    return _DENIAL.search(text, begin, last) is not None


def helps(text: str, start: int, end: int) -> bool:
    """Return whether the clause, up to a range, speaks of helping or reporting to someone."""
    begin, _ = clause(text, start, end)
    for match in _HELP.finditer(text, begin, start):
        other = _DOERS.search(text, match.end(), start)
        if other is None or other.lastgroup in ("POLICE", "COMMITTEE", "OFFICE"):
            return True
    return False


def teaches(text: str, start: int, end: int) -> bool:
    """Return whether the clause speaks of teaching or of rules about what the range says."""
    begin, last = clause(text, start, end)
    return _LESSON.search(text, begin, last) is not None


def doer(text: str, start: int, end: int) -> Doer:
    """Return who does what stands at a range: 由派出所…, else the last actor before it."""
    begin, last = sentence(text, start, end)
    found = Doer.NOBODY
    for match in _DOERS.finditer(text, begin, last):
        kind = Doer[match.lastgroup or ""]
        before = text[max(begin, match.start() - 12) : match.start()]
        if _AGENT.search(before) and not _SUPPORTING.match(text, match.end()):
            return kind
        if match.start() >= start or _SUPPORTING.match(text, match.end()):
            continue
        if not _PARTNER.search(before):
            found = kind
    return found
