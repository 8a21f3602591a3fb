"""Read small files of others (settings, baselines, answers) whole, within limits."""

from __future__ import annotations

import stat
from pathlib import Path

from jindu.source.decode import decode


class Unusable(ValueError):
    """A file that cannot be used; the text says why and what to do, in Chinese."""


def bytes_of(path: Path, what: str, most: int) -> bytes:
    """The content of a file of at most so many bytes. ``what`` is its kind, in Chinese.

    Raises Unusable. Nothing is opened that may never end, such as a pipe.
    """
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise Unusable(f"这是一个文件夹，写出其中{what}的名字。")
        if not stat.S_ISREG(mode):
            raise Unusable(f"这不是普通的文件，不能作{what}。先存成文件再用。")
        with path.open("rb") as stream:
            data = stream.read(most + 1)
    except OSError as error:
        raise Unusable(_why_closed(error, what)) from error
    if len(data) > most:
        raise Unusable(f"文件超过{_size(most)}，不像{what}。检查是不是选错了文件。")
    return data


def text_of(path: Path, what: str, most: int) -> str:
    """The text of such a file, which is UTF-8, with or without a mark. Raises Unusable."""
    decoded = decode(bytes_of(path, what, most))
    if decoded.text is None or decoded.damaged or "\0" in decoded.text:
        raise Unusable(f"这不是文本文件，不能作{what}。检查是不是选错了文件。")
    if decoded.encoding != "utf-8":
        name = {"gb18030": "GBK"}.get(decoded.encoding, "UTF-16")
        raise Unusable(
            f"不是 UTF-8 编码（像是 {name}）。用记事本打开，“另存为”，编码选 UTF-8，再试一次。"
        )
    return decoded.text


def _size(count: int) -> str:
    return f"{count >> 20}MB" if count >> 20 else f"{count >> 10}KB"


def _why_closed(error: OSError, what: str) -> str:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return f"找不到这个{what}，检查文件名和所在文件夹。"
    if isinstance(error, PermissionError):
        return f"没有权限读这个{what}。关闭正在使用它的程序，或者把它复制到自己的文件夹。"
    return f"{what}打不开（系统错误号{error.errno}），检查磁盘或网络盘是否连接正常。"
