"""A browser without JavaScript: it follows links and sends forms with the fields that they have."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from starlette.testclient import TestClient

from reportedly.ledger import Ledger
from reportedly.web import make_app
from tests.outlook import fill
from tests.written import Written

LOCAL = "http://127.0.0.1:8642"
_TOKEN = re.compile(r'name="token" value="([0-9a-f]+)"')


class Visitor:
    """One browser on one ledger."""

    def __init__(self, ledger: Ledger, *, by: str | None = None) -> None:
        self.ledger = ledger
        self.app = make_app(ledger, by=by)
        self.client = TestClient(self.app, base_url=LOCAL)

    def page(self, path: str, *, status: int = 200) -> str:
        """A page, with what was escaped in it as it is read."""
        answer = self.client.get(path)
        assert answer.status_code == status, (path, answer.status_code, answer.text[-800:])
        return answer.text

    def read(self, path: str) -> str:
        """The words of a page, less its marks."""
        return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", self.page(path))))

    def send(self, path: str, *, follow: bool = False, **fields: Any) -> Any:
        """Send a form that has its token."""
        token = _TOKEN.search(self.page("/add"))
        assert token
        return self.client.post(path, data={"token": token[1], **fields}, follow_redirects=follow)


@cache
def _filled(reports: tuple[Written, ...]) -> bytes:
    """A ledger with these reports, as a file; weighing takes longer than copying."""
    with TemporaryDirectory() as folder:
        where = Path(folder, "made.db")
        with Ledger.open(where) as ledger:
            fill(ledger, *reports)
        return where.read_bytes()


@contextmanager
def visiting(folder: Path, *reports: Written, by: str | None = None, empty: bool = False) -> Iterator[Visitor]:
    """A visitor to a ledger with these reports, or those of ``tests.outlook``."""
    where = folder / "visited.db"
    if not empty:
        where.write_bytes(_filled(reports))
    with Ledger.open(where) as ledger:
        yield Visitor(ledger, by=by)
