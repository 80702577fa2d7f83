"""Pages that are made from the code when the site is built: help of the commands, JSON API, vocabulary, screenshots."""

from __future__ import annotations

import html
import os
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SCREENSHOTS = "REPORTEDLY_SCREENSHOTS"
"""An environment variable: the folder into which the browser test put its pictures."""


def on_files(files: Any, config: Any) -> Any:
    """Add what is made to the pages that are written; ``files`` and ``config`` are MkDocs'."""
    from mkdocs.structure.files import File

    made = {
        "reference/help.md": commands(),
        "reference/json-api.md": api(),
        "reference/vocabulary.md": vocabulary(),
    }
    taken = sorted(Path(os.environ[SCREENSHOTS]).glob("**/*.png")) if os.environ.get(SCREENSHOTS) else []
    made["pictures.md"] = pictures(taken)
    for name, text in made.items():
        files.append(File.generated(config, name, content=text))
    for path in taken:
        files.append(File.generated(config, f"pictures/{path.name}", abs_src_path=str(path)))
    return files


def commands() -> str:
    """What every command says of itself with ``--help``."""
    from typer.main import get_command

    from reportedly.cli.app import app

    program: Any = get_command(app)
    parts = ["# Commands, as they help\n\nWhat each command prints with `--help`.\n"]
    for name, command in program.commands.items():
        context = command.make_context(f"reportedly {name}", [], resilient_parsing=True)
        parts.append(f"## reportedly {name}\n\n```text\n{command.get_help(context).rstrip()}\n```\n")
    return "\n".join(parts)


def api() -> str:
    """The operations of the JSON API, from what OpenAPI says of them."""
    described = openapi()
    by_tag: dict[str, list[str]] = defaultdict(list)
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            by_tag[operation["tags"][0]].append(_operation(f"{method.upper()} {path}", operation))
    parts = [
        "# The JSON API\n\nMade from the OpenAPI description that `reportedly serve` gives at `/api/openapi.json`. "
        "[How to use it](../how-to/json-api.md). Every operation also takes `as_of` and `known`.\n"
    ]
    for tag, operations in by_tag.items():
        parts += [f"## {tag.capitalize()}\n", *operations]
    parts.append("## What is answered\n")
    schemas = described["components"]["schemas"]
    parts += [_shape(name, schemas[name]) for name in sorted(schemas) if schemas[name].get("type") == "object"]
    return "\n".join(parts)


def openapi() -> dict[str, Any]:
    """The OpenAPI description, of an empty ledger: it does not depend on what one holds."""
    from tempfile import TemporaryDirectory

    from reportedly.ledger import Ledger
    from reportedly.web import make_app

    with TemporaryDirectory() as room, Ledger.open(Path(room) / "none.db") as ledger:
        described: dict[str, Any] = make_app(ledger).openapi()
        return described


def vocabulary() -> str:
    """Every predicate: what it says, between what, and how it holds over time."""
    from reportedly.reading.vocabulary import predicates

    held = {"once": "once ever", "one_at_a_time": "one at a time", "many": "any number"}
    lines = [
        "# Vocabulary\n\nWhat a claim can say. [Add predicates of your own](../how-to/your-own-vocabulary.md).\n",
        "| predicate | says | subject | object | qualifiers | holds |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for entry in predicates().values():
        cells = (
            f"`{entry.name}`",
            _cell(entry.says),
            ", ".join(sorted(entry.subjects)),
            ", ".join(sorted(entry.objects)),
            ", ".join(entry.qualifiers),
            held[entry.holds.value],
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def pictures(taken: list[Path]) -> str:
    """What the pages of ``reportedly serve`` look like: the pictures that the browser test has taken."""
    lines = ["# Pictures\n"]
    if not taken:
        lines.append(
            "The browser test takes a picture of each page, light and dark, on a desktop and on a phone. This copy of "
            f"the site was built without them: set `{SCREENSHOTS}` to the folder they are in, and build it again.\n"
        )
    else:
        lines.append("Each page as the browser test saw it, with the reports of the examples.\n")
    for path in taken:
        words = re.sub(r"[-_]+", " ", path.stem)
        lines.append(f"## {words}\n\n![{words}](pictures/{path.name})\n")
    return "\n".join(lines)


def _operation(heading: str, operation: dict[str, Any]) -> str:
    lines = [f"### {heading}\n", f"{operation['summary']}. {operation.get('description', '')}\n"]
    asked = [p for p in operation.get("parameters", []) if p["name"] not in ("as_of", "known")]
    lines += [f"- `{p['name']}`{', needed' if p.get('required') else ''}{_said(p)}" for p in asked]
    body = operation.get("requestBody", {}).get("content", {})
    lines += [f"- body, `{media}`: {_type(form['schema'])}" for media, form in body.items()]
    answers = operation["responses"].items()
    found = {
        _type(form["schema"])
        for status, answer in answers
        if status != "default"
        for form in answer.get("content", {}).values()
        if form.get("schema")
    }
    lines += [f"- answers: {words}" for words in sorted(found)]
    return "\n".join(lines) + "\n"


def _said(parameter: dict[str, Any]) -> str:
    return f": {parameter['description']}" if parameter.get("description") else ""


def _shape(name: str, schema: dict[str, Any]) -> str:
    lines = [f"### {name} {{: #shape-{_anchor(name)} }}\n"]
    if schema.get("description"):
        lines.append(f"{_cell(schema['description'])}\n")
    lines += [f"- `{key}`: {_type(part)}" for key, part in schema.get("properties", {}).items()]
    return "\n".join(lines) + "\n"


def _type(schema: dict[str, Any]) -> str:
    return " or ".join(_types(schema)) or "anything"


def _types(schema: dict[str, Any]) -> Iterator[str]:
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[1]
        yield f"[{name}](#shape-{_anchor(name)})"
    elif "anyOf" in schema:
        for one in schema["anyOf"]:
            yield from _types(one)
    elif schema.get("type") == "array":
        yield f"a list of {_type(schema['items'])}" if "items" in schema else "a list"
    elif "enum" in schema:
        yield ", ".join(f"`{value}`" for value in schema["enum"])
    elif "type" in schema:
        yield {"null": "nothing", "object": "an object"}.get(schema["type"], schema.get("format") or schema["type"])


def _anchor(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def _cell(text: str) -> str:
    return html.escape(" ".join(text.split()), quote=False).replace("|", "\\|")
