"""What requests can ask in common: confidence, and a part of a long list."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

About = Annotated[str | None, Query(description="A name, or an entity's id.", max_length=2_000)]
MinConfidence = Annotated[float, Query(ge=0, le=1, description="Without claims that the reader was less sure of.")]
Offset = Annotated[int, Query(ge=0, le=1_000_000_000, description="The first to give, counted from 0.")]
Limit = Annotated[int, Query(ge=1, le=1_000, description="So many at most.")]
Most = Annotated[int, Query(ge=1, le=1_000, description="So many at most, the weightiest first.")]
