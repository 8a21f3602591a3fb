"""Economic codes and purposes that do not fit what an expense buys."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import NamedTuple

from jindu.language.naming import called
from jindu.model.choices import Purpose
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.economic_codes import NAMES, named
from jindu.model.plan import Expense
from jindu.model.rule import rule


class _Content(NamedTuple):
    """Something that expenses buy: its title, its words, and what does not fit it.

    ``codes`` are beginnings of codes; ``usual`` is the code that it mostly has.
    """

    title: str
    words: str
    usual: str
    codes: tuple[str, ...]
    purposes: tuple[Purpose, ...] = (Purpose.TECHNOLOGY,)


def _codes(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_PRINTED = "手册|折页|海报|读本|传单|宣传单|宣传册|挂历|画册|印刷|印制|汇编"
_SHOWN = "展板|展架|横幅|标语|宣传栏|条幅|喷绘"
_WORN = "马甲|服装|工作服|T恤|帽子|背包|袖标|雨具|被装"
_TRAINING = "(?:培训|轮训|集训)(?!场地|材料|资料|教材|用品|设备|手册|教室|机构)|讲课|授课|师资"
_MEETINGS = "座谈会|联席会|动员会|启动会|推进会|现场会|会议费"
_SOFTWARE = (
    "(?:开发|建设|搭建|升级|购置|购买).{0,8}(?:软件|模块|系统|平台|小程序)"
    "|(?:软件|模块)(?:开发|购置)?$"
)
_DEVICES = (
    "(?:电脑|计算机|打印机|复印机|投影仪|显示屏|触摸屏|一体机|无人机|服务器|摄像机)"
    "(?!.*(?:服务(?!器)|租[用赁金]|维[修护保]|运维|保养|耗材|墨盒|硒鼓|踏查|航拍|培训|广告|播放|电费))"
)
_SERVICES = "社工服务(?![站点室]|中心)|社会工作.{0,4}服务|购买.{0,8}服务"
_SURVEYS = "问卷|调查|第三方评估|期末评估|中期评估|试点评估"
_FILMS = "短片|微电影|动画|公益广告|专题片|宣传片"
_NOT_GOODS = "30203 30211 30213 30215 30216 30217 30226 303"
_NOT_WORK = "30213 30215 30216 30217 30218 30224 303"
_CONTENTS = (
    _Content("印刷品", _PRINTED, "30202", _codes(f"{_NOT_GOODS} 309 310")),
    _Content("展板、横幅之类", _SHOWN, "30202", _codes(_NOT_GOODS)),
    _Content("服装、装备", _WORN, "30299", _codes(f"{_NOT_GOODS} 30202 309 310")),
    _Content(
        "培训",
        _TRAINING,
        "30216",
        _codes("30201 30202 30213 30217 30218 30224 303 309 310"),
    ),
    _Content(
        "会议",
        _MEETINGS,
        "30215",
        _codes("30202 30213 30216 30218 30224 30226 303 309 310"),
    ),
    _Content(
        "软件",
        _SOFTWARE,
        "31007",
        _codes("30202 30211 30215 30216 30217 30218 30224 30226 303"),
        (Purpose.PUBLICITY,),
    ),
    _Content(
        "设备",
        _DEVICES,
        "31002",
        _codes("30202 30203 30211 30215 30216 30217 30224 30226 303"),
        (),
    ),
    _Content(
        "社会工作服务",
        _SERVICES,
        "30227",
        _codes(f"{_NOT_WORK} 30201 30202 30214 309 310"),
        (Purpose.TECHNOLOGY, Purpose.PUBLICITY),
    ),
    _Content("调查、评估", _SURVEYS, "30227", _codes(f"{_NOT_WORK} 309 310")),
    _Content("影片", _FILMS, "30227", _codes(f"{_NOT_WORK} 30211 31002 31003")),
)
_OF_PUBLICITY = "宣传|宣教|教育|学习|科普|展[厅馆示览]|课|直播|公众号|答题|VR"
_TECHNICAL = "平台|软件|模块|系统|小程序|科技|信息|智能|数字|设备|VR|电子|网络|程序|无人机|监测"


@rule(
    "BUD022",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="推算：按支出的名称，与部门预算支出经济分类的款名比较",
)
def code_unlike_content(context: Context) -> Iterator[Finding]:
    """科目或者用途与支出的内容不符。

    手册是印刷品，不用培训费、会议费的科目，也不属于科技；开发软件不用会议费、培训费的科目。这里按支
    出的名称判断，只报告明显不符的；一项支出包含几样内容的，只要与其中一样相符就不报告。不常见的科目
    由财务人员核定。

    ```yaml
    经费:
      支出预算:
        - {编号: 甲, 名称: 印制宣传手册, 经济分类科目: "30216", 金额: 3万元}  # <- BUD022
        - {编号: 乙, 名称: 印制宣传海报, 用途: 科技, 金额: 3万元}  # <- BUD022
    ```

    ```yaml
    经费:
      支出预算:
        - {编号: 甲, 名称: 印制宣传手册, 用途: 宣传, 经济分类科目: "30202", 金额: 3万元}
        - {编号: 乙, 名称: 骨干培训和手册印制, 用途: 队伍, 经济分类科目: "30216", 金额: 3万元}
    ```
    """
    for expense in context.plan.expenses:
        found = _contents_of(expense.name or "")
        if not found:
            continue
        code = (expense.code or "").strip()[:5]
        if code in NAMES and all(code.startswith(content.codes) for content in found):
            yield Finding(
                expense.at("code"),
                f"{called(expense, '支出')}买的是{found[0].title}，科目却是{named(code)}。",
                f"核对科目，这类支出一般用{named(found[0].usual)}；科目没有写错的，把名称写明白。",
                related=((expense.at("name"), "支出内容"),),
            )
        yield from _unlike_purpose(expense, found)


@functools.lru_cache(maxsize=4096)
def _contents_of(name: str) -> tuple[_Content, ...]:
    """Return what the name of an expense tells that it buys."""
    return tuple(content for content in _CONTENTS if re.search(content.words, name))


def _unlike_purpose(expense: Expense, found: tuple[_Content, ...]) -> Iterator[Finding]:
    purpose, name = expense.purpose, expense.name or ""
    if purpose is None or not all(purpose in content.purposes for content in found):
        return
    if purpose is Purpose.TECHNOLOGY and re.search(_TECHNICAL, name):
        return
    if purpose is Purpose.PUBLICITY and re.search(_OF_PUBLICITY, name):
        return
    yield Finding(
        expense.at("purpose"),
        f"{called(expense, '支出')}买的是{found[0].title}，用途却写成“{purpose}”。",
        "核对用途：印刷、展板、短片一般属于宣传，培训、服务、服装一般属于队伍，软件、设备一般属于科技。",
        related=((expense.at("name"), "支出内容"),),
    )
