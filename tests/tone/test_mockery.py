"""Reading jokes: what is asked, what comes back, and what a key may say."""

import dataclasses

import pytest

from infowar_kit.corpus import load
from infowar_kit.errors import AnswerError, LookupFailed
from infowar_kit.page.form import form_html
from infowar_kit.tasks import build
from infowar_kit.tone.mockery import Mockery


@pytest.fixture(scope="module")
def task():
    return build(load(), "inside-outside")


@pytest.fixture(scope="module")
def forms():
    return build(load(), "irony-satire-parody")


def test_a_joke_is_told_once_and_asked_about_several_times(task):
    told = [section.part for section in task.sections() if section.face]
    assert told == [
        "goodwill-inside", "cotton-claim", "square-target", "contradictions-claim", "home-target",
    ]  # fmt: skip
    text = str(task)
    assert text.count("“Meanwhile in Ukraine.”") == 1
    page = form_html(task)
    for number in ("1a. What must a reader know to laugh?", "3a. Whom or what does it laugh at?"):
        assert (text.count(number), page.count(number)) == (1, 1)
    assert page.count("that the ministry knew of it late and gave a wrong hour") == 1
    assert "Text 5" in page
    assert "Read at Just the News" in page


def test_a_wrong_answer_is_told_what_is_wrong_with_it(task):
    found = task.check({"square-answer": "a"})
    assert found.verdict == "wrong"
    assert [reason.text for reason in found.reasons] == [
        "It claims something about what will come. Look at its day."
    ]
    assert not found.reasons[0].rows
    right = task.check({"square-answer": "b"})
    assert right.verdict == "right"
    assert right.reasons[0].rows == ("items:I935",)


def test_a_text_that_is_two_things_may_be_called_either(forms):
    for form in ("satire", "parody"):
        assert forms.check({"runup-form": form}).verdict == "right"
    assert forms.check({"runup-form": "irony"}).verdict == "wrong"
    said = str(forms.solution())
    assert "At 2, what holds is “satire” or “parody”. " in said


def test_no_two_questions_share_a_number(task, forms):
    """Both questions on a joke were called 3."""
    for one in (task, forms):
        numbers = [section.questions[0].label.partition(" ")[0] for section in one.sections()]
        assert len(set(numbers)) == len(numbers)
    assert [one.about for one in task.solution().reasons][:4] == ["At 1a", "At 1b", "At 2a", "At 2b"]


def test_what_no_row_explains_is_asked_back(task):
    bare = Mockery(task.corpus, task.row)
    bare.optional = lambda name: ""
    found = bare.check({"home-target": "a"})
    assert found.reasons[0].text == "Which words of the joke say so?"


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ({}, "Nothing is answered yet. Answer one question at least, then check."),
        ({"square-claim": "z"}, "Choose an answer: a, b, c. “z” is none of them."),
        ({"fire-form": "a"}, "'fire-form' is no part of the task 'inside-outside'"),
    ],
)
def test_answers_that_cannot_be_used(task, answer, message):
    with pytest.raises(AnswerError) as caught:
        task.check(answer)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"item": None}, "names no item."),
        ({"part": "goodwill-mood"}, "asks 'mood'. Its part may end in: target, inside, claim, answer, form"),
        ({"part": "claim"}, "asks 'claim'. Its part may end in"),
        ({"accept": ("q",)}, "accepts ['q']. Its options are: a, b, c."),
        ({"accept": ()}, "accepts []. Its options are: a, b, c."),
    ],
)
def test_keys_that_cannot_be_taught(task, changed, message):
    class Changed(Mockery):
        def __init__(self, corpus, row):
            keys = list(corpus.keys_of_task(row.task_id))
            texts = {f"{row.task_id}/{changed['part']}/reason"} if "part" in changed else set()
            keys[0] = dataclasses.replace(keys[0], **changed)

            class Corpus:
                def __getattr__(self, name):
                    return getattr(corpus, name)

                def keys_of_task(self, task_id):
                    return tuple(keys)

                def text(self, key, language):
                    return "Because." if key in texts else corpus.text(key, language)

            super().__init__(Corpus(), row)

    with pytest.raises(LookupFailed) as caught:
        Changed(task.corpus, task.row)
    assert message in str(caught.value)


def test_the_makers_of_the_jokes_stand_on_several_sides(task):
    """The same questions go to jokes by either state, by a state outlet and by people at home."""
    told = [task.text(joke) for joke in ("cotton", "square", "contradictions", "home")]
    makers = ("The Ukrainian Ministry of Defence", "a Russian embassy", "a Russian state outlet", "Russians")
    for joke, maker in zip(told, makers, strict=True):
        assert maker in joke
