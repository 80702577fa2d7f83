"""Where reports and claims come from: copies, credits, corrections, and on whose word a claim stands in the end."""

from .corrections import concerned, corrections
from .credits import credits_of
from .graph import Edge, Graph, Node, graph
from .index import Index
from .links import CREDITED_WITHIN, links, links_of, outlets_credited
from .origins import Origins, Walk, count
from .records import Corrected, Correction, Count, Credit, Link, Mending, Origin, Via

__all__ = [
    "CREDITED_WITHIN",
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
    "Origin",
    "Origins",
    "Via",
    "Walk",
    "concerned",
    "corrections",
    "count",
    "credits_of",
    "graph",
    "links",
    "links_of",
    "outlets_credited",
]
