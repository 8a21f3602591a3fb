"""Classified plans and confidential police work."""

from __future__ import annotations

from collections.abc import Iterator

from jindu.language.scan import hits
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.rule import rule


@rule(
    "CMP007",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="《中华人民共和国政府信息公开条例》第十四条、第十六条（约束行政机关，党组织参照）",
)
def confidential_police_work(context: Context) -> Iterator[Finding]:
    """写了涉密、内部或者侦查工作的内容。

    创建方案是公开实施的文件，不写密级、线索来源和侦查手段：依法确定为国家秘密和公开后可能危及公共
    安全的信息不予公开。“内部资料”是行政机关内部事务信息的标记，这类信息可以不公开，所以只作提示。

    ```yaml
    重点任务:
      - 编号: 甲
        措施:
          - 物建特情，对重点人员布控。  # <- CMP007
          - 编印内部资料，供支部学习。  # <- CMP007
    ```

    ```yaml
    重点任务:
      - 编号: 甲
        措施:
          - 设立举报信箱，对举报人信息严格保密。
          - 编印学习资料，供支部学习，公布一线人员和在线人数。
    ```
    """
    plan = context.plan
    for hit in hits(plan, "secret"):
        yield Finding(
            hit.where,
            f"“{hit.match}”属于涉密或者侦查工作的内容。",
            f"把“{hit.match}”这一句删去；这类工作由公安机关另行部署。",
            range=hit.range,
        )
    for hit in hits(plan, "internal"):
        yield Finding(
            hit.where,
            "“内部资料”是不对外公开的标记，而方案是公开实施的文件。",
            "可以公开的，改称“学习资料”“工作资料”；不能公开的，不写进方案。",
            severity=Severity.INFO,
            range=hit.range,
        )


@rule("CMP011", Severity.ERROR, level=Level.DRAFT, basis="本工具的使用范围")
def classified_plan(context: Context) -> Iterator[Finding]:
    """方案标了密级。

    本工具不用于处理涉密文件。涉密的方案请在符合保密要求的设备上另行处理，并从这台电脑上删除。

    ```yaml
    公文:
      密级: 机密  # <- CMP011
    ```

    ```yaml
    公文:
      密级: 无
    ```
    """
    plan = context.plan
    document = plan.document
    if document is not None and document.classification not in (None, "无", "公开"):
        yield Finding(
            document.at("classification"),
            f"方案标了密级“{document.classification}”，不能用本工具处理。",
            "涉密文件在符合保密要求的设备上处理；不涉密的，写“无”或者删去这一项。",
        )
