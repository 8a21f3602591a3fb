"""The templates beside a plan: which there are, and that none of them lies elsewhere."""

from __future__ import annotations

from pathlib import Path

from jindu.files import leads_out
from jindu.render.kinds import KINDS, Unready
from jindu.render.templates import FOLDER, used


def own_templates(folder: Path, kind: str) -> list[str]:
    """The templates beside the plans of a folder that stand for built-in ones of a kind.

    Raises Unready where the folder, or anything in it, is a link that leads out of it.
    """
    own = folder / FOLDER
    if not own.is_dir():
        return []
    for path in (own, *sorted(own.rglob("*"))):
        if leads_out(path, folder if path == own else own):
            raise Unready(f"“{path}”是通向别处的链接，没有采用。换成文件本身，或者删去。")
    names = used(KINDS[kind].template)
    return [f"{FOLDER}/{name}" for name in names if (own / name).is_file()]
