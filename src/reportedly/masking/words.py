"""Words of a text in the form in which masked names are looked for: any script, case, accent, ending or writing as one.

A name that is hidden must be found however it is written: "Ánja Velkova’s", "VELKOVA, Anja", "anja-velkova",
"%D0%98%D1%81…" in an address. So texts are taken apart into words, each word is brought into a normal form, and the
forms that its ending may hide are tried too.
"""

from __future__ import annotations

import base64
import binascii
import html
import re
import sys
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from html.entities import html5
from typing import NamedTuple
from urllib.parse import unquote

from anyascii import anyascii

from reportedly.ledger import fold

_APOSTROPHES = "'’ʼ‘ʻʿʾ`´"
_ONE_LETTER = str.maketrans(
    {"ي": "ی", "ى": "ی", "ئ": "ی", "ك": "ک", "ة": "ه", "ە": "ه", "ۀ": "ه", "ٱ": "ا", "ؤ": "و", "ё": "е"}
)
"""Letters that one name is written with either way."""
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
_NUMBERED = (
    r"#(?!(?:9|10|13|32|34|38|60|62|160|821[12]|822[01]|8230);)\d{2,7}"
    r"|#[xX](?!(?:0?[9aAdD]|2[026]|3[cCeE]|[aA]0|201[34cCdD]|2026);)[0-9a-fA-F]{2,6}"
)
"""Characters that HTML writes by number, but for blanks, quotation marks and dashes."""
_TURN = "\u202e"
_TURNED = re.compile("\u202e[^\u202c\n]*")
"""What is shown from right to left by an override."""
_UMLAUTS = {
    "ä": "ae",
    "ö": "oe",
    "ü": "ue",
    "å": "aa",
    "Ä": "Ae",
    "Ö": "Oe",
    "Ü": "Ue",
    "Å": "Aa",
    "ø": "oe",
    "Ø": "Oe",
}
_TWO_LETTERS = re.compile(r"([aouAOU])e(?=[^\W\d_])")
_OLDER = ("cp1251", "koi8-r", "cp1256", "latin-1")
"""Encodings of addresses that are no UTF-8, on sites that still have them."""
_PACKED = re.compile(r"[A-Za-z0-9+_-]{12,}")
_PACKS = 20  # pieces of one address that are looked into
_STOP = re.compile(r"[.!?…][\s\"'”’)]")
_PAUSE = re.compile(r"[;:|]|\n\s*\n")
_ABBREVIATED = 3  # letters
_FILLERS = "\u115f\u1160\u3164\uffa0"
"""Letters by their class that show nothing."""
_GAP, _SPACED = 12, 3  # characters between two parts of one word, and between its letters, at most
_JOINT = re.compile(r"[-\u2010\u2011\u00ad][ \t]*[\n\u2028][ \t]*|[-_\u2010\u2011.·•*'’/\u2028]")


class Word(NamedTuple):
    """A word of a text: where it stands (characters, end exclusive), its normal form, and whether it has a capital.

    ``glued``: it may be the rest of the word before it: after a hyphen or a sign without a blank, the end of a line, or
    as one of several spaced letters. ``opens``: a sentence or the like ends before it.
    """

    start: int
    end: int
    form: str
    capital: bool
    glued: bool = False
    opens: bool = False


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    """Letters and digits, with the marks upon them and what cannot be seen between them, and inner apostrophes."""
    within = "".join(re.escape(chr(code)) for code in range(sys.maxunicode + 1) if _within_words(chr(code)))
    named = "|".join(sorted(name[:-1] for name, said in html5.items() if name.endswith(";") and _in_markup(said)))
    letter = rf"(?:[^\W_]|&(?:{_NUMBERED}|{named});)"
    return re.compile(rf"{letter}(?:{letter}|[{within}]|[{_APOSTROPHES}](?={letter}))*")


def _within_words(character: str) -> bool:
    """Marks, what cannot be seen, and control characters that are no blanks."""
    category = unicodedata.category(character)
    return category in ("Mn", "Mc", "Me", "Cf") or (category == "Cc" and not character.isspace())


def _in_markup(said: str) -> bool:
    """Whether HTML writes a letter, or what stands inside a word, with a name."""
    return len(said) == 1 and not said.isascii() and (said.isalpha() or unicodedata.category(said) == "Cf")


def words(text: str) -> list[Word]:
    """The words of ``text``, in order."""
    turned = [found.span() for found in _TURNED.finditer(text)] if _TURN in text else []
    found: list[Word] = []
    for each in _pattern().finditer(text):
        start, end, written = each.start(), each.end(), each[0]
        if turned:
            written = _as_seen(written, any(a < start < b for a, b in turned))
        glued = opens = False
        # A single blank is by far the most frequent, and says nothing unless letters are spaced.
        if found and (text[found[-1].end : start] != " " or end - start == 1):
            glued, opens = _glued(text, found[-1], start, end), _opens(text, found[-1], start)
        found.append(Word(start, end, normal(written), _capital(written), glued, opens))
    return found


def _as_seen(written: str, inside: bool) -> str:
    """A word as it is seen where letters are shown from right to left against their nature."""
    if inside:
        return written[::-1]
    return _TURNED.sub(lambda run: run[0][:0:-1], written)


def _glued(text: str, before: Word, start: int, end: int) -> bool:
    # A soft hyphen belongs to the word that it breaks.
    gap = "\u00ad" * (text[before.end - 1] == "\u00ad") + text[before.end : start]
    if len(gap) > _GAP:
        return False
    if before.end - before.start == end - start == 1:
        return len(gap) <= _SPACED
    return _JOINT.fullmatch(gap) is not None


def _opens(text: str, before: Word, start: int) -> bool:
    """Whether a sentence ends between two words; a full stop behind a few letters is that of an abbreviation."""
    gap = text[before.end : start]
    if _PAUSE.search(gap):
        return True
    return bool(_STOP.search(gap)) and (len(before.form) > _ABBREVIATED or "." not in gap)


def _capital(word: str) -> bool:
    """Whether a word begins as names do; scripts without capitals always do."""
    first = html.unescape(word)[:1] if word[:1] == "&" else word[:1]
    return not (first.islower() and first != first.upper())


@lru_cache(maxsize=200_000)
def normal(word: str) -> str:
    """One word without case, accents, vowel marks, what cannot be seen, apostrophes and the English possessive."""
    if "&" in word:
        word = html.unescape(word)
    seen = "".join(c for c in word if unicodedata.category(c) not in ("Cf", "Cc") and c not in _FILLERS)
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
    for spelled in (name, anyascii(name), *_umlauts(name)):
        parts = tuple(word.form for word in words(spelled) if word.form)
        if parts:
            found.add(parts)
            if len(parts) > 1:
                found.add(("".join(parts),))
    return frozenset(found)


def _umlauts(name: str) -> Iterator[str]:
    """A name with its umlauts written as two letters, or the other way round: "Müller", "Mueller"."""
    written = unicodedata.normalize("NFC", name)
    if any(c in _UMLAUTS for c in written):
        yield "".join(_UMLAUTS.get(c, c) for c in written)
    elif _TWO_LETTERS.search(written):
        yield _TWO_LETTERS.sub(lambda two: two[1], written)


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
    if "%" in address:
        # What is no UTF-8 was written in the letters of an older machine.
        yield from (unquote(address, encoding=each) for each in _OLDER)
    if not said.isascii():
        yield anyascii(said)
    for packed in _PACKED.findall(said)[:_PACKS]:
        try:
            yield base64.b64decode(packed + "=" * (-len(packed) % 4), altchars=b"-_").decode()
        except (binascii.Error, UnicodeDecodeError):
            continue


def _idna(label: str) -> str:
    try:
        return label.encode("ascii").decode("idna") if label.lower().startswith("xn--") else label
    except UnicodeError:
        return label


def squeezed(text: str) -> str:
    """The letters of a text in normal form, without what stands between: "Birjun-Ismel.87" is "birjunismel"."""
    return "".join(normal(found) for found in _SPELLED_ALIKE.findall(text) if not found.isdigit())
