"""Values that their type cannot read; reported by reading."""

from __future__ import annotations

from jindu.model.rule import reported_by_reading

STR001 = reported_by_reading(
    "STR001",
    """不认识的键，或者值的形式不对。

    键写错了，它的内容就没有读入；应当写一个值的地方写成了列表、应当选词的地方写了别的词，
    同样读不出来。

    ```yaml
    方案:
      题名: 柳林街道禁毒支部创建实施方案  # <- STR001
      层级: 小区  # <- STR001
    ```

    ```yaml
    方案:
      标题: 柳林街道禁毒支部创建实施方案
      层级: 社区
    ```
    """,
)
