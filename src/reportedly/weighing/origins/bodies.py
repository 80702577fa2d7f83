"""Bodies that bear no name of their own: "the interior ministry", "police", "a police spokeswoman"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from reportedly.errors import ModelError
from reportedly.weighing.likeness import Key
from reportedly.weighing.names import tokens

from .lexicon import load

BODY = "body"
"""First word of the key of a body that is known by what it is."""


@dataclass(frozen=True, slots=True)
class Bodies:
    """What ``bodies.yaml`` says."""

    kinds: frozenset[tuple[str, ...]]
    fields: frozenset[str]
    alike: dict[str, str]
    slight: frozenset[str]
    several: frozenset[str]
    vague: frozenset[tuple[str, ...]]
    speaks: frozenset[tuple[str, ...]]
    heads: frozenset[tuple[str, ...]]
    spoken: re.Pattern[str]
    spoken_of: re.Pattern[str]


@lru_cache(maxsize=1)
def lexicon() -> Bodies:
    """The words for bodies and those who speak for them.

    Raises:
        ModelError: where ``bodies.yaml`` is missing or lacks a key.
    """
    raw = load("bodies.yaml")
    try:
        lists = {
            key: frozenset(filter(None, (tokens(words) for words in raw[key].split(","))))
            for key in ("bodies", "fields", "slight", "several", "vague", "speaks", "heads", "puts_out")
        }
        alike = {str(key): str(value) for key, value in raw["alike"].items()}
    except (KeyError, AttributeError) as error:
        raise ModelError(f"bodies.yaml: cannot be used ({error!r}); reinstall reportedly") from error
    words = {key: frozenset(word for entry in lists[key] for word in entry) for key in ("fields", "slight", "several")}
    out = "|".join(sorted((r"\s+".join(map(re.escape, entry)) for entry in lists["puts_out"]), key=len, reverse=True))
    return Bodies(
        kinds=lists["bodies"],
        fields=words["fields"],
        alike=alike,
        slight=words["slight"],
        several=words["several"],
        vague=lists["vague"],
        speaks=lists["speaks"],
        heads=lists["heads"],
        spoken=re.compile(
            rf"^(?:an?\s+|the\s+)?(?P<body>.+?)(?:[’']s?)?\s+(?:{out})(?:\s+(?-i:[A-Z]).*)?$", re.IGNORECASE
        ),
        spoken_of=re.compile(
            rf"^(?:an?\s+|the\s+)?(?:{out})\s+(?:of|for|from|by)\s+(?:the\s+)?(?P<body>.+)$", re.IGNORECASE
        ),
    )


@lru_cache(maxsize=65536)
def body_key(name: str) -> Key:
    """What a body without a name of its own is compared by; empty where it is none, or one of several.

    "The Ministry of the Interior", "the interior ministry" and "the interior ministry's spokesman" are one; "the
    Ministry of the Interior of Karst" bears a name, and "the ministry" or "an embassy" may be any.
    """
    said = tokens(name)
    known = lexicon()
    if not said:
        return ()
    if spoken := spoken_for(name):
        return body_key(spoken)
    if said[0] in known.several:
        return ()
    words = [word for word in said if word not in known.slight]
    for kind in known.kinds:
        size = len(kind)
        for start in (len(words) - size, 0):
            if start >= 0 and tuple(words[start : start + size]) == kind:
                rest = [*words[:start], *words[start + size :]]
                if (rest or kind not in known.vague) and all(word in known.fields for word in rest):
                    return (BODY, *sorted({known.alike.get(word, word) for word in (*kind, *rest)}))
    return ()


def spoken_for(words: str) -> str:
    """Whom somebody or something that is named by its office speaks for: "the police" of "a police spokeswoman"."""
    known = lexicon()
    for pattern in (known.spoken, known.spoken_of):
        if found := pattern.match(" ".join(words.split())):
            return found["body"]
    return ""


@lru_cache(maxsize=65536)
def words_of(name: str) -> frozenset[str]:
    """The words of a name by which one body is told from another."""
    known = lexicon()
    return frozenset(known.alike.get(word, word) for word in tokens(name) if word not in known.slight)


def fits(title: str, titles: frozenset[tuple[str, ...]]) -> bool:
    """Whether a title is one of these, or ends in one: "chief police spokeswoman"."""
    said = tokens(title)
    return any(said[-len(one) :] == one for one in titles)
