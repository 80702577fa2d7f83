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
    from .dossier import Dossier
    from .intake import Options
    from .ledger import Ledger
    from .pipeline import Step, Summary
    from .reading.local import LocalReader

__version__ = "0.1.0"

__all__ = ["ReportedlyError", "__version__", "about", "load_reader", "open_ledger", "read"]


def open_ledger(where: str | Path, *, create: bool = True) -> Ledger:
    """The ledger at ``where`` (a SQLite file or a database URL), made where there is none; a context manager.

    Raises:
        NotFoundError: where there is none and ``create`` is False.
        LedgerError: where it cannot be opened, or is newer than this program.
    """
    from .ledger import Ledger

    return Ledger.open(where, create=create)


def load_reader() -> LocalReader:
    """The trained reader that this package carries, on one thread.

    Raises:
        ModelError: where its model or vocabulary is missing or damaged.
    """
    from .errors import ModelError
    from .reading.local import LocalReader

    try:
        return LocalReader.load(threads=1)
    except FileNotFoundError as error:
        raise ModelError(f"{error.filename}: not there; install the package again") from error


def read(
    ledger: Ledger,
    sources: Sequence[str],
    *,
    options: Options | None = None,
    workers: int | None = None,
    progress: Callable[[Step], object] | None = None,
) -> Summary:
    """Read files, folders, addresses or ``-`` (standard input) into ``ledger``, one commit a report.

    What is refused is in the summary with its reason; the rest goes on. ``workers`` processes read a large
    batch (None: one for each core, eight at most), for which the calling program's main module must be
    importable (``if __name__ == "__main__":``). ``progress`` is called once a source.

    Raises:
        LedgerError: where a report cannot be stored.
        ModelError: where the reader cannot be loaded.
    """
    from . import intake, pipeline

    stream = intake.open_sources(sources, options=options or intake.Options())
    return pipeline.read(ledger, stream, load_reader, workers=workers or _cores(), progress=progress)


def about(ledger: Ledger, name: str, *, as_of: date | None = None) -> Dossier:
    """What the ledger holds about ``name``, as it stood on the day ``as_of`` (None: all of it).

    Raises:
        NotFoundError: where no report speaks of it.
    """
    from .dossier import build

    return build(ledger, name, as_of=as_of)


def _cores() -> int:
    """The cores that this process may use, eight at most: each worker takes some 500 MB."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable, 8)
