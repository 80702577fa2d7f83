"""Predicates of the users' own, kept with a ledger as judgements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.model.judgement import VOCABULARY
from reportedly.reading.vocabulary import Vocabulary
from reportedly.ways import vocabulary_of

from .making import before, new_judgement

if TYPE_CHECKING:
    from reportedly.ledger import Ledger


def keep_vocabulary(ledger: Ledger, vocabulary: Vocabulary, *, why: str, by: str | None = None) -> Vocabulary:
    """Keeps predicates with the ledger, each as a judgement that takes the place of an earlier one of its name.

    Gives all that the ledger knows now.
    """
    standing = {j.about[0]: j for j in ledger.judgements(kind=VOCABULARY, standing=True)}
    for name in vocabulary.entries:
        content, held = vocabulary.text(name), standing.get(name)
        if held is None or held.content != content:
            replaces = before(ledger, (VOCABULARY,), (name,))
            ledger.judge(new_judgement(VOCABULARY, why, by, content, about=(name,), replaces=replaces))
    return vocabulary_of(ledger)
