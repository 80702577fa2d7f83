"""Who decided what, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Score:
    """A number between 0 and 1 and, in words, what it rests on."""

    value: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision by a person or by the machine; never overwritten, only replaced.

    ``kind`` says what is judged ("same", "different", "superseded", …), ``about`` names the
    records concerned by their ids, ``by`` the one who decided, ``replaces`` the judgement
    that this one takes the place of.
    """

    id: str
    kind: str
    about: tuple[str, ...]
    by: str
    at: datetime
    reason: str
    replaces: str | None = None
