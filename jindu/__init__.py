"""jindu（禁毒·进度）：把 YAML 写的禁毒支部创建方案检查清楚，生成正式的 Word 实施方案。

Three functions are the library: ``load`` a plan, ``check`` it, ``render`` it.
"""

# `jindu --version` imports this and nothing else: not even typing.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from jindu.pipeline import check, load, render

__version__ = "0.1.0"
__all__ = ["__version__", "check", "load", "render"]


def __getattr__(name: str) -> object:
    if name in __all__:
        from jindu import pipeline

        return getattr(pipeline, name)
    raise AttributeError(name)
