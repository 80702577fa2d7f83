from __future__ import annotations

import pytest

from reportedly.cli import in_words
from reportedly.model import (
    Certainty,
    Claim,
    Interval,
    Kind,
    Mention,
    Polarity,
    Quantity,
    Source,
    SourceKind,
    Span,
    Text,
)


def claim(**changes: object) -> Claim:
    given = {
        "document": "d",
        "quote": "Besk leads it",
        "span": Span(0, 13),
        "predicate": "holds_position",
        "subject": Mention("Orlan Besk", Kind.PERSON),
        "object": Mention("Red Hill Brigade", Kind.ORGANIZATION),
    }
    return Claim(**{**given, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("quantity", "said"),
    [
        (Quantity(20, None, "fighters"), "at least 20 fighters"),
        (Quantity(None, 120, "members"), "at most 120 members"),
        (Quantity(100, 250, None), "100 to 250"),
        (Quantity(2400, 2400, "men"), "2,400 men"),
        (Quantity(1.5, 1.5, "km"), "1.5 km"),
        (Quantity(None, None, "men"), "an unknown number of men"),
    ],
)
def test_a_quantity_reads_as_a_range(quantity: Quantity, said: str) -> None:
    assert in_words.part(quantity) == said


def test_a_statement_names_its_parts_and_its_denial() -> None:
    assert in_words.statement(claim()) == "Orlan Besk → holds position → Red Hill Brigade"
    assert in_words.statement(claim(polarity=Polarity.DENIED)) == "Orlan Besk → not holds position → Red Hill Brigade"
    assert in_words.statement(claim(predicate="dissolved", object=None)) == "Orlan Besk → dissolved"


def test_qualifiers_come_in_a_fixed_order() -> None:
    several = claim(qualifiers={"title": Text("commander"), "start": Interval("2015/..")})
    assert in_words.qualifiers(several) == "start 2015/.., title commander"


@pytest.mark.parametrize(
    ("polarity", "certainty", "said"),
    [
        (Polarity.AFFIRMED, Certainty.CERTAIN, ""),
        (Polarity.DENIED, Certainty.CERTAIN, "denied"),
        (Polarity.DENIED, Certainty.POSSIBLE, "denied, possible"),
        (Polarity.AFFIRMED, Certainty.UNKNOWN, "not said to be so"),
    ],
)
def test_standing_is_silent_where_a_thing_is_simply_said(polarity: Polarity, certainty: Certainty, said: str) -> None:
    assert in_words.standing(claim(polarity=polarity, certainty=certainty)) == said


def test_an_empty_chain_is_the_reports_own_voice() -> None:
    assert in_words.chain(()) == "the report itself"
    links = (Source("Hill Radio", SourceKind.OUTLET), Source("two elders", SourceKind.UNNAMED))
    assert in_words.chain(links) == "Hill Radio → two elders"
