"""What learning platforms take: the pages as a SCORM package, the choice tasks as questions."""

from __future__ import annotations

from pathlib import Path

from infowar_kit.corpus import Corpus
from infowar_kit.errors import WorkspaceError
from infowar_kit.files import write
from infowar_kit.site import qti, scorm
from infowar_kit.site.build import RUNS_AT, Site
from infowar_kit.site.choices import choices
from infowar_kit.site.moodle import moodle_xml


def write_packages(
    corpus: Corpus, site: Site, folder: Path, language: str = "en", *, runs_at: str = RUNS_AT
) -> list[str]:
    """Write the packages; return the names of their files.

    Parameters
    ----------
    corpus, site : Corpus, Site
        The event and its pages.
    folder : pathlib.Path
        Where the packages go.
    language : str
        Language of the texts.
    runs_at : str
        Where lessons run with the kit, with ``{notebook}`` in it.

    Raises
    ------
    WorkspaceError
        If they cannot be written.
    """
    questions = list(choices(corpus, language, runs_at=runs_at))
    files = {
        f"{corpus.name}-scorm-1.2.zip": scorm.package(corpus.name, corpus.title, site.pages, site.titles),
        f"{corpus.name}-choices-moodle.xml": moodle_xml(questions).encode(),
        f"{corpus.name}-choices-qti-2.1.zip": qti.package(corpus.name, questions, language),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            write(folder / name, content)
    except OSError as error:
        raise WorkspaceError(
            f"The packages cannot be written to {folder} ({error.strerror or error}). Choose another folder."
        ) from error
    return list(files)
