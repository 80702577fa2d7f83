"""What an outlet takes back or corrects, in its own words, and which report that concerns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from reportedly.errors import ModelError
from reportedly.model import Document, Score, Span
from reportedly.weighing.told import order

from . import wording
from .copies import copies
from .credits import credits_of, is_outlet
from .lexicon import NAME, alternatives, load
from .links import meet
from .pages import Page, outlet_key, same_outlet
from .records import Corrected, Correction, Mending

_MONTHS = "january february march april may june july august september october november december".split()
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_MONTH = "|".join(rf"{month[:3]}(?:{month[3:]})?" for month in _MONTHS)
_DAY = re.compile(
    rf"\b(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m1>{_MONTH})|(?P<m2>{_MONTH})\.?\s+(?P<d2>\d{{1,2}}))\b"
    rf"(?:,?\s+(?P<year>\d{{4}}))?|\b(?P<weekday>{'|'.join(_WEEKDAYS)})\b",
    re.IGNORECASE,
)
_TITLE = re.compile(r"“([^”\n]{8,200})”|\"([^\"\n]{8,200})\"")
_ITSELF = re.compile(r"\bthis\s+(?:article|report|story|dispatch|item|text|post|page|piece|interview)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[^\n]*?(?:[.!?][”\"’)]*(?=\s|$)|(?=\n|\Z))")
_PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")
_BACK, _BACK_NAMED = timedelta(days=60), timedelta(days=1461)
"""How long after a report it is corrected: where the correction does not name its title, and where it does."""
_ENOUGH = 0.5
_NOT_AS = r"\bnot\s[^.,;\n]{1,60}?,?\sas\s"


@dataclass(frozen=True, slots=True)
class _Forms:
    """The forms of each kind, by their keys, and what tells of a report that is nothing but corrections."""

    forms: tuple[tuple[Mending, str, re.Pattern[str]], ...]
    titled: tuple[tuple[Mending, re.Pattern[str]], ...]
    hints: re.Pattern[str]
    reported: re.Pattern[str]
    stands: re.Pattern[str]
    in_part: re.Pattern[str]


@lru_cache(maxsize=1)
def _forms() -> _Forms:
    raw = load("corrections.yaml")
    try:
        words = {"PIECE": alternatives(raw["piece"]), "OWN": alternatives(raw["own"])}
        return _Forms(
            tuple((kind, key, _pattern(form, words)) for kind in Mending for key, form in raw[kind.value].items()),
            tuple((Mending(kind), _pattern(pattern, words)) for kind, pattern in raw["titled"].items()),
            re.compile("|".join([*map(re.escape, raw["hints"].split(", ")), _NOT_AS]), re.IGNORECASE),
            _pattern(raw["reported"], words),
            _pattern(raw["stands"], words),
            _pattern(raw["in part"], words),
        )
    except (KeyError, TypeError, ValueError, AttributeError, re.error) as error:
        raise ModelError(f"corrections.yaml: cannot be used ({error!r}); reinstall reportedly") from error


def _pattern(pattern: str, words: dict[str, str]) -> re.Pattern[str]:
    for word, said in words.items():
        pattern = re.sub(rf"\b{word}\b", f"(?:{said})".replace("\\", r"\\"), pattern)
    pattern = re.sub(r"\bOUTLET\b", lambda _: f"(?P<outlet>{NAME})", pattern)
    return re.compile(pattern, re.IGNORECASE | re.MULTILINE)


def corrections(document: Document) -> tuple[Correction, ...]:
    """What ``document`` takes back or corrects, in the order of the text.

    The quotation is the sentence that says so, the paragraph that stands under a heading ("Correction:"), or, in a
    report that is nothing but corrections, each paragraph that speaks of what the outlet reported. A heading that only
    the title has gives no correction of its own: what the text then says does.
    """
    text, held = document.text, _forms()
    if not (held.hints.search(text) or held.hints.search(document.title or "")):
        return ()
    found = list(_titled(document))
    for kind, key, pattern in held.forms:
        for match in pattern.finditer(text):
            outlet = match.groupdict().get("outlet")
            if outlet and not (is_outlet(outlet) or same_outlet(outlet, document.publisher or "")):
                continue
            span = _extent(text, match, key)
            whole = (
                kind is Mending.RETRACTION
                and not key.startswith("paragraph")
                and not held.in_part.match(text, match.end())
            )
            one = Correction(kind, span, span.of(text), tuple(_named(text, span, outlet)), whole)
            known = next((other for other in found if span.overlaps(other.span)), None)
            if known is None:
                found.append(one)
            elif kind is Mending.RETRACTION and known.kind is Mending.CORRECTION:
                found[found.index(known)] = replace(known, kind=kind, whole=whole)
    if not found and (headed := _headed(document)):
        found.append(headed)
    return tuple(sorted(found, key=lambda c: c.span))


def _titled(document: Document) -> Iterator[Correction]:
    """The paragraphs of a report that is nothing but corrections which speak of what the outlet reported."""
    text = document.text
    first = text.strip().split("\n", 1)[0]
    kind = next(
        (kind for kind, form in _forms().titled for head in (document.title or "", first) if form.match(head)), None
    )
    if kind is None:
        return
    for paragraph in _PARAGRAPH.finditer(text):
        span = _trimmed(text, paragraph.start(), paragraph.end())
        if _forms().reported.search(span.of(text)) and not _forms().stands.search(span.of(text)):
            whole = kind is Mending.RETRACTION and " that " not in span.of(text)
            yield Correction(kind, span, span.of(text), tuple(_named(text, span, None)), whole)


def _extent(text: str, match: re.Match[str], key: str) -> Span:
    line = text.rfind("\n", 0, match.start() + len(match[0]) - len(match[0].lstrip())) + 1
    if key == "heading" or key.startswith("paragraph"):
        end = text.find("\n\n", match.end())
        return _trimmed(text, line, len(text) if end < 0 else end)
    start = line
    for sentence in _SENTENCE.finditer(text, line):
        if sentence.end() >= match.end():
            return _trimmed(text, min(sentence.start(), match.start()), sentence.end())
        if sentence.end() <= match.start():
            start = sentence.end()
    return _trimmed(text, start, match.end())


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _headed(document: Document) -> Correction | None:
    """A correction that only its title marks as one: its first paragraph."""
    title = document.title or ""
    for kind, key, pattern in _forms().forms:
        if key == "heading" and pattern.match(title) and document.text.strip():
            start = len(document.text) - len(document.text.lstrip())
            end = document.text.find("\n\n", start)
            span = _trimmed(document.text, start, len(document.text) if end < 0 else end)
            return Correction(kind, span, span.of(document.text), tuple(_named(document.text, span, None)))
    return None


def _named(text: str, span: Span, outlet: str | None) -> Iterator[str]:
    quote = span.of(text)
    if outlet:
        yield outlet
    yield from (found[1] or found[2] for found in _TITLE.finditer(quote))
    yield from (found[0] for found in _DAY.finditer(quote))
    yield from (found[0] for found in _ITSELF.finditer(quote))


def concerned(document: Document, documents: Iterable[Document]) -> tuple[Corrected, ...]:
    """The corrections of ``document`` for which the report concerned is found among ``documents``.

    It is one of the same outlet (or of the outlet that the words name), not a later one: the earlier version of this
    page where the words say "this article"; else the one whose title or day is named, or that shares the most names
    and text. What fits two reports alike is given for neither.
    """
    page = Page(document, credits_of)
    others = [Page(other, credits_of) for other in sorted(documents, key=order) if other.id != document.id]
    found = (_concerned(page, correction, others) for correction in corrections(document))
    return tuple(one for one in found if one is not None)


def may_concern(document: Document, found: Iterable[Correction], other: Document) -> bool:
    """Whether a correction that stands in ``document`` can mean ``other``, as far as their descriptions tell."""
    page, told = Page(document, credits_of), Page(other, credits_of)
    return other.id == document.previous or any(_may_concern(page, correction, told) for correction in found)


def _concerned(page: Page, correction: Correction, others: list[Page]) -> Corrected | None:
    earlier = next((o for o in others if o.document.id == page.document.previous), None)
    if earlier is not None:
        reason = f"{wording.named(earlier.document)} is the earlier version of the same page"
        return Corrected(correction, earlier.document.id, Score(1.0, (reason,)), page.document.id)
    rated = [(_rate(page, correction, other), other) for other in others if _may_concern(page, correction, other)]
    rated.sort(key=lambda held: (-held[0].value, order(held[1].document)))
    if not rated or rated[0][0].value < _ENOUGH or (len(rated) > 1 and rated[1][0].value == rated[0][0].value):
        return None
    return Corrected(correction, rated[0][1].document.id, rated[0][0], page.document.id)


def _may_concern(page: Page, correction: Correction, other: Page) -> bool:
    publisher = other.document.publisher or ""
    theirs = [
        name for name in correction.of if is_outlet(name) and not same_outlet(name, page.document.publisher or "")
    ]
    if theirs:
        if not any(same_outlet(name, publisher) for name in theirs):
            return False
    elif not publisher or outlet_key(publisher) != page.outlet:
        return False
    mine, told = page.document.published, other.document.published
    back = _BACK_NAMED if _names_title(correction, other) else _BACK
    return mine is None or told is None or timedelta(0) <= mine - told <= back


def _names_title(correction: Correction, other: Page) -> bool:
    title = outlet_key(other.document.title or "")
    return bool(title) and any(outlet_key(name) == title for name in correction.of)


def _rate(page: Page, correction: Correction, other: Page) -> Score:
    value, reasons = 0.0, []
    said = wording.named(other.document)
    if _names_title(correction, other):
        value, reasons = 0.95, [f"it names the title of {said}"]
    common = page.names & other.names
    share = len(common) / max(1, min(len(page.names), len(other.names)))
    if other.document.published in _days(correction, page.document.published):
        value = max(value, 0.5 + 0.4 * share)
        reasons.append(f"it names the day of {said}")
    shared = copies(page, [(other, meet(page, other))])
    if shared:
        value = max(value, 0.4 + 0.5 * max(shared[0].share, shared[0].other_share))
        reasons.append(f"it shares {shared[0].copied} words with {said}")
    if len(common) >= 3:
        value = max(value, 0.1 + 0.8 * share)
        reasons.append(f"it speaks of the same names as {said}: {', '.join(sorted(common)[:5])}")
    return Score(round(min(value, 0.99), 2), tuple(reasons))


def _days(correction: Correction, told: date | None) -> set[date]:
    """The days that a correction names, counted from the day it came out."""
    return {day for name in correction.of for found in _DAY.finditer(name) if (day := _day(found, told))}


def _day(found: re.Match[str], told: date | None) -> date | None:
    if found["weekday"]:
        if told is None:
            return None
        return told - timedelta(days=(told.weekday() - _WEEKDAYS.index(found["weekday"].casefold())) % 7 or 7)
    month = next(i for i, name in enumerate(_MONTHS, 1) if name.startswith((found["m1"] or found["m2"]).casefold()[:3]))
    year = int(found["year"]) if found["year"] else told.year if told else None
    if year is None:
        return None
    try:
        day = date(year, month, int(found["d1"] or found["d2"]))
    except ValueError:
        return None
    # "December 30", said in January, was last year.
    return (
        day.replace(year=year - 1) if told and not found["year"] and day > told and (month, day.day) != (2, 29) else day
    )
