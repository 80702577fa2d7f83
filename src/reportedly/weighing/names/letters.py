"""Letters of many scripts as Latin ones and as sounds, after ``letters.yaml``.

The tables are our own, made from the romanisations that reports use: for Arabic and Persian those of ALA-LC, UNGEGN and
the press, for Russian BGN/PCGN, GOST and the French and German habits, for Tajik KMK 1994 and the Russian way round.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from .data import table
from .scripts import anyway, chinese, hebrew, indic, short_characters, thai

_APART = re.compile(r"[\u200b\u200e\u200f\ufeff'’‘ʼʻʿʾ`´ʹʺ]")
_ONE_FORM = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ە": "ه"})
_TWICE = re.compile(r"(.)\1+")
# Vowel signs of Indic scripts, Thai and their neighbours are part of a word, and no letters to Python.
_LETTER = r"(?:[^\W_]|[\u0900-\u0963\u0966-\u0dff\u0e31-\u0eff\u1000-\u109f])"
WORD = re.compile(rf"{_LETTER}+(?:\u200c{_LETTER}+)*")
_LAST_H = re.compile(r"(?<=[aeiou])h$")
_Y = re.compile(r"y(?![aeiou])")
_AY = re.compile(r"[ae]y(?:i|ee?)?(?![aeiou])")
_J_FOR_Y = re.compile(r"(?<=[bcfghklmnpqrstvwxz])j(?=[aeou])|(?<=[aei])j$|(?<=a)j(?=a$)")
_UZBEK_X = re.compile(r"^x(?=[aou])")
_YO = re.compile(r"(?<=[b-df-hj-np-tv-z])yo")
_LLAH = re.compile(r"(?<=ll[ao])k?h$")
_AW = re.compile(r"(?:aw|ow|av|ov)(?=[b-df-hj-np-tv-z])")
_ABD = re.compile(r"^abd[aeiou]+l(?=[b-df-hj-np-tv-z])")
_ABD_VOWEL = re.compile(r"^abd[aeiou]+l(?=[aeiou])")
_ABD_TWICE = re.compile(r"^abd[aeiou]([rsntz])\1")
_DIN = re.compile(r"(?<=[^aeiou])[aeiou]l?dd?(?:in|een|ine)$")


class Script(StrEnum):
    """What letters a word is written in."""

    LATIN = "Latin"
    CYRILLIC = "Cyrillic"
    ARABIC = "Arabic"
    HEBREW = "Hebrew"
    INDIC = "Indic"
    THAI = "Thai"
    CHINESE = "Chinese"
    KOREAN = "Korean"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Letters:
    """``letters.yaml``, ready for use."""

    others: frozenset[str]
    spellings: dict[str, str]
    spelled: re.Pattern[str]
    compound: re.Pattern[str]
    cyrillic: dict[int, str]
    latin: dict[int, str]
    arabic: dict[str, str]
    first: dict[str, str]
    last: dict[str, str]


@lru_cache(maxsize=1)
def letters() -> Letters:
    """The tables of letters.

    Raises:
        ModelError: where ``letters.yaml`` is missing or lacks a key.
    """
    raw = table(
        "letters.yaml",
        "spellings",
        "cyrillic",
        "others",
        "latin",
        "arabic",
        "compounds",
        "arabic_first",
        "arabic_last",
        "alike",
    )
    return Letters(
        others=frozenset(raw["others"]),
        spellings=raw["spellings"],
        spelled=re.compile("|".join(re.escape(s) for s in sorted(raw["spellings"], key=len, reverse=True))),
        # Before a letter of the sun the article takes on its sound, and one of the two is enough here.
        compound=re.compile(
            rf"^(?:(عبد)ال(?=[^اعآأإ])|({'|'.join(raw['compounds'])})(?:ال(?=[تثدذرزسشصضطظن])|ا(?=ل\w)))"
        ),
        cyrillic={ord(a): b for a, b in (raw["cyrillic"] | raw["others"]).items()},
        latin={ord(a): b for a, b in raw["latin"].items()},
        arabic=raw["arabic"],
        first=raw["arabic_first"],
        last=raw["arabic_last"],
    )


def script_of(word: str) -> Script:
    """The script of a word's first letter that tells; Latin for all whose letters no table has."""
    if word.isascii():
        return Script.LATIN
    for letter in word:
        if "\u0400" <= letter <= "\u052f":
            return Script.CYRILLIC
        if "\u0600" <= letter <= "\u06ff" and letter.isalpha():
            return Script.ARABIC
        if letter >= "\u0590" and (found := _further(letter)):
            return found
        if letter in letters().others:
            return Script.OTHER
    return Script.LATIN


def _further(letter: str) -> Script | None:
    for last, script in _BLOCKS:
        if letter <= last:
            return script
    return None


_BLOCKS = (
    ("\u05ff", Script.HEBREW), ("\u08ff", None), ("\u0dff", Script.INDIC), ("\u0e7f", Script.THAI),
    ("\u1dff", Script.OTHER), ("\u303f", None), ("\u33ff", Script.OTHER), ("\u9fff", Script.CHINESE),
    ("\uabff", Script.OTHER), ("\ud7a3", Script.KOREAN),
)  # fmt: skip


def plain(text: str) -> str:
    """Text in lower case, one form for each letter, without the vowel signs of Arabic and Hebrew and unseen marks."""
    text = _APART.sub("", unicodedata.normalize("NFKC", text)).casefold()
    text = short_characters(text.translate(_ONE_FORM))
    return "".join(c for c in text if not (unicodedata.combining(c) and "\u0591" <= c <= "\u06ed"))


def words(text: str) -> list[str]:
    """The words of ``plain`` text; a hyphen parts them, a zero-width non-joiner does not."""
    return [word.replace("\u200c", "") for word in WORD.findall(text)]


_DIGRAPHS = {
    "ου": "ou",
    "μπ": "b",
    "ντ": "nt",
    "γκ": "g",
    "γχ": "nh",
    "τζ": "tz",
    "αυ": "av",
    "ευ": "ev",
    "ει": "i",
    "οι": "i",
    "αι": "e",
    "γγ": "ng",
}
_GREEK = re.compile("|".join(_DIGRAPHS))
_FAR = "\u2e80"
"""The first letter of the scripts whose marks are part of a letter, as those of Japanese are."""
_GREEK_MP, _GREEK_EF = re.compile("(?<=.)μπ"), re.compile("(?<=[αε])υ(?=[θκξπσςτφχψ])")


def _without_marks(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


@lru_cache(maxsize=65536)
def romanised(word: str) -> str:
    """A plain word in unmarked Latin letters; Arabic letters one by one, as they are written ("mhdy")."""
    if word.isascii():
        return word
    table_ = letters()
    if script_of(word) is Script.ARABIC:
        return "".join(_READABLE.get(s, s) for s in (table_.arabic.get(c, c) for c in word))
    if (script := script_of(word)) in _READ:
        return _READ[script](word)
    if script is Script.OTHER and max(word) >= _FAR:
        return anyway(word)
    # Greek with its accents is taken apart before it is looked up; marks that stay change no letter there.
    text = _greek(_without_marks(word)) if "α" <= max(word) <= "ώ" else word
    if "ա" <= max(word) <= "և":
        text = text.replace("ու", "u")
    text = _without_marks(text.translate(table_.cyrillic).translate(table_.latin))
    return text if text.isascii() else anyway(text)


def _greek(text: str) -> str:
    if text.startswith("ντ"):
        text = "δ" + text[2:]
    return _GREEK.sub(lambda found: _DIGRAPHS[found[0]], _GREEK_EF.sub("φ", _GREEK_MP.sub("mb", text)))


def _hebrew_letters(word: str) -> str:
    return "".join(_READABLE.get(sound, sound) for sound in hebrew(word))


_READ = {
    Script.HEBREW: _hebrew_letters, Script.INDIC: indic, Script.THAI: thai, Script.CHINESE: chinese,
    Script.KOREAN: anyway,
}  # fmt: skip


_READABLE = {"A": "a", "W": "w", "Y": "y", "P": "y", "H": "h", "x": "kh", "G": "gh", "S": "sh", "Z": "zh", "c": "ch",
             "C": "ts", "T": "th", "D": "dh",
             "I": "a", "B": "b", "F": "p", "X": "k", "Q": "sh"}  # fmt: skip


@lru_cache(maxsize=65536)
def sounds(word: str) -> str:
    """A plain word as sounds, one character each; see the head of ``letters.yaml``."""
    if script_of(word) is Script.ARABIC:
        return _arabic(word)
    if script_of(word) is Script.HEBREW:
        return _TWICE.sub(r"\1", hebrew(word))
    text = _LAST_H.sub("", _UZBEK_X.sub("kh", romanised(word)))
    text = _DIN.sub("udin", _ABD_TWICE.sub(r"abdu\1", _ABD.sub("abdu", _ABD_VOWEL.sub("abdul", text))))
    text = _YO.sub("U", _J_FOR_Y.sub("y", _LLAH.sub("", text)))
    text = _AY.sub("E", _AW.sub("O", text))
    spelled = letters().spelled
    text = spelled.sub(lambda found: _spelling(found[0]), text + "$").rstrip("$")
    return _TWICE.sub(r"\1", _Y.sub("i", text))


def _spelling(found: str) -> str:
    return letters().spellings[found]


def _arabic(word: str) -> str:
    known = letters()
    if known.compound.match(word):
        word = known.compound.sub(r"\1\2", word)
    made = [known.arabic.get(letter, letter) for letter in word]
    made[0] = known.first.get(word[0], made[0])
    if len(word) > 1:
        made[-1] = known.last.get(word[-1], made[-1])
    # A first alef before waw or ya only carries it: "Omid", "Iran".
    text = re.sub(r"^I(?=[WY])", "", "".join(made).replace("ts", "C"))
    return _TWICE.sub(r"\1", re.sub(r"^IA", "I", text))


_COARSE = {
    "b": "B", "p": "B", "f": "F", "t": "T", "d": "T", "T": "S", "D": "S", "s": "S", "z": "S", "C": "S", "S": "J",
    "B": "B", "F": "B", "X": "K", "Q": "J",
    "Z": "J", "c": "J", "j": "J", "k": "K", "q": "K", "g": "K", "G": "K", "l": "L", "r": "R", "m": "M", "n": "N",
}  # fmt: skip


@lru_cache(maxsize=65536)
def skeleton(heard: str) -> str:
    """The consonants of a word in eleven classes, without those that one script writes and another does not."""
    classes = [_COARSE.get(sound, sound if sound.isdigit() else "") for sound in heard]
    text = "".join(classes).replace("NB", "MB")
    return re.sub(r"(.)\1+", r"\1", text)
