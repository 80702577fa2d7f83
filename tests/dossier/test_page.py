"""The printed page: any width, a pipe, no boxes, no colour, nothing lost."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from reportedly.cli.show_dossier import show
from reportedly.dossier import Dossier, build
from reportedly.ledger import Ledger
from tests.dossier.brotherhood import REPORTS
from tests.written import shelve


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    with Ledger.open(tmp_path_factory.mktemp("page") / "b.db") as ledger:
        shelve(ledger, *REPORTS)
        return build(ledger, "Sannar Brotherhood")


def printed(dossier: Dossier, width: int, *, terminal: bool = False) -> str:
    out = io.StringIO()
    show(
        dossier, Console(file=out, width=width, force_terminal=terminal, color_system="standard" if terminal else None)
    )
    return out.getvalue()


@pytest.mark.parametrize("width", [40, 63, 80, 110, 200])
def test_no_line_is_wider_than_asked_and_none_ends_in_blanks(dossier: Dossier, width: int) -> None:
    for line in printed(dossier, width).splitlines():
        assert cell_len(line) <= width
        assert line == line.rstrip()


@pytest.mark.parametrize("width", [40, 80, 200])
def test_no_word_of_a_line_or_a_footnote_is_lost(dossier: Dossier, width: int) -> None:
    page = re.sub(r"\s+", "", printed(dossier, width))
    for section in dossier.sections:
        for line in section.lines:
            assert re.sub(r"\s+", "", line.said) in page or width > 63
    for note in dossier.footnotes:
        assert re.sub(r"\s+", "", note.quote) in page


def test_a_pipe_gets_plain_text(dossier: Dossier) -> None:
    page = printed(dossier, 100)
    assert "\x1b" not in page
    assert not set(page) & set("─│┌┐└┘━┃╭╮╰╯")


def test_a_terminal_gets_colour(dossier: Dossier) -> None:
    assert "\x1b[" in printed(dossier, 100, terminal=True)


def test_the_page_reads_from_the_name_to_the_footnotes(dossier: Dossier) -> None:
    page = printed(dossier, 100)
    assert page.startswith("Sannar Brotherhood\norganization; 11 reports, 12 May 2016 to 2 April 2022; 27 claims\n")
    heads = [
        "NAMES",
        "WHAT IT IS",
        "LEADERS",
        "STRENGTH",
        "WHERE",
        "RELATIONS",
        "EVENTS",
        "CONTESTED",
        "UNKNOWN",
        "FOOTNOTES",
    ]
    places = [page.index(f"\n{head}") for head in heads]
    assert places == sorted(places)
    assert "(contested)" in page
    assert "[1]" in page


def test_markup_in_a_report_is_only_words(tmp_path: Path) -> None:
    from tests.written import org, report, says

    text = "[bold red]The League[/bold red] wants [link=http://x]war[/link]."
    with Ledger.open(tmp_path / "m.db") as ledger:
        shelve(ledger, report("m.txt", "[i]Herald", None, (text, says("goal", org("Salt League"), "[b]war[/b]"))))
        page = printed(build(ledger, "Salt League"), 100, terminal=False)
    assert "[b]war[/b]" in page
    assert text in re.sub(r"\n\s+", " ", page)
