"""Names in a text of which no claim speaks: what is written like a name, and is no word that is known to be none.

Nobody has read who they are, so nobody can say that they may be shown. A mask with ``names`` withholds them: rather one
word too many than one person too few.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib.resources import files

import yaml

from reportedly.places import Level, default
from reportedly.weighing.names import known_words

from .words import Word, stems, words

_CALENDAR = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday jan feb mar apr jun jul aug sept sep oct nov dec mon tue wed thu fri sat sun "
    "spring summer autumn winter north south east west northern southern eastern western god internet i ii iii iv v vi "
    "vii viii ix x mr mrs ms dr".split()
)
_ENDINGS = ("s", "es", "ed", "d", "ing", "ly", "er", "ers", "ness", "ment", "less", "like", "ful")
_ENGLISH = (
    *(
        "ed",
        "ing",
        "ly",
        "ness",
        "tion",
        "tions",
        "ment",
        "ments",
        "less",
        "ism",
        "ists",
        "ity",
        "ities",
        "ance",
        "ence",
    ),
    *("ships", "ship", "ology", "ological", "ographic", "able", "ible", "ised", "ized", "ful"),
)
"""Endings that English words have and names seldom."""
_SHORTEST = 5  # letters of a word with such an ending
_ACRONYM = 6  # capitals; a longer word in capitals may be a name in a heading
_BREAK = re.compile(r"[.!?…:;•\n\"“”«»(\[]|^\s*$|^\s*[-–—*#]+\s*$", re.MULTILINE)
_LONGEST = 4  # words of one place's name


class Strays:
    """Finds names that are nobody's. ``shown``: all names that may stand; ``small``: words these reports write small.

    ``level``: places of this level and above may stand; None: all that the gazetteer knows.
    """

    def __init__(self, shown: Iterable[str], small: Iterable[str], level: Level | None) -> None:
        self._known = {word.form for name in shown for word in words(name)}
        self._known |= set(small) | small_words() | _CALENDAR | _peoples() | _no_names() | set(known_words().honorifics)
        self._level = Level.CITY if level is None else level

    def __call__(self, text: str, told: Sequence[Word], free: Sequence[bool]) -> Iterator[tuple[int, int]]:
        """The first word of each such name and the one behind its last; ``free``: words that nothing stands for yet."""
        index = 0
        while index < len(told):
            size = self._run(text, told, free, index)
            if size and not self._may_stand(told[index : index + size]):
                yield index, index + size
            index += max(size, 1)

    def _run(self, text: str, told: Sequence[Word], free: Sequence[bool], index: int) -> int:
        """How many words from here on are one name: 0 where there is none."""
        size = 0
        while index + size < len(told) and free[index + size] and self._stray(text, told[index + size]):
            if size and text[told[index + size - 1].end : told[index + size].start].strip(" -.'’"):
                break
            size += 1
        # At the head of a sentence every word has a capital: alone there, one with an English ending is taken for none.
        return 0 if size == 1 and _opens(text, told[index].start) and _english(told[index].form) else size

    def _stray(self, text: str, word: Word) -> bool:
        written = text[word.start : word.end]
        if not word.capital or written[:1].isdigit() or not any(c.isalpha() for c in written):
            return False
        if written.isascii() and written.isupper() and len(written) <= _ACRONYM:
            return False
        return not any(stem in self._known for stem in (*stems(word.form, False), *_bare(word.form)))

    def _may_stand(self, run: Sequence[Word]) -> bool:
        """Whether it is a place that may be shown."""
        name = " ".join(word.form for word in run[:_LONGEST])
        return any(match.place.level <= self._level for match in default().lookup(name)[:1])


def _bare(form: str) -> Iterator[str]:
    for ending in _ENDINGS:
        if form.isascii() and form.endswith(ending) and len(form) - len(ending) > 2:
            stem = form[: -len(ending)]
            yield from (stem, f"{stem}e")
            if stem[-1] == stem[-2]:
                yield stem[:-1]


def _english(form: str) -> bool:
    return form.isascii() and form.endswith(_ENGLISH) and len(form) > _SHORTEST


def _opens(text: str, start: int) -> bool:
    """Whether a word stands at the beginning of a sentence, a line, a quotation or a bracket."""
    before = text[max(0, start - 3) : start]
    return not before.strip() or bool(_BREAK.search(before))


@lru_cache(maxsize=1)
def small_words() -> frozenset[str]:
    """Words that running English writes in small letters."""
    text = files("reportedly.reading.vocabulary").joinpath("lowercase.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


@lru_cache(maxsize=1)
def _no_names() -> frozenset[str]:
    """Words that are written with a capital and are nobody's name."""
    text = files("reportedly.masking").joinpath("no_names.txt").read_text(encoding="utf-8")
    return frozenset(word.form for line in text.splitlines() if not line.startswith("#") for word in words(line))


@lru_cache(maxsize=1)
def _peoples() -> frozenset[str]:
    """What peoples and their tongues are called: "Tajik", "Uzbeks"."""
    raw = yaml.safe_load(files("reportedly.reading.vocabulary").joinpath("demonyms.yaml").read_text(encoding="utf-8"))
    return frozenset(str(word) for listed in raw.values() for word in listed)


__all__ = ["Strays", "small_words"]
