"""Rules that stand with a table: what its rows must be to one another, beyond types, enumerations and keys.

A schema's ``rules`` is a list of objects, each with its kind under ``rule`` and what that kind needs. A path
is a column, or goes through columns that refer to other tables: ``item.published``.

=============  ==========================================================================================
together       ``columns``: all of them are filled, or none
order          ``columns``: two paths, of which the first is not greater, or not surely later, than the
               second; with ``strict`` not equal either, with ``days`` not on a later day
within         ``columns``: two offsets in the text at ``text``; between them stand the ``words``, whole
apart          ``columns``: two offsets; rows with the same values in all columns of ``alike`` do not overlap
contained      the text of ``column``, as it is, stands in the text at ``text``; where the rule has a ``gap``,
               each of the parts between which this sign stands does
filled         ``columns`` are filled where a column has a value: ``when`` is that column and the value
implies        where a column has a value, ``when``, another has one, ``then``: each is a column and a value
begins         where a column has a value, ``when``, ``column`` begins ``with`` a sign
paired         each value of ``column`` stands in two rows
distinct       no row says under an id of its own what another one says: it would be counted twice. With
               ``columns`` what these say is enough, and with ``when`` where a column has a value
differ         ``columns``: two, of which the second never says the same as the first
acyclic        no way leads from a row's ``from`` over its ``to`` back; with ``within`` among rows that
               share these columns only. The two lists go together one by one
chained        steps, numbered from 1 in ``step``, of the chain that begins with what ``begin`` names: the
               ``from`` of a step is a ``to`` of the step before, of the first it is the beginning
referenced     the row's id stands in another table: ``by`` is table and column
preceded       of another ``table`` at least one row with the ``same`` value has a ``date``, a path, that is
               not surely later than this row's ``column``; ``unless`` a column has a value
addresses      ``columns`` hold addresses of pages that can be gone to and are what they seem
course         ``column`` holds points on the earth, of which at least two differ
codes          ``columns`` hold codes of a ``list``: languages or countries
script         ``column`` is written as its language is: ``language`` is a column, or ``as`` a code; with
               ``some`` at least one letter is, so that names may stay in theirs
=============  ==========================================================================================
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from infowar_kit.corpus.faults import one_of

# What each kind needs and may have. A name says its own form: see `_FORMS`.
KINDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "together": (("columns",), ()),
    "order": (("columns",), ("strict", "days")),
    "within": (("columns", "text", "words"), ()),
    "apart": (("columns", "alike"), ()),
    "contained": (("column", "text"), ("gap",)),
    "filled": (("columns", "when"), ()),
    "implies": (("when", "then"), ()),
    "begins": (("column", "with", "when"), ()),
    "paired": (("column",), ()),
    "distinct": ((), ("columns", "when")),
    "differ": (("columns",), ()),
    "acyclic": (("from", "to"), ("within",)),
    "chained": (("step", "begin", "from", "to"), ()),
    "referenced": (("by",), ()),
    "preceded": (("column", "table", "same", "date"), ("unless",)),
    "addresses": (("columns",), ()),
    "course": (("column",), ()),
    "codes": (("columns", "list"), ()),
    "script": (("column",), ("language", "as", "some")),
}
LISTS = ("languages", "countries")
_LISTS_OF_NAMES = ("columns", "alike", "from", "to", "within", "when", "then", "unless")
# Of these the first name is a column of the table itself; the others say so of another table, or a value.
_OWN = (
    "columns",
    "alike",
    "column",
    "from",
    "to",
    "within",
    "words",
    "text",
    "same",
    "language",
    "step",
    "begin",
)
_VALUED = ("when", "then", "unless")  # a column and a value


class RuleError(ValueError):
    """A rule that cannot be read; the message is the end of a sentence about the table."""


@dataclass(frozen=True)
class Rule:
    """One rule: its kind and what it says."""

    kind: str
    said: Mapping[str, Any]

    def names(self, key: str) -> tuple[str, ...]:
        """Return a list of columns or paths; empty where the rule has none."""
        return tuple(self.said.get(key, ()))

    def name(self, key: str) -> str:
        """Return one column, path or value; empty where the rule has none."""
        return str(self.said.get(key, ""))


def read_rules(raw: object, columns: Sequence[str]) -> tuple[Rule, ...]:
    """Return the rules of a schema.

    Raises
    ------
    RuleError
        If one cannot be read.
    """
    if raw is None:
        return ()
    if not isinstance(raw, list):
        raise RuleError("has rules that are not a list")
    return tuple(_rule(one, columns) for one in raw)


def _rule(raw: object, columns: Sequence[str]) -> Rule:
    kind = raw.get("rule") if isinstance(raw, dict) else None
    if not isinstance(raw, dict) or not isinstance(kind, str) or kind not in KINDS:
        raise RuleError(f"has a rule of a kind that there is not. {one_of(KINDS)}")
    needed, optional = KINDS[kind]
    said = {key: value for key, value in raw.items() if key not in ("rule", "why")}
    lacking = [key for key in needed if key not in said]
    strange = [key for key in said if key not in (*needed, *optional)]
    if lacking or strange:
        raise RuleError(f"has a rule '{kind}' that lacks '{lacking[0]}'" if lacking else
                        f"has a rule '{kind}' with '{strange[0]}', which it does not know")  # fmt: skip
    for key, value in said.items():
        if not _has_form(key, value):
            raise RuleError(f"has a rule '{kind}' whose '{key}' has the wrong form")
        names = [] if key not in _OWN else value if isinstance(value, list) else [value]
        for name in [*names, *(value[:1] if key in _VALUED else [])]:
            if name.partition(".")[0] not in columns:
                raise RuleError(f"has a rule '{kind}' on column '{name}', which it does not describe")
    pairs = [said.get(key) for key in _VALUED]
    pairs += [said.get("columns")] if kind in ("order", "within", "apart", "differ") else []
    if any(pair is not None and len(pair) != 2 for pair in pairs):
        raise RuleError(f"has a rule '{kind}' whose list does not have two parts")
    if kind in ("acyclic", "chained") and len(said["from"]) != len(said["to"]):
        raise RuleError(f"has a rule '{kind}' whose two sides differ in length")
    if kind == "script" and ("language" in said) == ("as" in said):
        raise RuleError("has a rule 'script' that needs either 'language' or 'as'")
    if kind == "codes" and said["list"] not in LISTS:
        raise RuleError(f"has a rule 'codes' with a list that there is not. {one_of(LISTS)}")
    return Rule(kind, said)


def _has_form(key: str, value: object) -> bool:
    if key in _LISTS_OF_NAMES:
        return isinstance(value, list) and bool(value) and all(isinstance(one, str) and one for one in value)
    return (
        isinstance(value, bool)
        if key in ("strict", "days", "some")
        else isinstance(value, str) and bool(value)
    )
