"""A ledger whose reports are hostile: what they say must travel, and do nothing where it arrives."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from reportedly import exporting
from reportedly.exchange.formats import Carried
from reportedly.ledger import Ledger
from reportedly.weigh import weigh
from tests.outlook import GUARD, IDRIS, REPORTS, YUSUF
from tests.written import DENIED, READER, Written, number, org, outlet, person, place, report, says, unnamed

SCRIPT = "<script>alert('x')</script>"
LINK = "[click](javascript:alert(1)) ![i](http://evil.invalid/i.png) <http://evil.invalid> https://evil.invalid"
MARKS = "# *a* _b_ `c` ~~d~~ | e | $x^2$ [^1] :skull: www.evil.invalid a@evil.invalid {{ 7*7 }} &amp; \\n"
TURNED = "abc\u202edcba\u202c\u2066x\u2069"
CONTROLS = "a\x00b\x07c\x1b[31md\x9be\ufffef"
FORMULA = '=HYPERLINK("http://evil.invalid";"x")'
RIGHT_TO_LEFT = "يوسف دروان"
LONG = "N" * 1_000_000
HOSTILE = (SCRIPT, LINK, MARKS, TURNED, CONTROLS.replace("\x00", ""), FORMULA, RIGHT_TO_LEFT)

_SAID = (
    says("also_known_as", GUARD, SCRIPT),
    says("also_known_as", GUARD, LINK),
    says("described_as", GUARD, MARKS),
    says("allied_with", GUARD, org(TURNED)),
    says("opponent_of", GUARD, org(HOSTILE[4])),
    says("goal", GUARD, FORMULA),
    says("leads", person(RIGHT_TO_LEFT), GUARD, title="leader"),
    says("allied_with", GUARD, org(LONG)),
    says("present_in", GUARD, place(f"Kessra {SCRIPT}"), by=(outlet(SCRIPT), unnamed(LINK))),
    says("attack", GUARD, org("convoy"), time="2019-02-18", place=place("Pelmor"), killed=number(12, 12)),
    says("strength", GUARD, number(100, 250, "fighters"), polarity=DENIED),
)


def hostile_report() -> Written:
    """One report with a sentence of each sort."""
    sentences = ((f"Sentence {i}: {HOSTILE[i % len(HOSTILE)]}.", said) for i, said in enumerate(_SAID))
    return report("x.txt", f"{SCRIPT} {TURNED}", "2019-08-01", *sentences, title=f"{SCRIPT}{LINK}")


@contextmanager
def ledger(folder: Path, *, hostile: bool = False) -> Iterator[Ledger]:
    """The small ledger of ``tests.outlook``, with the hostile report where that is asked for."""
    with Ledger.open(folder / "handed.db") as opened:
        for one in (*REPORTS, *((hostile_report(),) if hostile else ())):
            opened.add(one.document, one.original, one.claims, reader=READER)
        weigh(opened)
        yield opened


def handed(opened: Ledger, key: str, **asked: object) -> tuple[bytes, Carried]:
    """What an export gives, and what it says of it."""
    out = BytesIO()
    carried = exporting.export(opened, key, out, **asked)  # type: ignore[arg-type]
    return out.getvalue(), carried


__all__ = ["GUARD", "HOSTILE", "IDRIS", "YUSUF", "handed", "hostile_report", "ledger"]
