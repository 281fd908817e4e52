"""The lesson player and what a server adds for it: `infowar-kit open` and Binder switch this extension on.

Voilà draws a lesson without its code, on the same server as JupyterLab, with the same token. This extension
gives it the kit's own page, answers with the map of the course, and keeps views of widgets out of what
JupyterLab saves: without a kernel they would hide what can be read.
"""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import quote

from infowar_kit.corpus import Corpus, load
from infowar_kit.errors import KitError
from infowar_kit.learning.coming_back import due
from infowar_kit.page.course_map import course_html
from infowar_kit.page.feedback import note_html
from infowar_kit.say import language, say
from infowar_kit.tasks.course import course_of
from infowar_kit.tasks.edition import edition_in
from infowar_kit.tasks.lesson import PLAYER
from infowar_kit.tasks.record import FILE_NAME, VARIABLE, Record
from infowar_kit.tasks.session import Session
from infowar_kit.text import attribute, escape
from infowar_kit.workspace import left_pages
from infowar_kit.workspace.lessons import start_page

TEMPLATE = "infowar_kit"
MODULE = "infowar_kit.workspace.player"
VIEW = "application/vnd.jupyter.widget-view+json"
HERE = Path(str(files("infowar_kit.workspace")))
SHARE = HERE / "share" / "jupyter"
STATIC = (HERE / "static", Path(str(files("infowar_kit"))) / "widgets" / "static")
RESTS = 30 * 60  # seconds: a kernel that nobody is connected to is ended after so long


def page_words() -> dict[str, str]:
    """Return what the player's page says around a lesson."""
    return {
        "skip": say("Go to the lesson"),
        "projector": say("Large, for a room"),
        "dark": say("Dark"),
        "code": say("The same with its code"),
        "hub": say("Stop or log out"),
        "starting": say("The lesson is starting. You can read already; the tasks answer in a few seconds."),
        "slow": say("The lesson is still starting; on a busy machine this takes a minute. You can read on."),
        "ready": say("The tasks are ready."),
        "asleep": say(
            "This lesson has gone to sleep, and its tasks no longer answer. Your answers are kept."
        ),
        "again": say("Wake it up"),
    }


def course_page(root: Path, path: str) -> str:
    """Return the map of the course beside a lesson.

    Parameters
    ----------
    root : pathlib.Path
        What the server shows.
    path : str
        The lesson, below it; the record lies beside it.

    Returns
    -------
    str
        HTML; where the record cannot be read, it says so and nothing else fails.
    """
    folder = (root / path).parent
    if not folder.resolve().is_relative_to(root.resolve()):
        folder = root
    try:
        corpus, record = load(), Record(Path(os.environ.get(VARIABLE) or folder / FILE_NAME))
        shown = course_html(
            course_of(corpus, record, language(), edition_in(folder)),
            here=_lesson(corpus, Path(path).name),
            due=due(Session(corpus, record, language())),
        )
    except KitError as error:
        shown = note_html(str(error))
    title, first = escape(say("The course")), attribute(quote(start_page(folder)))
    return (
        f'<details class="iwk-map-all" data-start="{first}" open><summary>{title}</summary>{shown}</details>'
    )


def _lesson(corpus: Corpus, notebook: str) -> str:
    """Return the lesson of a notebook; a new edition beside a learner's own is the same lesson."""
    stem = notebook.partition(".")[0]
    return next((row.lesson_id for row in corpus.lessons if Path(row.notebook).stem == stem), "")


def without_views(model: dict[str, Any], **_: Any) -> None:
    """Leave views of widgets out of a notebook that is saved; what they hide can then be read again."""
    content = model.get("content")
    if model.get("type") != "notebook" or not isinstance(content, dict):
        return
    for cell in content.get("cells", []):
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            # Where a view is all that there is, it stays: it still works while the kernel lives.
            if VIEW in data and "text/html" in data:
                del data[VIEW]
    content.get("metadata", {}).pop("widgets", None)


def settings() -> dict[str, Any]:
    """Return how Voilà and the kernels are set up for the player."""
    return {
        "VoilaConfiguration": {
            "template": TEMPLATE,
            "allow_template_override": "NO",
            "allow_theme_override": "NO",
            "resources": {"words": page_words(), "hub": hub_home()},
            "page_config_hook": at_home,
            "prelaunch_hook": left_pages.watch,
            "show_tracebacks": False,
        },
        "MappingKernelManager": {"cull_idle_timeout": RESTS, "cull_interval": 60},
    }


def hub_home() -> str:
    """Return the address of the hub's own page, where one logs out; empty where no hub runs this server."""
    if not os.environ.get("JUPYTERHUB_SERVICE_PREFIX"):
        return ""
    base = os.environ.get("JUPYTERHUB_BASE_URL") or "/"
    return f"{os.environ.get('JUPYTERHUB_HOST', '')}{base}hub/home"


def at_home(config: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Return the page's settings without an address to fetch mathematics from: Voilà brings its own."""
    return {**config, "fullMathjaxUrl": "null", "mathjaxConfig": "null"}


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": MODULE}]


def _load_jupyter_server_extension(server: Any) -> None:
    """Set up a server; called by it before Voilà's own extension, whose name comes later in the alphabet."""
    from jupyter_server.base.handlers import APIHandler, FileFindHandler
    from jupyter_server.utils import url_path_join
    from tornado import web

    class Course(APIHandler):
        """Answer with the map of the course, or refuse: no page to log in stands in its place."""

        @web.authenticated
        async def get(self) -> None:
            self.set_header("Cache-Control", "no-store")
            shown = course_page(Path(server.root_dir), self.get_argument("path", ""))
            self.finish(shown, set_content_type="text/html; charset=utf-8")

    paths = os.environ.get("JUPYTER_PATH", "").split(os.pathsep)
    if str(SHARE) not in paths:
        os.environ["JUPYTER_PATH"] = os.pathsep.join([str(SHARE), *filter(None, paths)])
    for name, values in settings().items():
        for key, value in values.items():
            # What somebody set for themselves stays.
            server.config[name].setdefault(key, value)
    for key in settings()["MappingKernelManager"]:  # the manager was made before this extension was loaded
        setattr(server.kernel_manager, key, server.config["MappingKernelManager"][key])
    left_pages.know_kernels(server.kernel_manager)
    left_pages.said_calmly()
    server.contents_manager.register_pre_save_hook(without_views)
    base = server.web_app.settings["base_url"]
    # A cell that wants to lead to the player does not know where the server has it.
    os.environ.setdefault(PLAYER, url_path_join(base, "voila", "render"))
    static = {"path": [str(folder) for folder in STATIC]}
    server.web_app.add_handlers(
        ".*$",
        [
            (url_path_join(base, "infowar-kit", "course"), Course),
            (url_path_join(base, "infowar-kit", "static", "(.*)"), FileFindHandler, static),
        ],
    )


load_jupyter_server_extension = _load_jupyter_server_extension
