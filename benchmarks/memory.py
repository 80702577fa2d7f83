"""Memory: what one process holds while it reads many reports into a ledger.

    python -m benchmarks.memory [--corpora FOLDER] [--reports 2000]

The highest resident size in each third of the reports, in MB, and the highest of all, names across reports included.
``growth`` is the last third's over the first's. The ledger is a file in a temporary folder. The last line is one
JSON object.
"""

from __future__ import annotations

import resource
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

import reportedly
from benchmarks import texts
from benchmarks.showing import last_line, options, show
from reportedly import pipeline
from reportedly.ledger import Ledger

_STATUS = Path("/proc/self/status")


def resident() -> float:
    """The resident size of this process now, in MB; where the system does not say, the highest so far."""
    if _STATUS.exists():
        line = next(line for line in _STATUS.read_text(encoding="ascii").splitlines() if line.startswith("VmRSS:"))
        return int(line.split()[1]) * 1024 / 1e6
    return highest()


def highest() -> float:
    """The highest resident size of this process so far, in MB."""
    # Linux counts in KiB, macOS in bytes.
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6


def measure(corpora: Path, *, reports: int) -> dict[str, object]:
    """Reads ``reports`` reports, one commit each, and looks at the process after each."""
    documents = texts.load(texts.folder(corpora))
    peaks = [0.0, 0.0, 0.0]
    done = 0

    def look(_: pipeline.Step) -> None:
        nonlocal done
        third = min(2, 3 * done // reports)
        peaks[third] = max(peaks[third], resident())
        done += 1

    with tempfile.TemporaryDirectory() as room, Ledger.open(Path(room) / "memory.db") as ledger:
        began = perf_counter()
        summary = pipeline.read(ledger, texts.many(documents, reports), reportedly.load_reader, progress=look)
        seconds = perf_counter() - began
    return {
        "reports": summary.read,
        "claims": summary.claims,
        "seconds": round(seconds, 1),
        "mb_in_thirds": [round(peak) for peak in peaks],
        "growth": round(peaks[2] / peaks[0], 3),
        "mb_highest": round(highest()),
    }


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, show, print one JSON object."""
    parser = options(__doc__)
    parser.add_argument("--reports", type=int, default=2000, metavar="N")
    given = parser.parse_args(argv)
    result = measure(given.corpora, reports=given.reports)
    show("Memory", ("", "value"), [(name, str(value)) for name, value in result.items()])
    last_line("memory", result)
    return 0


if __name__ == "__main__":
    sys.exit(main())
