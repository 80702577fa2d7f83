"""Letters that look like others, and other ways in which a name is disguised or misprinted: what a word may stand for.

A name of which one letter is Cyrillic, or a nought stands for an o, reads the same to people. Which letters look alike
follows the idea of Unicode Technical Standard 39; the table holds what is met in names.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import product

from anyascii import anyascii

_ALIKE = {
    **dict(zip("авекмнорстухѕіјԁԛԝһьгпӏзѵ", "abekmhopctyxsijdqwhbrnlev", strict=True)),
    **dict(zip("αβεηικνορτυχγωζμ", "abeniknoptuxywzm", strict=True)),
    **dict(zip("օսհոցզա", "ouhngqw", strict=True)),
    **dict(zip("ᎠᎡᎢᎥᎪᎫᎬᎳᎷᎻᏀᏃᏏᏒᏔᏕᏙᏚᏞᏟᏢᏦᏧ", "drtiajewmhgzbrwsvslcpkd", strict=True)),
    **dict(zip("ɑɡɩʀʟɴɪʏ", "agirlniy", strict=True)),
}
_AS_CAPITAL = {"η": "h", "ν": "n", "υ": "y", "в": "b", "ρ": "p", "р": "p"}
"""What the capital of a letter looks like, where that is something else than the small one."""
_DIGITS = {"0": "o", "1": "il", "3": "e", "4": "a", "5": "s", "6": "g", "7": "t", "8": "b", "9": "g"}
_MOST = 8  # readings of the digits of one word
_SPELLED = 4  # letters: a shorter word is not read letter by letter
_LETTERWISE = ("CYRILLIC", "GREEK", "ARABIC", "HEBREW", "ARMENIAN", "GEORGIAN")
"""Scripts whose letters stand for sounds one by one, as far as they are written."""


@lru_cache(maxsize=100_000)
def lookalikes(form: str) -> tuple[str, ...]:
    """What a word in normal form may be as well: in Latin letters, read by its looks or letter by letter."""
    if form.isascii():
        return _undigited(form)
    found = []
    if all(c.isascii() or c in _ALIKE for c in form):
        small = "".join(_ALIKE.get(c, c) for c in form)
        found += [small, "".join(_AS_CAPITAL.get(c) or _ALIKE.get(c, c) for c in form)]
    if len(form) >= _SPELLED and all(unicodedata.name(c, "").startswith(_LETTERWISE) for c in form):
        found.append("".join(c for c in anyascii(form).casefold() if c.isalpha()))
    return tuple(dict.fromkeys(each for each in found if each))


def _undigited(form: str) -> tuple[str, ...]:
    digits = sum(c.isdigit() for c in form)
    if not digits or digits == len(form) or digits > len(form) // 2:
        return ()
    read = product(*(_DIGITS.get(c, c) for c in form))
    return tuple("".join(each) for each, _ in zip(read, range(_MOST), strict=False))
