"""What weighing costs in a large ledger: time, memory, one more report, one page, and how it grows.

    python -m benchmarks.scale                         1,000,000 claims of 100,000 reports, and three smaller ledgers
    python -m benchmarks.scale --reports 5000          a fast look

The reports are of an invented world (``benchmarks.scale_world``), whose truth is known: the table also says how much of
it was found. Each ledger is filled and then weighed in a process of its own, whose highest memory is the system's
figure (``VmHWM``). Filling it is not counted: it is what reading costs. Last line: one JSON object.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.scale_world import Made, World

SHARES = (0.125, 0.25, 0.5, 1.0)
_MORE = 7  # reports that come one by one afterwards


def main(arguments: list[str] | None = None) -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--reports", type=int, default=100_000)
    options.add_argument("--folder", type=Path, help="where the ledgers are kept; a temporary one by default")
    options.add_argument("--only", action="store_true", help="only the largest ledger, without the fit")
    options.add_argument("--step", choices=("fill", "weigh"), help=argparse.SUPPRESS)
    options.add_argument("--ledger", type=Path, help=argparse.SUPPRESS)
    asked = options.parse_args(arguments)
    if asked.step:
        print(json.dumps((_fill if asked.step == "fill" else _weigh)(asked.ledger, asked.reports)))
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
    if not ledger.exists():
        made |= _child("fill", ledger, reports)
    made |= _child("weigh", ledger, reports)
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

    world = World(reports + _MORE)
    made = list(world.made())
    with Ledger.open(where) as ledger:
        began = time.monotonic()
        weighed = weigh(ledger, anew=True)
        minutes = (time.monotonic() - began) / 60
        memory = _highest_memory()
        more = median(_one_more(ledger, one) for one in made[reports:])
        page, footnotes = _page(ledger, world.largest())
        return {
            "claims": weighed.claims,
            "propositions": weighed.propositions,
            "minutes": minutes,
            "gigabytes": memory,
            "one_more_seconds": more,
            "page_ms": page,
            "page_footnotes": footnotes,
            **_truth(ledger, made),
        }


def _one_more(ledger: Any, one: Made) -> float:
    from reportedly.weigh import weigh

    ledger.add(one.document, one.original, one.claims, reader="made 1")
    began = time.monotonic()
    weigh(ledger)
    return time.monotonic() - began


def _page(ledger: Any, name: str) -> tuple[float, int]:
    import reportedly

    taken, footnotes = [], 0
    for _ in range(5):
        began = time.monotonic()
        footnotes = len(reportedly.about(ledger, name).footnotes)
        taken.append(1_000 * (time.monotonic() - began))
    return median(taken), footnotes


def _truth(ledger: Any, made: list[Made]) -> dict[str, float]:
    """How much of the truth was found: pairs of names that are one, and reprints by the report that they carry."""
    meant = {(m.document.id, kind, name): (kind, who) for m in made for (kind, name), who in m.meant.items()}
    wrong = right = 0
    of_entity: dict[str, set[tuple[str, int]]] = {}
    for member in ledger.members():
        key = (member.document, member.kind, member.name)
        if key in meant:
            of_entity.setdefault(member.entity, set()).add(meant[key])
    for found in of_entity.values():
        right += len(found) == 1
        wrong += len(found) > 1
    copies = {m.document.id for m in made if m.copied_from}
    linked = {link.document for link in ledger.copies.links() if link.origin}
    return {
        "entities_pure": _percent(right, right + wrong),
        "reprints_found": _percent(len(copies & linked), len(copies)),
        "reprints_right": _percent(len(copies & linked), len(linked)),
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
    columns = ("reports", "claims", "minutes", "gigabytes", "one_more_seconds", "page_ms", "page_footnotes")
    columns += ("entities_pure", "reprints_found", "reprints_right")
    print("  ".join(f"{name:>16}" for name in columns))
    for one in found:
        cells = (one[name] for name in columns)
        print("  ".join(f"{cell:16,.2f}" if isinstance(cell, float) else f"{cell:16,}" for cell in cells))
    largest = found[-1]
    answer = {name: round(largest[name], 3) for name in ("minutes", "gigabytes", "one_more_seconds", "page_ms")}
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
