"""``reportedly serve``: the ledger in a browser."""

from __future__ import annotations

from typing import Annotated

import typer

from . import screen
from .ledger import AfterOption, open_to_write
from .masks import MaskOption, as_masked

EPILOG = """\b
Examples:
  reportedly serve
  reportedly serve --port 9000 --by "O. Lind"
"""
LOCAL = "127.0.0.1"
PATIENCE = 15
"""Seconds that the end of the server waits for answers on their way, such as to a client that is slow or hangs."""


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("serve", epilog=EPILOG)(serve)


def serve(
    ctx: typer.Context,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="The port; 0 takes a free one.")] = 8642,
    host: Annotated[
        str,
        typer.Option("--host", metavar="ADDRESS", help="Another address than this machine's own. There is no login."),
    ] = LOCAL,
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="NAME", help="Who judges. [default: your user name]", show_default=False),
    ] = None,
    mask: MaskOption = None,
    ledger: AfterOption = None,
) -> None:
    """Show the ledger in a browser on this machine.

    Search, dossiers, reports with their claims, review, and exports; a ledger is made where there is none. Nothing
    leaves the machine, and nobody else can reach it unless you name another address. Ctrl-C ends it.
    """
    import socket
    import sys
    from types import FrameType

    import uvicorn

    from reportedly.errors import BadValueError
    from reportedly.web import make_app
    from reportedly.web.app import LOOPBACK
    from reportedly.web.security import HEADER

    with open_to_write(ctx, ledger) as held, as_masked(held, mask) as opened:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM) as door:
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                door.bind((host, port))
            except OSError as error:
                wanted = f"an address of this machine with a free port ({error.strerror})"
                raise BadValueError("--host, --port", f"{host}:{port}", expected=wanted) from error
            door.listen()  # Whoever opens the address before the server stands waits for it, and is not turned away.
            bound = door.getsockname()[1]
            app = make_app(opened, hosts=LOOPBACK | {host}, by=by)
            shown = f"[{host}]" if ":" in host else host
            screen.complain(f"for programs that write: {HEADER}: {app.state.tokens.program}")
            if mask is not None:
                screen.complain("a masked copy: what is judged or added in it is gone when this ends")
            if host not in LOOPBACK:
                screen.complain("whoever reaches this address can read and judge: there is no login")
            screen.line(f"Open http://{shown}:{bound}/ in a browser; Ctrl-C ends it.")
            sys.stdout.flush()  # Whoever started us in a pipe waits for this line.
            config = uvicorn.Config(
                app, log_level="warning", server_header=False, date_header=False, timeout_graceful_shutdown=PATIENCE
            )
            server = uvicorn.Server(config)
            # Whoever waits for a job would keep the server from ending, and the server the job from being stopped.
            end = server.handle_exit

            def handle_exit(sig: int, frame: FrameType | None) -> None:
                app.state.jobs.stop()
                end(sig, frame)

            server.handle_exit = handle_exit  # type: ignore[method-assign]
            server.run(sockets=[door])
