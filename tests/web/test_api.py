"""The API: what it answers, what it refuses, and that OpenAPI says both."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openapi_spec_validator import validate

import reportedly
from reportedly import exporting, overview
from reportedly.ledger import Ledger
from reportedly.web import make_app
from reportedly.workspace import Workspace
from tests.cli.reader import LeadersReader
from tests.outlook import GUARD, IDRIS, REPORTS, YUSUF, fill, told
from tests.written import org, says

HOSTILE = "<script>alert(1)</script>\u202egpj"
COPY = "Idris Valkoen leads the Salt Guard from the ferry at Kessra, three officers of the river police said on Monday."


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """For tests that only ask."""
    with Ledger.open(tmp_path_factory.mktemp("api") / "case.db") as opened:
        fill(opened, *REPORTS, told("h.txt", HOSTILE, "2019-08-01", says("leads", YUSUF, org(HOSTILE))))
        yield opened


@pytest.fixture(scope="module")
def api(ledger: Ledger) -> TestClient:
    return TestClient(make_app(ledger, hosts={"testserver"}, by="O. Lind"))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[tuple[Ledger, TestClient]]:
    """For tests that write: a ledger, and a client that has the token for programs."""
    with Ledger.open(tmp_path / "case.db") as opened:
        fill(opened)
        app = make_app(opened, hosts={"testserver"}, by="O. Lind")
        yield opened, TestClient(app, headers={"X-Reportedly-Token": app.state.tokens.program})


def get(api: TestClient, path: str, status: int = 200, **asked: object) -> Any:
    answer = api.get(f"/api/{path}", params={key: str(value) for key, value in asked.items()})
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == ("application/json" if status == 200 else "application/problem+json")
    return answer.json()


# --- what is asked


def test_a_dossier_is_the_one_that_python_gives(api: TestClient, ledger: Ledger) -> None:
    found = get(api, "dossier", name="Salt Guard")
    wanted = Workspace(ledger).dossier("Salt Guard")
    assert found["entity"]["id"] == wanted.entity.id
    assert found["claims"] == wanted.claims
    lines = [[line["text"] for line in section["lines"]] for section in found["sections"]]
    assert lines == [[line.text for line in section.lines] for section in wanted.sections]
    assert [note["quote"] for note in found["footnotes"]] == [note.quote for note in wanted.footnotes]
    assert found["contested"][0]["answers"]
    by_id = get(api, "dossier", name=wanted.entity.id)
    assert (by_id["entity"], by_id["claims"]) == (found["entity"], found["claims"])


def test_as_of_and_confidence_narrow_every_answer(api: TestClient, ledger: Ledger) -> None:
    assert get(api, "dossier", name="Salt Guard", as_of="2018-01-01")["reports"] == 1
    assert get(api, "claims", as_of="2018-01-01")["total"] == 2
    assert get(api, "reports", as_of="2018-01-01")["total"] == 1
    assert get(api, "claims", known="2000-01-01")["total"] == 0
    assert get(api, "claims", min_confidence="1")["total"] == len(ledger.claims())
    assert get(api, "claims", as_of="")["total"] == len(ledger.claims())


def test_claims_come_in_parts_in_a_stated_order(api: TestClient, ledger: Ledger) -> None:
    every = [record.claim.id for record in ledger.claims()]
    found = []
    for offset in range(0, len(every) + 2, 2):
        part = get(api, "claims", offset=offset, limit=2)
        assert (part["total"], part["offset"], part["limit"]) == (len(every), offset, 2)
        found += [claim["id"] for claim in part["items"]]
    assert found == every


def test_a_claim_has_the_form_of_the_contract(api: TestClient, ledger: Ledger) -> None:
    found = get(api, "claims", predicate="strength")["items"][0]
    assert found["object"] == {"value": {"low": 9, "high": 9}}
    assert found["subject"]["name"] == "Salt Guard"
    assert found["report"]["publisher"] == "Hill Gazette"
    text = api.get(f"/api/reports/{found['report']['id']}/text").text
    assert text[found["start"] : found["end"]] == found["quote"]
    denied = get(api, "claims", source="officials")["items"][0]
    assert denied["polarity"] == "denied"
    assert denied["sources"] == [{"name": "officials", "kind": "unnamed", "entity": None}]
    assert get(api, "claims", report="a.txt")["total"] == 2


def test_one_claim_says_on_whose_word_it_stands(api: TestClient, ledger: Ledger) -> None:
    key = get(api, "claims", predicate="founded")["items"][0]["id"]
    found = get(api, f"claims/{key[:10]}")
    assert found["claim"]["id"] == key
    assert found["origin"]["trail"]
    stands = found["standing"]
    assert stands["proposition"] == ledger.weighed.of_claim(key)[0].id  # type: ignore[index]
    assert stands["against_high"] >= 1
    assert "contradicts" in {relation["kind"] for relation in stands["relations"]}
    assert stands["proposition"] not in {relation["other"] for relation in stands["relations"]}


def test_search_finds_words_whatever_their_accents(api: TestClient) -> None:
    assert {claim["report"]["name"] for claim in get(api, "search", q="lumen")["items"]} == {"b.txt"}
    assert get(api, "search", 422, q="?")["code"] == "bad_value"


def test_a_report_its_text_and_its_bytes(api: TestClient, ledger: Ledger) -> None:
    first = get(api, "reports", limit=1)["items"][0]
    assert first == get(api, f"reports/{first['id'][:12]}") == get(api, "reports/a.txt")
    answer = api.get("/api/reports/a.txt/original")
    assert answer.content == REPORTS[0].original
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"] == "attachment"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert api.get("/api/reports/a.txt/text").headers["content-type"].startswith("text/plain")


def test_copies_are_told_with_their_passages(tmp_path: Path) -> None:
    from tests.written import report

    with Ledger.open(tmp_path / "copies.db") as opened:
        first = report("a.txt", "Hill Wire", "2020-01-02", (COPY, says("leads", IDRIS, GUARD)), (COPY[::-1],))
        second = report("b.txt", "Tashin Mirror", "2020-01-03", (COPY, says("leads", IDRIS, GUARD)), (COPY[::-1],))
        fill(opened, first, second)
        api = TestClient(make_app(opened, hosts={"testserver"}))
        (link,) = get(api, "origins")["items"]
        assert (link["name"], link["goes_back_to"]["name"]) == ("b.txt", "a.txt")
        back = get(api, "reports/b.txt/origins")["goes_back_to"][0]
        forth = get(api, "reports/a.txt/origins")["copied_by"][0]
        texts = {name: api.get(f"/api/reports/{name}/text").text for name in ("a.txt", "b.txt")}
        passage = back["passages"][0]
        mine = texts["b.txt"][passage["start"] : passage["end"]]
        assert len(mine) > 40
        assert mine == texts["a.txt"][passage["other_start"] : passage["other_end"]]
        turned = forth["passages"][0]
        assert (turned["start"], turned["other_start"]) == (passage["other_start"], passage["start"])
        assert (back["whole"], forth["report"]) == (True, second.document.id)


def test_the_whole_of_a_ledger(api: TestClient, ledger: Ledger) -> None:
    held = get(api, "ledger")
    assert (held["documents"], held["head"]) == (6, ledger.head())
    people = get(api, "entities", kind="person")["items"]
    assert [one["name"] for one in people] == ["Idris Valkoen", "Yusuf Darwan"]
    disputes = overview.conflicts(ledger, "Salt Guard")
    found = get(api, "conflicts", about="Salt Guard")
    assert [c["why"] for c in found] == [d.why for d in disputes]
    assert [len(side) for side in found[0]["sides"]] == [len(side) for side in disputes[0].sides]
    news = get(api, "changes", since="2019-04-01")
    assert {"new"} <= {change["news"] for change in news["items"]} <= {"new", "confirmed", "contradicted", "gone stale"}
    assert all(ledger.claim(change["first"]).claim.quote == change["quote"] for change in news["items"])
    assert {q["kind"] for q in get(api, "questions", about="Salt Guard")} >= {"one_origin"}
    assert get(api, "names", name="organization:Salt Guard")["spellings"][0]["name"] == "Salt Guard"
    assert get(api, "names/undecided")["items"] == []
    assert {s["letter"] for s in get(api, "sources")["items"]} == {"F"}
    assert get(api, "log", kind="read")["total"] == 6


@pytest.mark.parametrize(
    ("path", "asked", "status", "code", "key"),
    [
        ("claims/ffff", {}, 404, "not_found", "ffff"),
        ("claims/f", {}, 422, "bad_value", "claim"),
        ("reports/none.txt", {}, 404, "not_found", "none.txt"),
        ("dossier", {"name": "Nobody"}, 404, "not_found", "Nobody"),
        ("dossier", {}, 422, "bad_value", "query.name"),
        ("dossier", {"name": "Salt Guard", "as_of": "soon"}, 422, "bad_value", "as_of"),
        ("claims", {"limit": 5000}, 422, "bad_value", "query.limit"),
        ("claims", {"min_confidence": 2}, 422, "bad_value", "query.min_confidence"),
        ("changes", {"since": "soon"}, 422, "bad_value", "query.since"),
        ("exports/papyrus", {}, 422, "bad_value", "format"),
        ("exports/docx", {}, 422, "bad_value", "about"),
        ("nothing/here", {}, 404, "not_found", "GET /api/nothing/here"),
    ],
)
def test_what_goes_wrong_is_told_in_one_form(
    api: TestClient, path: str, asked: dict[str, object], status: int, code: str, key: str
) -> None:
    told_ = get(api, path, status, **asked)
    assert (told_["status"], told_["code"], told_["type"]) == (status, code, f"/api#{code}")
    assert told_["key"] == key
    assert told_["detail"]
    assert told_["title"]


def test_a_name_that_fits_several_is_answered_with_all_of_them(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "two.db") as opened:
        fill(opened, told("a.txt", "Wire", "2020-01-01", says("leads", IDRIS, GUARD)))
        fill(opened, told("b.txt", "Wire", "2020-01-02", says("leads", IDRIS, org("Salt Front"))))
        api = TestClient(make_app(opened, hosts={"testserver"}))
        told_ = get(api, "conflicts", 409, about="Salt")
    assert told_["code"] == "ambiguous"
    assert len(told_["candidates"]) == 2


# --- exports


def test_every_form_is_listed_and_a_file_comes_with_what_it_left_out(api: TestClient, ledger: Ledger) -> None:
    assert [form["key"] for form in get(api, "exports")] == list(exporting.FORMATS)
    answer = api.get("/api/exports/jsonl", params={"about": "Salt Guard"})
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == 'attachment; filename="salt-guard.jsonl"'
    assert [json.loads(line)["id"] for line in answer.text.splitlines()] == [
        record.claim.id for record in ledger.claims(about="Salt Guard")
    ]
    assert isinstance(json.loads(answer.headers["reportedly-left-out"]), list)
    assert "sandbox" in answer.headers["content-security-policy"]


# --- what is written


WRITES = [
    "judgements/accept", "judgements/reject", "judgements/mend", "judgements/same", "judgements/different",
    "judgements/same-origin", "judgements/independent", "judgements/retract", "judgements/grade", "judgements/undo",
    "read", "read/files",
]  # fmt: skip


@pytest.mark.parametrize("path", WRITES)
def test_no_write_without_the_token(api: TestClient, ledger: Ledger, path: str) -> None:
    before = ledger.head()
    for headers in ({}, {"X-Reportedly-Token": "guessed"}):
        answer = api.post(f"/api/{path}", json={}, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    assert ledger.head() == before


def test_every_write_that_openapi_names_is_tested(api: TestClient) -> None:
    paths = api.get("/api/openapi.json").json()["paths"]
    assert sorted(p.removeprefix("/api/") for p, methods in paths.items() if "post" in methods) == sorted(WRITES)


def test_no_write_from_another_origin(desk: tuple[Ledger, TestClient]) -> None:
    ledger, api = desk
    before = ledger.head()
    claim = ledger.claims()[0].claim.id
    asked = {"claim": claim, "why": "x"}
    assert api.post("/api/judgements/reject", json=asked, headers={"Origin": "http://evil.example"}).status_code == 403
    assert ledger.head() == before


def post(api: TestClient, path: str, **asked: object) -> Any:
    answer = api.post(f"/api/judgements/{path}", json=asked)
    assert answer.status_code == 201, answer.text
    return answer.json()


def test_a_claim_is_accepted_rejected_mended_and_all_of_it_undone(desk: tuple[Ledger, TestClient]) -> None:
    _, api = desk
    claim = get(api, "claims", predicate="based_in")["items"][0]["id"]
    assert post(api, "accept", claim=claim)["by"] == "O. Lind"
    rejected = post(api, "reject", claim=claim[:10], why="it is only seen there", by="Ana Wex")
    assert (rejected["kind"], rejected["by"], rejected["about"]) == ("rejected", "Ana Wex", [claim])
    assert get(api, "claims", predicate="based_in")["total"] == 0
    assert (
        get(api, "claims", predicate="based_in", rejected="true")["items"][0]["review"]["reason"] == rejected["reason"]
    )
    post(api, "undo", judgement=rejected["id"], why="read it again")
    assert get(api, "claims", predicate="based_in")["total"] == 1
    mended = post(api, "mend", claim=claim, why="seen, not based", predicate="present_in", qualifiers={"time": "2017"})
    (form,) = get(api, "claims", predicate="present_in")["items"]
    assert mended["about"] == [claim, form["id"]]
    assert form["qualifiers"] == {"time": "2017"}
    assert get(api, "judgements", standing="true")["total"] < get(api, "judgements")["total"]
    assert get(api, f"judgements/{mended['id'][:8]}") == mended
    assert [entry["kind"] for entry in get(api, "log")["items"]][-1] == "mended"


def test_names_sources_origins_and_retractions_are_judged(desk: tuple[Ledger, TestClient]) -> None:
    _, api = desk
    graded = post(api, "grade", source="Lumen Wire", letter="b", why="right in most of what it reported")
    assert graded["content"] == "B"
    assert {s["name"]: s["letter"] for s in get(api, "sources")["items"]}["Lumen Wire"] == "B"
    assert post(api, "same-origin", report="a.txt", other="b.txt", why="one hand-out")["kind"] == "same origin"
    assert get(api, "origins")["items"][0]["goes_back_to"]["how"] == "judged"
    assert post(api, "independent", report="a.txt", other="b.txt", why="two reporters")["kind"] == "independent"
    (taken,) = post(api, "retract", keys=["c.txt"], why="the paper took it back", corrected="he is alive")
    assert (taken["kind"], taken["content"]) == ("corrected", "he is alive")
    assert get(api, "claims", report="c.txt")["items"][0]["retraction"]["id"] == taken["id"]


def test_two_names_are_made_one_and_told_apart_again(desk: tuple[Ledger, TestClient]) -> None:
    ledger, api = desk
    fill(ledger, told("g.txt", "Pelmor Herald", "2020-03-01", says("leads", IDRIS, org("Salt Wardens"))))
    pair = {"name": "organization:Salt Guard", "other": "organization:Salt Wardens"}
    post(api, "same", **pair, why="one seal")
    assert get(api, "dossier", name="Salt Wardens")["entity"]["name"] == "Salt Guard"
    post(api, "different", **pair, why="two seals")
    assert get(api, "dossier", name="Salt Wardens")["entity"]["name"] == "Salt Wardens"


@pytest.mark.parametrize(
    ("path", "asked", "key"),
    [
        ("reject", {"claim": "CLAIM"}, "body.why"),
        ("reject", {"claim": "CLAIM", "why": "  "}, "why"),
        ("mend", {"claim": "CLAIM", "why": "x", "predicate": "flies"}, "predicate"),
        ("grade", {"source": "Lumen Wire", "letter": "Z", "why": "x"}, "letter"),
        ("retract", {"keys": "a.txt", "why": "x"}, "body.keys"),
    ],
)
def test_a_judgement_that_lacks_its_form_changes_nothing(
    desk: tuple[Ledger, TestClient], path: str, asked: dict[str, str], key: str
) -> None:
    ledger, api = desk
    before, claim = ledger.head(), ledger.claims()[0].claim.id
    answer = api.post(f"/api/judgements/{path}", json={k: claim if v == "CLAIM" else v for k, v in asked.items()})
    assert (answer.status_code, answer.json()["key"]) == (422, key)
    assert ledger.head() == before


# --- reading


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reportedly, "load_reader", lambda **_: LeadersReader())


@pytest.mark.usefixtures("reader")
def test_files_are_read_and_what_is_refused_is_told(desk: tuple[Ledger, TestClient]) -> None:
    ledger, api = desk
    text = b"Orlan Besk leads the Hill Brigade, two officials of the district council said on Monday."
    files = [
        ("files", ("../../etc/wire.txt", text)),
        ("files", ("empty.txt", b"")),
        ("files", ("bin:ary.txt", b"\x00\x01\x02" * 50)),
    ]
    answer = api.post("/api/read/files", files=files, data={"publisher": "Hill Wire", "published": "2020-02-03"})
    assert answer.status_code == 200, answer.text
    done = answer.json()
    assert (done["read"], done["claims"], done["refused"]) == (1, 1, 2)
    assert {one["source"]: (one["status"], one["reason"]) for one in done["sources"]} == {
        "wire.txt": ("read", ""),
        "empty.txt": ("refused", "empty"),
        "bin_ary.txt": ("refused", "binary"),
    }
    document = ledger.document(done["sources"][0]["report"])
    assert (document.name, document.publisher, str(document.published)) == ("wire.txt", "Hill Wire", "2020-02-03")
    assert ledger.original(document.id) == text
    again = api.post("/api/read/files", files=files[:1], data={"publisher": "Hill Wire", "published": "2020-02-03"})
    assert again.json()["unchanged"] == 1


@pytest.mark.parametrize("address", ["/etc/passwd", "-", "file:///etc/passwd", "data:text/plain,x", "reports/"])
@pytest.mark.usefixtures("reader")
def test_an_address_is_never_a_path_of_this_machine(desk: tuple[Ledger, TestClient], address: str) -> None:
    _, api = desk
    answer = api.post("/api/read", json={"addresses": [address]})
    (refused,) = answer.json()["sources"]
    assert (refused["source"], refused["status"]) == (address, "refused")
    assert "expected one that begins with http:// or https://" in refused["detail"]


@pytest.mark.usefixtures("reader")
def test_a_private_address_is_refused_with_its_reason(desk: tuple[Ledger, TestClient]) -> None:
    _, api = desk
    answer = api.post("/api/read", json={"addresses": ["http://127.0.0.1:9/x"], "published": "2020-01-01"})
    assert answer.json()["sources"][0]["reason"] == "forbidden address"


# --- how it is described


def test_openapi_is_valid_and_describes_failures(api: TestClient) -> None:
    described = api.get("/api/openapi.json").json()
    validate(described)
    names = list(described["components"]["schemas"])
    assert not [name for name in names if "__" in name], "two shapes of one name"
    for path, methods in described["paths"].items():
        assert path.startswith("/api/"), path
        for method, operation in methods.items():
            assert operation["summary"], (path, method)
            assert operation["description"], (path, method)
            assert "application/problem+json" in operation["responses"]["default"]["content"]
            assert "422" not in operation["responses"]


def test_what_is_answered_has_the_form_that_openapi_gives_it(api: TestClient) -> None:
    from jsonschema import Draft202012Validator

    described = api.get("/api/openapi.json").json()
    claim = get(api, "claims", limit=1)["items"][0]
    paths = [
        "claims", "reports", "reports/a.txt", "reports/a.txt/origins", "origins", "ledger", "entities", "conflicts",
        "questions", "names/undecided", "sources", "log", "judgements", "exports", "changes?since=2018-01-01",
        "search?q=lumen", "dossier?name=Salt%20Guard", f"claims/{claim['id']}", "names?name=organization:Salt%20Guard",
    ]  # fmt: skip
    templates = {"reports/a.txt": "reports/{report_id}", "reports/a.txt/origins": "reports/{report_id}/origins"}
    templates[f"claims/{claim['id']}"] = "claims/{claim_id}"
    for path in paths:
        bare = path.partition("?")[0]
        operation = described["paths"][f"/api/{templates.get(bare, bare)}"]["get"]
        schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
        whole = {**schema, "components": described["components"]}
        found = [error.message for error in Draft202012Validator(whole).iter_errors(api.get(f"/api/{path}").json())]
        assert found == [], path


def test_the_page_names_every_operation_and_every_code(api: TestClient) -> None:
    page = api.get("/api")
    assert page.headers["content-type"].startswith("text/html")
    described = api.get("/api/openapi.json").json()
    for path, methods in described["paths"].items():
        for method in methods:
            assert f"{method.upper()} {path}" in page.text
    for code in ("forbidden", "bad_value", "not_found", "ambiguous", "ledger", "failed"):
        assert f'id="{code}"' in page.text
    assert "http://" not in page.text
    assert "https://" not in page.text


def test_hostile_text_is_carried_as_data_alone(api: TestClient) -> None:
    answer = api.get("/api/claims", params={"about": "Yusuf Darwan"})
    assert answer.json()["items"][0]["report"]["publisher"] == HOSTILE
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "script-src 'self'" in answer.headers["content-security-policy"]


anything = st.text(max_size=30)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    path=st.sampled_from("claims reports judgements dossier names conflicts search log exports".split()),
    key=anything, name=anything, words=anything,
)  # fmt: skip
def test_whatever_is_asked_no_answer_is_a_failure_of_ours(
    api: TestClient, path: str, key: str, name: str, words: str
) -> None:
    from urllib.parse import quote

    asked = {"name": name, "about": name, "q": words, "kind": words, "source": words, "by": name}
    answers = [api.get(f"/api/{path}", params=asked), api.get(f"/api/{path}/{quote(key, safe='')}")]
    for answer in answers:
        assert answer.status_code in (200, 404, 409, 422), answer.text
        if answer.status_code != 200:
            assert answer.json()["status"] == answer.status_code
