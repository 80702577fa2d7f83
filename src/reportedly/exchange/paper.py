"""What a dossier says on paper, whatever the paper is made of: its lines, grades, footnotes and pictures in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from reportedly.dossier.page import Dossier, Footnote, Line
from reportedly.dossier.wording import counted, day
from reportedly.errors import ExchangeError

from .fair import Fair
from .matter import Matter

if TYPE_CHECKING:
    from reportedly.pictures import Picture

PLAIN_CASE = "A line without a count and a grade rests on one origin, which nobody contradicts (grade 3)."
_PLAIN = (1, 1, 3)
_TEXT, _SAID = 1_200, 700
"""Characters of a statement, and of who says it, that a line shows; together fewer than ``Fair`` cuts."""
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d+)?(?:/[A-Za-z0-9./?#%&=+,;:@!~_-]*)?")
_SECTIONS = {"succession": ("leadership", "positions", "offices")}
_WEB = ("http://", "https://")


class Paper:
    """Words for the parts of a dossier. ``lines`` counts those that were written; whoever writes them counts."""

    def __init__(self, matter: Matter, fair: Fair) -> None:
        assert matter.dossier is not None  # Only the forms of a dossier use this.
        self._matter, self._dossier, self._fair = matter, matter.dossier, fair
        self._addresses: dict[str, str] = {}
        self.lines = 0

    @property
    def kind(self) -> str:
        """What sort of thing it is, and what this is."""
        kind = self._dossier.entity.kind.value
        return f"Dossier of {'an' if kind[0] in 'aeiou' else 'a'} {kind}, from reports"

    @property
    def others(self) -> str:
        """Those of the same name, with what tells them apart."""
        return "; ".join(f"{other.name} ({other.kind.value}, {other.id})" for other in self._dossier.others)

    @property
    def open_ends(self) -> Sequence[tuple[str, Sequence[Line]]]:
        """What is no longer attested and what nobody knows, each with its heading; what is empty is not there."""
        parts = (
            ("Not attested since", self._dossier.stale),
            ("Unknown, or resting on little", self._dossier.unknown),
        )
        return [(title, lines) for title, lines in parts if lines]

    @property
    def graded(self) -> bool:
        """Whether any line has a grade."""
        return any(line.worth and line.worth.grade for line in all_lines(self._dossier))

    def said(self, line: Line, *, marked: bool = True) -> str:
        """A line's statement and who says it; ``marked``: with the remark that it is contested."""
        text = self._fair(line.text, _TEXT)
        if line.said:  # Cut by itself, so that no name is so long that nobody says any more who says it.
            text += ((": " if line.denied else "; ") if text else "") + self._fair(line.said, _SAID)
        return f"{text} (contested)" if line.contested and marked else text

    def worth(self, line: Line) -> str:
        """How many origins a line has, and its grade in words; "" in the plain case (see ``PLAIN_CASE``)."""
        worth = line.worth
        if worth is None:
            return ""
        if worth.withdrawn:
            return "taken back"
        if (worth.low, worth.high, worth.grade or _PLAIN[2]) == _PLAIN:
            return ""
        origins = str(worth.low) if worth.low == worth.high else f"{worth.low} to {worth.high}"
        said = f"{origins} {'origin' if worth.high == 1 else 'origins'}"
        return f"{said}; grade {worth.grade}, {worth.grade_words}" if worth.grade else said

    def note(self, note: Footnote) -> tuple[str, str, str]:
        """A footnote: the words of the report; publisher, title, day and place in it; its address, or its file."""
        publisher = f"{note.publisher} (reliability {note.reliability})" if note.reliability else note.publisher
        parts = [publisher, f"“{note.title}”" if note.title else None, day(note.published)]
        parts += [f"page {note.page}" if note.page is not None else None]
        parts += [f"under “{note.section}”" if note.section else None]
        parts += ["a newer version of it exists" if note.replaced else None]
        parts += [f"read alike by {' and '.join(note.agreed)}" if note.agreed else None]
        return note.quote, ", ".join(part for part in parts if part), self._address(note)

    def _address(self, note: Footnote) -> str:
        """Where the report was got on the web; else its name, never a path of this machine."""
        if note.document not in self._addresses:
            origin = self._matter.ledger.document(note.document).origin
            self._addresses[note.document] = origin if origin.startswith(_WEB) else note.document_name
        return self._addresses[note.document]

    @staticmethod
    def is_plain_address(address: str) -> bool:
        """Whether this is an address of the web with nothing in it that could be taken for something else."""
        return _ADDRESS.fullmatch(address) is not None and len(address) < 500

    def left_out(self, loses: Sequence[str]) -> tuple[str, ...]:
        """What the document does not hold: what its form never does, and what this one had to leave."""
        said = [loss for loss in loses if "XML" not in loss]  # What was marked is counted by itself.
        if self._dossier.left_out:
            said.insert(0, f"{counted(self._dossier.left_out, 'claim')} about it of less weight")
        return (*said, *self._fair.left_out())


def all_lines(dossier: Dossier) -> list[Line]:
    """Every line, in the order of the page."""
    contested = [line for contest in dossier.contested for answer in contest.answers for line in answer.lines]
    return [
        *(line for section in dossier.sections for line in section.lines),
        *contested,
        *dossier.stale,
        *dossier.unknown,
    ]


# --- pictures


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture of a dossier: the ``section`` it stands in, what it shows in words, a remark of ours, its drawing.

    ``address`` is where it stands beside a file; "" where it stands in none.
    """

    kind: str
    section: str
    title: str
    alt: str
    note: str
    drawing: Picture
    address: str = ""

    def png(self) -> bytes:
        """The picture in points, light."""
        from reportedly import pictures as drawer

        return drawer.png(self.drawing)

    def svg(self) -> str:
        """The picture in lines, light."""
        return f"{self.drawing.light()}\n"


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures of a dossier, and which are not there, in sentences."""

    drawn: tuple[Drawn, ...] = ()
    left_out: tuple[str, ...] = ()

    def after(self, section: str) -> list[Drawn]:
        """Those that stand at the end of a section."""
        return [one for one in self.drawn if one.section == section]


def pictures(matter: Matter, *, href: Callable[[str], str] | None = None) -> Pictures:
    """The pictures of a dossier that have something to show; none where what draws them is not installed.

    ``href``: where a mark of a picture leads, by the id of its claim; None for nowhere.
    """
    from reportedly import pictures as drawer  # Slow to load, and not every form has pictures.

    dossier = matter.dossier
    if dossier is None:
        return Pictures()
    sections, found = {section.key for section in dossier.sections}, []
    for kind in drawer.KINDS:
        section = next((key for key in _SECTIONS.get(kind, (drawer.SECTIONS[kind],)) if key in sections), None)
        made = drawer.of(dossier, kind, href=href) if section else None
        if made is not None and section is not None:
            found.append(Drawn(kind, section, made.title, made.alt, made.note, made))
    return Pictures(tuple(found))


def picture_files(matter: Matter) -> Pictures:
    """The pictures as files in ``matter.folder``, each with its address from a file that stands beside the folder.

    Raises:
        ExchangeError: where one cannot be written.
    """
    if matter.folder is None:
        return Pictures(left_out=("pictures (they need a folder of their own: --pictures FOLDER)",))
    made = pictures(matter)
    try:
        matter.folder.mkdir(parents=True, exist_ok=True)
        return Pictures(tuple(_written(one, matter.folder) for one in made.drawn), made.left_out)
    except OSError as error:
        raise ExchangeError(
            f"{matter.folder}: cannot be written: {error.strerror}; choose another with --pictures"
        ) from error


def _written(picture: Drawn, folder: Path) -> Drawn:
    file = folder / f"{picture.kind}.svg"
    file.write_text(picture.svg(), encoding="utf-8")
    return replace(picture, address=f"{quote(folder.resolve().name)}/{file.name}")
