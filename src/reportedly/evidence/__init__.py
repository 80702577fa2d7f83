"""What stands behind what is said: reports and their marks, claims and their history, propositions, conflicts.

Ties the ledger and weighing together for whoever shows evidence: the web pages, and the API. Knows no HTML.
"""

from .disputes import Answer, Dispute, Disputes, address_of, dispute, disputes
from .history import Change, Form, History, history
from .judged import About, Judged, judged, links_of
from .origin import Copied, Lineage, Twig, lineage
from .reports import Report, report
from .segments import Mark, Segment, segments
from .sheet import Block, Part, parts
from .sourcing import Profile, profile
from .statement import Related, Statement, Voiced, statement
from .words import Wording

__all__ = [
    "About",
    "Answer",
    "Block",
    "Change",
    "Copied",
    "Dispute",
    "Disputes",
    "Form",
    "History",
    "Judged",
    "Lineage",
    "Mark",
    "Part",
    "Profile",
    "Related",
    "Report",
    "Segment",
    "Statement",
    "Twig",
    "Voiced",
    "Wording",
    "address_of",
    "dispute",
    "disputes",
    "history",
    "judged",
    "lineage",
    "links_of",
    "parts",
    "profile",
    "report",
    "segments",
    "statement",
]
