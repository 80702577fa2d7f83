"""Resolves names: what came since the last time, and what it touches; or everything anew."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from reportedly.ledger import Ledger
from reportedly.ledger.naming import Member, NamePending, place_all, place_some
from reportedly.model import Judgement
from reportedly.model.judgement import DIFFERENT, SAME
from reportedly.ways import ways_of
from reportedly.weighing import agreements
from reportedly.weighing.identity import Facts, Judged, Memory, facts_of, parse, pinned, settle

from .filing import Filed, file_all, refile, report_from, write_all
from .shelf import Shelf

METHOD = "names 2"
"""A ledger whose names were resolved by another method is resolved anew."""
_MANY = 2_000
"""Reports from which on it is quicker to do everything anew."""


@dataclass(frozen=True, slots=True)
class Named:
    """What resolving came to: how many mentions changed entity, and the entities that were touched, old and new."""

    moved: int = 0
    entities: frozenset[str] = frozenset()


def resolve_names(ledger: Ledger, *, anew: bool = False) -> Named:
    """Bring the names of a ledger up to date, and note what several readers of a report read alike.

    Only names of reports that were read or judged since the last time are looked at, and what has to do with them; the
    outcome is that of doing everything ``anew``. Interrupted at any moment it leaves the ledger whole; the next call
    does the rest.

    Raises:
        LedgerError: where the ledger is damaged; LedgerBusyError, where another process keeps it too long.
    """
    seen = ledger.naming.pending(METHOD)
    if seen.nothing and not anew:
        return Named()
    judgements = [j for kind in (SAME, DIFFERENT) for j in ledger.judgements(kind=kind, standing=True)]
    withdrawn = frozenset(ledger.retracted())
    if anew or seen.everything or len(seen.documents) > _MANY:
        named, mentions = _all(ledger, judgements, withdrawn), None
    else:
        named, mentions = _some(ledger, seen, judgements, withdrawn)
    _agree(ledger, seen.documents, mentions)
    ledger.naming.done(seen, METHOD, moved=named.moved)
    return named


def _facts(
    ledger: Ledger, documents: Collection[str] | None, judgements: Sequence[Judgement], withdrawn: frozenset[str]
) -> Iterator[Facts]:
    own = pinned(judgements)
    for report in ledger.naming.reports(documents):
        yield facts_of(report_from(report, withdrawn), own)


def _all(ledger: Ledger, judgements: Sequence[Judgement], withdrawn: frozenset[str]) -> Named:
    memory = Memory()
    with ledger.naming.writing() as rows:
        file_all(rows, _facts(ledger, None, judgements, withdrawn), memory)
        every = memory.every()
        outcome = settle(memory, every, every, (), Judged.of(judgements))
        write_all(rows, memory)
        moved = place_all(rows, outcome.entities.values())
    return Named(moved, frozenset(outcome.entities))


def _some(
    ledger: Ledger, seen: NamePending, judgements: Sequence[Judgement], withdrawn: frozenset[str]
) -> tuple[Named, list[int]]:
    refs = [parse(about) for about in seen.about]
    documents = seen.documents | {ref.document for ref in refs if ref.document}
    facts = list(_facts(ledger, documents, judgements, withdrawn))
    with ledger.naming.writing() as rows:
        shelf = Shelf(rows)
        nodes = shelf.at(documents)
        before = shelf.placed(set(nodes.values()))
        filed = refile(rows, documents, facts, nodes)
        shelf = Shelf(rows, before)
        touched = filed.touched | shelf.known({ref.node for ref in refs})
        outcome = settle(shelf, touched, filed.fresh, filed.changed, Judged.of(judgements))
        shelf.flush()
        members = _members(shelf, filed, documents)
        moved = place_some(rows, outcome.entities, outcome.gone, members)
    return Named(len(moved), frozenset(outcome.entities.keys() | outcome.gone)), moved


def _members(shelf: Shelf, filed: Filed, documents: Collection[str]) -> dict[int, Member | None]:
    """The mentions of every name that was put elsewhere, or of which there are new ones."""
    members: dict[int, Member | None] = dict.fromkeys(filed.mentions)
    for node, mention in shelf.mentions(shelf.changed, documents):
        where = shelf.placed([node]).get(node)
        members[mention] = (where.entity, where.score, where.reasons) if where is not None else None
    return members


def _agree(ledger: Ledger, documents: Collection[str], mentions: Collection[int] | None) -> None:
    """Note what several readers of a report read alike, in the reports that were touched."""
    often = ledger.naming.read_by_several(None if mentions is None else documents, mentions or ())
    touched = None if mentions is None else {*documents, *often}
    records = [record for document in sorted(often) for record in ledger.claims(document=document, repeats=True)]
    groups = [
        [(r.claim.document, r.reader, r.claim.id) for r in group] for group in agreements(records, ways=ways_of(ledger))
    ]
    if touched is None:
        ledger.agree(groups)
    elif touched:
        ledger.naming.agree(touched, groups)
