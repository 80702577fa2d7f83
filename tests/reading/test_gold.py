"""The small gold documents of tests/gold, claim by claim: one test for each, with known failures as strict xfails.

A gold claim holds where the reader finds it and has its predicate, object, sources, polarity, certainty, time and
place right, by the definitions of benchmarks.scoring. ``known_failures.txt`` names the claims that do not hold, one
id a line, ``#`` before remarks; whoever mends one takes it off the list, or the strict xfail fails. It is written by
``python -m benchmarks.reading tests/gold/*.jsonl --failures tests/reading/known_failures.txt``.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from benchmarks.reading import read, wrong
from reportedly.reading.local import LocalReader

GOLD = Path(__file__).resolve().parents[1] / "gold"
KNOWN = Path(__file__).parent / "known_failures.txt"
Json = dict[str, Any]


def _known() -> set[str]:
    lines = KNOWN.read_text(encoding="utf-8").splitlines()
    return {line.split("#")[0].strip() for line in lines} - {""}


def _claims() -> list[Json]:
    return [
        json.loads(line)
        for path in sorted(GOLD.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]


@lru_cache(maxsize=1)
def _reader() -> LocalReader:
    return LocalReader.load()


@lru_cache
def _wrong(path: Path) -> dict[str, str]:
    return wrong(read(path, _reader()))


def _cases() -> list[Any]:
    known = _known()
    cases = []
    for claim in _claims():
        if claim["predicate"] == "open":  # gold does not ask for these
            continue
        marks = [pytest.mark.xfail(reason="known failure", strict=True)] if claim["id"] in known else []
        cases.append(pytest.param(claim, id=claim["id"], marks=marks))
    return cases


@pytest.mark.parametrize("claim", _cases())
def test_the_claim_is_read(claim: Json) -> None:
    why = _wrong(GOLD / Path(claim["document"]).with_suffix(".jsonl").name).get(claim["id"])
    assert why is None, f"wrong: {why}"


def test_known_failures_name_claims_that_are_there() -> None:
    assert _known() <= {claim["id"] for claim in _claims()}
