"""Fusion: the Book authors data set, our weighing beside majority vote, TruthFinder, Accu and AccuCopy.

    python -m benchmarks.fusion [--corpora FOLDER] [--explain ISBN]

33,971 listings of 1,265 books by 877 sellers; 100 books have a golden answer, nearly all a silver one. Every method
gets the same claims: one reading of the author fields for all (``authors``, ``book``), one claim a seller and book.
Right is a list that names exactly the golden authors, in any order; initials and common short forms of given names are
the same name, another spelling of a surname is not, a missing or added author is wrong. "authors" is the lenient
figure: F1 over authors. Constants are the papers' or reasoned; the normaliser was written looking at books outside the
golden 100, and ideas were compared on the silver answers of those books. "Published" is as we remember the paper: for
TruthFinder we have no figure of the same measure. The last line is one JSON object, in per cent of the golden 100.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.fusion.authors import Name
from benchmarks.fusion.book import Authors, Claim, same_person
from benchmarks.fusion.data import Books, load, right
from benchmarks.fusion.origins import one_an_origin, origins
from benchmarks.fusion.rivals import Picked, accu, majority, truthfinder
from benchmarks.fusion.weighing import habits, likeliest, propositions, standings, weighed
from benchmarks.showing import Tally, last_line, options, show, there

Claims = Mapping[str, Sequence[Claim]]
FOLDER = "fusion/book"


@dataclass(frozen=True, slots=True)
class Sets:
    """The claims in the four forms that the methods take."""

    stated: Claims
    propositions: Claims
    by_origin: Claims
    both: Claims


@dataclass(frozen=True, slots=True)
class Method:
    """A row of the table; ``published`` in per cent of the golden 100, from memory of the paper unless said."""

    key: str
    label: str
    run: Callable[[Sets], Picked]
    published: float | None = None


METHODS = (
    Method("majority", "majority vote", lambda s: majority(s.stated), 71),
    Method("truthfinder", "TruthFinder", lambda s: truthfinder(s.stated)),
    Method("accu", "Accu", lambda s: accu(s.stated), 79),
    Method("accucopy", "AccuCopy", lambda s: accu(s.stated, copying=True), 87),
    Method("accusim", "Accu with similarity", lambda s: accu(s.stated, similar=0.5)),
    Method("accucopysim", "AccuCopy with similarity", lambda s: accu(s.stated, copying=True, similar=0.5), 89),
    Method("propositions", "ours: vote over propositions", lambda s: majority(s.propositions)),
    Method("origins", "ours: vote over origins", lambda s: majority(s.by_origin)),
    Method("refinement", "ours: refinement, every seller a witness", lambda s: weighed(s.propositions)),
    Method("odds", "ours: two-sided odds over origins", lambda s: likeliest(s.both)),
    Method("ours", "ours: propositions, refinement, origins", lambda s: weighed(s.both)),
    Method("truthfinder_origins", "TruthFinder over our origins", lambda s: truthfinder(s.both)),
    Method("accu_origins", "Accu over our origins", lambda s: accu(s.both)),
)


def sets_of(claims: Claims) -> Sets:
    """The claims as stated, with misspelt names put right, one an origin, and both."""
    groups, merged = origins(claims), propositions(claims)
    return Sets(claims, merged, one_an_origin(claims, groups), one_an_origin(merged, groups))


def score(picked: Picked, answers: Mapping[str, tuple[Name, ...]]) -> tuple[float, float]:
    """Per cent of the answers that are exactly right, and F1 over authors."""
    exact, tally = 0, Tally()
    for book, answer in answers.items():
        authors = picked.get(book, frozenset())
        exact += right(authors, answer)
        left = list(answer)
        for author in sorted(authors, key=len, reverse=True):
            found = next((name for name in left if same_person(author, name)), None)
            if found is not None:
                left.remove(found)
                tally.right += 1
        tally.found += len(authors)
        tally.gold += len(answer)
    return round(100 * exact / max(len(answers), 1), 1), tally.figures["f1"]


def explained(book: str, books: Books, sets: Sets) -> str:
    """What is known of one book and why, author by author, the golden answer below it."""
    picked = weighed(sets.both)
    said = sets.both[book]
    stand = standings(said, habits(sets.both, picked))
    lines = [f"{book}: {_named(picked[book])}, from {len(sets.stated[book])} sellers of {len(said)} origins"]
    lines += [
        f"  {'in ' if author in picked[book] else 'out'} {stand[author].why}"
        for author in sorted(stand, key=lambda a: (a not in picked[book], -stand[a].named, a))
    ]
    lines += [f"  list: {claim.raw!r} ({claim.source})" for claim in said]
    lines.append(f"  golden: {_named(frozenset(books.golden.get(book, ())))}")
    return "\n".join(lines)


def _named(authors: Authors) -> str:
    return "; ".join(" ".join(name) for name in sorted(authors, key=lambda name: name[-1:])) or "nobody"


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the benchmark; the exit status."""
    parser = options(__doc__, what="books")
    parser.add_argument("--explain", metavar="ISBN", help="show why one book has the authors it has, and end")
    given = parser.parse_args(arguments)
    books = load(there(given.corpora / FOLDER))
    sets = sets_of(books.claims())
    if given.explain:
        if given.explain not in sets.both:
            print(f"{given.explain}: no such book; give an ISBN-10 of book.txt", file=sys.stderr)
            return 2
        print(explained(given.explain, books, sets))
        return 0
    others = {b: a for b, a in books.silver.items() if b not in books.golden and b in sets.stated}
    rows, figures = [], {}
    for method in METHODS:
        picked = method.run(sets)
        exact, authors = score(picked, books.golden)
        figures[method.key] = exact
        published = "" if method.published is None else f"{method.published:.0f}"
        rows.append((method.label, published, exact, authors, score(picked, others)[0]))
    reach = {book: _reachable(said, books.golden[book]) for book, said in sets.stated.items() if book in books.golden}
    show(
        f"Book authors: {len(books.golden)} golden books, {len(others)} others with silver answers",
        ("method", "published, from memory", "golden, exact", "golden, authors", "silver, exact"),
        rows,
    )
    print(f"Somebody states the golden list (the most any method can reach): {sum(reach.values())} of {len(reach)}")
    last_line("fusion", figures)
    return 0


def _reachable(said: Sequence[Claim], answer: tuple[Name, ...]) -> bool:
    return any(right(claim.authors, answer) for claim in said)


if __name__ == "__main__":
    raise SystemExit(main())
