"""The part of ``verify`` that looks at what people judged, at retrievals, and at what is made from the rest."""

from __future__ import annotations

import json
from collections import defaultdict

from sqlalchemy import func, select

from . import chain, digests, in_force, tables
from .findings import Desk, Sort, entered
from .standing import standing

_NAMES = {
    "kind": "what was judged",
    "about": "what it is about",
    "by": "who judged",
    "at": "when it was judged",
    "reason": "the reason",
    "replaces": "which judgement it replaces",
    "content": "its content",
}


def judgements(desk: Desk) -> None:
    """Look at every judgement, part by part."""
    table, subjects, entries = tables.judgements, tables.judgement_subjects, tables.chain
    about: dict[int, list[str]] = defaultdict(list)
    for row in desk.connection.execute(select(subjects).order_by(subjects.c.judgement, subjects.c.position)):
        about[row.judgement].append(row.about)
    held = (
        select(table, entries.c.number.label("entry"), entries.c.at.label("entered"), entries.c.digest)
        .join(entries, (entries.c.kind == chain.JUDGEMENT) & (entries.c.subject == table.c.id))
        .order_by(table.c.number)
    )
    for row in desk.connection.execute(held):
        expected, found = json.loads(row.digest), digests.of_judgement(row, about[row.number])
        for part, what in _NAMES.items():
            if found[part] != expected.get(part):
                now = {"about": ", ".join(about[row.number])}.get(part) or getattr(row, part, "") or "nothing"
                said = f"judgement {row.id[:10]} ({row.kind}, by {row.by}): {what} was changed, and is now {now!r}"
                desk.tell(Sort.JUDGEMENT, row.id, said, entered(row.entry, row.entered))


def retrievals(desk: Desk) -> None:
    """Look at when and whence documents were got; a document's first retrieval says what the document says."""
    table, entries, documents = tables.retrievals, tables.chain, tables.documents
    held = (
        select(table, entries.c.number.label("entry"), entries.c.at.label("entered"), entries.c.digest)
        .join(
            entries,
            (entries.c.kind == chain.RETRIEVAL) & (entries.c.subject == table.c.number.cast(entries.c.subject.type)),
        )
        .order_by(table.c.number)
    )
    for row in desk.connection.execute(held):
        if digests.of_retrieval(row) != json.loads(row.digest):
            said = f"report {row.name}: a retrieval (of {row.retrieved[:10]}, from {row.origin}) was changed"
            desk.tell(Sort.RETRIEVAL, row.document, said, entered(row.entry, row.entered))
    firsts = select(func.min(table.c.number)).group_by(table.c.document)
    first = select(table.c.document, table.c.name, table.c.origin, table.c.retrieved).where(table.c.number.in_(firsts))
    same = (documents.c.name == table.c.name) & (documents.c.origin == table.c.origin)
    differing = first.join(documents, documents.c.id == table.c.document).where(
        ~(same & (documents.c.retrieved == table.c.retrieved))
    )
    for row in desk.connection.execute(differing):
        said = f"report {row.name}: its first retrieval (of {row.retrieved[:10]}, from {row.origin}) was changed"
        desk.tell(Sort.RETRIEVAL, row.document, said)


def derived(desk: Desk) -> None:
    """That the judgements noted as holding are those that hold, and that every mended form has its judgement."""
    links = in_force.links_of(desk.connection)
    review = in_force.made_by_review(desk.connection, links.values())
    ids = standing(list(links.values()), made_by_review=review)
    expected = {number for number, link in links.items() if link.id in ids}
    noted = set(desk.connection.scalars(in_force.holding()))
    for number in sorted(expected ^ noted):
        id_ = links[number].id if number in links else str(number)
        found, wanted = ("noted", "it does not") if number in noted else ("not noted", "it does")
        desk.tell(Sort.DERIVED, id_, f"judgement {id_[:10]} is {found} as holding, but {wanted}")
    forms = {form for link in links.values() if link.kind == "mended" for form in link.about[1:]}
    made = select(tables.claims.c.id).where(tables.claims.c.read_by == digests.BY_REVIEW).distinct()
    for stray in sorted(set(desk.connection.scalars(made)) - forms):
        desk.tell(Sort.CLAIM, stray, f"claim {stray[:10]} is noted as put in by a person, but no judgement says so")
