"""Who is who inside one report: names and their short forms, pronouns, "the group"."""

from __future__ import annotations

from reportedly.model import Kind, Span
from reportedly.reading.analysis import Analysis, Referent

from .naming import Namer

__all__ = ["Namer", "name_of", "resolve"]


def resolve(analysis: Analysis) -> list[Referent]:
    """Everyone and everything that the text speaks of by name, or more than once, in order of first mention.

    Names are gathered by rule (short forms, acronyms, titles); pronouns and nouns are
    linked by a small learned ranker. Works without syntax too, less well. Whoever wants names
    for many spans keeps a `Namer`, whose ``referents`` are these.
    """
    return Namer(analysis).referents


def name_of(analysis: Analysis, span: Span) -> tuple[str, Kind | None]:
    """The fullest name for the words of ``span``; for one question only, see `Namer.name_of`."""
    return Namer(analysis).name_of(span)
