"""A dossier on the terminal, with rich: at any width, and plain where the output goes into a pipe."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from reportedly.dossier import Contest, Dossier, Footnote, Line, Section, Worth
from reportedly.dossier.wording import counted, day

from .wrapping import put

_NARROW = 64
_INDENT = 2
_WHEN = (16, 32)
_PLAIN = 3
_GRADES = (
    "<origins; credibility> at the end of a line: 1 confirmed, 2 probably true, 3 possibly true, 4 doubtful, "
    "5 improbable, 6 cannot be judged. Without it: one origin, which nobody contradicts (3)."
)


def show(dossier: Dossier, console: Console, *, why: bool = False) -> None:
    """Print the page: no line longer than the console is wide, no blanks at its end, no drawing of boxes.

    ``why``: under each line, what its grade rests on.
    """
    _show_head(dossier, console)
    for section in dossier.sections:
        _show_heading(section.title, console)
        if section.remark:
            put(Text(section.remark, style="italic"), console, indent=_INDENT)
        _show_lines(section, console, why=why)
    if dossier.contested:
        _show_heading("Contested", console)
        for contest in dossier.contested:
            _show_contest(contest, console)
    if dossier.stale:
        _show_heading("Not attested since", console)
        for line in dossier.stale:
            _show_item(line, console, indent=_INDENT)
    if dossier.unknown:
        _show_heading("Unknown, or resting on little", console)
        for line in dossier.unknown:
            _show_item(line, console, indent=_INDENT)
    _show_heading("Footnotes", console)
    for note in dossier.footnotes:
        _show_note(note, console)


def _show_head(dossier: Dossier, console: Console) -> None:
    entity = dossier.entity
    put(Text(entity.name, style="bold"), console)
    span = "" if dossier.first is None else f", {day(dossier.first)}"
    if dossier.last is not None and dossier.last != dossier.first:
        span += f" to {day(dossier.last)}"
    facts = f"{entity.kind.value}; {counted(dossier.reports, 'report')}{span}; {counted(dossier.claims, 'claim')}"
    put(Text(facts, style="dim"), console)
    if dossier.as_of is not None:
        put(Text(f"Only what had been reported by {day(dossier.as_of)}.", style="bold"), console)
    if dossier.known is not None:
        put(Text(f"Only what this ledger knew by {day(dossier.known)}.", style="bold"), console)
    if dossier.left_out:
        rest = counted(dossier.left_out, "claim")
        left = f"The page shows what most origins stand behind; {rest} more with: reportedly claims --about"
        put(Text(left, style="italic"), console)
    if any(line.worth and line.worth.grade for section in dossier.sections for line in section.lines):
        put(Text(_GRADES, style="dim"), console)
    if dossier.others:
        names = "; ".join(f"{other.name} ({other.kind.value}, {other.id})" for other in dossier.others)
        put(Text(f"Others of this name, not taken for the same: {names}", style="dim"), console)


def _show_heading(title: str, console: Console) -> None:
    console.print()
    put(Text(title.upper(), style="bold cyan"), console)


def _show_lines(section: Section, console: Console, *, why: bool) -> None:
    """Lines with their times in a margin, or below each other where there is no room or no time."""
    longest = max((len(line.when) for line in section.lines), default=0)
    if not longest or console.width < _NARROW:
        for line in section.lines:
            _show_item(line, console, indent=_INDENT)
            if why:
                _show_why(line, console, indent=2 * _INDENT)
        return
    margin = max(_WHEN[0], min(longest, _WHEN[1], console.width // 3))
    for line in section.lines:
        left: list[Text] = list(Text(line.when, style="cyan").wrap(console, margin)) if line.when else []
        put(_words(line), console, indent=_INDENT + margin + 2, before=[Text(" " * _INDENT) + part for part in left])
        if why:
            _show_why(line, console, indent=_INDENT + margin + 4)


def _show_why(line: Line, console: Console, *, indent: int) -> None:
    if line.worth is not None and line.worth.why:
        said = f"{line.worth.grade}, {line.worth.grade_words}: {'; '.join(line.worth.why)}."
        put(Text(said, style="dim italic"), console, indent=indent)


def _show_item(line: Line, console: Console, *, indent: int, marked: bool = True) -> None:
    text = Text(f"{line.when}: ", style="cyan") if line.when else Text()
    mark = Text(" " * indent + "- ")
    put(text + _words(line, marked=marked), console, indent=indent + 2, before=[mark])


def _words(line: Line, *, marked: bool = True) -> Text:
    text = Text(line.text, style="red" if line.denied else "")
    if line.said:
        text.append((": " if line.denied else "; ") if line.text else "")
        text.append(line.said, style="dim")
    if line.contested and marked:
        text.append(" (contested)", style="yellow")
    if line.worth is not None:
        text.append(_worth(line.worth), style="dim")
    if line.notes:
        text.append("\N{NO-BREAK SPACE}" + "".join(f"[{number}]" for number in line.notes), style="blue")
    return text


def _worth(worth: Worth) -> str:
    """How many origins a line has and its grade; of the plain case, one origin that nobody contradicts, nothing."""
    if worth.withdrawn:
        return " (taken back)"
    if (worth.low, worth.high, worth.grade or _PLAIN) == (1, 1, _PLAIN):
        return ""
    origins = str(worth.low) if worth.low == worth.high else f"{worth.low} to {worth.high}"
    counted_ = f"{origins} {'origin' if worth.high == 1 else 'origins'}"
    return f" <{counted_}{f'; {worth.grade}' if worth.grade else ''}>"


def _show_contest(contest: Contest, console: Console) -> None:
    put(Text(contest.question, style="bold yellow"), console, indent=_INDENT)
    if contest.why:
        put(Text(contest.why, style="italic"), console, indent=2 * _INDENT)
    for answer in contest.answers:
        put(Text(f"{answer.label}:", style="bold"), console, indent=2 * _INDENT)
        for line in answer.lines:
            _show_item(line, console, indent=3 * _INDENT, marked=False)


def _show_note(note: Footnote, console: Console) -> None:
    publisher = f"{note.publisher} ({note.reliability})" if note.reliability else note.publisher
    who = [publisher, f"“{note.title}”" if note.title else None, day(note.published), note.document_name]
    who += [f"page {note.page}" if note.page is not None else None, f"under “{note.section}”" if note.section else None]
    text = Text(", ".join(part for part in who if part), style="dim")
    text.append(f" {note.start}\N{EN DASH}{note.end}", style="dim")
    if note.replaced:
        text.append(" (a newer version of it is in the ledger)", style="yellow")
    if note.agreed:
        text.append(f" (read alike by {' and '.join(note.agreed)})", style="green")
    text.append(f": “{' '.join(note.quote.split())}”")
    put(text, console, indent=8, before=[Text(f"  [{note.number}]", style="blue")])
