"""A name as identity works with it: its kind, its normal form, and the one report it is bound to where it is weak."""

from __future__ import annotations

from dataclasses import dataclass

from reportedly.model import Kind
from reportedly.weighing.names import is_acronym, is_generic, key, tokens

Named = tuple[Kind, str]
"""A kind and a name, within one report."""

HUB = "*"
"""Ends the key of a node that no report writes: where bare acronyms of many reports meet."""
_WOMEN = frozenset({"mrs", "ms", "miss", "lady", "madam", "queen", "princess", "mother", "sister"})
_MEN = frozenset({"mr", "sir", "lord", "king", "prince", "father", "brother"})


@dataclass(frozen=True, slots=True, order=True)
class Node:
    """One name, in its normal form.

    ``document`` is empty where the name is strong enough to mean the same in every report, and the id of the report
    where it is not: a surname alone, an initial, an acronym, "Ministry of Defence".
    """

    kind: Kind
    key: tuple[str, ...]
    document: str = ""

    @property
    def strong(self) -> bool:
        """Whether the name means the same in every report."""
        return not self.document

    @property
    def hub(self) -> bool:
        """Whether no report writes this name: it only stands where bare acronyms meet."""
        return len(self.key) > 1 and self.key[-1] == HUB

    @property
    def words(self) -> tuple[str, ...]:
        """The normal form without the mark of a hub, of a gender ("Mrs Haldun") or of a place told apart."""
        return tuple(word for word in self.key if word[0] not in "*♀#") or self.key


def node_of(document: str, kind: Kind, name: str) -> Node:
    """The node that a name of a report belongs to."""
    words = key(name, kind)
    return Node(kind, words, document if is_weak(name, words, kind) else "")


def is_weak(name: str, words: tuple[str, ...], kind: Kind) -> bool:
    """Whether a name says too little to mean the same in every report."""
    if kind is Kind.PERSON:
        return len(words) < 2 or len(words[0]) == 1
    if kind is Kind.ORGANIZATION:
        return is_acronym(name) or is_generic(words)
    if kind is Kind.WORK:
        return len(words) < 2
    return kind is Kind.PLACE and is_generic(words)


def hub_of(words: tuple[str, ...]) -> Node:
    """Where the bare acronyms of all reports meet."""
    return Node(Kind.ORGANIZATION, (*words, HUB))


def short_for(short: Node, full: Node) -> bool:
    """Whether a short form ("Haldun", "J. Haldun") fits a full name of a person."""
    words, whole = short.words, full.words
    if len(words) == 1:
        return words[0] in (whole[0], whole[-1])
    return len(words) < len(whole) + 1 and words[-1] == whole[-1] and whole[0].startswith(words[0])


def sex(name: str) -> str:
    """ "f" or "m" where a title before the name says so ("Mrs", "Sir"), else the empty text."""
    first = (tokens(name) or ("",))[0]
    return "f" if first in _WOMEN else "m" if first in _MEN else ""
