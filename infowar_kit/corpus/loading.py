"""Find a corpus, check all of it, load it or raise with every fault at once."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

from infowar_kit.corpus.checking import check_rows
from infowar_kit.corpus.corpus import Corpus
from infowar_kit.corpus.descriptor import DESCRIPTOR, Descriptor, Field, read_descriptor
from infowar_kit.corpus.faults import Fault, one_of
from infowar_kit.corpus.reading import read_rows
from infowar_kit.corpus.records import RECORDS, columns_of
from infowar_kit.corpus.relations import check_relations
from infowar_kit.errors import CorpusError, LookupFailed

DEFAULT = "kherson-lyman-2022"


def datasets_folder() -> Path:
    """Return the folder of the data that comes with the kit."""
    installed = Path(str(files("infowar_kit"))) / "datasets"
    # In a checkout the data lies beside the package; the wheel puts it inside.
    return installed if installed.is_dir() else installed.parent.parent / "datasets"


def available() -> tuple[str, ...]:
    """Return the names of the corpora that come with the kit."""
    folders = [path.parent.name for path in datasets_folder().glob(f"*/{DESCRIPTOR}")]
    return tuple(sorted(folders))


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
    if isinstance(name_or_path, str) and name_or_path in available():
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
    rows, values, cells = {}, {}, {}
    for table in descriptor.tables:
        read, form = read_rows(folder, table)
        faults += form
        if read:
            values[table.name], wrong = check_rows(table, read)
            faults += wrong
        else:
            values[table.name] = []
        if not form:
            rows[table.name] = read
            cells[table.name] = [row.cells for row in read]
    faults += check_relations(descriptor, rows)
    if faults:
        return None, faults
    return Corpus(descriptor, _records(descriptor, values), cells), []


def _records(descriptor: Descriptor, values: dict[str, list[tuple[Any, ...]]]) -> dict[str, tuple[Any, ...]]:
    built: dict[str, tuple[Any, ...]] = dict.fromkeys(RECORDS, ())
    for table in descriptor.tables:
        # By name: a descriptor of one's own may have the columns in another order.
        record, names = RECORDS[table.name], table.columns
        built[table.name] = tuple(record(**dict(zip(names, row, strict=True))) for row in values[table.name])
    return built


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
    for table in descriptor.tables:
        record = RECORDS.get(table.name)
        if record is None:
            problem = f"describes a table '{table.name}' that the kit does not know"
            faults.append(Fault(DESCRIPTOR, problem, valid=one_of(RECORDS, limit=40)))
        elif {field.name: field.type for field in table.fields} != columns_of(record):
            wanted = ", ".join(f"{name} ({kind})" for name, kind in columns_of(record).items())
            problem = f"table '{table.name}' has other columns than the kit works with"
            faults.append(Fault(DESCRIPTOR, problem, valid=f"They are: {wanted}."))
        else:
            faults += [fault for field in table.fields for fault in _kind_faults(table.name, field, record)]
    return faults


def _kind_faults(table: str, field: Field, record: type[Any]) -> list[Fault]:
    """Hold a column against the record: a list stays a list, and what the kit counts on is never empty."""
    kind = record.__annotations__[field.name]
    where = f"table '{table}' describes column '{field.name}'"
    faults = []
    if kind.startswith("tuple") != bool(field.separator):
        problem = where + (" with a separator" if field.separator else " without a separator")
        valid = "The kit works with " + ("one text." if field.separator else 'a list: "separator": "|".')
        faults.append(Fault(DESCRIPTOR, problem, valid=valid))
    if field.type != "string" and not field.required and "None" not in kind:
        valid = 'The kit needs a value in each row: "required": true.'
        faults.append(Fault(DESCRIPTOR, f"{where} as one that may be empty", valid=valid))
    return faults
