"""When: the times of a report, resolved against its day of publication, never against today.

``find`` recognises and resolves them, ``qualifier`` gives the time of one claim from the words that carry it,
``dateline`` finds the day of publication in a text whose metadata says nothing.
"""

from __future__ import annotations

from .times_dateline import dateline
from .times_qualifier import Role, qualifier
from .times_recognise import Timing, find, interval_of, timings

__all__ = ["Role", "Timing", "dateline", "find", "interval_of", "qualifier", "timings"]
