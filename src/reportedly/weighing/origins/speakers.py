"""Who speaks in office for whom: spokespersons and ministers, and the heads of firms where they speak of the firm."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from reportedly.model import Certainty, Claim, Interval, Kind, Mention, Polarity, Source, Text
from reportedly.weighing.likeness import Key, key_of, source_key
from reportedly.weighing.told import Told

from .bodies import body_key, fits, lexicon, words_of

OFFICES = ("holds_position", "leads")
"""Predicates of claims that say who speaks for whom."""

_PAST = ("former", "ex-", "late", "previous", "ousted", "dismissed", "deposed")
_NOT_NOW = (*_PAST, "designate", "future")


@dataclass(frozen=True, slots=True, order=True)
class Office:
    """That somebody speaks for a body: its key, its name, the report that says so, and the last day of it if known.

    ``always``: whatever they say in office is the body's word; else only what they say of the body itself.
    """

    body: Key
    name: str
    document: str
    always: bool
    end: date = date.max

    @property
    def named(self) -> bool:
        """Whether the body is known beyond this one report."""
        return self.body[:1] != ("name",)

    @property
    def words(self) -> frozenset[str]:
        """The words by which the body is told from another."""
        return words_of(self.name)


Speakers = Mapping[Key, tuple[Office, ...]]
"""By the key of a person (``key_of``) the offices in which he or she speaks for a body."""


def speaks_for(records: Iterable[Told]) -> Speakers:
    """Who speaks for whom, as far as these claims say it. The order of the claims makes no difference."""
    found: dict[Key, set[Office]] = defaultdict(set)
    ends: dict[tuple[Key, Key], set[date]] = defaultdict(set)
    for told in records:
        claim = told.claim
        person, body = claim.subject, claim.object
        if claim.predicate not in OFFICES or not isinstance(person, Mention) or not isinstance(body, Mention):
            continue
        if person.kind is not Kind.PERSON or body.kind is not Kind.ORGANIZATION:
            continue
        if not (key := key_of(person)):
            continue
        if last := _end(told):
            ends[key, mention_key(body)].add(last)
        title = _words(claim, "title")
        always = fits(title, lexicon().speaks)
        if (always or fits(title, lexicon().heads)) and _holds(claim):
            found[key].add(Office(mention_key(body), body.name, claim.document, always))
    return {key: tuple(sorted(_ended(o, ends[key, o.body]) for o in offices)) for key, offices in found.items()}


def _ended(office: Office, ends: set[date]) -> Office:
    return replace(office, end=max(ends)) if ends else office


def mention_key(body: Mention) -> Key:
    """What a body is compared by as an origin: by what it is, where it bears no name of its own."""
    return body_key(body.name) or key_of(body)


def _holds(claim: Claim) -> bool:
    return (
        claim.polarity is Polarity.AFFIRMED
        and claim.certainty in (Certainty.CERTAIN, Certainty.PROBABLE)
        and not _words(claim, "status").casefold().startswith(_NOT_NOW)
    )


def _words(claim: Claim, qualifier: str) -> str:
    part = claim.qualifiers.get(qualifier)
    return part.value if isinstance(part, Text) else ""


def _end(told: Told) -> date | None:
    """The last day on which somebody can have been in office, as far as this claim says it is over."""
    end = told.claim.qualifiers.get("end")
    if isinstance(end, Interval):
        return end.latest
    return told.document.published if _words(told.claim, "status").casefold().startswith(_PAST) else None


def office_of(source: Source, told: Told, speakers: Speakers) -> tuple[Key, str, tuple[Key, ...]] | None:
    """The body for which a source speaks in a claim: its key, its name, and other keys that the body goes by.

    None where the source speaks for itself, or where nobody can say for which of several bodies.
    """
    day, subject = told.document.published, told.claim.subject
    held = [o for o in speakers.get(source_key(source), ()) if day is None or day <= o.end]
    offices = [o for o in held if o.always]
    if not offices and isinstance(subject, Mention) and mention_key(subject) in {o.body for o in held}:
        offices = held
    return _one(offices, told.claim.document) if offices else None


def _one(offices: Sequence[Office], document: str) -> tuple[Key, str, tuple[Key, ...]] | None:
    named = [o for o in offices if o.named] or list(offices)
    fullest = [o for o in named if not any(o.words < other.words for other in named)]
    bodies = {o.body for o in fullest}
    if len(bodies) > 1:
        common = frozenset.intersection(*(o.words for o in fullest))
        here = [o for o in fullest if o.document == document]
        if not common and len({o.body for o in here}) != 1:
            return None
        fullest = fullest if common else here
    chosen = min(fullest)
    return chosen.body, chosen.name, tuple(sorted({o.body for o in offices} - {chosen.body}))
