"""Predicates of a user's own: one YAML file says what they are, how they are read and how they are weighed.

    owns:
      says: who owns what                       # one line for people
      subject: [person, organization]           # kinds, or any
      object: [organization]                    # kinds, text, quantity; none: can be left empty
      sort: state                               # state | event | trait | speech
      holds: one_at_a_time                      # once | one_at_a_time | many
      per: object                               # whose one answer it is: a company has one owner at a time
      triggers: [own]                           # verbs in their base form: {subject} owns {object}
      patterns:                                 # in plain words; see reading.patterns.template
        - "{subject} is the owner of {object}"
        - "{object} belongs to {subject}"
      keys:                                     # lines "Owner: …" of a profile of the other side
        subject: [owner, owners]

Beside these: ``qualifiers`` (default: none but times), ``symmetric``, ``section``, ``label``, ``inverse`` and
``phrases``, as in predicates.yaml; what is left out is made from the name.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from reportedly.errors import VocabularyError
from reportedly.model import Kind
from reportedly.reading.patterns.template import (
    BearerPattern,
    EventPattern,
    Pattern,
    TemplateError,
    VerbPattern,
    compile_pattern,
    compile_trigger,
    roles,
)

from .predicate import OBJECTS, SUBJECTS, Holds, Predicate, Sort

_NAME = re.compile(r"[a-z][a-z0-9_]{1,40}")
_REQUIRED = ("says", "subject", "object", "holds")
_OPTIONAL = (
    *("qualifiers", "symmetric", "sort", "per", "section", "label", "inverse", "phrases", "triggers", "patterns"),
    "keys",
)
_PHRASES = frozenset({"affirmed", "denied", "affirmed_alone", "denied_alone"})
_SIDES = ("subject", "object")
_ALWAYS = ("time", "start", "end", "status")
"""Qualifiers that a pattern fills by itself where the words are there."""


@dataclass(frozen=True, slots=True)
class KeyLine:
    """What the key of a line "Owner: X" says: a predicate, and on which side of it the value stands."""

    predicate: str
    side: str


class Vocabulary:
    """The predicates of one user, or of one ledger. Use ``load``, ``parse`` or ``combine``.

    ``entries`` are the raw entries by name, ``predicates`` the typed ones, ``index`` what evokes them, ``keys`` the
    keys of lines.
    """

    def __init__(self, entries: Mapping[str, Mapping[str, Any]], *, file: str, known: frozenset[str]) -> None:
        self.entries = dict(entries)
        self._file, self._known = file, known
        checked = {name: _Entry(file, name, raw, known) for name, raw in entries.items()}
        self.predicates: Mapping[str, Predicate] = MappingProxyType({n: e.predicate() for n, e in checked.items()})
        self._patterns = {name: entry.patterns() for name, entry in checked.items()}
        self.keys: Mapping[str, KeyLine] = MappingProxyType(
            {word: line for entry in checked.values() for word, line in entry.keys().items()}
        )

    def __reduce__(self) -> tuple[Any, ...]:
        # Read-only mappings cannot be pickled, and worker processes want the vocabulary too.
        return _again, (self.entries, self._file, self._known)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Vocabulary) and self.entries == other.entries

    def __hash__(self) -> int:
        return hash(self.digest)

    def __bool__(self) -> bool:
        return bool(self.entries)

    @property
    def digest(self) -> str:
        """Eight hexadecimal digits that another vocabulary does not have."""
        packed = json.dumps(self.entries, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(packed.encode()).hexdigest()[:8]

    @cached_property
    def index(self) -> Mapping[str, tuple[tuple[Predicate, Pattern], ...]]:
        """Every form of a word, in lower case, with the predicates that it can evoke and the pattern for each."""
        found: dict[str, list[tuple[Predicate, Pattern]]] = {}
        for name, patterns in self._patterns.items():
            for pattern in patterns:
                for form in _forms(pattern):
                    found.setdefault(form, []).append((self.predicates[name], pattern))
        return {form: tuple(pairs) for form, pairs in found.items()}

    def text(self, name: str) -> str:
        """One entry as YAML, for keeping; ``combine`` takes it back."""
        return yaml.safe_dump({name: self.entries[name]}, sort_keys=False, allow_unicode=True, width=1000)


def _again(entries: Mapping[str, Mapping[str, Any]], file: str, known: frozenset[str]) -> Vocabulary:
    return Vocabulary(entries, file=file, known=known)


def load(path: str | Path, *, known: frozenset[str]) -> Vocabulary:
    """From a YAML file. ``known`` are the names that are taken: the predicates of the package.

    Raises:
        VocabularyError: naming the file, the key, the value and what was expected.
    """
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise VocabularyError(str(path), "file", str(path), expected=f"a YAML file in UTF-8 ({error})") from error
    return parse(text, file=str(path), known=known)


def parse(text: str, *, file: str, known: frozenset[str]) -> Vocabulary:
    """From YAML; ``file`` is what errors call it.

    Raises:
        VocabularyError: naming the file, the key, the value and what was expected.
    """
    try:
        raw = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}" if mark is not None else "text"
        raise VocabularyError(file, where, _shown(error), expected="YAML") from error
    if not isinstance(raw, dict) or not raw:
        raise VocabularyError(file, "entries", raw, expected="one entry a predicate, such as owns: {says: …}")
    return Vocabulary(raw, file=file, known=known)


def combine(texts: Iterable[str], *, known: frozenset[str], file: str = "the ledger's vocabulary") -> Vocabulary:
    """From texts of ``Vocabulary.text``, the later ones winning; empty where there are none.

    Raises:
        VocabularyError: where one is not of this form.
    """
    entries: dict[str, Any] = {}
    for text in texts:
        entries.update(parse(text, file=file, known=known).entries)
    return Vocabulary(entries, file=file, known=known)


def _shown(error: Exception) -> str:
    return " ".join(str(getattr(error, "problem", None) or error).split())


def _forms(pattern: Pattern) -> frozenset[str]:
    match pattern:
        case VerbPattern(forms=forms):
            return forms
        case BearerPattern(noun=noun) | EventPattern(noun=noun):
            return noun.heads


class _Entry:
    """One raw entry, checked key by key."""

    def __init__(self, file: str, name: object, raw: object, known: frozenset[str]) -> None:
        self._file, self._name = file, str(name)
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            raise VocabularyError(file, "name", name, expected="small letters, digits and _, such as board_member_of")
        if name in known:
            raise VocabularyError(file, "name", name, expected="a name that no predicate of the package has")
        if not isinstance(raw, dict):
            raise VocabularyError(file, self._name, raw, expected=f"keys and values: {', '.join(_REQUIRED)}, …")
        self._raw: dict[str, Any] = raw
        for key in raw:
            if key not in (*_REQUIRED, *_OPTIONAL):
                raise self._bad(str(key), raw[key], f"one of the keys {', '.join((*_REQUIRED, *_OPTIONAL))}")
        for key in _REQUIRED:
            if key not in raw:
                raise self._bad(key, None, "a value; this key may not be missing")

    def _bad(self, key: str, value: object, expected: str) -> VocabularyError:
        return VocabularyError(self._file, f"{self._name}: {key}", value, expected=expected)

    def predicate(self) -> Predicate:
        """The typed entry."""
        label = self._text("label", self._name.replace("_", " "))
        qualifiers = self._words("qualifiers")
        for word in qualifiers:
            if not _NAME.fullmatch(word) or word in _SIDES:
                raise self._bad("qualifiers", word, "names of qualifiers in small letters, such as place, share, price")
        return Predicate(
            name=self._name,
            says=self._text("says"),
            subjects=self._kinds("subject", SUBJECTS),
            objects=self._kinds("object", OBJECTS),
            qualifiers=qualifiers,
            symmetric=self._flag("symmetric"),
            sort=Sort(self._one_of("sort", [sort.value for sort in Sort], Sort.STATE.value)),
            holds=Holds(self._one_of("holds", [holds.value for holds in Holds])),
            per=self._one_of("per", list(_SIDES), "subject"),
            section=self._one_of("section", SECTIONS, "relations"),
            label=label,
            inverse=self._text("inverse") if self._raw.get("inverse") is not None else None,
            phrases=MappingProxyType(self._phrases(label, qualifiers)),
        )

    def _phrases(self, label: str, qualifiers: tuple[str, ...]) -> dict[str, str]:
        given = self._raw.get("phrases", {})
        if not isinstance(given, dict) or not set(given) <= _PHRASES:
            raise self._bad("phrases", given, f"texts under {', '.join(sorted(_PHRASES))}")
        for key, text in given.items():
            if not isinstance(text, str):
                raise self._bad(f"phrases: {key}", text, "a text such as “{subject} owns {object}”")
            for slot in re.findall(r"\{(\w*)\}", text):
                if slot not in (*_SIDES, *qualifiers, *_ALWAYS):
                    raise self._bad(f"phrases: {key}", text, f"no role {slot!r}: subject, object or one of qualifiers")
        made = {
            "affirmed": f"{{subject}} {label}[ {{object}}]",
            "denied": f"not so: {{subject}} {label}[ {{object}}]",
        }
        return made | given

    def patterns(self) -> tuple[Pattern, ...]:
        """What evokes it, compiled."""
        found: list[Pattern] = []
        for key, compile_one in (("triggers", compile_trigger), ("patterns", compile_pattern)):
            for text in self._words(key):
                try:
                    made = compile_one(text)
                except TemplateError as error:
                    raise self._bad(key, text, f"a pattern that can be understood; there is {error}") from error
                found.append(self._with_known_roles(key, text, made))
        if not found and not self._raw.get("keys"):
            raise self._bad("triggers", None, "at least one of triggers, patterns and keys, or nothing is ever read")
        return tuple(found)

    def _with_known_roles(self, key: str, text: str, made: Pattern) -> Pattern:
        allowed = {*_SIDES, *self._words("qualifiers"), *_ALWAYS}
        for role in sorted(roles(made)):
            if role not in allowed:
                raise self._bad(key, text, f"no role {role!r}: subject, object or one of qualifiers")
        if "subject" not in roles(made):
            raise self._bad(key, text, "the role {subject} somewhere")
        return made

    def keys(self) -> dict[str, KeyLine]:
        """The keys of lines, in lower case, with the side of the value."""
        given = self._raw.get("keys", {})
        if not isinstance(given, dict) or not set(given) <= set(_SIDES):
            raise self._bad("keys", given, "lists of keys under subject or object: the side that the value fills")
        found: dict[str, KeyLine] = {}
        for side, words in given.items():
            if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
                raise self._bad(
                    f"keys: {side}", words, "a list of keys as they stand in lines, such as [owner, owners]"
                )
            found |= {word.lower().strip(): KeyLine(self._name, side) for word in words}
        return found

    # -- values -----------------------------------------------------------------------------------------------------

    def _text(self, key: str, default: str | None = None) -> str:
        value = self._raw.get(key, default)
        if not isinstance(value, str) or not value.strip():
            raise self._bad(key, value, "a text")
        return value.strip()

    def _flag(self, key: str) -> bool:
        value = self._raw.get(key, False)
        if not isinstance(value, bool):
            raise self._bad(key, value, "true or false")
        return value

    def _one_of(self, key: str, allowed: list[str] | tuple[str, ...], default: str | None = None) -> str:
        value = self._raw.get(key, default)
        if value not in allowed:
            raise self._bad(key, value, f"one of {', '.join(allowed)}")
        return str(value)

    def _words(self, key: str) -> tuple[str, ...]:
        value = self._raw.get(key, [])
        if not isinstance(value, list) or not all(isinstance(word, str) and word.strip() for word in value):
            raise self._bad(key, value, "a list of texts (put a pattern in quotation marks: it begins with a brace)")
        return tuple(value)

    def _kinds(self, key: str, allowed: frozenset[str]) -> frozenset[str]:
        value = self._raw.get(key)
        if value == "any":
            return frozenset(kind.value for kind in Kind)
        if not isinstance(value, list) or not value or not all(isinstance(v, str) and v in allowed for v in value):
            raise self._bad(key, value, f"`any` or a list of {', '.join(sorted(allowed))}")
        return frozenset(value)


SECTIONS = (
    *("names", "identity", "leadership", "positions", "command", "strength", "where", "relations", "events", "stance"),
    *("online", "statements", "other"),
)
"""Where a dossier can show a predicate."""
