"""What weighing made of the claims, as the ledger keeps it: made anew for what changed, and only for that."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from sqlalchemy import delete, func, insert, select, union_all

from . import bearing_rows, rows, tables
from . import weighing_rows as look_up
from .backend import Door
from .chunks import chunks
from .heard import Documents, Heard, heard
from .weights import Asked, Batch, Bearing, Disputed, Outlet, Pending, Related, Track, Weighing


class Weighed:
    """What a ledger keeps of weighing; every method is one transaction."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._documents = Documents()

    def pending(self, method: str) -> Pending:
        """What came since the ledger was last weighed by this ``method`` (a name with its version)."""
        with self._door.reading() as connection:
            return look_up.pending(connection, method)

    def fresh(self, method: str) -> bool:
        """Whether the ledger was weighed since anything came that weighing by this ``method`` depends on."""
        with self._door.reading() as connection:
            seen = look_up.pending(connection, method)
            moved = connection.scalar(select(tables.moved.c.mention).limit(1))
            return not seen.everything and not seen.documents and moved is None

    def claims_of(self, documents: Iterable[str]) -> list[int]:
        """The numbers of all claims ever read in these reports, and of those whose names have moved."""
        with self._door.reading() as connection:
            return sorted({*look_up.claims_of(connection, documents), *look_up.claims_moved(connection)})

    def asked(self, numbers: Iterable[int] | None = None) -> Iterator[Asked]:
        """The claims that are shown, of these numbers or of all, as far as their partition follows from it."""
        with self._door.reading() as connection:
            yield from look_up.asked(connection, numbers)

    def outlets(self) -> list[Outlet]:
        """Every outlet that was known when the ledger was weighed last, as it was known."""
        with self._door.reading() as connection:
            table = tables.outlets
            return [Outlet(row.name, row.words, row.entity) for row in connection.execute(select(table))]

    def outlets_of(self, documents: Iterable[str] | None = None) -> set[str]:
        """The names of the outlets that put out these reports, or all, or are credited in them."""
        with self._door.reading() as connection:
            return look_up.outlets_of(connection, documents)

    def put_out_by(self, outlets: Iterable[str]) -> set[str]:
        """The ids of the reports that these outlets (by their names folded) put out, or are credited in."""
        with self._door.reading() as connection:
            return look_up.put_out_by(connection, set(outlets))

    def partitions_of(self, numbers: Iterable[int]) -> set[int]:
        """The partitions in which these claims were weighed last."""
        with self._door.reading() as connection:
            table = tables.weighed_claims.c
            return {
                found
                for some in chunks(sorted(numbers))
                for found in connection.scalars(select(table.partition).where(table.claim.in_(some)))
            }

    def bearers(self, keys: Iterable[int], side: int) -> list[Bearing]:
        """Whichever propositions bear one of these marks on this side."""
        with self._door.reading() as connection:
            return list(bearing_rows.bearers(connection, keys, side))

    def bearings_of(self, propositions: Iterable[str]) -> list[Bearing]:
        """The marks of these propositions."""
        with self._door.reading() as connection:
            return list(bearing_rows.bearings_of(connection, propositions))

    def near(self, sides: Iterable[tuple[int, int]]) -> set[int]:
        """The partitions that bear a mark on the first side of one of these pairs, and another on its second side."""
        with self._door.reading() as connection:
            return bearing_rows.near(connection, sides)

    def claims_in(self, propositions: Iterable[str]) -> dict[str, set[int]]:
        """The numbers of the claims that were weighed in each of these propositions."""
        with self._door.reading() as connection:
            return bearing_rows.claims_in(connection, propositions)

    def lying_in(self, partitions: Iterable[int]) -> dict[str, set[int]]:
        """The propositions of these partitions, each with the numbers of its claims."""
        with self._door.reading() as connection:
            table, found = tables.weighed_claims.c, dict[str, set[int]]()
            for some in chunks(sorted(partitions)):
                held = select(table.proposition, table.claim).where(table.partition.in_(some))
                for row in connection.execute(held):
                    found.setdefault(row.proposition, set()).add(row.claim)
            return found

    def begin(self, method: str) -> None:
        """Note that all is being weighed anew: what the ledger has of it counts for nothing until it is ``done``."""
        with self._door.writing() as connection:
            values = {"made": rows.now(), "method": f"begun: {method}", "reading": 0, "judgement": 0, "claims": 0}
            connection.execute(insert(tables.weighings).values(**values))

    def keep_only(self, partitions: Collection[int]) -> None:
        """Let go of what was weighed in partitions that there are no more."""
        with self._door.writing() as connection:
            bearing_rows.keep_only(connection, partitions)

    def members(self, partitions: Iterable[int]) -> dict[int, list[int]]:
        """The claims that were weighed in these partitions."""
        with self._door.reading() as connection:
            table, found = tables.weighed_claims.c, dict[int, list[int]]()
            for some in chunks(sorted(partitions)):
                held = select(table.partition, table.claim).where(table.partition.in_(some))
                for row in connection.execute(held):
                    found.setdefault(row.partition, []).append(row.claim)
            return found

    def heard(self, numbers: Iterable[int]) -> dict[int, Heard]:
        """The claims of these numbers, without the texts of their reports."""
        with self._door.reading() as connection:
            return heard(connection, numbers, self._documents)

    def about(self, entities: Iterable[str], predicates: Iterable[str] | None = None) -> dict[int, Heard]:
        """The claims that are shown and whose subject is one of these entities, of some predicates or of all."""
        with self._door.reading() as connection:
            return heard(connection, look_up.about(connection, entities, predicates), self._documents)

    def partitions(
        self, *, about: str | None = None, told_after: date | None = None, learned_after: date | None = None
    ) -> set[int]:
        """The partitions that speak of an entity, that were told of, or that the ledger learned of, after a day.

        Every condition that is given must hold; without any, all partitions.
        """
        with self._door.reading() as connection:
            return look_up.partitions(connection, about=about, told_after=told_after, learned_after=learned_after)

    def last_day(self) -> date | None:
        """The day on which the last report came out; None where none is dated."""
        with self._door.reading() as connection:
            last: date | None = connection.scalar(select(func.max(tables.editions.c.published)))
            return last

    def numbers_of(self, keys: Iterable[str]) -> list[int]:
        """The numbers of claims by their ids, or by the ids of their reports."""
        with self._door.reading() as connection:
            wanted = sorted(keys)
            found = set(look_up.claims_of(connection, wanted))
            for some in chunks(wanted):
                found |= set(connection.scalars(select(tables.claims.c.number).where(tables.claims.c.id.in_(some))))
            return sorted(found)

    def unattested(self, first: date, last: date) -> set[int]:
        """The partitions in which something was last attested from ``first`` to ``last``."""
        with self._door.reading() as connection:
            table = tables.propositions.c
            return set(connection.scalars(select(table.partition).where(table.attested.between(first, last))))

    def conflicts(self, partitions: Iterable[int] | None = None, *, most: int) -> list[Disputed]:
        """The conflicts of these partitions, or of all, those that most reports take part in first."""
        with self._door.reading() as connection:
            return look_up.conflicts(connection, partitions, most=most)

    def of_claim(self, claim: str) -> tuple[Weighing, list[Related]] | None:
        """How what a claim says stands, and what it has to do with other propositions; None where it is not weighed."""
        with self._door.reading() as connection:
            return look_up.of_claim(connection, claim)

    def proposition(self, key: str) -> Weighing | None:
        """How the proposition of this id stands; None where there is none."""
        with self._door.reading() as connection:
            return look_up.proposition(connection, key)

    def propositions_of(self, claims: Iterable[str]) -> dict[str, Weighing]:
        """How what each of these claims (by their ids) says stands; those that lie in no proposition are left out."""
        with self._door.reading() as connection:
            return look_up.propositions_of(connection, claims)

    def heaviest(self, *, most: int) -> list[str]:
        """The ids of the entities of which most reports speak, so many of them."""
        with self._door.reading() as connection:
            table = tables.propositions.c
            spoken = [
                select(side.label("entity"), table.reports).where(side.is_not(None))
                for side in (table.subject_entity, table.object_entity)
            ]
            both = union_all(*spoken).subquery()
            ranked = select(both.c.entity).group_by(both.c.entity)
            ordered = ranked.order_by(func.sum(both.c.reports).desc(), both.c.entity).limit(most)
            return list(connection.scalars(ordered))

    def records_of(self, sources: Mapping[str, Collection[str]]) -> dict[str, Track]:
        """How what each of these sources says was borne out; a source is given with the keys it has as an origin.

        The keys are as ``weighing.likeness.spelled`` gives them.
        """
        with self._door.reading() as connection:
            return {source: look_up.track(connection, keys) for source, keys in sources.items()}

    def replace(self, batch: Batch) -> None:
        """Put a batch in the place of what its partitions came to before."""
        with self._door.writing() as connection:
            look_up.replace(connection, batch)

    def done(self, seen: Pending, method: str, *, claims: int, outlets: Iterable[Outlet] = ()) -> None:
        """Note that the ledger is weighed, up to what ``seen`` saw, with these outlets as they are known now."""
        with self._door.writing() as connection:
            look_up.keep_outlets(connection, outlets)
            values = {"made": rows.now(), "method": method, "reading": seen.reading, "judgement": seen.judgement}
            connection.execute(insert(tables.weighings).values(**values, claims=claims))
            connection.execute(delete(tables.moved))
