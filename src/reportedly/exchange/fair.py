"""The text of others on a page of ours: on one line, nothing in it unseen, and no longer than a page can bear."""

from __future__ import annotations

import re

from reportedly.dossier.wording import counted
from reportedly.pages.text import MOST, plain

_BEYOND = re.compile("[\ufdd0-\ufdef\ufffe\uffff]|[\U0001fffe-\U0010ffff](?<=[\ufffe\uffff])")
"""Code points that are no characters, which XML refuses."""
_MARK = "\N{REPLACEMENT CHARACTER}"


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
        shown = _BEYOND.sub(_MARK, plain(line, most))
        if loses and (len(line) > most or len(given) > 4 * most):
            self._cut.add(given)
            self._least = min(self._least, most)
        if shown.count(_MARK) > given.count(_MARK):
            self._marked.add(given)
        return shown

    def left_out(self) -> tuple[str, ...]:
        """What was taken away, a sentence each."""
        said = []
        if self._cut:
            said.append(f"the ends of {counted(len(self._cut), 'text')} longer than {self._least:,} characters")
        if self._marked:
            what = "control characters and marks of direction"
            said.append(f"{what} in {counted(len(self._marked), 'text')}, shown as {_MARK}")
        return tuple(said)
