"""The instructor's notes as files: Markdown a lesson, and one page to print."""

from __future__ import annotations

from pathlib import Path

from infowar_kit.corpus import Corpus
from infowar_kit.errors import WorkspaceError
from infowar_kit.files import write
from infowar_kit.page.notes import notes_page
from infowar_kit.say import say
from infowar_kit.tasks.lesson import instructor_notes

PAGE = "notes.html"


def write_notes(corpus: Corpus, folder: Path, *, replace: bool = False) -> tuple[list[str], list[str]]:
    """Write the notes of every lesson of an event.

    Parameters
    ----------
    corpus : Corpus
        The event.
    folder : pathlib.Path
        Where they go; it is made if need be.
    replace : bool
        Whether a file that says something else is written over.

    Returns
    -------
    written, kept : list of str
        Names of the files that were written, and of those that say something else and stay.

    Raises
    ------
    WorkspaceError
        If the event has no lesson, or the folder cannot be used.
    """
    notes = {
        row.lesson_id: instructor_notes(corpus, row.lesson_id)
        for row in sorted(corpus.lessons, key=lambda row: row.lesson_id)
    }
    if not notes:
        raise WorkspaceError(f"The corpus {corpus.name} has no lesson. Add a row for each to lessons.csv.")
    title = say("{event}: notes for instructors", event=corpus.title)
    files = {f"{lesson}.md": text + "\n" for lesson, text in notes.items()}
    files[PAGE] = notes_page(title, notes)
    written, kept = [], []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            path = folder / name
            before = path.read_bytes() if path.exists() else None
            if before is not None and before != text.encode() and not replace:
                kept.append(name)
            elif before != text.encode():
                write(path, text)
                written.append(name)
    except OSError as error:
        raise WorkspaceError(
            f"The notes cannot be written to {folder} ({error.strerror or error}). "
            "Choose another folder: -o DIR"
        ) from error
    return written, kept
