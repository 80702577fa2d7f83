"""Where the links of a page lead: on the web to addresses, in a file to what stands in the same file."""

from __future__ import annotations

from typing import Protocol

from reportedly.dossier import Footnote
from reportedly.model import Entity


class Links(Protocol):
    """What a page asks of the place in which it is shown; "" where there is nothing to lead to."""

    def claim(self, claim: str) -> str:
        """Where one claim (an id) is explained."""
        ...

    def report(self, note: Footnote) -> str:
        """Where a report is open at the sentence of a footnote."""
        ...

    def source(self, note: Footnote) -> str:
        """Where it is said how the publisher of a footnote's report came by its letter."""
        ...

    def entity(self, entity: Entity) -> str:
        """The dossier of another."""
        ...

    def section(self, key: str) -> str:
        """A section of this dossier with all of its lines, where this page has only the first ones."""
        ...


class InOneFile:
    """Links of a file that stands alone: to its own footnotes and to nothing else."""

    def claim(self, claim: str) -> str:
        """Nowhere: a file holds sentences, and names their claims."""
        return ""

    def report(self, note: Footnote) -> str:
        """Nowhere: reports are not carried."""
        return ""

    def source(self, note: Footnote) -> str:
        """Nowhere."""
        return ""

    def entity(self, entity: Entity) -> str:
        """Nowhere."""
        return ""

    def section(self, key: str) -> str:
        """Nowhere: a file holds all lines."""
        return ""
