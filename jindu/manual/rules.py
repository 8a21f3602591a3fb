"""Manuals of rules, groups of rules and norms, and ``docs/rules.md``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple

from jindu.model.norms import Norm, shipped_norms
from jindu.model.rule import Rule
from jindu.rules import RULES


class Subject(NamedTuple):
    """A group of rules: its title, and what its rules check."""

    title: str
    scope: str


SUBJECTS = {
    "YML": Subject("文件和写法", "文件能不能读、标点和缩进合不合格式、忽略注释用没用上。"),
    "STR": Subject("结构", "必备的部分齐不齐，键和值写得对不对，标题、依据、附件、署名是否完整。"),
    "REF": Subject("引用", "编号指的是不是有的那一项，单位、目标、指标、任务是否对得上。"),
    "SCH": Subject("时间", "日期、阶段、时限是否合理，先后次序、休息日、任务疏密是否妥当。"),
    "RSP": Subject("责任和组织", "每项任务有没有牵头单位，领导小组、支部、队伍是否符合规定。"),
    "GOL": Subject("目标和指标", "目标能不能衡量，基期、目标值、年度目标、分值是否完整一致。"),
    "BUD": Subject("支出", "金额加起来对不对，科目、单价、采购、培训费等是否合规。"),
    "FND": Subject("资金来源", "来源是否落实、能否到位，专款、捐赠、募捐是否按规定使用。"),
    "EVA": Subject("考核评价", "分值、等级、评分方法、预警和评估安排是否完整。"),
    "CMP": Subject("合规和隐私", "有没有个人信息、涉密内容和歧视性的规定，公开是否合规。"),
    "TXT": Subject("文字", "有没有空话、漏填、旧称、错引的法律条文和不规范的数字、日期。"),
}
"""The first three characters of a code → its subject, in the order of the manual."""
DROPPED = {
    "CMP010": "各种版本各有内容：由 `jindu render --edition public` 生成公开版来保证，不必检查",
    "EVA009": "自评权重为10、50、30、10：没有查到明文，各地不一，不作要求",
}
"""Retired code → why no rule has it. Codes are never reused."""

_PREFACE = """# 检查规则

`jindu check` 按这里的规则检查方案。先看怎样读一条规则，再按内容查[全部规则](#全部规则)；只查一条，\
用 `jindu explain SCH009`。

## 怎样读一条规则

编码的三个字母表示查的是哪一方面（如 SCH 是时间、BUD 是支出），后面的数字只是序号，不分轻重。\
一条规则的编码不变，也不改作他用。

标题下的第一行依次是轻重、级别和依据。

轻重分三种：

* **错误**：方案自相矛盾、缺少必备内容或者不合规定，要改正；有错误的方案不生成正式文件。
* **警告**：多半有问题，请核对；确有理由的可以保留。
* **提示**：供参考，改不改由您决定。

级别是从哪一级开始检查：草稿、送审、报批，一级比一级严。写“从送审级开始检查”的，草稿不查，送审和报批都查。

依据说明这条规则从何而来：

* 写明法律、文件、标准的，按其规定检查。
* **方案自身的要求**：不靠外面的规定，方案要写得完整、前后一致，才能执行和考核。
* **惯例**：没有查到明文规定，各地方案通常这样写。只作警告或者提示；本地另有要求的，从其要求。
* **推算**：还没有公布的，由程序按已有的规定推出来，如下一年度的休息日。正式公布以后请再核对。

检查要用到的数额、比例、人数叫作“标准”，列在规则的最后：是多少，适用于什么，从哪一年起用这个数，括号里是出处。\
[全部标准](#全部标准)列在最后。出处写**经验值**的，没有明文规定，\
取的是各地方案里常见的数；写**未核对原文**的，是从转载或者报道中看到的，引用前请查对原文。

每条规则有两个例子。前一个有问题，报在写着 `# <- 编码` 的那一行；后一个是改正以后的样子。

## 怎样停用、怎样改轻重

在方案所在的文件夹里放一个 `jindu.toml`：

```toml
[check]
ignore = ["SCH017", "TXT"]     # 不用的规则；只写开头三个字母的，这一组都不用

[check.severity]
FND003 = "错误"                 # 改轻重：提示、警告、错误

[norms]
"满意度下限" = 95               # 换成当地的标准
```

规则没有错，只是这一处可以接受的，不必停用：在那一行末尾写 `# jindu: ignore[编码] 理由`。\
其余的办法见 [check.md](check.md)。

停用保护个人信息的规则（CMP 开头）只影响检查，生成公开版时照样检查。

## 全部规则
"""


def manual(rule: Rule) -> str:
    """Return a rule's manual in Markdown: title, severity and basis, text, examples, norms."""
    parts = [f"## {rule.code} {rule.title}", "", _facts(rule), "", rule.manual]
    return "\n".join([*parts, *_norms(rule)]) + "\n"


def group(prefix: str) -> str:
    """List the rules whose codes start with ``prefix``, one per line; ``""`` without any."""
    rules = _of(prefix)
    if not rules:
        return ""
    subject = SUBJECTS.get(prefix[:3])
    title = f"{prefix} {subject.title}" if subject else prefix
    lines = [f"## {title}（{len(rules)}条）", ""]
    lines += [f"{r.code}  {r.severity.label}·{r.level.label}  {r.title}" for r in rules]
    return "\n".join(lines) + "\n"


def norm_manual(norm: Norm) -> str:
    """Return a norm's manual: its value and source, the rules that use it, how to change it."""
    users = [f"{rule.code} {rule.title}" for rule in RULES if norm.name in rule.norms]
    used = f"用到它的规则：{'；'.join(users)}。" if users else "不用于检查，生成公开版时用。"
    value = json.dumps(norm.value, ensure_ascii=False)
    setting = f'在 jindu.toml 里换成当地的数：\n\n```toml\n[norms]\n"{norm.name}" = {value}\n```'
    return f"## {norm.name}\n\n{_described(norm)}。\n\n{used}\n\n{setting}\n"


def document() -> str:
    """Return ``docs/rules.md``: how to read a rule, tables by subject, all manuals."""
    lines = [_PREFACE]
    for prefix, subject in SUBJECTS.items():
        rules = _of(prefix)
        lines += [f"### {subject.title}（{prefix}，{len(rules)}条）", "", subject.scope, ""]
        lines += ["| 编码 | 查什么 | 轻重·级别 |", "|---|---|---|"]
        lines += [
            f"| [{rule.code}](#{_anchor(rule)}) | {rule.title} "
            f"| {rule.severity.label}·{rule.level.label} |"
            for rule in rules
        ]
        lines.append("")
    lines += [manual(rule) for prefix in SUBJECTS for rule in _of(prefix)]
    return "\n".join([*lines, *_table_of_norms()])


def _table_of_norms() -> Iterator[str]:
    yield "## 全部标准\n\n在 jindu.toml 里可以换成当地的数。年份是从哪一年起用这个数。\n"
    yield "| 标准 | 数 | 适用 | 年份 | 出处 |\n|---|---|---|---|---|"
    for norm in shipped_norms().values():
        source = norm.source + _unread(norm)
        yield f"| {norm.name} | {norm.formatted()} | {norm.scope} | {norm.year} | {source} |"
    yield ""


def _of(prefix: str) -> list[Rule]:
    found = (rule for rule in RULES if rule.code.startswith(prefix))
    return sorted(found, key=lambda rule: rule.code)


def _anchor(rule: Rule) -> str:
    words = f"{rule.code} {rule.title}".lower()
    return "".join(c if c.isalnum() else "-" if c == " " else "" for c in words)


def _facts(rule: Rule) -> str:
    return f"{rule.severity.label}，从{rule.level.label}级开始检查。依据：{rule.basis}。"


def _norms(rule: Rule) -> Iterator[str]:
    norms = shipped_norms()
    for name in rule.norms:
        yield ""
        yield f"标准“{name}”：{_described(norms[name])}。"


def _described(norm: Norm) -> str:
    scope = f"适用于{norm.scope}" if norm.scope else ""
    since = f"{norm.year}年起" if norm.year else ""
    told = "，".join(filter(None, (norm.formatted(), scope, since)))
    source = "，".join(filter(None, (norm.source, norm.date)))
    return f"{told}（{source}{_unread(norm)}）"


def _unread(norm: Norm) -> str:
    return "" if norm.verified or norm.source.startswith("经验值") else "，未核对原文"
