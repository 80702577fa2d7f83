"""A small ledger with something of everything: copies, a contradiction, a death, a retraction, a state gone stale."""

from __future__ import annotations

from typing import Any

from reportedly.ledger import Ledger
from reportedly.weigh import weigh
from tests.written import DENIED, READER, Written, number, org, person, place, report, says, unnamed

GUARD, IDRIS, YUSUF = org("Salt Guard"), person("Idris Valkoen"), person("Yusuf Darwan")
KESSRA = place("Kessra")


def told(name: str, publisher: str, day: str, *said: Any) -> Written:
    """A report with one sentence for each claim."""
    return report(name, publisher, day, *((f"{publisher} of {day} has statement {i}.", s) for i, s in enumerate(said)))


REPORTS = (
    told("a.txt", "Pelmor Herald", "2017-02-03", says("leads", IDRIS, GUARD), says("based_in", GUARD, KESSRA)),
    told("b.txt", "Lumen Wire", "2019-03-01", says("founded", GUARD, time="2009"), says("leads", IDRIS, GUARD)),
    told("c.txt", "Tashin Mirror", "2019-04-02", says("killed", IDRIS, time="2019-04-01")),
    told("d.txt", "Radio Kessra", "2019-05-06", says("killed", IDRIS, polarity=DENIED, by=unnamed("officials"))),
    told(
        "e.txt",
        "Hill Gazette",
        "2019-06-07",
        says("founded", GUARD, time="2013"),
        says("strength", GUARD, number(9, 9)),
    ),
)


def fill(ledger: Ledger, *reports: Written, weighed: bool = True) -> None:
    """Put reports (all of them where none is given) into a ledger, and weigh it."""
    for one in reports or REPORTS:
        ledger.add(one.document, one.original, one.claims, reader=READER)
    if weighed:
        weigh(ledger)
