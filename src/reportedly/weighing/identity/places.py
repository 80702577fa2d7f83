"""Places by the gazetteer: one place under several spellings, and several places under one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from reportedly.errors import ModelError
from reportedly.model import Kind
from reportedly.places import Gazetteer, Level, Place, default
from reportedly.places import Named as PlaceNamed

from .node import Named, Node

_TIMES = 5
"""How many times as many people the first of several places must have to be the one that its bare name means."""


def told_apart(text: str, nodes: Mapping[Named, Node]) -> dict[Named, Node]:
    """The places of a report that are not the ones that their names mean elsewhere, each with a node of its own.

    A name that several countries have ("Torrell") means the best known of them, save where the other places of the
    report tell that it is another.
    """
    named = [name for name, node in nodes.items() if name[0] is Kind.PLACE and node.strong]
    if len(named) < 2 or not any(len(_countries(name)) > 1 for _, name in named):
        return {}
    gazetteer = _gazetteer()
    if gazetteer is None:
        return {}
    stands = [(text.find(name), name) for _, name in sorted(named)]
    asked = [PlaceNamed(name, max(at, 0), max(at, 0) + len(name)) for at, name in sorted(stands)]
    found: dict[Named, Node] = {}
    for resolution in gazetteer.resolve(asked, text=text):
        name, place = resolution.named.words, resolution.place
        countries = _countries(name)
        if place is None or len(countries) < 2:
            continue
        country = gazetteer.containing(place, Level.COUNTRY)
        if country is not None and country.id != countries[0]:
            node = nodes[Kind.PLACE, name]
            found[Kind.PLACE, name] = Node(node.kind, (*node.key, f"#{country.id}"), node.document)
    return found


def countries_of(nodes: Iterable[Node]) -> frozenset[str]:
    """The countries of those places among some names whose country is plain."""
    named = {" ".join(node.words).title() for node in nodes if node.kind is Kind.PLACE and node.strong}
    return frozenset(filter(None, map(_country, named)))


@lru_cache(maxsize=65536)
def _country(name: str) -> str:
    """The country of a place name: that of the place which has by far the most people; empty where none has."""
    gazetteer, most = _gazetteer(), dict[str, int]()
    for place in _matches(name):
        country = gazetteer.containing(place, Level.COUNTRY) if gazetteer is not None else None
        if country is not None:
            most[country.id] = max(most.get(country.id, 0), place.population)
    first, second, *_ = [*sorted(most, key=lambda one: -most[one]), "", ""]
    return first if first and most[first] >= _TIMES * most.get(second, 0) else ""


@lru_cache(maxsize=65536)
def gazetteer_key(name: str) -> str:
    """The identifier of the place that a name means, in any script; empty where that is not plain."""
    matches = _matches(name)
    if not matches or (len(matches) > 1 and matches[0].population < _TIMES * matches[1].population):
        same = {place.name for place in matches}
        return "" if len(same) != 1 or len(_countries(name)) != 1 else matches[0].id
    return matches[0].id


@lru_cache(maxsize=65536)
def _matches(name: str) -> tuple[Place, ...]:
    gazetteer = _gazetteer()
    return tuple(match.place for match in gazetteer.lookup(name)) if gazetteer is not None else ()


@lru_cache(maxsize=65536)
def _countries(name: str) -> tuple[str, ...]:
    """The countries that have a place of this name, the one of the most people first."""
    gazetteer, found = _gazetteer(), []
    for place in _matches(name) if gazetteer is not None else ():
        country = gazetteer.containing(place, Level.COUNTRY) if gazetteer is not None else None
        if country is not None and country.id not in found:
            found.append(country.id)
    return tuple(found)


@lru_cache(maxsize=1)
def _gazetteer() -> Gazetteer | None:
    try:
        return default()
    except ModelError:
        return None  # Without its file places are told by their names alone.
