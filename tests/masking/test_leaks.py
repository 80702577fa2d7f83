"""Nothing that is hidden leaves: no export, no page, no byte of a file that is handed on holds it."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest

from reportedly import exporting
from reportedly.exchange.formats import FORMATS, Of
from reportedly.ledger import Ledger
from reportedly.masking import Copy

from .conftest import RULE
from .leaks import HIDDEN, PERSONS, PLACES, SOURCES, leaks, texts

GUARD, PRIVATE = "Valley Guard", "Birjun Ismel"


def entity(ledger: Ledger, name: str) -> str:
    return next(entity.id for entity in ledger.entities() if name in entity.names)


def exported(copy: Copy, key: str, about: str | None, folder: Path | None = None) -> bytes:
    """As ``exporting.export(ledger, …, mask=…)`` does it, of the copy that is there already."""
    out = io.BytesIO()
    exporting.export(copy.ledger, key, out, about=about, folder=folder)
    return out.getvalue()


FORMS = [
    (key, about) for key, form in FORMATS.items() for about in ((GUARD, PRIVATE) if form.of is Of.DOSSIER else (None,))
]


@pytest.mark.parametrize(("key", "about"), FORMS, ids=lambda value: str(value))
def test_no_export_holds_what_is_hidden(
    key: str, about: str | None, examples: Ledger, copy: Copy, ids: set[str], tmp_path: Path
) -> None:
    module = FORMATS[key].module
    if find_spec(module) is None:
        pytest.skip(f"{module} is not written yet")
    beside = tmp_path if FORMATS[key].beside else None
    raw = exported(copy, key, copy.entity(entity(examples, about)) if about else None, beside)
    if key != "gold":  # nobody judged a claim of the examples
        assert len(raw) > 500
    assert leaks(raw, HIDDEN, ids) == []
    for file in sorted(tmp_path.rglob("*")):
        assert leaks(file.name.encode() + (file.read_bytes() if file.is_file() else b""), HIDDEN, ids) == []


def test_an_export_by_a_rule_is_one_of_the_masked_copy(examples: Ledger, copy: Copy, ids: set[str]) -> None:
    out = io.BytesIO()
    exporting.export(examples, "markdown", out, about=PRIVATE, mask=RULE)
    assert leaks(out.getvalue(), HIDDEN, ids) == []
    label = next(e.name for e in copy.ledger.entities() if e.id == copy.entity(entity(examples, PRIVATE)))
    said = " ".join(texts(out.getvalue()))
    assert label in said
    assert "Pseudonyms stand for every person" in said


def test_the_search_would_find_them(examples: Ledger) -> None:
    out = io.BytesIO()
    exporting.export(examples, "jsonl", out)
    found = leaks(out.getvalue(), HIDDEN)
    assert set(found) >= set(HIDDEN) - {"Tamriq", "Shuldan", "تامرق", "شولدان"}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", "Ki<b>rd</b>esh")
    assert leaks(packed.getvalue(), PLACES) == ["Kirdesh"]
    escaped = json.dumps("Тамрек").encode()
    assert leaks(escaped, ["Тамрек"]) == ["Тамрек"]
    assert leaks(b"sha " + hashlib.sha256(b"Ismel").hexdigest().encode(), PERSONS) == ["Ismel"]
    assert "Ismel" in "".join(texts(b"SSBrbm93IElzbWVsLCB3ZWxsLg=="))


def test_a_file_that_is_handed_on_holds_none_of_it_in_any_byte(
    examples: Ledger, ids: set[str], handed_on: tuple[Copy, Path], tmp_path: Path
) -> None:
    made, out = handed_on
    assert [file.name for file in out.parent.iterdir()] == [out.name]
    raw = out.read_bytes()
    assert leaks(raw, HIDDEN, ids) == []
    assert examples.mask_key() not in raw
    for document in examples.documents():
        assert examples.original(document.id) not in raw
        assert document.text.encode() not in raw
    opened = tmp_path / "opened.db"
    opened.write_bytes(raw)
    with Ledger.open(opened) as ledger:
        assert ledger.masked_by() == made.words
        # Two spellings of one hidden name were two claims, and are one under its pseudonym.
        assert ledger.counts()["claims"] == examples.counts()["claims"] - made.counts["alike"] > 490
        ledger.verify(found=lambda finding: pytest.fail(str(finding)))


def test_every_text_of_the_copy_is_clean(examples: Ledger, copy: Copy) -> None:
    for document in copy.ledger.documents():
        told = (document.text, document.name, document.origin, document.title, document.publisher, *document.authors)
        assert leaks("\n".join(map(str, told)).encode(), HIDDEN) == []
        assert leaks(copy.ledger.original(document.id), HIDDEN) == []
        assert str(Path.home()) not in document.origin
        assert "/examples/" not in document.origin


def test_what_is_named_nowhere_in_the_words_of_the_rule(copy: Copy) -> None:
    assert leaks(copy.words.encode(), (*HIDDEN, *SOURCES)) == []
