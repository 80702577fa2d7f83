"""Opening sources: every path, address and stream becomes documents, or a refusal with its reason."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from reportedly.errors import Reason, Refusal, RefusedError
from reportedly.model import Document

from .addresses import is_address
from .decode import refuse_binary
from .formats import Hint, format_of
from .isolation import Parser
from .language import refuse_language
from .options import Intaken, Options, Parsed

_SKIPPED_FOLDERS = frozenset({"__MACOSX", "__pycache__", "node_modules"})


def open_sources(paths: Sequence[str], *, options: Options) -> Iterator[Intaken | Refusal]:
    """Open files, folders, http(s) addresses and standard input ("-"), in the order given.

    A folder gives its files in the order of their paths, those in folders below it too; hidden ones (".git")
    are passed over. Every other file gives a document, or a refusal that says why not; a feed gives a document
    for each of its items. Nothing that a source holds, and nothing that happens to it, ends the batch.

    A document's ``id`` is the SHA-256 of the bytes beside it, its ``name`` the file's name or the address, its
    ``origin`` the whole path, the address or "-"; ``previous`` is the ledger's to fill in.
    """
    with Parser(options) as parser:
        for path in paths:
            for origin in _expanded(path):
                if isinstance(origin, Refusal):
                    yield origin
                else:
                    yield from _opened(origin, parser, options)


def count_sources(paths: Sequence[str]) -> int:
    """How many sources ``paths`` come to, folders counted by their files; for a progress bar."""
    return sum(1 for path in paths for _ in _expanded(path))


def _expanded(path: str) -> Iterator[str | Refusal]:
    if path == "-" or is_address(path) or not Path(path).is_dir():
        yield path
        return
    found: list[Path] = []
    missed: list[Refusal] = []

    def miss(error: OSError) -> None:
        missed.append(Refusal(str(error.filename), Reason.UNREACHABLE, error.strerror or str(error)))

    for folder, below, files in os.walk(path, onerror=miss):
        below[:] = sorted(name for name in below if not name.startswith(".") and name not in _SKIPPED_FOLDERS)
        found.extend(Path(folder, name) for name in files if not name.startswith("."))
    yield from missed
    if not found and not missed:
        yield Refusal(path, Reason.EMPTY, "a folder without files")
    yield from map(str, sorted(found))


def _opened(origin: str, parser: Parser, options: Options) -> Iterator[Intaken | Refusal]:
    try:
        results = _results(origin, parser, options)
    except RefusedError as refused:
        results = [refused.refusal(origin)]
    except Exception as error:  # the last net: whatever a source brings about, the batch goes on and it is counted
        said = f"failed in a way that was not foreseen: {type(error).__name__}: {str(error)[:200]}"
        results = [Refusal(origin, Reason.MALFORMED, said)]
    yield from results


def _results(origin: str, parser: Parser, options: Options) -> list[Intaken | Refusal]:
    data, hint, whence = _got(origin, options)
    retrieved = datetime.now(UTC)
    out: list[Intaken | Refusal] = []
    for report in parser.parse(data, form=format_of(data, hint), hint=hint):
        part = "" if report.name is None else f"#{report.name}"
        try:
            out.append(
                _document(report, data=data, hint=hint, origin=whence + part, retrieved=retrieved, options=options)
            )
        except RefusedError as refused:
            out.append(refused.refusal(origin + part))
    return out


def _got(origin: str, options: Options) -> tuple[bytes, Hint, str]:
    """The bytes of a source, what is known of them, and whence they came."""
    if origin == "-":
        data = sys.stdin.buffer.read(options.max_bytes + 1)
        _refuse_large(len(data), options, at_least=True)
        return data, Hint(name="-"), "-"
    if is_address(origin):
        from .fetch import fetch, name_of

        fetched = fetch(origin, options=options)
        name = name_of(origin)
        hint = Hint(name=name, media_type=fetched.media_type, charset=fetched.charset, address=fetched.address)
        return fetched.data, hint, name
    path = Path(origin)
    return _file(path, options), Hint(name=path.name), str(path.resolve())


def _file(path: Path, options: Options) -> bytes:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise RefusedError(
                Reason.UNSUPPORTED, "a device or pipe; expected a file (pipe text in: … | reportedly read -)"
            )
        _refuse_large(status.st_size, options)
        with path.open("rb") as file:
            data = file.read(options.max_bytes + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        said = getattr(error, "strerror", None) or str(error)
        raise RefusedError(Reason.UNREACHABLE, said) from error
    _refuse_large(len(data), options, at_least=True)  # it may have grown
    return data


def _refuse_large(size: int, options: Options, *, at_least: bool = False) -> None:
    if size > options.max_bytes:
        more = " or more" if at_least else ""
        raise RefusedError(Reason.TOO_LARGE, f"{size:,} bytes{more}; the limit is {options.max_bytes:,}")


def _document(
    report: Parsed, *, data: bytes, hint: Hint, origin: str, retrieved: datetime, options: Options
) -> Intaken:
    text = report.text
    if not text.strip():
        raise RefusedError(Reason.EMPTY, "no text in it")
    if len(text) > options.max_characters:
        raise RefusedError(Reason.TOO_LARGE, f"{len(text):,} characters; the limit is {options.max_characters:,}")
    refuse_binary(text)
    metadata = report.metadata(options)
    language = refuse_language(text, named=metadata.language, readable=options.readable)
    original = data if report.original is None else report.original
    document = Document(
        id=hashlib.sha256(original).hexdigest(),
        name=report.name or hint.name,
        text=text,
        origin=origin,
        retrieved=retrieved,
        media_type=report.media_type,
        title=metadata.title,
        publisher=metadata.publisher,
        authors=metadata.authors,
        published=metadata.published,
        language=language,
        passages=report.passages,
    )
    return Intaken(document, original)
