"""The command line: it parses, calls the rooms below, and shows. ``main`` is the program ``reportedly``."""

from __future__ import annotations

__all__ = ["main"]


def main() -> None:
    """Run the program on ``sys.argv`` and exit with one of ``reportedly.cli.exits.Exit``."""
    try:
        from .app import run

        run()
    except KeyboardInterrupt:
        # Pressed while the program was still starting: nothing has begun, so there is nothing to say.
        raise SystemExit(130) from None
