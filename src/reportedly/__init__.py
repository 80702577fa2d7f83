"""Read reports into a ledger of attributed claims, and ask it who said what about whom.

The public face: ``open`` gives a ``Workspace``, which calls the rooms below.

    import reportedly

    with reportedly.open("reportedly.db") as work:
        work.read(["reports/"])
        dossier = work.dossier("Valley Guard")

Nothing heavy is imported before it is needed.

How a report walks through the rooms, each a folder or a module of this package:

    bytes → intake → Document → reading → Claims → ledger ⇄ weighing → Dossier → pages, exchange, web, cli

- ``model``: what flows (documents, claims, times, judgements); knows nobody
- ``intake``: files and addresses in, documents out; what is refused, and why
- ``reading``: documents in, claims out; the vocabulary of predicates is data there
- ``ledger``: keeps what was read and what was judged; all SQL is there
- ``weighing``: claims in; who is who, what goes back to what, what contradicts what; no SQL
- ``places``: the gazetteer
- ``dossier``: what is known of a name, section by section
- ``pictures``, ``pages``: a dossier as drawings and as HTML; no HTTP
- ``exchange``: one file a format, in and out

Between the rooms stand those who tie some of them together, each for one verb:

- ``pipeline`` reads, with ``workers`` in several processes
- ``weigh`` weighs a ledger: ``naming`` (who is who), ``copying`` (which report goes back to which) with ``taking_back``
  (corrections), then propositions; ``ways`` says what the vocabulary means for that
- ``judging`` keeps what people say of claims, reports and sources; ``judging.queue`` is what waits for them
- ``dossiers`` draws up the dossier of a name
- ``evidence``, ``finding``, ``overview``, ``comparison`` answer: what stands behind a claim, where something is said,
  what a whole ledger comes to, how readers differ
- ``masking`` makes a copy under pseudonyms
- ``importing`` takes in claims of others, ``exporting`` hands dossiers and claims on
- ``evaluation`` measures a reader against gold

On top, and called by nobody below: ``workspace`` with ``frames`` (Python), ``cli``, ``web`` with ``web.api``, and
``spacy`` (a component for pipelines of spaCy). ``pyproject.toml`` holds who may import whom.
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
