"""Looks for what must not be there: in every file, unpacked, however it is written or encoded."""

from __future__ import annotations

import base64
import hashlib
import html
import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from functools import cache
from urllib.parse import quote, quote_plus, unquote

from anyascii import anyascii

PERSONS = ("Birjun Ismel", "Birjun", "Ismel", "Taskun", "Isvaan", "Belvar")
ALSO = ("Tamrek Sholdan", "Tamrek", "Sholdan", "Tamriq", "Shuldan", "Тамрек", "Шолдан", "تامرق", "شولدان")
PLACES = (
    *("Orlesk", "Tashmar", "Kirdesh", "Sholvat", "Uzhmar", "Vashet", "Ghorvel", "Belkesh", "Ordune", "Port Lemet"),
    *("Hadrel", "Kelmuria", "Halvestan", "Upper Zerev"),
)
SOURCES = (
    *("merchant who trades across the frontier", "ministry official", "security official", "driver who survived"),
    *("local merchant", "former fighters", "hospital officials", "former members", "merchants who pay his tolls"),
)
_DIGITS = re.compile(r"[0-9a-f]{16,}")
PICTURE = b"\x89PNG"
HIDDEN = (*PERSONS, *ALSO, *PLACES, *SOURCES)


def texts(raw: bytes) -> Iterator[str]:
    """What is in a file: its text; of an archive its members, and their names; with escapes taken off."""
    if zipfile.is_zipfile(io.BytesIO(raw)):
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            yield from archive.namelist()
            for name in archive.namelist():
                yield from texts(archive.read(name))
        return
    said = raw.decode("utf-8", "replace")
    yield said
    if raw.startswith(PICTURE):
        return  # what it draws was text before; what it says of itself stands in it as it is
    # Word cuts a sentence into runs: without tags it is whole again.
    bare = html.unescape(re.sub(r"<[^>]*>", "", said))
    yield bare
    yield re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), said)
    yield unquote(said)
    yield from (anyascii(line) for line in bare.splitlines() if not line.isascii())
    for packed in re.findall(r"[A-Za-z0-9+/_-]{16,}={0,2}", said)[:20_000]:
        try:
            yield base64.b64decode(packed + "=" * (-len(packed) % 4), altchars=b"-_").decode("utf-8")
        except ValueError:
            continue


def plain(text: str) -> str:
    """Letters and digits in lower case, without marks; one blank between words."""
    bare = text.casefold()
    if not bare.isascii():
        bare = "".join(c for c in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[\W_]+", " ", bare).split())


@cache
def forms(name: str) -> frozenset[str]:
    """A hidden name as it may be written: raw, encoded, escaped, hashed."""
    raw = name.encode()
    found = {name, name.upper(), name.lower(), quote(name), quote_plus(name), json.dumps(name)[1:-1], html.escape(name)}
    found |= {name.replace(" ", "-"), name.replace(" ", "_"), name.replace(" ", "")}
    found |= {base64.b64encode(raw).decode().rstrip("="), raw.hex()}
    found |= {hashlib.new(kind, raw).hexdigest() for kind in ("sha256", "sha1", "md5")}
    return frozenset(form.casefold() for form in found)


def _stands(form: str, text: str) -> bool:
    """Whether a form stands in a text, at the beginning of a word: "report" and "Lemet" without the tags between them
    are no port."""
    return form in text and re.search(rf"(?<![^\W\d_]){re.escape(form)}", text) is not None


def leaks(raw: bytes, names: Iterable[str], ids: Iterable[str] = ()) -> list[str]:
    """Which of these names (in any form) and ids stand in a file."""
    # Each line once: an escape that was not there gives the same text again.
    lines = dict.fromkeys(line for text in texts(raw) for line in text.casefold().splitlines())
    lowered = "\n".join(lines)
    folded = "".join(f" {line} \n" for line in dict.fromkeys(map(plain, lines)))
    found = [
        name for name in names if f" {plain(name)} " in folded or any(_stands(form, lowered) for form in forms(name))
    ]
    # Ids are hexadecimal: they are looked for only where such digits stand.
    digits = "\n".join(set(_DIGITS.findall(lowered)))
    return found + [id_ for id_ in ids if (id_ in digits if _DIGITS.fullmatch(id_) else id_ in lowered)]
