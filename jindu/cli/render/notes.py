"""Messages on a rendered document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from jindu.checker import engine
from jindu.checker.redact import Hidden
from jindu.cli.render.arguments import STANDARD
from jindu.document.kinds import KINDS
from jindu.output import DOCUMENTS
from jindu.output.render import Rendered, RenderOptions
from jindu.report.used import of_remarks
from jindu.source.load import LoadedPlan

if TYPE_CHECKING:
    from jindu.document.edition import Account
    from jindu.language.typography import Change
    from jindu.model.plan import Plan

_SHOWN = 3
"""Names and changes listed in a message."""
_LONGEST = 60
"""Characters of a changed text shown."""


def notes(loaded: LoadedPlan, made: Rendered, form: str, wanted: RenderOptions) -> Iterator[str]:
    """Yield one line per note."""
    for line in _used(wanted, made):
        yield f"  {line}"
    missing = loaded.plan.missing_parts() if loaded.plan and wanted.kind == STANDARD else []
    if missing:
        yield f"  方案还没有写{'、'.join(missing)}，生成的文件里没有这些部分。"
    open_points = [name for name in KINDS[wanted.kind].asks if not wanted.given.get(name)]
    if open_points and form in DOCUMENTS:
        options = " ".join(f"--set {name}=…" for name in open_points)
        yield f"  {'、'.join(open_points)}还没有写，生成时加 {options}。"
    if form in DOCUMENTS and loaded.plan is not None:
        yield from (f"  {line}" for line in _of_paper(loaded.plan, form, wanted))
    if made.account is not None:
        yield f"  {_account(made.account)}"
    if made.changes:
        yield f"  {_changes(made.changes, engine.secrets_of(loaded))}"


_ONLY_OF: Mapping[str, str] = {
    "会议时间": "联席会议通知",
    "会议地点": "联席会议通知",
    "年度": "绩效目标申报表",
    "表式": "绩效目标申报表",
}
"""Name of ``--set`` → the only kind that prints it."""


def _of_paper(plan: Plan, form: str, wanted: RenderOptions) -> Iterator[str]:
    """Yield notes on options that are not printed, and on elements that the paper lacks."""
    from jindu.document.letter import is_headed

    paper, document = KINDS[wanted.kind], plan.document
    headed = is_headed(plan, paper) and DOCUMENTS[form].letterhead
    numbered = _set(wanted, "发文字号")
    if document and document.letterhead and not paper.headed:
        issued = "、".join(kind.name for kind in KINDS.values() if kind.headed)
        yield f"{paper.name}不带版头；带版头的是{issued}。"
    if headed and not numbered and not (paper.own and document and document.number):
        yield "发文字号还没有写，版头上没有；编号以后加 --set 发文字号=… 再生成。"
    if numbered and not headed and wanted.template is None:
        yield "--set 的发文字号没有印：发文字号印在版头上，这份文件不带版头。"
    for name, kind in _ONLY_OF.items():
        if _set(wanted, name) and wanted.kind != kind and wanted.template is None:
            yield f"--set 的{name}没有印：只有{kind}写{name}。"
    contact = document.contact if document else None
    if paper.tells and not wanted.public and not (contact and contact.person and contact.phone):
        yield "文件里要有联系人和电话，写在“公文”的“联系”里。"


def _set(wanted: RenderOptions, name: str) -> bool:
    return bool(wanted.given.get(name))


def _used(wanted: RenderOptions, made: Rendered) -> Iterator[str]:
    """Yield the templates and remarks used besides the plan and built-in templates."""
    yield from (f"{note}。" for note in made.notes)
    if wanted.template is not None:
        yield f"用了 Word 模板 {wanted.template}。"
    if made.remarked:
        yield of_remarks(made.remarked)


def _account(account: Account) -> str:
    """Summarize what the public edition leaves out."""
    internal, contacts, counts = account.internal, account.contacts, account.counts
    parts = []
    if internal:
        names = [f"“{name}”" for name in internal]
        parts.append(f"略去标明不公开的内容{len(internal)}处（{_some(names)}）")
    if contacts:
        parts.append(f"略去联系方式{len(contacts)}处（{_some(contacts)}）")
    if counts:
        parts.append(f"遮去过小的人数和能推算出它们的数{len(counts)}处（{_some(counts)}）")
    return f"公开版{'；'.join(parts) or '没有需要略去的内容'}。"


def _some(names: Sequence[str]) -> str:
    different = list(dict.fromkeys(names))
    return "、".join(different[:_SHOWN]) + ("等" if len(different) > _SHOWN else "")


def _changes(changes: Sequence[Change], secrets: Hidden) -> str:
    """Summarize typographic corrections; do not quote texts that contain secrets."""
    shown = [c for c in changes if not secrets.touches(c.before)]
    pairs = "、".join(f"“{_cut(c.before)}”写作“{_cut(c.after)}”" for c in shown[:_SHOWN])
    more = "等" if len(changes) > _SHOWN and shown else ""
    colon = "：" if shown else ""
    return f"标点、数字按公文用法统一了{len(changes)}处{colon}{pairs}{more}；方案文件没有改动。"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}……"
