"""Claims from elsewhere (made by hand, by another tool) into the ledger, each with who says it and in which words.

    from reportedly import importing

    summary = importing.import_file(ledger, "claims.jsonl", documents="reports/")
    summary = importing.import_file(ledger, "entities.ftm.json")
    summary = importing.import_file(ledger, "people.csv", columns="people.yaml")

Claims in JSON Lines quote reports, and each is held against the text that it quotes. That file is gone through twice:
first to see which lines belong to which report, then report by report, so that memory holds one report's claims at a
time, in whatever order the lines stand. FollowTheMoney, STIX and tables quote nothing: what each of their sources says
is written down as a text of its own, and the claims quote that. One report is one commit.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from reportedly.errors import BadValueError, ClaimRefusal, ExchangeError
from reportedly.exchange.columns import load as load_columns
from reportedly.ledger import Ledger
from reportedly.reading.vocabulary import using
from reportedly.ways import vocabulary_of

from .bench import Bench
from .desk import Desk, Imported, Progress
from .forms import Form, form_of
from .shelf import Shelf

__all__ = ["Form", "Imported", "Progress", "form_of", "import_claims", "import_file"]


def import_file(
    ledger: Ledger,
    path: str | Path,
    *,
    form: Form | str | None = None,
    documents: str | Path | None = None,
    columns: str | Path | None = None,
    by: str | None = None,
    refused: Callable[[ClaimRefusal], object] | None = None,
    progress: Callable[[Progress], object] | None = None,
) -> Imported:
    """Take in a file: claims in JSON Lines, FollowTheMoney (entities or statements), a STIX 2.1 bundle, or a table.

    ``form``: which of them; None: as the file looks. ``documents``: for JSON Lines, the folder of the reports that they
    quote (see ``import_claims``). ``columns``: for a table, its column map (see ``exchange.columns``). ``by``: who says
    what the file itself attributes to nobody; None: the file's name.

    What FollowTheMoney, STIX and a table hold is never taken for a fact: each data set, creator or publisher that says
    something becomes a report of its own, and its claims are that report's. What is malformed is refused and the rest
    goes on; ``refused`` is told of each. What makes no claim is counted in ``passed``.

    Raises:
        BadValueError: where an option does not go with the form, or one is missing.
        ExchangeError: where the file or the column map cannot be read.
        LedgerError: where the ledger cannot be written to; what was committed before stays.
    """
    file = Path(path)
    chosen = form_of(file) if form is None else _form(form)
    _fitting(chosen, documents=documents, columns=columns, by=by)
    if chosen is Form.JSONL:
        return import_claims(ledger, file, documents=documents, refused=refused, progress=progress)
    return _attributed(ledger, file, chosen, columns, by, refused, progress)


def _attributed(
    ledger: Ledger,
    file: Path,
    form: Form,
    columns: str | Path | None,
    by: str | None,
    refused: Callable[[ClaimRefusal], object] | None,
    progress: Callable[[Progress], object] | None,
) -> Imported:
    from reportedly.weigh import weigh

    from . import ftm, stix, table

    map_ = None if columns is None else load_columns(columns)
    try:
        with file.open("rb") as stream, using(vocabulary_of(ledger)):
            reader: ftm.Reader | stix.Reader | table.Reader
            if form is Form.CSV:
                assert map_ is not None
                reader = table.Reader(stream, map_, file=file.name, by=by)
            else:
                reader = (ftm if form is Form.FTM else stix).Reader(stream, file=file.name, by=by)
            summary = Bench(ledger, file.name, refused, progress).take(reader.found())
    except OSError as error:
        raise ExchangeError(f"{file}: cannot be read: {error.strerror}") from error
    weigh(ledger)
    return summary


def _form(form: Form | str) -> Form:
    try:
        return Form(form)
    except ValueError as error:
        raise BadValueError("--format", form, expected=f"one of {', '.join(Form)}") from error


def _fitting(form: Form, *, documents: object, columns: object, by: object) -> None:
    if form is not Form.JSONL and documents is not None:
        raise BadValueError("--documents", documents, expected=f"it only with claims in JSON Lines, not with {form}")
    if form is Form.JSONL and by is not None:
        raise BadValueError("--by", by, expected="it only where the claims quote no report; documents.csv says it here")
    if form is Form.CSV and columns is None:
        raise BadValueError("--columns", "nothing", expected="a column map: which column of the table is what")
    if form is not Form.CSV and columns is not None:
        raise BadValueError("--columns", columns, expected=f"it only with a table, not with {form}")


def import_claims(
    ledger: Ledger,
    path: str | Path,
    *,
    documents: str | Path | None = None,
    refused: Callable[[ClaimRefusal], object] | None = None,
    progress: Callable[[Progress], object] | None = None,
) -> Imported:
    """Take in the claims of a file in the contract's form, one a line, and the reports of ``documents`` they quote.

    A line's report is the file of the folder that has its name (with or without its ending), else the report of the
    ledger with its ``document_id`` or name. ``documents.csv`` or ``documents.jsonl`` in the folder can say of each
    file its publisher, day, title, authors and language. A claim whose words do not stand in its text is refused and
    the rest goes on; ``refused`` is told of each. What the same file gave for a report before is superseded.

    The ledger is weighed at the end. An entity that a line names is not taken over: entities are each ledger's own.

    Raises:
        ExchangeError: where the file, or what describes the folder, cannot be read.
        LedgerError: where the ledger cannot be written to; what was committed before stays.
    """
    from reportedly.weigh import weigh

    file = Path(path)
    try:
        with file.open("rb") as stream:
            desk = Desk(ledger, file.name, stream, refused, progress)
            lines = desk.sorted_out()
            shelf = Shelf(ledger, None if documents is None else Path(documents))
            with using(vocabulary_of(ledger)):
                for name, at, source in shelf.found(lines):
                    desk.take(name, at, source)
    except OSError as error:
        raise ExchangeError(f"{file}: cannot be read: {error.strerror}") from error
    weigh(ledger)
    return desk.summary(shelf.refused)
