"""Step 12: views for people who open the ledger with another tool (datasette, psql, a notebook), in place of step 3's.

A row is what somebody would look for, with names as they are resolved and not as numbers of other tables. What is shown
is what stands: not superseded, not rejected, and of what several readers read alike one.
"""

from __future__ import annotations

from sqlalchemy import Connection, text

_HOLDS = "j.number IN (SELECT judgement FROM standing_judgements)"
_HIDDEN = f"""
(SELECT s.about FROM judgements j JOIN judgement_subjects s ON s.judgement = j.number AND s.position = 0
 WHERE j.kind IN ('rejected', 'mended') AND {_HOLDS})
"""
_KEPT = f"""
(SELECT s.about FROM judgements j JOIN judgement_subjects s ON s.judgement = j.number
 WHERE {_HOLDS} AND ((j.kind = 'mended' AND s.position = 1) OR (j.kind = 'accepted' AND s.position = 0)))
"""
_REPEATS = """
(SELECT a.claim FROM agreements a JOIN claims f ON f.number = a.stands
 JOIN readings g ON g.number = f.reading AND g.superseded_by IS NULL)
"""
_GRADED = f"""
NOT EXISTS (SELECT 1 FROM judgements j WHERE j.kind = 'grading' AND j.content = 'off' AND {_HOLDS})
"""
_LATEST = "e.number = (SELECT max(number) FROM editions WHERE document = d.id)"


def _joined(dialect: str, words: str, rows: str, order: str) -> str:
    """An expression: ``words`` of ``rows`` (what follows FROM) in order, " > " between."""
    if dialect == "postgresql":
        return f"(SELECT string_agg({words}, ' > ' ORDER BY {order}) FROM {rows})"
    return f"(SELECT group_concat(word, ' > ') FROM (SELECT {words} AS word FROM {rows} ORDER BY {order}))"


def _claims(dialect: str) -> str:
    chain = _joined(dialect, "q.name", "sources q WHERE q.claim = c.number", "q.position")
    return f"""
CREATE VIEW claims_view AS
SELECT c.id, COALESCE(se.name, s.value) AS subject, c.predicate, COALESCE(oe.name, o.value) AS object,
       o.low AS object_low, o.high AS object_high, o.unit AS object_unit, t.value AS time, b.value AS start_time,
       n.value AS end_time, COALESCE(pe.name, p.value) AS place, c.polarity, c.certainty,
       {chain} AS sources, e.publisher, e.published, d.name AS report, c.quote,
       CASE WHEN {_GRADED} THEN w.grade END AS grade, w.origins_low, w.origins_high, w.against_high AS against,
       v.proposition, s.value AS subject_as_written, o.value AS object_as_written,
       se.id AS subject_entity, oe.id AS object_entity, c.starts, c.ends, r.reader, c.score, c.learned,
       d.id AS document
FROM claims c
JOIN readings r ON r.number = c.reading
JOIN documents d ON d.id = r.document
JOIN editions e ON e.number = r.edition
JOIN parts s ON s.claim = c.number AND s.slot = 'subject' AND s.key = ''
LEFT JOIN memberships sm ON sm.mention = s.mention
LEFT JOIN entities se ON se.id = sm.entity
LEFT JOIN parts o ON o.claim = c.number AND o.slot = 'object' AND o.key = ''
LEFT JOIN memberships om ON om.mention = o.mention
LEFT JOIN entities oe ON oe.id = om.entity
LEFT JOIN parts t ON t.claim = c.number AND t.slot = 'qualifier' AND t.key = 'time'
LEFT JOIN parts b ON b.claim = c.number AND b.slot = 'qualifier' AND b.key = 'start'
LEFT JOIN parts n ON n.claim = c.number AND n.slot = 'qualifier' AND n.key = 'end'
LEFT JOIN parts p ON p.claim = c.number AND p.slot = 'qualifier' AND p.key = 'place'
LEFT JOIN memberships pm ON pm.mention = p.mention
LEFT JOIN entities pe ON pe.id = pm.entity
LEFT JOIN weighed_claims v ON v.claim = c.number
LEFT JOIN propositions w ON w.id = v.proposition
WHERE (r.superseded_by IS NULL OR c.id IN {_KEPT})
  AND (c.read_by <> 'review' OR c.id IN {_KEPT})
  AND c.id NOT IN {_HIDDEN}
  AND c.number NOT IN {_REPEATS}
"""


def _reports(dialect: str) -> str:
    goes_back = _joined(
        dialect,
        "COALESCE(od.name, l.outlet)",
        "links l LEFT JOIN documents od ON od.id = l.origin WHERE l.document = d.id AND l.whole = 1",
        "l.number",
    )
    return f"""
CREATE VIEW reports_view AS
SELECT d.name, e.title, e.publisher, e.published, e.language, length(e.text) AS characters,
       (SELECT count(*) FROM claims c JOIN readings r ON r.number = c.reading AND r.superseded_by IS NULL
        WHERE r.document = d.id AND c.number NOT IN {_REPEATS}) AS claims,
       {goes_back} AS goes_back_to, d.media_type, d.origin, d.retrieved, d.previous, d.id
FROM documents d
JOIN editions e ON {_LATEST}
"""


def _entities(dialect: str) -> str:
    names = _joined(dialect, "n.name", "entity_names n WHERE n.entity = y.id", "n.position")
    spoken = "memberships m JOIN parts p ON p.mention = m.mention JOIN weighed_claims v ON v.claim = p.claim"
    return f"""
CREATE VIEW entities_view AS
SELECT y.name, y.kind, {names} AS names,
       (SELECT count(DISTINCT p.claim) FROM {spoken} WHERE m.entity = y.id) AS claims,
       (SELECT count(DISTINCT n.document) FROM memberships m JOIN mentions n ON n.number = m.mention
        WHERE m.entity = y.id) AS reports, y.id
FROM entities y
"""


def _propositions() -> str:
    return f"""
CREATE VIEW propositions_view AS
SELECT w.id, COALESCE(se.name, s.value) AS subject, w.predicate, COALESCE(oe.name, o.value) AS object, w.polarity,
       w.reports, w.outlets, w.origins_low, w.origins_high, w.against_low, w.against_high,
       CASE WHEN {_GRADED} THEN w.grade END AS grade, w.first_told, w.last_told, w.attested, w.claims
FROM propositions w
JOIN (SELECT proposition, min(claim) AS claim FROM weighed_claims GROUP BY proposition) f ON f.proposition = w.id
LEFT JOIN parts s ON s.claim = f.claim AND s.slot = 'subject' AND s.key = ''
LEFT JOIN memberships sm ON sm.mention = s.mention
LEFT JOIN entities se ON se.id = sm.entity
LEFT JOIN parts o ON o.claim = f.claim AND o.slot = 'object' AND o.key = ''
LEFT JOIN memberships om ON om.mention = o.mention
LEFT JOIN entities oe ON oe.id = om.entity
"""


def _conflicts(dialect: str) -> str:
    """One row for each claim of each side."""
    if dialect == "postgresql":
        sides = (
            "CROSS JOIN LATERAL json_array_elements(k.sides) WITH ORDINALITY AS side(claims, place) "
            "CROSS JOIN LATERAL json_array_elements_text(side.claims) AS one(claim)"
        )
        place, claim = "side.place", "one.claim"
    else:
        sides, place, claim = "JOIN json_each(k.sides) side JOIN json_each(side.value) one", "side.key + 1", "one.value"
    return f"""
CREATE VIEW conflicts_view AS
SELECT k.number AS conflict, k.predicate, k.kind, k.why, k.reports, {place} AS side, e.publisher, e.published,
       d.name AS report, c.quote, c.certainty, c.polarity, c.id AS claim
FROM conflicts k {sides}
JOIN claims c ON c.number = (SELECT max(number) FROM claims WHERE id = {claim})
JOIN readings r ON r.number = c.reading
JOIN editions e ON e.number = r.edition
JOIN documents d ON d.id = r.document
"""


def _judgements(dialect: str) -> str:
    about = _joined(dialect, "s.about", "judgement_subjects s WHERE s.judgement = j.number", "s.position")
    return f"""
CREATE VIEW judgements_view AS
SELECT j.kind, {about} AS about, j."by", j."at", j.reason, j.content,
       CASE WHEN {_HOLDS} THEN 1 ELSE 0 END AS stands, j.replaces, j.id
FROM judgements j
"""


def _sources() -> str:
    """Everybody who is cited, as reports name them."""
    return """
CREATE VIEW sources_view AS
SELECT COALESCE(y.name, q.name) AS source, q.kind, count(DISTINCT q.claim) AS claims,
       count(DISTINCT r.document) AS reports, count(DISTINCT v.publisher) AS publishers
FROM sources q
JOIN claims c ON c.number = q.claim
JOIN readings r ON r.number = c.reading AND r.superseded_by IS NULL
JOIN editions v ON v.number = r.edition
LEFT JOIN memberships m ON m.mention = q.mention
LEFT JOIN entities y ON y.id = m.entity
GROUP BY COALESCE(y.name, q.name), q.kind
"""


def _origins() -> str:
    return """
CREATE VIEW origins_view AS
SELECT d.name AS report, e.publisher, e.published, l.via AS how, od.name AS goes_back_to, l.outlet,
       CASE WHEN l.whole = 1 THEN 'whole' ELSE 'part' END AS extent, l.score, d.id AS document, l.origin
FROM links l
JOIN documents d ON d.id = l.document
JOIN editions e ON e.number = (SELECT max(number) FROM editions WHERE document = d.id)
LEFT JOIN documents od ON od.id = l.origin
"""


def apply(connection: Connection) -> None:
    """Make the views; those of step 3, ``reports`` and ``statements``, go."""
    dialect = connection.dialect.name
    for view in ("statements", "reports"):
        connection.execute(text(f"DROP VIEW {view}"))
    made = (_claims(dialect), _reports(dialect), _entities(dialect), _propositions(), _conflicts(dialect))
    for statement in (*made, _judgements(dialect), _sources(), _origins()):
        connection.execute(text(statement))
