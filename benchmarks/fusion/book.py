"""The claims about one book, made comparable: which reading of each field, and who of its names are one person."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.fusion.authors import PARTICLES, Name, Reading, read

Person = Name
"""A person in one book: the fullest form of the name that any seller of the book gives."""
Authors = frozenset[Person]


@dataclass(frozen=True, slots=True)
class Claim:
    """What one source says of one book: the authors, the words themselves, whether the list was cut off."""

    source: str
    book: str
    authors: Authors
    raw: str
    cut: bool


def same_person(a: Name, b: Name) -> bool:
    """Whether two forms may name one person: the same surname, and given names that do not speak against each other.

    Initials, shortened given names ("Chris", "Christopher"), left out middle names and a changed order are one person;
    another spelling of the surname is not. A bare surname agrees with every bearer of it.
    """
    if a == b or (len(a) > 1 and sorted(a) == sorted(b)):
        return True
    if not a or not b or is_run(a) or is_run(b):
        return False
    if a[-1] == b[-1]:
        short, long = sorted((a[:-1], b[:-1]), key=len)
        # "W. Richard Stevens" is "Richard Stevens"; "Linda O'Leary" is nobody's middle name.
        fits = not short or given_agree(short[0], long[0]) or len(long[0]) == 1
        return len(a[-1]) > 1 and fits and _in_order(short, long)
    # "Riordan Rebecca M", a comma lost.
    return any(len(x) > 1 and x[0] == y[-1] and same_person((*x[1:], x[0]), y) for x, y in ((a, b), (b, a)))


def is_run(name: Name) -> bool:
    """Whether it looks like several names with nothing between them."""
    return len([word for word in name if word not in PARTICLES]) > 5 or len(set(name)) < len(name) - 1


def _in_order(short: Name, long: Name) -> bool:
    at = 0
    for word in short:
        while at < len(long) and not given_agree(word, long[at]):
            at += 1
        if at == len(long):
            return False
        at += 1
    return True


def given_agree(a: str, b: str) -> bool:
    """Whether two given names may be one: the same, an initial, shortened, or a common short form of it."""
    short, long = sorted((a, b), key=len)
    return (long.startswith(short) and (len(short) == 1 or len(short) >= 3 or short == long)) or any(
        a in names and b in names for names in _SHORT
    )


_SHORT = tuple(
    frozenset(names.split())
    for names in (
        "william bill will billy", "robert bob rob", "james jim jimmy", "michael mike", "richard rick dick",
        "thomas tom", "stephen steven steve", "edward ed ted", "joseph joe", "anthony tony", "charles chuck charlie",
        "andrew drew andy", "lawrence larry", "john jack", "timothy tim", "nicholas nick", "david dave",
        "elizabeth liz beth", "margaret peg", "ronald ron", "kenneth ken", "matthew matt mathew", "gregory greg",
        "leland lee", "lucas luke", "francis frank",
    )
)  # fmt: skip


def fullness(name: Name) -> tuple[int, int, Name]:
    """Sorts names from bare to full."""
    return len(name), sum(map(len, name)), name


def chosen(readings: Mapping[str, Reading]) -> dict[str, tuple[tuple[Name, ...], bool]]:
    """For each raw field the reading that the other fields of the book bear out, and whether the list was cut off.

    A name counts as known where another field, read as its punctuation suggests, has it; unknown words count against
    a reading, and among equals the likeliest reading stays.
    """
    known: defaultdict[str, dict[str, set[Name]]] = defaultdict(dict)
    for raw, reading in readings.items():
        for name in reading.candidates[0]:
            if is_run(name) or len(name[-1]) == 1:
                continue
            known[name[-1]].setdefault(raw, set()).add(name)
    out = {}
    surnames = _surnames(known)
    for raw, first in readings.items():
        reading = _unglued(raw, first, surnames)
        names = max(
            enumerate(reading.candidates),
            key=lambda item: (_borne_out(item[1], raw, known) - 0.05 * (item[0] > 0), -item[0]),
        )[1]
        mended = _tail_mended(names, raw, known)
        out[raw] = (mended, reading.cut or mended != names)
    return out


def _surnames(known: Mapping[str, Mapping[str, set[Name]]]) -> frozenset[str]:
    return frozenset(
        last for last, at in known.items() if len(last) >= 4 and any(len(n) > 1 for names in at.values() for n in names)
    )


def _unglued(raw: str, reading: Reading, surnames: frozenset[str]) -> Reading:
    """The reading with "KATHARINAWROBEL" parted, where "Wrobel" is a surname that other fields know."""
    words = {word for names in reading.candidates for name in names for word in name}
    ends = {
        last for last in surnames for word in words - surnames if word.endswith(last) and len(word) >= len(last) + 3
    }
    if not ends:
        return reading
    pattern = "|".join(last[0] + "'?" + last[1:] for last in sorted(ends))
    parted = read(re.sub(rf"(?i)(?<=[a-z][a-z][a-z])(?=(?:{pattern})\b)", ";", raw))
    return Reading((*parted.candidates, *reading.candidates), reading.cut) if parted else reading


def _borne_out(names: Sequence[Name], raw: str, known: Mapping[str, Mapping[str, set[Name]]]) -> float:
    score, words = 0.0, sum(map(len, names))
    for name in names:
        others = [other for field, at in known.get(name[-1], {}).items() if field != raw for other in at]
        full = sum(len(other) > 1 and same_person(name, other) for other in others)
        if full:
            score += len(name) * (1 if len(name) > 1 else 0.6) * full / (full + 0.5)
        elif len(name) == 1 or len(name[-1]) == 1 or is_run(name):
            score -= len(name)
        else:
            score -= len(name) * (0.2 if others else 0.5)
    return score / max(words, 1)


def _tail_mended(names: tuple[Name, ...], raw: str, known: Mapping[str, Mapping[str, set[Name]]]) -> tuple[Name, ...]:
    """The list without the stump at its end ("Hopcroft, John E./ Ull"), or with the name it is the stump of."""
    if len(names) < 2 or len(names[-1]) > 1 or raw.rstrip()[-1:] in ".)":
        return names
    stump = names[-1][0]
    if any(field != raw for field in known.get(stump, {})):
        return names
    wholes = {last for last in known if last.startswith(stump) and last != stump and set(known[last]) - {raw}}
    if len(wholes) == 1 and len(stump) >= 2:
        return (*names[:-1], (wholes.pop(),))
    return names[:-1] if len(stump) <= 3 else names


def persons(lists: Iterable[Sequence[Name]]) -> dict[Name, Person]:
    """Each form of a name to its person: forms join the commonest of the fuller forms that agree with them."""
    lists = list(lists)
    counts = Counter(name for names in lists for name in names)
    # "Ransome James" and "James Ransome": the commoner order stands for both.
    orders: dict[Name, Name] = {}
    for name in sorted(counts, key=lambda form: (counts[form], form)):
        orders[tuple(sorted(name))] = name
    leaders: list[Name] = []
    weight: Counter[Name] = Counter()
    out: dict[Name, Person] = {}
    for name in sorted(counts, key=fullness, reverse=True):
        form = orders[tuple(sorted(name))]
        fits = [leader for leader in leaders if same_person(form, leader)]
        leader = max(fits, key=lambda fit: (weight[fit], fit)) if fits else form
        if not fits:
            leaders.append(name)
        weight[leader] += counts[name]
        out[name] = leader
    return out


def claims_of(book: str, listings: Iterable[tuple[str, str]]) -> list[Claim]:
    """The comparable claims about one book, one a source: what it lists most often, of those the fullest.

    Args:
        book: the ISBN.
        listings: source and raw author field, as often as the source lists the book.
    """
    said = [(source, raw.strip()) for source, raw in listings]
    readings = {raw: reading for raw in sorted({raw for _, raw in said}) if (reading := read(raw))}
    taken = chosen(readings)
    forms = persons(names for names, _ in taken.values())
    by_source: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for source, raw in said:
        if raw in taken:
            by_source[source][raw] += 1
    out = []
    for source in sorted(by_source):
        values: defaultdict[Authors, Counter[str]] = defaultdict(Counter)
        for raw, times in by_source[source].items():
            values[frozenset(forms[name] for name in taken[raw][0])][raw] += times
        authors = max(values, key=lambda value: (values[value].total(), len(value), sorted(value)))
        raw = max(values[authors], key=lambda field: (values[authors][field], field))
        out.append(Claim(source, book, authors, raw, taken[raw][1]))
    return out
