"""Words of a text in the form in which masked names are looked for: any script, case, accent, ending or writing as one.

A name that is hidden must be found however it is written: "Ánja Velkova’s", "VELKOVA, Anja", "anja-velkova",
"%D0%98%D1%81…" in an address. So texts are taken apart into words, each word is brought into a normal form, and the
forms that its ending may hide are tried too.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

from anyascii import anyascii

from reportedly.ledger import fold

_APOSTROPHES = "'’ʼ‘ʻʿʾ`´"
_ONE_LETTER = str.maketrans(
    {"ي": "ی", "ى": "ی", "ئ": "ی", "ك": "ک", "ة": "ه", "ە": "ه", "ۀ": "ه", "ٱ": "ا", "ؤ": "و", "ё": "е"}
)
"""Letters that one name is written with either way."""
_OTHER_DIGITS = re.compile(r"[^\W\d_]")
_LATIN_ENDINGS = (
    *("s", "es", "n", "ns", "an", "ans", "ian", "ians", "i", "is", "ani", "ese", "ish", "er", "ers"),
    *("ist", "ists", "ite", "ites", "ism"),
)
"""What English puts behind a name: plurals of a family, those who come from a place, those who follow a person."""
_SHORTEST_STEM = 4
_SLAVIC_ENDING = 3  # letters
_SLAVIC_VOWELS = "аяоеийьъыуюэі"
_ARABIC_BEFORE = ("وال", "بال", "لل", "ال", "و", "ب", "ل", "ف", "ک")
_SPELLED_ALIKE = re.compile(r"[^\W\d_]+|\d+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: where it stands (characters, end exclusive), its normal form, and whether it has a capital."""

    start: int
    end: int
    form: str
    capital: bool


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    """Letters and digits, with the marks upon them and what cannot be seen between them, and inner apostrophes."""
    within = "".join(
        re.escape(chr(code)) for code in range(0x110000 if sys.maxunicode > 0xFFFF else 0x10000)
        if code < 0x20000 and unicodedata.category(chr(code)) in ("Mn", "Mc", "Me", "Cf")
    )  # fmt: skip
    letter = r"[^\W_]"
    return re.compile(rf"{letter}(?:{letter}|[{within}]|[{_APOSTROPHES}](?={letter}))*")


def words(text: str) -> list[Word]:
    """The words of ``text``, in order."""
    return [
        Word(found.start(), found.end(), normal(found[0]), _capital(found[0])) for found in _pattern().finditer(text)
    ]


def _capital(word: str) -> bool:
    """Whether a word begins as names do; scripts without capitals always do."""
    return not (word[:1].islower() and word[:1] != word[:1].upper())


@lru_cache(maxsize=200_000)
def normal(word: str) -> str:
    """One word without case, accents, vowel marks, what cannot be seen, apostrophes and the English possessive."""
    seen = "".join(c for c in word if unicodedata.category(c) != "Cf")
    folded = fold(seen) if seen else ""
    return folded.translate(_ONE_LETTER).replace(" ", "") or word.casefold()


@lru_cache(maxsize=200_000)
def stems(form: str, capital: bool) -> tuple[str, ...]:
    """The forms that a word may be an inflected one of, itself first."""
    found = [form]
    if form.isascii():
        if capital:
            found += [
                form[: -len(e)] for e in _LATIN_ENDINGS if form.endswith(e) and len(form) - len(e) >= _SHORTEST_STEM
            ]
            # "Kelmurian" of "Kelmuria": the ending has swallowed the last letter of the name.
            found += [form[:-1]] if form.endswith("n") else []
    elif "Ѐ" <= form[-1] <= "ӿ":
        found += [stem for cut in range(1, _SLAVIC_ENDING + 1) if len(stem := form[:-cut]) >= _SHORTEST_STEM]
    elif "\u0600" <= form[0] <= "\u06ff":
        found += [form[len(b) :] for b in _ARABIC_BEFORE if form.startswith(b) and len(form) - len(b) >= 3]
    return tuple(dict.fromkeys(found))


def indexed(form: str) -> tuple[str, ...]:
    """Under what a word of a name is kept, so that ``stems`` of its inflected forms lead to it.

    A Slavic name in -а is kept without the vowel as well, which its other cases replace.
    """
    if form and "Ѐ" <= form[-1] <= "ӿ" and form[-1] in _SLAVIC_VOWELS and len(form) > _SHORTEST_STEM:
        return (form, form[:-1])
    return (form,)


@lru_cache(maxsize=50_000)
def name_forms(name: str) -> frozenset[tuple[str, ...]]:
    """A name as sequences of words: as it stands, in Latin letters, and as one word where it has several."""
    found: set[tuple[str, ...]] = set()
    for spelled in (name, anyascii(name)):
        parts = tuple(word.form for word in words(spelled) if word.form)
        if parts:
            found.add(parts)
            if len(parts) > 1:
                found.add(("".join(parts),))
    return frozenset(found)


def plainly(address: str) -> Iterator[str]:
    """An address, a handle or a file's name, and what it says once every way of encoding is taken off."""
    yield address
    said = address
    for _ in range(3):
        further = unquote(said.replace("+", " "))
        if further == said:
            break
        said = further
        yield said
    if "xn--" in address.lower():
        yield ".".join(_idna(label) for label in re.split(r"[./]", said))
    if not said.isascii():
        yield anyascii(said)


def _idna(label: str) -> str:
    try:
        return label.encode("ascii").decode("idna") if label.lower().startswith("xn--") else label
    except UnicodeError:
        return label


def squeezed(text: str) -> str:
    """The letters of a text in normal form, without what stands between: "Birjun-Ismel.87" is "birjunismel"."""
    return "".join(normal(found) for found in _SPELLED_ALIKE.findall(text) if not found.isdigit())
