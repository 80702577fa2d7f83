"""What people judge of reports: that their outlet took them back, and whether two go back to one origin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from reportedly.errors import AmbiguousError, BadValueError, NotFoundError
from reportedly.model import Judgement
from reportedly.model.judgement import CORRECTED, INDEPENDENT, RETRACTED, SAME_ORIGIN

from .making import before, new_judgement, stated, weighed

if TYPE_CHECKING:
    from reportedly.ledger import Ledger


def retract(
    ledger: Ledger, keys: Sequence[str], *, why: str, by: str | None = None, corrected: str = ""
) -> list[Judgement]:
    """An outlet took back a report, or claims of it; with ``corrected``, put them right, and so.

    Each of ``keys`` is a report (see ``Ledger.document``) or the id of a claim. One judgement a report, which takes
    the place of an earlier one about the same; the claims stay, and are shown as taken back.

    Raises:
        NotFoundError, AmbiguousError: where a key names nothing, or more than one thing.
        BadValueError: where no reason is given.
    """
    stated(why)
    kind = CORRECTED if corrected.strip() else RETRACTED
    claims: dict[str, list[str]] = defaultdict(list)
    whole: set[str] = set()
    for key in keys:
        document, claim = _named(ledger, key)
        claims[document] += [claim] if claim else []
        whole |= set() if claim else {document}
    kept = []
    for document, named in claims.items():
        about = (document,) if document in whole else (document, *sorted(set(named)))
        made = new_judgement(
            kind, why, by, corrected.strip(), about=about, replaces=before(ledger, (RETRACTED, CORRECTED), about)
        )
        ledger.judge(made)
        kept.append(made)
    if kept:
        weighed(ledger, kept[-1])
    return kept


def same_origin(ledger: Ledger, report: str, other: str, *, why: str, by: str | None = None) -> Judgement:
    """Two reports go back to one origin, whatever their texts show; takes the place of what was judged of them before.

    Each is named as in ``Ledger.document``.

    Raises:
        NotFoundError, AmbiguousError: where either does not name one report.
        BadValueError: where no reason is given, or both are one report.
    """
    return _judged_origin(ledger, SAME_ORIGIN, report, other, why, by)


def independent(ledger: Ledger, report: str, other: str, *, why: str, by: str | None = None) -> Judgement:
    """Two reports do not go back to one origin, however alike they are. As ``same_origin`` else."""
    return _judged_origin(ledger, INDEPENDENT, report, other, why, by)


def _judged_origin(ledger: Ledger, kind: str, report: str, other: str, why: str, by: str | None) -> Judgement:
    stated(why)
    about = tuple(sorted({ledger.document(report).id, ledger.document(other).id}))
    if len(about) < 2:
        raise BadValueError("report", other, expected=f"another report than {report}")
    made = new_judgement(kind, why, by, about=about, replaces=before(ledger, (SAME_ORIGIN, INDEPENDENT), about))
    ledger.judge(made)
    return weighed(ledger, made)


def _named(ledger: Ledger, key: str) -> tuple[str, str]:
    """The document's id, and that of the claim where ``key`` names one."""
    found: list[tuple[str, str]] = []
    with suppress(NotFoundError):
        found.append((ledger.document(key).id, ""))
    with suppress(NotFoundError, BadValueError):
        claim = ledger.claim(key).claim
        found.append((claim.document, claim.id))
    if not found:
        raise NotFoundError("report or claim", key, hint="see them with: reportedly reports, reportedly claims")
    if len(found) > 1:
        raise AmbiguousError("report or claim", key, [found[0][0], found[1][1]])
    return found[0]
