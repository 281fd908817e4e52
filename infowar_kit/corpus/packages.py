"""The kit's data packages that are no event: read with the same checks and the same list of faults."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any

from infowar_kit.corpus.descriptor import Descriptor, read_descriptor
from infowar_kit.corpus.faults import Fault
from infowar_kit.corpus.sealing import Verification
from infowar_kit.corpus.tables import build_records, read_tables, record_faults
from infowar_kit.errors import CorpusError, LookupFailed


@dataclass(frozen=True, slots=True)
class Technique:
    """A persuasion technique of the taxonomy."""

    technique_id: str
    name: str
    label: str
    definition: str
    example: str
    near_miss: str
    near_miss_reason: str
    strength: str
    unlp_2025: str
    semeval_2023: tuple[str, ...]
    devices_1937: tuple[str, ...]
    teaching_only: bool


@dataclass(frozen=True, slots=True)
class Cue:
    """A pattern that the tone lens fires on; a word of it that ends in ``*`` is a stem."""

    cue_id: str
    language: str
    pattern: tuple[str, ...]
    technique: str
    strength: str
    reason: str
    slur: bool
    example: str
    near_miss: str


@dataclass(frozen=True, slots=True)
class CueReason:
    """Why a group of cues fires, and whether it does so where nothing else speaks in the text."""

    reason_id: str
    technique: str
    alone: bool
    text: str


@dataclass(frozen=True, slots=True)
class Measurement:
    """A measured number of the lens, or of what it is held against."""

    data: str
    measure: str
    subject: str
    value: float
    low: float | None
    high: float | None
    note: str


# Name of a package to the record classes of its tables.
PACKAGES: dict[str, dict[str, type[Any]]] = {
    "techniques": {"techniques": Technique},
    "lens": {"cues": Cue, "reasons": CueReason, "measurements": Measurement},
}


@dataclass(frozen=True)
class Package:
    """A data package, loaded whole or not at all.

    Parameters
    ----------
    descriptor : Descriptor
        The description that the tables were checked against.
    records : mapping of str to tuple
        Records by table name.
    rows : mapping of str to sequence
        The same rows as text.
    """

    descriptor: Descriptor
    records: Mapping[str, tuple[Any, ...]]
    rows: Mapping[str, Sequence[Sequence[str]]]

    def __repr__(self) -> str:
        held = ", ".join(f"{len(records)} {name}" for name, records in self.records.items())
        return f"Package {self.name} {self.version}: {held}"

    @property
    def name(self) -> str:
        """Name of the package."""
        return self.descriptor.name

    @property
    def version(self) -> str:
        """Version of the package."""
        return self.descriptor.version

    def table(self, name: str) -> tuple[Any, ...]:
        """Return all records of a table.

        Raises
        ------
        LookupFailed
            If there is no such table; the message lists those that exist.
        """
        if name not in self.records:
            raise LookupFailed(f"There is no table '{name}'. The tables are: {', '.join(self.records)}.")
        return self.records[name]

    def verify(self) -> Verification:
        """Return that nothing is sealed here: seals are for what was read on pages."""
        return Verification(0)


def is_package(folder: Path) -> bool:
    """Whether a folder holds one of the kit's packages that are no event."""
    descriptor, _ = read_descriptor(folder)
    return descriptor is not None and descriptor.name in PACKAGES


def examine_package(folder: Path) -> tuple[Package | None, list[Fault]]:
    """Check a package and build it if it has no fault.

    Returns
    -------
    package : Package or None
        None where there is any fault: nothing is half-loaded.
    faults : list of Fault
        Every fault, table by table, then those between tables.

    Raises
    ------
    LookupFailed
        If it is none of the kit's packages; the message lists them.
    """
    descriptor, faults = read_descriptor(folder)
    if descriptor is None:
        return None, faults
    classes = PACKAGES.get(descriptor.name)
    if classes is None:
        names = ", ".join(PACKAGES)
        raise LookupFailed(f"The kit has no package '{descriptor.name}'. Its packages are: {names}.")
    faults = record_faults(descriptor, classes)
    if faults:
        return None, faults
    content, faults = read_tables(folder, descriptor)
    if faults:
        return None, faults
    return Package(descriptor, build_records(descriptor, content, classes), content.cells), []


def load_package(folder: Path) -> Package:
    """Load a package after checking all of it.

    Raises
    ------
    LookupFailed
        If it is none of the kit's packages.
    CorpusError
        If anything in it is wrong: the message lists every fault with file, line, column and value.
    """
    package, faults = examine_package(folder)
    if package is None:
        raise CorpusError(f"The data in {folder}", faults)
    return package


def datasets_folder() -> Path:
    """Return the folder of the data that comes with the kit."""
    installed = Path(str(files("infowar_kit"))) / "datasets"
    # In a checkout the data lies beside the package; the wheel puts it inside.
    return installed if installed.is_dir() else installed.parent.parent / "datasets"


@cache
def techniques() -> Mapping[str, Technique]:
    """Return the techniques of the taxonomy by slug, in the order of the codebook."""
    rows = load_package(datasets_folder() / "techniques").table("techniques")
    return MappingProxyType({row.technique_id: row for row in rows})
