"""What a learner's server and kernels take of a machine, read from the system's own account of processes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROCESSES = Path("/proc")
MB = 1024  # the system counts in KiB; a megabyte here is a MiB


@dataclass(frozen=True)
class Process:
    """One process of a learner.

    Parameters
    ----------
    number : int
        Of the process.
    kernel : bool
        Whether it runs a lesson; else it is the server.
    resident, share, own : float
        Megabytes: all that is in memory (RSS); the same with each page that several processes share counted
        to equal parts (PSS); what would be free again without it (USS).
    seconds : float
        Of the processor, so far.
    """

    number: int
    kernel: bool
    resident: float
    share: float
    own: float
    seconds: float


def processes(learner: str) -> list[Process]:
    """Return the processes that run for a learner of a hub on this machine."""
    return [found for number in _numbers() if (found := _process(number, learner)) is not None]


def total(found: list[Process], what: str, *, kernel: bool | None = None) -> float:
    """Return a sum over processes: of all, or of kernels, or of what is none."""
    return sum(getattr(one, what) for one in found if kernel is None or one.kernel is kernel)


def resident_of(number: int) -> float:
    """Return the megabytes (PSS) of a process and of what it started, however far down."""
    numbers, parents = list(_numbers()), {}
    for one in numbers:
        try:
            parents[one] = int((PROCESSES / str(one) / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    family = {number}
    while more := {one for one, parent in parents.items() if parent in family} - family:
        family |= more
    return sum(rolled["Pss"] for one in family if (rolled := _rolled(one))) / MB


def needed(learners: int, each: float, hub: float) -> float:
    """Return the gigabytes that learners take who are there at the same moment.

    Parameters
    ----------
    learners : int
        How many.
    each, hub : float
        Megabytes of one learner, and of the hub with its proxy.
    """
    return (learners * each + hub) / 1000


def _numbers() -> Iterator[int]:
    return (int(one.name) for one in PROCESSES.iterdir() if one.name.isdecimal())


def _process(number: int, learner: str) -> Process | None:
    place = PROCESSES / str(number)
    try:
        surroundings = (place / "environ").read_bytes().split(b"\0")
        if f"JUPYTERHUB_USER={learner}".encode() not in surroundings:
            return None
        command = (place / "cmdline").read_bytes()
        fields = (place / "stat").read_text().rpartition(")")[2].split()
    except OSError:  # somebody else's, or gone by now
        return None
    rolled = _rolled(number)
    if not rolled:
        return None
    ticks = int(fields[11]) + int(fields[12])
    own = rolled["Private_Clean"] + rolled["Private_Dirty"]
    return Process(
        number, b"ipykernel" in command, rolled["Rss"] / MB, rolled["Pss"] / MB, own / MB,
        ticks / os.sysconf("SC_CLK_TCK"),
    )  # fmt: skip


def _rolled(number: int) -> dict[str, int]:
    """Return the sums of a process's memory in KiB, by the system's names; nothing where it has gone."""
    try:
        lines = (PROCESSES / str(number) / "smaps_rollup").read_text().splitlines()[1:]
    except OSError:
        return {}
    return {name: int(size.split()[0]) for name, _, size in (line.partition(":") for line in lines)}
