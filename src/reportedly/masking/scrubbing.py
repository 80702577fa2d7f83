"""Finds what is hidden in a text, however it is written there, and says what stands for it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field

from .strays import Strays
from .words import Word, indexed, name_forms, normal, plainly, squeezed, stems, words

WITHHELD = "[name withheld]"
"""Stands where a word is part of several hidden names and the text does not tell which is meant."""
NO_ADDRESS, NO_NUMBER = "[address withheld]", "[number withheld]"
_ADDRESS = re.compile(
    r"(?:[a-z][a-z0-9+.-]{1,15}://|www\.|t\.me/|\b(?:[a-z0-9-]+\.)+[a-z]{2,12}/)[^\s<>\"“”]*[^\s<>\"“”.,;:!?)\]'’]",
    re.I,
)
_MAIL = re.compile(r"(?:mailto:)?[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_NUMBER = re.compile(
    r"(?<![\w./-])(?:(?:\+|00)[ ]?\d(?:[ ()./-]{0,2}\d){6,14}|\(?0\d{1,4}\)?[ /-](?:\d[ -]?){5,10}\d)(?![\w])"
)
_HANDLE = re.compile(r"(?<![\w@])[@#][\w.]{2,}")
_DAY = re.compile(r"\d{1,4}[-/. ]\d{1,2}[-/. ]\d{2,4}")
_UNSPACED = (
    *(("\u0e00", "\u0eff"), ("\u1000", "\u109f"), ("\u1780", "\u17ff")),
    *(("\u3040", "\u30ff"), ("\u3400", "\u9fff"), ("\U00020000", "\U0003ffff")),
)
_BETWEEN = 6  # characters between two words of one name, at most
_TOLD_IN_ADDRESS = 5  # letters: so long a word is looked for inside the words of an address too


@dataclass(frozen=True, slots=True)
class Form:
    """One way of writing what is hidden: its words in normal form, and what stands for it.

    ``weak``: it may be meant otherwise (a common word, a name that others bear): it counts only where it is no part of
    a public name, only in the reports that speak of it (``reports``; None: in all), and, if ``cased``, with a capital.
    """

    words: tuple[str, ...]
    label: str
    whole: bool = True
    weak: bool = False
    cased: bool = True
    reports: frozenset[str] | None = None
    often: int = 0
    """How often claims speak of it: of two of one name, the one most spoken of is taken."""


@dataclass(frozen=True, slots=True)
class Found:
    """Where something hidden stands in a text, and what stands for it."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Scrubbed:
    """A text without what is hidden, and how its places follow from those of the text as it was."""

    text: str
    found: tuple[Found, ...]
    grown: tuple[int, ...] = (0,)
    """By how many characters the first none, one, two … of ``found`` made the text longer."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the words from ``start`` to ``end`` stand now; what a pseudonym cuts into holds the whole of it."""
        return self._moved(start, last=False), self._moved(end, last=True)

    def _moved(self, place: int, *, last: bool) -> int:
        # The first that ends behind the place; all before it have moved the place by what they grew.
        index = bisect_right(self.found, place, key=lambda one: one.end)
        moved = self.grown[index]
        if index < len(self.found) and (one := self.found[index]).start < place:
            return one.start + moved + (len(one.label) if last else 0)
        return place + moved


@dataclass(slots=True)
class Scrubber:
    """Replaces hidden names in texts of all sorts. ``forms``: what is hidden; ``public``: names that weak forms leave.

    ``contacts``: mail addresses and telephone numbers go too, whoever's they are: a text does not say it. ``strays``:
    finds names of which no claim speaks, which then go too.
    """

    forms: Iterable[Form]
    public: Iterable[tuple[str, ...]] = ()
    contacts: bool = True
    strays: Strays | None = None
    counted: set[str] = field(default_factory=set)
    _by_word: dict[str, list[Form]] = field(default_factory=lambda: defaultdict(list))
    _public: dict[str, list[tuple[str, ...]]] = field(default_factory=lambda: defaultdict(list))
    _inside: set[str] = field(default_factory=set)
    _told: dict[str, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for form in dict.fromkeys(self.forms):
            for first in indexed(form.words[0]):
                self._by_word[first].append(form)
            if not form.weak:
                self._inside |= {w for w in ("".join(form.words),) if len(w) >= _TOLD_IN_ADDRESS}
                if not form.words[0].isascii() and _unspaced(form.words[0]):
                    self._inside.add(form.words[0])
        for held in self._by_word.values():
            held.sort(key=lambda f: (-len(f.words), f.weak, not f.whole, f.label))
        for name in dict.fromkeys(self.public):
            if name:
                self._public[name[0]].append(name)
        for names in self._public.values():
            names.sort(key=len, reverse=True)

    @property
    def idle(self) -> bool:
        """Whether there is nothing to look for."""
        return not self._by_word and not self.contacts

    # --- texts

    def scrub(
        self,
        text: str,
        *,
        report: str = "",
        spoken: Collection[str] = (),
        meant: Callable[[int, int], str | None] | None = None,
    ) -> Scrubbed:
        """``text`` without what is hidden.

        ``report``: the id of the report that it is of. ``spoken``: labels of those of whom the report speaks.
        ``meant``: whom the words from start to end mean where a claim says so: a label, "" for somebody public.
        """
        found = self._find(text, report, frozenset(spoken), meant)
        parts, grown, at = list[str](), [0], 0
        for one in found:
            self.counted.add(one.label.strip())
            parts += [text[at : one.start], one.label]
            grown.append(grown[-1] + len(one.label) - (one.end - one.start))
            at = one.end
        return Scrubbed("".join([*parts, text[at:]]), tuple(found), tuple(grown))

    def plain(self, text: str, *, report: str = "", spoken: Collection[str] = ()) -> str:
        """``text`` without what is hidden, where nobody asks what stood where."""
        return self.scrub(text, report=report, spoken=spoken).text

    def tells(self, address: str) -> bool:
        """Whether an address, a handle or the name of a file tells something hidden, however it is encoded."""
        if address not in self._told:
            self._told[address] = self._tells(address)
        return self._told[address]

    def _tells(self, address: str) -> bool:
        for said in plainly(address):
            if any(not found.weak for found, _, _ in self._hits(words(said))):
                return True
            run = squeezed(said)
            if any(name in run for name in self._inside):
                return True
        return False

    def _find(
        self, text: str, report: str, spoken: frozenset[str], meant: Callable[[int, int], str | None] | None
    ) -> list[Found]:
        whole = self._addresses(text)
        taken = [(found.start, found.end) for found in whole]
        told = [word for word in words(text) if not _within(word.start, word.end, taken)]
        public = self._public_in(told)
        here = spoken | {form.label for form, _, _ in self._hits(told) if form.whole and not form.weak}
        named: list[tuple[int, int, str]] = []  # the first word, the one behind the last, and what stands for them
        for index, size, forms in self._longest(told, report, here, public, meant):
            if named and index < named[-1][1]:
                # Two hidden names share words: what is left of the second must not stay.
                named[-1] = (named[-1][0], max(named[-1][1], index + size), named[-1][2])
                continue
            first, last = told[index], told[index + size - 1]
            named.append(
                (index, index + size, self._label(forms, here, meant(first.start, last.end) if meant else None))
            )
        if self.strays is not None:
            free = [True] * len(told)
            for start, end in (*public, *((start, end) for start, end, _ in named)):
                free[start:end] = [False] * (end - start)
            named += [(start, end, WITHHELD) for start, end in self.strays(text, told, free)]
        found = [one for one in whole if one.label]
        found += [Found(*_bounds(text, told[first], told[end - 1], label)) for first, end, label in named]
        return sorted(found, key=lambda one: one.start)

    def _longest(
        self,
        told: Sequence[Word],
        report: str,
        here: frozenset[str],
        public: Sequence[tuple[int, int]],
        meant: Callable[[int, int], str | None] | None,
    ) -> Iterable[tuple[int, int, list[Form]]]:
        """At each word at which something hidden begins: how many words it is, and what it may be."""
        at: dict[int, dict[int, list[Form]]] = defaultdict(lambda: defaultdict(list))
        for form, index, size in self._hits(told):
            if form.weak:
                first, last = told[index], told[index + size - 1]
                if _within(index, index + size, public) or (form.cased and not first.capital):
                    continue
                if form.reports is not None and report not in form.reports and form.label not in here:
                    continue
                if meant is not None and meant(first.start, last.end) == "":
                    continue
            at[index][size].append(form)
        for index in sorted(at):
            size = max(at[index])
            yield index, size, at[index][size]

    def _label(self, forms: Sequence[Form], here: Collection[str], meant: str | None) -> str:
        labels = list(dict.fromkeys(form.label for form in forms))
        if meant in labels:
            return str(meant)
        near = [label for label in labels if label in here]
        if len(labels) == 1 or len(near) == 1:
            return (near or labels)[0]
        # Of two of one full name the one most spoken of is taken; a surname that several bear is nobody's.
        full = [form for form in forms if form.whole and (not near or form.label in near)]
        return max(full, key=lambda form: (form.often, form.label)).label if full else WITHHELD

    def _hits(self, told: Sequence[Word]) -> Iterable[tuple[Form, int, int]]:
        """Every form that stands in these words: the form, the number of its first word, and how many they are."""
        for index, word in enumerate(told):
            for stem in stems(word.form, word.capital):
                for form in self._by_word.get(stem, ()):
                    if _stands(form.words, told, index):
                        yield form, index, len(form.words)
            if not word.form.isascii() and _unspaced(word.form):
                for name in self._inside:
                    if name != word.form and name in word.form:
                        yield from ((form, index, 1) for form in self._by_word.get(name, ()))

    def _public_in(self, told: Sequence[Word]) -> list[tuple[int, int]]:
        found = []
        for index, word in enumerate(told):
            for stem in stems(word.form, word.capital):
                for name in self._public.get(stem, ()):
                    if _stands(name, told, index):
                        found.append((index, index + len(name)))
                        break
        return found

    def _addresses(self, text: str) -> list[Found]:
        """Addresses and the like: those that tell something with what stands for them, others with ""."""
        found: list[Found] = []
        for pattern, label in ((_MAIL, NO_ADDRESS), (_ADDRESS, ""), (_HANDLE, ""), (_NUMBER, NO_NUMBER)):
            for one in pattern.finditer(text):
                start, end = one.span()
                if _touches(start, end, found) or (pattern is _NUMBER and _DAY.match(one[0])):
                    continue
                if label:
                    stands = label if self.contacts or self.tells(one[0]) else ""
                else:
                    stands = NO_ADDRESS if self.tells(one[0]) else ""
                if stands or pattern is _ADDRESS:
                    found.append(Found(start, end, stands))
        return found


def _bounds(text: str, first: Word, last: Word, label: str) -> tuple[int, int, str]:
    """What is replaced: the words, but not the possessive behind them; "an" before a source becomes "a"."""
    start, end = first.start, last.end
    ending = re.search(r"['’]s$", text[start:end])
    if ending:
        end = start + ending.start()
    if label.startswith("source ") and re.search(r"\ban $", text[max(0, start - 4) : start], re.IGNORECASE):
        return start - 2, end, " " + label
    return start, end, label


def _stands(form: Sequence[str], told: Sequence[Word], index: int) -> bool:
    if index + len(form) > len(told):
        return False
    for place, part in enumerate(form):
        word = told[index + place]
        if word.form != part:
            wanted = set(indexed(part))
            if not wanted.intersection(stems(word.form, word.capital)):
                return False
        # A comma, a hyphen, an initial's full stop or the end of a line: rather one name too many than one too few.
        if place and word.start - told[index + place - 1].end > _BETWEEN:
            return False
    return True


def _unspaced(form: str) -> bool:
    """Whether a word is of a script that writes no spaces: Chinese, Japanese, Thai, Lao, Khmer, Burmese."""
    return any(first <= c <= last for c in form for first, last in _UNSPACED)


def _within(start: int, end: int, ranges: Iterable[tuple[int, int]]) -> bool:
    return any(a <= start and end <= b for a, b in ranges)


def _touches(start: int, end: int, found: Iterable[Found]) -> bool:
    return any(start < one.end and one.start < end for one in found)


__all__ = ["NO_ADDRESS", "NO_NUMBER", "WITHHELD", "Form", "Found", "Scrubbed", "Scrubber", "name_forms", "normal"]
