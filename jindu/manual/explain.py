"""``jindu explain``: the manual of a rule, a group of rules, a norm or a key."""

from __future__ import annotations

from collections.abc import Iterator

from jindu.language.similarity import nearest
from jindu.manual import fields, rules
from jindu.model.norms import shipped_norms
from jindu.rules import BY_CODE


def told(word: str) -> str:
    """Return the manual of a code, norm or key in Markdown; ``""`` for an unknown word."""
    code = word.upper()
    if code in BY_CODE:
        return rules.manual(BY_CODE[code])
    if code in rules.DROPPED:
        return f"## {code}\n\n没有采用：{rules.DROPPED[code]}。\n"
    if word in shipped_norms():
        return rules.norm_manual(shipped_norms()[word])
    entries = fields.find(word)
    if entries:
        return "\n".join(map(fields.manual, entries))
    return rules.group(code) if code.isascii() else ""


def hint(word: str) -> str:
    """Return the message for an unknown word, with the nearest known one."""
    near = nearest(word, words(), 0.4)
    return f"没有“{word}”这条规则，也没有这个键或标准。" + (f"是不是“{near}”？" if near else "")


def words() -> Iterator[str]:
    """Yield all that can be explained: prefixes, codes, norms, keys with and without path."""
    yield from (*rules.SUBJECTS, *sorted((*BY_CODE, *rules.DROPPED)), *shipped_norms())
    for entry in fields.entries():
        yield entry.path
        yield entry.made.name
