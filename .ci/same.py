"""Compare what two checkouts make of all schemes: documents of all kinds and formats, reports.

Usage: ``python .ci/same.py OTHER [THIS]``; OTHER and THIS are folders of checkouts. Prints the
files that differ and exits 1 if there are any. PDFs are left out: they carry the clock.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

_DRIVER = """
import contextlib, io, sys
from pathlib import Path
sys.path.insert(0, '.')
from jindu import assets
from jindu.cli import run
out = Path(sys.argv[1])

def jindu(*words):
    told = io.TextIOWrapper(io.BytesIO(), encoding='utf-8')
    with contextlib.redirect_stdout(told), contextlib.suppress(SystemExit):
        sys.argv = ['jindu', *map(str, words)]
        run()
    told.flush()
    return told.buffer.getvalue()

DAY = ('--today', '2026-07-01')
kinds = [line.split()[0].strip('　') for line in jindu('templates', 'list').decode().splitlines()]
for scheme in assets.schemes():
    plan = out / f'{scheme}.yaml'
    jindu('init', plan, '--scheme', scheme, '--defaults', *DAY)
    for level in ('draft', 'review', 'submit'):
        for form in ('json', 'text', 'sarif', 'github'):
            told = jindu('check', plan, '--level', level, '-f', form, *DAY)
            told = told.replace(str(out).encode(), b'')
            (out / f'{scheme}-{level}.{form}').write_bytes(told)
    for edition in ('internal', 'public'):
        for form in ('docx', 'html', 'md', 'xlsx', 'ics'):
            for kind in kinds if form not in ('xlsx', 'ics') else kinds[:1]:
                target = out / f'{scheme}-{edition}-{kind}.{form}'
                options = ('--allow-errors', '--edition', edition, '--doc', kind)
                jindu('render', plan, '--to', form, '-o', target, *options, *DAY)
"""


def made(tree: Path, folder: Path) -> dict[str, bytes]:
    """The files a checkout makes, by name."""
    folder.mkdir()
    words = [sys.executable, "-c", _DRIVER, str(folder)]
    subprocess.run(words, cwd=tree, check=True, stderr=subprocess.DEVNULL)
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def main() -> int:
    """Compare two checkouts."""
    other, this = (Path(word).resolve() for word in (*sys.argv[1:], ".")[:2])
    with tempfile.TemporaryDirectory() as scratch:
        before, after = made(other, Path(scratch, "a")), made(this, Path(scratch, "b"))
    differing = sorted(
        name for name in before.keys() | after.keys() if before.get(name) != after.get(name)
    )
    print("\n".join(differing) or f"{len(after)} files are the same")
    return bool(differing)


if __name__ == "__main__":
    sys.exit(main())
