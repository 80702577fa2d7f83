"""Compile the hand-written gold of the examples into claims of the contract, with their offsets.

    python examples/gold/compile.py            writes examples/gold/claims.jsonl
    python examples/gold/compile.py --check    compiles and says whether what is committed is up to date
    python examples/gold/compile.py --reports tests/gold --compact tests/gold/compact --out tests/gold
                                               writes one NAME.jsonl for each report, because --out is a folder

``compact/*.jsonl`` holds one file for each report. Its first line names the report and whoever it speaks of:

    {"document": "a.txt", "names": {"guard": ["Valley Guard", "organization"], "_driver": ["driver", "unnamed"]}}

A key is the same entity in every file; one that begins with ``_`` counts in its own file only. Each further line is
a quotation with the claims that stand in it:

    {"quote": "the group had 300 to 450 fighters", "claims": [
      {"p": "strength", "s": "guard=the group", "n": ["300..450 fighters", "300 to 450 fighters"], "src": ["panel"]}]}

``s``, ``o`` and links of ``src`` are ``key=words``, ``key`` (the words are the name itself), ``key=`` (no words here),
or ``@person:name=words`` for what is spoken of once. ``v`` is an object in words, ``n`` one in numbers
(``11``, ``11..``, ``..80``, with a unit). Qualifiers stand beside them, each its words or ``[value, words]``. ``pol``
and ``cert`` are left out where they are "affirmed" and "certain"; ``at`` says which of several like quotations
is meant. All words are looked for in the text that intake extracts, in the quotation first and then near it, and
must stand there; only white space may differ.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportedly.intake import Intaken, Options, open_sources
from reportedly.reading.vocabulary import predicates

HERE = Path(__file__).resolve().parent
REPORTS = HERE.parent / "reports"
COMPACT = HERE / "compact"
CLAIMS = HERE / "claims.jsonl"
KINDS = {"person", "organization", "place", "account", "work"}
SOURCE_KINDS = {"outlet", "person", "organization", "work", "unnamed"}
POLARITIES = {"affirmed", "denied"}
CERTAINTIES = {"certain", "probable", "possible", "unknown"}
TIMES = {"time", "start", "end"}
PLACES = {"place", "origin", "destination"}
NUMBERS = {"number", "killed", "wounded"}
WORDED = {"title", "weapon", "relation", "status", "medium", "agent"}
QUALIFIERS = TIMES | PLACES | NUMBERS | WORDED
CLAIM_KEYS = QUALIFIERS | {"p", "s", "o", "v", "n", "src", "pol", "cert", "at"}
REACH = 700
_EDTF = re.compile(r"[0-9X]{4}(-[0-9X]{2}(-[0-9X]{2})?)?[~?%]?")
_RANGE = re.compile(r"(?P<low>\d+)?(?P<dots>\.\.)?(?P<high>\d+)?(?: (?P<unit>.+))?")

Json = dict[str, Any]  # JSON as it comes: every value is checked where it is used


class GoldError(ValueError):
    """A line of the gold that cannot stand: it names the file, the line and what was expected."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Where a quotation stands in the text of its report."""

    text: str
    start: int
    end: int

    def holds(self, words: str) -> None:
        """Refuse words that stand neither in the quotation nor near it."""
        found = (match for match in _pattern(words).finditer(self.text))
        if not any(self.start - REACH <= match.start() <= self.end + REACH for match in found):
            raise GoldError(f"words {words!r} do not stand in or near the quotation")


@dataclass(frozen=True, slots=True)
class Names:
    """Who and what one report speaks of: key -> name and kind."""

    known: dict[str, tuple[str, str]]

    def find(self, raw: str) -> tuple[str, str, str, str | None]:
        """Name, kind, words in the text, and entity (None where it is spoken of once) of ``key=words``."""
        key, equals, words = raw.partition("=")
        if key.startswith("@"):
            kind, _, name = key[1:].partition(":")
            return name, kind, words if equals else name, None
        if key not in self.known:
            raise GoldError(f"name {key!r} is not among the names of this report: {sorted(self.known)}")
        name, kind = self.known[key]
        return name, kind, words if equals else name, None if key.startswith("_") else key


def texts(reports: Path = REPORTS) -> dict[str, str]:
    """The text of every report of a folder, by file name, as intake extracts it.

    Raises:
        GoldError: where intake refuses one.
    """
    found: dict[str, str] = {}
    paths = [str(path) for path in sorted(reports.iterdir()) if path.is_file() and path.suffix != ".jsonl"]
    for taken in open_sources(paths, options=Options(language="en", isolate=False)):
        if not isinstance(taken, Intaken):
            raise GoldError(f"{taken.origin}: intake refused it ({taken.reason}): {taken.detail}")
        found[taken.document.name] = taken.document.text
    return found


def compile_file(path: Path, documents: dict[str, str]) -> Iterator[Json]:
    """The claims of one compact file, in the order of the file.

    Raises:
        GoldError: where a line does not fit the form or its words do not stand in the report.
    """
    names = Names({})
    document = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            record: Json = json.loads(line)
            if "document" in record:
                document = record["document"]
                names = Names({key: (name, kind) for key, (name, kind) in record["names"].items()})
                continue
            for raw in record["claims"]:
                quotation = locate(documents[document], record["quote"], at=record.get("at", 0))
                yield compile_claim(raw, document=document, names=names, quotation=quotation)
        except (ValueError, KeyError, TypeError) as error:
            raise GoldError(f"{path.name}:{number}: {type(error).__name__}: {error}") from error


def locate(text: str, quote: str, *, at: int = 0) -> Quotation:
    """Where ``quote`` stands; ``at`` is 0 where it stands once, else which of its places is meant (1, 2, …)."""
    places = [match.span() for match in _pattern(quote).finditer(text)]
    if not places:
        raise GoldError(f"quotation does not stand in the text: {quote[:80]!r}")
    if len(places) > 1 and not at:
        raise GoldError(f"quotation stands {len(places)} times, say which with 'at': {quote[:80]!r}")
    if at > len(places):
        raise GoldError(f"quotation stands {len(places)} times, 'at' says {at}: {quote[:80]!r}")
    start, end = places[max(at - 1, 0)]
    return Quotation(text, start, end)


def compile_claim(raw: Json, *, document: str, names: Names, quotation: Quotation) -> Json:
    """One claim of the contract, without its id."""
    if unknown := raw.keys() - CLAIM_KEYS:
        raise GoldError(f"keys {sorted(unknown)} are not known; expected some of {sorted(CLAIM_KEYS)}")
    if raw["p"] not in predicates():
        raise GoldError(f"predicate {raw['p']!r} is not in the vocabulary")
    polarity, certainty = raw.get("pol", "affirmed"), raw.get("cert", "certain")
    if polarity not in POLARITIES or certainty not in CERTAINTIES:
        raise GoldError(f"pol {polarity!r} or cert {certainty!r} is not in the contract")
    subject = mention(raw["s"], names, quotation) if raw.get("s") else {"value": None}
    return {
        "document": document,
        "quote": quotation.text[quotation.start : quotation.end],
        "start": quotation.start,
        "end": quotation.end,
        "predicate": raw["p"],
        "subject": subject,
        "object": object_of(raw, names, quotation),
        "qualifiers": {key: qualifier(key, raw[key], names, quotation) for key in raw if key in QUALIFIERS},
        "polarity": polarity,
        "certainty": certainty,
        "sources": [source(link, names, quotation) for link in raw.get("src", [])],
    }


def object_of(raw: Json, names: Names, quotation: Quotation) -> Json | None:
    """The object: a mention, a text, a number or nothing."""
    if "o" in raw:
        return mention(raw["o"], names, quotation)
    if "v" in raw:
        return {"value": _worded(raw["v"], quotation)}
    if "n" in raw:
        value, words = raw["n"]
        quotation.holds(words)
        return {"value": quantity(value)}
    return None


def mention(raw: str, names: Names, quotation: Quotation) -> Json:
    """A subject or object. An outlet that acts is an organization, an unnamed speaker a person."""
    name, kind, words, entity = names.find(raw)
    kind = {"outlet": "organization", "unnamed": "person"}.get(kind, kind)
    if kind not in KINDS:
        raise GoldError(f"kind {kind!r} of {name!r} is none of {sorted(KINDS)}")
    _stands(words, quotation)
    return {"name": name, "kind": kind, "entity": entity} if entity else {"name": name, "kind": kind}


def source(raw: str, names: Names, quotation: Quotation) -> Json:
    """One link of the chain. A place that speaks is its government."""
    name, kind, words, _ = names.find(raw)
    kind = {"place": "organization"}.get(kind, kind)
    if kind not in SOURCE_KINDS:
        raise GoldError(f"source kind {kind!r} of {name!r} is none of {sorted(SOURCE_KINDS)}")
    _stands(words, quotation)
    return {"name": name, "kind": kind}


def qualifier(key: str, raw: Any, names: Names, quotation: Quotation) -> Any:
    """The value of a qualifier, in the form that its key asks for."""
    if key in PLACES:
        return mention(raw, names, quotation)
    if key in NUMBERS:
        value, words = raw
        quotation.holds(words)
        return quantity(value)
    if key in TIMES:
        value, words = raw
        if not all(part in {"", ".."} or _EDTF.fullmatch(part) for part in value.split("/")):
            raise GoldError(f"{key} {value!r} is not EDTF as the contract writes it")
        _stands(words, quotation)
        return value
    if isinstance(raw, str) and (raw.startswith("@") or raw.partition("=")[0] in names.known):
        return mention(raw, names, quotation)
    return _worded(raw, quotation)


def quantity(raw: str) -> Json:
    """``"300..450 fighters"`` as a range with its unit; an open end is null."""
    match = _RANGE.fullmatch(raw)
    if match is None or not (match["low"] or match["high"]):
        raise GoldError(f"number {raw!r}: expected '11', '11..', '..80' or '300..450', with or without a unit")
    low = int(match["low"]) if match["low"] else None
    high = (int(match["high"]) if match["high"] else None) if match["dots"] else low
    return {"low": low, "high": high} | ({"unit": match["unit"]} if match["unit"] else {})


def _worded(raw: str | list[str], quotation: Quotation) -> str:
    value, words = (raw, raw) if isinstance(raw, str) else raw
    _stands(words, quotation)
    return value


def _stands(words: str, quotation: Quotation) -> None:
    if words:
        quotation.holds(words)


def _pattern(words: str) -> re.Pattern[str]:
    parts = [re.escape(part) for part in words.split()]
    head = r"(?<!\w)" if words[:1].isalnum() else ""
    tail = r"(?!\w)" if words[-1:].isalnum() else ""
    return re.compile(head + r"\s+".join(parts) + tail)


def compile_all(documents: dict[str, str] | None = None, *, compact: Path = COMPACT) -> list[Json]:
    """Every gold claim, by document and place, each with an id made of its document and a running number.

    Raises:
        GoldError: for the first line that cannot stand, or two names of one key with different kinds.
    """
    known = texts() if documents is None else documents
    claims = [claim for path in sorted(compact.glob("*.jsonl")) for claim in compile_file(path, known)]
    claims.sort(key=lambda claim: (claim["document"], claim["start"], claim["end"]))
    kinds: dict[str, str] = {}
    counted: dict[str, int] = {}
    for place, claim in enumerate(claims):
        stem = Path(claim["document"]).stem
        counted[stem] = counted.get(stem, 0) + 1
        claims[place] = {"id": f"{stem}-{counted[stem]:03d}", **claim}
        for part in (claim["subject"], claim["object"]):
            if part and (entity := part.get("entity")) and kinds.setdefault(entity, part["kind"]) != part["kind"]:
                raise GoldError(f"{claim['document']}: {entity!r} is {part['kind']}, elsewhere {kinds[entity]}")
    return claims


def files(claims: list[Json], out: Path) -> dict[Path, str]:
    """What is to stand in which file: all claims in ``out``, or one file a report where ``out`` is a folder."""
    found: dict[Path, str] = {}
    for claim in claims:
        path = out / f"{Path(claim['document']).stem}.jsonl" if out.is_dir() else out
        found[path] = found.get(path, "") + json.dumps(claim, ensure_ascii=False) + "\n"
    return found


def main() -> int:
    """Compile what the command line names; 1 where a line cannot stand or a committed file is out of date."""
    parser = argparse.ArgumentParser(description="Compile hand-written gold into claims with offsets.")
    parser.add_argument("--reports", type=Path, default=REPORTS, help="folder of reports (default: the examples)")
    parser.add_argument("--compact", type=Path, default=COMPACT, help="folder of hand-written gold")
    parser.add_argument("--out", type=Path, default=CLAIMS, help="file, or folder for one file a report")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 where a file is out of date")
    args = parser.parse_args()
    try:
        claims = compile_all(texts(args.reports), compact=args.compact)
    except GoldError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    stale = [path for path, lines in files(claims, args.out).items() if not _stands_in(path, lines)]
    for path in stale:
        if args.check:
            sys.stderr.write(f"{path} is out of date; run this again without --check\n")
        else:
            path.write_text(files(claims, args.out)[path], encoding="utf-8")
    sys.stdout.write(f"{len(claims)} claims in {len({claim['document'] for claim in claims})} reports\n")
    return 1 if args.check and stale else 0


def _stands_in(path: Path, lines: str) -> bool:
    return path.exists() and path.read_text(encoding="utf-8") == lines


if __name__ == "__main__":
    sys.exit(main())
