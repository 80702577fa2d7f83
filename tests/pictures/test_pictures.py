"""What every picture keeps to, whatever it shows."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from reportedly import pictures
from reportedly.dossier import Dossier, build
from reportedly.errors import BadValueError
from reportedly.ledger import Ledger
from reportedly.pictures import render, succession
from reportedly.pictures.look import DARK, LIGHT
from tests import hostile

SVG = "{http://www.w3.org/2000/svg}"
ALLOWED = set("svg title desc style g a path rect line text tspan circle defs clipPath".split())


def address(claim: str) -> str:
    return f"/claim/{claim}?as_of=2024-01-01&x='\""


def drawn(dossier: Dossier, **asked: object) -> list[pictures.Picture]:
    found = [pictures.of(dossier, kind, href=address, **asked) for kind in pictures.KINDS]  # type: ignore[arg-type]
    return [picture for picture in found if picture is not None]


def harmless(picture: pictures.Picture) -> ET.Element:
    """The picture as XML, of allowed elements alone, without scripts, styles of its own or foreign addresses."""
    root = ET.fromstring(picture.svg)
    for element in root.iter():
        assert element.tag.removeprefix(SVG) in ALLOWED
        for name, value in element.attrib.items():
            assert name != "style"
            assert not name.lower().startswith("on")
            assert "url(" not in value or value.startswith("url(#rp")
            assert name == "href" or "://" not in value.replace(element.get("aria-label", "-"), "")
        assert element.get("href", "/claim/").startswith("/claim/")
        text = (element.text or "") + element.get("aria-label", "")
        assert not [
            c for c in text if unicodedata.bidirectional(c) in ("RLO", "LRO", "RLE", "LRE", "RLI", "LRI", "FSI")
        ]
    assert [e.tag.removeprefix(SVG) for e in root.iter() if "prefers-color-scheme" in (e.text or "")] == ["style"]
    return root


@pytest.mark.parametrize("width", [720, 360])
def test_a_page_in_an_invented_land_has_all_but_a_map(brotherhood: Dossier, width: int) -> None:
    found = drawn(brotherhood, width=width)
    assert [p.kind for p in found] == ["succession", "strength", "relations", "events"]
    for picture in found:
        root = harmless(picture)
        assert root.get("viewBox") == f"0 0 {picture.width} {picture.height}"
        assert picture.width == width
        title, description = root[0], root[1]
        assert (title.text, description.text) == (picture.title, picture.alt)
        assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
        assert all(len(row.cells) == len(picture.header) and row.claims for row in picture.rows)
    assert pictures.missing(brotherhood, "where").startswith("No map: the gazetteer knows none of these places")
    assert "Tashin Gorge" in pictures.missing(brotherhood, "where")
    assert pictures.missing(brotherhood, "strength") == ""


def test_every_mark_leads_to_a_claim_of_the_page(larkspur: Dossier) -> None:
    known = {claim for section in larkspur.sections for line in section.lines for claim in line.claims}
    for picture in drawn(larkspur):
        root = harmless(picture)
        links = list(root.iter(f"{SVG}a"))
        told = {link.get("href", "").split("?")[0].removeprefix("/claim/") for link in links}
        assert told
        assert told <= known
        assert all(link.get("aria-label") and link.get("target") == "_top" for link in links)
        assert root.get("role") == "group"


def test_without_addresses_there_are_no_links(larkspur: Dossier) -> None:
    for bad in (None, lambda claim: "javascript:alert(1)", lambda claim: "//elsewhere.example/", lambda claim: ""):
        picture = pictures.of(larkspur, "strength", href=bad)
        assert picture is not None
        assert "<a " not in picture.svg
        assert "javascript" not in picture.svg


def test_pictures_side_by_side_share_no_id(larkspur: Dossier) -> None:
    ids = [re.findall(r' id="([^"]+)"', picture.svg) for picture in drawn(larkspur)]
    flat = [one for found in ids for one in found]
    assert len(flat) == len(set(flat))
    assert all(one.startswith("rp") for one in flat)


def test_colours_have_their_twins_in_the_dark(larkspur: Dossier) -> None:
    assert LIGHT.keys() == DARK.keys()
    assert len(set(LIGHT.values())) == len(LIGHT)
    for picture in drawn(larkspur):
        for element in ET.fromstring(picture.svg).iter():
            for name in ("fill", "stroke"):
                colour = element.get(name, "none")
                if colour not in ("none", "transparent"):
                    role = next(role for role, value in LIGHT.items() if value == colour)
                    assert f"rp-{name[0]}-{role}" in element.get("class", "").split()
        assert "<style" not in picture.light()
        assert "prefers-color-scheme" not in picture.light()


def test_the_same_page_gives_the_same_picture(larkspur: Dossier) -> None:
    first = drawn(larkspur)
    render._DRAWN.clear()
    assert drawn(larkspur) == first


def test_the_specification_asks_for_nothing_from_elsewhere(larkspur: Dossier) -> None:
    spec = json.dumps(succession.draw(larkspur, 720).spec)
    assert not re.findall(r"https?://(?!vega\.github\.io/schema|claim\.invalid)", spec)


def test_hostile_reports_stay_text(tmp_path_factory: pytest.TempPathFactory) -> None:
    with Ledger.open(tmp_path_factory.mktemp("hostile") / "l.db") as ledger:
        hostile.fill(ledger)
        page = build(ledger, hostile.BAND.name)
    found = drawn(page)
    assert {p.kind for p in found} >= {"succession", "strength", "relations"}
    for picture in found:
        harmless(picture)
        assert len(picture.svg) < 400_000
        assert "<script" not in picture.svg
        assert all(len(cell) <= 300 for row in picture.rows for cell in row.cells)
        assert "\u202e" not in picture.alt + picture.title + picture.note
    assert pictures.png(found[0], scale=0.5).startswith(b"\x89PNG")


def test_png_is_as_large_as_asked(larkspur: Dossier) -> None:
    picture = pictures.of(larkspur, "strength")
    assert picture is not None
    data = pictures.png(picture, scale=2)
    wide, tall = (int.from_bytes(data[i : i + 4], "big") for i in (16, 20))
    assert (wide, tall) == (picture.width * 2, picture.height * 2)


def test_what_cannot_be_drawn_is_refused(larkspur: Dossier) -> None:
    with pytest.raises(BadValueError, match="kind of picture: got 'pie', expected succession or strength"):
        pictures.of(larkspur, "pie")
    with pytest.raises(BadValueError, match="width: got 10"):
        pictures.of(larkspur, "strength", width=10)
    with pytest.raises(BadValueError, match="kind of picture"):
        pictures.missing(larkspur, "")


def test_an_empty_page_says_why_there_are_none(larkspur: Dossier) -> None:
    empty = replace(larkspur, figures=type(larkspur.figures)())
    assert [pictures.of(empty, kind) for kind in pictures.KINDS] == [None] * 5
    assert all(pictures.missing(empty, kind).endswith(".") for kind in pictures.KINDS)
    assert pictures.stops(empty) == ()


def test_threads_may_draw_at_once(larkspur: Dossier) -> None:
    render._DRAWN.clear()
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda kind: pictures.of(larkspur, kind), [*pictures.KINDS] * 2))
    assert found[:5] == found[5:]
    assert None not in found


def test_a_process_that_drew_ends() -> None:
    program = (
        "from reportedly.pictures import legend, render, sheet\n"
        "s = sheet.Sheet(300)\n"
        "s.words(0, 20, 'Ardin')\n"
        "svg, _ = render.drawn(s.drawing(40))\n"
        "assert 'Ardin' in svg\n"
    )
    ended = subprocess.run([sys.executable, "-c", program], timeout=60, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
