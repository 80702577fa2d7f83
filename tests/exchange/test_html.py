"""A dossier as one file: well-formed, whole, without scripts and without anything from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest

from reportedly import exporting
from reportedly.exchange.html import POLICY, export
from reportedly.ledger import Ledger
from reportedly.workspace import Workspace
from tests.exchange.handed import GUARD, HOSTILE, LONG, SCRIPT, handed, ledger
from tests.pages.markup import Markup

TURNING = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with ledger(tmp_path_factory.mktemp("html"), hostile=True) as found:
        yield found


@pytest.fixture(scope="module")
def page(opened: Ledger) -> str:
    return handed(opened, "html", about=GUARD.name)[0].decode()


def test_it_is_well_formed_and_every_link_leads_somewhere(page: str) -> None:
    assert page.startswith("<!doctype html>")
    seen = Markup(page)
    assert not seen.faults
    assert {"main", "nav", "h1", "svg", "table", "details"} <= seen.elements.keys()


def test_it_holds_no_script_and_asks_for_nothing(page: str) -> None:
    seen = Markup(page)
    assert not {"script", "link", "iframe", "object", "img", "form", "base"} & seen.elements.keys()
    assert all(address.startswith("#") for address in seen.addresses)
    assert 'http-equiv="Content-Security-Policy"' in page
    assert "script-src" not in POLICY
    assert POLICY.startswith("default-src 'none'")
    assert not re.search(r"url\(|@import|expression\(", page)


def test_every_sentence_that_a_line_cites_stands_in_it(opened: Ledger, page: str) -> None:
    dossier = Workspace(opened).dossier(GUARD.name)
    seen = Markup(page)
    words = " ".join(seen.words.split())
    assert dossier.footnotes
    for note in dossier.footnotes:
        assert seen.ids[f"n{note.number}"] == 1
    plain = [note for note in dossier.footnotes if note.quote.isalnum() or note.quote.replace(" ", "").isascii()]
    assert plain
    assert all(" ".join(note.quote.split())[:60] in words for note in plain)


def test_what_reports_say_does_nothing(page: str) -> None:
    seen = Markup(page)
    assert SCRIPT in seen.words  # shown as it is, and so no element
    assert not TURNING.search(page)
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", page)
    assert LONG not in page
    assert len(page) < 700_000
    assert HOSTILE[1].split()[0] in seen.words


def test_the_day_and_the_name_stand_at_the_head_of_each_sheet(opened: Ledger) -> None:
    page = handed(opened, "html", about=GUARD.name, as_of=date(2019, 4, 30))[0].decode()
    assert "@top-left" in page
    assert "As of 30 April 2019" in Markup(page).words
    assert "Hill Gazette" not in page  # it came out later


def test_it_says_how_much_it_took_and_what_not(opened: Ledger) -> None:
    dossier = Workspace(opened).dossier(GUARD.name)
    _, carried = handed(opened, "html", about=GUARD.name)
    told = [line for contest in dossier.contested for answer in contest.answers for line in answer.lines]
    told += [line for section in dossier.sections for line in section.lines] + [*dossier.stale, *dossier.unknown]
    assert carried.written == len(told)
    assert carried.left_out


def test_a_masked_file_names_the_rule(opened: Ledger) -> None:
    out = BytesIO()
    with exporting.matter(opened, about=GUARD.name) as matter:
        export(replace(matter, mask="persons: by a letter"), out)
    assert "Masked: persons: by a letter." in Markup(out.getvalue().decode()).words
