"""Small piles of claims (cases.yaml): what contradicts, and what only looks as if it did."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from reportedly.ledger import Record
from reportedly.model import Certainty, Kind, Mention, Polarity, Quantity, Text
from reportedly.weighing import Kin, conflicts, propositions, relations, resolve
from tests.weighing.ways import WAYS
from tests.written import Said, report, speaker

RAW = yaml.load(Path(__file__).with_name("cases.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
KINDS = {name: Kind(kind) for kind, names in RAW["names"].items() for name in names}
DISPUTED = yaml.load(Path(__file__).with_name("disputed.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
CASES: list[dict[str, Any]] = RAW["cases"] + DISPUTED["cases"]
_NUMBER = re.compile(r"(\d+)(\.\.)?(\d*)(?: (\w+))?")


def part(text: str) -> Mention | Text | Quantity | None:
    """A part of a claim as the cases write it: a known name, a number or range, "=words", or a crowd."""
    if not text:
        return None
    if text in KINDS:
        return Mention(text, KINDS[text])
    if found := _NUMBER.fullmatch(text):
        low, open_end, high, unit = found.groups()
        return Quantity(float(low), float(high or low) if high or not open_end else None, unit)
    return Text(text[1:]) if text.startswith("=") else Mention(text, Kind.PERSON)


def said(line: str) -> Said:
    """One claim of the cases."""
    subject, predicate, other, rest = (bit.strip() for bit in f"{line}|".split("|")[:4])
    about = part(subject)
    assert isinstance(about, Mention | Text)
    claim = Said(predicate, about, part(other))
    for bit in filter(None, (b.strip() for b in rest.split(";"))):
        if bit == "denied":
            claim = replace(claim, polarity=Polarity.DENIED)
        elif bit.startswith("via "):
            claim = replace(claim, by=(speaker(bit[4:]),))
        elif "=" in bit:
            name, value = bit.split("=", 1)
            made = (
                value
                if name in ("time", "start", "end")
                else part(value)
                if name in ("place", "killed", "wounded", "number", "destination", "origin")
                else Text(value)
            )
            claim = replace(claim, more={**claim.more, name: made or Text(value)})
        else:
            claim = replace(claim, sure=Certainty(bit))
    return claim


def records(case: Mapping[str, Any]) -> list[Record]:
    """The claims of a case, with their names resolved."""
    told: list[Record] = []
    for i, raw in enumerate(case["reports"]):
        sentences = [(f"{raw.get('quote', 'It is said.')} ({n})", said(line)) for n, line in enumerate(raw["says"])]
        told += report(f"{i}.txt", raw["by"], raw["on"], *sentences).records
    resolution = resolve(told)
    return [replace(r, claim=resolution.applied(r.claim)) for r in told]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    told = records(case)
    found = propositions(told, WAYS)
    related = relations(found, WAYS)
    disputes = conflicts(found, WAYS)
    expected = case.get("expect")
    if "looks" in case:
        assert not disputes, [c.why for c in disputes]
    else:
        assert disputes, [(r.kind, r.why) for r in related]
    kinds = {str(r.kind) for r in related}
    if expected == "same":
        assert len(found) == 1
    elif expected == "none":
        assert not kinds, [r.why for r in related]
    elif expected is not None:
        assert expected in kinds, [(r.kind, r.why) for r in related]
    for relation in related:
        assert relation.why.endswith("."), relation.why
        assert relation.why[:1].isupper() or relation.why[:1].isdigit(), relation.why


def test_there_are_as_many_that_only_look_like_a_conflict() -> None:
    looks = sum("looks" in case for case in CASES)
    assert len(CASES) >= 60
    assert looks * 2 >= len(CASES)
    assert {case.get("expect") for case in CASES} >= {str(kin) for kin in Kin}
