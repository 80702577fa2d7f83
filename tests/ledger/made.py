"""Reports about an invented valley, and claims in them, made by hand and by hypothesis."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime

from hypothesis import strategies as st

from reportedly.model import (
    Certainty,
    Claim,
    Document,
    Interval,
    Kind,
    Mention,
    Passage,
    Polarity,
    Quantity,
    Source,
    SourceKind,
    Span,
    Text,
)

GOT = datetime(2024, 5, 2, 9, 30, tzinfo=UTC)
STORY = (
    "Ánja Velkova leads the Reed Front, officials said. The front has 100 to 250 fighters. "
    "Its camp lies near Old Ferry, the Harbour Courier reported."
)


def report(text: str = STORY, *, name: str = "story.txt", **described: object) -> tuple[Document, bytes]:
    """A document and its bytes."""
    original = text.encode()
    given: dict[str, object] = {
        "origin": f"/reports/{name}",
        "retrieved": GOT,
        "published": date(2024, 5, 1),
    } | described
    return Document(id=hashlib.sha256(original).hexdigest(), name=name, text=text, **given), original  # type: ignore[arg-type]


def claim(
    document: Document, quote: str, predicate: str, subject: str, object_: str | None = None, **more: object
) -> Claim:
    """A claim that quotes ``quote``, about a person or an organization."""
    start = document.text.index(quote)
    kinds = {"Ánja Velkova": Kind.PERSON, "Old Ferry": Kind.PLACE}
    return Claim(
        document=document.id,
        quote=quote,
        span=Span(start, start + len(quote)),
        predicate=predicate,
        subject=Mention(subject, kinds.get(subject, Kind.ORGANIZATION)),
        object=Mention(object_, kinds.get(object_, Kind.ORGANIZATION)) if object_ else None,
        **more,  # type: ignore[arg-type]
    )


def leads(document: Document) -> Claim:
    officials = Source("officials", SourceKind.UNNAMED)
    quote = "Ánja Velkova leads the Reed Front, officials said."
    return claim(document, quote, "leads", "Ánja Velkova", "Reed Front", sources=(officials,))


def strength(document: Document) -> Claim:
    made = claim(document, "The front has 100 to 250 fighters.", "strength", "Reed Front")
    return Claim(made.document, made.quote, made.span, made.predicate, made.subject, Quantity(100, 250, "fighters"))


def based(document: Document) -> Claim:
    courier = Source("Harbour Courier", SourceKind.OUTLET)
    quote = "Its camp lies near Old Ferry"
    return claim(document, quote, "based_in", "Reed Front", "Old Ferry", sources=(courier,))


# --- anything at all

words = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=12)
numbers = st.one_of(st.none(), st.integers(-(2**53), 2**53), st.floats(allow_nan=False, allow_infinity=False, width=64))
moments = st.sampled_from(
    ["2015", "2023-09", "2022-07-14", "2015/..", "../2015-03", "2021-08~", "202X", "2020/", "1999?"]
)
intervals = moments.map(Interval.parse)
days = st.dates(date(1900, 1, 1), date(2100, 1, 1))
times = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def spans(length: int) -> st.SearchStrategy[Span]:
    pairs = st.tuples(st.integers(0, length - 1), st.integers(1, length))
    return pairs.filter(lambda p: p[0] < p[1]).map(lambda p: Span(*p))


def claims(document: Document) -> st.SearchStrategy[Claim]:
    """Any claim that a document can hold."""
    length = len(document.text)
    span = st.none() | spans(length)
    names = st.none() | words
    mentions = st.builds(Mention, words, st.sampled_from(Kind), span, names)
    texts = st.builds(Text, words, span)
    quantities = st.builds(Quantity, numbers, numbers, names, span)
    sources = st.builds(Source, words, st.sampled_from(SourceKind), span, names)

    def build(at: Span, **parts: object) -> Claim:
        return Claim(document.id, at.of(document.text), at, **parts)  # type: ignore[arg-type]

    return st.builds(
        build,
        spans(length),
        predicate=words,
        subject=mentions | texts,
        object=st.none() | mentions | texts | quantities,
        qualifiers=st.dictionaries(words | st.just("subject"), mentions | texts | quantities | intervals, max_size=4),
        polarity=st.sampled_from(Polarity),
        certainty=st.sampled_from(Certainty),
        sources=st.lists(sources, max_size=3).map(tuple),
        reader=words,
        score=st.floats(0, 1),
        trigger=span,
    )


@st.composite
def documents(draw: st.DrawFn) -> tuple[Document, bytes]:
    """Any document, and its bytes."""
    text = draw(words.filter(str.strip)) * draw(st.integers(1, 3))
    original = draw(st.binary(max_size=40))
    passage = st.builds(
        Passage, st.integers(0, 5), st.integers(5, 9), st.none() | st.integers(1, 99), st.none() | words
    )
    made = st.builds(
        Document,
        id=st.just(hashlib.sha256(original).hexdigest()),
        name=words,
        text=st.just(text),
        origin=words,
        retrieved=times,
        media_type=words,
        title=st.none() | words,
        publisher=st.none() | words,
        authors=st.lists(words, max_size=3).map(tuple),
        published=st.none() | days,
        language=st.none() | words,
        passages=st.lists(passage, max_size=2).map(tuple),
    )
    return draw(made), original
