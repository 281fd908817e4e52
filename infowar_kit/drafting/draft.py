"""A piece of coverage as a file has it, before it is a row."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Piece:
    """One post or clipping.

    Parameters
    ----------
    where : str
        Where in the file it stands, such as ``message 12``.
    text : str
        Its words, or its title.
    when : str
        When it was published, as the file writes it.
    until : str
        Last day, where that is a stretch of days.
    outlet : str
        Who published it, where that is no account of a person.
    account : str
        The account that published it.
    url : str
        Its address.
    language : str
        Its language, as the file writes it.
    kind, platform, source_kind : str
        What it is, where it stood and what its publisher is, in the words of the tables; empty where that
        cannot be told.
    from_whom : str
        From whom it was passed on, where the file says so.
    clipping : bool
        Whether somebody chose it piece by piece, so that its day does not matter.
    """

    where: str
    text: str
    when: str = ""
    until: str = ""
    outlet: str = ""
    account: str = ""
    url: str = ""
    language: str = ""
    kind: str = ""
    platform: str = ""
    source_kind: str = ""
    from_whom: str = ""
    clipping: bool = False
