"""What reading itself reports: the file, its YAML, and values their type cannot read."""

from __future__ import annotations

from jindu.model.diagnostic import OF_THE_FORMAT, Level, Severity
from jindu.model.rule import Rule


def reported_by_reading(code: str, doc: str, severity: Severity = Severity.ERROR) -> Rule:
    """Return a rule that reading itself reports, from the level 草稿 on."""
    return Rule(code, severity, Level.DRAFT, OF_THE_FORMAT, doc)


YML001 = reported_by_reading(
    "YML001",
    """文件读不出来。

    文件打不开、是空的、不是文本、大于8MiB、键和值有5万个以上，
    或者 YAML 写法有误，后面的内容无从读起。
    出错的位置通常就在所指的那一行或它的上一行：看冒号、缩进、引号和括号。

    ```yaml
    方案:
      标题: "柳林街道禁毒支部创建实施方案  # <- YML001
      地区: 清源县
    ```

    ```yaml
    方案:
      标题: "柳林街道禁毒支部创建实施方案"
      地区: 清源县
    ```
    """,
)

YML002 = reported_by_reading(
    "YML002",
    """文件不是 UTF-8 编码。

    GB18030（GBK）和 UTF-16 的文件可以读出，但在别的电脑、别的软件里可能变成乱码。

    ```text
    用旧版记事本以“ANSI”保存的方案文件
    ```

    ```text
    以 UTF-8 保存的方案文件
    ```
    """,
    Severity.WARNING,
)

YML003 = reported_by_reading(
    "YML003",
    """键入的标点或空格不合格式。

    冒号、逗号、减号和缩进要用半角。全角的冒号会让一行变成普通文字，全角空格会混进键名，
    内容看着都在，其实没有读到。程序按本意读下去，请改正后再定稿。

    ```yaml
    方案:
      标题：柳林街道禁毒支部创建实施方案  # <- YML003
      地区:清源县  # <- YML003
    ```

    ```yaml
    方案:
      标题: 柳林街道禁毒支部创建实施方案
      地区: 清源县
    ```
    """,
)

YML004 = reported_by_reading(
    "YML004",
    """用了方案文件不支持的 YAML 写法。

    锚点（&）、别名（*）、合并键（<<）、类型标记（!）、一个文件多份内容、六十四层以上的嵌套
    都不用：方案要让人逐行看得明白，同一内容不在别处展开。

    ```yaml
    方案:
      标题: &a 柳林街道禁毒支部创建实施方案  # <- YML004
    ```

    ```yaml
    方案:
      标题: 柳林街道禁毒支部创建实施方案
    ```
    """,
)

YML005 = reported_by_reading(
    "YML005",
    """同一个键写了两次。

    后写的一个没有采用；究竟以哪个为准，要由写的人决定。

    ```yaml
    方案:
      标题: 柳林街道禁毒支部创建实施方案
      标题: 柳林街道禁毒工作方案  # <- YML005
    ```

    ```yaml
    方案:
      标题: 柳林街道禁毒支部创建实施方案
    ```
    """,
)

YML006 = reported_by_reading(
    "YML006",
    """混进了看不见的字符。

    从网页或聊天软件复制的文字常带零宽字符、控制字符和特殊的换行符。它们看不见，却会拆开
    一行或者让两个相同的词对不上；改变文字方向的控制符还会让印出来的次序与文件里写的相反。键、值、
    注释和文件名里的都算。生僻字、各种空格、组合用的音标和表情符号不算，汉字后面选择字形的变体选择符
    也不算。自造字（私用区字符）换一台电脑就成了方框，是警告。

    ```yaml
    方案:
      标题: 柳林街道\u200b禁毒支部创建实施方案  # <- YML006
    ```

    ```yaml
    方案:
      标题: 柳林街道禁毒支部创建实施方案
    ```
    """,
)

YML007 = reported_by_reading(
    "YML007",
    """忽略注释没有用上，或者没有写清楚。

    确认可以接受的问题，在它所在的那一行末尾写 # jindu: ignore[编码] 理由，以后不再报告。
    单独占一行的注释管下一行。问题改好以后注释要删去；注释要写编码、写理由。

    ```yaml
    方案:
      标题: 柳林街道禁毒支部创建实施方案  # jindu: ignore[SCH017] 已与各单位商定  # <- YML007
    ```

    ```yaml
    方案:
      标题: 柳林街道禁毒支部创建实施方案
    ```
    """,
    Severity.WARNING,
)
