"""FollowTheMoney statements as JSON lines: one value a line, with the report that has it.

The keys are those of ``followthemoney.statement`` (4.x), ``dataset`` the report, ``first_seen`` and ``last_seen`` the
day on which it was published (or got, where nobody says), ``origin`` the claim, ``original_value`` what stood there
where the value had to be tidied. JSON lines and not CSV, although the tools read both: in a CSV a name such as
``=cmd()`` is a formula as soon as a spreadsheet opens it, and guarded it would be another name.
"""

from __future__ import annotations

import json
from hashlib import sha1
from typing import Any, BinaryIO

from reportedly.exchange.formats import Carried, text
from reportedly.exchange.matter import Matter

from .losses import told
from .values import Builder, Value, merged


def export(matter: Matter, out: BinaryIO) -> Carried:
    """Write what the claims come to, value by value."""
    builder = Builder(matter)
    count = 0
    with text(out) as stream:
        for value in merged(builder.values()):
            stream.write(json.dumps(as_json(value), ensure_ascii=False, allow_nan=False))
            stream.write("\n")
            count += 1
    return Carried(count, told(builder.losses, builder.dropped))


def as_json(value: Value) -> dict[str, Any]:
    """One statement as a JSON object; ``canonical_id`` first, by which the tools sort the lines."""
    return {
        "canonical_id": value.entity,
        "entity_id": value.entity,
        "prop": value.prop,
        "schema": value.schema,
        "value": value.value,
        "dataset": value.dataset,
        "lang": value.language,
        "original_value": value.original,
        "first_seen": value.day,
        "last_seen": value.day,
        "external": False,
        "origin": value.origin or None,
        "id": key(value),
    }


def key(value: Value) -> str:
    """The id of a statement, made as ``Statement.make_key`` makes it."""
    packed = f"{value.dataset}.{value.entity}.{value.prop}.{value.value}".encode(errors="surrogatepass")
    return sha1(packed, usedforsecurity=False).hexdigest()
