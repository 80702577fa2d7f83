"""Dossiers that were built lately, for as long as the ledger stays as it is: a page and its pictures ask for one."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

from reportedly.dossiers import dossier_of

if TYPE_CHECKING:
    from fastapi import Request

    from reportedly.dossier import Dossier

    from .desk import Desk

MOST = 12


@dataclass(slots=True)
class Shelf:
    """The dossiers that were asked for last."""

    _kept: OrderedDict[tuple[object, ...], Dossier] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def about(self, desk: Desk, entity: str) -> Dossier:
        """The dossier of an entity (its id) as the desk sees the ledger.

        Raises:
            NotFoundError: where there is no such entity, or nothing was said of it by that day.
        """
        ledger = desk.ledger
        # Weighing changes a page without a further entry in the chain, and is behind for as long as it runs.
        key = (ledger.where, ledger.head(), _weighed(desk), entity, desk.as_of, desk.known)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = dossier_of(ledger, entity, as_of=desk.as_of, known=desk.known)
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)
        return made


def _weighed(desk: Desk) -> bool:
    from reportedly.weigh import METHOD

    return desk.ledger.unassigned() is None and desk.ledger.weighed.fresh(METHOD)


def shelf_of(request: Request) -> Shelf:
    """The shelf of an application."""
    state = request.app.state
    if not hasattr(state, "shelf"):
        state.shelf = Shelf()
    found = state.shelf
    assert isinstance(found, Shelf)
    return found
