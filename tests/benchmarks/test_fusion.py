"""The benchmark of fusion: author fields as read, the rivals on textbook cases, our weighing on made-up shops."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.fusion.__main__ import main, score, sets_of
from benchmarks.fusion.authors import Name, read
from benchmarks.fusion.book import Authors, Claim, chosen, claims_of, persons, same_person
from benchmarks.fusion.data import isbn10, load, right
from benchmarks.fusion.origins import one_an_origin, origins
from benchmarks.fusion.rivals import accu, majority, truthfinder
from benchmarks.fusion.weighing import habits, likeliest, propositions, spelt_alike, standings, weighed

Table = dict[str, dict[str, str]]

# The running example of Dong, Berti-Équille, Srivastava (2009): S1 is right throughout, S4 and S5 copy S3.
AFFILIATIONS: Table = {
    "S1": {"a": "mit", "b": "msr", "c": "msr", "d": "uci", "e": "google"},
    "S2": {"a": "berkeley", "b": "msr", "c": "msr", "d": "att", "e": "google"},
    "S3": {"a": "mit", "b": "wisc", "c": "msr", "d": "bea", "e": "uw"},
    "S4": {"a": "mit", "b": "wisc", "c": "msr", "d": "bea", "e": "uw"},
    "S5": {"a": "ms", "b": "wisc", "c": "msr", "d": "bea", "e": "uw"},
}


def claims_from(table: Table) -> dict[str, list[Claim]]:
    """A claim for each cell; authors part at "+", surnames only."""
    out: dict[str, list[Claim]] = {}
    for source, cells in table.items():
        for book, value in cells.items():
            authors = frozenset((name,) for name in value.split("+"))
            out.setdefault(book, []).append(Claim(source, book, authors, value, False))
    return out


def names(authors: frozenset[tuple[str, ...]]) -> str:
    return "+".join(sorted(" ".join(name) for name in authors))


def picks(picked: dict[str, frozenset[tuple[str, ...]]]) -> dict[str, str]:
    return {book: names(authors) for book, authors in picked.items()}


@pytest.mark.parametrize(
    ("field", "wanted"),
    [
        ("Quell, Anna B.", ["anna b quell"]),
        ("Anna B. Quell", ["anna b quell"]),
        ("QUELL, ANNA B. (UNIVERSITY OF NOWHERE, SPAIN)", ["anna b quell"]),
        ("Quell, Anna; Moor, Per", ["anna quell", "per moor"]),
        ("Quell, Anna/ Moor, Per (EDT)", ["anna quell", "per moor"]),
        ("Quell, Anna, and Moor, Per", ["anna quell", "per moor"]),
        ("Anna Quell, Per Moor", ["anna quell", "per moor"]),
        ("Quell, AnnaMoor, Per", ["anna quell", "per moor"]),
        ("Quell, Anna B.BRMoor, Per", ["anna b quell", "per moor"]),
        ("Quell, Anna Moor, Per", ["anna quell", "per moor"]),
        ("Quell, Anna (Author) Moor, Per (Foreword by)", ["anna quell"]),
        ("Quell, Anna, Ph.D.; Moor, Per, Jr.", ["anna quell", "per moor"]),
        ("Van der Quell, Anna", ["anna van der quell"]),
        ("Jos&eacute; O'Quell &amp; Per Moor", ["jose oquell", "per moor"]),
    ],
)
def test_a_field_is_read_as_its_punctuation_suggests(field: str, wanted: list[str]) -> None:
    reading = read(field)
    assert reading is not None
    assert [" ".join(name) for name in reading.candidates[0]] == wanted


@pytest.mark.parametrize("field", ["", "  ", "Not Available", "Not Available (NA)", "N/A", "-"])
def test_a_field_that_names_nobody_is_no_claim(field: str) -> None:
    assert read(field) is None


def test_et_al_and_an_open_end_mark_a_list_as_cut() -> None:
    for field in ("Quell, Anna, et al.", "Quell, Anna; etc.", "Quell, Anna/ Moor,"):
        reading = read(field)
        assert reading is not None
        assert reading.cut, field
    whole = read("Quell, Anna; Moor, Per")
    assert whole is not None
    assert not whole.cut


@settings(max_examples=50)
@given(st.text(max_size=60))
def test_any_text_is_read_without_failing(field: str) -> None:
    reading = read(field)
    assert reading is None or all(name and all(name) for names in reading.candidates for name in names)


def test_other_sellers_decide_what_punctuation_leaves_open() -> None:
    said = [("A", "Anna Quell; Per Moor"), ("B", "Quell, Moor"), ("C", "ANNA QUELL PER MOOR"), ("D", "Quell, Anna/ Mo")]
    readings = {raw: reading for _, raw in said if (reading := read(raw))}
    assert {raw: len(taken) for raw, (taken, _) in chosen(readings).items()} == dict.fromkeys(readings, 2)
    claims = claims_of("1", said)
    assert {names(claim.authors) for claim in claims} == {"anna quell+per moor"}
    assert [claim.cut for claim in claims] == [False, False, False, True]


def test_glued_capitals_are_parted_by_a_surname_that_others_know() -> None:
    claims = claims_of("1", [("A", "Quell, Anna; Wrobel, Stan"), ("B", "QUELL, ANNAWROBEL, STAN")])
    assert {names(claim.authors) for claim in claims} == {"anna quell+stan wrobel"}


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("anna b quell", "anna quell", True),
        ("a quell", "anna beate quell", True),
        ("w anna quell", "anna quell", True),
        ("bob quell", "robert f quell", True),
        ("quell", "anna quell", True),
        ("quell anna", "anna quell", True),
        ("quell anna b", "anna quell", True),
        ("anna quell", "per quell", False),
        ("anna quell", "anna quelle", False),
        ("linda quell", "timothy linda quell", False),
    ],
)
def test_which_forms_name_one_person(a: str, b: str, same: bool) -> None:
    one, two = tuple(a.split()), tuple(b.split())
    assert same_person(one, two) is same_person(two, one) is same


@settings(max_examples=50)
@given(
    st.lists(st.lists(st.sampled_from(["anna", "b", "per", "quell", "moor", "r"]), min_size=1, max_size=3), max_size=6)
)
def test_persons_do_not_depend_on_the_order_of_the_lists(lists: list[list[str]]) -> None:
    forms = [[tuple(name)] for name in lists]
    assert persons(forms) == persons(forms[::-1])


def test_a_source_that_lists_a_book_twice_makes_one_claim() -> None:
    (claim,) = claims_of("1", [("A", "Quell, Anna"), ("A", "Quell, Anna; Moor, Per"), ("A", "Anna Quell")])
    assert names(claim.authors) == "anna quell"


def test_right_is_exact_and_in_any_order() -> None:
    answer = (("anna", "quell"), ("per", "moor"))
    assert right(frozenset({("p", "moor"), ("anna", "b", "quell")}), answer)
    assert not right(frozenset({("anna", "quell")}), answer)
    assert not right(frozenset({("anna", "quell"), ("per", "moor"), ("ida", "zeller")}), answer)
    assert not right(frozenset({("quell",), ("per", "moor")}), answer)
    assert not right(frozenset({("anna", "quelle"), ("per", "moor")}), answer)


def test_score_counts_what_is_missing_in_both_figures() -> None:
    answers: dict[str, tuple[Name, ...]] = {"1": (("anna", "quell"), ("per", "moor")), "2": (("ida", "zeller"),)}
    picked: dict[str, Authors] = {"1": frozenset({("anna", "quell")}), "2": frozenset({("ida", "zeller")})}
    assert score(picked, answers) == (50.0, 80.0)


def test_isbn_of_thirteen_becomes_one_of_ten() -> None:
    assert isbn10("9780201853940") == "0201853949"
    assert isbn10("9780073516677") == "0073516678"
    assert isbn10("080442957X") == "080442957X"


def test_majority_and_accu_follow_the_copiers_and_accucopy_does_not() -> None:
    claims = claims_from(AFFILIATIONS)
    copied = {"a": "mit", "b": "wisc", "c": "msr", "d": "bea", "e": "uw"}
    assert picks(majority(claims)) == copied
    assert picks(accu(claims)) == copied
    # The paper finds S1's values in this example, with a prior of one half.
    assert picks(accu(claims, copying=True, prior=0.5, least=1)) == AFFILIATIONS["S1"]


def test_accu_believes_the_source_that_is_right_elsewhere() -> None:
    sources: Table = {s: {f"b{i}": "x" for i in range(8)} for s in ("good", "fine", "well")}
    poor: Table = {s: {f"b{i}": s for i in range(8)} for s in ("bad", "worse")}
    table: Table = {**sources, **poor}
    table["good"]["q"] = table["fine"]["q"] = "right"
    table["bad"]["q"] = table["worse"]["q"] = "wrong"
    assert picks(accu(claims_from(table)))["q"] == "right"
    assert picks(truthfinder(claims_from(table)))["q"] == "right"


def test_truthfinder_lets_a_short_list_speak_for_the_longer() -> None:
    table = {"A": {"q": "quell"}, "B": {"q": "quell"}, "C": {"q": "quell+moor"}, "D": {"q": "quell+moor"}}
    assert picks(truthfinder(claims_from(table)))["q"] == "moor+quell"


def shops(*, copies: bool) -> dict[str, list[Claim]]:
    """Thirty books; "Ruin" and "Rubble" share an odd wording of each where ``copies``, else have ways of their own."""
    out = {}
    for i in range(30):
        fields = {"North": f"Quell{i}, A.", "South": f"A. Quell{i}", "West": f"Quell{i}", "East": f"quell{i}, a"}
        fields["Ruin"] = f"QUELL{i} A/"
        fields["Rubble"] = fields["Ruin"] if copies else f"by A Quell{i}"
        out[str(i)] = [Claim(shop, str(i), frozenset({(f"quell{i}",)}), raw, False) for shop, raw in fields.items()]
    return out


def test_rare_wordings_shared_time_and_again_make_one_origin() -> None:
    groups = origins(shops(copies=True))
    assert groups["Ruin"] == groups["Rubble"]
    assert len(set(groups.values())) == 5
    assert len(set(origins(shops(copies=False)).values())) == 6


def test_what_everybody_writes_alike_makes_no_origin() -> None:
    claims = {
        str(i): [Claim(f"S{s}", str(i), frozenset({("quell",)}), "Quell, Anna", False) for s in range(8)]
        for i in range(5)
    }
    assert len(set(origins(claims).values())) == 8


def test_one_origin_is_one_witness() -> None:
    claims = shops(copies=True)
    claims["q"] = [
        Claim("Ruin", "q", frozenset({("wrong",)}), "WRONG/", False),
        Claim("Rubble", "q", frozenset({("wrong",)}), "WRONG/", False),
        Claim("North", "q", frozenset({("right",)}), "Right", False),
        Claim("South", "q", frozenset({("right",)}), "Right.", False),
    ]
    heard = one_an_origin(claims, origins(claims))
    assert len(heard["q"]) == 3
    assert names(majority(heard)["q"]) == "right"


def test_a_misspelling_is_no_second_proposition() -> None:
    assert spelt_alike(("ron", "brinkmann"), ("ron", "brinkman"))
    assert not spelt_alike(("ron", "brinkmann"), ("ida", "brinkmann"))
    assert not spelt_alike(("anna", "moor"), ("anna", "poor"))
    claims = claims_from({"A": {"q": "brinkmann"}, "B": {"q": "brinkmann"}, "C": {"q": "brinkman"}})
    assert {names(claim.authors) for claim in propositions(claims)["q"]} == {"brinkmann"}


def habitual() -> Table:
    """Two shops give whole lists; three give the first author only, of every book."""
    whole = {f"b{i}": f"quell{i}+moor{i}" for i in range(10)}
    first = {book: value.split("+")[0] for book, value in whole.items()}
    return {"W1": dict(whole), "W2": dict(whole), "W3": dict(whole), "F1": dict(first), "F2": dict(first)}


def test_silence_of_those_who_are_always_silent_weighs_little() -> None:
    table = habitual()
    for shop, value in {"W1": "anna+per", "W2": "anna+per", "F1": "anna", "F2": "anna", "F3": "anna"}.items():
        table.setdefault(shop, {})["q"] = value
    claims = claims_from(table)
    assert names(majority(claims)["q"]) == "anna"
    assert names(weighed(claims)["q"]) == "anna+per"
    assert names(likeliest(claims)["q"]) == "anna+per"
    habit = habits(claims, weighed(claims))
    assert habit("W1") > 0.9 > 0.3 > habit("F1")
    standing = standings(claims["q"], habit)[("per",)]
    assert (standing.named, standing.silent) == (2, 3)
    assert "named by 2 origins; 3 give lists without" in standing.why


def test_silence_of_those_who_give_whole_lists_weighs() -> None:
    table = habitual()
    for shop, value in {"W1": "anna", "W2": "anna", "W3": "anna", "F1": "anna+ghost", "F2": "anna"}.items():
        table[shop]["q"] = value
    assert names(weighed(claims_from(table))["q"]) == "anna"


def test_a_list_that_was_cut_off_denies_nobody() -> None:
    said = [
        Claim("A", "q", frozenset({("anna",)}), "Anna, et al", True),
        Claim("B", "q", frozenset({("anna",), ("per",)}), "", False),
    ]
    assert standings(said, lambda _: 1.0)[("per",)].silent == 0
    assert names(weighed({"q": said})["q"]) == "anna+per"


@settings(max_examples=30, deadline=None)
@given(
    st.permutations(sorted(AFFILIATIONS)),
    st.lists(
        st.tuples(st.sampled_from("ABCD"), st.sampled_from("pq"), st.sampled_from(["x", "x+y", "y+z"])), max_size=8
    ),
)
def test_the_order_of_the_claims_does_not_matter(order: list[str], more: list[tuple[str, str, str]]) -> None:
    table = {source: dict(AFFILIATIONS[source]) for source in order}
    for source, book, value in dict.fromkeys(more):
        table.setdefault(source, {})[book] = value
    claims = claims_from(table)
    turned = {book: claims[book][::-1] for book in reversed(claims)}
    for method in (majority, truthfinder, weighed, likeliest):
        assert method(claims) == method(turned), method.__name__
    assert accu(claims, copying=True, least=1) == accu(turned, copying=True, least=1)
    assert sets_of(claims).both.keys() == sets_of(turned).both.keys()


def write_corpus(folder: Path) -> None:
    folder.mkdir(parents=True)
    lines = [
        ("Nord Books", "0201853949", "On Quells", "Quell, Anna; Moor, Per"),
        ("Sud Books", "0201853949", "On Quells", "Anna Quell, Per Moor"),
        ("Mid Books", "0201853949", "ON QUELLS", "QUELL"),
        ("Nord Books", "9780073516677", "Moors", "Not Available"),
        ("Sud Books", "9780073516677", "Moors", "Per Moor"),
    ]
    (folder / "book.txt").write_text("\n".join("\t".join(line) for line in lines), encoding="latin-1")
    (folder / "book_golden.txt").write_text("0201853949\tquell, anna;  moor, per ;\n\n", encoding="latin-1")
    (folder / "book_silver.txt").write_text("9780073516677\tper moor\n", encoding="latin-1")


def test_the_whole_run_prints_a_table_and_one_object(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_corpus(tmp_path / "fusion" / "book")
    assert main(["--corpora", str(tmp_path)]) == 0
    result = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert result["benchmark"] == "fusion"
    assert {"ours", "majority", "truthfinder", "accu", "accucopy"} <= result.keys()
    assert result["ours"] == 100.0


def test_a_book_can_be_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_corpus(tmp_path / "fusion" / "book")
    assert main(["--corpora", str(tmp_path), "--explain", "0201853949"]) == 0
    out = capsys.readouterr().out
    assert "anna quell: named by all 3 origins" in out
    assert main(["--corpora", str(tmp_path), "--explain", "nothing"]) == 2


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    write_corpus(tmp_path / "b")
    (tmp_path / "b" / "book.txt").write_text("only\tthree\tcolumns\n", encoding="latin-1")
    with pytest.raises(ValueError, match=r"line 1 has 3 columns, expected 4"):
        load(tmp_path / "b")
