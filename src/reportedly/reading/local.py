"""The reader that comes with the package: one small network, run layer by layer on the CPU."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from reportedly.model import Claim, Document

from . import attribution, frames, names, sentences, syntax, times, tokens
from .analysis import Analysis, Range
from .claims import Assembler
from .coreference import Namer
from .encoder import WEIGHTS, Encoder, Scores
from .profile import Profile
from .thresholds import Thresholds


class LocalReader:
    """Reads reports offline; the same report gives the same claims.

    Use ``LocalReader.load``.
    """

    def __init__(self, encoder: Encoder, thresholds: Thresholds) -> None:
        self._encoder = encoder
        self._thresholds = thresholds

    @classmethod
    def load(cls, threads: int = 1, *, weights: Path = WEIGHTS) -> LocalReader:
        """The reader with the weights that the package carries, on ``threads`` threads.

        Raises:
            FileNotFoundError: where a file of the weights is missing.
        """
        return cls(Encoder(weights, threads=threads), Thresholds.load(weights / "thresholds.json"))

    @property
    def name(self) -> str:
        """The reader and the version of its weights."""
        return f"local-{self._encoder.labels.version}"

    def analyse(self, text: str, published: date | None = None) -> Analysis:
        """Every layer below the claims; relative times are resolved against ``published``."""
        return self._analysed(text, published)[0]

    def annotate(self, analysis: Analysis) -> Scores:
        """Fills the network's layers of an analysis that has its tokens and sentences already."""
        analysis.sentence_of = [number for number, (a, b) in enumerate(analysis.sentences) for _ in range(a, b)]
        scores = self._encoder.scores(analysis)
        if len(analysis):
            syntax.parse(analysis, scores, self._encoder)
            names.find(analysis, scores, self._encoder)
            attribution.find(analysis, scores, self._encoder)
        return scores

    def read(self, document: Document) -> list[Claim]:
        """The claims of a document, in the order of its text."""
        published = document.published or times.dateline(document.text)
        analysis, scores = self._analysed(document.text, published)
        namer = Namer(analysis)
        analysis.referents = list(namer.referents)
        ruled = list(Profile(document, analysis, namer, published=published).claims())
        lines = {claim.span for claim in ruled}
        assembler = Assembler(document, analysis, namer, published=published)
        found = frames.find(analysis, scores, self._encoder, self._thresholds)
        graph = [claim for frame in found for claim in assembler.claims(frame)]
        # In a line that a rule has read whole, the graph has nothing to add.
        claims = ruled + [c for c in graph if not any(c.trigger and line.covers(c.trigger) for line in lines)]
        return [claim.standing_in(document.text) for claim in sorted(_distinct(claims), key=lambda c: c.span)]

    def _analysed(self, text: str, published: date | None) -> tuple[Analysis, Scores]:
        starts, ends = tokens.tokenise(text)
        ranges: list[Range] = sentences.split(text, starts, ends)
        analysis = Analysis(text, starts, ends, ranges)
        scores = self.annotate(analysis)
        analysis.times = times.find(text, published=published)
        return analysis, scores


def _distinct(claims: list[Claim]) -> list[Claim]:
    """Of claims that say the same in one sentence, the surest."""
    best: dict[tuple[object, ...], Claim] = {}
    for claim in claims:
        key = (claim.span, claim.predicate, _said(claim.subject), _said(claim.object), claim.polarity)
        if key not in best or claim.score > best[key].score:
            best[key] = claim
    return list(best.values())


def _said(part: object) -> object:
    return getattr(part, "name", None) or getattr(part, "value", None) or part
