"""Find persons told of without a word for drug users: by name or home, with a drug history.

A history (曾吸食冰毒, 2021年被强制隔离戒毒) tells of a person if the same sentence, before it,
says who: a name with personal details, a masked name, a home, sex and age. A history that
describes a class of persons (有吸毒史的人员) tells of none, nor does the plot of a film.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from jindu.language.clauses import without_titles
from jindu.language.persons import (
    COMPOUND,
    MASKED,
    NOT_GIVEN,
    SURNAMES,
    USERS,
    end_of_likely,
    is_likely,
    surnamed,
)
from jindu.units.patterns import late

_HAN = "\u4e00-\u9fff"
_DRUG = (
    "(?:毒品|冰毒|海洛因|鸦片|大麻|吗啡|可卡因|K粉|摇头丸|麻古|笑气|依托咪酯|上头电子烟|成瘾性物质)"
)
_FOR_WORK = (
    "(?:戒毒)?所(?![^，。；]{0,4}(?:戒|释))|站|工作|机构|医院|民警|局|志愿|社工|宣|专干|事业|管理|系统|办|知识|条例|法|中心"
    "|基地|场所|药|帮|服务|预防|警|题材|危害|家园|线索|案"
)
_USE = (
    f"(?:(?:吸食|注射|滥用|吸过|抽过|沾染|接触)[^，。；的]{{0,6}}?{_DRUG}|吸毒|复吸|染毒|涉毒|戒毒|贩毒"
    f"|强制隔离|强戒|社区康复|药物维持治疗|服用美沙酮)(?!{_FOR_WORK})"
)
_PAST = "(?:曾经?|多次|长期|再次|一度|从[前小]|过去|以前|之前)"
_SELF = (
    "(?:(?!查获|抓获|帮|教|走访|联系|组织|参|服务|宣|协|发现|负责|从事|开展|任|获)[^，。；的])"
    "{0,8}?"
)
"""Words between a time and a use, without a verb that makes it the use of others."""
_PUNISHED = (
    "(?:强制隔离|强戒|责令|决定|拘留|逮捕|判|处罚|处以|查获|抓获|送往?|开除|收监|行政处罚|行政拘留)"
)
_HOUSEHOLD = "(?:家中|家里)有(?:人|成员)?(?:在)?(?:吸毒|戒毒|涉毒)"
HISTORY = (
    rf"{_PAST}{_SELF}{_USE}"
    r"|有(?:过)?(?:多次|多年|长期|\d{1,2}年)?的?(?:吸毒|涉毒|戒毒|复吸|贩毒|染毒|吸食毒品)的?"
    "(?:历史|史|经历|前科|记录|行为)"
    rf"|[因涉][^，。；的被]{{0,4}}?(?:{_USE}|持有毒品)[^，。；的]{{0,12}}?{_PUNISHED}"
    rf"|(?:染上|沾染?上?|碰)[了过]?(?:毒|{_DRUG})|(?:戒掉|戒除|摆脱)了?毒"
    r"|(?:从|自)[^，。；的]{0,6}(?:强戒所|戒毒所)[^，。；的]{0,4}(?:回来|出来|出所|释放|回归|归来)"
    r"|被[^，。；的]{0,12}?(?:强制隔离戒毒|强戒|责令[^，。；的]{0,4}社区(?:戒毒|康复))(?!所)"
    r"|尿检(?:结果)?(?:呈|为)?阳性|(?:吸毒|毒)龄|解除(?:强制隔离戒毒|社区戒毒|社区康复)"
    f"|(?:正在|尚在|仍在|目前在|现在){_SELF}{_USE}"
    r"|吸毒成瘾|吸毒(?:长达|已有?|了)?[\d一二两三四五六七八九十]{1,3}年|戒毒成功|成功戒毒"
    rf"|(?:系|属于?|是|为)(?:一名)?(?:社区|在册|列管)?(?:{USERS}|(?:吸毒|涉毒|戒毒)(?:户|家庭))(?!的|家)"
    f"|{_HOUSEHOLD}"
)
"""What is told of a person with a drug history."""
_OF_A_CLASS = late(
    "[^，。；]{0,8}?(?:的[^，。；]{0,6}?(?:人|者|户|家庭|对象|群体|学生|居民|青年|妇女|家属|父母"
    "|情况|问题|行为|比例|数|率|情形|现象|危害|案例)|人员(?!$|[，。；])|者(?!$|[，。；])|率|占|比例)"
)
"""Words after a history that make it describe a class of persons, or a number."""
_NEGATED = late("(?:没有?|无|未|不|从未|不曾|从不|如|若|凡|一旦|是否)[^，。；]{0,3}$")
_STORY = late("影片|电影|微视频|短剧|小品|情景剧|话剧|剧本|剧目|角色|饰演|展品|小说|绘本|漫画|演员")
"""Words of a sentence about a story that is made up."""
_OTHER_VERB = late(
    "走访|帮助|帮扶|联系|发现|结对|带队|带领|组织|介绍|教育|协助|关爱|慰问|排查|检查|抓获|查获|宣讲|讲述|劝导|服务"
    "|负责|陪同|支持|动员|收治|救治|研究|审理|辅导|开展|据|公布|讲解|学习|举报"
)
"""Verbs between a person and a history: the history is that of someone else."""
_GIVEN = rf"(?:(?![{''.join(sorted(NOT_GIVEN))}])[{_HAN}]){{1,2}}"
_FAMILY = f"(?:{'|'.join(sorted(COMPOUND))}|[{''.join(sorted(SURNAMES))}])"
_DETAIL = (
    r"(?:男|女|(?:现年)?\d{1,2}周?岁|身份证|家住|现住|绰号|化名|别名|外号"
    r"|(?:19|20)\d\d年[^，。；]{0,6}出?生)"
)
_KIN = (
    "(?:[大小二三]?(?:儿子|女儿|丈夫|妻子|老公|老婆|父亲|母亲|哥哥|弟弟|姐姐|妹妹|孙子|女婿|儿媳"
    "|家人))"
)
_LEADS = (
    f"(?:同志|先生|女士)?(?:的?{_KIN}|"
    "[，, ]?(?:[于在自从]|曾|有|因|被|系|是|属|为|多次|长期|再次|一度|正在|尚在|仍在|已|也|原|染|沾"
    "|吸|复吸|戒|(?:19|20)\\d\\d年|早年|早些年|早前|年轻时|多年前|几年前|后来|至今|去年|前年|今年|近年|目前|现|家[中里]))"
)
_NUMBER = "(?:[A-Za-z]?\\d{1,4}|[一二三四五六七八九十某]{1,3})"
_HOME = (
    rf"(?:{_NUMBER}(?:号楼|栋|幢|座|号院|组|单元)"
    rf"(?:\d{{1,5}}(?:单元|层|门|[室号户])?|[一二三四五六七八九十零某]{{1,4}}(?:单元|层|门|[室号户])){{0,3}}|(?<!\d)\d{{3,4}}[室户])"
)
_RESIDENT = (
    "(?:的|内|里|有)?(?:住户|居民|租户|租客|业主|户主|房客|人家|一家|家庭|村民|住有|住着|居住(?:着|有)?|[男女]主人"
    "|[那这该一某][户家](?:人家?)?(?:的?[男女]?主人)?)"
)
_DOOR = late("[楼栋幢座院室号户]|单元")
_WHO = (
    rf"(?P<detailed>{_FAMILY}{_GIVEN})(?=[（(，,、：: ]{{1,2}}{_DETAIL})"
    rf"|(?P<masked>{MASKED}|{_FAMILY}(?:先生|女士|师傅|大爷|大妈|阿姨|大叔|大姐|大哥|老汉))"
    rf"|(?<![{_HAN}])(?P<familiar>[老小]{_FAMILY})(?={_LEADS})"
    rf"|(?P<direct>(?<![{_HAN}]){_FAMILY}|(?<=[居村]民|[住租]户|租客|房客|邻居|业主|户主|男子|女子|青年|学生|员工|丈夫|妻子"
    rf"|儿子|女儿|社区){_FAMILY}|(?<=[村镇组的]){_FAMILY})(?={_GIVEN}{_LEADS})"
    r"|(?:家住|现住|租住|暂住|住在|户籍地为?|住址[为是：:]?)(?P<lives>[^，。；\n]{2,24})"
    rf"|(?P<home>{_HOME}{_RESIDENT})|(?P<family>{_FAMILY}家)的?{_KIN}"
    r"|(?P<trait>某[男女](?!生)|[男女][性子]?[，,、（( ]{0,2}(?:现年)?\d{1,2}周?岁"
    r"(?![至到~—\-以上下占])"
    r"|(?<![\d至到~—\-])\d{1,2}周?岁的?(?:男子|女子|男性|女性|居民|村民|青年|小伙|男孩|女孩|学生)(?![占比中群]))"
)
"""Who is told of."""
_CALLED = (
    r"(?:吸毒|吸食[^，。；]{1,6}|戒毒|复吸|涉毒|贩毒|染毒|强戒|毒史|前科|社区康复)的"
    r"(?:本[村社地]|辖区|社区)?(?:居民|村民|租户|租客|青年|男子|女子|业主|户主|邻居|学生|年轻人|老人)?(?:叫|名叫)?"
)
"""A history before the name it belongs to: 吸毒的李明, 曾被强制隔离戒毒的村民李明."""
_HOUSED = (
    rf"(?P<home>{_HOME}){_RESIDENT}(?:家[中里])?"
    r"(?:[有为系是曾在]|涉嫌|疑似|存在|[一二两三四五\d]{1,2}[名位个户人]){0,3}"
    rf"(?:(?:社区|在册)?{USERS}|吸毒|涉毒)(?!预防|宣传|危害|知识|举报|线索)"
    rf"|{USERS}[^，。；]{{0,6}}?(?:家住|现住|住在|居住在|租住|住址)[^，。；\n]{{0,12}}?{_HOME}"
)
"""A home and the drug users in it."""
_CLUE = late("[吸涉贩]毒|吸食|戒|复吸|染|瘾|隔离|社区康复|阳性|毒品|沾|碰过")
_SENTENCE = late("[^。！？!?；;\n]++")
_REACH = 90
"""Characters between a person and the history that is told."""


class Portrait(NamedTuple):
    """The words at ``text[start:end]`` that tell which person has a drug history.

    ``sure``: they give a name or a home; otherwise sex and age, or a surname.
    """

    start: int
    end: int
    sure: bool


def portraits(text: str) -> Iterator[Portrait]:
    """Yield the persons told of with a drug history in text order, without overlaps."""
    if not _CLUE.search(text):
        return
    bare = without_titles(text)
    found = [Portrait(*match.span(), True) for match in re.compile(_HOUSED).finditer(bare)]
    for match in re.compile(_CALLED).finditer(bare):
        end = end_of_likely(bare, match.end())
        if end is not None:
            found.append(Portrait(match.end(), end, True))
    for sentence in _SENTENCE.finditer(bare):
        found += _told(bare, *sentence.span())
    done = 0
    for portrait in sorted(found):
        if portrait.start >= done:
            done = portrait.end
            yield portrait


def _told(text: str, start: int, end: int) -> Iterator[Portrait]:
    """Yield the persons whose history a sentence tells."""
    histories = list(re.compile(HISTORY).finditer(text, start, end))
    if not histories or _STORY.search(text, start, end):
        return
    people = list(_people(text, start, end))
    place, told = 0, -1
    for history in histories:
        while place < len(people) and people[place].start < history.start():
            place += 1
        if place in (0, told) or not _belongs(text, people[place - 1], history):
            continue
        told = place
        yield _one(text, people[:place] if place < 4 else people[place - 4 : place])


def _people(text: str, start: int, end: int) -> Iterator[Portrait]:
    """Yield the words of a sentence that may tell who someone is."""
    for match in re.compile(_WHO).finditer(text, start, end):
        kind = match.lastgroup or ""
        begin, last = match.span(kind)
        if kind == "familiar" and not surnamed(match[kind][1:]):
            continue
        if kind == "direct":
            name_end = _end_of_subject(text, begin)
            if name_end is None:
                continue
            last = name_end
        sure = kind in ("detailed", "direct") or (
            kind == "home" and bool(_DOOR.search(match[kind]))
        )
        if kind == "lives":
            sure = re.search(r"[\d某]|[一二三四五六七八九十][栋幢号]", match[kind]) is not None
        yield Portrait(begin, last, sure)


def _end_of_subject(text: str, place: int) -> int | None:
    """Return the end of the likely name at a place that a predicate follows."""
    for end in range(place + 2, place + 5):
        if is_likely(text[place:end]) and re.compile(_LEADS).match(text, end):
            return end
    return None


def _belongs(text: str, person: Portrait, history: re.Match[str]) -> bool:
    """Return whether a history is that of the person named before it."""
    if history.start() - person.end > _REACH or _OF_A_CLASS.match(text, history.end()):
        return False
    between = text[person.end : history.start()]
    return not (_NEGATED.search(between) or _OTHER_VERB.search(between))


def _one(text: str, people: Sequence[Portrait]) -> Portrait:
    """Join the words that tell of the same person as the last of them."""
    first = last = people[-1]
    sure = last.sure
    for earlier in reversed(people[:-1]):
        if first.start - earlier.end > 16 or _OTHER_VERB.search(text[earlier.end : first.start]):
            break
        first, sure = earlier, sure or earlier.sure
    return Portrait(first.start, last.end, sure)
