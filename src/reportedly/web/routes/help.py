"""Help: what the words on the pages mean, from the tables that the pages go by."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from fastapi import APIRouter, Request
from starlette.responses import Response

from reportedly import __version__, ways
from reportedly.dossier.wording import CERTAINTY
from reportedly.errors import Reason
from reportedly.exporting import FORMATS
from reportedly.judging import queue
from reportedly.model import Certainty
from reportedly.model.reliability import Reliability
from reportedly.reading.vocabulary import predicates, using
from reportedly.web.desk import DeskOf
from reportedly.web.rendering import render
from reportedly.weighing.changes import News
from reportedly.weighing.credibility import Credibility
from reportedly.weighing.probability import SCALE
from reportedly.weighing.stale import AFTER, OTHERS

router = APIRouter()

WHEN = {
    Credibility.CONFIRMED: "two or more origins, surely independent, say it without reserve, and nobody contradicts it",
    Credibility.PROBABLY_TRUE: "two or more say it, some with reserve, or perhaps two and perhaps one; or it is "
    "contradicted, and more than twice as many origins say it as contradict it",
    Credibility.POSSIBLY_TRUE: "one origin says it, and nobody contradicts it",
    Credibility.DOUBTFUL: "it is contradicted otherwise, or all who say it call it only possible",
    Credibility.IMPROBABLE: "two or more origins contradict it, and more than say it; or its time cannot be",
    Credibility.CANNOT_BE_JUDGED: "every report that said it took it back; or it is only planned, asked or wished",
}
"""When each grade is given, in the words of ``weighing.credibility.grade``; the first of its rules that fits."""
NEWS = {
    News.NEW: "nobody had said so before",
    News.CONFIRMED: "it went back to one origin, and now to several that are independent",
    News.CONTRADICTED: "nobody had contradicted it before",
    News.WITHDRAWN: "a report that said so has taken it back",
    News.STALE: "it was held to be so, and nobody has attested it for long",
}
REFUSED = {
    Reason.EMPTY: "there is no text in it",
    Reason.BINARY: "it is not text, and no format that is known",
    Reason.ENCRYPTED: "it cannot be opened without a password",
    Reason.NO_TEXT_LAYER: "it is made of pictures of pages; put it through text recognition first",
    Reason.LANGUAGE: "it is in a language that the reader does not read",
    Reason.TOO_LARGE: "it is larger than one source may be",
    Reason.UNREACHABLE: "it could not be got",
    Reason.FORBIDDEN_ADDRESS: "its address leads into your own network, where nothing is fetched",
    Reason.UNSUPPORTED: "its format is not one that is read",
    Reason.MALFORMED: "it is damaged, or not what it says it is",
    Reason.TOO_SLOW: "it took too long",
    Reason.UNREADABLE: "the reader failed on it",
}


@router.get("/help")
def help_(request: Request, desk: DeskOf) -> Response:
    """What the words mean, the keys, and where data lies."""
    with using(ways.vocabulary_of(desk.ledger)):
        known = list(predicates().values())
    return render(
        request,
        desk,
        "help.html",
        version=__version__,
        grades=[(int(grade), grade.words, WHEN[grade]) for grade in Credibility],
        letters=[(letter.value, letter.words) for letter in Reliability],
        scale=SCALE,
        certainties=[(each.value, CERTAINTY[each] or "put as a fact") for each in Certainty],
        news=[(news.value, words) for news, words in NEWS.items()],
        refused=[(reason.value, words) for reason, words in REFUSED.items()],
        stale=_stale(),
        others=OTHERS // 365,
        rule=queue.RULE,
        predicates=known,
        formats=FORMATS,
        where=_where(desk.ledger.where),
    )


def _stale() -> list[tuple[int, list[str]]]:
    """After how many years what is stale: the years, and the predicates."""
    by_years: dict[int, list[str]] = defaultdict(list)
    for predicate, days in AFTER.items():
        by_years[days // 365].append(predicate.replace("_", " "))
    return sorted(by_years.items())


def _where(ledger: str) -> str:
    """Where the ledger lies, in full where it is a file."""
    return ledger if "://" in ledger else str(Path(ledger).resolve())
