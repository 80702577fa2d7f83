"""The tables as this version of the program uses them; the migrations make them."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Date,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

schema = MetaData()

# Times of the ledger itself are ISO 8601 texts in UTC: they sort, and they come back exactly on every backend.

documents = Table(
    "documents",
    schema,
    Column("id", String(64), primary_key=True),  # SHA-256 of the original bytes
    Column("name", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("retrieved", String(40), nullable=False),
    Column("media_type", Text, nullable=False),
    Column("previous", ForeignKey("documents.id"), index=True),
)

originals = Table(
    "originals",
    schema,
    Column("document", ForeignKey("documents.id"), primary_key=True),
    Column("size", Integer, nullable=False),  # bytes
    Column("content", LargeBinary, nullable=False),
)

retrievals = Table(
    "retrievals",
    schema,
    Column("number", Integer, primary_key=True),
    Column("document", ForeignKey("documents.id"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("origin", Text, nullable=False, index=True),
    Column("retrieved", String(40), nullable=False),
)

# What intake made of the bytes. The same bytes can be taken in again with a day of publication that
# was not given before, or by a better extractor: that is a new edition, and older readings keep theirs.
editions = Table(
    "editions",
    schema,
    Column("number", Integer, primary_key=True),
    Column("document", ForeignKey("documents.id"), nullable=False, index=True),
    Column("made", String(40), nullable=False),
    Column("title", Text),
    Column("publisher", Text),
    Column("publisher_folded", Text, index=True),
    Column("authors", JSON, nullable=False),
    Column("published", Date, index=True),
    Column("language", Text),
    Column("passages", JSON, nullable=False),  # [[start, end, page, section], …]
    Column("text", Text, nullable=False),
)

readings = Table(
    "readings",
    schema,
    Column("number", Integer, primary_key=True),
    Column("document", ForeignKey("documents.id"), nullable=False, index=True),
    Column("edition", ForeignKey("editions.number"), nullable=False),
    Column("reader", Text, nullable=False),
    Column("made", String(40), nullable=False),
    Column("superseded_by", ForeignKey("readings.number")),
    UniqueConstraint("edition", "reader", name="one_reading_an_edition"),
)

claims = Table(
    "claims",
    schema,
    Column("number", Integer, primary_key=True),
    Column("id", String(32), nullable=False, index=True),  # the claim's own hash
    Column("reading", ForeignKey("readings.number"), nullable=False),
    Column("learned", String(40), nullable=False),
    Column("predicate", Text, nullable=False, index=True),
    Column("polarity", Text, nullable=False),
    Column("certainty", Text, nullable=False),
    Column("quote", Text, nullable=False),
    Column("starts", Integer, nullable=False),  # characters of the edition's text
    Column("ends", Integer, nullable=False),
    Column("read_by", Text, nullable=False),  # "graph", "rule:…"
    Column("score", Double, nullable=False),
    Column("trigger_starts", Integer),
    Column("trigger_ends", Integer),
    Column("words", Text, nullable=False),  # folded: what full-text search looks at
    UniqueConstraint("reading", "id", name="one_claim_a_reading"),
)

# What several readers read alike in the same words: "claim" repeats "stands", which stands for both.
agreements = Table(
    "agreements",
    schema,
    Column("claim", ForeignKey("claims.number"), primary_key=True),
    Column("stands", ForeignKey("claims.number"), nullable=False, index=True),
)

# One row for each name that one document uses of one kind of thing: what entities are made of.
mentions = Table(
    "mentions",
    schema,
    Column("number", Integer, primary_key=True),
    Column("document", ForeignKey("documents.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False, index=True),
    UniqueConstraint("document", "kind", "name", name="one_mention_a_name"),
)

# Subject, object and qualifiers of a claim. "type" is mention, text, quantity or time; "value" its words
# (a name, a text, EDTF); "entity" what the reader itself said, before names are resolved across reports.
parts = Table(
    "parts",
    schema,
    Column("claim", ForeignKey("claims.number"), primary_key=True),
    Column("slot", String(10), primary_key=True),  # subject, object, qualifier
    Column("key", String, primary_key=True),  # the qualifier's name; empty for subject and object
    Column("type", String(10), nullable=False),
    Column("value", Text),
    Column("mention", ForeignKey("mentions.number"), index=True),
    Column("low", Double),
    Column("high", Double),
    Column("unit", Text),
    Column("earliest", Date),
    Column("latest", Date),
    Column("starts", Integer),
    Column("ends", Integer),
    Column("entity", Text),
)

sources = Table(
    "sources",
    schema,
    Column("claim", ForeignKey("claims.number"), primary_key=True),
    Column("position", Integer, primary_key=True),  # 0 is the outermost
    Column("mention", ForeignKey("mentions.number"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("starts", Integer),
    Column("ends", Integer),
    Column("entity", Text),
)

entities = Table(
    "entities",
    schema,
    Column("id", String, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
)

entity_names = Table(
    "entity_names",
    schema,
    Column("entity", ForeignKey("entities.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False, index=True),
)

memberships = Table(
    "memberships",
    schema,
    Column("mention", ForeignKey("mentions.number"), primary_key=True),
    Column("entity", ForeignKey("entities.id"), nullable=False, index=True),
    Column("score", Double, nullable=False),
    Column("reasons", JSON, nullable=False),
)

# Each time that names were resolved across reports, and up to which reading.
assignments = Table(
    "assignments",
    schema,
    Column("number", Integer, primary_key=True),
    Column("made", String(40), nullable=False),
    Column("up_to", ForeignKey("readings.number"), nullable=False),
    Column("moved", Integer, nullable=False),  # mentions whose entity changed
)

judgements = Table(
    "judgements",
    schema,
    Column("number", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", String(40), nullable=False),
    Column("reason", Text, nullable=False),
    Column("replaces", ForeignKey("judgements.id"), index=True),  # two can replace one: the first can be undone
    Column("content", Text),
)

judgement_subjects = Table(
    "judgement_subjects",
    schema,
    Column("judgement", ForeignKey("judgements.number"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("about", String, nullable=False, index=True),
)

# --- names across reports (migration 6). All of it follows from claims and judgements, and can be made anew.

# One row for each name in its normal form; "number" is a hash of kind, words and document. "document" is empty where
# the name means the same in every report; "day" and "first" are the earliest report's.
name_nodes = Table(
    "name_nodes",
    schema,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", String(16), nullable=False),
    Column("words", Text, nullable=False),
    Column("document", String(64), nullable=False),
    Column("name", Text, nullable=False),
    Column("day", String(10), nullable=False),
    Column("first", String(64), nullable=False),
    Column("reports", Integer, nullable=False),
    Column("entity", String, index=True),
    Column("score", Double),
    Column("reasons", JSON),
    Index("name_nodes_words", "words"),
)

# Under what a name is found, to be compared with others.
name_keys = Table(
    "name_keys",
    schema,
    Column("key", Text, primary_key=True),
    Column("node", BigInteger, primary_key=True, autoincrement=False, index=True),
    sqlite_with_rowid=False,
)

# Which name each report uses, and how often: "place" is the beginning of the document's id, as a number.
name_uses = Table(
    "name_uses",
    schema,
    Column("number", Integer, primary_key=True),
    Column("place", BigInteger, nullable=False, index=True),
    Column("day", String(10), nullable=False),
    Column("node", BigInteger, nullable=False),
    Column("name", Text, nullable=False),
    Column("mention", ForeignKey("mentions.number")),
    Column("claims", Integer, nullable=False),
    Index("name_uses_node", "node", "place"),
)

# The sum of the uses, for each spelling.
name_spellings = Table(
    "name_spellings",
    schema,
    Column("node", BigInteger, primary_key=True, autoincrement=False),
    Column("name", Text, primary_key=True),
    Column("claims", Integer, nullable=False),
    Column("reports", Integer, nullable=False),
    sqlite_with_rowid=False,
)

# What one report says of two names: that one stands for the other, that they are two; and offices, years of birth.
name_links = Table(
    "name_links",
    schema,
    Column("number", Integer, primary_key=True),
    Column("document", String(64), nullable=False, index=True),
    Column("a", BigInteger, nullable=False, index=True),
    Column("b", BigInteger, nullable=False, index=True),
    Column("rule", Text, nullable=False),
    Column("score", Double, nullable=False),
    Column("reason", Text, nullable=False),
    Column("claim", String(32), nullable=False),
)

# Why two names may be one, weighed, and what came of it: joined, one (already), undecided, apart.
name_ties = Table(
    "name_ties",
    schema,
    Column("number", Integer, primary_key=True),
    Column("a", BigInteger, nullable=False, index=True),
    Column("b", BigInteger, nullable=False, index=True),
    Column("rule", Text, nullable=False),
    Column("score", Double, nullable=False),
    Column("reasons", JSON, nullable=False),
    Column("against", JSON, nullable=False),
    Column("hindrance", Text, nullable=False),
    Column("claim", String(32), nullable=False),
    Column("document", String(64), nullable=False),
    Column("weight", Integer, nullable=False),
    Column("outcome", String(10), nullable=False, index=True),
)

# Each time that names were resolved by way of these tables, and up to which reading and judgement.
namings = Table(
    "namings",
    schema,
    Column("number", Integer, primary_key=True),
    Column("made", String(40), nullable=False),
    Column("method", Text, nullable=False),
    Column("reading", Integer, nullable=False),
    Column("judgement", Integer, nullable=False),
    Column("moved", Integer, nullable=False),
)

# --- whose word it is (migration 7). All of it follows from reports and judgements and can be made anew.

# One row for each shingle of the sample that a report is known by: reports that share some are compared in full.
bands = Table(
    "bands",
    schema,
    Column("band", BigInteger, primary_key=True, autoincrement=False),
    Column("edition", ForeignKey("editions.number"), primary_key=True, autoincrement=False, index=True),
    sqlite_with_rowid=False,
)

# Each time that reports were looked at for copies, and up to which edition (migration 10).
linkings = Table(
    "linkings",
    schema,
    Column("number", Integer, primary_key=True),
    Column("made", String(40), nullable=False),
    Column("edition", Integer, nullable=False),
)

# That a report, or passages of it, go back to another report of the ledger (origin) or to an outlet by name.
links = Table(
    "links",
    schema,
    Column("number", Integer, primary_key=True),
    Column("document", ForeignKey("documents.id"), nullable=False, index=True),
    Column("origin", ForeignKey("documents.id"), index=True),
    Column("outlet", Text, nullable=False),
    Column("via", Text, nullable=False),
    Column("whole", Integer, nullable=False),  # 1: the whole report does, 0: passages of it
    Column("directed", Integer, nullable=False),  # 1: it is known which came first
    Column("score", Double, nullable=False),
    Column("reasons", JSON, nullable=False),
    Column("passages", JSON, nullable=False),  # [[start, end, start in the origin, end in the origin], …]
)

# That a report takes back or corrects (kind) another of its outlet, or what that is not known of (migration 11).
corrections = Table(
    "corrections",
    schema,
    Column("number", Integer, primary_key=True),
    Column("document", ForeignKey("documents.id"), nullable=False, index=True),
    Column("concerned", ForeignKey("documents.id"), index=True),
    Column("kind", Text, nullable=False),
    Column("whole", Integer, nullable=False),  # 1: the whole report is taken back, 0: what the words name
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    Column("named", JSON, nullable=False),  # titles, days, outlets that the words name
    Column("score", Double, nullable=False),
    Column("reasons", JSON, nullable=False),
)

# --- what is known, on whose word (migration 8). As above: made from the claims, and made anew where they change.

# Claims that can bear on each other are weighed together: one partition is a predicate and whom it is asked of.
weighed_claims = Table(
    "weighed_claims",
    schema,
    Column("claim", ForeignKey("claims.number"), primary_key=True, autoincrement=False),
    Column("partition", BigInteger, nullable=False, index=True),
    Column("proposition", String(16), nullable=False, index=True),
    Column("origin", Text, nullable=False, index=True),  # the key of the origin, as JSON
    Column("sure", Integer, nullable=False),
)

propositions = Table(
    "propositions",
    schema,
    Column("id", String(16), primary_key=True),
    Column("partition", BigInteger, nullable=False, index=True),
    Column("predicate", Text, nullable=False, index=True),
    Column("polarity", Text, nullable=False),
    Column("subject", Text, nullable=False),  # the key that it is compared by, as JSON
    Column("object", Text, nullable=False),
    Column("subject_entity", String, index=True),
    Column("object_entity", String, index=True),
    Column("first_told", Date, index=True),
    Column("last_told", Date, index=True),
    Column("attested", Date),  # the last day for which somebody says that it is so
    Column("claims", Integer, nullable=False),
    Column("reports", Integer, nullable=False),
    Column("outlets", Integer, nullable=False),
    Column("origins_low", Integer, nullable=False),
    Column("origins_high", Integer, nullable=False),
    Column("against_low", Integer, nullable=False),
    Column("against_high", Integer, nullable=False),
    Column("grade", Integer, nullable=False),
    Column("why", JSON, nullable=False),
)

relations = Table(
    "relations",
    schema,
    Column("number", Integer, primary_key=True),
    Column("partition", BigInteger, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("a", String(16), nullable=False, index=True),
    Column("b", String(16), nullable=False, index=True),
    Column("what", Text, nullable=False),
    Column("why", Text, nullable=False),
)

conflicts = Table(
    "conflicts",
    schema,
    Column("number", Integer, primary_key=True),
    Column("partition", BigInteger, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("predicate", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("sides", JSON, nullable=False),  # ids of claims, [[…], …], each side in order of time
    Column("reports", Integer, nullable=False),
)

# Each time that claims were weighed, and up to which reading, judgement and resolution of names.
weighings = Table(
    "weighings",
    schema,
    Column("number", Integer, primary_key=True),
    Column("made", String(40), nullable=False),
    Column("method", Text, nullable=False),
    Column("reading", Integer, nullable=False),
    Column("judgement", Integer, nullable=False),
    Column("claims", Integer, nullable=False),
)

# Every outlet that puts out reports or is credited in them, by its name folded: the words in normal form by which it is
# compared, and the one organisation that goes by them, as it was when the ledger was weighed last (migration 10).
outlets = Table(
    "outlets",
    schema,
    Column("name", Text, primary_key=True),
    Column("words", Text, nullable=False),
    Column("entity", String),
)

# Mentions whose entity changed, until the claims that use them are weighed anew.
moved = Table(
    "moved",
    schema,
    Column("mention", ForeignKey("mentions.number"), primary_key=True, autoincrement=False),
)

# --- custody (migration 9)

# One entry for each reading (with its document, edition and claims), judgement and further retrieval; see ``chain``.
chain = Table(
    "chain",
    schema,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", String(40), nullable=False),
    Column("kind", String(12), nullable=False),
    Column("subject", String(64), nullable=False),
    Column("digest", Text, nullable=False),  # the digest of each part of the record, by name, as JSON
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False, unique=True),
    UniqueConstraint("kind", "subject", name="one_entry_a_record"),
)

# The judgements that hold: made from the others with each that is added; see ``standing``.
standing_judgements = Table(
    "standing_judgements",
    schema,
    Column("judgement", ForeignKey("judgements.number"), primary_key=True, autoincrement=False),
)

# --- masks (migration 13)

# With what pseudonyms are made: one row, never exported. Whoever has it can test who is behind a pseudonym.
mask_keys = Table(
    "mask_keys",
    schema,
    Column("number", Integer, primary_key=True),
    Column("made", String(40), nullable=False),
    Column("secret", LargeBinary, nullable=False),
)

# --- addresses that last (migration 14)

# Mentions of entities that are no more, by the ids that these had: whoever has the mentions now is meant by the id.
former_entities = Table(
    "former_entities",
    schema,
    Column("entity", String, primary_key=True),
    Column("mention", ForeignKey("mentions.number"), primary_key=True, autoincrement=False),
)

# By what a proposition is found by those of other partitions that it bears on (migration 15); made anew like the rest.
bearings = Table(
    "bearings",
    schema,
    Column("proposition", String(16), primary_key=True),
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("side", Integer, primary_key=True, autoincrement=False),
    Column("partition", BigInteger, nullable=False, index=True),
    Index("ix_bearings_key_side", "key", "side"),
)
