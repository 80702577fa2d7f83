"""How records show themselves in a notebook: small HTML, every word of others escaped and cut.

Jupyter asks a value for ``_repr_html_`` (IPython, "Rich display"). No styles beyond a few attributes: notebooks are
light or dark, and some strip what they do not know.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from .plain import plain

if TYPE_CHECKING:
    from .claim import Claim, Part, Source

LONGEST = 400
"""So many characters of one text are shown: a name of a megabyte would bury the notebook."""


def shown(text: object, most: int = LONGEST) -> str:
    """Text of others as HTML: escaped, isolated in its direction, controls made visible, cut after ``most``."""
    given = str(text)
    cut = given[: most - 1] + "…" if len(given) > most else given
    return f"<bdi>{html.escape(plain(cut))}</bdi>"


def table(headings: Sequence[str], rows: Iterable[Sequence[str]], caption: str = "") -> str:
    """A table; cells are HTML already, headings and caption are not."""
    head = "".join(f'<th scope="col">{html.escape(heading)}</th>' for heading in headings)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    over = f"<caption>{html.escape(caption)}</caption>" if caption else ""
    return f"<table>{over}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def claim(claim: Claim, told: str = "") -> str:
    """A claim: its words, its parts, its chain of sources. ``told`` is HTML that says where, under the words."""
    rows = [("subject", part(claim.subject)), ("predicate", shown(claim.predicate))]
    if claim.object is not None:
        rows.append(("object", part(claim.object)))
    rows += [(shown(key, 60), part(value)) for key, value in claim.qualifiers.items()]
    rows.append(("put as", shown(f"{claim.polarity.value}, {claim.certainty.value}")))
    rows.append(("said by", chain(claim.sources) or "the report itself"))
    cells = "".join(f'<tr><th scope="row">{key}</th><td>{value}</td></tr>' for key, value in rows)
    where = f"<footer>{told}</footer>" if told else ""
    words = f"<blockquote>{shown(claim.quote, 3 * LONGEST)}{where}</blockquote>"
    return f"<div>{words}<table><tbody>{cells}</tbody></table><small>claim <code>{claim.id}</code></small></div>"


def part(value: Part) -> str:
    """A part of a claim: a name with its kind, a text, a range, a time."""
    from .mention import Mention, Quantity, Text

    match value:
        case Mention(name=name, kind=kind):
            return f"{shown(name)} ({kind.value})"
        case Text(value=words):
            return shown(words)
        case Quantity(low=low, high=high, unit=unit):
            return shown(f"{_range(low, high)} {unit or ''}".strip())
        case _:
            return shown(value.edtf)


def chain(sources: Sequence[Source]) -> str:
    """The chain of sources from the report inward; "" where the report speaks in its own voice."""
    return " &gt; ".join(f"{shown(source.name)} ({source.kind.value})" for source in sources)


def _range(low: float | None, high: float | None) -> str:
    if low is not None and high is not None:
        return f"{low:,g}" if low == high else f"{low:,g} to {high:,g}"
    if low is not None:
        return f"{low:,g} or more"
    return "a number" if high is None else f"up to {high:,g}"
