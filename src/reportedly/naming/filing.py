"""Files what reports say of names in the ledger's tables: one report more, one read anew, or all at once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from reportedly.ledger.name_reports import NamedReport
from reportedly.ledger.name_rows import NameRows, Values
from reportedly.model import Certainty, Kind, SourceKind
from reportedly.weighing.identity import Facts, Memory, Node, Report, Said, Tie, keys_of
from reportedly.weighing.told import source_kind

from .shelf import hub_row, node_row, number_of, place_of, placed_row, tie_row

_Item = TypeVar("_Item", Node, Tie)
_BATCH = 20_000  # rows that are written in one go


def report_from(named: NamedReport, withdrawn: Collection[str]) -> Report:
    """A report as identity wants it, from the ledger's rows; ``withdrawn``: ids of reports and claims taken back."""
    out = named.document in withdrawn
    said: dict[str, Said] = {}
    for claim in named.claims:
        row = claim.row
        parts = {(part.slot, part.key): part for part in claim.parts}
        subject, other, time = (parts.get(at) for at in (("subject", ""), ("object", ""), ("qualifier", "time")))
        year = None
        if time is not None and time.earliest and time.latest and time.earliest.year == time.latest.year:
            year = time.earliest.year
        sources = ((source_kind(SourceKind(source.kind)), source.name) for source in claim.sources)
        said[row.id] = Said(
            claim=row.id,
            predicate=row.predicate,
            denied=row.polarity == "denied",
            certainty=Certainty(row.certainty),
            quote=row.quote,
            start=row.starts,
            end=row.ends,
            subject=_named(subject),
            object=_named(other),
            alias=other.value if other is not None and other.type == "text" else "",
            others=tuple(n for (slot, _), p in sorted(parts.items()) if slot == "qualifier" and (n := _named(p))),
            sources=tuple((kind, name) for kind, name in sources if kind is not None),
            year=year if time is not None and time.type == "time" else None,
            withdrawn=out or row.id in withdrawn,
            title=_words(parts.get(("qualifier", "title"))),
            relation=_words(parts.get(("qualifier", "relation"))),
        )
    ordered = tuple(sorted(said.values(), key=lambda s: (s.start, s.end, s.claim)))
    return Report(named.document, named.text, (named.day, named.document), ordered)


def _named(part: Any) -> tuple[Kind, str] | None:
    if part is None or getattr(part, "type", "") != "mention":
        return None
    return Kind(part.kind), part.value


def _words(part: Any) -> str:
    return part.value if part is not None and part.type == "text" else ""


@dataclass(frozen=True, slots=True)
class Filed:
    """What filing touched: names, those that are new or spelled anew, and reports by the beginnings of their ids."""

    touched: set[Node]
    fresh: set[Node]
    changed: frozenset[str]
    mentions: frozenset[int]
    """Mentions that no claim uses any more."""


def refile(rows: NameRows, documents: Collection[str], facts: Iterable[Facts], nodes: Mapping[int, Node]) -> Filed:
    """Put what these reports say now in the place of what they said before.

    ``nodes`` must hold every node that the tables have for these reports, by number.
    """
    places = {place_of(document): document for document in documents}
    before = rows.used_at(places)
    old = {row.node for row in before}
    old_mentions = {row.mention for row in before if row.mention is not None}
    rows.drop(places, list(documents))
    told = list(facts)
    numbers = rows.mention_numbers([f.document for f in told])
    uses = [use for f in told for use in _uses(f, numbers)]
    rows.add("uses", uses)
    rows.add("links", [link for f in told for link in _links(f)])
    known = {number_of(node): node for f in told for node in _every(f)} | {n: nodes[n] for n in old}
    held = {row.number: row for row in rows.nodes(known)}
    if old:
        _recount(rows, old)
    _count(rows, [use for use in uses if use["node"] not in old])
    fresh = _renew(rows, known, held, old, uses)
    gone = old_mentions - {use["mention"] for use in uses}
    changed = frozenset(f"{place:015x}" for place in places)
    return Filed(set(known.values()), fresh, changed, frozenset(gone))


def _every(facts: Facts) -> set[Node]:
    return {*facts.nodes.values(), *(n for link in facts.links for n in (link.a, link.b))}


def _uses(facts: Facts, numbers: Mapping[tuple[str, str, str], int]) -> Iterator[Values]:
    place = place_of(facts.document)
    for (kind, name), node in sorted(facts.nodes.items()):
        yield {
            "place": place,
            "day": facts.place[0],
            "node": number_of(node),
            "name": name,
            "mention": numbers.get((facts.document, kind.value, name)) if facts.counts[kind, name] else None,
            "claims": facts.counts[kind, name],
        }


def _links(facts: Facts) -> Iterator[Values]:
    for link in facts.links:
        yield {
            "document": link.document,
            "a": number_of(link.a),
            "b": number_of(link.b),
            "rule": link.rule,
            "score": link.score,
            "reason": link.reason,
            "claim": link.claim,
        }


def _recount(rows: NameRows, numbers: set[int]) -> None:
    """Sum the uses of names anew, after some were taken away."""
    spelled = [(row.node, row.name) for row in rows.spellings(numbers)]
    rows.drop_spellings(spelled)
    rows.add("spellings", [row._asdict() for row in rows.uses_of(numbers)])


def _count(rows: NameRows, uses: list[Values]) -> None:
    """Add uses to the sums."""
    claims: Counter[tuple[int, str]] = Counter()
    reports: Counter[tuple[int, str]] = Counter()
    for use in uses:
        claims[use["node"], use["name"]] += use["claims"]
        reports[use["node"], use["name"]] += 1
    held = {(row.node, row.name): row for row in rows.spellings({node for node, _ in reports})}
    rows.drop_spellings([pair for pair in reports if pair in held])
    rows.add(
        "spellings",
        [
            {
                "node": node,
                "name": name,
                "claims": claims[node, name] + (held[node, name].claims if (node, name) in held else 0),
                "reports": count + (held[node, name].reports if (node, name) in held else 0),
            }
            for (node, name), count in sorted(reports.items())
        ],
    )


def _renew(
    rows: NameRows, known: Mapping[int, Node], held: Mapping[int, Any], old: set[int], uses: list[Values]
) -> set[Node]:
    """Bring the rows of nodes up to date; those that are new, or whose shortest spelling changed."""
    spellings: dict[int, list[str]] = defaultdict(list)
    for spelled in rows.spellings(known):
        spellings[spelled.node].append(spelled.name)
    by_node: dict[int, list[Values]] = defaultdict(list)
    for use in uses:
        by_node[use["node"]].append(use)
    fresh, new, changed, gone = set(), [], [], []
    for number, node in sorted(known.items()):
        row = held.get(number)
        if number not in spellings:
            gone += [number] if row is not None else []
            continue
        name = min(spellings[number], key=lambda n: (len(n), n))
        values = {"number": number, "name": name, **_span(rows, number, row, by_node[number], number in old)}
        if row is None:
            new.append(node_row(node, name) | values | placed_row(None))
        else:
            changed.append(values)
        if row is None or row.name != name:
            fresh.add(node)
    rows.drop_nodes(gone)
    rows.add("nodes", new)
    rows.change_nodes(changed)
    rows.drop_keys([number_of(node) for node in fresh])
    rows.add(
        "keys",
        [
            key
            for node in sorted(fresh)
            for key in _keys(node, min(spellings[number_of(node)], key=lambda n: (len(n), n)))
        ],
    )
    return fresh


def _span(rows: NameRows, number: int, row: Any, uses: list[Values], anew: bool) -> Values:
    """The earliest report of a name, and the number of its reports."""
    if anew or not uses:
        day, place, reports = rows.earliest(number)
        return {"day": day, "first": rows.document_at(place), "reports": reports}
    firsts = [(use["day"], use["place"]) for use in uses]
    reports = len({place for _, place in firsts})
    if row is not None and row.reports:
        firsts.append((row.day, place_of(row.first)))
        reports += row.reports
    day, place = min(firsts)
    return {"day": day, "first": rows.document_at(place), "reports": reports}


def _keys(node: Node, name: str) -> list[Values]:
    return [{"key": key, "node": number_of(node)} for key in sorted(keys_of(node, name))]


def file_all(rows: NameRows, facts: Iterable[Facts], memory: Memory) -> None:
    """Empty the tables and put in what all reports say, and into ``memory`` what identity needs of it."""
    rows.empty()
    waiting: list[Facts] = []
    size = 0
    for told in facts:
        memory.add(told)
        waiting.append(told)
        size += len(told.nodes)
        if size >= _BATCH:
            _file(rows, waiting)
            waiting, size = [], 0
    _file(rows, waiting)
    names = memory.names(memory.every())
    memory.set_keys({node: keys_of(node, name) for node, name in names.items()})


def _file(rows: NameRows, told: list[Facts]) -> None:
    numbers = rows.mention_numbers([f.document for f in told])
    rows.add("uses", [use for f in told for use in _uses(f, numbers)])
    rows.add("links", [link for f in told for link in _links(f)])


def write_all(rows: NameRows, memory: Memory) -> None:
    """Write nodes, keys, spellings and ties as they stand in ``memory``."""
    every = memory.every()
    ties = memory.ties(every)
    hubs = sorted({node for tie in ties for node in (tie.a, tie.b) if node.hub})
    for some in _batches(every):
        names, places, placed = memory.names(some), memory.places(some), memory.placed(some)
        spellings = memory.reports(some)
        rows.add("keys", [row for node in some for row in _keys(node, names[node])])
        rows.add(
            "nodes",
            [
                {
                    **node_row(node, names[node]),
                    "day": places[node][0][0],
                    "first": places[node][0][1],
                    "reports": places[node][1],
                    **placed_row(placed.get(node)),
                }
                for node in some
            ],
        )
        rows.add(
            "spellings",
            [
                {"node": number_of(node), "name": name, "claims": claims, "reports": reports}
                for node, own in spellings.items()
                for name, (claims, reports) in own.items()
            ],
        )
    placed = memory.placed(hubs)
    rows.add("nodes", [hub_row(hub) | placed_row(placed.get(hub)) for hub in hubs])
    for some_ties in _batches(ties):
        rows.add("ties", [tie_row(tie) for tie in some_ties])


def _batches(items: list[_Item]) -> Iterator[list[_Item]]:
    return (items[i : i + _BATCH] for i in range(0, len(items), _BATCH))
