"""The form for exports: what a form cannot carry is said before, and what is saved is what was asked for."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator

import pytest

from reportedly.exporting import FORMATS
from reportedly.masking import parse_rule
from reportedly.web.masks import PERSONS, PLACES, masking_of
from tests.web.visiting import Visitor, visiting


@pytest.fixture(scope="module")
def visitor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    with visiting(tmp_path_factory.mktemp("export")) as one:
        yield one


def test_every_form_is_offered_with_what_it_cannot_carry(visitor: Visitor) -> None:
    page = html.unescape(visitor.page("/export"))
    for key, form in FORMATS.items():
        assert f'name="format" value="{key}"' in page
        assert form.label in page
        assert all(what in page for what in form.loses)


def test_what_would_be_left_out_is_said_before_it_is_saved(visitor: Visitor) -> None:
    page = html.unescape(visitor.page("/export?format=csv&check=1"))
    assert "Table for spreadsheets: 8 claims" in page
    assert "It does not carry:" in page
    where = re.search(r'<a class="button" href="([^"]+)" download>Save claims.csv</a>', page)
    assert where
    answer = visitor.client.get(where[1], headers={"Accept-Encoding": "identity"})
    assert answer.headers["content-disposition"] == 'attachment; filename="claims.csv"'
    assert int(answer.headers["content-length"]) == len(answer.content)
    assert answer.headers["content-type"].startswith("text/csv")
    assert b"Idris Valkoen" in answer.content


def test_the_day_and_the_name_are_carried_on(visitor: Visitor) -> None:
    page = html.unescape(visitor.page("/export?format=jsonl&about=Kessra&as_of=2018-01-01&check=1"))
    where = re.search(r'href="(/export/file[^"]+)"', page)
    assert where
    answer = visitor.client.get(where[1])
    assert answer.headers["content-disposition"] == 'attachment; filename="kessra-2018-01-01.jsonl"'
    claims = [json.loads(line) for line in answer.text.splitlines()]
    assert [claim["predicate"] for claim in claims] == ["based_in"]


@pytest.mark.parametrize(
    ("query", "field", "said"),
    [
        ("format=markdown", "about", "is the dossier of one"),
        ("format=markdown&about=Nobody+Atall", "about", "Nobody Atall"),
        ("format=parchment", "format", "one of html"),
        ("format=csv&mask=everything", "mask", "items with commas"),
        ("format=csv&min_confidence=much", "min_confidence", "a number from 0 to 1"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(visitor: Visitor, query: str, field: str, said: str) -> None:
    page = html.unescape(visitor.page(f"/export?{query}&check=1", status=422))
    wrong = re.search(rf'id="wrong-{field}" role="alert"><bdi>(.*?)</bdi>', page)
    assert wrong
    assert said in wrong[1]
    assert "Save" not in re.sub("Save at once", "", page)
    assert visitor.client.get(f"/export/file?{query}").status_code in (404, 422)


def test_the_fields_of_the_form_make_a_rule_that_masking_reads() -> None:
    for persons in PERSONS:
        for places in PLACES:
            asked = {"persons": persons, "places": places, "unnamed": "1", "also": "Ana Wex, Ivo", "never": "The Mayor"}
            rule = masking_of(asked).rule
            assert parse_rule(rule).unnamed
            assert parse_rule(rule).also == ("Ana Wex", "Ivo")
            assert parse_rule(rule).never == ("The Mayor",)
    assert masking_of({"never": "The Mayor"}).rule == ""
    assert masking_of({}).rule == ""
    assert masking_of({"mask": "unnamed", "persons": "persons"}).rule == "unnamed"


def test_a_masked_file_does_not_hold_what_was_masked(visitor: Visitor) -> None:
    answer = visitor.client.get("/export/file?format=csv&persons=all+persons")
    assert answer.status_code == 200
    assert b"Valkoen" not in answer.content
    assert b"Salt Guard" in answer.content
    page = visitor.read("/export?format=csv&persons=all+persons&check=1")
    assert "Masked by the rule all persons" in page
