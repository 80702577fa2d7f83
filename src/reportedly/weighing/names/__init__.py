"""Names: the form in which they are found again, and how two of them compare, feature by feature."""

from .blocking import blocking_keys
from .comparison import POSSIBLE, SAME, Comparison, Feature, compare, score
from .forms import is_acronym, is_generic, key, loose_key, tokens, why_no_name
from .sound import Sound, sound, spelled_alike
from .words import Words, in_arabic_script, known_words

__all__ = [
    "POSSIBLE",
    "SAME",
    "Comparison",
    "Feature",
    "Sound",
    "Words",
    "blocking_keys",
    "compare",
    "in_arabic_script",
    "is_acronym",
    "is_generic",
    "key",
    "known_words",
    "loose_key",
    "score",
    "sound",
    "spelled_alike",
    "tokens",
    "why_no_name",
]
