"""The masked copy is a whole ledger: who is hidden in it, who is not, and that it says the same of both."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reportedly import judging, naming
from reportedly.errors import BadValueError, ExchangeError, NotFoundError
from reportedly.ledger import Ledger
from reportedly.masking import Copy, Mask, Persons, masked, parse_rule, pseudonyms_of, write_masked
from reportedly.model import Kind, Mention
from reportedly.places import Level
from reportedly.workspace import Workspace
from tests.outlook import fill
from tests.written import Written, org, outlet, person, place, report, says, shelve, speaker, unnamed

from .attacked import seen, told
from .leaks import leaks

FRONT, COUNCIL = org("Reed Front"), org("Harbour Council")
ODA, LENA, MIRO, NILS = person("Oda Trask"), person("Lena Vorrick"), person("Miro Vorrick"), person("Nils Abar")
FERRYMAN, PIER = unnamed("ferryman of Quellmere"), place("pier of Quellmere")
STORY = (
    ("Oda Trask leads the Reed Front.", says("leads", ODA, FRONT)),
    ("Miro Vorrick, the council’s chairman, spoke.", says("holds_position", MIRO, COUNCIL, title="chairman")),
    ("His cousin Lena Vorrick was arrested in Quellmere.", says("arrested", LENA, place=place("Quellmere"))),
    ("Vorrick said he was sorry.", says("stated", MIRO, "he was sorry")),
    ("A ferryman of Quellmere saw Nils Abar at the pier.", says("present_in", NILS, PIER, by=FERRYMAN)),
    ("Lena Vorrick met Oda Trask, Nils Abar said.", says("met", LENA, ODA, by=speaker("Nils Abar"))),
    ("The front sits in Ghent, the Courier reported.", says("based_in", FRONT, place("Ghent"), by=outlet("Courier"))),
)  # fmt: skip


def story(name: str = "lena-vorrick-arrested.txt", publisher: str = "Quellmere Post", **more: str) -> Written:
    return report(name, publisher, "2023-05-01", *STORY, title="Lena Vorrick and the ferryman", **more)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """Nobody judges anything in this one."""
    with filled(tmp_path_factory.mktemp("masked") / "made.db") as made:
        yield made


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Ledger]:
    with filled(tmp_path / "own.db") as made:
        yield made


def filled(path: Path) -> Ledger:
    made = Ledger.open(path)
    fill(made, story(), report("b.txt", "Courier", "2023-05-02", ("Lena Vorrick is free.", says("arrested", LENA))))
    return made


def names(ledger: Ledger) -> dict[Kind, set[str]]:
    found: dict[Kind, set[str]] = defaultdict(set)
    for entity in ledger.entities():
        found[entity.kind].add(entity.name)
    return found


def test_the_private_are_hidden_and_the_public_are_not(ledger: Ledger) -> None:
    with masked(ledger, Mask()) as copy:
        persons = names(copy.ledger)[Kind.PERSON]
        assert {"Oda Trask", "Miro Vorrick"} < persons
        assert len(persons) == 4
        assert all(re.fullmatch(r"Person [A-Z2-9]{5}", name) for name in persons - {"Oda Trask", "Miro Vorrick"})
        first, second = copy.ledger.documents()
        assert (
            leaks(f"{first}{second}".encode(), ["Lena", "Lena Vorrick", "Nils", "Abar", "ferryman", "Quellmere"]) == []
        )
        # What is said of the chairman stays with him, though his cousin is hidden.
        assert "Miro Vorrick, the council’s chairman" in first.text
        assert "source S-" in first.text
        assert FRONT.name in first.text
        assert copy.ledger.masked_by() == copy.words
        assert ledger.masked_by() == ""


def test_the_copy_says_of_each_what_the_ledger_says(ledger: Ledger) -> None:
    lena = next(e for e in ledger.entities() if e.name == "Lena Vorrick")
    with masked(ledger, Mask()) as copy:
        told = {r.claim.predicate for r in copy.ledger.claims(about=copy.entity(lena.id))}
        assert told == {r.claim.predicate for r in ledger.claims(about=lena.id)} == {"arrested", "met"}
        page = Workspace(copy.ledger).dossier(copy.entity(lena.id))
        assert page.reports == 2
        assert page.entity.name.startswith("Person ")
        for record in copy.ledger.claims():
            span = record.claim.span
            assert record.document.text[span.start : span.end] == record.claim.quote


def test_the_examples_stay_the_same_but_for_names(examples: Ledger, copy: Copy) -> None:
    def shape(ledger: Ledger) -> Counter[tuple[str, ...]]:
        return Counter(
            (c.predicate, c.polarity.value, c.certainty.value, *(s.kind.value for s in c.sources))
            for c in (record.claim for record in ledger.claims())
        )

    assert (shape(examples) - shape(copy.ledger)).total() <= copy.counts["alike"]
    assert not shape(copy.ledger) - shape(examples)
    one = {
        e.id: {(r.claim.predicate, r.claim.span.start) for r in examples.claims(about=e.id)}
        for e in examples.entities()
    }
    assert len(set(copy.entities.values())) == len(copy.entities) > 70
    for old, new in copy.entities.items():
        told = copy.ledger.claims(about=new)
        assert len(told) >= len(one[old]) - copy.counts["alike"] - len(one[old]) // 3
    public = {e.name for e in copy.ledger.entities() if e.kind is Kind.PERSON and not e.name.startswith("Person ")}
    assert {"Kasvar Ildan", "Nuvar Jelik", "Davlesh Morkan", "Orvel Ildan"} <= public
    texts = " ".join(document.text for document in copy.ledger.documents())
    assert texts.count("Valley Guard") == " ".join(d.text for d in examples.documents()).count("Valley Guard")
    assert "Kasvar Ildan" in texts


def test_pseudonyms_are_the_same_each_time_and_tell_people_apart(ledger: Ledger) -> None:
    with masked(ledger, Mask()) as one, masked(ledger, Mask(places=None, unnamed=False)) as other:
        assert names(one.ledger)[Kind.PERSON] == names(other.ledger)[Kind.PERSON]
    listed = pseudonyms_of(ledger, Mask())
    assert {one.names for one in listed if one.kind == "person"} == {("Lena Vorrick",), ("Nils Abar",)}
    assert len({one.label for one in listed}) == len(listed)


def test_another_ledger_of_the_same_reports_has_other_pseudonyms(ledger: Ledger, tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "second.db") as second:
        fill(second, story())
        here, there = ({p.label for p in pseudonyms_of(each, Mask())} for each in (ledger, second))
        assert not here & there


@pytest.mark.parametrize(
    ("rule", "hidden", "shown"),
    [
        ("persons", {"Lena Vorrick", "Nils Abar"}, {"Oda Trask", "Quellmere", "ferryman"}),
        ("all persons", {"Lena Vorrick", "Oda Trask", "Miro Vorrick"}, {"Quellmere", "Reed Front"}),
        ("unnamed", {"ferryman of Quellmere"}, {"Lena Vorrick", "Nils Abar", "Ghent"}),
        ("places:district", {"Quellmere", "Ghent"}, {"Lena Vorrick", "ferryman"}),
        ("places:town", set(), {"Quellmere", "Ghent", "Lena Vorrick"}),
        ("also:Reed Front", {"Reed Front", "Lena Vorrick"}, {"Oda Trask"}),
        ("default, not:Lena Vorrick, not:Quellmere", {"Nils Abar", "Ghent"}, {"Lena Vorrick", "Quellmere"}),
    ],
)
def test_a_rule_hides_what_it_says_and_no_more(rule: str, hidden: set[str], shown: set[str], ledger: Ledger) -> None:
    assert set(leaks(told(seen(ledger, rule)), hidden | shown)) == shown


@pytest.mark.parametrize("rule", ["person", "places:village", "persons,,name", "also:"])
def test_a_rule_that_cannot_be_read_is_refused(rule: str) -> None:
    with pytest.raises(BadValueError, match="mask: got"):
        parse_rule(rule)


def test_a_rule_in_words() -> None:
    assert parse_rule("") == parse_rule("default") == Mask()
    assert parse_rule("all persons, places:country") == Mask(Persons.ALL, False, Level.COUNTRY, names=False)
    assert str(Mask(Persons.NONE, False, None, names=False)) == "Nothing is masked."
    said = str(parse_rule("default, also:Oda Trask, not:Nils Abar"))
    assert "1 more, chosen by name" in said
    assert "1 left as they are" in said
    assert leaks(said.encode(), ["Oda", "Trask", "Nils", "Abar"]) == []


def test_a_name_of_whom_no_report_speaks_is_an_error(ledger: Ledger) -> None:
    with pytest.raises(NotFoundError, match="Nobody Here"), masked(ledger, parse_rule("also:Nobody Here")):
        pass


def test_judgements_come_along_without_names(own: Ledger) -> None:
    claims = {r.claim.predicate: r.claim.id for r in own.claims()}
    judging.accept(own, claims["met"], why="Lena Vorrick told me", by="Petra Quill")
    judging.reject(own, claims["stated"], why="no", by="Petra Quill")
    judging.grade(own, "Quellmere Post", "C", why="Nils Abar owns it", by="Petra Quill")
    judging.retract(own, ["b.txt"], why="Lena Vorrick is not free", by="Petra Quill", corrected="Lena Vorrick is held")
    naming.different(own, "Lena Vorrick", "Miro Vorrick", why="cousins", by="Petra Quill")
    with masked(own, Mask()) as copy:
        made = copy.ledger.judgements()
        assert {j.kind for j in made} >= {"accepted", "reliability", "corrected", "different", "masked"}
        assert leaks(repr(made).encode(), ["Petra", "Quill", "Lena", "Nils Abar", "Quellmere"]) == []
        assert len({j.by for j in made if j.by.startswith("analyst A-")}) == 1
        assert len(copy.ledger.retracted()) == 1
        assert "stated" not in {r.claim.predicate for r in copy.ledger.claims()}


def test_a_claim_mended_by_a_person_is_shown_as_it_was_mended(own: Ledger) -> None:
    met = next(r for r in own.claims() if r.claim.predicate == "met")
    changes = judging.Changes(object="person:Nils Abar")
    judging.mend(own, met.claim.id, changes, why="she met Nils Abar", by="P.")
    with masked(own, Mask()) as copy:
        (shown,) = (r for r in copy.ledger.claims() if r.claim.predicate == "met")
        assert isinstance(shown.claim.object, Mention)
        assert shown.claim.object.name.startswith("Person ")
        assert shown.review is not None
        assert shown.review.kind == "accepted"


def test_what_stands_in_file_names_and_addresses_is_hidden(tmp_path: Path) -> None:
    made = story()
    web = replace(
        made, document=replace(made.document, origin="https://u:pw@post.example/2023/%4Cena-vorrick", name="x")
    )
    plain = report("c.txt", "Courier", "2023-05-03", ("Oda Trask leads the Reed Front.", says("leads", ODA, FRONT)))
    plain = replace(plain, document=replace(plain.document, origin="https://courier.example/trask?id=7"))
    with Ledger.open(tmp_path / "a.db") as ledger:
        fill(ledger, web, plain, story("d.txt"))
        with masked(ledger, Mask()) as copy:
            found = sorted(document.origin for document in copy.ledger.documents())
            assert found[0] == "https://courier.example/trask?id=7"
            assert all(re.fullmatch(r"masked:R-[A-Z2-9]{5}", origin) for origin in found[1:])
            assert len({document.id for document in copy.ledger.documents()}) == 3


def test_versions_of_one_page_stay_versions(tmp_path: Path) -> None:
    one, two = story("a.txt"), story("b.txt")
    same = "https://post.example/lena-vorrick"
    with Ledger.open(tmp_path / "a.db") as ledger:
        fill(ledger, *(replace(w, document=replace(w.document, origin=same)) for w in (one, two)))
        with masked(ledger, Mask()) as copy:
            assert [d.previous is None for d in copy.ledger.documents()].count(False) == 1


def test_names_of_whom_no_claim_speaks_are_withheld(tmp_path: Path) -> None:
    said = (
        "Oda Trask leads the Reed Front.",
        "Her aunt Jolanda Prem fell ill on Monday, the Courier wrote; Prem was near Skelder Wood then.",
        "Walking home, she met nobody. “Ulrik!” she cried. The NATO men saw a Tajik in Paris, France.",
    )
    made = report("a.txt", "Courier", "2023-05-01", (said[0], says("leads", ODA, FRONT)), (said[1],), (said[2],))
    with Ledger.open(tmp_path / "a.db") as ledger:
        shelve(ledger, made)
        (masked_report,) = seen(ledger, "persons,names,places:country")
        text = masked_report.document.text
        assert leaks(text.encode(), ["Jolanda", "Prem", "Skelder", "Ulrik", "Paris"]) == []
        for shown in (
            said[0],
            "on Monday, the Courier wrote;",
            "Walking home, she",
            "The NATO men saw a Tajik in",
            "France.",
        ):
            assert shown in text
        (masked_report,) = seen(ledger, "persons")
        assert masked_report.document.text == made.document.text


def test_a_copy_is_never_written_over_a_file(ledger: Ledger, tmp_path: Path) -> None:
    there = tmp_path / "there.db"
    there.write_bytes(b"mine")
    with pytest.raises(ExchangeError, match="is there already"):
        write_masked(ledger, Mask(), there)
    with pytest.raises(ExchangeError, match="cannot be written"):
        write_masked(ledger, Mask(), tmp_path / "nowhere" / "copy.db")
    assert there.read_bytes() == b"mine"
    assert not list(tmp_path.glob("*.part*"))


def test_a_masked_copy_can_be_masked_again(ledger: Ledger) -> None:
    with masked(ledger, Mask()) as copy, masked(copy.ledger, parse_rule("all persons")) as again:
        assert all(name.startswith("Person ") for name in names(again.ledger)[Kind.PERSON])
        assert not names(again.ledger)[Kind.PERSON] & names(copy.ledger)[Kind.PERSON]


def test_an_empty_ledger_has_an_empty_copy(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "empty.db") as ledger, masked(ledger, Mask()) as copy:
        assert copy.ledger.counts()["claims"] == 0
        assert "nothing to hide" in copy.words
