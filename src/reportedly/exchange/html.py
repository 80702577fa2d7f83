"""A dossier as one HTML file with all that it needs: styles, pictures, and every sentence that it cites.

It holds no script and asks for nothing: its own Content Security Policy (CSP Level 3) lets in only what stands in it.
HTML as of the Living Standard; for print on A4.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import BinaryIO

from markupsafe import Markup

from reportedly.dossier import Dossier
from reportedly.dossier.wording import counted
from reportedly.pages import InOneFile, Page, Plate, Row, environment, page_of, running_head, style
from reportedly.pictures import missing

from .formats import FORMATS, Carried, text
from .matter import Matter
from .note import GRADES, scope
from .paper import Drawn, pictures

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


def export(matter: Matter, out: BinaryIO) -> Carried:
    """Write the dossier; what it took along and what not."""
    dossier = matter.dossier
    assert dossier is not None  # The table of forms says that this one is a dossier's.
    sentences = _to_sentences(matter)
    drawn = pictures(matter, href=lambda claim: sentences.get(claim, ""))
    page = page_of(dossier, plates=_plates(dossier, drawn.drawn))
    with text(out) as stream:
        stream.write(
            environment()
            .get_template("dossier/alone.html")
            .render(
                page=page,
                links=InOneFile(),
                inline=False,
                method=matter.method,
                grades=GRADES,
                policy=POLICY,
                scope=scope(dossier, min_confidence=matter.min_confidence, mask=matter.mask),
                # Both are ours: the one a file of this package, in the other what is not ours stands by its number.
                style=Markup(style() + running_head(dossier)),
            )
        )
    return Carried(_lines(page), (*_left_out(matter), *drawn.left_out))


def _to_sentences(matter: Matter) -> dict[str, str]:
    """Where in the file the sentence of a claim stands, by the id of the claim."""
    assert matter.dossier is not None
    return {claim: f"#n{note.number}" for note in matter.dossier.footnotes for claim in note.claims}


def _plates(dossier: Dossier, drawn: tuple[Drawn, ...]) -> Mapping[str, list[Plate]]:
    """The pictures as they stand in the file, by the section that they belong to; of a map that cannot be, why."""
    found: dict[str, list[Plate]] = defaultdict(list)
    for one in drawn:
        picture = one.drawing
        rows = tuple(Row(row.cells, row.claims) for row in picture.rows)
        # The drawing escapes what it takes from reports; see ``pictures.cleaning``.
        found[one.section].append(
            Plate(one.kind, picture.title, picture.header, rows, Markup(picture.svg), note=picture.note)
        )
    if dossier.section("where") and (why := missing(dossier, "where")):
        found["where"].append(Plate("where", "", (), (), Markup(), note=why))
    return found


def _lines(page: Page) -> int:
    """How many lines of the dossier stand in the file."""
    parts = sum(part.size for part in page.parts)
    contested = sum(len(side.entries) for dispute in page.disputes for side in dispute.sides)
    return parts + contested + len(page.stale) + sum(len(group.entries) for group in page.open)


def _left_out(matter: Matter) -> tuple[str, ...]:
    assert matter.dossier is not None
    loses = FORMATS["html"].loses
    if not matter.dossier.left_out:
        return loses
    return (f"{counted(matter.dossier.left_out, 'claim')} about it of less weight", *loses)
