"""FollowTheMoney: what is written loads in its own library, keeps who said what apart, and asserts nothing denied."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly import exporting
from reportedly.exchange import ftm
from reportedly.exchange.csv import in_words
from reportedly.exchange.ftm import schemas, statements
from reportedly.exchange.matter import Matter
from reportedly.importing import import_file
from reportedly.ledger import Ledger, Record
from reportedly.model import Certainty, Claim, Interval, Mention, Polarity, Text
from tests.dossier.brotherhood import REPORTS
from tests.exchange.handed import handed, ledger
from tests.ledger import made
from tests.outlook import fill
from tests.written import GOT, PROBABLE, org, person, place, report, says, unnamed

followthemoney = pytest.importorskip("followthemoney")


@pytest.fixture(scope="module")
def brotherhood(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with Ledger.open(tmp_path_factory.mktemp("ftm") / "a.db") as opened:
        fill(opened, *REPORTS)
        yield opened


def entities(content: bytes) -> list[dict[str, Any]]:
    """The entities, each held against its schema, and none of its values lost by the library."""
    found = [json.loads(line) for line in content.decode().split("\n") if line]
    ids = {entity["id"] for entity in found}
    assert len(ids) == len(found)
    for entity in found:
        schema = followthemoney.model.get(entity["schema"])
        assert schema is not None
        schema.validate(entity)
        proxy = followthemoney.model.get_proxy(entity, cleaned=False)
        for prop, values in entity["properties"].items():
            assert len(proxy.get(prop)) == len(values), (entity["schema"], prop, values)
            if schema.get(prop).type.name == "entity":
                assert ids.issuperset(values)
    return found


def stated(content: bytes) -> list[dict[str, Any]]:
    """The statements, each with a property that its schema has, a value that fits it and the library's own id."""
    found = [json.loads(line) for line in content.decode().split("\n") if line]
    assert len({one["id"] for one in found}) == len(found)
    for one in found:
        prop = followthemoney.model.get(one["schema"]).get(one["prop"])
        assert prop.type.validate(one["value"]), one
        key = ".".join((one["dataset"], one["entity_id"], one["prop"], one["value"]))
        assert one["id"] == hashlib.sha1(key.encode()).hexdigest()
    return found


def test_the_library_takes_all_of_it(brotherhood: Ledger) -> None:
    content, carried = handed(brotherhood, "ftm")
    found = entities(content)
    assert carried.written == len(found)
    schemata = Counter(entity["schema"] for entity in found)
    assert schemata["Article"] == len(REPORTS)
    assert {"Person", "Organization", "Address", "Directorship", "Event", "Note", "Mention"} <= schemata.keys()
    assert handed(brotherhood, "ftm")[0] == content


def test_statements_say_whose_value_it_is(brotherhood: Ledger) -> None:
    content, carried = handed(brotherhood, "ftm-statements")
    found = stated(content)
    assert carried.written == len(found)
    articles = [one for one in found if one["prop"] == "publisher" and one["schema"] == "Article"]
    publishers = {one["dataset"]: one["value"] for one in articles}
    named = {one["dataset"] for one in found if one["prop"] == "name" and one["value"] == "Oleg Prann"}
    assert {publishers[dataset] for dataset in named} == {"Pelmor Herald"}
    assert {one["first_seen"] for one in found if one["dataset"] in named} == {"2016-05-12"}
    assert all(one["canonical_id"] == one["entity_id"] and next(iter(one)) == "canonical_id" for one in found)


def test_nothing_denied_planned_unsure_or_contested_stands_as_a_plain_value(tmp_path: Path) -> None:
    guard, idris = org("Salt Guard"), person("Idris Valkoen")
    denied, wish = Polarity.DENIED, Certainty.UNKNOWN
    reports = (
        report(
            "a.txt", "Pelmor Herald", "2019-01-01",
            ("A.", says("leads", idris, guard, polarity=denied)),
            ("B.", says("also_known_as", idris, "The Heron", polarity=denied)),
            ("C.", says("attack", guard, org("Reed Front"), sure=wish)),
            ("D.", says("also_known_as", idris, "The Stork", sure=PROBABLE)),
            ("E.", says("founded", guard, time="2009")),
            ("F.", says("allied_with", guard, org("Hill Brigade"), sure=PROBABLE)),
        ),
        report("b.txt", "Lumen Wire", "2019-01-02", ("G.", says("founded", guard, time="2013"))),
    )  # fmt: skip
    with Ledger.open(tmp_path / "a.db") as opened:
        fill(opened, *reports)
        content, carried = handed(opened, "ftm")
    found = entities(content)
    values = {
        v for e in found for key, vs in e["properties"].items() if key in ("alias", "incorporationDate") for v in vs
    }
    assert values == set()
    assert not {"Directorship", "Event"} & {entity["schema"] for entity in found}
    notes = {
        " ".join(e["properties"]["keywords"]): e["properties"]["description"][0] for e in found if e["schema"] == "Note"
    }
    assert "Pelmor Herald, 2019-01-01, denies: Idris Valkoen | leads | Salt Guard" in notes["leads denied certain"]
    assert "Contested: 1 other claim cannot be so" in notes["founded affirmed certain"]
    link = next(entity for entity in found if entity["schema"] == "UnknownLink")
    assert link["properties"]["role"] == ["allied with"]
    assert "put as probable" in link["properties"]["summary"][0]
    said = "\n".join(carried.left_out)
    assert "2 claims denied: written as notes in words, since the model has no negation" in said
    assert "1 claim of plans" in said
    assert "3 claims of names, births or foundings that are unsure or contested" in said


def test_hostile_names_are_carried_as_names(tmp_path: Path) -> None:
    with ledger(tmp_path, hostile=True) as opened:
        content, carried = handed(opened, "ftm")
        statements_, _ = handed(opened, "ftm-statements")
    found = entities(content)
    stated(statements_)
    assert len(content) < 200_000
    assert any("the name is cut" in one for one in carried.left_out)
    assert all(c.isprintable() or ord(c) > 0x7F or c == "\n" for c in content.decode())
    assert any("<script>alert('x')</script>" in v for e in found for v in e["properties"].get("alias", []))


DOCUMENT, ORIGINAL = made.report()


@settings(max_examples=50, deadline=None)
@given(st.lists(made.claims(DOCUMENT), max_size=6))
def test_any_claims_give_valid_entities_and_statements(claims: list[Claim]) -> None:
    matter = Matter(None, tuple(Record(claim, DOCUMENT, GOT, "hand 1") for claim in claims))  # type: ignore[arg-type]
    object.__setattr__(matter, "entities", {})
    out, more = BytesIO(), BytesIO()
    ftm.export(matter, out)
    statements.export(matter, more)
    entities(out.getvalue())
    stated(more.getvalue())


# --- there and back


CARRIED = frozenset({"time", "start", "end", "place", "title", "status", "relation"})


def kept(record: Record, standing: Any) -> tuple[Any, ...] | None:
    """What of a claim the export says that it keeps; None for what it says to be in words only."""
    claim = record.claim
    if claim.polarity is Polarity.DENIED or claim.certainty is Certainty.UNKNOWN or record.retraction is not None:
        return None
    contested = standing is not None and bool(standing.contradicted_by)
    sure = claim.certainty is Certainty.CERTAIN and not contested
    if not isinstance(claim.subject, Mention):
        return None
    is_value = claim.predicate in ("also_known_as", "founded", "dissolved", "born")
    other = claim.object
    if is_value and (not sure or (claim.predicate == "also_known_as" and not isinstance(other, Text))):
        return None
    events = {*schemas.EVENTS, "holds_position", "designated", "born", "founded", "dissolved"}
    if not isinstance(other, Mention) and not (other is None and claim.predicate in events) and not is_value:
        return None
    if (
        claim.predicate in ("founded", "dissolved")
        and other is None
        and not schemas.day_of(claim.qualifiers.get("time"))
    ):
        return None
    if claim.predicate == "holds_position" and other is None and "title" not in claim.qualifiers:
        return None
    what = other.name if isinstance(other, Mention) else other.value if isinstance(other, Text) else None
    return (record.document.publisher, claim.predicate, claim.subject.name, claim.subject.kind, what)


def what(record: Record) -> tuple[Any, ...]:
    claim = record.claim
    other = claim.object
    assert isinstance(claim.subject, Mention)
    said = other.name if isinstance(other, Mention) else other.value if isinstance(other, Text) else None
    return (record.document.publisher, claim.predicate, claim.subject.name, claim.subject.kind, said)


@pytest.mark.parametrize("form", ["ftm-statements", "ftm"])
def test_what_is_exported_comes_back_as_the_word_of_each_publisher(
    brotherhood: Ledger, tmp_path: Path, form: str
) -> None:
    file = tmp_path / "out.json"
    file.write_bytes(handed(brotherhood, form)[0])
    with exporting.matter(brotherhood) as matter:
        wanted = {key for r in matter.records if (key := kept(r, matter.standing(r.claim.id))) is not None}
        chief = {name: entity.name for entity in matter.entities.values() for name in entity.names}
        times: dict[tuple[Any, ...], set[str]] = defaultdict(set)
        for r in matter.records:
            times[what(r) if isinstance(r.claim.subject, Mention) else ()] |= {
                f"{key}={day}"
                for key in ("time", "start", "end")
                if (day := schemas.day_of(r.claim.qualifiers.get(key)))
            }
    with Ledger.open(tmp_path / "b.db") as other:
        summary = import_file(other, file)
        records = other.claims()
    assert summary.refused == 0
    found = {what(record) for record in records}
    if form == "ftm":  # An entity has one chief name, and who said its values is not told, as the export says.
        values = {"also_known_as", "founded", "dissolved", "born"}
        wanted = {tuple(chief.get(part, part) for part in key) for key in wanted if key[1] not in values}
        found = {key for key in found if key[1] not in values}
    assert len(wanted) > 15
    assert found == wanted
    for record in records:
        if record.claim.predicate not in ("born",):
            got = {f"{k}={v.edtf}" for k, v in record.claim.qualifiers.items() if isinstance(v, Interval)}
            assert form == "ftm" or got <= times[what(record)]


EVIL = [
    "{",
    "[1]",
    '{"id": "a", "schema": "Person", "properties": []}',
    '{"id": "", "schema": "Person", "properties": {}}',
    '{"id": "b", "schema": "Person", "properties": {"name": [{"x": 1}]}}',
    '{"id": "c", "schema": "Person", "properties": {"name": ["C"], "birthDate": ["yesterday"], "alias": ["Cee"]}}',
    '{"id": "d", "schema": "Directorship", "properties": {"director": ["c"], "organization": ["nobody"]}}',
    '{"id": "e", "schema": "Directorship", "properties": {"director": ["e"], "organization": ["e"]}}',
    '{"id": "f", "schema": "Company", "properties": {"name": ["F"], "parent": ["f"]}}',
    json.dumps({"id": "g", "schema": "Person", "properties": {"name": ["G" * 1_000_000], "alias": ["Gee"]}}),
    '{"id": "h", "schema": "Person", "properties": {"name": ["H\\ud800\\u0000\\u001b"], "alias": ["Aitch"]}}',
    "[" * 100_000,
    '{"id": "i", "schema": "Zeppelin", "properties": {"name": ["I"]}}',
    json.dumps({"id": "j", "schema": "Person", "properties": {"name": [10**400], "alias": ["Jay"]}}),
    '{"entity_id": "k", "prop": "alias", "schema": "Person", "value": "Kay", "dataset": "x"}',
]


def test_malformed_lines_are_refused_with_their_place_and_the_rest_goes_on(tmp_path: Path) -> None:
    file = tmp_path / "evil.json"
    file.write_text("\n".join(EVIL), encoding="utf-8", errors="surrogatepass")
    refused: list[Any] = []
    with Ledger.open(tmp_path / "a.db") as opened:
        summary = import_file(opened, file, form="ftm", refused=refused.append)
        said = {(r.claim.predicate, r.claim.quote) for r in opened.claims()}
    by_line: dict[int, Any] = {refusal.line: refusal for refusal in refused}
    assert summary.refused == len(refused)
    assert {1, 2, 3, 4, 5, 6, 7, 10, 12} <= by_line.keys()
    assert "one JSON object" in by_line[1].expected
    assert (by_line[6].key, by_line[6].value) == ("birthDate", "yesterday")
    assert "the id of an entity of this file" in by_line[7].expected
    assert "10,000 characters at most" in by_line[10].expected
    assert all(len(str(refusal)) < 1_000 for refusal in refused)
    assert ("also_known_as", "C is also known as Cee.") in said
    assert "subordinate_to" in {predicate for predicate, _ in said}
    assert not any(ord(c) < 32 for _, quote in said for c in quote)
    assert summary.passed["entity of an unknown schema"] >= 1


def test_a_csv_of_statements_is_read_and_foreign_data_is_said_by_its_data_set(tmp_path: Path) -> None:
    file = tmp_path / "statements.csv"
    rows = [
        ("p1", "name", "Person", "Orlan Besk", "hill_register"),
        ("p1", "name", "Person", "Orlan Besk", "valley_list"),
        ("p1", "alias", "Person", "=cmd()", "valley_list"),
        ("o1", "name", "Company", "Hill Brigade", "hill_register"),
        ("l1", "director", "Directorship", "p1", "hill_register"),
        ("l1", "organization", "Directorship", "o1", "hill_register"),
        ("l1", "role", "Directorship", "treasurer", "hill_register"),
        ("l1", "startDate", "Directorship", "2015-03", "hill_register"),
    ]
    lines = ['"canonical_id","entity_id","prop","schema","value","dataset"']
    lines += [",".join(f'"{cell}"' for cell in (row[0], *row)) for row in rows]
    file.write_text("\n".join(lines), encoding="utf-8")
    with Ledger.open(tmp_path / "a.db") as opened:
        assert import_file(opened, file).refused == 0
        found = {(r.document.publisher, r.claim.predicate, r.claim.quote) for r in opened.claims()}
    assert found == {
        ("hill_register", "holds_position", "Orlan Besk is treasurer of Hill Brigade (start: 2015-03)."),
        ("valley_list", "also_known_as", "Orlan Besk is also known as =cmd()."),
    }


def test_posts_events_listings_and_kin_go_there_and_back(tmp_path: Path) -> None:
    idris, guard = person("Idris Valkoen"), org("Salt Guard")
    one = report(
        "a.txt", "Pelmor Herald", "2019-01-01",
        ("A.", says("holds_position", idris, org("Ministry of Salt"), title="deputy minister", start="2015-02")),
        ("B.", says("holds_position", idris, place("Kessra"), title="governor")),
        ("C.", says("attack", guard, org("Reed Front"), time="2018-05-06", place=place("Old Ferry"))),
        ("D.", says("designated", guard, org("Council"), status="banned", start="2014")),
        ("E.", says("relative_of", idris, person("Tamar Eshkol"), relation="brother")),
        ("F.", says("subordinate_to", guard, org("Hill Brigade"), relation="wing")),
        ("G.", says("killed", idris, person("Yusuf Darwan"), by=unnamed("officials"))),
        ("H.", says("open", idris, guard, relation="praised")),
    )  # fmt: skip
    file = tmp_path / "x.ftm.json"
    with Ledger.open(tmp_path / "a.db") as opened, Ledger.open(tmp_path / "b.db") as other:
        fill(opened, one)
        file.write_bytes(handed(opened, "ftm-statements")[0])
        import_file(other, file)

        def plain(ledger_: Ledger) -> set[tuple[Any, ...]]:
            return {
                (what(r), frozenset((k, in_words(p)) for k, p in r.claim.qualifiers.items())) for r in ledger_.claims()
            }

        assert plain(other) == plain(opened)
