"""A ledger seen as it was on a day: what had been read and judged by then."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from reportedly.model import Entity, Judgement

from .records import Record
from .session import Ledger


class Known:
    """Answers what a ``Ledger`` is asked, as it would have answered by the day (or the time) ``known``.

    Names are as they are resolved today: which reports speak of one person is found out later, and holds for then.
    """

    def __init__(self, ledger: Ledger, known: date) -> None:
        self._ledger, self._known = ledger, known

    def entities(self) -> list[Entity]:
        """Every entity, as it is known today."""
        return self._ledger.entities()

    def judgements(self, **asked: Any) -> list[Judgement]:
        """As ``Ledger.judgements``, none made later."""
        return self._ledger.judgements(**{"known": self._known, **asked})

    def claims(self, **asked: Any) -> list[Record]:
        """As ``Ledger.claims``, nothing read later."""
        return self._ledger.claims(**{"known": self._known, **asked})

    def retracted(self) -> Mapping[str, Judgement]:
        """As ``Ledger.retracted``, nothing taken back later."""
        return self._ledger.retracted(known=self._known)
