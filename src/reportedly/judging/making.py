"""How a judgement is made: by whom, when, why, and what it takes the place of."""

from __future__ import annotations

import getpass
import uuid
from collections.abc import Collection
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from reportedly.errors import BadValueError
from reportedly.model import Judgement

if TYPE_CHECKING:
    from reportedly.ledger import Ledger


def new_judgement(
    kind: str, why: str, by: str | None, content: str = "", *, about: tuple[str, ...] = (), replaces: str | None = None
) -> Judgement:
    """A judgement made now, with an id of its own; ``by``: None for the user. It is not yet in any ledger."""
    return Judgement(
        uuid.uuid4().hex, kind, about, by or _user(), datetime.now(UTC), why.strip(), replaces=replaces, content=content
    )


def before(ledger: Ledger, kinds: Collection[str], about: tuple[str, ...]) -> str | None:
    """The id of what a new judgement of one of these kinds, about the same, takes the place of; None: it is the first.

    What stands; where all of it was undone, the last, so that what is done once more never stands beside the new one.
    """
    same = [j for j in ledger.judgements(about=about[0]) if j.kind in kinds and j.about == about]
    holding = {j.id for j in ledger.judgements(about=about[0], standing=True)}
    return next((j.id for j in reversed(same) if j.id in holding), same[-1].id if same else None)


def stated(why: str) -> str:
    """The reason, once it is seen to be one.

    Raises:
        BadValueError: where there is none.
    """
    if not why.strip():
        raise BadValueError("why", why, expected="a reason, in words")
    return why


def weighed(ledger: Ledger, made: Judgement) -> Judgement:
    """The judgement, once what it touches was weighed anew: names and what is known can rest on what was judged."""
    from reportedly.weigh import weigh  # It knows who judges names, and they know this.

    weigh(ledger)
    return made


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # A container can have a user without a name.
        return "unknown"
