"""Makers of the files that intake is tested with: each is written here, byte by byte or by the format's library."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from reportedly.intake import Intaken, Options, Refusal, open_sources

# Right or wrong is asked here, not how fast: the machine may be busy with something else.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")

Drawn = tuple[float, float, float, str]
"""Left and bottom (points), size (points) and words of one line on a page."""


def lay_out(paragraphs: Sequence[Sequence[str]], *, size: float = 11, top: float = 760) -> list[Drawn]:
    """Lines of paragraphs down one page, a gap between paragraphs."""
    out: list[Drawn] = []
    for lines in paragraphs:
        for line in lines:
            out.append((72, top, size, line))
            top -= size * 1.25
        top -= size * 0.9
    return out


def make_pdf(
    pages: Sequence[Sequence[Drawn]],
    *,
    info: dict[str, str] | None = None,
    pictures: bool = False,
    password: str | None = None,
) -> bytes:
    """A PDF 1.4 in Helvetica; ``pictures`` puts a grey picture on each page, ``password`` encrypts (RC4, 40 bit)."""
    writer = _Writer(password)
    catalog, tree, font, picture = (writer.reserve() for _ in range(4))
    writer.put(font, b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    head = (
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>"
    )
    writer.put_stream(picture, b"\x80", head)
    kids = []
    for drawn in pages:
        page, content = writer.reserve(), writer.reserve()
        kids.append(page)
        parts = [b"q 500 0 0 700 50 50 cm /P Do Q"] if pictures else []
        for left, bottom, size, words in drawn:
            escaped = words.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
            parts.append(b"BT /F %g Tf 1 0 0 1 %g %g Tm (%s) Tj ET" % (size, left, bottom, escaped))
        writer.put_stream(content, b"\n".join(parts))
        writer.put(
            page,
            b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 612 792] /Contents %d 0 R "
            b"/Resources << /Font << /F %d 0 R >> /XObject << /P %d 0 R >> >> >>" % (tree, content, font, picture),
        )
    refs = b" ".join(b"%d 0 R" % kid for kid in kids)
    writer.put(tree, b"<< /Type /Pages /Kids [%s] /Count %d >>" % (refs, len(kids)))
    writer.put(catalog, b"<< /Type /Catalog /Pages %d 0 R >>" % tree)
    return writer.finish(catalog, info or {})


class _Writer:
    def __init__(self, password: str | None) -> None:
        self.objects: dict[int, bytes] = {}
        self.last = 0
        self.id = hashlib.md5(b"a file of the tests").digest()
        self.encryption = _Encryption(password, self.id) if password else None

    def reserve(self) -> int:
        self.last += 1
        return self.last

    def put(self, number: int, body: bytes) -> None:
        self.objects[number] = body

    def put_stream(self, number: int, data: bytes, head: bytes | None = None) -> None:
        if self.encryption:
            data = self.encryption.of(data, number)
        head = head or b"<< /Length %d >>" % len(data)
        self.put(number, head + b"\nstream\n" + data + b"\nendstream")

    def finish(self, catalog: int, info: dict[str, str]) -> bytes:
        trailer = b"/Root %d 0 R" % catalog
        if info:
            number = self.reserve()
            said = b" ".join(b"/%s (%s)" % (key.encode(), value.encode("cp1252")) for key, value in info.items())
            self.put(number, b"<< " + said + b" >>")
            trailer += b" /Info %d 0 R" % number
        if self.encryption:
            number = self.reserve()
            self.put(number, self.encryption.dictionary)
            trailer += b" /Encrypt %d 0 R" % number
        out = io.BytesIO(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
        out.seek(0, io.SEEK_END)
        places = {}
        for number, body in sorted(self.objects.items()):
            places[number] = out.tell()
            out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
        start = out.tell()
        out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (self.last + 1))
        for number in range(1, self.last + 1):
            out.write(b"%010d 00000 n \n" % places[number])
        hexed = self.id.hex().encode()
        out.write(b"trailer << /Size %d %s /ID [<%s> <%s>] >>\n" % (self.last + 1, trailer, hexed, hexed))
        out.write(b"startxref\n%d\n%%%%EOF\n" % start)
        return out.getvalue()


class _Encryption:
    """The standard security handler, revision 2 (PDF 1.4, 3.5.2): enough to make a file that needs a password."""

    PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")

    def __init__(self, password: str, file_id: bytes) -> None:
        padded = (password.encode("latin-1") + self.PAD)[:32]
        owner = _rc4(hashlib.md5(padded).digest()[:5], padded)
        permissions = (-4).to_bytes(4, "little", signed=True)
        self.key = hashlib.md5(padded + owner + permissions + file_id).digest()[:5]
        user = _rc4(self.key, self.PAD)
        self.dictionary = b"<< /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >>" % (
            owner.hex().encode(),
            user.hex().encode(),
        )

    def of(self, data: bytes, number: int) -> bytes:
        salted = self.key + number.to_bytes(3, "little") + b"\0\0"
        return _rc4(hashlib.md5(salted).digest()[:10], data)


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


@pytest.fixture(scope="session")
def pdf() -> Callable[..., bytes]:
    return make_pdf


@pytest.fixture(scope="session")
def laid_out() -> Callable[..., list[Drawn]]:
    return lay_out


Take = Callable[..., list[Intaken | Refusal]]


@pytest.fixture
def take(tmp_path: Path) -> Take:
    """Write bytes to a file of that name, open it, and give what comes out."""

    def taken(name: str, data: bytes, **options: object) -> list[Intaken | Refusal]:
        path = tmp_path / name
        path.write_bytes(data)
        # In this process: to start another for each test would take most of the time. See test_isolation.
        return list(open_sources([str(path)], options=Options(**{"isolate": False, **options})))  # type: ignore[arg-type]

    return taken


@pytest.fixture
def one(take: Take) -> Callable[..., Intaken]:
    """The one document of a file."""

    def only(name: str, data: bytes, **options: object) -> Intaken:
        [result] = take(name, data, **options)
        assert isinstance(result, Intaken), result
        return result

    return only


@pytest.fixture
def refused(take: Take) -> Callable[..., Refusal]:
    """The one refusal of a file."""

    def only(name: str, data: bytes, **options: object) -> Refusal:
        [result] = take(name, data, **options)
        assert isinstance(result, Refusal), result
        return result

    return only


@pytest.fixture(scope="session")
def prose() -> str:
    """Enough English for its language to be judged."""
    return (
        "The governor of the valley said on Monday that three men had been killed near the bridge at Kelm. "
        "A spokesman for the miners denied that any of them was armed, and called for an inquiry by the court. "
        "Residents who were at the market told the Monitor that they had heard shots from the hill after dawn, "
        "and that nobody had come to help them until the evening."
    )
