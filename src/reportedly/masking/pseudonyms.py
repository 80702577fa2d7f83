"""Pseudonyms: the same for the same thing in every export of a ledger, and no clue to it without the ledger's key."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterable

from reportedly.model import Kind

_LENGTH = 5  # letters: 25 bits, and more where two would be alike
_WORDS = {
    Kind.PERSON: "Person",
    Kind.ORGANIZATION: "Organization",
    Kind.PLACE: "Place",
    Kind.ACCOUNT: "Account",
    Kind.WORK: "Work",
}


class Pseudonyms:
    """Makes pseudonyms with one key. Two things of one ledger never share one."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._given: dict[str, str] = {}

    def code(self, sort: str, what: str, length: int = _LENGTH) -> str:
        """Letters and digits that stand for ``what`` among things of its sort (HMAC-SHA-256, RFC 2104, in base 32)."""
        digest = hmac.new(self._key, f"{sort}\0{what}".encode(), hashlib.sha256).digest()
        # 0 and 1 for the letters that are taken for them; 8 and 9 are not in base 32.
        return base64.b32encode(digest).decode().translate(str.maketrans("OI", "89"))[:length]

    def settle(self, sort: str, things: Iterable[str]) -> None:
        """Give every thing of a sort its code; those that would be alike get longer ones, whatever the order."""
        wanted = set(things)
        for length in (_LENGTH, 8, 12, 26):
            codes: dict[str, list[str]] = {}
            for thing in wanted:
                codes.setdefault(self.code(sort, thing, length), []).append(thing)
            self._given |= {f"{sort}\0{alike[0]}": code for code, alike in codes.items() if len(alike) == 1}
            wanted = {thing for alike in codes.values() if len(alike) > 1 for thing in alike}

    def entity(self, kind: Kind, id_: str) -> str:
        """What an entity is called: "Person K7QF2"."""
        return f"{_WORDS[kind]} {self._of(kind.value, id_)}"

    def source(self, words: str, *, several: bool) -> str:
        """What a source without a name is called: "source S-4TQ2A"."""
        return f"{'sources' if several else 'source'} S-{self._of('unnamed', words)}"

    def report(self, what: str) -> str:
        """What a report, or where it came from, is called where its own name would tell: "R-3M2AQ"."""
        return f"R-{self._of('report', what)}"

    def judge(self, name: str) -> str:
        """What a person who judged is called: "analyst A-7Q2FK"."""
        return f"analyst A-{self._of('judge', name)}"

    def _of(self, sort: str, what: str) -> str:
        return self._given.get(f"{sort}\0{what}") or self.code(sort, what, 12)
