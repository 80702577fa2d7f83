"""How reliable a source is, by the letters of the Admiralty code (NATO AJP-2.1): given by people, never worked out."""

from __future__ import annotations

from enum import StrEnum


class Reliability(StrEnum):
    """The six letters. F says that nothing can be said, and is every source's until somebody gives it another."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"

    @property
    def words(self) -> str:
        """The letter as the code words it."""
        return _WORDS[self]


_WORDS = {
    Reliability.A: "reliable",
    Reliability.B: "usually reliable",
    Reliability.C: "fairly reliable",
    Reliability.D: "not usually reliable",
    Reliability.E: "unreliable",
    Reliability.F: "reliability cannot be judged",
}
