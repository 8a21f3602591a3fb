"""Pack Office files (.docx, .xlsx) reproducibly, with a digest that reveals later changes.

The digest is the ``dc:identifier`` of the core properties. It no longer matches once another
program saves the package.
"""

from __future__ import annotations

import hashlib
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping

_OLDEST_DATE = (1980, 1, 1, 0, 0, 0)
_LARGEST = 200 << 20
"""Largest package read, in unpacked bytes."""

_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*/core-properties[^>]*>")
_TARGET = re.compile(rb"""\bTarget\s*=\s*["']/?([^"']+)["']""")
_IDENTIFIER = re.compile(rb"<((?:\w+:)?identifier)\b[^>]*?(?:/>|(?<!/)>([^<]*)</\1\s*>)", re.DOTALL)
_MARK = b'<dc:identifier xmlns:dc="http://purl.org/dc/elements/1.1/">%s</dc:identifier>'

_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    OSError,
    EOFError,
    ValueError,
    LookupError,
    NotImplementedError,
    RuntimeError,
)
"""Exceptions of zipfile for damaged, encrypted and unsupported packages."""


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Pack the parts in order, with a digest and without timestamps."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in _sealed(parts).items():
            info = zipfile.ZipInfo(name, _OLDEST_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            archive.writestr(info, content)
    return buffer.getvalue()


def repacked(package: bytes) -> bytes:
    """Repack a package written by another library as ``packed`` does."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return packed({name: archive.read(name) for name in archive.namelist()})


def names(package: bytes) -> frozenset[str]:
    """Return the names of the parts; empty if it is not a package."""
    try:
        with zipfile.ZipFile(io.BytesIO(package)) as archive:
            return frozenset(archive.namelist())
    except _UNREADABLE:
        return frozenset()


def is_unchanged(package: bytes) -> bool:
    """Return whether the digest of a package matches its parts."""
    try:
        parts = _parts(package)
        core = _core_name(parts)
        found = _IDENTIFIER.search(parts[core])
        return found is not None and found[2] == _digest(_unsealed(parts, core))
    except _UNREADABLE:
        return False


def _parts(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        entries = archive.infolist()
        if sum(entry.file_size for entry in entries) > _LARGEST:
            raise zipfile.BadZipFile
        parts = {entry.filename: archive.read(entry) for entry in entries}
    if len(parts) < len(entries):
        raise zipfile.BadZipFile
    return parts


def _sealed(parts: Mapping[str, bytes]) -> Mapping[str, bytes]:
    core = _core_name(parts)
    if core not in parts:
        return parts
    bare = _unsealed(parts, core)
    place = bare[core].rindex(b"</")
    mark = _MARK % _digest(bare)
    return {**bare, core: bare[core][:place] + mark + bare[core][place:]}


def _unsealed(parts: Mapping[str, bytes], core: str) -> Mapping[str, bytes]:
    return {**parts, core: _IDENTIFIER.sub(b"", parts[core])}


def _core_name(parts: Mapping[str, bytes]) -> str:
    """Return the name of the core properties part, or "" if there is none."""
    relation = _RELATION.search(parts.get("_rels/.rels", b""))
    target = _TARGET.search(relation[0]) if relation else None
    return target[1].decode() if target else ""


def _digest(parts: Mapping[str, bytes]) -> bytes:
    digest = hashlib.sha256()
    for name in sorted(parts):
        digest.update(f"{name}\0{len(parts[name])}\0".encode())
        digest.update(parts[name])
    return digest.hexdigest().encode()
