"""Which reports share text, and which go back to which: what looking for copies needs of a ledger, and leaves there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, delete, exists, func, insert, or_, select

from reportedly.model import Document, SourceKind

from . import reader, rows, tables
from .backend import Door
from .chunks import chunks
from .heard import Documents


@dataclass(frozen=True, slots=True)
class Copy:
    """That a report goes back to another (``origin``, a document's id, or "") or to an outlet by name.

    ``passages`` are characters: start and end in the report, start and end in its origin. The rest is as in
    ``weighing.origins.Link``.
    """

    document: str
    origin: str
    outlet: str
    via: str
    whole: bool
    directed: bool
    score: float
    reasons: tuple[str, ...]
    passages: tuple[tuple[int, int, int, int], ...]


class Copies:
    """What a ledger keeps of copies between reports; every method is one transaction."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._documents = Documents()

    def __len__(self) -> int:
        """How many reports there are to be looked at."""
        with self._door.reading() as connection:
            return connection.scalar(select(func.count()).select_from(tables.documents)) or 0

    def unseen(self) -> tuple[list[str], int]:
        """The ids of the reports that were not looked at yet, as they stand now, in order of publication.

        With them, up to which edition this is so; see ``done``.
        """
        with self._door.reading() as connection:
            return unseen(connection)

    def done(self, edition: int) -> None:
        """Note that all reports were looked at up to this edition."""
        with self._door.writing() as connection:
            connection.execute(insert(tables.linkings).values(made=rows.now(), edition=edition))

    def texts(self, documents: Iterable[str]) -> list[Document]:
        """These reports, with their texts."""
        with self._door.reading() as connection:
            found = (reader.document_by_id(connection, id_) for id_ in documents)
            return [document for document in found if document is not None]

    def described(self, documents: Iterable[str] | None = None) -> list[Document]:
        """These reports, or all, without their texts."""
        with self._door.reading() as connection:
            return described(connection, documents, self._documents)

    def holders(self, bands: Iterable[int]) -> dict[int, list[str]]:
        """The reports that hold each of these bands, in order of publication."""
        with self._door.reading() as connection:
            return holders(connection, bands)

    def published(self, first: date, last: date) -> list[Document]:
        """The reports published from ``first`` to ``last``, without their texts."""
        with self._door.reading() as connection:
            editions = tables.editions.c
            held = select(editions.document).where(editions.published.between(first, last))
            return described(connection, connection.scalars(held.distinct()).all(), self._documents)

    def following(self, document: str) -> str | None:
        """The id of the next version of the page that a report is one of; None where it is the latest."""
        with self._door.reading() as connection:
            table = tables.documents.c
            later = select(table.id).where(table.previous == document).order_by(table.retrieved.desc()).limit(1)
            found: str | None = connection.scalar(later)
            return found

    def sizes(self, documents: Iterable[str]) -> dict[str, int]:
        """How many bands each of these reports has."""
        with self._door.reading() as connection:
            return sizes(connection, documents)

    def seen(self, bands: Mapping[str, Sequence[int]]) -> None:
        """Keep the bands of some reports, as they stand now; those of their earlier editions go."""
        with self._door.writing() as connection:
            seen(connection, bands)

    def links(self, documents: Iterable[str] | None = None) -> list[Copy]:
        """The links between reports: all, or those from or to these reports."""
        with self._door.reading() as connection:
            return list(links(connection, documents))

    def replace(self, documents: Iterable[str], found: Iterable[Copy]) -> None:
        """Make ``found`` the links that any of these reports has, whichever end it is."""
        with self._door.writing() as connection:
            for some in chunks(sorted(set(documents))):
                table = tables.links.c
                connection.execute(delete(tables.links).where(or_(table.document.in_(some), table.origin.in_(some))))
            if values := [_row(copy) for copy in found]:
                connection.execute(insert(tables.links), values)

    def cited(self, documents: Iterable[str] | None = None) -> set[str]:
        """The people whom claims of these reports, or of all, cite as their source: their entities."""
        with self._door.reading() as connection:
            return cited(connection, documents)

    def titled(self, people: Iterable[str], predicates: Iterable[str]) -> set[str]:
        """Those of these people of whom a claim says by one of these predicates that they bear a title."""
        with self._door.reading() as connection:
            return titled(connection, people, predicates)

    def citing(self, claims: Iterable[int], predicates: Iterable[str]) -> set[int]:
        """The claims that cite somebody of whom one of ``claims`` says something by one of these predicates.

        Only those who bear a title by some claim.
        """
        with self._door.reading() as connection:
            return citing(connection, claims, predicates)

    def forget(self) -> None:
        """Let go of all bands and links, to look at every report anew."""
        with self._door.writing() as connection:
            connection.execute(delete(tables.bands))
            connection.execute(delete(tables.linkings))
            connection.execute(delete(tables.links))


def cited(connection: Connection, documents: Iterable[str] | None) -> set[str]:
    """See ``Copies.cited``."""
    members, mentions, sources = tables.memberships.c, tables.mentions.c, tables.sources.c
    held = (
        select(members.entity)
        .join_from(tables.memberships, tables.mentions, mentions.number == members.mention)
        .where(mentions.kind == SourceKind.PERSON.value, mentions.number.in_(select(sources.mention)))
        .distinct()
    )
    if documents is None:
        return set(connection.scalars(held))
    parts = (held.where(mentions.document.in_(some)) for some in chunks(sorted(set(documents))))
    return {entity for part in parts for entity in connection.scalars(part)}


def titled(connection: Connection, people: Iterable[str], predicates: Iterable[str]) -> set[str]:
    """See ``Copies.titled``."""
    members, parts, claims = tables.memberships.c, tables.parts.c, tables.claims.c
    title = tables.parts.alias("title")
    # The titles come first: few claims have one, and the first that is found is enough.
    with_title = exists().where(title.c.claim == parts.claim, title.c.slot == "qualifier", title.c.key == "title")
    said = exists().where(claims.number == parts.claim, claims.predicate.in_(sorted(predicates)))
    borne = (
        select(parts.claim)
        .join_from(tables.memberships, tables.parts, (parts.mention == members.mention) & (parts.slot == "subject"))
        .where(members.entity == tables.entities.c.id, with_title, said)
    )
    held = select(tables.entities.c.id).where(borne.exists())
    parted = (held.where(tables.entities.c.id.in_(some)) for some in chunks(sorted(set(people))))
    return {entity for part in parted for entity in connection.scalars(part)}


def citing(connection: Connection, claims: Iterable[int], predicates: Iterable[str]) -> set[int]:
    """See ``Copies.citing``."""
    members, parts, sources = tables.memberships.c, tables.parts.c, tables.sources.c
    wanted, found, known = sorted(predicates), set[int](), set[str]()
    for some in chunks(sorted(set(claims))):
        people = (
            select(members.entity)
            .join_from(tables.parts, tables.claims, tables.claims.c.number == parts.claim)
            .join(tables.memberships, members.mention == parts.mention)
            .where(parts.claim.in_(some), parts.slot == "subject", tables.claims.c.predicate.in_(wanted))
        )
        known |= set(connection.scalars(people.distinct()))
    for some_ in chunks(sorted(titled(connection, known, wanted))):
        mine = select(members.mention).where(members.entity.in_(some_))
        found |= set(connection.scalars(select(sources.claim).where(sources.mention.in_(mine))))
    return found


def unseen(connection: Connection) -> tuple[list[str], int]:
    """See ``Copies.unseen``."""
    editions = tables.editions.c
    last = connection.scalar(select(func.max(editions.number))) or 0
    known = connection.scalar(select(tables.linkings.c.edition).order_by(tables.linkings.c.number.desc()).limit(1)) or 0
    if known >= last:
        return [], last
    latest = select(func.max(editions.number)).where(editions.number > known).group_by(editions.document)
    held = (
        select(editions.document)
        .where(editions.number.in_(latest))
        .order_by(editions.published.is_(None), editions.published, editions.document)
    )
    return list(connection.scalars(held)), last


def described(connection: Connection, documents: Iterable[str] | None, known: Documents) -> list[Document]:
    """See ``Copies.described``."""
    editions = tables.editions.c
    latest = select(func.max(editions.number)).group_by(editions.document)
    if documents is None:
        numbers = list(connection.scalars(latest))
    else:
        numbers = [
            number
            for some in chunks(sorted(set(documents)))
            for number in connection.scalars(latest.where(editions.document.in_(some)))
        ]
    return list(known.of(connection, numbers).values())


def holders(connection: Connection, bands: Iterable[int]) -> dict[int, list[str]]:
    """See ``Copies.holders``."""
    editions = tables.editions.c
    found: dict[int, list[str]] = defaultdict(list)
    for some in chunks(sorted(set(bands))):
        held = (
            select(tables.bands.c.band, editions.document)
            .join_from(tables.bands, tables.editions, editions.number == tables.bands.c.edition)
            .where(tables.bands.c.band.in_(some))
            .order_by(editions.published.is_(None), editions.published, editions.document)
        )
        for band, document in connection.execute(held):
            found[band].append(document)
    return found


def sizes(connection: Connection, documents: Iterable[str]) -> dict[str, int]:
    """See ``Copies.sizes``."""
    editions, bands = tables.editions.c, tables.bands.c
    found: dict[str, int] = {}
    for some in chunks(sorted(set(documents))):
        held = (
            select(editions.document, func.count())
            .join_from(tables.editions, tables.bands, bands.edition == editions.number)
            .where(editions.document.in_(some))
            .group_by(editions.document)
        )
        found |= {row[0]: row[1] for row in connection.execute(held)}
    return found


def seen(connection: Connection, bands: Mapping[str, Sequence[int]]) -> None:
    """See ``Copies.seen``."""
    editions = tables.editions.c
    for some in chunks(sorted(bands)):
        mine = select(editions.number).where(editions.document.in_(some))
        connection.execute(delete(tables.bands).where(tables.bands.c.edition.in_(mine)))
        latest = select(editions.document, func.max(editions.number)).where(editions.document.in_(some))
        numbers = {row[0]: row[1] for row in connection.execute(latest.group_by(editions.document))}
        held = [
            {"band": int(band), "edition": numbers[document]}
            for document in some
            # A text too short to have a band keeps one of its own, so that it is not looked at again and again.
            for band in (bands[document] if len(bands[document]) else (-numbers[document],))
        ]
        connection.execute(insert(tables.bands), held)


def links(connection: Connection, documents: Iterable[str] | None) -> Iterator[Copy]:
    """See ``Copies.links``."""
    table = tables.links.c
    every = select(tables.links).order_by(table.number)
    if documents is None:
        statements = [every]
    else:
        some_ = list(chunks(sorted(set(documents))))
        statements = [every.where(or_(table.document.in_(some), table.origin.in_(some))) for some in some_]
    known: set[int] = set()
    for statement in statements:
        for row in connection.execute(statement):
            if row.number not in known:
                known.add(row.number)
                yield Copy(
                    document=row.document,
                    origin=row.origin or "",
                    outlet=row.outlet,
                    via=row.via,
                    whole=bool(row.whole),
                    directed=bool(row.directed),
                    score=row.score,
                    reasons=tuple(row.reasons),
                    passages=tuple(tuple(p) for p in row.passages),
                )


def _row(copy: Copy) -> dict[str, object]:
    return {
        "document": copy.document,
        "origin": copy.origin or None,
        "outlet": copy.outlet,
        "via": copy.via,
        "whole": int(copy.whole),
        "directed": int(copy.directed),
        "score": copy.score,
        "reasons": list(copy.reasons),
        "passages": [list(passage) for passage in copy.passages],
    }
