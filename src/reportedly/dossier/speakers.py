"""Who says it: the chain of a claim from the report inward, in words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from reportedly.ledger.excerpt import Tally
from reportedly.model import Certainty, Claim, Document, Polarity, Source, SourceKind
from reportedly.reading.vocabulary import Sort, entry
from reportedly.weighing import Told, source_key

from .wording import certainties, counted, day, listed

Naming = Callable[[Source], str]
"""How a link of a chain is called on the page."""

_MANY = 4
_CITES = {
    None: "citing",
    SourceKind.PERSON: "who cites",
    SourceKind.OUTLET: "which cites",
    SourceKind.ORGANIZATION: "which cites",
    SourceKind.WORK: "which cites",
    SourceKind.UNNAMED: "and through them",
}


def outlet(document: Document) -> str:
    """What the report itself is called: its publisher, else its title, else its file's name."""
    if document.publisher:
        return _with_article(document.publisher)
    return f"the report “{document.title}”" if document.title else f"the report {document.name}"


def _with_article(name: str) -> str:
    newspaper = ("post", "times", "herald", "tribune", "gazette", "news", "agency", "observer", "monitor", "journal")
    last = name.split()[-1].casefold()
    return f"the {name}" if last in newspaper and not name.casefold().startswith(("the ", "radio ")) else name


def chain(told: Told, naming: Naming) -> str:
    """The whole chain: "the Harrak Post, citing Lumen Agency, which cites sources"."""
    text, before = outlet(told.document), None
    for source in told.claim.sources:
        text += f", {_CITES[before]} {naming(source)}"
        before = source.kind
    return text


def innermost(told: Told, naming: Naming) -> str:
    """The one who says it in the end."""
    return naming(told.claim.sources[-1]) if told.claim.sources else outlet(told.document)


@dataclass(frozen=True, slots=True)
class Behind:
    """All that stands behind what a line says, where the page does not show all claims.

    ``reports`` and ``outlets`` are counted, ``low`` to ``high`` of the origins independent; ``grade`` and ``why`` are
    those of what most reports say, 0 where it was not weighed for the day that is asked about.
    """

    reports: int
    outlets: int
    low: int
    high: int
    grade: int
    why: tuple[str, ...]

    @classmethod
    def of(cls, tallies: Collection[Tally]) -> Behind:
        """All that stands behind these propositions, each report, outlet and origin counted once."""
        origins = {key: sure for tally in tallies for key, sure in tally.origins.items()}
        chief = min(tallies, key=lambda tally: (-len(tally.reports), tally.proposition))
        sure = sum(origins.values())
        return cls(
            reports=len({report for tally in tallies for report in tally.reports}),
            outlets=len({outlet for tally in tallies for outlet in tally.outlets}),
            low=max(sure, min(len(origins), 1)),
            high=len(origins),
            grade=chief.grade,
            why=chief.why,
        )


def said_by(claims: Sequence[Told], naming: Naming, behind: Behind | None = None) -> str:
    """Who says one thing, and how sure: the last part of a line.

    "so the Harrak Post, citing sources; probable", "denied by J. Haldun (the Harrak Post, 12 July 2022)",
    "2 reports, both from General Qadan (A, B)", "3 reports: A, B and C". ``behind``: how many they are in all, where
    these claims are only some of them.
    """
    sure = certainties(told.claim.certainty for told in claims if not is_wish(told.claim))
    if is_denial(claims[0].claim):
        return _joined(_denied(claims, naming), sure)
    reports = behind.reports if behind else len({told.claim.document for told in claims})
    if reports <= 1:
        chains = list(dict.fromkeys(chain(told, naming) for told in claims))
        return _joined("so " + _in_one_report(claims, chains, naming), sure)
    return _joined(_in_many(claims, reports, naming, behind.outlets if behind else 0), sure)


def is_denial(claim: Claim) -> bool:
    """Whether the line of a claim says what is denied; a denied statement ("he denied having fled") is a statement."""
    return claim.polarity is Polarity.DENIED and entry(claim.predicate).sort is not Sort.SPEECH


def is_wish(claim: Claim) -> bool:
    """Whether what is "said, but not said to be so" is so by the nature of the predicate: an aim, a call, a threat."""
    wished = claim.predicate == "goal" or entry(claim.predicate).sort is Sort.SPEECH
    return wished and claim.certainty is Certainty.UNKNOWN


def _in_one_report(claims: Sequence[Told], chains: list[str], naming: Naming) -> str:
    if len(chains) == 1:
        return chains[0]
    inner = [naming(told.claim.sources[0]) if told.claim.sources else "" for told in claims]
    own = "" in inner
    return f"{outlet(claims[0].document)}, {'also ' if own else ''}citing {listed(inner)}"


def _in_many(claims: Sequence[Told], reports: int, naming: Naming, outlets: int) -> str:
    voices = {source_key(told.claim.sources[-1]) if told.claim.sources else None for told in claims}
    places = list(dict.fromkeys(outlet(told.document) for told in claims))
    outlets = max(outlets, len(places))
    listing = [*places, *([counted(outlets - len(places), "other")] if outlets > len(places) else [])]
    if len(voices) == 1 and None not in voices and claims[0].claim.sources[-1].kind is not SourceKind.UNNAMED:
        one = "both" if reports == 2 else "all"
        return f"{counted(reports, 'report')}, {one} from {naming(claims[0].claim.sources[-1])} ({listed(listing)})"
    if outlets == 1:
        return f"{counted(reports, 'report')} of {places[0]}{_citing(claims, naming)}"
    if reports <= _MANY:
        return f"{counted(reports, 'report')}: " + "; ".join(dict.fromkeys(chain(told, naming) for told in claims))
    shown = [*places[: _MANY - 1], counted(outlets - _MANY + 1, "other")] if outlets > _MANY else places
    return f"{counted(reports, 'report')}: {listed(shown)}{_citing(claims, naming)}"


def _citing(claims: Iterable[Told], naming: Naming) -> str:
    inner = listed(dict.fromkeys(naming(told.claim.sources[-1]) for told in claims if told.claim.sources))
    return f", citing {inner}" if inner else ""


def _denied(claims: Sequence[Told], naming: Naming) -> str:
    told_by: dict[str, list[str]] = {}
    for told in claims:
        place = outlet(told.document)
        via = [naming(source) for source in told.claim.sources[:-1]]
        where = ", ".join([*([place] if told.claim.sources else []), *via, day(told.document.published)])
        told_by.setdefault(innermost(told, naming), []).append(where)
    return "denied by " + listed(f"{who} ({'; '.join(dict.fromkeys(where))})" for who, where in told_by.items())


def _joined(text: str, sure: str) -> str:
    return f"{text}; {sure}" if sure else text
