"""How far apart two words sound: an edit distance with a cost for each pair of sounds.

After Wagner and Fischer (1974), with costs by letter as transliteration makes them, and swapped neighbours after
Damerau (1964).
"""

from __future__ import annotations

from functools import lru_cache

from .data import table

SWAPPED = 0.5
"""What two neighbours cost that stand the other way round: a slip of the keys, seldom another name."""
BARE = frozenset("AWYPHI")
"""Sounds that only words in Arabic letters have."""


@lru_cache(maxsize=1)
def _costs() -> tuple[dict[str, float], dict[str, float], dict[str, float], dict[str, float]]:
    raw = table("letters.yaml", "alike", "lacking", "unwritten", "unwritten_last")
    alike = {a + b: float(cost) for a, row in raw["alike"].items() for b, cost in row.items()}
    alike |= {b + a: cost for (a, b), cost in ((tuple(pair), cost) for pair, cost in alike.items())}
    return alike, raw["lacking"], raw["unwritten"], raw["unwritten_last"]


@lru_cache(maxsize=262144)
def cost(a: str, b: str, *, across: bool) -> float:
    """What it costs to say ``a`` for ``b``, both as sounds; 0 is the same.

    ``across``: exactly one of the two is from Arabic letters, and it is ``b``; vowels that ``b`` lacks cost little.
    """
    if a == b:
        return 0.0
    alike, lacking, unwritten, last = _costs()
    of_a = [unwritten.get(x, 1.0) for x in a] if across else [lacking.get(x, 1.0) for x in a]
    if across and a:
        of_a[-1] = last.get(a[-1], of_a[-1])
    of_b = [lacking.get(y, 1.0) for y in b]
    before: list[float] = []
    row = [0.0]
    for dear in of_b:
        row.append(row[-1] + dear)
    width = len(b)
    for i, x in enumerate(a):
        out = of_a[i]
        new = [row[0] + out]
        left = new[0]
        for j in range(width):
            y = b[j]
            best = row[j] if x == y else row[j] + alike.get(x + y, 1.0)
            if row[j + 1] + out < best:
                best = row[j + 1] + out
            if left + of_b[j] < best:
                best = left + of_b[j]
            if i and j and x == b[j - 1] and y == a[i - 1] and x != y and before[j - 1] + SWAPPED < best:
                best = before[j - 1] + SWAPPED
            new.append(best)
            left = best
        before, row = row, new
    return row[-1]
