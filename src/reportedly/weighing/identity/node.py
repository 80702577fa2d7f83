"""A name as identity works with it: its kind, its normal form, and the one report it is bound to where it is weak."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from reportedly.model import Kind
from reportedly.weighing.names import is_acronym, is_generic, key, tokens
from reportedly.weighing.names.known import concept_of, people
from reportedly.weighing.names.words import known_words

Named = tuple[Kind, str]
"""A kind and a name, within one report."""

HUB = "*"
"""Ends the key of a node that no report writes: where bare acronyms of many reports meet."""
_WOMEN = frozenset({"mrs", "ms", "miss", "lady", "madam", "queen", "princess", "mother", "sister"})
_MEN = frozenset({"mr", "sir", "lord", "king", "prince", "father", "brother"})


_WOMENS_NAMES = frozenset(
    "maryam mariam mary fatima fatema zahra zaynab zainab khadija aisha leila layla laila nargis nigora zarina gulnora"
    " shirin parvin mahin maria anna elena natalia natalya svetlana irina sarah susan linda rada ana ida".split()
)
_COURTESY = _WOMEN | _MEN | {"dr", "prof", "professor", "rev", "reverend"}
_WRITTEN_OUT = {
    "gen": "general", "col": "colonel", "maj": "major", "capt": "captain", "lt": "lieutenant", "sgt": "sergeant",
    "mulla": "mullah", "mullo": "mullah", "sheik": "sheikh", "shaykh": "sheikh", "mawlana": "maulana",
    "mawlawi": "maulvi", "mawlavi": "maulvi",
}  # fmt: skip
_FATHER_OR_SON = frozenset({"jr", "sr", "junior", "senior", "elder", "younger"})
_OF = frozenset({"of", "for", "e", "i", "ye", "yi", "ei", "ul", "al", "de"})
_SMALL = frozenset({"of", "the", "and", "for", "in", "on"})


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
    weak = is_weak(name, words, kind)
    if weak and kind is Kind.ORGANIZATION and len(words) > 1:
        # "Ministry of the Interior" and "Interior Ministry" are one: every word of them is one of any country's.
        words = tuple(sorted(set(words) - _SMALL)) or words
    return Node(kind, words, document if weak else "")


def is_weak(name: str, words: tuple[str, ...], kind: Kind) -> bool:
    """Whether a name says too little to mean the same in every report."""
    if kind is Kind.PERSON:
        return len(words) < 2 or len(words[0]) == 1
    if kind is Kind.ORGANIZATION:
        return is_acronym(name) or is_generic(words) or (len(words) == 1 and bool(concept_of(words[0])))
    if kind is Kind.WORK:
        return len(words) < 2
    return kind is Kind.PLACE and is_generic(words)


def hub_of(words: tuple[str, ...]) -> Node:
    """Where the bare acronyms of all reports meet."""
    return Node(Kind.ORGANIZATION, (*words, HUB))


def short_for(short: Node, full: Node) -> bool:
    """Whether a short form ("Haldun", "J. Haldun") fits a full name of a person."""
    words, whole = short.words, full.words
    whole = whole[:-1] if len(whole) > 2 and whole[-1] in _FATHER_OR_SON else whole
    if len(words) == 1:
        return words[0] in (whole[0], whole[-1])
    return len(words) < len(whole) + 1 and words[-1] == whole[-1] and whole[0].startswith(words[0])


def short_for_body(word: str, full: Node) -> bool:
    """Whether one word is short for a body's full name: "Brotherhood" for "Sannar Brotherhood", "Lashkar" for
    "Lashkar-e Sannar", where the head comes first."""
    words = full.words
    first = len(words) > 2 and words[1] in _OF
    return len(words) > 1 and word == (words[0] if first else words[-1])


def sex(name: str) -> str:
    """ "f" or "m" where a title ("Mrs", "Sir") or a woman's given name says so, else the empty text."""
    said = tokens(name) or ("",)
    if said[0] in _WOMEN or said[0] in _MEN:
        return "f" if said[0] in _WOMEN else "m"
    own = key(name, Kind.PERSON)
    return "f" if len(own) > 1 and own[0] in _given_to_women() else ""


@lru_cache(maxsize=1)
def _given_to_women() -> frozenset[str]:
    pairs = people().men_and_women
    return frozenset({woman for _, woman in pairs} | _WOMENS_NAMES) - {man for man, _ in pairs}


def ranks_of(name: str) -> frozenset[str]:
    """The ranks and offices before a name ("Commander Haldun"), written out; courtesy ("Mr", "Dr") is none."""
    found = set()
    for word in tokens(name)[:-1]:
        if word not in known_words().honorifics:
            break
        found.add(_WRITTEN_OUT.get(word, word))
    return frozenset(found - _COURTESY)
