"""Reading: from report to claims, against claims written down by hand.

    python -m benchmarks.reading [GOLD ...] [--texts FOLDER] [--published DAY] [--out FILE] [--misses] [--extras]
    python -m benchmarks.reading tests/gold/*.jsonl --failures tests/reading/known_failures.txt

GOLD is a file of claims in the form of the contract, one JSON object a line. The reports are sought beside it, in
folders text/ and reports/ beside it or beside its own folder, or in --texts, and are taken in as ``reportedly read``
takes them in. Without GOLD the examples of this repository are read. How claims are compared: benchmarks.scoring.
The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarks import scoring
from benchmarks.showing import ROOT, last_line, show
from reportedly.errors import Refusal
from reportedly.exchange import jsonl
from reportedly.exchange.row import Row
from reportedly.intake import Options, open_sources
from reportedly.model import Document
from reportedly.reading.local import LocalReader
from reportedly.reading.protocol import Reader

EXAMPLES = ROOT / "examples" / "gold" / "claims.jsonl"
Json = dict[str, Any]


@dataclass(slots=True)
class Reading:
    """What a reader made of the reports of a gold file, and how long it took (intake not counted)."""

    gold: list[Json]
    claims: list[Json] = field(default_factory=list)
    documents: int = 0
    words: int = 0
    seconds: float = 0.0

    @property
    def score(self) -> scoring.Score:
        """The claims held against gold."""
        return scoring.score(self.gold, self.claims)


def wrong(reading: Reading) -> dict[str, str]:
    """The gold claims of one file that do not hold, by their ids, and what is wrong with them.

    A claim holds where it is found and everything about it is right, certainty too.
    """
    result: dict[str, str] = {}
    read_here = scoring.by_document(reading.claims)
    for document, claims in scoring.by_document(reading.gold).items():
        gold = [claim for claim in claims if claim["predicate"] != "open"]
        pairs = scoring.pair(gold, read_here.get(document, []))
        for number, claim in enumerate(gold):
            right = scoring.checks(claim, pairs[number][1]) if number in pairs else {"not found": False}
            if not all(right.values()):
                result[claim["id"]] = ", ".join(name for name, value in right.items() if not value)
    return result


def lines(path: Path) -> list[Json]:
    """The objects of a file of JSON lines.

    Raises:
        ValueError: naming the file and the line that is no JSON object.
    """
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if line.strip():
            try:
                found.append(json.loads(line))
            except json.JSONDecodeError as error:
                raise ValueError(f"{path}, line {number}: expected one JSON object ({error})") from error
    return found


def report_of(name: str, gold: Path, *, texts: Path | None) -> Path:
    """The file of the report that gold calls ``name``, with or without its ending.

    Raises:
        FileNotFoundError: naming where it was sought.
    """
    beside = (gold.parent, gold.parent / "text", gold.parent / "reports", gold.parent.parent / "reports")
    folders = [texts] if texts is not None else list(beside)
    for folder in folders:
        for candidate in (folder / name, folder / f"{name}.txt"):
            if candidate.is_file():
                return candidate
    raise FileNotFoundError(f"{gold}: no report {name!r} in {', '.join(map(str, folders))}; say --texts FOLDER")


def taken_in(paths: Iterable[Path], *, published: date | None) -> Iterator[Document]:
    """The reports as intake gives them.

    Raises:
        ValueError: where intake refuses one.
    """
    # The language is not asked: gold is there, so somebody could read it.
    options = Options(published=published, language="en", isolate=False)
    for one in open_sources([str(path) for path in paths], options=options):
        if isinstance(one, Refusal):
            raise ValueError(f"{one.origin}: refused ({one.reason}): {one.detail}")
        yield one.document


def read(
    gold: Path, reader: Reader, *, texts: Path | None = None, published: date | None = None, limit: int | None = None
) -> Reading:
    """Reads every report of a gold file, or the first ``limit`` of them."""
    claims = lines(gold)
    names = list(dict.fromkeys(claim["document"] for claim in claims))[:limit]
    kept = set(names)
    result = Reading([claim for claim in claims if claim["document"] in kept])
    documents = list(taken_in([report_of(name, gold, texts=texts) for name in names], published=published))
    for document in documents:
        began = perf_counter()
        found = reader.read(document)
        result.seconds += perf_counter() - began
        result.documents += 1
        result.words += len(document.text.split())
        rows = (Row(claim=claim, document=document.name, reader=reader.name) for claim in found)
        result.claims += [jsonl.as_json(row) for row in rows]
    return result


def _show(name: str, score: scoring.Score) -> None:
    def row(label: str, c: scoring.Counts) -> list[object]:
        return [
            label, c.gold, c.found, scoring.per_cent(c.found, c.gold), scoring.per_cent(c.whole, c.gold),
            c.read, scoring.per_cent(c.read_right, c.read),
        ]  # fmt: skip

    counts = sorted(score.predicates.items(), key=lambda item: (-item[1].gold, item[0]))
    columns = ("predicate", "gold", "found", "recall", "wholly right", "read", "precision")
    totals = [row("all", score.total), *([row("core", score.core)] if score.core.gold else [])]
    show(f"Reading: {name}", columns, [row(*item) for item in counts], totals=totals)
    parts = [(part, scoring.per_cent(c[True], c.total()), c.total()) for part, c in score.parts.items()]
    show("Of what was found, right are", ("part", "per cent", "of"), parts)


def _told(claim: scoring.Json) -> str:
    def label(part: Json | None) -> str:
        return "–" if part is None else str(part.get("name", part.get("value")))

    who = f"{label(claim.get('subject'))} → {label(claim.get('object'))}"
    return f"{claim['document']}  {claim['predicate']}  {who}  | {' '.join(claim['quote'].split())[:110]}"


def arguments() -> argparse.ArgumentParser:
    """The options of this benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="*", type=Path, default=[EXAMPLES])
    parser.add_argument("--texts", type=Path, metavar="FOLDER", help="where the reports lie")
    parser.add_argument("--published", type=date.fromisoformat, metavar="DAY", help="for reports that do not say it")
    parser.add_argument("--limit", type=int, metavar="N", help="the first N reports of each file only")
    parser.add_argument("--threads", type=int, default=1, metavar="N")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the claims read, in the form of the contract")
    parser.add_argument("--failures", type=Path, metavar="FILE", help="write the ids of gold claims that do not hold")
    parser.add_argument("--misses", action="store_true", help="print the gold claims that were not found")
    parser.add_argument("--extras", action="store_true", help="print the typed claims that found none")
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Read, show, print one JSON object."""
    given = arguments().parse_args(argv)
    reader = LocalReader.load(given.threads)
    everything = Reading([])
    files: dict[str, Any] = {}
    failures: dict[str, str] = {}
    for gold in given.gold:
        try:
            found = read(gold, reader, texts=given.texts, published=given.published, limit=given.limit)
        except (OSError, ValueError) as error:
            print(f"benchmarks.reading: {error}", file=sys.stderr)
            return 2
        files[str(gold)] = found.score.figures
        failures |= wrong(found)
        for name in ("gold", "claims", "documents", "words", "seconds"):
            setattr(everything, name, getattr(everything, name) + getattr(found, name))
    score = everything.score
    _show(", ".join(str(gold) for gold in given.gold), score)
    for told, claims in ((given.misses, score.missed), (given.extras, score.extra)):
        for claim in claims if told else ():
            print("missed" if claims is score.missed else "extra ", _told(claim))
    if given.out:
        given.out.write_text(
            "".join(json.dumps(c, ensure_ascii=False) + "\n" for c in everything.claims), encoding="utf-8"
        )
    if given.failures:
        given.failures.write_text("".join(f"{name}  # {why}\n" for name, why in failures.items()), encoding="utf-8")
    last_line("reading", {
        "gold_files": files if len(files) > 1 else [str(gold) for gold in given.gold],
        "reader": reader.name, "documents": everything.documents, "words": everything.words,
        "words_per_second": round(everything.words / everything.seconds) if everything.seconds else None,
        **score.figures,
        "by_predicate": {
            name: [c.gold, c.found, c.whole, c.read, c.read_right] for name, c in score.predicates.items()
        },
    })  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
