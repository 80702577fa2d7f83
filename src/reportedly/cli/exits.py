"""What the program's exit status says. ``docs/reference/commands.md`` repeats this table, and a test holds it there."""

from __future__ import annotations

from enum import IntEnum

from reportedly.errors import AmbiguousError, BadValueError, LedgerError, NotFoundError, ReportedlyError


class Exit(IntEnum):
    """One number for each way to end."""

    DONE = 0
    REFUSED = 1
    USAGE = 2
    LEDGER = 3
    NOT_FOUND = 4
    FAILED = 5
    TAMPERED = 6
    INTERRUPTED = 130
    BROKEN_PIPE = 141

    @property
    def meaning(self) -> str:
        """The status in words."""
        return _MEANINGS[self]


_MEANINGS = {
    Exit.DONE: "all that was asked for was done",
    Exit.REFUSED: "read, import: at least one source or claim was refused, or the budget was used up; the others were "
    "taken in",
    Exit.USAGE: "bad usage: an unknown option, or a value that cannot be used",
    Exit.LEDGER: "the ledger is not there, cannot be opened, is newer than this program, or is locked",
    Exit.NOT_FOUND: "nothing in the ledger answers to the name or id, or more than one thing does",
    Exit.FAILED: "another failure, named in the message: the reader's model is missing, a file cannot be written",
    Exit.TAMPERED: "verify: something in the ledger is not what was entered",
    Exit.INTERRUPTED: "interrupted (Ctrl-C); reports already read are kept",
    Exit.BROKEN_PIPE: "whoever read the output stopped reading (as after | head)",
}


def status_of(error: ReportedlyError) -> Exit:
    """The exit status that an error ends the program with."""
    match error:
        case BadValueError():
            return Exit.USAGE
        case LedgerError() | NotFoundError(what="ledger"):
            return Exit.LEDGER
        case NotFoundError() | AmbiguousError():
            return Exit.NOT_FOUND
        case _:
            return Exit.FAILED
