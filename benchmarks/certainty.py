"""Certainty: how sure a text is of an event, -3 (certainly not) to 3 (certainly so), on dev parts of three corpora.

    python -m benchmarks.certainty [--corpora FOLDER] [--limit N]

Gold tokens, gold event words, one sentence at a time. MAE: the mean absolute error; r: Pearson's correlation.
MEANTIME is nearly always 3, so that MAE says little and r much: "always 3" stands beside it.
The last line is one JSON object.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import numpy as np

from benchmarks.showing import last_line, options, show, there
from reportedly.reading.analysis import Analysis
from reportedly.reading.encoder import Encoder
from training.corpora import factuality
from training.example import NONE, Example

CORPORA = ("MEANTIME", "UW", "UDS_IH2")
_STANOVSKY = "Stanovsky et al., ACL 2017 (test; noted from memory)"
_RUDINGER = "Rudinger et al., NAACL 2018, L-biLSTM(2)-S (test; noted from memory)"
PUBLISHED = (
    ("MEANTIME", None, 0.34, 0.47, _STANOVSKY),
    ("UW", None, 0.42, 0.66, _STANOVSKY),
    ("MEANTIME", None, 0.427, 0.335, _RUDINGER),
    ("UW", None, 0.508, 0.719, _RUDINGER),
    ("UDS_IH2", None, 0.960, 0.768, _RUDINGER),
)


def predicted(example: Example, encoder: Encoder) -> list[float]:
    """The certainty of every word of an example, within the scale."""
    starts, ends, place = [], [], 0
    for word in example.words:
        starts.append(place)
        ends.append(place + len(word))
        place = ends[-1] + 1
    read = Analysis(" ".join(example.words), starts, ends, list(example.sentences))
    read.sentence_of = list(example.sentence_of)
    return [float(score) for score in np.clip(encoder.scores(read).certainty.reshape(len(read), -1)[:, 0], -3, 3)]


def measure(examples: Sequence[Example], encoder: Encoder) -> dict[str, float | int | None]:
    """MAE and r over all event words, and the MAE of always saying 3."""
    pairs = [
        (gold, ours)
        for example in examples
        for gold, ours in zip(example.certainty or (), predicted(example, encoder), strict=True)
        if gold > NONE + 1
    ]
    gold, ours = np.array(pairs, dtype=np.float64).T
    varied = bool(gold.std() > 0 and ours.std() > 0)
    return {
        "events": len(pairs),
        "mae": round(float(np.abs(gold - ours).mean()), 3),
        "r": round(float(np.corrcoef(gold, ours)[0, 1]), 3) if varied else None,
        "mae_always_3": round(float(np.abs(gold - 3).mean()), 3),
    }


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, show, print one JSON object."""
    given = options(__doc__, what="sentences").parse_args(argv)
    there(given.corpora / "factuality")
    encoder = Encoder()
    result: dict[str, object] = {"version": encoder.labels.version}
    rows: list[tuple[object, ...]] = []
    for corpus in CORPORA:
        figures = measure(factuality.load(given.corpora, corpus, "dev", size=1)[: given.limit], encoder)
        result[corpus] = figures
        rows.append(
            (
                corpus,
                figures["events"],
                f"{figures['mae']:.3f}",
                figures["r"] and f"{figures['r']:.3f}",
                "this reader (dev)",
            )
        )
        rows.append((corpus, figures["events"], f"{figures['mae_always_3']:.3f}", None, "always 3 (dev)"))
    told = [(name, events, f"{mae:.3f}", f"{r:.3f}", source) for name, events, mae, r, source in PUBLISHED]
    show("Certainty of events", ("", "events", "MAE", "r", "source"), rows, published=told)
    last_line("certainty", result)
    return 0


if __name__ == "__main__":
    sys.exit(main())
