"""The ledger in a browser: server-rendered pages and the same as JSON. Thin: it parses, calls the rooms and shows."""

from .app import make_app

__all__ = ["make_app"]
