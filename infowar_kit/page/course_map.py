"""The map of the course as HTML: in the player's margin and, from `kit.progress()`, in JupyterLab."""

from __future__ import annotations

from dataclasses import dataclass

from infowar_kit.say import Sayings, later, plural, say
from infowar_kit.tasks.course import Course, LessonStep, TaskStep
from infowar_kit.tasks.sureness import sureness_words
from infowar_kit.text import attribute, escape, plain

# A sign and a word each; the sign is for the eye alone.
SIGNS = {"done": "✓", "begun": "◐", "open": "○"}
STATES = Sayings({"done": later("done"), "begun": later("begun"), "open": later("not begun")})


@dataclass(frozen=True, slots=True)
class Due:
    """What is worth meeting again.

    Parameters
    ----------
    number : int
        How much is due.
    target : str
        Where it is met.
    """

    number: int = 0
    target: str = ""


NOTHING = Due()


@dataclass(frozen=True)
class CourseMap:
    """The course with what is done in it, as a cell shows it.

    Parameters
    ----------
    course : Course
        What there is and what is done.
    here : str
        The lesson at hand; its tasks are listed, the others folded away.
    due : Due
        What is worth meeting again.
    """

    course: Course
    here: str = ""
    due: Due = NOTHING

    def __repr__(self) -> str:
        lines = [_go_on_words(self.course), *([_due_words(self.due)] if self.due.number else [])]
        lines += [words] if (words := sureness_words(self.course.sure)) else []
        for lesson in self.course.lessons:
            begun = [task for task in lesson.tasks if task.state != "open"]
            if begun:
                lines.append(f"{_name(lesson)}: {_count(lesson)}")
                lines += [f"  {SIGNS[task.state]} {_task_words(task)}" for task in begun]
        return "\n".join(lines)

    def face(self) -> str:
        """Return the way on alone, for a saved lesson: what the other lessons hold is not its business."""
        return f'<div class="iwk-sheet iwk-map">{_go_on_html(self.course, self.here)}</div>'

    def _repr_html_(self) -> str:
        # In a lesson it is a part of the text; the landmark is the player's margin.
        return f'<div class="iwk-sheet iwk-map">{_inner_html(self.course, self.here, self.due)}</div>'


def course_html(course: Course, *, here: str = "", due: Due = NOTHING) -> str:
    """Return the map: where to go on, then lesson by lesson what is done.

    Parameters
    ----------
    course : Course
        What there is and what is done.
    here : str
        Id of the lesson at hand, if there is one.
    due : Due
        What is worth meeting again.
    """
    inner = _inner_html(course, here, due)
    return f'<nav class="iwk-map" aria-label="{attribute(say("Course"))}">{inner}</nav>'


def _inner_html(course: Course, here: str, due: Due) -> str:
    shown = "".join(_lesson_html(lesson, here=lesson.lesson == here) for lesson in course.lessons)
    words = sureness_words(course.sure)
    sure = f'<p class="iwk-small">{escape(words)}</p>' if words else ""
    on = f"{_go_on_html(course, here)}{sure}{_due_html(course, here, due)}"
    return f'{on}<ol class="iwk-map-lessons">{shown}</ol>'


def _due_words(due: Due) -> str:
    return plural(
        "{number} thing is worth meeting again", "{number} things are worth meeting again", due.number
    )


def _due_html(course: Course, here: str, due: Due) -> str:
    if not due.number or not due.target:
        return ""
    # On its own page it is a way down, and nothing is loaded anew.
    own = next((lesson.notebook for lesson in course.lessons if lesson.lesson == here), "")
    target = due.target.removeprefix(own) if own else due.target
    link = f'<a class="iwk-again" href="{attribute(target)}">{escape(say("Meet again"))}</a>'
    return f'<p class="iwk-map-on">{link}<span class="iwk-small">{escape(_due_words(due))}</span></p>'


def _go_on_words(course: Course) -> str:
    if course.next is None:
        return say("All tasks of the course are done.")
    lesson, task = course.next
    name, title = _name(lesson), plain(task.title)
    if course.last is None:
        return say("Begin with {lesson}: {task}", lesson=name, task=title)
    return say("Continue where you were: {lesson}, {task}", lesson=name, task=title)


def _go_on_html(course: Course, here: str) -> str:
    if course.next is None:
        return f'<p class="iwk-map-on">{escape(_go_on_words(course))}</p>'
    lesson, task = course.next
    words = say("Continue where you were") if course.last else say("Begin")
    # Within the page the link leads to the task itself; the player finds it by its anchor.
    target = f"#{_anchor(task)}" if lesson.lesson == here else f"{lesson.notebook}#{_anchor(task)}"
    return (
        f'<p class="iwk-map-on"><a href="{attribute(target)}">{escape(words)}</a>'
        # Titles end in question marks, too: a colon behind one reads badly.
        f'<span class="iwk-small">{escape(_name(lesson))} · {escape(plain(task.title))}</span></p>'
    )


def _lesson_html(lesson: LessonStep, *, here: bool) -> str:
    name = escape(_name(lesson))
    current = ' aria-current="page"' if here else ""
    head = f'<a href="{attribute(lesson.notebook)}"{current}>{name}</a>'
    count = f'<span class="iwk-small">{escape(_count(lesson))}</span>'
    tasks = "".join(_task_html(task, lesson, here=here) for task in lesson.tasks)
    if not tasks:
        return f"<li>{head}</li>"
    words = plural("{number} task", "{number} tasks", len(lesson.tasks))
    if practice := sum(task.practice for task in lesson.tasks):
        words += f", {say('{number} of them practice', number=practice)}"
    listed = f"<details{' open' if here else ''}><summary>{escape(words)}</summary><ul>{tasks}</ul></details>"
    return f"<li>{head} {count}{listed}</li>"


def _task_html(task: TaskStep, lesson: LessonStep, *, here: bool) -> str:
    target = f"#{_anchor(task)}" if here else f"{lesson.notebook}#{_anchor(task)}"
    return (
        f'<li class="iwk-{task.state}"><span aria-hidden="true">{SIGNS[task.state]}</span> '
        f'<span><a href="{attribute(target)}">{escape(plain(task.title))}</a> '
        f'<span class="iwk-small">{escape(_about(task))}</span></span></li>'
    )


def _task_words(task: TaskStep) -> str:
    return f"{plain(task.title)}: {_about(task)}"


def _about(task: TaskStep) -> str:
    words = [STATES[task.state]]
    if task.practice:
        words.insert(0, say("practice"))
    if task.tried == 1 and task.state == "done":
        words.append(say("right at first try") if task.right else say("not right at first try"))
    elif task.tried:
        words.append(say("right at first try {right} of {tried}", right=task.right, tried=task.tried))
    return ", ".join(words)


def _count(lesson: LessonStep) -> str:
    done = say("{done} of {total} tasks done", done=lesson.done, total=len(lesson.needed))
    right, tried = lesson.right
    if tried:
        done += f", {say('right at first try {right} of {tried}', right=right, tried=tried)}"
    return done


def _name(lesson: LessonStep) -> str:
    return f"{lesson.lesson} {lesson.title}"


def _anchor(task: TaskStep) -> str:
    return f"task-{task.task}"
