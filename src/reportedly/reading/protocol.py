"""What a reader is, whoever made it."""

from __future__ import annotations

from typing import Protocol

from reportedly.model import Claim, Document


class Reader(Protocol):
    """Anything that makes claims of a document, the same claims each time."""

    @property
    def name(self) -> str:
        """The reader and its version; another name is another reading of the same report."""
        ...

    def read(self, document: Document) -> list[Claim]:
        """The claims of a document, each with its exact words; an empty list where it makes none."""
        ...
