"""Make the site: an index with the learner's progress, and a page a lesson."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from infowar_kit.corpus import Corpus
from infowar_kit.errors import WorkspaceError
from infowar_kit.files import write
from infowar_kit.page.course_map import SIGNS, STATES, CourseMap, course_html
from infowar_kit.say import Sayings, later, say
from infowar_kit.site.lesson_page import LessonPage
from infowar_kit.site.markdown import page_of
from infowar_kit.site.playing import hindrance
from infowar_kit.site.record_panel import record_html
from infowar_kit.site.shell import page_html
from infowar_kit.site.tables import Pool, task_data
from infowar_kit.site.task_page import Place
from infowar_kit.tasks import Task, build
from infowar_kit.tasks.course import Course, LessonStep, TaskStep
from infowar_kit.tasks.standing import edition
from infowar_kit.tasks.tries import TRIES
from infowar_kit.text import escape, plain

INDEX = "index.html"
# Where lessons run with the kit, if nobody names another place.
RUNS_AT = "https://mybinder.org/v2/gh/infowar-kit/infowar-kit/HEAD?urlpath=voila/render/notebooks/{notebook}"
WORDS = Sayings(
    {
        "check": later("Check"),
        "check_part": later("Check this"),
        "hint": later("Hint"),
        "show": later("Show me"),
        "show_early": later("Show me already"),
        "forgets": later(
            "This browser does not keep your answers: they are gone when you leave this page. Download your "
            "record before, or open the page in a window that is not private."
        ),
        "forgets_framed": later(
            "Here, inside another page, your browser does not keep your answers: they are gone when you "
            "leave it. Download your record before, or answer in a window of its own."
        ),
        "own_window": later("Open this page in a window of its own"),
        "practice": later("practice"),
        "elsewhere": later("with the kit"),
        "count": later("{done} of {total} tasks done here"),
        "begin": later("Begin"),
        "go_on": later("Continue where you were"),
        "all_done": later("All tasks that these pages can play are done."),
        "one_answer": later("{number} answer kept in this browser."),
        "answers": later("{number} answers kept in this browser."),
        "forget_sure": later("Press again to forget all of them"),
        "no_record": later("This file is no record, or a damaged one. Nothing was changed."),
        "restored_one": later("Restored: {number} entry that was not here."),
        "restored": later("Restored: {number} entries that were not here."),
    }
)


@dataclass(frozen=True)
class Site:
    """A site that was made.

    Parameters
    ----------
    pages : mapping of str to str
        HTML by the name of its file.
    played, all : int
        How many of the tasks are played on the pages, of how many.
    titles : mapping of str to str
        Title of each page.
    """

    pages: Mapping[str, str]
    played: int
    all: int
    titles: Mapping[str, str]


def make(corpus: Corpus, notebooks: Sequence[Path], *, language: str = "en", runs_at: str = RUNS_AT) -> Site:
    """Return the pages of an event's lessons.

    Parameters
    ----------
    corpus : Corpus
        The event.
    notebooks : sequence of pathlib.Path
        Its lessons; each has a row in the corpus.
    language : str
        Language of the texts.
    runs_at : str
        Where lessons run with the kit, with ``{notebook}`` in it.

    Raises
    ------
    WorkspaceError
        If a notebook is no lesson of the event, or there is none.
    """
    found = {path.name: path for path in notebooks}
    lessons = [row for row in sorted(corpus.lessons, key=lambda row: row.lesson_id) if row.notebook in found]
    if strange := found.keys() - {row.notebook for row in lessons}:
        names = ", ".join(sorted(strange))
        raise WorkspaceError(f"No row of lessons.csv of {corpus.name} names {names}.")
    if not lessons:
        raise WorkspaceError(f"There is no lesson of {corpus.name} to make pages of.")
    tasks = {
        row.task_id: build(corpus, row.task_id, language)
        for lesson in lessons
        for row in corpus.tasks_of_lesson(lesson.lesson_id)
    }
    course = Course(
        tuple(
            LessonStep(row.lesson_id, row.title, page_of(row.notebook), _steps(corpus, row.lesson_id, tasks))
            for row in lessons
        )
    )
    shared = _shared(corpus, course, tasks)
    pages, titles = {}, {}
    for step, row in zip(course.lessons, lessons, strict=True):
        shown = CourseMap(course, step.lesson)._repr_html_()
        lesson = LessonPage(
            corpus, found[row.notebook], tasks.__getitem__, Place(runs_at, row.notebook), shown
        )
        pool = Pool()
        played = {task.id: task_data(task, pool) for task in lesson.tasks if not hindrance(task)}
        data = {**shared, "tasks": played, "pool": pool.pieces}
        titles[step.notebook] = f"{step.lesson} {step.title}"
        pages[step.notebook] = page_html(
            titles[step.notebook], lesson.body, data, aside=course_html(course, here=step.lesson)
        )
    played_of_all = sum(not hindrance(task) for task in tasks.values())
    body = _index(corpus, course, played_of_all, len(tasks))
    titles[INDEX] = corpus.title
    pages[INDEX] = page_html(corpus.title, body, {**shared, "tasks": {}, "pool": []})
    return Site(pages, played_of_all, len(tasks), titles)


def write_site(site: Site, folder: Path) -> None:
    """Write the pages into a folder; files of other names in it stay.

    Raises
    ------
    WorkspaceError
        If they cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, html in site.pages.items():
            write(folder / name, html)
    except OSError as error:
        raise WorkspaceError(
            f"The pages cannot be written to {folder} ({error.strerror or error}). Choose another folder."
        ) from error


def _steps(corpus: Corpus, lesson: str, tasks: Mapping[str, Task]) -> tuple[TaskStep, ...]:
    rows = sorted(corpus.tasks_of_lesson(lesson), key=lambda row: row.position)
    return tuple(TaskStep(row.task_id, tasks[row.task_id].title, bool(row.practice)) for row in rows)


def _shared(corpus: Corpus, course: Course, tasks: Mapping[str, Task]) -> dict[str, object]:
    """Return what the script of every page needs: words, and the course with what stands for done."""
    steps = {}
    for lesson in course.lessons:
        for one in lesson.tasks:
            task = tasks[one.task]
            steps[one.task] = {
                "edition": edition(task), "version": task.version, "apart": task.apart,
                "parts": [section.part for section in task.sections()],
                "played": hindrance(task) is None, "practice": one.practice, "page": lesson.notebook,
                "where": f"{lesson.lesson} {lesson.title}: {plain(one.title)}",
            }  # fmt: skip
    words = {**dict(WORDS.items()), "signs": SIGNS, "states": dict(STATES.items())}
    return {"corpus": corpus.name, "course": steps, "tries": TRIES, "words": words}


def _index(corpus: Corpus, course: Course, played: int, total: int) -> str:
    lead = say(
        "{played} of the {total} tasks work on these pages; the others show what is asked, and a link to "
        "where they run. You can stop after any task and go on later.", played=played, total=total,
    )  # fmt: skip
    return (
        f'<div class="jp-RenderedHTMLCommon"><h1>{escape(corpus.title)}</h1><p>{escape(lead)}</p></div>'
        f'<div class="iwk-sheet">{course_html(course)}</div>{record_html(heading=2)}'
    )
