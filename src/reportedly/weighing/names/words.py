"""The words that the normal form of names knows: titles, articles, pronouns and letters, as ``words.yaml`` has them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import yaml

from reportedly.errors import ModelError


@dataclass(frozen=True, slots=True)
class Words:
    """The words of ``words.yaml``, in their normal form."""

    honorifics: frozenset[str]
    articles: frozenset[str]
    arabic_article: frozenset[str]
    suffixes: frozenset[str]
    pronouns: frozenset[str]
    descriptive: frozenset[str]
    counting: frozenset[str]
    generic: frozenset[str]
    letters: dict[int, str]
    arabic: frozenset[str]


@lru_cache(maxsize=1)
def known_words() -> Words:
    """What ``words.yaml`` says.

    Raises:
        ModelError: where the file is missing or lacks a key.
    """
    try:
        raw = yaml.safe_load(files(__package__).joinpath("words.yaml").read_text(encoding="utf-8"))
        sets = {key: frozenset(map(str, raw[key])) for key in Words.__slots__ if key not in ("letters", "arabic")}
        letters = {ord(a): b for table in ("cyrillic", "arabic", "latin") for a, b in raw[table].items()}
        return Words(**sets, letters=letters, arabic=frozenset(raw["arabic"]))
    except (OSError, yaml.YAMLError, KeyError, TypeError) as error:
        raise ModelError(f"words.yaml: cannot be read ({error!r}); reinstall reportedly") from error


def in_arabic_script(name: str) -> bool:
    """Whether any letter of the name is one of Arabic script, where short vowels are not written."""
    return any(letter in known_words().arabic for letter in name)
