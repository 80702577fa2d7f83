"""Read reports into a ledger of attributed claims, and ask it who said what about whom.

The public face: ``open`` gives a ``Workspace``, which calls the rooms below.

    import reportedly

    with reportedly.open("reportedly.db") as work:
        work.read(["reports/"])
        dossier = work.dossier("Valley Guard")

Nothing heavy is imported before it is needed.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .errors import ReportedlyError

if TYPE_CHECKING:
    from .reading.local import LocalReader
    from .reading.vocabulary import Vocabulary
    from .workspace import Workspace

__version__ = "0.1.0"

__all__ = ["ReportedlyError", "__version__", "load_reader", "open"]


def open(where: str | Path, *, create: bool = True) -> Workspace:  # noqa: A001 (it is reportedly.open, as gzip.open)
    """A ledger to work with, at ``where`` (a SQLite file or a database URL), made where there is none.

    Use it in a ``with`` statement, or close it; see ``workspace.Workspace`` for what can be asked of it.

    Raises:
        NotFoundError: where there is none and ``create`` is False.
        LedgerError: where it cannot be opened, or is newer than this program.
    """
    from .ledger import Ledger
    from .workspace import Workspace

    return Workspace(Ledger.open(where, create=create))


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
