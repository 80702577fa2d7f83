from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reportedly.evidence.passage import LONGEST, Mark, Piece, around, marks, pieces, plain
from reportedly.model import Claim, Kind, Mention, Source, SourceKind, Span, Text

TEXT = "A first paragraph.\n\nOrlan Besk, the ministry said, leads the Red Hill Brigade.\n\nA last paragraph."


def span(words: str, text: str = TEXT) -> Span:
    at = text.index(words)
    return Span(at, at + len(words))


def claim(**changes: object) -> Claim:
    quote = span("Orlan Besk, the ministry said, leads the Red Hill Brigade.")
    given = {
        "document": "d",
        "quote": quote.of(TEXT),
        "span": quote,
        "predicate": "leads",
        "subject": Mention("Orlan Besk", Kind.PERSON, span("Orlan Besk")),
        "object": Mention("Red Hill Brigade", Kind.ORGANIZATION, span("the Red Hill Brigade")),
        "trigger": span("leads"),
        "sources": (Source("the ministry", SourceKind.ORGANIZATION, span("the ministry")),),
    }
    return Claim(**{**given, **changes})  # type: ignore[arg-type]


def text_of(found: tuple[Piece, ...]) -> str:
    return "".join(text_of(piece.inner) if piece.inner else piece.text for piece in found)


def test_each_part_is_marked_where_it_stands() -> None:
    shown = plain(pieces(TEXT, around(claim(), TEXT), marks(claim())))
    assert shown == (
        "[subject: Orlan Besk], [source: the ministry] said, [leads: leads] [object: the Red Hill Brigade]."
    )


def test_parts_on_the_same_words_share_a_mark() -> None:
    same = claim(sources=(Source("Orlan Besk", SourceKind.PERSON, span("Orlan Besk")),))
    assert "[subject + source: Orlan Besk]" in plain(pieces(TEXT, around(same, TEXT), marks(same)))


def test_a_part_inside_another_is_nested() -> None:
    nested = claim(qualifiers={"place": Text("Red Hill", span("Red Hill"))})
    assert "[object: the [place: Red Hill] Brigade]" in plain(pieces(TEXT, around(nested, TEXT), marks(nested)))


def test_the_passage_reaches_to_a_part_in_another_paragraph() -> None:
    far = claim(sources=(Source("A first", SourceKind.UNNAMED, span("A first")),))
    assert around(far, TEXT).start == 0
    assert plain(pieces(TEXT, around(far, TEXT), marks(far))).startswith("[source: A first] paragraph.")


def test_a_part_too_far_away_does_not_stretch_the_passage() -> None:
    text = "Besk spoke.\n\n" + "x " * LONGEST + "\n\n" + "He leads it.\n\nEnd."
    quote = span("He leads it.", text)
    far = Claim("d", "He leads it.", quote, "leads", Mention("Besk", Kind.PERSON, span("Besk", text)))
    assert around(far, text) == quote


def test_a_long_paragraph_is_cut_to_the_line_and_a_long_line_to_the_quotation() -> None:
    lines = "short line\n" * 300 + "He leads it.\n" + "short line\n" * 300
    quote = span("He leads it.", lines)
    here = Claim("d", "He leads it.", quote, "leads", Mention("He", Kind.PERSON))
    assert around(here, lines) == quote
    one_line = "word " * LONGEST + "He leads it. " + "word " * LONGEST
    quote = span("He leads it.", one_line)
    assert around(Claim("d", "He leads it.", quote, "leads", Mention("He", Kind.PERSON)), one_line) == quote


@given(st.text(min_size=1, max_size=60), st.data())
def test_pieces_together_are_the_passage_whatever_is_marked(text: str, data: st.DataObject) -> None:
    def some_span() -> Span:
        start = data.draw(st.integers(0, len(text) - 1))
        return Span(start, data.draw(st.integers(start + 1, len(text))))

    within = some_span()
    found = sorted((Mark(some_span(), "m") for _ in range(5)), key=lambda m: (m.span.start, -m.span.end))
    distinct = list({mark.span: mark for mark in found}.values())
    assert text_of(pieces(text, within, distinct)) == within.of(text)
