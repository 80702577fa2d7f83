"""Attribution on PolNeAR dev: sources, cues and contents, and what belongs together, on raw text.

    python -m benchmarks.attribution [--corpora FOLDER] [--limit N]

*Exact*: a piece (a span without a gap; a discontinuous one has several) of the very characters that the annotator
marked. *Token*: the reader's own tokens that lie in a piece of the role. *Wholly exact*: the gold attributions for
which one of ours has all the pieces of source, cue and content, and no other. *Lenient*: content shares at least
half of its characters with gold's (of the two together), source and cue overlap, or neither side has a source.
Where a text has two annotators, it is measured against the one who marked more. The last line is one JSON object.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from benchmarks.showing import Tally, last_line, options, show, there
from reportedly.reading import sentences, tags, tokens
from reportedly.reading.analysis import Analysis, Range
from reportedly.reading.attribution import find
from reportedly.reading.encoder import Encoder
from reportedly.reading.syntax import parse
from training.corpora import polnear

ROLES = ("source", "cue", "content")
PUBLISHED = (
    ("two annotators, exact: SOURCE", 77.7, "Newell et al., LREC 2018 (agreement)"),
    ("two annotators, exact: CUE", 70.4, "Newell et al., LREC 2018 (agreement)"),
    ("two annotators, exact: CONTENT", 65.5, "Newell et al., LREC 2018 (agreement)"),
)
Pieces = frozenset[Range]
"""Character ranges."""
Linked = tuple[Pieces, Pieces, Pieces]
"""Source, cue and content of one attribution."""


@dataclass(slots=True)
class Measured:
    """Sums over texts."""

    exact: dict[str, Tally] = field(default_factory=lambda: {role: Tally() for role in ROLES})
    token: dict[str, Tally] = field(default_factory=lambda: {role: Tally() for role in ROLES})
    wholly: Tally = field(default_factory=Tally)
    lenient: Tally = field(default_factory=Tally)
    documents: int = 0
    words: int = 0

    def add(
        self, gold: Sequence[Linked], tagged: dict[str, set[Range]], ours: Sequence[Linked], read: Analysis
    ) -> None:
        """Counts one text: gold, our tagged pieces by role, and our attributions."""
        self.documents += 1
        self.words += len(read.text.split())
        for place, role in enumerate(ROLES):
            wanted = {piece for linked in gold for piece in linked[place]}
            self.exact[role].add(wanted, tagged[role])
            self.token[role].add(_inside(wanted, read), _inside(tagged[role], read))
        self.wholly.join(Tally(sum(linked in set(ours) for linked in gold), len(ours), len(gold)))
        self.lenient.join(Tally(sum(any(alike(g, o) for o in ours) for g in gold), len(ours), len(gold)))

    @property
    def figures(self) -> dict[str, object]:
        """Per cent, as the last line has them."""
        return {
            "documents": self.documents,
            "words": self.words,
            "exact": {role: tally.figures for role, tally in self.exact.items()},
            "token": {role: tally.figures for role, tally in self.token.items()},
            "linked_wholly_exact": self.wholly.figures,
            "linked_lenient": self.lenient.figures,
        }


def _inside(pieces: Iterable[Range], read: Analysis) -> set[int]:
    marked = {place for start, end in pieces for place in range(start, end)}
    return {token for token in range(len(read)) if not marked.isdisjoint(range(read.starts[token], read.ends[token]))}


def alike(gold: Linked, ours: Linked) -> bool:
    """Whether an attribution of ours is the gold one, leniently."""
    (source, cue, content), (our_source, our_cue, our_content) = map(_characters, gold), map(_characters, ours)
    return (
        2 * len(content & our_content) >= len(content | our_content) > 0
        and (bool(source & our_source) or not (source or our_source))
        and bool(cue & our_cue)
    )


def _characters(linked: Pieces) -> set[int]:
    return {place for start, end in linked for place in range(start, end)}


def gold_of(attributions: Sequence[polnear.Attribution]) -> list[Linked]:
    """Each attribution with the pieces of all spans of a role together."""
    found = []
    for attribution in attributions:
        source, cue, content = (frozenset(p for span in attribution[role] for p in span) for role in ROLES)
        found.append((source, cue, content))
    return found


def ours_of(text: str, encoder: Encoder) -> tuple[Analysis, dict[str, set[Range]], list[Linked]]:
    """The analysis of a text, its pieces as tagged, before any linking, and its attributions."""
    starts, ends = tokens.tokenise(text)
    ranges = sentences.split(text, starts, ends)
    read = Analysis(text, starts, ends, ranges)
    read.sentence_of = [number for number, (a, b) in enumerate(ranges) for _ in range(a, b)]
    scores = encoder.scores(read)
    parse(read, scores, encoder)
    find(read, scores, encoder)
    roles = [tag[2:] for tag in encoder.labels.attribution[1::2]]
    tagged: dict[str, set[Range]] = {role: set() for role in ROLES}
    for piece, kind in tags.decode(scores.attribution):
        tagged[roles[kind]].add(_range(read, piece))

    def pieces(of: Iterable[Range]) -> Pieces:
        return frozenset(_range(read, piece) for piece in of)

    return read, tagged, [(pieces(a.source), pieces(a.cue), pieces(a.content)) for a in read.attributions]


def _range(read: Analysis, piece: Range) -> Range:
    return read.starts[piece[0]], read.ends[piece[1] - 1]


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, show, print one JSON object."""
    given = options(__doc__).parse_args(argv)
    there(given.corpora / "polnear" / "dev")
    encoder = Encoder()
    measured = Measured()
    for _, text, attributions in polnear.read(given.corpora, "dev")[: given.limit]:
        read, tagged, ours = ours_of(text, encoder)
        measured.add(gold_of(attributions), tagged, ours, read)
    rows = [
        (f"{name}: {role.upper()}", *_row(tally))
        for name, tallies in (("exact", measured.exact), ("token", measured.token))
        for role, tally in tallies.items()
    ]
    rows += [("linked, wholly exact", *_row(measured.wholly)), ("linked, lenient", *_row(measured.lenient))]
    show(
        f"Attribution on PolNeAR dev ({measured.documents} texts, raw text)",
        ("", "gold", "precision", "recall", "F1", "source"),
        [(*row, "this reader") for row in rows],
        published=[(name, None, None, None, f1, source) for name, f1, source in PUBLISHED],
    )
    last_line("attribution", {"corpus": "PolNeAR dev", "version": encoder.labels.version, **measured.figures})
    return 0


def _row(tally: Tally) -> tuple[object, ...]:
    figures = tally.figures
    return tally.gold, figures["precision"], figures["recall"], figures["f1"]


if __name__ == "__main__":
    sys.exit(main())
