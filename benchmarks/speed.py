"""Speed: words a second from text to claims, what each layer costs, memory, and how long a cold start takes.

    python -m benchmarks.speed [--corpora FOLDER] [--limit N] [--parts layers,workers,memory,start] [--reports 2000]

Words are those of ``wc -w``; intake is not in it. *layers*: one process, one thread, and what the bare network (the
encoder's graph over the same windows, nothing else) does in the same process: their ratio says how fast the reader is
wherever this runs. *workers*: the worker processes of ``reportedly read``, one and two, without and with the ledger.
*memory*: benchmarks.memory, in a process of its own. *start*: ``reportedly read`` of one small report, as a new
process each time. Measure on an idle machine: "load" is how busy it was. The last line is one JSON object.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np
import onnxruntime

import reportedly
from benchmarks import layers, texts
from benchmarks.showing import ROOT, last_line, options, show
from reportedly import pipeline
from reportedly.ledger import Ledger
from reportedly.model import Document
from reportedly.reading import sentences, tokens
from reportedly.reading.encoder import WEIGHTS
from reportedly.reading.local import LocalReader
from reportedly.reading.windows import features, pack
from reportedly.reading.wordpiece import END, START, WordPieces
from reportedly.workers import Crew

PARTS = ("layers", "workers", "memory", "start")
SMALL = ROOT / "tests" / "gold" / "denied.txt"
_SIZE, _CONTEXT, _LIMIT = 240, 40, 500
"""Windows as the reader makes them."""


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def by_layer(documents: Sequence[Document], reader: LocalReader) -> dict[str, Any]:
    """One thread: words a second, of the reader and of the bare network, and the share of each layer."""
    feeds = bare_feeds(documents)
    for document in documents[:3]:
        reader.read(document)
    with layers.watched() as watch:
        began = perf_counter()
        claims = sum(len(reader.read(document)) for document in documents)
        whole = perf_counter() - began
    bare = run_bare(feeds)
    count = texts.words(documents)
    seconds = {layer: watch.seconds.get(layer, 0.0) for layer in layers.LAYERS}
    seconds[layers.REST] = whole - sum(seconds.values())
    return {
        "documents": len(documents),
        "words": count,
        "claims": claims,
        "words_per_second": round(count / whole),
        "bare_network_words_per_second": round(count / bare),
        "ratio": round(bare / whole, 3),
        "microseconds_per_word": {layer: round(1e6 * spent / count, 1) for layer, spent in seconds.items()},
    }


def bare_feeds(documents: Sequence[Document]) -> list[dict[str, np.ndarray[Any, Any]]]:
    """What the encoder's graph is fed for these texts."""
    cutter = WordPieces.load(WEIGHTS / "vocab.txt")
    feeds = []
    for document in documents:
        starts, ends = tokens.tokenise(document.text)
        cut = [cutter.pieces(document.text[a:b]) for a, b in zip(starts, ends, strict=True)]
        shapes = features(document.text, starts, ends)
        ranges = sentences.split(document.text, starts, ends)
        for window in pack(ranges, [len(pieces) for pieces in cut], size=_SIZE, context=_CONTEXT):
            pieces, inputs, first = [START], [0], []
            for token in range(window.first, window.end):
                first.append(min(len(pieces), _LIMIT))
                pieces += cut[token]
                inputs += [shapes[token]] * len(cut[token])
            feeds.append({
                "pieces": np.array([[*pieces[:_LIMIT], END]]), "shapes": np.array([[*inputs[:_LIMIT], 0]]),
                "first": np.array(first),
            })  # fmt: skip
    return feeds


def run_bare(feeds: Sequence[dict[str, np.ndarray[Any, Any]]]) -> float:
    """Seconds that the encoder's graph takes for them on one thread."""
    wanted = onnxruntime.SessionOptions()
    wanted.intra_op_num_threads = wanted.inter_op_num_threads = 1
    wanted.log_severity_level = 3
    session = onnxruntime.InferenceSession(str(WEIGHTS / "encoder.onnx"), wanted, providers=["CPUExecutionProvider"])
    for feed in feeds[:3]:
        session.run(None, feed)
    began = perf_counter()
    for feed in feeds:
        session.run(None, feed)
    return perf_counter() - began


def in_workers(documents: Sequence[Document], *, size: int) -> float:
    """Words a second of ``size`` worker processes that are up already, nothing stored."""
    crew = Crew(reportedly.load_reader, size=size)
    try:
        crew.start()
        _through(crew, list(islice(cycle(documents), 40 * size)))
        began = perf_counter()
        _through(crew, documents)
        return texts.words(documents) / (perf_counter() - began)
    finally:
        crew.close()


def _through(crew: Crew, documents: Sequence[Document]) -> None:
    for number, document in enumerate(documents):
        crew.submit(number, document)
    done = 0
    while done < len(documents):
        done += len(crew.collect(block=True))


def into_ledger(documents: Sequence[Document], *, workers: int) -> float:
    """Words a second of ``reportedly read`` after intake: starting up, storing and resolving names included."""
    taken = list(texts.many(documents, len(documents)))
    with tempfile.TemporaryDirectory() as room, Ledger.open(Path(room) / "speed.db") as ledger:
        began = perf_counter()
        pipeline.read(ledger, taken, reportedly.load_reader, workers=workers)
        return texts.words(documents) / (perf_counter() - began)


def cold_start(*, times: int = 5) -> dict[str, Any]:
    """Seconds from nothing to a ledger with one small report, in new processes one after the other."""
    took = []
    for _ in range(times):
        with tempfile.TemporaryDirectory() as room:
            command = [sys.executable, "-m", "reportedly", "read", str(SMALL), "--ledger", str(Path(room) / "cold.db")]
            began = perf_counter()
            subprocess.run(command, check=True, capture_output=True)
            took.append(round(perf_counter() - began, 2))
    return {"seconds_median": median(took), "seconds": took}


def memory(corpora: Path, *, reports: int) -> dict[str, Any]:
    """benchmarks.memory in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.memory", "--corpora", str(corpora), "--reports", str(reports)]
    ran = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    found: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return found


def _show(result: dict[str, Any]) -> None:
    rows: list[tuple[object, ...]] = []
    if layered := result.get("layers"):
        rows += [
            ("one process, one thread: words a second", layered["words_per_second"]),
            ("the bare network, same process: words a second", layered["bare_network_words_per_second"]),
            ("ratio of the two", f"{layered['ratio']:.2f}"),
        ]
        whole = sum(layered["microseconds_per_word"].values())
        parts = [(name, cost, 100 * cost / whole) for name, cost in layered["microseconds_per_word"].items()]
        show("What each layer costs (one thread)", ("layer", "µs a word", "per cent"), parts)
    rows += [(f"{name}: words a second", value) for name, value in result.get("workers", {}).items()]
    rows += [(f"memory: {name}", str(value)) for name, value in result.get("memory", {}).items() if name != "benchmark"]
    rows += [(f"cold start: {name}", str(value)) for name, value in result.get("start", {}).items()]
    show(f"Speed ({result['cores']} cores, load {result['load']})", ("", "value"), rows)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, show, print one JSON object."""
    parser = options(__doc__)
    parser.add_argument("--parts", default=",".join(PARTS), help=f"which of {', '.join(PARTS)}, with commas between")
    parser.add_argument("--reports", type=int, default=2000, metavar="N", help="for memory")
    given = parser.parse_args(argv)
    parts = given.parts.split(",")
    if unknown := set(parts) - set(PARTS):
        parser.error(f"--parts: {', '.join(sorted(unknown))}: expected some of {', '.join(PARTS)}")
    where = texts.folder(given.corpora)
    documents = texts.load(where, limit=given.limit)
    result: dict[str, Any] = {"texts": str(where), "cores": cores(), "load": round(os.getloadavg()[0], 1)}
    if "layers" in parts:
        reader = LocalReader.load(1)
        result["reader"] = reader.name
        result["layers"] = by_layer(documents, reader)
    if "workers" in parts:
        result["workers"] = {
            f"{size} worker{'s' if size > 1 else ''}{stored}": round(measure)
            for size in (1, 2)
            for stored, measure in (
                ("", in_workers(documents, size=size)),
                (", into a ledger", into_ledger(documents, workers=size)),
            )
        }
    if "memory" in parts:
        result["memory"] = memory(given.corpora, reports=given.reports)
    if "start" in parts:
        result["start"] = cold_start()
    _show(result)
    last_line("speed", result)
    return 0


if __name__ == "__main__":
    sys.exit(main())
