"""Documentation that is derived from the code is not stale, and its commands work."""

from __future__ import annotations

import re
from pathlib import Path

from jindu.plan import Plan
from jindu.vocabulary import Thing, declared, forms

ROOT = Path(__file__).resolve().parent.parent
GLOSSARY = re.compile(r"(<!-- glossary: .*? -->\n).*?(<!-- end of glossary -->)", re.DOTALL)
COMMON = {"remark", "public"}


def sections() -> list[tuple[str, type[Thing]]]:
    """The plan and every thing below it, with its path, in order of declaration."""
    found: list[tuple[str, type[Thing]]] = []
    pending: list[tuple[str, type[Thing]]] = [("", Plan)]
    while pending:
        path, cls = pending.pop(0)
        found.append((path, cls))
        for attribute, form in forms(cls).items():
            if isinstance(form.of, type) and issubclass(form.of, Thing):
                name = declared(cls)[attribute].name
                pending.append((f"{path}.{name}" if path else name, form.of))
    return found


def glossary() -> str:
    lines = ["| 键 | attribute | 说明 |", "|---|---|---|"]
    lines += [
        f"| {made.name} | `Thing.{attribute}` | {made.help} |"
        for attribute, made in declared(Thing).items()
    ]
    seen: set[type[Thing]] = set()
    for path, cls in sections():
        if cls in seen:
            continue
        seen.add(cls)
        lines += [
            f"| {path + '.' if path else ''}{made.name} | `{cls.__name__}.{attribute}` "
            f"| {made.help} |"
            for attribute, made in declared(cls).items()
            if attribute not in COMMON
        ]
    return "\n" + "\n".join(lines) + "\n\n"


def test_glossary(update: bool) -> None:
    path = ROOT / "docs" / "architecture.md"
    text = path.read_text(encoding="utf-8")
    fresh = GLOSSARY.sub(lambda match: match[1] + glossary() + match[2], text)
    if update:
        path.write_text(fresh, encoding="utf-8", newline="\n")
    assert text == fresh or update


def test_readme_is_short() -> None:
    for name, most in (("README.md", 150), ("CONTRIBUTING.md", 80)):
        assert (ROOT / name).read_text(encoding="utf-8").count("\n") <= most


def test_a_key_means_one_attribute_within_a_thing() -> None:
    for _, cls in sections():
        names = [made.name for made in declared(cls).values()]
        assert len(names) == len(set(names)), cls
