"""A report made ready to be compared: its words, what of them is quoted, its sentences, its outlet."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property, lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from reportedly.model import Document, Kind, Span
from reportedly.weighing.names import is_acronym, key

from .align import Seeds
from .lexicon import lexicon
from .records import Credit
from .words import Words, words

Mask = NDArray[np.bool_]

_QUOTED = re.compile(
    r"“[^”]{3,1500}”|\"[^\"\n]{3,1500}\"|«[^»]{3,1500}»|„[^“”]{3,1500}[“”]|(?<!\w)‘[^\n]{10,800}?’(?!\w)"
)
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’»)]*\s+(?=\W{0,3}[A-Z\d])|\n+")
_SMALL = frozenset({"of", "the", "and", "for", "in", "de", "al"})
_NEAR_DAYS = timedelta(days=1)


@dataclass(frozen=True)
class Page:
    """A document with what comparing needs; each part is made when it is first asked for."""

    document: Document
    credits_of: Callable[[Document], tuple[Credit, ...]]

    @cached_property
    def words(self) -> Words:
        """Its words."""
        return words(self.document.text)

    @cached_property
    def seeds(self) -> Seeds:
        """Its seeds, by which it is aligned with another."""
        return Seeds.of(self.words.hashes)

    @cached_property
    def quoted(self) -> Mask:
        """Which of its words stand between quotation marks."""
        mask = np.zeros(len(self.words), dtype=bool)
        for found in _QUOTED.finditer(self.document.text):
            first, last = np.searchsorted(self.words.starts, [found.start(), found.end()])
            mask[first:last] = True
        return mask

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Its sentences of four words or more: first word, and the word after the last."""
        text = self.document.text
        cuts = [0, *(found.end() for found in _SENTENCE_END.finditer(text)), len(text)]
        places = np.searchsorted(self.words.starts, cuts).tolist()
        return tuple((a, b) for a, b in pairwise(places) if b - a >= 4)

    @cached_property
    def outlet(self) -> tuple[str, ...]:
        """Who published it, as ``outlet_key`` has it; empty where nobody says."""
        return outlet_key(self.document.publisher or "")

    @cached_property
    def is_agency(self) -> bool:
        """Whether its outlet is one whose texts others print."""
        return any(word in lexicon().agency for word in self.outlet)

    @cached_property
    def credits(self) -> tuple[Credit, ...]:
        """Whom it credits."""
        return self.credits_of(self.document)

    @cached_property
    def names(self) -> frozenset[str]:
        """The words that it writes with a capital and never without: names, nearly all of them."""
        text = self.document.text
        small = set(re.findall(r"\b[a-z]\w+", text))
        return frozenset(w for w in re.findall(r"\b[A-Z]\w{2,}", text) if w.casefold() not in small)

    def span(self, first: int, end: int) -> Span:
        """The characters of the words from ``first`` to ``end`` (exclusive)."""
        return Span(int(self.words.starts[first]), int(self.words.ends[end - 1]))

    def credits_outlet_of(self, other: Page) -> bool:
        """Whether it names the other's outlet as where it has it from."""
        publisher = other.document.publisher or ""
        return any(same_outlet(credit.name, publisher) for credit in self.credits)


@lru_cache(maxsize=65536)
def outlet_key(name: str) -> tuple[str, ...]:
    """What outlets are compared by: the words of the name without article and firm's ending."""
    return key(name, Kind.ORGANIZATION) if name.strip() else ()


@lru_cache(maxsize=65536)
def same_outlet(said: str, publisher: str) -> bool:
    """Whether ``said``, as a report words it, may be the outlet of the name ``publisher``.

    "The Courier" may be the Orlesk Courier, "IW" Inland Wire, "Inland" the Inland News Agency.
    """
    one, other = outlet_key(said), outlet_key(publisher)
    if not one or not other:
        return False
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if short[-1] == long[-1] and set(short) <= set(long):
        return True
    if _own_words(short) and short == _own_words(long):
        return True
    name, whole = (said, other) if is_acronym(said) else (publisher, one)
    letters = "".join(word[0] for word in whole if word not in _SMALL)
    return is_acronym(name) and name.replace(".", "").casefold() == letters and len(letters) > 1


def outlet_handles(name: str) -> frozenset[str]:
    """By what an outlet is looked up; two names that ``same_outlet`` may take for one share a handle."""
    words = outlet_key(name)
    if not words:
        return frozenset()
    initials = "".join(word[0] for word in words if word not in _SMALL)
    own = " ".join(_own_words(words) or words)
    return frozenset({words[-1], f"={initials}", f"={name.replace('.', '').casefold()}", f"~{own}"})


def _own_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a name that say which outlet it is, and not what."""
    return tuple(word for word in words if word not in lexicon().common)


def goes_before(one: Page, other: Page) -> bool | None:
    """Whether ``one`` came out before ``other``; None where nothing says.

    The day decides; within a day of each other, whom they credit does.
    """
    first, second = one.document.published, other.document.published
    if first and second and abs(first - second) > _NEAR_DAYS:
        return first < second
    named, names = other.credits_outlet_of(one), one.credits_outlet_of(other)
    if named != names:
        return named
    if first and second and first != second:
        return first < second
    return None
