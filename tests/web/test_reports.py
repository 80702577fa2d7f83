"""All reports, in one list: it holds every one of them, in the order that is asked for, as of a day."""

from __future__ import annotations

import re
from pathlib import Path

from tests.outlook import report

from .visiting import Visitor, visiting

FIRST = report("a.txt", "Pelmor Herald", "2020-01-01", ("The mill burned down.",), title="Night of the lanterns")
LATER = report("b.txt", "Lumen Wire", "2021-03-04", ("The mill stands again.",), title="The mill of Orvel")


def titles(visitor: Visitor, path: str) -> list[str]:
    return re.findall(r'href="/report/[^"]+"><bdi>([^<]+)</bdi>', visitor.page(path))


def test_every_report_is_listed_with_its_claims(tmp_path: Path) -> None:
    with visiting(tmp_path, FIRST, LATER) as visitor:
        assert titles(visitor, "/reports") == ["The mill of Orvel", "Night of the lanterns"]
        assert titles(visitor, "/reports?order=first") == ["Night of the lanterns", "The mill of Orvel"]
        assert len(titles(visitor, "/reports?order=added")) == 2
        counted = visitor.ledger.survey.claims_of([d.id for d in visitor.ledger.documents()])
        assert sum(counted.values()) == len(list(visitor.ledger.claims()))
        assert "2 reports" in visitor.read("/reports")
        assert 'href="/reports"' in visitor.page("/")


def test_some_are_found_by_title_publisher_or_file(tmp_path: Path) -> None:
    with visiting(tmp_path, FIRST, LATER) as visitor:
        for asked in ("LANTERNS", "pelmor", "a.txt", "night herald"):
            assert titles(visitor, f"/reports?find={asked}") == ["Night of the lanterns"], asked
        assert "No report like that" in visitor.read("/reports?find=nowhere")


def test_a_report_that_was_not_out_yet_is_not_listed(tmp_path: Path) -> None:
    with visiting(tmp_path, FIRST, LATER) as visitor:
        assert titles(visitor, "/reports?as_of=2020-06-01") == ["Night of the lanterns"]


def test_an_empty_ledger_leads_to_adding(tmp_path: Path) -> None:
    with visiting(tmp_path, empty=True) as visitor:
        assert "Nothing has been read yet" in visitor.read("/reports")
        assert 'href="/add"' in visitor.page("/reports")
