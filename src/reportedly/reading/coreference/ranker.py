"""The learned part: how well each earlier mention suits an anaphor, and whether it stands for anything said before."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from .pairs import ALONE_WIDTH, WIDTH, Floats

WEIGHTS = "coreference.npz"


@dataclass(frozen=True, slots=True)
class Net:
    """Two layers: ``relu(x @ first + bias) @ second + offset``; one number a row."""

    first: Floats
    bias: Floats
    second: Floats
    offset: Floats

    def __call__(self, rows: Floats) -> Floats:
        """A score for each of the rows, shape (n, width) -> (n,)."""
        hidden: Floats = np.maximum(rows @ self.first + self.bias, 0)
        scores: Floats = hidden @ self.second + self.offset
        return scores


@dataclass(frozen=True, slots=True)
class Ranker:
    """``pair`` scores an antecedent, ``alone`` the reading that the anaphor names something new.

    A mention-ranking model (Denis and Baldridge 2008; Wiseman et al. 2015), the best of
    all antecedents and "new" at once, over features that need no earlier decision.
    """

    pair: Net
    alone: Net


@cache
def ranker() -> Ranker:
    """The ranker that the package carries.

    Raises:
        ValueError: where the weights do not fit the features of this version.
    """
    with files("reportedly.reading.weights").joinpath(WEIGHTS).open("rb") as opened, np.load(opened) as saved:
        nets = [
            Net(*(saved[f"{name}_{part}"].astype(np.float32) for part in ("first", "bias", "second", "offset")))
            for name in ("pair", "alone")
        ]
    for net, width in zip(nets, (WIDTH, ALONE_WIDTH), strict=True):
        if net.first.shape[0] != width:
            raise ValueError(
                f"reading/weights/{WEIGHTS}: expected {width} features, found {net.first.shape[0]}; "
                "train again with python -m training.coreference"
            )
    return Ranker(*nets)
