"""A text as words that can be compared: one number a word, and where the word stands; all of it in numpy.

Case, accents, punctuation and apostrophes make no difference: "Don’t" and "dont" are one word.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
Places = NDArray[np.int64]

_BREAK, _PASS = 0, 1
_LAST = 0xFFFF
"""Code points beyond this one (emoji, dead scripts) end a word, as a space does."""
_LONGEST = 64
_CHUNK = 20_000
_SEPARATOR = "\n"
_PASSED_OVER = "'’‘ʼʻʿʾ`´\u00ad\u200b\u200c\u200d\u2060\u0640"


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words of a text, in order.

    ``hashes`` (n, uint64): equal words have equal numbers, on every machine and in every run. ``starts``, ``ends``
    (n, int64): the characters of the text at which each begins and ends, end exclusive.
    """

    hashes: Hashes
    starts: Places
    ends: Places

    def __len__(self) -> int:
        return len(self.hashes)


@lru_cache(maxsize=1)
def _letters() -> NDArray[np.uint32]:
    """What each character counts as: 0 ends a word, 1 is passed over inside one, anything else is a letter."""
    table = np.zeros(_LAST + 1, dtype=np.uint32)
    for code in range(_LAST):
        letter = chr(code)
        if unicodedata.combining(letter) or letter in _PASSED_OVER:
            table[code] = _PASS
        elif letter.isalnum():
            bare = [c for c in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(c)]
            table[code] = ord((bare[0] if len(bare) == 1 else letter).casefold()[0])
    return table


@lru_cache(maxsize=1)
def _powers() -> Hashes:
    return np.array([pow(0x9E3779B97F4A7C15, n + 1, 1 << 64) for n in range(_LONGEST)], dtype=np.uint64)


def mixed(numbers: Hashes) -> Hashes:
    """Every bit of each number spread over all of it (the finaliser of SplitMix64; Steele, Lea, Flood 2014)."""
    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return numbers ^ (numbers >> np.uint64(31))


def words(text: str) -> Words:
    """The words of a text."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    letters = _letters()[np.minimum(codes, _LAST)]
    kept = np.flatnonzero(letters != _PASS)
    letters = letters[kept]
    inside = np.zeros(len(letters) + 2, dtype=bool)
    inside[1:-1] = letters != _BREAK
    first = np.flatnonzero(inside[1:-1] & ~inside[:-2])
    if not len(first):
        none = np.zeros(0, dtype=np.int64)
        return Words(np.zeros(0, dtype=np.uint64), none, none)
    last = np.flatnonzero(inside[1:-1] & ~inside[2:])
    lengths = last - first + 1
    begins = np.cumsum(lengths) - lengths
    within = np.arange(int(lengths.sum())) - np.repeat(begins, lengths)
    values = letters[inside[1:-1]].astype(np.uint64) * _powers()[np.minimum(within, _LONGEST - 1)]
    return Words(mixed(np.add.reduceat(values, begins)), kept[first], kept[last] + 1)


def shingles(hashes: Hashes, width: int) -> Hashes:
    """A number for each run of ``width`` words (n - width + 1 of them, none where the text is shorter)."""
    count = len(hashes) - width + 1
    if count <= 0:
        return np.zeros(0, dtype=np.uint64)
    found = hashes[:count].copy()
    for offset in range(1, width):
        found = found * np.uint64(0xD6E8FEB86659FD93) + hashes[offset : offset + count]
    return mixed(found)


def shingles_of(texts: Iterable[str], width: int) -> Iterator[Hashes]:
    """The shingles of each of many texts: the same as one by one, and faster, because many go through at once."""
    for chunk in _chunks(texts):
        together = words(_SEPARATOR.join(chunk))
        ends = np.cumsum([len(text) + 1 for text in chunk])
        cuts = [0, *np.searchsorted(together.starts, ends).tolist()]
        every = shingles(together.hashes, width)
        for begin, end in pairwise(cuts):
            yield every[begin : max(begin, end - width + 1)]


def _chunks(texts: Iterable[str]) -> Iterator[Sequence[str]]:
    chunk: list[str] = []
    size = 0
    for text in texts:
        chunk.append(text)
        size += len(text)
        if size >= _CHUNK:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk
