"""Follows the links of a site as a visitor would, a few pages of each kind."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin, urlsplit

import httpx
from lxml import html

LIST = frozenset({"", "review", "conflicts", "sources", "add", "export", "log", "help", "names", "reports"})
"""First parts of the addresses of pages of which there is one; of others there are many."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A page that was met: of what kind (the first part of its path, "" for the start), where, and what came."""

    kind: str
    url: str
    answer: httpx.Response

    @property
    def is_page(self) -> bool:
        """Whether it is HTML."""
        return self.answer.headers.get("content-type", "").startswith("text/html")


def crawl(start: str, *, of_each: int = 2, first: tuple[str, ...] = ()) -> Iterator[Seen]:
    """Every page that links lead to from ``start``, at most ``of_each`` of one kind.

    ``first``: addresses to begin with beside it. Files to be downloaded are answered too; other machines are left out.
    """
    met: set[str] = set()
    kinds: Counter[str] = Counter()
    waiting = deque([start, *first])
    with httpx.Client(timeout=60) as client:
        while waiting:
            url = waiting.popleft()
            kind = kind_of(url)
            if url in met or kinds[kind] >= of_each:
                continue
            met.add(url)
            kinds[kind] += 1
            found = Seen(kind, url, client.get(url, follow_redirects=True))
            yield found
            if found.is_page:
                waiting.extend(_links(found, start))


def kind_of(url: str) -> str:
    """The kind of page that an address leads to.

    Files of an export are a kind for each format; the page of one name, or of one claim that waits, is not of the kind
    of the list that leads to it.
    """
    parts = urlsplit(url)
    path = parts.path.strip("/").split("/")
    if path[0] in ("export", "pictures", "api"):
        return f"{parts.path.strip('/')} {parts.query[:24]}".strip()
    if path[0] in ("names", "review") and len(path) > 1:
        return f"{path[0]} of one"
    return "original" if path[-1] == "original" else path[0]


def _links(page: Seen, start: str) -> Iterator[str]:
    tree = html.document_fromstring(page.answer.content)
    for link in tree.iter("a"):
        url = urldefrag(urljoin(str(page.answer.url), link.get("href", ""))).url
        if url.startswith(start + "/") or url == start:
            yield url
