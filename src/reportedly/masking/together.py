"""What stands for several words that are one name: "Lena Maria Vorrick", "Vorrick-Abar", "L. M. Vorrick"."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from .words import Word

WITHHELD = "[name withheld]"
"""Stands where a word is part of several hidden names and the text does not tell which is meant."""
_INSIDE = re.compile(r"[ \t]*\n?[ \t]*[\"'“”‘’«»()-]?[ \t]*")
"""What may stand between the parts of one name."""
_BESIDE = re.compile(r"[ \t]+\n?[ \t]*|[ \t]*\n[ \t]*|[-\u2010\u2011]")
_HYPHENS = ("-", "\u2010", "\u2011")
_MIDDLE = 2  # words between a given name and a surname, at most


@dataclass(frozen=True, slots=True)
class Hit:
    """Words for which something stands: the first, the one behind the last, and what. ``part``: they are only a part
    of a name, and nothing says whose."""

    first: int
    end: int
    label: str
    part: bool = False


def together(
    text: str, told: Sequence[Word], hits: Sequence[Hit], initials: Mapping[str, Collection[str]]
) -> list[Hit]:
    """``hits`` in order, with those made one that are one name; ``initials``: of the parts of each label's names.

    A part of a name beside a name that nobody knows is somebody else's, perhaps: "Miro Vorrick" is not Lena.
    """
    alone: list[Hit] = []
    for hit in hits:
        least = alone[-1].end if alone else 0
        if hit.end > least:
            # An initial may stand for the last of one and the first of the next.
            wider = _with_initials(text, told, replace(hit, first=max(hit.first, least)), least, initials)
            alone.append(wider)
    return _beside(text, told, _whole(text, told, alone, initials))


def _whole(text: str, told: Sequence[Word], hits: Sequence[Hit], persons: Collection[str]) -> list[Hit]:
    """Parts of one name made one, with what stands between them."""
    found: list[Hit] = []
    for hit in hits:
        for back in (1, 2):
            unknown = all(each.label == WITHHELD for each in found[len(found) - back + 1 :])
            if len(found) >= back and unknown and _one(text, told, found[-back], hit, persons):
                found[-back:] = [Hit(found[-back].first, hit.end, hit.label)]
                break
        else:
            found.append(hit)
    return found


def _beside(text: str, told: Sequence[Word], hits: Sequence[Hit]) -> list[Hit]:
    """Parts of a name and names that nobody knows, side by side, made one."""
    found: list[Hit] = []
    for hit in hits:
        if found and (label := _of_both(_between(text, told, found[-1], hit), found[-1], hit)):
            found[-1] = Hit(found[-1].first, hit.end, label)
        else:
            found.append(hit)
    return found


def _one(text: str, told: Sequence[Word], one: Hit, other: Hit, persons: Collection[str]) -> bool:
    """Whether two parts of one person's name are one mention: nothing stands between, or a middle name."""
    if one.label != other.label or one.label not in persons or not (one.part and other.part):
        return False
    inner = told[one.end : other.first]
    if len(inner) > _MIDDLE or not all(word.capital and not word.form.isdigit() for word in inner):
        return False
    for before, after in pairwise([told[one.end - 1], *inner, told[other.first]]):
        gap = text[before.end : after.start]
        stop = gap.strip() == "." and len(before.form) == 1
        if not stop and (_INSIDE.fullmatch(gap) is None or _ends(text, before)):
            return False
    return True


def _ends(text: str, word: Word) -> bool:
    """Whether a word has a possessive ending, behind which another name begins."""
    return re.search(r"['’]s$", text[word.start : word.end]) is not None


def _of_both(gap: str, one: Hit, other: Hit) -> str:
    """What stands for a name that nobody knows and a part of one beside it; "" where they stay two."""
    if not _BESIDE.fullmatch(gap) or WITHHELD not in (one.label, other.label):
        return ""
    known = other if one.label == WITHHELD else one
    if known.part:
        return WITHHELD
    # "Lena Vorrick-Abar": the rest of a double name.
    return known.label if one is known and gap.strip() else ""


def _between(text: str, told: Sequence[Word], one: Hit, other: Hit) -> str:
    return text[told[one.end - 1].end : told[other.first].start] if one.end == other.first else "…"


def _with_initials(
    text: str, told: Sequence[Word], hit: Hit, least: int, initials: Mapping[str, Collection[str]]
) -> Hit:
    """A hit with the initials beside it: "L. M. Vorrick", "Lena V."."""
    if hit.label not in initials:
        return hit
    first, end, label = hit.first, hit.end, hit.label
    while first > least and _initial(text, told, first - 1):
        known = told[first - 1].form in initials[hit.label]
        if text[told[first - 1].end : told[first].start].strip() != "." or not (known or hit.part):
            break
        first, label = first - 1, label if known else WITHHELD
    if end < len(told) and _initial(text, told, end) and told[end].form in initials[hit.label]:
        gap, behind = text[told[end - 1].end : told[end].start], text[told[end].end : told[end].end + 1]
        end += gap == " " and behind == "."
    if end < len(told) and told[end].capital and text[told[end - 1].end : told[end].start] in _HYPHENS:
        end += 1  # the rest of a double name, unless it is known for something else
    return Hit(first, end, label, hit.part)


def _initial(text: str, told: Sequence[Word], index: int) -> bool:
    word = told[index]
    return word.end - word.start == 1 and word.capital and word.form.isalpha()
