"""What people judged of claims: accepted, rejected, mended. Nothing is overwritten; what is shown follows from it.

A rejected claim, and one that was mended, is kept and not shown; the mended form is a claim of its own beside it
(``read_by`` is "review"), shown as long as the judgement stands. What a person accepted or mended is shown even where
a later reading of the report does not make it.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, Select, and_, or_, select

from reportedly.model import Judgement
from reportedly.model.judgement import ACCEPTED, CORRECTED, MENDED, REJECTED, RETRACTED, REVIEWS

from . import in_force, judged, tables
from .digests import BY_REVIEW
from .moment import Moment

__all__ = ["BY_REVIEW", "retracted", "standing", "visible"]


def visible(
    *, superseded: bool = False, rejected: bool = False, moment: Moment | None = None
) -> list[ColumnElement[bool]]:
    """What a claim must fulfil to be shown; ``superseded`` and ``rejected`` let in those that else are not.

    ``moment``: as it was shown then; what was read later is not, what was superseded or judged later still counts.
    """
    kept = _judged(MENDED, 1, moment).union(_judged(ACCEPTED, 0, moment))
    claims, readings = tables.claims.c, tables.readings.c
    shown: list[ColumnElement[bool]] = []
    if moment is not None:
        shown.append(readings.made < moment.before)
    if not superseded:
        shown.append(or_(_newest(moment), claims.id.in_(kept)))
    hidden = _judged(REJECTED, 0, moment).union(_judged(MENDED, 0, moment))
    # A mended form whose judgement was replaced says nothing any more.
    shown.append(or_(claims.read_by != BY_REVIEW, claims.id.in_(kept), claims.id.in_(hidden)))
    if not rejected:
        shown.append(claims.id.not_in(hidden))
    return shown


def _newest(moment: Moment | None) -> ColumnElement[bool]:
    """That no later reading has taken the place of a claim's."""
    column = tables.readings.c.superseded_by
    if moment is None:
        return column.is_(None)
    later = tables.readings.alias("superseding")
    return or_(column.is_(None), column.in_(select(later.c.number).where(later.c.made >= moment.before)))


def standing(connection: Connection, moment: Moment | None = None) -> dict[str, Judgement]:
    """For each claim that was judged, by its id, what stands; a mended claim has it under both its forms."""
    found: dict[str, Judgement] = {}
    for judgement in judged.judgements(connection, standing=True, moment=moment):
        if judgement.kind in REVIEWS:
            for about in reversed(judgement.about):
                # What was judged of the mended form itself goes before how it came about.
                if about == judgement.about[0] or about not in found:
                    found[about] = judgement
    return found


def retracted(connection: Connection, moment: Moment | None = None) -> dict[str, Judgement]:
    """What outlets took back or corrected, as people judged: by the id of a claim, or of a report taken back wholly.

    The mended form of a claim that was taken back is taken back with it. Of several judgements the last.
    """
    found: dict[str, Judgement] = {}
    forms: dict[str, str] = {}
    for judgement in judged.judgements(connection, standing=True, moment=moment):
        if judgement.kind in (RETRACTED, CORRECTED):
            found |= dict.fromkeys(judgement.about[1:] or judgement.about, judgement)
        elif judgement.kind == MENDED:
            forms[judgement.about[1]] = judgement.about[0]
    for form in forms:
        read = form
        while read in forms and read not in found:
            read = forms[read]
        if read in found:
            found.setdefault(form, found[read])
    return found


def _judged(kind: str, position: int, moment: Moment | None) -> Select[tuple[str]]:
    judgements, subjects = tables.judgements, tables.judgement_subjects
    holds = moment.holds(judgements.c.number) if moment else judgements.c.number.in_(in_force.holding())
    return (
        select(subjects.c.about)
        .join(judgements, judgements.c.number == subjects.c.judgement)
        .where(and_(judgements.c.kind == kind, subjects.c.position == position, holds))
    )
