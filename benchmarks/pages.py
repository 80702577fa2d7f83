"""What pages cost: milliseconds on the server and bytes, of home, a dossier, a report and a claim.

The dossier is asked for thrice: all of it, as of a day in the middle of its reports, with what its last year brought.

    python -m benchmarks.pages                       a ledger of 10,000 claims about one name, made for it
    python -m benchmarks.pages --folder DIR          keeps the ledger there, and takes the one that it finds
    python -m benchmarks.pages --claims 2000         a fast look
    python -m benchmarks.pages --check               ends with status 1 where a page costs more than
                                                     floors.toml allows

The claims are of an invented world (``benchmarks.scale_world``), all of its reports about one group. Each page is asked
for once unmeasured, then five times, the dossier each time as if nobody had asked for it before; the table has the
median. ``ms`` is the processor's time, which neighbours do not change (the database runs in the same process), ``wall``
the clock's. Bytes are those of the page alone and of all that it needs before anything can be done with it (its styles
and scripts), without pictures, as they are and as gzip packs them. Last line: one JSON object.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import tempfile
import time
import tomllib
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any

from fastapi import FastAPI
from starlette.testclient import TestClient

from benchmarks.scale_world import World
from reportedly import overview
from reportedly.ledger import Ledger
from reportedly.web import make_app
from reportedly.web.shelf import Shelf
from reportedly.weigh import weigh

ROUNDS = 5
CEILINGS = Path(__file__).parent / "floors.toml"
"""The file that says what no page may cost more of."""
_LOCAL = "http://127.0.0.1:8642"
_NEEDED = re.compile(r'<(?:link rel="stylesheet"|script) [^>]*?(?:href|src)="([^"]+)"([^>]*)>')


def main(arguments: list[str] | None = None) -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--claims", type=int, default=10_000)
    options.add_argument("--folder", type=Path, help="where the ledger is kept; a temporary one by default")
    options.add_argument("--check", action="store_true")
    asked = options.parse_args(arguments)
    with tempfile.TemporaryDirectory() as room:
        folder = asked.folder or Path(room)
        folder.mkdir(parents=True, exist_ok=True)
        where = folder / f"pages-{asked.claims}.db"
        world = World(max(60, asked.claims // 8))
        if not where.exists():
            fill(where, world, asked.claims)
        with Ledger.open(where) as ledger:
            found = measured(ledger, world.largest())
    _show(found)
    held = tomllib.loads(CEILINGS.read_text(encoding="utf-8"))["pages"]
    dear = [
        f"{page}: {key} {cost[key]:,} > {most:,}"
        for page, cost in found.items()
        for key, most in (("ms", held["ms"][page]), ("packed", held["packed"]))
        if cost[key] > most
    ]
    if asked.check and dear:
        sys.exit("\n".join(dear))


def fill(where: Path, world: World, claims: int) -> None:
    """A ledger of so many claims, all from reports about the largest group of the world."""
    made = 0
    with Ledger.open(where) as ledger:
        for one in world.made(group=0):
            ledger.add(one.document, one.original, one.claims, reader="made 1")
            made += len(one.claims)
            if made >= claims:
                break
        weigh(ledger, anew=True)


def measured(ledger: Ledger, name: str) -> dict[str, dict[str, float]]:
    """Of each page ``ms`` and ``wall``, ``bytes`` of the page, ``all`` with what it needs, ``packed`` that by gzip."""
    app = make_app(ledger)
    client = TestClient(app, base_url=_LOCAL)
    entity = overview.entity_named(ledger, name).id
    shown = ledger.excerpts.of(entity, most=1)
    claim = ledger.excerpts.records(shown.numbers)[0].claim
    assert shown.first is not None
    assert shown.last is not None
    middle, late = shown.first + (shown.last - shown.first) / 2, shown.last - timedelta(days=365)
    pages = {
        "home": "/",
        "dossier": f"/dossier/{entity}",
        "as of": f"/dossier/{entity}?as_of={middle}",
        "since": f"/dossier/{entity}?since={late}",
        "report": f"/report/{claim.document}",
        "claim": f"/claim/{claim.id}",
    }
    return {kind: _measured(app, client, path) for kind, path in pages.items()}


def _measured(app: FastAPI, client: TestClient, path: str) -> dict[str, float]:
    answer = client.get(path).raise_for_status()
    worked, waited = list[float](), list[float]()
    for _ in range(ROUNDS):
        app.state.shelf = Shelf()  # Nobody asked for the page before.
        began, clock = time.process_time(), time.perf_counter()
        client.get(path)
        worked.append((time.process_time() - began) * 1000)
        waited.append((time.perf_counter() - clock) * 1000)
    whole = [answer.content, *(client.get(needed).content for needed in _needed(answer.text))]
    return {
        "ms": round(median(worked), 1),
        "wall": round(median(waited), 1),
        "bytes": len(answer.content),
        "all": sum(map(len, whole)),
        "packed": sum(len(gzip.compress(part, 6)) for part in whole),
    }


def _needed(page: str) -> list[str]:
    """The styles and scripts that a page asks for on a screen."""
    return [address for address, more in _NEEDED.findall(page) if 'media="print"' not in more]


def _show(found: dict[str, dict[str, Any]]) -> None:
    print(f"{'page':<10}{'ms':>8}{'wall':>9}{'bytes':>10}{'with styles':>13}{'packed':>10}")
    for kind, cost in found.items():
        print(f"{kind:<10}{cost['ms']:>8}{cost['wall']:>9}{cost['bytes']:>10,}{cost['all']:>13,}{cost['packed']:>10,}")
    print(json.dumps(found))


if __name__ == "__main__":
    main()
