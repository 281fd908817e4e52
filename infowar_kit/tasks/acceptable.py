"""What keys may accept: asked of each kind when a corpus is checked."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from infowar_kit.corpus.teaching_records import Key


def not_acceptable(task: str, keys: Iterable[Key], known: Collection[str], *, most: int = 0) -> str:
    """Return what is wrong with the first key that accepts anything else; empty where none does.

    Parameters
    ----------
    task : str
        Whose keys they are.
    keys : iterable of Key
        Keys that accept at least one value.
    known : collection of str
        What they may accept.
    most : int
        How many values; 0 for any number.
    """
    for key in keys:
        if not key.accept or not set(key.accept) <= set(known) or 0 < most < len(key.accept):
            one = "It may accept one of" if most == 1 else "It may accept"
            return f"The key '{task}/{key.part}' accepts {list(key.accept)}. {one}: {', '.join(known)}."
    return ""
