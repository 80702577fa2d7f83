"""The shorthand in which people annotate reports for the project's corpus, and its check.

    python -m training.corpora.shorthand corpus/reports/*.claims     what is wrong, by file and line
    ... --out FILE.jsonl                                             the contract's claims, with spans

Beside ``NAME.txt`` stands ``NAME.claims``. A line of it is one of

    # style profile | published 2021-03-04 | outlet Radio Bedor     about the report
    @a person Mahdi Arsalon                                         an entity: its key, kind, fullest name
    > In 2015 he took                                               the quote: from these words to its sentence's end
    > In 2015 he ... fled north                                     or to the words after the dots
    leads | s a he | t took over | o b the group | start 2015 in 2015 | src r RFE/RL | cert probable

A claim's fields are set apart by " | ". ``s``, ``o``, ``src`` (one for each link, outermost first), ``place``,
``origin``, ``destination``, ``agent``: an entity's key and the words that stand for it here (none: its name), or
``=kind words`` for one without a key. ``o "words`` is a text, ``o #100..250:members words`` a number. ``t``: the words
that evoke the predicate. ``time``, ``start``, ``end``: a value in EDTF, then its words. ``number``, ``killed``,
``wounded``: ``7``, ``20..``, ``..90``, ``100..250``, then the words. ``title``, ``weapon``, ``relation``, ``status``,
``medium``: the words. ``s -``: no subject. ``id a7``: a label by which others speak of the claim. " ^2" after words
means their second place in the quote. All words are verbatim; those that the quote lacks are sought within 700
characters of it.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from reportedly.reading.sentences import split as split_sentences
from reportedly.reading.tokens import tokenise
from reportedly.reading.vocabulary import predicates

_KINDS = frozenset({"person", "organization", "place", "account", "work"})
_SOURCES = frozenset({"outlet", "person", "organization", "work", "unnamed"})
_AS_MENTION = {"outlet": "organization", "unnamed": "person"}
_AS_SOURCE = {"place": "organization", "account": "work"}
_MENTIONS = frozenset({"place", "origin", "destination", "agent"})
_TIMES, _COUNTS = frozenset({"time", "start", "end"}), frozenset({"number", "killed", "wounded"})
_WORDS = frozenset({"title", "weapon", "relation", "status", "medium"})
_RANGE = re.compile(r"(\d+)?(\.\.)?(\d+)?")
_EDTF = re.compile(r"[0-9X?~%./-]+")
_LABEL = re.compile(r"[a-z][a-z0-9-]*")
_REACH = 700
Json = dict[str, Any]


class ShorthandError(ValueError):
    """An annotation that does not fit its text or its own rules; the message names the line and what to do."""


def places(text: str, words: str) -> list[int]:
    """Every place of ``words`` in ``text``; only those between word boundaries, where there are any."""
    if not words:
        return []
    found = [match.start() for match in re.finditer(re.escape(words), text)]
    whole = [
        i for i in found
        if not (text[i - 1 : i].isalnum() and words[0].isalnum())
        and not (text[i + len(words) : i + len(words) + 1].isalnum() and words[-1].isalnum())
    ]  # fmt: skip
    return whole or found


class _Report:
    """One report while its annotation is read."""

    def __init__(self, name: str, text: str) -> None:
        self.name, self.text = name, text
        starts, ends = tokenise(text)
        self._sentence_ends = [ends[b - 1] for _, b in split_sentences(text, starts, ends)]
        self._entities: dict[str, tuple[str, str]] = {}
        self._quote: tuple[int, int] | None = None
        self.about: dict[str, str] = {}

    def line(self, raw: str) -> Json | None:
        """The claim of a line; None where it says something else."""
        if raw.startswith("#"):
            self.about |= dict(part.strip().partition(" ")[::2] for part in raw[1:].split("|"))
        elif raw.startswith("@"):
            self._entity(raw[1:])
        elif raw.startswith(">"):
            self._quote = self._quoted(raw[1:].strip())
        else:
            return self._claim(raw)
        return None

    def _entity(self, raw: str) -> None:
        key, kind, *name = raw.split(" ", 2)
        if kind not in _KINDS | _SOURCES or not name:
            raise ShorthandError(f"an entity is @key kind name, kind one of {sorted(_KINDS | _SOURCES)}: @{raw}")
        self._entities[key] = (kind, name[0].strip())

    def _quoted(self, words: str) -> tuple[int, int]:
        head, dots, tail = words.partition(" ... ")
        found = places(self.text, head)
        if not found:
            raise ShorthandError(f"the quote is not in the text: {head!r}")
        last = self._quote[0] if self._quote else 0
        begin = next((i for i in found if i >= last), found[0])
        if dots:
            stop = self.text.find(tail, begin + len(head))
            if stop < 0:
                raise ShorthandError(f"the quote's end does not follow its beginning: {tail!r}")
            return begin, stop + len(tail)
        return begin, next(end for end in self._sentence_ends if end >= begin + len(head))

    def _span(self, words: str) -> list[int]:
        assert self._quote is not None
        begin, end = self._quote
        words, _, nth = words.partition(" ^")
        words = words.strip()
        found = places(self.text, words) if words else []
        inside = [i for i in found if begin <= i < end]
        around = [i for i in found if begin - _REACH <= i <= end + _REACH]
        if inside:
            at = inside[min(int(nth or 1), len(inside)) - 1]
        elif around:
            at = min(around, key=lambda i: min(abs(i - begin), abs(i - end)))
        else:
            raise ShorthandError(f"the words are not in the quote or near it: {words!r}")
        return [at, at + len(words)]

    def _mention(self, raw: str, *, source: bool = False) -> tuple[Json, list[int]]:
        key, _, words = raw.partition(" ")
        if key.startswith("="):
            kind, name = key[1:], words.partition(" ^")[0]
        elif key in self._entities:
            kind, name = self._entities[key]
            words = words or name
        else:
            raise ShorthandError(f"no entity @{key} is declared: {raw!r}")
        kind = (_AS_SOURCE if source else _AS_MENTION).get(kind, kind)
        if kind not in (_SOURCES if source else _KINDS):
            raise ShorthandError(f"kind {kind!r} is none of {sorted(_SOURCES if source else _KINDS)}: {raw!r}")
        return {"name": name.strip(), "kind": kind}, self._span(words)

    def _claim(self, raw: str) -> Json:
        predicate, *fields = [field.strip() for field in raw.split(" | ")]
        if predicate not in predicates():
            raise ShorthandError(f"no predicate {predicate!r} in the vocabulary")
        if self._quote is None:
            raise ShorthandError("a claim before the first quote: begin with a line '> words of the sentence'")
        spans: dict[str, list[int]] = {}
        claim: Json = {"document": self.name, "predicate": predicate, "subject": {"value": None}, "qualifiers": {},
                       "polarity": "affirmed", "certainty": "certain", "sources": []}  # fmt: skip
        for field in fields:
            self._field(claim, spans, *field.partition(" ")[::2])
        if "trigger" not in spans:
            raise ShorthandError("a claim needs t, the words that evoke its predicate")
        begin, end = self._quote
        return {**claim, "quote": self.text[begin:end], "start": begin, "end": end, "spans": spans}

    def _field(self, claim: Json, spans: dict[str, list[int]], key: str, raw: str) -> None:
        if key == "t":
            spans["trigger"] = self._span(raw)
        elif key == "s":
            if raw != "-":
                claim["subject"], spans["subject"] = self._mention(raw)
        elif key == "o":
            claim["object"], spans["object"] = self._object(raw)
        elif key == "src":
            said, spans[f"source{len(claim['sources'])}"] = self._mention(raw, source=True)
            claim["sources"].append(said)
        elif key == "cert" and raw in ("certain", "probable", "possible", "unknown"):
            claim["certainty"] = raw
        elif key == "pol" and raw in ("affirmed", "denied"):
            claim["polarity"] = raw
        elif key == "id" and _LABEL.fullmatch(raw):
            claim["label"] = raw
        else:
            claim["qualifiers"][key], spans[key] = self._qualifier(key, raw)

    def _object(self, raw: str) -> tuple[Json, list[int]]:
        if raw.startswith('"'):
            words = raw[1:]
            # A closing quotation mark is habit, unless the text has it there.
            if words.endswith('"') and words.count('"') % 2 and not places(self.text, words):
                words = words[:-1]
            return {"value": words.partition(" ^")[0]}, self._span(words)
        if raw.startswith("#"):
            value, _, words = raw[1:].partition(" ")
            numbers, _, unit = value.partition(":")
            return {"value": {**_range(numbers), "unit": unit or None}}, self._span(words or numbers)
        return self._mention(raw)

    def _qualifier(self, key: str, raw: str) -> tuple[Any, list[int]]:
        value, _, words = raw.partition(" ")
        if key in _MENTIONS:
            return self._mention(raw)
        if key in _TIMES:
            if not _EDTF.fullmatch(value):
                raise ShorthandError(f"{key} is a value in EDTF, then its words: {raw!r}")
            return value, self._span(words or value)
        if key in _COUNTS:
            return _range(value), self._span(words or value)
        if key in _WORDS:
            return raw.partition(" ^")[0], self._span(raw)
        raise ShorthandError(f"no field {key!r}, or a value it does not take: {raw!r}")


def _range(value: str) -> Json:
    match = _RANGE.fullmatch(value)
    if not match or not (match[1] or match[3]):
        raise ShorthandError(f"a number is 7, 20.., ..90 or 100..250: {value!r}")
    low, open_ended, high = match.groups()
    # "Fewer than 90" has no lower bound: nobody counted none.
    least = int(low) if low and not (high and int(low) == 0) else None
    return {"low": least, "high": int(high) if high else None if open_ended else least}


def compile_report(name: str, text: str, lines: Sequence[str]) -> tuple[list[Json], list[str], dict[str, str]]:
    """The claims of one report, what is wrong by line, and what its heading says."""
    report = _Report(name, text)
    claims: list[Json] = []
    wrong = []
    for number, raw in enumerate(lines, 1):
        if not raw.strip():
            continue
        try:
            if claim := report.line(raw.strip()):
                claims.append(claim)
        except (ShorthandError, ValueError) as error:
            wrong.append(f"{name}.claims:{number}: {error}")
    claims.sort(key=lambda claim: claim["start"])
    for number, claim in enumerate(claims):
        claim["id"] = f"{name}-{number:05d}"
    return claims, wrong, report.about


def compile_files(paths: Sequence[Path]) -> Iterator[tuple[str, list[Json], list[str], dict[str, str]]]:
    """Each ``NAME.claims`` with the ``NAME.txt`` beside it (or in ``reports`` beside its folder)."""
    for path in paths:
        text = path.with_suffix(".txt")
        if not text.exists():
            text = path.parent.parent / "reports" / text.name
        lines = path.read_text(encoding="utf-8").splitlines()
        yield path.stem, *compile_report(path.stem, text.read_bytes().decode("utf-8"), lines)


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, help="write the claims to this file")
    args = parser.parse_args()
    claims: list[Json] = []
    faults: list[str] = []
    for _, found, wrong, _ in compile_files(args.files):
        claims += found
        faults += wrong
    print(*faults, sep="\n", end="\n" if faults else "")
    if args.out:
        args.out.write_text("".join(json.dumps(c, ensure_ascii=False) + "\n" for c in claims), encoding="utf-8")
    print(f"{len(claims)} claims in {len(args.files)} reports, {len(faults)} lines wrong")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
