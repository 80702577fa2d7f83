"""The forms that an export can have: a table that the command line, the web and the API all read.

A form is one entry here and one module with one function, ``export(matter, out) -> Carried``. The module is loaded when
somebody asks for the form, so that the others work where what it needs is not installed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from io import TextIOWrapper
from types import MappingProxyType
from typing import BinaryIO, TextIO, cast

from reportedly.errors import BadValueError, ExchangeError

from .matter import Matter


class Of(StrEnum):
    """What a form holds: the dossier of one name, or claims (of one name, or all)."""

    DOSSIER = "dossier"
    CLAIMS = "claims"


@dataclass(frozen=True, slots=True)
class Carried:
    """What an export took with it: how much was written, and in sentences what it could not carry.

    ``masked``: by which rule, in words, for forms that have no place to say it; "" where nothing is masked.
    """

    written: int
    left_out: tuple[str, ...] = ()
    masked: str = ""


@dataclass(frozen=True, slots=True)
class Format:
    """One form.

    ``key`` is how it is asked for, ``label`` what a form on a page calls it, ``suffix`` how its files end. ``binary``:
    not to be shown on a terminal. ``loses`` is what it can never carry, in words. ``counts`` is what
    ``Carried.written`` counts. ``beside``: what it can put into a folder beside the file, "" for nothing.
    """

    key: str
    label: str
    suffix: str
    media_type: str
    of: Of
    module: str
    loses: tuple[str, ...] = ()
    binary: bool = False
    counts: str = "claim"
    beside: str = ""

    def export(self, matter: Matter, out: BinaryIO) -> Carried:
        """Write ``matter`` in this form to ``out``; what it took along and what not.

        Raises:
            BadValueError: where the form is a dossier's and ``matter`` has none.
            ExchangeError: where what the form needs is not installed, or something cannot be written.
        """
        if self.of is Of.DOSSIER and matter.dossier is None:
            raise BadValueError("about", "nothing", expected=f"a name: {self.key} is the dossier of one")
        try:
            module = import_module(self.module)
        except ModuleNotFoundError as error:
            raise ExchangeError(f"{self.key}: {error.name} is not installed; install the package again") from error
        return cast(Carried, module.export(matter, out))


_DOSSIER_LOSES = (
    "claims that the dossier does not show",
    "the reports' texts, but for the sentences cited",
    "how each claim was read (characters of its parts, reader's score)",
)
_TABLE = (
    Format(
        "html", "Web page in one file", ".html", "text/html; charset=utf-8", Of.DOSSIER, "reportedly.exchange.html",
        loses=_DOSSIER_LOSES, counts="line",
    ),
    Format(
        "markdown", "Markdown with footnotes", ".md", "text/markdown; charset=utf-8", Of.DOSSIER,
        "reportedly.exchange.markdown", loses=_DOSSIER_LOSES, counts="line", beside="pictures",
    ),
    Format(
        "docx", "Word document with footnotes", ".docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document", Of.DOSSIER,
        "reportedly.exchange.docx", loses=(*_DOSSIER_LOSES, "control characters, which XML cannot hold"), binary=True,
        counts="line",
    ),
    Format(
        "jsonl", "JSON Lines, lossless", ".jsonl", "application/x-ndjson", Of.CLAIMS, "reportedly.exchange.jsonl",
        loses=("the reports' texts", "origins, grades and contradictions", "judgements"),
    ),
    Format(
        "csv", "Table for spreadsheets", ".csv", "text/csv; charset=utf-8; header=present", Of.CLAIMS,
        "reportedly.exchange.csv",
        loses=("the reports' texts", "characters of a claim's parts", "judgements", "contradictions",),
    ),
    Format(
        "ftm", "FollowTheMoney", ".ftm.json", "application/x-ndjson", Of.CLAIMS, "reportedly.exchange.ftm",
        loses=(
            "denials, plans and what has no schema: notes in words", "times that are no exact day, month or year",
            "the chain of sources beyond the publisher, but in words", "whose value a name is: see ftm-statements",
            "the reports' texts",
        ),
        counts="entity",
    ),
    Format(
        "ftm-statements", "FollowTheMoney statements", ".statements.jsonl", "application/x-ndjson", Of.CLAIMS,
        "reportedly.exchange.ftm.statements",
        loses=(
            "denials, plans and what has no schema: notes in words", "times that are no exact day, month or year",
            "the chain of sources beyond the publisher, but in words", "the reports' texts",
        ),
        counts="statement",
    ),
    Format(
        "stix", "STIX 2.1", ".stix.json", "application/stix+json;version=2.1", Of.CLAIMS, "reportedly.exchange.stix",
        loses=("the reports' texts and originals", "works, and where a place is: in words and in our extension only"),
        counts="object",
    ),
    Format(
        "nanopub", "Nanopublications (RDF)", ".trig", "application/trig", Of.CLAIMS, "reportedly.exchange.nanopub",
        loses=("the reports' texts", "characters of a claim's parts", "signatures: nothing is signed"),
        counts="nanopublication",
    ),
    Format(
        "geojson", "Places (GeoJSON)", ".geojson", "application/geo+json", Of.CLAIMS, "reportedly.exchange.geojson",
        loses=("claims that name no place", "the reports' texts", "shapes: a place is a point and a radius"),
        counts="feature",
    ),
    Format(
        "graphml", "Network (GraphML)", ".graphml", "application/graphml+xml", Of.CLAIMS,
        "reportedly.exchange.graphml",
        loses=("the reports' texts", "control characters, which XML cannot hold", "characters of a claim's parts"),
        counts="edge",
    ),
    Format(
        "gold", "What people judged (JSON Lines)", ".jsonl", "application/x-ndjson", Of.CLAIMS,
        "reportedly.exchange.gold", loses=("claims that nobody judged",), beside="documents",
    ),
)  # fmt: skip

FORMATS: Mapping[str, Format] = MappingProxyType({form.key: form for form in _TABLE})
"""Every form by its key, in the order in which a form on a page offers them."""


def format_of(key: str) -> Format:
    """The form of a key.

    Raises:
        BadValueError: where there is none.
    """
    if key not in FORMATS:
        raise BadValueError("format", key, expected=f"one of {', '.join(FORMATS)}")
    return FORMATS[key]


@contextmanager
def text(out: BinaryIO) -> Iterator[TextIO]:
    """``out`` as a stream of text in UTF-8 whose ends of lines stay as they are written; ``out`` is left open."""
    stream = TextIOWrapper(out, encoding="utf-8", newline="", write_through=False)
    try:
        yield stream
    finally:
        stream.flush()
        stream.detach()
