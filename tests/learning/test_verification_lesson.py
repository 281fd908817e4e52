"""Lesson 10: the article again, a claim never met, the file; and what is met again."""

import datetime as dt
import html
import re
from dataclasses import replace
from pathlib import Path

import pytest
from html5lib import HTMLParser
from hypothesis import given
from hypothesis import strategies as st

from infowar_kit.corpus import load
from infowar_kit.errors import AnswerError
from infowar_kit.learning.again_view import AgainView
from infowar_kit.learning.article_review import ArticleReview
from infowar_kit.learning.claim_note import ClaimNote
from infowar_kit.learning.coming_back import Again, due
from infowar_kit.learning.file_parts import Lines, chapters
from infowar_kit.learning.methods.again import AFTER, Met, worth_again
from infowar_kit.learning.methods.note import Note, contradictions
from infowar_kit.learning.verification_file import VerificationFile
from infowar_kit.page.course_map import Due
from infowar_kit.tasks import build
from infowar_kit.tasks.questions import Number
from infowar_kit.tasks.record import Record
from infowar_kit.tasks.session import Session
from infowar_kit.tasks.tries import missing
from infowar_kit.workspace.player import course_page

CORPUS = load()
NOW = dt.datetime(2030, 1, 10, tzinfo=dt.UTC)


def session(folder: Path, seed: int = 0) -> Session:
    made = Session(CORPUS, Record(folder / "record.json"))
    made.own_seed = seed
    return made


def note_part(task: ClaimNote) -> str:
    return next(part for part in task.parts if part.endswith("-note"))


def test_every_finding_on_the_article_is_asked_once() -> None:
    keys = [*CORPUS.keys_of_task("article-again"), *CORPUS.keys_of_task("article-rest")]
    asked = [key.rows[0].removeprefix("seed_findings:") for key in keys]
    assert sorted(asked) == sorted(row.finding_id for row in CORPUS.seed_findings)
    for key in keys:
        assert CORPUS.get("seed_findings", key.rows[0][14:]).verdict == key.accept[0]


def test_the_article_has_its_six_posts(tmp_path: Path) -> None:
    shown = "".join(section.face for section in session(tmp_path).work("article-again").task.sections())
    posts = {row.item for row in CORPUS.seed_findings} - {CORPUS.raw["seed"]}
    assert len(posts) >= 5
    for post in posts:
        assert CORPUS.item(post).quote[:12] in html.unescape(re.sub("<[^>]+>", "", shown))


def test_a_finding_that_does_not_hold_is_told_why(tmp_path: Path) -> None:
    feedback = session(tmp_path).work("article-again").answer({"f05": {"finding": "right"}})
    assert feedback.verdict == "wrong"
    assert feedback.reasons[0].text == CORPUS.text("article-again/f05/if/holds", "en")
    assert feedback.reasons[0].verdict == "wrong"


@pytest.mark.parametrize("slug", ["article-again", "claim-never-met"])
def test_each_wrong_finding_has_a_reason_of_its_own(slug: str) -> None:
    task = build(CORPUS, slug)
    assert len(task.mistakes()) > 50
    assert missing(task) == []


def test_six_claims_can_be_drawn_and_none_is_the_same_bit_as_the_form(tmp_path: Path) -> None:
    drawn = {}
    for seed in range(24):
        task = session(tmp_path, seed).work("claim-never-met").task
        assert isinstance(task, ClaimNote)
        drawn.setdefault(task.keys[0].claim, set()).add(seed % 2)
    assert len(drawn) == 6
    assert set(map(len, drawn.values())) == {2}


def test_the_constructed_answer_is_marked_wherever_it_stands(tmp_path: Path) -> None:
    one = session(tmp_path)
    task = one.work("claim-never-met").task
    assert isinstance(task, ClaimNote)
    look = task.parts[0]
    answers = [card for card in task.cards(look) if "Constructed for this lesson" in card]
    assert len(answers) == 1
    for section in task.sections():
        if "-ai-" in section.part:
            assert "Constructed for this lesson" in section.face
    one.work("claim-never-met").answer(task.right_answer())
    made = VerificationFile(one)
    assert made.html().count("Constructed for this lesson") == 3
    assert made.markdown().count("Constructed for this lesson") == 3


def test_sightings_must_be_open_before_they_count(tmp_path: Path) -> None:
    work = session(tmp_path).work("claim-never-met")
    with pytest.raises(AnswerError, match="Open all sightings before you check"):
        work.answer({work.task.right_answer().keys().__iter__().__next__(): {"opened": 1}})


def test_a_note_is_held_against_itself(tmp_path: Path) -> None:
    work = session(tmp_path).work("claim-never-met")
    assert isinstance(work.task, ClaimNote)
    part = note_part(work.task)
    good = work.task.right_answer()[part]
    assert work.answer({part: good}).verdict == "right"
    bad = good | {"number": 1, "independent": 1}
    feedback = work.answer({part: bad})
    assert [reason.finding for reason in feedback.reasons] == ["origin", "confirmed-by-one"]
    assert "A model note, for comparison" in work.task.summary(work.answers)


def test_a_note_that_lacks_a_field_is_asked_for_it(tmp_path: Path) -> None:
    work = session(tmp_path).work("claim-never-met")
    assert isinstance(work.task, ClaimNote)
    part = note_part(work.task)
    lacking = work.task.right_answer()[part] | {"unknown": "  "}
    with pytest.raises(AnswerError, match="Answer “What is not known”"):
        work.answer({part: lacking})


@pytest.mark.parametrize("seed", range(0, 12, 2))
def test_each_model_answer_agrees_with_itself(tmp_path: Path, seed: int) -> None:
    work = session(tmp_path, seed).work("claim-never-met")
    assert isinstance(work.task, ClaimNote)
    answer = work.task.right_answer()
    wrong = [reason for reason in work.answer(answer).reasons if reason.verdict == "wrong"]
    assert not wrong
    assert work.complete


notes = st.builds(
    Note, st.booleans(), st.integers(0, 9), st.text(), st.text(), st.integers(1, 6),
    st.sampled_from("ABCDEF"), st.integers(1, 6),
)  # fmt: skip


@given(notes)
def test_a_careful_note_never_contradicts_itself(note: Note) -> None:
    careful = Note(False, note.independent, "a", "b", 4, "F", 3)
    assert contradictions(careful) == ()
    assert ("letter-without-origin" in contradictions(note)) == (not note.has_origin and note.letter != "F")


def full(folder: Path) -> VerificationFile:
    one = session(folder)
    answer = one.work("article-again").task.right_answer()
    answer["f01"]["note"] = "<script>alert(1)</script> **bold** | $x$"
    one.work("article-again").answer(answer)
    one.work("claim-never-met").answer(one.work("claim-never-met").task.right_answer())
    return VerificationFile(one)


def test_the_file_is_valid_html_that_fetches_nothing(tmp_path: Path) -> None:
    made = full(tmp_path)
    for page in (made.html(), VerificationFile(session(tmp_path / "empty")).html()):
        # Strict: it stops at the first error that the standard names.
        tree = HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
        names = {element.tag for element in tree.iter()}
        assert not names & {"script", "link", "img", "iframe", "object", "audio", "video"}
        assert not [one for one in tree.iter() if {"src", "srcset", "style", "onclick"} & set(one.attrib)]
        assert "url(" not in page and "@import" not in page
    assert "@page { size: A4" in made.html()


def test_the_file_lists_its_evidence_with_addresses_and_licences(tmp_path: Path) -> None:
    made = full(tmp_path)
    for ref, words, url in made.evidence():
        assert len(words.split()) > 2, (ref, words)  # a finding once said no more than the id of its claim
        assert url.startswith("https://") or ref.startswith("claims:"), ref
        assert url in made.markdown()
    assert "creativecommons.org/licenses/by/4.0" in made.html()
    assert f"{CORPUS.name} {CORPUS.version}" in made.html()


def test_what_a_learner_writes_is_no_mark_in_the_file(tmp_path: Path) -> None:
    text = full(tmp_path).markdown()
    assert "\\<script\\>alert(1)\\</script\\> \\*\\*bold\\*\\* \\| $x$" in text


def test_an_empty_file_says_so(tmp_path: Path) -> None:
    assert "Your file is empty as yet" in VerificationFile(session(tmp_path))._repr_html_()


def test_the_file_is_saved_beside_the_lesson(tmp_path: Path) -> None:
    made = full(tmp_path)
    page, text = made.save(tmp_path)
    assert page.read_text(encoding="utf-8") == made.html()
    assert text.read_text(encoding="utf-8") == made.markdown()


# Coming back

moments = st.datetimes(dt.datetime(2030, 1, 1), dt.datetime(2030, 1, 20), timezones=st.just(dt.UTC))
things = st.builds(
    Met, st.sampled_from("ab"), st.sampled_from("xyz"), st.booleans(),
    st.one_of(st.none(), st.sampled_from([0.6, 0.8, 0.95])), st.one_of(st.none(), moments),
)  # fmt: skip


@given(st.lists(things), st.integers(1, 10))
def test_what_is_due_is_old_enough_each_once_and_the_hardest_first(many: list[Met], most: int) -> None:
    due = worth_again(many, NOW, most=most)
    assert len(due) <= most
    assert len({(one.task, one.part) for one in due}) == len(due)
    assert all(one.at is None or NOW - one.at >= AFTER for one in due)
    assert [one.weight for one in due] == sorted((one.weight for one in due), reverse=True)
    assert not [one for one in due if one.right and (one.sure is None or one.sure > 0.7)]


@given(st.lists(things), st.sampled_from([2, 10]))
def test_as_many_faithful_as_distorted_where_there_are_any(many: list[Met], most: int) -> None:
    kinded = [replace(one, kind="faithful" if one.part == "x" else "distorted") for one in many]
    old = {(one.task, one.part): one for one in kinded}.values()
    old = [one for one in old if one.at is None or NOW - one.at >= AFTER]
    due = worth_again(kinded, NOW, most=most)
    assert len(due) <= most
    counts = [sum(one.kind == kind for one in due) for kind in ("faithful", "distorted")]
    there = [sum(one.kind == kind for one in old) for kind in ("faithful", "distorted")]
    assert not due or counts[0] == counts[1] or min(counts) == min(there)


def begun(folder: Path) -> tuple[Session, Again]:
    """Return a learner with two mistakes, three days later."""
    one = session(folder)
    one.own_seed = 2
    work = one.work("first-test")
    answer = work.task.right_answer()
    answer["a-02"]["chance"] = 1 if answer["a-02"]["chance"] == 6 else 6
    work.answer(answer)
    one.work("first-look").answer({"chosen": ["false"]})
    return one, Again(one, dt.datetime.now(dt.UTC) + dt.timedelta(days=3))


def test_what_was_wrong_comes_back_in_other_words_after_some_days(tmp_path: Path) -> None:
    one, later = begun(tmp_path)
    now = dt.datetime.now(dt.UTC)
    assert repr(Again(one, now)).startswith(
        "Nothing is due. What you got wrong, or were unsure of, comes back"
    )
    assert due(one, now).number == 0
    cards = later.cards()
    assert len(cards) == 3  # the wrong report, one of the other kind beside it, and the other task
    assert due(one, later.now) == Due(3, "11_what_changed.ipynb#again")
    assert "What changed on the way?" in cards[0].question and cards[0].met.part == "a-02"
    assert "What holds here, and from what can you see it?" in cards[1].question
    assert {cards[0].met.kind, cards[2].met.kind} == {"faithful", "distorted"}


def test_each_is_answered_and_told_at_once_and_what_held_does_not_come_again(tmp_path: Path) -> None:
    one, later = begun(tmp_path)
    view = AgainView(later)
    view.check_button.click()
    assert "Nothing is chosen yet." in view._found.value
    first = view.card
    assert first is not None
    view.choice.value = next(name for name in first.options if name != first.right)
    view.check_button.click()
    assert "iwk-wrong" in view._found.value and "It comes back in some days." in view._found.value
    assert first.reasons[0].text[:30] in html.unescape(view._found.value)
    view.next_button.click()
    view.open_button.click()
    assert "Did you have it?" in view._found.value
    view.knew_button.click()
    view.next_button.click()
    assert view.card is not None
    view.choice.value = view.card.right
    view.check_button.click()
    assert "iwk-right" in view._found.value
    view.next_button.click()
    assert "That was all for today." in view._face.value
    again = Again(Session(CORPUS, Record(one.record.path)), later.now + dt.timedelta(days=30))
    assert next(card.met.part for card in again.cards()) == "a-02"
    assert "first-look" not in {card.met.task for card in again.cards()}
    assert due(one, dt.datetime.now(dt.UTC) + dt.timedelta(days=1)).number == 0


def test_the_map_of_the_course_leads_there_when_something_is_due(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(tmp_path)
    monkeypatch.setenv("INFOWAR_KIT_RECORD", str(tmp_path / "record.json"))
    assert "Meet again" not in course_page(tmp_path, "00_start_here.ipynb")
    days = dt.timedelta(days=3)
    monkeypatch.setattr("infowar_kit.learning.coming_back.AFTER", -days)
    monkeypatch.setattr("infowar_kit.learning.methods.again.AFTER", -days)
    shown = course_page(tmp_path, "00_start_here.ipynb")
    assert '<a class="iwk-again" href="11_what_changed.ipynb#again">Meet again</a>' in shown
    assert "3 things are worth meeting again" in shown
    assert '<a class="iwk-again" href="#again">Meet again</a>' in course_page(
        tmp_path, "11_what_changed.ipynb"
    )


def test_the_file_holds_all_that_can_be_held(tmp_path):
    # Whoever chose the second of two findings was told that it holds, and read another one in the file.
    one = Session(CORPUS, Record(tmp_path / "record.json"))
    for row in (row for row in CORPUS.tasks if row.kind == ArticleReview.kind):
        work = one.work(row.task_id)
        for key in work.task.keys:
            assert work.answer({key.part: {"finding": key.accept[-1]}}).verdict == "right"
    pairs = [dict(part.pairs) for part in chapters(one) if isinstance(part, Lines)]
    assert pairs and all(pair["Found"] in pair["What the evidence bears out"] for pair in pairs)


def test_what_is_left_is_counted_with_what_was_answered_before(tmp_path):
    # One sentence at a time, it once said "11 more to go" to the end.
    work = Session(CORPUS, Record(tmp_path / "record.json")).work("article-again")
    right = work.task.right_answer()
    said = [work.answer({part: right[part]}).headline for part in work.task.parts]
    assert said[0] == f"That holds. {len(said) - 1} more to go."
    assert said[-2] == "That holds. 1 more to go."
    assert said[-1] == "That holds."


@pytest.mark.parametrize("written", ["three", "1.5", ""])
def test_sources_are_counted_in_whole_numbers(written):
    with pytest.raises(AnswerError, match=r"is not a whole number\. Write digits, such as 3"):
        Number(whole=True, label="How many?", field=("many",)).read(written)
