"""Who is cited and who publishes: every named source of a ledger, so that people can grade it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from sqlalchemy import Connection, select

from reportedly.model import Kind, SourceKind

from . import tables
from .names import fold_name


@dataclass(frozen=True, slots=True)
class NamedSource:
    """One source: its most frequent spelling, its kind, every spelling; the reports it published and that cite it."""

    name: str
    kind: Kind
    names: tuple[str, ...]
    published: int
    cited: int


def named_sources(connection: Connection) -> list[NamedSource]:
    """Publishers and named sources; spellings alike but for case and accents are one. The most used come first."""
    spellings: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    published: dict[tuple[str, str], set[str]] = defaultdict(set)
    cited: dict[tuple[str, str], set[str]] = defaultdict(set)
    editions = tables.editions
    publishers = select(editions.c.publisher, editions.c.document).where(editions.c.publisher.is_not(None)).distinct()
    for row in connection.execute(publishers):
        key = (Kind.ORGANIZATION.value, fold_name(row.publisher))
        spellings[key][row.publisher] += 1
        published[key].add(row.document)
    mentions = tables.mentions
    sources = (
        select(mentions.c.kind, mentions.c.folded, mentions.c.name, mentions.c.document)
        .where(mentions.c.number.in_(select(tables.sources.c.mention)), mentions.c.kind != SourceKind.UNNAMED.value)
        .distinct()
    )
    for kind, folded, name, document in connection.execute(sources):
        spellings[kind, folded][name] += 1
        cited[kind, folded].add(document)
    found = [
        NamedSource(
            max(sorted(names), key=names.__getitem__),
            Kind(kind),
            tuple(sorted(names)),
            len(published[kind, folded]),
            len(cited[kind, folded]),
        )
        for (kind, folded), names in spellings.items()
    ]
    return sorted(found, key=lambda s: (-s.published - s.cited, fold_name(s.name), s.kind))
