"""jindu（禁毒·进度）：把 YAML 写的禁毒支部创建方案检查清楚，生成正式的 Word 实施方案。

Three functions are the library: ``load`` a plan, ``check`` it, ``render`` it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["__version__", "check", "load", "render"]

if TYPE_CHECKING:
    from jindu.pipeline import check, load, render


def __getattr__(name: str) -> Any:
    # Lazily, so that `jindu --version` imports nothing.
    if name in __all__:
        from jindu import pipeline

        return getattr(pipeline, name)
    raise AttributeError(name)
