"""Help says what the words mean, from the tables that the pages go by."""

from __future__ import annotations

import html
from collections.abc import Iterator

import pytest

from reportedly.errors import Reason
from reportedly.exporting import FORMATS
from reportedly.judging import queue
from reportedly.model.reliability import Reliability
from reportedly.reading.vocabulary import predicates
from reportedly.web.routes import help as help_page
from reportedly.weighing.changes import News
from reportedly.weighing.credibility import Credibility
from reportedly.weighing.probability import SCALE
from tests.web.visiting import Visitor, visiting


@pytest.fixture(scope="module")
def visitor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    with visiting(tmp_path_factory.mktemp("help")) as one:
        yield one


def test_nothing_that_the_code_can_say_is_left_unexplained() -> None:
    assert set(help_page.WHEN) == set(Credibility)
    assert set(help_page.NEWS) == set(News)
    assert set(help_page.REFUSED) == set(Reason)


def test_every_grade_letter_term_and_form_is_there(visitor: Visitor) -> None:
    said = html.unescape(visitor.page("/help"))
    for words in (
        *(grade.words for grade in Credibility),
        *(letter.words for letter in Reliability),
        *(step.term for step in SCALE),
        *(form.label for form in FORMATS.values()),
        *(reason.value.capitalize() for reason in Reason),
        *(each.says for each in predicates().values()),
        *queue.RULE,
    ):
        assert words in said, words
    assert "55–80 %" in said
    assert "visited.db" in said


def test_every_link_within_the_page_leads_somewhere(visitor: Visitor) -> None:
    page = visitor.page("/help")
    for part in page.split('href="#')[1:]:
        assert f'id="{part.partition(chr(34))[0]}"' in page
