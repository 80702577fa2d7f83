"""A report's text as HTML: no character moved, every mark shown, and each claim a link."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from markupsafe import Markup, escape

from reportedly.evidence import Block, Mark, Segment, segments
from reportedly.evidence.marking import CLAIM, PART
from reportedly.evidence.segments import runs
from reportedly.pages import plain

Address = Callable[[str], str]
"""Where a click on a claim leads, by its id."""


def shown(text: str) -> Markup:
    """Characters of a report, escaped, one for one; a carriage return is kept, which parsers else drop."""
    return Markup(str(escape(plain(text, len(text)))).replace("\r", "&#13;"))


def block(text: str, one: Block, marks: Sequence[Mark], *, address: Address, picked: str = "") -> Markup:
    """One block. The claims of a run of words are one link, to the shortest of them; the rest are classes on spans.

    ``picked`` is the id of the claim that is looked at. Where a claim begins stands an anchor of its id.
    """
    inside = Markup().join(_runs(text, one, marks, address, picked)) if one.end > one.start else Markup()
    gap = Markup('<span class="gap">{}</span>').format(shown(text[one.end : one.after])) if one.after > one.end else ""
    if one.end == one.start:
        return Markup(gap)
    heads = Markup(' role="heading" aria-level="3"') if one.kind == "heading" else ""
    return Markup('<div class="block {}"{} dir="auto">{}</div>{}').format(one.kind, heads, inside, gap)


def by_block(blocks: Sequence[Block], marks: Iterable[Mark]) -> Iterator[tuple[Block, list[Mark]]]:
    """Each block with the marks that have some of its characters; blocks and marks are gone through once, in order."""
    coming = sorted(marks)
    active: list[Mark] = []
    at = 0
    for one in blocks:
        while at < len(coming) and coming[at].start < one.end:
            active.append(coming[at])
            at += 1
        active = [mark for mark in active if mark.end > one.start]
        yield one, active


def passage(text: str, start: int, end: int, marks: Iterable[Mark]) -> Markup:
    """A stretch of a text with its marks, and no links."""
    return Markup().join(_piece(text, segment) for segment in segments(start, end, marks))


def _runs(text: str, one: Block, marks: Sequence[Mark], address: Address, picked: str) -> Iterator[Markup]:
    begun: set[str] = set()
    for claims, some in runs(segments(one.start, one.end, marks), CLAIM):
        words = Markup().join(_piece(text, segment) for segment in some)
        if not claims:
            yield words
            continue
        first = some[0].start
        fresh = [m.ref for m in some[0].marks if m.kind == CLAIM and m.start == first and m.ref not in begun]
        for id_ in fresh:
            yield Markup('<span id="claim-{}"></span>').format(id_)
        begun.update(fresh)
        chosen = picked if picked in claims else claims[0]
        kind = Markup(' aria-current="true"') if picked in claims else ""
        # A claim that others cut into several runs is met once by the tab key.
        tab = "" if fresh else Markup(' tabindex="-1"')
        yield Markup('<a class="run" href="{}" data-claims="{}"{}{}>{}</a>').format(
            address(chosen), " ".join(claims), kind, tab, words
        )


def _piece(text: str, segment: Segment) -> Markup:
    words = shown(text[segment.start : segment.end])
    kinds = [kind for kind in segment.kinds if kind != CLAIM]
    if not kinds:
        return words
    named = [f"is-{kind}" for kind in kinds]
    parts = [part for ref in segment.refs(PART) for part in ref.split(" + ")]
    named += [f"as-{part}" for part in parts if part in _KNOWN]
    title = ", ".join(part for part in parts if part != "claim")
    said = Markup(' title="{}"').format(title.replace("_", " ")) if title else ""
    return Markup('<span class="{}"{}>{}</span>').format(" ".join(named), said, words)


_KNOWN = frozenset({"claim", "subject", "object", "source", "time", "place", "start", "end", "title"})
