"""The methods to compare with, written from their papers: majority vote, TruthFinder, Accu and AccuCopy.

All take claims (one a source and book) and give for each book the value that they hold to be true. A value is a set of
authors; the methods do not look into it, but for TruthFinder's implication and the similarity of AccuSim.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

from benchmarks.fusion.book import Authors, Claim

Claims = Mapping[str, Sequence[Claim]]
Picked = dict[str, Authors]
Pair = tuple[str, str]


def majority(claims: Claims) -> Picked:
    """The list that most sources give; of equals the longer, then the first by the alphabet."""
    return {book: _best(Counter(c.authors for c in said)) for book, said in claims.items() if said}


def _best(scores: Mapping[Authors, float]) -> Authors:
    return max(sorted(scores, key=sorted, reverse=True), key=lambda value: (round(scores[value], 9), len(value)))


def truthfinder(claims: Claims, *, gamma: float = 0.3, rho: float = 0.5, base: float = 0.5, rounds: int = 50) -> Picked:
    """TruthFinder (Yin, Han, Yu: Truth Discovery with Multiple Conflicting Information Providers, TKDE 20(6), 2008).

    Trust of a source is the mean confidence of its facts; confidence a logistic of the summed -ln(1 - trust), with
    the implication between facts: shared authors by the authors of the implying list, less ``base``.
    """
    sources = {c.source for said in claims.values() for c in said}
    trust = dict.fromkeys(sources, 0.9)
    confidence: dict[str, dict[Authors, float]] = {}
    for _ in range(rounds):
        tau = {s: -math.log(max(1 - t, 1e-9)) for s, t in trust.items()}
        for book, said in claims.items():
            raw: defaultdict[Authors, float] = defaultdict(float)
            for c in said:
                raw[c.authors] += tau[c.source]
            confidence[book] = {
                f: _logistic(gamma * (own + rho * sum(raw[g] * (len(f & g) / len(g) - base) for g in raw if g != f)))
                for f, own in raw.items()
            }
        new = _mean_by_source(claims, confidence)
        change = 1 - _cosine(trust, new)
        trust = new
        if change < 1e-5:
            break
    return {book: _best(facts) for book, facts in confidence.items() if facts}


def _logistic(x: float) -> float:
    return 1 / (1 + math.exp(-min(max(x, -500.0), 500.0)))


def _cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    norm = math.sqrt(sum(x * x for x in a.values()) * sum(x * x for x in b.values()))
    return sum(a[k] * b[k] for k in a) / norm if norm else 1.0


def _mean_by_source(claims: Claims, scores: Mapping[str, Mapping[Authors, float]]) -> dict[str, float]:
    total: defaultdict[str, float] = defaultdict(float)
    times: Counter[str] = Counter()
    for book, said in claims.items():
        for c in said:
            total[c.source] += scores[book][c.authors]
            times[c.source] += 1
    return {source: total[source] / times[source] for source in times}


def accu(
    claims: Claims,
    *,
    n: int = 100,
    start: float = 0.8,
    prior: float = 0.2,
    similar: float = 0.0,
    copying: bool = False,
    least: int = 10,
    rounds: int = 10,
) -> Picked:
    """Accu, AccuSim (``similar`` > 0) and AccuCopy (``copying``) (Dong, Berti-Équille, Srivastava, VLDB 2009).

    A source of accuracy A gives its value ln(nA / (1 - A)) votes, where each object has ``n`` false values; values
    become probabilities, a source's accuracy is the mean probability of its values, until none moves by a hundredth.
    With ``copying``, a vote counts by the probability that it was not copied from a source counted before it; pairs
    with fewer than ``least`` books in common are not looked at, as (we remember) in the paper's experiment. Without
    that, 28,250 pairs each get a little suspicion from the ``prior``, and votes melt away.
    """
    accuracy = dict.fromkeys(sorted({c.source for said in claims.values() for c in said}), start)
    shared = _shared(claims, least) if copying else {}
    picked: Picked = {}
    probability: dict[str, dict[Authors, float]] = {}
    for _ in range(rounds):
        dependence = _dependence(shared, picked, accuracy, n, prior)
        votes = {s: math.log(n * a / (1 - a)) for s, a in accuracy.items()}
        probability = {b: _probabilities(said, votes, dependence, n, similar) for b, said in claims.items() if said}
        picked = {book: _best(values) for book, values in probability.items()}
        before = accuracy
        accuracy = {s: min(max(a, 0.01), 0.99) for s, a in _mean_by_source(claims, probability).items()}
        if all(abs(accuracy[s] - before[s]) < 0.01 for s in accuracy):
            break
    return picked


def _probabilities(
    said: Sequence[Claim], votes: Mapping[str, float], dependence: Mapping[Pair, float], n: int, similar: float
) -> dict[Authors, float]:
    by_value: defaultdict[Authors, list[str]] = defaultdict(list)
    for c in said:
        by_value[c.authors].append(c.source)
    counts = {
        value: sum(votes[s] * free for s, free in _independence(sources, votes, dependence))
        for value, sources in by_value.items()
    }
    if similar:
        counts = {
            v: own + similar * sum(counts[w] * len(v & w) / len(v | w) for w in counts if w != v)
            for v, own in counts.items()
        }
    top = max(max(counts.values()), 0.0)
    whole = sum(math.exp(x - top) for x in counts.values()) + max(n + 1 - len(counts), 0) * math.exp(-top)
    return {value: math.exp(x - top) / whole for value, x in counts.items()}


COPY_RATE = 0.8


def _independence(
    sources: Sequence[str], votes: Mapping[str, float], dependence: Mapping[Pair, float]
) -> list[tuple[str, float]]:
    """For each source the probability that it did not copy this value from one ordered before it."""
    if not dependence:
        return [(s, 1.0) for s in sources]
    ordered: list[str] = []
    left = sorted(sources, key=lambda s: (-votes[s], s))
    out = []
    while left:  # the surest links first: next comes the source most dependent on those already counted
        s = max(left, key=lambda s: max((_linked(s, t, dependence) for t in ordered), default=0.0))
        free = math.prod(1 - COPY_RATE * _linked(s, t, dependence) for t in ordered)
        out.append((s, free))
        ordered.append(s)
        left.remove(s)
    return out


def _linked(a: str, b: str, dependence: Mapping[Pair, float]) -> float:
    return dependence.get((a, b) if a < b else (b, a), 0.0)


def _shared(claims: Claims, least: int) -> dict[Pair, list[tuple[str, Authors, bool]]]:
    """For each pair with ``least`` books in common, of each book the first's value and whether the second's is it."""
    out: defaultdict[Pair, list[tuple[str, Authors, bool]]] = defaultdict(list)
    for book, said in claims.items():
        for a, b in combinations(sorted(said, key=lambda c: c.source), 2):
            out[a.source, b.source].append((book, a.authors, a.authors == b.authors))
    return {pair: books for pair, books in out.items() if len(books) >= least}


def _dependence(
    shared: Mapping[Pair, Sequence[tuple[str, Authors, bool]]],
    picked: Picked,
    accuracy: Mapping[str, float],
    n: int,
    prior: float,
) -> dict[Pair, float]:
    """The probability that of two sources one copies the other, where it is above one in a hundred.

    Before anything is held true, what two share counts by the chance of agreeing at all.
    """
    out = {}
    for (a, b), books in shared.items():
        x, y = accuracy[a], accuracy[b]
        true, false = x * y, (1 - x) * (1 - y) / n
        # Log-likelihoods less the one of independence: a copies b, b copies a. Where they differ, Pr(differ) cancels.
        ab = ba = 0.0
        for book, value, same in books:
            if not same:
                ab += math.log(1 - COPY_RATE)
                ba += math.log(1 - COPY_RATE)
            elif not picked:
                gain = math.log(COPY_RATE / (true + false) + 1 - COPY_RATE)
                ab, ba = ab + gain, ba + gain
            else:
                held, alone = picked[book] == value, true if picked[book] == value else false
                ab += math.log(COPY_RATE * (y if held else 1 - y) / alone + 1 - COPY_RATE)
                ba += math.log(COPY_RATE * (x if held else 1 - x) / alone + 1 - COPY_RATE)
        odds = prior / 2 * (math.exp(min(ab, 500)) + math.exp(min(ba, 500))) / (1 - prior)
        if (linked := odds / (1 + odds)) > 0.01:
            out[a, b] = linked
    return out
