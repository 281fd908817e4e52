"""What careful readers answer who do not know the key: ``python -m tools.readers ask`` and ``… score FILE``.

``ask`` prints each task that is no further practice as a learner meets it, nothing of its key, with the parts
and fields of an answer. A reader writes a JSON file ``{task: {part: value}}``. ``score`` holds such files
against the keys and against each other: where careful readers differ from a key or among themselves, the key
becomes a range or the task changes.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from itertools import combinations
from pathlib import Path
from typing import Any

from infowar_kit.corpus import Corpus, load
from infowar_kit.errors import AnswerError
from infowar_kit.tasks import Task, build
from infowar_kit.tasks.questions import Pick, PickSeveral, Question
from infowar_kit.text import plain
from infowar_kit.workspace.minutes import texts_of

USAGE = "usage: python -m tools.readers ask [LESSON ...]\n       python -m tools.readers score FILE ..."


def tasks(corpus: Corpus, lessons: Sequence[str] = ()) -> Iterator[Task]:
    """Yield the tasks of lessons, or of all, that are no further practice."""
    for row in corpus.tasks:
        if not row.practice and (not lessons or row.lesson in lessons):
            yield build(corpus, row.task_id)


def asked(task: Task) -> list[str]:
    """Return a task as a learner meets it, line by line, with the fields of an answer; nothing of its key."""
    lines = [f"=== {task.id} (lesson {task.row.lesson}): {plain(task.title)}", plain(task.prompt)]
    lines += texts_of(task.intro())
    for section in task.sections():
        lines.append(f"--- part {section.part}")
        lines += texts_of(section.face) if section.face else list(section.lines)
        for question in section.questions:
            lines += texts_of(question.about) if question.about else []
            lines.append(f"? {'/'.join(question.field) or '(value)'}: {plain(question.label)}")
            lines += _choices(question)
    return lines


def _choices(question: Question) -> list[str]:
    if isinstance(question, Pick | PickSeveral):
        several = " (a list)" if isinstance(question, PickSeveral) else ""
        return [
            f"    {json.dumps(value)}{several}: {plain(words)}" for value, words in question.options.items()
        ]
    return [f"    a {type(question).__name__.lower()}"]


def verdicts(task: Task, answer: Mapping[str, Any]) -> dict[str, str]:
    """Return the verdict on each part of an answer, all reasons of a part taken together.

    Raises
    ------
    AnswerError
        If the answer cannot be used.
    """
    found: dict[str, list[str]] = {}
    for reason in task.check(answer).reasons:
        if reason.verdict != "noted":
            found.setdefault(reason.part, []).append(reason.verdict)
    return {part: "right" if set(said) == {"right"} else "differs" for part, said in found.items()}


def score(corpus: Corpus, answers: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Return what readers' answers add up to, by task: how many parts hold, and where they differ."""
    lines, held, of, same, pairs = [], 0, 0, 0, 0
    for task in tasks(corpus):
        for name, given in answers.items():
            if task.id not in given:
                continue
            try:
                found = verdicts(task, given[task.id])
            except AnswerError as error:
                lines.append(f"{task.id}: {name}: cannot be used: {error}")
                continue
            right = sum(verdict == "right" for verdict in found.values())
            held, of = held + right, of + len(found)
            missed = [part for part, verdict in found.items() if verdict != "right"]
            lines.append(
                f"{task.id}: {name}: {right} of {len(found)}; not as the key: {', '.join(missed) or '-'}"
            )
        for one, other in combinations(answers, 2):
            first, second = answers[one].get(task.id, {}), answers[other].get(task.id, {})
            shared = first.keys() & second.keys()
            pairs += len(shared)
            same += sum(first[part] == second[part] for part in shared)
    lines.append(f"In all {held} of {of} parts as the key; two readers alike in {same} of {pairs} parts.")
    return lines


def main(arguments: Sequence[str]) -> int:
    """Print the tasks, or what answers add up to."""
    match list(arguments):
        case ["ask", *lessons]:
            for task in tasks(load(), lessons):
                print(unescape("\n".join(asked(task))), end="\n\n")
            return 0
        case ["score", *files] if files:
            answers = {Path(name).stem: json.loads(Path(name).read_text(encoding="utf-8")) for name in files}
            print("\n".join(score(load(), answers)))
            return 0
    print(USAGE, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
