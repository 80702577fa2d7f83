"""How credible a proposition is, by stated rules: the second character of the Admiralty code, with its explanation.

The code (NATO AJP-2.1, STANAG 2511; UK JDP 2-00) keeps two things apart, and so does this: the reliability of a
source, a letter that people give (``reportedly.model.reliability``), and the credibility of what is said, a number
from 1 to 6 that follows from who else says it, from where they have it, and from who says otherwise. Nothing here
looks at the letter, nothing turns the two into one number, and a grade is never a probability of being true.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from reportedly.model import Certainty

from .likeness import times
from .origins import Count, Origin
from .standing import Backing, Standing
from .told import Told

_NAMED = 3  # origins that an explanation names before it only counts
_WORDS = {1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine", 10: "ten"}


class Credibility(IntEnum):
    """The six grades; the lower the better, except 6, which says that nothing can be said."""

    CONFIRMED = 1
    PROBABLY_TRUE = 2
    POSSIBLY_TRUE = 3
    DOUBTFUL = 4
    IMPROBABLE = 5
    CANNOT_BE_JUDGED = 6

    @property
    def words(self) -> str:
        """The grade as the code words it."""
        return self.name.lower().replace("_", " ")


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade and the sentences that explain it, the decisive one first."""

    credibility: Credibility
    why: tuple[str, ...]

    @property
    def explained(self) -> str:
        """The whole in one paragraph: "3, possibly true: one origin says it …"."""
        return f"{int(self.credibility)}, {self.credibility.words}: {'; '.join(self.why)}."


def grade(standing: Standing) -> Grade:
    """The credibility of a proposition.

    The rules, the first that fits:

    ====  =====================  ==========================================================================
    6     cannot be judged       it was taken back, or is only planned, asked or wished
    5     improbable             its time cannot be; or two or more origins contradict it, and more than say it
    2     probably true          it is contradicted, and more than twice as many origins say it as contradict it
    4     doubtful               it is contradicted otherwise, or all who say it call it only possible
    1     confirmed              two or more origins, surely independent, say it without reserve, nobody contradicts
    2     probably true          two or more say it, some with reserve; or perhaps two, perhaps one
    3     possibly true          one origin says it, nobody contradicts it
    ====  =====================  ==========================================================================
    """
    mine, theirs = standing.backing, standing.against
    told = [t for t in standing.proposition.claims if t.claim.id not in mine.withdrawn]
    behind, against = _behind(mine), _against(theirs)
    if not told:
        return Grade(Credibility.CANNOT_BE_JUDGED, ("every report that said it has taken it back",))
    if all(t.claim.certainty is Certainty.UNKNOWN for t in told):
        return Grade(Credibility.CANNOT_BE_JUDGED, ("it is planned, asked or wished, and not said to be so", behind))
    if impossible := _impossible(told):
        return Grade(Credibility.IMPROBABLE, (impossible, behind, *against))
    for_it, over = mine.independent, theirs.independent
    if over.low:
        return _contested(for_it, over, behind, against)
    return _uncontested(told, for_it, behind, withdrawn=mine.withdrawn)


def _contested(for_it: Count, over: Count, behind: str, against: tuple[str, ...]) -> Grade:
    if over.low >= 2 and over.low > for_it.high:
        return Grade(Credibility.IMPROBABLE, ("more origins contradict it than say it", *against, behind))
    if for_it.low > 2 * over.high:
        return Grade(Credibility.PROBABLY_TRUE, (behind, *against))
    if for_it.high <= over.low:
        return Grade(Credibility.DOUBTFUL, ("at least as many contradict it as say it", *against, behind))
    return Grade(Credibility.DOUBTFUL, ("those who say it do not clearly outnumber the rest", behind, *against))


def _uncontested(told: Sequence[Told], for_it: Count, behind: str, *, withdrawn: Sequence[str]) -> Grade:
    nobody = ("nobody contradicts it",) if not withdrawn else ("nobody contradicts it", _taken_back(withdrawn))
    firm = [t for t in told if t.claim.certainty is Certainty.CERTAIN]
    if all(t.claim.certainty is Certainty.POSSIBLE for t in told):
        return Grade(Credibility.DOUBTFUL, ("all who say it call it only possible", behind, *nobody))
    if for_it.low >= 2:
        if len({t.claim.document for t in firm}) >= 2:
            return Grade(Credibility.CONFIRMED, (behind, *nobody))
        return Grade(Credibility.PROBABLY_TRUE, (behind, "not all without reserve", *nobody))
    if for_it.high >= 2:
        return Grade(Credibility.PROBABLY_TRUE, (behind, *nobody))
    return Grade(Credibility.POSSIBLY_TRUE, (behind, *nobody))


def _impossible(told: Sequence[Told]) -> str:
    """Why its time cannot be; "" where it can: what is told as done lies after the day on which it was told."""
    for t in told:
        happened, day = times(t.claim).get("time"), t.document.published
        if happened is None or day is None or t.claim.certainty is Certainty.UNKNOWN:
            return ""
        first = happened.earliest
        if first is None or first <= day:
            return ""
    return "every report of it is older than the day on which it is said to have happened"


def _behind(mine: Backing) -> str:
    return f"{_origins(mine)} {'says' if mine.independent.high == 1 else 'say'} it{_in_reports(mine)}"


def _against(theirs: Backing) -> tuple[str, ...]:
    if not theirs.independent.high:
        return ()
    return (f"{_origins(theirs)} {'contradicts' if theirs.independent.high == 1 else 'contradict'} it",)


def _origins(side: Backing) -> str:
    """ "two independent origins (the ministry; Radio Wend)", "one, perhaps two, independent origins (…)" """
    low, high = side.independent.low, side.independent.high
    kind = "origin" if high == 1 else "independent origins"
    counted = number_word(low) if low == high else f"{number_word(low)}, perhaps {number_word(high)},"
    return f"{counted} {kind} ({_listed(side.origins)})"


def _listed(origins: Sequence[Origin]) -> str:
    labels = [origin.label for origin in origins]
    rest = len(labels) - _NAMED
    return "; ".join(labels[:_NAMED]) + (f"; and {number_word(rest)} more" if rest > 0 else "")


def _in_reports(side: Backing) -> str:
    if side.reports <= side.independent.high:
        return ""
    return f", through {number_word(side.reports)} reports"


def _taken_back(withdrawn: Sequence[str]) -> str:
    return "one report took it back" if len(withdrawn) == 1 else f"{number_word(len(withdrawn))} claims were taken back"


def number_word(number: float) -> str:
    """A count in words up to ten, in digits beyond."""
    return _WORDS.get(int(number), f"{int(number):,}")


__all__ = ["Credibility", "Grade", "grade", "number_word"]
