"""When two claims speak of the same: the same thing, the same value, a time that both can mean."""

from __future__ import annotations

import json
from functools import lru_cache

from reportedly.model import Claim, Interval, Kind, Mention, Part, Quantity, Source, Text

from .names import key, tokens
from .spots import spot_of
from .told import source_kind

Key = tuple[str, ...]
"""What a part of a claim is compared by: an entity's id where there is one, else its words in normal form."""

_TIMES = ("time", "start", "end")
_ARTICLES = frozenset({"a", "an", "the", "to", "that", "its", "their", "his", "her", "of", "as"})
_SLIGHT = _ARTICLES | frozenset("in on for with and or by at from it be is are was were it's this those these".split())
_PEOPLE = frozenset(
    "member fighter militant man men people troop troops soldier strong personnel rebel gunman insurgent combatant "
    "warrior guerrilla jihadist supporter follower person recruit "
    "rifle rifles bayonet sabre sword".split()  # men by their arms: "nine hundred rifles"
)


def spelled(key: Key) -> str:
    """A key as the ledger keeps it: a JSON list of its words."""
    return json.dumps(key, ensure_ascii=False, separators=(",", ":"))


_STAFF = frozenset("employee employees staff worker workers staffer staffers".split())


def key_of(part: Part | None) -> Key:
    """What this part is compared by; empty where there is none, or nobody is named."""
    match part:
        case None:
            return ()
        case Mention(entity=str(entity)):
            return ("entity", entity)
        case Mention(name=name, kind=kind):
            return ("name", kind.value, *key(name, kind))
        case Text(value=value):
            return ("text", *content(value)) if tokens(value) else ()
        case Quantity(low=low, high=high):
            return ("number", str(low), str(high))
        case Interval():
            return ("time", part.edtf)


@lru_cache(maxsize=65536)
def content(text: str) -> tuple[str, ...]:
    """The content words of a text, each once, in order of the alphabet, without the endings of grammar.

    "To establish an Islamic state" and "establishing an Islamic state" are one; all its words where none has content.
    """
    words = tokens(text)
    return tuple(sorted({_stem(word) for word in words if word not in _SLIGHT} or set(words)))


def _stem(word: str) -> str:
    """A word without the commonest endings, where enough of it is left to be told from others."""
    for ending, kept in (("ies", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("es", "e"), ("s", "")):
        if word.endswith(ending) and len(word) - len(ending) >= 4 and not word.endswith("ss"):
            return (word[: -len(ending)] + kept).removesuffix("e")
    return word.removesuffix("e") if len(word) > 4 else word


def unit_key(quantity: Quantity) -> str:
    """What is counted: "" for people, however they are called ("200 members", "200 fighters"), "staff" for those who
    are paid, else the unit."""
    words = tokens(quantity.unit or "")
    if words and words[-1] in _STAFF:
        return "staff"
    return "" if all(_stem(word) in _PEOPLE or word in _PEOPLE for word in words[-1:]) else " ".join(words)


def source_key(source: Source) -> Key:
    """What a link of a source chain is compared by."""
    kind = source_kind(source.kind)
    if source.entity:
        return ("entity", source.entity)
    return ("name", (kind or Kind.PERSON).value, *key(source.name, kind or Kind.PERSON))


def times(claim: Claim) -> dict[str, Interval]:
    """The time, start and end of a claim, those that it has."""
    return {name: part for name in _TIMES if isinstance(part := claim.qualifiers.get(name), Interval)}


def when(claim: Claim) -> Interval | None:
    """The one interval over which a claim speaks, as far as it says: its time, or from its start to its end."""
    said = times(claim)
    if "time" in said:
        return said["time"]
    start, end = said.get("start"), said.get("end")
    if start is None and end is None:
        return None
    first = start.start.edtf if start and start.start else ".."
    last = end.end.edtf if end and end.end else ".."
    if first == last == "..":
        return start or end
    try:
        return Interval(f"{first}/{last}")
    except ValueError:
        return start or end


def same_time(a: Claim, b: Claim) -> bool:
    """Whether nothing that the two say of time keeps them apart."""
    one, two = times(a), times(b)
    if any(not one[name].compatible(two[name]) for name in one.keys() & two.keys()):
        return False
    x, y = when(a), when(b)
    return x is None or y is None or x.compatible(y)


def same_place(a: Claim, b: Claim) -> bool:
    """Whether nothing that the two say of the place keeps them apart."""
    x, y = spot_of(a.qualifiers.get("place")), spot_of(b.qualifiers.get("place"))
    return x is None or y is None or x.compatible(y)


def numbers_agree(a: Quantity, b: Quantity) -> bool:
    """Whether two ranges have a number in common."""
    low = max(x for x in (a.low, b.low, float("-inf")) if x is not None)
    high = min(x for x in (a.high, b.high, float("inf")) if x is not None)
    return low <= high
