"""The text of others, made fit to be shown: nothing invisible in it can turn what stands around it."""

from __future__ import annotations

import re

from reportedly.model.plain import plain as harmless

MOST = 2_000
"""So many characters of a name, a title or a value are shown at once; a name of a megabyte would bury its page."""


def plain(text: object, most: int = MOST) -> str:
    """``text`` as it may be shown: controls made visible (see ``model.plain``), and cut after ``most`` characters."""
    given = str(text)
    return harmless(given[:most] + "…" if len(given) > most else given)


def flat(text: object, most: int = MOST) -> str:
    """As ``plain``, on one line: a sentence that a report breaks into several."""
    # No sentence is shown longer than this; splitting a megabyte to show two thousand characters of it is in vain.
    return plain(" ".join(str(text)[: 4 * most].split()), most)


_TAG = re.compile(r"[a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8}){0,6}")


def tag(language: str | None) -> str:
    """A tag of a language (RFC 5646) as it may stand in an attribute; "" where it is none."""
    return language if language and _TAG.fullmatch(language) else ""
