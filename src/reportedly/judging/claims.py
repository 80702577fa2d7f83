"""What people judge of claims: that the report makes it, that it does not, or what it says instead."""

from __future__ import annotations

import json
from difflib import get_close_matches
from typing import TYPE_CHECKING

from reportedly.errors import BadValueError
from reportedly.ledger.mending import Changes
from reportedly.ledger.mending import mend as mended_claim
from reportedly.model import Judgement
from reportedly.model.judgement import ACCEPTED, MENDED, REJECTED
from reportedly.reading.vocabulary import predicates, using
from reportedly.ways import vocabulary_of

from .making import new_judgement, stated, weighed

if TYPE_CHECKING:
    from reportedly.ledger import Ledger

__all__ = ["Changes", "accept", "mend", "reject"]


def accept(ledger: Ledger, claim: str, *, why: str = "", by: str | None = None) -> Judgement:
    """A claim is right as it was read. ``claim`` is its id or the beginning of it, ``by`` who says so (None: the user).

    Raises:
        NotFoundError, AmbiguousError: where ``claim`` does not name one claim.
    """
    return weighed(ledger, ledger.review(claim, new_judgement(ACCEPTED, why, by)))


def reject(ledger: Ledger, claim: str, *, why: str, by: str | None = None) -> Judgement:
    """The report does not make this claim: it is kept, and shown no more.

    Raises:
        NotFoundError, AmbiguousError: where ``claim`` does not name one claim.
        BadValueError: where no reason is given.
    """
    return weighed(ledger, ledger.review(claim, new_judgement(REJECTED, stated(why), by)))


def mend(ledger: Ledger, claim: str, changes: Changes, *, why: str, by: str | None = None) -> Judgement:
    """The claim is right once it is changed: the mended form is shown in its place, and both are kept.

    The ledger is weighed with it, as the mended form can bring new names. The second of the judgement's ``about`` is
    the id of the mended form.

    Raises:
        NotFoundError, AmbiguousError: where ``claim`` does not name one claim.
        BadValueError: where nothing is changed, no reason is given, or a value is not one that its part can have.
    """
    record = ledger.claim(claim)
    if changes.predicate is not None:
        with using(vocabulary_of(ledger)):
            _known(changes.predicate)
    mended = mended_claim(record.claim, changes, text=record.document.text)
    content = json.dumps(changes.as_json(), ensure_ascii=False, sort_keys=True)
    kept = ledger.review(record.claim.id, new_judgement(MENDED, stated(why), by, content), mended=mended)
    return weighed(ledger, kept)


def _known(predicate: str) -> None:
    if predicate not in predicates():
        near = get_close_matches(predicate, predicates(), n=3)
        hint = f" (near it: {', '.join(near)})" if near else ""
        raise BadValueError("predicate", predicate, expected=f"a predicate of the vocabulary{hint}")
