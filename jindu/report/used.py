"""Messages on the settings, baselines and remarks that a run used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from jindu.checker.result import Report
from jindu.checker.settings import Local

_SHOWN = 5
"""Names listed in a message; JSON lists all."""


class Used:
    """Collects settings files, baselines and remarks from reports."""

    def __init__(self) -> None:
        self._locals: dict[str, Local] = {}
        self._held: Counter[str] = Counter()
        self._remarked: Counter[str] = Counter()

    def add(self, report: Report) -> None:
        """Add the settings, baseline and remarks of a report."""
        self.add_settings(report.local)
        if report.baseline:
            self._held[report.baseline] += report.accepted
        self._remarked.update(report.remarked)

    def add_settings(self, local: Local | None) -> None:
        """Add a settings file."""
        if local:
            self._locals[local.file] = local

    def lines(self, *, remarks: bool = False) -> Iterator[str]:
        """Yield one line per file; with ``remarks``, also one on findings accepted by remarks."""
        yield from map(of_settings, self._locals.values())
        for baseline, count in self._held.items():
            yield f"用了基线 {baseline}：其中已有的{count}处问题没有列出。"
        if remarks and self._remarked:
            yield of_remarks(self._remarked)


def of_settings(local: Local) -> str:
    """Return the message on what a settings file changes."""
    weights = [f"{code} 改为{weight.label}" for code, weight in local.severity.items()]
    norms = [f"{name} {norm.formatted()}" for name, norm in local.norms.items()]
    parts: tuple[tuple[str, str, Sequence[str]], ...] = (
        ("停用", "条规则", local.off),
        ("改了", "条规则的级别", weights),
        ("改了", "项标准", norms),
    )
    told = "，".join(f"{verb}{len(n)}{what}（{few(n)}）" for verb, what, n in parts if n)
    line = f"用了配置文件 {local.file}：{told or '没有改动规则和标准'}。"
    if local.weakened:
        line += f"{'、'.join(local.weakened)}保护个人信息，生成公开版时不放宽。"
    return line + (f"上层的 {local.before} 没有用。" if local.before else "")


def of_remarks(counts: Mapping[str, int]) -> str:
    """Return the message on the number of findings accepted by remarks."""
    told = [f"{code} {count}处" for code, count in sorted(counts.items())]
    return f"方案里的注释接受了{sum(counts.values())}处问题（{few(told)}）。"


def few(names: Sequence[str]) -> str:
    """List the first ``_SHOWN`` names."""
    return "、".join(names[:_SHOWN]) + ("等" if len(names) > _SHOWN else "")
