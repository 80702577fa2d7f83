"""A judgement is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.model import Judgement
from reportedly.model.judgement import GRADING, RELIABILITY, UNDONE

from .making import new_judgement, weighed

if TYPE_CHECKING:
    from reportedly.ledger import Ledger

_SHOWN = frozenset({RELIABILITY, GRADING})
"""Kinds of judgement that are only shown: nothing is weighed by them."""


def undo(ledger: Ledger, judgement: str, *, why: str = "", by: str | None = None) -> Judgement:
    """Takes a judgement back: what it had replaced stands again, and what rested on it falls. Gives the undoing.

    ``judgement`` is its id or the beginning of it; an undoing can be undone in the same way.

    Raises:
        NotFoundError, AmbiguousError: where ``judgement`` does not name one.
        BadValueError: where it is undone already.
    """
    found = ledger.judgement(judgement)
    undoing = new_judgement(UNDONE, why, by, about=found.about, replaces=found.id)
    ledger.judge(undoing)
    undone = found
    while undone.kind == UNDONE and undone.replaces is not None:
        undone = ledger.judgement(undone.replaces)
    return undoing if undone.kind in _SHOWN else weighed(ledger, undoing)
