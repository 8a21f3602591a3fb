"""Parse text to a tree in one loop over YAML events."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from jindu.language.characters import complaint, printable
from jindu.model.diagnostic import START_OF_FILE, Edit, Fix, Related, Severity
from jindu.model.fields import Entity
from jindu.model.plan import Plan
from jindu.source import cuts, typos
from jindu.source.decode import DAMAGED, Decoded, decode
from jindu.source.events import events_of, shifted
from jindu.source.nodes import MappingNode, Mark, Node, Scalar
from jindu.source.parser_messages import UNPAIRED, in_chinese, never_closed
from jindu.source.reader import Reader, SyntaxProblem, written_twice
from jindu.source.sections import Part, parts_of
from jindu.source.splices import apply
from jindu.source.tree import MOST_REPORTS, Source

MAX_BYTES = 8 * 1024 * 1024


def read_file(path: Path, shown: str, root: type[Entity] = Plan) -> Source:
    """Read a file, which messages call ``shown``. Never raises for its content."""
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        return _unreadable(shown, *_why_closed(error))
    source = read_bytes(data, shown, root)
    # Undecodable bytes of a file name are reported elsewhere.
    if trouble := complaint(shown.encode("utf-8", "ignore").decode("utf-8")):
        source.report(
            "YML006",
            START_OF_FILE,
            f"文件名或者所在文件夹的名字{trouble.partition('。')[0]}。",
            "给文件或者文件夹改名，只用看得见的文字。",
            severity=Severity.WARNING,
        )
    return source


def _why_closed(error: OSError) -> tuple[str, str]:
    """Return message and tip for a file that cannot be opened."""
    if isinstance(error, FileNotFoundError):
        return "找不到这个文件。", "检查文件名和所在文件夹；路径里有空格时加双引号。"
    if isinstance(error, IsADirectoryError):
        return "这是一个文件夹，不是方案文件。", "写出文件夹里方案文件的名字。"
    if isinstance(error, PermissionError):
        return "没有权限读这个文件。", "关闭正在使用它的程序，或者把它复制到自己的文件夹。"
    return f"文件打不开（系统错误号{error.errno}）。", "检查磁盘或网络盘是否连接正常。"


def read_bytes(data: bytes, shown: str, root: type[Entity] = Plan) -> Source:
    """Read the content of a file: size, encoding, then the text."""
    if len(data) > MAX_BYTES:
        return _unreadable(
            shown,
            f"文件超过{MAX_BYTES // 1024 // 1024}MiB，不像一份方案。",
            "确认选对了文件；方案文件通常只有几十KB。",
        )
    decoded = decode(data)
    if decoded.text is None:
        return _unreadable(shown, decoded.message, decoded.tip, decoded.code)
    source = read_text(decoded.text, shown, root)
    source.encoding, source.bom, source.content = decoded.encoding, decoded.bom, data
    if decoded.message:
        _warn_encoding(source, decoded)
    if decoded.damaged:
        _point_at_damage(source)
    return source


def _point_at_damage(source: Source) -> None:
    source.damaged = True
    place = source.text.find(DAMAGED)
    while place >= 0 and not source.is_full("YML002"):
        source.report(
            "YML002",
            source.stretch(place, place + 1),
            "这里有一个字节已经损坏（不是 UTF-8），读不出原来的字。",
            "重新键入这里的字，再存成 UTF-8；改好以前，程序不改写这个文件。",
        )
        place = source.text.find(DAMAGED, place + 1)


def _warn_encoding(source: Source, decoded: Decoded) -> None:
    source.report(
        decoded.code, START_OF_FILE, decoded.message, decoded.tip, severity=Severity.WARNING
    )


def read_text(text: str, shown: str, root: type[Entity] = Plan, most: int = MOST_REPORTS) -> Source:
    """Read a text; typos are reported and corrected in a working copy.

    At most ``most`` problems of one code are reported. Where the text does not parse, its
    sections are read one by one.
    """
    slips = typos.find(text, root)
    source = _read(Source(shown, text, _repairs(slips), most), slips, root)
    if source.root is not None and not source.unread:
        return source
    known = set(slips)
    more = typos.find(text, root, thorough=True)
    more = tuple(slip for slip in more if slip in known or source.is_lost(slip.edit.start))
    if more == slips:
        return source
    again = _read(Source(shown, text, _repairs(more), most), more, root)
    if again.root is None:
        return source
    return again if source.root is None or len(again.unread) < len(source.unread) else source


def _repairs(slips: tuple[typos.Typo, ...]) -> tuple[Edit, ...]:
    return tuple(slip.edit for slip in slips)


def _read(source: Source, slips: tuple[typos.Typo, ...], root: type[Entity]) -> Source:
    text = source.text
    for slip in slips:
        if source.is_full(slip.code):
            continue
        fix = Fix(slip.tip, slip.fix) if slip.fix else None
        span = source.stretch(slip.edit.start, max(slip.edit.end, slip.edit.start + 1))
        source.report(slip.code, span, slip.message, slip.tip, fix=fix)
    _parse(source, apply(text, source.repairs) if slips else text, root)
    return source


def _unreadable(shown: str, message: str, tip: str, code: str = "YML001") -> Source:
    source = Source(shown, "")
    source.report(code, START_OF_FILE, message, tip)
    return source


class _Failure(NamedTuple):
    """Why a text or a part of it could not be parsed."""

    problem: SyntaxProblem
    related: tuple[Related, ...] = ()


def _parse(source: Source, working: str, cls: type[Entity]) -> None:
    whole = Part("", 0, len(working), 0)
    source.root, failure = _tree(source, working, whole, events_of(working))
    if failure is not None:
        _parse_apart(source, working, cls, failure)
    if source.root is not None:
        if "\\" in working:
            _refuse_escapes(source)
        if not printable(working):
            _point_at_private(source)


def _parse_apart(source: Source, working: str, cls: type[Entity], failure: _Failure) -> None:
    """Parse each section for itself; report the failures, and those of the whole if there are none.

    The sections that fail are noted as unread.
    """
    parts = [] if failure.problem.final else parts_of(working, cls)
    root, failed = MappingNode(Mark(0, 0, 0), False), False
    for part in parts:
        events = shifted(events_of(working[part.start : part.end]), part.start, part.line)
        found, trouble = _tree(source, working, part, events)
        if found is not None:
            for name, entry in found.entries.items():
                if name in root.entries:
                    written_twice(source, root.entries[name][0], entry[0])
                else:
                    root.entries[name] = entry
        if trouble is not None:
            failed = True
            place = source.original(trouble.problem.index)
            source.lose(part.key, source.original(part.start), source.original(part.end), place)
            _stop(source, trouble)
    if root.entries:
        root.end_mark = next(reversed(root.entries.values()))[1].end_mark
        source.root = root
    if not failed:
        _stop(source, failure)


def _tree(
    source: Source, working: str, part: Part, events: Callable[[], Any]
) -> tuple[MappingNode | None, _Failure | None]:
    """Return the tree of a part of the working text, or why there is none."""
    reader = Reader(source, working, events, part.start)
    try:
        return reader.read(), None
    except SyntaxProblem as problem:
        return None, _Failure(problem)
    except yaml.YAMLError as error:
        return None, _failure(source, reader, error, part)


def _failure(source: Source, reader: Reader, error: yaml.YAMLError, part: Part) -> _Failure:
    """Return the cause of a syntax error; an open bracket is shown where it opens."""
    mark = _mark(error)
    index = mark.index if mark else part.start
    problem = str(getattr(error, "problem", "") or error)
    if cut := cuts.cut_before(reader.text, reader.open, part.start, index):
        return _Failure(SyntaxProblem(cut.sign, f"{cuts.MESSAGE}。", cuts.TIP))
    opened = cuts.last_quoted(events_of(reader.text[part.start : part.end]))
    if opened is not None:
        start, end = (part.start + mark.index for mark in (opened.start_mark, opened.end_mark))
        if cuts.takes_in_entries(reader.text, start, end):
            return _Failure(SyntaxProblem(start, *UNPAIRED))
    if reader.open is not None and not reader.text[index : part.end].strip():
        return _Failure(SyntaxProblem(reader.open, *never_closed(reader.text[reader.open])))
    before = reader.text[reader.text.rfind("\n", 0, index) + 1 : index]
    related: tuple[Related, ...] = ()
    if reader.open is not None and "expected ','" in problem:
        start = source.original(reader.open)
        related = (Related(source.stretch(start, start + 1), "从这里开始的一组"),)
    return _Failure(SyntaxProblem(index, *in_chinese(problem, before)), related)


def _refuse_escapes(source: Source) -> None:
    """Remove invisible characters that escapes such as ``\\a`` bring in."""
    for node in source.scalars():
        if node.style == '"' and (found := typos.escaped(node.value)):
            message, tip, node.value = found
            span = source.span(node.start_mark, node.end_mark)
            edits = typos.escapes(source.text, *source.extent(node))
            fix = Fix("删去看不见的字符", edits) if edits else None
            source.report("YML006", span, message, tip, fix=fix)
    for group in source.mappings():
        group.entries = _by_name(group.entries)


def _by_name(entries: dict[str, tuple[Scalar, Node]]) -> dict[str, tuple[Scalar, Node]]:
    """Return the entries by the present text of their keys; of two the first."""
    if all(name == key.value for name, (key, _) in entries.items()):
        return entries
    named: dict[str, tuple[Scalar, Node]] = {}
    for entry in entries.values():
        named.setdefault(entry[0].value, entry)
    return named


def _point_at_private(source: Source) -> None:
    """Warn of private-use characters, except in comments."""
    for node in source.scalars():
        if node.value.isprintable():
            continue
        for start, end, message, tip in typos.private(source.text, *source.extent(node)):
            span = source.stretch(start, end)
            source.report("YML006", span, message, tip, severity=Severity.WARNING)


def _mark(error: yaml.YAMLError) -> Any:
    """Return the mark of an error; that of an open quote is where it begins."""
    problem, context = (getattr(error, name, None) for name in ("problem_mark", "context_mark"))
    is_open = "end of stream" in str(getattr(error, "problem", ""))
    return (context if is_open else problem) or problem or context


def _stop(source: Source, failure: _Failure) -> None:
    problem = failure.problem
    place = min(source.original(problem.index), len(source.text))
    span = source.stretch(place, place + 1)
    source.report(problem.code, span, problem.message, problem.tip, related=failure.related)
