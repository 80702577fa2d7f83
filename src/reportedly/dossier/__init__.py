"""The picture: what is said of one person, organization or place, by whom, since when, and who disagrees."""

from .brief import Brief
from .build import Reader, build, entity_of
from .page import Answer, Contest, Dossier, Footnote, Line, Section, Worth

__all__ = [
    "Answer",
    "Brief",
    "Contest",
    "Dossier",
    "Footnote",
    "Line",
    "Reader",
    "Section",
    "Worth",
    "build",
    "entity_of",
]
