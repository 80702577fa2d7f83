"""Review: what waits for a person, in order of worth, and the judgements that are made of it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from starlette.responses import Response

from reportedly import naming, ways
from reportedly.errors import BadValueError, NotFoundError
from reportedly.evidence.disputes import address_of_kept
from reportedly.judging import queue
from reportedly.ledger.survey import Held
from reportedly.ledger.weights import Disputed
from reportedly.model import Polarity
from reportedly.reading.vocabulary import entry, using
from reportedly.web.desk import Desk, DeskOf
from reportedly.web.forms import FormOf, anchor, go, needed, words
from reportedly.web.paging import page_of
from reportedly.web.rendering import render
from reportedly.web.said import Said, in_words, said, sentence
from reportedly.web.visitor import judging_as, remember, tidy_name

if TYPE_CHECKING:
    from starlette.datastructures import FormData

    from reportedly.model import Judgement
    from reportedly.weighing import Undecided

router = APIRouter()

PAGE = 10
_SAMPLES = 2
"""Claims that are shown of each of two names, and of each side of a conflict."""
_BROWSERS, _PUT_OFF = 100, 2_000
SORTS = {"names": "Names", "conflict": "Conflicts", "claim": "Doubtful claims"}
NOT_SAID = "The report does not say this."
"""What the reason for a rejection says until somebody says it better."""


@dataclass(frozen=True, slots=True)
class Party:
    """One of two names that may be one: as judgements name it, whose it is, and some of what is said there."""

    ref: str
    name: str
    entity: str
    held: Held | None
    samples: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a conflict: the first of its claims, and how many more there are."""

    claims: tuple[Said, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Shown:
    """An item of the queue as the page shows it; ``after`` is the key of the next one.

    ``asks`` is what a conflict is about, ``address`` that of its own page.
    """

    item: queue.Item
    after: str
    asks: str = ""
    address: str = ""
    parties: tuple[Party, ...] = ()
    sides: tuple[Side, ...] = ()
    claim: Said | None = None


class PutOff:
    """What was put off ("not now"), by browser, for as long as the server runs."""

    def __init__(self) -> None:
        self._keys: OrderedDict[str, OrderedDict[str, None]] = OrderedDict()

    def of(self, session: str) -> frozenset[str]:
        """The keys of what this browser put off."""
        return frozenset(self._keys.get(session, ()))

    def add(self, session: str, key: str) -> None:
        """Put an item off; the oldest is forgotten where there are very many."""
        kept = self._keys.setdefault(session, OrderedDict())
        kept[key] = None
        self._keys.move_to_end(session)
        while len(kept) > _PUT_OFF:
            kept.popitem(last=False)
        while len(self._keys) > _BROWSERS:
            self._keys.popitem(last=False)

    def clear(self, session: str) -> None:
        """Everything waits again."""
        self._keys.pop(session, None)


@router.get("/review")
def review(request: Request, desk: DeskOf, sort: str = "", page: int = 1) -> Response:
    """The queue, or what of it is of one sort."""
    off = put_off(request).of(request.state.session)
    everything = queue.waiting(desk.ledger)
    waiting = [item for item in everything if item.key not in off]
    chosen = [item for item in waiting if item.sort == sort] if sort in SORTS else waiting
    cut = page_of(chosen, page, PAGE)
    keys = [item.key for item in chosen]
    after = dict(zip(keys, [*keys[1:], *keys[-2:-1]], strict=False))
    with using(ways.vocabulary_of(desk.ledger)):
        shown = cut.of([_shown(desk, item, after.get(item.key, "")) for item in cut.items])
    counts = {key: sum(item.sort == key for item in waiting) for key in SORTS}
    return render(
        request,
        desk,
        "review.html",
        page=shown,
        sort=sort if sort in SORTS else "",
        sorts=SORTS,
        counts=counts,
        put_off=len(everything) - len(waiting),
        rule=queue.RULE,
        not_said=NOT_SAID,
    )


@router.post("/review/names")
def names(request: Request, desk: DeskOf, form: FormOf) -> Response:
    """Two names are one (``decide`` is "same"), or two ("different").

    Raises:
        BadValueError: where it is neither, or no reason is given.
        NotFoundError, AmbiguousError: where a name is not one.
    """
    decide = words(form, "decide")
    if decide not in ("same", "different"):
        raise BadValueError("decide", decide, expected="same or different")
    a, b = needed(form, "a", "a name"), needed(form, "b", "the other name")
    by = judging_as(request, desk, form)
    judge = naming.same if decide == "same" else naming.different
    return judged(desk, form, judge(desk.ledger, a, b, why=words(form, "why"), by=by), by)


@router.post("/review/later")
def later(request: Request, form: FormOf) -> Response:
    """Not now: the item waits on, out of sight of this browser. With ``all``: everything is shown again."""
    if words(form, "all"):
        put_off(request).clear(request.state.session)
    else:
        put_off(request).add(request.state.session, needed(form, "item", "what to put off")[:80])
    return go(words(form, "back"), "/review", to=anchor(words(form, "to")))


@router.post("/review/who")
def who(desk: DeskOf, form: FormOf) -> Response:
    """Keep the name under which this browser judges from now on."""
    answer = go(words(form, "back"), "/review")
    remember(answer, desk.ledger, None, by=tidy_name(needed(form, "by", "a name")))
    return answer


def judged(desk: Desk, form: FormData, judgement: Judgement, by: str | None) -> Response:
    """Back to where the judgement was made, at what comes next; this browser keeps it, so that it can be undone."""
    answer = go(words(form, "back"), "/review", to=anchor(words(form, "to")))
    remember(answer, desk.ledger, judgement, by=by)
    return answer


def put_off(request: Request) -> PutOff:
    """What was put off in this run of the server."""
    if not hasattr(request.app.state, "put_off"):
        request.app.state.put_off = PutOff()
    kept: PutOff = request.app.state.put_off
    return kept


def _shown(desk: Desk, item: queue.Item, after: str) -> Shown:
    made = Shown(item, after)
    if item.names is not None:
        return replace(made, parties=_parties(desk, item.names))
    if item.conflict is not None:
        sides = tuple(_side(desk, side) for side in item.conflict.sides)
        known = desk.ledger.weighed.propositions_of({claim for side in item.conflict.sides for claim in side})
        return replace(
            made, sides=sides, asks=_asks(desk, item.conflict), address=address_of_kept(item.conflict, known)
        )
    assert item.claim is not None
    return replace(made, claim=said(desk.ledger.claim(item.claim.claim)))


def _asks(desk: Desk, conflict: Disputed) -> str:
    """What a conflict is about: whether something is so, or what is so of whom."""
    claims = [desk.ledger.claim(side[0]).claim for side in conflict.sides if side]
    first = next((claim for claim in claims if claim.polarity is Polarity.AFFIRMED), claims[0])
    if conflict.kind == "denied":
        return f"Is it so? {sentence(first)}"
    return f"{in_words(first.subject)}: {entry(first.predicate).label}"


def _parties(desk: Desk, pair: Undecided) -> tuple[Party, ...]:
    held = desk.ledger.survey.held(pair.entities)
    return tuple(
        Party(ref, name, entity, held.get(entity), _samples(desk, entity))
        for ref, name, entity in zip(pair.refs, pair.names, pair.entities, strict=True)
    )


def _samples(desk: Desk, entity: str) -> tuple[Said, ...]:
    ids = desk.ledger.survey.samples(entity, most=_SAMPLES)
    return tuple(said(desk.ledger.claim(id_), around=0) for id_ in ids)


def _side(desk: Desk, claims: Sequence[str]) -> Side:
    shown = []
    for id_ in claims[:_SAMPLES]:
        try:
            shown.append(said(desk.ledger.claim(id_), around=0))
        except NotFoundError:  # Judged away since the ledger was weighed.
            continue
    return Side(tuple(shown), max(0, len(claims) - _SAMPLES))
