"""What people judge of sources: how reliable each is, and whether that is to be shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from reportedly.errors import AmbiguousError, BadValueError, NotFoundError
from reportedly.model import Judgement, Kind, Mention
from reportedly.model.judgement import GRADING, RELIABILITY
from reportedly.model.reliability import Reliability

from .making import before, new_judgement, stated

if TYPE_CHECKING:
    from reportedly.ledger import Ledger, NamedSource
    from reportedly.ledger.weights import Track

_CREDIBILITY = ("credibility",)
"""What a judgement on grading is about."""


@dataclass(frozen=True, slots=True)
class Graded:
    """A source, the letter it has (F where nobody gave it one) and the judgement that gave it.

    ``record`` is, in words, how often independent origins confirmed or contradicted it; "" where nothing goes back to
    it.
    """

    source: NamedSource
    letter: Reliability
    judgement: Judgement | None = None
    record: str = ""


def grade(ledger: Ledger, source: str, letter: str, *, why: str, by: str | None = None) -> Judgement:
    """Says how reliable a source is, A to F; takes the place of the letter that it had.

    ``source`` is the name of a publisher or of a source of claims, as ``grades`` lists them, or KIND:NAME.

    Raises:
        NotFoundError: where no report is published by it or cites it.
        AmbiguousError: where sources of several kinds bear the name.
        BadValueError: where the letter is none, or no reason is given.
    """
    stated(why)
    if letter.strip().upper() not in set(Reliability):
        meant = ", ".join(f"{each} ({each.words})" for each in Reliability)
        raise BadValueError("letter", letter, expected=f"one of {meant}")
    about = (reference(source_named(ledger, source)),)
    made = new_judgement(
        RELIABILITY, why, by, letter.strip().upper(), about=about, replaces=before(ledger, (RELIABILITY,), about)
    )
    ledger.judge(made)
    return made


def set_grading(ledger: Ledger, on: bool, *, why: str, by: str | None = None) -> Judgement:
    """Says whether this ledger shows how credible things are; takes the place of what was said of it before.

    It is on until somebody switches it off. Only what is shown changes: origins are counted, and contradictions found,
    all the same.

    Raises:
        BadValueError: where no reason is given.
    """
    stated(why)
    content = "on" if on else "off"
    replaces = before(ledger, (GRADING,), _CREDIBILITY)
    made = new_judgement(GRADING, why, by, content, about=_CREDIBILITY, replaces=replaces)
    ledger.judge(made)
    return made


def grading(ledger: Ledger) -> bool:
    """Whether this ledger shows how credible things are."""
    return not any(judgement.content == "off" for judgement in ledger.judgements(kind=GRADING, standing=True))


def grades(ledger: Ledger, sources: Sequence[NamedSource] | None = None) -> list[Graded]:
    """Every source, or each of these, with its letter; of all, the most used first.

    Beside the letter stands the source's record, as the ledger was weighed last: how much of what goes back to it was
    confirmed, and contradicted, by origins that are independent of it. It is never turned into a letter.
    """
    from reportedly.ledger import fold_name

    given: dict[tuple[str, str], Judgement] = {}
    for judgement in ledger.judgements(kind=RELIABILITY, standing=True):
        kind, _, name = judgement.about[0].partition(":")
        given[kind, fold_name(name)] = judgement
    sources = ledger.named_sources() if sources is None else sources
    tracks = ledger.weighed.records_of(_keys(ledger, sources))
    found = []
    for source in sources:
        held = given.get((source.kind.value, fold_name(source.name)))
        letter = Reliability(held.content) if held else Reliability.F
        found.append(Graded(source, letter, held, _record(tracks[reference(source)])))
    return found


def _keys(ledger: Ledger, sources: Sequence[NamedSource]) -> dict[str, set[str]]:
    """The keys that each source has as an origin, by its reference: its names, and whoever goes by them."""
    from reportedly.ledger import fold_name
    from reportedly.weighing.likeness import key_of, spelled
    from reportedly.weighing.origins.pages import outlet_key

    entities: dict[tuple[Kind, str], set[str]] = defaultdict(set)
    for entity in ledger.entities():
        for name in (entity.name, *entity.names):
            entities[entity.kind, fold_name(name)].add(entity.id)
    found: dict[str, set[str]] = {}
    for source in sources:
        keys = [key_of(Mention(name, source.kind)) for name in source.names]
        if source.kind is Kind.ORGANIZATION:
            keys += [("name", source.kind.value, *outlet_key(name)) for name in source.names]
        keys += [("entity", id_) for name in source.names for id_ in entities[source.kind, fold_name(name)]]
        found[reference(source)] = {spelled(key) for key in keys}
    return found


def _record(track: Track) -> str:
    """ "12 statements, 5 confirmed by independent origins, 2 contradicted"; "" where nothing goes back to it."""
    if not track.said:
        return ""
    said = "1 statement" if track.said == 1 else f"{track.said:,} statements"
    return f"{said}, {track.confirmed:,} confirmed by independent origins, {track.contradicted:,} contradicted"


def source_named(ledger: Ledger, named: str) -> NamedSource:
    """The source of a name, or of KIND:NAME (see ``reference``).

    Raises:
        NotFoundError: where no report is published by it or cites it.
        AmbiguousError: where sources of several kinds bear the name.
    """
    from reportedly.ledger import fold_name

    kind, colon, name = named.partition(":")
    every = ledger.named_sources()
    kinds = {source.kind.value for source in every}
    wanted = fold_name(name) if colon and kind in kinds else fold_name(named)
    found = [s for s in every if fold_name(s.name) == wanted and (not colon or kind not in kinds or s.kind == kind)]
    if not found:
        near = get_close_matches(named, [source.name for source in every], n=3)
        hint = f"near it: {', '.join(near)}" if near else "see the sources with: reportedly grade"
        raise NotFoundError("source", named, hint=hint)
    if len(found) > 1:
        raise AmbiguousError("source", named, [reference(source) for source in found])
    return found[0]


def reference(source: NamedSource) -> str:
    """As judgements name it; see ``weighing.identity.refs``."""
    return f"{source.kind.value}:{source.name}"
