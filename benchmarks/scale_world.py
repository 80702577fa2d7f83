"""An invented world of any size, with its reports and claims and the truth about them: for ``benchmarks.scale``.

Armed groups, their people, towns and outlets are drawn with a popularity after Zipf, as in life: most reports are about
few subjects. Leaders change, reports reprint each other, spell names in several ways, quote unnamed officials and
contradict each other; what was done to each is kept as truth. The same seed gives the same world.

It leaves out what a real pile has: six predicates of some hundred, reports of a kilobyte, no outlet or body is cited as
a source, nobody bears a title or goes by an alias, nobody dies, no place lies in another, names are in one script.
Where an outlet or a spokeswoman is first known by another name, all that she or it ever said is weighed anew; that this
costs more than another report does is not seen here.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate, product

from reportedly.model import (
    Certainty,
    Claim,
    Document,
    Interval,
    Kind,
    Mention,
    Part,
    Polarity,
    Quantity,
    Source,
    SourceKind,
    Span,
)

_FIRST_DAY = date(2012, 1, 1)
_DAYS = 4_000
_ONSETS = "b d f g h j k l m n p r s t v z br dr kh sh st tr gh".split()
_VOWELS = "a e i o u".split()
_CODAS = ["", "", "n", "r", "l", "m", "k", "sh", "d", "v"]
_TYPES = "Front Brigade Movement Column Council League Guard Union Army Party Battalion Alliance".split()
_SPELLINGS = (("kh", "h"), ("sh", "sch"), ("k", "q"), ("v", "w"), ("u", "ou"), ("i", "y"), ("o", "u"), ("e", "i"))
_REPRINTED = 0.15  # share of reports that carry another report's text
_MISSPELLED = 0.06  # share of reports that spell a name in another way
_UNNAMED, _QUOTED = 0.15, 0.25  # shares of claims


@dataclass(frozen=True, slots=True)
class Made:
    """One report with its claims, and the truth about it: whose text it carries (the id of that report), if any's."""

    document: Document
    original: bytes
    claims: tuple[Claim, ...]
    copied_from: str | None
    meant: dict[tuple[str, str], int]  # (kind, name as spelled here) → the one who is meant


@dataclass(slots=True)
class World:
    """The people, groups, towns and outlets of one world.

    ``reports`` is how many it is to give; people and groups grow with it, so that a share of the reports, and not a
    number of them, speaks of the largest.
    """

    reports: int
    seed: int = 1
    names: dict[str, list[str]] = field(init=False)
    weights: dict[str, list[float]] = field(init=False)
    draw: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.draw = random.Random(self.seed)
        words = self._words(6_000)
        people, groups, towns = max(self.reports // 2, 40), max(self.reports // 20, 10), max(self.reports // 25, 12)
        given, family = words[:700], words[700:5_000]
        pairs = self.draw.sample(range(len(given) * len(family)), people)
        self.names = {
            "person": [f"{given[p % len(given)]} {family[p // len(given)]}" for p in pairs],
            "organization": self._unique(groups, lambda: f"{self._pick(words)} {self._pick(_TYPES)}"),
            "place": self._unique(towns, lambda: self._pick(words) + self._pick(["abad", "stan", "ton", "mark", ""])),
            "outlet": [f"{self._pick(words)} {t}" for t in ("Radio", "Times", "Agency", "Post", "Monitor") * 60],
        }
        self.weights = {
            kind: list(accumulate(1 / (rank + 8) for rank in range(len(known)))) for kind, known in self.names.items()
        }

    def made(self, group: int | None = None) -> Iterator[Made]:
        """The reports, in no order of time; all of them about one group, where its number is given."""
        before: list[Made] = []
        for number in range(self.reports):
            if before and self.draw.random() < _REPRINTED:
                one = self._reprint(number, self.draw.choice(before[-400:]))
            else:
                one = self._report(number, group)
                before.append(one)
                del before[:-400]
            yield one

    def further(self) -> Iterator[tuple[str, Made]]:
        """Reports that come after all others: on the largest group, on one of middling size, on one nobody knew."""
        groups = self.names["organization"]
        groups.append(f"{self._words(1)[0]} of the Far Shore Front")
        for number, (who, group) in enumerate((("largest", 0), ("middling", 200), ("unknown", len(groups) - 1))):
            yield who, self._report(self.reports + number, min(group, len(groups) - 1))

    def largest(self) -> str:
        """The name of the group of which most reports speak."""
        return self.names["organization"][0]

    # --- one report

    def _report(self, number: int, group: int | None = None) -> Made:
        group = self._any("organization") if group is None else group
        writing = _Writing(self, self._day(), group)
        count = max(3, min(18, round(self.draw.gauss(10, 3))))
        for _ in range(count):
            if self.draw.random() < 0.35:
                writing.filler()
            writing.statement()
        return writing.made(number, self._outlet(), None)

    def _reprint(self, number: int, other: Made) -> Made:
        """Another outlet carries the text, some days later, often shortened, with a sentence of its own."""
        day = (other.document.published or _FIRST_DAY) + timedelta(days=self.draw.randint(0, 3))
        kept = other.claims if self.draw.random() < 0.6 else other.claims[: max(2, len(other.claims) * 2 // 3)]
        writing = _Writing(self, day, 0)
        writing.meant = dict(other.meant)
        for claim in kept:
            writing.repeat(claim)
        writing.filler()
        return writing.made(number, self._outlet(), other.document.id)

    def _day(self) -> date:
        return _FIRST_DAY + timedelta(days=self.draw.randrange(_DAYS))

    def _outlet(self) -> str:
        return self.names["outlet"][self._any("outlet")]

    def _any(self, kind: str) -> int:
        weights = self.weights[kind]
        return self.draw.choices(range(len(weights)), cum_weights=weights)[0]

    # --- words

    def _words(self, count: int) -> list[str]:
        syllables = ["".join(parts) for parts in product(_ONSETS, _VOWELS, _CODAS)]
        found: dict[str, None] = {}
        while len(found) < count:
            found["".join(self.draw.choices(syllables, k=self.draw.choice((2, 2, 3)))).capitalize()] = None
        return list(found)

    def _pick(self, words: list[str]) -> str:
        return words[self.draw.randrange(len(words))]

    def _unique(self, count: int, make: object) -> list[str]:
        assert callable(make)
        found: dict[str, None] = {}
        while len(found) < count:
            found[make()] = None
        return list(found)

    def spelled(self, name: str) -> str:
        """Another spelling of a name: one letter as another romanisation has it."""
        fits = [(a, b) for a, b in _SPELLINGS if a in name]
        if not fits:
            return name
        old, new = self.draw.choice(fits)
        return name.replace(old, new, 1)

    def leader(self, group: int, day: date) -> int:
        """Who leads a group on a day: each group has another leader every 500 to 1,100 days."""
        term = 500 + (group * 37) % 600
        return (group * 7919 + ((day - _FIRST_DAY).days + 2_000) // term * 104_729) % len(self.names["person"])


@dataclass(slots=True)
class _Writing:
    """One report as it is written, sentence by sentence, and the claims that its sentences make."""

    world: World
    day: date
    group: int
    text: str = ""
    drafts: list[tuple[Span, dict[str, object]]] = field(default_factory=list)
    meant: dict[tuple[str, str], int] = field(default_factory=dict)
    spelling: dict[tuple[str, int], str] = field(default_factory=dict)

    def filler(self) -> None:
        """A sentence that claims nothing."""
        self._add(self._words(self.world.draw.randint(9, 18)).capitalize() + ".")

    def _words(self, count: int) -> str:
        """So many words that mean nothing: without them all reports would share their sentences."""
        draw, known = self.world.draw, self.world.names["place"]
        return " ".join(known[draw.randrange(len(known))].lower() for _ in range(count))

    def statement(self) -> None:
        """A sentence about the group of this report, and its claim."""
        draw = self.world.draw
        say = draw.choice((self._leads, self._present, self._strength, self._attack, self._attack, self._member))
        say()

    def repeat(self, claim: Claim) -> None:
        """The sentence of another report, word for word, and its claim."""
        span = self._add(claim.quote)
        kept = ("predicate", "subject", "object", "qualifiers", "polarity", "certainty", "sources")
        self.drafts.append((span, {name: getattr(claim, name) for name in kept}))

    def made(self, number: int, outlet: str, copied_from: str | None) -> Made:
        """The report as it went out."""
        title = f"Report {number}"
        original = f"{title}\n{outlet}\n{self.text}".encode()
        identifier = hashlib.sha256(original).hexdigest()
        document = Document(
            id=identifier,
            name=f"report-{number}.txt",
            text=self.text,
            origin=f"report-{number}.txt",
            retrieved=datetime(2024, 1, 1, tzinfo=UTC),
            title=title,
            publisher=outlet,
            published=self.day,
            language="en",
        )
        claims = tuple(
            Claim(document=identifier, quote=span.of(self.text), span=span, **draft)  # type: ignore[arg-type]
            for span, draft in self.drafts
        )
        return Made(document, original, claims, copied_from, dict(self.meant))

    # --- sentences

    def _leads(self) -> None:
        person = self.world.leader(self.group, self.day)
        if self.world.draw.random() < 0.08:  # a rival, or an error
            person = self.world._any("person")
        body, who = self._mention("organization", self.group), self._mention("person", person)
        denied = self.world.draw.random() < 0.05
        verb = "does not lead" if denied else "leads"
        polarity = Polarity.DENIED if denied else Polarity.AFFIRMED
        self._claim(
            f"{who.name}, {self._words(2)}, {verb} the {self._words(1)} {body.name}",
            "leads",
            who,
            body,
            polarity=polarity,
        )

    def _present(self) -> None:
        body, town = self._mention("organization", self.group), self._mention("place", self._near())
        self._claim(
            f"the {body.name} {self._words(2)} is active {self._words(1)} in {town.name}", "present_in", body, town
        )

    def _strength(self) -> None:
        body = self._mention("organization", self.group)
        low = 100 * (1 + (self.group * 13) % 40) + 10 * self.world.draw.randrange(-4, 5)
        number = Quantity(low, low + self.world.draw.choice((0, 0, 50)), "fighters")
        self._claim(f"the {body.name} {self._words(2)} has {low} {self._words(1)} fighters", "strength", body, number)

    def _attack(self) -> None:
        body, town = self._mention("organization", self.group), self._mention("place", self._near())
        day = self.day - timedelta(days=self.world.draw.randint(0, 20))
        killed = self.world.draw.randrange(1, 9)
        qualifiers: dict[str, Part] = {"time": Interval.on(day), "killed": Quantity(killed, killed, None)}
        words = f"the {body.name} {self._words(2)} attacked {town.name} on {day:%d %B %Y}"
        words += f", {self._words(2)} killing {killed}"
        self._claim(words, "attack", body, town, qualifiers=qualifiers)

    def _member(self) -> None:
        body, who = self._mention("organization", self.group), self._mention("person", self.world._any("person"))
        self._claim(f"{who.name} {self._words(2)} belongs {self._words(1)} to the {body.name}", "member_of", who, body)

    def _near(self) -> int:
        """One of the towns in which the group of this report is at home."""
        towns = len(self.world.names["place"])
        return (self.group * 31 + self.world.draw.randrange(7)) % towns

    def _mention(self, kind: str, number: int) -> Mention:
        name = self.spelling.get((kind, number))
        if name is None:
            name = self.world.names[kind][number]
            if kind == "person" and self.world.draw.random() < _MISSPELLED:
                name = self.world.spelled(name)
            self.spelling[kind, number] = name
        self.meant[kind, name] = number
        return Mention(name, Kind(kind))

    def _claim(
        self,
        words: str,
        predicate: str,
        subject: Mention,
        other: Mention | Quantity,
        *,
        qualifiers: dict[str, Part] | None = None,
        polarity: Polarity = Polarity.AFFIRMED,
    ) -> None:
        draw, sources = self.world.draw, tuple[Source, ...]()
        chance = draw.random()
        if chance < _UNNAMED:
            words, sources = f"{words}, officials said", (Source("officials", SourceKind.UNNAMED),)
        elif chance < _UNNAMED + _QUOTED:
            who = self._mention("person", self.world.leader(self.group + 1, self.day))
            words, sources = f"{words}, {who.name} said", (Source(who.name, SourceKind.PERSON),)
        certainty = Certainty.PROBABLE if draw.random() < 0.1 else Certainty.CERTAIN
        span = self._add(words[0].upper() + words[1:] + ".")
        draft = {"predicate": predicate, "subject": subject, "object": other, "qualifiers": qualifiers or {}}
        self.drafts.append((span, {**draft, "polarity": polarity, "certainty": certainty, "sources": sources}))

    def _add(self, sentence: str) -> Span:
        start = len(self.text) + (1 if self.text else 0)
        self.text = f"{self.text} {sentence}" if self.text else sentence
        return Span(start, start + len(sentence))
