"""What somebody states and somebody else says is not so, where no other predicate fits the words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from reportedly.model import Text
from reportedly.weighing.likeness import Key, content

from .relation import Kin, Relation
from .view import Scene, View, corrected, one_breath
from .words import saying, who

_YEAR = 366
_WORDS = 3
"""Content words that a statement needs for its words to tell it from others."""
_SHARE = 0.6


def statements(scene: Scene) -> Iterator[Relation]:
    """A statement, and a denial in its words by another: all words of the one, or most of both, are those of the other.

    Who denies to have said it himself is met with the other denials.
    """
    by_word: dict[str, list[View]] = defaultdict(list)
    denied: list[View] = []
    for view in scene.views:
        if view.p.predicate == "stated" and len(_words(view)) >= _WORDS:
            if view.affirmed:
                for word in _words(view):
                    by_word[word].append(view)
            else:
                denied.append(view)
    for no in denied:
        met: dict[str, View] = {}
        # The two rarest words of the denial: whatever has most of its words has one of them, or is left out.
        for word in sorted(_words(no), key=lambda w: (len(by_word.get(w, ())), w))[: len(_words(no)) // 2 + 1]:
            met |= {view.p.id: view for view in by_word.get(word, ())}
        for _, yes in sorted(met.items()):
            if yes.p.subject != no.p.subject and _alike(yes, no) and not one_breath(yes, no):
                yield _against(yes, no)


def _words(view: View) -> frozenset[str]:
    part = view.claims[0].claim.object
    return frozenset(content(part.value)) if isinstance(part, Text) else frozenset()


def _alike(yes: View, no: View) -> bool:
    one, other = _words(yes), _words(no)
    shared = len(one & other)
    near = yes.held is None or no.held is None or yes.held.gap(no.held) <= _YEAR
    return near and shared >= _WORDS and (shared == min(len(one), len(other)) or shared >= _SHARE * len(one | other))


def _against(yes: View, no: View) -> Relation:
    if found := corrected(yes, no):
        first, last = found
        why = f"The same teller says otherwise later: {who(last)}."
        return Relation(Kin.UPDATES, first.p, last.p, "polarity", why)
    why = f"{saying(yes)} ({who(yes)}); that it is so is denied ({who(no)})."
    answers: tuple[Key, Key] = (("yes",), ("no",))
    about = (yes.p.object, ())
    return Relation(Kin.CONTRADICTS, yes.p, no.p, "polarity", why, "denied", about, answers)
