"""Writing against the lens: what counts as beating it, what it costs, and what no machine judges."""

import pytest

from infowar_kit.corpus import load
from infowar_kit.errors import AnswerError
from infowar_kit.tasks import build
from infowar_kit.tone.beat_the_lens import BeatTheLens
from infowar_kit.tone.lens import read
from infowar_kit.tone.lens_box_view import LensBox
from infowar_kit.tone.methods.hunting import fired_on_neutral, hunts, score


@pytest.fixture(scope="module")
def task():
    made = build(load(), "beat-the-lens")
    assert isinstance(made, BeatTheLens)
    return made


HOT = "The pathetic little board has lied to us once more about the lift, and everyone knows why."
COLD = "The board of the house met on Monday and put off the matter of the lift until May."


def test_a_silent_text_that_is_to_move_beats_the_lens(task):
    assert not [one for one in read(COLD, "en") if one.strength != "question"]
    found = task.check({"moves": {"text": COLD, "technique": "cherry-picking"}})
    assert found.verdict == "right"
    assert "no proof that nothing is there" in str(found)


def test_a_text_that_fires_is_told_where(task):
    found = task.check({"moves": {"text": HOT, "technique": "loaded-language"}})
    assert found.verdict == "wrong"
    assert "“pathetic” (Loaded language, highlight)" in found.reasons[0].said
    assert "Say it without these words" in found.reasons[0].text


def test_a_neutral_text_is_to_set_it_off(task):
    assert "Which word of judgement, alarm or triumph" in str(task.check({"neutral": {"text": COLD}}))
    fired = task.check({"neutral": {"text": task.text("neutral/example")}})
    assert fired.verdict == "right"
    assert "“traitors”" in fired.reasons[0].said


def test_a_cue_that_costs_nothing_there_is_not_told_as_a_change(task):
    quiet = "The council said the pathetic noise would end on Monday, and nobody was surprised."
    cost = task.check({"neutral": {"text": quiet}}).reasons[-1].text
    assert "next to nothing would change" in cost and "would go from" not in cost


def test_the_cost_of_a_cue_is_counted_anew(task):
    """Precision and recall move as cues go: the numbers are those of the passages without the cues."""
    text = "The dog of the caretaker was whimpering, and it wails all night beside the lift."
    cost = task.check({"neutral": {"text": text}}).reasons[-1]
    rows = hunts(task.corpus)
    gone = {one.cue.cue_id for one in read(text, "en") if one.strength != "question"}
    after = score(rows, without=gone)
    assert after.found < score(rows).found
    assert f"recall would go from {100 * score(rows).recall:.0f} % to {100 * after.recall:.0f} %" in cost.text
    now, total = fired_on_neutral(rows, without=gone)
    before, _ = fired_on_neutral(rows)
    assert now == before
    assert f"Of {total} neutral agency texts it would fire on {now}, as before." in cost.text


def test_a_text_full_of_highlights_is_not_called_a_false_alarm(task):
    """Four insults in a row were praised as “a false alarm, made to order”."""
    hot = task.check(
        {"neutral": {"text": "The pathetic council idiots hate you, end of story, everyone knows."}}
    )
    assert hot.verdict == "partly"
    assert "would an agency print it so?" in hot.reasons[0].text
    assert task.check({"neutral": {"text": task.text("neutral/example")}}).verdict == "right"


def test_who_names_a_technique_is_asked_where_it_is(task):
    """No machine says whether it is there: two answers get two questions."""
    said = {
        name: str(task.check({"moves": {"text": COLD, "technique": name}}))
        for name in ("cherry-picking", "bandwagon")
    }
    assert "You chose “Cherry-picking”: One suitable fact" in said["cherry-picking"]
    assert "You chose “Bandwagon”: The reader is to think" in said["bandwagon"]


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ({}, "Nothing is written yet."),
        ({"neutral": {"text": "Too short."}}, "Your text has 2 words. Write 8 at least."),
        ({"neutral": {"text": "   "}}, "Write a text"),
        ({"neutral": {"text": "word " * 200}}, "Write 600 characters at most."),
        ({"moves": {"text": COLD}}, "Choose the technique that you used"),
        (
            {"neutral": {"text": "To jest tylko pogoda, to jest jutro, a to jest dom."}},
            "it seems to be Polish",
        ),
    ],
)
def test_answers_that_cannot_be_used(task, answer, message):
    with pytest.raises(AnswerError) as caught:
        task.check(answer)
    assert message in str(caught.value)


def test_text_of_a_learner_comes_back_escaped(task):
    from infowar_kit.page.feedback import feedback_html

    found = task.check({"neutral": {"text": f"<script>alert(1)</script> {HOT}"}})
    assert "<script>" not in feedback_html(task.corpus, found)


# The box


def test_the_box_reads_what_is_written_and_keeps_nothing():
    box = LensBox("The pathetic board has spoken.")
    assert "pathetic" in box.found.value
    box.words.value = 'Quotes "and\nline breaks" do no harm, <b>you</b> pathetic machine.'
    box.read_button.click()
    assert "“pathetic”" in box.found.value
    assert "<b>you" not in box.found.value
    assert box.guard.message.startswith("Read as English.")
    box.language.value = "uk"
    box.words.value = "Ганьба!"
    box.read_button.click()
    assert "Ганьба" in box.found.value
    box.words.value = "x" * 6000
    box.read_button.click()
    assert "Only the first 5000 characters were read." in box.found.value
    assert repr(LensBox()) == "A box for a text of your own, to be read with the lens."
