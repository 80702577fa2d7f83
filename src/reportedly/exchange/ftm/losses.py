"""What FollowTheMoney cannot carry, counted and said."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum


class Loss(StrEnum):
    """One thing that is lost or is there in words only."""

    DENIED = "denied: written as notes in words, since the model has no negation"
    NOT_SAID_TO_BE_SO = "of plans, orders, threats and questions: written as notes in words"
    WITHDRAWN = "that their outlets took back: written as notes in words"
    NOBODY = "about somebody without a name: written as notes in words"
    UNSURE = "of names, births or foundings that are unsure or contested: written as notes in words, not as values"
    NO_SCHEMA = "for which there is no schema: written as notes in words"
    IN_WORDS = "that are put as probable or possible: said in their summary only"
    CONTESTED = "that are contested: said in their summary only"
    CHAIN = "whose sources beyond the publisher are named in their summary only, or in no field"
    CUT = "with a name of more than 384 characters: the name is cut"


def told(losses: Counter[Loss], dropped: Counter[str]) -> tuple[str, ...]:
    """The losses in sentences, in the order of the reasons."""
    said = [f"{_claims(losses[loss])} {loss.value}" for loss in Loss if losses[loss]]
    if dropped:
        named = ", ".join(f"{key} {count:,}" for key, count in dropped.most_common(12))
        said.append(f"{dropped.total():,} qualifiers without a property, or no exact day: {named}")
    return tuple(said)


def _claims(count: int) -> str:
    return f"{count:,} claim{'s' if count != 1 else ''}"
