"""Which report each claim of a file is of: a file of the folder, or a report of the ledger."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from reportedly.errors import AmbiguousError, ExchangeError, NotFoundError, Refusal
from reportedly.exchange.sidecar import Described, described
from reportedly.intake import Intaken, Options, open_sources
from reportedly.ledger import Ledger
from reportedly.model import Document

Lines = dict[str, "array[int]"]
"""By the name of a report, where its lines begin and which they are: offset, number, offset, number …"""
Found = Intaken | Document | str
"""A report: fresh from the folder, out of the ledger, or why there is none."""


class Shelf:
    """Finds the report that each name means."""

    def __init__(self, ledger: Ledger, folder: Path | None) -> None:
        self._ledger, self._folder = ledger, folder
        self._described: Mapping[str, Described] = {}
        self._files: dict[str, list[Path]] = {}
        self.refused: list[Refusal] = []
        if folder is not None:
            if not folder.is_dir():
                raise ExchangeError(f"{folder}: not a folder; give the one with the reports with --documents")
            self._described = described(folder)
            self._files = _named_files(folder)

    def found(self, lines: Lines) -> Iterator[tuple[str, array[int], Found]]:
        """Each name with its lines and its report; those from the folder first, taken in as one stream."""
        files: dict[Path, list[str]] = defaultdict(list)
        others: list[str] = []
        for name in lines:
            file = self._file(name)
            if file is None:
                others.append(name)
            else:
                files[file].append(name)
        for file, source in self._taken_in(list(files)):
            for name in files[file]:
                yield name, lines[name], source
        for name in others:
            yield name, lines[name], self._held(name)

    def _file(self, name: str) -> Path | None:
        """The file that a name means; None where the folder has none, or several of them."""
        found = self._files.get(name) or self._files.get(name.rsplit("/", 1)[-1]) or []
        return found[0] if len(found) == 1 else None

    def _taken_in(self, files: Sequence[Path]) -> Iterator[tuple[Path, Found]]:
        waiting = {str(file.resolve()): file for file in files}
        # Claims that are read already can be of a report in any language.
        for source in open_sources([str(file) for file in files], options=Options(readable=frozenset())):
            if isinstance(source, Refusal):
                self.refused.append(source)
                refused = waiting.pop(str(Path(source.origin.partition("#")[0]).resolve()), None)
                if refused is not None:
                    yield refused, f"a report that can be read; {source}"
                continue
            taken = waiting.pop(source.document.origin, None)
            if taken is not None:
                yield taken, self._as_described(taken, source)
        for file in waiting.values():
            yield file, "a report of one piece; a feed holds several: put each into a file of its own"

    def _describes(self, file: Path) -> Described | None:
        return self._described.get(file.name) or self._described.get(file.stem)

    def _as_described(self, file: Path, source: Intaken) -> Intaken:
        known = self._describes(file)
        return Intaken(known.over(source.document), source.original) if known else source

    def _held(self, name: str) -> Found:
        try:
            return self._ledger.document(name)
        except AmbiguousError as error:
            return f"one report: {error}"
        except NotFoundError:
            where = f"in {self._folder} or " if self._folder else ""
            return f"a report {where}in the ledger; read it first, or put it into a folder and give --documents FOLDER"


def _named_files(folder: Path) -> dict[str, list[Path]]:
    """The files of a folder, by each name that a claim can call them by."""
    found: dict[str, list[Path]] = defaultdict(list)
    for file in sorted(folder.rglob("*")):
        if file.is_file() and not file.name.startswith(".") and file.stem != "documents":
            within = file.relative_to(folder)
            names = {file.name, file.stem, within.as_posix(), within.with_suffix("").as_posix()}
            for name in names:
                found[name].append(file)
    return found
