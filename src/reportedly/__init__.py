"""Read reports into a ledger of attributed claims, and ask it who said what about whom.

The public face: three functions, each of which only calls the rooms below.

    import reportedly

    with reportedly.open_ledger("reportedly.db") as ledger:
        reportedly.read(ledger, ["reports/"])
        dossier = reportedly.about(ledger, "Valley Guard")

Nothing heavy is imported before it is needed.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import ReportedlyError

if TYPE_CHECKING:
    from .comparison import Comparison
    from .dossier import Dossier
    from .intake import Options
    from .ledger import Ledger
    from .pipeline import Step, Summary
    from .reading.local import LocalReader
    from .reading.protocol import Reader
    from .reading.vocabulary import Vocabulary

__version__ = "0.1.0"

__all__ = ["ReportedlyError", "__version__", "about", "compare", "load_reader", "open_ledger", "read"]


def open_ledger(where: str | Path, *, create: bool = True) -> Ledger:
    """The ledger at ``where`` (a SQLite file or a database URL), made where there is none; a context manager.

    Raises:
        NotFoundError: where there is none and ``create`` is False.
        LedgerError: where it cannot be opened, or is newer than this program.
    """
    from .ledger import Ledger

    return Ledger.open(where, create=create)


def load_reader(*, vocabulary: Vocabulary | str | Path | None = None, weights: str | Path | None = None) -> LocalReader:
    """The trained reader that this package carries, on one thread.

    ``vocabulary``: predicates of your own, typed or as a YAML file (see docs/how-to/your-own-vocabulary.md), which are
    read by pattern beside those of the package. ``weights``: a folder of weights that you have trained yourself (see
    docs/how-to/teach-it.md), None for those that the package carries.

    Raises:
        ModelError: where its model or vocabulary is missing or damaged.
        VocabularyError: where your own vocabulary does not have its form.
    """
    from .errors import ModelError
    from .reading.local import LocalReader
    from .reading.vocabulary import load_vocabulary

    own = load_vocabulary(vocabulary) if isinstance(vocabulary, str | Path) else vocabulary
    try:
        if weights is not None:
            return LocalReader.load(threads=1, vocabulary=own, weights=Path(weights))
        return LocalReader.load(threads=1, vocabulary=own)
    except FileNotFoundError as error:
        hint = "write it with training.export" if weights is not None else "install the package again"
        raise ModelError(f"{error.filename}: not there; {hint}") from error


def read(
    ledger: Ledger,
    sources: Sequence[str],
    *,
    options: Options | None = None,
    workers: int | None = None,
    progress: Callable[[Step], object] | None = None,
    reader: Reader | None = None,
    vocabulary: Vocabulary | str | Path | None = None,
) -> Summary:
    """Read files, folders, addresses or ``-`` (standard input) into ``ledger``, one commit a report.

    What is refused is in the summary with its reason; the rest goes on. ``workers`` processes read a large
    batch (None: one for each core, eight at most), for which the calling program's main module must be
    importable (``if __name__ == "__main__":``). ``progress`` is called once a source. ``reader``: another reader
    than the package's own, such as ``reading.remote.RemoteReader``; it reads in this process.
    ``vocabulary``: predicates of your own, typed or as a YAML file. They are kept with the ledger, and whatever is read
    into it from then on is read with them.

    Raises:
        VocabularyError: where the vocabulary does not have its form; nothing was read.
        LedgerError: where a report cannot be stored.
        ModelError: where the reader cannot be loaded.
    """
    from functools import partial

    from . import intake, pipeline, reviewing
    from .reading.vocabulary import load_vocabulary

    if vocabulary is not None:
        given_words = load_vocabulary(vocabulary) if isinstance(vocabulary, str | Path) else vocabulary
        own = reviewing.keep_vocabulary(ledger, given_words, why="given to read")
    else:
        own = reviewing.vocabulary_of(ledger)
    stream = intake.open_sources(sources, options=options or intake.Options())
    if reader is not None:
        given = reader
        return pipeline.read(ledger, stream, lambda: given, progress=progress)
    factory = partial(load_reader, vocabulary=own) if own else load_reader
    return pipeline.read(ledger, stream, factory, workers=workers or _cores(), progress=progress)


def compare(ledger: Ledger, *, readers: Sequence[str] = (), document: str | None = None) -> list[Comparison]:
    """Set readers side by side on the reports that both have read: each two of them, report by report.

    ``readers``: only these, by the beginnings of their names; ``document``: only this report (see
    ``Ledger.document``).

    Raises:
        NotFoundError: where no report was read by two of them.
        BadValueError: where no reader's name begins so.
    """
    from . import comparison

    return comparison.compare(ledger, readers=readers, document=document)


def about(
    ledger: Ledger,
    name: str,
    *,
    as_of: date | None = None,
    known: date | None = None,
    min_confidence: float = 0.0,
) -> Dossier:
    """What the ledger holds about ``name``, as it stood on the day ``as_of`` (None: all of it).

    ``as_of`` is what had been reported by that day, ``known`` what this ledger knew by that day: what was read or
    judged later is left out. ``min_confidence``: without the claims that the reader was less sure of (0 to 1), unless a
    person judged them.

    Raises:
        NotFoundError: where no report speaks of it.
        BadValueError: where ``min_confidence`` is no probability.
    """
    from dataclasses import replace
    from functools import partial

    from .copying import origins_of
    from .dossier import Brief, build
    from .ledger import Known, Sure
    from .weigh import METHOD

    if as_of is None and known is None and not min_confidence and ledger.weighed.fresh(METHOD):
        brief = Brief.of(ledger, name)
        if brief is not None:
            return build(brief, name, origins=partial(origins_of, ledger, people=brief.cited), shown=brief.shown)
    seen = ledger if known is None else Known(ledger, known)
    asked = Sure(seen, min_confidence) if min_confidence else seen
    return replace(build(asked, name, as_of=as_of, origins=partial(origins_of, ledger)), known=known)


def _cores() -> int:
    """The cores that this process may use, eight at most: each worker takes some 500 MB."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable, 8)
