"""Where a notebook tells what its tasks ask: reasons and answers, in sources, outputs, metadata, widgets."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

from infowar_kit.corpus import Corpus
from infowar_kit.page.form import form_html
from infowar_kit.tasks import Task, build
from infowar_kit.tasks.questions import Pick, PickSeveral
from infowar_kit.tasks.sections import value_at
from infowar_kit.tasks.special_questions import Spans
from infowar_kit.text import plain
from infowar_kit.verification.admiralty import GRADES, LETTERS_SHORT

WHOLE = 4  # words of a text that can be known again
LEAST = 7  # words of a sentence that can be known again
_ROW = re.compile(r"</(?:tr|li|p|dt|dd|h\d)>|<br ?/?>|\n")
_SENTENCE = re.compile(r"(?<=[.?!:])\s+")


def bare(text: str) -> str:
    """Return text as a reader has it: no tags, no marks, one blank between words, small letters."""
    text = re.sub(r"<[^>]*>", " ", text)
    return " ".join(re.sub(r"[*“”\"’']", "", plain(html.unescape(text))).split()).casefold()


def strings(value: Any) -> Iterator[str]:
    """Yield every text in something read from JSON, names of fields too; lists of lines are one text."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, one in value.items():
            yield name
            if name.startswith("image/"):
                continue
            yield from strings(one)
    elif isinstance(value, list):
        if all(isinstance(one, str) for one in value):
            yield "".join(value)
        for one in value:
            yield from strings(one)


def rows(text: str) -> Iterator[str]:
    """Yield what stands beside one another: a row of a table, a point of a list, a line."""
    yield from filter(None, map(bare, _ROW.split(text)))


def sentences(corpus: Corpus, task: Task) -> dict[str, set[str]]:
    """Return by part what nobody should read before answering; under no part what is of the whole task."""
    seen = bare(f"{task.title} {task.prompt} {form_html(task)} {task}")
    parts = {key.part for key in task.keys}
    found: dict[str, set[str]] = {part: set() for part in ("", *parts)}
    texts = [
        (name.split("/")[0], text)
        for name, text in corpus.texts_under(f"{task.id}/").items() if name != "hint"
    ]  # fmt: skip
    # What the key does is also told where annotators differed.
    marked = {
        section.part for section in task.sections() if any(isinstance(q, Spans) for q in section.questions)
    }
    keys = [key for key in task.keys if key.part in marked]
    about = {f"{ref.partition(':')[2].casefold()}/key": key.part for key in keys for ref in key.rows}
    cases = corpus.texts_under(f"lesson-{task.row.lesson}/disagreement/")
    texts += [(about[name], text) for name, text in cases.items() if name in about]
    texts += [(one.part, text) for one in task.solution().reasons for text in (one.said, one.text)]
    # What a grade means stands in the lesson's own table; beside what is asked, `answers` finds it.
    scale = {bare(f"{grade} {words}") for grade, words in {**GRADES, **LETTERS_SHORT}.items()}
    texts = [(name, text) for name, text in texts if bare(text) not in scale]
    for name, text in texts:
        whole = bare(text)
        if len(whole.split()) >= WHOLE and whole not in seen:
            found[name if name in parts else ""].add(whole)
        for sentence in _SENTENCE.split(" ".join(plain(text).split())):
            words = bare(sentence)
            if len(words.split()) >= LEAST and words not in seen:
                found[name if name in parts else ""].add(words)
    return found


def answers(task: Task) -> dict[str, list[tuple[str, str]]]:
    """Return by part pairs of what is asked about and what is right: side by side they tell the answer."""
    right, found = task.right_answer(), dict[str, list[tuple[str, str]]]()
    for section in task.sections():
        pairs = found.setdefault(section.part, [])
        given = right.get(section.part)
        for question in section.questions:
            value = value_at(given, question.field)
            match question:
                case Spans(text=text, labels=labels):
                    for start, end, label in value or ():
                        pairs += [
                            (bare(text[start:end]), bare(label)),
                            (bare(text[start:end]), bare(labels[label])),
                        ]
                case Pick(options=options) if value in options:
                    pairs += [(about, bare(options[value])) for about in _asked(section.face)]
                case PickSeveral(options=options):
                    pairs += [
                        (about, bare(options[one])) for one in value or () for about in _asked(section.face)
                    ]
    return found


def _asked(face: str) -> Iterator[str]:
    """Yield stretches of a face that are long enough to be known again."""
    for row in rows(face):
        words = row.split()
        if len(words) >= LEAST:
            yield " ".join(words[: LEAST + 1])


def told(corpus: Corpus, notebook: dict[str, Any], tasks: list[str]) -> dict[tuple[str, str], str]:
    """Return for each key, by task and part, the words with which a notebook tells it."""
    texts = [bare(text) for text in strings(notebook)]
    # A task's own face has what is asked beside all that can be chosen; `sentences` looks at it too.
    others = [cell for cell in notebook["cells"] if "kit.task(" not in "".join(cell["source"])]
    shown = [row for cell in others for text in strings(cell) for row in rows(text)]
    found: dict[tuple[str, str], str] = {}
    for slug in tasks:
        task = build(corpus, slug)
        for part, known in sentences(corpus, task).items():
            for words in sorted(known):
                if any(words in text for text in texts):
                    found.setdefault((slug, part), words)
        for part, pairs in answers(task).items():
            for about, right in pairs:
                if any(about in row and right in row and right not in about for row in shown):
                    found.setdefault((slug, part), f"{about} … {right}")
    return found
