"""What a file to be imported is: said by the user, or told from its first bytes and its name."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path

from reportedly.errors import BadValueError, ExchangeError

_LOOKED_AT = 1 << 16


class Form(StrEnum):
    """What can be imported."""

    JSONL = "jsonl"
    CSV = "csv"
    FTM = "ftm"
    STIX = "stix"


def form_of(path: Path) -> Form:
    """What a file is.

    Raises:
        ExchangeError: where it cannot be read.
        BadValueError: where it is none of what can be imported, as far as one sees.
    """
    try:
        with path.open("rb") as stream:
            head = stream.read(_LOOKED_AT).removeprefix(b"\xef\xbb\xbf").lstrip()
    except OSError as error:
        raise ExchangeError(f"{path}: cannot be read: {error.strerror}") from error
    first = head.split(b"\n", 1)[0]
    if head[:1] not in (b"{", b"["):
        if b"entity_id" in first and b"prop" in first:
            return Form.FTM
        # A file that claims to hold JSON lines is read as such, so that each of its lines is told what it lacks.
        return Form.CSV if path.suffix.lower() in (".csv", ".tsv") else Form.JSONL
    try:
        line = json.loads(first)
    except (ValueError, RecursionError):
        line = None
    if isinstance(line, dict):
        if "schema" in line and ("properties" in line or "entity_id" in line):
            return Form.FTM
        if "type" not in line and "spec_version" not in line:
            return Form.JSONL
    # STIX stands on one line or on many.
    if b'"bundle"' in head or b'"spec_version"' in head or b'"objects"' in head:
        return Form.STIX
    if path.suffix.lower() in (".jsonl", ".ndjson"):
        return Form.JSONL
    raise BadValueError(str(path), "a file in JSON", expected=f"--format with one of {', '.join(Form)}")
