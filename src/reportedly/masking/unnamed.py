"""What reports say of sources that they do not name: what tells who it was, and what says no more than "a source"."""

from __future__ import annotations

from dataclasses import dataclass

from reportedly.weighing.origins.bodies import body_key, lexicon

from .words import words

_BEFORE = frozenset(
    "a an the one two three four five six seven eight nine ten several some many few both other another certain of "
    "his her their its our unnamed anonymous unidentified undisclosed".split()
)
"""Words in front that say how many they are, or that they have no name."""
_MANY = frozenset("two three four five six seven eight nine ten several some many few both".split())
_PLURALS = frozenset({"people", "men", "women", "police", "staff", "crew", "children", "kin"})
_SAYS_NOTHING = frozenset(
    "source sources people person persons man men woman women somebody someone anybody nobody everybody others other "
    "else official officials spokesman spokeswoman spokesperson spokespeople representative representatives witness "
    "witnesses expert experts analyst analysts observer observers participant participants who have has said report "
    "reports it they he she we"
    .split()
)  # fmt: skip
_BODIES = frozenset(
    "ministry government authorities authority agency radio panel commission council committee newspaper paper station "
    "channel party institute organization organisation group movement company union court state states country media "
    "press statement police army military parliament embassy administration bureau office service website site outlet"
    .split()
)  # fmt: skip
_LINKS = frozenset("of in at on from for to with close who that which near by".split())


@dataclass(frozen=True, slots=True)
class Described:
    """The words that tell who a source was, in normal form, and whether they are several people.

    ``head``: the noun alone, by which the report may go on to call one ("the merchant"); "" where it says nothing.
    """

    words: tuple[str, ...]
    several: bool
    head: str = ""


def described(name: str) -> Described | None:
    """What is to be masked of a source without a name; None where it tells nothing, or is a body and no person.

    "two hospital officials in Tashmar" are "hospital officials in tashmar", several; "officials" and "the interior
    ministry" are None.
    """
    told = [word.form for word in words(name)]
    first = 0
    while first < len(told) and (told[first] in _BEFORE | _LINKS or told[first].isdigit()):
        first += 1
    rest = told[first:]
    if not rest or all(word in _SAYS_NOTHING or word in _LINKS or word in _BEFORE for word in rest):
        return None
    head = _head(rest)
    if head in _BODIES or body_key(name) or (head,) in lexicon().kinds:
        return None
    several = any(word in _MANY or word.isdigit() for word in told[:first]) or head in _PLURALS or head.endswith("s")
    alone = "" if several or head in _SAYS_NOTHING or len(rest) == 1 else head
    return Described(tuple(rest), several, alone)


def _head(told: list[str]) -> str:
    """The noun that the rest goes with: the last word before the first that links ("panel" of "panel of experts")."""
    end = next((i for i, word in enumerate(told) if i and word in _LINKS), len(told))
    return told[end - 1]
