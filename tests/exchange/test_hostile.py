"""What reports that mean harm hold, in every form of export: text, and nothing but text, to whoever reads the file."""

from __future__ import annotations

import csv
import io
import json
import re
import warnings
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from datetime import date
from itertools import chain
from typing import Any
from zipfile import ZipFile

import networkx
import pytest
import rdflib
import stix2
from followthemoney import model
from lxml import etree, html
from markdown_it import MarkdownIt

from reportedly import exporting, judging
from reportedly.exchange.formats import FORMATS, Carried, Of
from reportedly.ledger import Ledger
from tests import hostile
from tests.exchange.handed import handed

TURNING = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
ISOLATES = "\u2068\u2069"
"""What Markdown itself puts around words from right to left: they turn nothing beyond their end."""
SHOWN, ALL = 3_000_000, 8
"""Bytes of a file that shows a dossier, unpacked (of a Word document most are pictures). One that holds claims whole
may be so many times a name of 1 MB: it stands there as a name, a title, a quotation and in what is made of them."""
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with Ledger.open(tmp_path_factory.mktemp("hostile") / "reportedly.db") as ledger:
        hostile.fill(ledger)
        for record, payload in zip(ledger.claims(), hostile.PAYLOADS, strict=False):
            judging.accept(ledger, record.claim.id, why=f"Because {payload}", by=f"Judge {payload}")
        yield ledger


@pytest.fixture(scope="module")
def band(attacked: Ledger) -> str:
    return next(entity.id for entity in attacked.entities() if entity.name == hostile.BAND.name)


@pytest.fixture(scope="module")
def files(attacked: Ledger, band: str) -> dict[str, tuple[bytes, Carried]]:
    """Every form: a dossier's of the one that all of it is about, a list of claims of all."""
    of = {key: band if form.of is Of.DOSSIER else None for key, form in FORMATS.items()}
    return {key: handed(attacked, key, about=about) for key, about in of.items()}


# --- what each form's own parser finds in it: the words of others


def _html(file: bytes) -> Iterator[str]:
    tree = html.document_fromstring(file)
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy
    assert policy[0].startswith("default-src 'none'")
    assert "script" not in policy[0]
    for element in tree.iter():
        assert isinstance(element.tag, str), "a comment"
        assert element.tag not in ("script", "iframe", "object", "embed", "form", "base", "link", "foreignobject")
        for name, value in element.attrib.items():
            assert not name.startswith("on"), (element.tag, name)
            assert name != "style" or "svg" in [e.tag for e in element.iterancestors()], element.tag
            if name in ("href", "src", "srcset", "action", "data", "xlink:href"):
                assert value.startswith("#"), value[:80]
        if element.tag == "style":
            assert not re.search(r"@import|url\(|expression|evil", element.text or "", re.IGNORECASE)
        else:
            yield from (element.text or "", element.tail or "", *element.attrib.values())
    assert tree.xpath("//svg") or tree.xpath("//*[local-name()='svg']")


def _markdown(file: bytes) -> Iterator[str]:
    page = MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough").render(file.decode())
    for element in html.document_fromstring(page).iter():
        assert element.tag in {
            *("html", "body", "h1", "h2", "h3", "p", "ul", "ol", "li", "em", "strong", "blockquote", "hr", "br"),
            *("table", "thead", "tbody", "tr", "th", "td"),
        }, etree.tostring(element)[:200]
        assert set(element.attrib) <= {"start"}, element.attrib
        yield from ((element.text or "").replace("\u2060", ""), (element.tail or "").replace("\u2060", ""))


def _docx(file: bytes) -> Iterator[str]:
    with ZipFile(io.BytesIO(file)) as archive:
        for name in archive.namelist():
            assert re.fullmatch(r"(?:\[Content_Types\]|[\w/.-]+)\.(?:xml|rels|svg|png)", name), name
            assert ".." not in name
            content = archive.read(name)
            if name.endswith(".png"):
                continue
            assert b"<!DOCTYPE" not in content
            assert b"<!ENTITY" not in content
            for element in etree.fromstring(content).iter():
                local = etree.QName(element).localname
                assert local not in ("script", "object", "altChunk", "OLEObject", "foreignObject"), (name, local)
                assert element.get("TargetMode") != "External", (name, dict(element.attrib))
                if local == "instrText":
                    assert (element.text or "").split()[0] in ("TOC", "NOTEREF", "PAGE", "NUMPAGES")
                elif local != "style":
                    yield element.text or ""


def _jsonl(file: bytes) -> Iterator[str]:
    lines = file.decode().split("\n")
    assert lines.pop() == ""
    for line in lines:
        assert not CONTROLS.search(line)
        yield from _strings(json.loads(line))


def _csv(file: bytes) -> Iterator[str]:
    before = csv.field_size_limit(2 * len(hostile.LONG))
    try:
        rows = list(csv.DictReader(io.StringIO(file.decode("utf-8-sig"), newline=""), strict=True))
    finally:
        csv.field_size_limit(before)
    assert len(rows) > 50
    for row in rows:
        assert None not in row
        for cell in row.values():
            seen = cell.lstrip(" \u00a0\u200b").lstrip(
                "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
            )
            assert not seen.startswith(("=", "+", "@", "\t", "\r", "\n")), cell[:80]
            assert not seen.startswith("-") or re.fullmatch(r"-[0-9.]+", seen), cell[:80]
            yield cell


def _ftm(file: bytes) -> Iterator[str]:
    for line in file.decode().splitlines():
        entity = model.get_proxy(json.loads(line))
        assert re.fullmatch(r"[A-Za-z0-9.:_-]{1,255}", entity.id or ""), entity.id
        for prop, value in entity.itervalues():
            assert prop.type.name != "url" or _ADDRESS.match(value), value[:80]
            yield value


def _statements(file: bytes) -> Iterator[str]:
    for line in file.decode().splitlines():
        read = json.loads(line)
        schema = model.get(read["schema"])
        assert schema is not None
        assert re.fullmatch(r"[A-Za-z0-9.:_-]{1,255}", read["entity_id"]), read["entity_id"]
        assert (
            read["prop"] == "id" or schema.properties[read["prop"]].type.name != "url" or _ADDRESS.match(read["value"])
        )
        yield read["value"]


def _stix(file: bytes) -> Iterator[str]:
    bundle = stix2.parse(file.decode(), allow_custom=True)
    for told in json.loads(file)["objects"]:
        assert re.fullmatch(r"[a-z-]+--[0-9a-f-]{36}", told["id"]), told["id"]
        for reference in told.get("external_references", []):
            assert "url" not in reference or _ADDRESS.match(reference["url"]), reference
        assert told["type"] != "url" or _ADDRESS.match(told["value"]), told
        yield from _strings(told)
    assert len(bundle.objects) > 50


def _nanopub(file: bytes) -> Iterator[str]:
    graph = rdflib.Dataset()
    with warnings.catch_warnings():  # of rdflib about itself
        warnings.simplefilter("ignore", DeprecationWarning)
        graph.parse(data=file.decode(), format="trig")
    quads = list(graph.quads())
    assert len(quads) > 500
    for node in chain.from_iterable(quads):
        match node:
            case rdflib.Literal():
                yield str(node)
            case rdflib.URIRef():
                assert re.match(r"https?://|urn:|ni:///", node), node[:100]
                assert not re.search(r"[<>\"{}|\\^`\s]|evil|harmed(?!%)", node), node[:100]


def _geojson(file: bytes) -> Iterator[str]:
    whole = json.loads(file)
    assert whole["type"] == "FeatureCollection"
    assert {feature["type"] for feature in whole["features"]} == {"Feature"}
    yield from _strings(whole)


def _graphml(file: bytes) -> Iterator[str]:
    assert b"<!DOCTYPE" not in file
    ET.fromstring(file)
    graph = networkx.read_graphml(io.BytesIO(file), force_multigraph=True)
    assert graph.number_of_edges() > 50
    every = [attributes for _, attributes in graph.nodes(data=True)] + [a for *_, a in graph.edges(data=True)]
    yield from _strings(every)


READERS: dict[str, Callable[[bytes], Iterator[str]]] = {
    "html": _html,
    "markdown": _markdown,
    "docx": _docx,
    "jsonl": _jsonl,
    "csv": _csv,
    "ftm": _ftm,
    "ftm-statements": _statements,
    "stix": _stix,
    "nanopub": _nanopub,
    "geojson": _geojson,
    "graphml": _graphml,
    "gold": _jsonl,
}
MOST_OF_THEM = 7
"""Payloads that are in a file at least: forms have rules for addresses and for what no name can hold."""


def _strings(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for key, each in value.items():
                yield key
                yield from _strings(each)
        case list():
            for each in value:
                yield from _strings(each)


# --- what holds of all of them


def test_there_is_a_reader_for_every_form() -> None:
    assert READERS.keys() == FORMATS.keys()


@pytest.mark.parametrize("key", FORMATS)
def test_what_means_harm_is_text_to_who_reads_the_file(key: str, files: dict[str, tuple[bytes, Carried]]) -> None:
    said = "\n".join(READERS[key](files[key][0]))
    found = [payload for payload in hostile.PAYLOADS if payload in said]
    assert len(found) >= MOST_OF_THEM, found
    assert not CONTROLS.search(said)


@pytest.mark.parametrize("key", [key for key, form in FORMATS.items() if form.of is Of.DOSSIER])
def test_nothing_in_a_document_turns_what_stands_around_it(key: str, files: dict[str, tuple[bytes, Carried]]) -> None:
    said = "\n".join(READERS[key](files[key][0]))
    turning = set(TURNING.findall(said)) - (set(ISOLATES) if key == "markdown" else set())
    assert not turning
    assert "\ufffdgnp.exe\ufffd" in said, "it is shown where it was"
    assert said.count("\u2068") == said.count("\u2069")


@pytest.mark.parametrize("key", FORMATS)
def test_a_name_of_a_megabyte_does_not_blow_a_file_up(key: str, files: dict[str, tuple[bytes, Carried]]) -> None:
    file, carried = files[key]
    size = len(file)
    if key == "docx":
        with ZipFile(io.BytesIO(file)) as archive:
            size = sum(each.file_size for each in archive.infolist())
    most = SHOWN if FORMATS[key].of is Of.DOSSIER else ALL * len(hostile.LONG)
    assert size < most, f"{size:,}"
    # It goes into a header of the API, where servers and clients take some kilobytes.
    assert len(json.dumps(carried.left_out)) < 4_000


@pytest.mark.parametrize("key", FORMATS)
def test_a_file_is_called_by_a_name_that_means_nothing_to_a_shell_or_a_browser(key: str) -> None:
    for about in (*hostile.PAYLOADS, "../../etc/passwd", "CON", "a\r\nX-Evil: 1", "\x00", ".", "\ud800", "-rf", ""):
        name = exporting.file_name(FORMATS[key], about, as_of=date(2024, 3, 1))
        assert re.fullmatch(r"[a-z0-9][a-z0-9-]{0,75}" + re.escape(FORMATS[key].suffix), name), name
    assert len(exporting.file_name(FORMATS[key], hostile.LONG)) < 100


def test_who_exports_of_a_megabyte_gets_a_file_as_short(attacked: Ledger) -> None:
    long = next(entity.id for entity in attacked.entities() if len(entity.name) > 1_000_000)
    for key, form in FORMATS.items():
        if form.of is Of.DOSSIER and key != "docx":
            assert len(handed(attacked, key, about=long)[0]) < SHOWN, key
