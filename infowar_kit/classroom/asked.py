"""The tasks that a class met, each built once for what was drawn, with what it said to each answer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, cast

from infowar_kit.corpus import Corpus
from infowar_kit.corpus.teaching_records import Key
from infowar_kit.errors import KitError
from infowar_kit.tasks import Feedback, Task, build
from infowar_kit.tasks.sections import Section


class Asked:
    """The tasks of an event as learners met them.

    Parameters
    ----------
    corpus : Corpus
        The event.
    language : str
        Language of the words.
    """

    def __init__(self, corpus: Corpus, language: str = "en") -> None:
        self._corpus, self._language = corpus, language
        self._tasks: dict[str, Task] = {}
        self._drawn: dict[tuple[str, tuple[Key, ...]], Task] = {}

    def task(self, slug: str, seed: int = 0) -> Task:
        """Return a task, with what a learner's seed draws.

        Raises
        ------
        KitError
            If it cannot be built.
        """
        known = self._tasks.get(slug)
        if known is None:
            known = self._tasks[slug] = _Remembering(build(self._corpus, slug, self._language)).as_task()
        if not known.draws:
            return known
        task = build(self._corpus, slug, self._language)
        task.draw(seed)
        # Of a thousand seeds many draw the same: what is asked then is said by its keys.
        return self._drawn.setdefault((slug, task.keys), _Remembering(task).as_task())


class _Remembering:
    """A task that remembers what it said to an answer: of a thousand learners many give the same."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._said: dict[str, Feedback | KitError] = {}
        self._sections: tuple[Section, ...] = ()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._task, name)

    def as_task(self) -> Task:
        return cast(Task, self)

    def sections(self) -> tuple[Section, ...]:
        if not self._sections:
            self._sections = self._task.sections()
        return self._sections

    def check(self, answer: Mapping[str, Any]) -> Feedback:
        text = json.dumps(answer, sort_keys=True, ensure_ascii=False)
        if text not in self._said:
            try:
                self._said[text] = self._task.check(answer)
            except KitError as error:
                self._said[text] = error
            except Exception as error:
                # A file made by hand holds any shape; it must not cost the rest of the class its report.
                self._said[text] = KitError(str(error))
        found = self._said[text]
        if isinstance(found, KitError):
            raise found
        return found
