"""What was read and judged, and how it is taken back; what people judge of origins."""

from __future__ import annotations

from pathlib import Path

from reportedly import judging, naming
from reportedly.copying import origins_of
from reportedly.evidence import lineage
from tests.outlook import GUARD, IDRIS, YUSUF
from tests.web.visiting import visiting
from tests.written import report, says

WORDS = (
    "The ferry at Kessra was held up on Monday by nine men of the Salt Guard who asked for the mail and left on foot. "
    "The captain, a woman of sixty, counted eleven sacks before they were thrown into the reeds beside the old pier. "
    "No passenger was hurt, though a goat that belonged to the baker swam ashore and has not been seen again since. "
)
REPORTS = (
    report("a.txt", "Lumen Wire", "2020-01-02", (WORDS + "Idris Valkoen leads them.", says("leads", IDRIS, GUARD))),
    report("b.txt", "Ferry Times", "2020-01-03", (WORDS + "Idris Valkoen leads them.", says("leads", IDRIS, GUARD))),
    report("c.txt", "Hill Gazette", "2020-02-01", ("A man was seen.", says("leads", YUSUF, GUARD))),
)


def test_everything_that_happened_is_listed_newest_first(tmp_path: Path) -> None:
    with visiting(tmp_path, *REPORTS) as visitor:
        first = visitor.ledger.claims()[0].claim
        judging.reject(visitor.ledger, first.id, why="another ferry", by="O. Lind")
        read = visitor.read("/log")
        assert read.index("another ferry") < read.index("a.txt")
        assert "O. Lind" in read
        assert "another ferry" not in visitor.read("/log?kind=read")
        assert "a.txt" not in visitor.read("/log?by=O.+Lind").split("State", 1)[1]
        assert "another ferry" in visitor.read(f"/log?about={first.id}")
        assert visitor.client.get("/log?since=soon").status_code == 422


def test_a_judgement_is_undone_and_the_undoing_too(tmp_path: Path) -> None:
    with visiting(tmp_path, *REPORTS) as visitor:
        first = visitor.ledger.claims()[0].claim
        made = judging.reject(visitor.ledger, first.id, why="another ferry", by="O. Lind")
        assert first.id not in {r.claim.id for r in visitor.ledger.claims()}
        answer = visitor.send(f"/judgement/{made.id}/undo", why="the same after all")
        assert (answer.status_code, answer.headers["Location"]) == (303, f"/judgement/{made.id}")
        assert first.id in {r.claim.id for r in visitor.ledger.claims()}
        read = visitor.read(f"/judgement/{made.id}")
        assert "undone by" in read
        assert "the same after all" in read
        assert f"/judgement/{made.id}/undo" not in visitor.page(f"/judgement/{made.id}")
        assert visitor.send(f"/judgement/{made.id}/undo", why="again").status_code == 422
        undoing = visitor.ledger.judgements(kind="undone")[0]
        visitor.send(f"/judgement/{undoing.id}/undo", why="no, it was not")
        assert first.id not in {r.claim.id for r in visitor.ledger.claims()}


def test_every_kind_of_judgement_has_a_page(tmp_path: Path) -> None:
    with visiting(tmp_path, *REPORTS) as visitor:
        ledger = visitor.ledger
        judging.set_grading(ledger, False, why="not wanted")
        judging.grade(ledger, "Lumen Wire", "C", why="so so")
        judging.retract(ledger, ["c.txt"], why="withdrawn")
        judging.independent(ledger, "a.txt", "c.txt", why="I asked")
        naming.different(ledger, "Idris Valkoen", "Yusuf Darwan", why="two men")
        for judgement in ledger.judgements():
            assert judgement.reason in visitor.read(f"/judgement/{judgement.id}")
        read = visitor.read("/log")
        assert all(judgement.reason in read for judgement in ledger.judgements())
        assert visitor.client.get("/judgement/feedfeed").status_code == 404


def test_two_reports_are_judged_independent_and_that_is_undone(tmp_path: Path) -> None:
    with visiting(tmp_path, *REPORTS) as visitor:
        one, other, _ = (made.document.id for made in REPORTS)
        found = lineage(visitor.ledger, other)
        assert [c.link.origin for c in found.back] == [one]
        assert found.tree is not None
        assert [twig.document.id for twig in found.tree.below] == [other]
        assert found.back[0].passages[0].mine == found.back[0].passages[0].theirs
        assert "side by side" in visitor.read(f"/origin/{other}")
        assert visitor.send(f"/origin/{other}", other=one, judged="independent", why="").status_code == 422
        assert visitor.send(f"/origin/{other}", other=one, judged="perhaps", why="so").status_code == 422
        assert visitor.send(f"/origin/{other}", other="", judged="same", why="so").status_code == 422
        assert visitor.send(f"/origin/{other}", other=one, judged="independent", why="I asked both").status_code == 303
        assert origins_of(visitor.ledger).members(other) == (other,)
        assert "I asked both" in visitor.read(f"/origin/{other}")
        (judgement,) = visitor.ledger.judgements(kind="independent")
        visitor.send(f"/judgement/{judgement.id}/undo")
        assert set(origins_of(visitor.ledger).members(other)) == {one, other}
