"""On whose word a claim stands: from the report inward, over copies and chains of sources, to who said it first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reportedly.model import Document, Entity, Judgement, Kind, Source, SourceKind, Span
from reportedly.weighing.likeness import Key, source_key
from reportedly.weighing.told import Told, order

from . import wording
from .groups import Groups
from .judged import Judged
from .lexicon import lexicon
from .pages import outlet_key, same_outlet
from .records import Count, Link, Origin, Via

_UNNAMED, _REPORT = "unnamed", "report"


@dataclass(frozen=True, slots=True)
class Walk:
    """The way from a passage of a report back to the report that had it first.

    ``links`` are the steps, ``document`` where they end. ``passages``: for each step the words on either side, None
    where the report goes back as a whole and this passage stands in it alone.
    """

    document: Document
    links: tuple[Link, ...]
    passages: tuple[tuple[Span, Span] | None, ...]


class Origins:
    """Where reports and their claims come from.

    ``links`` as the function ``links`` gives them; ``documents`` those reports; ``judgements`` those that stand:
    "same origin" and "independent" outrank what the machine found. ``entities``: with them an outlet is the same by
    whatever name a report or a source calls it.
    """

    def __init__(
        self,
        links: Iterable[Link],
        documents: Iterable[Document],
        judgements: Iterable[Judgement] = (),
        *,
        entities: Iterable[Entity] = (),
    ) -> None:
        self._documents = {document.id: document for document in documents}
        self._groups = Groups(links, self._documents, Judged.of(judgements))
        self._outlets = _outlets(entities)

    def __iter__(self) -> Iterator[Link]:
        """Every link that holds, in order of the publication of the reports that go back."""
        for document in sorted(self._documents.values(), key=order):
            yield from self.links(document.id)

    # --- reports

    def group(self, document_id: str) -> str:
        """The id of the report that the group of this one begins with: the report itself, where it is no copy.

        Raises:
            KeyError: where no such report was given.
        """
        return self._groups.roots[document_id]

    def members(self, document_id: str) -> tuple[str, ...]:
        """The ids of all reports that go back to the same one, in order of publication, this one among them."""
        return self._groups.members[self.group(document_id)]

    def links(self, document_id: str) -> tuple[Link, ...]:
        """How a report goes back to others; none to a report that was judged independent of it."""
        return tuple(self._groups.links.get(document_id, ()))

    def copied_by(self, document_id: str) -> tuple[Link, ...]:
        """The links of other reports to this one, in order of their publication."""
        found = self._groups.back.get(document_id, ())
        return tuple(sorted(found, key=lambda link: order(self._documents[link.document])))

    def document(self, document_id: str) -> Document:
        """The report of an id.

        Raises:
            KeyError: where no such report was given.
        """
        return self._documents[document_id]

    def walk(self, document_id: str, span: Span) -> Walk:
        """The way from a passage back to the report that had it first, over copied passages and whole copies."""
        links: list[Link] = []
        passages: list[tuple[Span, Span] | None] = []
        here: Span | None = span
        seen = {document_id}
        while step := self._step(document_id, here, seen):
            link, passage = step
            links.append(link)
            passages.append(passage)
            here = _moved(here, *passage) if here and passage else None
            document_id = link.origin
            seen.add(document_id)
        return Walk(self._documents[document_id], tuple(links), tuple(passages))

    def walk_of(self, told: Told) -> Walk:
        """The way of one claim; it ends at once where its report was not given."""
        claim = told.claim
        return self.walk(claim.document, claim.span) if claim.document in self._documents else _standing(told.document)

    def _step(self, document: str, span: Span | None, seen: set[str]) -> tuple[Link, tuple[Span, Span] | None] | None:
        links = [link for link in self.links(document) if link.origin and link.origin not in seen]
        if span is not None:
            over = [(_over(span, here), link, (here, there)) for link in links for here, there in link.passages]
            held = [(share, link, passage) for share, link, passage in over if 2 * share >= span.end - span.start]
            if held:
                _, link, passage = max(held, key=lambda h: (h[1].whole, h[0]))
                return link, passage
        return next(((link, None) for link in links if link.whole), None)

    # --- claims

    def origin_of(self, told: Told) -> Origin:
        """On whose word one claim stands.

        A named source is the origin wherever it is cited. A source without a name ("officials", "the ministry") is one
        that the report, or the outlet that it cites, has: one in all copies of the report, and unsure. What a report
        says in its own voice is its outlet's word, or that of the outlet from which it has the passage.
        """
        walk = self.walk_of(told)
        trail = self._trail(told.document, walk)
        chain = self.chain(told, walk)
        if not chain:
            return self._own_voice(walk, trail)
        trail += _cited(wording.by(told.document), chain)
        if not is_named(chain[-1]):
            return self._unnamed(chain, walk, trail)
        return Origin(self.key(chain[-1]), chain[-1].name, True, tuple(trail))

    def chain(self, told: Told, walk: Walk | None = None) -> tuple[Source, ...]:
        """The sources of a claim as they count for its origin, from the report inward.

        An outlet that only stands between the report and the one from which it has the text is left out, where the
        chain goes on without it, and so is what somebody put out ("a statement") behind the one who did. "The agency"
        is the outlet that the report credits.
        """
        way = walk or self.walk_of(told)
        own = [told.document, *(self._documents[link.origin] for link in way.links)]
        sources = tuple(self._meant(source, told.document, own) for source in told.claim.sources)
        if len(sources) > 1:
            passed = [s for s in sources if not (_is_outlet(s) and any(_puts_out(s, d) for d in own))]
            sources = tuple(passed) or sources[-1:]
        while len(sources) > 1 and sources[-1].kind is SourceKind.WORK and not is_named(sources[-1]):
            sources = sources[:-1]
        return sources

    def _meant(self, source: Source, document: Document, own: Sequence[Document]) -> Source:
        """The outlet that "the radio" or "the agency" is: from which the report has its text, or which it credits."""
        word = source.name.casefold().split()[-1] if source.name.strip() else ""
        if is_named(source) or word not in lexicon().nouns:
            return source
        outlets = [d.publisher for d in own[1:] if d.publisher]
        outlets += [link.outlet for link in self.links(document.id) if link.outlet]
        known = list(dict.fromkeys(outlets))
        fits = [name for name in known if word in outlet_key(name)] or known
        return replace(source, name=fits[0], kind=SourceKind.OUTLET) if len(fits) == 1 else source

    def together(self, told: Sequence[Told]) -> tuple[Origin, ...]:
        """The origins of claims that say the same, one for each, in their order.

        As ``origin_of``; and where one cites an outlet whose own report is among them and has it from someone else,
        that one is the origin of both.
        """
        found = [self.origin_of(each) for each in told]
        own: dict[Key, list[tuple[Told, Origin]]] = {}
        for each, origin in zip(told, found, strict=True):
            if key := self._publisher(each.document):
                own.setdefault(key, []).append((each, origin))
        return tuple(
            self._deeper(origin, own.get(origin.key, ())) if each.claim.sources else origin
            for each, origin in zip(told, found, strict=True)
        )

    def _deeper(self, origin: Origin, own: Sequence[tuple[Told, Origin]]) -> Origin:
        if not own or any(other.key == origin.key for _, other in own):
            return origin
        each, deeper = min(own, key=lambda held: (order(held[0].document), held[1].key))
        has = f"{wording.by(each.document)} itself has it from {deeper.label}"
        return replace(deeper, trail=(*origin.trail, has))

    def _own_voice(self, walk: Walk, trail: list[str]) -> Origin:
        document = walk.document
        credited = next((link for link in self.links(document.id) if link.whole and not link.origin), None)
        if credited is not None:
            trail.append(f"{wording.by(document)} has the whole report from {credited.outlet}")
            return Origin(self._outlet(credited.outlet), credited.outlet, True, tuple(trail))
        trail.append(f"{wording.by(document)} says it in its own voice")
        key = self._publisher(document) or (_REPORT, self._group_or(document.id))
        return Origin(key, document.publisher or wording.named(document), True, tuple(trail))

    def _unnamed(self, sources: Sequence[Source], walk: Walk, trail: list[str]) -> Origin:
        words = sources[-1].name
        named = next((source for source in reversed(sources[:-1]) if is_named(source)), None)
        if named is None or same_outlet(named.name, walk.document.publisher or ""):
            scope: Key = (_REPORT, self._group_or(walk.document.id))
            whose = wording.by(walk.document)
        else:
            scope, whose = self._scope(named, walk)
        return Origin((_UNNAMED, *scope), f"“{words}”, whom {whose} does not name", False, tuple(trail))

    def _scope(self, named: Source, walk: Walk) -> tuple[Key, str]:
        """Whose unnamed source it is: that of the report which is cited, where it is known which, else of the one
        who is cited."""
        for link in self.links(walk.document.id):
            if link.origin and same_outlet(named.name, link.outlet):
                origin = self._documents[link.origin]
                return (_REPORT, self._group_or(origin.id)), wording.by(origin)
        return ("of", *self.key(named)), named.name

    def _trail(self, document: Document, walk: Walk) -> list[str]:
        steps = []
        for link, passage in zip(walk.links, walk.passages, strict=True):
            origin = self._documents[link.origin]
            via = Via.EXTRACT if passage and not link.whole else link.via
            said = wording.step(document, via, origin)
            # A claim of a whole copy may stand outside the shared passages; its reasons are those of the whole.
            steps.append(f"{said} ({'; '.join(link.score.reasons)})" if link.score.reasons else said)
            document = origin
        return steps

    # --- keys

    def _group_or(self, document_id: str) -> str:
        """The group of a report; its own id where it was not given."""
        return self._groups.roots.get(document_id, document_id)

    def _publisher(self, document: Document) -> Key:
        return self._outlet(document.publisher) if document.publisher else ()

    def _outlet(self, name: str) -> Key:
        words = outlet_key(name)
        entity = self._outlets.get(words)
        return ("entity", entity) if entity else ("name", Kind.ORGANIZATION.value, *words)

    def key(self, source: Source) -> Key:
        """What a link of a chain of sources is compared by: an outlet by its entity, whatever name it goes by."""
        if not source.entity and source.kind in (SourceKind.OUTLET, SourceKind.ORGANIZATION):
            return self._outlet(source.name)
        return source_key(source)


def count(origins: Iterable[Origin]) -> Count:
    """How many independent origins these are.

    Each that is named counts once. One that is not named may be another of them, so that it counts for the most there
    can be and not for the least, unless there is nobody else.
    """
    found = {origin.key: origin.sure for origin in origins}
    sure = sum(found.values())
    return Count(max(sure, min(len(found), 1)), len(found))


def _outlets(entities: Iterable[Entity]) -> Mapping[Key, str]:
    found: dict[Key, str] = {}
    twice: set[Key] = set()
    for entity in entities:
        if entity.kind is Kind.ORGANIZATION:
            for words in {outlet_key(name) for name in (entity.name, *entity.names)}:
                if found.setdefault(words, entity.id) != entity.id:
                    twice.add(words)
    # A name that two entities bear says nothing.
    return {words: entity for words, entity in found.items() if words and words not in twice}


def _standing(document: Document) -> Walk:
    return Walk(document, (), ())


def is_named(source: Source) -> bool:
    """Whether a link of a chain of sources is someone: with a name, and not "the ministry" or "a driver"."""
    if source.kind is SourceKind.UNNAMED:
        return False
    return bool(source.entity) or source.name != source.name.lower() or source.name == source.name.upper()


def _is_outlet(source: Source) -> bool:
    return source.kind is SourceKind.OUTLET


def _puts_out(source: Source, document: Document) -> bool:
    return same_outlet(source.name, document.publisher or "")


def _cited(report: str, sources: Sequence[Source]) -> list[str]:
    steps, before = [], report
    for source in sources:
        shown = source.name if is_named(source) else f"“{source.name}”, not named"
        steps.append(f"{before} cites {shown}")
        before = source.name
    return steps


def _over(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _moved(span: Span, here: Span, there: Span) -> Span:
    """Where a stretch of one passage stands in the other, as nearly as their lengths tell."""
    scale = (there.end - there.start) / (here.end - here.start)
    start = there.start + round((max(span.start, here.start) - here.start) * scale)
    end = there.start + round((min(span.end, here.end) - here.start) * scale)
    start = min(max(start, there.start), there.end - 1)
    return Span(start, max(start + 1, min(end, there.end)))
