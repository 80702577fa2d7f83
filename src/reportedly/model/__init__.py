"""What flows through the house: frozen records that know nothing of the rooms."""

from .claim import Certainty, Claim, Part, Polarity, Source, SourceKind
from .document import Document, Passage
from .judgement import Judgement, Score
from .mention import Entity, Kind, Mention, Quantity, Text
from .span import Span
from .time import Interval

__all__ = [
    "Certainty",
    "Claim",
    "Document",
    "Entity",
    "Interval",
    "Judgement",
    "Kind",
    "Mention",
    "Part",
    "Passage",
    "Polarity",
    "Quantity",
    "Score",
    "Source",
    "SourceKind",
    "Span",
    "Text",
]
