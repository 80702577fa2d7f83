"""Which reports of a ledger go back to which: finds it, keeps it, and answers from it. Ties the ledger and weighing.

One more report is compared with those that share text with it, whatever the size of the ledger; those reports are then
looked at again, for what they share can be background, or have an earlier origin, now that it is there.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from reportedly import taking_back
from reportedly.ledger import Ledger
from reportedly.ledger.copies import Copy
from reportedly.ledger.names import fold_name
from reportedly.ledger.weights import Outlet
from reportedly.model import Document, Entity, Judgement, Kind, Score, Span
from reportedly.model.judgement import INDEPENDENT, SAME_ORIGIN
from reportedly.weighing.origins import (
    CREDITED_WITHIN,
    OFFICES,
    Index,
    Link,
    Origins,
    Speakers,
    Via,
    links,
    links_of,
    outlets_credited,
    speaks_for,
)
from reportedly.weighing.origins.pages import outlet_key, same_outlet

_ANEW_FROM = 0.05  # share of reports that are new, from which all are looked at together
_FEW = 60  # new reports that are looked at one by one, however small the ledger is
_CHUNK = 2_000


@dataclass(frozen=True, slots=True)
class Linked:
    """What looking for copies came to: the reports whose links changed, and how many links there were found."""

    documents: frozenset[str]
    links: int


def link(ledger: Ledger, *, anew: bool = False, judged: Iterable[str] = ()) -> Linked:
    """Bring the links between the reports of a ledger up to date.

    ``judged``: reports of whose origin somebody judged since. ``anew``: look at every report again.
    """
    if anew:
        ledger.copies.forget()
    index, (new, last) = Index(), ledger.copies.unseen()
    concerned = {*new, *judged}
    if len(new) > _FEW and len(new) > _ANEW_FROM * len(ledger.copies):
        linked = _all(ledger, index)
    elif concerned:
        for i in range(0, len(new), _CHUNK):
            texts = ledger.copies.texts(new[i : i + _CHUNK])
            ledger.copies.seen({d.id: index.bands(d.text).tolist() for d in texts})
        linked = _some(ledger, index, concerned)
    else:
        return Linked(frozenset(), 0)
    taken = taking_back.correct(ledger, new)
    ledger.copies.done(last)
    return Linked(linked.documents | taken, linked.links)


def origins_of(
    ledger: Ledger, documents: Iterable[str] | None = None, *, people: Iterable[str] | None = None
) -> Origins:
    """Where claims come from, as far as the ledger has looked: for claims of all its reports, or of these.

    The reports that these go back to are followed to their end. An outlet is the same by whatever name a report or a
    source calls it, as far as names are resolved. ``people``: the ids of those whom the claims in question cite, where
    it is not for all claims of the reports.
    """
    documents = None if documents is None else set(documents)
    corrected = taking_back.corrected_of(ledger, documents)
    if documents is None:
        described, copies = ledger.copies.described(), ledger.copies.links()
    else:
        wanted = ahead = set(documents)
        held = dict[Copy, None]()
        while ahead:
            held |= dict.fromkeys(ledger.copies.links(ahead))
            ahead = {end for copy in held for end in (copy.document, copy.origin) if end} - wanted
            wanted = wanted | ahead
        ends = {end for one in corrected for end in (one.by, one.document) if end}
        described, copies = ledger.copies.described(wanted | ends), list(held)
    names = {d.publisher for d in described if d.publisher} | {copy.outlet for copy in copies if copy.outlet}
    return Origins(
        [_link(copy) for copy in copies],
        described,
        judgements_of(ledger),
        entities=outlets(ledger, names),
        speakers=speakers_of(ledger, documents, people=people),
        corrected=corrected,
    )


def speakers_of(
    ledger: Ledger, documents: Iterable[str] | None = None, *, people: Iterable[str] | None = None
) -> Speakers:
    """Who speaks in office for whom, of those whom claims of these reports, or of all, cite; or of ``people``."""
    people = ledger.copies.titled(ledger.copies.cited(documents) if people is None else people, OFFICES)
    return speaks_for(ledger.weighed.about(people, OFFICES).values()) if people else {}


def outlets(ledger: Ledger, names: Iterable[str]) -> list[Entity]:
    """The organisations that go by these names of outlets, each with those of its names alone that are asked for."""
    words = {" ".join(outlet_key(name)) for name in names}
    found: dict[str, list[str]] = defaultdict(list)
    for name, entity in ledger.naming.organizations(words):
        found[entity].append(name)
    return [Entity(id_, held[0], Kind.ORGANIZATION, tuple(held)) for id_, held in sorted(found.items())]


def known_outlets(ledger: Ledger, documents: Iterable[str] | None = None) -> list[Outlet]:
    """The outlets of these reports, or of all, as they are known now."""
    words = {fold_name(name): " ".join(outlet_key(name)) for name in ledger.weighed.outlets_of(documents)}
    bearers = _bearers(ledger, words.values())
    return [Outlet(name, spelled, bearers.get(spelled)) for name, spelled in words.items()]


def renamed(ledger: Ledger) -> list[Outlet]:
    """The outlets that are taken for another organisation now than when the ledger was weighed last."""
    before = ledger.weighed.outlets()
    bearers = _bearers(ledger, (outlet.words for outlet in before))
    return [replace(o, entity=bearers.get(o.words)) for o in before if bearers.get(o.words) != o.entity]


def _bearers(ledger: Ledger, words: Iterable[str]) -> dict[str, str]:
    """The organisation that goes by each of these names; none where two do, for nobody can say which is meant."""
    found: dict[str, set[str]] = defaultdict(set)
    for spelled, entity in ledger.naming.organizations(set(words)):
        found[spelled].add(entity)
    return {spelled: next(iter(held)) for spelled, held in found.items() if len(held) == 1}


def judgements_of(ledger: Ledger) -> list[Judgement]:
    """What people judged of origins, as far as it stands."""
    return [j for kind in (SAME_ORIGIN, INDEPENDENT) for j in ledger.judgements(kind=kind, standing=True)]


def _all(ledger: Ledger, index: Index) -> Linked:
    described = ledger.copies.described()
    documents = ledger.copies.texts(d.id for d in described)
    for i in range(0, len(documents), _CHUNK):
        some = documents[i : i + _CHUNK]
        bands = index.bands_of(d.text for d in some)
        ledger.copies.seen({d.id: b.tolist() for d, b in zip(some, bands, strict=True)})
    before = {copy.document: copy for copy in ledger.copies.links()}
    found = [_copy(one) for one in links(documents, judgements_of(ledger), index=index)]
    ids = [d.id for d in documents]
    ledger.copies.replace(ids, found)
    changed = {copy.document for copy in found} | before.keys()
    return Linked(frozenset(changed), len(found))


def _some(ledger: Ledger, index: Index, concerned: set[str]) -> Linked:
    judgements = judgements_of(ledger)
    texts = _Texts(ledger)
    near = _near(ledger, index, texts, concerned, judgements)
    # Those that share text with a new report, or credit its outlet, may have another origin now.
    again = concerned | {other for found in near.values() for other in found} | _crediting(ledger, texts, concerned)
    near |= _near(ledger, index, texts, again - near.keys(), judgements)
    before = {_key(copy) for copy in ledger.copies.links(again) if copy.document in again}
    found = [
        one
        for document in sorted(again)
        for one in links_of(texts.of(document), texts.some(near[document]), judgements)
    ]
    copies = [_copy(one) for one in found]
    after = {_key(copy) for copy in copies}
    changed = {copy.document for copy in before ^ after} | concerned
    kept = [c for c in ledger.copies.links(again) if c.document not in again]
    ledger.copies.replace(again, [*kept, *copies])
    return Linked(frozenset(_behind(ledger, changed)), len(copies))


def _behind(ledger: Ledger, documents: set[str]) -> set[str]:
    """These reports, and all that go back to one of them, over however many steps."""
    found = ahead = documents
    while ahead:
        ahead = {copy.document for copy in ledger.copies.links(ahead) if copy.origin in ahead} - found
        found = found | ahead
    return found


class _Texts:
    """Reports with their texts, each read once."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._known: dict[str, Document] = {}

    def of(self, document: str) -> Document:
        return self.some([document])[0]

    def some(self, documents: Iterable[str]) -> list[Document]:
        wanted = sorted(set(documents))
        self._known |= {d.id: d for d in self._ledger.copies.texts(w for w in wanted if w not in self._known)}
        return [self._known[document] for document in wanted if document in self._known]


def _near(
    ledger: Ledger, index: Index, texts: _Texts, documents: Iterable[str], judgements: Sequence[Judgement]
) -> dict[str, set[str]]:
    """The neighbours that ``links_of`` asks for, of each of these reports."""
    mine = texts.some(documents)
    bands = {d.id: index.bands(d.text).tolist() for d in mine}
    holders = ledger.copies.holders(band for held in bands.values() for band in held)
    counted = {id_: _sharing(id_, held, holders, index) for id_, held in bands.items()}
    sizes = ledger.copies.sizes({other for found in counted.values() for other in found})
    near = {
        id_: {o for o, shared in found.items() if index.enough(shared, len(bands[id_]), sizes.get(o, 0))}
        for id_, found in counted.items()
    }
    paired: dict[str, set[str]] = defaultdict(set)
    for judgement in judgements:
        for about in judgement.about:
            paired[about] |= set(judgement.about) - {about}
    for document in mine:
        near[document.id] |= paired[document.id] | ({document.previous} if document.previous else set())
        near[document.id] |= _credited(ledger, document)
    return near


def _sharing(document: str, bands: Sequence[int], holders: dict[int, list[str]], index: Index) -> Counter[str]:
    """With which reports one shares bands, and how many; crowded bands as ``Index.pairs`` takes them."""
    found: Counter[str] = Counter()
    for band in bands:
        held = holders.get(band, [])
        if len(held) > index.crowd and document not in held[: index.head]:
            held = held[: index.head]
        found.update(other for other in held if other != document)
    return found


def _credited(ledger: Ledger, document: Document) -> set[str]:
    """The reports that a report can mean when it credits an outlet."""
    names = outlets_credited(document) if document.published else ()
    if not names or document.published is None:
        return set()
    lately = ledger.copies.published(document.published - CREDITED_WITHIN, document.published)
    return {d.id for d in lately if d.publisher and any(same_outlet(name, d.publisher) for name in names)}


def _crediting(ledger: Ledger, texts: _Texts, new: Iterable[str]) -> set[str]:
    """The reports that credit the outlet of a new one, and came out soon after it."""
    found: set[str] = set()
    for document in texts.some(new):
        if document.published is None or not document.publisher:
            continue
        later = ledger.copies.published(document.published, document.published + timedelta(days=CREDITED_WITHIN.days))
        given = [c for c in ledger.copies.links(d.id for d in later) if c.via == Via.CREDIT.value and c.outlet]
        found |= {c.document for c in given if same_outlet(c.outlet, document.publisher)}
    return found - set(new)


def _key(copy: Copy) -> Copy:
    """A link without what is only said of it."""
    return replace(copy, score=0.0, reasons=())


def _copy(one: Link) -> Copy:
    return Copy(
        document=one.document,
        origin=one.origin,
        outlet=one.outlet,
        via=one.via.value,
        whole=one.whole,
        directed=one.directed,
        score=one.score.value,
        reasons=one.score.reasons,
        passages=tuple((a.start, a.end, b.start, b.end) for a, b in one.passages),
    )


def _link(copy: Copy) -> Link:
    return Link(
        document=copy.document,
        origin=copy.origin,
        outlet=copy.outlet,
        via=Via(copy.via),
        score=Score(copy.score, copy.reasons),
        passages=tuple((Span(a, b), Span(c, d)) for a, b, c, d in copy.passages),
        whole=copy.whole,
        directed=copy.directed,
    )
