"""Plain text and Markdown: kept to the letter, because claims point into it."""

from __future__ import annotations

import re

from .dates import dateline
from .decode import decode
from .frontmatter import split
from .options import Metadata, Options, Parsed

_HEADING = re.compile(r"#[ \t]+([^\n]{1,200}?)[ \t#]*(?:\r?\n|\Z)")
_TITLE = re.compile(r"\s*([^\s][^\r\n]{2,120})\r?\n[ \t]*\r?\n")


def parse(data: bytes, *, options: Options, charset: str | None = None, markdown: bool = False) -> list[Parsed]:
    """The text as decoded, less its byte order mark and its front matter; nothing else is touched.

    Raises:
        RefusedError: BINARY or MALFORMED.
    """
    stated, text = split(decode(data, charset=charset))
    found = Metadata(title=_title(text, markdown=markdown), published=dateline(text))
    media_type = "text/markdown" if markdown else "text/plain"
    return [Parsed(text=text, media_type=media_type, stated=stated, found=found)]


def _title(text: str, *, markdown: bool) -> str | None:
    if markdown and (heading := _HEADING.match(text.lstrip())):
        return heading[1].strip()
    first = _TITLE.match(text, 0, 1_000)
    if first is None or first[1].rstrip().endswith((".", "!", ":", ";", ",", "…")):
        return None  # a first line that ends like a sentence is one
    return first[1].strip().strip("#* ") or None
