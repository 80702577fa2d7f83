"""The site: it builds strictly, loads nothing from elsewhere, and its reference is that of the code."""

from __future__ import annotations

import html
import os
import re
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
import typer.main

from reportedly.cli.app import app
from reportedly.reading.vocabulary import predicates

from .pages import ROOT

_LOADED = re.compile(
    r"<(?:script|img|iframe|link|source|object|embed)\b[^>]*?\b(?:src|href|data)=\"(?P<where>[^\"]+)\""
)
_EXTERNAL = re.compile(r"(?:https?:)?//")


def picture() -> bytes:
    """A PNG of one white pixel (PNG specification, chunks IHDR, IDAT, IEND)."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\x00\xff")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built strictly, with one picture."""
    room = tmp_path_factory.mktemp("site")
    shots = room / "shots"
    shots.mkdir()
    (shots / "dossier-dark-phone.png").write_bytes(picture())
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(room / "site")],
        cwd=ROOT,
        env={**os.environ, "REPORTEDLY_SCREENSHOTS": str(shots), "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return room / "site"


def words(page: Path) -> str:
    """What a page says, without its tags."""
    return html.unescape(re.sub(r"<[^>]+>", "", page.read_text(encoding="utf-8")))


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    pages = list(site.rglob("*.html"))
    assert len(pages) > 25
    for page in pages:
        found = [m["where"] for m in _LOADED.finditer(page.read_text(encoding="utf-8")) if _EXTERNAL.match(m["where"])]
        assert found == [], page
    for sheet in site.rglob("*.css"):
        assert not re.search(r"(?:url\(|@import )[\"']?(?:https?:)?//", sheet.read_text(encoding="utf-8")), sheet


def test_every_page_that_is_written_is_on_the_site(site: Path) -> None:
    for page in (ROOT / "docs").rglob("*.md"):
        assert (site / page.relative_to(ROOT / "docs").with_suffix(".html")).is_file(), page
    assert not list(site.rglob("*.py"))


def test_the_reference_has_every_command_with_its_options(site: Path) -> None:
    said = words(site / "reference" / "help.html")
    program = typer.main.get_command(app)
    for name, command in program.commands.items():  # type: ignore[attr-defined]
        assert f"Usage: reportedly {name}" in said
        assert all(o in said for p in command.params for o in p.opts if o.startswith("--"))


def test_the_reference_has_every_operation(site: Path) -> None:
    from reportedly.ledger import Ledger
    from reportedly.web import make_app

    said = words(site / "reference" / "json-api.html")
    with Ledger.open(site.parent / "none.db") as ledger:
        described = make_app(ledger).openapi()
    for path, methods in described["paths"].items():
        for method in methods:
            assert f"{method.upper()} {path}" in said
    assert "origins_low" in said


def test_the_reference_has_every_predicate(site: Path) -> None:
    said = words(site / "reference" / "vocabulary.html")
    assert all(name in said for name in predicates())


def test_the_reference_has_the_python_interface(site: Path) -> None:
    import reportedly
    from reportedly.workspace import Workspace

    said = words(site / "reference" / "python.html")
    methods = [name for name in vars(Workspace) if not name.startswith("_")]
    assert len(methods) > 12
    assert [name for name in (*methods, *(n for n in reportedly.__all__ if n[0] != "_")) if name not in said] == []


def test_screenshots_that_the_browser_test_took_are_shown(site: Path) -> None:
    page = (site / "pictures.html").read_text(encoding="utf-8")
    assert 'src="pictures/dossier-dark-phone.png"' in page
    assert (site / "pictures" / "dossier-dark-phone.png").read_bytes() == picture()
    assert "dossier dark phone" in page
