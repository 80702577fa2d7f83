"""What can go wrong with a ledger, apart from asking for what is not there."""

from __future__ import annotations

from reportedly.errors import LedgerError


class NotALedgerError(LedgerError):
    """The file is no SQLite database, or one of another program."""


class NewerLedgerError(LedgerError):
    """The ledger was written by a newer version of this program; nothing was changed."""


class LedgerBusyError(LedgerError):
    """Another process held the ledger for longer than we wait; nothing of this commit was written."""


class UnfitError(LedgerError):
    """One report cannot be kept as it was handed in (a quotation that does not stand in it, a wrong id …).

    Nothing of it was written; others are not concerned.
    """
