"""How alike two words are."""

from collections.abc import Iterable

_TURNS = frozenset("不未非无没")
"""What turns a word into its opposite."""
_MEASURED = 64
"""Words whose likeness is measured: of more, those that share most."""


def nearest(word: str, words: Iterable[str], likeness: float) -> str | None:
    """The word most like ``word``, None where none is as like as ``likeness`` (0 to 1).

    A word is never like one that says the opposite by 不, 未, 非, 无 or 没.
    """
    import difflib
    import heapq

    characters, turned = frozenset(word), _TURNS.intersection(word)
    likely = []
    for other in words:
        # Most words are out of the question by what they share; to measure them takes longer.
        shared = sum(character in characters for character in other)
        length = len(word) + len(other)
        if 2 * shared >= likeness * length and turned == _TURNS.intersection(other):
            likely.append((shared / length, other))
    if len(likely) > _MEASURED:
        likely = heapq.nlargest(_MEASURED, likely)
    near = difflib.get_close_matches(word, [other for _, other in likely], 1, likeness)
    return near[0] if near else None
