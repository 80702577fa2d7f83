"""Names by any of their words, in any script and spelling: "Хартан", "هارتان" and "Hartan" find the same."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import JaroWinkler

from reportedly.model import Entity
from reportedly.weighing.names import tokens
from reportedly.weighing.names.letters import plain, skeleton, sounds, words

_EXACT, _BEGINS, _SOUNDS = 1.0, 0.8, 0.7
_TELLING = 2
"""Consonants that a word has at least to be found by its sound; one alone is in too many names."""
_ALIKE = 0.65
"""How alike two words of the same consonants must sound (Jaro and Winkler's measure): "guard" is not "Court"."""
_MOST_WORDS = 8
_LONGEST = 200
"""Characters of a name that are looked at, and of a question."""


@dataclass(frozen=True, slots=True)
class NameHit:
    """An entity that was found: under which of its names, and how well it fits (0 to 1).

    ``alike``: it was found by its sound, not by its letters.
    """

    entity: Entity
    name: str
    fit: float
    alike: bool


class NameFinder:
    """The words of all names of some entities, by letter and by sound; made once, asked often.

    A name is taken apart into Latin letters (one way of writing for each script) and, beside that, into its
    consonants, on which scripts and spellings agree; see ``weighing.names``.
    """

    def __init__(self, entities: Sequence[Entity]) -> None:
        self.entities = tuple(entities)
        self._letters: dict[str, set[tuple[int, str]]] = defaultdict(set)
        self._sounds: dict[str, set[tuple[int, str, str]]] = defaultdict(set)
        for at, entity in enumerate(self.entities):
            for name in dict.fromkeys((entity.name, *entity.names)):
                for token in tokens(name[:_LONGEST]):
                    self._letters[token].add((at, name))
                for heard in _heard(name):
                    self._sounds[skeleton(heard)].add((at, name, heard))
        self._sorted = sorted(self._letters)

    def find(self, asked: str) -> list[NameHit]:
        """The entities one of whose names has every word that is asked for, the best first.

        A word fits whole, by its beginning (from two letters on), or by its sound. Nothing where there is no word.
        """
        wanted = [*zip(tokens(asked[:_LONGEST]), _sounding(asked), strict=False)][:_MOST_WORDS]
        if not wanted:
            return []
        fits = [self._word(token, heard) for token, heard in wanted]
        named = set(fits[0]).intersection(*fits[1:])
        best: dict[int, NameHit] = {}
        for at, name in named:
            each = [fit[at, name] for fit in fits]
            whole = 0.1 if len(tokens(name)) == len(wanted) else 0.0
            found = NameHit(
                self.entities[at], name, min(1.0, 0.9 * sum(each) / len(each) + whole), min(each) <= _SOUNDS
            )
            if at not in best or (found.fit, best[at].name) > (best[at].fit, found.name):
                best[at] = found
        return sorted(best.values(), key=lambda hit: (-hit.fit, hit.entity.name, hit.entity.id))

    def _word(self, token: str, heard: str) -> dict[tuple[int, str], float]:
        """How well each name fits one word."""
        found: dict[tuple[int, str], float] = {}
        consonants = skeleton(heard)
        if len(consonants) >= _TELLING:
            for at, name, other in self._sounds.get(consonants, ()):
                alike = float(JaroWinkler.similarity(heard.casefold(), other.casefold()))
                if alike < _ALIKE:
                    continue
                found[at, name] = max(found.get((at, name), 0.0), _SOUNDS * (0.5 + alike / 2))
        for longer in self._beginning(token):
            for place in self._letters[longer]:
                found[place] = max(found.get(place, 0.0), _EXACT if longer == token else _BEGINS)
        return found

    def _beginning(self, token: str) -> Iterator[str]:
        if len(token) < _TELLING:
            if token in self._letters:
                yield token
            return
        for i in range(bisect_left(self._sorted, token), len(self._sorted)):
            if not self._sorted[i].startswith(token):
                return
            yield self._sorted[i]


def _heard(name: str) -> list[str]:
    return [sounds(word) for word in words(plain(name[:_LONGEST]))]


def _sounding(asked: str) -> list[str]:
    """The sound of each of ``tokens(asked)``; that of the Latin letters where the two are not parted alike."""
    heard, written = _heard(asked), tokens(asked[:_LONGEST])
    return heard if len(heard) == len(written) else [sounds(token) for token in written]
