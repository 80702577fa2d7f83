"""Keys under which names that may be one meet, so that not every name is compared with every other.

A key is made of consonants in eleven classes, which the scripts agree on; two words of a name make one key, in the
alphabet's order, so that "Sholdan, Tamrek" meets "Tamrek Sholdan" and a name with a middle part more.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import combinations, product

from reportedly.model import Kind

from .letters import skeleton, sounds
from .parts import Part, Role, taken_apart
from .scripts import is_east

_MOST = 5
"""Words of a name of which pairs are made, the weightiest first."""
_SLIPS = 5
"""Letters that a word has at least, less one, for a key of its first three."""
_FAMILIAR = 3
_EAST, _SYLLABLE = 3, 6
"""Words of a Chinese or Korean name in Latin letters, a syllable each, and the letters of the longest syllable."""


@lru_cache(maxsize=65536)
def blocking_keys(name: str, kind: Kind) -> frozenset[str]:
    """The keys of a name: names that are equal, or alike across scripts, share one. Empty where it has no letters.

    A surname alone does not meet the full name.
    """
    found = taken_apart(name, kind)
    if kind is Kind.ACCOUNT:
        return frozenset(f"{kind.value}@{part.written}" for part in found.parts)
    telling = [part for part in found.parts if part.role not in (Role.PARTICLE, Role.INITIAL, Role.GENERIC)]
    general = [part for part in found.parts if part.role is Role.GENERIC]
    extra = sorted(found.numbers) + sorted(part.form for part in general if part.opposed)
    keys = {f"a:{found.acronym}"} if found.acronym else {f"a:{text}" for text in found.initials if len(text) > 2}
    own = [part for part in telling if part.role is not Role.FATHER]
    telling = own if len(own) > 1 else telling
    if len(telling) == 1:
        keys.add(f"1:{_code(telling[0])}")
        if kind is not Kind.PERSON:
            keys.add(f"w:{telling[0].skeleton}")
        keys |= {f"1:{_code(telling[0])}:{one}" for one in extra}
        if any(part.role is Role.INITIAL for part in found.parts):
            keys |= {f"i:{_fine(telling[0])}:{p.text[:1]}" for p in found.parts if p.role is Role.INITIAL}
    elif telling:
        keys |= _pairs(telling) | _with_starts(telling)
        keys |= _with_initials(telling) if kind is Kind.PERSON else set()
        keys.add("w:" + skeleton("".join(part.sounds for part in telling)))
        if kind is Kind.PERSON and (is_east(telling[0].written) or _may_be_east(telling)):
            # "Wei-min Jiang", with the surname last, may be one glued name in Chinese characters.
            keys |= {f"e:{_glued(telling)}", f"e:{_glued([telling[-1], *telling[:-1]])}"}
    elif general or extra:
        keys.add("g:" + " ".join(sorted({part.form for part in general}) + sorted(found.numbers)))
    return frozenset(f"{kind.value[0]}{key}" for key in keys)


def _may_be_east(telling: list[Part]) -> bool:
    return len(telling) == _EAST and all(len(part.text) <= _SYLLABLE for part in telling)


def _glued(telling: list[Part]) -> str:
    return _TWICE.sub(r"\1", "".join(map(_code, telling)).replace("NB", "MB"))


def _pairs(telling: list[Part]) -> set[str]:
    most = sorted(telling, key=lambda part: (-part.weight, part.skeleton))[:_MOST]
    pairs = [(a, b) for a, b in combinations(most, 2) if not (a.common and b.common)] + [(telling[0], telling[-1])]
    return {"2:" + "+".join(sorted(both)) for a, b in pairs for both in product(_codes(a), _codes(b))}


def _with_starts(telling: list[Part]) -> set[str]:
    """One word whole and the first letters of the other, where a slip of the keys may come later."""
    first, last = telling[0], telling[-1]
    return {
        f"s:{_code(a)}:{b.text[:3]}" for a, b in ((first, last), (last, first)) if not b.bare and len(b.text) > _SLIPS
    }


def _with_initials(telling: list[Part]) -> set[str]:
    ends = (telling[0], telling[-1])
    keys = set()
    for a, b in (ends, ends[::-1]):
        # A given name and the initial of any surname: too many, and few write so.
        if not a.given:
            initials = (b.text[:1], *sorted(b.familiar)[:_FAMILIAR])
            keys |= {f"i:{_fine(a)}:{initial}" for initial in initials}
    return keys


def _codes(part: Part) -> set[str]:
    """The code of a word, and those that it has where an article or a particle is written with it ("Elbaradi")."""
    codes = {_code(part)}
    if part.stem:
        codes.add(skeleton(part.stem))
    if _CH.search(part.written):
        # "Ch" or "h" in Latin letters: "Chaim" and "Haim", "Chatzis" and "Hatzis".
        codes.add(skeleton(re.sub("[xh]", "c", part.stem or part.sounds)))
    if part.bare and part.sounds.endswith("f"):
        # The "-ov" of other scripts.
        codes.add(skeleton(part.sounds[:-1]))
    return codes


def _code(part: Part) -> str:
    """The consonants of a word; those of the name of which it is a form, where one is known."""
    if part.form and part.role is not Role.GENERIC:
        return skeleton(sounds(part.form.replace(" ", "")))
    return part.skeleton or f"~{len(part.sounds) > 2:d}"


def _fine(part: Part) -> str:
    """The consonants of a word in finer classes, and whether a vowel comes first: for keys that have one word only."""
    if part.form and part.role is not Role.GENERIC:
        return _code(part)
    heard = part.sounds[:-1] if part.bare and part.sounds[-2:] in _OV else part.sounds
    first = "a" if heard[:1] in _VOWEL_FIRST else ""
    return first + _TWICE.sub(r"\1", heard.translate(_FINE)).replace("nb", "mb")


_CH = re.compile("[חχ]")
_OV = ("Wf", "Yf", "Af")
_VOWEL_FIRST = frozenset("aeiouyEOUIAY")
_TWICE = re.compile(r"(.)\1+")
_FINE = str.maketrans(
    dict.fromkeys("aeiouEOUAWYPHIhxvy") | dict.fromkeys("qgG", "k") | {"T": "s", "C": "s", "D": "z", "c": "S", "Z": "j"}
)
