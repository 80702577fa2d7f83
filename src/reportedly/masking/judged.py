"""What people judged, as the masked copy has it: of what is there, without what is hidden, without their names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from reportedly.errors import BadValueError, VocabularyError
from reportedly.model import Judgement, Kind
from reportedly.model.judgement import (
    ACCEPTED,
    CORRECTED,
    DIFFERENT,
    GRADING,
    INDEPENDENT,
    MENDED,
    RELIABILITY,
    RETRACTED,
    SAME,
    SAME_ORIGIN,
    VOCABULARY,
)
from reportedly.reading.vocabulary import combine_vocabularies
from reportedly.weighing.identity import Ref, parse

from .hidden import Hidden
from .pseudonyms import Pseudonyms
from .reports import Desk

_OF_REPORTS = frozenset({SAME_ORIGIN, INDEPENDENT, RETRACTED, CORRECTED})
_OF_NAMES = frozenset({SAME, DIFFERENT})


def _reads(vocabulary: str) -> bool:
    try:
        combine_vocabularies([vocabulary])
    except VocabularyError:
        return False
    return True


class Bench:
    """Masks judgements. ``reports`` and ``claims``: ids in the copy by those of the ledger."""

    def __init__(
        self,
        desk: Desk,
        hidden: Hidden,
        pseudonyms: Pseudonyms,
        *,
        reports: Mapping[str, str],
        claims: Mapping[str, str],
    ) -> None:
        self._desk, self._hidden, self._pseudonyms = desk, hidden, pseudonyms
        self._reports, self._claims = reports, claims
        self._labels: dict[tuple[Kind, str], str] = {}
        for label, names in hidden.names.items():
            self._labels |= {(hidden.kinds[label], name): label for name in names}

    def judgements(self, standing: Iterable[Judgement]) -> list[Judgement]:
        """Those that hold and are about something that the copy has, in the order in which they were made."""
        return [made for judgement in standing if (made := self._masked(judgement)) is not None]

    def _masked(self, judgement: Judgement) -> Judgement | None:
        about = self._about(judgement)
        if not about:
            return None
        kind = ACCEPTED if judgement.kind == MENDED else judgement.kind
        content = judgement.content if kind in (GRADING, RELIABILITY) else ""
        if kind == VOCABULARY:
            content = self._desk.code(judgement.content)
            if content != judgement.content and not _reads(content):
                return None
        content = self._desk.words(judgement.content) if kind == CORRECTED else content
        return replace(
            judgement,
            id=str(UUID(bytes=self._pseudonyms.code("judgement", judgement.id, 26).encode()[:16])).replace("-", ""),
            kind=kind,
            about=about,
            by=self._pseudonyms.judge(judgement.by),
            at=datetime.combine(judgement.at.date(), datetime.min.time(), UTC),
            reason=self._desk.words(judgement.reason),
            replaces=None,
            content=content,
        )

    def _about(self, judgement: Judgement) -> tuple[str, ...]:
        """What it is about, in the copy; empty where the copy does not have all of it."""
        about, kind = judgement.about, judgement.kind
        if kind in (VOCABULARY, GRADING):
            return about
        if kind == ACCEPTED:
            return self._known(about[:1], self._claims)
        if kind == MENDED:
            return self._known(about[1:2], self._claims)
        if kind in _OF_REPORTS:
            return self._known(about, {**self._reports, **self._claims})
        if kind == RELIABILITY:
            sort, _, name = about[0].partition(":")
            return (f"{sort}:{self._name(Kind(sort), name) if sort in set(Kind) else self._desk.words(name)}",)
        if kind in _OF_NAMES:
            refs = tuple(ref for each in about if (ref := self._reference(each)))
            return refs if len(set(refs)) == len(about) == 2 else ()
        return ()

    def _known(self, about: tuple[str, ...], ids: Mapping[str, str]) -> tuple[str, ...]:
        found = tuple(ids[each] for each in about if each in ids)
        return found if len(found) == len(about) else ()

    def _reference(self, text: str) -> str:
        try:
            ref = parse(text)
        except BadValueError:
            return ""
        if ref.document and ref.document not in self._reports:
            return ""
        name = self._name(ref.kind, ref.name)
        return str(Ref(ref.kind, name, self._reports.get(ref.document, "")))

    def _name(self, kind: Kind, name: str) -> str:
        return self._labels.get((kind, name)) or self._desk.words(name)
