"""What outlets take back in their own words: found, carried to claims, kept by a ledger, undone by a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from reportedly import copying
from reportedly.ledger import Ledger
from reportedly.model import Document
from reportedly.ways import ways_of
from reportedly.weigh import weigh
from reportedly.weighing import resolve
from reportedly.weighing.origins import Corrected, Mending, Origins, concerned, corrections
from reportedly.weighing.whole import Whole, whole
from tests.test_weigh import state
from tests.written import Written, body, org, person, report, says, speaker

from .made import document, independent

GUARD, VELGRIN = org("Salt Guard"), person("Toma Velgrin")
WRONG = report(
    "wrong", "Hill Gazette", "2020-03-01",
    ("The Salt Guard was founded in 2011.", says("founded", GUARD, time="2011")),
    ("Toma Velgrin leads it.", says("leads", VELGRIN, GUARD)),
    title="Who guards the salt",
)  # fmt: skip
MENDED = report(
    "mended", "Hill Gazette", "2020-03-20",
    ("Correction\n\nOur article of 1 March, “Who guards the salt”, said that the Salt Guard was founded in 2011. "
     "It was founded in 2013. The mistake was ours.", says("founded", GUARD, time="2013")),
)  # fmt: skip
WITHDRAWN = report(
    "withdrawn", "Hill Gazette", "2020-03-20",
    ("Retraction\n\nWe retract our article “Who guards the salt” of 1 March.", says("founded", GUARD, time="2012")),
)  # fmt: skip
NOTED = report(
    "noted", "Hill Gazette", "2020-03-20",
    ("Editor’s note: “Who guards the salt” of 1 March was written in the winter; the Salt Guard was founded in 2013.",
     says("founded", GUARD, time="2013")),
)  # fmt: skip
OTHER = report(
    "other", "Lumen Wire", "2020-03-02",
    ("The Salt Guard was founded in 2011.", says("founded", GUARD, time="2011")), title="Salt",
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "title", "kind", "whole", "of"),
    [
        (MENDED.document.text, "", Mending.CORRECTION, False, "Who guards the salt"),
        (WITHDRAWN.document.text, "", Mending.RETRACTION, True, "Who guards the salt"),
        ("On 4 May we reported that the pier burned. We retract this.", "", Mending.RETRACTION, False, "4 May"),
        (
            "In our report of 4 May we said that nine died. Eight did.",
            "Corrections",
            Mending.CORRECTION,
            False,
            "4 May",
        ),
        ("We wrote that nine had died. This was wrong.", "", Mending.CORRECTION, False, ""),
        ("Quennet Wire withdraws its report that Velgrin lit the fire.", "", Mending.RETRACTION, False, ""),
        ("This story has been retracted.", "", Mending.RETRACTION, True, ""),
    ],
)
def test_a_correction_says_what_it_takes_back(text: str, title: str, kind: Mending, whole: bool, of: str) -> None:
    (found,) = corrections(document(text, title=title))
    assert (found.kind, found.whole) == (kind, whole)
    assert not of or of in found.of
    assert found.span.of(text) == found.quote


def test_a_paragraph_that_holds_on_to_the_report_corrects_nothing() -> None:
    text = (
        "Corrections and clarifications\n\nIn our report of 4 May we said nine. That is right.\n\nWe stand by our text."
    )
    assert corrections(document(text)) == ()


def weighed(*reports: Written, judgements: Sequence[object] = ()) -> Whole:
    records = [record for one in reports for record in one.records]
    resolution = resolve(records)
    known = [replace(r, claim=resolution.applied(r.claim)) for r in records]
    documents = [one.document for one in reports]
    found = corrected(documents)
    return whole(known, origins=Origins([], documents, judgements, corrected=found), ways=ways_of())  # type: ignore[arg-type]


def corrected(documents: Sequence[Document]) -> list[Corrected]:
    return [one for each in documents for one in concerned(each, documents)]


def test_a_correction_takes_the_place_of_what_it_contradicts_and_of_nothing_else() -> None:
    for reports in ((WRONG, MENDED, OTHER), (OTHER, MENDED, WRONG)):
        found = weighed(*reports)
        assert found.withdrawn == {WRONG.claims[0].id}
    assert len(corrected([WRONG.document, MENDED.document])) == 1


def test_a_retraction_takes_the_whole_report_back() -> None:
    found = weighed(WRONG, WITHDRAWN, OTHER)
    assert WRONG.document.id in found.withdrawn
    assert OTHER.document.id not in found.withdrawn
    led = next(s for s in found.standings.values() if s.proposition.predicate == "leads")
    assert (led.backing.reports, led.backing.withdrawn) == (0, (WRONG.claims[1].id,))


def test_a_note_takes_nothing_back() -> None:
    assert weighed(WRONG, NOTED).withdrawn == frozenset()


def test_a_person_undoes_what_the_machine_took_for_a_correction() -> None:
    apart = independent(WRONG.document, WITHDRAWN.document)
    assert weighed(WRONG, WITHDRAWN, judgements=[apart]).withdrawn == frozenset()


SAID = report("said", "Lumen Wire", "2020-04-01", ("He died.", says("killed", VELGRIN, by=speaker("Lena Varn"))))
CITED = report("cited", "Old Mirror", "2020-04-02", ("He died.", says("killed", VELGRIN, by=body("the police"))))
HELD = report(
    "held", "Far Post", "2020-02-02",
    ("Lena Varn is the spokeswoman.", says("holds_position", person("Lena Varn"), org("police"), title="spokeswoman")),
)  # fmt: skip
EVERY = (WRONG, OTHER, MENDED, SAID, CITED, HELD)


def test_a_ledger_keeps_them_in_whatever_order_reports_come(tmp_path: Path) -> None:
    states = []
    for order in (EVERY, (MENDED, SAID, HELD, CITED, OTHER, WRONG)):
        with Ledger.open(tmp_path / f"{len(states)}.db") as ledger:
            for one in order:
                ledger.add(one.document, one.original, one.claims, reader="by hand 1")
                weigh(ledger)
            (taken,) = copying.origins_of(ledger, [WRONG.document.id]).corrected
            assert (taken.by, taken.document) == (MENDED.document.id, WRONG.document.id)
            assert taken.correction.quote.startswith("Our article of 1 March")
            states.append(state(ledger))
            weigh(ledger, anew=True)
            assert state(ledger) == states[-1]
    assert states[0] == states[1]
    police = [voice for voice in states[0]["voices"] if '"body","police"' in voice]
    assert len(police) == 2
