"""The manual of a rule, and of all of them."""

from __future__ import annotations

import json
from collections.abc import Iterator

from jindu.model.norms import Norm, shipped_norms
from jindu.model.rule import Rule
from jindu.rules import RULES

SUBJECTS = {
    "YML": "文件和写法",
    "STR": "结构",
    "REF": "引用",
    "SCH": "时间",
    "RSP": "责任和组织",
    "GOL": "目标和指标",
    "BUD": "支出",
    "FND": "资金来源",
    "EVA": "考核评价",
    "CMP": "合规和隐私",
    "TXT": "文字",
}
DROPPED = {
    "CMP010": "各种版本各有内容：由 `jindu render --edition public` 生成公开版来保证，不必检查",
    "EVA009": "自评权重为10、50、30、10：没有查到明文，各地不一，不作要求",
}
"""Codes that are not used, and why: they were thought of, and never mean anything else."""

_NOT_ADOPTED = "\n".join(f"* {code} {why}。" for code, why in DROPPED.items())
_PREFACE = f"""# 检查规则

`jindu check` 的全部规则，按内容分组。每条规则有编码、轻重（错误、警告、提示）、从哪一级开始检查\
（草稿、送审、报批）和依据；依据写“惯例”“经验值”的，没有明文规定，只作提醒。每条规则的正反两个例子\
都作为测试运行：带 `# <- 编码` 的行必须报出，改正后的例子必须不报。

不采用某条规则，在 `jindu.toml` 里写；接受某一处，在那一行写 `# jindu: ignore[编码] 理由`。数额、\
比例等标准来自 `norms.toml`，各地可以在 `jindu.toml` 里换成当地的数。

没有采用的设想，编码不再另用：

{_NOT_ADOPTED}

一人担任几职，方案不写姓名，查不了；RSP012改查评估是不是全由支部自己做。\
任务完成没有，要看进度台账；SCH018只查还没有批准、时限已经过了的。

设想之外增加的，都是方案里常见而容易漏看的错：YML001至YML007（文件本身）、BUD016至BUD019（缺金额、\
小数、重复列支、文字里的算术）、FND019至FND021（到位计划）、GOL014和GOL015（数据来得及、文字与指标一致）、\
EVA010（年度目标与预警）、SCH019和SCH020（休息日、同日到期）、STR010（署名和日期）、\
STR011（没有名称的项）、TXT010（不存在的日期）、CMP011和CMP012（密级、公开个人信息）。
"""


def manual(rule: Rule) -> str:
    """A rule's manual in Markdown: title, how much it weighs, why, what to do, examples."""
    parts = [f"## {rule.code} {rule.title}", "", _facts(rule), "", rule.manual]
    return "\n".join([*parts, *_norms(rule)]) + "\n"


def group(beginning: str) -> str:
    """The rules whose codes begin so, a line each; nothing where there are none."""
    rules = _of(beginning)
    if not rules:
        return ""
    title = SUBJECTS.get(beginning[:3], "")
    lines = [f"## {beginning} {title}（{len(rules)}条）".replace("  ", " "), ""]
    lines += [f"{r.code}  {r.severity.label}·{r.level.label}  {r.title}" for r in rules]
    return "\n".join(lines) + "\n"


def norm_manual(norm: Norm) -> str:
    """A norm: its value, where that comes from, which rules go by it, how to set another."""
    users = [f"{rule.code} {rule.title}" for rule in RULES if norm.name in rule.norms]
    used = f"用到它的规则：{'；'.join(users)}。" if users else "不用于检查，生成公开版时用。"
    value = json.dumps(norm.value, ensure_ascii=False)
    setting = f'在 jindu.toml 里换成当地的数：\n\n```toml\n[norms]\n"{norm.name}" = {value}\n```'
    return f"## {norm.name}\n\n{_told(norm)}。\n\n{used}\n\n{setting}\n"


def document() -> str:
    """``docs/rules.md``: all rules by subject, with a table of contents."""
    lines = [_PREFACE]
    for subject, title in SUBJECTS.items():
        rules = _of(subject)
        lines += [f"### {title}（{subject}，{len(rules)}条）", "", "| 编码 | 查什么 | 级别 |"]
        lines += ["|---|---|---|"]
        lines += [
            f"| [{rule.code}](#{_anchor(rule)}) | {rule.title} "
            f"| {rule.severity.label}·{rule.level.label} |"
            for rule in rules
        ]
        lines.append("")
    lines += [manual(rule) for subject in SUBJECTS for rule in _of(subject)]
    return "\n".join(lines)


def _of(subject: str) -> list[Rule]:
    found = (rule for rule in RULES if rule.code.startswith(subject))
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
        yield f"标准“{name}”：{_told(norms[name])}。"


def _told(norm: Norm) -> str:
    unread = "" if norm.verified or norm.source.startswith("经验值") else "未核对原文"
    return f"{norm.formatted()}（{'，'.join(filter(None, (norm.source, norm.date, unread)))}）"
