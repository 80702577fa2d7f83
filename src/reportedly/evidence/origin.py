"""What one report goes back to, who goes back to it, whom it credits and what it takes back; passages side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from reportedly import copying
from reportedly.ledger import Ledger
from reportedly.model import Document, Judgement
from reportedly.model.judgement import INDEPENDENT, SAME_ORIGIN
from reportedly.weighing.origins import Corrected, Correction, Credit, Link, Origins, corrections, credits_of
from reportedly.weighing.origins.wording import VERBS

HOW = {"version": "is a later version of", "judged": "goes back, as a person judged, to"}
"""As ``VERBS``, where a page says it otherwise."""


@dataclass(frozen=True, slots=True)
class Passage:
    """The words that two reports share, as each has them; ``start`` is where they stand in the report in question."""

    mine: str
    theirs: str
    start: int
    their_start: int


@dataclass(frozen=True, slots=True)
class Copied:
    """A link between the report in question and another (None: an outlet that is not in the ledger)."""

    link: Link
    how: str
    other: Document | None
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Twig:
    """A report in the tree of those that go back to one: how it goes back to the one above, and those below."""

    document: Document
    how: str = ""
    why: tuple[str, ...] = ()
    sure: bool = True
    below: tuple[Twig, ...] = ()


@dataclass(frozen=True, slots=True)
class Lineage:
    """Where a report stands among all that share its text.

    ``tree`` is None where it is alone. ``taken``: what it takes back or corrects, with the report concerned where that
    is known; ``taken_back``: what its outlet took back of it, with the report that does. ``judged``: what people judged
    of its origin.
    """

    document: Document
    back: tuple[Copied, ...]
    forth: tuple[Copied, ...]
    tree: Twig | None
    credits: tuple[Credit, ...]
    taken: tuple[tuple[Correction, Document | None], ...]
    taken_back: tuple[tuple[Corrected, Document], ...]
    judged: tuple[tuple[Judgement, Document], ...]


def lineage(ledger: Ledger, key: str, *, passages: bool = True) -> Lineage:
    """The lineage of a report; ``key`` as in ``Ledger.document``. ``passages``: with the words that are shared.

    Raises:
        NotFoundError, AmbiguousError: where ``key`` does not name one report.
    """
    document = ledger.document(key)
    origins = copying.origins_of(ledger, [document.id])
    links = origins.links(document.id)
    texts: dict[str, Document] = {}
    if passages:
        wanted = {link.origin for link in links if link.origin} | {c.document for c in origins.copied_by(document.id)}
        texts = {d.id: d for d in ledger.copies.texts(sorted(wanted))}
    given, own = _read(document)
    of = {one.correction.span: one for one in origins.corrected if one.by == document.id}
    taken = [(c, of[c.span].document if c.span in of else "") for c in own]
    mine = [one for one in origins.corrected if one.document == document.id]
    return Lineage(
        document=document,
        back=tuple(_copied(link, document, origins, texts) for link in links),
        forth=tuple(_copied(link, document, origins, texts) for link in origins.copied_by(document.id)),
        tree=_tree(origins, document.id),
        credits=given,
        taken=tuple((c, origins.document(id_) if id_ else None) for c, id_ in taken),
        taken_back=tuple((one, origins.document(one.by)) for one in mine),
        judged=tuple(_judged(ledger, document)),
    )


@lru_cache(maxsize=16)
def _read(document: Document) -> tuple[tuple[Credit, ...], tuple[Correction, ...]]:
    """Whom a report credits and what it corrects, in its own words; of a long one it takes half a second to find."""
    return credits_of(document), tuple(corrections(document))


def _copied(link: Link, document: Document, origins: Origins, texts: dict[str, Document]) -> Copied:
    """A link as seen from the report in question, at whichever end of it that stands."""
    turned = link.origin == document.id
    id_ = link.document if turned else link.origin
    other = texts.get(id_)
    shared: list[Passage] = []
    for a, b in link.passages if other else ():
        here, there = (b, a) if turned else (a, b)
        assert other is not None
        shared.append(Passage(here.of(document.text), there.of(other.text), here.start, there.start))
    how = HOW.get(link.via.value, VERBS[link.via])
    return Copied(link, how, origins.document(id_) if id_ else None, tuple(shared))


def _tree(origins: Origins, document: str) -> Twig | None:
    """The tree of all reports that go back to the same one."""
    if len(origins.members(document)) < 2:
        return None
    return _twig(origins, origins.group(document), None, set())


def _twig(origins: Origins, document: str, link: Link | None, seen: set[str]) -> Twig:
    seen.add(document)
    members = set(origins.members(document))
    below = []
    for other in origins.copied_by(document):
        if other.document in members and other.document not in seen:
            below.append(_twig(origins, other.document, other, seen))
    how = "" if link is None else HOW.get(link.via.value, VERBS[link.via])
    why = link.score.reasons if link else ()
    return Twig(origins.document(document), how, why, link is None or link.directed, tuple(below))


def _judged(ledger: Ledger, document: Document) -> Iterator[tuple[Judgement, Document]]:
    for judgement in ledger.judgements(about=document.id, standing=True):
        if judgement.kind in (SAME_ORIGIN, INDEPENDENT):
            other = next((id_ for id_ in judgement.about if id_ != document.id), document.id)
            yield judgement, ledger.document(other)
