"""Which reports may share text, found without comparing each with each.

A report is known by a sample of its shingles: those whose number is divisible by a constant (the "mod m" sketch of
Broder, "On the resemblance and containment of documents", 1997). A passage that two reports share is sampled alike in
both, however long either is, so that a short wire inside a long piece is found, which MinHash signatures of a fixed
size miss: they measure resemblance of the whole and not containment.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .words import Hashes, shingles, shingles_of, words

Bands = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Index:
    """How reports are sampled, and when a sample in common makes two of them worth a comparison.

    ``width``: words in a shingle. ``one_in``: the share of shingles that is kept, one in so many; a power of two.
    ``shared``: bands that two reports must share; one is enough where either has fewer than ``few``. ``crowd``: a band
    that more reports hold is looked up in the ``head`` first of them only, so that a text that a thousand reports
    carry costs a thousand comparisons and not a million.
    """

    width: int = 5
    one_in: int = 8
    shared: int = 2
    few: int = 12
    crowd: int = 32
    head: int = 12

    def bands(self, text: str) -> Bands:
        """The bands of one text: sorted, each once (int64), fit to be stored and looked up in a table."""
        return self._sample(shingles(words(text).hashes, self.width))

    def bands_of(self, texts: Iterable[str]) -> Iterator[Bands]:
        """The bands of each text, as ``bands`` gives them, faster for many."""
        for found in shingles_of(texts, self.width):
            yield self._sample(found)

    def enough(self, shared: int, one: int, other: int) -> bool:
        """Whether so many bands in common, of two reports with so many, make them worth a comparison."""
        return shared >= (1 if min(one, other) < self.few else self.shared)

    def pairs(self, bands: Sequence[Bands]) -> list[tuple[int, int]]:
        """The pairs (i < j) of reports that share enough; give the bands in order of publication."""
        sizes = np.array([len(each) for each in bands], dtype=np.int64)
        if len(bands) < 2 or not sizes.sum():
            return []
        every = np.concatenate(bands)
        owners = np.repeat(np.arange(len(bands)), sizes)
        order = np.argsort(every, kind="stable")
        codes = np.concatenate([np.zeros(0, dtype=np.int64), *self._meetings(every[order], owners[order], len(bands))])
        met, often = np.unique(codes, return_counts=True)
        first, second = np.divmod(met, len(bands))
        least = np.minimum(sizes[first], sizes[second])
        good = often >= np.where(least < self.few, 1, self.shared)
        return list(zip(first[good].tolist(), second[good].tolist(), strict=True))

    def _meetings(self, every: Bands, owners: Bands, count: int) -> Iterator[Bands]:
        """Pairs of owners (as one number each) that stand in one band, once for each band."""
        starts = np.flatnonzero(np.concatenate([[True], every[1:] != every[:-1]]))
        sizes = np.diff(np.append(starts, len(every)))
        crowded = np.repeat(sizes > self.crowd, sizes)
        quiet, held = every[~crowded], owners[~crowded]
        for distance in range(1, self.crowd):
            same = np.flatnonzero(quiet[distance:] == quiet[:-distance])
            if not len(same):
                break
            yield held[same] * count + held[same + distance]
        for start, size in zip(starts[sizes > self.crowd], sizes[sizes > self.crowd], strict=True):
            members = owners[start : start + size]
            for rank, member in enumerate(members[: self.head]):
                yield member * count + members[rank + 1 :]

    def _sample(self, found: Hashes) -> Bands:
        # The low bits choose; all 64 name the band.
        return np.unique(found[(found & np.uint64(self.one_in - 1)) == 0].view(np.int64))
