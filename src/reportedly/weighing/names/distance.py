"""How far apart two words sound: an edit distance with a cost for each pair of sounds.

After Wagner and Fischer (1974), with costs by letter as transliteration makes them, and swapped neighbours after
Damerau (1964).
"""

from __future__ import annotations

from functools import lru_cache
from math import inf

from .data import table
from .letters import sounds

SWAPPED = 0.5
"""What two neighbours cost that stand the other way round: a slip of the keys, seldom another name."""
BARE = frozenset("AWYPHI")
"""Sounds that only words in Arabic letters have."""
_FIRST = 0.3
_NONE: dict[str, float] = {}


@lru_cache(maxsize=1)
def _costs() -> tuple[dict[str, dict[str, float]], dict[str, float], dict[str, float], dict[str, float]]:
    raw = table("letters.yaml", "alike", "lacking", "unwritten", "unwritten_last")
    alike: dict[str, dict[str, float]] = {}
    for a, row in raw["alike"].items():
        for b, dear in row.items():
            alike.setdefault(a, {})[b] = float(dear)
            alike.setdefault(b, {})[a] = float(dear)
    return alike, raw["lacking"], raw["unwritten"], raw["unwritten_last"]


def cost(a: str, b: str, *, across: bool, most: float = inf) -> float:
    """What it costs to say ``a`` for ``b``, both as sounds; 0 is the same.

    ``across``: exactly one of the two is from Arabic letters, and it is ``b``; vowels that ``b`` lacks cost little.
    ``most``: where it costs more, any figure above ``most`` is given, sooner.
    """
    if a == b:
        return 0.0
    alike, lacking, unwritten, last = _costs()
    of_a = [unwritten.get(x, 1.0) for x in a] if across else [lacking.get(x, 1.0) for x in a]
    if across and a:
        of_a[-1] = last.get(a[-1], of_a[-1])
    of_b = [(y, lacking.get(y, 1.0)) for y in b]
    left = 0.0
    row = [left] + [left := left + dear for _, dear in of_b]
    before, lowest, above = row, 0.0, ""
    for x, out in zip(a, of_a, strict=True):
        like = alike.get(x, _NONE)
        diagonal = row[0]
        left = diagonal + out
        new, low, aside = [left], left, ""
        for j, (y, dear) in enumerate(of_b, 1):
            left += dear
            best = diagonal if x == y else diagonal + like.get(y, 1.0)
            diagonal = row[j]
            if diagonal + out < best:
                best = diagonal + out
            if left < best:
                best = left
            if x == aside and y == above and x != y and before[j - 2] + SWAPPED < best:
                best = before[j - 2] + SWAPPED
            new.append(best)
            left, aside = best, y
            if best < low:
                low = best
        # A swap goes back by two rows: both must be above it.
        if low > most and lowest > most:
            return inf
        before, row, lowest, above = row, new, low, x
    return row[-1]


@lru_cache(maxsize=65536)
def starts_alike(one: str, other: str) -> bool:
    """Whether two words, as letters, start with the same sound as romanisations have it ("Yevgeny", "Evgeny")."""
    a, b = sounds(one), sounds(other)
    if not a or not b:
        return False
    alike, lacking, _, _ = _costs()
    if a[0] == b[0] or alike.get(a[0], _NONE).get(b[0], 1.0) <= _FIRST:
        return True
    return (a[1:2] == b[0] and lacking.get(a[0], 1.0) <= SWAPPED) or (
        b[1:2] == a[0] and lacking.get(b[0], 1.0) <= SWAPPED
    )
