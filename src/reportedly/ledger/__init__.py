"""The ledger: documents, claims and judgements on disk, whole reports only."""

from .errors import LedgerBusyError, NewerLedgerError, NotALedgerError, UnfitError
from .names import fold, fold_name
from .records import Added, Membership, Record, Retrieval
from .session import Ledger

__all__ = [
    "Added",
    "Ledger",
    "LedgerBusyError",
    "Membership",
    "NewerLedgerError",
    "NotALedgerError",
    "Record",
    "Retrieval",
    "UnfitError",
    "fold",
    "fold_name",
]
