"""The measures of ``benchmarks.weighing`` on examples worked out by hand, and the topics' own form."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.weighing import asking, checking, measures, topic
from benchmarks.weighing.scoring import score, succession_faults
from benchmarks.weighing.weighed import weighed

# Bagga and Baldwin (1998), "Algorithms for Scoring Coreference Chains": twelve mentions of three entities. The first
# response joins the two large ones, the second joins the smallest to a large one; its errors cost more mentions.
_TRUTH = {**dict.fromkeys("12345", "a"), **dict.fromkeys("67", "b"), **dict.fromkeys("89ABC", "c")}
_LARGE_JOINED = {**dict.fromkeys("12345", "x"), **dict.fromkeys("67", "y"), **dict.fromkeys("89ABC", "x")}
_SMALL_JOINED = {**dict.fromkeys("12345", "x"), **dict.fromkeys("67", "y"), **dict.fromkeys("89ABC", "y")}


def test_b_cubed_as_in_the_paper():
    small = measures.b_cubed(_TRUTH, _SMALL_JOINED)
    large = measures.b_cubed(_TRUTH, _LARGE_JOINED)

    assert small.precision / small.items == pytest.approx(0.76, abs=0.005)  # 16/21
    assert large.precision / large.items == pytest.approx(0.58, abs=0.005)  # 7/12
    assert small.recall == large.recall == 12
    assert small.f1 == pytest.approx(100 * 2 * 0.7619 / 1.7619, abs=0.01)


def test_b_cubed_where_entities_are_split():
    made = measures.b_cubed(dict.fromkeys("abcd", 1), {"a": 1, "b": 1, "c": 2, "d": 3})

    assert made.precision == 4
    assert made.recall == pytest.approx(2 / 4 + 2 / 4 + 1 / 4 + 1 / 4)


def test_b_cubed_takes_what_was_not_placed_for_alone():
    made = measures.b_cubed({"a": 1, "b": 1}, {"a": 1})

    assert made.precision == 2
    assert made.recall == 1


def test_b_cubed_of_nothing_has_no_figure():
    assert measures.b_cubed({}, {}).f1 is None


@given(st.dictionaries(st.integers(0, 30), st.integers(0, 5), min_size=1))
@settings(max_examples=50)
def test_b_cubed_of_the_truth_itself_is_perfect(truth: dict[int, int]):
    renamed = {item: f"entity {cluster}" for item, cluster in truth.items()}

    assert measures.b_cubed(truth, renamed).f1 == pytest.approx(100)


def test_leaders_in_one_cluster_are_a_wrong_merge():
    truth = {"Idris": "father", "Idris K.": "father", "Farid": "son", "Guard": "group"}
    found = {"Idris": 1, "Idris K.": 2, "Farid": 2, "Guard": 2}

    assert measures.wrong_merges(truth, found, {"father", "son"}) == [frozenset({"father", "son"})]
    assert measures.wrong_merges(truth, {"Idris": 1, "Farid": 2, "Guard": 1}, {"father", "son"}) == []


def test_pairs():
    assert measures.pairs_within([["a", "b", "c"], ["d"]]) == {frozenset(p) for p in ("ab", "ac", "bc")}
    assert measures.pairs_across([["a", "b"], ["c"]]) == {frozenset(p) for p in ("ac", "bc")}


def test_a_conflict_is_right_where_half_of_its_sides_are_opposed_in_truth():
    true = [[["a", "b"], ["c"]], [["x"], ["y"]]]

    found = measures.disputes(true, [[["a", "b", "k"], ["c"]], [["a"], ["b"]]])
    assert (found.right, found.wrong, found.met, found.missed) == ((0,), (1,), (0,), (1,))

    three = measures.disputes(true, [[["a"], ["c"], ["k"], ["l"]]])  # one pair of sides of six
    assert (three.right, three.met) == ((), ())


def test_a_true_conflict_is_met_where_half_of_its_pairs_are_opposed():
    true = [[["a", "b", "d", "e"], ["c"]]]

    assert measures.disputes(true, [[["a"], ["c"]]]).missed == (0,)
    assert measures.disputes(true, [[["a"], ["c"]], [["b"], ["c"]]]).met == (0,)


def test_a_pair_that_only_looks_like_a_conflict_counts_where_a_right_one_opposes_it():
    alike = [frozenset("kc"), frozenset("ab")]
    found = measures.disputes([[["a"], ["c"]]], [[["a", "k"], ["c"]]], alike)

    assert found.right == (0,)
    assert found.alike == (frozenset("kc"),)


def test_questions_need_all_the_right_reports_and_no_other():
    raw = {"reports": ["r1", "r2"], "may": ["r3"], "answer": [1, 2]}

    assert asking.is_right(raw, asking.Answered(frozenset({"r1", "r2"}), (1, 2)))
    assert asking.is_right(raw, asking.Answered(frozenset({"r1", "r2", "r3"}), (1, 2)))
    assert not asking.is_right(raw, asking.Answered(frozenset({"r1"}), (1, 2)))
    assert not asking.is_right(raw, asking.Answered(frozenset({"r1", "r2", "r4"}), (1, 2)))
    assert not asking.is_right(raw, asking.Answered(frozenset({"r1", "r2"}), (1, 1)))


@pytest.fixture(scope="module")
def ferry() -> topic.Topic:
    return topic.load(topic.TOPICS / "t01-ferry-men")


def test_every_topic_fits_its_form():
    topics = topic.load_all()

    assert len(topics) >= 8
    assert {one.name: checking.faults(one) for one in topics} == {one.name: [] for one in topics}
    assert sum(one.is_test for one in topics) >= 4


def test_a_name_can_mean_one_in_one_report_and_another_elsewhere():
    one = topic.load(topic.TOPICS / "t02-green-army")

    assert one.true_entity(("r3", "person", "Siyovush")) == "siyovush"
    assert one.true_entity(("r8", "person", "Siyovush")) is None
    assert one.true_entity(("r8", "person", "Hotam Badalzoda")) == one.true_entity(("r2", "person", "Hatam Badalzada"))


def test_a_claim_given_by_hand_stands_in_its_report(ferry: topic.Topic):
    claim = ferry.labels["b2"]

    assert claim.predicate == "killed"
    assert ferry.documents["r2"].text[claim.span.start : claim.span.end] == claim.quote
    assert [source.name for source in claim.sources] == ["police"]


@pytest.fixture
def spoiled(tmp_path: Path) -> Path:
    return Path(shutil.copytree(topic.TOPICS / "t01-ferry-men", tmp_path / "t01-ferry-men"))


def test_a_label_that_stands_twice_is_refused(spoiled: Path):
    path = spoiled / "r2.claims"
    path.write_text(path.read_text(encoding="utf-8").replace("id b5", "id a1"), encoding="utf-8")

    with pytest.raises(topic.TopicError, match=r"r2\.claims: label a1 stands in another report"):
        topic.load(spoiled)


def test_a_truth_that_names_what_is_not_there_is_found_out(spoiled: Path):
    path = spoiled / "truth.yaml"
    text = path.read_text(encoding="utf-8").replace("- [d2]", "- [z9]").replace("of: ferry, on:", "of: canal, on:")
    path.write_text(text, encoding="utf-8")

    faults = checking.faults(topic.load(spoiled))
    assert any("no claim has the label z9" in fault for fault in faults)
    assert any("no entity 'canal'" in fault for fault in faults)


def test_a_topic_is_scored_and_what_is_wrong_is_said(ferry: topic.Topic):
    with weighed(ferry) as made:
        scores = score(ferry, made)
        held = made.held(made.entity("ferry") or "")
        true = [{"who": "tarek", "start": "2020", "end": "cited"}]
        faults = succession_faults(made, true, held, ["tarek"])

    assert scores.entities.items == len([unit for unit in ferry.units() if ferry.true_entity(unit)])
    assert scores.questions.of == len(ferry.truth["questions"])
    assert scores.recall.of == 3
    assert any("tarek: expected start 2020, got 2021-04" in fault for fault in faults)
    perfect = all(figure in (0, 100) for figure in scores.figures.values())
    assert perfect or scores.wrong


def test_claims_that_a_reader_read_answer_to_the_labels_whose_words_they_share(ferry: topic.Topic):
    report = {document.id: name for name, document in ferry.documents.items()}
    lost = ferry.labels["d2"].id

    def read(document):  # a reader that misses the one denial
        return [claim for claim in ferry.claims[report[document.id]] if claim.id != lost]

    with weighed(ferry, read) as made:
        scores = score(ferry, made)

    assert any("not found: Is Sabir Dulan dead?" in line for line in scores.wrong)
    assert scores.origins.gold == 25  # 21 pairs of the police and their spokeswoman, four of others
