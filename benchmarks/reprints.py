"""Copies between reports: how many are recognised, and how fast near-duplicates are found beside datasketch.

    python -m benchmarks.reprints [--events N] [--seed N]

The corpus is made by ``benchmarks.reprints_corpus``: for each event a report, three copies of it (reprinted,
shortened, reordered, inside a longer piece, reworded …) and four reports that tell of the same event and copy nothing,
some with the same quotations or the same background paragraph. Two reports are said to copy where links lead from one
to the other, over others if need be; ``f1`` is over pairs.

Speed is that of finding candidates, from the text: our bands against MinHash with LSH by datasketch
(``pip install datasketch``; without it there is no ratio). Near-duplicates are pairs that copy and share half of their
five-word shingles (Jaccard); datasketch is given the highest of its thresholds at which it finds as many of them as we
do, and its default hash as well as a faster one; the ratio is to the faster of the two. The last line is one JSON
object.
"""

from __future__ import annotations

import argparse
import re
import time
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import Any

from benchmarks.reprints_corpus import Made, make
from benchmarks.showing import Tally, last_line, show
from reportedly.model import Document
from reportedly.weighing.origins import Index, Link, Via, links
from reportedly.weighing.told import order

WIDTH = 5
NEAR = 0.5
THRESHOLDS = (0.5, 0.4, 0.3, 0.2)
ROUNDS = 3
NUM_PERM = 128

Pairs = set[tuple[str, str]]


def pairs_of(groups: Iterable[Sequence[str]]) -> Pairs:
    """Every pair within a group."""
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def truth(corpus: Sequence[Made]) -> Pairs:
    """The pairs of reports that go back to one text."""
    families: dict[int, list[str]] = defaultdict(list)
    for made in corpus:
        families[made.family].append(made.document.id)
    return pairs_of(families.values())


def groups(found: Iterable[Link]) -> list[list[str]]:
    """Reports that copies lead from one to the other."""
    near: dict[str, set[str]] = defaultdict(set)
    for link in found:
        if link.origin and link.via is not Via.CREDIT:
            near[link.document].add(link.origin)
            near[link.origin].add(link.document)
    seen: set[str] = set()
    components = []
    for name in near:
        ahead, members = [name], []
        while ahead:
            one = ahead.pop()
            if one not in seen:
                seen.add(one)
                members.append(one)
                ahead += near[one]
        components.append(members)
    return components


def by_way(corpus: Sequence[Made], components: Sequence[Sequence[str]]) -> Iterator[tuple[str, int, float]]:
    """For each way in which a report was made, the share that is taken rightly: a copy with its first report, any
    other with no report of another family."""
    place = {name: number for number, members in enumerate(components) for name in members}
    family = {made.document.id: made.family for made in corpus}
    first = {made.family: made.document.id for made in corpus if made.how == "first report"}
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for made in corpus:
        total[made.how] += 1
        members = components[place[made.document.id]] if made.document.id in place else [made.document.id]
        if made.family in first and made.how != "first report":
            right[made.how] += first[made.family] in members
        else:
            right[made.how] += all(family[member] == made.family for member in members)
    for how in sorted(total):
        yield how, total[how], 100 * right[how] / total[how]


def near_duplicates(corpus: Sequence[Made]) -> Pairs:
    """The true pairs that share half of their shingles."""
    shingled = {made.document.id: set(_shingles(made.document.text)) for made in corpus}
    return {
        (one, other)
        for one, other in truth(corpus)
        if len(shingled[one] & shingled[other]) >= NEAR * len(shingled[one] | shingled[other])
    }


def _shingles(text: str) -> list[str]:
    words = re.findall(r"\w+", text.casefold())
    return [" ".join(words[i : i + WIDTH]) for i in range(len(words) - WIDTH + 1)]


def ours(documents: Sequence[Document]) -> Pairs:
    """Candidates by our index."""
    index = Index()
    bands = list(index.bands_of(document.text for document in documents))
    return {(min(a, b), max(a, b)) for i, j in index.pairs(bands) for a, b in [(documents[i].id, documents[j].id)]}


def theirs(documents: Sequence[Document], *, threshold: float, hashing: Callable[[bytes], int] | None) -> Pairs:
    """Candidates by datasketch's MinHash and MinHashLSH."""
    from datasketch import MinHash, MinHashLSH

    lsh = MinHashLSH(threshold=threshold, num_perm=NUM_PERM)
    more: dict[str, Any] = {} if hashing is None else {"hashfunc": hashing}
    found: Pairs = set()
    shingled = ([shingle.encode() for shingle in _shingles(document.text)] for document in documents)
    for document, sketch in zip(documents, MinHash.bulk(shingled, num_perm=NUM_PERM, **more), strict=True):
        found |= {(min(other, document.id), max(other, document.id)) for other in lsh.query(sketch)}
        lsh.insert(document.id, sketch)
    return found


def timed(work: Callable[[], Pairs], *, rounds: int = ROUNDS) -> tuple[Pairs, float]:
    """What comes out, and the best time of some rounds in seconds: what disturbs a machine only makes it slower."""
    best, found = float("inf"), set()
    for _ in range(rounds):
        began = time.perf_counter()
        found = work()
        best = min(best, time.perf_counter() - began)
    return found, best


def recall(found: Pairs, wanted: Pairs) -> float:
    """How many of the wanted pairs were found, per cent."""
    return 100 * len(found & wanted) / max(1, len(wanted))


def one_more(documents: Sequence[Document]) -> float:
    """Milliseconds to look one more report up among the others, bands held in a dictionary as a table holds them."""
    index, held = Index(), defaultdict(list)
    for number, bands in enumerate(index.bands_of(document.text for document in documents)):
        for band in bands.tolist():
            held[band].append(number)
    asked = documents[:: max(1, len(documents) // 200)]
    began = time.perf_counter()
    for document in asked:
        bands = index.bands(document.text)
        counts = Counter(number for band in bands.tolist() for number in held[band][:100])
        [number for number, shared in counts.items() if index.enough(shared, len(bands), len(bands))]
    return 1000 * (time.perf_counter() - began) / len(asked)


def speed(documents: Sequence[Document], wanted: Pairs) -> dict[str, float | None]:
    """A table of both, and the ratio; None where datasketch is not installed."""
    ours(documents[:10])
    mine, seconds = timed(lambda: ours(documents))
    rows: list[tuple[object, ...]] = [("reportedly, Index", seconds, recall(mine, wanted), len(mine))]
    figures: dict[str, float | None] = {"recall_near": round(recall(mine, wanted), 1), "speed_ratio": None}
    try:
        import datasketch  # noqa: F401 (only whether it is there)
    except ImportError:
        show("Near-duplicates among all reports", COLUMNS, [_row(row) for row in rows])
        print("speed_ratio is null: datasketch is not installed (pip install datasketch)")
        return figures
    threshold = _threshold(documents, wanted, recall(mine, wanted))
    times = []
    for name, hashing in (("sha1, its default", None), ("crc32", zlib.crc32)):
        found, took = timed(lambda hashing=hashing: theirs(documents, threshold=threshold, hashing=hashing), rounds=2)  # type: ignore[misc]
        rows.append((f"datasketch, threshold {threshold}, {name}", took, recall(found, wanted), len(found)))
        times.append(took)
        figures["recall_near_datasketch"] = round(recall(found, wanted), 1)
    show("Near-duplicates among all reports", COLUMNS, [_row(row) for row in rows])
    return figures | {"speed_ratio": round(min(times) / seconds, 2)}


COLUMNS = ("", "seconds", "recall %", "candidates")


def _row(row: tuple[object, ...]) -> tuple[object, ...]:
    return (row[0], f"{row[1]:.3f}", *row[2:])


def _threshold(documents: Sequence[Document], wanted: Pairs, aim: float) -> float:
    """The highest threshold at which datasketch finds as many as we do; the lowest, where it does at none."""
    for threshold in THRESHOLDS:
        if recall(theirs(documents, threshold=threshold, hashing=zlib.crc32), wanted) >= aim - 0.5:
            return threshold
    return THRESHOLDS[-1]


def main(argv: Sequence[str] | None = None) -> None:
    """Measure, show, print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--events", type=int, default=400, metavar="N", help="events; eight reports each (default: 400)"
    )
    parser.add_argument("--seed", type=int, default=4, metavar="N", help="of the corpus (default: 4)")
    given = parser.parse_args(argv)
    corpus = make(given.events, seed=given.seed)
    documents = sorted((made.document for made in corpus), key=order)
    began = time.perf_counter()
    found = links(documents)
    seconds = time.perf_counter() - began
    components = groups(found)
    tally = Tally()
    tally.add(truth(corpus), pairs_of(components))
    figures = tally.figures
    rows = [(how, count, share) for how, count, share in by_way(corpus, components)]
    show("Reports taken rightly, by how they were made", ("", "reports", "right %"), rows)
    show("Pairs that copy", ("", "%"), [(key, figures[key]) for key in ("precision", "recall", "f1")])
    fast = speed(documents, near_duplicates(corpus))
    last_line(
        "reprints",
        {
            "f1": figures["f1"], "precision": figures["precision"], "recall": figures["recall"], **fast,
            "documents": len(documents), "links_seconds": round(seconds, 2),
            "look_up_ms": round(one_more(documents), 3),
        },
    )  # fmt: skip


if __name__ == "__main__":
    main()
