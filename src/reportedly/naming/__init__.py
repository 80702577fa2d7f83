"""Names across the reports of a ledger: resolved as reports come, judged by people, explained to the reader.

from reportedly import naming

naming.resolve_names(ledger)
naming.same(ledger, "Tamrek Sholdan", "Tamreq Sholdon", why="the passport shows both")
"""

from .explaining import Explained, Spelling, Why, explain, undecided
from .judging import different, same
from .resolving import METHOD, Named, resolve_names

__all__ = [
    "METHOD",
    "Explained",
    "Named",
    "Spelling",
    "Why",
    "different",
    "explain",
    "resolve_names",
    "same",
    "undecided",
]
