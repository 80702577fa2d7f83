"""The text of others on a page of ours: on one line, nothing in it unseen, and no longer than a page can bear."""

from __future__ import annotations

from reportedly.dossier.wording import counted
from reportedly.model.plain import MARK, characters
from reportedly.pages.text import MOST, plain


class Fair:
    """Makes text fit to be shown, and remembers what that took away from it."""

    def __init__(self) -> None:
        self._cut: set[str] = set()
        self._marked: set[str] = set()
        self._least = MOST

    def __call__(self, text: object, most: int = MOST, *, loses: bool = True) -> str:
        """``text`` on one line, cut after ``most`` characters, what is invisible or no character shown as U+FFFD.

        ``loses``: what is cut stands nowhere else in full.
        """
        given = str(text)
        line = " ".join(given[: 4 * most].split())
        shown = characters(plain(line, most))
        if loses and (len(line) > most or len(given) > 4 * most):
            self._cut.add(given)
            self._least = min(self._least, most)
        if shown.count(MARK) > given.count(MARK):
            self._marked.add(given)
        return shown

    def left_out(self) -> tuple[str, ...]:
        """What was taken away, a sentence each."""
        said = []
        if self._cut:
            said.append(f"the ends of {counted(len(self._cut), 'text')} longer than {self._least:,} characters")
        if self._marked:
            what = "control characters and marks of direction"
            said.append(f"{what} in {counted(len(self._marked), 'text')}, shown as {MARK}")
        return tuple(said)
