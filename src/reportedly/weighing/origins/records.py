"""What looking for origins comes to: links between reports, credits, corrections, and origins themselves."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reportedly.model import Score, Span


class Via(StrEnum):
    """How a report goes back to another, or to an outlet."""

    REPRINT = "reprint"
    """Most of it stands there word for word."""
    REWRITE = "rewrite"
    """Much of it stands there, shortened, reordered or reworded."""
    EXTRACT = "extract"
    """It takes over passages; the rest is its own."""
    CREDIT = "credit"
    """It says so."""
    VERSION = "version"
    """It is a later version of the same page."""
    JUDGED = "judged"
    """A person says so."""


Passages = tuple[tuple[Span, Span], ...]
"""Passages that two reports share: characters of the one that copies, characters of the one that is copied."""


@dataclass(frozen=True, slots=True)
class Link:
    """That one report goes back to another, wholly or in passages, or to an outlet.

    ``document`` is the id of the report that does; ``origin`` the id of the report that it goes back to, "" where
    that is not in the ledger; ``outlet`` whose that is, "" where nobody says. ``whole``: the whole report goes back
    to it, and not only its ``passages``. ``directed``: it is known which of the two came first; where it is not, they
    are one group all the same.
    """

    document: str
    origin: str
    outlet: str
    via: Via
    score: Score
    passages: Passages = ()
    whole: bool = False
    directed: bool = True


@dataclass(frozen=True, slots=True)
class Credit:
    """That a report says from whom it has what it tells.

    ``name`` is the one credited, ``quote`` the words that do, ``span`` where they stand: None where only the report's
    description (its authors) says so. ``whole``: the whole report goes back to the one credited. ``form`` is the key
    of ``credits.yaml`` by which it was read.
    """

    name: str
    span: Span | None
    quote: str
    whole: bool
    form: str


class Mending(StrEnum):
    """How an outlet takes something back."""

    RETRACTION = "retraction"
    CORRECTION = "correction"
    NOTE = "note"
    """An editor's note, or a clarification, which need not say that anything was wrong."""


@dataclass(frozen=True, slots=True)
class Correction:
    """That an outlet takes back or corrects what it had reported, in its own words.

    ``of`` holds what the words name of the report concerned, as far as they do: a title in quotation marks, a day
    ("September 15"), "this report" and the like. ``whole``: it takes back all of that report, and not only what the
    words say.
    """

    kind: Mending
    span: Span
    quote: str
    of: tuple[str, ...] = ()
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction, the id of the report that it concerns ("" where that is not known), and of the one it stands in."""

    correction: Correction
    document: str
    score: Score
    by: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """On whose word a claim stands in the end.

    Two claims whose origins have one ``key`` stand on one word. ``label`` says who it is, ``trail`` how the claim goes
    back to it, step by step from the report inward. ``sure`` is False where nobody can know whether it is another's
    word too: a source that is not named.
    """

    key: tuple[str, ...]
    label: str
    sure: bool
    trail: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Count:
    """How many independent origins there are: surely ``low``, at most ``high``."""

    low: int
    high: int

    def __str__(self) -> str:
        return str(self.low) if self.low == self.high else f"{self.low} to {self.high}"
