"""A file of others, sent so that no browser runs anything in it."""

from __future__ import annotations

from urllib.parse import quote

from starlette.responses import Response

INLINE = {"text/plain": "text/plain; charset=utf-8", "application/pdf": "application/pdf"}
"""What is opened in the browser; all else is saved. Text is text to it whatever stands in it (nosniff)."""
POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'"
"""No scripts, no forms, no origin of ours (Content Security Policy Level 3, sandbox)."""
_LONGEST = 120


def attached(content: bytes, *, media_type: str, name: str) -> Response:
    """The bytes under a name that is safe in a header (RFC 6266, RFC 8187), without paths and controls."""
    base = media_type.partition(";")[0].strip().lower()
    opened = base in INLINE and (base != "application/pdf" or content[:5] == b"%PDF-")
    tidy = "".join(c for c in name.replace("\\", "/").rpartition("/")[2] if c.isprintable() and c not in '"<>|:*?')
    tidy = tidy.strip(". ")[-_LONGEST:] or "report"
    ascii_name = tidy.encode("ascii", "replace").decode().replace("?", "_")
    disposition = (
        f"{'inline' if opened else 'attachment'}; filename=\"{ascii_name}\"; filename*=UTF-8''{quote(tidy, safe='')}"
    )
    headers = {
        "Content-Disposition": disposition,
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
    }
    return Response(content, media_type=INLINE[base] if opened else "application/octet-stream", headers=headers)
