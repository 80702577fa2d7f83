"""A ledger at work: what Python programs and notebooks meet first. ``reportedly.open`` gives it.

    with reportedly.open("reportedly.db") as work:
        work.read(["reports/"])
        work.dossier("Valley Guard")
        work.claims(about="Valley Guard", predicate="leads").to_pandas()

It only calls the rooms; ``work.ledger`` is the ledger itself, for all else (``judging``, ``naming``, ``overview``).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from reportedly.days import Day, day_of
from reportedly.frames import ClaimRow, ReportRow, Rows

if TYPE_CHECKING:
    from reportedly.comparison import Comparison
    from reportedly.dossier import Dossier
    from reportedly.exporting import Carried
    from reportedly.intake import Options
    from reportedly.judging import Graded
    from reportedly.ledger import Ledger, Record
    from reportedly.model import Document
    from reportedly.naming import Explained
    from reportedly.overview import Dispute
    from reportedly.pipeline import Step, Summary
    from reportedly.reading.protocol import Reader
    from reportedly.reading.vocabulary import Vocabulary
    from reportedly.weighing import Undecided
    from reportedly.weighing.changes import Change
    from reportedly.weighing.questions import Question

MOST = 20
"""Conflicts, and entities with questions, that are given where nobody asks for more."""


class Workspace:
    """One ledger, with what is done with it most. Close it, or use it in a ``with`` statement."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<reportedly.Workspace {self.ledger.where!r}>"

    def close(self) -> None:
        """Let go of the ledger."""
        self.ledger.close()

    # --- in

    def read(
        self,
        sources: str | Path | Sequence[str | Path],
        *,
        options: Options | None = None,
        workers: int | None = None,
        progress: Callable[[Step], object] | None = None,
        reader: Reader | None = None,
        vocabulary: Vocabulary | str | Path | None = None,
    ) -> Summary:
        """Read files, folders, addresses or ``-`` (standard input), one commit a report.

        What is refused is in the summary with its reason; the rest goes on. ``workers`` processes read a large
        batch (None: one for each core, eight at most), for which the calling program's main module must be
        importable (``if __name__ == "__main__":``). ``progress`` is called once a source. ``reader``: another reader
        than the package's own, such as ``reading.remote.RemoteReader``; it reads in this process.
        ``vocabulary``: predicates of your own, typed or as a YAML file. They are kept with the ledger, and whatever is
        read into it from then on is read with them.

        Raises:
            VocabularyError: where the vocabulary does not have its form; nothing was read.
            LedgerError: where a report cannot be stored.
            ModelError: where the reader cannot be loaded.
        """
        import reportedly
        from reportedly import intake, judging, pipeline, ways
        from reportedly.reading.vocabulary import load_vocabulary

        if vocabulary is not None:
            given_words = load_vocabulary(vocabulary) if isinstance(vocabulary, str | Path) else vocabulary
            own = judging.keep_vocabulary(self.ledger, given_words, why="given to read")
        else:
            own = ways.vocabulary_of(self.ledger)
        named = [sources] if isinstance(sources, str | Path) else sources
        stream = intake.open_sources([str(source) for source in named], options=options or intake.Options())
        if reader is not None:
            given = reader
            return pipeline.read(self.ledger, stream, lambda: given, progress=progress)
        factory = partial(reportedly.load_reader, vocabulary=own) if own else reportedly.load_reader
        return pipeline.read(self.ledger, stream, factory, workers=workers or _cores(), progress=progress)

    # --- out

    def dossier(
        self, name: str, *, as_of: Day | None = None, known: Day | None = None, min_confidence: float = 0.0
    ) -> Dossier:
        """What the ledger holds about ``name`` (or an entity's id), as it stood on the day ``as_of`` (None: all of it).

        ``as_of`` is what had been reported by that day, ``known`` what this ledger knew by that day: what was read or
        judged later is left out. ``min_confidence``: without the claims that the reader was less sure of (0 to 1),
        unless a person judged them. It shows itself in a notebook.

        Raises:
            NotFoundError: where no report speaks of it.
            AmbiguousError: where a part of a name fits several.
            BadValueError: where a day is none, or ``min_confidence`` no probability.
        """
        from reportedly.dossiers import dossier_of

        told_by, known_by = day_of("as_of", as_of), day_of("known", known)
        return dossier_of(self.ledger, name, as_of=told_by, known=known_by, min_confidence=min_confidence)

    def claims(
        self,
        *,
        about: str | None = None,
        predicate: str | None = None,
        source: str | None = None,
        report: str | None = None,
        as_of: Day | None = None,
        known: Day | None = None,
        superseded: bool = False,
        rejected: bool = False,
        min_confidence: float = 0.0,
    ) -> Rows[ClaimRow, Record]:
        """The claims that answer to all that is asked, flat, in order of publication and of the text.

        As ``Ledger.claims`` asks, with ``report`` for its ``document`` and ``min_confidence`` as in ``dossier``. The
        whole records are in ``.records``; ``.to_pandas()`` makes a data frame.

        Raises:
            NotFoundError, AmbiguousError: where ``report`` does not name one report.
            BadValueError: where a day is none, or ``min_confidence`` no probability.
        """
        from reportedly.dossiers import seen

        found = seen(self.ledger, known=day_of("known", known), min_confidence=min_confidence).claims(
            about=about,
            predicate=predicate,
            source=source,
            document=report,
            as_of=day_of("as_of", as_of),
            superseded=superseded,
            rejected=rejected,
        )
        return Rows(found, ClaimRow.of, ClaimRow)

    def claim(self, key: str) -> Record:
        """The claim of an id, or of the beginning of one (four characters or more), whatever became of it.

        Raises:
            NotFoundError, AmbiguousError, BadValueError
        """
        return self.ledger.claim(key)

    def search(self, words: str) -> Rows[ClaimRow, Record]:
        """The claims that hold every word, the best first; ``"a phrase"`` stands together, ``negotiat*`` begins so.

        Raises:
            BadValueError: where there is no word to search for.
        """
        return Rows(self.ledger.search(words), ClaimRow.of, ClaimRow)

    def export(
        self,
        form: str,
        out: str | Path,
        *,
        about: str | None = None,
        as_of: Day | None = None,
        known: Day | None = None,
        min_confidence: float = 0.0,
        mask: str | None = None,
    ) -> Carried:
        """Write the dossier of ``about``, or claims, to the file ``out``: wholly, or not at all.

        ``form`` is one of ``exporting.FORMATS``, ``mask`` a rule of ``masking``; else as in ``dossier``. What it took
        along, and in sentences what that form could not carry.

        Raises:
            BadValueError: where there is no such form, or it is a dossier's and ``about`` is not given.
            NotFoundError, AmbiguousError: where ``about`` does not name one.
            ExchangeError: where what the form needs is not installed, or the file cannot be written.
        """
        from reportedly import exporting

        told_by, known_by = day_of("as_of", as_of), day_of("known", known)
        fill = partial(
            exporting.export, self.ledger, form, about=about, as_of=told_by, known=known_by,
            min_confidence=min_confidence, mask=mask,
        )  # fmt: skip
        return exporting.to_file(Path(out), fill)

    def reports(self) -> Rows[ReportRow, Document]:
        """Every report, in order of publication, those without a day last; the texts are in ``.records``."""
        return Rows(self.ledger.documents(), ReportRow.of, ReportRow)

    # --- what it comes to

    def conflicts(self, name: str | None = None, *, most: int = MOST) -> list[Dispute]:
        """What reports contradict each other in, of all or of one name; see ``overview.conflicts``."""
        from reportedly import overview

        return overview.conflicts(self.ledger, name, most=most)

    def changes(self, since: Day, name: str | None = None, *, learned: bool = False) -> list[Change]:
        """What is new, confirmed, contradicted, taken back or gone stale since a day; see ``overview.changes``.

        Raises:
            BadValueError: where ``since`` is no day.
            NotFoundError, AmbiguousError: where ``name`` is nobody's, or fits several.
        """
        from reportedly import overview

        return overview.changes(self.ledger, day_of("since", since), name, learned=learned)

    def questions(self, name: str | None = None, *, most: int = MOST) -> list[Question]:
        """What nobody says of one name, or of those of whom most reports speak; see ``overview.questions``."""
        from reportedly import overview

        return overview.questions(self.ledger, name, most=most)

    def names(self, name: str) -> Explained:
        """Every spelling of a name, and why they are taken for one; see ``naming.explain``."""
        from reportedly import naming

        return naming.explain(self.ledger, name)

    def undecided(self) -> list[Undecided]:
        """The pairs of names that wait for a person, those first on which most claims hang."""
        from reportedly import naming

        return naming.undecided(self.ledger)

    def sources(self) -> list[Graded]:
        """Every source with its letter and its record, the most used first; see ``judging.grades``."""
        from reportedly import judging

        return judging.grades(self.ledger)

    def compare(self, *, readers: Sequence[str] = (), report: str | None = None) -> list[Comparison]:
        """Readers side by side on the reports that both have read: each two of them, report by report.

        ``readers``: only these, by the beginnings of their names; ``report``: only this one.

        Raises:
            NotFoundError: where no report was read by two of them.
            BadValueError: where no reader's name begins so.
        """
        from reportedly import comparison

        return comparison.compare(self.ledger, readers=readers, document=report)


def _cores() -> int:
    """The cores that this process may use, eight at most: each worker takes some 500 MB."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable, 8)
