"""A topic's claims in a ledger, weighed: what the program makes of them, in the words of its public functions."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from pathlib import Path

from reportedly import copying, naming
from reportedly.dossier import Dossier, build
from reportedly.errors import AmbiguousError, NotFoundError
from reportedly.ledger import Ledger, Record
from reportedly.model import Claim, Document, Polarity
from reportedly.ways import ways_of
from reportedly.weighing import Conflict, Held, Proposition, find, propositions, questions, tenures
from reportedly.weighing.origins import Origin, Origins, concerned, count
from reportedly.weighing.whole import Whole, whole

from .topic import Topic, Unit

BY_HAND = "by hand"
Reading = Callable[[Document], Sequence[Claim]]


@contextmanager
def weighed(topic: Topic, read: Reading | None = None) -> Iterator[Weighed]:
    """The topic in a ledger of its own: with the claims given by hand, or with those that ``read`` finds."""
    with (
        tempfile.TemporaryDirectory(prefix="weighing-") as folder,
        Ledger.open(Path(folder) / "topic.db") as ledger,
    ):
        for name, document in topic.documents.items():
            claims = topic.claims[name] if read is None else read(document)
            ledger.add(document, document.text.encode(), claims, reader=BY_HAND if read is None else "reader")
        naming.resolve_names(ledger)
        copying.link(ledger)
        yield Weighed(topic, ledger)


class Weighed:
    """What the program makes of a topic."""

    def __init__(self, topic: Topic, ledger: Ledger) -> None:
        self.topic = topic
        self.ledger = ledger
        self.records: list[Record] = ledger.claims()
        self.ways = ways_of(ledger)

    @cached_property
    def placed(self) -> Mapping[Unit, str]:
        """The entity of each name of each report."""
        short = self.topic.short
        return {(short[m.document], m.kind, m.name): m.entity for m in self.ledger.members()}

    @cached_property
    def _origins(self) -> Origins:
        return copying.origins_of(self.ledger)

    @cached_property
    def _whole(self) -> Whole:
        withdrawn = self.ledger.retracted().keys()
        return whole(self.records, origins=self._origins, ways=self.ways, withdrawn=withdrawn)

    @property
    def conflicts(self) -> Sequence[Conflict]:
        """Every conflict."""
        return self._whole.conflicts

    def kinship(self, one: str, other: str) -> frozenset[str]:
        """What the propositions of two claims have to do with each other; "same" where they are one."""
        mine = {p.id for p in self._whole.propositions if any(told.claim.id == one for told in p.claims)}
        theirs = {p.id for p in self._whole.propositions if any(told.claim.id == other for told in p.claims)}
        found = {
            relation.kind.value
            for relation in self._whole.relations
            if {relation.a.id, relation.b.id} & mine and {relation.a.id, relation.b.id} & theirs
        }
        return frozenset({"same"} if mine & theirs else found)

    @cached_property
    def by_id(self) -> Mapping[str, Record]:
        """The records by the ids of their claims."""
        return {record.claim.id: record for record in self.records}

    def page(self, name: str, as_of: date | None = None) -> Dossier | None:
        """The page that a user would get who asks for a name; None where there is none, or no single one."""
        try:
            return build(self.ledger, name, as_of=as_of, origins=lambda ids: copying.origins_of(self.ledger, ids))
        except (NotFoundError, AmbiguousError):
            return None

    def entity(self, key: str) -> str | None:
        """The id of the entity that a user would get who asks for the true one's name: that of which most claims
        speak, where there are several."""
        meant = find(self.ledger.entities(), self.topic.entities[key].asked_as)
        ranked = sorted(meant, key=lambda e: (-len(self.ledger.claims(about=e.id)), e.id))
        return ranked[0].id if ranked else None

    def held(self, organization: str) -> list[Held]:
        """Who led an organization, in order of time."""
        led = [p for p in self._whole.propositions if p.predicate == "leads" and p.object == ("entity", organization)]
        deaths = [p for p in self._whole.propositions if p.predicate == "killed"]
        return tenures([p for p in led if p.polarity is Polarity.AFFIRMED], deaths)

    def origins(self, records: Sequence[Record]) -> Sequence[Origin]:
        """What the words of claims that say the same go back to, one for each."""
        return self._origins.together(records)

    def independent(self, records: Sequence[Record]) -> tuple[int, int]:
        """How many independent origins stand behind claims: surely, and at most."""
        counted = count(self.origins(records))
        return counted.low, counted.high

    def open_questions(self, entity: str, as_of: date | None = None) -> frozenset[str]:
        """The kinds of what is not known of an entity."""
        said: list[Proposition] = propositions(self.ledger.claims(as_of=as_of), ways=self.ways)
        meant = [e for e in self.ledger.entities() if e.id == entity]
        asked = questions(said, meant, self.ways, as_of=as_of)
        return frozenset(question.kind for question in asked if question.about == ("entity", entity))

    def corrected_by(self, document: Document) -> frozenset[str]:
        """The short names of the reports that take back or correct something of this one."""
        everything = self.ledger.documents()
        return frozenset(
            self.topic.short[other.id]
            for other in everything
            if any(one.document == document.id for one in concerned(other, everything))
        )
