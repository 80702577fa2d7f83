"""Everything that cannot be read is refused with the reason that fits it, in words that say what to do."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from reportedly.errors import BadValueError, Reason, Refusal
from reportedly.intake import Intaken, Options, open_sources

Refused = Callable[..., Refusal]
Pdf = Callable[..., bytes]

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name.replace("__", "/"), data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", Reason.EMPTY),
        ("a.txt", b" \r\n\t\n", Reason.EMPTY),
        ("a.txt", b"\xef\xbb\xbf", Reason.EMPTY),
        ("a.txt", "\ufeff \n".encode("utf-16-le"), Reason.EMPTY),
        ("a.md", b"---\ntitle: Kelm\n---\n\n", Reason.EMPTY),
        ("a.html", b"<html><body><script>let a = 1</script></body></html>", Reason.EMPTY),
        ("a.txt", b"Kelm\0fell.", Reason.BINARY),
        ("a.txt", bytes(range(256)) * 8, Reason.BINARY),
        ("a.txt", bytes(range(1, 256)) * 8, Reason.BINARY),
        ("a.txt", b"\x89PNG\r\n\x1a\n", Reason.BINARY),
        ("a.html", b"\xff\xd8\xff\xe0JFIF", Reason.BINARY),
        ("a.pdf", b"\x1f\x8b\x08\0", Reason.BINARY),
        ("a.zip", zipped(a=b"x"), Reason.BINARY),
        ("a.txt", b"\xff\xfeK\0e", Reason.MALFORMED),
        ("a.txt", b"\xff\xfeK\0e\0\x00\xd8", Reason.MALFORMED),
        ("a.pdf", b"%PDF-1.7\nnothing of the kind", Reason.MALFORMED),
        ("a.pdf", b"plain text under a false name", Reason.MALFORMED),
        ("a.docx", b"plain text under a false name", Reason.MALFORMED),
        ("a.docx", b"PK\x03\x04 and no more", Reason.MALFORMED),
        (
            "a.docx",
            zipped(word__document_xml=b"x").replace(b"word/document_xml", b"word/document.xml"),
            Reason.MALFORMED,
        ),
        ("a.html", b"no markup in it at all", Reason.MALFORMED),
        ("a.eml", b"no header in it at all\n\nbut two lines", Reason.MALFORMED),
        ("a.xml", b"<rss><channel><item>", Reason.MALFORMED),
        ("a.xml", b"<note>Kelm</note>", Reason.UNSUPPORTED),
        ("a.rss", b"<rss><channel><title>x</title></channel></rss>", Reason.EMPTY),
        ("a.json", b'{"claim": 1}', Reason.UNSUPPORTED),
        ("a.xlsx", zipped(xl__workbook=b"x"), Reason.UNSUPPORTED),
        ("a.odt", zipped(**{"content.xml": b"x"}), Reason.UNSUPPORTED),
        ("a.rtf", b"{\\rtf1 Kelm}", Reason.UNSUPPORTED),
        ("a.doc", OLE, Reason.UNSUPPORTED),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), Reason.ENCRYPTED),
        ("a.eml", b"From: a@b.example\nContent-Type: multipart/encrypted; boundary=x\n\n--x--", Reason.ENCRYPTED),
        ("a.eml", b"From: a@b.example\nContent-Type: image/png\n\nxxxx", Reason.EMPTY),
    ],
)
def test_reasons(refused: Refused, name: str, data: bytes, reason: Reason) -> None:
    refusal = refused(name, data)
    assert refusal.reason is reason, refusal
    assert refusal.origin.endswith(name)
    assert refusal.detail


def test_pdfs_that_cannot_be_read(refused: Refused, pdf: Pdf) -> None:
    page = [(72, 700, 11, "The governor of the valley said that three men had been killed.")]
    assert refused("a.pdf", pdf([page], password="secret")).reason is Reason.ENCRYPTED
    scanned = refused("a.pdf", pdf([[], [(72, 700, 11, "Scanned")]], pictures=True))
    assert scanned.reason is Reason.NO_TEXT_LAYER
    assert "ocrmypdf" in scanned.detail
    assert refused("a.pdf", pdf([[], []])).reason is Reason.EMPTY
    many = refused("a.pdf", pdf([page] * 4), max_pages=3)
    assert many.reason is Reason.TOO_LARGE
    assert "4 pages" in many.detail


def test_an_encrypted_pdf_of_the_tests_is_sound_with_its_password(pdf: Pdf) -> None:
    import pypdfium2

    data = pdf([[(72, 700, 11, "Secret words.")]], password="secret")
    with pypdfium2.PdfDocument(data, password="secret") as document:
        assert document[0].get_textpage().get_text_range() == "Secret words."


def test_too_large(refused: Refused, one: Callable[..., Intaken]) -> None:
    assert refused("a.txt", b"x" * 101, max_bytes=100).reason is Reason.TOO_LARGE
    assert refused("a.txt", b"x" * 101, max_characters=100).reason is Reason.TOO_LARGE
    assert one("a.txt", b"x" * 100, max_bytes=100, max_characters=100).document.text == "x" * 100


def test_a_word_file_that_unpacks_to_far_too_much(refused: Refused) -> None:
    out = io.BytesIO()
    docx.Document().save(out)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/media/bomb.xml", bytes(3_000_000))
    refusal = refused("a.docx", out.getvalue(), max_bytes=200_000)
    assert refusal.reason is Reason.TOO_LARGE
    assert "unpacks to" in refusal.detail


def test_unreachable(tmp_path: Path) -> None:
    closed = tmp_path / "closed.txt"
    closed.write_text("x")
    closed.chmod(0)
    paths = [str(tmp_path / "missing.txt"), "a\0b.txt", *([str(closed)] if os.geteuid() else [])]
    for path in paths:
        [refusal] = open_sources([path], options=Options())
        assert isinstance(refusal, Refusal)
        assert refusal.reason is Reason.UNREACHABLE


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    [refusal] = open_sources([str(tmp_path / "pipe.txt")], options=Options())
    assert isinstance(refusal, Refusal)
    assert refusal.reason is Reason.UNSUPPORTED


@pytest.mark.parametrize("address", ["file:///etc/hostname", "ftp://kelm.example/a.txt", "data:text/plain,Kelm"])
def test_other_schemes(address: str) -> None:
    [refusal] = open_sources([address], options=Options())
    assert isinstance(refusal, Refusal)
    assert refusal.reason is Reason.FORBIDDEN_ADDRESS


def test_limits_that_make_no_sense() -> None:
    for key in ("max_bytes", "timeout", "parse_seconds"):
        with pytest.raises(BadValueError, match=key):
            Options(**{key: 0})  # type: ignore[arg-type]
    with pytest.raises(BadValueError, match="max_redirects"):
        Options(max_redirects=-1)


@pytest.mark.parametrize("depth", [10, 8_000])
def test_yaml_aliases_do_not_unfold(refused: Refused, depth: int) -> None:
    if depth > 10:
        block = "title: " + "[" * depth  # deeper than Python can follow
    else:
        block = "a: &a [x, x, x, x, x, x, x, x]\n"
        block += "".join(
            f"{new}: &{new} [{', '.join(['*' + old] * 9)}]\n"
            for old, new in zip("abcdefghij", "bcdefghijk", strict=True)
        )
        block += "title: *k"
    refusal = refused("a.md", f"---\n{block}\n---\nText.".encode())
    assert refusal.reason is Reason.MALFORMED
    assert len(refusal.detail) < 300


def test_a_feed_that_declares_entities(refused: Refused) -> None:
    feed = (
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><rss><channel>'
        "<item><title>a</title><description>&e; b</description></item></channel></rss>"
    )
    assert refused("a.xml", feed.encode()).reason is Reason.MALFORMED
