"""jindu（禁毒·进度）：把 YAML 写的禁毒支部创建方案检查清楚，生成正式的 Word 实施方案。

The public API is three functions: ``load``, ``check`` and ``render``.
"""

# `jindu --version` imports this and nothing else: not even typing.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from jindu.checker.engine import check
    from jindu.output.render import render
    from jindu.source.load import load

__version__ = "0.1.0"
__all__ = ["__version__", "check", "load", "render"]

_HOMES = {
    "check": "jindu.checker.engine",
    "load": "jindu.source.load",
    "render": "jindu.output.render",
}


def __getattr__(name: str) -> object:
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(name)
