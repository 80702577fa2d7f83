"""How corpora become examples: on tiny files of our own; neither torch nor the corpora are needed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reportedly.reading.wordpiece import WordPieces
from training.corpora import claims, factuality, polnear, treebanks, worldwide
from training.example import NONE, Example
from training.labels import ATTRIBUTION_TAGS, NAME_TAGS, PREDICATES, ROLES, UPOS

TEXT = "“We left,” Dagna Pryce said on Monday. The mayor did not answer."


def span(words: str, text: str = TEXT) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())


def brat(path: Path, marks: list[tuple[str, str, str]], events: list[str]) -> None:
    lines = [f"{name}\t{kind} {places}\tx" for name, kind, places in marks]
    write(path, "\n".join([*lines, *events]) + "\n")


@pytest.fixture
def attributed(tmp_path: Path) -> Path:
    a, b = span("We left,")
    content = f"{a} {b - 1};{b - 1} {b}"
    marks = [
        ("T1", "Source", "{} {}".format(*span("Dagna Pryce"))),
        ("T2", "Cue", "{} {}".format(*span("said"))),
        ("T3", "Content", content),
        ("T4", "Source", "{} {}".format(*span("mayor"))),
    ]
    folder = tmp_path / "polnear" / "dev"
    write(folder / "text" / "a.txt", TEXT)
    write(folder / "text" / "unmarked.txt", "Nobody marked this.")
    events = ["E1\tAttribution:T2 Source:T1 Cue:T2 Content:T3", "E2\tAttribution:T4 Source:T4"]
    brat(folder / "attributions" / "a_one.ann", marks, events)
    brat(folder / "attributions" / "a_two.ann", marks[:1], [])
    return tmp_path


def test_attributions_are_read_with_their_pieces(attributed: Path) -> None:
    ((name, text, found),) = polnear.read(attributed, "dev")
    assert (name, text) == ("a", TEXT)
    (one,) = found  # the other event has no cue
    assert one["source"] == [[span("Dagna Pryce")]]
    assert one["cue"] == [[span("said")]]
    a, b = span("We left,")
    assert one["content"] == [[(a, b - 1), (b - 1, b)]]


def test_attributions_become_tags_and_links(attributed: Path) -> None:
    (example,) = polnear.load(attributed, "dev")
    assert example.attribution is not None
    tags = {word: ATTRIBUTION_TAGS[tag] for word, tag in zip(example.words, example.attribution, strict=True) if tag}
    assert tags == {
        "We": "B-content", "left": "I-content", ",": "B-content",
        "Dagna": "B-source", "Pryce": "I-source", "said": "B-cue",
    }  # fmt: skip
    (link,) = example.links or []
    assert example.words[link.cue] == "said"
    assert sorted(example.words[w] for w in link.source) == ["Dagna", "Pryce"]
    assert sorted(example.words[w] for w in link.content) == [",", "We", "left"]


CONLLU = """# newdoc id = first
# text = They don't.
1	They	they	PRON	_	_	3	nsubj	_	_
2-3	don't	_	_	_	_	_	_	_	SpaceAfter=No
2	do	do	AUX	_	_	0	root	_	_
3	n't	not	PART	_	_	2	advmod	_	_
3.1	_	_	_	_	_	_	_	_	_
4	.	.	PUNCT	_	_	2	punct:odd	_	_

# newdoc id = second
# text = Go
1	Go	go	VERB	_	_	0	root	_	_

"""


def test_treebanks_are_read_without_what_is_no_word(tmp_path: Path) -> None:
    write(tmp_path / "parse/ewt/train.conllu", CONLLU)
    relations: dict[str, int] = {}
    first, second = treebanks.load(tmp_path, "train", relations, which=("ewt",))
    assert (first.name, second.name) == ("ewt/first", "ewt/second")
    assert first.words == ["They", "do", "n't", "."]
    assert first.heads == [2, -1, 1, 1]
    assert [UPOS[tag] for tag in first.upos or []] == ["PRON", "AUX", "PART", "PUNCT"]
    assert [list(relations)[number] for number in first.deprels or []] == ["nsubj", "root", "advmod", "punct:odd"]
    assert second.words == ["Go"]


def test_a_relation_unseen_in_training_falls_back_on_its_first_part(tmp_path: Path) -> None:
    write(tmp_path / "parse/ewt/dev.conllu", CONLLU)
    relations = {"root": 0, "nsubj": 1, "punct": 2}
    first, _ = treebanks.load(tmp_path, "dev", relations, which=("ewt",))
    assert first.deprels == [1, 0, 0, 2]
    assert len(relations) == 3


def test_gum_is_split_as_it_is_published(tmp_path: Path) -> None:
    write(tmp_path / "parse/gum/splits.md", "# Splits\n## test\n\n  * GUM_a\n\n## train\n\n  * GUM_b\n")
    write(tmp_path / "parse/gum/dep/GUM_a.conllu", CONLLU)
    write(tmp_path / "parse/gum/dep/GUM_b.conllu", CONLLU)
    assert treebanks.gum_splits(tmp_path) == {"GUM_a": "test", "GUM_b": "train"}
    (example,) = treebanks.load(tmp_path, "test", {"root": 0}, which=("gum",))
    assert (example.name, len(example.sentences)) == ("gum/GUM_a", 2)


def test_names_are_read_and_mended(tmp_path: Path) -> None:
    rows = "Dagna\tB-Person\nPryce\tI-Person\nof\tO\nWexcombe\tI-Location\n\n"
    rows += "Reed\tB-Organization\nbank\tB-Facility\nx\tB-Unheard\n"
    names = ["one.tsv", "two.tsv", "three.tsv", "four.tsv", "five.tsv", "six.tsv", "seven.tsv", "eight.tsv"]
    for name in names:
        write(tmp_path / "ner/worldwide/processed_annotated" / name, rows)
    write(tmp_path / "claims/wwn.json", json.dumps({}))
    found = {split: worldwide.load(tmp_path, split) for split in ("train", "dev")}
    assert sorted(e.name for examples in found.values() for e in examples) == sorted(names)
    assert all(worldwide.is_dev(e.name) == (split == "dev") for split, examples in found.items() for e in examples)
    example = (found["train"] + found["dev"])[0]
    assert example.sentences == [(0, 4), (4, 7)]
    tags = [NAME_TAGS[tag] for tag in example.names or []]
    assert tags == ["B-person", "I-person", "O", "B-place", "B-organization", "B-facility", "O"]


def test_what_held_out_claims_stand_on_is_not_trained_on(tmp_path: Path) -> None:
    held = next(f"wwn-{n}" for n in range(100) if claims.is_held_out(f"wwn-{n}"))
    file = next(f"{n}.tsv" for n in range(100) if not worldwide.is_dev(f"{n}.tsv"))
    write(tmp_path / "ner/worldwide/processed_annotated" / file, "Wend\tB-Location\n")
    write(tmp_path / "claims/wwn.json", json.dumps({held: {"file": file}}))
    assert worldwide.load(tmp_path, "train") == []
    assert worldwide.load(tmp_path, "dev") == []


def test_certainty_stands_on_the_first_word_of_an_event(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [
        {"text": "He may leave .", "targets": [{"span1": [2, 3], "label": 0.5}]},
        {"text": "She left .", "targets": [{"span1": [1, 2], "label": 3.0}, {"span1": [9, 10], "label": 1.0}]},
        {"text": "No .", "targets": []},
    ]
    write(tmp_path / "factuality/UW/dev.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
    first, second = factuality.load(tmp_path, "UW", "dev", size=2)
    assert first.sentences == [(0, 4), (4, 7)]
    assert [(word, c) for word, c in zip(first.words, first.certainty or [], strict=True) if c != NONE] == [
        ("leave", 0.5), ("left", 3.0),
    ]  # fmt: skip
    assert second.words == ["No", "."]


def claim(predicate: str, **spans: str) -> dict[str, Any]:
    return {
        "document": "made", "predicate": predicate, "polarity": "denied", "certainty": "possible",
        "spans": {role: list(span(words)) for role, words in spans.items()},
    }  # fmt: skip


def test_claims_become_triggers_on_their_first_content_word() -> None:
    made = [
        claim("stated", trigger="did not answer", subject="mayor"),
        claim("stated", trigger="did not answer", subject="mayor", time="Monday"),
        claim("stated", trigger="said", subject="Dagna Pryce", object="We left"),
        claim("leads", subject="Dagna Pryce"),
    ]
    example = claims.example("made", TEXT, made)
    first, second = example.triggers or []
    assert example.words[first.word] == "did"
    assert [example.words[w] for w in range(first.span[0], first.span[1] + 1)] == ["did", "not", "answer"]
    assert PREDICATES[first.predicate] == "stated"
    assert (first.polarity, first.certainty) == (1, 2)

    def arguments(trigger: Any) -> set[tuple[str, str]]:
        return {(ROLES[role], " ".join(example.words[a : b + 1])) for role, a, b in trigger.arguments}

    assert arguments(first) == {("subject", "mayor"), ("time", "Monday")}
    assert arguments(second) == {("subject", "Dagna Pryce"), ("object", "We left")}


def test_documents_are_split_by_their_names(tmp_path: Path) -> None:
    names = [f"fic-{n}" for n in range(40)]
    held = [name for name in names if claims.is_held_out(name)]
    kept = [name for name in names if name not in held]
    for file, some in (("train.jsonl", kept), ("heldout.jsonl", held)):
        made = [{**claim("stated", trigger="said", subject="Dagna Pryce"), "document": name} for name in some]
        write(tmp_path / "claims" / file, "".join(json.dumps(one) + "\n" for one in made))
    for name in names:
        write(tmp_path / f"claims/text/{name}.txt", TEXT)
    found = {split: {e.name for e in claims.load(tmp_path, split)} for split in ("train", "dev", "heldout")}
    assert found["heldout"] == set(held)
    assert found["train"] | found["dev"] == set(kept)
    assert not found["train"] & found["dev"]
    assert all(not claims.is_dev(name) for name in found["train"])


def test_windows_of_an_example_part_its_words() -> None:
    cutter = WordPieces(["a", "b"])
    sentences = [(0, 3), (3, 7), (7, 8), (8, 12)]
    example = Example("made", ["a"] * 12, [2] * 12, sentences)
    for offset in range(4):
        ranges = sorted(example.windows(cutter, size=7, offset=offset))
        assert [word for a, b in ranges for word in range(a, b)] == list(range(12))
        assert all(b - a <= 7 for a, b in ranges)
        starts = {a for a, _ in sentences}
        assert all(a in starts for a, _ in ranges)
        assert sentences[offset][0] in {a for a, _ in ranges}
