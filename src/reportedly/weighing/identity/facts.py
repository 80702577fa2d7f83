"""What one report says of names: which it uses, how often, and what it tells of two of them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from reportedly.model import Certainty, Kind
from reportedly.weighing.names import is_acronym, why_no_name

from .link import (
    BORN,
    BRACKET,
    DENIED,
    FACTS,
    INITIALS,
    LEADS,
    NOT_TO_BE_CONFUSED,
    POST,
    SAME_NAME,
    SERVES,
    SHORT,
    STATED,
    TWO,
    Link,
)
from .node import Named, Node, node_of, sex, short_for
from .places import told_apart
from .said import Report, Said
from .short import short_forms, shortened

_SURE = {Certainty.CERTAIN: 0.95, Certainty.PROBABLE: 0.85}
_OFFICES = frozenset({"leads", "holds_position"})
_MANY = 30
"""Names of one sentence that are held against each other."""
_BRACKET = re.compile(r"\s*\((?:the\s+)?[“\"'‘]?([^\W\d_a-z][\w.\-]{1,9})[”\"'’]?[);,]")
_CONFUSED = re.compile(
    r"\b(?:not to be (?:confused|mistaken) (?:with|for)|(?:not related|unrelated|no relation) to)\s+"
)
_BEFORE = 90
"""Characters before "not to be confused with" in which the other name is sought."""


@dataclass(frozen=True, slots=True)
class Facts:
    """One report, as identity sees it: the names that it uses with how many claims use each, and its links."""

    document: str
    place: tuple[str, str]
    nodes: dict[Named, Node]
    counts: dict[Named, int]
    links: tuple[Link, ...]


def facts_of(report: Report, pinned: frozenset[Node] = frozenset()) -> Facts:
    """What a report says of names. ``pinned``: full names that a person has judged in this report alone."""
    counts: Counter[Named] = Counter(name for said in report.said for name in said.names())
    named = dict.fromkeys(_aliases(report), 0) | counts
    nodes = _nodes(report, [n for n in _not_places(named) if why_no_name(n[1], n[0]) is None], pinned)
    brackets = list(_brackets(report, nodes))
    for _, acronym, _ in brackets:
        nodes.setdefault((Kind.ORGANIZATION, acronym), node_of(report.id, Kind.ORGANIZATION, acronym))
    links = [*_stated(report, nodes), *_spelled_out(report, nodes, brackets), *_pinned(report, nodes)]
    links += short_forms(report, nodes)
    links += _apart(report, nodes, links)
    links += _known(report, nodes)
    once = {(link.a, link.b, link.rule, link.score if link.rule in FACTS else 0): link for link in reversed(links)}
    return Facts(report.id, report.place, nodes, {n: counts.get(n, 0) for n in nodes}, tuple(sorted(once.values())))


def _not_places(named: Mapping[Named, int]) -> Iterator[Named]:
    """The names of a report but for towns and countries that it was read to speak of as people ("Lemet denied it").

    A single word that is a place of the same report is nobody's surname, save where a full name there ends with it.
    """
    places = {name.casefold() for kind, name in named if kind is Kind.PLACE}
    ends = {name.casefold().split()[-1] for kind, name in named if kind is Kind.PERSON and " " in name}
    for kind, name in named:
        word = name.casefold()
        if kind is not Kind.PERSON or word not in places or " " in word or word in ends:
            yield kind, name


def _aliases(report: Report) -> Iterator[Named]:
    for said in report.said:
        if said.predicate == "also_known_as" and said.subject is not None and said.alias:
            yield said.subject[0], said.alias


def _nodes(report: Report, named: list[Named], pinned: frozenset[Node]) -> dict[Named, Node]:
    nodes = {name: node_of(report.id, *name) for name in named}
    nodes |= told_apart(report.text, nodes)
    nodes |= {n: Node(node.kind, node.key, report.id) for n, node in shortened(report.text, nodes).items()}
    by_node: dict[Node, list[Named]] = defaultdict(list)
    for name, node in nodes.items():
        by_node[node].append(name)
    for node, names in by_node.items():
        bound = Node(node.kind, node.key, report.id)
        if bound in pinned:
            nodes |= dict.fromkeys(names, bound)
        sexes = {name: sex(name[1]) for name in names}
        # "Mr Haldun" and "Mrs Haldun" are two, and a bare "Haldun" beside them is anybody's guess.
        if node.kind is Kind.PERSON and not node.strong and {"m", "f"} <= set(sexes.values()):
            marks = {"m": ("♂",), "f": ("♀",), "": ()}
            nodes |= {name: Node(node.kind, (*node.key, *marks[of]), node.document) for name, of in sexes.items()}
    return nodes


def _pinned(report: Report, nodes: dict[Named, Node]) -> Iterator[Link]:
    for (kind, name), node in sorted(nodes.items()):
        usual = node_of(report.id, kind, name)
        if usual.strong and node.document:
            yield Link(usual, node, SAME_NAME, report.id, 0.9, "the same full name")


def _stated(report: Report, nodes: dict[Named, Node]) -> Iterator[Link]:
    used = {name for said in report.said for name in said.names()}
    for said in report.said:
        if said.predicate != "also_known_as" or said.subject is None or said.withdrawn:
            continue
        alias = said.object if said.object is not None else (said.subject[0], said.alias)
        one, other = nodes.get(said.subject), nodes.get(alias)
        if one is None or other is None or one == other or one.kind is not other.kind:
            continue
        # "X called his men the Uzhmar Column" is read as an alias now and then: what is of another kind is none.
        if any((kind, alias[1]) in nodes and alias not in used for kind in Kind if kind is not alias[0]):
            continue
        if said.denied:
            reason = f"a report denies that they are one: “{said.quote}”"
            yield Link(one, other, DENIED, report.id, 0.95, reason, said.claim)
        elif said.certainty in _SURE:
            how = "" if said.certainty is Certainty.CERTAIN else f" ({said.certainty.value})"
            reason = f"a report says so{how}: “{said.quote}”"
            yield Link(one, other, STATED, report.id, _SURE[said.certainty], reason, said.claim)


def _brackets(report: Report, nodes: dict[Named, Node]) -> Iterator[tuple[Node, str, str]]:
    if "(" not in report.text:
        return
    for (kind, name), node in sorted(nodes.items()):
        if kind is Kind.ORGANIZATION and node.strong and len(node.key) > 1:
            for found in re.finditer(re.escape(name), report.text):
                bracket = _BRACKET.match(report.text, found.end())
                if bracket and is_acronym(bracket[1]):
                    yield node, bracket[1], f"a report writes “{name} ({bracket[1]})”"


def _spelled_out(report: Report, nodes: dict[Named, Node], brackets: list[tuple[Node, str, str]]) -> Iterator[Link]:
    """Acronyms that the report itself spells out, in brackets or by their initials."""
    done = set()
    for full, acronym, reason in brackets:
        short = nodes[Kind.ORGANIZATION, acronym]
        done.add(short)
        yield Link(full, short, BRACKET, report.id, 0.95, reason)
    full_names = [(name, n) for (_, name), n in sorted(nodes.items()) if n.kind is Kind.ORGANIZATION and n.strong]
    for (kind, acronym), short in sorted(nodes.items()):
        if kind is Kind.ORGANIZATION and not short.strong and is_acronym(acronym) and short not in done:
            for name, full in full_names:
                if acronym_of(full, short):
                    reason = f"{acronym} are the initials of {name}, which the same report names"
                    yield Link(full, short, INITIALS, report.id, 0.85, reason)


def acronym_of(full: Node, short: Node) -> bool:
    """Whether an acronym is made of the initials of a full name, small words counted or not."""
    letters = "".join(short.words)
    return len(letters) > 2 and letters in initials(full.words)


def initials(words: tuple[str, ...]) -> frozenset[str]:
    """The acronyms that a name of three words or more can have."""
    if len(words) < 3:
        return frozenset()
    small = {"of", "the", "and", "for", "in", "on", "to", "al", "e", "de", "du", "i"}
    return frozenset({"".join(w[0] for w in words), "".join(w[0] for w in words if w not in small)})


def _apart(report: Report, nodes: dict[Named, Node], links: list[Link]) -> Iterator[Link]:
    """Names that the report uses for two: in one claim, in one sentence, or "not to be confused with"."""
    linked = {frozenset((link.a, link.b)) for link in links if link.rule != SHORT}
    for a, b, reason, claim in (*_in_sentences(report, nodes), *_confused(report, nodes)):
        pair = frozenset((a, b))
        # "Jalil is no relative of Maryam Jalil": who is said to have to do with a full name is not short for it.
        if len(pair) == 2 and a.kind is b.kind and pair not in linked:
            rule = TWO if claim else NOT_TO_BE_CONFUSED
            one, other = sorted(pair)
            yield Link(one, other, rule, report.id, 0.95, reason, claim)
    for node in sorted(set(nodes.values())):
        if node.key[-1] == "♀":
            man = Node(node.kind, (*node.words, "♂"), node.document)
            yield Link(node, man, TWO, report.id, 0.95, "the report speaks of a man and of a woman of this name")


def _in_sentences(report: Report, nodes: dict[Named, Node]) -> Iterator[tuple[Node, Node, str, str]]:
    sentences: dict[tuple[int, int], list[tuple[Said, Node | None, Node | None]]] = defaultdict(list)
    for said in report.said:
        if said.predicate == "also_known_as" or said.withdrawn:
            continue
        one, other = nodes.get(said.subject or _NOBODY), nodes.get(said.object or _NOBODY)
        if one is not None and other is not None and one != other:
            yield one, other, f"one claim speaks of both: “{said.quote}”", said.claim
        sentences[said.start, said.end].append((said, one, other))
    full = [node for node in set(nodes.values()) if node.kind is Kind.PERSON and node.strong]
    for block in sentences.values():
        for a, b, reason, claim in _coordinated(block):
            # A first name and a surname that one full name explains are no list of two people.
            if a.strong or b.strong or not any(short_for(a, one) and short_for(b, one) for one in full):
                yield a, b, reason, claim


_NOBODY: Named = (Kind.PERSON, "")


def _coordinated(block: list[tuple[Said, Node | None, Node | None]]) -> Iterator[tuple[Node, Node, str, str]]:
    """Members of one list ("A and B lead …"), and full names of people that one sentence uses side by side."""
    lists: dict[tuple[object, ...], dict[Node, str]] = defaultdict(dict)
    for said, one, other in block:
        if one is not None and said.object is not None:
            lists["subjects", said.predicate, other or said.object].setdefault(one, said.claim)
        if other is not None:
            lists["objects", said.predicate, one].setdefault(other, said.claim)
        for node in (one, other):
            if node is not None and node.kind is Kind.PERSON and node.strong:
                lists["people",].setdefault(node, said.claim)
    quote = block[0][0].quote
    for members in lists.values():
        for a, b in combinations(sorted(members)[:_MANY], 2):
            if a.kind is b.kind and not _one_in_other(a, b):
                yield a, b, f"one sentence speaks of both: “{quote}”", members[a]


def _one_in_other(a: Node, b: Node) -> bool:
    """Whether one name may be a shorter form of the other ("Haldun" and "Mesut Haldun", an acronym and a name)."""
    one, other = sorted((set(a.words), set(b.words)), key=len)
    if one <= other or any(len(word) == 1 for word in one):
        return True
    return acronym_of(a, b) or acronym_of(b, a)


def _confused(report: Report, nodes: dict[Named, Node]) -> Iterator[tuple[Node, Node, str, str]]:
    for found in _CONFUSED.finditer(report.text):
        behind = report.text[found.end() : found.end() + _BEFORE]
        before = report.text[max(0, found.start() - _BEFORE) : found.start()]
        after = {n: node for n, node in nodes.items() if re.match(rf"(?:the\s+)?{re.escape(n[1])}\b", behind)}
        ahead = {n: node for n, node in nodes.items() if re.search(rf"\b{re.escape(n[1])}\b", before)}
        for name, node in sorted(after.items(), key=lambda item: (-len(item[0][1]), item[0]))[:1]:
            near = [n for n in ahead if n[0] is name[0] and ahead[n] != node]
            for other in sorted(near, key=lambda n: (-before.rindex(n[1]), -len(n[1]), n))[:1]:
                words = " ".join(report.text[max(0, found.start() - _BEFORE) : found.end() + len(name[1])].split())
                yield ahead[other], node, f"a report tells them apart: “…{words}”", ""


def _known(report: Report, nodes: dict[Named, Node]) -> Iterator[Link]:
    """Offices held and years of birth, as the report gives them."""
    for said in report.said:
        person, body = nodes.get(said.subject or _NOBODY), nodes.get(said.object or _NOBODY)
        if person is None or person.kind is not Kind.PERSON or said.denied or said.withdrawn:
            continue
        if said.predicate in _OFFICES and body is not None and body.kind is Kind.ORGANIZATION:
            rank = LEADS if said.predicate == "leads" else SERVES
            yield Link(person, body, POST, report.id, rank, said.quote, said.claim)
        if said.predicate == "born" and said.year is not None and said.certainty in _SURE:
            yield Link(person, person, BORN, report.id, float(said.year), said.quote, said.claim)


__all__ = ["Facts", "acronym_of", "facts_of", "initials"]
