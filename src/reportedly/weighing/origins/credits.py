"""Whom a report credits, read from its text: datelines, bylines, "first published in", "the Courier reported"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportedly.model import Document, Span

from .lexicon import Form, lexicon
from .pages import outlet_key, same_outlet
from .records import Credit

_POSSESSIVE = re.compile(r"[’']s$")
_AUTHOR = "author"


def credits_of(document: Document) -> tuple[Credit, ...]:
    """Whom ``document`` credits, each once, in the order of the text; the whole report's credits before the others.

    An outlet that names itself gives no credit. Where one is credited in several ways, the first that says that the
    whole report goes back to it counts, else the first.
    """
    found: list[Credit] = []
    for credit in sorted(_all(document), key=_order):
        if not any(same_outlet(credit.name, known) for known in (document.publisher or "", *(c.name for c in found))):
            found.append(credit)
    return tuple(found)


def is_outlet(name: str) -> bool:
    """Whether a name is an outlet's by one of its words."""
    return _fits(name, "outlet")


def _order(credit: Credit) -> tuple[bool, int, int]:
    span = credit.span
    return (not credit.whole, span.start if span else -1, -span.end if span else 0)


def _all(document: Document) -> Iterator[Credit]:
    for author in document.authors:
        if _fits(author, "outlet"):
            yield Credit(author, None, author, True, _AUTHOR)
    for form in lexicon().forms:
        for found in form.pattern.finditer(document.text):
            if name := _name(found["name"], form):
                yield Credit(name, Span(found.start(), found.end()), found[0], form.whole, form.key)


def _name(said: str, form: Form) -> str:
    """The name in what a pattern found, without what only stands before it; "" where it is none."""
    words = said.split()
    while len(words) > 1 and words[0].casefold() in lexicon().before:
        words.pop(0)
    if words[0] == "the":
        words.pop(0)
    name = _POSSESSIVE.sub("", " ".join(words)).rstrip("-’'/&")
    return name if name and outlet_key(name) and _fits(name, form.asks) else ""


def _fits(name: str, asks: str) -> bool:
    known = lexicon()
    bare = name.casefold()
    if bare in known.not_outlet:
        return False
    if not asks:
        return not all(word in known.not_outlet or word.isdigit() for word in bare.split())
    if any(word in known.outlet for word in (*re.split(r"[\s’'-]+", bare), *re.split(r"[\s/’'-]+", bare))):
        return True
    return asks == "agency" and len(name) > 1 and all(c.isupper() or not c.isalpha() for c in name)
