"""Measure the measure: simulated learners of known ability take both tests through the kit's own `Session`.

    python -m tools.measure_learning [--classes 200] [--learners 30] [--draws 400]

Every judgement goes through a task, a session and a record, as a learner's does. A learner hears a report as
more or less faithful, by an ability, a leaning and chance (the equal-variance model of signal detection), and
picks one of the six steps. Reports differ in difficulty, and one form is harder than the other. What is true
of a class of endless size is computed from the same model; how often a class's interval holds it is counted.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import NormalDist

from infowar_kit.corpus import Corpus, load
from infowar_kit.learning.judgement import Judgement
from infowar_kit.learning.methods.sitting import ClassFigures, Taken, class_figures
from infowar_kit.learning.sittings import forms_of, taken_by
from infowar_kit.tasks.record import Record
from infowar_kit.tasks.session import Session

NORMAL = NormalDist()
CUTS = (-1.2, -0.5, 0.0, 0.5, 1.2)  # where the six steps part, around the leaning
SPREAD = 0.4  # of abilities among learners, in d′
HARDER = 0.35  # by which d′ is less on the second form


@dataclass(frozen=True)
class World:
    """What is true: how far a class moved, and how the forms are given out."""

    name: str
    gain: float = 0.0
    lean_before: float = 0.25
    lean_after: float = 0.25
    counterbalanced: bool = True


WORLDS = (
    World("true gain 0.5, counterbalanced", gain=0.5),
    World("true gain 0.5, all took A then B", gain=0.5, counterbalanced=False),
    World("no gain", gain=0.0),
    World("no gain, but everything is called distorted more often", gain=0.0, lean_after=0.85),
)


def judgement(
    rng: random.Random, *, faithful: bool, ability: float, lean: float, ease: float, harder: bool
) -> int:
    """Return the step, 1 to 6, that a simulated learner picks for one report."""
    centre = (1 if faithful else -1) * (ability + ease - (HARDER if harder else 0.0)) / 2
    heard = rng.gauss(centre, 1.0)
    return 1 + sum(heard > lean + cut for cut in CUTS)


def taken(corpus: Corpus, world: World, rng: random.Random, number: int, eases: dict[str, float]) -> Taken:
    """Let one simulated learner take both tests; return the sittings as the record has them."""
    with tempfile.TemporaryDirectory() as folder:
        record = Record(Path(folder) / "record.json")
        session = Session(corpus, record)
        # Drawn as the kit draws it; where a class is not counterbalanced, every draw is the same form.
        session.own_seed = rng.randrange(2**31) if world.counterbalanced else 2 * number
        ability = 1.0 + rng.gauss(0, SPREAD)
        sides = zip(forms_of(corpus), (0.0, world.gain), (world.lean_before, world.lean_after), strict=True)
        for slug, gain, lean in sides:
            work = session.work(slug)
            task = work.task
            assert isinstance(task, Judgement)
            work.answer(
                {
                    part: {
                        "opened": 0,
                        "chance": judgement(
                            rng, faithful=task.is_faithful(part), ability=ability + gain, lean=lean,
                            ease=eases[part], harder=task.form != forms_of(corpus)[0],
                        ),
                    }
                    for part in task.parts
                }
            )  # fmt: skip
        return taken_by(corpus, [Record(record.path)])[0]


def truth(corpus: Corpus, world: World, eases: dict[str, float]) -> dict[str, float]:
    """Return d′ and c of a class of endless size: the mean over forms, from the model and not from draws."""
    made: dict[str, list[float]] = {"d_prime": [], "c": []}
    for gain, lean in ((0.0, world.lean_before), (world.gain, world.lean_after)):
        d_primes, leans = [], []
        for slug in forms_of(corpus):
            rates = {}
            for kind in (True, False):
                keys = [key for key in corpus.keys_of_task(slug) if ("faithful" in key.accept) == kind]
                shares = []
                for key in keys:
                    harder = HARDER if slug != forms_of(corpus)[0] else 0.0
                    centre = (1 if kind else -1) * (1.0 + gain + eases[key.part] - harder) / 2
                    # The spread of abilities adds to what is heard.
                    wide = (1 + (SPREAD / 2) ** 2) ** 0.5
                    shares.append(1 - NORMAL.cdf((lean - centre) / wide))
                rates[kind] = sum(shares) / len(shares)
            hit, alarm = (NORMAL.inv_cdf(rates[kind]) for kind in (True, False))
            d_primes.append(hit - alarm)
            leans.append(-(hit + alarm) / 2)
        made["d_prime"].append(sum(d_primes) / len(d_primes))
        made["c"].append(sum(leans) / len(leans))
    return {
        f"{name}/{when}": value
        for name, (before, after) in made.items()
        for when, value in (("before", before), ("after", after), ("gain", after - before))
    }


def classes(
    corpus: Corpus, world: World, *, number: int, learners: int, draws: int, seed: int
) -> Iterator[ClassFigures]:
    """Yield the figures of simulated classes."""
    rng = random.Random(seed)
    eases = difficulties(corpus, seed)
    for one in range(number):
        them = [taken(corpus, world, rng, n, eases) for n in range(learners)]
        yield class_figures(them, seed=one, draws=draws)


def difficulties(corpus: Corpus, seed: int) -> dict[str, float]:
    """Return how much easier than others each report is; the same for all learners of a world."""
    rng = random.Random(f"eases {seed}")
    return {key.part: rng.gauss(0, 0.5) for slug in forms_of(corpus) for key in corpus.keys_of_task(slug)}


def row(corpus: Corpus, world: World, *, number: int, learners: int, draws: int, seed: int) -> str:
    """Return one line of the table of docs/measuring.md."""
    right = truth(corpus, world, difficulties(corpus, seed))
    held = dict.fromkeys(right, 0)
    found = {"up": 0, "down": 0, "c up": 0}
    for figures in classes(corpus, world, number=number, learners=learners, draws=draws, seed=seed):
        for name in right:
            measure, _, when = name.partition("/")
            held[name] += getattr(figures.moved[measure], when).holds(right[name])
        gain, lean = figures.moved["d_prime"].gain, figures.moved["c"].gain
        found["up"] += gain.low > 0
        found["down"] += gain.high < 0
        found["c up"] += lean.low > 0
    cells = [f"{right['d_prime/gain']:+.2f}", f"{right['c/gain']:+.2f}"]
    cells += [f"{held[name] / number:.2f}" for name in ("d_prime/before", "d_prime/gain", "c/gain")]
    cells += [f"{found[name] / number:.2f}" for name in ("up", "down", "c up")]
    return f"| {world.name} | {' | '.join(cells)} |"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--classes", type=int, default=200)
    parser.add_argument("--learners", type=int, default=30)
    parser.add_argument("--draws", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    corpus = load()
    print(
        "| world | true gain in d′ | true gain in c | interval of d′ before holds | interval of gain in d′ "
        "holds | interval of gain in c holds | gain in d′ found | loss in d′ found | gain in c found |"
    )
    print("| --- |" + " --: |" * 8)
    for world in WORLDS:
        print(row(corpus, world, number=asked.classes, learners=asked.learners, draws=asked.draws,
                  seed=asked.seed), flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
