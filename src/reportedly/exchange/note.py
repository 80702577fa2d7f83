"""How a dossier on paper is to be read: the words that go with it wherever it goes."""

from __future__ import annotations

from reportedly.dossier.page import Dossier
from reportedly.dossier.wording import counted, day

GRADES = (
    (1, "confirmed", "two or more independent origins say it without reserve, and nobody contradicts it"),
    (2, "probably true", "two or more origins say it, with some reserve; or many more say it than contradict it"),
    (3, "possibly true", "one origin says it, and nobody contradicts it"),
    (4, "doubtful", "it is contradicted, or called only possible by all who say it"),
    (5, "improbable", "more origins contradict it than say it, or its time cannot be"),
    (6, "cannot be judged", "it was taken back, or is only planned, asked or wished"),
)
"""The grades of credibility, what each is called and when it is given; docs/method.md has the rules in full."""

METHOD = (
    "Every statement here is what a report says, not what is so. A statement is graded from 1 to 6 by how many "
    "independent origins stand behind it and against it (credibility after the Admiralty code, NATO AJP-2.1); reports "
    "that copy one another, or have it from one source, count as one origin. A grade is no probability. Where reports "
    "contradict each other all sides are given and none is preferred: neither the newest nor the many. A date such as "
    "“as of 3 May 2021” is the day on which it was reported, not the day on which it began. The sentences were found "
    "by a program, which misses some and misreads some: open the sentence before you rely on a line."
)
"""One paragraph for those who were handed a dossier and know nothing of this program."""


def scope(dossier: Dossier, *, min_confidence: float = 0.0, mask: str = "") -> tuple[str, ...]:
    """What a dossier covers and what limits it, a sentence each: reports and days, as-of, confidence, mask."""
    span = "" if dossier.first is None else f", published from {day(dossier.first)} to {day(dossier.last)}"
    if dossier.first == dossier.last and dossier.first is not None:
        span = f", published on {day(dossier.first)}"
    said = [f"{counted(dossier.claims, 'claim')} in {counted(dossier.reports, 'report')}{span}."]
    if dossier.as_of is not None:
        said.append(f"As of {day(dossier.as_of)}: only what had been reported by then.")
    elif dossier.last is not None:
        said.append(f"As of {day(dossier.last)}, the day of the latest report.")
    if dossier.known is not None:
        said.append(f"Only what the ledger knew by {day(dossier.known)}.")
    if min_confidence:
        said.append(f"Without claims that the reader was less sure of than {min_confidence:g} (of 1).")
    if dossier.left_out:
        said.append(
            f"{counted(dossier.left_out, 'claim')} more are in the ledger; shown is what most origins stand behind."
        )
    if mask:
        said.append(f"Masked: {mask.rstrip('.')}.")
    return tuple(said)
