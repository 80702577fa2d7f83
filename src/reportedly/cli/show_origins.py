"""Origins on the terminal: links, the way of a claim, and who stands behind what is said of a name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from rich.console import Console
from rich.text import Text

from reportedly import copying
from reportedly.errors import NotFoundError
from reportedly.ledger import Ledger
from reportedly.model import Document, Span
from reportedly.ways import ways_of
from reportedly.weighing.origins import Credit, Link, Origin, Origins, Via, corrections, credits_of
from reportedly.weighing.standing import Backing, Standing
from reportedly.weighing.whole import whole

from . import in_words, screen

_NARROW = 72
_BETWEEN = " │ "
_HOW = {
    Via.REPRINT: "reprint of",
    Via.REWRITE: "rewrite of",
    Via.EXTRACT: "takes passages from",
    Via.CREDIT: "credits",
    Via.VERSION: "later version of",
    Via.JUDGED: "goes back, as a person judged, to",
}


def links(ledger: Ledger, console: Console) -> None:
    """Every link between reports; in a pipe one line each, tab-separated."""
    origins = copying.origins_of(ledger)
    found = list(origins)
    if console.is_terminal:
        for link in found:
            _put(console, Text(in_words.report(origins.document(link.document)), style="bold"))
            _put_link(console, link, _end(link, origins), indent=2)
        _put(console, Text(f"{len(found):,} links" if len(found) != 1 else "1 link", style="dim"))
        return
    for link in found:
        document = origins.document(link.document)
        end = origins.document(link.origin).name if link.origin else ""
        extent = "whole" if link.whole else "part"
        about = (link.via.value, document.name, document.published or "", document.publisher or "")
        screen.line(*about, end, link.outlet, extent, f"{link.score.value:.2f}", "; ".join(link.score.reasons))


def report(ledger: Ledger, key: str, console: Console) -> None:
    """What one report goes back to, who goes back to it, whom it credits and what it corrects."""
    origins = copying.origins_of(ledger, [key])
    document = ledger.document(key)
    _put(console, Text(in_words.report(document), style="bold"))
    back, forth = origins.links(key), origins.copied_by(key)
    _heading(console, "Goes back to")
    for link in back:
        _put_link(console, link, _end(link, origins), indent=2)
        if link.passages:
            _put_passages(console, link, document, ledger.document(link.origin))
    if not back:
        _put(console, Text("no other report or outlet that is known of"), indent=2)
    if forth:
        _heading(console, "Others that go back to it")
    for link in forth:
        other = ledger.document(link.document)
        _put_link(console, link, in_words.report(other), indent=2, turned=True)
        _put_passages(console, link, other, document)
    group = origins.members(key)
    if len(group) > 1:
        _heading(console, f"One origin: {len(group)} reports")
        for member in group:
            _put(console, Text(in_words.report(origins.document(member))), indent=2)
    _put_credits(console, credits_of(document))
    _put_corrections(console, document, origins)


def _put_corrections(console: Console, document: Document, origins: Origins) -> None:
    """What the report takes back of others, and what its outlet took back of it, in the outlet's own words."""
    of = {one.correction.span: one for one in origins.corrected if one.by == document.id}
    taken = corrections(document)
    if taken:
        _heading(console, "Takes back or corrects")
    for correction in taken:
        _put(console, Text(f"{correction.kind.value}: {_quoted(correction.quote)}"), indent=2)
        if (one := of.get(correction.span)) is not None:
            _put(console, Text(f"of {in_words.report(origins.document(one.document))}"), indent=4)
            for reason in one.score.reasons:
                _put(console, Text(f"- {reason}", style="dim"), indent=4)
    mine = [one for one in origins.corrected if one.document == document.id]
    if mine:
        _heading(console, "Taken back or corrected by its outlet")
    for one in mine:
        extent = ", of the whole report" if one.correction.whole else ""
        _put(console, Text(f"{one.correction.kind.value}{extent}: {_quoted(one.correction.quote)}"), indent=2)
        _put(console, Text(f"in {in_words.report(origins.document(one.by))}", style="dim"), indent=4)


def claim(ledger: Ledger, key: str, console: Console) -> None:
    """The way of one claim back to whose word it is."""
    record = ledger.claim(key)
    origin = copying.origins_of(ledger, [record.claim.document]).origin_of(record)
    _put(console, Text(in_words.statement(record.claim), style="bold"))
    _put(console, Text(f"{in_words.report(record.document)}: {_quoted(record.claim.quote)}", style="dim"))
    _heading(console, "The way back")
    for number, step in enumerate(origin.trail, 1):
        _put(console, Text(f"{number}. {step}"), indent=2)
    _heading(console, "On whose word")
    _put(console, Text(_origin(origin)), indent=2)


def name(ledger: Ledger, asked: str, console: Console) -> None:
    """For everything that is said of a name: reports, outlets and independent origins, for it and against it.

    Raises:
        NotFoundError: where no report, claim or name answers to it.
    """
    records = ledger.claims(about=asked)
    if not records:
        raise NotFoundError("report, claim or name", asked, hint="see them with: reportedly reports")
    origins = copying.origins_of(ledger, {record.claim.document for record in records})
    withdrawn = frozenset(ledger.retracted())
    found = whole(records, origins=origins, ways=ways_of(ledger), withdrawn=withdrawn)
    for proposition in found.propositions:
        _put_standing(console, found.standings[proposition.id])
    count = len(found.propositions)
    _put(console, Text(f"{count:,} things said" if count != 1 else "1 thing said", style="dim"))


def _put_standing(console: Console, standing: Standing) -> None:
    _put(console, Text(in_words.statement(standing.proposition.first.claim), style="bold"))
    _put(console, Text(f"for it: {_behind(standing.backing)}"), indent=2)
    for origin in standing.backing.origins:
        _put(console, Text(f"- {_origin(origin)}"), indent=4)
    if standing.against.reports:
        _put(console, Text(f"against it: {_behind(standing.against)}"), indent=2)
        for origin in standing.against.origins:
            _put(console, Text(f"- {_origin(origin)}"), indent=4)
    if standing.backing.withdrawn:
        _put(console, Text(f"taken back: {screen.counted(len(standing.backing.withdrawn), 'claim')}"), indent=2)


def _behind(backing: Backing) -> str:
    count = backing.independent
    number = count.high if count.low == count.high else 2
    independent = f"{count} independent {'origin' if number == 1 else 'origins'}"
    return f"{screen.counted(backing.reports, 'report')}, {screen.counted(backing.outlets, 'outlet')}, {independent}"


def _origin(origin: Origin) -> str:
    return origin.label if origin.sure else f"{origin.label} (who that is, and whether it is another, cannot be known)"


def _end(link: Link, origins: Origins) -> str:
    return in_words.report(origins.document(link.origin)) if link.origin else f"{link.outlet} (not in the ledger)"


def _put_link(console: Console, link: Link, other: str, *, indent: int, turned: bool = False) -> None:
    how = {Via.REPRINT: "reprinted by", Via.REWRITE: "rewritten by", Via.CREDIT: "credited by"} if turned else _HOW
    said = how.get(link.via, "gave passages to" if link.via is Via.EXTRACT else "goes before")
    unsure = "" if link.directed else " (which of the two came first is not known)"
    _put(console, Text(f"{said} {other}{unsure}"), indent=indent)
    for reason in link.score.reasons:
        _put(console, Text(f"- {reason}", style="dim"), indent=indent + 2)


def _put_passages(console: Console, link: Link, copy: Document, origin: Document) -> None:
    for mine, theirs in link.passages:
        console.print()
        _side_by_side(console, (copy, mine), (origin, theirs))


def _side_by_side(console: Console, one: tuple[Document, Span], other: tuple[Document, Span]) -> None:
    """Two passages next to each other, or below each other where there is no room."""
    texts = [Text(" ".join(span.of(document.text).split())) for document, span in (one, other)]
    heads = [Text(document.publisher or document.name, style="bold cyan") for document, _ in (one, other)]
    if console.width < _NARROW:
        for head, text in zip(heads, texts, strict=True):
            _put(console, head, indent=4)
            _put(console, text, indent=4)
        return
    room = (console.width - 4 - len(_BETWEEN)) // 2
    left, right = ([head, *text.wrap(console, room)] for head, text in zip(heads, texts, strict=True))
    for a, b in zip_longest(left, right, fillvalue=Text()):
        line = Text("    ") + a
        line.append(" " * max(0, 4 + room - line.cell_len) + _BETWEEN)
        whole_line = line + b
        whole_line.rstrip()
        console.print(whole_line, no_wrap=True, overflow="ignore", crop=False, soft_wrap=True)


def _put_credits(console: Console, given: Sequence[Credit]) -> None:
    if given:
        _heading(console, "Credits")
    for credit in given:
        extent = "for the whole report" if credit.whole else "for part of it"
        _put(console, Text(f"{credit.name}, {extent}: {_quoted(credit.quote)}"), indent=2)


def _quoted(words: str) -> str:
    return f"“{' '.join(words.split())}”"


def _heading(console: Console, title: str) -> None:
    console.print()
    _put(console, Text(title.upper(), style="bold cyan"))


def _put(console: Console, text: Text, *, indent: int = 0) -> None:
    """Print wrapped text with an indent that hangs two further."""
    lines: Iterable[Text] = text.wrap(console, max(console.width - indent - 2, 20)) if text.plain else [Text()]
    for number, line in enumerate(lines):
        whole_line = Text(" " * (indent + (2 if number else 0))) + line
        whole_line.rstrip()
        console.print(whole_line, no_wrap=True, overflow="ignore", crop=False, soft_wrap=True)
