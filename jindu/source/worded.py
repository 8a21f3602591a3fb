"""Values written in words under the key of a number or a date."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

from jindu.model.fields import Entity, in_words
from jindu.units import InWords


def set_words_apart(
    cls: type[Entity], values: dict[str, Any], texts: list[tuple[str, str]] | None
) -> None:
    """Move what is written in words to the field for it; keep the value that follows."""
    for attribute, words in in_words(cls).items():
        read = values.get(attribute)
        table = read if type(read) is MappingProxyType else None
        if table is None and type(read) is not InWords:
            continue
        pairs = [(None, read)] if table is None else [*table.items()]
        told = {key: item.words for key, item in pairs if type(item) is InWords}
        if not told:
            continue
        plain = {k: item.value if type(item) is InWords else item for k, item in pairs}
        plain = {key: item for key, item in plain.items() if item is not None}
        del values[attribute]
        if plain:
            values[attribute] = plain[None] if table is None else MappingProxyType(plain)
        values[words] = told[None] if table is None else MappingProxyType(told)
        if texts is not None:
            texts.extend((words, text) for text in told.values() if isinstance(text, str))
