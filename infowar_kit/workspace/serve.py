"""The lesson player and JupyterLab on a workspace: on this computer only, with token, no news toast."""

from __future__ import annotations

import errno
import importlib
import os
import signal
import socket
import sys
import tempfile
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from infowar_kit.corpus.loading import SETTING
from infowar_kit.errors import WorkspaceError
from infowar_kit.workspace.lessons import event_of, start_page
from infowar_kit.workspace.player import SHARE

HOST = "127.0.0.1"
PORT = 8888
LARGEST_PORT = 65535
PLAYER_PAGE = "/voila/render/"
# In it stands which extensions a server loads: the player's, and Voilà's.
CONFIG = Path(str(files("infowar_kit.workspace"))) / "config"


@dataclass(frozen=True, slots=True)
class Launch:
    """How JupyterLab is started.

    Parameters
    ----------
    arguments : tuple of str
        What stands after ``jupyter lab``.
    environment : mapping of str to str
        Variables that are set or changed for it.
    port : int
        Where it will listen.
    """

    arguments: tuple[str, ...]
    environment: Mapping[str, str]
    port: int


def launch(folder: Path, *, port: int | None = None, browser: bool = True) -> Launch:
    """Work out how to start JupyterLab.

    Parameters
    ----------
    folder : pathlib.Path
        The workspace; JupyterLab sees nothing above it.
    port : int, optional
        Port to listen on; by default 8888 or the next free one.
    browser : bool
        Whether to open the learner's browser.

    Raises
    ------
    WorkspaceError
        If the port cannot be used; the message says how to choose another.
    """
    if port is None:
        port = _free_port(PORT)
    else:
        _check_port(port)
    page = start_page(folder)
    arguments = [
        f"--ServerApp.ip={HOST}",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",  # it was found free; a surprise is better said than worked round
        f"--ServerApp.root_dir={folder.resolve()}",
        f"--LabApp.default_url={PLAYER_PAGE}{quote(page)}" if page else "--LabApp.default_url=/lab",
        f"--ServerApp.open_browser={browser}",
        "--Application.log_level=WARN",  # the address is shown at every level; a learner needs no more
    ]
    # In a container one is often root; Jupyter refuses that for fear of servers open to the network.
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--allow-root")
    return Launch(tuple(arguments), environment(folder), port)


def environment(folder: Path) -> dict[str, str]:
    """Return what is set for a server on a workspace: the kit's defaults, and the event that it teaches.

    Parameters
    ----------
    folder : pathlib.Path
        The workspace.
    """
    # Folders of this variable hold layers of defaults: nothing is written into the installation or anywhere
    # else, and what learners set for themselves still wins.
    paths = [str(CONFIG), *filter(None, [os.environ.get("JUPYTER_CONFIG_PATH")])]
    shared = [str(SHARE), *filter(None, [os.environ.get("JUPYTER_PATH")])]
    variables = {
        "JUPYTER_CONFIG_PATH": os.pathsep.join(paths),
        "JUPYTER_PATH": os.pathsep.join(shared),
        # Otherwise a kernel "python3" that some other program left in the home folder could win.
        "JUPYTER_PREFER_ENV_PATH": "1",
    }
    if event := event_of(folder):  # lessons and the event that they teach belong together
        variables[SETTING] = str(event)
    return variables


def serve(folder: Path, *, port: int | None = None, browser: bool = True) -> None:
    """Run player and JupyterLab on a workspace until they are stopped.

    Parameters
    ----------
    folder : pathlib.Path
        The workspace.
    port : int, optional
        Port to listen on; by default 8888 or the next free one.
    browser : bool
        Whether to open the learner's browser; the address is printed in any case.

    Raises
    ------
    WorkspaceError
        If the port cannot be used or JupyterLab is not installed.
    """
    ready()
    how = launch(folder, port=port, browser=browser)
    # In this process: then a signal that is meant for the server reaches it, on every system.
    os.environ.update(how.environment)
    # What Jupyter's parts say to each other's makers is nothing that who opens a lesson can act on. Kernels
    # have filters of their own. Voilà asks for them as it is loaded, so that comes first.
    importlib.import_module("voila")
    warnings.filterwarnings("ignore", category=DeprecationWarning)
    lab = importlib.import_module("jupyterlab.labapp").LabApp
    server = lab.initialize_server(list(how.arguments))
    if hasattr(signal, "SIGHUP"):  # a terminal that is closed ends the server as it should end, kernels first
        signal.signal(signal.SIGHUP, signal.getsignal(signal.SIGTERM))
    # A folder without lessons has nothing to play.
    page = start_page(folder)
    what = "The lessons start in the player, with JupyterLab beside it." if page else "JupyterLab starts."
    print(f"{what} To stop it, press Ctrl-C here twice.", flush=True)
    # Jupyter prints the address itself where it has made the token, else nothing.
    if not server.identity_provider.token_generated:
        address = server.local_url.partition("?")[0]
        print(f"It is at {address} and asks for the token or password that you set.", flush=True)
    elif browser:
        print("If no browser opens, copy the last line below into one.", flush=True)
    server.start()


def ready() -> None:
    """Look whether JupyterLab can run here at all, before anything is copied or started.

    Raises
    ------
    WorkspaceError
        If it is not installed, or a folder that it writes to cannot be made: which one, and what to set.
    """
    if find_spec("jupyterlab") is None:
        raise WorkspaceError(
            f"JupyterLab is not installed for {sys.executable}. "
            f"Run: {sys.executable} -m pip install infowar-kit"
        )
    paths = importlib.import_module("jupyter_core.paths")
    folders = {
        "JUPYTER_CONFIG_DIR": paths.jupyter_config_dir,
        "JUPYTER_DATA_DIR": paths.jupyter_data_dir,
        "JUPYTER_RUNTIME_DIR": paths.jupyter_runtime_dir,
    }
    for variable, find in folders.items():
        folder = Path(find())
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                pass
        except OSError as error:
            raise WorkspaceError(
                f"JupyterLab has to write to the folder {folder}, and cannot ({error.strerror}). Set HOME to "
                f"a folder that you may write to, or {variable} to another one, and try again."
            ) from error


def _check_port(port: int) -> None:
    if not 1 <= port <= LARGEST_PORT:
        raise WorkspaceError(
            f"{port} is no port. Choose one from 1024 to {LARGEST_PORT}, for example: --port {PORT}"
        )
    trouble = _trouble(port)
    if trouble is None:
        return
    try:
        other = f"--port {_free_port(port if port >= 1024 else PORT)} (free now; with make: PORT=…)"
    except WorkspaceError:
        other = "another --port"
    why = "needs an administrator's rights" if trouble in {errno.EACCES, errno.EPERM} else "is in use"
    raise WorkspaceError(f"Port {port} {why}. Choose {other}, or leave --port out to get a free one.")


def _free_port(first: int) -> int:
    for port in range(first, min(first + 100, LARGEST_PORT + 1)):
        if _trouble(port) is None:
            return port
    raise WorkspaceError(f"No port from {first} on is free. Choose one yourself: infowar-kit open --port N")


def _trouble(port: int) -> int | None:
    """Return why nothing can listen on a port, as a number of `errno`, or None if it can."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # As the server does: else a port counts as taken for a minute after the last server has gone.
        # On Windows the same option would let two servers share a port.
        if os.name != "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            return error.errno or errno.EADDRINUSE
    return None
