"""Contents of files that stand where something is to be written."""

from __future__ import annotations

import io
import zipfile

LATER = "方案:\n  标题: 乙街道禁毒支部创建实施方案\n经费:\n  总额: 50万元\n"
BASELINE = '{"version": 1, "findings": []}\n'
SETTINGS = '[check]\nignore = ["SCH017"]\n'


def package(**parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return buffer.getvalue()


WORD = package(word__document_xml="<a/>")
PDF = b"%PDF-1.7\n%scanned\n"
