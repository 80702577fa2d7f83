"""What people judge of claims: each judgement is appended to the ledger, with who, when and why.

    from reportedly import reviewing

    reviewing.reject(ledger, "3f9a01c2", why="the brother owns it", by="O. Lind")
    reviewing.mend(ledger, "3f9a01c2", Changes(object="organization:Corrow Mills"), why="the mill, not the town")

A new judgement of a claim takes the place of the last, which stays in the ledger.
"""

from __future__ import annotations

import getpass
import json
import uuid
from collections.abc import Collection
from datetime import UTC, datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING

from reportedly.errors import BadValueError
from reportedly.ledger.mending import Changes
from reportedly.ledger.mending import mend as mended_claim
from reportedly.model import Judgement
from reportedly.model.judgement import ACCEPTED, MENDED, REJECTED, VOCABULARY
from reportedly.reading.vocabulary import Vocabulary, combine_vocabularies, predicates, using

if TYPE_CHECKING:
    from reportedly.ledger import Ledger

__all__ = ["Changes", "accept", "keep_vocabulary", "mend", "reject", "vocabulary_of"]


def accept(ledger: Ledger, claim: str, *, why: str = "", by: str | None = None) -> Judgement:
    """A claim is right as it was read. ``claim`` is its id or the beginning of it, ``by`` who says so (None: the user).

    Raises:
        NotFoundError, AmbiguousError: where ``claim`` does not name one claim.
    """
    return _weighed(ledger, ledger.review(claim, new_judgement(ACCEPTED, why, by)))


def reject(ledger: Ledger, claim: str, *, why: str, by: str | None = None) -> Judgement:
    """The report does not make this claim: it is kept, and shown no more.

    Raises:
        NotFoundError, AmbiguousError: where ``claim`` does not name one claim.
        BadValueError: where no reason is given.
    """
    return _weighed(ledger, ledger.review(claim, new_judgement(REJECTED, stated(why), by)))


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
    return _weighed(ledger, kept)


def _weighed(ledger: Ledger, kept: Judgement) -> Judgement:
    """Weigh once more: names and what is known can rest on the claim that was judged."""
    from reportedly.weigh import weigh

    weigh(ledger)
    return kept


def vocabulary_of(ledger: Ledger) -> Vocabulary:
    """The predicates of the users' own that a ledger knows; empty where there are none."""
    return combine_vocabularies(judgement.content for judgement in ledger.judgements(kind=VOCABULARY, standing=True))


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


def before(ledger: Ledger, kinds: Collection[str], about: tuple[str, ...]) -> str | None:
    """The id of what a new judgement of one of these kinds, about the same, takes the place of; None: it is the first.

    What stands; where all of it was undone, the last, so that what is done once more never stands beside the new one.
    """
    same = [j for j in ledger.judgements(about=about[0]) if j.kind in kinds and j.about == about]
    holding = {j.id for j in ledger.judgements(about=about[0], standing=True)}
    return next((j.id for j in reversed(same) if j.id in holding), same[-1].id if same else None)


def new_judgement(
    kind: str, why: str, by: str | None, content: str = "", *, about: tuple[str, ...] = (), replaces: str | None = None
) -> Judgement:
    """A judgement made now, with an id of its own; ``by``: None for the user. It is not yet in any ledger."""
    return Judgement(
        uuid.uuid4().hex, kind, about, by or _user(), datetime.now(UTC), why.strip(), replaces=replaces, content=content
    )


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # A container can have a user without a name.
        return "unknown"


def stated(why: str) -> str:
    """The reason, once it is seen to be one.

    Raises:
        BadValueError: where there is none.
    """
    if not why.strip():
        raise BadValueError("why", why, expected="a reason, in words")
    return why


def _known(predicate: str) -> None:
    if predicate not in predicates():
        near = get_close_matches(predicate, predicates(), n=3)
        hint = f" (near it: {', '.join(near)})" if near else ""
        raise BadValueError("predicate", predicate, expected=f"a predicate of the vocabulary{hint}")
