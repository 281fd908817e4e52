"""Choice tasks as Moodle XML, to be imported into a question bank."""

from __future__ import annotations

from collections.abc import Iterable

from infowar_kit.site.choices import ChoiceQuestion
from infowar_kit.site.xml import Element, document, element


def moodle_xml(questions: Iterable[ChoiceQuestion]) -> str:
    """Return questions, each in a category of its lesson.

    Where several options hold, each is worth its share, and each that does not hold costs its share: who
    ticks all gets nothing.
    """
    made: list[Element] = []
    lesson = ""
    for question in questions:
        if question.lesson != lesson:
            lesson = question.lesson
            made.append(
                element(
                    "question",
                    "",
                    _text("category", f"$course$/top/{lesson.replace('/', '//')}"),
                    type="category",
                )
            )
        made.append(_question(question))
    return document(element("quiz", "", *made))


def _question(question: ChoiceQuestion) -> Element:
    right = sum(option.holds for option in question.options)
    wrong = len(question.options) - right
    answers = []
    for option in question.options:
        share = 100 / right if option.holds else 0 if question.single else -100 / wrong
        words, why = _html("text", option.words)[0], _html("feedback", option.why)
        answers.append(element("answer", "", words, why, fraction=f"{share:.5f}".rstrip("0").rstrip("."),
                               format="html"))  # fmt: skip
    return element(
        "question", "",
        _text("name", question.title),
        _html("questiontext", question.prompt),
        _html("correctfeedback", question.right),
        element("defaultgrade", "1"),
        element("penalty", "0.3333333"),
        element("hidden", "0"),
        element("idnumber", question.id),
        element("single", str(question.single).lower()),
        element("shuffleanswers", "false"),
        element("answernumbering", "none"),
        *answers,
        _html("hint", question.hint),
        type="multichoice",
    )  # fmt: skip


def _text(name: str, text: str) -> Element:
    return element(name, "", element("text", text))


def _html(name: str, html: str) -> Element:
    return element(name, "", element("text", html), format="html")
