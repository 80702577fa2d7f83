"""Names in further scripts: Indic, Thai, Hebrew, Chinese, Korean, and all others that anyascii knows.

Indic letters are read by their names in Unicode's tables, which are the same for ten scripts. Korean syllables are
matched with every way in which reports romanise them: Revised Romanization, McCune-Reischauer, the press.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii

from .data import table

_EAST_SURNAME, _EAST_NAME = 2, 5
"""Characters of a Chinese or Korean surname, and of a whole name, at most."""
_FIRST_SYLLABLE, _LAST_SYLLABLE = "가", "힣"
_VOWELS, _LASTS = 21, 28
_THAI_BEFORE = re.compile("([เแโใไ])([ก-ฮ])")
_INDIC_SIGNS = {"ANUSVARA": "n", "CANDRABINDU": "n", "BINDI": "n", "TIPPI": "n", "VISARGA": "h"}


@dataclass(frozen=True, slots=True)
class Tables:
    """``scripts.yaml``, ready for use."""

    hebrew: dict[str, str]
    first: dict[str, str]
    last: dict[str, str]
    surnames: frozenset[str]
    read: dict[str, str]
    short: dict[int, str]
    syllables: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]


@lru_cache(maxsize=1)
def tables() -> Tables:
    """The tables of ``scripts.yaml``.

    Raises:
        ModelError: where the file is missing or lacks a key.
    """
    raw = table(
        "scripts.yaml", "hebrew", "hebrew_first", "hebrew_last", "surnames_of_two", "read_as_surname", "full",
        "korean_first", "korean_vowel", "korean_last",
    )  # fmt: skip
    both = "".join(raw["full"])
    return Tables(
        raw["hebrew"],
        raw["hebrew_first"],
        raw["hebrew_last"],
        frozenset(raw["surnames_of_two"]),
        raw["read_as_surname"],
        {ord(full): short for short, full in zip(both[::2], both[1::2], strict=True)},
        (tuple(raw["korean_first"]), tuple(raw["korean_vowel"]), tuple(raw["korean_last"])),
    )


def short_characters(text: str) -> str:
    """Chinese text with the full characters that names have as short ones."""
    return text if text.isascii() else text.translate(tables().short)


def is_east(word: str) -> bool:
    """Whether a word is of Chinese characters or Korean syllables, which a name glues together, the surname first."""
    return bool(word) and all("\u4e00" <= c <= "\u9fff" or _FIRST_SYLLABLE <= c <= _LAST_SYLLABLE for c in word)


def surname_and_given(found: list[str]) -> list[str]:
    """The words of a Chinese or Korean name as surname and given name; as they are where it is none."""
    whole = "".join(found)
    if not is_east(whole) or not 2 <= len(whole) <= _EAST_NAME or (len(found) > 1 and len(found[0]) > _EAST_SURNAME):
        return found
    if len(found) > 1:
        return [found[0], whole[len(found[0]) :]]
    cut = 2 if whole[:2] in tables().surnames and len(whole) > _EAST_SURNAME else 1
    return [whole[:cut], whole[cut:]]


def anyway(word: str) -> str:
    """A word of any script in small Latin letters, as anyascii has them; itself where that has none."""
    return "".join(c for c in anyascii(word).lower() if c.isalnum()) or word


def chinese(word: str) -> str:
    """A Chinese word in pinyin without marks; one character is read as a surname."""
    return tables().read.get(word) or anyway(word)


@lru_cache(maxsize=4096)
def _indic_letter(letter: str) -> str:
    name = unicodedata.name(letter, "")
    for sign, sound in _INDIC_SIGNS.items():
        if name.endswith(f"SIGN {sign}"):
            return sound
    vowel = re.search(r"(?:VOWEL SIGN|LETTER) (?:CANDRA |SHORT )?((?:A|I|U|E|O)[AIUEO]?|VOCALIC [RL]+)$", name)
    if vowel:
        return {"VOCALIC R": "ri", "II": "i", "UU": "u", "EE": "e", "OO": "o"}.get(vowel[1], vowel[1].lower())
    consonant = re.search(r"LETTER ([A-Z]+?)A$", name)
    if not consonant:
        return anyway(letter) if letter.isalnum() else ""
    text = "S" if consonant[1] == "C" and name.startswith("TAMIL") else consonant[1]
    known = {"NG": "ng", "NY": "ny", "CH": "ch", "C": "ch", "LLL": "zh", "SH": "sh", "V": "v", "BH": "bh"}
    return known.get(text) or re.sub(r"(.)\1+", r"\1", text).lower()


def indic(word: str) -> str:
    """A word in an Indic script as its letters stand: the "a" that each consonant carries is not written."""
    return "".join(_indic_letter(letter) for letter in word) or word


def thai(word: str) -> str:
    """A Thai word as its letters stand, vowels written before a consonant after it."""
    return anyway(_THAI_BEFORE.sub(r"\2\1", word))


def hebrew(word: str) -> str:
    """A Hebrew word as sounds; see ``scripts.yaml``."""
    known = tables()
    made = [known.hebrew.get(letter, letter) for letter in word.replace("יי", "י").replace("וו", "ב")]
    made[0] = known.first.get(word[0], made[0])
    if len(made) > 1:
        made[-1] = known.last.get(word[-1], made[-1])
    text = re.sub(r"^I(?=[WY])", "", "".join(made))
    return text[:1] + text[1:].replace("I", "A")


def softened(heard: str) -> str:
    """The sounds of a Hebrew word as it is mostly said: v, f and kh for all such letters but the first."""
    return heard[:1] + heard[1:].translate(_SOFT)


_SOFT = str.maketrans({"B": "v", "F": "f", "X": "x"})


@lru_cache(maxsize=16384)
def korean_spellings(word: str, *, cyrillic: bool) -> re.Pattern[str]:
    """What matches every romanisation of a Korean word."""
    firsts, vowels, lasts = tables().syllables
    pieces = []
    for syllable in word:
        if not _FIRST_SYLLABLE <= syllable <= _LAST_SYLLABLE:
            pieces.append(re.escape(anyway(syllable)))
            continue
        rest, last = divmod(ord(syllable) - ord(_FIRST_SYLLABLE), _LASTS)
        first, vowel = divmod(rest, _VOWELS)
        end = "ng?" if cyrillic and lasts[last] == "ng" else lasts[last]
        pieces.append(f"(?:{firsts[first]})(?:{vowels[vowel]})(?:{end})")
    return re.compile("".join(pieces))
