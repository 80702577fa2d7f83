"""From what is hidden to the forms in which it is looked for: full names, parts of them, initials, adjectives."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from anyascii import anyascii

from reportedly.model import Document, Entity, Kind
from reportedly.places import key_of
from reportedly.places.names import GENERIC, bare
from reportedly.weighing.names import known_words

from .hidden import Hidden
from .rule import Mask, Persons
from .scrubbing import Form, Scrubber, handles, outside_addresses
from .strays import Strays, small_words
from .words import name_forms, normal, words

_PARTICLES = frozenset(
    "al el ul ur bin ibn ben bint abu abd umm om de da di do dos du del della van von der den ten ter la le les las "
    "los y e i o san st saint mac mc jr sr ii iii iv the of and in at on for from to who that with".split()
)
_ABBREVIATIONS = frozenset(
    "us usa uk un eu uae ua am pm ad bc ce bce dc la ny nj tv po pr id it mp mps pm vp hq ie eg cf ed eds nb ps jr sr "
    "st no op vs".split()
)
"""Initials that mean something else far more often."""
_ELSEWHERE = 2  # reports that speak of others and write a word small, for it to be one of the language
_SHORT = 3  # letters: a part of a name that is shorter is looked for only in the reports that speak of its bearer
_SENTENCE = re.compile(r"[.!?…]+[\s\"'”’)\]]+|\n+")


def scrubber_of(hidden: Hidden, documents: Sequence[Document], mask: Mask) -> Scrubber:
    """What replaces everything that is hidden of a ledger with these reports."""
    common = _Common(documents)
    doubtful = {entity.id for entity in hidden.doubtful}
    persons = [e for e in hidden.public if e.kind is Kind.PERSON and e.id not in doubtful]
    borne = {word for entity in persons for name in (entity.name, *entity.names) for word in _plain(name)}
    forms = [form for label in hidden.names for form in _forms(hidden, label, common, borne)]
    forms += _source_forms(hidden, documents)
    public = {
        words_
        for e in hidden.public
        if e.id not in doubtful
        for name in (e.name, *e.names)
        for words_ in (_plain(name), *_by_initial(e, name))
        if len(words_) > 1
    }
    public |= {words_ for d in documents if d.publisher and len(words_ := _plain(d.publisher)) > 1}
    strays = None
    if mask.names:
        shown = [name for entity in hidden.public if entity.id not in doubtful for name in (entity.name, *entity.names)]
        shown += [name for d in documents for name in (d.publisher, *d.authors) if name]
        strays = Strays(shown, common.small(), mask.places)
    return Scrubber(forms, public, mask.persons is not Persons.NONE, strays)


def _by_initial(entity: Entity, name: str) -> Iterator[tuple[str, ...]]:
    """A person's surname with the initial before it, which tells the person from others of that name."""
    parts = _plain(name)
    if entity.kind is Kind.PERSON and len(parts) > 1:
        yield (parts[0][:1], parts[-1])


def _plain(name: str) -> tuple[str, ...]:
    return tuple(word.form for word in words(name))


class _Common:
    """Which words are words of the language rather than names: by a list of English, and by these reports."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._small: Counter[str] = Counter()
        self._capital: Counter[str] = Counter()
        self._reports: Counter[str] = Counter()  # in how many of them a word is written small
        for document in documents:
            small = set()
            for word in outside_addresses(document.text):
                # Scripts without capitals say nothing here.
                if word.capital:
                    self._capital[word.form] += 1
                else:
                    self._small[word.form] += 1
                    small.add(word.form)
            self._reports.update(small)

    def small(self) -> set[str]:
        """The words that these reports write in small letters at least as often as with a capital."""
        return {word for word, count in self._small.items() if count >= self._capital[word]}

    def says(self, word: str, reports: Collection[str]) -> bool:
        """Whether a word is one of the language; ``reports``: those that speak of somebody of whose name it is a part.

        Those may write the name itself in small letters.
        """
        if word in small_words():
            return True
        return self._small[word] > self._capital[word] and self._reports[word] >= len(reports) + _ELSEWHERE


def _forms(hidden: Hidden, label: str, common: _Common, borne: set[str]) -> Iterator[Form]:
    reports, kind, often = hidden.reports[label], hidden.kinds[label], hidden.often[label]
    for name in hidden.names[label]:
        for spelled in _spellings(name, kind):
            one_word = len(words(spelled)) == 1
            for form in name_forms(spelled):
                other = kind is Kind.PERSON and form[0] in borne
                alone = one_word and (other or common.says(form[0], reports) or len(form[0]) < _SHORT)
                # "Hope Young" is one in small letters, too; "the young hope" is none.
                turned = spelled != name and all(common.says(word, reports) for word in form)
                yield Form(form, label, weak=alone or turned, reports=reports if alone else None, often=often)
        if kind is Kind.PERSON:
            for part in _parts(name):
                weak = common.says(part, reports) or part in borne or len(part) < _SHORT
                yield Form((part,), label, whole=False, weak=weak, reports=reports if weak else None, often=often)
            for letters in _letters(name):
                yield Form(letters, label, weak=True, reports=reports, often=often)
        for handle in handles(name) if kind is not Kind.PLACE else ():
            yield Form(handle, label, often=often)


def _spellings(name: str, kind: Kind) -> set[str]:
    """A name, and how else it is written by habit: without a title or article, turned round, with initials."""
    found = {name, re.sub(r"^the\s+", "", name, flags=re.IGNORECASE)}
    if kind is Kind.PLACE:
        found.add(name.split(",")[0])
        short, levels = bare(key_of(name))
        if levels and short not in GENERIC:
            found.add(short)
    if kind is Kind.PERSON:
        parts = [word for word in re.split(r"[\s,]+", name) if word]
        while len(parts) > 1 and normal(parts[0]) in known_words().honorifics:
            parts = parts[1:]
        found.add(" ".join(parts))
        if 1 < len(parts) <= 4:
            found.add(" ".join([parts[-1], *parts[:-1]]))
            found.add(" ".join([*(part[0] for part in parts[:-1]), parts[-1]]))
            found.add(f"{parts[0][0]} {parts[-1]}")
            found.add(f"{parts[0]} {parts[-1]}")
    return {spelled for spelled in found if words(spelled)}


def _letters(name: str) -> Iterator[tuple[str, ...]]:
    """The initials of a name: those of all its parts, and of the first and the last: "L.V."."""
    first = [word.form[0] for word in words(name) if word.capital and word.form not in _PARTICLES]
    for letters in {tuple(first), (first[0], first[-1])} if 1 < len(first) <= 4 else ():
        if "".join(letters) not in _ABBREVIATIONS and all(len(letter) == 1 for letter in letters):
            yield letters


def _parts(name: str) -> set[str]:
    """The words of a person's name that may stand for the person alone: given name, surname, name of the father."""
    found = set()
    for spelled in (name, anyascii(name)):
        for word in words(spelled):
            title = word.form in known_words().honorifics or word.form in _PARTICLES
            if word.capital and not title and len(word.form) > 1 and not word.form.isdigit():
                found.add(word.form)
    return found


def _source_forms(hidden: Hidden, documents: Sequence[Document]) -> Iterator[Form]:
    alone = {who.words[0] for who in hidden.sources if len(who.words) == 1}
    beside = _sharing(documents, alone) if alone else {}
    for who, (label, reports) in hidden.sources.items():
        if len(who.words) > 1:
            yield Form(who.words, label)
            if who.head:
                yield Form((who.head,), label, weak=True, cased=False, reports=reports)
        else:
            shared = {other for report in reports for other in beside.get((who.words[0], report), ())}
            yield Form(who.words, label, weak=True, cased=False, reports=reports | shared)


def _sharing(documents: Iterable[Document], wanted: set[str]) -> Mapping[tuple[str, str], set[str]]:
    """The reports that share a sentence with a word: by the word and a report, the others with that very sentence."""
    holding: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for document in documents:
        for sentence in _SENTENCE.split(document.text):
            forms = _plain(sentence)
            if wanted.intersection(forms):
                holding[forms].add(document.id)
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for forms, reports in holding.items():
        if len(reports) > 1:
            for word in wanted.intersection(forms):
                for report in reports:
                    found[word, report] |= reports
    return found
