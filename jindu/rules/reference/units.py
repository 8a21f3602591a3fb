"""Units listed under two names."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from jindu.language.naming import called
from jindu.language.organisations import former, successor
from jindu.language.scan import hits
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.plan import Unit
from jindu.model.rule import rule
from jindu.units.patterns import late

_VARIANTS = tuple(
    (late(pattern), short)
    for pattern, short in (
        (r"^中国共产党|^中共|[（(][^（）()]*[）)]|\s", ""),
        (r"^(?:中国共产主义青年团|共青团)(.{1,12})委(?:员会)?$", r"\1团委"),
        (r"^团([省市州县区旗])委$", r"\1团委"),
        (
            r"卫生健康(?:委员会|局)|卫生和计划生育(?:委员会|局)|卫生计生[委局]|卫健[委局]|卫计[委局]"
            r"|卫生局",
            "卫健",
        ),
        (r"人力资源(?:和)?社会保障[厅局]|人社[厅局]|劳动(?:和社会保障)?局", "人社"),
        (r"市场监督管理局|市场监管局|工商(?:行政管理)?局|质量技术监督局|质监局", "市场监管"),
        (r"应急管理局|应急局|安全生产监督管理局|安监局", "应急"),
        (r"教育体育局|教体局|教育局", "教育"),
        (
            r"(?:公安分?局|司法局)(?=.{0,12}(?:派出所|司法所)$)|(?:街道|镇|乡)(?=(?:派出所|司法所)$)",
            "",
        ),
        (r"公安分局|公安局", "公安"),
        (r"居民委员会|居委会", "居委会"),
        (r"村民委员会|村委会", "村委会"),
        (r"街道办事处|街道办", "街道办"),
        (r"(?<=街道)工作委员会$|(?<=街道)党委$", "党工委"),
        (r"(?<=[县区市乡镇])委员会$", "党委"),
        (r"人民政府", "政府"),
        (r"禁毒委员会办公室|禁毒办", "禁毒办"),
        (r"社会工作服务中心|社工服务中心|社会工作服务站|社工服务站|社工[中总]?[心站]", "社工"),
        (r"妇女联合会|妇联", "妇联"),
        (r"残疾人联合会|残联", "残联"),
        (r"工商业联合会|工商联", "工商联"),
        (r"关心下一代工作委员会|关工委", "关工委"),
        (r"政法委员会", "政法委"),
        (
            r"文化(?:广播电视|广电)?(?:体育)?(?:和)?(?:旅游)(?:体育|广电)?局|文广旅(?:体)?局|文旅(?:广电|体育?)?局"
            r"|文体(?:广电)?旅(?:游)?局",
            "文旅",
        ),
        (r"农业农村局|农业局", "农业"),
        (r"自然资源(?:和规划)?局|国土(?:资源)?局", "自然资源"),
        (r"生态环境(?:分)?局|环境保护局|环保局", "生态环境"),
        (r"住房和城乡建设局|住建局", "住建"),
        (r"发展和改革(?:局|委员会)|发改[局委]", "发改"),
        (r"交通运输局|交通局", "交通"),
        (r"退役军人事务局|退役军人局", "退役军人"),
        (r"平安(?:建设|法治|法治建设)?办(?:公室)?$", "平安办"),
        (r"办公室$", "办"),
        (r"党建工作办$", "党建办"),
        (r"党群工作办$", "党群办"),
    )
)
"""Patterns of spellings and their common form, applied in order."""

_AREA = late(
    r"^(?:.{2,7}?(?:自治区|自治州|自治县|省|市(?![场政容民])|盟|县(?!城)|(?<![社园小辖片])区|旗)){1,3}"
    r"(?=.{2})|^.{2,6}?(?:街道|镇|乡)(?=.{2,16}[会部所中站]$)"
)
"""The area that a unit's name begins with."""


@functools.lru_cache(maxsize=512)
def _comparable(name: str) -> tuple[str, str, str]:
    """Return three forms of a unit's name for comparison.

    In full, without its area, with the level of the area only: 清源县公安, 公安, 县公安.
    """
    for pattern, short in _VARIANTS:
        name = pattern.sub(short, name)
    return name, _AREA.sub("", name), _AREA.sub(lambda area: area[0][-1], name)


@rule("REF004", Severity.WARNING, level=Level.REVIEW, basis="惯例：一个单位一个规范名称")
def duplicate_unit(context: Context) -> Iterator[Finding]:
    """同一个单位用了两个名字。

    单位名录里两项的名称、简称或者别名换成通行说法后相同，多半是同一个单位，如“卫生局”
    和“卫生健康局”、“清源县公安局柳林派出所”和“柳林派出所”、“清源县民政局”和“县民政局”。按机构
    改革后的规范名称保留一个，旧称写进它的“别名”。正文里用旧称（“卫计委”“工商局”）、名录里有新名的，
    也是一个单位两个名字。

    ```yaml
    方案:
      工作基础: 县卫计委每年进校讲课。  # <- REF004
    单位名录:
      - {编号: 卫健局, 名称: 清源县卫生健康局}
      - {编号: 卫生局, 名称: 清源县卫生局}  # <- REF004
      - {编号: 派出所, 名称: 清源县公安局柳林派出所}
      - {编号: 所里, 名称: 柳林派出所}  # <- REF004
    ```

    ```yaml
    方案:
      工作基础: 县卫生健康局每年进校讲课。
    单位名录:
      - {编号: 卫健局, 名称: 清源县卫生健康局, 别名: [清源县卫生局]}
      - {编号: 派出所, 名称: 清源县公安局柳林派出所, 简称: 柳林派出所}
    ```
    """
    plan = context.plan
    # One of two names may omit the area; names with different areas are different units.
    in_full: dict[str, Unit] = {}
    without_area: dict[str, Unit] = {}
    for unit in plan.units:
        names = [_comparable(name) for name in (unit.name, unit.short, *unit.aliases) if name]
        twins = (
            in_full.get(full) or without_area.get(full) or in_full.get(short) or in_full.get(level)
            for full, short, level in names
        )
        twin = next(filter(None, twins), None)
        if twin is not None:
            yield Finding(
                unit.where,
                f"{called(unit)}列了两次。"
                if unit.name == twin.name
                else f"{called(unit)}与{called(twin)}像是同一个单位。",
                "只留规范名称的一项，另一个写进它的“别名”，引用改成留下的编号。",
                related=((twin.where, "先写在这里"),),
            )
        for full, *shorter in names:
            in_full.setdefault(full, unit)
            for spelling in shorter:
                without_area.setdefault(spelling, unit)
    for hit in hits(plan, "outdated"):
        now = successor(plan, hit)
        if now is not None and not isinstance(hit.entity, Unit) and not former(hit):
            yield Finding(
                hit.where,
                f"“{hit.match}”是旧称，单位名录里是{called(now)}。",
                f"改成“{now.short or now.name}”。",
                related=((now.at("name"), "现在的名称"),),
                range=hit.range,
            )
