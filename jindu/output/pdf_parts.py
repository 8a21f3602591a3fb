"""Take clock and chance out of the PDF files of LibreOffice, so that a plan gives the same bytes.

LibreOffice numbers objects and fonts in the order of their addresses in memory, and writes the
time. Objects are written again in the order in which they are referred to.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterable, Mapping
from datetime import date

_REFERENCE = re.compile(rb"\b(\d+) 0 R\b")
_STREAM = b">>\nstream\n"
_END_OF_STREAM = b"\nendstream"
_TABLE = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_ROOT = re.compile(rb"/Root (\d+) 0 R")
_INFO = re.compile(rb"/Info (\d+) 0 R")
_WRITTEN = re.compile(rb"/(?:CreationDate|ModDate)\(D:[^)]*\)\s*")
_TYPE_1 = re.compile(rb"/Length1 (\d+)/Length2 (\d+)/Length3 \d+")


def settled(data: bytes, day: date | None) -> bytes:
    """Return the PDF with its objects in order, and dated with ``day``, or not at all.

    A file in another form than LibreOffice 7 writes is returned as it is.
    """
    objects, trailer = _objects(data)
    root, info = _ROOT.search(trailer), _INFO.search(trailer)
    if root is None or info is None:
        return data
    objects = {number: _without_chance(content) for number, content in objects.items()}
    number = int(info[1])
    written = b"/CreationDate(D:%s000000Z)" % f"{day:%Y%m%d}".encode() if day else b""
    objects[number] = _WRITTEN.sub(b"", objects[number]).replace(b">>", written + b">>", 1)
    order = _order((int(root[1]), number), objects)
    return _joined(data[: data.index(b"\n")], objects, order, order[number])


def _objects(data: bytes) -> tuple[dict[int, bytes], bytes]:
    """Return the objects by number, and the trailer; nothing for another form of file."""
    found = _TABLE.search(data)
    start = int(found[1]) if found else 0
    if not start or data[start : start + 5] != b"xref\n":
        return {}, b""
    end = data.index(b"trailer", start)
    entries = data[start:end].split(b"\n")[2:]
    places = sorted((int(e[:10]), n) for n, e in enumerate(entries) if e[17:18] == b"n")
    ends = (*(place for place, _ in places[1:]), start)
    objects = {}
    for (place, number), stop in zip(places, ends, strict=True):
        content = data[place:stop].partition(b"obj\n")[2]
        objects[number] = content.rpartition(b"endobj")[0]
    return objects, data[end:]


def _without_chance(content: bytes) -> bytes:
    """Return an object; Type 1 fonts all get one number, in the encrypted part too."""
    head, mark, stream = content.partition(_STREAM)
    found = _TYPE_1.search(head)
    if not mark or found is None:
        return content
    clear, hidden = int(found[1]), int(found[2])
    font = zlib.decompress(stream.rpartition(_END_OF_STREAM)[0])
    told = _NUMBER.sub(_SAME, font[:clear])
    secret = _encrypted(_NUMBER.sub(_SAME, _decrypted(font[clear : clear + hidden])))
    packed = zlib.compress(told + secret + font[clear + hidden :])
    head = re.sub(rb"/Length \d+ 0 R", b"/Length %d" % len(packed), head)
    return head + mark + packed + _END_OF_STREAM + b"\n"


_NUMBER = re.compile(rb"/UniqueID \d{7}\b")
_SAME = b"/UniqueID 4100000"
_KEY, _FACTOR, _TERM = 55665, 52845, 22719
"""Of the encryption of Type 1 fonts (Adobe Type 1 Font Format, 7.1)."""


def _decrypted(cipher: bytes) -> bytes:
    key, plain = _KEY, bytearray()
    for byte in cipher:
        plain.append(byte ^ key >> 8)
        key = (byte + key) * _FACTOR + _TERM & 0xFFFF
    return bytes(plain)


def _encrypted(plain: bytes) -> bytes:
    key, cipher = _KEY, bytearray()
    for byte in plain:
        cipher.append(byte ^ key >> 8)
        key = (cipher[-1] + key) * _FACTOR + _TERM & 0xFFFF
    return bytes(cipher)


def _order(first: Iterable[int], objects: Mapping[int, bytes]) -> dict[int, int]:
    """Return new numbers for the objects that are referred to, in that order."""
    order: dict[int, int] = {}
    waiting = [*first][::-1]
    while waiting:
        number = waiting.pop()
        if number in order or number not in objects:
            continue
        order[number] = len(order) + 1
        head = objects[number].partition(_STREAM)[0]
        waiting += [int(found) for found in reversed(_REFERENCE.findall(head))]
    return order


def _joined(
    version: bytes, objects: Mapping[int, bytes], order: Mapping[int, int], info: int
) -> bytes:
    def renumbered(found: re.Match[bytes]) -> bytes:
        return b"%d 0 R" % order[int(found[1])] if int(found[1]) in order else b"null"

    parts = [version + b"\n%\xe4\xfc\xf6\xdf\n"]
    at, places = len(parts[0]), []
    for number, new in order.items():
        head, mark, stream = objects[number].partition(_STREAM)
        head = _REFERENCE.sub(renumbered, head)
        parts.append(b"%d 0 obj\n%s%s%sendobj\n" % (new, head, mark, stream))
        places.append(at)
        at += len(parts[-1])
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(order) + 1
    told = hashlib.sha256(b"".join(parts)).hexdigest()[:32].upper().encode()
    parts.append(
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R/Info %d 0 R"
        b"/ID[<%s><%s>]>>\nstartxref\n%d\n%%%%EOF\n" % (count, table, count, info, told, told, at)
    )
    return b"".join(parts)
