"""The records of a class, read one by one: what cannot be used is named with its reason, the rest is done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from infowar_kit.corpus import Corpus
from infowar_kit.errors import ClassError, RecordError
from infowar_kit.tasks.record_entries import Kept, moment
from infowar_kit.tasks.record_reading import learner_of, read_text
from infowar_kit.tasks.session import DRAWN

LARGEST = 200 * 1024 * 1024  # bytes


@dataclass(frozen=True)
class HandedIn:
    """What one learner handed in.

    Parameters
    ----------
    learner : str
        The random mark of the record.
    files : tuple of str
        From which files.
    entries : tuple of Kept
        Of the event that is reported on, oldest first.
    """

    learner: str
    files: tuple[str, ...]
    entries: tuple[Kept, ...]

    @property
    def seed(self) -> int:
        """What was drawn for this learner; 0 where the record does not say so."""
        found = next((kept.entry().content.get("seed") for kept in self.entries if kept.task == DRAWN), None)
        return found if type(found) is int else 0


@dataclass(frozen=True)
class Remark:
    """Something about a file that whoever made the report has to know.

    Parameters
    ----------
    file : str
        Its name.
    reason : str
        What is the matter.
    left_out : bool
        Whether nothing of it counts.
    """

    file: str
    reason: str
    left_out: bool = True


def files_of(places: Sequence[Path]) -> list[Path]:
    """Return the files that are meant: of a folder, every .json in it.

    Raises
    ------
    ClassError
        If a place is not there, or no file is among them.
    """
    found: list[Path] = []
    for place in places:
        if not place.exists():
            raise ClassError(f"There is no file or folder {place}. Give records, or folders that hold them.")
        inside = (path for path in place.rglob("*.json") if not path.name.startswith("."))
        found += sorted(inside) if place.is_dir() else [place]
    if not found:
        raise ClassError(f"There is no record (no file *.json) in {', '.join(map(str, places))}.")
    return list(dict.fromkeys(found))


def read_class(
    paths: Iterable[Path], corpus: Corpus, told: Callable[[int], None] = lambda _: None
) -> tuple[list[HandedIn], list[Remark]]:
    """Read records; those that share an answer belong to one learner.

    Parameters
    ----------
    paths : iterable of pathlib.Path
        Exported records, or files as they lie on disk.
    corpus : Corpus
        The event; what belongs to another one is left out.
    told : callable
        Called with the number of files read so far.
    """
    remarks: list[Remark] = []
    read: list[tuple[str, dict[str, Kept], str]] = []
    for number, path in enumerate(paths, 1):
        entries, remark = _read(path, corpus)
        remarks += remark
        if entries:
            own = [kept for kept in entries if kept.corpus == corpus.name]
            read.append((str(path), {kept.id: kept for kept in own}, learner_of(entries)))
        told(number)
    return list(_learners(read, remarks)), remarks


def _read(path: Path, corpus: Corpus) -> tuple[list[Kept], list[Remark]]:
    name = str(path)
    try:
        if path.stat().st_size > LARGEST:
            return [], [Remark(name, f"is larger than {LARGEST // 1024**2} MB: no record.")]
        entries, damage = read_text(path.read_text(encoding="utf-8-sig"), path.name)
    except OSError as error:
        return [], [Remark(name, f"cannot be read ({error.strerror}).")]
    except UnicodeDecodeError:
        return [], [Remark(name, "is no record: it is no text.")]
    except RecordError as error:
        # It names the file too, and a remark begins with its name.
        return [], [Remark(name, f"{str(error).removeprefix(path.name).strip().rstrip('.')}.")]
    if not any(kept.corpus == corpus.name for kept in entries):
        others = ", ".join(sorted({kept.corpus for kept in entries})[:3])
        why = f"belongs to another event ({others})." if entries else "holds no answer."
        return [], [Remark(name, why)]
    return entries, [Remark(name, damage, left_out=False)] if damage else []


def _learners(read: list[tuple[str, dict[str, Kept], str]], remarks: list[Remark]) -> Iterator[HandedIn]:
    """Put together what belongs together; the largest file of a learner comes first."""
    group: dict[str, int] = {}  # which learner an entry belongs to
    learners: dict[int, list[tuple[str, dict[str, Kept], str]]] = {}
    for number, one in enumerate(sorted(read, key=lambda one: -len(one[1]))):
        known = sorted({group[id_] for id_ in one[1] if id_ in group})
        into = known[0] if known else number
        learners.setdefault(into, [])
        for other in known[1:]:
            learners[into] += learners.pop(other)
            group = {id_: into if at == other else at for id_, at in group.items()}
        _say_twice(one, learners[into], remarks)
        learners[into].append(one)
        group |= dict.fromkeys(one[1], into)
    for files in learners.values():
        entries = {id_: kept for _, own, _ in reversed(files) for id_, kept in own.items()}
        ordered = sorted(entries.values(), key=lambda kept: (moment(kept.at) or 0.0, kept.n, kept.id))
        yield HandedIn(files[0][2], tuple(name for name, _, _ in files), tuple(ordered))


def _say_twice(
    one: tuple[str, dict[str, Kept], str],
    before: Sequence[tuple[str, dict[str, Kept], str]],
    remarks: list[Remark],
) -> None:
    name, own, _ = one
    for other, theirs, _ in before:
        if own.keys() == theirs.keys():
            remarks.append(Remark(name, f"holds the same answers as {other}: it was handed in twice."))
        elif own.keys() < theirs.keys():
            remarks.append(Remark(name, f"is an older state of {other}, which holds all of it and more."))
        elif own.keys() & theirs.keys():
            why = f"shares answers with {other}: both count as one learner's."
            remarks.append(Remark(name, why, left_out=False))
        else:
            continue
        return
