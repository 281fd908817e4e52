"""A task as a page that reads well where nothing answers: what is asked, and from what one may choose."""

from __future__ import annotations

from infowar_kit.say import say
from infowar_kit.tasks import Task
from infowar_kit.tasks.questions import Clock, Lines, Number, Pick, PickSeveral, Question, Text
from infowar_kit.tasks.sections import Section
from infowar_kit.tasks.special_questions import Reveal, Spans
from infowar_kit.text import attribute, direction, escape, inline, plain, prose


def form_html(task: Task) -> str:
    """Return what a task asks as HTML: a group a part, with plain controls that need no script to be read."""
    sections = [section_html(task, section, number) for number, section in enumerate(task.sections(), 1)]
    return f'<div class="iwk-form">{task.intro()}{"".join(sections)}</div>'


def section_html(task: Task, section: Section, number: int) -> str:
    """Return one part of a form."""
    asked = "".join(
        question_html(question, f"{task.id}/{section.part}/{'/'.join(question.field)}")
        for question in section.questions
    )
    # Where nothing stands above the questions, its lines do, but for those that the questions say themselves.
    said = {line for question in section.questions for line in (plain(question.label), *question.lines())}
    lines = [line for line in section.lines if line.removeprefix("( ) ") not in said]
    face = section.face or "".join(f"<p>{escape(line)}</p>" for line in lines)
    part = f'data-part="{attribute(section.part)}" data-number="{number}"'
    return f'<section class="iwk-card" {part}>{face}{asked}</section>'


def question_html(question: Question, name: str) -> str:
    """Return one question with its control.

    Parameters
    ----------
    question : Question
        What is asked.
    name : str
        Name of the control, the same for no other on the page.
    """
    return question.about + _control(question, name)


def _control(question: Question, name: str) -> str:
    match question:
        case Pick(compact=True):
            return _list(question, name)
        case Pick():
            return _group(question, "radio", name)
        case PickSeveral(most=most):
            return _group(question, "radio" if most == 1 else "checkbox", name)
        case Reveal(cards=cards, words=words):
            heads = [escape(say(words.one, number=n, total=len(cards))) for n in range(1, len(cards) + 1)]
            shut = "".join(
                f"<details><summary>{head}</summary>{prose(card)}</details>"
                for head, card in zip(heads, cards, strict=True)
            )
            return f'<div data-name="{attribute(name)}"><p>{escape(plain(question.label))}</p>{shut}</div>'
        case Spans(text=text, language=language):
            return f'<p lang="{attribute(language)}" dir="{direction(language)}">{escape(text)}</p>'
        case Number() | Clock() | Text(rows=1):
            control = f'<input type="text" name="{attribute(name)}" autocomplete="off">'
            return f"<p><label>{inline(question.label)} {control}</label></p>"
        case Text() | Lines():
            rows = question.rows
            start = attribute("\n".join(question.start)) if isinstance(question, Lines) else ""
            control = f'<textarea name="{attribute(name)}" rows="{rows}">{start}</textarea>'
            return f"<p><label>{inline(question.label)}<br>{control}</label></p>"
        case _:
            return f"<p>{inline(question.label)}</p>"


def _group(question: Pick | PickSeveral, kind: str, name: str) -> str:
    choices = "".join(
        f'<p><label><input type="{kind}" name="{attribute(name)}" value="{attribute(value)}"> {inline(words)}'
        f"</label></p>"
        for value, words in question.options.items()
    )
    return f"<fieldset><legend>{inline(question.label)}</legend>{choices}</fieldset>"


def _list(question: Pick, name: str) -> str:
    """Return a list that folds away, and its options for paper, where nothing unfolds."""
    options = "".join(
        f'<option value="{attribute(value)}">{escape(plain(words))}</option>'
        for value, words in question.options.items()
    )
    choose = f'<option value="">{escape(say("choose …"))}</option>'
    paper = "".join(f"<li>{escape(plain(words))}</li>" for words in question.options.values())
    return (
        f'<p><label>{inline(question.label)} <select name="{attribute(name)}">{choose}{options}</select>'
        f'</label></p><ul class="iwk-on-paper">{paper}</ul>'
    )
