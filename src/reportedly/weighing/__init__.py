"""Names across reports, claims that say the same, and claims that cannot all be true: records in, judgements out."""

from .agreement import Pair, Sides, agreements, side_by_side
from .conflicts import Conflict, Side, conflicts, gathered
from .identity import Apart, Merge, Resolution, Undecided, find, resolve
from .likeness import Key, key_of, source_key, times, when
from .propositions import Proposition, propositions
from .questions import Question, questions
from .relations import Kin, Relation, relations
from .stale import Stale, attested, stale
from .tenures import Held, is_past, rivals, tenures
from .told import Told
from .ways import Way, Ways

__all__ = [
    "Apart",
    "Conflict",
    "Held",
    "Key",
    "Kin",
    "Merge",
    "Pair",
    "Proposition",
    "Question",
    "Relation",
    "Resolution",
    "Side",
    "Sides",
    "Stale",
    "Told",
    "Undecided",
    "Way",
    "Ways",
    "agreements",
    "attested",
    "conflicts",
    "find",
    "gathered",
    "is_past",
    "key_of",
    "propositions",
    "questions",
    "relations",
    "resolve",
    "rivals",
    "side_by_side",
    "source_key",
    "stale",
    "tenures",
    "times",
    "when",
]
