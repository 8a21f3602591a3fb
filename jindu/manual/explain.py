"""``jindu explain``: what a word stands for: a rule, a group of rules, a norm or a key."""

from __future__ import annotations

from collections.abc import Iterator

from jindu.language.similarity import nearest
from jindu.manual import fields, rules
from jindu.model.norms import shipped_norms
from jindu.rules import BY_CODE


def told(word: str) -> str:
    """The manual of what a word names, in Markdown; nothing for a word that names nothing."""
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
    """What to say where a word names nothing."""
    near = nearest(word, words(), 0.4)
    return f"没有“{word}”这条规则，也没有这个键或标准。" + (f"是不是“{near}”？" if near else "")


def words() -> Iterator[str]:
    """All that can be explained: codes and their beginnings, norms, keys with their path."""
    yield from (*rules.SUBJECTS, *sorted((*BY_CODE, *rules.DROPPED)), *shipped_norms())
    for entry in fields.entries():
        yield entry.path
        yield entry.made.name
