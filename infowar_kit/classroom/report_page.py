"""The report on a class as a page for the wall: no name, no mark of a learner, nothing fetched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from infowar_kit.classroom.counting import FEW, ClassCount, Said, TaskCount
from infowar_kit.classroom.reading import Remark
from infowar_kit.corpus import Corpus
from infowar_kit.learning.changed import ClassChanged
from infowar_kit.learning.judgement import Judgement
from infowar_kit.learning.methods.sitting import ClassFigures
from infowar_kit.page.document import document
from infowar_kit.page.table import table
from infowar_kit.say import later, number, plural, say
from infowar_kit.tasks.feedback import VERDICT_WORDS
from infowar_kit.tasks.tries import UNJUDGED
from infowar_kit.text import attribute, escape, plain

LISTED = 10  # hardest parts, and commonest mistakes
ANSWERS = 8  # of a part, the most frequent ones
LONGEST = 160  # characters of an answer in words
_FEW = later("too few to say")
_STYLE = """\
.bar { display: inline-block; height: 0.8em; background: var(--bar); vertical-align: baseline; }
.bar.right { background: var(--right); }
.scale { display: inline-block; width: min(12rem, 40%); background: var(--soft); margin-inline-end: 0.5em; }
.said { display: block; } .verdict { font-weight: 600; }
section { border-top: 2px solid var(--line); margin-top: 1.5em; } article { margin-bottom: 1.5em; }
"""


def report_html(
    corpus: Corpus,
    counted: ClassCount,
    remarks: Sequence[Remark],
    words: str = "",
    figures: ClassFigures | None = None,
) -> str:
    """Return the page.

    Parameters
    ----------
    corpus : Corpus
        The event.
    counted : ClassCount
        What the class did.
    remarks : sequence of Remark
        What there is to say of files; only how many there are is shown.
    words : str
        Name of the file with notes and free answers; empty where there are none.
    figures : ClassFigures, optional
        What the first and the last test say; None where nobody took one.
    """
    title = say("{event}: the class", event=corpus.title)
    learners = plural("{number} learner", "{number} learners", counted.learners)
    left = sum(one.left_out for one in remarks)
    lines = [
        say("{learners}. What counts is the first try at each part; nothing here says who answered what.",
            learners=learners)
    ]  # fmt: skip
    if left:
        lines.append(plural("{number} file does not count; the command says why.",
                            "{number} files do not count; the command says why.", left))  # fmt: skip
    if words:
        lines.append(say("Notes and free answers stand on a page of their own: {file}.", file=words))
    body = f"<h1>{escape(title)}</h1>" + "".join(f"<p>{escape(line)}</p>" for line in lines)
    body += _hardest(counted) + _mistakes(counted)
    if figures is not None:
        head = f'<h2 id="before-and-after">{escape(say("Before and after"))}</h2>'
        body += f"{head}{_about_tests()}{ClassChanged(figures)._repr_html_()}"
    for row in sorted(corpus.lessons, key=lambda one: one.lesson_id):
        own = [one for one in counted.tasks.values() if one.task.row.lesson == row.lesson_id]
        if own:
            head = f"<h2>{escape(f'{row.lesson_id} {row.title}')}</h2>"
            body += f"<section>{head}{''.join(_task(one) for one in own)}</section>"
    return document(title, body, style=_STYLE)


def _about_tests() -> str:
    words = say(
        "Each row is of the class as a whole. Of 100 intervals made in this way, about 95 hold the true "
        "figure; to find them, learners are drawn anew."
    )
    return f"<p>{escape(words)}</p>"


def words_html(corpus: Corpus, counted: ClassCount) -> str:
    """Return the page of notes and free answers; empty where nobody wrote any."""
    title = say("{event}: notes and free answers", event=corpus.title)
    body = []
    for one in counted.tasks.values():
        if one.words:
            items = "".join(f"<li>{escape(text)}</li>" for _, _, text in one.words)
            body.append(f"<h2>{escape(plain(one.task.title))}</h2><ul>{items}</ul>")
    if not body:
        return ""
    care = say("What people write in their own words may tell who they are: read it before you show it.")
    return document(title, f"<h1>{escape(title)}</h1><p>{escape(care)}</p>{''.join(body)}")


def part_name(one: TaskCount, part: str) -> str:
    """Return what a part is called: its number, and the beginning of what is asked."""
    sections = one.task.sections()
    if not one.task.apart or len(sections) == 1:
        return say("the whole task")
    place = next((place for place, section in enumerate(sections, 1) if section.part == part), 0)
    lines = sections[place - 1].face_lines() if place else []
    asked = plain(lines[0]) if lines else part.replace("-", " ")
    return f"{place}. {_short(asked.removeprefix(f'{place}. '), 90)}"  # some say their number themselves


def _short(words: str, most: int = LONGEST) -> str:
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def _tried(said: Counter[Said]) -> int:
    return sum(times for one, times in said.items() if one.verdict != UNJUDGED)


def _right(said: Counter[Said]) -> int:
    return sum(times for one, times in said.items() if one.verdict == "right")


def _parts(counted: ClassCount) -> Iterator[tuple[TaskCount, str, Counter[Said]]]:
    for one in counted.tasks.values():
        for part, said in one.parts.items():
            if _tried(said) >= FEW:
                yield one, part, said


def _bar(times: int, of: int, kind: str = "") -> str:
    width = round(100 * times / of) if of else 0
    inner = f'<span class="bar {attribute(kind)}" style="width:{width}%"></span>'
    return f'<span class="scale" aria-hidden="true">{inner}</span>{escape(_of(times, of))}'


def _of(times: int, of: int) -> str:
    return say("{times} of {of}", times=times, of=of)


def _hardest(counted: ClassCount) -> str:
    found = sorted(_parts(counted), key=lambda one: _right(one[2]) / _tried(one[2]))[:LISTED]
    found = [one for one in found if _right(one[2]) < _tried(one[2])]
    head = f"<h2>{escape(say('The hardest parts'))}</h2>"
    if not found:
        return f"{head}<p>{escape(_too_few())}</p>"
    heads = (say("Task"), say("Part"), say("Right at the first try"))
    rows = [
        (_link(one), escape(part_name(one, part)), _bar(_right(said), _tried(said), "right"))
        for one, part, said in found
    ]
    return head + table(heads, rows)


def _too_few() -> str:
    return say("There is nothing to say yet: no part was tried by {few} learners and missed by one.", few=FEW)


def _link(one: TaskCount) -> str:
    return f'<a href="#{attribute(one.task.id)}">{escape(plain(one.task.title))}</a>'


def _mistakes(counted: ClassCount) -> str:
    found = [
        (times, one, part, answer, _tried(said))
        for one, part, said in _parts(counted)
        for answer, times in said.items()
        if answer.verdict in {"wrong", "partly"} and times > 1
    ]
    found.sort(key=lambda one: -one[0])
    head = f"<h2>{escape(say('The commonest mistakes'))}</h2>"
    if not found:
        return f"{head}<p>{escape(say('No wrong answer was given twice.'))}</p>"
    items = [
        f"<li><strong>{escape(_short(answer.words))}</strong> ({escape(_of(times, of))}, {_link(one)}, "
        f"{escape(part_name(one, part))}): {escape(answer.reason)}</li>"
        for times, one, part, answer, of in found[:LISTED]
    ]
    return f"{head}<ol>{''.join(items)}</ol>"


def _task(one: TaskCount) -> str:
    minutes = say(_FEW) if one.minutes is None else say("{minutes} minutes", minutes=number(one.minutes, 1))
    facts = [
        plural("{number} learner", "{number} learners", one.learners),
        say("hint taken by {number}", number=one.hints),
        say("shown to {number}", number=one.shown),
        say("time, in the middle: {time}", time=minutes),
    ]
    if one.older:
        facts.append(plural("{number} answer to an earlier edition is not counted",
                            "{number} answers to an earlier edition are not counted", one.older))  # fmt: skip
    head = f"<h3>{escape(plain(one.task.title))}</h3><p>{escape('; '.join(facts))}.</p>"
    if one.task.row.kind == Judgement.kind:
        # Nothing is right or wrong there before all is judged; what it says stands above.
        to = f'<a href="#before-and-after">{escape(say("Before and after"))}</a>'
        return f'<article id="{attribute(one.task.id)}">{head}<p>{to}</p></article>'
    order = {section.part: place for place, section in enumerate(one.task.sections())}
    parts = sorted(one.parts.items(), key=lambda pair: order.get(pair[0], len(order)))
    body = "".join(_part(one, part, said) for part, said in parts)
    return f'<article id="{attribute(one.task.id)}">{head}{body}</article>'


def _part(one: TaskCount, part: str, said: Counter[Said]) -> str:
    tried, right = _tried(said), _right(said)
    name = f"<h4>{escape(part_name(one, part))}</h4>"
    if tried < FEW:
        return f"{name}<p>{escape(_of(right, tried))} ({escape(say(_FEW))})</p>"
    before = sum(said.values()) - tried
    lines = [f"<p>{escape(say('Right at the first try'))}: {_bar(right, tried, 'right')}</p>"]
    if before:
        lines.append(f"<p>{escape(say('Shown before the first try: {number}', number=before))}</p>")
    answers = [pair for pair in said.most_common() if pair[0].verdict != UNJUDGED]
    heads = (say("Answer"), say("How it stands"), say("First tries"))
    rows = [
        (
            escape(_short(answer.words) or say("nothing")),
            f'<span class="verdict">{escape(VERDICT_WORDS[answer.verdict])}</span>',
            _bar(times, tried, "right" if answer.verdict == "right" else ""),
        )
        for answer, times in answers[:ANSWERS]
    ]
    rest = sum(times for _, times in answers[ANSWERS:])
    if rest:
        rows.append((escape(say("other answers")), "", _bar(rest, tried)))
    return name + "".join(lines) + table(heads, rows)
