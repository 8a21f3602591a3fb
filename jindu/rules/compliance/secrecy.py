"""Classified plans and confidential police work."""

from __future__ import annotations

from collections.abc import Iterator

from jindu.language.clauses import in_title
from jindu.language.scan import Hit, hits
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.rule import rule
from jindu.units.patterns import late

_TOLD = late("观看|影片|电影|电视剧|事迹|故事|题材|讲述|展播|展映|英雄|英模|纪录片|小说|角色")
"""Words around a means of investigation that is only told of."""
_HAND_OVER = "停止处理，报告本单位保密工作机构，按其要求处置；"
_OPEN = late(r"[（(\[【〔]$")
_OF_THIS = late("本(?:方案|文件|材料|件)[^，。；]{0,4}[为属是系]$|定为$")
_CLOSE = late(r"级?[）)\]】〕]|级?★")


def _is_marking(hit: Hit) -> bool:
    """Whether a grade of secrecy marks the text itself: （机密）, 秘密★5年."""
    if "grade" not in hit.groups:
        return False
    if _OF_THIS.search(hit.before(12)):
        return True
    after = hit.after(3)
    closed = _CLOSE.match(after)
    return closed is not None and ("★" in closed[0] or bool(_OPEN.search(hit.before(1))))


@rule(
    "CMP007",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="《中华人民共和国政府信息公开条例》第十四条、第十六条（约束行政机关，党组织参照）",
)
def confidential_police_work(context: Context) -> Iterator[Finding]:
    """写了涉密、内部或者侦查工作的内容。

    创建方案是公开实施的文件，不写密级、线索来源和侦查手段：依法确定为国家秘密和公开后可能危及公共
    安全的信息不予公开。线人、特情、技侦、跟踪蹲守、秘密取证之类的侦查手段，报批时是错误。“内部资料”是
    行政机关内部事务信息的标记，这类信息可以不公开，所以只作提示。影片、书籍的名称和缉毒事迹的讲述不算，
    保密工作的培训、制度不算。

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
        if _is_marking(hit) or in_title(hit.text, hit.range.start):
            continue
        if "means" in hit.groups and _TOLD.search(hit.before(16) + hit.after(6)):
            continue
        yield Finding(
            hit.where,
            f"“{hit.match}”属于涉密或者侦查工作的内容。",
            f"把“{hit.match}”这一句删去；这类工作由公安机关另行部署。",
            range=hit.range,
            error_from=Level.SUBMIT if "means" in hit.groups else None,
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

    本工具不用于处理涉密文件。“公文”的“密级”、标题和正文里写了密级标志（“（机密）”“秘密★5年”）的，
    停止处理，报告本单位保密工作机构，按其要求处置。

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
            f"{_HAND_OVER}不涉密的，写“无”或者删去这一项。",
        )
    for hit in hits(plan, "secret"):
        if _is_marking(hit):
            yield Finding(
                hit.where,
                f"这里标了密级“{hit.match}”，不能用本工具处理。",
                f"{_HAND_OVER}不涉密的，删去这个标志。",
                range=hit.range,
            )
