"""A component for spaCy: ``nlp.add_pipe("reportedly")`` gives ``doc._.claims`` and ``doc.spans["claims"]``.

    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("reportedly", config={"published": "2024-05-03", "min_confidence": 0.5})
    doc = nlp("Tamrek Sholdan leads the group, two officials said on Monday.")
    for claim in doc._.claims:
        print(claim["predicate"], claim["subject"]["name"], doc.char_span(claim["start"], claim["end"]))

It reads ``doc.text`` with this package's own reader, whatever else is in the pipeline, and sets nothing of other
components. A claim is a dictionary in the form of the contract, with characters of the text for itself and (``spans``)
for each of its parts; so a ``Doc`` with claims goes through ``to_bytes`` and ``DocBin(store_user_data=True)`` and back.

Only this module needs spaCy: ``pip install 'reportedly[spacy]'``.
"""

# No postponed annotations here: spaCy checks a component's settings against those of its factory.
import hashlib
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Self

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from reportedly.errors import BadValueError
from reportedly.exchange import jsonl
from reportedly.exchange.row import Row
from reportedly.model import Document
from reportedly.reading.protocol import Reader
from reportedly.reading.vocabulary import Vocabulary, load_vocabulary

SPANS = "claims"
"""The group of ``doc.spans`` that holds the words of each claim, its predicate as the label and its id as span id."""

_DATA = "reportedly"
_DEFAULTS: dict[str, Any] = {"min_confidence": 0.0, "published": None, "vocabulary": None, "spans_key": SPANS}


class ClaimsComponent:
    """Reads each ``Doc`` and sets its claims.

    Args:
        reader: what reads; None: the package's own, loaded when the first text comes.
        min_confidence: claims of a lower ``score`` are left out, 0 to 1.
        published: the day from which relative times are counted; a ``Doc`` can say another in
            ``doc.user_data["published"]`` (a ``date`` or YYYY-MM-DD).
        vocabulary: predicates of your own, a YAML file.
        spans_key: the group of ``doc.spans`` that is set.

    Raises:
        BadValueError: where ``min_confidence`` or ``published`` is not what it can be.
        VocabularyError: where the vocabulary does not have its form.
    """

    def __init__(
        self,
        reader: Reader | None = None,
        *,
        min_confidence: float = 0.0,
        published: str | date | None = None,
        vocabulary: str | Path | None = None,
        spans_key: str = SPANS,
    ) -> None:
        if not 0 <= min_confidence <= 1:
            raise BadValueError("min_confidence", min_confidence, expected="a number from 0 to 1")
        self.min_confidence = min_confidence
        self.published = _day("published", published)
        self.vocabulary: Vocabulary | None = load_vocabulary(vocabulary) if vocabulary else None
        self.spans_key = spans_key
        self._reader = reader

    @property
    def reader(self) -> Reader:
        """What reads."""
        if self._reader is None:
            import reportedly

            self._reader = reportedly.load_reader(vocabulary=self.vocabulary)
        return self._reader

    def __call__(self, doc: Doc) -> Doc:
        """Sets ``doc._.claims`` and ``doc.spans``."""
        published = _day("doc.user_data['published']", doc.user_data.get("published", self.published))
        text = doc.text
        document = Document(
            id=hashlib.sha256(text.encode("utf-8", "replace")).hexdigest(), name="doc", text=text, origin="spacy",
            retrieved=datetime.now(UTC), published=published, language="en",
        )  # fmt: skip
        reader = self.reader
        claims = [
            jsonl.as_json(Row(claim=claim, document=document.name, reader=reader.name))
            for claim in reader.read(document)
            if claim.score >= self.min_confidence
        ]
        # As JSON: what spaCy keeps of a Doc comes back with tuples for lists.
        doc.user_data[_DATA] = json.dumps(claims, ensure_ascii=False)
        doc.spans[self.spans_key] = SpanGroup(doc, name=self.spans_key, spans=[_span(doc, claim) for claim in claims])
        return doc

    # The weights come with the package and the settings with the pipeline's config: there is nothing to write.

    def to_disk(self, path: str | Path, *, exclude: tuple[str, ...] = ()) -> None:
        """Writes nothing."""

    def from_disk(self, path: str | Path, *, exclude: tuple[str, ...] = ()) -> Self:
        """Reads nothing."""
        return self

    def to_bytes(self, *, exclude: tuple[str, ...] = ()) -> bytes:
        """No bytes."""
        return b""

    def from_bytes(self, data: bytes, *, exclude: tuple[str, ...] = ()) -> Self:
        """Takes none."""
        return self


def part(doc: Doc, claim: dict[str, Any], role: str) -> Span | None:
    """The words of a part of a claim ("subject", "object", "trigger", "qualifier:time", "source0") as a ``Span``.

    Tokens that the part only touches count as its own; None where nothing but the context gives it.
    """
    place = claim["spans"].get(role)
    return doc.char_span(place[0], place[1], alignment_mode="expand") if place is not None else None


def _span(doc: Doc, claim: dict[str, Any]) -> Span:
    found = doc.char_span(
        claim["start"], claim["end"], label=claim["predicate"], span_id=claim["id"], alignment_mode="expand"
    )
    assert found is not None, "the reader's claims stand in the text of the Doc"
    return found


def _claims(doc: Doc) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(doc.user_data.get(_DATA, "[]"))
    return found


def _day(key: str, given: object) -> date | None:
    if given is None or isinstance(given, date):
        return given
    try:
        return date.fromisoformat(str(given))
    except ValueError as error:
        raise BadValueError(key, given, expected="a day as YYYY-MM-DD") from error


@Language.factory("reportedly", default_config=_DEFAULTS, assigns=["doc._.claims", "doc.spans"])
def make(
    nlp: Language,
    name: str,
    min_confidence: float,
    published: str | None,
    vocabulary: str | None,
    spans_key: str,
) -> Callable[[Doc], Doc]:
    """The component for a pipeline; called by ``nlp.add_pipe("reportedly")``."""
    return ClaimsComponent(
        min_confidence=min_confidence, published=published, vocabulary=vocabulary, spans_key=spans_key
    )


if not Doc.has_extension("claims"):
    Doc.set_extension("claims", getter=_claims)
