"""JSON Lines: what is written is read again, and the form is the contract's."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.errors import ExchangeError
from reportedly.exchange import jsonl
from reportedly.exchange.row import Row
from reportedly.ledger import Ledger
from reportedly.model import (
    Certainty,
    Claim,
    Interval,
    Kind,
    Mention,
    Part,
    Polarity,
    Quantity,
    Source,
    SourceKind,
    Span,
    Text,
)
from tests.dossier.brotherhood import DENIAL, PROFILE, REPORTS
from tests.written import shelve

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
SPANS = st.none() | st.builds(lambda a, n: Span(a, a + n), st.integers(0, 10**6), st.integers(1, 500))
NUMBERS = st.none() | st.integers(0, 10**9) | st.floats(0, 1e9, allow_nan=False, allow_infinity=False)
MENTIONS = st.builds(Mention, WORDS, st.sampled_from(Kind), SPANS, st.none() | WORDS)
TEXTS = st.builds(Text, WORDS, SPANS)
QUANTITIES = st.builds(Quantity, NUMBERS, NUMBERS, st.none() | WORDS, SPANS)
TIMES = st.sampled_from(["2015", "2023-09", "2015/..", "../2014", "2021-08~", "XXXX-09-14", "[1974,1976]"]).map(
    Interval
)
PARTS: st.SearchStrategy[Part] = MENTIONS | TEXTS | QUANTITIES | TIMES
KEYS = st.sampled_from(["time", "start", "end", "place", "number", "status", "agent", "title", "killed"])


@st.composite
def rows(draw: st.DrawFn) -> Row:
    quote = draw(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40))
    start = draw(st.integers(0, 10**6))
    claim = Claim(
        document=draw(WORDS),
        quote=quote,
        span=Span(start, start + len(quote)),
        predicate=draw(WORDS),
        subject=draw(MENTIONS | TEXTS),
        object=draw(st.none() | MENTIONS | TEXTS | QUANTITIES),
        qualifiers=draw(st.dictionaries(KEYS, PARTS, max_size=4)),
        polarity=draw(st.sampled_from(Polarity)),
        certainty=draw(st.sampled_from(Certainty)),
        sources=tuple(
            draw(st.lists(st.builds(Source, WORDS, st.sampled_from(SourceKind), SPANS, st.none() | WORDS), max_size=3))
        ),
        reader=draw(WORDS),
        score=draw(st.floats(0, 1)),
        trigger=draw(SPANS),
    )
    return Row(claim, draw(WORDS), draw(WORDS))


@settings(deadline=None, max_examples=40)
@given(st.lists(rows(), max_size=2))
def test_what_is_written_is_read_again(written: list[Row]) -> None:
    out = io.StringIO()
    assert jsonl.write(written, out) == len(written)
    text = out.getvalue()
    assert text.count("\n") == len(written)
    assert list(jsonl.read(text.split("\n"))) == written


def test_the_form_is_the_contracts(tmp_path: Path) -> None:
    out = io.StringIO()
    with Ledger.open(tmp_path / "b.db") as ledger:
        shelve(ledger, *REPORTS)
        records = ledger.claims()
        jsonl.write(records, out)
    made = [json.loads(line) for line in out.getvalue().splitlines()]
    texts = {one.document.name: one.document.text for one in REPORTS}
    assert all(texts[c["document"]][c["start"] : c["end"]] == c["quote"] for c in made)
    founded = next(c for c in made if c["predicate"] == "founded")
    assert founded["document"] == PROFILE.document.name
    assert founded["document_id"] == PROFILE.document.id
    assert founded["object"]["name"] == "Oleg Prann"
    assert founded["qualifiers"] == {"time": "2011"}
    assert founded["sources"] == []
    denied = next(c for c in made if c["document"] == DENIAL.document.name and c["predicate"] == "killed")
    assert (denied["polarity"], denied.get("object")) == ("denied", None)
    assert denied["sources"][0]["name"] == "Jamal Haldun"
    strength = next(c for c in made if c["predicate"] == "strength")
    assert strength["object"] == {"value": {"low": 60, "high": 80, "unit": "fighters"}}
    raid = next(c for c in made if c["predicate"] == "attack")
    assert raid["qualifiers"]["killed"] == {"low": 12, "high": 12}
    assert all(claim.id == made_["id"] for claim, made_ in zip((r.claim for r in records), made, strict=True))


def test_a_line_of_the_bare_contract_is_read() -> None:
    line = (
        '{"id": "x", "document": "a.txt", "quote": "He leads.", "start": 4, "end": 13, "predicate": "leads", '
        '"subject": {"name": "Ana Velk", "kind": "person"}, "object": {"name": "RF", "kind": "organization"}, '
        '"qualifiers": {"start": "2015", "killed": {"low": 2, "high": null}}, '
        '"polarity": "affirmed", "certainty": "certain", "sources": [{"name": "sources", "kind": "unnamed"}]}'
    )
    (row,) = jsonl.read([line, "\n"])
    assert row.claim.qualifiers["start"] == Interval("2015")
    assert row.claim.qualifiers["killed"] == Quantity(2, None)
    assert row.claim.sources[0].kind is SourceKind.UNNAMED


GOOD: dict[str, Any] = {
    "document": "a.txt", "quote": "abc", "start": 0, "end": 3, "predicate": "leads",
    "subject": {"name": "Ana", "kind": "person"},
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"end": 5}, "quote has 3 characters"),
        ({"subject": {"name": "Ana", "kind": "ghost"}}, "ghost"),
        ({"subject": "Ana"}, "subject: got 'Ana'"),
        ({"qualifiers": {"time": "yesterday"}}, "yesterday"),
        ({"polarity": "maybe"}, "maybe"),
        ({"spans": {"trigger": [1]}}, "trigger: got"),
        ({"object": {"value": {"low": "many"}}}, "many"),
        ({"quote": 3}, "expected a text"),
    ],
)
def test_a_bad_line_is_refused_by_file_line_and_value(change: dict[str, Any], told: str) -> None:
    with pytest.raises(ExchangeError, match=r"claims\.jsonl, line 2") as caught:
        list(jsonl.read([json.dumps(GOOD), json.dumps(GOOD | change)], name="claims.jsonl"))
    assert told in str(caught.value)


@pytest.mark.parametrize("line", ["not json", "[]", "{}", '{"document": "a"}'])
def test_no_object_or_a_missing_key(line: str) -> None:
    with pytest.raises(ExchangeError, match="line 1"):
        list(jsonl.read([line]))


def test_a_name_of_a_megabyte_and_every_control_come_back() -> None:
    awkward = "".join(map(chr, range(0xA0))) + "\u2028\u2029\ufeff\ufffe\U0010ffff\u202e"
    for name in ("N" * 1_000_000, awkward):
        claim = Claim(
            "d", name, Span(0, len(name)), "leads", Mention(name, Kind.PERSON), Text(name),
            qualifiers={"place": Text(name)}, sources=(Source(name, SourceKind.UNNAMED),),
        )  # fmt: skip
        row = Row(claim, name, name)
        out = io.StringIO(newline="")
        assert jsonl.write([row], out) == 1
        text = out.getvalue()
        assert text.count("\n") == 1
        (back,) = jsonl.read(io.StringIO(text, newline="\n"))
        assert back == row
        assert back.claim.id == claim.id


@pytest.mark.parametrize("key", ["quote", "predicate", "subject", "sources"])
def test_half_a_character_is_refused_where_it_stands(key: str) -> None:
    source = Source("a nurse", SourceKind.UNNAMED)
    claim = Claim("d", "he", Span(0, 2), "leads", Mention("Idris", Kind.PERSON), sources=(source,))
    line = json.dumps(jsonl.as_json(Row(claim, "a.txt", "r")))
    old = {"quote": '"he"', "predicate": '"leads"', "subject": '"Idris"', "sources": '"a nurse"'}[key]
    with pytest.raises(ExchangeError, match=rf"f\.jsonl, line 1: {key}.*half a character"):
        list(jsonl.read([line.replace(old, '"a\\ud800"')], name="f.jsonl"))
    assert [row.claim for row in jsonl.read([line])] == [claim]
