"""Draws up the dossier of a name. Ties the ledger, what was weighed, and ``dossier`` together.

from reportedly.dossiers import dossier_of

dossier_of(ledger, "Valley Guard", as_of=date(2022, 12, 31))
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportedly.dossier import Dossier
    from reportedly.ledger import Known, Ledger, Sure


def dossier_of(
    ledger: Ledger, name: str, *, as_of: date | None = None, known: date | None = None, min_confidence: float = 0.0
) -> Dossier:
    """What a ledger holds about ``name`` (or an entity's id); see ``Workspace.dossier``.

    Where all of it is asked for, or what had been reported by a day, and the ledger is weighed, only the claims that
    the page shows are made.

    Raises:
        NotFoundError: where no report speaks of it.
        AmbiguousError: where a part of a name fits several.
        BadValueError: where ``min_confidence`` is no probability.
    """
    from reportedly.copying import origins_of
    from reportedly.dossier import Brief, build
    from reportedly.weigh import METHOD

    name = ledger.successor(name) or name
    if known is None and not min_confidence and ledger.weighed.fresh(METHOD):
        brief = Brief.of(ledger, name, as_of=as_of)
        if brief is not None:
            origins = partial(origins_of, ledger, people=brief.cited)
            return build(brief, name, as_of=as_of, origins=origins, shown=brief.shown)
    asked = seen(ledger, known=known, min_confidence=min_confidence)
    return replace(build(asked, name, as_of=as_of, origins=partial(origins_of, ledger)), known=known)


def entity_of(ledger: Ledger, name: str, *, as_of: date | None = None) -> str:
    """The id of whom ``dossier_of`` would draw up the dossier of, with nothing weighed for it.

    Raises:
        NotFoundError, AmbiguousError: as ``dossier_of``.
    """
    from reportedly import dossier
    from reportedly.weigh import METHOD

    name = ledger.successor(name) or name
    brief = dossier.Brief.of(ledger, name, as_of=as_of) if ledger.weighed.fresh(METHOD) else None
    if brief is not None:
        return dossier.entity_of(brief, name, as_of=as_of, shown=brief.shown)
    return dossier.entity_of(ledger, name, as_of=as_of)


def seen(ledger: Ledger, *, known: date | None = None, min_confidence: float = 0.0) -> Ledger | Known | Sure:
    """The ledger as it was known by a day, with only the claims that the reader was sure enough of.

    Raises:
        BadValueError: where ``min_confidence`` is no probability.
    """
    from reportedly.ledger import Known, Sure

    then = ledger if known is None else Known(ledger, known)
    return Sure(then, min_confidence) if min_confidence else then
