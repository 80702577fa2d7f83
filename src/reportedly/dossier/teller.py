"""Turns claims into lines of the page: names as the page uses them, footnotes in order, who says it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from reportedly.ledger import Record, reader_family
from reportedly.ledger.excerpt import Tally
from reportedly.model import Claim, Entity, Interval, Mention, Part, Polarity, Quantity, Source, Text
from reportedly.reading.vocabulary import Predicate, entry
from reportedly.weighing import Key, Proposition, Told, times, when

from . import wording
from .page import Footnote, Line
from .scales import Letters, Scales
from .speakers import Behind, chain, is_denial, said_by

_TAILS = (
    *("place", "weapon", "killed", "wounded", "number", "agent", "medium", "status", "relation", "origin"),
    "destination",
)
_COUNTS = frozenset(
    "some several many the a an dozens both one two three four five six seven eight nine ten eleven twelve thirteen "
    "fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety".split()
)
"""Words before a crowd that its number replaces: "9 soldiers", not "9 nine soldiers"."""
_TIMES = frozenset({"time", "start", "end"})
_WEB = ("https://", "http://")


@dataclass(slots=True)
class Teller:
    """What the page needs to know to word a claim: whom it is about, how everyone is called, the footnotes so far.

    ``contested`` are the ids of claims that others contradict; ``died`` is the last day on which the page's person
    can have died, where that is reported for certain or as probable and nobody denies it. ``scales`` say whose word a
    line is, ``letters`` how reliable people hold an outlet to be. ``tallies``: by the ids of claims all that stands
    behind what they say, where the page does not show all claims.
    """

    about: Entity
    entities: Mapping[str, Entity]
    contested: frozenset[str] = frozenset()
    died: date | None = None
    scales: Scales | None = None
    letters: Letters = field(default_factory=Letters)
    tallies: Mapping[str, Tally] = field(default_factory=dict)
    _numbers: dict[tuple[str, int, int], int] = field(default_factory=dict)
    _cited: list[tuple[Record, list[str]]] = field(default_factory=list)
    _readers: dict[tuple[str, int, int], frozenset[str]] = field(default_factory=dict)
    _chains: dict[tuple[str, int, int], dict[str, None]] = field(default_factory=dict)

    # --- names and values

    def name(self, part: Part | None) -> str:
        """A part of a claim as the page calls it: an entity by its own name, all else by the report's words."""
        match part:
            case None:
                return ""
            case Mention(name=name, entity=entity):
                return self.entities[entity].name if entity and entity in self.entities else name
            case Text(value=value):
                return value.strip().rstrip(".") or "someone"
            case Quantity():
                return wording.number(part)
            case Interval():
                return wording.interval(part)

    def source(self, source: Source) -> str:
        """A link of a source chain as the page calls it."""
        return self.entities[source.entity].name if source.entity and source.entity in self.entities else source.name

    def is_about(self, part: Part | None) -> bool:
        """Whether a part of a claim is the one whom the page is about."""
        return isinstance(part, Mention) and part.entity == self.about.id

    @property
    def key(self) -> Key:
        """What weighing compares the page's own entity by."""
        return ("entity", self.about.id)

    # --- footnotes

    def note(self, record: Record) -> int:
        """The number of the footnote for the sentence of this claim."""
        place = (record.claim.document, record.claim.span.start, record.claim.span.end)
        if place not in self._numbers:
            self._numbers[place] = len(self._numbers) + 1
            self._cited.append((record, []))
            self._readers[place] = _read_by(record)
            self._chains[place] = {}
        if record.claim.sources:
            self._chains[place][chain(record, self.source)] = None
        self._readers[place] &= _read_by(record)
        ids = self._cited[self._numbers[place] - 1][1]
        if record.claim.id not in ids:
            ids.append(record.claim.id)
        return self._numbers[place]

    def footnotes(self) -> tuple[Footnote, ...]:
        """Every footnote that a line cites, in order of its number."""
        return tuple(
            Footnote(
                number=i + 1,
                document=record.claim.document,
                document_name=record.document.name,
                publisher=record.document.publisher,
                title=record.document.title,
                published=record.document.published,
                quote=record.claim.quote,
                start=record.claim.span.start,
                end=record.claim.span.end,
                claims=tuple(ids),
                replaced=record.newer_version is not None,
                page=place.page if place else None,
                section=place.section if place else None,
                agreed=self._agreed(record),
                reliability=self.letters.of(record.document.publisher),
                chains=tuple(self._chains[record.claim.document, record.claim.span.start, record.claim.span.end]),
                language=record.document.language or "",
                address=record.document.origin if record.document.origin.startswith(_WEB) else "",
            )
            for i, (record, ids) in enumerate(self._cited)
            for place in (record.document.where(record.claim.span),)
        )

    def _agreed(self, record: Record) -> tuple[str, ...]:
        """The readers who all found what the footnote of this claim cites; none where there was only one."""
        readers = self._readers[record.claim.document, record.claim.span.start, record.claim.span.end]
        return tuple(sorted(readers)) if len(readers) > 1 else ()

    # --- lines

    def behind(self, claims: Iterable[Record]) -> Behind | None:
        """All that stands behind what these claims say, where the page does not show it all."""
        found = {tally.proposition: tally for r in claims if (tally := self.tallies.get(r.claim.id))}
        return Behind.of(found.values()) if found else None

    def reports(self, claims: Sequence[Record]) -> int:
        """How many reports say what these claims say."""
        behind = self.behind(claims)
        return behind.reports if behind else len({record.claim.document for record in claims})

    def line(self, text: str, claims: Sequence[Record], *, when: str = "", alone: bool = False) -> Line:
        """A line for these claims, which say one thing. ``alone``: it is of these claims and of no others like them."""
        behind = None if alone else self.behind(claims)
        return Line(
            text=text,
            when=when,
            said=said_by(claims, self.source, behind),
            notes=tuple(sorted({self.note(record) for record in claims})),
            claims=tuple(record.claim.id for record in claims),
            reports=behind.reports if behind else len({record.claim.document for record in claims}),
            denied=is_denial(claims[0].claim),
            contested=any(record.claim.id in self.contested for record in claims),
            worth=self.scales.worth(claims, behind) if self.scales else None,
        )

    def phrase(self, proposition: Proposition) -> str:
        """A proposition in a whole sentence, its place and numbers with it."""
        return self.sentence(proposition.claims)

    def sentence(self, claims: Sequence[Told]) -> str:
        """Claims that say one thing, in one sentence; of a denial, what is denied."""
        claim = _fullest(claims)
        predicate = entry(claim.predicate)
        parts = {name: self.name(part) for name, part in claim.qualifiers.items() if name not in _TIMES}
        parts = {name: text for name, text in parts.items() if text}
        subject, used = self._subject(claim, parts)
        parts["subject"] = subject or "someone"
        if other := self.name(claim.object):
            parts["object"] = other
        text = predicate.phrase(Polarity.AFFIRMED if is_denial(claim) else claim.polarity, parts)
        if _plural(claim, subject):
            text = text.replace(f"{subject} was ", f"{subject} were ").replace(f"{subject} is ", f"{subject} are ")
        return text + self._tail(claims, predicate, parts, used)

    def _subject(self, claim: Claim, parts: Mapping[str, str]) -> tuple[str, frozenset[str]]:
        """The subject, with its number before it where it is a crowd; and the qualifiers used for that."""
        subject = self.name(claim.subject)
        number = parts.get("number", "")
        if not number or (isinstance(claim.subject, Mention) and claim.subject.entity and claim.predicate != "killed"):
            return subject, frozenset()
        if any(character.isdigit() for character in subject[:6]) or not subject:
            return subject, frozenset({"number"})
        return f"{number} {_without_count(subject)}", frozenset({"number"})

    def _tail(
        self, claims: Sequence[Told], predicate: Predicate, parts: Mapping[str, str], used: frozenset[str]
    ) -> str:
        shown = used | predicate.slots() | {"title"}
        bits: list[str] = []
        for name in _TAILS:
            if name in shown:
                continue
            values = [self.name(r.claim.qualifiers.get(name)) for r in claims]
            text = wording.listed(dict.fromkeys(v for v in values if v), "or")
            if text and text != parts.get("object") and text != parts.get("subject"):
                bits.append(_tail_of(name, text))
        return "".join(bits)

    def when(self, proposition: Proposition) -> str:
        """When it was so or happened, as its claims say; "" where none does."""
        return wording.listed(_coarser_dropped(proposition), "or")


def records(proposition: Proposition) -> Sequence[Record]:
    """The claims of a proposition: they are records of the ledger, for it was made of such."""
    return [told for told in proposition.claims if isinstance(told, Record)]


def all_records(propositions: Iterable[Proposition]) -> list[Record]:
    """The claims of several propositions, in order."""
    return [record for proposition in propositions for record in records(proposition)]


def _read_by(record: Record) -> frozenset[str]:
    """Who read this claim, each without its version."""
    return frozenset(reader_family(name) for name in (record.reader, *(other.reader for other in record.agreed)))


def _fullest(claims: Sequence[Told]) -> Claim:
    return max(claims, key=lambda record: len(record.claim.qualifiers)).claim


def _plural(claim: Claim, subject: str) -> bool:
    number = claim.qualifiers.get("number")
    if isinstance(number, Quantity) and (number.low or number.high or 0) != 1:
        return True
    crowd = isinstance(claim.subject, Mention) and claim.subject.entity is None
    return crowd and subject.casefold().endswith(("s", "people", "men", "women", "children"))


def _without_count(subject: str) -> str:
    first, _, rest = subject.partition(" ")
    return rest if rest and first.casefold() in _COUNTS else subject


def _tail_of(name: str, text: str) -> str:
    match name:
        case "place":
            return f", in {text}" if not text.casefold().startswith(("in ", "near ", "at ", "on ")) else f", {text}"
        case "weapon":
            return f" ({text})"
        case "killed" | "wounded":
            return f"; {text} {name}"
        case "number":
            return f" ({text})"
        case "agent" | "medium":
            return f", {'through' if name == 'agent' else 'on'} {text}"
        case "origin" | "destination":
            return f" {'from' if name == 'origin' else 'to'} {text}"
        case _:
            return f" ({text})"


def _coarser_dropped(proposition: Proposition) -> list[str]:
    """The times that its claims give; one that only says less than another falls away."""
    found = {text: when(r.claim) for r in proposition.claims if (text := time_of(r.claim))}
    return [
        text
        for text, span in found.items()
        if span is None or not any(o is not None and o != span and span.contains(o) for o in found.values())
    ]


def time_of(claim: Claim) -> str:
    """When it was so or happened, as this claim says; "" where it does not."""
    said = times(claim)
    if time := wording.interval(said.get("time")):
        return time
    start, end = wording.interval(said.get("start")), wording.interval(said.get("end"))
    if start and end:
        return f"{start} to {end}"
    if start:
        return start if start.startswith(("from", "by")) else f"since {start}"
    return f"until {end}" if end else ""
