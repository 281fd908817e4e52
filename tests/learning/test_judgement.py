"""The first and the last test: forms, steps, what is kept and what is said when."""

import random
from collections import Counter
from itertools import groupby
from operator import eq
from pathlib import Path

import pytest

from infowar_kit.corpus import load
from infowar_kit.errors import AnswerError
from infowar_kit.learning.changed import Changed, ClassChanged
from infowar_kit.learning.exhibits import Learning
from infowar_kit.learning.judgement import Judgement
from infowar_kit.learning.methods.sitting import FEW, class_figures
from infowar_kit.learning.sittings import forms_of, sittings, taken_by
from infowar_kit.tasks.record import Record
from infowar_kit.tasks.session import DRAWN, Session

CORPUS = load()
FIRST, LAST = forms_of(CORPUS)


def session(folder: Path, seed: int | None = None) -> Session:
    made = Session(CORPUS, Record(folder / "record.json"))
    if seed is not None:
        made.own_seed = seed
    return made


def model(one: Session, slug: str) -> Judgement:
    task = one.work(slug).task
    assert isinstance(task, Judgement)
    return task


def margins(slug: str, what: str) -> Counter[tuple[str, str]]:
    """Return how many faithful and distorted reports of a form have which aspect, front, or kind of page."""
    copies = {"aggregator", "machine-copy-site", "blog"}
    found: Counter[tuple[str, str]] = Counter()
    for key in CORPUS.keys_of_task(slug):
        kind = CORPUS.source(CORPUS.item(key.item).source).kind
        value = {
            "aspect": key.accept[1],
            "front": CORPUS.claim(key.claim).front,
            "page": "copy" if kind in copies else "outlet",
        }[what]
        found[key.accept[0], value] += 1
    return found


@pytest.mark.parametrize("what", ["aspect", "front", "page"])
def test_the_forms_are_matched(what: str) -> None:
    assert margins(FIRST, what) == margins(LAST, what)


@pytest.mark.parametrize("slug", [FIRST, LAST])
def test_a_form_has_as_many_faithful_as_distorted_reports(slug: str) -> None:
    kinds = Counter(key.accept[0] for key in CORPUS.keys_of_task(slug))
    assert kinds == {"faithful": 10, "distorted": 10}


def sequence(slug: str, at: int) -> list[str]:
    return [key.accept[at] for key in sorted(CORPUS.keys_of_task(slug), key=lambda key: key.position)]


def test_the_order_of_one_form_does_not_tell_the_other() -> None:
    # Both forms once had the same order: whoever had seen one could have filled in the other unread.
    alike = [sum(map(eq, sequence(FIRST, at), sequence(LAST, at))) for at in (0, 1)]
    assert 8 <= alike[0] <= 12, "chance is ten of twenty"
    assert alike[1] <= 8


@pytest.mark.parametrize("slug", [FIRST, LAST])
def test_no_form_goes_on_with_one_answer(slug: str) -> None:
    assert max(len(list(run)) for _, run in groupby(sequence(slug, 0))) <= 3


def test_no_page_of_the_test_is_a_key_of_a_lesson() -> None:
    tested = {key.item for slug in (FIRST, LAST) for key in CORPUS.keys_of_task(slug)}
    assert len(tested) == 40
    lessons = {
        ref
        for key in CORPUS.keys
        if key.task not in (FIRST, LAST)
        for ref in ([f"items:{key.item}"] if key.item else [])
    }
    assert not {f"items:{item}" for item in tested} & lessons


def test_which_form_comes_first_is_drawn_and_stays(tmp_path: Path) -> None:
    one = session(tmp_path, seed=7)
    task = model(one, FIRST)
    assert (task.form, model(one, LAST).form) == (LAST, FIRST)
    one.work(FIRST).answer({task.parts[0]: {"chance": 5}})
    again = session(tmp_path, seed=8)
    assert model(again, FIRST).form == LAST
    assert len(again.record.entries(CORPUS.name, DRAWN)) == 1


def test_looking_keeps_nothing(tmp_path: Path) -> None:
    model(session(tmp_path), FIRST)
    assert not (tmp_path / "record.json").exists()


def test_both_forms_come_first_about_as_often(tmp_path: Path) -> None:
    first = Counter(model(session(tmp_path), FIRST).form for _ in range(60))
    assert min(first.values()) >= 12  # less has a chance of one in a million


def test_nothing_is_said_before_all_are_judged(tmp_path: Path) -> None:
    work = session(tmp_path, 2).work(FIRST)
    part = work.task.right_answer().keys().__iter__().__next__()
    feedback = work.answer({part: {"chance": 6, "opened": 1}})
    assert feedback.headline == "Kept. What holds is said when all reports are judged."
    assert {reason.verdict for reason in feedback.reasons} == {"noted"}
    assert work.task.summary(work.answers) == "<p>1 report judged.</p>"


def test_when_all_are_judged_the_answers_stand_and_the_reasons_are_shown(tmp_path: Path) -> None:
    work = session(tmp_path, 2).work(FIRST)
    assert "stands below" in work.answer(work.task.right_answer()).headline
    before = dict(work.answers)
    part = next(iter(before))
    work.answer({part: {"chance": 3, "opened": 1}})
    assert work.answers == before
    shown = work.task.summary(work.answers)
    assert "10 of 10" in shown and work.task.reasons[part][:20] in shown
    assert "d′" not in shown


def test_a_step_that_is_none_is_refused(tmp_path: Path) -> None:
    work = session(tmp_path, 2).work(FIRST)
    with pytest.raises(AnswerError, match="Choose one of the six steps: 1, 2, 3, 4, 5, 6"):
        work.answer({"a-01": {"chance": 7}})
    with pytest.raises(AnswerError, match="Nothing is chosen yet"):
        work.answer({})


def test_what_was_opened_first_is_kept(tmp_path: Path) -> None:
    one = session(tmp_path, 2)
    answer = one.work(FIRST).task.right_answer()
    answer["a-02"]["opened"] = 1
    one.work(FIRST).answer(answer)
    before, after = sittings(one)
    assert after is None and before is not None
    assert [judged.part for judged in before.judged if judged.opened] == ["a-02"]
    assert "You opened the evidence of 1 report before you judged it." in Changed(before, None)._repr_html_()


def sat(folder: Path, number: int) -> Record:
    folder.mkdir()
    one = session(folder, number)
    rng = random.Random(number)
    for slug in (FIRST, LAST):
        work = one.work(slug)
        work.answer({part: {"chance": rng.randint(1, 6)} for part in model(one, slug).parts})
    return one.record


def test_a_class_is_read_from_its_records(tmp_path: Path) -> None:
    records = [sat(tmp_path / str(number), number) for number in range(FEW)]
    half = session(tmp_path / "0", 0)  # whoever took one alone is left out
    (tmp_path / "half").mkdir()
    half = session(tmp_path / "half", 0)
    half.work(FIRST).answer(half.work(FIRST).task.right_answer())
    taken = taken_by(CORPUS, [*records, half.record])
    assert len(taken) == FEW
    shown = repr(ClassChanged(class_figures(taken, draws=40)))
    assert "15 learners took both tests." in shown
    assert "Below 30 learners the interval stands without a verdict." in shown
    assert "contested" in shown
    assert "no verdict" in shown and "d′" in shown
    assert "Too few to say: it takes 15." in repr(ClassChanged(class_figures(taken[:-1])))


def test_when_all_are_judged_nothing_is_promised_any_more(tmp_path: Path) -> None:
    one = session(tmp_path, 0)
    work = one.work(FIRST)
    said = [work.answer({part: {"chance": 1, "opened": 0}}).headline for part in work.task.parts]
    assert set(said[:-1]) == {"Kept. What holds is said when all reports are judged."}
    assert said[-1] == "All reports are judged. What holds stands below."
    # Nothing can be tried again here.
    assert "Not yet" not in work.task.summary(work.answers)


def test_the_comparison_follows_the_last_test(tmp_path: Path) -> None:
    # It once stood still until the page was loaded again, and said that one of two tests was not taken.
    one = session(tmp_path, 0)
    shown = Learning(one).changed()
    for slug in (FIRST, LAST):
        work = one.work(slug)
        work.answer(work.task.right_answer())
    assert "First test: 20 of 20" in repr(shown)
    assert "Only one of the two tests" not in shown.children[-1].value
    assert "Last test" in shown.children[-1].value
