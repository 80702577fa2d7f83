"""Judgements beside those of claims: what was judged is undone, an outlet takes back, a source is graded.

What changes what is known (not what is only shown) ends with a weighing of what it touched.

    from reportedly import judging

    judging.undo(ledger, "51c0a9e2", why="it was the other brother")
    judging.retract(ledger, ["3f9a01c2"], why="the paper corrected it on 12 May", by="O. Lind")
    judging.grade(ledger, "Hill Wire", "B", why="confirmed in most of what it reported since 2019")

As in ``reviewing``, each is appended to the ledger and nothing is overwritten.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from reportedly.errors import AmbiguousError, BadValueError, NotFoundError
from reportedly.model import Judgement, Kind, Mention
from reportedly.model.judgement import (
    CORRECTED,
    GRADING,
    INDEPENDENT,
    RELIABILITY,
    RETRACTED,
    SAME_ORIGIN,
    UNDONE,
)
from reportedly.model.reliability import Reliability
from reportedly.reviewing import before, new_judgement, stated

if TYPE_CHECKING:
    from reportedly.ledger import Ledger, NamedSource
    from reportedly.ledger.weights import Track

__all__ = [
    "Graded",
    "grade",
    "grades",
    "grading",
    "independent",
    "reference",
    "retract",
    "same_origin",
    "set_grading",
    "source_named",
    "undo",
]

_SHOWN = frozenset({RELIABILITY, GRADING})
"""Kinds of judgement that are only shown: nothing is weighed by them."""
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


def undo(ledger: Ledger, judgement: str, *, why: str = "", by: str | None = None) -> Judgement:
    """Takes a judgement back: what it had replaced stands again, and what rested on it falls. Gives the undoing.

    ``judgement`` is its id or the beginning of it; an undoing can be undone in the same way.

    Raises:
        NotFoundError, AmbiguousError: where ``judgement`` does not name one.
        BadValueError: where it is undone already.
    """
    found = ledger.judgement(judgement)
    undoing = new_judgement(UNDONE, why, by, about=found.about, replaces=found.id)
    ledger.judge(undoing)
    undone = found
    while undone.kind == UNDONE and undone.replaces is not None:
        undone = ledger.judgement(undone.replaces)
    if undone.kind not in _SHOWN:
        _weigh(ledger)
    return undoing


def retract(
    ledger: Ledger, keys: Sequence[str], *, why: str, by: str | None = None, corrected: str = ""
) -> list[Judgement]:
    """An outlet took back a report, or claims of it; with ``corrected``, put them right, and so.

    Each of ``keys`` is a report (see ``Ledger.document``) or the id of a claim. One judgement a report, which takes
    the place of an earlier one about the same; the claims stay, and are shown as taken back.

    Raises:
        NotFoundError, AmbiguousError: where a key names nothing, or more than one thing.
        BadValueError: where no reason is given.
    """
    stated(why)
    kind = CORRECTED if corrected.strip() else RETRACTED
    claims: dict[str, list[str]] = defaultdict(list)
    whole: set[str] = set()
    for key in keys:
        document, claim = _named(ledger, key)
        claims[document] += [claim] if claim else []
        whole |= set() if claim else {document}
    kept = []
    for document, named in claims.items():
        about = (document,) if document in whole else (document, *sorted(set(named)))
        made = new_judgement(
            kind, why, by, corrected.strip(), about=about, replaces=before(ledger, (RETRACTED, CORRECTED), about)
        )
        ledger.judge(made)
        kept.append(made)
    _weigh(ledger)
    return kept


def same_origin(ledger: Ledger, report: str, other: str, *, why: str, by: str | None = None) -> Judgement:
    """Two reports go back to one origin, whatever their texts show; takes the place of what was judged of them before.

    Each is named as in ``Ledger.document``.

    Raises:
        NotFoundError, AmbiguousError: where either does not name one report.
        BadValueError: where no reason is given, or both are one report.
    """
    return _judged_origin(ledger, SAME_ORIGIN, report, other, why, by)


def independent(ledger: Ledger, report: str, other: str, *, why: str, by: str | None = None) -> Judgement:
    """Two reports do not go back to one origin, however alike they are. As ``same_origin`` else."""
    return _judged_origin(ledger, INDEPENDENT, report, other, why, by)


def _judged_origin(ledger: Ledger, kind: str, report: str, other: str, why: str, by: str | None) -> Judgement:
    stated(why)
    about = tuple(sorted({ledger.document(report).id, ledger.document(other).id}))
    if len(about) < 2:
        raise BadValueError("report", other, expected=f"another report than {report}")
    made = new_judgement(kind, why, by, about=about, replaces=before(ledger, (SAME_ORIGIN, INDEPENDENT), about))
    ledger.judge(made)
    _weigh(ledger)
    return made


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


def _named(ledger: Ledger, key: str) -> tuple[str, str]:
    """The document's id, and that of the claim where ``key`` names one."""
    found: list[tuple[str, str]] = []
    with suppress(NotFoundError):
        found.append((ledger.document(key).id, ""))
    with suppress(NotFoundError, BadValueError):
        claim = ledger.claim(key).claim
        found.append((claim.document, claim.id))
    if not found:
        raise NotFoundError("report or claim", key, hint="see them with: reportedly reports, reportedly claims")
    if len(found) > 1:
        raise AmbiguousError("report or claim", key, [found[0][0], found[1][1]])
    return found[0]


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


def _weigh(ledger: Ledger) -> None:
    from reportedly.weigh import weigh

    weigh(ledger)
