"""Parts read by the workers of a Dask cluster: on this machine, or wherever a scheduler is."""

from __future__ import annotations

import contextlib
import logging
import tempfile
from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from infowar_kit import __version__
from infowar_kit.errors import ToneError
from infowar_kit.tone.files.parts import Part, Read, read_part

if TYPE_CHECKING:
    from infowar_kit.tone.files.many import Reading

_AHEAD = 3  # parts that are asked for, for each thread of a worker: nobody waits, and little lies about
_CONNECT = 15.0  # seconds
_LOOK = 20.0  # seconds, after which it is looked whether there are workers still
_ALONE = 3  # looks without a worker, after which there will be none


@contextlib.contextmanager
def cluster(*, workers: int | None = None, scheduler: str | None = None) -> Iterator[Reading]:
    """Make or reach a cluster.

    Parameters
    ----------
    workers : int, optional
        How many processes to start on this machine; they are gone when the block ends.
    scheduler : str, optional
        Otherwise, the address of a scheduler, such as ``tcp://10.0.0.5:8786``.

    Yields
    ------
    callable
        What reads parts; see `infowar_kit.tone.files.many.Scans.write`. A part whose worker is lost is read
        by another one.

    Raises
    ------
    ToneError
        If Dask is not installed, no scheduler or no worker is there, the workers have another version of the
        kit, or all are lost.
    """
    try:
        from distributed import Client, LocalCluster
    except ImportError:
        raise ToneError(
            "Several workers need Dask, which is not installed: pip install 'infowar-kit[tone-dask]'. "
            "Without --workers and --scheduler everything is read here."
        ) from None
    with contextlib.ExitStack() as stack:
        if scheduler is None:
            own = stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True))
            scheduler = stack.enter_context(
                LocalCluster(
                    n_workers=workers,
                    threads_per_worker=1,  # the lens is Python: a second thread would wait for the first
                    dashboard_address="127.0.0.1:0",  # any free port, and only for this machine
                    local_directory=own,
                    silence_logs=logging.CRITICAL,
                )
            ).scheduler_address
        try:
            client = stack.enter_context(Client(scheduler, timeout=_CONNECT, set_as_default=False))
        except (OSError, ValueError) as error:
            raise ToneError(f"There is no Dask scheduler at '{scheduler}' ({error}).") from None
        _check_workers(client, scheduler)
        yield lambda parts: _in_order(client, parts)


def _check_workers(client: Any, scheduler: str) -> None:
    try:
        client.wait_for_workers(1, timeout=_CONNECT)
    except TimeoutError:
        raise ToneError(
            f"The scheduler at '{scheduler}' has no workers. Start some: dask worker {scheduler}"
        ) from None
    try:
        versions = set(client.run(version).values())
    except Exception as error:  # whatever loading the kit raises there
        raise ToneError(
            f"The workers of '{scheduler}' cannot load infowar-kit ({error}). "
            f"Install version {__version__} where they run."
        ) from None
    if versions != {__version__}:
        there = ", ".join(sorted(versions))
        raise ToneError(f"The workers of '{scheduler}' have infowar-kit {there}, and this is {__version__}.")


def version() -> str:
    """Return the version of the kit where this is run."""
    return __version__


def _in_order(client: Any, parts: Iterator[Part]) -> Iterator[tuple[Part, Read]]:
    """Yield parts as they are read, in order; only so many are under way that memory stays as it is."""
    asked: deque[tuple[Part, Any]] = deque()
    more = True
    try:
        while more or asked:
            while more and len(asked) < max(2, _AHEAD * sum(client.nthreads().values())):
                if (part := next(parts, None)) is None:
                    more = False
                else:
                    # Not pure: two parts with the same texts are two parts.
                    asked.append((part, client.submit(read_part, part, pure=False)))
            if asked:
                part, future = asked.popleft()
                yield part, _result(client, part, future)
    except OSError as error:
        raise ToneError(f"The cluster cannot be reached any more ({error}). Nothing was kept.") from None
    finally:
        for _, future in asked:
            future.cancel()


def _result(client: Any, part: Part, future: Any) -> Read:
    from distributed import CancelledError, KilledWorker

    looks = 0
    while True:
        try:
            read: Read = future.result(timeout=_LOOK)
            return read
        except TimeoutError:
            looks = 0 if client.nthreads() else looks + 1
            if looks >= _ALONE:
                raise ToneError("All workers are gone. Nothing was kept.") from None
        except KilledWorker:
            where = (
                f"rows {part.start + 1} to {part.stop}"
                if not part.texts
                else f"from line {part.texts[0].line}"
            )
            raise ToneError(
                f"Each worker that read '{part.path.name}', {where}, was lost, perhaps for want of memory. "
                f"Nothing was kept. Try a smaller --rows-a-part."
            ) from None
        except CancelledError:
            raise ToneError("The scheduler is gone. Nothing was kept.") from None
