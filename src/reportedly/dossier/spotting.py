"""Which places of the gazetteer the names of a page mean, all of them taken together."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reportedly.places import Named, default

_OUTER = re.compile(r"\s*,\s*|\s*\(\s*|\s*\)")
_PART = re.compile(
    r"^(?:the\s+)?(?:far\s+)?(?:(?:north|south)?[\s-]?(?:east|west)?(?:ern)?|central|rural|near|outside)"
    r"(?:\s+(?:part|parts|outskirts|suburbs)\s+of(?:\s+the)?)?\s+(?=\S)",
    re.IGNORECASE,
)


def place_ids(named: Iterable[tuple[str, str]]) -> dict[str, str]:
    """From the name that a page uses to the place's identifier, for those that the gazetteer knows and can tell apart.

    ``named``: a name as a report writes it, perhaps with what contains it ("Ghor, Nimrel district"), and the page's
    name for it. Names bear on each other: of two towns called alike, the one nearer to the rest of the page is meant.
    """
    text, mentions, owner = "", [], []
    for words, name in dict.fromkeys(named):
        for asked in dict.fromkeys((words, name)):
            # A separator that nothing reads as "which lies in".
            text += " ; "
            for part in _pieces(asked):
                begin = len(text)
                text += part
                mentions.append(Named(part, begin, len(text)))
                owner.append(name)
                text += ", "
    found: dict[str, str] = {}
    for name, resolution in zip(owner, default().resolve(mentions, text=text), strict=True):
        if resolution.place is not None:
            found.setdefault(name, resolution.place.id)
    return found


def _pieces(words: str) -> list[str]:
    """A name and what is said to contain it, the name first; of a part of a region ("northern X") the region."""
    pieces = [piece.strip() for piece in _OUTER.split(words[:200]) if piece.strip()]
    if pieces and pieces[0].islower():
        return []  # "house", "bees": no name of a place, though there be a town that is called so
    if pieces and not default().lookup(pieces[0]) and (part := _PART.match(pieces[0])):
        pieces[0] = pieces[0][part.end() :]
    return pieces[:3]
