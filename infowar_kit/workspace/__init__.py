"""A learner's copy of the lessons, the server that shows them, and the check of what they print."""

from infowar_kit.workspace.choosing import choose
from infowar_kit.workspace.lessons import Report, lessons, lessons_folder, prepare, start_page
from infowar_kit.workspace.nbcheck import Verdict, check
from infowar_kit.workspace.serve import Launch, launch, ready, serve

__all__ = [
    "Launch",
    "Report",
    "Verdict",
    "check",
    "choose",
    "launch",
    "lessons",
    "lessons_folder",
    "prepare",
    "ready",
    "serve",
    "start_page",
]
