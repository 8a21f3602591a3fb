"""What an attack is made of: files laid out, commands run, and the promises that must hold."""

from __future__ import annotations

import io
import os
import re
import stat
import unicodedata
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from jindu import scaffold
from tests.attack import published, victim
from tests.attack.victim import Outcome, Ran, Victim

OUTSIDE = "@OUTSIDE@"
"""In files and commands: the path of a folder beside the one that is worked in."""
SECRET = "外面的机密文件"
"""What the file ``secret.txt`` outside holds."""
PATIENCE = 25.0
"""Seconds of the clock after which a command counts as hanging."""
BUDGET = 20.0
"""Seconds of the processor that any command here may take."""

SOUND = scaffold.load("community").text


class Scene(NamedTuple):
    """What there is after an attack. ``made`` are the files that are new or other than before."""

    folder: Path
    outside: Path
    before: Mapping[str, bytes]
    made: Mapping[str, bytes]
    runs: Sequence[tuple[tuple[str, ...], Outcome]]

    @property
    def said(self) -> str:
        """All that the commands said."""
        rans = [outcome.value for _, outcome in self.runs if outcome.value is not None]
        return "\n".join(text for ran in rans for text in (ran.out, ran.err))

    @property
    def codes(self) -> list[int | None]:
        """How each command ended; None for one that did not."""
        return [outcome.value.code if outcome.value else None for _, outcome in self.runs]


Promise = Callable[[Scene], Iterator[str]]
"""Gives what of a promise is broken, in words."""
Content = bytes | Callable[[Path, Path], None]
"""A file's bytes, or what puts something else at its place: given that, and the outside."""


class Attack(NamedTuple):
    """``tries`` says what the attacker hopes for; ``loses`` are files that he may change."""

    name: str
    tries: str
    files: Mapping[str, Content]
    commands: Sequence[tuple[str, ...]]
    promises: Sequence[Promise] = ()
    may_change: frozenset[str] = frozenset()
    meddling: str = ""


def carry_out(attack: Attack, folder: Path, outside: Path, process: Victim) -> Scene:
    """Lay out the files, run the commands, and tell what there is then."""
    outside.mkdir(exist_ok=True)
    (outside / "secret.txt").write_text(SECRET, encoding="utf-8")
    (outside / "方案.yaml").write_text(SOUND, encoding="utf-8")
    for name, content in attack.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content.replace(OUTSIDE.encode(), outside.as_posix().encode()))
        else:
            content(path, outside)
    before, outer = contents(folder), contents(outside)
    runs = []
    for words in attack.commands:
        spelt = tuple(word.replace(OUTSIDE, outside.as_posix()) for word in words)
        given = (str(folder), spelt, attack.meddling)
        runs.append((spelt, process.do(victim.command, *given, patience=PATIENCE)))
    after = contents(folder)
    made = {name: content for name, content in after.items() if before.get(name) != content}
    gone = {name: b"" for name in before if name not in after}
    scene = Scene(folder, outside, before, made | gone, runs)
    if contents(outside) != outer:
        left = sorted(
            name for name, content in contents(outside).items() if outer.get(name) != content
        )
        broken = Outcome(trouble=f"changed outside: {left}")
        return scene._replace(runs=[*runs, ((), broken)])
    return scene


def contents(folder: Path) -> dict[str, bytes]:
    """What every file of a folder holds; of what is no plain file, what it is."""
    found = {}
    for place, folders, names in os.walk(folder):
        for name in (*folders, *names):
            path = Path(place, name)
            mode = path.lstat().st_mode
            if stat.S_ISLNK(mode):
                found[path.relative_to(folder).as_posix()] = f"link to {path.readlink()}".encode()
            elif stat.S_ISREG(mode):
                found[path.relative_to(folder).as_posix()] = path.read_bytes()
            elif not stat.S_ISDIR(mode):
                found[path.relative_to(folder).as_posix()] = b"special"
    return found


def broken(attack: Attack, scene: Scene) -> list[str]:
    """What of the promises does not hold: of those that always must, and of the attack's own."""
    promises = (ended, harmless, lambda scene: kept(attack, scene), *attack.promises)
    return [text for promise in promises for text in promise(scene)]


def ended(scene: Scene) -> Iterator[str]:
    """Every command ends in time, in words: a known code, Chinese, no traceback, no escapes."""
    for words, outcome in scene.runs:
        shown = " ".join(words)[:60]
        if outcome.trouble:
            yield f"{shown}: {outcome.trouble.strip().splitlines()[-1]}"
            continue
        ran: Ran = outcome.value
        if outcome.seconds > BUDGET:
            yield f"{shown}: took {outcome.seconds:.0f} s"
        if ran.code not in (0, 1, 2):
            yield f"{shown}: exit {ran.code}: {ran.err.strip()[-200:]}"
        if ran.code and not re.search("[一-龥].*。", ran.err + ran.out):
            yield f"{shown}: exit {ran.code} without a sentence in Chinese"
        if "Traceback" in ran.out + ran.err:
            yield f"{shown}: shows a traceback"
        # What other programs read may name characters of every kind, as JSON does.
        unwanted = ("Cc",) if {"json", "sarif"} & set(words) else ("Cc", "Cf")
        for sign in sorted({c for c in ran.out + ran.err if unicodedata.category(c) in unwanted}):
            if sign not in "\n\t":
                yield f"{shown}: prints U+{ord(sign):04X}"


def harmless(scene: Scene) -> Iterator[str]:
    """No command starts a program, speaks to a network, or touches a file elsewhere."""
    for words, outcome in scene.runs:
        for deed in sorted(set(outcome.deeds)):
            yield f"{' '.join(words)[:60]}: {deed}"


def kept(attack: Attack, scene: Scene) -> Iterator[str]:
    """What the user has is as it was, and nothing half written lies about."""
    for name in scene.made:
        if name in scene.before and name not in attack.may_change:
            yield f"changes {name}"
        if Path(name).name.startswith("."):
            yield f"leaves {name} behind"


# Promises of single attacks -----------------------------------------------------------------


def refused(scene: Scene) -> Iterator[str]:
    """No command succeeds."""
    for (words, _), code in zip(scene.runs, scene.codes, strict=True):
        if code == 0:
            yield f"{' '.join(words)[:60]}: is not refused"


def succeeds(scene: Scene) -> Iterator[str]:
    """Every command does what it is asked for."""
    for (words, outcome), code in zip(scene.runs, scene.codes, strict=True):
        if code != 0:
            said = outcome.value.err.strip()[-120:] if outcome.value else outcome.trouble[-120:]
            yield f"{' '.join(words)[:60]}: ends with {code}: {said}"


def finds(scene: Scene) -> Iterator[str]:
    """Every command finds something wrong."""
    for (words, _), code in zip(scene.runs, scene.codes, strict=True):
        if code != 1:
            yield f"{' '.join(words)[:60]}: ends with {code}, not 1"


def told(*words: str) -> Promise:
    """The user is told at least one of these words."""

    def promise(scene: Scene) -> Iterator[str]:
        if not any(word in scene.said for word in words):
            yield f"nothing is said of {'/'.join(words)}"

    return promise


def hides(*secrets: str, loosely: bool = True) -> Promise:
    """None of these can be read in any file that was made."""

    def promise(scene: Scene) -> Iterator[str]:
        for name, content in scene.made.items():
            for secret in secrets:
                if published.holds(content, secret, loosely):
                    yield f"{name} holds {secret!r}"

    return promise


def hides_or_tells(words: Sequence[str], *secrets: str) -> Promise:
    """Each run whose file holds one of these tells so, in one of the words."""

    def promise(scene: Scene) -> Iterator[str]:
        for run, outcome in scene.runs:
            for name in set(run) & set(scene.made):
                held = [s for s in secrets if published.holds(scene.made[name], s, False)]
                said = outcome.value.err if outcome.value else ""
                if held and not any(word in said for word in words):
                    yield f"{name} holds {held}, and nothing is said of it"

    return promise


def shows(*words: str) -> Promise:
    """Every one of these stands in some file that was made."""

    def promise(scene: Scene) -> Iterator[str]:
        for word in words:
            if not any(published.holds(content, word, False) for content in scene.made.values()):
                yield f"no file holds {word!r}"

    return promise


def says_not(*secrets: str) -> Promise:
    """None of these is said in the terminal."""

    def promise(scene: Scene) -> Iterator[str]:
        said = published.squeezed(scene.said)
        for secret in secrets:
            if published.squeezed(secret) in said:
                yield f"says {secret!r}"

    return promise


# Files --------------------------------------------------------------------------------------


def plan(*changes: tuple[str, str], text: str = SOUND) -> bytes:
    """A sound plan with some of its words replaced, each of which it must hold."""
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text.encode("utf-8", "surrogatepass")


def link(target: str) -> Callable[[Path, Path], None]:
    """A symbolic link."""
    return lambda path, outside: path.symlink_to(target.replace(OUTSIDE, outside.as_posix()))


def hard_link(name: str) -> Callable[[Path, Path], None]:
    """A second name of a file that was laid out before."""
    return lambda path, outside: path.hardlink_to(path.parent / name)


def pipe(path: Path, outside: Path) -> None:
    """A named pipe, which never answers."""
    os.mkfifo(path)


def read_only(content: bytes) -> Callable[[Path, Path], None]:
    """A file that may not be written."""

    def make(path: Path, outside: Path) -> None:
        path.write_bytes(content)
        path.chmod(0o444)

    return make


def word(
    *paragraphs: str,
    header: str = "",
    properties: Mapping[str, str] | None = None,
    parts: Mapping[str, bytes] | None = None,
    swaps: Sequence[tuple[bytes, bytes]] = (),
) -> Callable[[Path, Path], None]:
    """A Word file; ``parts`` are put into its package, ``swaps`` made in the text of its body."""

    def make(path: Path, outside: Path) -> None:
        import docx

        made = docx.Document()
        for text in paragraphs:
            made.add_paragraph(text.replace(OUTSIDE, outside.as_posix()))
        made.sections[0].header.paragraphs[0].text = header.replace(OUTSIDE, outside.as_posix())
        for name, value in (properties or {}).items():
            setattr(made.core_properties, name, value)
        packed = io.BytesIO()
        made.save(packed)
        _repack(path, outside, packed.getvalue(), parts or {}, swaps)

    return make


def _repack(
    path: Path,
    outside: Path,
    content: bytes,
    parts: Mapping[str, bytes],
    swaps: Sequence[tuple[bytes, bytes]],
) -> None:
    place = OUTSIDE.encode(), outside.as_posix().encode()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    for name, part in parts.items():
        entries[name] = part.replace(*place)
    for old, new in swaps:
        swapped = {name: data.replace(old, new.replace(*place)) for name, data in entries.items()}
        assert swapped != entries, old
        entries = swapped
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
