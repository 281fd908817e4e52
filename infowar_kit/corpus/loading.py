"""Find a corpus, check all of it, load it or raise with every fault at once."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from infowar_kit.corpus.corpus import Corpus
from infowar_kit.corpus.descriptor import DESCRIPTOR, EVENT, Descriptor, build, read_json
from infowar_kit.corpus.faults import Fault
from infowar_kit.corpus.packages import datasets_folder, method, packages, shared
from infowar_kit.corpus.schema import read_event, sealed
from infowar_kit.corpus.table import Table
from infowar_kit.errors import CorpusError, LookupFailed

SETTING = "INFOWAR_KIT_CORPUS"


def available() -> tuple[str, ...]:
    """Return the names of the corpora that come with the kit; other data packages are none."""
    return tuple(sorted(path.parent.name for path in datasets_folder().glob(f"*/{EVENT}")))


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
    if isinstance(name_or_path, str) and name_or_path in (*available(), *packages()):
        return datasets_folder() / name_or_path
    path = Path(name_or_path)
    try:
        if path.name in (DESCRIPTOR, EVENT) and path.parent.is_dir():
            return path.parent
        if path.is_dir():
            return path
    except (OSError, ValueError):  # a NUL or an endless name is no path either
        pass
    names = ", ".join(available())
    raise LookupFailed(
        f"There is no corpus and no folder '{name_or_path}'. "
        f"Corpora that come with the kit: {names}. Or give the path of a folder that holds an {EVENT} "
        f"or a {DESCRIPTOR}. To begin an event of your own: infowar-kit corpus new DIR"
    )


def default() -> str:
    """Return the corpus that is meant where none is named.

    It is what the setting says; else the event in whose folder, or the one below, a lesson runs; else the one
    that ships. An event whose own file says ``"example": true`` comes with the kit to be looked at: it has to
    be named, or taught by the lessons beside it.

    Raises
    ------
    LookupFailed
        If the kit ships none or several and ``INFOWAR_KIT_CORPUS`` names none of them.
    """
    if named := os.environ.get(SETTING):
        return named
    if (here := _around()) is not None:
        return str(here)
    shipped = [name for name in available() if not _is_example(name)]
    if len(shipped) != 1:
        known = ", ".join(available()) or "none"
        raise LookupFailed(
            f"Say which corpus: the kit comes with {known}. Name one, or set {SETTING} to a name or a folder."
        )
    return shipped[0]


def _around() -> Path | None:
    """Return the folder of the event in which a kernel runs: a notebook's kernel runs where it lies."""
    try:
        here = Path.cwd()
        return next((place for place in (here, here.parent) if (place / EVENT).is_file()), None)
    except OSError:  # a folder that was taken away, or may not be read
        return None


def _is_example(name: str) -> bool:
    event, _ = read_json(datasets_folder() / name, EVENT)
    return event is not None and event.get("example") is True


def load(name_or_path: str | Path | None = None) -> Corpus:
    """Load a corpus after checking all of it.

    Parameters
    ----------
    name_or_path : str or pathlib.Path, optional
        Name of a corpus that comes with the kit, or the folder of one; see `default`.

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
    folder = find(name_or_path if name_or_path is not None else default())
    corpus = _as_sealed(folder)
    if corpus is not None:
        return corpus
    corpus, faults = examine(folder)
    if corpus is None:
        raise CorpusError(f"The corpus in {folder}", faults)
    return corpus


def examine(folder: Path, *, finished: bool = False) -> tuple[Corpus | None, list[Fault]]:
    """Check a corpus, all of it, and build it if it has no fault.

    Parameters
    ----------
    folder : pathlib.Path
        Where it lies.
    finished : bool
        Whether words that a draft left open are faults too; see `infowar_kit.corpus.unfinished`.

    Returns
    -------
    corpus : Corpus or None
        None where there is any fault: nothing is half-loaded.
    faults : list of Fault
        Every fault, table by table, then those between tables.
    """
    # Late: a corpus that is as it was sealed is not checked again, and a kernel holds no rules in memory.
    from infowar_kit.corpus.event_meaning import rows_faults
    from infowar_kit.corpus.tables import check_tables, read_files

    descriptor, faults = described(folder)
    if descriptor is None:
        return None, faults
    is_event = (folder / EVENT).exists()
    data, unread = read_files(folder, descriptor, optional=_unsealed(folder) if is_event else None)
    own = {table.name for table in descriptor.tables}
    others = [(t, one.rows(t.name)) for one in shared() for t in one.descriptor.tables if t.name not in own]
    faults = check_tables(descriptor, data, unread, others, finished=finished)
    if faults:
        return None, faults
    corpus = Corpus(descriptor.raw, data, method)
    faults = rows_faults(corpus, EVENT if is_event else DESCRIPTOR)
    return (None, faults) if faults else (corpus, [])


def described(folder: Path) -> tuple[Descriptor | None, list[Fault]]:
    """Return how the corpus in a folder is described, or what is wrong with that."""
    is_event = (folder / EVENT).exists()
    raw, faults = read_event(folder) if is_event else read_json(folder, DESCRIPTOR)
    if raw is None:
        if not is_event and not (folder / DESCRIPTOR).exists():
            begin = f"To begin an event there, run: infowar-kit corpus new {folder}"
            return None, [Fault(EVENT, f"is missing in {folder}, and so is {DESCRIPTOR}", valid=begin)]
        return None, faults
    file = EVENT if is_event else DESCRIPTOR
    descriptor, faults = build(raw, file, _elsewhere())
    if descriptor is None:
        return None, faults
    faults = _record_faults(descriptor)
    return (None, faults) if faults else (descriptor, [])


def _elsewhere() -> list[Table]:
    """Return the tables of other packages to which those of an event may refer."""
    return [table for one in shared() for table in one.descriptor.tables]


def _unsealed(folder: Path) -> Callable[[str], bool]:
    """Return what says of a table that it was not sealed with a file, so that it need not have one."""
    sealed_raw, _ = read_json(folder, DESCRIPTOR)
    listed = sealed_raw.get("resources") if sealed_raw else None
    names = (
        {one.get("name") for one in listed if isinstance(one, dict)} if isinstance(listed, list) else set()
    )
    return lambda name: name not in names


def _as_sealed(folder: Path) -> Corpus | None:
    """Return the corpus if nothing of it was changed since it was checked and sealed.

    What `infowar-kit corpus seal` would write as descriptor is then what stands there: the same schema, the
    same event, and of each file the same hash.
    """
    raw, _ = read_event(folder)
    written, _ = read_json(folder, DESCRIPTOR)
    if raw is None or written is None:
        return None
    paths = {resource["name"]: folder / resource["path"] for resource in raw["resources"]}
    try:
        data = {name: path.read_bytes() for name, path in paths.items() if path.exists()}
    except OSError:
        return None
    if sealed(raw, data) != written:
        return None
    return Corpus(raw, data, method)


def _record_faults(descriptor: Descriptor) -> list[Fault]:
    """Hold a descriptor against the record classes: an event of one's own has the same tables."""
    from infowar_kit.corpus.records import RECORDS
    from infowar_kit.corpus.tables import record_faults

    faults = []
    for needed, key in (("sources", "source_id"), ("items", "item_id")):
        found = descriptor.table(needed)
        if found is None:
            faults.append(Fault(DESCRIPTOR, f"lacks the table '{needed}'", valid="Every corpus has it."))
        elif found.primary_key != (key,):
            problem = f"table '{needed}' has another primary key than the kit works with"
            faults.append(Fault(DESCRIPTOR, problem, valid=f"It is: {key}."))
    return faults + record_faults(descriptor, RECORDS)
