"""Nasty values at every address that is read: whatever is asked, the answer is one in words, with all headers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any

import pytest
from fastapi.routing import APIRoute
from starlette.testclient import TestClient

from reportedly.web.security import HEADERS
from tests.web.test_security import _routes
from tests.web.visiting import LOCAL, Visitor, visiting

NASTY = (
    *("a%00b", "%ED%A0%80", "%F0%9F%98%80%E2%80%AE%FF", "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "%5C%25%C2%B2"),
    *("-1", "99999999999999999999", "nan", "1e999", "9" * 4_400, "0001-01-01", "9999-12-31", "2024-02-30"),
    *("%22%27%3B--((*NEAR(", "person:%00@", "%0d%0aX-Evil:%201", "%3Cscript%3E%7B%7B7*7%7D%7D", "//evil.example"),
)
_PART = 9
DAYS = ("0001-01-01", "9999-12-31")
_DAYS = frozenset({"as_of", "known", "since", "at"})
_BESIDE = ("as_of", "known")
_FORM = ("check", "format", "about", "mask", "min_confidence", "persons", "places", "also", "never", "unnamed")
_NOT_QUICK = frozenset({"/export", "/export/file", "/pictures/{kind}.svg", "/dossier/{entity}"})
"""Addresses where an answer takes long: values for all that can be asked at once, and one by one only days."""


@pytest.fixture(scope="module")
def visitor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    with visiting(tmp_path_factory.mktemp("fuzzed")) as found:
        found.client = TestClient(found.app, base_url=LOCAL, raise_server_exceptions=False)
        yield found


def _real(visitor: Visitor) -> dict[str, str]:
    """What an address can name, each as there is one."""
    claim, ledger = visitor.ledger.claims()[0].claim, visitor.ledger
    entity = next(entity.id for entity in ledger.entities() if entity.name == "Salt Guard")
    proposition = next(iter(ledger.weighed.propositions_of([claim.id]).values())).id
    return {"entity": entity, "document_id": claim.document, "claim_id": claim.id, "report_id": claim.document} | {
        "name": entity, "kind": "strength", "key": "jsonl", "path": "x", "proposition_id": proposition, "about": entity
    }  # fmt: skip


def _asked(route: APIRoute) -> list[str]:
    """What an address can be asked, by its own account."""
    found: dict[str, None] = dict.fromkeys(_BESIDE)
    waiting: list[Any] = [route.dependant]
    while waiting:
        needs = waiting.pop()
        found |= dict.fromkeys(each.alias for each in needs.query_params)
        waiting += needs.dependencies
    return [*found, *(_FORM if route.path.startswith("/export") else ())]


def _addresses(path: str, route: APIRoute, real: dict[str, str]) -> Iterator[str]:
    names = re.findall(r"\{(\w+)(?::path)?\}", path)
    plain = {name: real.get(name, "x") for name in names}
    bare = re.sub(r":path\}", "}", path)
    yield bare.format(**plain)
    turn = count(len(path))
    for name in names:
        yield from (bare.format(**plain | {name: value}) for value in _some(next(turn)))
    asked = _asked(route)
    needed = {key: real[key] for key in ("about", "name") if key in asked and key not in names}
    needed |= {"format": "jsonl"} if "format" in asked else {}
    for key in asked:
        days = DAYS if key in _DAYS else ()
        for value in (*days, *(() if path in _NOT_QUICK else _some(next(turn)))):
            query = "&".join(f"{k}={v}" for k, v in (needed | {key: value}).items())
            yield f"{bare.format(**plain)}?{query}"
    for value in _some(next(turn)):
        yield f"{bare.format(**plain)}?{'&'.join(f'{key}={value}' for key in asked)}"


def _some(turn: int) -> Sequence[str]:
    """A ninth of the values, another one each turn: all for all would take a minute, and finds no more."""
    return NASTY[turn % _PART :: _PART]


def _read(visitor: Visitor) -> list[tuple[str, APIRoute]]:
    found = [(path, route) for path, route in _routes(visitor.app) if isinstance(route, APIRoute)]
    return [(path, route) for path, route in found if "GET" in (route.methods or ())]


def test_whatever_is_asked_is_answered_in_words(visitor: Visitor) -> None:
    real, before = _real(visitor), visitor.ledger.head()
    routes = _read(visitor)
    assert len(routes) > 30
    for path, route in routes:
        for address in _addresses(path, route, real):
            answer = visitor.client.get(address, follow_redirects=False)
            assert answer.status_code < 500, (address[:200], answer.status_code)
            assert not HEADERS.keys() - {name.title() for name in answer.headers} - {"X-Content-Type-Options"}, address
            assert "evil" not in answer.headers.get("location", "").lower().split("?")[0], address
            assert "x-evil" not in answer.headers, address
            assert len(answer.content) < 400_000 or "/static/" in address, (address[:200], len(answer.content))
    assert visitor.ledger.head() == before, "reading wrote"
