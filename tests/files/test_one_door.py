"""One module writes files."""

from __future__ import annotations

import ast

import pytest

from tests.conftest import ROOT

_CALLS = {
    *("write_text", "write_bytes", "replace", "rename", "unlink", "touch", "symlink_to"),
    *("remove", "mkstemp", "fdopen", "hardlink_to", "link", "truncate", "rmdir"),
    *("copy", "copy2", "copyfile", "copytree", "move", "rmtree"),
}
_TEXT_ALONE = {"replace", "copy", "link", "remove"}
"""Methods that texts and collections have too: told by the module they are called on."""
_MODULES = {"os", "shutil", "tempfile"}
_ALLOWED = {("output/pdf.py", "write_bytes")}
"""A temporary folder, for LibreOffice to read."""


def writers(tree: ast.AST) -> set[str]:
    """The calls that write files."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        function = node.func
        name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
        owner = function.value if isinstance(function, ast.Attribute) else None
        module = owner.id if isinstance(owner, ast.Name) else ""
        if name in _CALLS and (module in _MODULES or (owner and name not in _TEXT_ALONE)):
            found.add(name)
        if name == "replace" and owner and len(node.args) == 1 and not node.keywords:
            found.add(name)  # a path's: a text's takes two
        if name == "open" and module != "zipfile" and _mode(node, owner is None or module == "os"):
            found.add(name)
    return found


def _mode(call: ast.Call, second: bool) -> bool:
    """Whether a file is opened to be written, or in a way that cannot be told."""
    given = call.args[int(second) :][:1] + [k.value for k in call.keywords if k.arg == "mode"]
    return any(
        not isinstance(mode, ast.Constant) or set(str(mode.value)) & set("wax+") for mode in given
    )


def test_nothing_else_writes() -> None:
    package = ROOT / "jindu"
    found = {
        (path.relative_to(package).as_posix(), name)
        for path in package.rglob("*.py")
        for name in writers(ast.parse(path.read_text(encoding="utf-8")))
    }
    door = "files/writing.py"
    assert {(door, "mkstemp"), (door, "replace")} <= found
    assert {place for place in found if place[0] != door} == _ALLOWED


@pytest.mark.parametrize(
    ("code", "writes"),
    [
        ("open(p, 'w')", True),
        ("open(p, mode='ab')", True),
        ("p.open('x')", True),
        ("open(p, m)", True),
        ("os.open(p, flags)", True),
        ("p.write_text(t)", True),
        ("os.replace(a, b)", True),
        ("os.remove(p)", True),
        ("p.replace(q)", True),
        ("shutil.copy(a, b)", True),
        ("open(p)", False),
        ("p.open('rb')", False),
        ("t.replace('a', 'b')", False),
        ("t.replace('a', 'b', 1)", False),
        ("d.copy()", False),
        ("parent.remove(element)", False),
        ("x._replace(a=1)", False),
    ],
)
def test_what_writes(code: str, writes: bool) -> None:
    assert bool(writers(ast.parse(code))) is writes
