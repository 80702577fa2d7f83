"""One judgement, what it is about, what it replaced and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportedly.errors import AmbiguousError, BadValueError, NotFoundError
from reportedly.ledger import Happening, Ledger
from reportedly.model import Judgement
from reportedly.model.judgement import RELIABILITY, VOCABULARY

_HEX = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class About:
    """One record that a judgement is about: ``kind`` is "claim", "report", "name", "source" or "other".

    ``key`` is its id or reference, ``words`` what it is called, ``name`` the bare name of a name.
    """

    kind: str
    key: str
    words: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """A judgement with what it is about; ``replaced`` it took the place of, ``since`` came after it in its matter."""

    happening: Happening
    judgement: Judgement
    about: tuple[About, ...]
    replaced: Judgement | None
    since: tuple[Judgement, ...]


def judged(ledger: Ledger, key: str) -> Judged:
    """The judgement of an id, or of the beginning of one.

    Raises:
        NotFoundError, AmbiguousError, BadValueError: as ``Ledger.judgement``.
    """
    judgement = ledger.judgement(key)
    happening = next(h for h in ledger.log(kind=judgement.kind) if h.id == judgement.id)
    replaced = ledger.judgement(judgement.replaces) if judgement.replaces else None
    same = ledger.judgements(about=judgement.about[0]) if judgement.about else []
    since = tuple(j for j in same if j.replaces == judgement.id)
    return Judged(happening, judgement, tuple(links_of(ledger, judgement)), replaced, since)


def links_of(ledger: Ledger, judgement: Judgement) -> Sequence[About]:
    """What a judgement is about, each in words."""
    if judgement.kind == RELIABILITY:
        return [About("source", one, one.partition(":")[2] or one) for one in judgement.about]
    if judgement.kind == VOCABULARY:
        return [About("other", one, one) for one in judgement.about]
    return [_about(ledger, one) for one in judgement.about]


def _about(ledger: Ledger, key: str) -> About:
    if len(key) in (32, 64) and set(key) <= _HEX:
        try:
            if len(key) == 32:
                return About("claim", key, ledger.claim(key).claim.quote)
            document = ledger.document(key)
            return About("report", key, document.title or document.name)
        except (NotFoundError, AmbiguousError, BadValueError):
            return About("other", key, key)
    kind, colon, name = key.partition(":")
    if not colon:
        return About("other", key, key)
    bare, at, document_id = name.rpartition("@")
    if at and len(document_id) == 64 and set(document_id) <= _HEX:
        return About("name", key, f"{bare} ({kind}, in one report)", bare)
    return About("name", key, f"{name} ({kind})", name)
