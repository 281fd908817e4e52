"""The kit's data packages that are no event: read with the same checks and the same list of faults."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from infowar_kit.corpus.descriptor import DESCRIPTOR, EVENT, read_descriptor, read_json
from infowar_kit.corpus.faults import Fault
from infowar_kit.corpus.package import Package
from infowar_kit.corpus.schema import with_seal
from infowar_kit.corpus.sealing import DESCRIPTOR_SEAL
from infowar_kit.errors import CorpusError, LookupFailed

if TYPE_CHECKING:
    from infowar_kit.corpus.package_records import PACKAGES, Cue, CueReason, Measurement, Technique

__all__ = [
    "PACKAGES",
    "Cue",
    "CueReason",
    "Measurement",
    "Package",
    "Technique",
    "datasets_folder",
    "examine_package",
    "is_package",
    "load_package",
    "method",
    "packages",
    "shared",
    "techniques",
]


def __getattr__(name: str) -> Any:
    """Fetch a record class when it is first asked for: loading a corpus needs none of them."""
    if name in __all__:
        return getattr(import_module("infowar_kit.corpus.package_records"), name)
    raise AttributeError(f"module '{__name__}' has no attribute '{name}'")


def packages() -> tuple[str, ...]:
    """Return the names of the kit's packages that are no event."""
    folders = (path.parent for path in datasets_folder().glob(f"*/{DESCRIPTOR}"))
    return tuple(sorted(folder.name for folder in folders if not (folder / EVENT).exists()))


def is_package(folder: Path) -> bool:
    """Whether a folder holds one of the kit's packages that are no event."""
    descriptor, _ = read_descriptor(folder)
    return descriptor is not None and descriptor.name in packages()


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
    # Late: what was sealed is not checked again, and a kernel then holds no rules in memory.
    from infowar_kit.corpus.package_records import PACKAGES
    from infowar_kit.corpus.tables import check_tables, read_files, record_faults

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
    data, unread = read_files(folder, descriptor)
    faults = check_tables(descriptor, data, unread)
    return (None, faults) if faults else (Package(descriptor.raw, data), [])


def load_package(folder: Path) -> Package:
    """Load a package after checking all of it, unless nothing was changed since it was checked and sealed.

    Raises
    ------
    LookupFailed
        If it is none of the kit's packages.
    CorpusError
        If anything in it is wrong: the message lists every fault with file, line, column and value.
    """
    package = _as_sealed(folder)
    if package is not None:
        return package
    package, faults = examine_package(folder)
    if package is None:
        raise CorpusError(f"The data in {folder}", faults)
    return package


def _as_sealed(folder: Path) -> Package | None:
    """Return the package if `infowar-kit corpus seal` would write as descriptor what stands there."""
    raw, _ = read_json(folder, DESCRIPTOR)
    if raw is None or not isinstance(raw.get(DESCRIPTOR_SEAL), str):
        return None
    try:
        data = {one["name"]: (folder / one["path"]).read_bytes() for one in raw["resources"]}
        as_sealed = with_seal(raw, data) == raw
    except (
        OSError,
        TypeError,
        KeyError,
        AttributeError,
    ):  # the check says what is wrong
        return None
    return Package(raw, data) if as_sealed else None


def datasets_folder() -> Path:
    """Return the folder of the data that comes with the kit."""
    installed = Path(__file__).parents[1] / "datasets"
    # In a checkout the data lies beside the package; the wheel puts it inside.
    return installed if installed.is_dir() else installed.parent.parent / "datasets"


@cache
def method() -> Package:
    """Return what is true of every event: the rules of status, the cues of hedging, the glossary."""
    return load_package(datasets_folder() / "method")


@cache
def shared() -> tuple[Package, ...]:
    """Return the packages to whose rows those of an event may refer."""
    return method(), load_package(datasets_folder() / "techniques")


@cache
def techniques() -> Mapping[str, Technique]:
    """Return the techniques of the taxonomy by slug, in the order of the codebook."""
    rows = shared()[1].table("techniques")
    return MappingProxyType({row.technique_id: row for row in rows})
