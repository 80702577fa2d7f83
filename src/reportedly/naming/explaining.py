"""What a ledger can say of its names: who goes by which, why they are taken for one, and what waits for a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from reportedly.errors import AmbiguousError
from reportedly.ledger import Ledger
from reportedly.model import Entity, Judgement
from reportedly.model.judgement import DIFFERENT, SAME
from reportedly.weighing.identity import (
    JUDGED,
    Judged,
    Node,
    Outcome,
    Tie,
    Undecided,
    parse,
)
from reportedly.weighing.identity import undecided as waiting_of

from .judging import meant
from .resolving import resolve_names
from .shelf import Shelf, number_of, tie_from


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name as reports write it, and how many reports and claims do."""

    name: str
    reports: int
    claims: int


@dataclass(frozen=True, slots=True)
class Why:
    """Two names that were taken for one: by which rule, why, and on whose word.

    ``claim`` is the id of the claim that says so, ``report`` the name of the report that it is from, with its publisher
    and day where they are known; ``judgement`` the judgement, where a person said so.
    """

    names: tuple[str, str]
    rule: str
    score: float
    reasons: tuple[str, ...]
    against: tuple[str, ...] = ()
    claim: str = ""
    report: str = ""
    judgement: str = ""


@dataclass(frozen=True, slots=True)
class Explained:
    """One entity: its spellings, the most used first; what joined its names; what was judged; what is open."""

    entity: Entity
    spellings: tuple[Spelling, ...]
    merges: tuple[Why, ...]
    judgements: tuple[Judgement, ...]
    open: tuple[Undecided, ...]


def explain(ledger: Ledger, name: str) -> Explained:
    """Why the names of an entity are taken for one; ``name`` is one of them, its id, or a reference.

    Raises:
        NotFoundError: where no report uses the name.
        AmbiguousError: where more than one goes by it.
    """
    resolve_names(ledger)
    with ledger.naming.asking() as rows:
        shelf = Shelf(rows)
        found = meant(ledger, shelf, name)
        if len(found) > 1:
            raise AmbiguousError("name", name, [str(ref) for ref in found])
        where = shelf.placed([found[0].node])
        usual = shelf.placed([parse(f"{found[0].kind.value}:{found[0].name}").node])
        entity = next(iter({**usual, **where}.values())).entity
        members = shelf.members([entity])
        named = rows.entity(entity)
        counted = rows.reports_of([number_of(node) for node in members])
        spellings = sorted((Spelling(r.name, int(r.reports), int(r.claims)) for r in counted), key=_often)
        ties = [tie for tie in shelf.ties(members) if tie.outcome is Outcome.JOINED]
        judgements = [j for kind in (SAME, DIFFERENT) for j in ledger.judgements(kind=kind, standing=True)]
        own = [j for j in judgements if any(parse(about).node in members for about in j.about)]
        queue = [u for u in _waiting(shelf, judgements) if entity in u.entities]
        names = shelf.names(members)
        merges = tuple(_why(ledger, names, tie) for tie in ties)
    return Explained(named, tuple(spellings), merges, tuple(own), tuple(queue))


def _often(spelling: Spelling) -> tuple[int, int, str]:
    return (-spelling.reports, -spelling.claims, spelling.name)


def _why(ledger: Ledger, names: Mapping[Node, str], tie: Tie) -> Why:
    called = tuple(names.get(node, "".join(node.words).upper()) for node in (tie.a, tie.b))
    judged = tie.rule == JUDGED
    report = "" if judged or not tie.document else _report(ledger, tie.document)
    return Why(
        (called[0], called[1]),
        tie.rule,
        tie.score,
        tie.reasons,
        tie.objections,
        tie.claim,
        report,
        tie.document if judged else "",
    )


def _report(ledger: Ledger, document: str) -> str:
    held = ledger.document(document)
    said = [held.publisher or held.name]
    if isinstance(held.published, date):
        said.append(held.published.isoformat())
    return ", ".join(said)


def undecided(ledger: Ledger) -> list[Undecided]:
    """The pairs of names that wait for a person, those first on which most claims hang."""
    resolve_names(ledger)
    judgements = [j for kind in (SAME, DIFFERENT) for j in ledger.judgements(kind=kind, standing=True)]
    with ledger.naming.asking() as rows:
        return list(_waiting(Shelf(rows), judgements))


def _waiting(shelf: Shelf, judgements: list[Judgement]) -> tuple[Undecided, ...]:
    held = shelf.rows.undecided()
    ends = shelf.numbered({end for row in held for end in (row.a, row.b)})
    ties = [tie_from(row, ends[row.a], ends[row.b]) for row in held]
    judged = Judged.of(judgements)
    births = shelf.births()
    named = {*ends.values(), *(link.a for link in births)}
    placed = shelf.placed({*named, *judged.nodes()})
    claims = shelf.rows.claims_of({where.entity for where in placed.values()})
    return waiting_of(ties, placed, shelf.spellings(named), judged, claims, births)


__all__ = ["Explained", "Spelling", "Why", "explain", "undecided"]
