"""On whose word a claim stands: from the report inward, over copies and chains of sources, to who said it first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from reportedly.model import Document, Entity, Judgement, Kind, Source, SourceKind, Span
from reportedly.weighing.likeness import Key, source_key
from reportedly.weighing.told import Told, order

from . import wording
from .bodies import body_key, spoken_for
from .chain import cited, is_named, is_outlet, puts_out
from .groups import Groups
from .judged import Judged, pair
from .lexicon import lexicon
from .pages import outlet_key, same_outlet
from .records import Corrected, Count, Link, Origin, Via
from .speakers import Speakers, office_of
from .together import End, joined
from .walks import Walk, is_apart, moved, over, standing

_UNNAMED, _REPORT = "unnamed", "report"
_REMEMBERED = 20_000  # claims whose origin is kept, for it is asked for again


class Origins:
    """Where reports and their claims come from.

    ``links`` as the function ``links`` gives them; ``documents`` those reports; ``judgements`` those that stand:
    "same origin" and "independent" outrank what the machine found. ``entities``: with them an outlet is the same by
    whatever name a report or a source calls it. ``speakers``: who speaks in office for whom, by ``speaks_for``.
    ``corrected``: what outlets take back of their own reports; of a report that somebody judged independent of the one
    that corrects it, nothing.
    """

    def __init__(
        self,
        links: Iterable[Link],
        documents: Iterable[Document],
        judgements: Iterable[Judgement] = (),
        *,
        entities: Iterable[Entity] = (),
        speakers: Speakers | None = None,
        corrected: Iterable[Corrected] = (),
    ) -> None:
        self._documents = {document.id: document for document in documents}
        judged = Judged.of(judgements)
        self._groups = Groups(links, self._documents, judged)
        kept = (one for one in corrected if one.document and pair(one.by, one.document) not in judged.apart)
        self.corrected = tuple(sorted(kept, key=lambda one: (one.document, one.by, one.correction.span)))
        self._outlets = _outlets(entities)
        self._ends: dict[tuple[str, str], End] = {}
        self._speakers = speakers or {}

    def __iter__(self) -> Iterator[Link]:
        """Every link that holds, in order of the publication of the reports that go back."""
        for document in sorted(self._documents.values(), key=order):
            yield from self.links(document.id)

    # --- reports

    @property
    def withdrawn(self) -> frozenset[str]:
        """The ids of the reports that their outlets took back as a whole."""
        return frozenset(one.document for one in self.corrected if one.correction.whole)

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
            if here and not passage and is_apart(here, link):
                return Walk(self._documents[document_id], tuple(links), tuple(passages), link)
            links.append(link)
            passages.append(passage)
            here = moved(here, *passage) if here and passage else None
            document_id = link.origin
            seen.add(document_id)
        return Walk(self._documents[document_id], tuple(links), tuple(passages))

    def walk_of(self, told: Told) -> Walk:
        """The way of one claim; it ends at once where its report was not given."""
        claim = told.claim
        return self.walk(claim.document, claim.span) if claim.document in self._documents else standing(told.document)

    def _step(self, document: str, span: Span | None, seen: set[str]) -> tuple[Link, tuple[Span, Span] | None] | None:
        links = [link for link in self.links(document) if link.origin and link.origin not in seen]
        if span is not None:
            shared = [(over(span, here), link, (here, there)) for link in links for here, there in link.passages]
            held = [(share, link, passage) for share, link, passage in shared if 2 * share >= span.end - span.start]
            if held:
                _, link, passage = max(held, key=lambda h: (h[1].whole, h[0]))
                return link, passage
        return next(((link, None) for link in links if link.whole), None)

    # --- claims

    def origin_of(self, told: Told) -> Origin:
        """On whose word one claim stands.

        A named source is the origin wherever it is cited; who speaks in office for a body (a spokeswoman, a minister)
        speaks the body's word, and a body known by what it is ("the interior ministry") is one. A source without a name
        ("officials", "a driver") is one that the report, or the outlet that it cites, has: one in all copies of the
        report, and unsure. What a report says in its own voice is its outlet's word, or that of the outlet from which
        it has the passage.
        """
        return self._end(told).origin

    def _end(self, told: Told) -> End:
        """Where the way of a claim ends; it is asked of one claim for each side that it stands on."""
        at = (told.claim.document, told.claim.id)
        known = self._ends.get(at)
        if known is None or known.told is not told:
            if len(self._ends) >= _REMEMBERED:
                self._ends.clear()
            known = self._ends[at] = self._end_of(told)
        return known

    def _end_of(self, told: Told) -> End:
        walk = self.walk_of(told)
        trail = self._trail(told.document, walk)
        chain = self.chain(told, walk)
        source, alike = (chain[-1] if chain else None), tuple[Key, ...]()
        weak = source is not None and not is_named(source)
        if source is None:
            origin = self._own_voice(walk, trail)
        else:
            trail += cited(wording.by(told.document), chain)
            if spoken := self._spoken(source, told):
                key, label, alike = spoken
                weak = False
                if label.casefold() != source.name.casefold():
                    trail.append(f"{source.name} speaks for {label}")
                origin = Origin(key, label, True, tuple(trail))
            elif weak:
                origin = self._unnamed(chain, walk, trail)
            else:
                origin = Origin(self.key(source), source.name, True, tuple(trail))
        return End(
            told=told,
            origin=origin,
            source=source,
            before=chain[-2] if len(chain) > 1 else None,
            reached=tuple(link.origin for link in reversed(walk.links)),
            linked=frozenset(link.origin for link in self.links(told.claim.document) if link.origin),
            alike=alike,
            weak=weak,
            publisher=self._publisher(told.document),
        )

    def _spoken(self, source: Source, told: Told) -> tuple[Key, str, tuple[Key, ...]] | None:
        """The body whose word a source's is, its name and other keys of it; None where it speaks for itself."""
        if source.kind is SourceKind.OUTLET:
            return None
        if key := body_key(source.name):
            return key, spoken_for(source.name) or source.name, ()
        if (named := spoken_for(source.name)) and named != named.lower():
            return self._outlet(named), named, ()
        if source.kind is SourceKind.PERSON and (office := office_of(source, told, self._speakers)):
            return office
        return None

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
            passed = [s for s in sources if not (is_outlet(s) and any(puts_out(s, d) for d in own))]
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

        As ``origin_of``; and where one cites an outlet, or carries a text, whose own report is among them and has it
        from someone else, that one is the origin of both. What only describes somebody ("a panel of experts") is taken
        for the one among them that it can mean.
        """
        return joined([self._end(each) for each in told])

    def _own_voice(self, walk: Walk, trail: list[str]) -> Origin:
        document = walk.document
        if walk.apart is not None:
            trail.append(f"{wording.by(document)} has this passage beside what it has from {walk.apart.outlet or 'it'}")
        credited = next((link for link in self.links(document.id) if link.whole and not link.origin), None)
        if credited is not None and walk.apart is None:
            trail.append(f"{wording.by(document)} has the whole report from {credited.outlet}")
            return Origin(self._outlet(credited.outlet), credited.outlet, True, tuple(trail))
        trail.append(f"{wording.by(document)} says it in its own voice")
        key = self._publisher(document) or (_REPORT, self._scope_of(walk))
        # What a rewrite puts in other words cannot be told from what it adds.
        sure = walk.apart is None or walk.apart.via is not Via.REWRITE
        return Origin(key, document.publisher or wording.named(document), sure, tuple(trail))

    def _scope_of(self, walk: Walk) -> str:
        """Whose nameless sources those of a passage are: its group's, or its own report's where it stands apart."""
        return walk.document.id if walk.apart is not None else self._group_or(walk.document.id)

    def _unnamed(self, sources: Sequence[Source], walk: Walk, trail: list[str]) -> Origin:
        words = sources[-1].name
        named = next((source for source in reversed(sources[:-1]) if is_named(source)), None)
        if named is None or same_outlet(named.name, walk.document.publisher or ""):
            scope: Key = (_REPORT, self._scope_of(walk))
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
        if body := body_key(name):
            return body
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
    found: dict[Key, bool] = {}
    for origin in origins:
        found[origin.key] = found.get(origin.key, False) or origin.sure
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
