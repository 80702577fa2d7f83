"""Room for names on a map: each goes beside its place where nothing stands yet, or is left out."""

from __future__ import annotations

from dataclasses import dataclass

from .words import width


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a name stands: its base line, and to which side it runs."""

    at: tuple[float, float]
    align: str


class Board:
    """What of a map is taken."""

    def __init__(self, wide: float, tall: float) -> None:
        self._wide, self._tall = wide, tall
        self._taken: list[tuple[float, float, float, float]] = []

    def take(self, left: float, top: float, right: float, bottom: float) -> None:
        """Nothing may be written here any more."""
        self._taken.append((left, top, right, bottom))

    def free(self, left: float, top: float, right: float, bottom: float) -> bool:
        """Whether nothing stands here, and it is wholly on the map."""
        if left < 1 or top < 1 or right > self._wide - 1 or bottom > self._tall - 1:
            return False
        return all(right <= a or c <= left or bottom <= b or d <= top for a, b, c, d in self._taken)

    def place(
        self, x: float, y: float, text: str, size: float, *, bold: bool = False, away: float = 6, must: bool = False,
    ) -> Spot | None:  # fmt: skip
        """Room for a name beside a point (right, left, above, below it), taken at once; None where there is none.

        ``must``: it is written all the same, a little farther off where it can be, at the right where it cannot.
        """
        long = width(text, size, bold=bold)
        steps = (0, 1, -1, 2, -2, 3, -3) if must else (0,)
        for step in steps:
            shift = step * (size + 2)
            for align, left, base in (
                ("left", x + away, y + size * 0.35 + shift),
                ("right", x - away - long, y + size * 0.35 + shift),
                ("center", x - long / 2, y - away - 1 - abs(shift)),
                ("center", x - long / 2, y + away + size * 0.85 + abs(shift)),
            ):
                if must and align == "center":
                    left = min(max(2.0, left), self._wide - long - 2)
                box = (left - 1, base - size * 0.85, left + long + 1, base + size * 0.25)
                if self.free(*box):
                    self.take(*box)
                    anchor = {"left": left, "right": left + long, "center": left + long / 2}[align]
                    return Spot((anchor, base), align)
        if must:
            left = min(max(2.0, x + away), self._wide - long - 2)
            return Spot((left, min(max(y, size), self._tall - 4)), "left")
        return None

    def centred(self, x: float, y: float, text: str, size: float, *, reach: float = 0) -> Spot | None:
        """Room for a name across a point, or up to ``reach`` pixels off it; None where there is none."""
        half = width(text, size) / 2
        for across, down in ((0.0, 0.0), (0.0, -0.6), (0.0, 0.6), (0.0, -1.0), (0.0, 1.0), (-0.8, 0.0), (0.8, 0.0)):
            at = x + across * reach, y + down * reach
            box = (at[0] - half, at[1] - size, at[0] + half, at[1] + size * 0.4)
            if self.free(*box):
                self.take(*box)
                return Spot(at, "center")
        return None
