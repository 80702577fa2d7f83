"""The first room: bytes in, documents out, and a typed reason for everything that is refused.

Nothing here imports a parser before a source needs it, so that the command line starts fast.
"""

from reportedly.errors import Reason, Refusal

from .options import Intaken, Metadata, Options
from .sources import count_sources, open_sources

__all__ = ["Intaken", "Metadata", "Options", "Reason", "Refusal", "count_sources", "open_sources"]
