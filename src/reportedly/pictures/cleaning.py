"""What leaves Vega is taken apart and put together again: only what a picture needs, linked, named, light and dark."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from xml.etree import ElementTree as ET

from .look import LIGHT, dark_rules
from .picture import STAND_IN, Drawing

Address = Callable[[str], str]
"""From the id of a claim to its address."""

_SVG, _XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
_KEPT = frozenset("svg g a path rect line text tspan circle defs clipPath".split())
_ATTRIBUTES = frozenset(
    "d x y x1 y1 x2 y2 cx cy r width height transform fill stroke stroke-width stroke-dasharray stroke-linecap "
    "stroke-linejoin stroke-miterlimit fill-opacity stroke-opacity opacity text-anchor font-family font-size "
    "font-weight font-style clip-path id viewBox dx dy direction text-decoration".split()
)
_ROLES = {colour: role for role, colour in LIGHT.items()}
_SAFE = re.compile(r"(?:https?://|/(?!/)|\?|#|[\w.~%-]+(?:[/?#]|$))", re.IGNORECASE | re.ASCII)
_CLIP = re.compile(r"url\(#([\w-]+)\)")
_NUMBER = re.compile(r"-?\d+\.\d{3,}")


def cleaned(svg: str, drawing: Drawing, digest: str, *, title: str, alt: str, href: Address | None) -> str:
    """One ``svg`` element of our own making from what Vega drew.

    Elements and attributes that a picture does not need fall away, scripts, styles and foreign addresses among them.
    Ids begin with the digest. Colours stay as attributes and get a class each, to which the dark rules of the one
    ``style`` element speak. Links are left out where ``href`` is None or gives an address of another scheme than http.
    """
    root = ET.fromstring(svg)
    made = ET.Element("svg", {"xmlns": _SVG, "role": "group" if href else "img", "class": "rp-picture"})
    made.set("width", str(drawing.width))
    made.set("height", str(drawing.height))
    made.set("viewBox", f"0 0 {drawing.width} {drawing.height}")
    made.set("aria-labelledby", f"rp{digest}-t rp{digest}-d")
    ET.SubElement(made, "title", {"id": f"rp{digest}-t"}).text = title
    ET.SubElement(made, "desc", {"id": f"rp{digest}-d"}).text = alt
    ET.SubElement(made, "style").text = dark_rules()
    made.extend(_children(root, drawing, digest, href))
    _number_ids(made, digest)
    return ET.tostring(made, encoding="unicode", short_empty_elements=True)


def _children(parent: ET.Element, drawing: Drawing, digest: str, href: Address | None) -> Iterator[ET.Element]:
    for child in parent:
        name = child.tag.rpartition("}")[2]
        if name not in _KEPT or (name == "path" and not child.get("d")) or child.get("display") == "none":
            continue
        if name == "a":
            yield from _link(child, drawing, digest, href)
            continue
        made = ET.Element(name, _attributes(child))
        made.text = child.text if name in ("text", "tspan") else None
        for inner in _children(child, drawing, digest, href):
            made.append(inner)
        if name != "g" or len(made) > 0:
            yield made


def _link(link: ET.Element, drawing: Drawing, digest: str, href: Address | None) -> Iterator[ET.Element]:
    inner = list(_children(link, drawing, digest, href))
    found = (link.get(f"{{{_XLINK}}}href") or "").removeprefix(STAND_IN)
    claim, words = drawing.links.told[int(found)] if found.isdigit() else ("", "")
    address = href(claim) if href and claim else ""
    if not _SAFE.match(address):
        yield from inner
        return
    # The table beside the picture has the same links, and is what the keyboard goes through.
    made = ET.Element("a", {"href": address, "target": "_top", "tabindex": "-1", "aria-label": words})
    ET.SubElement(made, "title").text = words
    made.extend(inner)
    yield made


def _number_ids(root: ET.Element, digest: str) -> None:
    """Gives ids new names, the same each time (Vega counts on from one drawing to the next)."""
    names: dict[str, str] = {}
    for element in root.iter():
        clip = _CLIP.fullmatch(element.get("clip-path", ""))
        if clip:
            element.set("clip-path", f"url(#{names.setdefault(clip[1], f'rp{digest}-{len(names)}')})")
        if element.tag == "clipPath":
            own = element.get("id", "")
            element.set("id", names.setdefault(own, f"rp{digest}-{len(names)}"))


def _attributes(element: ET.Element) -> dict[str, str]:
    found: dict[str, str] = {}
    classes: list[str] = []
    for name, value in element.attrib.items():
        if name not in _ATTRIBUTES:
            continue
        if name in ("fill", "stroke") and value.lower() in _ROLES:
            classes.append(f"rp-{name[0]}-{_ROLES[value.lower()]}")
        if name in ("d", "transform"):
            value = _NUMBER.sub(lambda m: f"{float(m[0]):.2f}", value)
        found[name] = value
    if classes:
        found["class"] = " ".join(classes)
    return found
