"""Who decided what, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Score:
    """A number between 0 and 1 and, in words, what it rests on."""

    value: float
    reasons: tuple[str, ...] = ()


VOCABULARY = "vocabulary"
"""A predicate of a user's own is known from here on: ``about`` is its name, ``content`` its entry as YAML."""
ACCEPTED = "accepted"
"""A claim is right as it was read; ``about`` is its id."""
REJECTED = "rejected"
"""A claim is not what the report says; ``about`` is its id."""
MENDED = "mended"
"""A claim is right once it is changed; ``about`` are its id and that of the mended form, ``content`` says what changes
(JSON)."""
REVIEWS = (ACCEPTED, REJECTED, MENDED)
"""What a person can judge of a claim; each new one replaces the last."""
SAME = "same"
"""Two names are one entity; ``about`` are their references (see ``weighing.identity.refs``)."""
DIFFERENT = "different"
"""Two names are two entities, however alike they look; ``about`` as for ``SAME``."""
SAME_ORIGIN = "same origin"
"""Two reports go back to one origin; ``about`` are the ids of the documents."""
INDEPENDENT = "independent"
"""Two reports do not go back to one origin; ``about`` as for ``SAME_ORIGIN``."""
RELIABILITY = "reliability"
"""How reliable a source is; ``about`` is the reference of its name, ``content`` a letter, A to F."""
RETRACTED = "retracted"
"""An outlet takes back a report, or claims of it; ``about`` is the document's id, then those of the claims if any."""
CORRECTED = "corrected"
"""An outlet corrects a report, or claims of it; ``about`` as for ``RETRACTED``, ``content`` what is right, in words."""
GRADING = "grading"
"""Whether credibility is graded in what this ledger shows; ``about`` is ("credibility",), ``content`` "on" or "off"."""
MASKED = "masked"
"""This ledger is a masked copy; ``about`` is ("ledger",), ``reason`` the rule in words, ``content`` counts."""
UNDONE = "undone"
"""A judgement is taken back; ``replaces`` is its id, ``about`` what it was about."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision by a person or by the machine; never overwritten, only replaced.

    ``kind`` says what is judged ("same", "different", "superseded", …), ``about`` names the
    records concerned by their ids, ``by`` the one who decided, ``replaces`` the judgement
    that this one takes the place of. ``content`` is what the decision puts in place of what is there, in the form
    that the kind says; empty where the kind says all.
    """

    id: str
    kind: str
    about: tuple[str, ...]
    by: str
    at: datetime
    reason: str
    replaces: str | None = None
    content: str = ""
