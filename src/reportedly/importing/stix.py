"""STIX 2.1 into claims: what a bundle's authors say of relations, names and goals, and who agrees or disagrees.

An object that carries our extension (see ``exchange.stix.extension``) is the claim of the report that it names; any
other is a claim of its creator's (``created_by_ref``). Objects are validated by the stix2 library, one by one; one that
is malformed is refused and the others go on.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, BinaryIO

from reportedly.errors import ExchangeError
from reportedly.exchange import jsonl
from reportedly.exchange.stix import extension
from reportedly.model import Certainty, Claim, Interval, Kind, Mention, Part, Polarity, Source, SourceKind, Span, Text
from reportedly.model.plain import tidy
from reportedly.reading.vocabulary import predicates

from .attributed import LONGEST, Attributed, Found, Passed, UnfitValueError, Voice, draft, named, words

MOST = 200 * 1024 * 1024
"""Bytes of a bundle: it has to be read whole."""

_KIND_OF = {
    "identity": Kind.ORGANIZATION,
    "threat-actor": Kind.ORGANIZATION,
    "intrusion-set": Kind.ORGANIZATION,
    "campaign": Kind.ORGANIZATION,
    "location": Kind.PLACE,
    "user-account": Kind.ACCOUNT,
    "malware": Kind.WORK,
    "tool": Kind.WORK,
    "report": Kind.WORK,
}
_NAMES = ("name", "display_name", "account_login", "user_id")
_RELATIONS = {"located-at": "present_in", "targets": "attack", "attributed-to": "affiliated_with"}
_POLARITY = {
    "strongly-disagree": (Polarity.DENIED, Certainty.CERTAIN),
    "disagree": (Polarity.DENIED, Certainty.PROBABLE),
    "agree": (Polarity.AFFIRMED, Certainty.PROBABLE),
    "strongly-agree": (Polarity.AFFIRMED, Certainty.CERTAIN),
}
_REFERRED_TO = frozenset({"relationship", "opinion", "note"})
# What the objects say of the bundle, and not of the world.
_ASIDE = frozenset({"report", "extension-definition", "marking-definition", "grouping", "language-content"})

_VERB = re.compile("[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)

Object = dict[str, Any]


class Reader:
    """Reads a bundle whole, then says what is claimed in it.

    ``by``: who says what names no creator; None: the file's name.

    Raises:
        ExchangeError: where the file is no bundle and no list of objects.
    """

    def __init__(self, stream: BinaryIO, *, file: str, by: str | None = None) -> None:
        self._file, self._by = file, by
        self._raw = _objects(stream, file)
        self._held: dict[str, Object] = {}
        self._line: dict[str, int] = {}
        self._claims: dict[str, Claim] = {}

    def found(self) -> Iterator[Found]:
        """Every claim, every refusal and everything that makes no claim."""
        for number, raw in enumerate(self._raw, start=1):
            try:
                self._take(raw, number)
            except UnfitValueError as error:
                yield error.refusal(self._file, number)
        self._reports = {r["document_id"]: o for o in self._held.values() if (r := _report_of(o)) is not None}
        # Opinions come last: they speak of what others say.
        for made in sorted(self._held.values(), key=lambda o: o["type"] == "opinion"):
            try:
                yield from self._said(made)
            except UnfitValueError as error:
                yield error.refusal(self._file, self._line[made["id"]])

    def _take(self, raw: Any, number: int) -> None:
        if not isinstance(raw, Mapping):
            raise UnfitValueError(f"objects[{number - 1}]", raw, "a STIX object")
        id_ = raw.get("id")
        if not isinstance(id_, str) or not isinstance(raw.get("type"), str):
            raise UnfitValueError(f"objects[{number - 1}]: id", id_, "an object with type and id")
        validated(raw)
        held = self._held.get(id_)
        # Of several versions of an object the newest holds (section 3.6).
        if held is None or str(raw.get("modified", "")) >= str(held.get("modified", "")):
            self._held[id_] = dict(raw)
            self._line[id_] = number

    # --- who says it

    def _voice(self, made: Object, document: str | None = None) -> Voice:
        known = self._reports.get(document) if document is not None else None
        if known is not None:
            return _of_report(known)
        creator = self._held.get(str(made.get("created_by_ref")))
        authors = made.get("authors") or []
        name = (creator or {}).get("name") or (authors[0] if authors else None) or self._by or self._file
        said_by = words("created_by_ref", name)
        return Voice(f"by\x1f{said_by}", f"{self._file}: {said_by}"[:LONGEST], said_by)

    def _cited(self, made: Object) -> tuple[Source, ...]:
        """The authors that an object names beside its creator."""
        given = made.get("authors") or []
        rest = given if made.get("created_by_ref") in self._held else given[1:]
        return tuple(Source(words("authors", author), SourceKind.PERSON) for author in rest)

    # --- what is said

    def _said(self, made: Object) -> Iterator[Found]:
        kind = made["type"]
        ours = extension.found_in(made)
        if made.get("revoked") is True:
            yield Passed(f"revoked {kind}")
        elif ours is not None and "claim" in ours and kind in _REFERRED_TO:
            yield self._ours(made, ours["claim"])
        elif ours is not None and ours.get("derived") is True:
            yield Passed(kind if kind in _KIND_OF else "finding of the exporting program")
        elif kind == "relationship":
            yield self._one(made, self._relation(made))
        elif kind == "opinion":
            yield from self._opinion(made)
        elif kind == "note":
            yield self._one(made, self._note(made))
        elif kind in _ASIDE or kind not in _KIND_OF:
            yield Passed(kind if kind in _ASIDE else "object that names nobody")
        else:
            yield from self._values(made)

    def _one(self, made: Object, claim: Claim) -> Attributed:
        self._claims.setdefault(made["id"], claim)
        return Attributed(self._voice(made), claim, made["id"], made)

    def _ours(self, made: Object, raw: Any) -> Attributed:
        """The claim of a report, as it was exported, with the quotation as its text."""
        try:
            row = jsonl.from_json(raw)
        except jsonl.FieldError as error:
            raise UnfitValueError(f"claim: {error.key}", error.value, error.expected) from error
        if row.claim.predicate not in predicates():
            draft(row.claim.predicate, row.claim.subject)  # Refuses it.
        claim = _alone(row.claim)
        self._claims.setdefault(made["id"], claim)
        return Attributed(self._voice(made, row.claim.document), claim, made["id"], made)

    def _mention(self, key: str, ref: Any) -> Mention:
        held = self._held.get(str(ref))
        if held is None:
            raise UnfitValueError(key, ref, "the id of an object of this bundle that is well formed")
        kind = _KIND_OF.get(held["type"])
        if kind is None:
            raise UnfitValueError(key, ref, f"somebody or something with a name, not a {held['type']}")
        if held.get("identity_class") == "individual" or held.get("resource_level") == "individual":
            kind = Kind.PERSON
        name = next((held[name] for name in _NAMES if held.get(name)), None)
        return named(f"name of {tidy(str(ref), most=80)}", name, kind)

    def _relation(self, made: Object) -> Claim:
        verb = str(made["relationship_type"])
        name = _RELATIONS.get(verb, verb.replace("-", "_"))
        source = self._mention("source_ref", made.get("source_ref"))
        target = self._mention("target_ref", made.get("target_ref"))
        qualifiers: dict[str, Part] = {}
        if name not in predicates() or not _takes(name, source, target):
            qualifiers["relation"] = Text(words("relationship_type", verb.replace("-", " ")))
            name = "open"
        for key, field in (("start", "start_time"), ("end", "stop_time")):
            if isinstance(when := made.get(field), str):
                qualifiers[key] = Interval(when[:10])
        return draft(name, source, target, qualifiers=qualifiers, certainty=_certainty(made))

    def _opinion(self, made: Object) -> Iterator[Found]:
        if made["opinion"] not in _POLARITY:
            yield Passed("neutral opinion")
            return
        polarity, certainty = _POLARITY[made["opinion"]]
        for ref in made["object_refs"]:
            said = self._claims.get(ref)
            if said is None:
                yield Passed("opinion about what makes no claim")
                continue
            if said.polarity is Polarity.DENIED:
                turned = Polarity.AFFIRMED if polarity is Polarity.DENIED else Polarity.DENIED
            else:
                turned = polarity
            answer = draft(
                said.predicate, _bare(said.subject), _bare(said.object),
                qualifiers={key: _bare(part) for key, part in said.qualifiers.items()},
                polarity=turned, certainty=certainty, sources=self._cited(made), said=_short(made.get("explanation")),
            )  # fmt: skip
            yield Attributed(self._voice(made), answer, made["id"], made)

    def _note(self, made: Object) -> Claim:
        speaker = Mention(self._voice(made).publisher or self._file, Kind.ORGANIZATION)
        return draft("stated", speaker, Text(words("content", made["content"])), certainty=_certainty(made))

    def _values(self, made: Object) -> Iterator[Found]:
        """What an object says of whom it names, beside the name."""
        who = self._mention("id", made["id"])
        for prop, predicate in (("aliases", "also_known_as"), ("goals", "goal"), ("description", "described_as")):
            given = made.get(prop) or []
            for value in [given] if isinstance(given, str) else given:
                try:
                    text = Text(words(prop, value))
                except UnfitValueError as error:
                    yield error.refusal(self._file, self._line[made["id"]])
                else:
                    yield self._one(made, draft(predicate, who, text, certainty=_certainty(made)))
        yield Passed(made["type"])


def validated(raw: Mapping[str, Any]) -> None:
    """See that an object is STIX 2.1.

    Raises:
        UnfitValueError: naming the property, its value and what was expected.
    """
    import stix2
    from stix2.exceptions import STIXError

    shown = tidy(str(raw.get("id")), most=80)
    try:
        stix2.parse(dict(raw), allow_custom=True, version="2.1")
    except (STIXError, ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError) as error:
        missing = ", ".join(map(str, getattr(error, "properties", ())))
        key = getattr(error, "prop_name", None) or missing or raw.get("type")
        said = tidy(str(getattr(error, "reason", None) or error), most=300)
        raise UnfitValueError(f"{shown}: {key}", raw.get(str(key)), f"an object of STIX 2.1 ({said})") from error
    # What the library lets pass and the standard does not (sections 3.2 and 5.1).
    confidence, verb = raw.get("confidence", 0), raw.get("relationship_type", "a")
    if isinstance(confidence, bool) or not isinstance(confidence, int) or not 0 <= confidence <= 100:
        raise UnfitValueError(f"{shown}: confidence", _number(confidence), "a whole number from 0 to 100")
    if not isinstance(verb, str) or not _VERB.fullmatch(verb):
        raise UnfitValueError(f"{shown}: relationship_type", verb, "lower-case letters, digits and hyphens")


def _number(value: Any) -> Any:
    return "a number of too many digits" if isinstance(value, int) and abs(value) > 10**15 else value


def _objects(stream: BinaryIO, file: str) -> list[Any]:
    data = stream.read(MOST + 1)
    if len(data) > MOST:
        raise ExchangeError(f"{file}: more than {MOST:,} bytes; split the bundle")
    try:
        raw = json.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError) as error:
        raise ExchangeError(f"{file}: expected a STIX bundle in JSON ({tidy(str(error), most=200)})") from error
    if isinstance(raw, dict) and raw.get("type") == "bundle":
        raw = raw.get("objects", [])
    elif isinstance(raw, dict) and "objects" in raw:
        raw = raw["objects"]
    elif isinstance(raw, dict):
        raw = [raw]
    if not isinstance(raw, list):
        raise ExchangeError(f"{file}: objects: got {tidy(str(raw), most=60)!r}, expected a list of STIX objects")
    return raw


def _report_of(made: Object) -> dict[str, Any] | None:
    ours = extension.found_in(made) or {}
    known = ours.get("report")
    return known if isinstance(known, dict) and isinstance(known.get("document_id"), str) else None


def _of_report(made: Object) -> Voice:
    known = _report_of(made) or {}
    try:
        published = date.fromisoformat(str(known.get("published")))
    except ValueError:
        published = None
    texts = {key: words(key, known[key]) for key in ("publisher", "title", "language") if known.get(key)}
    authors = tuple(words("authors", author) for author in known.get("authors") or ())
    name = words("name", known.get("name") or made["name"])
    return Voice(str(known["document_id"]), name, published=published, authors=authors, **texts)


def _alone(claim: Claim) -> Claim:
    """A claim whose text is its quotation; what stood outside of it has no place there."""
    by, length = claim.span.start, len(claim.quote)

    def within(span: Span | None) -> Span | None:
        fits = span is not None and by <= span.start and span.end <= by + length
        return Span(span.start - by, span.end - by) if fits and span is not None else None

    def part(value: Any) -> Any:
        if value is None or isinstance(value, Interval):
            return value
        if isinstance(value, Mention):
            return replace(value, span=within(value.span), entity=None)
        return replace(value, span=within(value.span))

    return replace(
        claim,
        document="",
        span=Span(0, length),
        subject=part(claim.subject),
        object=part(claim.object),
        qualifiers={key: part(value) for key, value in claim.qualifiers.items()},
        sources=tuple(replace(s, span=within(s.span), entity=None) for s in claim.sources),
        trigger=within(claim.trigger),
        reader="import",
    )


def _bare(part: Any) -> Any:
    return part if part is None or isinstance(part, Interval) else replace(part, span=None)


def _short(explanation: Any) -> str | None:
    return tidy(explanation) if isinstance(explanation, str) and 0 < len(explanation) <= LONGEST else None


def _certainty(made: Object) -> Certainty:
    """Confidence as certainty, by the bands of STIX 2.1, appendix A (low, medium and high): 0 is no confidence."""
    value = made.get("confidence")
    if not isinstance(value, int):
        return Certainty.CERTAIN
    return Certainty.CERTAIN if value >= 80 else Certainty.PROBABLE if value >= 40 else Certainty.POSSIBLE


def _takes(name: str, subject: Mention, object_: Mention) -> bool:
    entry = predicates()[name]
    return subject.kind.value in entry.subjects and object_.kind.value in entry.objects
