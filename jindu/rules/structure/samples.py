"""Sample values of a new plan."""

from __future__ import annotations

from collections.abc import Iterator

from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity, Where
from jindu.model.plan import Sample
from jindu.model.rule import rule

_SHOWN = 3
"""Samples that the message names."""
_LONGEST = 20


@rule(
    "STR017",
    Severity.INFO,
    level=Level.DRAFT,
    basis="方案文件的格式约定：示例内容在报批以前替换或者核对",
)
def samples_left(context: Context) -> Iterator[Finding]:
    """还有示例内容没有换成本地的内容。

    jindu init 写下的基期值、人数、单位名称、金额、文号、日期等只是示例，行末用注释“# 示例：……”
    标明。草稿里提示还剩多少处，送审时是警告，报批时是错误。

    * 换成本地的内容：直接改，值变了，注释就不再起作用，留着或者删去都可以。
    * 本地正好就是这个值：删去行末的注释，表示已经核对。
    * 一行有几个值的，注释里逐个写明，如“# 示例：单价 5元、数量 9000”，改了哪个，哪个就不再算。

    ```yaml
    工作队伍:
      - {名称: 党员志愿服务队, 人数: 30}  # 示例：30  # <- STR017
    ```

    ```yaml
    工作队伍:
      - {名称: 党员志愿服务队, 人数: 26}  # 示例：30
      - {名称: 禁毒社工服务组, 人数: 2}
    ```
    """
    samples = context.plan.samples
    if not samples:
        return
    named = "、".join(map(_told, samples[:_SHOWN]))
    more = "等" if len(samples) > _SHOWN else ""
    yield Finding(
        samples[0].where,
        f"还有{len(samples)}处示例内容没有换成本地的内容：{named}{more}。",
        "逐处改成本地的内容；核对后正好相同的，删去行末的注释“# 示例”。报批以前要全部处理。",
        related=tuple((sample.where, _told(sample)) for sample in samples),
        error_from=Level.SUBMIT,
        warning_from=Level.REVIEW,
    )


def _told(sample: Sample) -> str:
    value = sample.value
    if len(value) > _LONGEST:
        value = f"{value[:_LONGEST]}……"
    return f"{_key(sample.where)}“{value}”"


def _key(where: Where) -> str:
    """Return the key of a place, with the key above it where it has one."""
    keys = [str(step) for step in where if isinstance(step, str)]
    return "的".join(keys[-2:])
