"""The guard around parsers: what hangs is stopped, what dies is replaced, and the batch goes on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.errors import Reason, RefusedError
from reportedly.intake import Metadata, Options, open_sources
from reportedly.intake.formats import Format, Hint
from reportedly.intake.isolation import Parser
from reportedly.intake.options import Parsed
from reportedly.intake.wire import pack_job, pack_result, unpack_job, unpack_result
from reportedly.model import Passage

PAGE = (
    b"<html><body><article><p>The governor said on Monday that three men had been killed.</p></article></body></html>"
)
HINT = Hint(name="a.html")
MAIL = b"From: Ada <ada@hvm.example>\nSubject: Kelm\n\nThe governor said that three men had been killed."


@pytest.fixture
def parser() -> Iterator[Parser]:
    with Parser(Options()) as parser:
        yield parser


def test_what_comes_back_is_what_was_parsed(parser: Parser) -> None:
    here = Parser(Options(isolate=False)).parse(PAGE, form=Format.HTML, hint=HINT)
    assert parser.parse(PAGE, form=Format.HTML, hint=HINT) == here
    with pytest.raises(RefusedError) as caught:
        parser.parse(b"%PDF-1.4 no", form=Format.PDF, hint=HINT)
    assert caught.value.reason is Reason.MALFORMED
    assert parser.parse(PAGE, form=Format.HTML, hint=HINT) == here


def test_what_takes_too_long_is_stopped_and_the_next_is_parsed() -> None:
    # Header folding in the standard library takes quadratic time over this one: minutes.
    hanging = b"From: " + b"a" * 1_000_000 + b"\nSubject: " + b"=?utf-8?q?x?= " * 20_000 + b"\n\nText"
    with Parser(Options(parse_seconds=1.5)) as parser:
        with pytest.raises(RefusedError) as caught:
            parser.parse(hanging, form=Format.MAIL, hint=Hint(name="a.eml"))
        assert caught.value.reason is Reason.TOO_SLOW
    with Parser(Options(parse_seconds=60)) as parser:
        parser.parse(MAIL, form=Format.MAIL, hint=HINT)
        process = parser._process
        assert process is not None
        process.kill()  # as a crash in a parser's C code would end it
        process.wait()
        with pytest.raises(RefusedError) as caught:
            parser.parse(MAIL, form=Format.MAIL, hint=HINT)
        assert caught.value.reason is Reason.MALFORMED
        assert "crashed" in caught.value.detail
        [parsed] = parser.parse(MAIL, form=Format.MAIL, hint=HINT)
        assert "three men" in parsed.text


def test_a_process_is_replaced_after_many_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportedly.intake.isolation._JOBS", 2)
    seen = set()
    with Parser(Options()) as parser:
        for _ in range(4):
            parser.parse(MAIL, form=Format.MAIL, hint=HINT)
            assert parser._process is not None
            seen.add(parser._process.pid)
    assert len(seen) == 2


def test_plain_text_needs_no_process() -> None:
    with Parser(Options()) as parser:
        parser.parse(b"Kelm fell.", form=Format.TEXT, hint=Hint(name="a.txt"))
        assert parser._process is None


def test_the_process_ends_with_the_batch(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(MAIL)
    (tmp_path / "b.eml").write_bytes(MAIL)
    batch = open_sources([str(tmp_path)], options=Options())
    next(batch)
    process = batch.gi_frame.f_locals["parser"]._process  # type: ignore[attr-defined]
    assert process.poll() is None
    batch.close()  # type: ignore[attr-defined]
    assert process.poll() is not None


def test_nothing_is_imported_from_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of reports may hold one called lxml.py, and it must not run."""
    for name in ("lxml", "html", "trafilatura", "json"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('a report was run')")
    (tmp_path / "a.html").write_bytes(PAGE)
    monkeypatch.chdir(tmp_path)
    with Parser(Options()) as parser:
        [parsed] = parser.parse(PAGE, form=Format.HTML, hint=HINT)
    assert "three men" in parsed.text


METADATA = st.builds(
    Metadata,
    title=st.none() | st.text(),
    publisher=st.none() | st.text(),
    authors=st.lists(st.text()).map(tuple),
    published=st.none() | st.dates(min_value=date(1000, 1, 1)),
    language=st.none() | st.just("en"),
)
PARSED = st.builds(
    Parsed,
    text=st.text(st.characters()),
    media_type=st.just("text/html"),
    stated=METADATA,
    found=METADATA,
    passages=st.lists(
        st.builds(Passage, st.integers(0), st.integers(0), st.none() | st.integers(1), st.none() | st.text())
    ).map(tuple),
    original=st.none() | st.binary(),
    name=st.none() | st.text(),
)


@settings(max_examples=30)
@given(st.lists(PARSED, max_size=2))
def test_results_come_over_the_wire_whole(results: list[Parsed]) -> None:
    line = pack_result(results)
    assert line.count(b"\n") == 1
    assert unpack_result(line) == results


@given(st.sampled_from(Reason), st.text())
def test_refusals_come_over_the_wire_whole(reason: Reason, detail: str) -> None:
    with pytest.raises(RefusedError) as caught:
        unpack_result(pack_result(RefusedError(reason, detail)))
    assert (caught.value.reason, caught.value.detail) == (reason, detail)


def test_jobs_come_over_the_wire_whole() -> None:
    hint = Hint(name="a", media_type="text/html", charset="utf-8", address="https://kelm.example/")
    form, back, options = unpack_job(pack_job(Format.HTML, hint, Options(max_pages=7, max_bytes=9)))
    assert (form, back, options.max_pages, options.max_bytes) == (Format.HTML, hint, 7, 9)
