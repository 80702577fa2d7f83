"""What the vocabulary says of each predicate, as weighing wants to know it: the one bridge between the two."""

from __future__ import annotations

from typing import Protocol

from reportedly.model import Judgement
from reportedly.model.judgement import VOCABULARY
from reportedly.reading.vocabulary import Predicate, Sort, Vocabulary, combine_vocabularies, predicates, using
from reportedly.weighing import Way, Ways

_HAPPENING = frozenset({Sort.EVENT, Sort.SPEECH})


class Judged(Protocol):
    """What is asked of a ledger; ``Ledger`` answers it."""

    def judgements(
        self, *, about: str | None = None, kind: str | None = None, standing: bool = False
    ) -> list[Judgement]:
        """Judgements, those of one kind; standing: that none has replaced."""
        ...


def ways_of(own: Vocabulary | Judged | None = None) -> Ways:
    """The way of every predicate of the package, and of a user's ``own``.

    ``own``: a vocabulary, or a ledger with those that its users have added. Without it, those that are in use (see
    ``reading.vocabulary.using``) stand beside the package's.
    """
    if own is None:
        return {name: _way(entry) for name, entry in predicates().items()}
    with using(own if isinstance(own, Vocabulary) else vocabulary_of(own)):
        return {name: _way(entry) for name, entry in predicates().items()}


def vocabulary_of(ledger: Judged) -> Vocabulary:
    """The predicates of the users' own that a ledger knows; empty where there are none."""
    return combine_vocabularies(judgement.content for judgement in ledger.judgements(kind=VOCABULARY, standing=True))


def _way(entry: Predicate) -> Way:
    return Way(
        holds=entry.holds.value,
        per=entry.per,
        symmetric=entry.symmetric,
        event=entry.sort in _HAPPENING,
        trait=entry.sort is Sort.TRAIT,
        speech=entry.sort is Sort.SPEECH,
        phrase=entry.phrase,
    )
