"""Numbers in words and figures, as the ranges that the contract wants (settled question 18)."""

from __future__ import annotations

import re

from reportedly.model import Quantity

_UNITS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
_TENS = {w: 10 * n for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_ROUND = {
    "couple": 2, "several": 3, "few": 3, "handful": 3, "dozen": 12, "dozens": 24, "scores": 40, "tens": 20,
    "hundreds": 200, "thousands": 2_000, "millions": 2_000_000,
}  # fmt: skip
_OPEN = frozenset({"couple", "several", "few", "handful", "dozens", "scores", "tens", "hundreds", "thousands", "millions"})
_PERSON = re.compile(r"\b(?:a|an|one|the)\b", re.IGNORECASE)
_AT_LEAST = re.compile(r"\b(?:at least|more than|over|no fewer than|no less than|not less than|upwards of|above|exceed\w*)\b|\+")
_AT_MOST = re.compile(r"\b(?:up to|at most|no more than|not more than|fewer than|less than|under|below|nearly|almost)\b")
_TOKEN = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?|[^\W\d_]+|[–—-]|\+")
_UNIT = re.compile(r"^(?:[\W\d_]|\b(?:of|the|its|their|his|her|other|armed|active|some|about)\b)*")


def quantity(words: str, *, counts_people: bool = False) -> Quantity | None:
    """The range that ``words`` come to, with what they count as the unit; None where there is no number.

    "between 100 and 250 members" is 100 to 250 members, "more than 20" is 20 and up, "up to 100" is
    100 and down, "dozens" 24 and up.

    Args:
        words: a noun phrase, such as "some 220 people".
        counts_people: whether a phrase in the singular without a number ("a guard") is one.
    """
    lowered = words.lower()
    values, last = _values(lowered)
    unit = _unit(words[last:]) if last else None
    if not values:
        return Quantity(1, 1, None) if counts_people and _PERSON.match(lowered) else None
    open_ended = any(re.search(rf"\b{word}\b", lowered) for word in _OPEN)
    if len(values) >= 2 and re.search(r"\bto\b|\band\b|\bor\b|[–—-]", lowered) and values[0] <= values[1]:
        return Quantity(values[0], values[1], unit)
    value = values[0]
    if _AT_MOST.search(lowered):
        return Quantity(None, value, unit)
    if _AT_LEAST.search(lowered) or open_ended:
        return Quantity(value, None, unit)
    return Quantity(value, value, unit)


def _values(words: str) -> tuple[list[float], int]:
    """The numbers in order, and where the last one ends."""
    values: list[float] = []
    current: float | None = None
    scaled = 0.0
    last = 0
    for match in _TOKEN.finditer(words):
        token = match[0]
        value = _figure(token)
        if value is not None:
            if (current is not None and token.isalpha() and current % 100 >= 20 and current % 10 == 0 and value < 10) or (current is not None and current % 100 == 0 and current >= 100 and value < 100 and token.isalpha()):
                current += value
            else:
                _close(values, current, scaled)
                current, scaled = value, 0.0
            last = match.end()
        elif token in _SCALES and current is not None:
            current *= _SCALES[token]
            if current >= 1000:
                scaled, current = scaled + current, 0.0
            last = match.end()
        elif token in _SCALES and re.search(rf"\ba\s+{token}\b", words):
            _close(values, current, scaled)
            current, scaled, last = float(_SCALES[token]), 0.0, match.end()
        elif token in _ROUND:
            if token in ("thousands", "hundreds", "millions") and current in (20.0, 200.0) and values == []:
                current = current * (_ROUND[token] / 2)
            elif token == "dozen" and current is not None:
                current *= 12
            else:
                _close(values, current, scaled)
                current, scaled = float(_ROUND[token]), 0.0
            last = match.end()
        elif token not in ("and", "of", "-", "–", "—"):
            _close(values, current, scaled)
            current, scaled = None, 0.0
        elif token in ("-", "–", "—") or (token == "and" and current is not None and current < 100 and not scaled):
            if not (token == "-" and current in _TENS.values()):
                _close(values, current, scaled)
                current, scaled = None, 0.0
    _close(values, current, scaled)
    return values, last


def _close(values: list[float], current: float | None, scaled: float) -> None:
    if current is not None:
        total = current + scaled
        values.append(int(total) if total == int(total) else total)


def _figure(token: str) -> float | None:
    if token[0].isdigit():
        return float(token.replace(",", ""))
    return _UNITS.get(token, _TENS.get(token))


def _unit(rest: str) -> str | None:
    plain = _UNIT.sub("", rest.strip(" -–—")).strip(" .,;:()\"'”’")
    return plain if plain and len(plain.split()) <= 3 else None
