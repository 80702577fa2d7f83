"""Weights for the table of ``reportedly.weighing.names.features``, fitted on pairs that are made here.

    python -m training.names [--corpora FOLDER] [--pairs 4000]

People's names are put together from the given names of ``parts.yaml`` and the surnames of Wikidata's transliteration
corpus (corpora/names/transliteration); organisations' from those surnames and general words. A pair of one name is a
name and what one to three slips or habits of writing make of it (a slip of the keys, a lost middle name, an initial,
the surname first, a word split or joined, another spelling, another script); a pair of two names differs in a word that
comes near. No pair of any benchmark is used. Logistic regression with a penalty on the squared distance, in shares,
from the weights that stand in the table, so that what these pairs say little of stays as it is.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from rapidfuzz.distance import OSA

from benchmarks.showing import options, show, there
from reportedly.model import Kind
from reportedly.weighing.names import SAME, compare
from reportedly.weighing.names.data import table
from reportedly.weighing.names.features import BIAS, TABLE

Made = tuple[str, str, Kind, bool]
_PENALTY = 6.0
_SOUNDS = (
    ("ph", "f"),
    ("c", "k"),
    ("y", "i"),
    ("w", "v"),
    ("th", "t"),
    ("sh", "sch"),
    ("ou", "u"),
    ("ck", "k"),
    ("z", "s"),
)
_GENERAL = "Bank Group Trading Shipping Energy Insurance Construction Oil Gas Steel Foods Textile Motors Media".split()
_LEGAL = "Ltd Limited GmbH LLC Inc Corp AG SA Company".split()


class Maker:
    """Makes pairs, always the same ones for a seed."""

    def __init__(self, folder: Path, *, seed: int = 4) -> None:
        self.random = random.Random(seed)
        self.abroad: dict[str, str] = {}
        for file in ("wd_russian_64", "wd_arabic_64"):
            for line in there(folder / file).read_text(encoding="utf-8").splitlines():
                latin, other, count = line.split("\t")
                if int(count) > 1 and latin.isascii() and latin.isalpha() and 5 <= len(latin) <= 11:
                    self.abroad.setdefault(latin, other.replace(" ", ""))
        self.surnames = sorted(self.abroad)
        raw = table("parts.yaml", "forms", "nicknames")
        self.forms = [[one for one in group if one.isascii()] for group in raw["forms"]]
        self.nicknames = [[one for one in group if one.isascii()] for group in raw["nicknames"]]
        self.given = [group[0] for group in self.forms + self.nicknames if group]

    def pairs(self, count: int) -> list[Made]:
        """Half of them of one name, three in five of people."""
        makers = (self._person, self._person, self._person, self._firm, self._firm)
        return [self.random.choice(makers)(same=place % 2 == 0) for place in range(count)]

    def _person(self, *, same: bool) -> Made:
        words = [self.random.choice(self.given), self._surname()]
        if self.random.random() < 0.4:
            words.insert(1, self.random.choice(self.given))
        if same:
            other = list(words)
            for _ in range(self.random.choice((1, 1, 2, 2, 3))):
                other = self.random.choice(self._ways())(other)
        else:
            other = list(words)
            place = self.random.randrange(len(words))
            other[place] = self._near(words[place], self.surnames if place == len(words) - 1 else self.given)
            if self.random.random() < 0.3:
                other = self.random.choice((self._initial, self._inverted, self._without_middle))(other)
        return self._title(words), self._title(other), Kind.PERSON, same

    def _firm(self, *, same: bool) -> Made:
        words = [self._surname(), self.random.choice(_GENERAL)]
        if self.random.random() < 0.4:
            words.insert(1, self._surname())
        other = list(words)
        if same:
            for _ in range(self.random.choice((0, 1, 1, 2))):
                other = self.random.choice((self._slip, self._slip, self._sound, self._apart, self._as_one))(other)
        elif self.random.random() < 0.6:
            other[0] = self._near(words[0], self.surnames)
        else:
            other[-1] = self.random.choice([word for word in _GENERAL if word != words[-1]])
        legal = [self.random.choice([*_LEGAL, ""]) for _ in range(2)]
        one, two = (f"{self._title(w)} {ending}".strip() for w, ending in zip((words, other), legal, strict=True))
        return one, two, Kind.ORGANIZATION, same

    def _surname(self) -> str:
        return self.random.choice(self.surnames)

    def _near(self, word: str, among: Sequence[str]) -> str:
        tried = [one for one in self.random.sample(list(among), min(len(among), 60)) if self._another(one, word)]
        return min(tried, key=lambda one: OSA.distance(one.lower(), word.lower())) if tried else self._surname()

    def _another(self, one: str, word: str) -> bool:
        one, word = one.lower(), word.lower()
        groups = self.forms + self.nicknames
        together = any({one, word} <= {entry.lower() for entry in group} for group in groups)
        return not together and OSA.distance(one, word) > 1

    def _ways(self) -> tuple[Callable[[list[str]], list[str]], ...]:
        return (
            self._slip, self._slip, self._slip, self._sound, self._sound, self._initial, self._inverted,
            self._without_middle, self._form, self._form, self._apart, self._as_one, self._abroad, self._abroad,
        )  # fmt: skip

    def _slip(self, words: list[str]) -> list[str]:
        place = self.random.randrange(len(words))
        word = words[place]
        if len(word) < 5:
            return words
        at = self.random.randrange(1, len(word) - 1)
        letter = self.random.choice("aeiourstlnmdk")
        slips = (
            word[:at] + word[at + 1 :], word[:at] + letter + word[at:], word[:at] + letter + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :], word[:at] + word[at] + word[at:],
        )  # fmt: skip
        return [*words[:place], self.random.choice(slips), *words[place + 1 :]]

    def _sound(self, words: list[str]) -> list[str]:
        old, new = self.random.choice(_SOUNDS)
        return [re.sub(old, new, word, flags=re.IGNORECASE) for word in words]

    def _initial(self, words: list[str]) -> list[str]:
        place = 1 if len(words) > 2 else 0
        return [*words[:place], f"{words[place][:1]}.", *words[place + 1 :]]

    def _inverted(self, words: list[str]) -> list[str]:
        return [words[-1] + self.random.choice((",", "")), *words[:-1]]

    def _without_middle(self, words: list[str]) -> list[str]:
        return [words[0], words[-1]] if len(words) > 2 else words

    def _form(self, words: list[str]) -> list[str]:
        for group in self.random.sample(self.forms, len(self.forms)) + self.nicknames:
            if words[0] in group:
                return [self.random.choice(group), *words[1:]]
        return words

    def _apart(self, words: list[str]) -> list[str]:
        place = self.random.randrange(len(words))
        word = words[place]
        return [*words[:place], word[:4], word[4:], *words[place + 1 :]] if len(word) > 7 else words

    def _as_one(self, words: list[str]) -> list[str]:
        return [words[0] + words[1].lower(), *words[2:]] if len(words) > 2 else words

    def _abroad(self, words: list[str]) -> list[str]:
        return [self.abroad.get(word.lower(), word) for word in words]

    def _title(self, words: list[str]) -> str:
        return " ".join(word[:1].upper() + word[1:] for word in words if word)


def measured(pairs: Sequence[Made]) -> tuple[np.ndarray, np.ndarray]:
    """One row a pair, one column a feature in the table's order; and whether the pair is of one name."""
    places = {row.name: number for number, row in enumerate(TABLE)}
    values, gold = np.zeros((len(pairs), len(TABLE))), np.zeros(len(pairs))
    for number, (a, b, kind, same) in enumerate(pairs):
        gold[number] = same
        for feature in compare(a, b, kind).features:
            if feature.name in places:
                values[number, places[feature.name]] = feature.value / TABLE[places[feature.name]].weight
    return values, gold


def fitted(values: np.ndarray, gold: np.ndarray, *, steps: int = 4000, rate: float = 0.05) -> tuple[float, np.ndarray]:
    """Bias and weights; no weight changes its sign."""
    start = np.array([row.weight for row in TABLE])
    share, bias = np.ones(len(start)), BIAS
    for _ in range(steps):
        wrong = 1 / (1 + np.exp(-(values @ (start * share) + bias))) - gold
        share -= rate * ((values * start).T @ wrong / len(gold) + _PENALTY * (share - 1) / len(gold))
        share = np.clip(share, 0.1, 4)
        bias -= rate * float(wrong.mean())
    return bias, start * share


def main(argv: Sequence[str] | None = None) -> int:
    parser = options(__doc__, what="pairs")
    parser.add_argument("--pairs", type=int, default=4000, help="how many pairs are made")
    args = parser.parse_args(argv)
    pairs = Maker(args.corpora / "names" / "transliteration").pairs(args.pairs)
    values, gold = measured(pairs)
    bias, weights = fitted(values, gold)
    rows: list[tuple[object, ...]] = [("bias", BIAS, round(bias, 2), len(pairs))]
    rows += [
        (row.name, row.weight, round(float(weight), 2), int((values[:, number] != 0).sum()))
        for number, (row, weight) in enumerate(zip(TABLE, weights, strict=True))
    ]
    show("Weights", ("feature", "now", "fitted", "pairs with it"), rows)
    before = np.array([compare(a, b, kind).score >= SAME for a, b, kind, _ in pairs])
    after = 1 / (1 + np.exp(-(values @ weights + bias))) >= SAME
    for title, said in (("now", before), ("fitted", after)):
        right = float((said & (gold > 0)).sum())
        print(f"{title}: F1 {200 * right / (said.sum() + gold.sum()):.1f}, precision {100 * right / said.sum():.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
