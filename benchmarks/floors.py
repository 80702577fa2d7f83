"""Floors: quality and speed that must not fall, checked with what this repository holds.

    python -m benchmarks.floors [FILE]        default: benchmarks/floors.toml

Ends with status 1 where a figure is below its floor. The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import texts
from benchmarks.reading import Reading, read
from benchmarks.showing import ROOT, last_line, show
from benchmarks.speed import by_layer
from reportedly.reading.local import LocalReader

FLOORS = Path(__file__).parent / "floors.toml"
QUALITY = ("recall", "wholly_right", "precision_lower_bound")


@dataclass(frozen=True, slots=True)
class Held:
    """One figure and the floor under it."""

    name: str
    figure: float
    floor: float

    @property
    def holds(self) -> bool:
        """Whether the figure is not below its floor."""
        return self.figure >= self.floor


def load(path: Path) -> dict[str, Any]:
    """The floors of a file.

    Raises:
        ValueError: naming the file and the key that is unknown or missing.
    """
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    for name, section in found.get("reading", {}).items():
        _check(path, f"reading.{name}", section, needed={"gold", *QUALITY})
    if "speed" in found:
        _check(path, "speed", found["speed"], needed={"documents", "rounds", "ratio"})
    if unknown := set(found) - {"reading", "speed"}:
        raise ValueError(f"{path}: {', '.join(sorted(unknown))}: expected the sections reading.NAME and speed")
    return found


def _check(path: Path, name: str, section: Mapping[str, Any], *, needed: set[str]) -> None:
    if set(section) != needed:
        raise ValueError(f"{path}: {name}: has the keys {sorted(section)}, expected {sorted(needed)}")


def quality(section: Mapping[str, Any], reader: LocalReader, *, name: str) -> Iterator[Held]:
    """The figures of reading the gold files of one section."""
    paths = sorted(path for pattern in section["gold"] for path in ROOT.glob(pattern))
    everything = Reading([])
    for path in paths:
        found = read(path, reader)
        everything.gold += found.gold
        everything.claims += found.claims
    figures = everything.score.figures
    for key in QUALITY:
        yield Held(f"{name}: {key}", figures[key] or 0.0, section[key])


def speed(section: Mapping[str, Any], reader: LocalReader) -> Held:
    """The best of some rounds: what disturbs a machine only ever makes it slower."""
    documents = texts.load(texts.EXAMPLES, limit=section["documents"])
    best = max(by_layer(documents, reader)["ratio"] for _ in range(section["rounds"]))
    return Held("speed: ratio to the bare network", best, section["ratio"])


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, show, print one JSON object; 1 where a figure is below its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, default=FLOORS)
    given = parser.parse_args(argv)
    try:
        floors = load(given.file)
    except (OSError, ValueError) as error:
        print(f"benchmarks.floors: {error}", file=sys.stderr)
        return 2
    reader = LocalReader.load(1)
    held = [one for name, section in floors.get("reading", {}).items() for one in quality(section, reader, name=name)]
    if "speed" in floors:
        held.append(speed(floors["speed"], reader))
    rows = [(one.name, f"{one.figure:.2f}", f"{one.floor:.2f}", "holds" if one.holds else "BELOW") for one in held]
    show("Floors", ("", "figure", "floor", "result"), rows)
    below = [one.name for one in held if not one.holds]
    last_line("floors", {"figures": {one.name: one.figure for one in held}, "below": below})
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
