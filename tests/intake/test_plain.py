"""Plain text: kept to the letter, whatever it is encoded in, and front matter told from text."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from reportedly.errors import Reason, Refusal, RefusedError
from reportedly.intake import Intaken
from reportedly.intake.decode import decode
from reportedly.intake.frontmatter import split

One = Callable[..., Intaken]
Refused = Callable[..., Refusal]

WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=200)
LINES = st.lists(WORDS, max_size=6).flatmap(
    lambda lines: st.sampled_from(["\n", "\r\n", "\r"]).map(lambda b: b.join(lines))
)


def test_text_is_kept_to_the_letter(one: One) -> None:
    text = "  Kelm fell.\r\n\r\n\tThe mayor \u00a0fled.  \n\f\nNobody said why.\r\n\n"
    taken = one("report.txt", text.encode())
    assert taken.document.text == text
    assert taken.original == text.encode()
    assert taken.document.id == hashlib.sha256(text.encode()).hexdigest()
    assert taken.document.name == "report.txt"
    assert taken.document.media_type == "text/plain"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_marks_are_removed_and_nothing_else(one: One, encoding: str) -> None:
    text = "\r\nГубернатор Юлжан fled “Kelm”.\r\n"
    assert one("report.txt", text.encode(encoding)).document.text == text


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "The mayor’s café in Kelm – “closed” since May – cost €30."),
        ("cp1251", "Губернатор долины сообщил, что трое мужчин были убиты у моста в понедельник утром."),
    ],
)
def test_eight_bit_text_that_declares_nothing(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_a_declared_charset_that_is_wrong_does_no_harm() -> None:
    assert decode("naïve".encode(), charset="ascii") == "naïve"
    assert decode("naïve".encode(), charset="no-such-charset") == "naïve"


@given(LINES, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
def test_decoding_gives_back_what_was_encoded(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    if encoding == "utf-8" and text.startswith("\ufeff"):
        text = text[1:]
    assert decode(data) == text


@given(st.binary(max_size=400))
def test_decoding_gives_text_or_a_refusal(data: bytes) -> None:
    try:
        text = decode(data)
    except RefusedError as refused:
        text = ""
        reason = refused.reason
    else:
        reason = Reason.BINARY
    assert reason in (Reason.BINARY, Reason.MALFORMED)
    assert "\0" not in text
    text.encode()  # no half of a pair in it


FRONT = (
    b"---\r\ntitle: 'Kelm: a day'\r\npublisher: Harrow Valley Monitor\r\nauthors: [Ada Quill, Ben Orr]\r\n"
    b"published: 2023-03-05\r\nlanguage: en-GB\r\nmood: bad\r\n---\r\n"
)


def test_front_matter_is_read_and_the_text_is_what_follows(one: One) -> None:
    document = one("report.txt", FRONT + b"\r\nThree men died.\r\n").document
    assert document.text == "\r\nThree men died.\r\n"
    assert document.title == "Kelm: a day"
    assert document.publisher == "Harrow Valley Monitor"
    assert document.authors == ("Ada Quill", "Ben Orr")
    assert document.published == date(2023, 3, 5)
    assert document.language == "en"


def test_front_matter_goes_before_options_and_options_before_what_is_found(one: One) -> None:
    given_ = {"publisher": "Given", "published": date(2020, 1, 1)}
    assert one("a.txt", FRONT + b"Text.", **given_).document.publisher == "Harrow Valley Monitor"
    assert one("a.txt", FRONT + b"Text.", **given_).document.published == date(2023, 3, 5)
    dated = b"OLVANA, 3 March 2023 (HVM) - Three men died."
    assert one("b.txt", dated).document.published == date(2023, 3, 3)
    assert one("b.txt", dated, **given_).document.published == date(2020, 1, 1)
    assert one("b.txt", dated, **given_).document.publisher == "Given"


@pytest.mark.parametrize(
    "text",
    [
        "---\nNot a key in sight.\n---\nText.",
        "---\ntitle: never closed\n\nText goes on.",
        "Text first.\n---\ntitle: not front matter\n---\n",
        "--- a dash and a dash ---\nText.",
        "---\n---\nText.",
    ],
)
def test_what_is_no_front_matter_stays_text(one: One, text: str) -> None:
    assert one("report.md", text.encode()).document.text == text


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ("published: soon", "published: got 'soon', expected a day"),
        ("published: 2023-02-30", "2023-02-30"),
        ("date: 2023", "date: got '2023', expected a day"),
        ("title: [a, b]", "title: got"),
        ("authors: {name: Ada}", "authors: got"),
        ("title: Kelm: a day", "is not YAML"),
        ("title: *nothing", "is not YAML"),
    ],
)
def test_front_matter_that_is_wrong_is_refused_with_its_key(refused: Refused, block: str, said: str) -> None:
    refusal = refused("report.md", f"---\n{block}\n---\nText.".encode())
    assert refusal.reason is Reason.MALFORMED
    assert said in refusal.detail


def test_front_matter_in_another_language_is_refused(refused: Refused) -> None:
    refusal = refused("report.md", b"---\nlanguage: no\n---\nTekst.")
    assert refusal.reason is Reason.LANGUAGE
    assert "'no'" in refusal.detail


VALUES = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=60).filter(
    lambda value: bool(value.strip())
)


@given(
    title=VALUES,
    publisher=VALUES,
    authors=st.lists(VALUES, max_size=4),
    published=st.dates(min_value=date(1000, 1, 1)),
    body=LINES,
    newline=st.sampled_from(["\n", "\r\n"]),
)
def test_front_matter_round_trip(
    title: str, publisher: str, authors: list[str], published: date, body: str, newline: str
) -> None:
    said = {"title": title, "publisher": publisher, "authors": authors, "published": published}
    block = yaml.safe_dump(said, allow_unicode=True, sort_keys=False, width=10_000)
    metadata, rest = split("---\n".replace("\n", newline) + block.replace("\n", newline) + f"---{newline}" + body)
    assert rest == body
    assert metadata.title == " ".join(title.split())
    assert metadata.publisher == " ".join(publisher.split())
    assert metadata.authors == tuple(" ".join(name.split()) for name in authors)
    assert metadata.published == published


@given(LINES)
def test_splitting_keeps_the_end_of_any_text(text: str) -> None:
    try:
        _, rest = split(text)
    except RefusedError:
        rest = ""
        looked_like_it = text.startswith("---")  # only what looks like front matter can be wrong front matter
    else:
        looked_like_it = True
    assert looked_like_it
    assert text.endswith(rest)


def test_markdown_titles(one: One) -> None:
    assert one("a.md", b"# Kelm after the flood #\n\nThe mayor fled.").document.title == "Kelm after the flood"
    assert one("a.md", b"Kelm after the flood\n\nThe mayor fled.").document.title == "Kelm after the flood"
    assert one("a.md", b"The mayor fled.\n\nNobody knows where.").document.title is None
