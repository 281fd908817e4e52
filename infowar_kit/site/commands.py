"""The command `site`: lessons as pages that need no kernel, and packages for learning platforms."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from infowar_kit.site.build import Site

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

_EPILOG = """\
DIR gets index.html and a page a lesson. Each page stands alone: it works from the disk and from any web
server's folder, and asks nobody for anything. Pages of the same names are replaced, nothing else in DIR is
touched. The packages hold the keys in plain words, so they go into a folder of their own.

examples:
  infowar-kit site pages
  infowar-kit site pages --packages for-the-platform
  infowar-kit site pages --runs-at https://hub.example.org/voila/render/{notebook}

exit status: 0 written, 1 the corpus has faults, 2 the folder, a lesson or the corpus cannot be used
"""


def add(commands: Commands) -> None:
    """Add the command to those of the kit."""
    about = "Write the lessons as pages on which most tasks work without a kernel and without a server."
    raw = argparse.RawDescriptionHelpFormatter
    parser = commands.add_parser("site", help=about, description=about, epilog=_EPILOG, formatter_class=raw)
    parser.add_argument("folder", type=Path, metavar="DIR", help="where the pages go")
    parser.add_argument("--packages", type=Path, metavar="DIR",
                        help="also write a SCORM 1.2 package of the pages, and the choice tasks as Moodle "
                        "XML and QTI 2.1")  # fmt: skip
    parser.add_argument("--corpus", metavar="PATH-or-NAME",
                        help="the event (default: INFOWAR_KIT_CORPUS, or the kit's own)")  # fmt: skip
    parser.add_argument("--lessons", metavar="DIR-or-NAME",
                        help="lessons of your own, or an event of the kit (default: the kit's own)",
                        )  # fmt: skip
    parser.add_argument("--runs-at", metavar="ADDRESS",
                        help="where lessons run with the kit, with {notebook} in it (default: Binder)",
                        )  # fmt: skip
    parser.set_defaults(run=_site)


def _site(arguments: argparse.Namespace) -> int:
    from infowar_kit.corpus import load
    from infowar_kit.say import language
    from infowar_kit.site.build import RUNS_AT, make, write_site
    from infowar_kit.site.platforms import write_packages
    from infowar_kit.workspace.choosing import place_of
    from infowar_kit.workspace.lessons import event_of, lessons

    place = place_of(arguments.lessons) if arguments.lessons else None
    event = event_of(place) if place else None
    corpus = load(arguments.corpus or (str(event) if event else None))
    found = lessons(place)
    runs_at = arguments.runs_at or RUNS_AT
    site = make(corpus, found, language=language(), runs_at=runs_at)
    write_site(site, arguments.folder)
    print(f"{_written(site)} {arguments.folder / 'index.html'}")
    if arguments.packages:
        names = write_packages(corpus, site, arguments.packages, language(), runs_at=runs_at)
        print(f"For learning platforms, in {arguments.packages}: {', '.join(names)}.")
    return 0


def _written(site: Site) -> str:
    return f"{len(site.pages)} pages; {site.played} of {site.all} tasks are played on them. Open"
