"""All that can be read in a file by whoever has it, however it is packed."""

from __future__ import annotations

import base64
import html
import io
import re
import unicodedata
import urllib.parse
import zipfile
from collections.abc import Iterator

_DEEPEST = 4
_ENDS = re.compile(r"</(?:w:)?(?:p|tc|td|th|li|h\d|si|c|v|row|div|tr|text|title|desc)>")
"""Marks after which other words begin, in every language of marks that is written."""


def texts(content: bytes, depth: int = 0) -> Iterator[str]:
    """The texts of a file: as they are written, unescaped, without marks, unfolded; parts too."""
    if depth < _DEEPEST and content[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield archive.comment.decode("utf-8", "replace")
            for name in archive.namelist():
                yield name
                yield from texts(archive.read(name), depth + 1)
        return
    raw = content.decode("utf-8", "replace")
    yield raw
    bare = html.unescape(raw)
    yield bare
    yield html.unescape(re.sub("<[^>]*>", "", re.sub(_ENDS, "\n", raw)))
    yield re.sub("\r?\n[ \t]", "", raw)
    yield urllib.parse.unquote(raw)
    for found in re.finditer(r"base64,([A-Za-z0-9+/=]+)", raw):
        yield from texts(base64.b64decode(found[1] + "==", validate=False), depth + 1)


def squeezed(text: str) -> str:
    """A text as a patient reader or a machine takes it: full forms, no gaps in a line."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[^\w\n]|_", "", plain)


def holds(content: bytes, word: str, loosely: bool = True) -> bool:
    """Whether a word can be read in a file; ``loosely``: split by gaps and signs too."""
    if not loosely:
        return any(word in text for text in texts(content))
    sought = squeezed(word)
    return any(sought in squeezed(text) for text in texts(content))
