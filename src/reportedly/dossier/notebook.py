"""The dossier in a notebook: its sections as lists, its footnotes folded away."""

from __future__ import annotations

from collections.abc import Iterable

from reportedly.model.notebook import shown

from .page import Contest, Dossier, Footnote, Line, Worth

_PLAIN = 3
_MOST = 60
"""Lines of a section, and footnotes, that are shown; a notebook is no place for ten thousand."""


def html_of(dossier: Dossier) -> str:
    """The dossier as a fragment of HTML without styles, scripts or links."""
    entity = dossier.entity
    about = [entity.kind.value, f"{dossier.reports:,} reports", f"{dossier.claims:,} claims"]
    if dossier.first and dossier.last:
        about.append(f"{dossier.first.isoformat()} to {dossier.last.isoformat()}")
    about += [f"as of {dossier.as_of.isoformat()}"] if dossier.as_of else []
    about += [f"as this ledger knew it on {dossier.known.isoformat()}"] if dossier.known else []
    parts = [f"<h3>{shown(entity.name)}</h3>", f"<p>{'; '.join(about)}</p>"]
    for section in dossier.sections:
        parts += [f"<h4>{shown(section.title)}</h4>", f"<p>{shown(section.remark)}</p>" if section.remark else ""]
        parts.append(_lines(section.lines))
    if dossier.contested:
        parts += ["<h4>Contested</h4>", *(_contest(contest) for contest in dossier.contested[:_MOST])]
    for title, lines in (("Not attested since", dossier.stale), ("Not known", dossier.unknown)):
        parts += [f"<h4>{title}</h4>", _lines(lines)] if lines else []
    parts.append(_footnotes(dossier.footnotes))
    return f"<article>{''.join(parts)}</article>"


def _lines(lines: Iterable[Line]) -> str:
    every = list(lines)
    more = f"<li>… and {len(every) - _MOST:,} more</li>" if len(every) > _MOST else ""
    return f"<ul>{''.join(f'<li>{_line(line)}</li>' for line in every[:_MOST])}{more}</ul>"


def _line(line: Line) -> str:
    when = f"<b>{shown(line.when)}</b> " if line.when else ""
    # What is denied reads as in a terminal: what is not so, and then who says that it is not.
    between = ": " if line.denied else "; "
    said = f"{between if line.text else ''}<i>{shown(line.said)}</i>" if line.said else ""
    marks = (" (contested)" if line.contested else "") + (_worth(line.worth) if line.worth else "")
    notes = "".join(f"[{number}]" for number in line.notes)
    return f"{when}{shown(line.text)}{said}{marks} {notes}"


def _worth(worth: Worth) -> str:
    """How many origins a line has and its grade; of the plain case, one origin that nobody contradicts, nothing."""
    if worth.withdrawn:
        return " (taken back)"
    if (worth.low, worth.high, worth.grade or _PLAIN) == (1, 1, _PLAIN):
        return ""
    origins = f"{worth.low} to {worth.high}" if worth.low != worth.high else f"{worth.low}"
    graded = f"; {worth.grade} {shown(worth.grade_words)}" if worth.grade else ""
    return f" &lt;{origins} {'origin' if worth.high == 1 else 'origins'}{graded}&gt;"


def _contest(contest: Contest) -> str:
    sides = "".join(f"<dt>{shown(answer.label)}</dt><dd>{_lines(answer.lines)}</dd>" for answer in contest.answers)
    return f"<p>{shown(contest.question)} {shown(contest.why)}</p><dl>{sides}</dl>"


def _footnotes(notes: tuple[Footnote, ...]) -> str:
    listed = "".join(f'<li value="{note.number}">{_note(note)}</li>' for note in notes[:_MOST])
    more = f"<p>… and {len(notes) - _MOST:,} more</p>" if len(notes) > _MOST else ""
    return f"<details><summary>{len(notes):,} footnotes</summary><ol>{listed}</ol>{more}</details>"


def _note(note: Footnote) -> str:
    told = [shown(part) for part in (note.publisher, note.title) if part] or [shown(note.document_name)]
    told += [note.published.isoformat()] if note.published else []
    return f"{', '.join(told)}: “{shown(note.quote)}”"
