"""The vocabulary that coreference rests on, read once."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import yaml


class Pronoun(NamedTuple):
    """What a pronoun tells of the one it stands for. ``number`` and ``gender`` are "-" where it tells nothing."""

    form: str
    number: str
    gender: str
    role: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Pronouns, determiners, titles, nouns with the kind they name, demonyms; all keys in lower case."""

    pronouns: dict[str, Pronoun]
    determiners: dict[str, str]
    titles: dict[str, str]
    nouns: dict[str, str]
    members: frozenset[str]
    styles: frozenset[str]
    resumptive: frozenset[str]
    genders: dict[str, str]
    plurals: dict[str, str]
    demonyms: dict[str, str]
    countries: frozenset[str]

    def singular(self, noun: str) -> str:
        """``noun`` in lower case, without its plural ending."""
        word = noun.lower()
        if word in self.plurals:
            return self.plurals[word]
        if word in self.nouns or len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
            return word
        if word.endswith("ies") and len(word) > 4:
            return word[:-3] + "y"
        if word.endswith(("ches", "shes", "sses", "xes")):
            return word[:-2]
        return word[:-1]

    def country(self, word: str) -> str | None:
        """The country that a demonym names ("Malian", "the Malians"), None where the word is none."""
        plain = word.lower()
        found = self.demonyms.get(plain)
        if found is None and plain.endswith("s"):
            found = self.demonyms.get(plain[:-1])
        return found


@cache
def lexicon() -> Lexicon:
    """The lexicon of the package's vocabulary files and of the nouns that training found."""
    anaphors = _vocabulary("anaphors.yaml")
    honorifics = _vocabulary("honorifics.yaml")
    demonyms = _vocabulary("demonyms.yaml")
    nouns = dict(_learned_nouns())
    nouns.update({noun: kind for kind, listed in anaphors["nouns"].items() for noun in listed})
    return Lexicon(
        pronouns={form: Pronoun(*told) for form, told in anaphors["pronouns"].items()},
        determiners={word: sort for sort, words in anaphors["determiners"].items() for word in words},
        titles={
            title: gender
            for gender, listed in (("-", honorifics["any"]), ("m", honorifics["male"]), ("f", honorifics["female"]))
            for title in listed
        },
        nouns=nouns,
        members=frozenset(anaphors["members"]),
        resumptive=frozenset(anaphors["resumptive"]),
        styles=frozenset(honorifics["styles"]),
        genders=dict.fromkeys(anaphors["male"], "m") | dict.fromkeys(anaphors["female"], "f"),
        plurals=anaphors["plurals"],
        demonyms={word: country for country, words in demonyms.items() for word in words},
        countries=frozenset(country.lower() for country in demonyms),
    )


def _vocabulary(name: str) -> dict[str, dict]:  # type: ignore[type-arg]  # the shape differs from file to file
    text = files("reportedly.reading.vocabulary").joinpath(name).read_text(encoding="utf-8")
    loaded: dict[str, dict] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # type: ignore[type-arg]
    return loaded


def _learned_nouns() -> dict[str, str]:
    """Head nouns and the kind that they name in the training corpora; empty before the first training."""
    place = files("reportedly.reading.weights").joinpath("coreference_nouns.json")
    if not place.is_file():
        return {}
    listed: dict[str, str] = json.loads(place.read_text(encoding="utf-8"))
    return {noun: kind for kind, nouns in listed.items() for noun in nouns.split()}
