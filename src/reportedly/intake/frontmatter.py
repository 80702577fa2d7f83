"""YAML front matter at the head of a text: what its keeper wrote down about it."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from reportedly.errors import Reason, RefusedError

from .dates import as_day
from .language import code_of
from .options import Metadata

_BLOCK = re.compile(r"---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_KEY = re.compile(r"\s*(?:#[^\n]*\n\s*)*[A-Za-z_][\w -]*:(?:\s|$)")
_LONGEST = 16_384
"""Characters among which front matter must end; it bounds what hostile YAML can cost."""


def split(text: str) -> tuple[Metadata, str]:
    """The front matter of ``text`` and the text after it; no front matter, and the text is unchanged.

    Known keys: title, publisher, author or authors (a name or a list), published or date (a day),
    language or lang. Others are left to their owners.

    Raises:
        RefusedError: MALFORMED where a block that is plainly front matter is not YAML, or a value of
            a known key is not of its kind.
    """
    match = _BLOCK.match(text, 0, _LONGEST)
    if match is None or not _KEY.match(match[1]):
        return Metadata(), text  # a rule drawn above a text is not front matter
    return _metadata(_load(match[1])), text[match.end() :]


@cache
def _loader() -> Any:
    """YAML's safe loader, less its dates: it gives up on a day that does not exist before its key is known."""
    import yaml

    class Loader(yaml.SafeLoader):
        pass

    Loader.yaml_implicit_resolvers = {
        first: [(tag, form) for tag, form in resolvers if tag != "tag:yaml.org,2002:timestamp"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    return Loader


def _load(block: str) -> dict[str, object]:
    import yaml

    try:
        loaded = yaml.load(block, Loader=_loader())
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + 2}" if mark else ""
        said = getattr(error, "problem", None) or str(error) or type(error).__name__
        raise RefusedError(
            Reason.MALFORMED, f"front matter{where} is not YAML: {said}; quote values that hold a colon"
        ) from error
    if not isinstance(loaded, dict):
        raise RefusedError(Reason.MALFORMED, f"front matter: got a {type(loaded).__name__}, expected key: value lines")
    return {key.strip().lower(): value for key, value in loaded.items() if isinstance(key, str)}


def _metadata(keys: dict[str, object]) -> Metadata:
    published = None
    for key in ("published", "date"):
        if keys.get(key) is not None and published is None:
            published = as_day(keys[key])
            if published is None:
                raise _wrong(key, keys[key], "a day, as in 2024-11-30")
    return Metadata(
        title=_words(keys, "title"),
        publisher=_words(keys, "publisher"),
        authors=_names(keys),
        published=published,
        language=code_of(_words(keys, "language") or _words(keys, "lang")),
    )


def _words(keys: dict[str, object], key: str) -> str | None:
    value = keys.get(key)
    if value is None:
        return None
    if value is False and key in ("language", "lang"):
        return "no"  # YAML 1.1 reads the code of Norwegian as "false"
    if not isinstance(value, str | int | float):
        raise _wrong(key, value, "a text")
    return " ".join(str(value).split()) or None


def _names(keys: dict[str, object]) -> tuple[str, ...]:
    for key in ("authors", "author"):
        value = keys.get(key)
        if value is None:
            continue
        listed = value if isinstance(value, list) else [value]
        if not all(isinstance(name, str | int | float) for name in listed):
            raise _wrong(key, value, "a name or a list of names")
        return tuple(name for each in listed if (name := " ".join(str(each).split())))
    return ()


def _wrong(key: str, value: object, expected: str) -> RefusedError:
    # A list is not shown: through YAML's aliases a few lines can hold one that is larger than any memory.
    shown = repr(str(value)[:80]) if isinstance(value, str | int | float) else f"a {type(value).__name__}"
    return RefusedError(Reason.MALFORMED, f"front matter: {key}: got {shown}, expected {expected}")
