"""What was held to be so and has not been attested for long."""

from __future__ import annotations

from collections.abc import Iterable

from reportedly.weighing.stale import Stale

from . import wording
from .page import Line
from .teller import Teller, records


def gone_stale(teller: Teller, found: Iterable[Stale]) -> list[Line]:
    """A line for each, the longest unattested first."""
    return [
        teller.line(
            teller.phrase(stale.proposition),
            records(stale.proposition),
            when=f"{wording.day(stale.last)} ({stale.since})",
        )
        for stale in found
    ]
