"""What one proposition has to do with another, and what is needed to say so."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import TypeVar

from reportedly.weighing.days import Days
from reportedly.weighing.likeness import Key
from reportedly.weighing.propositions import Proposition

_MANY = 40
"""Propositions of one question of which every two are compared; of more, neighbours and the outermost."""
_NEXT = 2


class Kin(StrEnum):
    """What one proposition is to another."""

    CONTRADICTS = "contradicts"
    """Both cannot be so."""
    UPDATES = "updates"
    """``b`` tells a later state than ``a``."""
    REFINES = "refines"
    """``a`` says more exactly what ``b`` says."""
    DIFFERS_IN_SCOPE = "differs_in_scope"
    """The two answer different questions, though they look alike; ``a`` speaks of the narrower thing."""


@dataclass(frozen=True, slots=True)
class Relation:
    """Two propositions, what the one is to the other, and why in a sentence.

    ``what`` is in what they differ: "polarity", "time", "subject", "object", "place", "killed" and other qualifiers.
    Of a contradiction, ``form`` says what sort of question it is ("denied", "number", "time", "place", "object",
    "leader", "name"), ``about`` whose, and ``answers`` what the two give for an answer.
    """

    kind: Kin
    a: Proposition
    b: Proposition
    what: str
    why: str
    form: str = ""
    about: tuple[Key, ...] = ()
    answers: tuple[Key, Key] = ((), ())


T = TypeVar("T")


def pairs(block: Sequence[T], span: Callable[[T], Days]) -> Iterator[tuple[T, T]]:
    """Every two of a block; of a big one, each with its next neighbours in order of the span, and with the outermost.

    Whatever has no day (or number) in common with anything else of the block is met by one of the two outermost: the
    one that ends first, and the one that begins last. So nothing that stands apart is missed, and the costs are linear.
    """
    if len(block) <= _MANY:
        yield from combinations(block, 2)
        return
    spans = [span(one) for one in block]
    order = sorted(range(len(block)), key=lambda i: spans[i])
    seen: set[tuple[int, int]] = set()
    outer = (min(order, key=lambda i: spans[i].last), max(order, key=lambda i: spans[i].first))
    for at, i in enumerate(order):
        for j in (*order[at + 1 : at + 1 + _NEXT], *outer):
            pair = (i, j) if i < j else (j, i)
            if i != j and pair not in seen:
                seen.add(pair)
                yield block[pair[0]], block[pair[1]]
