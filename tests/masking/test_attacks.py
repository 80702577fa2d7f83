"""Somebody holds the masked copy and wants a name: however it was written in the reports, it is not there."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from reportedly import judging, naming
from reportedly.ledger import Ledger
from reportedly.masking import parse_rule, write_masked
from reportedly.masking.lookalikes import lookalikes
from reportedly.masking.words import words
from reportedly.model import Claim, Passage
from reportedly.reading.vocabulary import combine_vocabularies
from reportedly.ways import vocabulary_of
from reportedly.weigh import weigh
from tests.written import Written, number, org, person, place, report, says

from .attacked import FRONT, LENA, ODA, one, seen, shelved, speaker, unnamed
from .leaks import leaks

NILS, ULM = person("Nils Ivarsen"), place("Ulm Street")
TEACHER, COOK = unnamed("teacher from Ulm Street"), unnamed("cook of Skelder")
DISGUISED = {
    "a broken line": "Lena Vor-\nrick spoke; Vor\u00ad\nrick; Vor\u2010\n  rick left; Le-\nna came.",
    "unseen": "Vor\u200brick, V\u200do\u200dr\u200drick, Vor\u3164rick, Vor\U000e0061rick, Le\x00na, L\x01ena",
    "another's letters": "Lеna Vоrrick, Ｖｏｒｒｉｃｋ, 𝐕𝐨𝐫𝐫𝐢𝐜𝐤, VОRRICK, Vοrrick, ᏙorrᎥck",
    "digits": "V0rrick, Vorr1ck, L3na",
    "spaced": "V o r r i c k and L E N A V O R R I C K and V.o.r.r.i.c.k and V-o-r-r-i-c-k",
    "glued": "LenaVorrick, lenavorrick, V_orrick, Lena_Vorrick, lena.vorrick",
    "markup": "&#76;ena, V&ouml;rrick, Vorri&#x63;k, Lena&#160;Vorrick, Vor&shy;rick",
    "turned round": "\u202ekcirroV aneL\u202c and Vor\u202ekcir\u202c and VORRICK, LENA",
    "letters of others": "Лена wept, Λενα wept.",
    "compounds": "Vorrick-led men, anti-Vorrick songs, Vorricks', Vorrick’s, Vorrickism, pro-Lena",
    "double names": "Lena Maria Vorrick; Lena-Maria Vorrick; Lena Vorrick-Abar; Lena “Vixen” Vorrick; L. M. Vorrick",
    "initials": "L. Vorrick came. Lena V. left. L.V. wept. L. V. sang.",
    "accents": "Lēna Vörrick, Léna Vorríçk",
}


LEFT = set("lena vorrick vor rick orrick le na maria abar vixen v l m c".split())
"""What would be left of the name where half of it was overlooked."""


@pytest.fixture(scope="module")
def disguised(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """How each way of writing comes out, masked by persons alone, without a guess at what looks like a name."""
    reports = [one(text, name=f"{i}.txt") for i, text in enumerate(DISGUISED.values())]
    with shelved(tmp_path_factory.mktemp("attacks") / "a.db", *reports) as ledger:
        masked = {
            m.document.name: m.document.text.rpartition(" was arrested in Quellmere. ")[2]
            for m in seen(ledger, "persons")
        }
    return {way: masked[f"{i}.txt"] for i, way in enumerate(DISGUISED)}


@pytest.mark.parametrize("way", DISGUISED)
def test_a_name_is_not_to_be_read_however_it_is_disguised(way: str, disguised: dict[str, str]) -> None:
    text = disguised[way]
    assert "Person " in text
    left = {part for word in words(text) for part in (word.form, *lookalikes(word.form))}
    assert not left & LEFT
    bare = re.sub(r"Person \w+|\W|_", "", text).casefold()
    assert "vor" not in bare
    assert "lena" not in bare


def test_double_names_and_initials_are_one_pseudonym(disguised: dict[str, str]) -> None:
    label = re.search(r"Person \w+", disguised["accents"])
    assert label is not None
    assert disguised["double names"].replace(label[0], "X") == "X; X; X; X; [name withheld]"
    assert disguised["initials"].replace(label[0], "X") == "X came. X. left. X. wept. X. sang."


ELSEWHERE = {
    "a handle": "Post by @lenavorrick and @l_vorrick.",
    "an address of mail": "Write to lena.vorrick@mail.example or l.vorrick[at]mail.example.",
    "an address of the web": "See https://ex.example/p?n=%4c%65na, ex.example/vorri%63k.html, t.me/vorrick_l.",
    "older letters": "See https://ex.example/%EB%E5%ED%E0 and https://ex.example/%cc%c5%ce%c1.",
    "packed": "See https://ex.example/TGVuYSBWb3JyaWNr.",
    "a file": "It is in lena-vorrick.pdf and VORRICK_LENA.docx.",
}


def test_addresses_and_files_tell_nothing(tmp_path: Path) -> None:
    spelled = ("Lena, or Лена, was held.", says("also_known_as", LENA, "Лена"))
    with shelved(tmp_path / "a.db", one(spelled, *ELSEWHERE.values())) as ledger:
        (masked,) = seen(ledger, "persons")
    assert leaks(masked.document.text.encode(), ["Lena", "Vorrick", "Лена", "lenavorrick"]) == []
    assert not re.search(r"%[0-9a-f]{2}|TGVu", masked.document.text, re.I)


def test_no_field_of_a_report_or_a_claim_tells_anything(tmp_path: Path) -> None:
    """Each field of a report and of its claims, in one ledger, whose masked copy is searched byte by byte."""
    made = one(
        ("Nils joined the Lena Vorrick Brigade.", says("member_of", NILS, org("Lena Vorrick Brigade"))),
        ("The council met.", says("met", org("Quellmere Council"), org("Harbour Union of Quellmere"))),
        ("Ib Wu came; Wu spoke to Ib.", says("present_in", person("Ib Wu"), place("Wu Valley"))),
        ("A teacher from Ulm Street saw Lena.", says("present_in", LENA, ULM, by=(TEACHER, speaker(NILS.name)))),
        ("The songs of @lenasongs.", says("active_on", LENA, "@lenasongs on Telegram, v.example/singers/lenettina")),
        ("She is lenettina there.", says("also_known_as", LENA, "Vixen of the Reeds")),
        ("Some 40 Vorrick men fight.", says("strength", FRONT, number(40, 40, "Vorrick men"))),
        ("It was sung.", says("published", FRONT, "Song of Lena", medium="Vorrick’s Radio", status="Lenas case")),
        ("Quellmere was shot.", says("killed", person("Quellmere"))),
        title="LENA VORRICK: the trial",
        name="lena-vorrick.txt",
        publisher="Lena Vorrick Press",
        authors=("Desk of Vorrick",),
        language="lena",
        media_type="text/html; name=lena-vorrick.html",
        passages=(Passage(0, 31, 1, "I. Lena Vorrick › Quellmere"),),
    )  # fmt: skip
    gone = report(
        "b.txt",
        "Courier",
        "2023-05-02",
        ("Jana Petrel met Oda Trask, a cook of Skelder said.", says("met", person("Jana Petrel"), ODA, by=COOK)),
        ("Petrel went to Old Skelder.", says("present_in", ODA, place("Old Skelder"))),
    )  # fmt: skip
    hidden = [
        *("Lena", "Vorrick", "Nils", "Ivarsen", "Quellmere", "Ib", "Ulm", "teacher", "lenasongs", "lenettina", "Vixen"),
        *("Jana", "Petrel", "Skelder", "cook", "Petra Quill", "Quill", "Hedvig", "singers/"),
    ]
    with Ledger.open(tmp_path / "a.db", lasting=False) as ledger:
        ledger.add(made.document, made.original, [_by(c) for c in made.claims], reader="import:lena-vorrick 3")
        ledger.add(gone.document, gone.original, gone.claims, reader="vorrick 1")
        weigh(ledger)
        for record in ledger.claims(document="b.txt"):
            judging.reject(ledger, record.claim.id, why="Jana Petrel did not", by="Petra Quill")
        naming.different(ledger, "Nils Ivarsen", "Ib Wu", why="Hedvig knows both", by="Petra Quill")
        out = tmp_path / "out.db"
        write_masked(ledger, parse_rule("default"), out)
        ids = [d.id for d in ledger.documents()] + [
            e.id for e in ledger.entities() if e.name not in (ODA.name, FRONT.name)
        ]
    assert leaks(out.read_bytes(), hidden, ids) == []
    with Ledger.open(out) as copy:
        assert {d.language for d in copy.documents()} == {None, "en"}
        assert "Place " in next(e.name for e in copy.entities() if e.name.endswith(" Council"))


def _by(claim: Claim) -> Claim:
    return replace(claim, reader="lena-vorrick")


def test_names_written_small_are_no_common_words(tmp_path: Path) -> None:
    """A blog that writes no capitals does not make a name a word of the language."""
    blog = one("lena vorrick, oh vorrick, where is vorrick? ask @vorrick or vorrick.example.")
    with shelved(tmp_path / "a.db", blog) as ledger:
        (masked,) = seen(ledger, "persons")
    assert "vorrick" not in masked.document.text


def test_a_name_that_is_a_word_is_masked_only_where_it_is_a_name(tmp_path: Path) -> None:
    hope = ("Hope Young was held.", says("arrested", person("Hope Young")))
    text = "The young hope for rain. Young wept. See https://ex.example/hope-held."
    with shelved(tmp_path / "a.db", one(hope, text), _elsewhere("Hope is left, said Young Hill.")) as ledger:
        first, second = (m.document.text for m in seen(ledger, "persons"))
    assert "The young hope for rain. Person " in first
    assert "[address withheld]" in first
    assert second.endswith("Hope is left, said Young Hill.")


def _elsewhere(text: str) -> Written:
    return report("z.txt", "Courier", "2023-05-09", (ODA.name + " slept.", says("stated", ODA, "x")), (text,))


def test_another_of_the_same_surname_is_not_taken_for_the_one_who_is_hidden(tmp_path: Path) -> None:
    text = "Her aunt Jolanda Vorrick came with M. Vorrick. Vorrick. Lena wept."
    with shelved(tmp_path / "a.db", one(text)) as ledger:
        (masked,) = seen(ledger)
    label = next(re.finditer(r"Person \w+", masked.document.text))[0]
    said = masked.document.text.rpartition("Her aunt ")[2].replace(label, "X")
    assert said == "[name withheld] came with [name withheld]. X. X wept."


def test_words_that_are_nobodys_name_stay(tmp_path: Path) -> None:
    text = (
        "Timeline. Regionalism: the Supreme Court of the Islamic State. Dear readers, the Mayor wrote on Telegram that "
        "European Muslims and the Soviet army read Arabic. Transcript of the Communist Party. Rumours spread."
    )
    with shelved(tmp_path / "a.db", one(text)) as ledger:
        (masked,) = seen(ledger)
    assert masked.document.text.endswith(text)


def test_a_vocabulary_keeps_no_name(tmp_path: Path) -> None:
    own = combine_vocabularies(
        ["guards:\n  says: who guards Lena Vorrick's house\n  subject: [person]\n  object: [person]\n  holds: many\n"
         "  patterns:\n    - '{subject} guards {object}'\n"]
    )  # fmt: skip
    with Ledger.open(tmp_path / "a.db", lasting=False) as ledger:
        made = one()
        ledger.add(made.document, made.original, made.claims, reader="r 1")
        judging.keep_vocabulary(ledger, own, why="for Vorrick", by="me")
        write_masked(ledger, parse_rule("default"), tmp_path / "out.db")
    assert leaks((tmp_path / "out.db").read_bytes(), ["Lena", "Vorrick"]) == []
    with Ledger.open(tmp_path / "out.db") as copy:
        assert "guards" in vocabulary_of(copy).entries
