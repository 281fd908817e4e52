"""Write against the lens: a text that moves and leaves it silent, and a neutral one that sets it off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, ClassVar

from infowar_kit.corpus.packages import techniques
from infowar_kit.corpus.teaching_records import Key
from infowar_kit.errors import AnswerError, LookupFailed
from infowar_kit.say import listed, plural, say
from infowar_kit.tasks.feedback import Feedback, Reason
from infowar_kit.tasks.questions import Pick, Question, Text
from infowar_kit.tasks.sections import Section
from infowar_kit.tasks.task import PartByPart
from infowar_kit.tasks.tries import row_of
from infowar_kit.text import inline, plain
from infowar_kit.tone.lens import STRENGTH_WORDS, Finding, read_text
from infowar_kit.tone.methods.hunting import fired_on_neutral, hunts, per_cent, score

SILENT, FIRES = "silent", "fires"
HOT = "hot"  # what is found of a text that is to be neutral and is full of highlights
LEAST, MOST = 8, 600  # words, characters
MANY = 3  # highlights from which on one asks whether a text is neutral; the agency texts have one at most
CARD = "question"  # a card to think with claims nothing: it does not count as firing
HIGHLIGHT = "highlight"


class BeatTheLens(PartByPart):
    """Write a text for each part: ``{part: {"text": …}}``, and where it is to move, by which ``"technique"``.

    A key accepts ``silent`` (the text is to move a reader, and nothing above a card fires) or ``fires`` (it
    is neutral, and something does). Whether a text moves, and whether it is neutral, no machine says: that
    is left to readers, and said so.

    Raises
    ------
    LookupFailed
        If a key accepts something else.
    """

    kind: ClassVar[str] = "beat-the-lens"

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for key in self.keys:
            wanted, *example = key.accept
            if wanted not in (SILENT, FIRES) or (wanted == SILENT) != bool(
                techniques().keys() & set(example)
            ):
                raise LookupFailed(
                    f"The key '{self.id}/{key.part}' accepts {list(key.accept)}. It may accept: {FIRES}; or "
                    f"{SILENT} and the example's technique, such as {SILENT} | {next(iter(techniques()))}."
                )

    @cached_property
    def _hunts(self) -> Any:
        return hunts(self.corpus)

    # What is asked

    def sections(self) -> tuple[Section, ...]:
        """Return a field of text for each part, and for a text that is to move by what it does so."""
        names = {slug: row.name for slug, row in techniques().items()}
        made = []
        for key in self.keys:
            asked: list[Question] = [
                Text(label=say("Your text:"), field=("text",), most=MOST, missing=say("Write a text"))
            ]
            if key.accept[0] == SILENT:
                asked.append(
                    Pick(label=say("By which technique does it move?"), field=("technique",), options=names,
                         compact=True, missing=say("Choose the technique that you used"), short=True)
                )  # fmt: skip
            face = f"<p>{inline(self.text(key.part))}</p>"
            made.append(Section(key.part, tuple(asked), face, (plain(self.text(key.part)),)))
        return tuple(made)

    def nothing(self) -> str:
        """Return what is said when nothing is written."""
        return say("Nothing is written yet. Write a text for at least one of the two, then check.")

    # What comes back

    def findings(self, text: str) -> tuple[Finding, ...]:
        """Return what the lens finds in a learner's text.

        Raises
        ------
        AnswerError
            If the text is too short to be one, or the lens cannot read it.
        """
        words = len(text.split())
        if words < LEAST:
            raise AnswerError(
                plural("Your text has {number} word. Write {least} at least.",
                       "Your text has {number} words. Write {least} at least.", words, least=LEAST)
            )  # fmt: skip
        became = read_text(text)
        if became.status != "read":
            raise AnswerError(became.sentence)
        return became.findings

    def judge(self, part: str, value: Any) -> Sequence[Reason]:
        """Read a text with the lens, and say what it did, with the cost of each cue that fired."""
        key = self.key(part)
        found = self.findings(value["text"])
        fired = [one for one in found if one.strength != CARD]
        said = self._fired_words(fired)
        slip = self._slip(key, fired)
        if not slip:
            why = f"{self.reasons[part]} {self._ask_back(value)}".strip()
            reasons = [Reason(part, "right", said, why, key.rows, "beaten")]
        else:
            look = row_of(self, part, f"if/{slip}") or self._look(slip)
            reasons = [Reason(part, "partly" if slip == HOT else "wrong", said, look, finding=slip)]
        cards = [one for one in found if one.strength == CARD]
        if cards:
            words = listed([f"“{one.words}”" for one in cards])
            text = say("A card is a question to you, no finding: it does not count here.")
            reasons.append(Reason(part, "noted", say("Cards lie on {words}.", words=words), text))
        if fired:
            reasons.append(self._cost(part, fired))
        return reasons

    def _slip(self, key: Key, fired: Sequence[Finding]) -> str:
        """Return what went otherwise than asked; nothing where the lens was beaten."""
        if bool(fired) != (key.accept[0] == FIRES):
            return FIRES if fired else SILENT
        hot = sum(one.strength == HIGHLIGHT for one in fired) >= MANY
        return HOT if hot else ""

    def _ask_back(self, value: Mapping[str, Any]) -> str:
        """Return the meaning of the technique that a text is to move by, so that its writer looks for it."""
        if not (chosen := value.get("technique")):
            return ""
        row = techniques()[chosen]
        return say("You chose “{name}”: {definition} Which of your words do that?",
                   name=row.name, definition=row.definition)  # fmt: skip

    def _look(self, slip: str) -> str:
        if slip == HOT:
            return say("Much fires here. Would an agency print it so? One word in a plain sense is enough.")
        if slip == FIRES:
            return say("Say it without these words, and let the sentence do the work.")
        return say("No cue fits. Use a word of judgement or alarm in a sense that judges nothing.")

    def _fired_words(self, fired: Sequence[Finding]) -> str:
        if not fired:
            return say("The lens is silent.")
        names = techniques()
        each = [
            say("“{words}” ({name}, {strength})", words=one.words, name=names[one.technique].name,
                strength=STRENGTH_WORDS[one.strength])
            for one in fired
        ]  # fmt: skip
        return say("The lens fires on {words}.", words=listed(each))

    def _cost(self, part: str, fired: Sequence[Finding]) -> Reason:
        """Return what the lens would lose and win if the cues that fired were taken out of it."""
        gone = {one.cue.cue_id for one in fired}
        before, after = score(self._hunts), score(self._hunts, without=gone)
        (was, total), (now, _) = fired_on_neutral(self._hunts), fired_on_neutral(self._hunts, without=gone)
        precision, recall = per_cent(before.precision), per_cent(before.recall)
        if (precision, recall, was) == (per_cent(after.precision), per_cent(after.recall), now):
            text = say(
                "On the constructed passages next to nothing would change: precision stays at {precision}, "
                "recall at {recall}. In other texts these cues may be missed.",
                precision=precision, recall=recall,
            )  # fmt: skip
        else:
            than = say("as before") if now == was else say("instead of {was}", was=was)
            text = say(
                "On the constructed passages precision {precision}, recall {recall}. Of {total} neutral "
                "agency texts it would fire on {now}, {than}.",
                precision=_change(per_cent(before.precision), per_cent(after.precision)),
                recall=_change(per_cent(before.recall), per_cent(after.recall)),
                total=total, now=now, than=than,
            )  # fmt: skip
        return Reason(part, "noted", say("Suppose that these cues were taken out of the lens."), text)

    def mistakes(self) -> list[tuple[str, ...]]:
        """Return for each part that the lens did what it was not to do, or did too much of it."""
        slips = {SILENT: [FIRES], FIRES: [SILENT, HOT]}
        return [(f"{key.part}/if/{slip}",) for key in self.keys for slip in slips[key.accept[0]]]

    def solution(self) -> Feedback:
        """Return an example for each part, with the reason."""
        reasons = tuple(self._example(key) for key in self.keys)
        return Feedback("noted", say("One way among many. Yours may be better."), reasons)

    def _example(self, key: Key) -> Reason:
        words = say("An example: “{words}”.", words=plain(self.text(f"{key.part}/example")).rstrip("."))
        return Reason(key.part, "noted", words, self.reasons[key.part], key.rows)

    def right_answer(self) -> dict[str, Any]:
        """Return an example for each part: there is no one right answer."""
        answer: dict[str, Any] = {}
        for key in self.keys:
            made: dict[str, Any] = {"text": self.text(f"{key.part}/example")}
            if key.accept[0] == SILENT:
                made["technique"] = key.accept[1]
            answer[key.part] = made
        return answer

    def is_complete(self, answer: Mapping[str, Any]) -> bool:
        """Whether both texts were written."""
        return all(part in answer for part in self.parts)


def _change(was: str, now: str) -> str:
    return say("would stay at {now}", now=now) if was == now else say("would go from {was} to {now}",
                                                                       was=was, now=now)  # fmt: skip
