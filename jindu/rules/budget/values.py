"""Values that their type cannot read; reported by reading."""

from __future__ import annotations

from jindu.model.rule import reported_by_reading

BUD003 = reported_by_reading(
    "BUD003",
    """金额读不出来，或者没有写单位。

    金额一律带“元”或“万元”：只写“50”，分不清是五十元还是五十万元。不写“约”“左右”，
    也不写区间；精确到分。

    ```yaml
    经费:
      总额: 50  # <- BUD003
    ```

    ```yaml
    经费:
      总额: 50万元
    ```
    """,
)
