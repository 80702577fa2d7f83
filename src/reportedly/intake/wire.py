"""Parsed reports and refusals as JSON, for the way between the parsing process and its master.

JSON and not pickle: the process that parses reads hostile bytes, and what comes back from it must stay data.
"""

from __future__ import annotations

import base64
import json
from dataclasses import asdict
from datetime import date
from typing import Any

from reportedly.errors import Reason, RefusedError
from reportedly.model import Passage

from .formats import Format, Hint
from .options import Metadata, Options, Parsed

Job = tuple[Format, Hint, Options]


def pack_job(form: Format, hint: Hint, options: Options) -> bytes:
    """One line of JSON that says what is to be parsed and how."""
    limits = {"max_bytes": options.max_bytes, "max_pages": options.max_pages}
    return _line({"format": form.value, "hint": asdict(hint), "limits": limits})


def unpack_job(line: bytes) -> Job:
    """What ``pack_job`` packed."""
    said = json.loads(line)
    return Format(said["format"]), Hint(**said["hint"]), Options(**said["limits"])


def pack_result(result: list[Parsed] | RefusedError) -> bytes:
    """One line of JSON with what came of a job."""
    if isinstance(result, RefusedError):
        return _line({"reason": result.reason.value, "detail": result.detail})
    return _line({"parsed": [_plain(parsed) for parsed in result]})


def unpack_result(line: bytes) -> list[Parsed]:
    """What ``pack_result`` packed.

    Raises:
        RefusedError: where that was one.
    """
    said = json.loads(line)
    if "reason" in said:
        raise RefusedError(Reason(said["reason"]), said["detail"])
    return [_parsed(each) for each in said["parsed"]]


def _line(said: dict[str, Any]) -> bytes:
    return json.dumps(said).encode("ascii") + b"\n"  # ASCII escapes keep even a lone surrogate from breaking it


def _plain(parsed: Parsed) -> dict[str, Any]:
    original = parsed.original
    return {
        "text": parsed.text,
        "media_type": parsed.media_type,
        "stated": _metadata_out(parsed.stated),
        "found": _metadata_out(parsed.found),
        "passages": [[each.start, each.end, each.page, each.section] for each in parsed.passages],
        "original": base64.b64encode(original).decode("ascii") if original is not None else None,
        "name": parsed.name,
    }


def _parsed(said: dict[str, Any]) -> Parsed:
    original = said["original"]
    return Parsed(
        text=said["text"],
        media_type=said["media_type"],
        stated=_metadata_in(said["stated"]),
        found=_metadata_in(said["found"]),
        passages=tuple(Passage(start, end, page, section) for start, end, page, section in said["passages"]),
        original=base64.b64decode(original) if original is not None else None,
        name=said["name"],
    )


def _metadata_out(metadata: Metadata) -> dict[str, Any]:
    published = metadata.published.isoformat() if metadata.published else None
    return {**asdict(metadata), "authors": list(metadata.authors), "published": published}


def _metadata_in(said: dict[str, Any]) -> Metadata:
    published = date.fromisoformat(said["published"]) if said["published"] else None
    return Metadata(**{**said, "authors": tuple(said["authors"]), "published": published})
