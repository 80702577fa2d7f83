"""FollowTheMoney entities as JSON lines, as its tools (Aleph, OpenAleph, ftm) read them.

One object a line: ``id``, ``schema``, ``properties``, ``datasets`` (the reports that it is taken from) and ``caption``.
An entity gathers what several reports say of it, so that who said which name is not told here; for that there is
``statements``, one line for each value of each report.
"""

from __future__ import annotations

import json
from typing import Any, BinaryIO

from reportedly.exchange.formats import Carried, text
from reportedly.exchange.matter import Matter

from .losses import told
from .schemas import NAME_OF
from .values import Builder, Value, merged


def export(matter: Matter, out: BinaryIO) -> Carried:
    """Write the entities that the claims speak of, one a line, each report's article among them."""
    builder = Builder(matter)
    entities: dict[str, dict[str, Any]] = {}
    for value in merged(builder.values()):
        _put(entities, value)
    with text(out) as stream:
        for entity in entities.values():
            stream.write(json.dumps(_captioned(entity), ensure_ascii=False, allow_nan=False))
            stream.write("\n")
    values = "whose value it is (name, alias, day of birth …) of several reports' entities: see ftm-statements"
    return Carried(len(entities), (*told(builder.losses, builder.dropped), values))


def _put(entities: dict[str, dict[str, Any]], value: Value) -> None:
    empty = {"id": value.entity, "caption": "", "schema": value.schema, "properties": {}, "datasets": []}
    entity = entities.setdefault(value.entity, empty)
    held = entity["properties"].setdefault(value.prop, [])
    if value.value not in held:
        held.append(value.value)
    if value.dataset not in entity["datasets"]:
        entity["datasets"].append(value.dataset)


def _captioned(entity: dict[str, Any]) -> dict[str, Any]:
    found = entity["properties"]
    keys = (NAME_OF.get(entity["schema"], "name"), "title", "role", "name")
    caption = next((found[key][0] for key in keys if found.get(key)), entity["schema"])
    return entity | {"caption": caption}
