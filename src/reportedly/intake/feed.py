"""Feeds (RSS 1 and 2, Atom): one document an item, from what the feed itself carries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from reportedly.errors import Reason, RefusedError

from .assemble import clean
from .dates import parse_day
from .decode import refuse_binary
from .options import Metadata, Options, Parsed

_Element = Any  # lxml publishes no types
_MOST = 5_000
"""Items of one feed that are read; what publishes more is an archive."""
_ROOT = re.compile(r"(?:\s|<\?[^>]*>|<!--.*?-->|<!DOCTYPE[^>]*>)*<(?:rss|feed|rdf:RDF)\b", re.IGNORECASE | re.DOTALL)
_BODY = ("encoded", "content", "description", "summary")


def looks_like_feed(head: str) -> bool:
    """Whether ``head`` opens with the root element of a feed."""
    return _ROOT.match(head) is not None


def parse(data: bytes, *, options: Options) -> list[Parsed]:
    """The items of a feed that hold text. The original of each is its own XML, so that it is known again.

    Raises:
        RefusedError: MALFORMED, or EMPTY where no item holds text.
    """
    from lxml import etree  # type: ignore[import-untyped]

    refuse_binary(data.decode("latin-1")) if b"\0" not in data[:4] else None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise RefusedError(Reason.MALFORMED, f"not sound XML: {error}") from error
    if next(root.iter(etree.Entity), None) is not None:
        raise RefusedError(Reason.MALFORMED, "refers to entities that it declares itself; expected plain XML")
    items = [node for node in root.iter() if isinstance(node.tag, str) and _local(node) in ("item", "entry")]
    if not items and _local(root) not in ("rss", "feed", "RDF"):
        raise RefusedError(Reason.UNSUPPORTED, f"XML with the root <{_local(root)}>; expected a feed (rss, feed, RDF)")
    channel = root if _local(root) == "feed" else next((n for n in root if _local(n) == "channel"), root)
    publisher = _text(channel, "title")
    out = [parsed for item in items[:_MOST] if (parsed := _item(item, publisher)) is not None]
    if not out:
        raise RefusedError(Reason.EMPTY, f"a feed of {len(items)} items, none with text")
    return out


def _item(item: _Element, publisher: str | None) -> Parsed | None:
    from lxml import etree

    body = next((words for name in _BODY if (words := _text(item, name))), None)
    title = _text(item, "title")
    text = _plain(body or "")
    if not text:
        return None
    link = _link(item) or _text(item, "guid") or _text(item, "id") or title
    day = _text(item, "pubDate") or _text(item, "published") or _text(item, "date") or _text(item, "updated")
    found = Metadata(
        title=_plain(title or "") or None,
        publisher=_plain(publisher or "") or None,
        authors=tuple(_authors(item)),
        published=parse_day(day or ""),
    )
    # Canonical XML without what follows the element: the same item in tomorrow's feed is the same document.
    original = etree.tostring(item, method="c14n", exclusive=True, with_tail=False)
    return Parsed(text=text, media_type="text/html", found=found).named(link or "item", original)


def _plain(words: str) -> str:
    """The text of an item, which holds HTML more often than not and escapes it more often than not."""
    if not re.search(r"<[a-zA-Z!/]|&[a-z#]", words):
        return clean(words)
    from lxml import etree
    from lxml import html as page

    try:
        root = page.fragment_fromstring(words, create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return clean(re.sub(r"<[^<>]*>", " ", words))
    for node in root.iter("p", "br", "li", "div", "h1", "h2", "h3", "h4", "tr", "blockquote"):
        node.tail = "\n\n" + (node.tail or "")
    for node in list(root.iter("script", "style")):
        node.drop_tree()
    return re.sub(r"\n{3,}", "\n\n", clean(str(root.text_content())))


def _authors(item: _Element) -> Iterator[str]:
    for node in item:
        if isinstance(node.tag, str) and _local(node) in ("author", "creator"):
            name = _text(node, "name") or clean("".join(map(str, node.itertext())))
            match = re.search(r"\(([^)]+)\)", name)  # RSS writes "mail@example.org (Name)"
            if name:
                yield match[1] if match and "@" in name else name


def _link(item: _Element) -> str | None:
    for node in item:
        if isinstance(node.tag, str) and _local(node) == "link" and node.get("rel", "alternate") == "alternate":
            address = str(node.get("href") or node.text or "").strip()
            if urlsplit(address).scheme in ("http", "https"):
                return address
    return None


def _text(node: _Element, name: str) -> str | None:
    for child in node:
        if isinstance(child.tag, str) and _local(child) == name:
            words = "".join(map(str, child.itertext())).strip()
            if words:
                return words
    return None


def _local(node: _Element) -> str:
    return str(node.tag).rpartition("}")[2]
