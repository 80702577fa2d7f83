"""Short forms within one report: "Valkoen" or "the Brotherhood" for a full name; never against title, rank or sex."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from reportedly.model import Kind
from reportedly.weighing.names import is_generic, tokens

from .link import SHORT, Link
from .node import Named, Node, ranks_of, sex, short_for, short_for_body
from .said import Report

DOUBTED = 0.5
"""The score of a short form whose rank the full name never bears: too little to join."""
_FITS = 0.85
_SON = {"brother", "son", "father", "husband", "uncle", "nephew", "grandfather", "grandson", "widower"}
_DAUGHTER = {"sister", "daughter", "mother", "wife", "widow", "aunt", "niece", "grandmother", "granddaughter"}
_UNDER_ARMS = set(
    "chief staff commander head leader deputy officer defence defense military warlord fighter army force forces"
    " brigade battalion unit militia guard border police security emir amir cleric preacher scholar founder governor"
    " president".split()
)
"""Words of the offices of those who are called by a rank or a cleric's title too."""
_THE_STATES = frozenset(
    "army police government military forces force state security authorities authority administration court parliament"
    " intelligence ministry presidency cabinet country city capital province district region village".split()
)
"""Words that alone mean the country's own, not the body with a longer name that holds the word."""
_RANK_AFTER = r"\s*,\s+(?:(?:a|an|the|its|their|his|her)\s+)?(?:[\w-]+\s+)?{rank}\b"


def short_forms(report: Report, nodes: Mapping[Named, Node]) -> Iterator[Link]:
    """The full names of a report that its short forms fit, of people and of organizations."""
    yield from _people(report, nodes)
    yield from _bodies(nodes)


@dataclass(slots=True)
class _Person:
    """What a report tells of one name of a person."""

    names: list[str] = field(default_factory=list)
    sexes: set[str] = field(default_factory=set)
    ranks: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)

    def first(self, text: str) -> int:
        """Where the name first stands."""
        return min((at for name in self.names if (at := text.find(name)) >= 0), default=len(text))

    def bears(self, ranks: set[str], text: str) -> bool:
        """Whether the report gives this name one of these ranks: before it, behind it, or as an office."""
        if ranks & (self.ranks | self.titles):
            return True
        any_of = "(?:" + "|".join(sorted(map(re.escape, ranks))) + ")"
        behind = _RANK_AFTER.format(rank=any_of)
        return any(
            re.search(rf"\b{any_of}\.?\s+{re.escape(name)}\b|\b{re.escape(name)}{behind}", text, re.IGNORECASE)
            for name in self.names
        )


def _people(report: Report, nodes: Mapping[Named, Node]) -> Iterator[Link]:
    known = _told_of(report, nodes)
    marked = {node.words for node in known if node.words != node.key}
    for short in sorted(node for node in known if not node.strong):
        fits = [full for full in sorted(known) if _fits(short, full, known, marked)]
        ranks = known[short].ranks
        ranked = [full for full in fits if known[full].bears(ranks, report.text)] if ranks else []
        for full in ranked or fits:
            # The full name comes first, by custom: a rank and a surname that stand before it are another's.
            civil = bool(known[full].titles) and not known[full].titles & _UNDER_ARMS
            strange = ranks and not ranked and (civil or _before(short, full, known, report.text))
            score = DOUBTED if strange else _FITS
            reason = "the only full name in the same report that this short form fits"
            yield Link(full, short, SHORT, report.id, score, reason)


def _told_of(report: Report, nodes: Mapping[Named, Node]) -> dict[Node, _Person]:
    known: dict[Node, _Person] = defaultdict(_Person)
    for (kind, name), node in sorted(nodes.items()):
        if kind is Kind.PERSON:
            told = known[node]
            told.names.append(name)
            told.sexes |= {sex(name)} - {""}
            told.ranks |= ranks_of(name)
    for said in report.said:
        told_of = known.get(nodes[said.subject]) if said.subject is not None and said.subject in nodes else None
        if told_of is None or said.withdrawn:
            continue
        told_of.titles |= set(tokens(said.title))
        if said.predicate == "relative_of" and not said.denied:
            words = set(tokens(said.relation))
            told_of.sexes |= {"m"} if words & _SON else {"f"} if words & _DAUGHTER else set()
    return dict(known)


def _fits(short: Node, full: Node, known: Mapping[Node, _Person], marked: set[tuple[str, ...]]) -> bool:
    if len(full.words) < 2 or full == short or not short_for(short, full):
        return False
    ours, theirs = known[short].sexes, known[full].sexes
    if ours and theirs and not ours & theirs:
        return False
    # Where a report has a Mr and a Mrs of one surname, only a title tells which of them bears the full name.
    return short.words not in marked or bool(ours & theirs)


def _before(short: Node, full: Node, known: Mapping[Node, _Person], text: str) -> bool:
    return known[short].first(text) < known[full].first(text)


def shortened(text: str, nodes: Mapping[Named, Node]) -> dict[Named, Node]:
    """ "The Brotherhood" beside "Sannar Brotherhood": a short form, which means it in this report alone."""
    full = [n for n in nodes.values() if n.kind is Kind.ORGANIZATION and n.strong and len(n.words) > 1]
    found: dict[Named, Node] = {}
    for (kind, name), node in nodes.items():
        if kind is Kind.ORGANIZATION and node.strong and len(node.words) == 1:
            word = node.words[0]
            article = name.casefold().startswith("the ") or re.search(rf"\b[Tt]he {re.escape(name)}\b", text)
            if article and any(short_for_body(word, one) for one in full):
                found[kind, name] = node
    return found


def _bodies(nodes: Mapping[Named, Node]) -> Iterator[Link]:
    own = sorted({node for node in nodes.values() if node.kind is Kind.ORGANIZATION})
    full = [node for node in own if node.strong and len(node.words) > 1]
    for short in own:
        if short.strong:
            continue
        reason = "a full name in the same report that this short form fits"
        for one in full:
            if _fits_body(short, one):
                yield Link(one, short, SHORT, short.document, _FITS, reason)


def _fits_body(short: Node, full: Node) -> bool:
    """ "the Ministry of the Interior" for "Interior Ministry of Karst", "the Front" for "Karst Front"."""
    if len(short.words) == 1:
        word = short.words[0]
        return word not in _THE_STATES and short_for_body(word, full)
    return is_generic(short.words) and set(short.words) <= set(full.words)
