"""How good and how fast the lens is: English on the constructed passages, speed, growth.

Run ``python -m tests.benchmarks.lens [POSTS.csv|jsonl|parquet]``. With VADER installed (``pip install
vaderSentiment`` in an environment of your own) its speed on the same English texts is measured in the same
run. A file of labelled posts is evaluated as by ``infowar-kit tone evaluate``.
"""

from __future__ import annotations

import csv
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from infowar_kit.corpus import load
from infowar_kit.tone.files.evaluating import Report, evaluate, measure
from infowar_kit.tone.files.posts import TECHNIQUES, Post
from infowar_kit.tone.lens import guess, read
from infowar_kit.tone.lens.reading import lens_of

DATA = Path(__file__).parents[1] / "data"
LENGTH = 640  # characters; about what the posts of UNLP 2025 have


def passages() -> Report:
    """Measure the lens on the English constructed passages against their adjudicated key."""
    corpus = load("kherson-lyman-2022")
    posts = []
    for row in corpus.passages:
        if row.kind != "constructed" or row.language != "en":
            continue
        own = [a for a in corpus.annotations if a.passage == row.passage_id and a.annotator == "key"]
        own = [a for a in own if a.technique in TECHNIQUES]
        spans = tuple(sorted({(a.start, a.end) for a in own}))
        posts.append(Post(row.text, "en", bool(own), frozenset(a.technique for a in own), spans))
    return measure(posts)


def english() -> list[str]:
    """Return English texts of post length, made by joining what the corpus says in our words."""
    corpus = load("kherson-lyman-2022")
    words = " ".join([*(row.text for row in corpus.passages if row.language == "en"),
                      *(row.reports for row in corpus.items)])  # fmt: skip
    return [words[start : start + LENGTH] for start in range(0, len(words) - LENGTH, LENGTH)]


def rates(acts: dict[str, Callable[[str], object]], texts: list[str], rounds: int = 9) -> dict[str, float]:
    """Return texts a second of processor time, best round of each; all take turns to share the weather."""
    best = dict.fromkeys(acts, 0.0)
    for _ in range(rounds):
        for name, act in acts.items():
            start = time.process_time()
            for text in texts:
                act(text)
            best[name] = max(best[name], len(texts) / (time.process_time() - start))
    return best


def held_out() -> str:
    """Measure how often something fires in neutral texts, and how often a headline's language is guessed."""
    with (DATA / "neutral_texts.csv").open(encoding="utf-8", newline="") as file:
        neutral = list(csv.DictReader(file))
    with (DATA / "short_headlines.csv").open(encoding="utf-8", newline="") as file:
        headlines = list(csv.DictReader(file))
    lines = []
    for strength in ("highlight", "hint", "question"):
        fired = Counter(
            row["lang"]
            for row in neutral
            if strength in {one.strength for one in read(row["text"], row["lang"])}
        )
        lines.append(f"{fired.total()} of {len(neutral)} neutral texts with a {strength}: {dict(fired)}")
    guessed: dict[str, Counter[str]] = {}
    for row in headlines:
        said, own = guess(row["text"]), row["lang"]
        outcome = "not dared" if not said else "right" if said == (own,) else "wrong"
        guessed.setdefault(own, Counter())[outcome] += 1
    lines += [f"headlines in {own}: {dict(found)}" for own, found in sorted(guessed.items())]
    return "\n".join(lines)


def main() -> None:
    """Print the numbers."""
    say = sys.stdout.write
    say(f"Constructed passages, English\n{passages()}\n\n")
    say(f"Texts written without sight of the cues\n{held_out()}\n\n")
    texts = english()
    acts: dict[str, Callable[[str], object]] = {"lens": lambda text: read(text, "en"), "lens, guessing": read}
    try:
        from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer
    except ImportError:
        say("VADER is not installed here\n")
    else:
        acts["VADER"] = SentimentIntensityAnalyzer().polarity_scores
    for label, chosen in (("passages and reports", texts), ("reports only", texts[-100:])):
        say(f"{len(chosen)} English texts of {LENGTH} characters ({label}), one core\n")
        found = rates(acts, chosen)
        for name, value in found.items():
            times = f", {value / found['VADER']:.1f} times VADER" if "VADER" in found else ""
            say(f"  {name}: {value:,.0f} texts/s{times}\n")
    say("growth, one text:\n")
    text = " ".join(texts)
    for million in (1, 2, 4, 8, 16):
        long = (text * (million * 1_000_000 // len(text) + 1))[: million * 1_000_000]
        start = time.process_time()
        found = len(lens_of("en").read(long))
        say(f"  {million:>2} million characters: {time.process_time() - start:.2f} s, {found} findings\n")
    if len(sys.argv) > 1:
        say(f"\n{sys.argv[1]}\n{evaluate(Path(sys.argv[1]))}\n")


if __name__ == "__main__":
    main()
