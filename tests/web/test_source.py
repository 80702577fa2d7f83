"""Sources: every one with its letter, and one with what it says, whom it cites and who cites it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from reportedly.evidence import profile
from reportedly.judging import grades
from tests.outlook import GUARD, IDRIS, KESSRA, told
from tests.web.visiting import visiting
from tests.written import outlet, report, says, speaker, unnamed

WIRE = "organization:Lumen Wire"
REPORTS = (
    told("a.txt", "Lumen Wire", "2020-01-02", says("leads", IDRIS, GUARD, by=speaker("Ana Wex"))),
    told(
        "b.txt",
        "Ferry Times",
        "2020-01-05",
        says("based_in", GUARD, KESSRA, by=(outlet("Lumen Wire"), unnamed("officials"))),
    ),
    told("c.txt", "Hill Gazette", "2020-02-01", says("leads", IDRIS, GUARD)),
    report("d.txt", "Lumen Wire", "2020-03-01", ("Nothing is claimed here.",)),
)


def test_a_source_with_its_reports_and_its_neighbours(tmp_path: Path) -> None:
    with visiting(tmp_path, *REPORTS) as visitor:
        found = profile(visitor.ledger, WIRE)
        assert [d.name for d in found.published] == ["d.txt", "a.txt"]
        assert [d.name for d in found.citing] == ["b.txt"]
        assert {(c.name, c.kind) for c in found.cites} == {("Ana Wex", "person"), ("officials", "unnamed")}
        assert [(c.name, c.reports) for c in found.cited_by] == [("Ferry Times", 1)]
        assert found.total == 2
        read = visitor.read(f"/source?name={WIRE}")
        for words in (
            "reliability cannot be judged",
            "Ana Wex",
            "officials",
            "Ferry Times",
            "Salt Guard is based in Kessra",
        ):
            assert words in read
        assert "/source?name=person%3AAna+Wex" in visitor.page(f"/source?name={WIRE}")


def test_a_source_is_as_it_was_on_a_day(tmp_path: Path) -> None:
    with visiting(tmp_path, *REPORTS) as visitor:
        found = profile(visitor.ledger, WIRE, as_of=date(2020, 1, 3))
        assert [d.name for d in found.published] == ["a.txt"]
        assert (found.citing, found.cited_by, found.total) == ((), (), 1)


def test_what_it_says_comes_in_pages(tmp_path: Path) -> None:
    with visiting(tmp_path, *REPORTS) as visitor:
        pages = [profile(visitor.ledger, WIRE, most=1, skip=n).said for n in (0, 1, 2)]
        assert [len(page) for page in pages] == [1, 1, 0]
        assert pages[0][0].claim.id != pages[1][0].claim.id


def test_a_letter_is_given_with_a_reason(tmp_path: Path) -> None:
    with visiting(tmp_path, *REPORTS, by="O. Lind") as visitor:
        assert visitor.send("/source/grade", source=WIRE, letter="B", why="").status_code == 422
        assert visitor.send("/source/grade", source=WIRE, letter="Q", why="so").status_code == 422
        assert visitor.send("/source/grade", source="organization:Nobody", letter="B", why="so").status_code == 404
        answer = visitor.send("/source/grade", source=WIRE, letter="B", why="mostly confirmed")
        assert answer.status_code == 303
        graded = next(g for g in grades(visitor.ledger) if g.source.name == "Lumen Wire")
        assert (graded.letter, graded.judgement and graded.judgement.by) == ("B", "O. Lind")
        assert "mostly confirmed" in visitor.read(answer.headers["Location"])
        assert "usually reliable" in visitor.read(answer.headers["Location"])


def test_every_source_is_listed_and_can_be_sought(tmp_path: Path) -> None:
    with visiting(tmp_path, *REPORTS) as visitor:
        page = visitor.read("/sources")
        for graded in grades(visitor.ledger):
            assert graded.source.name in page
        found = visitor.read("/sources?find=lúmen")
        assert "Lumen Wire" in found
        assert "Ferry Times" not in found
        assert "Lumen Wire" not in visitor.read("/sources?kind=person")
        assert visitor.client.get("/source?name=organization:Nobody").status_code == 404
