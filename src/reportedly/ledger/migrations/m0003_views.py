"""Step 3: two views for people who open the ledger with another tool (datasette, a spreadsheet, psql)."""

from __future__ import annotations

from sqlalchemy import Connection, text

_REPORTS = """
CREATE VIEW reports AS
SELECT d.id, d.name, d.origin, e.title, e.publisher, e.published, e.language, d.retrieved, d.previous,
       length(e.text) AS characters, r.reader,
       (SELECT count(*) FROM claims c WHERE c.reading = r.number) AS claims
FROM documents d
JOIN editions e ON e.number = (SELECT max(number) FROM editions WHERE document = d.id)
LEFT JOIN readings r ON r.document = d.id AND r.superseded_by IS NULL
"""

_STATEMENTS = """
CREATE VIEW statements AS
SELECT c.id, s.value AS subject, c.predicate, o.value AS object, c.polarity, c.certainty, c.quote,
       d.name AS report, e.publisher, e.published, c.learned, c.score, d.id AS document
FROM claims c
JOIN readings r ON r.number = c.reading AND r.superseded_by IS NULL
JOIN documents d ON d.id = r.document
JOIN editions e ON e.number = r.edition
JOIN parts s ON s.claim = c.number AND s.slot = 'subject'
LEFT JOIN parts o ON o.claim = c.number AND o.slot = 'object'
"""


def apply(connection: Connection) -> None:
    """Make the views ``reports`` and ``statements``: what stands, with its names."""
    connection.execute(text(_REPORTS))
    connection.execute(text(_STATEMENTS))
