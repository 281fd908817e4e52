"""A task on a page: to be played, or its face with a link to where it runs."""

from __future__ import annotations

from dataclasses import dataclass

from infowar_kit.page.form import form_html
from infowar_kit.say import say
from infowar_kit.site.playing import HINDRANCES, Hindrance, hindrance
from infowar_kit.tasks import Task
from infowar_kit.tasks.sections import Section
from infowar_kit.text import attribute, escape, inline, plain, prose


@dataclass(frozen=True)
class Place:
    """Where a lesson runs with the kit.

    Parameters
    ----------
    address : str
        With ``{notebook}`` where the name of the lesson's notebook stands.
    notebook : str
        That name.
    """

    address: str
    notebook: str

    def link(self) -> str:
        """Return a link to it.

        It opens beside the page, as links to sources do: a Jupyter server refuses to be drawn in the frame in
        which a learning platform shows this page.
        """
        to, words = (
            attribute(self.address.replace("{notebook}", self.notebook)),
            say("Open this lesson with the kit"),
        )
        return f'<a href="{to}" target="_blank" rel="noopener noreferrer">{escape(words)}</a>'


def task_html(task: Task, place: Place, *, heading: int = 3) -> str:
    """Return a task: one that can be played with its form, any other with its face.

    Parameters
    ----------
    task : Task
        The task.
    place : Place
        Where it runs with the kit.
    heading : int
        Level of its heading.
    """
    hindered = hindrance(task)
    anchor = f"task-{task.id}"
    head = f'<h{heading} class="iwk-title" id="{attribute(anchor)}">{escape(task.title)}</h{heading}>'
    body = prose(task.prompt) + (_face(task, place, hindered) if hindered else _form(task, place))
    slug = "" if hindered else f' data-task="{attribute(task.id)}"'
    return f'<section class="iwk-task"{slug} aria-labelledby="{attribute(anchor)}">{head}{body}</section>'


def _form(task: Task, place: Place) -> str:
    form = form_html(task)
    if type(task).summary is Task.summary:
        return form
    # It is made of all answers together, which are too many to be known beforehand.
    words = escape(say("What your answers show together is drawn by the kit, from the same record."))
    return f'{form}<p class="iwk-small iwk-screen">{words} {place.link()}</p>'


def _face(task: Task, place: Place, hindered: Hindrance) -> str:
    shown = task.intro() + "".join(_section(section) for section in task.sections())
    head = escape(say("What is asked"))
    # Long faces are read in the task itself; here they are folded.
    return (
        f'<p class="iwk-elsewhere"><strong>{escape(HINDRANCES[hindered])}</strong> {place.link()}</p>'
        f"<details><summary>{head}</summary>{shown}</details>"
    )


def _section(section: Section) -> str:
    if section.silent and not section.face:
        return ""
    face = section.face or "".join(f"<p>{escape(line)}</p>" for line in section.lines)
    asked = []
    for question in section.questions:
        options = ", ".join(escape(plain(line)) for line in question.lines())
        asked.append(f"<li>{inline(question.label)}{f' <small>{options}</small>' if options else ''}</li>")
    listed = f"<ul>{''.join(asked)}</ul>" if asked else ""
    return f'<div class="iwk-card">{face}{listed}</div>'
