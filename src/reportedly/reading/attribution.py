"""Who says what: cues, sources and contents, and which belong together (after PolNeAR, Newell et al. 2018)."""

from __future__ import annotations

import numpy as np

from . import paths
from .analysis import Analysis, Attribution, Range
from .encoder import Encoder, Floats, Scores
from .tags import decode

_REACH = 160
"""Tokens to each side of a cue among which its source and its content are sought."""
_SURE, _ENOUGH = 0.5, 0.2


def find(analysis: Analysis, scores: Scores, encoder: Encoder) -> None:
    """Sets ``attributions``, in the order of their cues."""
    roles = [tag[2:] for tag in encoder.labels.attribution[1::2]]
    spans: dict[str, list[Range]] = {role: [] for role in roles}
    for tokens, kind in decode(scores.attribution):
        spans[roles[kind]].append(tokens)
    cues = spans["cue"]
    if not cues:
        return
    sources: list[list[Range]] = [[] for _ in cues]
    contents: list[list[Range]] = [[] for _ in cues]
    scored = [_score(analysis, scores, encoder, cue) for cue in cues]
    for column, role, kept in ((0, "source", sources), (1, "content", contents)):
        for piece in spans[role]:
            chance = [_mean(first, table, piece, column) for first, table in scored]
            best = int(np.argmax(chance))
            for number, value in enumerate(chance):
                if (number == best and value > _ENOUGH) or (column == 0 and value > _SURE):
                    kept[number].append(piece)
    analysis.attributions = [
        Attribution((cue,), tuple(source), tuple(content))
        for cue, source, content in zip(cues, sources, contents, strict=True)
    ]


def _score(analysis: Analysis, scores: Scores, encoder: Encoder, cue: Range) -> tuple[int, Floats]:
    first, end = max(0, cue[0] - _REACH), min(len(analysis), cue[0] + _REACH)
    sentence = analysis.sentence_of[cue[0]]
    same = np.array([[s == sentence for s in analysis.sentence_of[first:end]]], np.int64)
    distance = paths.distances(cue[0], first, end)[None]
    return first, encoder.links(scores.hidden[first:end], np.array([cue[0] - first]), distance, same)[0]


def _mean(first: int, table: Floats, piece: Range, column: int) -> float:
    a, b = max(piece[0] - first, 0), min(piece[1] - first, len(table))
    return float(table[a:b, column].mean()) if a < b else 0.0
