"""From which probability on a frame becomes a claim."""

from __future__ import annotations

from .frames import Frame

FLOOR = 0.2
_ENOUGH = 0.3
_EXCEPTIONS: dict[str, float] = {}


def enough(frame: Frame) -> bool:
    """Whether a frame is sure enough to be a claim."""
    return frame.score >= _EXCEPTIONS.get(frame.predicate, _ENOUGH)
