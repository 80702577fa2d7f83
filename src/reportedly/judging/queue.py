"""What waits for a person to judge it, in order of worth: names that may be one, conflicts, claims read with doubt.

    from reportedly.judging import queue

    for item in queue.waiting(ledger):
        print(item.worth, item.why)

Worth is how many claims can stand wrong until somebody answers, times how open the answer is (see ``RULE``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from reportedly import naming
from reportedly.ledger import Ledger
from reportedly.ledger.survey import Doubtful
from reportedly.ledger.weights import Disputed
from reportedly.model.judgement import REVIEWS
from reportedly.weighing import Undecided

LOW = 0.5
"""The confidence below which a claim waits: by the reader's own reckoning it is rather wrong than right."""
IN_USE = 20
"""So many subjects, those of whom most reports speak, have a dossier that counts as one in use."""
MOST = 500
"""Items of each sort that are put in order; nobody judges more at a sitting."""
RULE = (
    "Worth is how many claims can stand wrong until somebody answers, times how open the answer is.",
    "Two names that may be one: the claims about the one with fewer, times how far the likelihood is from certain "
    "(1 at 50 %, 0 at 0 % and 100 %).",
    "A conflict: the claims outside its largest side, because at least so many are wrong if one side alone is right.",
    f"A claim read with doubt: one claim, times the reader's doubt (1 less its confidence). It waits where the "
    f"confidence is below {LOW:.0%}, nobody has judged it, and it is about one of the {IN_USE} subjects of whom most "
    f"reports speak.",
    "What you judge, or put off, leaves the queue; a conflict leaves it when a claim on each side has been judged.",
)
"""How worth is worked out, in sentences for whoever sees the queue."""


class Sort(StrEnum):
    """What sort of thing waits."""

    NAMES = "names"
    CONFLICT = "conflict"
    CLAIM = "claim"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that waits. ``key`` names it as long as it waits; ``why`` says in words how its worth came about.

    One of ``names``, ``conflict`` and ``claim`` is there, as ``sort`` says.
    """

    key: str
    sort: Sort
    worth: float
    why: str
    names: Undecided | None = None
    conflict: Disputed | None = None
    claim: Doubtful | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much waits, by sort."""

    names: int
    conflicts: int
    claims: int

    @property
    def total(self) -> int:
        """All of it."""
        return self.names + self.conflicts + self.claims


def waiting(ledger: Ledger, *, most: int = MOST) -> list[Item]:
    """What waits, that of most worth first; of each sort not more than ``most``.

    Raises:
        LedgerError: where the ledger cannot be read.
    """
    items = [*_names(ledger, most), *_conflicts(ledger, most), *_claims(ledger, most)]
    return sorted(items, key=lambda item: (-item.worth, item.sort, item.key))


def count(ledger: Ledger, *, most: int = MOST) -> Waiting:
    """How much waits; of names and conflicts not more than ``most`` are counted."""
    names, conflicts = len(list(_names(ledger, most))), len(list(_conflicts(ledger, most)))
    return Waiting(names, conflicts, ledger.survey.doubtful_count(_in_use(ledger), below=LOW))


def openness(likelihood: float) -> float:
    """How open a question is whose answer is yes with this likelihood (0 to 1): 1 at one half, 0 at either end."""
    return 1 - abs(2 * likelihood - 1)


def _names(ledger: Ledger, most: int) -> Iterator[Item]:
    for pair in naming.undecided(ledger)[:most]:
        hang = _counted(pair.worth, "claim hangs", "claims hang")
        why = f"{hang} on it, and the two are one with a likelihood of {pair.score:.0%}"
        yield Item(_key(Sort.NAMES, *sorted(pair.refs)), Sort.NAMES, pair.worth * openness(pair.score), why, names=pair)


def _conflicts(ledger: Ledger, most: int) -> Iterator[Item]:
    judged = {about for j in ledger.judgements(standing=True) if j.kind in REVIEWS for about in j.about}
    for conflict in ledger.weighed.conflicts(most=most):
        if all(not judged.isdisjoint(side) for side in conflict.sides):
            continue
        wrong = at_stake([len(side) for side in conflict.sides])
        reports = _counted(conflict.reports, "report takes", "reports take")
        lost = _counted(wrong, "claim is", "claims are")
        why = f"{reports} part, and if one side alone is right, at least {lost} wrong"
        key = _key(Sort.CONFLICT, conflict.kind, conflict.what, *sorted(c for side in conflict.sides for c in side))
        yield Item(key, Sort.CONFLICT, float(wrong), why, conflict=conflict)


def at_stake(sides: Collection[int]) -> int:
    """Of so many claims on each side of a conflict, how many are wrong at least if one side alone is right."""
    return sum(sides) - max(sides, default=0)


def _claims(ledger: Ledger, most: int) -> Iterator[Item]:
    for doubtful in ledger.survey.doubtful(_in_use(ledger), below=LOW, most=most):
        why = f"the reader is {doubtful.score:.0%} sure that it read this rightly"
        yield Item(_key(Sort.CLAIM, doubtful.claim), Sort.CLAIM, 1 - doubtful.score, why, claim=doubtful)


def _in_use(ledger: Ledger) -> list[str]:
    return ledger.weighed.heaviest(most=IN_USE)


def _counted(number: int, one: str, more: str) -> str:
    return f"{number:,} {one if number == 1 else more}"


def _key(sort: Sort, *parts: str) -> str:
    """Short enough for an address, and the same as long as the matter is."""
    packed = "\x1f".join(parts).encode(errors="surrogatepass")
    return f"{sort.value}-{hashlib.sha256(packed).hexdigest()[:16]}"


__all__ = ["IN_USE", "LOW", "RULE", "Item", "Sort", "Waiting", "at_stake", "count", "openness", "waiting"]
