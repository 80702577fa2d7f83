"""Each form of an analyst's question (``benchmarks.weighing.asking``), put to one small invented topic."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from benchmarks.weighing import asking, topic
from benchmarks.weighing.weighed import Weighed, weighed

REPORTS = {
    "r1": (
        "Radio Vessin", "2018-03-01", "The carters of the Vessin road",
        "The Vessin Carters are led by Odo Karn. The Vessin Carters have some 60 members. "
        "The Vessin Carters are based in Halm.",
        """
> The Vessin Carters are led
leads | s c The Vessin Carters | t led | o k Odo Karn | swap
> The Vessin Carters have
strength | s c The Vessin Carters | t have | o #60:members some 60 members
> The Vessin Carters are based
based_in | s c The Vessin Carters | t based | o h Halm
""",
    ),
    "r2": (
        "Halm Mirror", "2019-06-01", "Carters again",
        "Odo Karn leads the Vessin Carters. Judge Runa Selk said that Odo Karn was seen in Halm.",
        """
> Odo Karn leads
leads | s k Odo Karn | t leads | o c Vessin Carters
> Judge Runa Selk
present_in | s k Odo Karn | t seen | o h Halm | src s Runa Selk
""",
    ),
    "r3": (
        "Radio Vessin", "2020-05-04", "Death on the road",
        "Odo Karn was killed on 2 May 2020, Runa Selk said. Bela Torm has led the Vessin Carters since 3 May 2020.",
        """
> Odo Karn was killed
killed | s k Odo Karn | t killed | time 2020-05-02 2 May 2020 | src s Runa Selk
> Bela Torm
leads | s t Bela Torm | t led | o c Vessin Carters | start 2020-05-03 since 3 May 2020
""",
    ),
    "r4": (
        "Halm Mirror", "2020-05-09", "Karn alive, says his brother",
        "Odo Karn is alive, his brother Yan Karn said. Yan Karn denied that Bela Torm leads the Vessin Carters.",
        """
> Odo Karn is alive
killed | s k Odo Karn | t alive | pol denied | src y Yan Karn
> Yan Karn denied
leads | s t Bela Torm | t leads | o c Vessin Carters | pol denied | src y Yan Karn
""",
    ),
    "r5": (
        "Radio Vessin", "2020-05-12", "Correction",
        "In our report of 4 May 2020, “Death on the road”, we gave a wrong day. Odo Karn was killed on 1 May 2020.",
        """
> Odo Karn was killed
killed | s k Odo Karn | t killed | time 2020-05-01 1 May 2020
""",
    ),
}  # fmt: skip
KEYS = "@c organization Vessin Carters\n@k person Odo Karn\n@t person Bela Torm\n@s person Runa Selk\n@y person Yan Karn\n@h place Halm"  # noqa: E501
NAMES = {"c": "Vessin Carters", "k": "Odo Karn", "t": "Bela Torm", "s": "Runa Selk", "y": "Yan Karn", "h": "Halm"}
KINDS = {"c": "organization", "h": "place"}
QUESTIONS: list[tuple[str, dict[str, Any], list[str], list[Any] | None]] = [
    ("a leader cited twice, on a day between", {"form": "leads", "of": "c", "on": "2018-12-01"}, ["r1", "r2"], ["k"]),
    ("a leader by the start that is stated", {"form": "leads", "of": "c", "on": "2020-05-04"}, ["r3"], ["t"]),
    ("nobody said who led it", {"form": "leads", "of": "c", "on": "2012-05-04"}, [], []),
    ("who says where it is", {"form": "says", "about": "c", "predicate": "based_in"}, ["r1"], None),
    ("who denies", {"form": "says", "about": "k", "predicate": "killed", "polarity": "denied"}, ["r4"], None),
    ("by one source", {"form": "says", "about": "k", "predicate": "killed", "source": "s"}, ["r3"], None),
    ("by a publisher", {"form": "says", "about": "c", "predicate": "leads", "source": "s"}, [], None),
    ("by a number", {"form": "says", "about": "c", "predicate": "strength", "object": 60}, ["r1"], None),
    ("by a day", {"form": "says", "about": "c", "predicate": "leads", "as_of": "2019-12-31"}, ["r1", "r2"], None),
    ("a place as what it is about", {"form": "says", "about": "h", "predicate": "present_in"}, ["r2"], None),
    ("his death", {"form": "contested", "about": "k", "predicate": "killed"}, ["r3", "r4", "r5"], None),
    ("his death, before it was denied", {"form": "contested", "about": "k", "predicate": "killed",
     "as_of": "2020-05-05"}, [], None),
    ("who leads", {"form": "contested", "about": "c", "predicate": "leads"}, ["r3", "r4"], None),
    ("its seat", {"form": "contested", "about": "c", "predicate": "based_in"}, [], None),
    ("origins", {"form": "origins", "about": "c", "predicate": "leads", "subject": "k"}, ["r1", "r2"], [2, 2]),
    ("stale", {"form": "stale", "about": "c", "predicate": "based_in", "on": "2019-12-01"}, ["r1"], None),
    ("fresh", {"form": "stale", "about": "c", "predicate": "based_in", "on": "2018-12-01"}, [], None),
    ("stale strength", {"form": "stale", "about": "c", "predicate": "strength", "on": "2019-12-01"}, ["r1"], None),
    ("a leader seen again is fresh", {"form": "stale", "about": "c", "predicate": "leads", "on": "2020-01-01"},
     [], None),
    ("founded", {"form": "unknown", "about": "c", "what": "founded"}, [], [True]),
    ("a strength that is known", {"form": "unknown", "about": "c", "what": "strength"}, [], [False]),
    ("a fate that is left open", {"form": "unknown", "about": "k", "what": "fate"}, [], [True]),
    ("a leader who is known", {"form": "unknown", "about": "c", "what": "leader"}, [], [False]),
    ("where", {"form": "unknown", "about": "c", "what": "place"}, [], [False]),
    ("named as source", {"form": "named", "about": "s"}, ["r2", "r3"], None),
    ("named as object and subject", {"form": "named", "about": "k"}, ["r1", "r2", "r3", "r4", "r5"], None),
    ("corrected", {"form": "corrected", "report": "r3"}, ["r5"], None),
    ("not corrected", {"form": "corrected", "report": "r2"}, [], None),
]  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Weighed]:
    folder: Path = tmp_path_factory.mktemp("topics") / "t99-carters"
    folder.mkdir()
    lines = []
    for name, (publisher, published, title, text, claims) in REPORTS.items():
        lines.append(json.dumps({"name": name, "publisher": publisher, "published": published, "title": title}))
        (folder / f"{name}.txt").write_text(f"{title}\n\n{text}\n", encoding="utf-8")
        head = f"# style news | published {published} | outlet {publisher}\n{KEYS}"
        (folder / f"{name}.claims").write_text(f"{head}\n{turned(claims.strip())}\n", encoding="utf-8")
    (folder / "documents.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    entities = [{"key": k, "kind": KINDS.get(k, "person"), "names": [name]} for k, name in NAMES.items()]
    truth = {"topic": "The carters", "split": "dev", "entities": entities}
    (folder / "truth.yaml").write_text(yaml.safe_dump(truth), encoding="utf-8")
    with weighed(topic.load(folder)) as found:
        yield found


def turned(claims: str) -> str:
    """The claims, with subject and object changed where the sentence is in the passive ("swap")."""
    lines = []
    for line in claims.splitlines():
        bits = [bit.strip() for bit in line.split("|")]
        if bits[-1] == "swap":
            bits = [{"s": "o", "o": "s"}.get(bit[:1], bit[:1]) + bit[1:] for bit in bits[1:-1]]
            lines.append(" | ".join([line.split("|")[0].strip(), *bits]))
        else:
            lines.append(line)
    return "\n".join(lines)


@pytest.mark.parametrize(("words", "ask", "reports", "answer"), QUESTIONS, ids=[q[0] for q in QUESTIONS])
def test_a_question(
    made: Weighed, words: str, ask: dict[str, Any], reports: list[str], answer: list[Any] | None
) -> None:
    given = asking.ask(made, ask)
    assert sorted(given.reports) == reports, given
    assert answer is None or [str(part) for part in given.answer or ()] == [str(part) for part in answer]


def test_every_form_is_asked() -> None:
    assert {ask["form"] for _, ask, _, _ in QUESTIONS} == topic.FORMS
