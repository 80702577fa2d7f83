"""A ledger seen with only those claims that the reader was sure enough of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reportedly.errors import BadValueError
from reportedly.model import Entity, Judgement

from .known import Known
from .records import Record
from .session import Ledger


class Sure:
    """Answers what a ``Ledger`` is asked, less the claims below ``least``.

    What a person accepted or mended is shown, however unsure the reader was.

    Raises:
        BadValueError: where ``least`` is no probability.
    """

    def __init__(self, ledger: Ledger | Known, least: float) -> None:
        if not 0 <= least <= 1:
            raise BadValueError("confidence", str(least), expected="a number from 0 to 1, such as 0.8")
        self._ledger, self._least = ledger, least

    def entities(self) -> list[Entity]:
        """Every entity, as the whole ledger knows them."""
        return self._ledger.entities()

    def judgements(self, **asked: Any) -> list[Judgement]:
        """As ``Ledger.judgements``."""
        return self._ledger.judgements(**asked)

    def retracted(self) -> Mapping[str, Judgement]:
        """As ``Ledger.retracted``."""
        return self._ledger.retracted()

    def claims(self, **asked: Any) -> list[Record]:
        """As ``Ledger.claims``, the unsure left out."""
        return self._ledger.claims(**{"min_confidence": self._least, **asked})
