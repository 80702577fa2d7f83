"""Keeps the table of the judgements that hold, so that every view and question asks one thing of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import ColumnElement, Connection, Select, delete, insert, literal, select

from reportedly.model.judgement import MENDED, REVIEWS

from . import tables
from .chunks import chunks
from .digests import BY_REVIEW
from .standing import Link, standing


def renew(connection: Connection, number: int) -> None:
    """Say anew what holds of all that the judgement ``number``, just written, has to do with."""
    links = links_of(connection, _concerned(connection, number))
    held = standing(list(links.values()), made_by_review=made_by_review(connection, links.values()))
    table = tables.standing_judgements
    for some in chunks(list(links)):
        connection.execute(delete(table).where(table.c.judgement.in_(some)))
    standing_now = [{"judgement": at} for at, link in links.items() if link.id in held]
    if standing_now:
        connection.execute(insert(table), standing_now)


def matter(connection: Connection, id_: str) -> list[Link]:
    """The judgements that replace and undo each other, one of which has this id; none where there is none."""
    table = tables.judgements
    number = connection.scalar(select(table.c.number).filter_by(id=id_))
    found: set[int] = set()
    edge = set() if number is None else {number}
    while edge:
        found |= edge
        edge = _replaced_or_replacing(connection, links_of(connection, edge)) - found
    return list(links_of(connection, found).values())


def holding() -> Select[tuple[int]]:
    """The numbers of the judgements that hold now."""
    return select(tables.standing_judgements.c.judgement)


def links_of(
    connection: Connection, numbers: Iterable[int] | None = None, *, before: str | None = None
) -> dict[int, Link]:
    """Judgements less their words, by number and in order: those of ``numbers``, or all that were made ``before``."""
    table, subjects = tables.judgements, tables.judgement_subjects
    found: dict[int, Link] = {}
    for where in _wheres(numbers, before):
        about: dict[int, list[str]] = defaultdict(list)
        named = select(subjects).join(table, table.c.number == subjects.c.judgement).where(where)
        for row in connection.execute(named.order_by(subjects.c.judgement, subjects.c.position)):
            about[row.judgement].append(row.about)
        chosen = select(table.c.number, table.c.id, table.c.kind, table.c.replaces).where(where)
        for row in connection.execute(chosen):
            found[row.number] = Link(row.id, row.kind, tuple(about[row.number]), row.replaces)
    return dict(sorted(found.items()))


def made_by_review(connection: Connection, links: Iterable[Link]) -> set[str]:
    """Of the forms that these judgements mend claims into, those that no reader ever read."""
    forms = sorted({form for link in links if link.kind == MENDED for form in link.about[1:]})
    read: set[str] = set()
    table = tables.claims
    for some in chunks(forms):
        read |= set(connection.scalars(select(table.c.id).where(table.c.id.in_(some), table.c.read_by != BY_REVIEW)))
    return set(forms) - read


def _concerned(connection: Connection, number: int) -> set[int]:
    """Every judgement that one can make hold or fall: its matter, and what is judged of the same claims and forms."""
    found: set[int] = set()
    edge = {number}
    while edge:
        found |= edge
        edge = _next(connection, edge) - found
    return found


def _next(connection: Connection, numbers: set[int]) -> set[int]:
    table, subjects = tables.judgements, tables.judgement_subjects
    links = links_of(connection, numbers)
    found = _replaced_or_replacing(connection, links)
    for some in chunks([about for link in links.values() if link.kind in REVIEWS for about in link.about]):
        of_these = (
            select(table.c.number)
            .join(subjects, subjects.c.judgement == table.c.number)
            .where(table.c.kind.in_(REVIEWS), subjects.c.about.in_(some))
        )
        found |= set(connection.scalars(of_these))
    return found


def _replaced_or_replacing(connection: Connection, links: Mapping[int, Link]) -> set[int]:
    table = tables.judgements
    found: set[int] = set()
    for some in chunks([link.id for link in links.values()]):
        found |= set(connection.scalars(select(table.c.number).where(table.c.replaces.in_(some))))
    for some in chunks([link.replaces for link in links.values() if link.replaces]):
        found |= set(connection.scalars(select(table.c.number).where(table.c.id.in_(some))))
    return found


def _wheres(numbers: Iterable[int] | None, before: str | None) -> Iterator[ColumnElement[bool]]:
    table = tables.judgements
    if numbers is None:
        yield table.c.at < before if before is not None else literal(1) == literal(1)
        return
    for some in chunks(sorted(numbers)):
        yield table.c.number.in_(some)
