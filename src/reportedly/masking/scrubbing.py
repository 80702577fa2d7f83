"""Finds what is hidden in a text, however it is written there, and says what stands for it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from .lookalikes import lookalikes
from .strays import Strays
from .together import WITHHELD, Hit, together
from .words import Word, indexed, name_forms, normal, plainly, squeezed, stems, words

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
_PIECES = 4  # parts into which a word may be broken; of single letters _LETTERS
_LETTERS = 24
_SHORT = 200  # characters
_HANDLE_LETTERS = 4
_OF_SITES = frozenset(
    "channel channels user users profile profiles group groups page pages people public watch status post posts in "
    "html com www http https".split()
)
"""Words in addresses of accounts that say nothing of whose they are."""
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
    _initials: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _clean: set[str] = field(default_factory=set)
    """Short texts in which nothing stands, whatever report they are of: most names are written often."""
    _told: dict[str, frozenset[str] | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for form in dict.fromkeys(self.forms):
            for first in indexed(form.words[0]):
                self._by_word[first].append(form)
            if not form.whole:
                self._initials[form.label].add(form.words[0][0])
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

    # --- texts

    def scrub(
        self,
        text: str,
        *,
        report: str = "",
        spoken: Collection[str] = (),
        meant: Callable[[int, int], str | None] | None = None,
        strays: bool = True,
    ) -> Scrubbed:
        """``text`` without what is hidden.

        ``report``: the id of the report that it is of. ``spoken``: labels of those of whom the report speaks.
        ``strays``: whether names of which no claim speaks go, too, if the mask says so. ``meant``: whom the words from
        start to end mean where a claim says so: a label, "" for somebody public.
        """
        found = self._find(text, report, frozenset(spoken), meant, strays=strays)
        parts, grown, at = list[str](), [0], 0
        for one in found:
            self.counted.add(one.label.strip())
            parts += [text[at : one.start], one.label]
            grown.append(grown[-1] + len(one.label) - (one.end - one.start))
            at = one.end
        return Scrubbed("".join([*parts, text[at:]]), tuple(found), tuple(grown))

    def plain(self, text: str, *, report: str = "", spoken: Collection[str] = ()) -> str:
        """``text`` without what is hidden, where nobody asks what stood where."""
        if text in self._clean:
            return text
        return self.scrub(text, report=report, spoken=spoken).text

    def tells(self, address: str, spoken: Collection[str] = ()) -> bool:
        """Whether an address, a handle or the name of a file tells something hidden, however it is encoded.

        ``spoken``: labels of those of whom the report speaks in which it stands.
        """
        if address not in self._told:
            self._told[address] = self._tells(address)
        label = self._told[address]
        return label is None or not label.isdisjoint(spoken)

    def _tells(self, address: str) -> frozenset[str] | None:
        """None where it tells something; else whom its words may mean, if the report speaks of them."""
        near = set()
        for said in plainly(address):
            for found, _, _ in self._hits(words(said)):
                if not found.weak:
                    return None
                near.add(found.label)
            run = squeezed(said)
            if any(name in run for name in self._inside):
                return None
        return frozenset(near)

    def _find(
        self,
        text: str,
        report: str,
        spoken: frozenset[str],
        meant: Callable[[int, int], str | None] | None,
        *,
        strays: bool,
    ) -> list[Found]:
        whole = self._addresses(text, spoken)
        taken = [(found.start, found.end) for found in whole]
        told = _outside(words(text), taken)
        hits = list(self._hits(told))
        public = self._public_in(told)
        here = spoken | {form.label for form, _, _ in hits if form.whole and not form.weak}
        named: list[Hit] = []
        for index, size, forms in self._longest(told, hits, report, here, public, meant):
            if named and index < named[-1].end:
                # Two hidden names share words: what is left of the second must not stay.
                named[-1] = replace(named[-1], end=max(named[-1].end, index + size))
                continue
            who = meant(told[index].start, told[index + size - 1].end) if meant else None
            label = self._label(forms, here, who)
            # What a claim means by a part of a name is that person, whoever else bears it.
            alone = label != who and any(form.label == label and not form.whole for form in forms)
            named.append(Hit(index, index + size, label, alone))
        if self.strays is not None and strays:
            free = [True] * len(told)
            for start, end in (*public, *((hit.first, hit.end) for hit in named)):
                free[start:end] = [False] * (end - start)
            named += [Hit(start, end, WITHHELD) for start, end in self.strays(text, told, free)]
        if len(text) <= _SHORT and strays and not (hits or named or whole):
            self._clean.add(text)
        named = together(text, told, sorted(named, key=lambda hit: hit.first), self._initials)
        found = [one for one in whole if one.label]
        found += [Found(*_bounds(text, told[hit.first], told[hit.end - 1], hit.label)) for hit in named]
        return sorted(found, key=lambda one: one.start)

    def _longest(
        self,
        told: Sequence[Word],
        hits: Iterable[tuple[Form, int, int]],
        report: str,
        here: frozenset[str],
        public: Sequence[tuple[int, int]],
        meant: Callable[[int, int], str | None] | None,
    ) -> Iterable[tuple[int, int, list[Form]]]:
        """At each word at which something hidden begins: how many words it is, and what it may be."""
        at: dict[int, dict[int, list[Form]]] = defaultdict(lambda: defaultdict(list))
        covered = _covered(public, len(told))
        for form, index, size in hits:
            if form.weak:
                first, last = told[index], told[index + size - 1]
                if all(covered[index : index + size]) or (form.cased and not first.capital):
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
            for size, read in _readings(told, index):
                for form in self._by_word.get(read, ()):
                    if end := _stands(form.words, told, index, size):
                        yield form, index, end - index
            if not word.form.isascii() and _unspaced(word.form):
                for name in self._inside:
                    if name != word.form and name in word.form:
                        yield from ((form, index, 1) for form in self._by_word.get(name, ()))

    def _public_in(self, told: Sequence[Word]) -> list[tuple[int, int]]:
        found = []
        for index, word in enumerate(told):
            for stem in stems(word.form, word.capital):
                for name in self._public.get(stem, ()):
                    if end := _stands(name, told, index, 1):
                        found.append((index, end))
                        break
        return found

    def _addresses(self, text: str, spoken: Collection[str]) -> list[Found]:
        """Addresses and the like: those that tell something with what stands for them, others with ""."""
        found: list[Found] = []
        for pattern, label in ((_MAIL, NO_ADDRESS), (_ADDRESS, ""), (_HANDLE, ""), (_NUMBER, NO_NUMBER)):
            for one in pattern.finditer(text):
                start, end = one.span()
                if _touches(start, end, found) or (pattern is _NUMBER and _DAY.match(one[0])):
                    continue
                if label:
                    stands = label if self.contacts or self.tells(one[0], spoken) else ""
                else:
                    stands = NO_ADDRESS if self.tells(one[0], spoken) else ""
                if stands or pattern is _ADDRESS:
                    found.append(Found(start, end, stands))
        return found


def outside_addresses(text: str) -> list[Word]:
    """The words of a text, but for those in addresses of any sort, where names are written small."""
    taken = sorted(one.span() for pattern in (_MAIL, _ADDRESS, _HANDLE) for one in pattern.finditer(text))
    return _outside(words(text), taken)


def handles(account: str) -> set[tuple[str, ...]]:
    """The names that an account goes by, in words: "@lena on Telegram, t.me/lenasongs" is "lena" and "lenasongs"."""
    found = {one[0] for one in _HANDLE.finditer(account)} | {one[0] for one in _MAIL.finditer(account)}
    for one in _ADDRESS.finditer(account):
        found |= {part for part in re.split(r"[/?&=#]+", one[0].partition("//")[2] or one[0])[1:] if part}
    forms = {form for each in found for form in name_forms(each)}
    return {form for form in forms if sum(map(len, form)) >= _HANDLE_LETTERS and not _OF_SITES.issuperset(form)}


def _bounds(text: str, first: Word, last: Word, label: str) -> tuple[int, int, str]:
    """What is replaced: the words, but not the possessive behind them; "an" before a source becomes "a"."""
    start, end = first.start, last.end
    ending = re.search(r"['’]s$", text[start:end])
    if ending:
        end = start + ending.start()
    if label.startswith("source ") and re.search(r"\ban $", text[max(0, start - 4) : start], re.IGNORECASE):
        return start - 2, end, " " + label
    return start, end, label


def _readings(told: Sequence[Word], index: int) -> Iterator[tuple[int, str]]:
    """What a word may be read as, alone or with what may be the rest of it, each with the number of its parts."""
    word = told[index]
    for form in _ways(word.form, word.capital):
        yield 1, form
    joined, at = word.form, index + 1
    letters = len(joined) == 1
    while at < len(told) and told[at].glued and at - index < (_LETTERS if letters else _PIECES):
        letters = letters and len(told[at].form) == 1
        joined += told[at].form
        at += 1
        for form in _ways(joined, word.capital):
            yield at - index, form


@lru_cache(maxsize=200_000)
def _ways(form: str, capital: bool) -> tuple[str, ...]:
    alike = lookalikes(form)
    every = stems(form, capital)
    return tuple(dict.fromkeys((*every, *(s for other in alike for s in stems(other, capital))))) if alike else every


def _stands(form: Sequence[str], told: Sequence[Word], index: int, first: int) -> int:
    """Behind which word a form ends that begins with ``first`` words from ``index`` on; 0 where it does not stand."""
    at = index + first
    for part in form[1:]:
        # A comma, a hyphen, an initial's full stop or the end of a line: rather one name too many than one too few.
        # But where a sentence ends no name goes on.
        if at >= len(told) or told[at].start - told[at - 1].end > _BETWEEN or told[at].opens:
            return 0
        wanted = indexed(part)
        size = next((size for size, read in _readings(told, at) if read in wanted), 0)
        if not size:
            return 0
        at += size
    return at


def _outside(told: Sequence[Word], taken: Sequence[tuple[int, int]]) -> list[Word]:
    """The words that stand in none of these ranges, which are in order and do not overlap."""
    if not taken:
        return list(told)
    ranges = sorted(taken)
    starts = [start for start, _ in ranges]
    found = []
    for word in told:
        index = bisect_right(starts, word.start) - 1
        if index < 0 or word.end > ranges[index][1]:
            found.append(word)
    return found


def _covered(ranges: Iterable[tuple[int, int]], size: int) -> list[bool]:
    covered = [False] * size
    for first, end in ranges:
        covered[first:end] = [True] * (end - first)
    return covered


def _unspaced(form: str) -> bool:
    """Whether a word is of a script that writes no spaces: Chinese, Japanese, Thai, Lao, Khmer, Burmese."""
    return any(first <= c <= last for c in form for first, last in _UNSPACED)


def _touches(start: int, end: int, found: Iterable[Found]) -> bool:
    return any(start < one.end and one.start < end for one in found)


__all__ = ["NO_ADDRESS", "NO_NUMBER", "WITHHELD", "Form", "Found", "Scrubbed", "Scrubber", "name_forms", "normal"]
