"""The links of a chain of sources: who bears a name, who puts out a report, and how they are cited."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportedly.model import Document, Source, SourceKind

from .pages import same_outlet

_ARTICLE = re.compile(r"^(?:The|An?)\s+")


def is_named(source: Source) -> bool:
    """Whether a link of a chain of sources is someone: with a name, and not "the ministry" or "a driver"."""
    if source.kind is SourceKind.UNNAMED:
        return False
    said = _ARTICLE.sub("", source.name)
    if said == said.lower() and said != said.upper():
        # An entity is found for "The regime's agency" too.
        return bool(source.entity) and said == source.name
    return True


def is_outlet(source: Source) -> bool:
    """Whether it is an outlet."""
    return source.kind is SourceKind.OUTLET


def puts_out(source: Source, document: Document) -> bool:
    """Whether the report is the source's own."""
    return same_outlet(source.name, document.publisher or "")


def cited(report: str, sources: Sequence[Source]) -> list[str]:
    """The steps of a chain in words, from the report inward."""
    steps, before = [], report
    for source in sources:
        shown = source.name if is_named(source) else f"“{source.name}”, not named"
        steps.append(f"{before} cites {shown}")
        before = source.name
    return steps
