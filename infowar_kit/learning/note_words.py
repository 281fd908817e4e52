"""The words of a verification note: what may be said of a machine's sentence, how sure, how good."""

from __future__ import annotations

from infowar_kit.say import Sayings, later

MACHINE = Sayings(
    {
        "borne-out": later("borne out by a sighting, and says whose words they are"),
        "attribution-lost": later(
            "in a sighting, but there it is somebody’s statement: the attribution is lost"
        ),
        "in-no-row": later("in no sighting"),
    }
)
SURE = Sayings(
    {
        "1": later("surely not (5 %)"),
        "2": later("probably not (20 %)"),
        "3": later("rather not (40 %)"),
        "4": later("rather yes (60 %)"),
        "5": later("probably yes (80 %)"),
        "6": later("surely yes (95 %)"),
    }
)
CLASHES = Sayings(
    {
        "letter-without-origin": later(
            "You name no origin, and grade its reliability. Where the origin is not known, the letter is F."
        ),
        "confirmed-by-one": later(
            "The number 1 says that others confirm it who know it independently. You count fewer than two."
        ),
        "sure-of-nothing": later(
            "The number 6 says that it cannot be judged, and you say how likely it is. One of the two goes "
            "further than the other."
        ),
        "sure-against-grade": later(
            "You call it doubtful or improbable, and are sure of it. Look at both again."
        ),
        "unsure-against-grade": later(
            "You call it confirmed or probably true, and are sure that it did not hold. Look at both again."
        ),
        "sure-by-one": later("You are as sure as can be, on one source that knows it or on none."),
        "known-is-unknown": later("The same stands under “known” and under “not known”."),
    }
)
RUBRIC = Sayings(
    {
        "1": later("1: It repeats the claim. Whose words they are, and what is missing, cannot be seen."),
        "2": later("2: It names sources, but counts pages instead of those who know."),
        "3": later(
            "3: It has origin, independent sources, what is known and what is not; a grade with a reason."
        ),
        "4": later("4: As 3, and a stranger could follow every step, and see what would change the grade."),
    }
)
