"""A stretch of a text, as character offsets."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters ``start`` to ``end`` (exclusive) of a text.

    Raises:
        ValueError: where the span is empty or starts before the text does.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"span: expected 0 <= start < end, got start={self.start}, end={self.end}")

    def of(self, text: str) -> str:
        """The words of ``text`` that this span covers.

        Raises:
            ValueError: where the span reaches beyond the text.
        """
        if self.end > len(text):
            raise ValueError(f"span: {self.start}..{self.end} lies outside a text of {len(text)} characters")
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def join(self, other: Span) -> Span:
        """The smallest span that covers both."""
        return Span(min(self.start, other.start), max(self.end, other.end))
