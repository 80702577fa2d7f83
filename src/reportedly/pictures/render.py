"""From a specification to SVG and PNG, by vl-convert: in this process, without network."""

from __future__ import annotations

import hashlib
import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any

from .picture import Drawing, Picture

_VEGA_LITE = "6.1"
_KEPT = 64
_LOCK = threading.Lock()
"""vl-convert has one JavaScript engine; it is asked by one thread at a time."""
_DRAWN: OrderedDict[Hashable, tuple[Drawing, str, str]] = OrderedDict()


def kept(what: Hashable, draw: Callable[[], Drawing]) -> tuple[Drawing, str, str]:
    """The drawing of something, its SVG as Vega gives it, and a short digest of it; the last 64 are kept."""
    with _LOCK:
        if what in _DRAWN:
            _DRAWN.move_to_end(what)
            return _DRAWN[what]
        drawing = draw()
        _DRAWN[what] = drawing, *drawn(drawing)
        if len(_DRAWN) > _KEPT:
            _DRAWN.popitem(last=False)
        return _DRAWN[what]


def drawn(drawing: Drawing) -> tuple[str, str]:
    """The SVG of a specification as Vega gives it, and a short digest of the specification."""
    packed = json.dumps(drawing.spec, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(packed.encode("utf-8", "surrogatepass")).hexdigest()[:10]
    return _converted(drawing.spec), digest


def _converted(spec: dict[str, Any]) -> str:
    import vl_convert  # not before it is needed: its engine takes half a second and 100 MB

    return vl_convert.vegalite_to_svg(spec, vl_version=_VEGA_LITE, allowed_base_urls=[])


def png(picture: Picture, *, scale: float = 2.0) -> bytes:
    """The picture as PNG, light, ``scale`` times as large in pixels.

    Letters are drawn with the fonts of this machine: a script for which it has none shows as empty boxes.
    """
    import vl_convert

    with _LOCK:
        return vl_convert.svg_to_png(picture.light(), scale=scale)
