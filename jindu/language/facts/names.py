"""Find names of places and bodies in running text.

A name is known by its characters, by what stands before it, and by what follows its suffix.
Words that merely describe a place (老旧社区, 中心村, 城镇) are none.
"""

from __future__ import annotations

from collections.abc import Iterator

from jindu.language.facts.kinds import Body, Place
from jindu.units.patterns import late

_CHARACTERS = (
    "东南西北中上下山水河湖江海溪泉池塘潭沟渠港湾洲岛岭峰岗岩石沙滩坪坝坡坑谷洞原野田园林森木树竹松柏杨柳"
    "桃李梅兰菊荷莲桂枫桐梧槐榆樟杏枣梨橘茶花叶禾麦稻龙凤虎马牛羊鹤鹭雁鹿狮象鱼鸡凰燕鹰鹊红黄蓝绿青白黑金"
    "银铜铁玉珠翠丹紫碧平安福寿喜吉祥瑞和兴隆昌盛荣华富贵康宁泰顺利永长久新明光辉耀阳春秋夏冬月星云霞露雪"
    "风雨虹旭晨晓日天仁义礼智信忠孝德善诚文武英桥亭楼阁塔寺庙庵堂祠城关门店铺集街巷坊屯庄堡寨营家院仓窑"
    "井坎墩埠渡津口头尾一二三四五六七八九十百千万双大小老古高圆横清源滨临沿朝向仙佛圣王张刘陈赵周吴徐孙胡"
    "朱郭何罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛阎余潘杜戴钟汪任姜范方姚谭廖邹熊陆郝"
    "孔崔毛邱秦史顾侯邵孟段雷钱汤尹黎易常乔贺赖龚胜旗友谊团结进步劳动跃幸灵凉定远怀淮洛泾渭汉湘赣浦浙闽"
    "滇黔蜀渝鲁冀豫皖桑棉皇冠凌霄景秀丽锦绣芙蓉绵太阴鼓麟鹏川州泊浦埔圩峡崖屿澜潮涌洪沧漳沂沁沅岚嵩岱崇翔鸣"
    "莺鹃鸥骏蛟杉桦椿楠樱棠榕橙柑葵芦苇萍蓬蒲茅菱艾葛藤丰陵坛舟船帆鼎剑瓦陶瓷盐驿峪塬淀甸郡庆嘉宜宏浩鸿恒卓"
    "仪静雅欣怡悦舒晖晴朗昆晋陕粤琼竺茂苑轩榭桓香芳益良旺涟漪潇漓涪沱淇渌澧酉辰柿栗柚椒蕉荔枇杷桉鲤"
    "龟蛇雀鸭坳垭垅垄冲坵峒浜汀涧圳墟屏磨碾碓梯"
)
_NAMED = frozenset(_CHARACTERS)
_NAME = f"[{_CHARACTERS}]"
_PLACE = late(
    # Looked at from the suffix, which is rare, backwards.
    rf"社区(?<={_NAME}{{2}}..)(?![戒康矫行化型])|街道(?<={_NAME}{{2}}..)(?!社区)"
    rf"|[镇乡村县区市](?<={_NAME}{{2}}.)(?:(?<=镇)(?![静定压痛街区])|(?<=乡)(?![村镇亲土愁风贤情间])"
    r"|(?<=村)(?![庄落组里口镇级规务]|民(?!委))|(?<=县)(?![级域区处市])|(?<=区)(?![域划间别县])"
    r"|(?<=市)(?![场级区县政民]))"
)
_BAD_LAST = {
    "镇": "集古小重市城乡村老新",
    "乡": "家老下山水侨城新",
    "村": "山农小中新乡老大古城",
    "县": "大小老",
    "区": "城市山林木园小新老街港湾大营景海水江河湖沿口禁矿高中东西南北片",
    "市": "城门集店上早夜超花老大小",
    "社区": "大小老新",
    "街道": "大小老新",
}
"""Suffix → characters before it that do not form a place name with it: 山区, 老城区, 古镇."""
_NUMERALS = frozenset("一二三四五六七八九十百千万双")
_DESCRIPTIVE = (
    "城市 平安 城中 城郊 高新 沿海 沿江 沿河 沿湖 沿山 沿街 文明 幸福 花园 "
    "家园 安康 安宁 康宁 古老 新兴 中小 老城 新城 东西 南北 上下 大中 秀美 "
    "善治 仁善 临街 临近 一方 四方 八方 方向 中方 大方 进口 街头 村头 千家 "
    "万家 百家 大家 国家 一家 山水 山林 江河 湖海 远大 明白 明星 结合 老少 "
    "老街 结一 高山 平原 新家 小家 老家 清一 春秋 进入 进步 文化 步行 劳动 "
    "任何 常常 许多 于大 高发 五星 三星 四星 百日 十佳 英雄 永久 长久 长期 家家 大小 "
)
_DESCRIPTIONS = frozenset(_DESCRIPTIVE.split())
"""Words before a suffix that describe a place or are part of a phrase."""
_BEFORE = frozenset(
    "在由到从向往至赴以对为给把将被让与和及同跟或并是如含即按经据称叫设驻辖于等的了市县区省州旗镇乡道"
    "定托导织入进促持合系盖助习鉴选派荐括抓去回离率带访查验察帮指属送交请邀呈"
)
"""Characters before a name, besides punctuation: prepositions, suffixes, ends of verbs."""
_ORGAN = late("[^，。；、]{0,5}[局委办院]")


def places(text: str) -> Iterator[Place]:
    """Yield the names of places; of 清源县柳林街道 both."""
    for match in _PLACE.finditer(text):
        suffix = match[0]
        start = _start(text, match.start(), suffix)
        if start is not None:
            name = text[start : match.end()]
            yield Place(start, match.end(), name, text[start : match.start()], suffix)


def _start(text: str, end: int, suffix: str) -> int | None:
    """Return where the name begins whose suffix is at ``end``; None if there is no name."""
    stem = text[end - 2 : end]
    if len(stem) < 2 or stem[0] not in _NAMED or stem[1] not in _NAMED:
        return None
    of_town = stem[0] == "城" and suffix == "区" and _ORGAN.match(text, end + 1)
    if (
        (stem[-1] in _BAD_LAST[suffix] and not of_town)
        or stem in _DESCRIPTIONS
        or stem[-1] in _NUMERALS
    ):
        return None
    for length in (2, 3):
        start = end - length
        if start < 0 or (length == 3 and text[start] not in _NAMED):
            return None
        before = text[start - 1 : start]
        if not before or before in _BEFORE or not "\u3400" <= before <= "\u9fff":
            return start
    return None


_TOWN_BODY = "人民政府|政府|党工委|党委|办事处|纪委|人大|办(?![理公法案好实成事])"
_OF_TOWN = late(rf"(?P<town>街道|镇(?<!乡镇)|乡(?<!城乡))(?:{_TOWN_BODY})")
ALONE = ("派出所", "司法所", "卫生院", "财政所", "中学", "小学", "中心校", "幼儿园")
"""Bodies that are named without the place they belong to."""


def bodies(text: str) -> Iterator[Body]:
    """Yield the names of bodies; those of a town may lack its name, as 镇政府 does."""
    return iter(sorted((*_of_towns(text), *_alone(text))))


def _of_towns(text: str) -> Iterator[Body]:
    for match in _OF_TOWN.finditer(text):
        start = _start(text, match.start(), match["town"])
        begin = match.start() if start is None else start
        name = text[begin : match.end()]
        yield Body(begin, match.end(), name, text[begin : match.start()], match[0])


def _alone(text: str) -> Iterator[Body]:
    for kind in ALONE:
        # Plain search is several times faster than a pattern of all kinds.
        place = text.find(kind)
        while place >= 0:
            start = None if text.startswith("中小学", place - 1) else _start(text, place, "社区")
            if start is not None:
                end = place + len(kind)
                yield Body(start, end, text[start:end], text[start:place], kind)
            place = text.find(kind, place + 1)
