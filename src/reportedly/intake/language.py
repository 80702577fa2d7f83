"""Which language a text is in, judged only where there is enough of it to judge."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from reportedly.errors import Reason, RefusedError

_ENOUGH = 150
"""Letters, in words that are not capitalised, below which no text in Latin script is refused for its language."""
_ENOUGH_FOREIGN = 40
"""As above, in another script, which says by itself that it is not English."""
_SAMPLE = 20_000
"""Characters looked at, from the start, the middle and the end together."""
_PLAINLY = 0.20
"""Share of English function words from which a text is English without asking further."""
_HARDLY = 0.08
"""Share up to which it may be another language; between the two it gets the benefit of the doubt."""
_SURE = 0.90
"""Probability that the classifier must give another language before a text is refused."""
_ENGLISH = re.compile(
    "the|of|and|to|that|was|for|with|by|on|as|at|from|is|were|has|had|have|been|which|who|said|after|this|it|its|"
    "his|her|their|they|he|she|but|not|or|be|are|would|will|an|also|more|than|about|into|when|where"
)
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")


def code_of(name: str | None) -> str | None:
    """The ISO 639-1 code at the head of a language tag ("en-GB" gives "en"), or None."""
    match = re.match(r"[A-Za-z]{2,3}(?![A-Za-z])", name or "")
    return match[0].lower() if match else None


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of the language of ``text``, or None where there is too little to say.

    English is known by its function words, so that a text full of foreign names stays English; anything
    else is put to py3langid (Lui and Baldwin 2012). A text of more than one script is judged by the larger.
    """
    sample = _sampled(text)
    words = _WORD.findall(sample)
    letters = sum(map(len, words))
    latin = len(_LATIN.findall(sample))
    if latin * 3 < letters:  # two thirds are in another script: what is left cannot carry the report
        return _classified(sample)[0] if letters >= _ENOUGH_FOREIGN else None
    plain = [word for word in words if word[0].islower() and _LATIN.match(word)]  # names have no language
    if sum(map(len, plain)) < _ENOUGH:
        return None
    share = sum(_ENGLISH.fullmatch(word) is not None for word in plain) / len(plain)
    if share >= _PLAINLY:
        return "en"
    code, probability = _classified(" ".join(plain))
    return code if code == "en" or (share <= _HARDLY and probability >= _SURE) else None


def refuse_language(text: str, *, named: str | None, readable: frozenset[str]) -> str | None:
    """The language of ``text``: the one ``named`` for it, else the one detected, else None.

    Raises:
        RefusedError: LANGUAGE where it is not among ``readable``, unless that is empty: then any will do.
    """
    code = code_of(named) or language_of(text)
    if code is None or not readable or code in readable:
        return code
    how = "is said to be" if named else "seems to be"
    known = ", ".join(sorted(readable))
    advice = "translate it first" if named else "translate it first, or name its language if this is wrong"
    raise RefusedError(Reason.LANGUAGE, f"the text {how} in {code!r}; the reader reads {known}; {advice}")


def _sampled(text: str) -> str:
    if len(text) <= _SAMPLE:
        return text
    third, middle = _SAMPLE // 3, len(text) // 2
    return "\n".join((text[:third], text[middle : middle + third], text[-third:]))


@cache
def _classifier() -> Any:  # py3langid publishes no types
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _classified(sample: str) -> tuple[str, float]:
    code, probability = _classifier().classify(sample[:6_000])
    return str(code), float(probability)
