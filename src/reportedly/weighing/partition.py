"""Which claims can bear on each other: only those of one partition are ever weighed together."""

from __future__ import annotations

import hashlib
import json

from reportedly.model import Mention, Part

from .likeness import Key, key_of
from .ways import Way, Ways


def partition(document: str, predicate: str, subject: Part, other: Part | None, *, ways: Ways) -> int:
    """The number (64 bits, signed) of the partition that a claim belongs to.

    Where a predicate has one answer (ever, or at a time), all answers of the one who is asked lie together; events of
    which there can be many lie together by those who take part; what is said of nobody that is known stays with its
    report, for "30 fighters" of one report are not those of the next.
    """
    way = ways.get(predicate, Way())
    one, two = key_of(subject), key_of(other)
    if way.symmetric and two and two < one:
        one, two = two, one
    asked = two if way.per == "object" and way.holds != "many" else one
    by_both = way.holds == "many" and way.event and isinstance(other, Mention)
    about: tuple[Key, ...] = (asked,) if _known(asked) and not by_both else (one, two)
    scope = "" if _known(one) or _known(two) else document
    packed = json.dumps([predicate, about, scope], ensure_ascii=False, separators=(",", ":"))
    return int.from_bytes(hashlib.blake2b(packed.encode(), digest_size=8).digest(), "big", signed=True)


def _known(key: Key) -> bool:
    return key[:1] == ("entity",)
