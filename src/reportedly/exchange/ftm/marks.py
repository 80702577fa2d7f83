"""What FollowTheMoney has no field for: that a claim is denied, unsure or contested, and whose it is."""

from __future__ import annotations

from reportedly.exchange.matter import Standing
from reportedly.exchange.said import teller
from reportedly.ledger import Record
from reportedly.model import Certainty, Polarity

from .losses import Loss


def no_statement(record: Record, standing: Standing | None) -> Loss | None:
    """Why a claim is no statement of the model; None where it can be one."""
    if record.claim.polarity is Polarity.DENIED:
        return Loss.DENIED
    if record.claim.certainty is Certainty.UNKNOWN:
        return Loss.NOT_SAID_TO_BE_SO
    if record.retraction is not None or (standing is not None and standing.withdrawn):
        return Loss.WITHDRAWN
    return None


def contested(standing: Standing | None) -> bool:
    """Whether other claims cannot be so together with this one."""
    return standing is not None and bool(standing.contradicted_by)


def mark(record: Record, standing: Standing | None) -> str:
    """Who says it, how sure, and whether it is contested."""
    sure = record.claim.certainty
    reserve = "" if sure is Certainty.CERTAIN else f", put as {sure.value}"
    return f"Said by {teller(record)}{reserve}. {contest(standing)}".strip()


def contest(standing: Standing | None) -> str:
    """That it is contested, in a sentence; "" where it is not."""
    if standing is None or not standing.contradicted_by:
        return ""
    count = len(standing.contradicted_by)
    return f"Contested: {count} other claim{'s' if count != 1 else ''} cannot be so together with this."
