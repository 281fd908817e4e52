"""The instructor's edition of a lesson: what to know stands beside each task; cells are slides, or none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from infowar_kit.corpus import Corpus
from infowar_kit.corpus.teaching_records import TaskRow
from infowar_kit.say import say
from infowar_kit.tasks import build
from infowar_kit.tasks.closing import is_panel
from infowar_kit.tasks.lesson import SECTIONS, LessonHead, answer_lines, mistake_lines
from infowar_kit.text import one_line, without_languages
from infowar_kit.workspace.cutting import Cell
from infowar_kit.workspace.minutes import of_task
from infowar_kit.workspace.selecting import Part

TAG = "instructor"
WORDS = 90  # of prose on a slide
SLIDE, BELOW, SKIP, NOTES = "slide", "subslide", "skip", "notes"
# Links in lists, between arrows or after bold words: ways through the lessons, nothing to read to a room.
_WAYS = re.compile(r"\[[^\]\n]+\]\([^)\s]+\)|\*\*[^*\n]+\*\*")
_LETTER = re.compile(r"\w{3}")
_TASK = re.compile(r"""\bkit\.task\(\s*["']([^"'\n]+)["']""")


def with_notes(corpus: Corpus, part: Part, cells: Iterable[Cell]) -> list[Cell]:
    """Return the cells of a lesson with notes for its instructor, and with slides.

    Parameters
    ----------
    corpus : Corpus
        The event.
    part : Part
        What of the lesson is taught.
    cells : iterable of dict
        As they were run.
    """
    rows = {row.task_id: row for row in corpus.tasks_of_lesson(part.lesson) if row.task_id in part.tasks}
    made: list[Cell] = []
    waiting = dict(rows)
    for cell in cells:
        made += _slides(cell, first=not made)
        if cell["cell_type"] != "code":
            continue
        if "kit.lesson(" in cell["source"]:
            made += _lesson_notes(corpus, part)
        shown = _TASK.findall(cell["source"])
        if "kit.practice(" in cell["source"]:
            own = {slug for one in cells for slug in _TASK.findall(one["source"])}
            shown += [slug for slug, row in waiting.items() if row.practice and slug not in own]
        made += [_task_notes(corpus, waiting.pop(slug)) for slug in shown if slug in waiting]
    return made


def _note(id_: str, lines: Iterable[str]) -> Cell:
    metadata = {"tags": [TAG], "slideshow": {"slide_type": NOTES}}
    source = "\n".join(lines).strip()
    return {"cell_type": "markdown", "id": id_[:64], "metadata": metadata, "source": source}


def _lesson_notes(corpus: Corpus, part: Part) -> list[Cell]:
    head = LessonHead(corpus, part.lesson, tasks=() if part.whole else part.tasks)
    written = corpus.texts_under(f"lesson-{part.lesson}/instructor/")
    care = say("**Instructor’s edition**: it holds every answer. Do not put it where the class can read it.")
    lines = [care, "", say("Learners will:"), "", *(f"- {goal}" for goal in head.objectives.values())]
    made = [_note(f"for-instructors-{part.lesson}", lines)]
    for section, title in SECTIONS.items():
        lines = [f"#### {title}", ""]
        if section == "timing":
            lines += [_counted(part), ""]
        if section in written:
            if not part.whole:
                lines += [say("*Written for the whole lesson:*"), ""]
            lines += [without_languages(written[section])]
        if len(lines) > 2:
            made.append(_note(f"for-instructors-{part.lesson}-{section}", lines))
    return made


def _counted(part: Part) -> str:
    return say(
        "{minutes} minutes as counted: reading at 150 words a minute, with all that the tasks give to read, "
        "and {tasks} minutes for the tasks themselves. Discussion comes on top.",
        minutes=f"{part.minutes.total:.0f}", tasks=f"{part.minutes.tasks:g}",
    )  # fmt: skip


def _task_notes(corpus: Corpus, row: TaskRow) -> Cell:
    task = build(corpus, row.task_id)
    goal = corpus.texts_under(f"lesson-{row.lesson}/objective/").get(row.task_id, "")
    taken = of_task(corpus, row)
    time = say("{stated} minutes for the task, about {counted} with what it gives to read",
               stated=f"{row.minutes:g}", counted=f"{taken.total:.0f}")  # fmt: skip
    lines = [f"#### {say('For the instructor: {title}', title=one_line(task.title))}", ""]
    lines += [f"- **{say('Aim')}**: {goal}"] if goal else []
    lines += [f"- **{say('Time')}**: {time}", f"- **{say('Hint')}**: {one_line(task.hint)}", ""]
    lines += [f"**{say('Answers')}**", "", *answer_lines(task), ""]
    if mistakes := mistake_lines(task):
        lines += [f"**{say('Mistakes that are answered')}**", "", *mistakes]
    return _note(f"answers-{row.task_id}", lines)


# Slides


def _slides(cell: Cell, *, first: bool) -> list[Cell]:
    """Return a cell as slides: prose in pieces that the last row can read, links to lessons left out."""
    if cell["cell_type"] == "code":
        # The panel of the record is for each learner's own hands, not for a room.
        return [_typed(cell, SKIP if is_panel(cell) else BELOW)]
    text = cell["source"]
    if not first and not text.startswith("## ") and not _LETTER.search(_WAYS.sub("", text)):
        return [_typed(cell, SKIP)]
    made = []
    for number, piece in enumerate(_pieces(text), 1):
        own = {**cell, "source": piece} | ({"id": f"{cell['id']}-s{number}"[:64]} if number > 1 else {})
        made.append(_typed(own, SLIDE if (first and number == 1) or piece.startswith("## ") else BELOW))
    return made


def _typed(cell: Cell, kind: str) -> Cell:
    return {**cell, "metadata": {**cell["metadata"], "slideshow": {"slide_type": kind}}}


def _pieces(text: str) -> list[str]:
    """Return prose in pieces of so many words, parted between paragraphs; no heading stands alone."""
    made: list[list[str]] = [[]]
    for block in re.split(r"\n\s*\n", text.strip()):
        count = sum(len(one.split()) for one in made[-1])
        bare = all(one.startswith("#") for one in made[-1])
        starts = block.startswith("#") and made[-1]
        if starts or (not bare and count + len(block.split()) > WORDS):
            made.append([])
        made[-1].append(block)
    return ["\n\n".join(one) for one in made if one]


def slide_type(cell: Mapping[str, object]) -> str:
    """Return what a cell is among slides; empty where nothing is said."""
    metadata = cell.get("metadata")
    found = metadata.get("slideshow") if isinstance(metadata, Mapping) else None
    return str(found.get("slide_type", "")) if isinstance(found, Mapping) else ""
