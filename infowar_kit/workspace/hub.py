"""A learner's server on a JupyterHub: the lessons brought up to date, then the hub's own server on them.

JupyterHub starts one server a learner, as that learner. What `infowar-kit open` does on one's own computer is
done here before it: so the hub itself, which is often root, writes into nobody's home folder.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from infowar_kit.errors import KitError, WorkspaceError
from infowar_kit.tasks.edition import FILE, STUDENT, edition_in
from infowar_kit.workspace.lessons import delivered_files, prepare, start_page
from infowar_kit.workspace.serve import PLAYER_PAGE, Launch, environment

SERVER = "jupyterhub-singleuser"
# What JupyterHub tells a server through its environment, and what the administrator set there wins.
ROOT, START_AT, LIMIT = "JUPYTERHUB_ROOT_DIR", "JUPYTERHUB_DEFAULT_URL", "MEM_LIMIT"


def hub_launch(folder: Path, arguments: Sequence[str] = ()) -> Launch:
    """Work out how a learner's server is started on a hub.

    Parameters
    ----------
    folder : pathlib.Path
        The learner's lessons.
    arguments : sequence of str
        What the hub gives to the server.

    Raises
    ------
    WorkspaceError
        If JupyterHub is not installed where the kit is.
    """
    own = Path(sys.executable).with_name(SERVER)
    server = str(own) if own.is_file() else shutil.which(SERVER)
    if server is None:
        raise WorkspaceError(
            f"There is no {SERVER} beside {sys.executable}. Install JupyterHub, in the hub's own version, "
            f"where infowar-kit is: {sys.executable} -m pip install jupyterhub"
        )
    folder = folder.expanduser().resolve()
    root = Path(os.environ.get(ROOT) or folder).expanduser().resolve()
    page = start_page(folder)
    inside = folder.is_relative_to(root) and page
    way = quote((folder / page).relative_to(root).as_posix()) if inside else ""
    variables = environment(folder) | {
        ROOT: str(root),
        START_AT: os.environ.get(START_AT) or (PLAYER_PAGE + way if way else "/lab"),
    }
    return Launch((server, *arguments), variables, 0)


def hand_out(folder: Path, source: Path | None) -> str:
    """Bring a learner's lessons up to date and return what was done; what a class must not see stays.

    Parameters
    ----------
    folder : pathlib.Path
        The learner's lessons.
    source : pathlib.Path, optional
        The shared folder; by default the lessons that come with the kit.

    Raises
    ------
    WorkspaceError
        If the shared folder holds an instructor's edition or files that are not of the student edition in
        it, or if a folder cannot be used. Nothing is handed out then.
    """
    if source is not None:
        _only_for_learners(source)
    return str(prepare(folder, source=source))


def _only_for_learners(source: Path) -> None:
    """Refuse a shared folder in which something lies that an instructor put there by mistake."""
    edition = edition_in(source)
    if edition is None:
        return
    if edition.kind != STUDENT:
        raise WorkspaceError(
            f"{source} holds an instructor's edition, with all answers, so nothing was handed out. Put a "
            f"student edition into a folder of its own: infowar-kit lessons export --student DIR"
        )
    names = {path.relative_to(source).as_posix() for path in delivered_files(source)}
    if more := sorted(names - {FILE, *edition.files}):
        raise WorkspaceError(
            f"{source} holds files that are not of its student edition: {', '.join(more)}. A hub hands out "
            f"all that lies there, so nothing was handed out. Move them away."
        )


def run_on_hub(
    folder: Path, *, source: Path | None = None, hold_memory: bool = False, arguments: Sequence[str] = ()
) -> None:
    """Become a learner's server: bring the lessons up to date, then start what JupyterHub asked for.

    Parameters
    ----------
    folder : pathlib.Path
        The learner's lessons; they are made if need be.
    source : pathlib.Path, optional
        The shared folder of lessons; by default those that come with the kit.
    hold_memory : bool
        Whether each process is held to the hub's `mem_limit` here, by the system's limit on data. For
        spawners that hold nobody to it, such as JupyterHub's own.
    arguments : sequence of str
        What the hub gives to the server.

    Raises
    ------
    WorkspaceError
        If JupyterHub is not installed where the kit is.
    """
    try:
        print(hand_out(folder.expanduser(), source), flush=True)
    except KitError as error:
        # A learner comes to work: what lies there already opens, and the hub's log says what is wrong.
        print(f"infowar-kit: {error}", file=sys.stderr, flush=True)
        with contextlib.suppress(OSError):
            folder.expanduser().mkdir(parents=True, exist_ok=True)
    how = hub_launch(folder, arguments)
    limit = os.environ.get(LIMIT, "")
    if hold_memory and limit.isdecimal():
        hold(int(limit))
    # In place of this process: the hub's signals reach the server, and nothing of this one stays in memory.
    os.execve(how.arguments[0], list(how.arguments), {**os.environ, **how.environment})


def hold(limit: int) -> None:
    """Hold this process, and each that it starts, to so many bytes of data of its own.

    Parameters
    ----------
    limit : int
        Bytes. A process that asks for more gets a `MemoryError` in Python; the others go on.
    """
    import resource  # not on Windows, where there is no JupyterHub either

    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    least = limit if most == resource.RLIM_INFINITY else min(limit, most)
    resource.setrlimit(resource.RLIMIT_DATA, (least, least))
