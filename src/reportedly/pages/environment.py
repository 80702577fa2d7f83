"""The templates' surroundings: everything is escaped, and what a template asks for and is not given is an error."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from importlib.resources import files

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from .text import flat, plain, tag


@cache
def environment(*packages: str) -> Environment:
    """Jinja's environment over the templates of these packages, and then over our own.

    Filters: ``plain`` (see ``text.plain``; use it on all text of others), ``flat`` (the same, on one line), ``day`` ("1
    March 2024"), ``tag`` (a tag of a language, "" where it is none).
    """
    loaders = [PackageLoader(package) for package in (*packages, "reportedly.pages")]
    made = Environment(
        loader=ChoiceLoader(loaders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters |= {"plain": plain, "flat": flat, "day": day, "tag": tag}
    return made


@cache
def style() -> str:
    """The style sheet of what is shown alike on a page of the web and in an exported file."""
    return files("reportedly.pages").joinpath("style.css").read_text(encoding="utf-8")


def day(when: date | datetime | None) -> str:
    """A day as it is read out, "1 March 2024"; "" for none."""
    return "" if when is None else f"{when.day} {when:%B %Y}"
