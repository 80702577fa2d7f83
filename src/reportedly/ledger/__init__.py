"""The ledger: documents, claims and judgements on disk, whole reports only."""

from .asked import Asked, Part
from .errors import LedgerBusyError, NewerLedgerError, NotALedgerError, UnfitError
from .findings import Finding
from .known import Known
from .log import Happening
from .named_sources import NamedSource
from .names import fold, fold_name, reader_family
from .records import Added, Agreement, Membership, Reading, Record, Retrieval
from .reviews import BY_REVIEW
from .session import Ledger
from .sure import Sure
from .verify import Verified

__all__ = [
    "BY_REVIEW",
    "Added",
    "Agreement",
    "Asked",
    "Finding",
    "Happening",
    "Known",
    "Ledger",
    "LedgerBusyError",
    "Membership",
    "NamedSource",
    "NewerLedgerError",
    "NotALedgerError",
    "Part",
    "Reading",
    "Record",
    "Retrieval",
    "Sure",
    "UnfitError",
    "Verified",
    "fold",
    "fold_name",
    "reader_family",
]
