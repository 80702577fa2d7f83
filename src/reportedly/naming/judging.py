"""What people judge of names: that two are one, or two; appended, with who and why, and undone like any judgement."""

from __future__ import annotations

from collections.abc import Collection

from reportedly.errors import AmbiguousError, BadValueError, NotFoundError
from reportedly.judging.making import before, new_judgement, stated, weighed
from reportedly.ledger import Ledger
from reportedly.model import Judgement, Kind
from reportedly.model.judgement import DIFFERENT, SAME
from reportedly.weighing import find
from reportedly.weighing.identity import Node, Ref, parse, ref_of

from .resolving import resolve_names
from .shelf import Shelf, node_from

_LISTED = 400
"""Reports that a weak name is looked for in, where it stands in many."""


def same(ledger: Ledger, a: str, b: str, *, why: str, by: str | None = None) -> Judgement:
    """Two names are one, whatever reports say; takes the place of what was judged of them before.

    ``a`` and ``b`` are names, ids of entities, or references: "person:Sholdan", "person:Sholdan@note.txt" (the name as
    that report alone uses it). Names are resolved anew with it.

    Raises:
        NotFoundError: where no report uses the name.
        AmbiguousError: where more than one goes by it.
        BadValueError: where no reason is given, the two are of different kinds, or are one name.
    """
    return _judged(ledger, SAME, a, b, why, by)


def different(ledger: Ledger, a: str, b: str, *, why: str, by: str | None = None) -> Judgement:
    """Two names are two, however alike they look, and are not asked about again. As ``same`` else."""
    return _judged(ledger, DIFFERENT, a, b, why, by)


def _judged(ledger: Ledger, kind: str, a: str, b: str, why: str, by: str | None) -> Judgement:
    stated(why)
    resolve_names(ledger)
    with ledger.naming.asking() as rows:
        shelf = Shelf(rows)
        one, other = _pair(ledger, shelf, a, b)
    about = _about(ledger, one, other)
    made = new_judgement(kind, why, by, about=about, replaces=before(ledger, (SAME, DIFFERENT), about))
    ledger.judge(made)
    return weighed(ledger, made)  # Names are resolved with it.


def _pair(ledger: Ledger, shelf: Shelf, a: str, b: str) -> tuple[Ref, Ref]:
    ones, others = meant(ledger, shelf, a), meant(ledger, shelf, b)
    kinds = {ref.kind for ref in ones} & {ref.kind for ref in others}
    if not kinds:
        told = f"{_kinds(ones)} and {_kinds(others)}"
        raise BadValueError("names", f"{a}, {b}", expected=f"two names of one kind; these are {told}")
    one, other = (_one(text, [ref for ref in found if ref.kind in kinds]) for text, found in ((a, ones), (b, others)))
    if one.node == other.node:
        expected = "two names; these are one in its normal form (tell them apart by report: KIND:NAME@REPORT)"
        raise BadValueError("names", f"{a}, {b}", expected=expected)
    return one, other


def _kinds(refs: Collection[Ref]) -> str:
    return " or ".join(sorted({ref.kind.value for ref in refs}))


def _one(text: str, found: list[Ref]) -> Ref:
    if len(found) > 1:
        raise AmbiguousError("name", text, [str(ref) for ref in found])
    return found[0]


def _about(ledger: Ledger, one: Ref, other: Ref) -> tuple[str, str]:
    """How the pair is written: as it was when it was judged before, that both judgements are of one matter."""
    nodes = {one.node, other.node}
    for kind in (SAME, DIFFERENT):
        for judgement in ledger.judgements(kind=kind):
            if len(judgement.about) == 2 and {parse(about).node for about in judgement.about} == nodes:
                return judgement.about[0], judgement.about[1]
    first, second = sorted((str(one), str(other)))
    return first, second


def meant(ledger: Ledger, shelf: Shelf, text: str) -> list[Ref]:
    """The names that a person can mean by a text: one reference for each entity that goes by it.

    Raises:
        NotFoundError: where nothing does.
    """
    found = _by_reference(ledger, shelf, text) or _by_entity(shelf, [ledger.successor(text) or text])
    found = found or _by_name(shelf, text)
    if not found:
        entities = find(ledger.entities(), text)
        found = _by_entity(shelf, [entity.id for entity in entities])
    if not found:
        raise NotFoundError("name", text, hint="see them with: reportedly names")
    return found


def _by_reference(ledger: Ledger, shelf: Shelf, text: str) -> list[Ref]:
    kind, colon, rest = text.partition(":")
    if not colon or kind not in set(Kind):
        return []
    name, at, key = rest.rpartition("@")
    if at and name:
        document = ledger.document(key).id
        ref = Ref(Kind(kind), name.strip(), document)
        uses = shelf.at([document]).values()
        if any(node == ref.node or node == Ref(ref.kind, ref.name).node for node in uses):
            return [ref]
        raise NotFoundError("name", text, hint="that report does not use it")
    return [ref for ref in _by_name(shelf, rest.strip()) if ref.kind == kind]


def _by_entity(shelf: Shelf, ids: Collection[str]) -> list[Ref]:
    found = []
    for id_ in sorted(set(ids)):
        if members := {node for node in shelf.members([id_]) if not node.hub}:
            found.append(_chief(shelf, members))
    return found


def _by_name(shelf: Shelf, text: str) -> list[Ref]:
    nodes: set[Node] = set()
    for kind in Kind:
        words = Ref(kind, text).node.key
        rows = shelf.rows.named(kind.value, " ".join(words), _LISTED) if words else []
        nodes |= {node_from(row) for row in rows if row.reports}
    strong = {node for node in nodes if node.strong}
    if strong:
        nodes = strong
    by_entity: dict[str, set[Node]] = {}
    for node, where in shelf.placed(nodes).items():
        by_entity.setdefault(where.entity, set()).add(node)
    return sorted(_chief(shelf, members) for members in by_entity.values())


def _chief(shelf: Shelf, members: set[Node]) -> Ref:
    """The reference of an entity: a name that means the same everywhere, if it has one, and that most claims use."""
    spellings = shelf.spellings(members)
    node = min(members, key=lambda n: (not n.strong, -sum(spellings.get(n, {}).values()), n))
    return ref_of(node, spellings.get(node, {}))


__all__ = ["different", "meant", "same"]
