"""Invented reports of which it is known who copied whom, for ``benchmarks.reprints``.

Sentences are put together from parts of which there are many, so that two reports of one event that are told
independently share names, numbers and turns of phrase, and no more.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from reportedly.model import Document

_GOT = datetime(2031, 1, 1, tzinfo=UTC)
_SYLLABLES = "ba be bor dal dan dre el fen gar ghar hal il jor ka kel kor lan lem lor ma mer mir na nor ol or pash " \
    "quel ra rel ros sa sel shol tam tash tor ul ush va vel vor wen yar zer zin".split()  # fmt: skip
_WHO = """
    gunmen, rebels, fighters, men in uniform, a patrol, the garrison, soldiers, two brothers, a crowd, shepherds,
    traders, officers, the elders, villagers, a column, deserters, the council, drivers, smugglers, guards,
    engineers, monks, students, miners, fishermen, a delegation, volunteers, the clerks, nurses, carpenters
"""
_DID = """
    stopped, burned, surrounded, shelled, searched, left, crossed, took, abandoned, reopened, mined, visited,
    defended, repaired, looted, blocked, watched, photographed, sold, rebuilt, cleared, fired on, fled from,
    marched past, returned to, argued over, counted, guarded, flooded, measured
"""
_WHAT = """
    the bridge, a supply lorry, the mill, the customs post, three houses, the old school, a bakery, the ferry,
    the radio mast, a granary, the lower road, an ammunition store, the market, the tannery, a water pump,
    the cemetery, the pass, an orchard, the dam, a chapel, the railway yard, the district office, a bus,
    the quarry, the hospital, the sheepfolds, a warehouse, the lighthouse, the brickworks, the barracks
"""
_HOW = """
    after dark, before dawn, in heavy rain, without a shot, under fire, for the third time, on horseback,
    in silence, with lanterns, against orders, by mistake, within the hour, on foot, in two groups, at great cost,
    with hardly a word, while the snow fell, by boat, for eleven hours, in broad daylight, with borrowed tools,
    to general surprise
"""
_WHY = """
    to punish the town, because the pay was late, to free a prisoner, since nobody objected, for want of bread,
    to draw off the brigade, because of an old quarrel, to impress the envoy, as a warning, out of fear,
    to hold the ford, in revenge, to keep a promise, because the map was wrong, to cover the retreat,
    as custom demands
"""
_SAYS = """
    a nurse said, residents said, according to the ministry, an officer told this paper, three witnesses agreed,
    a letter from the valley says, said people who were there, the district chief confirmed, a driver recalled,
    as a clerk put it, a telegram reads, the brigade admitted, a shopkeeper said, relatives said, it was learned,
    a priest remembered, by all accounts, a survivor said
"""
_WHEN = """
    On Monday, On Tuesday night, Last week, Early on Friday, Two days later, At noon, Around midnight,
    Since spring, That morning, By Thursday, Over the weekend, In the first hours, Before the feast,
    After the thaw, Not long ago
"""
_LIKE = """
    grey, narrow, broken, half-built, silent, crowded, northern, rusty, painted, forgotten, wooden, steep,
    guarded, muddy, famous, flooded, distant, sunken, whitewashed, contested, frozen, windless, unlit, borrowed,
    crooked, quiet
"""
_QUOTES = """
    Count the graves, Ask the mothers, I have said it in the council, There was no agreement,
    Read the treaty again, We are not children, Nobody should expect it of us, My government regrets it,
    Let them come and look
"""
_THEY = """
    they, his deputies, our people, the men of the valley, the envoys, those who signed, his cousins,
    the new captains
"""
_CAN = """
    never, at no time, more than once, as everybody knows, on my word, against all sense, for the children’s sake
"""


def _listed(words: str) -> list[str]:
    return [" ".join(part.split()) for part in words.split(",")]


WHO, DID, WHAT, HOW, WHY = map(_listed, (_WHO, _DID, _WHAT, _HOW, _WHY))
SAYS, WHEN, LIKE, QUOTES, THEY, CAN = map(_listed, (_SAYS, _WHEN, _LIKE, _QUOTES, _THEY, _CAN))
MEN, COUNT, HURT = "men,fighters,riders".split(","), "At least,Some,About".split(","), "killed,hurt,lost".split(",")
_FILLERS = "also then quite still only almost nearly again later perhaps meanwhile indeed".split()

Sentences = list[str]


@dataclass(frozen=True, slots=True)
class Made:
    """One report of the corpus: ``family`` is the number of the text that it goes back to, ``how`` how it was made."""

    document: Document
    family: int
    how: str


@dataclass(slots=True)
class Event:
    """What a report is about: names and numbers that everybody who tells of it uses."""

    day: date
    place: str
    town: str
    leader: str
    group: str
    dead: int
    quotes: list[str] = field(default_factory=list)


class Maker:
    """Makes events, tellings of them, and copies; the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        kinds = "Courier Gazette Radio Post Herald Mail Echo".split()
        self.outlets = [f"{self.name()} {kind}" for kind in 3 * kinds]
        self.agencies = [f"{self.name()} Wire" for _ in range(5)]
        self.background = {agency: self.telling(self.event(date(2030, 1, 1)), 4) for agency in self.agencies}

    def name(self) -> str:
        """A name that nobody bears."""
        return "".join(self.random.choices(_SYLLABLES, k=self.random.randint(2, 3))).capitalize()

    def event(self, day: date) -> Event:
        """Something that happened."""
        leader, group = f"{self.name()} {self.name()}", f"{self.name()} Column"
        quotes = [self._quote() for _ in range(2)]
        return Event(day, self.name(), self.name(), leader, group, self.random.randint(2, 60), quotes)

    def _quote(self) -> str:
        pick = self.random.choice
        said = (f"{pick(THEY)} {pick(CAN)} {pick(DID)} {self._thing()} {pick(HOW)}" for _ in range(2))
        return f"{pick(QUOTES)}, {', and '.join(said)}"

    def sentence(self, event: Event) -> str:
        """One sentence of an independent telling."""
        pick = self.random.choice
        chief = pick([event.leader, event.leader.split()[1], f"{event.leader.split()[1]}’s {pick(MEN)}", pick(THEY)])
        band = pick([f"the {event.group}", f"the {pick(LIKE)} {event.group}", event.group.split()[0], "the movement"])
        act = f"{pick(WHO)} {pick(DID)} {self._thing()} {pick(HOW)}"
        shapes: Sequence[Callable[[], str]] = (
            lambda: f"{pick(WHEN)} {act} near {event.place}, {pick(SAYS)}",
            lambda: f"{act} {pick(WHY)}, {pick(SAYS)}",
            lambda: f"{chief} {pick(DID)} {self._thing()} in {event.town} {pick(HOW)}",
            lambda: f"{pick(COUNT)} {event.dead} were {pick(HURT)} when {act}",
            lambda: f"{band} {pick(DID)} {self._thing()} {pick(WHY)}, while {act}",
            lambda: f"{pick(WHEN)} in {event.town}, {act} {pick(WHY)}",
            lambda: f"in {event.place} {self._thing()} and {self._thing()} were lost, {pick(SAYS)}, {pick(WHY)}",
            lambda: f"{act}, and {pick(WHO)} {pick(DID)} {self._thing()}",
        )
        said = pick(shapes)()
        return said[0].upper() + said[1:] + "."

    def telling(self, event: Event, length: int) -> Sentences:
        """An event told independently."""
        return [self.sentence(event) for _ in range(length)]

    def rewritten(self, sentences: Sentences, strength: float) -> Sentences:
        """Each word replaced, dropped or followed by another with the probability ``strength``."""
        return [self._reworded(sentence, strength) for sentence in sentences]

    def _reworded(self, sentence: str, strength: float) -> str:
        words: list[str] = []
        for word in sentence.rstrip(".").split():
            if self.random.random() >= strength:
                words.append(word)
                continue
            way = self.random.random()
            if way < 0.7:
                words.append(self.random.choice((*LIKE, *_FILLERS)))
            elif way < 0.85:
                words += [word, self.random.choice(_FILLERS)]
        return " ".join(words or ["So"]).capitalize() + "."

    def _thing(self) -> str:
        article, _, noun = self.random.choice(WHAT).partition(" ")
        return f"{article} {self.random.choice(LIKE)} {noun}" if self.random.random() < 0.6 else f"{article} {noun}"

    def text(self, sentences: Sentences) -> str:
        """Sentences in paragraphs of one to four."""
        paragraphs, left = [], list(sentences)
        while left:
            count = self.random.randint(1, 4)
            paragraphs.append(" ".join(left[:count]))
            left = left[count:]
        return "\n\n".join(paragraphs)


def _copies(maker: Maker, source: Sentences, event: Event) -> list[tuple[str, Sentences]]:
    """Every way to copy a report, by name."""
    more = maker.telling(event, len(source))
    shuffled = maker.random.sample(source, len(source))
    half = source[: max(3, len(source) // 2)]
    at = maker.random.randrange(len(more))
    return [
        ("reprint", maker.rewritten(source, 0.01)),
        ("shortened", half),
        ("reordered", shuffled),
        ("with paragraphs added", [*source[:3], *more[: len(more) // 2], *source[3:]]),
        ("inside a long piece", [*more, *maker.telling(event, 2 * len(source)), *source[:4], *more]),
        ("a paragraph taken over", [*more[:at], *source[1:4], *more[at:]]),
        ("rewritten, 10 %", maker.rewritten(source, 0.1)),
        ("rewritten, 20 %", maker.rewritten(source, 0.2)),
        ("rewritten, 30 %", maker.rewritten(source, 0.3)),
        ("rewritten, 40 %", maker.rewritten(source, 0.4)),
        ("shortened, reordered, 20 %", maker.rewritten(maker.random.sample(source, len(half)), 0.2)),
    ]


def make(events: int, *, seed: int = 4) -> list[Made]:
    """A corpus: for each event a report, three of eleven ways to copy it, and four that are no copies of it.

    Those are told independently: plainly; with the quotations that the first has; from its outlet, with that outlet's
    background paragraph; and shortly.
    """
    maker, made = Maker(seed), []
    for number in range(events):
        day = date(2030, 2, 1) + timedelta(days=number % 300)
        event = maker.event(day)
        length = maker.random.choice((6, 10, 16, 24, 40))
        first, others = maker.random.choice(maker.agencies), maker.random.sample(maker.outlets, 6)
        source = maker.telling(event, length)
        said = [f"“{quote},” {event.leader} said." for quote in event.quotes]
        body = [*source[:2], *said, *source[2:]] if number % 2 else [*source, *maker.background[first]]
        made.append(_made(maker, body, first, day, 5 * number, "first report"))
        # Copies leave the background out: what is measured is whether the report itself is recognised.
        for (how, copy), outlet in zip(maker.random.sample(_copies(maker, source, event), 3), others, strict=False):
            made.append(_made(maker, copy, outlet, day + timedelta(days=maker.random.randint(1, 4)), 5 * number, how))
        apart = [
            ("told independently", maker.telling(event, length), others[3]),
            ("the same quotations", [*said, *maker.telling(event, length)], others[4]),
            ("the same background", [*maker.telling(event, length), *maker.background[first]], first),
            ("told independently, shortly", maker.telling(event, 4), others[5]),
        ]
        for offset, (how, other, outlet) in enumerate(apart, 1):
            later = day + timedelta(days=maker.random.randint(0, 4))
            made.append(_made(maker, other, outlet, later, 5 * number + offset, how))
    return made


def _made(maker: Maker, sentences: Sentences, outlet: str, day: date, family: int, how: str) -> Made:
    text = maker.text(sentences)
    name = hashlib.sha256(f"{outlet}{day}{text}".encode()).hexdigest()
    document = Document(name, f"{name[:8]}.txt", text, f"/{name}", _GOT, publisher=outlet, published=day)
    return Made(document, family, how)
