"""Parts of speech and dependencies on the test parts of UD English EWT and GUM.

    python -m benchmarks.syntax [--corpora FOLDER] [--limit N]

On gold tokens: accuracy over the words. On raw text: F1 over words, as the evaluation of the CoNLL 2018 shared task
has it: a word of ours is a gold word where it has the same characters; its part of speech, head (itself such a word)
and relation count only then. LAS leaves the subtypes of relations out ("nmod:poss" is "nmod"), as that evaluation
does; "LAS with subtypes" does not. EWT's raw text has its paragraphs as the treebank marks them.
The last line is one JSON object.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from benchmarks.showing import Tally, last_line, options, show, there
from benchmarks.treebank import Parsed, documents
from reportedly.reading.analysis import Analysis
from reportedly.reading.local import LocalReader

MEASURES = ("words", "sentences", "UPOS", "UAS", "LAS", "LAS with subtypes")
_UDPIPE = "UDPipe 2, models of UD 2.12 (ufal.mff.cuni.cz/udpipe/2/models)"
PUBLISHED = (
    ("ewt, gold tokens", None, None, 97.5, 93.0, 91.0, None, _UDPIPE),
    ("ewt, raw text", 99.1, 87.8, 96.7, 90.7, 88.8, None, _UDPIPE),
    ("gum, gold tokens", None, None, 98.3, 93.7, 91.8, None, _UDPIPE + ", all genres"),
    ("gum, raw text", 99.6, 95.7, 98.0, 92.9, 91.0, None, _UDPIPE + ", all genres"),
)
Tallies = dict[str, Tally]


def on_gold_tokens(document: Parsed, reader: LocalReader) -> Analysis:
    """The document read with its own words and sentences, joined by spaces."""
    starts, ends, place = [], [], 0
    for form in document.forms:
        starts.append(place)
        ends.append(place + len(form))
        place = ends[-1] + 1
    read = Analysis(" ".join(document.forms), starts, ends, list(document.sentences))
    reader.annotate(read)
    return read


def compare(document: Parsed, read: Analysis, *, same: dict[int, int]) -> Tallies:
    """Counts one document; ``same`` maps each word of ours that is a gold word to that word."""
    tallies = {measure: Tally(0, len(read), len(document.forms)) for measure in MEASURES}
    tallies["words"].right = len(same)
    for word, gold in same.items():
        head, wanted = read.heads[word], document.heads[gold]
        tallies["UPOS"].right += read.upos[word] == document.upos[gold]
        if (same.get(head) if head >= 0 else -1) == wanted:
            ours, theirs = read.deprels[word], document.deprels[gold]
            tallies["UAS"].right += 1
            tallies["LAS"].right += ours.split(":")[0] == theirs.split(":")[0]
            tallies["LAS with subtypes"].right += ours == theirs
    return tallies


def _sentences(document: Parsed, read: Analysis) -> Tally:
    tally = Tally()
    tally.add(
        [(document.spans[a][0], document.spans[b - 1][1]) for a, b in document.sentences],
        [(read.starts[a], read.ends[b - 1]) for a, b in read.sentences],
    )
    return tally


def measure(corpus: Sequence[Parsed], reader: LocalReader, *, raw: bool) -> Tallies:
    """Sums over documents, on raw text or on gold tokens."""
    total = {name: Tally() for name in MEASURES}
    for document in corpus:
        if raw:
            read = reader.analyse(document.text)
            place = {span: word for word, span in enumerate(document.spans)}
            spans = list(zip(read.starts, read.ends, strict=True))
            same = {word: place[span] for word, span in enumerate(spans) if span in place}
        else:
            read = on_gold_tokens(document, reader)
            same = {word: word for word in range(len(read))}
        tallies = compare(document, read, same=same)
        tallies["sentences"] = _sentences(document, read) if raw else Tally()
        for name, tally in tallies.items():
            total[name].join(tally)
    return total


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, show, print one JSON object."""
    given = options(__doc__).parse_args(argv)
    there(given.corpora / "parse")
    reader = LocalReader.load()
    rows = []
    result: dict[str, object] = {"reader": reader.name}
    for corpus in ("ewt", "gum"):
        parsed = list(documents(given.corpora, corpus, "test"))[: given.limit]
        for raw in (False, True):
            total = measure(parsed, reader, raw=raw)
            figures = {name: tally.figures["f1"] for name, tally in total.items() if raw or name in MEASURES[2:]}
            result[f"{corpus} {'raw' if raw else 'gold tokens'}"] = {"documents": len(parsed), **figures}
            label = f"{corpus}, {'raw text' if raw else 'gold tokens'}"
            rows.append((label, *(figures.get(name) for name in MEASURES), "this reader"))
    show("Syntax, test parts", ("", *MEASURES, "source"), rows, published=PUBLISHED)
    last_line("syntax", result)
    return 0


if __name__ == "__main__":
    sys.exit(main())
