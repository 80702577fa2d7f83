"""A moment up to which a ledger is looked at: what it knew by then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import ColumnElement, Connection, bindparam

from . import in_force, rows
from .standing import standing

_NEVER = "~"
"""Sorts after every time."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment, and what people's judgements came to then.

    ``before``: the first time that is too late, as the ledger writes times; ``holding``: the numbers of the judgements
    that held then.
    """

    before: str
    holding: tuple[int, ...]

    def holds(self, number: ColumnElement[int]) -> ColumnElement[bool]:
        """That a judgement of this number held then."""
        # Written into the statement: there can be more of them than a statement may have parameters.
        return number.in_(bindparam("holding", value=self.holding, expanding=True, literal_execute=True, unique=True))


def moment(connection: Connection, known: date) -> Moment:
    """What ``known`` means for a ledger: a day to its end (UTC), or a time, itself included (UTC where it has no zone).

    Judgements made later do not count, so that one that was undone or replaced since still holds.
    """
    before = end_of(known)
    links = in_force.links_of(connection, before=before)
    held = standing(list(links.values()), made_by_review=in_force.made_by_review(connection, links.values()))
    return Moment(before, tuple(number for number, link in links.items() if link.id in held))


def end_of(known: date) -> str:
    """The first time after ``known``, as the ledger writes times: they compare as texts."""
    if isinstance(known, datetime):
        zoned = known if known.tzinfo else known.replace(tzinfo=UTC)
        last = datetime.max.replace(tzinfo=UTC) - timedelta(days=2)
        return rows.stamp(zoned + timedelta(microseconds=1)) if zoned < last else _NEVER
    return (known + timedelta(days=1)).isoformat() if known < date.max else _NEVER
