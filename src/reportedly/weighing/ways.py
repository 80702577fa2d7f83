"""How a predicate is weighed: what the vocabulary says of it, as weighing wants to know it.

Weighing does not read the vocabulary: whoever calls it passes the ways (``reportedly.ways.ways_of``), those of the
package and of a user's own alike.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from reportedly.model import Polarity

Phrase = Callable[[Polarity, Mapping[str, str]], str]
"""Says a claim in words, from its parts in words: subject, object, qualifiers."""


@dataclass(frozen=True, slots=True)
class Way:
    """One predicate.

    ``holds``: once (one answer ever), one_at_a_time or many. ``per``: the side that has the one answer; the other side
    gives it. ``symmetric``: both sides say the same; ``event``: it happens, or is said, at a time; ``trait``: it has
    no time of its own; what is neither lasts for a while. ``speech``: somebody says it. ``phrase`` words it for
    explanations; None words it by its name.
    """

    holds: str = "many"
    per: str = "subject"
    symmetric: bool = False
    event: bool = False
    trait: bool = False
    speech: bool = False
    phrase: Phrase | None = field(default=None, compare=False, repr=False)

    @property
    def lasts(self) -> bool:
        """Whether it is a state: it begins, holds for a while, and ends."""
        return not self.event and not self.trait


Ways = Mapping[str, Way]
NONE: Ways = MappingProxyType({})
PLAIN = Way()
"""A predicate that no vocabulary knows: a state with any number of answers."""


def way_of(ways: Ways, predicate: str) -> Way:
    """How a predicate is weighed; as a state with any number of answers where nobody says."""
    return ways.get(predicate, PLAIN)
