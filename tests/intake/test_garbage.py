"""Three hundred files of garbage: no crash, no hang, each a document or counted with its reason."""

from __future__ import annotations

import io
import random
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from reportedly.intake import Intaken, Options, Reason, Refusal, open_sources

SEED = 20_231_107
FILES = 300
SUFFIXES = (".txt", ".md", ".html", ".htm", ".pdf", ".docx", ".eml", ".xml", ".rss", ".dat", "")
Make = Callable[[random.Random], bytes]


def page(dice: random.Random) -> bytes:
    words = " ".join(
        dice.choice(("the", "governor", "said", "that", "men", "were", "killed", "Kelm")) for _ in range(60)
    )
    head = '<html><head><meta name="author" content="A. Quill"><title>Kelm</title></head><body><article>'
    return (head + f"<h1>Kelm</h1><p>{words}.</p>" * 3 + "</article></body></html>").encode()


def word_file(dice: random.Random) -> bytes:
    document = docx.Document()
    document.add_heading("Kelm", level=1)
    document.add_paragraph(f"The governor said that {dice.randrange(90)} men were killed near the bridge.")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def mail(dice: random.Random) -> bytes:
    return (
        b"From: Ada <ada@hvm.example>\nSubject: Kelm\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
        b"--b\nContent-Type: text/plain\n\nThe governor fled.\n--b\nContent-Type: text/html\n\n"
        + page(dice)
        + b"\n--b--"
    )


def feed(dice: random.Random) -> bytes:
    items = "".join(f"<item><title>Kelm {n}</title><description>It fell.</description></item>" for n in range(4))
    return f"<rss><channel><title>Monitor</title>{items}</channel></rss>".encode()


def noise(dice: random.Random) -> bytes:
    return dice.randbytes(dice.choice((1, 7, 300, 5_000, 60_000)))


def nul_text(dice: random.Random) -> bytes:
    return b"The governor of Kelm said " * 20 + b"\0" * dice.randrange(1, 40) + b"that men were killed. " * 20


def nested_html(dice: random.Random) -> bytes:
    tag = dice.choice(("div", "table><tr><td", "ul><li", "b", "blockquote", "span", "p><i")).encode()
    return b"<html><body>" + (b"<" + tag + b">") * dice.randrange(200, 3_000) + b"The governor fled."


def zip_bomb(dice: random.Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", b"<Types/>")
        file.writestr("word/document.xml", b"<w:document>" + b" " * dice.randrange(30_000_000, 40_000_000))
    return out.getvalue()


def broken_front(dice: random.Random) -> bytes:
    keys = ("title", "published", "authors", "a b", "- x", "{", "&a", "*a", "!!python/object:os.system")
    block = "\n".join(f"{dice.choice(keys)}: {dice.choice(keys)}" for _ in range(6))
    return f"---\n{block}\n---\nThe governor of Kelm fled.".encode()


def false_mark(dice: random.Random) -> bytes:
    return dice.choice((b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\0\0", b"\xef\xbb\xbf")) + dice.randbytes(101)


def headers_only(dice: random.Random) -> bytes:
    return dice.choice(
        (b"%PDF-1.7\n", b"PK\x03\x04", b"<?xml version='1.0'?>", b"From: a\nTo: b\n\n", b"<html>", b"{\\rtf")
    )


def mutated(sound: Make) -> Make:
    """``sound`` with bytes changed, cut out, doubled, or its end cut off."""

    def make(dice: random.Random) -> bytes:
        data = bytearray(sound(dice))
        for _ in range(dice.choice((1, 3, 30, 300))):
            at = dice.randrange(len(data))
            kind = dice.randrange(4)
            if kind == 0:
                data[at] = dice.randrange(256)
            elif kind == 1:
                del data[at : at + dice.randrange(1, 20)]
            elif kind == 2:
                data[at:at] = data[at : at + dice.randrange(1, 200)]
            else:
                data[at : at + 4] = dice.randbytes(4)
            if len(data) < 2:
                break
        return bytes(data if dice.random() < 0.7 else data[: dice.randrange(1, len(data) + 1)])

    return make


@pytest.fixture(scope="module")
def garbage(
    tmp_path_factory: pytest.TempPathFactory, pdf: Callable[..., bytes], laid_out: Callable[..., object]
) -> Path:
    def pdf_file(dice: random.Random) -> bytes:
        drawn = laid_out([[f"The governor said that {dice.randrange(90)} men were killed near the bridge."] * 5])
        password = "secret" if dice.random() < 0.2 else None
        return pdf([drawn] * dice.randrange(1, 4), pictures=dice.random() < 0.3, password=password)

    makers: list[Make] = [
        noise,
        noise,
        nul_text,
        nested_html,
        broken_front,
        false_mark,
        headers_only,
        page,
        pdf_file,
        *(mutated(sound) for sound in (pdf_file, pdf_file, page, page, word_file, word_file, mail, feed)),
    ]
    dice = random.Random(SEED)
    folder = tmp_path_factory.mktemp("garbage")
    for number in range(FILES - 2):
        data = makers[number % len(makers)](dice)
        (folder / f"{number:03}{dice.choice(SUFFIXES)}").write_bytes(data)
    (folder / "bomb-1.docx").write_bytes(zip_bomb(dice))
    (folder / "bomb-2.docx").write_bytes(zip_bomb(dice))
    return folder


def test_garbage(garbage: Path) -> None:
    limit = 15.0
    results: list[Intaken | Refusal] = []
    slowest = 0.0
    batch = open_sources([str(garbage)], options=Options(parse_seconds=limit, max_bytes=2_000_000))
    started = time.monotonic()
    for result in batch:
        slowest = max(slowest, time.monotonic() - started)
        results.append(result)
        started = time.monotonic()

    told = {
        str(Path(r.document.origin).name if isinstance(r, Intaken) else Path(r.origin).name).partition("#")[0]
        for r in results
    }
    assert told == {path.name for path in garbage.iterdir()}, "every file is told of"
    assert len(told) == FILES
    assert slowest < limit + 15, "nothing hangs"
    counted = Counter(r.reason if isinstance(r, Refusal) else "read" for r in results)
    # The heap holds what it is meant to hold: sound enough to be read, and refusals of many kinds.
    assert counted["read"] > 40
    assert {Reason.EMPTY, Reason.BINARY, Reason.ENCRYPTED, Reason.MALFORMED, Reason.TOO_LARGE} <= set(counted), counted
    assert counted[Reason.TOO_LARGE] >= 2, "the bombs"
    for result in results:
        if isinstance(result, Refusal):
            assert result.detail
            assert len(result.detail) < 1_000
        else:
            text = result.document.text
            assert text.strip()
            text.encode()
            assert "\0" not in text
            assert all(0 <= p.start < p.end <= len(text) for p in result.document.passages)


def test_garbage_is_the_same_garbage_every_time(garbage: Path) -> None:
    options = Options(parse_seconds=60, max_bytes=2_000_000)
    paths = sorted(str(path) for path in garbage.iterdir())[::15]

    def outcome() -> list[tuple[str, str]]:
        return [
            ("read", r.document.id + r.document.text) if isinstance(r, Intaken) else (r.reason, r.detail)
            for r in open_sources(paths, options=options)
        ]

    assert outcome() == outcome()
