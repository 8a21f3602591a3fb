"""Chromium: one for all the pages that a process of a run prints, driven over its pipe."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests import office

# A browser reads commands from the third file and answers on the fourth.
_START = (
    "import os, sys; os.dup2(int(sys.argv[1]), 3); os.dup2(int(sys.argv[2]), 4);"
    " os.execvp(sys.argv[3], sys.argv[3:])"
)
_CHROMIUM = (
    "chromium",
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--remote-debugging-pipe",
)


class Browser:
    """A browser that is running."""

    def __init__(self, folder: Path, commands: int, answers: int) -> None:
        self._folder = folder
        self._commands = os.fdopen(commands, "wb", buffering=0)
        self._answers = os.fdopen(answers, "rb")
        self._asked = 0

    def __enter__(self) -> Browser:
        return self

    def __exit__(self, *_: object) -> None:
        self._ask("Browser.close")
        self._commands.close()
        self._answers.close()

    def printed(self, html: bytes) -> office.Pdf:
        """A page as it is printed."""
        source = self._folder / f"{self._asked}.html"
        source.write_bytes(html)
        target = self._ask("Target.createTarget", url="about:blank")["targetId"]
        page = self._ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self._ask("Page.enable", page)
        self._ask("Page.navigate", page, url=source.as_uri())
        self._wait("method", "Page.loadEventFired")
        options = {"printBackground": True, "preferCSSPageSize": True}
        data = self._ask("Page.printToPDF", page, **options)["data"]
        self._ask("Target.closeTarget", targetId=target)
        path = source.with_suffix(".pdf")
        path.write_bytes(base64.b64decode(data))
        return office.Pdf(path)

    def _ask(self, method: str, page: str | None = None, /, **parameters: object) -> dict[str, Any]:
        self._asked += 1
        command = {"id": self._asked, "method": method, "params": parameters}
        if page is not None:
            command["sessionId"] = page
        self._commands.write(json.dumps(command).encode() + b"\0")
        answer = self._wait("id", self._asked)
        assert "error" not in answer, answer
        return dict(answer["result"])

    def _wait(self, key: str, value: object) -> dict[str, Any]:
        """The next message in which a key has a value; those before it are passed over."""
        while True:
            message = bytearray()
            while (byte := self._answers.read(1)) != b"\0":
                assert byte, "the browser ended"
                message += byte
            told: dict[str, Any] = json.loads(message)
            if told.get(key) == value:
                return told


@contextmanager
def started(folder: Path) -> Iterator[Browser]:
    """A browser that keeps its files in a folder."""
    office.require("chromium")
    theirs, commands = os.pipe()
    answers, ours = os.pipe()
    assert min(theirs, ours) > 4
    profile = f"--user-data-dir={folder / 'profile'}"
    process = subprocess.Popen(
        [sys.executable, "-c", _START, str(theirs), str(ours), *_CHROMIUM, profile],
        env={**os.environ, "FONTCONFIG_FILE": str(office.fonts() / "fonts.conf")},
        pass_fds=(theirs, ours),
        stderr=subprocess.DEVNULL,
    )
    os.close(theirs)
    os.close(ours)
    with Browser(folder, commands, answers) as browser:
        yield browser
    process.wait(60)
