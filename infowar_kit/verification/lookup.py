"""Look a name up: what the lessons show of `infowar_kit.verification.methods.toponyms`."""

from __future__ import annotations

from dataclasses import dataclass

from infowar_kit.corpus import Corpus
from infowar_kit.text import inline, plain
from infowar_kit.verification.methods.gazetteer import Gazetteer
from infowar_kit.verification.methods.toponyms import Candidate, candidates, finding


@dataclass(frozen=True)
class Lookup:
    """A form of a name and the places that it may mean."""

    form: str
    gazetteer: Gazetteer
    found: tuple[Candidate, ...]

    @classmethod
    def of(cls, form: str, corpus: Corpus) -> Lookup:
        """Look a form up among the places of a corpus."""
        gazetteer = Gazetteer(corpus.places, corpus.toponyms)
        return cls(form, gazetteer, candidates(form, gazetteer))

    def __repr__(self) -> str:
        return plain(self._finding)

    @property
    def _finding(self) -> str:
        return finding(self.form, self.found, self.gazetteer)

    def _repr_html_(self) -> str:
        return f"<p>{inline(self._finding)}</p>"
