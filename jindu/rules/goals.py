"""Goals and indicators: measurable, with a baseline, consistent over the years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from jindu.analysis.horizon import misdated
from jindu.analysis.naming import called, listed
from jindu.diagnostic import Finding, Level, Severity, rule
from jindu.norms import Norm
from jindu.plan import Direction, Goal, Indicator, Nature, Plan
from jindu.units import say_quantity
from jindu.vocabulary import Thing

NIL = Decimal(0)
_PERCENT = ("%", "％")


@rule("GOL001", Severity.ERROR, level=Level.REVIEW, basis="方案自身的要求：目标能够衡量")
def not_measurable(plan: Plan) -> Iterator[Finding]:
    """指标无法衡量。

    定量指标要有计量单位、方向和目标值；定性指标要在“计算方法”里写明怎样算完成。只写“明显
    提升”之类的话，期末无从评价。

    ```yaml
    目标:
      - 编号: 目标一
        指标:
          - {编号: 指标一, 名称: 戒治效果提升}  # <- GOL001
    ```

    ```yaml
    目标:
      - 编号: 目标一
        指标:
          - {编号: 指标一, 名称: 帮扶措施落实率, 计量单位: "%", 方向: 不低于, 目标值: 90%}
          - {编号: 指标二, 名称: 会商制度, 指标性质: 定性, 计算方法: 制度印发并召开首次会商}
    ```
    """
    needed = (("unit", "计量单位"), ("direction", "方向"), ("target", "目标值"))
    for indicator in plan.indicators:
        if indicator.nature is Nature.JUDGED:
            if indicator.lacks("method"):
                yield Finding(
                    indicator.where,
                    f"定性{called(indicator, '指标')}没有写怎样算完成。",
                    "在“计算方法”里写明完成的标志，如“制度印发并召开首次会议”。",
                )
            continue
        missing = [name for attribute, name in needed if indicator.lacks(attribute)]
        if missing:
            yield Finding(
                indicator.where,
                f"{called(indicator, '指标')}没有写{'、'.join(missing)}，无法衡量。",
                f"补上{'、'.join(missing)}；数不出来的，写明“指标性质: 定性”和完成的标志。",
            )


_CHANGE = re.compile(r"下降|减少|降低|减幅|降幅|提高|增长|增加|增幅|提升|上升|新增")


@rule(
    "GOL002", Severity.ERROR, level=Level.REVIEW, basis="方案自身的要求：说变化的，说清从多少变起"
)
def no_baseline(plan: Plan) -> Iterator[Finding]:
    """指标没有基期，或者基期不全。

    说“下降”“提高”，先要说清从多少变起：名称里有这类字样的指标必须写基期的值、时间和出处。其他
    定量指标没有基期的，或者基期缺时间、缺出处的，是警告。

    ```yaml
    目标:
      - 编号: 目标一
        指标:
          - {编号: 指标一, 名称: 新增吸毒人员下降率, 计量单位: "%", 目标值: 20%}  # <- GOL002
    ```

    ```yaml
    目标:
      - 编号: 目标一
        指标:
          - 编号: 指标一
            名称: 新增吸毒人员下降率
            计量单位: "%"
            基期: {时间: 2025, 值: 0%, 出处: 县禁毒办统计}
            目标值: 20%
    ```
    """
    for indicator in plan.indicators:
        base = indicator.baseline
        if indicator.nature is Nature.JUDGED or not indicator.sure("baseline"):
            continue
        if base is None or base.lacks("value"):
            changes = _CHANGE.search(indicator.name or "") is not None
            yield Finding(
                indicator.at("baseline"),
                f"{called(indicator, '指标')}没有写基期值"
                + ("，看不出从多少变起。" if changes else "。"),
                f"补上基期，如 {_example(plan, indicator)}。",
                on_key=True,
                severity=None if changes else Severity.WARNING,
            )
            continue
        missing = [n for a, n in (("date", "时间"), ("source", "出处")) if base.lacks(a)]
        if missing:
            yield Finding(
                base.where,
                f"{called(indicator, '指标')}的基期没有写{'、'.join(missing)}。",
                f"补上{'、'.join(missing)}，便于核对。",
                severity=Severity.WARNING,
            )


def _example(plan: Plan, indicator: Indicator) -> str:
    """A baseline as it might be written for an indicator, in its own unit."""
    year = plan.period.start.year - 1 if plan.period else 2025
    percent = indicator.unit in _PERCENT
    value = "80%" if percent else say_quantity(Decimal(12), indicator.unit)
    source = indicator.data_source or "工作台账"
    return f"基期: {{时间: {year}, 值: {value}, 出处: {source}}}"


_LEVELS = {
    "产出": ("数量", "质量", "时效", "成本"),
    "效益": ("经济", "社会", "生态", "可持续影响"),
    "满意度": ("服务对象满意度",),
    "成本": ("经济成本", "社会成本", "生态环境成本"),
}


def _category(text: str) -> tuple[str, str]:
    """一级 and 二级 of 绩效类别, without the word 指标 or 效益 at the end of the second."""
    first, _, second = re.sub(r"[·—－\-]", "/", text).replace("指标", "").partition("/")
    return first.strip(), second.strip().removesuffix("效益") or second.strip()


@rule(
    "GOL003",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="绩效目标申报的要求：一级、二级指标配套（以本级财政部门的申报表为准）",
)
def category_wrong(plan: Plan) -> Iterator[Finding]:
    """绩效类别的一级、二级不配套。

    一级分产出、效益、满意度（有成本指标的另列成本）；二级属于各自的一级：产出下有数量、质量、
    时效、成本，效益下有经济、社会、生态、可持续影响，满意度下有服务对象满意度。

    ```yaml
    目标:
      - 编号: 目标一
        指标:
          - {编号: 指标一, 名称: 宣传场次, 绩效类别: 产出/社会效益}  # <- GOL003
    ```

    ```yaml
    目标:
      - 编号: 目标一
        指标:
          - {编号: 指标一, 名称: 宣传场次, 绩效类别: 产出/数量}
          - {编号: 指标二, 名称: 知晓率, 绩效类别: 效益/社会效益}
    ```
    """
    for indicator in plan.indicators:
        if not indicator.category:
            continue
        first, second = _category(indicator.category)
        if first not in _LEVELS:
            tip = f"一级写{'、'.join(_LEVELS)}中的一个，如 产出/数量。"
        elif second and second not in _LEVELS[first]:
            tip = f"“{first}”下的二级是{'、'.join(_LEVELS[first])}。"
        else:
            continue
        yield Finding(
            indicator.at("category"),
            f"{called(indicator, '指标')}的绩效类别“{indicator.category}”不配套。",
            tip,
        )


@rule(
    "GOL004",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="绩效目标申报的要求：有产出、效益和满意度指标（以本级财政部门的申报表为准）",
)
def category_missing(plan: Plan) -> Iterator[Finding]:
    """绩效指标没有覆盖产出、效益和满意度。

    申请财政资金的项目，绩效指标要有产出、效益和满意度三类。全部指标都没有写绩效类别的，
    也会提醒。

    ```yaml
    目标:  # <- GOL004
      - 编号: 目标一
        指标:
          - {编号: 指标一, 名称: 宣传场次, 绩效类别: 产出/数量}
          - {编号: 指标二, 名称: 知晓率, 绩效类别: 效益/社会效益}
    ```

    ```yaml
    目标:
      - 编号: 目标一
        指标:
          - {编号: 指标一, 名称: 宣传场次, 绩效类别: 产出/数量}
          - {编号: 指标二, 名称: 知晓率, 绩效类别: 效益/社会效益}
          - {编号: 指标三, 名称: 居民满意度, 绩效类别: 满意度/服务对象满意度}
    ```
    """
    if not plan.indicators or not all(i.sure("category") for i in plan.indicators):
        return
    found = {_category(i.category)[0] for i in plan.indicators if i.category}
    missing = [name for name in ("产出", "效益", "满意度") if name not in found]
    if missing:
        silent = [indicator for indicator in plan.indicators if not indicator.category]
        yield Finding(
            plan.at("goals"),
            f"{len(plan.indicators)}个指标里没有{'、'.join(missing)}类"
            + (f"，{listed(silent)}没有写绩效类别。" if silent else "。"),
            "在已有指标上写明“绩效类别”，如 绩效类别: 产出/数量；确实没有的，补上这类指标。"
            if silent
            else f"补上{'、'.join(missing)}类指标，如{_SAMPLES[missing[0]]}。",
            on_key=True,
        )


_SAMPLES = {
    "产出": "宣传活动场次",
    "效益": "居民禁毒知识知晓率",
    "满意度": "群众对禁毒工作的满意度",
}


@rule(
    "GOL005",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="惯例：群众满意度达到90%以上",
    norms=("满意度下限",),
)
def satisfaction_too_low(plan: Plan, least: Norm) -> Iterator[Finding]:
    """满意度的目标值偏低。

    群众满意度的目标一般不低于90%；上级另有要求的，在 jindu.toml 里调整。名称含“满意”的百分比
    指标按此检查。

    ```yaml
    目标:
      - 编号: 目标一
        指标:
          - {编号: 指标一, 名称: 居民满意度, 计量单位: "%", 方向: 不低于, 目标值: 85%}  # <- GOL005
    ```

    ```yaml
    目标:
      - 编号: 目标一
        指标:
          - {编号: 指标一, 名称: 居民满意度, 计量单位: "%", 方向: 不低于, 目标值: 90%}
    ```
    """
    for indicator in plan.indicators:
        if "满意" not in (indicator.name or "") or indicator.unit not in _PERCENT:
            continue
        if indicator.target is not None and indicator.target < least.value:
            yield Finding(
                indicator.at("target"),
                f"{called(indicator, '指标')}的目标值{say_quantity(indicator.target, '%')}"
                f"低于{least.value}%。",
                f"提高到{least.value}%以上；上级要求不同的，在 jindu.toml 里改“{least.name}”。",
            )


_OVER = re.compile(
    r"(?:1[0-9]\d|[2-9]\d\d)(?:\.\d+)?[%％](?:以上|及以上)|超过(?:100|[1-9]\d\d)[%％]"
)


@rule("GOL006", Severity.ERROR, level=Level.DRAFT, basis="方案自身的一致性")
def percentage_beyond_all(plan: Plan) -> Iterator[Finding]:
    """百分比超出了可能的范围。

    比率在0到100%之间；“覆盖率达到100%以上”没有意义，达到全部就写100%。

    ```yaml
    目标:
      - 编号: 目标一
        内容: 宣传覆盖率达到100%以上  # <- GOL006
        指标:
          - {编号: 指标一, 名称: 覆盖率, 计量单位: "%", 目标值: 120%}  # <- GOL006
    ```

    ```yaml
    目标:
      - 编号: 目标一
        内容: 宣传实现全覆盖
        指标:
          - {编号: 指标一, 名称: 覆盖率, 计量单位: "%", 目标值: 100%}
    ```
    """
    for goal in plan.goals:
        things: list[tuple[Thing, str, str | None]] = [(goal, "content", goal.content)]
        things += [(indicator, "name", indicator.name) for indicator in goal.indicators]
        for thing, attribute, text in things:
            match = _OVER.search(text) if text else None
            if match is not None:
                yield Finding(
                    thing.at(attribute),
                    f"{called(thing, '目标' if thing is goal else '指标')}里的"
                    f"“{match.group()}”超出了百分比可能的范围。",
                    "达到全部就写100%；表示增长的，写明比哪一年增长多少。",
                )


@rule("GOL007", Severity.ERROR, level=Level.REVIEW, basis="方案自身的一致性")
def target_behind_baseline(plan: Plan) -> Iterator[Finding]:
    """目标值与方向相反。

    方向是“不低于”的，目标值不应低于基期值；方向是“不高于”的，目标值不应高于基期值。否则目标
    等于允许退步，多半是方向或者数值写错了。

    ```yaml
    目标:
      - 编号: 目标一
        指标:
          - 编号: 指标一
            名称: 新发现吸毒人员数
            计量单位: 人
            方向: 不高于
            基期: {时间: 2025, 值: 10人}
            目标值: 12人  # <- GOL007
    ```

    ```yaml
    目标:
      - 编号: 目标一
        指标:
          - 编号: 指标一
            名称: 新发现吸毒人员数
            计量单位: 人
            方向: 不高于
            基期: {时间: 2025, 值: 10人}
            目标值: 6人
    ```
    """
    for indicator in plan.indicators:
        base = indicator.baseline
        if base is None or base.value is None or indicator.target is None:
            continue
        if _worse(indicator.direction, base.value, indicator.target):
            start = say_quantity(base.value, indicator.unit)
            end = say_quantity(indicator.target, indicator.unit)
            yield Finding(
                indicator.at("target"),
                f"{called(indicator, '指标')}要求{indicator.direction}{end}，而基期已经是{start}。",
                f"目标值应当{_better(indicator.direction)}{start}；方向写反了的，"
                f"改成“{_turned(indicator.direction)}”。",
                related=((base.at("value"), "基期值"),),
            )


def _better(direction: Direction | None) -> str:
    return "不低于" if direction is Direction.AT_LEAST else "不高于"


def _turned(direction: Direction | None) -> str:
    return (Direction.AT_MOST if direction is Direction.AT_LEAST else Direction.AT_LEAST).value


def _worse(direction: Direction | None, before: Decimal, after: Decimal) -> bool:
    if direction is Direction.AT_LEAST:
        return after < before
    return direction is Direction.AT_MOST and after > before


@rule("GOL008", Severity.ERROR, level=Level.REVIEW, basis="方案自身的一致性")
def year_targets_inconsistent(plan: Plan) -> Iterator[Finding]:
    """年度目标倒退、越出方案年度，或者最后达不到目标值。

    年度目标应当逐年向目标值推进，年份在实施期限之内，最后一年达到目标值。

    ```yaml
    目标:
      - 编号: 目标一
        指标:
          - 编号: 指标一
            名称: 知晓率
            计量单位: "%"
            方向: 不低于
            目标值: 92%
            年度目标: {2026: 88%, 2027: 85%, 2028: 92%}  # <- GOL008
    ```

    ```yaml
    目标:
      - 编号: 目标一
        指标:
          - 编号: 指标一
            名称: 知晓率
            计量单位: "%"
            方向: 不低于
            目标值: 92%
            年度目标: {2026: 85%, 2027: 88%, 2028: 92%}
    ```
    """
    period = plan.period
    for indicator in plan.indicators:
        years = sorted(indicator.year_targets.items())
        if not years or not indicator.sure("year_targets"):
            continue
        where, name = indicator.at("year_targets"), called(indicator, "指标")
        outside = [str(year) for year, _ in years if period and year not in period.years()]
        if outside and period and plan.overview and misdated(plan) is None:
            yield Finding(
                where,
                f"{name}的年度目标写到了方案之外的{'、'.join(outside)}年，"
                f"方案的实施期限是{period.words()}。",
                "年度目标只写实施期限内的年份。",
                related=((plan.overview.at("period"), "方案的起止"),),
            )
        for (year, before), (later, after) in pairwise(years):
            if _worse(indicator.direction, before, after):
                yield Finding(
                    where,
                    f"{name}{later}年的目标{say_quantity(after, indicator.unit)}"
                    f"比{year}年的{say_quantity(before, indicator.unit)}倒退。",
                    f"方向是{indicator.direction}，{later}年的目标应当"
                    f"{_better(indicator.direction)}{say_quantity(before, indicator.unit)}。",
                )
                break
        last, value = years[-1]
        if indicator.target is not None and value != indicator.target:
            final = say_quantity(indicator.target, indicator.unit)
            yield Finding(
                where,
                f"{name}最后一年（{last}年）的目标{say_quantity(value, indicator.unit)}"
                f"与目标值{final}不一致。",
                f"把{last}年的目标写成{final}，或者改正目标值。",
                related=((indicator.at("target"), "目标值"),),
            )


@rule("GOL009", Severity.WARNING, level=Level.REVIEW, basis="惯例：指标有数据来源和责任单位")
def nobody_measures(plan: Plan) -> Iterator[Finding]:
    """指标没有写数据从哪里来、多久采一次、由谁负责。

    指标要有数据出处、频次和责任单位，期末才拿得出数据。

    ```yaml
    目标:
      - 编号: 目标一
        指标:
          - {编号: 指标一, 名称: 知晓率, 数据出处: 问卷调查}  # <- GOL009
    ```

    ```yaml
    目标:
      - 编号: 目标一
        指标:
          - {编号: 指标一, 名称: 知晓率, 数据出处: 问卷调查, 频次: 每年, 责任单位: 支部}
    ```
    """
    needed = (("data_source", "数据出处"), ("frequency", "频次"), ("owner", "责任单位"))
    for indicator in plan.indicators:
        missing = [name for attribute, name in needed if indicator.lacks(attribute)]
        if missing:
            yield Finding(
                indicator.where,
                f"{called(indicator, '指标')}没有写{'、'.join(missing)}。",
                f"补上{'、'.join(missing)}，期末才拿得出数据。",
            )


@rule("GOL011", Severity.ERROR, level=Level.REVIEW, basis="方案自身的一致性：绩效指标分值合计100分")
def weights_not_hundred(plan: Plan) -> Iterator[Finding]:
    """指标分值合计不是100分，或者有的指标没有分值。

    写了分值，就要全部写，合计100分。写了绩效类别的，各个一级指标的分值相加也应当是100分：有分值
    而没有绩效类别的指标，申报时归不到任何一级，作为警告。各级之间怎样分配，由财政部门规定，不作检查。

    ```yaml
    目标:  # <- GOL011
      - 编号: 目标一
        指标:
          - {编号: 指标一, 名称: 知晓率, 分值: 60}
          - {编号: 指标二, 名称: 满意度, 分值: 45}
    ```

    ```yaml
    目标:
      - 编号: 目标一
        指标:
          - {编号: 指标一, 名称: 知晓率, 分值: 60}
          - {编号: 指标二, 名称: 满意度, 分值: 40}
    ```
    """
    indicators = plan.indicators
    if not all(i.sure("weight") for i in indicators):
        return
    weighted = [i.weight for i in indicators if i.weight is not None]
    if not weighted:
        return
    without = [i for i in indicators if i.weight is None]
    total = sum(weighted, NIL)
    if without:
        yield Finding(
            without[0].where,
            f"{len(weighted)}个指标写了分值，{len(without)}个没有写：{listed(without, 3)}。",
            "给每个指标写上分值，合计100分；不用分值的，全部不写。",
        )
    elif total != 100:
        change = ("减少" if total > 100 else "增加") + say_quantity(abs(total - 100), "分")
        yield Finding(
            plan.at("goals"),
            f"{len(weighted)}个指标的分值合计{say_quantity(total, '分')}{_by_level(plan)}，"
            "不是100分。",
            f"调整分值，合计{change}。",
            on_key=True,
        )
    else:
        yield from _beside_the_levels(plan)


def _by_level(plan: Plan) -> str:
    """（产出50分，效益30分）, empty where not all indicators have their level."""
    levels: dict[str, Decimal] = {}
    for indicator in plan.indicators:
        if not indicator.category or indicator.weight is None:
            return ""
        level = _category(indicator.category)[0]
        levels[level] = levels.get(level, NIL) + indicator.weight
    return f"（{'，'.join(level + say_quantity(w, '分') for level, w in levels.items())}）"


def _beside_the_levels(plan: Plan) -> Iterator[Finding]:
    """Weights that no first level counts, where others have theirs."""
    beside = [i for i in plan.indicators if not i.category and i.weight and i.sure("category")]
    if beside and len(beside) < len(plan.indicators):
        lost = sum((i.weight for i in beside if i.weight is not None), NIL)
        yield Finding(
            beside[0].where,
            f"{listed(beside)}有分值而没有写绩效类别，"
            f"各个一级指标的分值合计只有{say_quantity(100 - lost, '分')}。",
            "写明“绩效类别”，如 绩效类别: 产出/数量。",
            severity=Severity.WARNING,
        )


_REACHED = re.compile(
    r"(?:达到|提高到|提升到|上升到|降低到|下降到|保持在|稳定在|不低于|不高于|不少于|不超过|控制在)"
    r"了?(?P<value>\d{1,3}(?:\.\d+)?)[%％]"
)
_ELSEWHERE = re.compile("全省|全国|全市|上级|平均|省定|市定")


@rule("GOL015", Severity.WARNING, level=Level.REVIEW, basis="方案自身的一致性")
def words_against_indicator(plan: Plan) -> Iterator[Finding]:
    """目标文字里的百分比与指标不一致。

    目标内容、总体目标里写的百分比，应当就是指标的数值。按指标名称末尾的词（知晓率、满意度等）认出说的是
    哪个指标，认不准的不查；写出的数不是它的目标值，也不是基期值、年度目标的，会提醒。指标的数值由程序从指标里带进
    正文，文字里最好不写数。

    ```yaml
    目标:
      - 编号: 目标一
        内容: 居民禁毒知识知晓率达到95%  # <- GOL015
        指标:
          - {编号: 指标一, 名称: 居民禁毒知识知晓率, 计量单位: "%", 方向: 不低于, 目标值: 92%}
    ```

    ```yaml
    目标:
      - 编号: 目标一
        内容: 居民禁毒知识知晓率达到92%
        指标:
          - {编号: 指标一, 名称: 居民禁毒知识知晓率, 计量单位: "%", 方向: 不低于, 目标值: 92%}
    ```
    """
    texts: list[tuple[Thing, str, str | None]] = [(g, "content", g.content) for g in plan.goals]
    if plan.overview is not None:
        texts.append((plan.overview, "overall_goal", plan.overview.overall_goal))
    for thing, attribute, text in texts:
        for clause in (
            re.split("[，。；、]", text) if text and ("%" in text or "％" in text) else ()
        ):
            match = _REACHED.search(clause)
            indicator = _spoken_of(plan, thing, clause) if match else None
            if match is None or indicator is None or _ELSEWHERE.search(clause):
                continue
            value = Decimal(match["value"])
            if indicator.target is not None and value not in _values(indicator):
                yield Finding(
                    thing.at(attribute),
                    f"文字里写的是“{clause}”，{called(indicator, '指标')}的目标值却是"
                    f"{say_quantity(indicator.target, '%')}。",
                    "以指标为准的，改正文字或者删去数字；以文字为准的，改正指标的目标值。",
                    related=((indicator.at("target"), "目标值"),),
                )


def _spoken_of(plan: Plan, thing: Thing, clause: str) -> Indicator | None:
    """The one percentage a clause speaks of, None where that is not plain.

    It is of the same goal and its name ends with a word of the clause, with or without 率 or 度;
    else the only one of the plan whose name ends so.
    """
    own = thing.indicators if isinstance(thing, Goal) else ()
    for indicators, tail in ((own, slice(-3, -1)), (plan.indicators, slice(-3, None))):
        found = [
            i
            for i in indicators
            if i.unit in _PERCENT
            and len(i.name or "") > 2
            and i.sure("target")
            and str(i.name)[tail] in clause
        ]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _values(indicator: Indicator) -> set[Decimal]:
    base, warning = indicator.baseline, indicator.warning
    known = [indicator.target, base.value if base else None]
    known += [warning.yellow, warning.red] if warning else []
    return {value for value in (*known, *indicator.year_targets.values()) if value is not None}


RULES = (
    not_measurable,
    no_baseline,
    category_wrong,
    category_missing,
    satisfaction_too_low,
    percentage_beyond_all,
    target_behind_baseline,
    year_targets_inconsistent,
    nobody_measures,
    weights_not_hundred,
    words_against_indicator,
)
