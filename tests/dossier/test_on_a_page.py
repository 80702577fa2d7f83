"""What a dossier gives to those who show it: chains of sentences, days of events, origins and namesakes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from reportedly.copying import origins_of
from reportedly.dossier import Dossier, build
from reportedly.ledger import Ledger
from reportedly.overview import entity_named
from tests.outlook import GUARD, REPORTS, fill, told
from tests.written import org, outlet, place, says, unnamed

CITED = told(
    "cited.txt",
    "Lumen Wire",
    "2019-07-01",
    says("attack", GUARD, org("convoy"), time="2018-11-05", by=(outlet("Radio Kessra"), unnamed("officials"))),
    says("attack", GUARD, org("bridge")),
    says("present_in", org("Salt Road"), place("Salt Guard")),
)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with Ledger.open(tmp_path_factory.mktemp("page") / "page.db") as opened:
        fill(opened, *REPORTS, CITED)
        yield opened


@pytest.fixture(scope="module")
def dossier(ledger: Ledger) -> Dossier:
    return build(ledger, GUARD.name, origins=lambda reports: origins_of(ledger, reports))


def test_a_footnote_has_the_chain_of_its_sentence(dossier: Dossier) -> None:
    chains = {chain for note in dossier.footnotes for chain in note.chains}
    assert "Lumen Wire, citing Radio Kessra, which cites officials" in chains
    assert [note.chains for note in dossier.footnotes if note.publisher == "Pelmor Herald"] == [(), ()]


def test_events_have_the_day_by_which_they_are_put_in_order(dossier: Dossier) -> None:
    section = dossier.section("events")
    assert section is not None
    days = {line.text: line.day for line in section.lines if "attacked" in line.text}
    assert set(days.values()) == {date(2018, 11, 5), date(2019, 7, 1)}  # the second has no time but its report's


def test_origins_are_counted_over_all_claims(dossier: Dossier) -> None:
    low, high = dossier.origins
    outlets = {note.publisher for note in dossier.footnotes}
    assert len(outlets) > 4
    assert 3 <= low <= high <= len(outlets) + 2  # unnamed people of two reports may be the same


def test_namesakes_are_named_whether_asked_by_name_or_by_id(ledger: Ledger, dossier: Dossier) -> None:
    by_id = build(ledger, entity_named(ledger, GUARD.name).id)
    assert [other.kind.value for other in by_id.others] == ["place"]
    assert {other.id for other in by_id.others} == {other.id for other in dossier.others}


def test_a_file_has_no_address(dossier: Dossier) -> None:
    assert {note.address for note in dossier.footnotes} == {""}
