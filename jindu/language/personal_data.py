"""Find personal data in text: identity and telephone numbers, accounts, addresses, names.

The rules on plans report only the narrow forms (``searches.SEARCHES``); a public edition is
checked against all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from jindu.language.folding import fold
from jindu.language.persons import STAFF, USERS, is_likely, is_name, named_users, surnamed
from jindu.language.portraits import portraits
from jindu.language.searches import SEARCHES
from jindu.units.patterns import late

_HAN = "\u4e00-\u9fff"
_GAP = r"[ \-.·_/]{0,2}"
_WIDE_GAP = r"[ \-.·_/()（）]{0,3}"
_NUMERAL = "〇零○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖两"
_AS_DIGITS = str.maketrans(_NUMERAL, "00012345678911234567892")
_CLUE = late(
    rf"\d{{5}}|\d[^\w\n]{{1,3}}\d|[\d{_NUMERAL}]{{3}}|@|艾特|[aA][tT]|[栋幢座楼室号户]|微信|[vVqQ扣]"
)
"""Any personal data but a name contains one of these."""
_MONTH_AND_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_LONG_IDENTITY = late(rf"(?<!\d)[1-9](?:{_GAP}\d){{16}}{_GAP}[\dXx](?!\d)")
_BIRTHDAY = late(rf"\d{{6}}(?:19|20)\d\d{_MONTH_AND_DAY}")
_SHORT_IDENTITY = late(rf"(?<!\d)[1-6]\d{{5}}{_GAP}\d\d{_MONTH_AND_DAY}{_GAP}\d{{3}}(?![\dA-Za-z])")
_PLAIN_MOBILE = late(SEARCHES["phone"].pattern)
_LABELLED_IDENTITY = late(
    rf"(?:身份证|身份号码|证件号)(?:件?号码?)?[：:为是 ]{{0,3}}(?P<number>\d(?:{_GAP}\d){{13,16}}"
    rf"(?:{_GAP}[\dXx])?)"
)
_NUMERALS = late(rf"[{_NUMERAL}]{{3}}")
_LONG_NUMERALS = late(rf"(?<![\d{_NUMERAL}])[\d{_NUMERAL}]{{18}}(?![\d{_NUMERAL}])")
_MOBILE = late(
    r"(?<!\d)(?<!\d\.)(?:(?:\+|00)?86[ \-]{0,2})?1"
    rf"(?:[3-9]\d{_WIDE_GAP}\d{{4}}{_WIDE_GAP}\d{{4}}|[3-9]\d{_GAP}\d{{3}}{_GAP}\d{{5}}"
    rf"|[3-9]\d\d{_GAP}\d{{3}}{_GAP}\d{{4}}|[3-9]\d\d{_GAP}\d{{4}}{_GAP}\d{{3}}"
    rf"|[3-9]\d(?:{_GAP}\d\d){{4}}|(?P<gap>[ \-.·_/])[3-9](?:(?P=gap)\d){{9}})(?!\d)"
)
_SCATTERED_MOBILE = late(
    "(?:联系|电话|手机|号码?|拨打|致电|方式|短信|[Tt]el|[Pp]hone)[^\\w\n]{0,4}(?:[是为][^\\w\n]{0,3})?"
    r"(?P<number>1(?:[3-9]\d[^\w\n]{1,3}\d{4}[^\w\n]{1,3}\d{4}|[3-9]\d[^\w\n]{1,3}\d{3}[^\w\n]{1,3}\d{5}"
    r"|[3-9]\d\d[^\w\n]{1,3}\d{3}[^\w\n]{1,3}\d{4}|[3-9]\d\d[^\w\n]{1,3}\d{4}[^\w\n]{1,3}\d{3}"
    r"|(?:[^\w\n]{1,3}\d){10}))(?![\d人户名次个元])"
)
"""A number with arbitrary marks between its digits, after a word for a telephone."""
_CARD = late(r"(?<!\d)(?:\d{4}[ \-]?){3,4}\d{1,4}(?!\d)")
_CARD_LABEL = late("(?:卡号|银行卡|储蓄卡|工资卡|信用卡|借记卡)[^，。；]{0,8}$")
_LANDLINE = late(
    r"(?<!\d)(?:[(（]?0\d{2,3}[)）]?[ \-]{0,2}[2-9]\d{2,3}[ \-]?\d{4}"
    r"|(?<=[话机线码打致电式：:是为 ])[2-9]\d{2,3}[ \-]?\d{4})(?!\d)"
)
_LOCAL_LABEL = late("(?:电话|座机|固话|号码|联系方式|拨打|致电|专线)[：:为是 ]{0,2}$")
_OPEN, _CLOSE = r" ?[（(\[【{<] ?", r" ?[）)\]】}>] ?"
_AT = late(rf"@|{_OPEN}(?:[aA][tT]?|@|艾特){_CLOSE}|(?<=[A-Za-z0-9])(?: ?艾特 ?| [aA][tT] )")
_DOT = rf"(?:\.|点| [dD][oO][tT] |{_OPEN}(?:[dD][oO][tT]|点|\.){_CLOSE}|。(?=(?:com|cn|net|org)\b))"
_DOMAIN = late(rf" ?(?!www\.)[A-Za-z0-9\-]{{1,63}}(?:{_DOT}[A-Za-z0-9\-]{{1,63}}){{1,4}}")
_LOCAL_PART = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._+-"
_OFFICE_DOMAINS = (".gov.cn", ".edu.cn", ".org.cn")
_OFFICE_MAIL = late(
    "(?:举报|投诉|监督|公开|工作|办公|单位|报名|征集|公共|意见)(?:专用)?(?:电子)?(?:邮箱|信箱|邮件)"
    "[：:为是 ]{0,3}$"
)
_WECHAT = late(
    r"(?:微信|(?<![A-Za-z])(?:[Vv][Xx]|[Ww][Xx]|[Ww]e[Cc]hat)|[Vv]信)(?:号码?|ID|id|账号)?"
    r"[：:是为 ]{0,3}(?P<number>[A-Za-z][A-Za-z0-9_\-]{5,19}|\d{5,12})(?![A-Za-z0-9_\-])"
)
_QQ = late(r"(?<![A-Za-z])[Qq扣]{2}(?:号码?)?[：:是为 ]{0,3}(?P<number>\d{5,12})(?!\d)")
_ROOM_NUMBER = "(?:[A-Za-z]?\\d{1,5}|[一二三四五六七八九十百某]{1,4})"
_HOME = late(
    rf"{_ROOM_NUMBER}(?:号楼|栋|幢|座|号院){_ROOM_NUMBER}(?:单元|门)?"
    rf"(?:(?<=[元门]){_ROOM_NUMBER}[室号户]?|(?<![元门])[室户])"
)
_LIVES = late(
    "(?:家住|现住|住址|户籍地|户口所在地|家庭地址|居住地址?|租住|暂住|(?<!入)住(?=[在于]))"
    r"[地址于在为是：: ]{0,3}(?P<number>[^，。；\n]{0,24}?\d{1,5}(?:号楼|[号栋幢弄室座]|单元)"
    "|[^，。；\n]{0,12}?[一二三四五六七八九十某]{1,3}(?:栋|幢|号楼|单元))(?!的(?:党员|居民|住户))"
)
_DOORPLATE = late("[路街巷弄村组道里](?P<number>\\d{1,5}号(?:楼|院)?)(?![文令])")
_OFFICE_PLACE = late(
    "(?:地址|设在|位于|地点|办公|中心|驻地|阵地|活动室|会议室|工作站|服务站|派出所|宣教室|公司|仓库)"
)
_AT_HOME = late(f"{USERS}|住户|家住|家庭住址|吸毒|涉毒|本人|租客|房主|户主")
_SENTENCE = late("[。！？!?\n]")
_LABEL = late(
    "(?:联系人|经办人|承办人|负责人|责任人|收件人|姓名|户主|业主|家属|监护人|本人)(?:员)?"
    rf"[：:为是 ]{{0,2}}(?P<name>[{_HAN}]{{2,4}})"
)
_LEADS_TO_NUMBER = late(
    "[，,、：:（( ]{0,2}"
    "(?:的?(?:办公|联系|家庭|住宅|值班|固定)?(?:电话|座机|固话|号码)|联系方式|[Tt]el)?"
    "[：:为是 ]{0,2}$"
)
"""Words between a name and its number."""
_TO_CONTACT = late(
    rf"[与找向同和](?P<name>[{_HAN}]{{2,3}}?)(?:同志)?(?:联系|咨询|报名|反映|对接|联络)"
)
_NAME_AFTER = late(rf"[ ，,、]?[（(]?(?P<name>[{_HAN}]{{2,8}}(?![{_HAN}]))")
_TITLES = (
    "同志 先生 女士 老师 主任 书记 所长 局长 科长 干事 医生 警官 社工 站长 队长 镇长 乡长 处长 股长"
)
_TITLE = late(f"(?:副?(?:{'|'.join(_TITLES.split())}))$")
_POST = late(f"(?:{STAFF}|{'|'.join(_TITLES.split())}|长|员)$")
"""A position before a name."""
_OFFICE_SUFFIXES = tuple("办局科股所室站处部委会队组院校社区县市镇乡村街道线府")
_SAME_WECHAT = late("[ ，,、（(]{0,2}(?:微信|手机)同号")


class PersonalData(NamedTuple):
    """Personal data at ``text[start:end]``, and its kind in Chinese."""

    start: int
    end: int
    kind: str

    def shown(self, text: str) -> str:
        """Return the kind and the masked words, enough to find them in the text."""
        words = text[self.start : self.end]
        return f"{self.kind}（{words[0]}{'＊' * min(len(words) - 1, 6)}）"


def personal_data(text: str) -> Iterator[PersonalData]:
    """Yield the personal data of a text in text order, without overlaps."""
    folded = fold(text)
    narrow = folded.text
    found = [PersonalData(n.start, n.end, "姓名") for n in named_users(narrow)]
    found += (PersonalData(p.start, p.end, "涉毒经历") for p in portraits(narrow))
    if _CLUE.search(narrow):
        for find in _FINDERS:
            found += find(narrow)
    done = 0
    for item in sorted(found):
        if item.start >= done:
            done = item.end
            yield PersonalData(*folded.place(item.start, item.end), item.kind)


def contacts(text: str) -> Iterator[PersonalData]:
    """Yield the contacts of persons in a text: numbers, and accounts of messengers."""
    folded = fold(text)
    found = sorted(item for find in _CONTACTS for item in find(folded.text))
    done = 0
    for item in found:
        if item.start >= done:
            done = item.end
            yield PersonalData(*folded.place(item.start, item.end), item.kind)


def _identities(text: str) -> Iterator[PersonalData]:
    for match in _LONG_IDENTITY.finditer(text):
        number = re.sub(r"[^\dXx]", "", match[0])
        if number[-1] in "Xx" or _BIRTHDAY.match(number):
            yield PersonalData(match.start(), match.end(), "公民身份号码")
    for match in _SHORT_IDENTITY.finditer(text):
        yield PersonalData(match.start(), match.end(), "公民身份号码")
    for match in _LABELLED_IDENTITY.finditer(text):
        yield PersonalData(match.start("number"), match.end("number"), "公民身份号码")


def _mobiles(text: str) -> Iterator[PersonalData]:
    digits = text.translate(_AS_DIGITS) if _NUMERALS.search(text) else text
    for pattern in (_PLAIN_MOBILE, _MOBILE):
        for match in pattern.finditer(digits):
            yield PersonalData(match.start(), match.end(), "手机号码")
    for match in _SCATTERED_MOBILE.finditer(digits):
        yield PersonalData(match.start("number"), match.end("number"), "手机号码")
    for match in _LONG_NUMERALS.finditer(text):
        yield PersonalData(match.start(), match.end(), "公民身份号码")


def _cards(text: str) -> Iterator[PersonalData]:
    for match in _CARD.finditer(text):
        number = re.sub(r"\D", "", match[0])
        if len(number) < 15:
            continue
        labelled = _CARD_LABEL.search(text[max(0, match.start() - 16) : match.start()])
        if labelled or number.startswith("62") or (number[0] in "345" and _luhn(number)):
            yield PersonalData(match.start(), match.end(), "银行卡号")


def _luhn(number: str) -> bool:
    """Return whether the Luhn check digit of a card number is right."""
    doubled = "0246813579"
    digits = [int(doubled[int(d)] if i % 2 else d) for i, d in enumerate(reversed(number))]
    return sum(digits) % 10 == 0


def _landlines(text: str) -> Iterator[PersonalData]:
    """Yield the landlines of persons; an office may publish its own."""
    for match in _LANDLINE.finditer(text):
        start, end = match.span()
        if match[0][0] not in "0(（" and not _LOCAL_LABEL.search(text[max(0, start - 8) : start]):
            continue
        if _SAME_WECHAT.match(text, end) or _person_beside(text, start, end):
            yield PersonalData(start, end, "个人电话")


def _shared_landlines(text: str) -> Iterator[PersonalData]:
    """Yield the landlines that are also an account of a messenger."""
    for match in _LANDLINE.finditer(text):
        if _SAME_WECHAT.match(text, match.end()):
            yield PersonalData(*match.span(), "个人电话")


def _mails(text: str) -> Iterator[PersonalData]:
    for sign in _AT.finditer(text):
        at = sign.start()
        before = text[max(0, at - 64) : at].rstrip(" ")
        start = max(0, at - 64) + len(before.rstrip(_LOCAL_PART))
        domain = _DOMAIN.match(text, sign.end())
        if (
            domain
            and start < max(0, at - 64) + len(before)
            and not _is_office_mail(text, start, domain)
        ):
            yield PersonalData(start, domain.end(), "电子邮箱")


def _is_office_mail(text: str, start: int, domain: re.Match[str]) -> bool:
    official = re.sub(_DOT, ".", domain[0].lower()).endswith(_OFFICE_DOMAINS)
    official = official or _OFFICE_MAIL.search(text[max(0, start - 16) : start]) is not None
    return official and not _person_beside(text, start, domain.end())


def _accounts(text: str) -> Iterator[PersonalData]:
    for pattern, kind in ((_WECHAT, "微信号"), (_QQ, "QQ号")):
        for match in pattern.finditer(text):
            yield PersonalData(match.start("number"), match.end("number"), kind)


def _addresses(text: str) -> Iterator[PersonalData]:
    for match in _HOME.finditer(text):
        before, after = _sentence(text, match.start(), match.end(), 30)
        office = _OFFICE_PLACE.search(before) or _OFFICE_PLACE.match(after)
        if not office or _AT_HOME.search(before + after):
            yield PersonalData(match.start(), match.end(), "住址")
    for match in _LIVES.finditer(text):
        yield PersonalData(match.start("number"), match.end("number"), "住址")
    for match in _DOORPLATE.finditer(text):
        start, end = match.span("number")
        before, after = _sentence(text, match.start(), end, 12)
        road = re.search(
            rf"(?:^|[，,：:、（( ])(?P<name>[{_HAN}]{{2,4}})[，,：:（( ]+[{_HAN}]*$", before
        )
        if (road and _is_person(road["name"])) or _named_after(after):
            yield PersonalData(start, end, "住址")


_FINDERS = (_identities, _mobiles, _cards, _landlines, _mails, _accounts, _addresses)
_CONTACTS = (_accounts, _shared_landlines)


def _sentence(text: str, start: int, end: int, reach: int) -> tuple[str, str]:
    """Return up to ``reach`` characters before and after a range within its sentence."""
    before = _SENTENCE.split(text[max(0, start - reach) : start])[-1]
    return before, _SENTENCE.split(text[end : end + reach])[0]


def _person_beside(text: str, start: int, end: int) -> bool:
    """Return whether the sentence names a person to whom the contact at this range belongs."""
    before, after = _sentence(text, start, end, 40)
    labels = (*_LABEL.finditer(before), *_LABEL.finditer(after[:20]))
    if any(_is_labelled_person(label["name"]) for label in labels):
        return True
    asked = _TO_CONTACT.search(before)
    if asked and _is_person(asked["name"]):
        return True
    lead = _LEADS_TO_NUMBER.search(before, max(0, len(before) - _LONGEST_LEAD))
    return _leads_from_person(before[: lead.start()] if lead else before) or _named_after(after)


_LONGEST_LEAD = 12
_PARTS = late("[，,、：:（( ）)]+")
_MAX_PARTS = 4


def _leads_from_person(text: str) -> bool:
    """Return whether a text names a person with no office after it: 王芳，女，柳林街道社工."""
    for part in reversed(_PARTS.split(text)[-_MAX_PARTS:]):
        if _ends_in_person(part):
            return True
        if part.endswith(_OFFICE_SUFFIXES) or _OFFICE_PLACE.search(part):
            return False
    return False


def _ends_in_person(text: str) -> bool:
    """Return whether a text ends in a name: 王建国, 禁毒办张建国, 社工王芳, 派出所王所长."""
    for length in (4, 3, 2):
        words, before = text[-length:], text[:-length]
        apart = (
            not before
            or before.endswith(_OFFICE_SUFFIXES)
            or not "\u4e00" <= before[-1] <= "\u9fff"
        )
        if len(words) < length or not _is_person(words):
            continue
        if apart or _POST.search(before):
            return True
    return False


def _is_labelled_person(words: str) -> bool:
    return _is_person(words) or (is_name(words[:3]) and not words.endswith(_OFFICE_SUFFIXES))


def _named_after(after: str) -> bool:
    name = _NAME_AFTER.match(after)
    return name is not None and _ends_in_person(name["name"])


def _is_person(words: str) -> bool:
    """Return whether the words are a name, or a surname with a title (王主任)."""
    name = _TITLE.sub("", words)
    if name != words and surnamed(name):
        return True
    return 2 <= len(name) <= 4 and not name.endswith(_OFFICE_SUFFIXES) and is_likely(name)
