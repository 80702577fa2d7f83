"""Whatever a reader gets wrong, the page is built, printed, and holds every claim about its subject."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from datetime import date

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from rich.console import Console

from reportedly.cli.show_dossier import show
from reportedly.dossier import build
from reportedly.ledger import Record
from reportedly.model import (
    Certainty,
    Entity,
    Interval,
    Judgement,
    Kind,
    Mention,
    Part,
    Polarity,
    Quantity,
    Source,
    SourceKind,
    Text,
)
from reportedly.reading.vocabulary import predicates
from reportedly.weighing import resolve
from tests.written import Said, report

NAMES = [
    "Ana Velk",
    "Velk",
    "Reed Front",
    "RF",
    "Pelmor",
    "he",
    "30 guards",
    "",
    "=1",
    "[b]x[/b]",
    "يوسف دروان",
    "x" * 90,
]
TIMES = [
    "2015",
    "2023-09",
    "2015/..",
    "../2014",
    "2021-08~",
    "XXXX-XX-XX",
    "XXXX-09-14",
    "[1974,1976]",
    "201X",
    "2020-06-04",
]
MENTIONS = st.builds(Mention, st.sampled_from(NAMES), st.sampled_from(Kind))
TEXTS = st.builds(Text, st.sampled_from([*NAMES, "former", "a small armed group.", "sons"]))
NUMBERS = st.none() | st.integers(0, 5000) | st.just(2.5)
QUANTITIES = st.builds(Quantity, NUMBERS, NUMBERS, st.sampled_from([None, "men", "fighters"]))
TIMED = st.sampled_from(TIMES).map(Interval)
PARTS: st.SearchStrategy[Part] = MENTIONS | TEXTS | QUANTITIES | TIMED
KEYS = "time start end place origin destination title number killed wounded agent weapon relation status medium".split()
SAID = st.builds(
    Said,
    st.sampled_from([*predicates(), "made_up"]),
    MENTIONS | TEXTS,
    st.none() | MENTIONS | TEXTS | QUANTITIES,
    st.lists(st.builds(Source, st.sampled_from(NAMES), st.sampled_from(SourceKind)), max_size=3).map(tuple),
    st.sampled_from(Certainty),
    st.sampled_from(Polarity),
    st.dictionaries(st.sampled_from(KEYS), PARTS, max_size=5),
)


@dataclass
class Shelf:
    """A ledger in memory."""

    records: list[Record]
    known: list[Entity]

    def entities(self) -> list[Entity]:
        return self.known

    def retracted(self) -> dict[str, Judgement]:
        return {}

    def judgements(
        self, *, about: str | None = None, kind: str | None = None, standing: bool = False
    ) -> list[Judgement]:
        return []

    def claims(
        self,
        *,
        about: str | None = None,
        predicate: str | None = None,
        source: str | None = None,
        document: str | None = None,
        as_of: date | None = None,
        superseded: bool = False,
    ) -> list[Record]:
        return [
            r
            for r in self.records
            if (predicate is None or r.claim.predicate == predicate)
            and (about is None or about in _spoken_of(r))
            and (source is None or source in {s.entity for s in r.claim.sources})
        ]


def _spoken_of(record: Record) -> set[str | None]:
    parts = (record.claim.subject, record.claim.object, *record.claim.qualifiers.values())
    return {part.entity for part in parts if isinstance(part, Mention)}


@settings(max_examples=60, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(st.lists(st.lists(SAID, min_size=1, max_size=6), min_size=1, max_size=4), st.sampled_from([30, 80, 160]))
def test_the_page_is_built_and_lacks_nothing(drawn: list[list[Said]], width: int) -> None:
    days = [None, "2016-05-01", "2020-06-06", "2022-03-01"]
    reports = [report(f"{i}.txt", None, days[i], (f"Report {i}.", *said)) for i, said in enumerate(drawn)]
    records = [record for one in reports for record in one.records]
    resolution = resolve(records)
    shelf = Shelf([replace(r, claim=resolution.applied(r.claim)) for r in records], list(resolution.entities))
    for entity in shelf.known:
        about = {r.claim.id for r in shelf.claims(about=entity.id)}
        if not about and not shelf.claims(source=entity.id):
            continue
        page = build(shelf, entity.id)
        lines = [line for section in page.sections for line in section.lines]
        assert about <= {claim for line in lines for claim in line.claims}
        assert max((n for line in lines for n in line.notes), default=0) <= len(page.footnotes)
        out = io.StringIO()
        show(page, Console(file=out, width=width))
        assert all(note.quote in out.getvalue() for note in page.footnotes)
