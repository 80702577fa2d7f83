"""The measures of the benchmarks, on small made-up cases; no corpus is needed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import attribution, entities, floors, layers, syntax, texts, treebank
from benchmarks.reading import EXAMPLES, lines, report_of
from benchmarks.showing import Tally
from reportedly.errors import ExchangeError
from reportedly.reading.analysis import Analysis
from reportedly.reading.tokens import tokenise
from training.corpora import worldwide

CONLLU = """# newdoc id = first
# newpar id = p1
1	They	they	PRON	_	_	2	nsubj	_	_
2-3	don't	_	_	_	_	_	_	_	_
2	do	do	AUX	_	_	0	root	_	_
3	n't	not	PART	_	_	2	advmod	_	_
4	go	go	VERB	_	_	2	obj	_	SpaceAfter=No
5	.	.	PUNCT	_	_	2	punct	_	_

# newpar id = p2
1-2	dunno	_	_	_	_	_	_	_	_
1	do	do	AUX	_	_	2	aux	_	_
2	know	know	VERB	_	_	0	root	_	_

"""


@pytest.fixture
def parsed(tmp_path: Path) -> treebank.Parsed:
    path = tmp_path / "a.conllu"
    path.write_text(CONLLU, encoding="utf-8")
    (document,) = treebank.read(path)
    return document


def test_a_treebank_is_written_as_text_with_its_words_in_place(parsed: treebank.Parsed) -> None:
    assert parsed.text.rstrip() == "They don't go.\n\ndunno"
    words = [parsed.text[a:b] for a, b in parsed.spans]
    assert words == ["They", "do", "n't", "go", ".", "dunno", "dunno"]
    assert parsed.sentences == [(0, 5), (5, 7)]
    assert parsed.heads == [1, -1, 1, 1, 1, 6, -1]


def read(document: treebank.Parsed, heads: list[int], deprels: list[str]) -> Analysis:
    starts, ends = zip(*document.spans[:5], strict=True)
    return Analysis(document.text, list(starts), list(ends), [(0, 5)], [0] * 5, list(document.upos[:5]), heads, deprels)


def test_heads_and_relations_count_by_word(parsed: treebank.Parsed) -> None:
    ours = read(parsed, [1, -1, 1, 2, 1], ["nsubj", "root", "advmod", "obj", "punct:x"])
    tallies = syntax.compare(parsed, ours, same={word: word for word in range(5)})
    assert {name: t.right for name, t in tallies.items() if name != "sentences"} == {
        "words": 5, "UPOS": 5, "UAS": 4, "LAS": 4, "LAS with subtypes": 3,
    }  # fmt: skip


def test_a_head_that_is_no_gold_word_is_wrong(parsed: treebank.Parsed) -> None:
    ours = read(parsed, [1, -1, 1, 1, 1], ["nsubj", "root", "advmod", "obj", "punct"])
    tallies = syntax.compare(parsed, ours, same={0: 0, 2: 2, 3: 3, 4: 4})
    assert tallies["words"].right == 4
    assert tallies["UAS"].right == 0


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        (["They", "did", "n't", "go", "."], "They didn't go."),
        (["the", "group", "'s", "men", ",", "some", "20", "%"], "the group's men, some 20%"),
        (["al", "-", "Sadd", "(", "a", "port", ")"], "al-Sadd (a port)"),
        (['"', "No", ",", '"', "he", "said"], '"No," he said'),
        (["“", "No", "”"], "“No”"),
        (["-", "Monday", "$", "5"], "- Monday $5"),
    ],
)
def test_tokens_are_joined_as_english_is_written(tokens: list[str], text: str) -> None:
    joined, starts = worldwide.joined([tokens])
    assert joined == text
    assert [joined[start : start + len(token)] for start, token in zip(starts, tokens, strict=True)] == tokens


@given(
    st.lists(
        st.lists(st.sampled_from(["a", "Wend", ",", ".", '"', "-", "(", ")", "'s", "/", "$", "5"]), min_size=1),
        max_size=4,
    )
)
def test_joined_tokens_stand_where_it_says(sentences: list[list[str]]) -> None:
    text, starts = worldwide.joined(sentences)
    flat = [token for sentence in sentences for token in sentence]
    assert [text[start : start + len(token)] for start, token in zip(starts, flat, strict=True)] == flat
    assert starts == sorted(starts)


def test_gold_names_are_of_the_contracts_types() -> None:
    # O, B-person, I-person, B-place (facility is the fourth type, numbered 7 and 8), B-person
    assert list(entities.gold_names([0, 1, 2, 7, 8, 1, 1])) == [
        (1, 3, "person"), (3, 5, "place"), (5, 6, "person"), (6, 7, "person"),
    ]  # fmt: skip


def test_types_are_counted_apart() -> None:
    pair = ({(0, 4, "person"), (5, 9, "place")}, {(0, 4, "person"), (5, 9, "organization")})
    found = entities.tally([pair])
    assert {kind: t.right for kind, t in found.items()} == {"person": 1, "place": 0, "all": 1}
    assert found["all"].figures["f1"] == 50.0


TEXT = "Pryce said that they left"


def linked(source: str, cue: str, content: str) -> attribution.Linked:
    def pieces(words: str) -> attribution.Pieces:
        start = TEXT.find(words)
        return frozenset({(start, start + len(words))} if words else ())

    return pieces(source), pieces(cue), pieces(content)


def test_attributions_count_exactly_by_token_and_as_a_whole() -> None:
    starts, ends = tokenise(TEXT)
    analysis = Analysis(TEXT, starts, ends)
    gold, ours = linked("Pryce", "said", "they left"), linked("Pryce", "said", "that they left")
    measured = attribution.Measured()
    tagged = {role: set(pieces) for role, pieces in zip(attribution.ROLES, ours, strict=True)}
    measured.add([gold], tagged, [ours], analysis)
    assert [measured.exact[role].right for role in attribution.ROLES] == [1, 1, 0]
    assert measured.token["content"] == Tally(2, 3, 2)
    assert (measured.wholly.right, measured.lenient.right) == (0, 1)
    measured.add([gold], tagged, [gold], analysis)
    assert measured.wholly == Tally(1, 2, 2)


@pytest.mark.parametrize(
    ("ours", "expected"),
    [
        (linked("Pryce", "said", "left"), False),
        (linked("", "said", "they left"), False),
        (linked("Pryce", "that", "they left"), False),
        (linked("Pryce", "said", ""), False),
    ],
)
def test_lenient_is_not_careless(ours: attribution.Linked, expected: bool) -> None:
    assert attribution.alike(linked("Pryce", "said", "they left"), ours) is expected


def test_every_layer_that_is_timed_is_still_there_and_is_put_back() -> None:
    before = {layer: [getattr(owner, name) for owner, name in places] for layer, places in layers.LAYERS.items()}
    with layers.watched() as watch:
        from reportedly.reading import tokens

        tokens.tokenise("a b")
    after = {layer: [getattr(owner, name) for owner, name in places] for layer, places in layers.LAYERS.items()}
    assert watch.seconds["tokens"] > 0
    assert before == after


def test_time_in_a_layer_that_another_calls_is_not_the_others() -> None:
    watch = layers.Watch()
    inner = watch.timed("inner", lambda: sum(range(200_000)))
    watch.timed("outer", inner)()
    assert 0 <= watch.seconds["outer"] < watch.seconds["inner"]


def test_reports_made_many_are_all_different() -> None:
    documents = texts.load(texts.EXAMPLES, limit=3)
    made = [one.document for one in texts.many(documents, 7)]
    assert len({one.id for one in made}) == len({one.text for one in made}) == 7


def test_the_floors_that_are_shipped_can_be_read() -> None:
    assert set(floors.load(floors.FLOORS)) == {"reading", "weighing", "names", "speed", "pages"}


def test_a_floor_that_is_misspelt_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "floors.toml"
    path.write_text("[speed]\nratios = 1\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"floors\.toml: speed: has the keys \['ratios'\]"):
        floors.load(path)


def test_a_figure_at_its_floor_holds() -> None:
    assert floors.Held("recall", 50.0, 50.0).holds
    assert not floors.Held("recall", 49.9, 50.0).holds


def test_a_report_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match="no report 'nowhere'"):
        report_of("nowhere", tmp_path / "gold.jsonl", texts=None)
    name = lines(EXAMPLES)[0]["document"]
    assert report_of(name, EXAMPLES, texts=None).name == name
