"""Names in the text: from tags to entities of the contract's kinds."""

from __future__ import annotations

from .analysis import Analysis, NamedEntity
from .encoder import Encoder, Scores
from .tags import decode

_TYPES = {"facility": "place", "product": "work", "misc": "work"}
"""What the corpus tells apart and the contract does not."""


def find(analysis: Analysis, scores: Scores, encoder: Encoder) -> None:
    """Sets ``entities``: person, organization, place, norp (nationality or group), date, money, work."""
    types = [tag[2:] for tag in encoder.labels.names[1::2]]
    analysis.entities = [
        NamedEntity(tokens, _TYPES.get(types[kind], types[kind]))
        for tokens, kind in decode(scores.names, analysis.sentences)
    ]
