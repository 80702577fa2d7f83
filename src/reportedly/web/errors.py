"""What a browser's request can be refused for, beyond what the rooms below raise."""

from __future__ import annotations

from reportedly.errors import BadValueError


class ForbiddenError(BadValueError):
    """A write without the token of its page."""


class TooLargeError(BadValueError):
    """A request brings more than its address takes."""
