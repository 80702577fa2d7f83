"""The words of credits and corrections, as data, and the patterns made of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from reportedly.errors import ModelError

# Bounded, so that a text of nothing but capitals and dots costs no more than another.
_CAPITAL = r"[A-Z][\w’'&/-]{0,40}(?:\.[\w’'&/-]{1,40}){0,4}"
_GAP = r"[^\S\n]+"
NAME = rf"(?-i:(?:[Tt]he{_GAP})?{_CAPITAL}(?:{_GAP}(?:of{_GAP}the{_GAP}|of{_GAP}|and{_GAP})?{_CAPITAL}){{0,6}})"
_FLAGS = re.IGNORECASE | re.MULTILINE


@dataclass(frozen=True, slots=True)
class Form:
    """One way to give credit: its key in the file, its pattern, and what its name must be: "", "outlet" or "agency"."""

    key: str
    pattern: re.Pattern[str]
    asks: str
    whole: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What ``credits.yaml`` says."""

    outlet: frozenset[str]
    not_outlet: frozenset[str]
    before: frozenset[str]
    agency: frozenset[str]
    common: frozenset[str]
    nouns: frozenset[str]
    forms: tuple[Form, ...]


def load(name: str) -> Mapping[str, Any]:
    """One of the files beside this module.

    Raises:
        ModelError: where it is missing or cannot be read.
    """
    try:
        found = yaml.safe_load(files(__package__).joinpath(name).read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise ModelError(f"{name}: cannot be read ({error}); reinstall reportedly") from error
    if not isinstance(found, dict):
        raise ModelError(f"{name}: expected keys and their values; reinstall reportedly")
    return found


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The words and forms of credits.

    Raises:
        ModelError: where ``credits.yaml`` is missing, lacks a key or holds a pattern that is none.
    """
    raw = load("credits.yaml")
    try:
        parts = {key.upper(): alternatives(raw[key]) for key in ("tells", "piece", "noun", "when")}
        forms = [
            _form(key, pattern, parts, whole=whole)
            for group, whole in (("whole", True), ("part", False))
            for key, pattern in raw[group].items()
        ]
        lists = {key: frozenset(_words(raw[key])) for key in ("outlet", "not_outlet", "before", "agency", "common")}
        return Lexicon(**lists, nouns=frozenset(_words(raw["noun"])), forms=tuple(forms))
    except (KeyError, TypeError, AttributeError, re.error) as error:
        raise ModelError(f"credits.yaml: cannot be used ({error!r}); reinstall reportedly") from error


def _words(listed: str) -> list[str]:
    return [" ".join(word.split()) for word in listed.split(",")]


def alternatives(listed: str) -> str:
    """The words of a list as a pattern, the longest first."""
    longest_first = sorted(_words(listed), key=lambda words: (-len(words), words))
    return "|".join(re.escape(words).replace(r"\ ", r"\s+") for words in longest_first)


def _form(key: str, pattern: str, parts: Mapping[str, str], *, whole: bool) -> Form:
    asks = next((word.lower() for word in ("OUTLET", "AGENCY") if word in pattern), "")
    for word, said in parts.items():
        pattern = re.sub(rf"\b{word}\b", f"(?-i:{said})".replace("\\", r"\\"), pattern)
    pattern = re.sub(r"\b(?:NAME|OUTLET|AGENCY)\b", NAME.replace("\\", r"\\"), pattern)
    return Form(key, re.compile(pattern, _FLAGS), asks, whole)
