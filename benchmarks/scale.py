"""What weighing costs in a large ledger: time, memory, one more report, one page, and how it grows.

    python -m benchmarks.scale                         1,000,000 claims of 100,000 reports, and two smaller ledgers
    python -m benchmarks.scale --reports 5000          a fast look
    python -m benchmarks.scale --folder DIR            keeps the ledgers there, and takes those that it finds

The reports are of an invented world (``benchmarks.scale_world``), whose truth is known: the table also says how much of
it was found. Each ledger is filled and then weighed in a process of its own, whose highest memory is the system's
figure (``VmHWM``). Filling it is not counted: it is what reading costs. Afterwards come ten reports, one by one: seven
as they fall, one on the largest group, one on a middling and one on an unknown one; ``one_more_seconds`` is the median
of the ten, and the table has the worst beside it. ``page_ms`` is the median of five pages of the largest group, from an
open ledger. Last line: one JSON object.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.scale_world import Made, World

SHARES = (0.05, 0.2, 1.0)
_MORE = 7  # reports that come one by one afterwards


def main(arguments: list[str] | None = None) -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--reports", type=int, default=100_000)
    options.add_argument("--folder", type=Path, help="where the ledgers are kept; a temporary one by default")
    options.add_argument("--only", action="store_true", help="only the largest ledger, without the fit")
    options.add_argument("--step", choices=("fill", "weigh", "after"), help=argparse.SUPPRESS)
    options.add_argument("--ledger", type=Path, help=argparse.SUPPRESS)
    asked = options.parse_args(arguments)
    if asked.step:
        steps = {"fill": _fill, "weigh": _weigh, "after": _after}
        print(json.dumps(steps[asked.step](asked.ledger, asked.reports)))
        return
    with tempfile.TemporaryDirectory() as room:
        folder = asked.folder or Path(room)
        folder.mkdir(parents=True, exist_ok=True)
        shares = SHARES[-1:] if asked.only else SHARES
        found = [_measured(folder, max(50, round(asked.reports * share))) for share in shares]
    _show(found)


def _measured(folder: Path, reports: int) -> dict[str, Any]:
    ledger = folder / f"scale-{reports}.db"
    made: dict[str, Any] = {"reports": reports}
    steps = ("weigh", "after") if ledger.exists() else ("fill", "weigh", "after")
    for step in steps:
        made |= _child(step, ledger, reports)
    print(
        f"  {reports:,} reports: {made['minutes']:.2f} minutes, {made['gigabytes']:.2f} GB", file=sys.stderr, flush=True
    )
    return made


def _child(step: str, ledger: Path, reports: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.scale", "--step", step, "--ledger", str(ledger)]
    done = subprocess.run([*command, "--reports", str(reports)], check=True, stdout=subprocess.PIPE, text=True)
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


# --- in the child


def _fill(where: Path, reports: int) -> dict[str, Any]:
    from reportedly.ledger import Ledger

    began = time.monotonic()
    with Ledger.open(where) as ledger:
        for made in islice(World(reports + _MORE).made(), reports):
            ledger.add(made.document, made.original, made.claims, reader="made 1")
    return {"filled_minutes": (time.monotonic() - began) / 60}


def _weigh(where: Path, reports: int) -> dict[str, Any]:
    from reportedly.ledger import Ledger
    from reportedly.weigh import weigh

    with Ledger.open(where) as ledger:
        began = time.monotonic()
        weighed = weigh(ledger, anew=True)
        return {
            "claims": weighed.claims,
            "propositions": weighed.propositions,
            "minutes": (time.monotonic() - began) / 60,
            "gigabytes": _highest_memory(),
        }


def _after(where: Path, reports: int) -> dict[str, Any]:
    """What is asked of a weighed ledger: a page, and then a few reports more, one by one; and how right it is."""
    from reportedly.ledger import Ledger

    world = World(reports + _MORE)
    truth = _Truth()
    further: list[tuple[str, Made]] = []
    for number, one in enumerate(world.made()):
        if number < reports:
            truth.add(one)
        else:
            further.append(("any", one))
    further += world.further()
    copy = where.with_suffix(".more.db")  # what comes afterwards is new each time that the benchmark is run
    shutil.copy(where, copy)
    with Ledger.open(copy) as ledger:
        page, footnotes = _page(ledger, world.largest())
        right = truth.found(ledger)
        seconds = [(who, _one_more(ledger, one)) for who, one in further]
    copy.unlink()
    return {
        "one_more_seconds": median(taken for _, taken in seconds),
        "one_more_worst": max(taken for _, taken in seconds),
        "one_more_largest": next(taken for who, taken in seconds if who == "largest"),
        "page_ms": page,
        "page_footnotes": footnotes,
        **right,
    }


def _one_more(ledger: Any, one: Made) -> float:
    from reportedly.weigh import weigh

    ledger.add(one.document, one.original, one.claims, reader="made 1")
    began = time.monotonic()
    weigh(ledger)
    return time.monotonic() - began


def _page(ledger: Any, name: str) -> tuple[float, int]:
    from reportedly.workspace import Workspace

    taken, footnotes = [], 0
    for _ in range(5):
        began = time.monotonic()
        footnotes = len(Workspace(ledger).dossier(name).footnotes)
        taken.append(1_000 * (time.monotonic() - began))
    return median(taken), footnotes


class _Truth:
    """What the world knows of its reports, and how much of it a ledger found: names that are one, and reprints."""

    def __init__(self) -> None:
        self._meant: dict[tuple[str, str, str], tuple[str, int]] = {}
        self._copies: set[str] = set()

    def add(self, made: Made) -> None:
        """Note one report."""
        id_ = made.document.id
        self._meant |= {(id_, kind, name): (kind, who) for (kind, name), who in made.meant.items()}
        if made.copied_from:
            self._copies.add(id_)

    def found(self, ledger: Any) -> dict[str, float]:
        """Entities whose names all mean one, and reprints by the report that they carry, in percent."""
        of_entity: dict[str, set[tuple[str, int]]] = {}
        for member in ledger.members():
            key = (member.document, member.kind, member.name)
            if key in self._meant:
                of_entity.setdefault(member.entity, set()).add(self._meant[key])
        linked = {link.document for link in ledger.copies.links() if link.origin}
        return {
            "entities_pure": _percent(sum(len(found) == 1 for found in of_entity.values()), len(of_entity)),
            "reprints_found": _percent(len(self._copies & linked), len(self._copies)),
            "reprints_right": _percent(len(self._copies & linked), len(linked)),
        }


def _percent(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 100.0


def _highest_memory() -> float:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1e6
    raise OSError(f"/proc/{os.getpid()}/status has no VmHWM: this benchmark needs Linux")


# --- the table


def _show(found: list[dict[str, Any]]) -> None:
    columns = (
        *("reports", "claims", "minutes", "gigabytes", "one_more_seconds", "one_more_worst", "one_more_largest"),
        *("page_ms", "page_footnotes", "entities_pure", "reprints_found", "reprints_right"),
    )
    print("  ".join(f"{name:>16}" for name in columns))
    for one in found:
        cells = (one[name] for name in columns)
        print("  ".join(f"{cell:16,.2f}" if isinstance(cell, float) else f"{cell:16,}" for cell in cells))
    largest = found[-1]
    names = ("minutes", "gigabytes", "one_more_seconds", "one_more_worst", "page_ms")
    answer = {name: round(largest[name], 3) for name in names}
    if len(found) > 1:
        answer["growth_exponent"] = round(_exponent(found), 3)
        print(f"minutes grow with claims to the power of {answer['growth_exponent']:.2f} (1 is linear)")
    print(json.dumps(answer))


def _exponent(found: list[dict[str, Any]]) -> float:
    """The slope of the least-squares line through log minutes over log claims."""
    import numpy as np

    return float(np.polyfit(np.log([f["claims"] for f in found]), np.log([f["minutes"] for f in found]), 1)[0])


if __name__ == "__main__":
    main()
