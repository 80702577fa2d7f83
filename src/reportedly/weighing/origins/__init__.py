"""Where reports and claims come from: copies, credits, corrections, and on whose word a claim stands in the end."""

from .corrections import concerned, corrections, may_concern
from .credits import credits_of
from .graph import Edge, Graph, Node, graph
from .index import Index
from .links import CREDITED_WITHIN, links, links_of, outlets_credited
from .origins import Origins, count
from .records import Corrected, Correction, Count, Credit, Link, Mending, Origin, Via
from .speakers import OFFICES, Office, Speakers, speaks_for
from .walks import Walk

__all__ = [
    "CREDITED_WITHIN",
    "OFFICES",
    "Corrected",
    "Correction",
    "Count",
    "Credit",
    "Edge",
    "Graph",
    "Index",
    "Link",
    "Mending",
    "Node",
    "Office",
    "Origin",
    "Origins",
    "Speakers",
    "Via",
    "Walk",
    "concerned",
    "corrections",
    "count",
    "credits_of",
    "graph",
    "links",
    "links_of",
    "may_concern",
    "outlets_credited",
    "speaks_for",
]
