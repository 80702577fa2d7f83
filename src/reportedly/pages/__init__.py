"""How a dossier, a line, a claim and a footnote look in HTML: templates, styles and filters, without any HTTP."""

from .dossier import Page, Plate, Row, page_of
from .environment import environment, style
from .links import InOneFile, Links
from .paper import running_head
from .text import flat, plain

__all__ = [
    "InOneFile",
    "Links",
    "Page",
    "Plate",
    "Row",
    "environment",
    "flat",
    "page_of",
    "plain",
    "running_head",
    "style",
]
