"""What one report says that bears on identity: that two names are one, that they are two, who holds which office."""

from __future__ import annotations

from dataclasses import dataclass

from .node import Node

STATED = "stated alias"
BRACKET = "acronym in brackets"
INITIALS = "acronym of the name"
SHORT = "short form"
SAME_NAME = "same name"
DENIED = "denied alias"
NOT_TO_BE_CONFUSED = "not to be confused"
TWO = "two in one sentence"
POST = "post"
LEADS, SERVES = 1.0, 0.5
"""Scores of ``POST``: whether one leads the body or holds another office in it."""
BORN = "born"

FOR = frozenset({STATED, BRACKET, INITIALS, SHORT, SAME_NAME})
"""Links that join, where nothing speaks against it."""
AGAINST = frozenset({DENIED, NOT_TO_BE_CONFUSED, TWO})
"""Links that keep apart, whatever else speaks for it."""
FACTS = frozenset({POST, BORN})
"""What is only known of a name, to be compared with what is known of others: (person, body), (person, itself)."""


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """Two names and what one report says of them.

    ``a`` is the fuller name, ``b`` the one that stands for it (an alias, an acronym, a short form). ``score`` is
    between 0 and 1; of ``BORN`` it is the year, of ``POST`` one of the two above. ``reason`` is
    a sentence, ``claim`` the claim that says it, if any.
    """

    a: Node
    b: Node
    rule: str
    document: str
    score: float
    reason: str
    claim: str = ""
