"""One input of each kind of attack: made from random numbers, tried, and judged.

Each function takes random numbers and an empty folder, does one thing to the program, and gives
what kind of input it was and what was lost, leaked or wrongly done. What it raises is a crash.
"""

from __future__ import annotations

import builtins
import contextlib
import errno
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, NamedTuple
from xml.etree import ElementTree

from jindu import scaffold
from jindu.checker import config, engine, settings
from jindu.checker.fix import fix
from jindu.checker.result import Report
from jindu.checker.suppress import BaselineFile
from jindu.document.kinds import KINDS, Unready
from jindu.model.diagnostic import Level, Severity
from jindu.output import DOCUMENTS, render
from jindu.output.render import Refused, RenderOptions
from jindu.report import github, sarif, text
from jindu.report import json as as_json
from jindu.scaffold.scheme import BadAnswer
from jindu.source import load
from jindu.source.load import LoadedPlan
from tests.attack import inputs, published, victim

TODAY = date(2026, 9, 1)
DAY = settings.Settings(today=TODAY)
FORMS = ("md", "html", "docx", "xlsx", "ics")
SLOW = 10.0
"""Seconds that no single input may take."""


class Tried(NamedTuple):
    """An input's kind, and what went wrong though nothing was raised."""

    kind: str
    losses: tuple[str, ...] = ()


Attack = Callable[[Random, Path], Tried]


# Reading and checking -----------------------------------------------------------------------


def plans(rng: Random, folder: Path) -> Tried:
    """A plan with things done to it, in some encoding: read, checked, reported."""
    content = inputs.encoded(rng, inputs.mutated(rng, inputs.a_text(rng)))
    path = folder / "方案.yaml"
    path.write_bytes(content)
    report = engine.check(load.load(path), rng.choice((None, *Level)), DAY)
    losses = [*_wrong_with(report), *_reported(rng, report)]
    if path.read_bytes() != content:
        losses.append("the plan was changed")
    return Tried("readable" if report.readable else "unreadable", tuple(losses))


def _wrong_with(report: Report) -> Iterator[str]:
    for found in report.diagnostics:
        for words in (found.message, found.tip):
            if not re.search("[一-龥]", words) or not words.endswith("。"):
                yield f"{found.code} says {words[-60:]!r}"
        spans = (found.span, *(related.span for related in found.related))
        if any(span.line < 1 or span.column < 1 or span.end_line < span.line for span in spans):
            yield f"{found.code} points at {found.span}"
    if not report.readable and not report.diagnostics:
        yield "unreadable, and nothing said"


def _reported(rng: Random, report: Report) -> Iterator[str]:
    """What is wrong with a report in the format whose turn it is."""
    match rng.randrange(5):
        case 0:
            told = "".join(as_json.render([report]))
            json.loads(told, parse_constant=_refuse)
        case 1:
            told = "".join(sarif.render([report]))
            json.loads(told, parse_constant=_refuse)
        case 2:
            told = "\n".join(github.render([report]))
            if any(not line.startswith("::") for line in told.splitlines()):
                yield "a line of github is no command"
        case _:
            told = "\n".join(text.render(report, text.plain, quiet=rng.random() < 0.5))
    for sign in sorted({c for c in told if c < " " and c not in "\n\t"}):
        yield f"a report holds U+{ord(sign):04X}"


def _refuse(constant: str) -> None:
    raise ValueError(f"JSON knows no {constant}")


def trees(rng: Random, folder: Path) -> Tried:
    """A sound plan with one place changed by rule: checked, and rendered in some format."""
    way, tree = inputs.changed_tree(rng)
    loaded = load.load_text(inputs.as_plan(tree))
    losses = list(_wrong_with(engine.check(loaded, Level.SUBMIT, DAY)))
    form = rng.choice(FORMS)
    wanted = RenderOptions(rng.choice(list(KINDS)), rng.random() < 0.4, True, today=TODAY)
    content = _rendered(loaded, form, wanted)
    if content is not None:
        losses += _wrong_file(content, form)
    return Tried(way, tuple(losses))


def _rendered(loaded: LoadedPlan, form: str, wanted: RenderOptions) -> bytes | None:
    """The document; None where there can be none, which must be said in Chinese."""
    try:
        return render.render(loaded, form, wanted, DAY)
    except Refused:
        return None
    except Unready as trouble:
        said = str(trouble)
    if _not_chinese(said):
        raise ValueError(f"refused in other words: {said}")
    return None


def _wrong_file(content: bytes, form: str) -> Iterator[str]:
    """What is wrong with the making of a file: XML that is none, control characters."""
    if form in ("docx", "xlsx"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if archive.testzip() is not None:
                yield f"{form}: a part is damaged"
            for name in archive.namelist():
                if name.endswith((".xml", ".rels")):
                    ElementTree.fromstring(archive.read(name))
        return
    told = content.decode("utf-8")
    for sign in sorted({c for c in told if c < " " and c not in "\n\t\r"}):
        yield f"{form} holds U+{ord(sign):04X}"
    if form == "ics" and any(len(line.encode()) > 75 for line in told.split("\r\n")):
        yield "ics: a line is too long"


def fixes(rng: Random, folder: Path) -> Tried:
    """A plan with slips: what is fixed can be read, stays fixed, is no worse, keeps comments."""
    before = inputs.a_text(rng)
    for _ in range(rng.randint(1, 4)):
        before = inputs.slipped(rng, before)
    if rng.random() < 0.3:
        before = inputs.mutated(rng, before)
    path = folder / "方案.yaml"
    path.write_bytes(inputs.encoded(rng, before))
    unsafe = rng.random() < 0.5
    done = fix(path, rng.choice((None, *Level)), DAY, unsafe=unsafe)
    if not done.changed:
        return Tried("nothing to fix")
    path.write_bytes(done.content())
    again = fix(path, done.report.level, DAY, unsafe=unsafe)
    return Tried("unsafe" if unsafe else "safe", tuple(_lost_in(done, again)))


def _lost_in(done: Any, again: Any) -> Iterator[str]:
    if done.found.readable and not again.found.readable:
        yield "what was fixed cannot be read"
    if again.changed:
        yield f"fixed twice, it changes again: {list(again.diff())[2:8]}"
    readable = done.found.readable and not done.found.at_least
    errors, now = (
        sum(d.severity is Severity.ERROR for d in r.diagnostics) for r in (done.found, again.found)
    )
    if readable and now > errors:
        yield f"{errors} errors became {now}"
    comments = (
        Counter(re.sub(r"\W", "", told) for told in re.findall(r"(?:^|\s)#\s*(\w[^\n\r#]*)", text_))
        for text_ in (done.revision.source.text, done.revision.text)
    )
    lost = next(comments) - next(comments)
    if lost and len(lost) < 3:
        yield f"a comment is lost: {list(lost)[:2]}"


def patterns(rng: Random, folder: Path) -> Tried:
    """A text made of one piece repeated, which makes a careless pattern slow."""
    pieces = (
        *"甲,9.-@ （(“第、：一2/年月%元人名a",
        "吸毒人员",
        "138-",
        "2026年",
        "1.",
        "张建国、",
        "a@",
        "（甲",
        "不",
        "10%～",
    )
    unit = "".join(rng.choices(pieces, k=rng.randint(1, 3)))
    parent, key = rng.choice(_places())
    size = 4000
    old, parent[key] = parent[key], unit * (size // len(unit)) + rng.choice(pieces)
    try:
        told = inputs.as_plan(_small())
    finally:
        parent[key] = old
    begun = time.process_time()
    loaded = load.load_text(told)
    engine.check(loaded, Level.SUBMIT, DAY)
    _rendered(loaded, "md", RenderOptions(public=True, allow_errors=True))
    spent = time.process_time() - begun
    slow = [f"{unit!r} × {size // len(unit)}: {spent:.1f} s"] if spent > 4 else []
    return Tried("repeated", tuple(slow))


@cache
def _small() -> Any:
    return inputs.trees()[0]


@cache
def _places() -> list[tuple[Any, Any]]:
    return inputs.places_of(_small())


# Settings, baselines, answers, templates ----------------------------------------------------


def configurations(rng: Random, folder: Path) -> Tried:
    """jindu.toml, a baseline, the answers of ``init``, a ``--set``: used, or refused in Chinese."""
    path = folder / "file"
    match rng.randrange(4):
        case 0:
            path.write_bytes(inputs.settings_text(rng).encode("utf-8", "surrogatepass"))
            said = _refused(settings.BadSettings, config.read, path)
            return Tried("jindu.toml", _not_chinese(said))
        case 1:
            data = json.dumps(inputs.any_json(rng), ensure_ascii=rng.random() < 0.5)
            path.write_text(data[: rng.choice((None, None, None, 9))], encoding="utf-8")
            return Tried("baseline", _not_chinese(_refused(ValueError, BaselineFile.read, path)))
        case 2:
            scheme = scaffold.load("community")
            names = [question.name for question in scheme.questions] + ["开始", "总额"]
            answers = "".join(
                f"{name}: 甲{n}县\n" for n, name in enumerate(names[: rng.randint(0, 5)])
            )
            path.write_bytes(inputs.encoded(rng, inputs.mutated(rng, answers)))
            given = scaffold.InitOptions(answers=path, today=TODAY)
            return Tried(
                "answers",
                _not_chinese(_refused(BadAnswer, scaffold.fill, "community", given)),
            )
        case _:
            words = "".join(
                rng.choices(
                    (*"=甲：\n\t\0\x1b", "成文日期", "发文字号", "会议时间", "2026-02-30"), k=5
                )
            )
            given_ = ("--set", f"会议地点={words}", "--set", words)
            chosen = given_[: rng.choice((2, 4))]
            (folder / "方案.yaml").write_text(inputs.as_plan(_small()), encoding="utf-8")
            ran = victim.command(
                str(folder), ("render", "方案.yaml", "--doc", "联席会议通知", "--to", "md", *chosen)
            )
            losses = [] if ran.code in (0, 1, 2) else [f"exit {ran.code}: {ran.err.strip()[-150:]}"]
            return Tried("--set", tuple(losses))


def _refused(kind: type[Exception], work: Callable[..., object], *given: object) -> str:
    """What is said where something is refused as it should be; nothing where it is not."""
    try:
        work(*given)
    except kind as trouble:
        return str(trouble)
    return ""


def _not_chinese(said: str) -> tuple[str, ...]:
    return (
        () if not said or re.search("[一-龥].*。", said, re.DOTALL) else (f"says {said[:100]!r}",)
    )


def templates(rng: Random, folder: Path) -> Tried:
    """A template of text with pieces of Jinja put in: used, or refused in Chinese."""
    own = folder / "templates"
    own.mkdir()
    (own / "implementation.md.j2").write_text(inputs.a_template(rng), encoding="utf-8")
    path = folder / "方案.yaml"
    path.write_text(inputs.as_plan(_small()), encoding="utf-8")
    content = _rendered(
        load.load(path), rng.choice(("md", "html")), RenderOptions(allow_errors=True)
    )
    return Tried("refused" if content is None else "used")


@cache
def _letterhead() -> Mapping[str, bytes]:
    import docx

    made = docx.Document()
    for paragraph in (
        "柳林街道文件",
        "{{ title }}",
        "{%p for t in plan.key_tasks %}",
        "{{ t.name }}",
        "{%p endfor %}",
        "{{p 正文 }}",
    ):
        made.add_paragraph(paragraph)
    made.sections[0].header.paragraphs[0].text = "{{ plan.budget.total | money }}"
    packed = io.BytesIO()
    made.save(packed)
    with zipfile.ZipFile(packed) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def letterheads(rng: Random, folder: Path) -> Tried:
    """A Word file with its text, its parts or its bytes changed: used, or refused in Chinese."""
    entries = dict(_letterhead())
    name = rng.choice(("word/document.xml", "word/document.xml", *entries))
    data = entries[name].decode("utf-8", "replace")
    place = rng.randint(0, len(data))
    kind = rng.choice(("text", "part", "missing", "bytes"))
    if kind == "text":
        data = entries["word/document.xml"].decode()
        marks = [match.end() for match in re.finditer("<w:t[^>]*>", data)]
        place = rng.choice(marks)
        words = " ".join(
            rng.choices(
                ("{{", "}}", "{%p", "%}", "正文", "title", ".docx", "for", "endfor", "&lt;", "r"),
                k=4,
            )
        )
        entries["word/document.xml"] = (data[:place] + words + data[place:]).encode()
    elif kind == "part":
        entries[name] = (
            data[:place] + rng.choice(("<", "&", "</w:p>", "\0", "甲", "]]>")) + data[place + 3 :]
        ).encode()
    elif kind == "missing":
        del entries[name]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, part in entries.items():
            archive.writestr(each, part)
    content = bytearray(packed.getvalue())
    if kind == "bytes":
        for _ in range(rng.randint(1, 9)):
            content[rng.randrange(len(content))] = rng.randrange(256)
    path = folder / "红头.docx"
    path.write_bytes(content)
    loaded = load.load_text(inputs.as_plan(_small()))
    made = _rendered(loaded, "docx", RenderOptions(allow_errors=True, template=path))
    losses = list(_wrong_file(made, "docx")) if made is not None else []
    return Tried(f"{kind}, {'refused' if made is None else 'used'}", tuple(losses))


# What is published --------------------------------------------------------------------------

_DELICATE: Mapping[str, str] = {
    "phone": "13800138000",
    "identity": "110101199003077571",
    "name": "戒毒人员张建国",
    "mail": "wangfang@example.com",
    "count": "2名吸毒人员",
}


def editions(rng: Random, folder: Path) -> Tried:
    """A secret at some place of a plan: in no byte of what is published, in any format."""
    tree = json.loads(json.dumps(_small()))
    kind = rng.choice((*_DELICATE, "remark", "internal", "contact", "comment"))
    secret = _DELICATE.get(kind, "绝密甲乙丙")
    parent, key = rng.choice(inputs.places_of(tree))
    if kind in _DELICATE:
        parent[key] = (
            f"{secret}，{parent[key]}" if rng.random() < 0.5 else f"{parent[key]}，{secret}"
        )
    elif kind == "contact":
        tree["公文"]["联系"] = {"单位": secret, "联系人": secret, "电话": secret}
    elif kind != "comment" and isinstance(parent, dict):
        parent["备注" if kind == "remark" else "公开"] = secret if kind == "remark" else "否"
        if kind == "internal":
            parent[key] = secret
    told = inputs.as_plan(tree)
    if kind == "comment":
        told = told.replace('"方案": {', f'"方案": {{  # {secret}', 1)
    path = folder / "方案.yaml"
    path.write_text(told, encoding="utf-8")
    form = rng.choice(FORMS)
    doc = rng.choice(list(KINDS)) if form in DOCUMENTS else "实施方案"
    wanted = RenderOptions(doc, public=True, allow_errors=rng.random() < 0.5, today=TODAY)
    content = _rendered(load.load(path), form, wanted)
    if content is not None and published.holds(content, secret):
        return Tried(kind, (f"{form} of {doc} holds the {kind} at {key}",))
    return Tried(kind if content is not None else f"{kind}, refused")


_MARKUP = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[甲](javascript:alert(1))",
    "![甲](http://x.example/)",
    "</w:t></w:r><w:altChunk/>",
    "&lt;b&gt;&amp;&#x0;",
    "]]><![CDATA[",
    "<!--",
    "-->",
    "<!DOCTYPE x><?php ?>",
    "=cmd|' /C calc'!A0",
    "+1+cmd|x!A1",
    "-2+3",
    "@SUM(1)",
    '=HYPERLINK("http://x.example")',
    "{=1+1}",
    "甲\nATTENDEE:mailto:x@x.example",
    "甲\r\nEND:VEVENT\r\nBEGIN:VALARM",
    "甲;X=1:乙,丙\\n",
    "BEGIN:VCALENDAR",
    "{{ 7 * 7 }}",
    "{% for %}",
    "{#",
    "```任务分解表\n```",
    "---",
    "# 甲",
    "1. 甲",
    "| 甲 | 乙 |\n|---|---|",
    "**甲**",
    "<https://x.example>",
    "http://x.example/a",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "$(calc)`calc`",
    'style="background:url(http://x.example)"',
    "甲\u202e乙",
    "\\u003cscript\\u003e%3Cscript%3E",
)


def markup(rng: Random, folder: Path) -> Tried:
    """Marks of some language in a text of the plan: words in the document, and nothing else."""
    tree = json.loads(json.dumps(_small()))
    payload = rng.choice(_MARKUP)
    parent, key = rng.choice(inputs.places_of(tree))
    parent[key] = payload if rng.random() < 0.5 else f"{parent[key]}{payload}"
    form = rng.choice(FORMS)
    wanted = RenderOptions(rng.choice(list(KINDS)), rng.random() < 0.3, True, today=TODAY)
    content = _rendered(load.load_text(inputs.as_plan(tree)), form, wanted)
    if content is None:
        return Tried(f"{form}, refused")
    return Tried(form, (*_wrong_file(content, form), *_active(content, form)))


_ACTIVE: Mapping[str, str] = {
    "html": r"<(?:script|svg onload|iframe|img)|<[^>]*\s(?:on\w+\s*=|style=\"[^\"]*url\()"
    r"|href=\"(?!#)|<!--",
    "docx": r"<w:altChunk|TargetMode=\"External\"|<w:instrText[^>]*>\s*(?:DDE|INCLUDE|HYPERLINK)",
    "xlsx": r"<f>[^<]*(?:cmd|HYPERLINK\(\"http|SUM\(1\)|\|)|TargetMode=\"External\"",
    "ics": r"^(?:ATTENDEE|ATTACH|X=1)",
    "md": r"^<script",
}


def _active(content: bytes, form: str) -> Iterator[str]:
    parts = {"": content}
    if form in ("docx", "xlsx"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    for name, data in parts.items():
        for found in re.finditer(_ACTIVE[form], data.decode("utf-8", "replace"), re.MULTILINE):
            yield f"{form} {name} holds {found[0]!r}"
    # A text may hold these words; only a whole line begins or ends an event.
    begun, ended = (
        re.findall(rb"^%s:VEVENT\r$" % word, content, re.M) for word in (b"BEGIN", b"END")
    )
    if form == "ics" and len(begun) != len(ended):
        yield "ics: an event is broken"


# Writing ------------------------------------------------------------------------------------

_STEPS = ("open", "write", "flush", "fsync", "replace", "rename", "link", "chmod", "mkdir", "close")
_ERRORS = (
    errno.ENOSPC,
    errno.EIO,
    errno.EACCES,
    errno.EDQUOT,
    errno.EROFS,
    errno.EINTR,
    errno.ENOENT,
)
_COMMANDS: Mapping[str, tuple[str, ...]] = {
    "成文.md": ("render", "方案.yaml", "--to", "md", "-o", "成文.md"),
    "成文.docx": ("render", "方案.yaml", "-o", "成文.docx"),
    "方案.yaml": ("check", "方案.yaml", "--fix"),
    "基线.json": ("check", "方案.yaml", "--baseline", "基线.json", "--write-baseline"),
    "s.json": ("schema", "-o", "s.json"),
    "新.yaml": ("init", "新.yaml", "--defaults", "--force", "--today", "2026-09-01"),
}


@cache
def _slipped() -> bytes:
    return scaffold.load("community").text.replace("标题: ", "标题：", 1).encode()


def disks(rng: Random, folder: Path) -> Tried:
    """An error of the disk at some step of writing: the old file stands, or the new one does."""
    target = rng.choice(list(_COMMANDS))
    words = _COMMANDS[target]
    (folder / "方案.yaml").write_bytes(_slipped())
    if target != "方案.yaml" and rng.random() < 0.7:
        victim.command(str(folder), words)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    step = rng.choice(_STEPS)
    with _failing(step, OSError(rng.choice(_ERRORS), "disk"), rng.choice((0, 0, 1))) as times:
        ran = victim.command(str(folder), words)
    losses = []
    for path in folder.iterdir():
        data = path.read_bytes()
        if path.name.endswith(".bak") and data == before.get(path.name.removesuffix(".bak")):
            continue
        if path.name not in (*before, target, "jindu.schema.json"):
            losses.append(f"{step}: leaves {path.name}")
        if (
            path.name in before
            and data != before[path.name]
            and (ran.code == 2 or path.name != target)
        ):
            losses.append(f"{step}: {path.name} is other than before, exit {ran.code}")
        if not data:
            losses.append(f"{step}: {path.name} is empty")
    losses += [f"{step}: {name} is gone" for name in before if not (folder / name).exists()]
    if ran.code not in (0, 1, 2):
        losses.append(f"{step}: exit {ran.code}: {ran.err.strip()[-150:]}")
    return Tried(f"{step}{'' if times[0] else ', not met'}", tuple(losses))


class _Stream:
    """A file that fails when it is written, flushed or closed."""

    def __init__(self, stream: Any, step: str, fail: Callable[[], None]) -> None:
        self._stream, self._step, self._fail = stream, step, fail

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._stream, name)
        if name != self._step:
            return found

        def failing(*given: Any) -> Any:
            try:
                self._fail()
            except OSError:
                if name == "write":
                    self._stream.write(given[0][: len(given[0]) // 2])
                if name == "close":
                    self._stream.close()
                raise
            return found(*given)

        return failing

    def __enter__(self) -> _Stream:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()
        if self._step == "close":
            self._fail()


@contextlib.contextmanager
def _failing(step: str, error: OSError, after: int) -> Iterator[list[int]]:
    """Let a step of writing fail, once it was done ``after`` times; counts how often it did."""
    met = [0]
    done = [0]

    def fail() -> None:
        done[0] += 1
        if done[0] > after:
            met[0] += 1
            raise error

    def before(real: Any) -> Any:
        def failing(*given: Any, **options: Any) -> Any:
            fail()
            return real(*given, **options)

        return failing

    def opened(real: Any) -> Any:
        def opening(file: Any, mode: str = "r", *given: Any, **options: Any) -> Any:
            stream = real(file, mode, *given, **options)
            ours = set(mode) & set("wx+a") and "b" in mode
            return _Stream(stream, step, fail) if ours else stream

        return opening

    undo: list[tuple[Any, str, Any]] = []

    def put(place: Any, name: str, made: Callable[[Any], Any]) -> None:
        undo.append((place, name, getattr(place, name)))
        setattr(place, name, made(getattr(place, name)))

    if step == "open":
        put(tempfile, "mkstemp", before)
    elif step in ("write", "flush", "close"):
        put(os, "fdopen", opened)
        put(builtins, "open", opened)
    else:
        put(os, step, before)
    try:
        yield met
    finally:
        for place, name, real in undo:
            setattr(place, name, real)


_START = "from tests.attack.campaigns import write_on; write_on()"
ROOT = Path(__file__).resolve().parent.parent.parent


def write_on() -> None:
    """Write one file over and over: what a process does that is killed, or runs beside others.

    Its words are the target, how often, and the sign that every byte of the file is.
    """
    from jindu.files.contents import Kind
    from jindu.files.writing import Unwritable, write

    target, times, sign = sys.argv[1:]
    print("ready", flush=True)
    for size in range(int(times)):
        with contextlib.suppress(Unwritable):  # another writer was quicker
            write(Path(target), _document(sign, size), Kind.MD, force=True)


def _document(sign: str, size: int) -> bytes:
    return f"# {sign}\n\n{sign * (200_000 + size % 7)}\n".encode()


def _whole(content: bytes) -> bool:
    told = content.decode("utf-8", "replace")
    return bool(re.fullmatch(r"# (\w)\n\n\1{200000,200006}\n", told))


def _writer(target: Path, times: int, sign: str) -> subprocess.Popen[bytes]:
    words = [sys.executable, "-B", "-c", _START, str(target), str(times), sign]
    process = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert process.stdout is not None
    process.stdout.readline()
    return process


def kills(rng: Random, folder: Path) -> Tried:
    """A process killed while it writes: the file is whole, the old one or the new one."""
    target = folder / "成文.md"
    target.write_bytes(_document("a", 0))
    process = _writer(target, 10_000, "b")
    time.sleep(rng.random() * 0.05)
    running = process.poll() is None
    process.kill()
    process.communicate()
    losses = [] if running else ["the writer ended by itself"]
    losses += [] if _whole(target.read_bytes()) else ["the file is half written"]
    stray = [path for path in folder.iterdir() if path != target]
    if any(not path.name.startswith(".") for path in stray):
        losses.append(f"leaves {[path.name for path in stray]}")
    return Tried("killed", tuple(losses))


def together(rng: Random, folder: Path) -> Tried:
    """Several processes that write one file: it is one of theirs, and nothing lies about."""
    target = folder / "成文.md"
    processes = [_writer(target, rng.randint(1, 20), sign) for sign in "abcd"]
    codes = [process.wait() for process in processes]
    for process in processes:
        process.communicate()
    losses = [] if _whole(target.read_bytes()) else ["the file is half written"]
    losses += [f"leaves {path.name}" for path in folder.iterdir() if path != target]
    losses += [f"a writer ends with {code}" for code in codes if code]
    return Tried("four writers", tuple(losses))


class Campaign(NamedTuple):
    """An attack, its name for users, how many inputs the whole has, and how many go at a time."""

    attack: Attack
    told: str
    whole: int
    chunk: int = 50
    posix: str = ""


CAMPAIGNS: Mapping[str, Campaign] = {
    "plans": Campaign(plans, "随机改写的方案，读和检查", 60_000, 200),
    "trees": Campaign(trees, "逐键改动的方案，检查和生成", 17_000),
    "fixes": Campaign(fixes, "自动改正", 6_000, 25),
    "configurations": Campaign(configurations, "配置、基线、回答、--set", 8_000, 100),
    "templates": Campaign(templates, "文字模板", 5_000),
    "letterheads": Campaign(letterheads, "Word 模板", 1_000, 20),
    "patterns": Campaign(patterns, "反复的词句", 1_000, 10),
    "editions": Campaign(editions, "公开版", 2_000, 25),
    "markup": Campaign(markup, "脚本、公式、域和标记", 2_000, 25),
    "disks": Campaign(disks, "磁盘错误", 1_000, 20),
    "kills": Campaign(kills, "写的时候强行结束", 200, 5, "Windows ends a process in other ways"),
    "together": Campaign(
        together, "几个进程同时写", 20, 2, "Windows refuses to replace what another writes"
    ),
}
