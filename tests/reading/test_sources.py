"""What sort of source a link of the chain is, and which links a claim gets."""

from __future__ import annotations

import pytest

from reportedly.model import Kind, SourceKind
from reportedly.reading.analysis import Analysis, Attribution
from reportedly.reading.coreference import Namer
from reportedly.reading.frames import Frame
from reportedly.reading.sources import Sources, source_kind
from reportedly.reading.tokens import tokenise


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("Sile Dunmarch", Kind.PERSON, SourceKind.PERSON),
        ("Radio Orrel", Kind.ORGANIZATION, SourceKind.OUTLET),
        ("Dawn of Orrel newspaper", Kind.ORGANIZATION, SourceKind.OUTLET),
        ("Ministry of Defence", Kind.ORGANIZATION, SourceKind.ORGANIZATION),
        ("Reed Alliance", Kind.ORGANIZATION, SourceKind.ORGANIZATION),
        ("officials", None, SourceKind.UNNAMED),
        ("a source in Tolma district", None, SourceKind.UNNAMED),
        ("local residents", Kind.PERSON, SourceKind.UNNAMED),
        ("a video", None, SourceKind.WORK),
        ("a report", Kind.WORK, SourceKind.WORK),
        ("sources", None, SourceKind.UNNAMED),
    ],
)
def test_a_source_is_of_its_kind(name: str, kind: Kind | None, expected: SourceKind) -> None:
    assert source_kind(name, kind) is expected


def analysed(text: str, *attributions: Attribution) -> Analysis:
    """A text of one sentence whose attributions are given."""
    starts, ends = tokenise(text)
    found = Analysis(text, starts, ends, [(0, len(starts))], [0] * len(starts))
    found.attributions = list(attributions)
    return found


def chain(analysis: Analysis, trigger: str, *, publisher: str | None = None, speaker: str | None = None) -> list[str]:
    token = next(t for t in range(len(analysis)) if analysis.word(t) == trigger)
    frame = Frame(token, "attack", 0.9)
    return [link.name for link in Sources(analysis, Namer(analysis), publisher=publisher).chain(frame, speaker)]


TEXT = "Officials told Radio Orrel that Aveling said that men attacked Wend"
# Officials 0 told 1 Radio 2 Orrel 3 that 4 Aveling 5 said 6 that 7 men 8 attacked 9 Wend 10
OUTER = Attribution(cue=((1, 2),), source=((0, 1),), content=((4, 11),))
INNER = Attribution(cue=((6, 7),), source=((5, 6),), content=((7, 11),))


def test_what_holds_another_attribution_stands_outside_it() -> None:
    assert chain(analysed(TEXT, INNER, OUTER), "attacked") == ["Officials", "Aveling"]


def test_a_word_outside_the_content_has_no_source() -> None:
    assert chain(analysed(TEXT, INNER, OUTER), "told") == []
    assert chain(analysed(TEXT, INNER), "said") == []


def test_the_reports_own_publisher_is_no_source() -> None:
    assert chain(analysed(TEXT, INNER, OUTER), "attacked", publisher="the officials") == ["Aveling"]


def test_who_speaks_for_itself_is_not_its_own_source() -> None:
    assert chain(analysed(TEXT, INNER, OUTER), "attacked", speaker="Aveling") == ["Officials"]


def test_a_source_named_twice_is_one_link() -> None:
    assert chain(analysed(TEXT, OUTER, OUTER), "attacked") == ["Officials"]
