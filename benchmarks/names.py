"""Names: whether two of them are one, on nomenklatura's pairs and on pairs across scripts of our own, and how fast.

    python -m benchmarks.names [--corpora FOLDER] [--beside] [--errors]

Two names are called one where ``reportedly.weighing.names.compare`` gives ``SAME`` or more, the threshold that ships;
none is chosen on these pairs. *nomenklatura's pairs*: its name_bench (826 pairs of people, companies, ships; MIT
licence), of which its own frozen run (made on 812 pairs of an earlier edition) is scored again, and which its LogicV2
is run on where it is installed. *Across scripts*: ``data/names_across_scripts.tsv``, written for this benchmark; a hash
of the two names puts each pair into the development half or the test half. *One script*:
``data/names_latin_dev.tsv``, on which rules and tables were made: no test. What others say is scored at their own
threshold (0.7) and, in their favour, at the one that is best for them on these very pairs.

nomenklatura and rigour are no dependency of ours: where they are not installed, this says so. ``--beside`` runs theirs
only. *Ratio*: our comparisons a second over those of LogicV2, in per cent, both on the same pairs in the same run, each
side having seen none of them before. F1 in per cent; the last line is one JSON object.
"""

from __future__ import annotations

import csv
import hashlib
import importlib
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from benchmarks.showing import Tally, last_line, options, show, there
from reportedly.model import Kind
from reportedly.weighing.names import SAME, blocking_keys, compare, score

PAIRS = Path(__file__).parent / "data" / "names_across_scripts.tsv"
LATIN = PAIRS.with_name("names_latin_dev.tsv")
NK_THRESHOLD = 0.7
"""LogicV2's own threshold."""
_SCHEMAS = {"Person": Kind.PERSON, "Vessel": Kind.WORK}
Scorer = Callable[["Pair"], float]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names, what sort of thing bears them (FollowTheMoney's word for it), and whether they are one name."""

    a: str
    b: str
    schema: str
    same: bool
    group: str
    note: str = ""

    @property
    def kind(self) -> Kind:
        """Our word for it."""
        return _SCHEMAS.get(self.schema, Kind.ORGANIZATION)

    @property
    def half(self) -> str:
        """ "dev" or "test", by a hash of the names."""
        return "test" if hashlib.sha256(f"{self.a}\t{self.b}".encode()).digest()[0] % 2 else "dev"


def bench_pairs(folder: Path) -> list[Pair]:
    """nomenklatura's pairs."""
    with there(folder / "cases.csv").open(encoding="utf-8", newline="") as lines:
        return [
            Pair(row["name1"], row["name2"], row["schema"], row["is_match"] == "true", row["case_group"])
            for row in csv.DictReader(lines)
        ]


def own_pairs(path: Path = PAIRS) -> list[Pair]:
    """Our pairs across scripts."""
    with there(path).open(encoding="utf-8", newline="") as lines:
        return [
            Pair(
                row["name"],
                row["other"],
                row["kind"].title(),
                row["verdict"] == "same",
                row.get("scripts", ""),
                row.get("note", ""),
            )
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]


def ours(pair: Pair) -> float:
    """Our score."""
    return score(pair.a, pair.b, pair.kind)


def tally(said: Sequence[bool], gold: Sequence[bool]) -> Tally:
    """Precision and recall of "the same"."""
    return Tally(sum(s and g for s, g in zip(said, gold, strict=True)), sum(said), sum(gold))


def best(scores: Sequence[float], gold: Sequence[bool]) -> tuple[float, Tally]:
    """The threshold that is best on these very pairs, and what it gives."""
    tried = [(t / 100, tally([s >= t / 100 for s in scores], gold)) for t in range(1, 101)]
    return max(tried, key=lambda entry: (entry[1].figures["f1"], entry[0]))


# -- others ---------------------------------------------------------------------------------------------------------


def logic_v2() -> Scorer | None:
    """nomenklatura's LogicV2 on two entities of one name each; None where it is not installed."""
    try:
        matching = importlib.import_module("nomenklatura.matching")
        ftm = importlib.import_module("followthemoney")
    except ImportError:
        return None
    config = matching.LogicV2.default_config()

    def entity(schema: str, name: str) -> object:
        # What LogicV2 finds out about an entity it keeps by the entity's id: one name, one id.
        raw = {"id": f"{schema}:{name}", "schema": schema, "properties": {"name": [name]}}
        return ftm.EntityProxy.from_dict(raw, cleaned=True)

    def score(pair: Pair) -> float:
        query, result = entity(pair.schema, pair.a), entity(pair.schema, pair.b)
        return float(matching.LogicV2.compare(query, result, config).score)

    return score


def rigour() -> Scorer | None:
    """rigour's own comparison of the words of two names, averaged by their weight; None where it is not installed.

    rigour leaves the whole-name score to its callers (LogicV2 is the chief of them); this is the plain one.
    """
    try:
        names = importlib.import_module("rigour.names")
    except ImportError:
        return None
    tags = {"Person": names.NameTypeTag.PER, "Vessel": names.NameTypeTag.OBJ}

    def score(pair: Pair) -> float:
        tag = tags.get(pair.schema, names.NameTypeTag.ORG)
        one = [list(names.analyze_names(tag, [text])) for text in (pair.a, pair.b)]
        if not one[0] or not one[1]:
            return 0.0
        found = names.compare_parts(one[0][0].parts, one[1][0].parts)
        weight = sum(part.weight for part in found)
        return float(sum(part.score * part.weight for part in found) / weight) if weight else 0.0

    return score


def frozen(folder: Path) -> tuple[list[float], list[bool]]:
    """nomenklatura's stored run: scores and gold."""
    with there(folder / "run_data" / "logicv2-frozen.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return [float(row["score"]) for row in rows], [row["is_match"] == "true" for row in rows]


def beside(name: str, scorer: Scorer | None, sets: dict[str, list[Pair]]) -> list[tuple[object, ...]]:
    """Rows of the table for somebody else's scorer."""
    if scorer is None:
        return [(f"{name}: not installed", None, None, None, None, None)]
    rows: list[tuple[object, ...]] = []
    for title, pairs in sets.items():
        scores, gold = [scorer(pair) for pair in pairs], [pair.same for pair in pairs]
        threshold, top = best(scores, gold)
        plain = tally([s >= NK_THRESHOLD for s in scores], gold)
        rows.append(_row(f"{name} at {NK_THRESHOLD}", title, plain))
        rows.append(_row(f"{name} at {threshold}, the best on these", title, top))
    return rows


def _row(who: str, title: str, found: Tally) -> tuple[object, ...]:
    figures = found.figures
    return who, title, figures["precision"], figures["recall"], figures["f1"], figures["gold"]


# -- ours -----------------------------------------------------------------------------------------------------------


def measured(title: str, pairs: Sequence[Pair]) -> tuple[tuple[object, ...], float]:
    """Our row of the table for a set of pairs, and F1."""
    found = tally([ours(pair) >= SAME for pair in pairs], [pair.same for pair in pairs])
    return _row(f"ours at {SAME}", title, found), found.figures["f1"]


def met(pairs: Sequence[Pair]) -> float:
    """The share of the pairs of one name that share a blocking key, in per cent."""
    same = [pair for pair in pairs if pair.same]
    hits = sum(bool(blocking_keys(p.a, p.kind) & blocking_keys(p.b, p.kind)) for p in same)
    return round(100 * hits / len(same), 1) if same else 0.0


def a_second(scorer: Scorer, pairs: Sequence[Pair]) -> float:
    """Comparisons a second."""
    began = perf_counter()
    for pair in pairs:
        scorer(pair)
    return len(pairs) / (perf_counter() - began)


def crossed(pairs: Sequence[Pair], each: int = 8) -> list[Pair]:
    """Every first name of the pairs against the next second ones, as candidates meet: mostly different."""
    return [
        Pair(one.a, pairs[(place + step) % len(pairs)].b, one.schema, False, "crossed")
        for place, one in enumerate(pairs)
        for step in range(1, each + 1)
    ]


def errors(pairs: Sequence[Pair]) -> None:
    """Prints what ours gets wrong on the development half."""
    for pair in pairs:
        found = compare(pair.a, pair.b, pair.kind)
        if (found.score >= SAME) != pair.same:
            print(f"{'same' if pair.same else 'different'}, {found.score:.2f}: {pair.a} | {pair.b}")
            for feature in found.features:
                print(f"    {feature.value:+.1f} {feature.why}")


def main(argv: Sequence[str] | None = None) -> int:
    parser = options(__doc__, what="pairs of each set")
    parser.add_argument("--beside", action="store_true", help="only what nomenklatura and rigour give")
    parser.add_argument("--errors", action="store_true", help="show our errors on the development half of our pairs")
    args = parser.parse_args(argv)
    folder = args.corpora / "names" / "name_bench"
    bench, own = bench_pairs(folder)[: args.limit], own_pairs()[: args.limit]
    if args.errors:
        errors([pair for pair in own if pair.half == "dev"])
    test = [pair for pair in own if pair.half == "test"]
    sets = {"nomenklatura's pairs": bench, "across scripts, test": test, "across scripts, all": own}
    sets["one script, development"] = own_pairs(LATIN)[: args.limit]
    nk, plain = logic_v2(), rigour()
    mixed = [*own, *bench]
    speeds: dict[str, float] = {}
    for who, scorer in (("ours", None if args.beside else ours), ("LogicV2", nk)):
        if scorer is not None:
            # Each has its tables loaded and has seen none of the names.
            scorer(Pair("Warm Up", "Up Warm", "Person", True, ""))
            scorer(Pair("Warm Up", "Up Warm", "Company", True, ""))
            speeds[f"{who}, new names"] = a_second(scorer, mixed)
            speeds[f"{who}, candidates"] = a_second(scorer, crossed(mixed))
    lines = [] if args.beside else [measured(title, pairs) for title, pairs in sets.items()]
    scores, gold = frozen(folder)
    threshold, top = best(scores, gold)
    stored = _row(f"LogicV2's frozen run at {threshold}, the best", "nomenklatura's pairs", top)
    columns = ("who", "pairs", "precision", "recall", "F1", "same")
    others = [stored, *beside("LogicV2", nk, sets), *beside("rigour", plain, sets)]
    show("Are two names one?", columns, [row for row, _ in lines], published=others)
    show("Comparisons a second", ("who", "a second"), [(who, round(rate)) for who, rate in speeds.items()])
    ratio = None
    if not args.beside and nk is not None:
        ratio = round(100 * speeds["ours, new names"] / speeds["LogicV2, new names"], 1)
    result: dict[str, object] = {"nomenklatura_f1": None, "cross_script_f1": None, "pairs_per_second_ratio": ratio}
    if not args.beside:
        result |= {"nomenklatura_f1": lines[0][1], "cross_script_f1": lines[1][1], "cross_script_f1_all": lines[2][1]}
        result |= {"blocking_recall": met(own), "pairs_per_second": round(speeds["ours, candidates"])}
    last_line("names", result)
    return 0


if __name__ == "__main__":
    sys.exit(main())
