"""The command line of the benchmark; see the package."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import benchmarks.weighing as package
from benchmarks.showing import last_line, show

from .checking import faults, unnamed
from .scoring import Scores, score
from .topic import TOPICS, Topic, TopicError, load, load_all
from .weighed import Reading, weighed

_COLUMNS = ("names B³", "merged", "origins", "confl. P", "confl. R", "alike", "kinds", "success.", "answers")


def main() -> int:
    """Status 1 where the truth of a topic does not fit, else 0."""
    parser = argparse.ArgumentParser(description=package.__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--topics", type=Path, default=TOPICS, help="the folder of topics")
    parser.add_argument("--check", action="store_true", help="only see whether each topic's truth fits its claims")
    parser.add_argument("--show", metavar="NAME", help="what goes wrong in the topic whose name begins so")
    parser.add_argument(
        "--by-hand", action="store_true", help="only the claims given by hand; the reader is not loaded"
    )
    parser.add_argument("--unsealed", action="store_true", help="show a topic of the test too; say so where you report")
    args = parser.parse_args()
    if args.check:
        return _check(args.topics)
    if args.show:
        return _show(args.topics, args.show, unsealed=args.unsealed, by_hand=args.by_hand)
    topics = load_all(args.topics)
    results = {**_measured(topics, None, "claims given by hand")}
    if not args.by_hand:
        results |= {f"{k}_from_text": v for k, v in _measured(topics, _reader(), "claims read from the text").items()}
    last_line("weighing", {"topics": len(topics), **results})
    return 0


def _reader() -> Reading:
    import reportedly

    return reportedly.load_reader().read


def _measured(topics: Sequence[Topic], read: Reading | None, what: str) -> dict[str, float | int | None]:
    """The table of all topics; the topics of the test only together."""
    rows: list[list[object]] = []
    dev, test, whole = Scores(), Scores(), Scores()
    for topic in topics:
        scores = _scored(topic, read)
        (test if topic.is_test else dev).join(scores)
        whole.join(scores)
        if not topic.is_test:
            rows.append([topic.name, len(topic.documents), *_row(scores)])
    held = [sum(len(t.documents) for t in topics if t.is_test is split) for split in (False, True)]
    totals = [["development", held[0], *_row(dev)], ["test", held[1], *_row(test)], ["all", sum(held), *_row(whole)]]
    show(f"Weighing, {what}", ("topic", "reports", *_COLUMNS), rows, totals=totals)
    return whole.figures


def _scored(topic: Topic, read: Reading | None) -> Scores:
    with weighed(topic, read) as made:
        return score(topic, made)


def _row(scores: Scores) -> list[object]:
    figures = list(scores.figures.values())
    return [*figures[:5], scores.lookalikes.percent, scores.kinds.percent, *figures[5:]]


def _check(root: Path) -> int:
    wrong = 0
    for path in sorted(root.glob("*/truth.yaml")):
        try:
            topic = load(path.parent)
        except TopicError as error:
            wrong += 1
            print(error)
            continue
        found = faults(topic)
        wrong += len(found)
        claims = sum(map(len, topic.claims.values()))
        print(f"{topic.name}: {len(topic.documents)} reports, {claims} claims, {len(found)} faults")
        print(*(f"  {fault}" for fault in found), sep="\n", end="\n" if found else "")
        if names := unnamed(topic):
            print("  names of no entity: " + "; ".join(names))
    return 1 if wrong else 0


def _show(root: Path, name: str, *, unsealed: bool, by_hand: bool) -> int:
    folder = next(
        (path.parent for path in sorted(root.glob("*/truth.yaml")) if path.parent.name.startswith(name)), None
    )
    if folder is None:
        print(f"--show {name}: no topic's name begins so in {root}", file=sys.stderr)
        return 2
    topic = load(folder)
    if topic.is_test and not unsealed:
        print(f"{topic.name} is for the test: only its totals are looked at (--unsealed shows it)", file=sys.stderr)
        return 2
    for what, read in (("by hand", None), *(() if by_hand else (("from text", _reader()),))):
        scores = _scored(topic, read)
        print(f"{topic.name}, {what}: {scores.figures}")
        print(*(f"  {line}" for line in scores.wrong), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
