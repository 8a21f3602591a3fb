"""``jindu render`` and ``jindu templates``: which plans, what document of each, written where."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from jindu import assets, checking, pipeline
from jindu.analysis.typography import Change
from jindu.console import say, stop, write
from jindu.files import NoPlans, find_plans
from jindu.pipeline import Wanted
from jindu.render import DOCUMENTS, TABLES
from jindu.render.kinds import GIVEN, KINDS, Unready
from jindu.vocabulary import nearest

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
        found[name] = value.strip()
    return found


def plans(paths: Sequence[Path]) -> list[Path]:
    """The plan files among these; ends with a message where one is not there."""
    for path in paths:
        if not path.exists():
            stop(checking.missing(path))
    try:
        return find_plans(paths)
    except NoPlans as trouble:
        stop(str(trouble))


def form_of(to: str | None, output: Path | None) -> str:
    """The format asked for by name, or else by the file's; ends with a message if they differ."""
    forms = (*DOCUMENTS, *TABLES)
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
    elif output is not None and output.is_file():
        stop(
            f"“{output}”是一个文件，不是文件夹。写文件夹的名字，一份方案也可以写带扩展名的文件名。"
        )
    else:
        tail = "" if kind == STANDARD else f"-{kind}"
        found = [(output or file.parent) / f"{file.stem}{tail}.{form}" for file in files]
    for path in found:
        if found.count(path) > 1:
            stop(f"有几份方案都要写成“{path}”。给方案文件取不同的名字，或者不用 -o。")
        if any(path.exists() and path.samefile(file) for file in files):
            stop(f"“{path}”就是方案文件，不能用生成的文件覆盖它。换一个文件名。")
    return found


def render(files: Sequence[Path], output: Path | None, form: str, wanted: Wanted) -> bool:
    """Write the documents; whether all could be. A plan that is refused stops no other."""
    done = True
    for file, target in zip(files, targets(files, output, wanted.kind, form), strict=True):
        done &= _one(file, target, form, wanted)
    return done


def _one(file: Path, target: Path, form: str, wanted: Wanted) -> bool:
    loaded = pipeline.load(file)
    try:
        made = pipeline.make(loaded, form, wanted, checking.settings_for(file))
    except pipeline.Refused as refused:
        checking.tell([refused.report])
        say("方案还有错误，没有生成文件。改正后再试，或者加 --allow-errors 生成草稿。")
        return False
    except Unready as trouble:
        say(f"{file}：没有生成{wanted.kind}。{trouble}")
        return False
    write(target, made.content)
    say(f"已生成 {target}。")
    open_points = [name for name in KINDS[wanted.kind].asks if not wanted.given.get(name)]
    if open_points and form in DOCUMENTS:
        settings = " ".join(f"--set {name}=…" for name in open_points)
        say(f"  {'、'.join(open_points)}还没有写，生成时加 {settings}。")
    if wanted.public:
        told = f"略去了：{'、'.join(made.left_out)}" if made.left_out else "没有需要略去的内容"
        say(f"  公开版{told}。")
    if made.changes:
        say(f"  {_changes(made.changes)}")
    return True


_SHOWN, _LONGEST = 3, 60
"""So many changes are told, and so many characters of each; the rest is counted."""


def _changes(changes: Sequence[Change]) -> str:
    told = "、".join(f"“{_cut(c.before)}”写作“{_cut(c.after)}”" for c in changes[:_SHOWN])
    more = "等" if len(changes) > _SHOWN else ""
    return f"标点、数字按公文用法统一了{len(changes)}处：{told}{more}；方案文件没有改动。"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}……"


# Templates --------------------------------------------------------------------------------


def list_templates() -> None:
    """Say every kind of document with what it is for."""
    width = max(map(len, KINDS))
    for kind in KINDS.values():
        print(f"{kind.name}{'　' * (width - len(kind.name))}  {kind.about}")


def show_template(kind: str) -> None:
    """Print the built-in template of a kind."""
    sys.stdout.write(_text(KINDS[kind_of(kind)].template))


def copy_template(kind: str, folder: Path, force: bool) -> None:
    """Put the template of a kind, with the parts it includes, beside the plans of a folder."""
    from jindu.render.templates import FOLDER, used

    names = used(KINDS[kind_of(kind)].template)
    there = [name for name in names if (folder / FOLDER / name).exists()]
    if there and not force:
        stop(f"“{folder / FOLDER / there[0]}”已经有了，没有覆盖。要覆盖，加 --force。")
    for name in names:
        write(folder / FOLDER / name, _text(name).encode("utf-8"))
    say(f"已把{len(names)}个模板文件复制到 {folder / FOLDER}。{folder} 里的方案从此用它们。")


def _text(name: str) -> str:
    return (assets.templates() / name).read_text(encoding="utf-8")
