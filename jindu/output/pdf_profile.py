"""The settings of LibreOffice for making PDF files.

LibreOffice 7.4 does not read from a Word file which characters may not begin or end a line.
"""

from __future__ import annotations

from jindu.output import xml
from jindu.output.gbt9704 import NOT_FIRST, NOT_LAST

_SETTINGS = """\
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/AsianLayout/StartEndCharacters">
<node oor:name="zh-CN" oor:op="replace">
<prop oor:name="StartCharacters" oor:op="fuse"><value>{first}</value></prop>
<prop oor:name="EndCharacters" oor:op="fuse"><value>{last}</value></prop>
</node></item>
</oor:items>
"""


def profile() -> bytes:
    """Return the file of settings."""
    return _SETTINGS.format(first=xml.text(NOT_FIRST), last=xml.text(NOT_LAST)).encode("utf-8")
