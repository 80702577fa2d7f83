"""Conflicts: all of them, and each at an address that stays."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

import pytest

from reportedly import judging
from reportedly.errors import NotFoundError
from reportedly.evidence import address_of, dispute, disputes, statement
from reportedly.weigh import weigh
from tests import hostile
from tests.outlook import GUARD, IDRIS, fill, told
from tests.web.visiting import visiting
from tests.written import says


def test_each_conflict_has_an_address_that_leads_to_it(tmp_path: Path) -> None:
    with visiting(tmp_path) as visitor:
        found = disputes(visitor.ledger)
        assert found.total == len(found.shown) >= 2
        assert len({one.address for one in found.shown}) == found.total
        page = visitor.page("/conflicts")
        for one in found.shown:
            assert f"/conflict/{one.address}" in page
            assert dispute(visitor.ledger, one.address).question == one.question
            read = visitor.read(f"/conflict/{one.address}")
            assert one.why[:60] in read
            for answer in one.answers:
                for voice in answer.claims:
                    assert f"claim={voice.told.claim.id}#claim-" in visitor.page(f"/conflict/{one.address}")
        assert visitor.client.get("/conflict/feed-feed").status_code == 404


def test_an_address_stays_when_another_report_takes_a_side(tmp_path: Path) -> None:
    with visiting(tmp_path) as visitor:
        before = {one.question: one.address for one in disputes(visitor.ledger).shown}
        fill(visitor.ledger, told("z.txt", "Ferry Times", "2019-08-01", says("killed", IDRIS, time="2019-04-01")))
        weigh(visitor.ledger)
        after = {one.question: one.address for one in disputes(visitor.ledger).shown}
        assert before.items() <= after.items()


def test_a_proposition_leads_to_its_conflict(tmp_path: Path) -> None:
    with visiting(tmp_path) as visitor:
        for one in disputes(visitor.ledger).shown:
            found = statement(visitor.ledger, one.answers[0].claims[0].proposition)
            own = [p.id for p in found.whole.propositions]
            assert one.address in {address_of(conflict, own) for conflict in found.conflicts}
            assert f"/conflict/{one.address}" in visitor.page(f"/proposition/{found.id}")


def test_what_had_not_been_said_by_a_day_is_no_conflict_yet(tmp_path: Path) -> None:
    with visiting(tmp_path) as visitor:
        death = next(one for one in disputes(visitor.ledger).shown if "dead" in one.question)
        then = disputes(visitor.ledger, as_of=date(2019, 5, 1))
        assert death.question not in {one.question for one in then.shown}
        with pytest.raises(NotFoundError):
            dispute(visitor.ledger, death.address, as_of=date(2019, 5, 1))
        assert visitor.client.get(f"/conflict/{death.address}?as_of=2019-05-01").status_code == 404
        assert dispute(visitor.ledger, death.address, as_of=date(2019, 5, 6)).question == death.question


def test_conflicts_of_one_name(tmp_path: Path) -> None:
    other = told("y.txt", "Ferry Times", "2020-01-01", says("founded", GUARD, time="2001"))
    with visiting(tmp_path) as visitor:
        fill(visitor.ledger, other)
        assert "founded" in visitor.read("/conflicts?name=Salt+Guard")
        assert visitor.client.get("/conflicts?name=Nobody+At+All").status_code == 404
        assert "no name" in visitor.client.get("/conflicts?name=Nobody+At+All").text


def test_conflicts_come_in_pages(tmp_path: Path) -> None:
    with visiting(tmp_path) as visitor:
        first, second = disputes(visitor.ledger, most=1), disputes(visitor.ledger, most=1, skip=1)
        assert first.total == second.total >= 2
        assert first.shown[0].address != second.shown[0].address


def test_hostile_names_do_nothing_on_any_of_these_pages(tmp_path: Path) -> None:
    *made, _ = hostile.reports()
    with visiting(tmp_path, *made) as visitor:
        ledger = visitor.ledger
        judging.grade(ledger, judging.reference(ledger.named_sources()[0]), "E", why=hostile.SCRIPT, by=hostile.CLOSED)
        found = disputes(ledger, most=4).shown
        assert found
        sources = [judging.reference(source) for source in ledger.named_sources()[:6]]
        addresses = ["/conflicts", "/sources", "/log", f"/judgement/{ledger.judgements()[0].id}"]
        addresses += [f"/conflict/{one.address}" for one in found]
        addresses += [f"/proposition/{one.answers[0].claims[0].proposition}" for one in found]
        addresses += [f"/claim/{one.answers[0].claims[0].told.claim.id}" for one in found]
        addresses += [f"/source?{urlencode({'name': source})}" for source in sources]
        for address in addresses:
            page = visitor.page(address)
            for tag in re.findall(r"<[a-z][^>]*>", page):
                assert not tag.startswith(("<img", "<svg", "<iframe", "<style")), (address, tag)
                assert not re.search(r"""\s(?:on\w+|style)=|href="javascript""", re.sub(r'"[^"]*"', '""', tag)), tag
                assert 'href="javascript' not in tag
            assert page.count("<script") == page.count('<script src="/static/')
            # In an attribute it is carried on, in the text it would turn what stands around it.
            assert "\u202e" not in re.sub(r"<[^>]+>", "", page)
