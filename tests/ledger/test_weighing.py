"""Every backend keeps the same of weighing, in one go or report by report; what is asked of it is answered alike."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from reportedly import judging, overview
from reportedly.ledger import Ledger
from reportedly.weigh import weigh
from reportedly.workspace import Workspace
from tests.test_weigh import REPORTS, add, state


def test_weighing_is_alike_on_every_backend(ledger: Ledger, tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "at-once.db") as other:
        add(other, *REPORTS)
        weigh(other)
        add(ledger, *REPORTS[:5])
        weigh(ledger)
        for one in REPORTS[5:]:
            add(ledger, one)
            weigh(ledger)
        assert state(ledger) == state(other)
        assert Workspace(ledger).dossier("Salt Guard") == Workspace(other).dossier("Salt Guard")
        assert [d.why for d in overview.conflicts(ledger)] == [d.why for d in overview.conflicts(other)]
        news = [[(c.news, c.why, c.claims) for c in overview.changes(one, date(2019, 6, 1))] for one in (ledger, other)]
        assert news[0] == news[1]
        assert [q.why for q in overview.questions(ledger)] == [q.why for q in overview.questions(other)]


def test_a_rejected_claim_is_weighed_no_more(ledger: Ledger) -> None:
    add(ledger, *REPORTS)
    weigh(ledger)
    before = state(ledger)
    claim = REPORTS[0].claims[0].id
    judged = judging.reject(ledger, claim, why="it speaks of another")
    assert not any(claim in voice for voice in state(ledger)["voices"])
    judging.undo(ledger, judged.id)
    assert state(ledger) == before
