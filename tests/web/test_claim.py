"""A claim, and the proposition that it makes, each at an address of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportedly import judging
from reportedly.errors import NotFoundError
from reportedly.evidence import history, statement
from tests.web.visiting import visiting


def test_a_claim_shows_its_passage_its_parts_and_its_proposition(tmp_path: Path) -> None:
    with visiting(tmp_path) as visitor:
        (claim,) = (r.claim for r in visitor.ledger.claims(predicate="based_in"))
        read = visitor.read(f"/claim/{claim.id}")
        for words in (
            "Salt Guard is based in Kessra",
            claim.quote,
            "Pelmor Herald",
            "affirmed",
            "Nobody has judged it",
        ):
            assert words in read
        (stands,) = visitor.ledger.weighed.propositions_of([claim.id]).values()
        assert f"/proposition/{stands.id}" in visitor.page(f"/claim/{claim.id}")
        assert f"/claim/{claim.id}" in visitor.page(f"/proposition/{stands.id}")
        assert visitor.client.get("/claim/feedfeed").status_code == 404


def test_a_mended_claim_shows_every_form_and_what_changed(tmp_path: Path) -> None:
    with visiting(tmp_path) as visitor:
        (claim,) = (r.claim for r in visitor.ledger.claims(predicate="based_in"))
        kept = judging.mend(
            visitor.ledger, claim.id, judging.Changes(object="place:Old Ferry"), why="another town", by="O. Lind"
        )
        mended = kept.about[1]
        found = history(visitor.ledger, claim.id)
        assert [form.record.claim.id for form in found.forms] == [claim.id, mended]
        assert [(c.part, c.before, c.after) for c in found.forms[1].changes] == [
            ("object", "Kessra (place)", "Old Ferry (place)")
        ]
        for id_ in (claim.id, mended):
            page, read = visitor.page(f"/claim/{id_}"), visitor.read(f"/claim/{id_}")
            assert "another town" in read
            assert "Old Ferry (place)" in read
            assert f"/judgement/{kept.id}" in page
        assert "it is shown no more" in visitor.read(f"/claim/{claim.id}")


def test_forms_of_a_claim_mended_twice_are_in_order(tmp_path: Path) -> None:
    with visiting(tmp_path) as visitor:
        (claim,) = (r.claim for r in visitor.ledger.claims(predicate="based_in"))
        ids = [claim.id]
        for town in ("Old Ferry", "New Ferry"):
            changes = judging.Changes(object=f"place:{town}")
            ids.append(judging.mend(visitor.ledger, ids[-1], changes, why=f"it is {town}").about[1])
        for id_ in ids:
            assert [form.record.claim.id for form in history(visitor.ledger, id_).forms] == ids


def test_a_claim_is_taken_back_and_that_is_undone(tmp_path: Path) -> None:
    with visiting(tmp_path) as visitor:
        (claim,) = (r.claim for r in visitor.ledger.claims(predicate="based_in"))
        assert visitor.send(f"/claim/{claim.id}/retract", why="").status_code == 422
        answer = visitor.send(f"/claim/{claim.id}/retract", why="errata of 9 March", corrected="It lay in Wend.")
        assert (answer.status_code, answer.headers["Location"]) == (303, f"/claim/{claim.id}")
        assert "It lay in Wend." in visitor.read(f"/claim/{claim.id}")
        judgement = visitor.ledger.retracted()[claim.id]
        visitor.send(f"/judgement/{judgement.id}/undo", why="it was another report")
        assert claim.id not in visitor.ledger.retracted()
        assert "It lay in Wend." not in visitor.read(f"/claim/{claim.id}").split("History")[0]


def test_a_proposition_has_both_sides_and_its_grade(tmp_path: Path) -> None:
    with visiting(tmp_path) as visitor:
        dead, alive = visitor.ledger.claims(predicate="killed")
        stands = visitor.ledger.weighed.propositions_of([dead.claim.id])[dead.claim.id]
        found = statement(visitor.ledger, stands.id)
        assert [v.told.claim.id for v in found.claims] == [dead.claim.id]
        assert [v.told.claim.id for v in found.against] == [alive.claim.id]
        assert found.grade is not None
        assert found.grade.credibility == stands.grade
        assert [r.kind for r in found.relations] == ["contradicts"]
        read = visitor.read(f"/proposition/{stands.id}")
        for words in (
            "Those who say so",
            "Tashin Mirror",
            "Those who say otherwise",
            "Radio Kessra",
            found.grade.why[0],
        ):
            assert words in read


def test_a_proposition_is_as_it_was_on_a_day(tmp_path: Path) -> None:
    with visiting(tmp_path) as visitor:
        dead, _ = visitor.ledger.claims(predicate="killed")
        id_ = visitor.ledger.weighed.propositions_of([dead.claim.id])[dead.claim.id].id
        read = visitor.read(f"/proposition/{id_}?as_of=2019-04-03")
        assert "Radio Kessra" not in read
        assert "Nobody contradicts it by that day" in read
        assert visitor.client.get(f"/proposition/{id_}?as_of=2018-01-01").status_code == 404
        with pytest.raises(NotFoundError):
            statement(visitor.ledger, "0" * 16)
