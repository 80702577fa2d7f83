"""What each layer of the reader costs: a watch on the functions that the reader calls."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

from reportedly.reading import (
    attribution,
    claims,
    encoder,
    frames,
    local,
    names,
    profile,
    sentences,
    syntax,
    times,
    tokens,
)

LAYERS: dict[str, tuple[tuple[Any, str], ...]] = {
    "tokens": ((tokens, "tokenise"),),
    "sentences": ((sentences, "split"),),
    "network": ((encoder.Encoder, "scores"),),
    "syntax, decoding": ((syntax, "parse"),),
    "names, decoding": ((names, "find"),),
    "attribution, linking": ((attribution, "find"),),
    "times": ((times, "find"), (times, "dateline")),
    "coreference": ((local, "Namer"),),
    "frames": ((frames, "find"),),
    "frames, argument graph": ((encoder.Encoder, "arguments"),),
    "attribution, link graph": ((encoder.Encoder, "links"),),
    "claims of profiles": ((profile.Profile, "claims"),),
    "claims of frames": ((claims.Assembler, "claims"),),
}
"""Where the reader finds the function of each layer."""
REST = "the rest"


@dataclass(slots=True)
class Watch:
    """Seconds by layer; time in a layer that another calls is not the other's."""

    seconds: dict[str, float] = field(default_factory=dict)
    _running: list[float] = field(default_factory=list)

    def timed(self, layer: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, its time counted; what it yields is made at once."""

        def run(*given: Any, **named: Any) -> Any:
            began = perf_counter()
            self._running.append(0.0)
            try:
                made = function(*given, **named)
                return list(made) if isinstance(made, Iterator) else made
            finally:
                whole = perf_counter() - began
                self.seconds[layer] = self.seconds.get(layer, 0.0) + whole - self._running.pop()
                if self._running:
                    self._running[-1] += whole

        return run


@contextmanager
def watched() -> Iterator[Watch]:
    """While this lasts, every layer is timed.

    Raises:
        AttributeError: where the reader no longer has a function that ``LAYERS`` names.
    """
    watch = Watch()
    before = [(owner, name, getattr(owner, name)) for places in LAYERS.values() for owner, name in places]
    try:
        for layer, places in LAYERS.items():
            for owner, name in places:
                setattr(owner, name, watch.timed(layer, getattr(owner, name)))
        yield watch
    finally:
        for owner, name, function in before:
            setattr(owner, name, function)
