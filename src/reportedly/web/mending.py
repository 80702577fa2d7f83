"""The form in which a claim is mended: from a claim to its fields, and from the fields to what changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.datastructures import FormData

from reportedly.errors import BadValueError
from reportedly.ledger.mending import NOTHING, Changes
from reportedly.model import Certainty, Claim, Interval, Kind, Mention, Part, Polarity, Quantity, SourceKind, Text
from reportedly.reading.vocabulary import Predicate, entry

from .forms import words

KINDS = (*(kind.value for kind in Kind), "text", "number")
"""What a part can be, as ``Changes`` names it."""
NONE = "none"
"""What stands for no object in the form."""
SOURCE_KINDS = tuple(kind.value for kind in SourceKind)
POLARITIES = tuple(polarity.value for polarity in Polarity)
CERTAINTIES = tuple(certainty.value for certainty in Certainty)
MORE_SOURCES, MORE_QUALIFIERS = 2, 2
"""Empty rows that the form offers beside what the claim has."""
_MOST = 20_000


@dataclass(slots=True)
class Fields:
    """What the form shows: the value of every field as it was typed, and by field what is wrong with it.

    ``qualifiers`` are pairs of a qualifier and what it says, ``sources`` of a kind and a name; the last of each are
    empty rows.
    """

    predicate: str
    subject_kind: str
    subject: str
    object_kind: str
    object: str
    polarity: str
    certainty: str
    qualifiers: list[tuple[str, str]] = field(default_factory=list)
    sources: list[tuple[str, str]] = field(default_factory=list)
    why: str = ""
    wrong: dict[str, str] = field(default_factory=dict)


def fields_of(claim: Claim) -> Fields:
    """A claim as the form shows it at first: all qualifiers that its predicate can have, and empty rows for more."""
    has = {key: typed(part) for key, part in claim.qualifiers.items()}
    offered = [key for key in entry(claim.predicate).qualifiers if key not in has]
    return Fields(
        predicate=claim.predicate,
        subject_kind=kind_of(claim.subject),
        subject=typed(claim.subject),
        object_kind=kind_of(claim.object),
        object=typed(claim.object),
        polarity=claim.polarity.value,
        certainty=claim.certainty.value,
        qualifiers=[*sorted(has.items()), *((key, "") for key in offered), *([("", "")] * MORE_QUALIFIERS)],
        sources=[*((s.kind.value, s.name) for s in claim.sources), *([("", "")] * MORE_SOURCES)],
    )


def fields_from(form: FormData) -> Fields:
    """What was typed, as it was typed."""
    return Fields(
        predicate=words(form, "predicate").strip(),
        subject_kind=words(form, "subject_kind"),
        subject=words(form, "subject").strip()[:_MOST],
        object_kind=words(form, "object_kind"),
        object=words(form, "object").strip()[:_MOST],
        polarity=words(form, "polarity"),
        certainty=words(form, "certainty"),
        qualifiers=_rows(form, "qualifier_key", "qualifier"),
        sources=_rows(form, "source_kind", "source"),
        why=words(form, "why"),
    )


def changes_of(claim: Claim, typed_: Fields) -> Changes:
    """What the fields change of the claim; what stands as it was is left alone.

    Raises:
        BadValueError: where a row lacks its first or its second half.
    """
    return Changes(
        predicate=_changed(typed_.predicate, claim.predicate),
        subject=_part(claim.subject, typed_.subject_kind, typed_.subject),
        object=_object(claim.object, typed_),
        polarity=_changed(typed_.polarity, claim.polarity.value),
        certainty=_changed(typed_.certainty, claim.certainty.value),
        qualifiers=_qualifiers(claim, typed_.qualifiers),
        sources=_sources(claim, typed_.sources),
    )


def field_of(error: BadValueError, typed_: Fields) -> str:
    """The field beside which an error belongs; "" where it is about the whole form."""
    if error.key == "source":
        told = [f"{kind}:{name}" for kind, name in typed_.sources]
        return f"source-{told.index(str(error.value))}" if str(error.value) in told else "source-0"
    keys = [key for key, _ in typed_.qualifiers]
    if error.key in keys:
        return f"qualifier-{keys.index(error.key)}"
    known = {"predicate", "subject", "object", "polarity", "certainty", "why"}
    return error.key if error.key in known or error.key.startswith("qualifier-") else ""


def typed(part: Part | None) -> str:
    """A part of a claim as it is typed: words, a number or a range ("20..40 men"), a time in EDTF."""
    match part:
        case Mention(name=name):
            return name
        case Text(value=value):
            return value
        case Interval():
            return part.edtf
        case Quantity(low=low, high=high, unit=unit):
            one, other = (_digits(number) for number in (low, high))
            said = one if one == other else f"{one}..{other}"
            return f"{said} {unit}".strip() if unit else said
        case None:
            return ""


def kind_of(part: Part | None) -> str:
    """What a part is, as the form's list has it; a time is none of them."""
    match part:
        case Mention(kind=kind):
            return kind.value
        case Quantity():
            return "number"
        case None:
            return NONE
        case _:
            return "text"


def choices(known: Mapping[str, Predicate]) -> list[tuple[str, str, str]]:
    """The predicates for a list to choose from: name, label, and what it says."""
    return [(name, name.replace("_", " "), each.says) for name, each in known.items()]


def _digits(number: float | None) -> str:
    return "" if number is None else f"{number:g}" if abs(number) < 1e6 and number % 1 else f"{number:.0f}"


def _rows(form: FormData, key: str, value: str) -> list[tuple[str, str]]:
    """Rows of two fields that bear the same names in each; the two lists are as long as the form made them."""
    keys, values = ([v if isinstance(v, str) else "" for v in form.getlist(k)] for k in (key, value))
    return [(k.strip(), v.strip()[:_MOST]) for k, v in zip(keys, values, strict=False)][:200]


def _changed(given: str, before: str) -> str | None:
    return given if given and given != before else None


def _part(before: Part | None, kind: str, value: str) -> str | None:
    if (kind, value) == (kind_of(before), typed(before)) or (before is None and not value):
        return None
    if kind not in KINDS:
        return value
    return f"{kind}:{value}"


def _object(before: Part | None, typed_: Fields) -> str | None:
    if typed_.object_kind == NONE or (not typed_.object and before is None):
        if typed_.object and typed_.object != typed(before):
            raise BadValueError("object", typed_.object, expected="nothing, or a kind that is not “nothing”")
        return NOTHING if before is not None else None
    if not typed_.object:
        raise BadValueError(
            "object", "", expected="a name, words or a number, or the kind “nothing” where there is none"
        )
    return _part(before, typed_.object_kind, typed_.object)


def _qualifiers(claim: Claim, rows: list[tuple[str, str]]) -> dict[str, str]:
    given: dict[str, str] = {}
    for i, (key, value) in enumerate(rows):
        if value and not key:
            raise BadValueError(f"qualifier-{i}", value, expected="what this says, such as place, time or title")
        if key and value and key in given:
            raise BadValueError(f"qualifier-{i}", value, expected=f"one {key} only; it stands above already")
        if value:
            given[key] = value
    before = {key: typed(part) for key, part in claim.qualifiers.items()}
    changed = {key: value for key, value in given.items() if before.get(key) != value}
    return changed | {key: "" for key in before if key not in given}


def _sources(claim: Claim, rows: list[tuple[str, str]]) -> tuple[str, ...] | None:
    kept = [(kind, name) for kind, name in rows if name]
    if kept == [(s.kind.value, s.name) for s in claim.sources]:
        return None
    return tuple(f"{kind}:{name}" for kind, name in kept)
