"""Break long titles between words, into lines that form a trapezoid or a lozenge."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

LINE = 19
"""二号 characters that fit on a line of 156 mm, with a margin at each side."""

_WORDS = re.findall(
    r"\w+",
    "党支部 禁毒支部 禁毒党支部 禁毒工作 党建 品牌 创建 示范创建 实施方案 "
    "工作方案 三年行动 行动计划 社区 街道 学校 共建 试点 推广 领导小组 "
    "绩效 指标 功能型 联席会议 经费 清单 建设 申报 通知 请示 禁毒 戒毒 "
    "无毒 康复 毒品 预防 教育 青少年 麻醉药品 精神药品 管控 涉毒 吸毒 "
    "人员 重点 行业 场所 单位 企业 园区 开发区 乡镇 城乡 农村 校园 娱乐 "
    "物流 寄递 网络 基层 组织 支部 党员 先锋 联合 联盟 阵地 队伍 基地 "
    "中心 机制 体系 网格 志愿 公安 司法 卫生 民政 文化 旅游 市场 监管 "
    "委员会 办公室 派出所 大队 支队 协会 服务 帮扶 就业 管理 治理 综合 "
    "平安 宣传 宣讲 规范化 标准化 常态化 一体化 示范 活动 专项 行动 年度 "
    "工作 办法 细则 意见 规划 方案 试行 暂行 经济 技术 整治 考核 "
    "评估 任务 分解 责任",
)
_LEADING = re.compile(
    "重点|关于|印发|申请|召开|开展|推进|加强|深化|做好|实施(?!方案|办法|细则|意见)"
)
"""Words that do not end a line: what they are about follows."""
_PLACE = re.compile(
    "(?:关于|印发|申请|召开|与|和|、|《)*"
    "((?:(?!关于|印发|申请|召开)[^与和、《》（）]){1,7}?"
    "(?:自治区|自治州|省|市|县|旗|新区|区|街道|镇|乡|社区|居民区|村|中学|小学|大学|学院))"
)
"""Names of places and schools."""

_ASIDE = re.compile(f"（[^（）]{{1,{LINE - 2}}}）")


def break_title(text: str, terms: Sequence[str] = ()) -> list[str]:
    """Return the lines of a title. ``terms`` are further words that must not be broken."""
    if len(text) <= LINE:
        return [text]
    host, space, rest = text.partition(" ")
    if space and len(host) <= LINE:
        # Organs that issue a paper jointly stand on lines of their own; joined, the lines are
        # the title again.
        return [f"{host} ", *break_title(rest.strip(), terms)]
    fewest = -(-len(text) // LINE)
    barred = set(_inside(text, (*terms, *_WORDS)))
    if fewest > _MAX_SHAPED:
        return list(_filled(text, barred))
    splits = (cuts for count in (fewest, fewest + 1) for cuts in _splits(len(text), count))
    best = min(splits, key=lambda cuts: _cost(len(text), cuts, barred))
    edges = (0, *best, len(text))
    return [text[start:end] for start, end in pairwise(edges)]


_MAX_SHAPED = 3
"""Lines of a title up to which all breaks are compared; longer ones are filled line by line."""


def _filled(text: str, barred: set[int]) -> Iterator[str]:
    """Yield lines filled as far as possible without breaking a word."""
    start = 0
    while len(text) - start > LINE:
        ends = range(start + LINE, start + LINE // 4, -1)
        end = next((end for end in ends if end not in barred and len(text) - end > 1), ends[1])
        yield text[start:end]
        start = end
    yield text[start:]


def _inside(text: str, terms: Sequence[str]) -> Iterator[int]:
    """Yield positions inside words, names and brackets, where no line may end."""
    for named in _PLACE.finditer(text):
        yield from range(named.start(1) + 1, named.end(1))
    for aside in _ASIDE.finditer(text):
        yield from range(aside.start() + 1, aside.end())
    for leading in _LEADING.finditer(text):
        yield from range(leading.start() + 1, leading.end() + 1)
    for term in terms:
        start = text.find(term)
        while term and start >= 0:
            yield from range(start + 1, start + len(term))
            start = text.find(term, start + 1)
    for place, character in enumerate(text):
        within_number = place > 0 and text[place - 1 : place + 1].isdigit()
        if character in "（《“":
            yield place + 1
        elif within_number or character in "）》”、—的与和及":
            yield place


def _splits(length: int, count: int) -> Iterator[tuple[int, ...]]:
    if count == 1:
        yield ()
        return
    for first in range(2, min(LINE, length - 2) + 1):
        rest = length - first
        if rest <= LINE * (count - 1):
            for others in _splits(rest, count - 1) if count > 2 else ((),):
                yield (first, *(first + cut for cut in others))


def _cost(length: int, cuts: tuple[int, ...], barred: set[int]) -> float:
    lines = [end - start for start, end in pairwise((0, *cuts, length))]
    broken = sum(100 for cut in cuts if cut in barred)
    too_long = sum(1000 for line in lines if line > LINE)
    spread = max(lines) - min(lines)
    square = 3 if spread == 0 else 0
    hourglass = 5 if len(lines) == 3 and lines[1] < min(lines[0], lines[2]) else 0
    return broken + too_long + spread + square + hourglass + 30 * len(lines)
