"""Our weighing of author lists: propositions, refinement, independent origins.

*Propositions*: lists that say the same under spellings of one name are one proposition. *Refinement*: a list with fewer
names does not contradict a fuller one; it is silent on the rest, and silence counts only as far as its origin usually
gives whole lists. *Origins*: sellers who draw on one catalogue are one witness. For each author the witnesses that name
them stand against the silence of the others; the list is taken, of those that somebody states, with the best balance.
An origin's habit of giving whole lists is its record, counted on the other statements it makes; nothing is learned from
any answer.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from rapidfuzz.distance import OSA

from benchmarks.fusion.authors import Name
from benchmarks.fusion.book import Authors, Claim, Person, given_agree
from benchmarks.fusion.rivals import Picked, majority

Claims = Mapping[str, Sequence[Claim]]
USUAL = 0.7
"""How whole an origin's lists are taken to be before it has a record, worth ``WEIGHT`` names."""
WEIGHT = 2.0


@dataclass(frozen=True, slots=True)
class Standing:
    """How one author of one book stands: origins that name them, origins silent, and how much that silence weighs."""

    author: Person
    named: int
    silent: int
    against: float

    @property
    def why(self) -> str:
        """In words."""
        name = " ".join(self.author)
        if not self.silent:
            return f"{name}: named by all {self.named} origins whose lists go so far"
        habit = "usually give whole lists" if self.against > 0.6 * self.silent else "often give the first author only"
        return f"{name}: named by {self.named} origins; {self.silent} give lists without this name, and they {habit}"


def spelt_alike(a: Name, b: Name) -> bool:
    """Whether two persons of one book may be one, misspelt: surnames a letter apart (two from eight letters on)."""
    shorter = min(len(a[-1]), len(b[-1]))
    apart = OSA.distance(a[-1], b[-1])
    if apart > (0 if shorter < 5 else 1 if shorter < 8 else 2):
        return False
    return (
        len(a) == 1
        or len(b) == 1
        or given_agree(a[0], b[0])
        or (min(map(len, (a[0], b[0]))) > 3 and OSA.distance(a[0], b[0]) < 2)
    )


def propositions(claims: Claims) -> dict[str, list[Claim]]:
    """The claims with misspelt names put right: each goes by the spelling that most sellers of the book use."""
    out = {}
    for book, said in claims.items():
        times = Counter(name for claim in said for name in claim.authors)
        leads: dict[Name, Name] = {}
        for name in sorted(times, key=lambda form: (len(form) == 1, -times[form], form)):
            leads[name] = next((lead for lead in dict.fromkeys(leads.values()) if spelt_alike(name, lead)), name)
        out[book] = [
            Claim(claim.source, book, frozenset(leads[name] for name in claim.authors), claim.raw, claim.cut)
            for claim in said
        ]
    return out


def habits(claims: Claims, picked: Picked) -> Callable[[str], float]:
    """How whole each origin's lists usually are: the share it names of the further authors of books with several.

    The first name is left out of the count, as everybody gives one.
    """
    named: Counter[str] = Counter()
    due: Counter[str] = Counter()
    for book, said in claims.items():
        whole = picked.get(book, frozenset())
        for claim in said:
            if len(whole) > 1 and claim.authors & whole:
                named[claim.source] += len(claim.authors & whole) - 1
                due[claim.source] += len(whole) - 1
    return lambda source: (named[source] + WEIGHT * USUAL) / (due[source] + WEIGHT)


def standings(said: Sequence[Claim], habit: Callable[[str], float]) -> dict[Person, Standing]:
    """How each author that any of the claims names stands. A list that was cut off is silent on nobody."""
    out = {}
    for author in sorted(frozenset().union(*(claim.authors for claim in said))):
        silent = [claim for claim in said if author not in claim.authors and not claim.cut]
        named = sum(author in claim.authors for claim in said)
        out[author] = Standing(author, named, len(silent), sum(habit(claim.source) for claim in silent))
    return out


def weighed(claims: Claims, *, rounds: int = 5) -> Picked:
    """For each book the list with the best balance of witnesses, of those that somebody states.

    Begins with the majority's list, counts the origins' habits against it, and goes on until nothing changes.
    """
    picked = majority(claims)
    for _ in range(rounds):
        habit = habits(claims, picked)
        new = {book: _best(said, standings(said, habit)) for book, said in claims.items() if said}
        if new == picked:
            break
        picked = new
    return picked


def _best(said: Sequence[Claim], stand: Mapping[Person, Standing]) -> Authors:
    def balance(authors: Authors) -> float:
        return sum(stand[author].named - stand[author].against for author in authors)

    stated = sorted({claim.authors for claim in said}, key=sorted)
    return max(stated, key=lambda authors: (round(balance(authors), 9), len(authors)))


def likeliest(claims: Claims, *, rounds: int = 5) -> Picked:
    """Another idea, for the table: as ``weighed``, but with odds; rash naming counts against an origin as silence does.

    Each author is true or not; an origin names true ones as often as its habit says and false ones as often as it
    named what was not picked (two-sided quality: Zhao, Rubinstein, Gemmell, Han, VLDB 2012, here without sampling).
    """
    picked = majority(claims)
    for _ in range(rounds):
        habit, rash = habits(claims, picked), _rashness(claims, picked)
        new = {}
        for book, said in claims.items():
            odds: defaultdict[Person, float] = defaultdict(float)
            for author in sorted(frozenset().union(*(claim.authors for claim in said))):
                for claim in said:
                    true, false = min(max(habit(claim.source), 0.3), 0.95), rash(claim.source)
                    if author in claim.authors:
                        odds[author] += log(true / false) / 2
                    elif not claim.cut:
                        odds[author] += log((1 - min(max(habit(claim.source), 0.05), 0.95)) / (1 - false))
            stated = sorted({claim.authors for claim in said}, key=sorted)
            if stated:
                new[book] = max(stated, key=lambda authors: (round(sum(odds[a] for a in authors), 9), len(authors)))
        if new == picked:
            break
        picked = new
    return picked


def _rashness(claims: Claims, picked: Picked) -> Callable[[str], float]:
    wrong: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for book, said in claims.items():
        for claim in said:
            wrong[claim.source] += len(claim.authors - picked.get(book, frozenset()))
            named[claim.source] += len(claim.authors)
    return lambda source: min(max((wrong[source] + 0.08) / (named[source] + 2), 0.005), 0.5)
