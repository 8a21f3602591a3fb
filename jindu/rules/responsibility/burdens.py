"""Work that adds burdens or show, and does not belong in a plan."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jindu.language.scan import hits
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.rule import rule
from jindu.units.patterns import late

_REFUSED = late(
    "不(?!定期|断|仅|但|限|少|同)|严禁|禁止|杜绝|避免|防止|整治|反对|取消|减少|精简|清理"
)
_WHAT = {
    "app": ("新建程序", "依托现有的平台、公众号开展，不另建程序。"),
    "points": ("用打卡、积分考核", "改为按实际成效评价，不以打卡、截图、积分排名作依据。"),
    "reports": ("要求频繁报送", "改为按月或者按季度报送，一次报送、多方使用。"),
    "show": ("安排大型演出、仪式", "改为进小区、进校园、进企业的小型活动，节约办理。"),
    "inspection": ("为迎接检查安排工作", "删去；日常工作的台账就是检查的依据。"),
}
"""Group of the ``burden`` search → what is arranged, and what to do instead."""
_HEAVY = ("app", "points", "reports")


@rule("RSP015", Severity.WARNING, level=Level.REVIEW, basis="惯例：为基层减负、勤俭办事")
def unsuitable_work(context: Context) -> Iterator[Finding]:
    """安排了加重基层负担或者铺张的工作。

    新建程序、打卡积分排名、每日多次报送之类的要求，审核时一般要删去；大型演出、搭台的仪式和专为
    迎接检查安排的工作，作为提示指出。写明“不开发”“不搞”的不在此列，利用已有平台、公众号的也不在此列。

    ```yaml
    重点任务:
      - 编号: 一
        措施:
          - 党员每日打卡上传截图。  # <- RSP015
          - 举办大型文艺演出。  # <- RSP015
    ```

    ```yaml
    重点任务:
      - 编号: 一
        措施:
          - 依托现有公众号推送禁毒知识，不另开发程序，不搞打卡积分。
          - 组织小型文艺节目进小区。
    ```
    """
    for hit in hits(context.plan, "burden"):
        clause = re.split("[。；]", hit.before(24))[-1]
        if _REFUSED.search(clause) or _REFUSED.search(hit.match):
            continue
        kind = next(name for name in _WHAT if name in hit.groups)
        what, tip = _WHAT[kind]
        yield Finding(
            hit.where,
            f"“{hit.match}”是{what}，审核时一般要求删改。",
            tip,
            range=hit.range,
            severity=None if kind in _HEAVY else Severity.INFO,
        )
