"""Finding again: names in any script, claims by their words, reports by their texts, each with the words marked."""

from .claims import claims_with
from .marks import Piece, around, marked
from .names import NameFinder, NameHit
from .texts import TextHit, TextIndex

__all__ = ["NameFinder", "NameHit", "Piece", "TextHit", "TextIndex", "around", "claims_with", "marked"]
