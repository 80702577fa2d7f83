"""What datasette needs to know to show a ledger well: which tables are for people, and what their columns mean.

    reportedly datasette --out metadata.json
    datasette reportedly.db --metadata metadata.json

The form is that of datasette's metadata (https://docs.datasette.io/en/stable/metadata.html), which datasette 1.0 also
takes as its configuration.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reportedly.errors import BadValueError
from reportedly.ledger import Ledger
from reportedly.ledger.tables import schema

VIEWS: Mapping[str, Mapping[str, Any]] = {
    "claims_view": {
        "title": "Claims",
        "description": "What each report says or passes on, one claim a row, with names as they are resolved.",
        "facets": ["predicate", "certainty", "polarity", "publisher"],
        "columns": {
            "sources": "The chain of sources from the report inward; empty where it speaks in its own voice.",
            "quote": "The exact words, characters starts to ends of the report's text.",
            "grade": "Credibility of what is said, 1 confirmed to 6 cannot be judged; a rule's result, no probability.",
            "origins_low": "So many of those to whom it goes back are surely independent; origins_high at most.",
            "against": "So many independent origins contradict it, at most.",
            "time": "In EDTF (ISO 8601-2), as are start_time and end_time.",
            "subject_as_written": "The name as this report writes it.",
            "score": "How sure the reader was, 0 to 1.",
        },
    },
    "reports_view": {
        "title": "Reports",
        "description": "Every report; goes_back_to names the reports or outlets that the whole of it was taken from.",
        "facets": ["publisher", "language"],
    },
    "entities_view": {
        "title": "Names",
        "description": "Everybody and everything that is spoken of, with the spellings that are taken for one.",
        "facets": ["kind"],
    },
    "propositions_view": {
        "title": "Statements",
        "description": "What is said, taken together over reports, with who is behind it and against it.",
        "facets": ["predicate", "grade"],
        "columns": {"attested": "The last day for which somebody says that it is so."},
    },
    "conflicts_view": {
        "title": "Contradictions",
        "description": "Each claim of each side of what reports contradict each other in. None is preferred.",
        "facets": ["predicate", "kind", "conflict"],
    },
    "judgements_view": {
        "title": "Judgements",
        "description": "What people decided, by whom and why; stands is 0 where it was replaced or undone.",
        "facets": ["kind", "by", "stands"],
    },
    "sources_view": {
        "title": "Sources",
        "description": "Everybody who is cited, and in how many claims, reports and outlets.",
        "facets": ["kind"],
    },
    "origins_view": {
        "title": "Copies and credits",
        "description": "Which report goes back to which, and how that is known.",
        "facets": ["how", "extent"],
    },
}
"""What is shown, by name."""

_SORTED = {
    "claims_view": ("sort_desc", "published"),
    "reports_view": ("sort_desc", "published"),
    "entities_view": ("sort_desc", "claims"),
    "propositions_view": ("sort_desc", "reports"),
    "conflicts_view": ("sort", "conflict"),
    "judgements_view": ("sort_desc", "at"),
    "sources_view": ("sort_desc", "reports"),
    "origins_view": ("sort", "published"),
}
_QUERIES: Mapping[str, Mapping[str, str]] = {
    "said_of": {
        "title": "What is said of a name",
        "description": "A part of the name will do.",
        "sql": (
            "SELECT published, publisher, subject, predicate, object, certainty, polarity, sources, quote "
            "FROM claims_view WHERE subject LIKE '%' || :name || '%' OR object LIKE '%' || :name || '%' "
            "ORDER BY published"
        ),
    },
    "who_contradicts_whom": {
        "title": "Which outlets contradict each other most often",
        "sql": (
            "SELECT a.publisher, b.publisher AS other, count(DISTINCT a.conflict) AS conflicts FROM conflicts_view a "
            "JOIN conflicts_view b ON b.conflict = a.conflict AND b.side > a.side AND b.publisher <> a.publisher "
            "GROUP BY 1, 2 ORDER BY 3 DESC"
        ),
    },
}


def metadata(ledger: Ledger) -> dict[str, Any]:
    """The metadata for a ledger's file: what is shown, described and sorted, and all else hidden.

    Raises:
        BadValueError: where the ledger is no SQLite file, which is what datasette opens.
    """
    if "://" in ledger.where and not ledger.where.startswith("sqlite:///"):
        raise BadValueError("ledger", ledger.where, expected="a file: datasette opens SQLite alone")
    # Each has a view that says more; what SQLite makes for full-text search, datasette hides by itself.
    tables: dict[str, Any] = {name: {"hidden": True} for name in sorted({*schema.tables, "migrations"})}
    for name, told in VIEWS.items():
        direction, column = _SORTED[name]
        tables[name] = {**told, direction: column, "size": 50}
    return {
        "title": "reportedly: a ledger of attributed claims",
        "description": "Reports make claims; these tables say whose they are, not which are true.",
        "databases": {Path(ledger.where).stem: {"tables": tables, "queries": dict(_QUERIES)}},
    }


__all__ = ["VIEWS", "metadata"]
