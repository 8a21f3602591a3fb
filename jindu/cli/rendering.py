"""``jindu render`` and ``jindu templates``: which plans, what document of each, written where."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from typer import Exit

from jindu.checker import engine
from jindu.checker.config import find
from jindu.checker.redact import Hidden
from jindu.checker.settings import Settings
from jindu.cli import checking
from jindu.cli.console import BUG, CLEAN, FINDINGS, USAGE, refused, say, stop
from jindu.document.kinds import GIVEN, KINDS, Unready
from jindu.files.search import NoPlans, find_plans, is_there
from jindu.files.writing import Unwritable, write
from jindu.language import characters
from jindu.language.similarity import nearest
from jindu.output import DOCUMENTS, FORMATS, render
from jindu.output.render import Rendered, RenderOptions
from jindu.report.used import Used, of_remarks
from jindu.source import load
from jindu.source.load import LoadedPlan

if TYPE_CHECKING:
    from jindu.document.edition import Account
    from jindu.language.typography import Change


STANDARD = "实施方案"


def kind_of(word: str) -> str:
    """The kind of this name; ends with a message for an unknown one."""
    if word not in KINDS:
        near = nearest(word, KINDS, 0.4)
        hint = f"是不是“{near}”？" if near else ""
        stop(f"没有“{word}”这种文件。{hint}可以生成：{'、'.join(KINDS)}。")
    return word


def given(settings: Iterable[str]) -> Mapping[str, str]:
    """The values of ``--set 名称=值``; ends with a message for what is no such setting."""
    found: dict[str, str] = {}
    for text in settings:
        name, mark, value = text.partition("=")
        if not mark or name not in GIVEN:
            stop(f"--set {text} 不认识。写成 名称=值，名称可以是：{'、'.join(GIVEN)}。")
        if trouble := characters.complaint(text):
            stop(f"--set {text} {trouble}")
        found[name] = value.strip()
    return found


def plans(paths: Sequence[Path]) -> list[Path]:
    """The plan files among these; ends with a message where one is not there."""
    for path in paths:
        if not is_there(path):
            stop(checking.missing(path))
    try:
        return find_plans(paths)
    except NoPlans as trouble:
        stop(str(trouble))


def form_of(to: str | None, output: Path | None) -> str:
    """The format asked for by name, or else by the file's; ends with a message if they differ."""
    forms = tuple(FORMATS)
    ending = output.suffix[1:].lower() if output is not None and not output.is_dir() else ""
    if to is None and ending in ("", *forms):
        return ending or "docx"
    if to is None:
        stop(f"生成不了“.{ending}”文件。文件名以 .{'、.'.join(forms)} 结尾，或者用 --to 说明格式。")
    if ending in forms and ending != to:
        stop(f"“{output}”的扩展名是 .{ending}，--to 却是 {to}。两处写成一样的，或者只写一处。")
    return to


def targets(files: Sequence[Path], output: Path | None, kind: str, form: str) -> list[Path]:
    """Where the document of each plan goes; ends with a message where two would meet.

    One plan's goes into the file that ``output`` names; otherwise that is a folder.
    """
    if output is not None and output.suffix and len(files) == 1 and not output.is_dir():
        found = [output]
    elif output is not None and output.exists() and not output.is_dir():
        told = "一个文件" if output.is_file() else "设备或者管道"
        way = "写文件夹的名字，一份方案也可以写带扩展名的文件名"
        stop(f"“{output}”是{told}，不是文件夹。{way}。")
    else:
        tail = "" if kind == STANDARD else f"-{kind}"
        found = [(output or file.parent) / f"{file.stem}{tail}.{form}" for file in files]
    ends = [os.path.realpath(path) for path in found]
    for path, end in zip(found, ends, strict=True):
        if ends.count(end) > 1:
            stop(f"有几份方案都要写成“{path}”。给方案文件取不同的名字，或者不用 -o。")
        if any(is_there(path) and path.samefile(file) for file in files):
            stop(f"“{path}”就是方案文件，不能用生成的文件覆盖它。换一个文件名。")
    return found


def render_files(
    files: Sequence[Path],
    output: Path | None,
    form: str,
    wanted: RenderOptions,
    config: Path | None = None,
    *,
    force: bool = False,
) -> int:
    """Write the documents; the exit code. What goes wrong with one plan stops no other."""
    local = _Local(config)
    goals = zip(files, targets(files, output, wanted.kind, form), strict=True)
    codes = [_guarded(file, target, form, wanted, local, force) for file, target in goals]
    for line in local.used.lines():
        say(line)
    return max(codes, default=CLEAN)


def _guarded(
    file: Path, target: Path, form: str, wanted: RenderOptions, local: _Local, force: bool
) -> int:
    """How it went with one plan; a bug is said, with JINDU_DEBUG in the environment raised."""
    try:
        return _one(file, target, form, wanted, local, force)
    except Exit as end:
        return end.exit_code
    except OSError as error:
        if error.filename is None:
            raise
        say(f"{file}：{refused(error)}")
        return USAGE
    except Exception as error:
        if "JINDU_DEBUG" in os.environ:
            raise
        what = f"{file}：内部出错（{type(error).__name__}: {error}），没有生成{wanted.kind}。"
        say(f"{what}这是程序的缺陷，已有的文件没有改动。")
        return BUG


class _Local:
    """The settings of each folder, those of a file of the user's choice where one is given."""

    def __init__(self, config: Path | None) -> None:
        self.config = config
        self.used = Used()
        self._known: dict[Path, Settings] = {}

    def settings(self, folder: Path) -> Settings:
        """The settings of a folder, read once; exits with a message for bad ones."""
        if folder not in self._known:
            self._known[folder] = checking.settings_for(folder, self.config)
            self.used.add_settings(self._known[folder].local)
        return self._known[folder]


def _one(
    file: Path, target: Path, form: str, wanted: RenderOptions, local: _Local, force: bool
) -> int:
    loaded = load.load(file)
    try:
        made = render.make(loaded, form, wanted, local.settings(file.parent))
    except render.Refused as refused:
        checking.tell([refused.report])
        say("方案还有错误，没有生成文件。改正后再试，或者加 --allow-errors 生成草稿。")
        return FINDINGS
    except Unready as trouble:
        say(f"{file}：没有生成{wanted.kind}。{trouble}")
        return FINDINGS
    notes = list(_notes(loaded, made, form, wanted))
    inputs = _inputs(file, wanted, local.config)
    try:
        write(target, made.content, FORMATS[form].kind, inputs=inputs, force=force)
    except Unwritable as trouble:
        say(str(trouble))
        return USAGE
    say(f"已生成 {target}。", *notes)
    return CLEAN


def _notes(loaded: LoadedPlan, made: Rendered, form: str, wanted: RenderOptions) -> Iterator[str]:
    """What to know of a document that is made."""
    for line in _used(wanted, made):
        yield f"  {line}"
    open_points = [name for name in KINDS[wanted.kind].asks if not wanted.given.get(name)]
    if open_points and form in DOCUMENTS:
        options = " ".join(f"--set {name}=…" for name in open_points)
        yield f"  {'、'.join(open_points)}还没有写，生成时加 {options}。"
    if made.account is not None:
        yield f"  {_account(made.account)}"
    if made.changes:
        yield f"  {_changes(made.changes, engine.secrets_of(loaded))}"


def _inputs(file: Path, wanted: RenderOptions, config: Path | None) -> list[Path]:
    """The files that a document is made from."""
    from jindu.document.templates import FOLDER

    own = sorted((file.parent / FOLDER).glob("*.j2"))
    return [file, *own, *filter(None, (wanted.template, config or find(file.parent)))]


def _used(wanted: RenderOptions, made: render.Rendered) -> Iterator[str]:
    """What has gone into a document besides the plan and what comes with the program."""
    yield from (f"{note}。" for note in made.notes)
    if wanted.template is not None:
        yield f"用了 Word 模板 {wanted.template}。"
    if made.remarked:
        yield of_remarks(made.remarked)


def _account(account: Account) -> str:
    """What a public edition leaves out, in words."""
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


_SHOWN, _LONGEST = 3, 60
"""So many changes are told, and so many characters of each; the rest is counted."""


def _changes(changes: Sequence[Change], secrets: Hidden) -> str:
    shown = [c for c in changes if not secrets.touches(c.before)]
    told = "、".join(f"“{_cut(c.before)}”写作“{_cut(c.after)}”" for c in shown[:_SHOWN])
    more = "等" if len(changes) > _SHOWN and shown else ""
    colon = "：" if shown else ""
    return f"标点、数字按公文用法统一了{len(changes)}处{colon}{told}{more}；方案文件没有改动。"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}……"
