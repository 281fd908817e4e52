"""Find a corpus, check all of it, load it or raise with every fault at once."""

from __future__ import annotations

from pathlib import Path

from infowar_kit.corpus.corpus import Corpus
from infowar_kit.corpus.descriptor import DESCRIPTOR, Descriptor, read_descriptor
from infowar_kit.corpus.faults import Fault
from infowar_kit.corpus.packages import PACKAGES, datasets_folder
from infowar_kit.corpus.records import RECORDS
from infowar_kit.corpus.tables import build_records, read_tables, record_faults
from infowar_kit.errors import CorpusError, LookupFailed

DEFAULT = "kherson-lyman-2022"


def available() -> tuple[str, ...]:
    """Return the names of the corpora that come with the kit; other data packages are none."""
    folders = [path.parent.name for path in datasets_folder().glob(f"*/{DESCRIPTOR}")]
    return tuple(sorted(name for name in folders if name not in PACKAGES))


def find(name_or_path: str | Path) -> Path:
    """Return the folder of a corpus.

    Parameters
    ----------
    name_or_path : str or pathlib.Path
        Name of a corpus that comes with the kit, or a folder (or the descriptor in it).

    Raises
    ------
    LookupFailed
        If it is neither; the message lists the names.
    """
    if isinstance(name_or_path, str) and name_or_path in (*available(), *PACKAGES):
        return datasets_folder() / name_or_path
    path = Path(name_or_path)
    try:
        if path.name == DESCRIPTOR and path.parent.is_dir():
            return path.parent
        if path.is_dir():
            return path
    except (OSError, ValueError):  # a NUL or an endless name is no path either
        pass
    names = ", ".join(available())
    raise LookupFailed(
        f"There is no corpus and no folder '{name_or_path}'. "
        f"Corpora that come with the kit: {names}. Or give the path of a folder that holds a {DESCRIPTOR}."
    )


def load(name_or_path: str | Path = DEFAULT) -> Corpus:
    """Load a corpus after checking all of it.

    Parameters
    ----------
    name_or_path : str or pathlib.Path
        Name of a corpus that comes with the kit, or the folder of one.

    Returns
    -------
    Corpus
        Frozen records with lookups.

    Raises
    ------
    LookupFailed
        If there is no such corpus.
    CorpusError
        If anything in it is wrong: the message lists every fault with file, line, column and value.
    """
    folder = find(name_or_path)
    corpus, faults = examine(folder)
    if corpus is None:
        raise CorpusError(f"The corpus in {folder}", faults)
    return corpus


def examine(folder: Path) -> tuple[Corpus | None, list[Fault]]:
    """Check a corpus and build it if it has no fault.

    Returns
    -------
    corpus : Corpus or None
        None where there is any fault: nothing is half-loaded.
    faults : list of Fault
        Every fault, table by table, then those between tables.
    """
    descriptor, faults = read_descriptor(folder)
    if descriptor is None:
        return None, faults
    faults = _record_faults(descriptor)
    if faults:
        return None, faults
    content, faults = read_tables(folder, descriptor)
    if faults:
        return None, faults
    return Corpus(descriptor, build_records(descriptor, content, RECORDS), content.cells), []


def _record_faults(descriptor: Descriptor) -> list[Fault]:
    """Hold a descriptor against the record classes: an event of one's own has the same tables."""
    faults = []
    for needed, key in (("sources", "source_id"), ("items", "item_id")):
        found = descriptor.table(needed)
        if found is None:
            faults.append(Fault(DESCRIPTOR, f"lacks the table '{needed}'", valid="Every corpus has it."))
        elif found.primary_key != (key,):
            problem = f"table '{needed}' has another primary key than the kit works with"
            faults.append(Fault(DESCRIPTOR, problem, valid=f"It is: {key}."))
    return faults + record_faults(descriptor, RECORDS)
