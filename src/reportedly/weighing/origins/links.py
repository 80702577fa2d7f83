"""Which reports go back to which: copies, credits, versions and what people say of it."""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache

import numpy as np

from reportedly.model import Document, Judgement, Score
from reportedly.weighing.told import order

from . import wording
from .align import Match, align
from .copies import Copy, Shared, copies
from .credits import credits_of
from .index import Index
from .judged import Judged, because, pair
from .pages import Page, goes_before, outlet_handles, same_outlet
from .records import Credit, Link, Via

CREDITED_WITHIN = timedelta(days=10)
"""How long before a report the one that it credits may have come out."""
_MORE_WORDS = 15
_NAMES_IN_COMMON = 3
_SHARE_OF_NAMES = 0.3
_LIKELIEST = 3
_PAGES_HELD = 4096


def links(
    documents: Iterable[Document], judgements: Iterable[Judgement] = (), *, index: Index | None = None
) -> list[Link]:
    """Every link between these reports, and to outlets that they credit; ``judgements`` are those that stand.

    In order of the reports' publication. The order in which they are given makes no difference.
    """
    chosen = index or Index()
    ordered = sorted({document.id: document for document in documents}.values(), key=order)
    judged = Judged.of(judgements)
    near = _near(ordered, judged, chosen)
    outlets, places = _Outlets(ordered), {document.id: i for i, document in enumerate(ordered)}
    page_of = lru_cache(_PAGES_HELD)(lambda i: Page(ordered[i], credits_of))
    met = lru_cache(_PAGES_HELD * 16)(lambda i, j: align(page_of(i).seeds, page_of(j).seeds))
    found: list[Link] = []
    for i in range(len(ordered)):
        page = page_of(i)
        credited = [page_of(j) for j in outlets.credited(page) if j != i]
        around = near[i] | {places[other.document.id] for other in _likeliest(page, credited)}
        shared = [(page_of(j), met(i, j) if i < j else _turned(met(j, i))) for j in sorted(around)]
        found += _links_of(page, shared, credited, judged)
    return found


def _near(ordered: Sequence[Document], judged: Judged, index: Index) -> Mapping[int, set[int]]:
    """For each report those that it is compared with."""
    near: dict[int, set[int]] = defaultdict(set)
    bands = list(index.bands_of(document.text for document in ordered))
    for i, j in (*index.pairs(bands), *_named_pairs(ordered, judged)):
        near[i].add(j)
        near[j].add(i)
    return near


class _Outlets:
    """The reports of each outlet by their day, to be found by what another report calls it."""

    def __init__(self, ordered: Sequence[Document]) -> None:
        self._dated: dict[str, list[tuple[date, int]]] = defaultdict(list)
        self._named: dict[str, set[str]] = defaultdict(set)
        for i, document in enumerate(ordered):
            if document.publisher and document.published:
                self._dated[document.publisher].append((document.published, i))
        for publisher in self._dated:
            for handle in outlet_handles(publisher):
                self._named[handle].add(publisher)

    def credited(self, page: Page) -> list[int]:
        """The places of the reports that ``page`` may mean by its credits: those of the ten days before it."""
        day = page.document.published
        if day is None:
            return []
        found: set[int] = set()
        for credit in page.credits:
            for publisher in set().union(*(self._named[h] for h in outlet_handles(credit.name) if h in self._named)):
                if same_outlet(credit.name, publisher):
                    dated = self._dated[publisher]
                    first = bisect_left(dated, (day - CREDITED_WITHIN, -1))
                    found.update(i for _, i in dated[first : bisect_right(dated, (day, sys.maxsize))])
        return sorted(found)


def links_of(
    document: Document,
    neighbours: Iterable[Document],
    judgements: Iterable[Judgement] = (),
    *,
    index: Index | None = None,
) -> list[Link]:
    """The links of one report: what ``links`` over all reports gives for it.

    ``neighbours`` must hold every report that shares enough of its bands (``Index.enough``), its earlier version,
    those that a judgement pairs it with, and those of the outlets that it credits (``outlets_credited``) in the ten
    days before it; others make no difference.
    """
    chosen = index or Index()
    judged = Judged.of(judgements)
    others = sorted({d.id: d for d in neighbours if d.id != document.id}.values(), key=order)
    page, pages = Page(document, credits_of), [Page(other, credits_of) for other in others]
    credited = [other for other in pages if _may_be_meant(page, other)]
    mine = chosen.bands(document.text)
    known = {o.document.id for o in _likeliest(page, credited)} | {
        d for about in judged.same if document.id in about for d in about
    }
    known.add(document.previous or "")
    shared = [
        (other, meet(page, other))
        for other, bands in zip(pages, chosen.bands_of(d.text for d in others), strict=True)
        if other.document.id in known
        or other.document.previous == document.id
        or chosen.enough(len(np.intersect1d(mine, bands, assume_unique=True)), len(mine), len(bands))
    ]
    return _links_of(page, shared, credited, judged)


def outlets_credited(document: Document) -> tuple[str, ...]:
    """The names, as the report words them, of whom it credits."""
    return tuple(credit.name for credit in credits_of(document))


def meet(page: Page, other: Page) -> tuple[Match, ...]:
    """The passages that two reports share, seen from the first."""
    # Always aligned from the side of the earlier one, so that the passages are the same from both.
    if order(page.document) < order(other.document):
        return align(page.seeds, other.seeds)
    return _turned(align(other.seeds, page.seeds))


def _turned(matches: Iterable[Match]) -> tuple[Match, ...]:
    return tuple(sorted((match.turned() for match in matches), key=lambda m: (m.start, m.other_start)))


def _named_pairs(ordered: Sequence[Document], judged: Judged) -> Iterator[tuple[int, int]]:
    """Pairs that are looked at whatever they share: versions of a page, and what people judged."""
    places = {document.id: i for i, document in enumerate(ordered)}
    told = [(d.id, d.previous) for d in ordered if d.previous] + list(judged.same)
    for one, other in told:
        if one in places and other in places and one != other:
            i, j = sorted((places[one], places[other]))
            yield i, j


def _links_of(page: Page, shared: Sequence[Shared], credited: Sequence[Page], judged: Judged) -> list[Link]:
    document = page.document
    settled = {
        other: judgement
        for about, judgement in (*judged.same.items(), *judged.apart.items())
        if document.id in about
        for other in about
        if other != document.id
    }
    found = list(_by_judgement(page, shared, judged))
    version = [link for link in _by_version(page, shared) if link.origin not in settled]
    free = [(o, m) for o, m in shared if o.document.id not in settled and o.document.id != document.previous]
    # The settled ones are left in the count of what is background.
    kept = {o.document.id for o, _ in free}
    copied = [copy for copy in copies(page, shared) if copy.other.document.id in kept]
    by_copy = [_with_credit(link, page, credited) for link in _by_copy(page, copied)]
    had = {link.origin for link in (*found, *version, *by_copy)}
    others = [o for o in credited if o.document.id not in settled]
    return [*found, *version, *by_copy, *_by_credit(page, others, [*version, *by_copy], had)]


def _by_judgement(page: Page, shared: Sequence[Shared], judged: Judged) -> Iterator[Link]:
    for other, matches in shared:
        judgement = judged.same.get(pair(page.document.id, other.document.id))
        if judgement is None or not _is_origin(other, page)[0]:
            continue
        reason = because(judgement, "the two go back to one origin")
        spans = tuple((page.span(m.start, m.end), other.span(m.other_start, m.other_end)) for m in matches)
        yield Link(
            page.document.id, other.document.id, other.document.publisher or "", Via.JUDGED,
            Score(1.0, (reason,)), spans, whole=True, directed=_is_origin(other, page)[1],
        )  # fmt: skip


def _by_version(page: Page, shared: Sequence[Shared]) -> Iterator[Link]:
    for other, matches in shared:
        if other.document.id == page.document.previous:
            spans = tuple((page.span(m.start, m.end), other.span(m.other_start, m.other_end)) for m in matches)
            reason = f"it is a later version of {wording.named(other.document)}, got from the same place"
            yield Link(
                page.document.id, other.document.id, other.document.publisher or "", Via.VERSION,
                Score(1.0, (reason,)), spans, whole=True,
            )  # fmt: skip


def _is_origin(other: Page, page: Page) -> tuple[bool, bool]:
    """Whether ``other`` is taken for the origin of ``page``, and whether anything says so.

    Of two that come out on one day an agency's is taken for the origin: others print it.
    """
    if page.document.id == other.document.previous:
        return False, True
    before = goes_before(other, page)
    if before is not None:
        return before, True
    if other.document.published == page.document.published and other.is_agency != page.is_agency:
        return other.is_agency, False
    return order(other.document) < order(page.document), False


def _by_copy(page: Page, found: Sequence[Copy]) -> Iterator[Link]:
    """The copies of earlier reports, as few as hold all that is copied: the fullest first, then the earliest."""
    earlier = [copy for copy in found if _is_origin(copy.other, page)[0]]
    earlier.sort(key=lambda c: (-round(c.share, 1), order(c.other.document)))
    left = None
    for copy in earlier:
        fresh = copy.mask if left is None else copy.mask & left
        if left is not None and fresh.sum() < max(_MORE_WORDS, 0.1 * copy.copied):
            continue
        left = ~copy.mask if left is None else left & ~copy.mask
        other = copy.other.document
        yield Link(
            page.document.id, other.id, other.publisher or "", copy.via, copy.score(page), copy.passages(page),
            whole=copy.whole, directed=_is_origin(copy.other, page)[1],
        )  # fmt: skip


def _with_credit(link: Link, page: Page, credited: Sequence[Page]) -> Link:
    """The link with what the report itself says of it."""
    given = next((credit for credit in page.credits if link.outlet and same_outlet(credit.name, link.outlet)), None)
    if given is None:
        return link
    score = Score(max(link.score.value, 0.95), (*link.score.reasons, wording.credit(given)))
    return Link(
        link.document, link.origin, link.outlet, link.via, score, link.passages, link.whole or given.whole, True
    )


def _by_credit(page: Page, credited: Sequence[Page], copied: Sequence[Link], had: set[str]) -> Iterator[Link]:
    for credit in page.credits:
        if any(same_outlet(credit.name, link.outlet) for link in copied if link.outlet):
            continue
        origin = _credited(page, credit, credited)
        if origin is not None and origin.document.id in had:
            continue
        reasons = [wording.credit(credit)]
        if origin is not None:
            when = wording.when(origin.document, page.document)
            reasons.append(f"{wording.named(origin.document)}{when}, speaks of the same names")
        yield Link(
            page.document.id,
            origin.document.id if origin else "",
            origin.document.publisher or credit.name if origin else credit.name,
            Via.CREDIT,
            Score(0.8 if origin else 0.9, tuple(reasons)),
            whole=credit.whole,
        )


def _may_be_meant(page: Page, other: Page) -> bool:
    """Whether a credit of ``page`` may mean ``other``: of an outlet that it credits, and lately published."""
    day, told = page.document.published, other.document.published
    if not day or not told or not timedelta(0) <= day - told <= CREDITED_WITHIN:
        return False
    return page.credits_outlet_of(other)


def _likeliest(page: Page, credited: Sequence[Page]) -> list[Page]:
    """The few reports that a report may mean by its credits which share the most names with it: these are compared."""
    ranked = ((_names_in_common(page, other), other) for other in credited)
    best = sorted(((share, other) for share, other in ranked if share), key=lambda h: (-h[0], order(h[1].document)))
    return [other for _, other in best[:_LIKELIEST]]


def _credited(page: Page, credit: Credit, others: Sequence[Page]) -> Page | None:
    """The report that a credit most likely means: of that outlet, lately published, about the same names."""
    meant = [
        (-round(share, 1), -other.document.published.toordinal(), other.document.id, other)
        for other in others
        if other.document.published and same_outlet(credit.name, other.document.publisher or "")
        if (share := _names_in_common(page, other)) >= _SHARE_OF_NAMES
    ]
    return min(meant, key=lambda held: held[:3])[3] if meant else None


def _names_in_common(page: Page, other: Page) -> float:
    """The share of names of the one with fewer that both have; none where they are only a few."""
    common = len(page.names & other.names)
    return common / min(len(page.names), len(other.names)) if common >= _NAMES_IN_COMMON else 0.0
