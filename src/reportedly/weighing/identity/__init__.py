"""Identity: which names of which reports are one, on whose word, and what people judge of it."""

from .compare import keys_of
from .facts import Facts, facts_of
from .link import Link
from .node import Node, node_of
from .refs import Ref, parse
from .resolution import Apart, Merge, Resolution, Undecided, find
from .resolve import gathered, ref_of, resolve, same_name, undecided
from .said import Report, Said, reports_of
from .settle import Judged, Settled, pinned, settle
from .shelf import FIRST, Memory, Placed, Shelf
from .tie import JUDGED, Foes, Outcome, Tie

__all__ = [
    "FIRST",
    "JUDGED",
    "Apart",
    "Facts",
    "Foes",
    "Judged",
    "Link",
    "Memory",
    "Merge",
    "Node",
    "Outcome",
    "Placed",
    "Ref",
    "Report",
    "Resolution",
    "Said",
    "Settled",
    "Shelf",
    "Tie",
    "Undecided",
    "facts_of",
    "find",
    "gathered",
    "keys_of",
    "node_of",
    "parse",
    "pinned",
    "ref_of",
    "reports_of",
    "resolve",
    "same_name",
    "settle",
    "undecided",
]
