"""STIX 2.1: every object is one, denials are opinions, and what comes back is what the reports said."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import stix2
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from reportedly.exchange import stix
from reportedly.exchange.jsonl import as_json
from reportedly.exchange.matter import Matter, Standing
from reportedly.exchange.row import Row
from reportedly.exchange.stix import extension, objects
from reportedly.importing import Imported, import_file
from reportedly.ledger import Ledger, Record
from reportedly.model import Claim
from tests.dossier.brotherhood import REPORTS
from tests.exchange.handed import SCRIPT, handed, ledger
from tests.ledger import made
from tests.outlook import fill
from tests.written import DENIED, GOT, UNKNOWN, org, person, place, report, says, unnamed

GUARD, IDRIS = org("Salt Guard"), person("Idris Valkoen")


@pytest.fixture(scope="module")
def brotherhood(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with Ledger.open(tmp_path_factory.mktemp("stix") / "a.db") as opened:
        fill(opened, *REPORTS)
        yield opened


def bundle(content: bytes) -> list[dict[str, Any]]:
    """The objects, each of which the library takes without anything of its own, and all of whose references lead."""
    raw = json.loads(content)
    parsed = stix2.parse(raw, allow_custom=False, version="2.1")
    found: list[dict[str, Any]] = raw["objects"]
    assert len(getattr(parsed, "objects", ())) == len(found)
    ids = {object_["id"] for object_ in found}
    assert len(ids) == len(found)
    for object_ in found:
        for key, value in object_.items():
            if key.endswith("_ref"):
                assert value in ids, (object_["type"], key)
            elif key.endswith("_refs"):
                assert ids.issuperset(value), (object_["type"], key)
    return found


def of_type(found: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [object_ for object_ in found if object_["type"] == kind]


def test_the_library_takes_all_of_it_and_it_is_the_same_each_time(brotherhood: Ledger) -> None:
    content, carried = handed(brotherhood, "stix")
    found = bundle(content)
    assert carried.written == len(found)
    assert len(of_type(found, "report")) == len(REPORTS)
    assert handed(brotherhood, "stix")[0] == content
    [definition] = of_type(found, "extension-definition")
    assert definition["extension_types"] == ["property-extension"]
    told = {r for object_ in of_type(found, "report") for r in object_["object_refs"]}
    assert {o["id"] for kind in ("relationship", "note") for o in of_type(found, kind)} <= told


def test_a_denial_is_an_opinion_about_what_it_denies_with_its_chain(tmp_path: Path) -> None:
    reports = (
        report("a.txt", "Pelmor Herald", "2019-01-01",
            ("He leads it.", says("leads", IDRIS, GUARD, start="2015-02-03")),
        ),
        report(
            "b.txt", "Lumen Wire", "2019-01-02",
            ("He does not, officials said.", says("leads", IDRIS, GUARD, polarity=DENIED, by=unnamed("officials"))),
            ("It was never in Pelmor.", says("present_in", GUARD, place("Pelmor"), polarity=DENIED)),
            ("It will attack.", says("attack", GUARD, org("Reed Front"), sure=UNKNOWN)),
        ),
    )  # fmt: skip
    with Ledger.open(tmp_path / "a.db") as opened:
        fill(opened, *reports)
        content, carried = handed(opened, "stix")
    found = bundle(content)
    [relation] = of_type(found, "relationship")
    assert (relation["relationship_type"], relation["start_time"]) == ("leads", "2015-02-03T00:00:00.000Z")
    assert "stop_time" not in relation
    assert relation["confidence"] == 30  # contested: 4, doubtful
    names = {object_["id"]: object_.get("name") for object_ in found}
    assert names[relation["created_by_ref"]] == "Pelmor Herald"
    [denial] = of_type(found, "opinion")
    assert (denial["opinion"], denial["object_refs"]) == ("strongly-disagree", [relation["id"]])
    assert denial["authors"] == ["Lumen Wire", "officials (unnamed)"]
    assert "citing officials (unnamed), denies" in denial["explanation"]
    assert "In its words: “He does not, officials said.”" in denial["explanation"]
    # No relationship says what is denied alone, or only planned.
    assert {note["abstract"] for note in of_type(found, "note")} == {"present in", "attack"}
    assert any(one.startswith("1 denials of what nobody in this bundle says") for one in carried.left_out)


def test_what_cannot_be_so_together_is_an_opinion_of_the_program_alone(brotherhood: Ledger) -> None:
    found = bundle(handed(brotherhood, "stix")[0])
    names = {object_["id"]: object_.get("name") for object_ in found}
    findings = [o for o in of_type(found, "opinion") if o.get("labels") == ["contradiction"]]
    assert findings
    assert {names[finding["created_by_ref"]] for finding in findings} == {"reportedly"}
    assert all("Cannot be so together with what others say." in finding["explanation"] for finding in findings)


@pytest.mark.parametrize(
    ("grade", "confidence"), [(1, 90), (2, 70), (3, 50), (4, 30), (5, 10), (6, None), (None, None)]
)
def test_confidence_is_the_admiralty_scale_of_the_standard(grade: int | None, confidence: int | None) -> None:
    [record] = report("a.txt", "X", "2019-01-01", ("He leads.", says("leads", IDRIS, GUARD))).records
    made_ = objects.relationship(record, Standing("p", 1, 1, grade=grade), "identity--a", "identity--b", "identity--c")
    assert made_.get("confidence") == confidence


@pytest.mark.parametrize(
    ("times", "start", "stop"),
    [
        ({"start": "2015"}, None, None),
        ({"start": "2015-03"}, None, None),
        ({"start": "2015-03-04~"}, None, None),
        ({"start": "2015-03-04/.."}, None, None),
        ({"end": "2016-01-02"}, None, "2016-01-02"),
        ({"start": "2015-03-04", "end": "2016-01-02"}, "2015-03-04", "2016-01-02"),
        ({"start": "2015-03-04", "end": "2015-03-04"}, "2015-03-04", None),
        ({"time": "2015-03-04"}, "2015-03-04", None),
    ],
)
def test_only_a_day_that_is_known_is_a_time(times: dict[str, str], start: str | None, stop: str | None) -> None:
    [record] = report("a.txt", "X", "2019-01-01", ("He leads.", says("leads", IDRIS, GUARD, **times))).records
    made_ = objects.relationship(record, None, "identity--a", "identity--b", "identity--c")
    assert made_.get("start_time") == (start and f"{start}T00:00:00.000Z")
    assert made_.get("stop_time") == (stop and f"{stop}T00:00:00.000Z")


def test_hostile_names_are_carried_as_names(tmp_path: Path) -> None:
    with ledger(tmp_path, hostile=True) as opened:
        content, _ = handed(opened, "stix")
    found = bundle(content)
    assert all(ord(c) >= 0x20 or c == "\n" for c in content.decode())
    assert any(SCRIPT in object_.get("name", "") for object_ in found)


DOCUMENT, ORIGINAL = made.report()


@settings(max_examples=40, deadline=None)
@given(st.lists(made.claims(DOCUMENT), max_size=5))
def test_any_claims_give_a_valid_bundle(claims: list[Claim]) -> None:
    matter = Matter(None, tuple(Record(claim, DOCUMENT, GOT, "hand 1") for claim in claims))  # type: ignore[arg-type]
    object.__setattr__(matter, "entities", {})
    out = BytesIO()
    stix.export(matter, out)
    if claims:
        bundle(out.getvalue())
    else:
        assert stix2.parse(json.loads(out.getvalue()), version="2.1").type == "bundle"


# --- there and back


def plain(record: Record) -> dict[str, Any]:
    """A claim without what a bundle says that it does not carry: where in the report's text it stands, and ids."""
    raw = as_json(Row.of(record))
    lost = ("id", "start", "end", "document_id", "spans", "reader", "read_by", "page", "section", "agreed")
    kept = {key: value for key, value in raw.items() if key not in lost}
    for part in (kept["subject"], kept.get("object"), *kept["qualifiers"].values(), *kept["sources"]):
        if isinstance(part, dict):
            part.pop("entity", None)
    document = record.document
    described = (document.publisher, document.title, str(document.published), document.authors)
    return kept | {"report": described}


def sorted_(records: list[Record]) -> list[str]:
    return sorted({json.dumps(plain(record), sort_keys=True, default=str) for record in records})


def taken(folder: Path, content: bytes | str) -> tuple[Imported, list[Record], list[Any]]:
    file = folder / "bundle.json"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    refused: list[Any] = []
    with Ledger.open(folder / "in.db") as other:
        summary = import_file(other, file, refused=refused.append)
        return summary, other.claims(), refused


def test_what_is_exported_comes_back_word_for_word(brotherhood: Ledger, tmp_path: Path) -> None:
    summary, records, refused = taken(tmp_path, handed(brotherhood, "stix")[0])
    assert (summary.refused, refused) == (0, [])
    assert sorted_(records) == sorted_(brotherhood.claims())
    assert summary.new_reports == len({r.document.id for r in brotherhood.claims()})


@settings(max_examples=5, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(claims=st.lists(made.claims(DOCUMENT), min_size=1, max_size=3))
def test_any_claims_come_back_word_for_word(tmp_path_factory: pytest.TempPathFactory, claims: list[Claim]) -> None:
    folder = tmp_path_factory.mktemp("round")
    with Ledger.open(folder / "a.db") as one:
        one.add(DOCUMENT, ORIGINAL, [replace(claim, predicate="stated") for claim in claims], reader="hand 1")
        out = BytesIO()
        stix.export(Matter(one, tuple(one.claims())), out)
        _, records, refused = taken(folder, out.getvalue())
        assert refused == []
        assert sorted_(records) == sorted_(one.claims())


# --- from elsewhere


def sdo(kind: str, number: int, **more: object) -> dict[str, Any]:
    stamp = "2020-01-01T00:00:00.000Z"
    id_ = f"{kind}--00000000-0000-4000-8000-{number:012d}"
    return {"type": kind, "spec_version": "2.1", "id": id_, "created": stamp, "modified": stamp, **more}


REGISTER = sdo("identity", 1, name="Hill Register", identity_class="organization")
BESK = sdo("identity", 2, name="Orlan Besk", identity_class="individual")
BRIGADE = sdo("threat-actor", 3, name="Hill Brigade", aliases=["The Brigade"], created_by_ref=REGISTER["id"])
FERRY = sdo("location", 4, name="Old Ferry", region="northern-europe")
AT = sdo(
    "relationship", 5, relationship_type="located-at", source_ref=BRIGADE["id"], target_ref=FERRY["id"],
    created_by_ref=REGISTER["id"], confidence=60, start_time="2019-02-03T00:00:00Z",
)  # fmt: skip
NO = sdo(
    "opinion", 6, opinion="disagree", object_refs=[AT["id"]], created_by_ref=BESK["id"],
    explanation="They left years ago.", authors=["Tamir Ulve"],
)  # fmt: skip
YES = sdo("opinion", 7, opinion="strongly-agree", object_refs=[AT["id"]], authors=["Sefa Lorn"])
NOTE = sdo("note", 8, content="Nobody was seen there.", object_refs=[FERRY["id"]], created_by_ref=REGISTER["id"])
PAYS = sdo("relationship", 9, relationship_type="pays-for", source_ref=BESK["id"], target_ref=BRIGADE["id"])


def whole(*objects_: Any) -> str:
    return json.dumps({"type": "bundle", "id": "bundle--00000000-0000-4000-8000-000000000000", "objects": objects_})


def test_foreign_objects_are_claims_of_their_creators(tmp_path: Path) -> None:
    summary, records, _ = taken(tmp_path, whole(REGISTER, BESK, BRIGADE, FERRY, NO, YES, AT, NOTE, PAYS))
    assert summary.refused == 0
    said = {
        (r.document.publisher, r.claim.predicate, r.claim.polarity.value, r.claim.certainty.value, r.claim.quote)
        for r in records
    }
    assert said == {
        ("Hill Register", "also_known_as", "affirmed", "certain", "Hill Brigade is also known as The Brigade."),
        ("Hill Register", "present_in", "affirmed", "probable",
         "Hill Brigade is present in Old Ferry (start: 2019-02-03; put as probable)."),
        ("Orlan Besk", "present_in", "denied", "probable", "They left years ago."),
        ("Sefa Lorn", "present_in", "affirmed", "certain", "Hill Brigade is present in Old Ferry (start: 2019-02-03)."),
        ("Hill Register", "stated", "affirmed", "certain", "Hill Register stated: Nobody was seen there."),
        ("bundle.json", "open", "affirmed", "certain", "Orlan Besk pays for Hill Brigade."),
    }  # fmt: skip
    denial = next(r for r in records if r.document.publisher == "Orlan Besk")
    assert [source.name for source in denial.claim.sources] == ["Tamir Ulve"]
    assert denial.document.text[denial.claim.span.start : denial.claim.span.end] == "They left years ago."


def broken(base: dict[str, Any], **changes: Any) -> dict[str, Any]:
    made_ = copy.deepcopy(base)
    for key, value in changes.items():
        if value is None:
            made_.pop(key)
        else:
            made_[key] = value
    return made_


@pytest.mark.parametrize(
    ("bad", "key"),
    [
        (7, "objects[1]"),
        ({"type": "identity"}, "objects[1]: id"),
        (broken(AT, relationship_type=None), "relationship_type"),
        (broken(AT, relationship_type="../../etc"), "relationship"),
        (broken(AT, confidence=10**400), "confidence"),
        (broken(AT, target_ref=AT["id"]), "target_ref"),
        (broken(AT, target_ref="identity--00000000-0000-4000-8000-00000000dead"), "target_ref"),
        (broken(AT, start_time="Tuesday"), "start_time"),
        (broken(NO, opinion="perhaps"), "opinion"),
        (broken(BESK, name=None), "name"),
        (broken(BESK, name="N" * 1_000_000, id="threat-actor--00000000-0000-4000-8000-00000000dead"), ""),
        (broken(AT, extensions={extension.EXTENSION: {"extension_type": "property-extension", "claim": {"quote": 3}}}),
         "claim: "),
    ],
)  # fmt: skip
def test_a_malformed_object_is_refused_with_its_place_and_the_rest_goes_on(tmp_path: Path, bad: Any, key: str) -> None:
    good = broken(PAYS)
    rest = [one for one in (REGISTER, BESK, BRIGADE, FERRY) if not isinstance(bad, dict) or one["id"] != bad.get("id")]
    if isinstance(bad, dict) and bad.get("type") == "identity":
        good["source_ref"] = REGISTER["id"]
    summary, records, refused = taken(tmp_path, whole(rest[0], bad, *rest[1:], good))
    assert summary.refused == len(refused) >= 1
    assert key in refused[0].key
    assert refused[0].line == 2
    assert all(len(str(refusal)) < 1_000 for refusal in refused)
    assert "open" in {record.claim.predicate for record in records}


@pytest.mark.parametrize("content", ["[" * 100_000, "{", '"x"', '{"type": "bundle", "objects": 3}'])
def test_what_is_no_bundle_is_told(tmp_path: Path, content: str) -> None:
    from reportedly.errors import ExchangeError

    file = tmp_path / "x.json"
    file.write_text(content, encoding="utf-8")
    with Ledger.open(tmp_path / "a.db") as opened, pytest.raises(ExchangeError, match=r"x\.json: "):
        import_file(opened, file, form="stix")


def test_revoked_objects_and_older_versions_say_nothing(tmp_path: Path) -> None:
    newer = broken(AT, confidence=20, modified="2021-01-01T00:00:00.000Z")
    summary, records, _ = taken(tmp_path, whole(BRIGADE, FERRY, newer, AT, broken(PAYS, revoked=True), BESK))
    assert [(r.claim.predicate, r.claim.certainty.value) for r in records if r.claim.predicate != "also_known_as"] == [
        ("present_in", "possible")
    ]
    assert summary.passed["revoked relationship"] == 1
