"""Numbers in words and figures, as the ranges that the contract wants (settled question 18)."""

from __future__ import annotations

import re

from reportedly.model import Quantity

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORDS = {word: n for n, word in enumerate(_SMALL)} | {word: 10 * n for n, word in enumerate(_TENS, start=2)}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_VAGUE = {"couple": 2, "few": 3, "several": 3, "handful": 3, "dozens": 24, "scores": 40, "tens": 20}
"""The fewest that a word without a number stands for. A plural scale ("hundreds") is two of them."""
_ARTICLES = frozenset({"a", "an", "one", "the"})
_SINGLE = _ARTICLES | {"another", "he", "she", "him", "her", "himself", "herself"}
_AGE = re.compile(r"\b\d+[- ]years?[- ]olds?\b|\b(?:of|aged) \d+$")
_AT_LEAST = re.compile(
    r"\b(?:at least|(?<!no )(?<!not )more than|over|(?:no|not) (?:fewer|less) than|upwards of|above|exceed\w*)\b|\d\+"
)
_AT_MOST = re.compile(
    r"\b(?:up to|at most|no more than|not more than|fewer than|less than|under|below|nearly|almost)\b"
)
_RANGE = re.compile(r"\bto\b|\band\b|\bor\b|[–—-]")
_TOKEN = re.compile(r"\d{1,3}(?:,\d{2,3})+|\d+(?:\.\d+)?|[^\W\d_]+|[–—-]")
_BEFORE_UNIT = re.compile(r"^(?:[\W\d_]|\b(?:of|the|its|their|his|her|other|armed|active|some|about)\b)*")


def quantity(words: str, *, counts_people: bool = False) -> Quantity | None:
    """The range that ``words`` come to, with what they count as the unit; None where there is no number.

    "between 100 and 250 members" is 100 to 250 members, "more than 20" is 20 and up, "up to 100" is
    100 and down, "dozens" 24 and up.

    Args:
        words: a noun phrase, such as "some 220 people".
        counts_people: whether a phrase in the singular without a number ("a guard") is one.
    """
    # An age is no count; blanks keep the places of what follows.
    lowered = _AGE.sub(lambda age: " " * len(age[0]), words.lower())
    numbers, end = _numbers(lowered)
    if not numbers:
        one = counts_people and (words[:1].isupper() or (lowered.split()[:1] and lowered.split()[0] in _SINGLE))
        return Quantity(1, 1, None) if one else None
    unit = _unit(words[end:])
    low, vague = numbers[0]
    if len(numbers) > 1 and low <= numbers[1][0] and _RANGE.search(lowered):
        return Quantity(low, numbers[1][0], unit)
    at_least = vague or bool(_AT_LEAST.search(lowered))
    if _AT_MOST.search(lowered) and not at_least:
        return Quantity(None, low, unit)
    return Quantity(low, None if at_least else low, unit)


class _Number:
    """A number being read word by word: "two hundred and fifty thousand"."""

    def __init__(self) -> None:
        self.whole = 0.0
        self.part: float | None = None
        self.vague = False
        self.scaled = False

    def takes_word(self, value: int) -> bool:
        """Whether a number in words goes on with ``value``: "twenty" with "five", "two hundred" with "fifty"."""
        if self.part is None:
            return not self.whole or self.scaled
        return (self.part % 100 == 0 and self.part >= 100 > value) or (
            self.part % 100 >= 20 and self.part % 10 == 0 and value < 10
        )

    def add(self, value: float) -> None:
        self.part = (self.part or 0) + value
        self.scaled = False

    def scale(self, by: int) -> None:
        self.part = (1 if self.part is None else self.part) * by
        self.scaled = True
        if by >= 1_000:
            self.whole, self.part = self.whole + self.part, None

    @property
    def value(self) -> float:
        total = self.whole + (self.part or 0)
        return int(total) if total == int(total) else total


def _numbers(words: str) -> tuple[list[tuple[float, bool]], int]:
    """Each number with whether it is vague ("dozens"), in order, and where the last one ends."""
    found: list[_Number] = []
    current: _Number | None = None
    before, end = "", 0
    for match in _TOKEN.finditer(words):
        token = match[0]
        singular = token.removesuffix("s")
        if token[0].isdecimal() or token in _VAGUE:
            current = _Number()
            current.add(float(token.replace(",", "")) if token[0].isdecimal() else _VAGUE[token])
            current.vague = token in _VAGUE
            found.append(current)
        elif token in _WORDS:
            if current is None or not current.takes_word(_WORDS[token]):
                current = _Number()
                found.append(current)
            current.add(_WORDS[token])
        elif singular in _SCALES and (current is not None or token != singular or before in _ARTICLES):
            if current is None:
                current = _Number()
                current.vague = token != singular
                current.add(2 if current.vague else 1)
                found.append(current)
            current.scale(_SCALES[singular])
        elif token == "dozen":
            if current is None:
                current = _Number()
                found.append(current)
            current.scale(12)
        elif not _goes_on(token, current):
            current = None
        if current is not None and token not in ("of", "and", "-"):
            end = match.end()
        before = token
    return [(number.value, number.vague) for number in found], end


def _goes_on(token: str, current: _Number | None) -> bool:
    """Whether a small word may stand inside a number: "tens of thousands", "a hundred and six", "twenty-five"."""
    if current is None:
        return False
    if token == "of":
        return current.vague
    return (token == "and" and current.scaled) or (token == "-" and current.part is not None and not current.scaled)


def _unit(rest: str) -> str | None:
    plain = _BEFORE_UNIT.sub("", rest.strip(" -–—")).strip(" .,;:()\"'”’").strip()
    return plain if plain and len(plain.split()) <= 3 else None
