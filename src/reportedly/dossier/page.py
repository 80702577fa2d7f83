"""A dossier as data: what is said of one person, organization or place, by whom, how sure, and who disagrees."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from reportedly.model import Entity

from .figures import Figures


@dataclass(frozen=True, slots=True)
class Footnote:
    """Where a line comes from: one sentence of one report.

    ``number`` is as the lines cite it. ``start`` and ``end`` are characters of the report's text. ``replaced`` says
    that a newer version of the report is in the ledger. ``page`` and ``section`` (the path of headings) are those of
    the original, None where it has none. ``agreed`` are the readers who found all of its claims in these words, where
    several did. ``reliability`` is the letter, A to F, that a person gave the publisher; "" where nobody did.
    ``chains`` are whose word the sentence passes on, from the report inward, each in words: "the Harrak Post, citing
    Lumen Agency, which cites sources"; none where it speaks for itself. ``language`` is the report's (a BCP 47 tag),
    ``address`` where on the web it was got; "" where that is not known, or it came from a file.
    """

    number: int
    document: str
    document_name: str
    publisher: str | None
    title: str | None
    published: date | None
    quote: str
    start: int
    end: int
    claims: tuple[str, ...]
    replaced: bool = False
    agreed: tuple[str, ...] = ()
    page: int | None = None
    section: str | None = None
    reliability: str = ""
    chains: tuple[str, ...] = ()
    language: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Worth:
    """Whose word a line is in the end, and what that makes of it.

    ``origins`` are those to whom it goes back, in words; ``low`` of them are surely independent, ``high`` at most.
    ``grade`` is the credibility after the Admiralty code, 1 to 6, and ``why`` the sentences that explain it, the
    decisive one first; None and nothing where grading is off. ``withdrawn``: every report that said it took it back.
    """

    origins: tuple[str, ...]
    low: int
    high: int
    grade: int | None = None
    grade_words: str = ""
    why: tuple[str, ...] = ()
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is said.

    ``when`` it was so or happened, in words; ``text`` what; ``said`` by whom and how sure; ``notes`` the numbers of
    its footnotes, ``claims`` the ids behind it, ``reports`` how many reports say it. ``denied``: ``text`` is what those
    in ``said`` say is not so. ``contested``: someone says otherwise; see ``Dossier.contested``. ``worth``: whose word
    it is in the end; None for a line that says what is not known. ``day``: of an event the first day on which it can
    have been, else the day of the report; None where neither is known, and for what is no event.
    """

    text: str
    when: str = ""
    said: str = ""
    notes: tuple[int, ...] = ()
    claims: tuple[str, ...] = ()
    reports: int = 0
    denied: bool = False
    contested: bool = False
    worth: Worth | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page. ``remark`` is a sentence of ours above its lines; "" where there is none."""

    key: str
    title: str
    lines: tuple[Line, ...]
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """One side of what is contested: what it says, and every line of those who say it."""

    label: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Contest:
    """A question and the answers that reports give to it, none preferred; ``why`` they cannot all be right."""

    question: str
    answers: tuple[Answer, ...]
    why: str = ""


@dataclass(frozen=True, slots=True)
class Dossier:
    """The whole page.

    ``as_of``: only what had been reported by that day; None for all. ``first`` and ``last`` are the days of the
    earliest and the latest report. ``others`` go by the same name and are not taken for the same. ``stale``: what was
    held to be so and was not attested for long. ``known``: only what the ledger knew by that day. ``left_out``: claims
    about this name that the page does not show, where there are more than a page can hold. ``origins``: how many of
    those to whom the page's claims go back are surely independent, and how many at most.
    """

    entity: Entity
    as_of: date | None
    reports: int
    claims: int
    first: date | None
    last: date | None
    sections: tuple[Section, ...]
    contested: tuple[Contest, ...]
    unknown: tuple[Line, ...]
    footnotes: tuple[Footnote, ...]
    others: tuple[Entity, ...] = ()
    stale: tuple[Line, ...] = ()
    known: date | None = None
    left_out: int = 0
    figures: Figures = field(default_factory=Figures)
    origins: tuple[int, int] = (0, 0)

    def section(self, key: str) -> Section | None:
        """The section of this key; None where nothing is said under it."""
        return next((section for section in self.sections if section.key == key), None)

    def _repr_html_(self) -> str:
        """The page in a notebook."""
        from .notebook import html_of

        return html_of(self)
