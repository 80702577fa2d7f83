"""Links and origins in plain sentences."""

from __future__ import annotations

from reportedly.model import Document

from .records import Credit, Via

_DAYS_IN_WORDS = {1: "one day", 2: "two days", 3: "three days", 4: "four days", 5: "five days", 6: "six days"}


def named(document: Document) -> str:
    """A report in words: ``“Gunmen name a leader” (Hill Wire, 2021-03-04)``."""
    title = f"“{document.title}”" if document.title else document.name
    said = [document.publisher or "", document.published.isoformat() if document.published else "undated"]
    return f"{title} ({', '.join(part for part in said if part)})"


def by(document: Document) -> str:
    """Who speaks in a report, and when: ``Hill Wire of 2021-03-04``."""
    who = document.publisher or f"“{document.title or document.name}”"
    return f"{who} of {document.published.isoformat()}" if document.published else who


def sentences(same: int, total: int, origin: Document, later: Document) -> str:
    """How many sentences stand in the origin too."""
    stand = "stands" if same == 1 else "stand"
    of = f"{same} of {total} sentences {stand}" if total != 1 else "its only sentence stands"
    return f"{of} word for word in {named(origin)}{when(origin, later)}"


def words(count: int, share: float, origin: Document, later: Document, *, passages: int) -> str:
    """How much of a report stands in the origin too, where few sentences do so whole."""
    places = "one passage" if passages == 1 else f"{passages} passages"
    return f"{count} words ({share:.0%}) in {places} stand in {named(origin)} too{when(origin, later)}"


def when(origin: Document, later: Document) -> str:
    """``, published two days earlier``; nothing where a day is missing."""
    if origin.published is None or later.published is None:
        return ""
    days = (later.published - origin.published).days
    if days == 0:
        return ", published on the same day"
    count = _DAYS_IN_WORDS.get(abs(days), f"{abs(days):,} days")
    return f", published {count} {'earlier' if days > 0 else 'later'}"


def credit(given: Credit) -> str:
    """What a report says of where it has it from."""
    scope = "for the whole report" if given.whole else "for part of it"
    return f"it credits {given.name} {scope}: “{' '.join(given.quote.split())}”"


VERBS = {
    Via.REPRINT: "reprints",
    Via.REWRITE: "rewrites",
    Via.EXTRACT: "takes passages from",
    Via.CREDIT: "credits",
    Via.VERSION: "is a later version of",
    Via.JUDGED: "goes back to",
}
"""What a report does to the one it goes back to."""


def step(document: Document, via: Via, origin: Document) -> str:
    """One step inward: ``The Mercury of 2023-09-16 reprints Inland Wire of 2023-09-15``."""
    return f"{by(document)} {VERBS[via]} {by(origin)}"
