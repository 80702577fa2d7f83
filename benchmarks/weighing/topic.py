"""Topics as they lie in ``benchmarks/topics``: reports, claims given by hand, and what is true of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from reportedly.exchange import jsonl
from reportedly.model import Claim, Document, Mention
from reportedly.weighing.told import source_kind
from training.corpora.shorthand import compile_report

TOPICS = Path(__file__).resolve().parents[1] / "topics"
FORMS = frozenset({"leads", "says", "contested", "origins", "stale", "unknown", "named", "corrected"})
LOOKALIKES = frozenset({"updates", "refines", "scope", "occasion"})
Unit = tuple[str, str, str]
"""Report, kind and name, as in ``weighing.told``, with the report's short name."""


class TopicError(ValueError):
    """A topic that does not fit its form; the message names the file, what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class TrueEntity:
    """One true entity and the names that mean it: everywhere in the topic, or in one report."""

    key: str
    kind: str
    names: tuple[str, ...]
    only_in: tuple[tuple[str, str], ...]
    leader: bool = False

    @property
    def asked_as(self) -> str:
        """The name by which it is asked for."""
        return self.names[0] if self.names else self.only_in[0][1]


@dataclass(frozen=True)
class Topic:
    """One topic. ``claims`` by report; ``labels``: the claim's id by its label."""

    name: str
    truth: Mapping[str, Any]
    documents: Mapping[str, Document]
    claims: Mapping[str, tuple[Claim, ...]]
    labels: Mapping[str, Claim]
    words: Mapping[Unit, str] = field(default_factory=dict)

    @property
    def is_test(self) -> bool:
        """Whether only its totals are looked at."""
        return bool(self.truth["split"] == "test")

    @cached_property
    def entities(self) -> Mapping[str, TrueEntity]:
        """The true entities by key."""
        found = {}
        for raw in self.truth["entities"]:
            names = [name for name in raw["names"] if isinstance(name, str)]
            only = [(name[0], name[1]) for name in raw["names"] if not isinstance(name, str)]
            found[raw["key"]] = TrueEntity(raw["key"], raw["kind"], tuple(names), tuple(only), raw.get("leader", False))
        return found

    @cached_property
    def _by_name(self) -> Mapping[tuple[str, str], list[TrueEntity]]:
        found: dict[tuple[str, str], list[TrueEntity]] = {}
        for entity in self.entities.values():
            for report, name in (*(("", name) for name in entity.names), *entity.only_in):
                found.setdefault((report, name), []).append(entity)
        return found

    def true_entity(self, unit: Unit) -> str | None:
        """The key of the entity that a name of a report means; None where the truth does not speak of it."""
        report, kind, name = unit
        for at in ((report, name), ("", name)):
            found = self._by_name.get(at, [])
            fit = [e for e in found if e.kind == kind] or found
            if fit:
                return fit[0].key
        return None

    @cached_property
    def short(self) -> Mapping[str, str]:
        """The short name of each report by its id."""
        return {document.id: name for name, document in self.documents.items()}

    def units(self) -> set[Unit]:
        """Every name that a claim given by hand uses."""
        return {unit for report, claims in self.claims.items() for claim in claims for unit in _units(report, claim)}


def edges(value: Any) -> tuple[str, ...]:
    """The edges of a tenure that are right: one, or any of a list."""
    return tuple(str(one) for one in value) if isinstance(value, list) else (str(value),)


def units_of(topic: Topic, claim: Claim) -> Iterator[Unit]:
    """The names that a claim uses, with the short name of its report."""
    return _units(topic.short[claim.document], claim)


def _units(report: str, claim: Claim) -> Iterator[Unit]:
    for part in (claim.subject, claim.object, *claim.qualifiers.values()):
        if isinstance(part, Mention):
            yield report, part.kind.value, part.name
    for source in claim.sources:
        if kind := source_kind(source.kind):
            yield report, kind.value, source.name


def load(folder: Path) -> Topic:
    """The topic of a folder.

    Raises:
        TopicError: where a file is missing or does not have its form.
    """
    documents: dict[str, Document] = {}
    claims: dict[str, tuple[Claim, ...]] = {}
    labels: dict[str, Claim] = {}
    words: dict[Unit, str] = {}
    for about in _lines(folder / "documents.jsonl"):
        document = _document(folder, about)
        made, found, seen = _claims(folder, document)
        if twice := labels.keys() & made.keys():
            raise TopicError(f"{folder.name}/{about['name']}.claims: label {sorted(twice)[0]} stands in another report")
        documents[about["name"]], claims[about["name"]] = document, found
        labels |= made
        words |= seen
    try:
        truth = yaml.safe_load((folder / "truth.yaml").read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise TopicError(f"{folder.name}/truth.yaml: cannot be read: {error}") from error
    for question in truth.get("questions", []):
        # YAML 1.1 takes the word "on" for true.
        question["ask"] = {"on" if key is True else key: value for key, value in question["ask"].items()}
    return Topic(folder.name, truth, documents, claims, labels, words)


def load_all(root: Path = TOPICS) -> list[Topic]:
    """Every topic that has its truth, by name."""
    return [load(path.parent) for path in sorted(root.glob("*/truth.yaml"))]


def _lines(path: Path) -> list[dict[str, Any]]:
    try:
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    except (OSError, json.JSONDecodeError) as error:
        raise TopicError(f"{path}: {error}; expected one JSON object a report") from error


def _document(folder: Path, about: Mapping[str, Any]) -> Document:
    raw = (folder / f"{about['name']}.txt").read_bytes()
    day = date.fromisoformat(about["published"]) if about.get("published") else None
    return Document(
        id=hashlib.sha256(raw).hexdigest(),
        name=f"{about['name']}.txt",
        text=raw.decode("utf-8"),
        origin=f"{folder.name}/{about['name']}.txt",
        # A ledger needs a moment; the day of publication makes the same ledger every time.
        retrieved=datetime(day.year, day.month, day.day, tzinfo=UTC) if day else datetime(2024, 1, 1, tzinfo=UTC),
        title=about.get("title"),
        publisher=about.get("publisher"),
        published=day,
        language="en",
    )


def _claims(folder: Path, document: Document) -> tuple[dict[str, Claim], tuple[Claim, ...], dict[Unit, str]]:
    path = folder / f"{document.name.removesuffix('.txt')}.claims"
    lines = path.read_text(encoding="utf-8").splitlines()
    raws, wrong, about = compile_report(path.stem, document.text, lines)
    if wrong:
        raise TopicError(f"{folder.name}/{wrong[0]}; see training.corpora.shorthand")
    if document.published and not document.published.isoformat().startswith(about.get("published", "")):
        raise TopicError(f"{folder.name}/{path.name}: published {about['published']}, documents.jsonl has another day")
    labels: dict[str, Claim] = {}
    made: list[Claim] = []
    words: dict[Unit, str] = {}
    for raw in raws:
        claim = _claim(raw, document)
        made.append(claim)
        if label := raw.get("label"):
            if label in labels:
                raise TopicError(f"{folder.name}/{path.name}: label {label} stands twice")
            labels[label] = claim
        words |= _words(path.stem, claim, document.text)
    if len({claim.id for claim in made}) < len(made):
        twice = next(c for c in made if sum(o.id == c.id for o in made) > 1)
        raise TopicError(f"{folder.name}/{path.name}: {twice.predicate} of {twice.quote[:40]!r} stands twice")
    return labels, tuple(made), words


def _claim(raw: Mapping[str, Any], document: Document) -> Claim:
    spans = {
        key if key in ("trigger", "subject", "object") or key.startswith("source") else f"qualifier:{key}": value
        for key, value in raw["spans"].items()
    }
    row = jsonl.from_json({**raw, "document_id": document.id, "spans": spans, "read_by": "by hand"})
    return row.claim.standing_in(document.text)


def _words(report: str, claim: Claim, text: str) -> dict[Unit, str]:
    """The capitalised words by which this report calls each name of the claim."""
    found: dict[Unit, str] = {}
    for part in (claim.subject, claim.object, *claim.qualifiers.values()):
        if isinstance(part, Mention) and part.span is not None:
            said = part.span.of(text)
            if any(letter.isupper() for letter in said):
                found[report, part.kind.value, said] = part.name
    return found
