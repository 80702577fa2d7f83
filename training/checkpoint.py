"""Weights on disk, with the relations that their parser knows."""

from __future__ import annotations

from pathlib import Path

import torch

from training.network import Network


class Checkpoint:
    """``relations`` maps each dependency relation to its number."""

    def __init__(self, relations: dict[str, int], state: dict[str, torch.Tensor] | None = None) -> None:
        self.relations = relations
        self._state = state

    @classmethod
    def load(cls, path: Path) -> Checkpoint:
        """From a file that ``save`` wrote."""
        there = torch.load(path, weights_only=True)
        return cls(there["relations"], there["state"])

    def into(self, network: Network) -> None:
        """Puts the weights into a network."""
        if self._state is None:
            raise ValueError("checkpoint: it holds no weights")
        network.load_state_dict(self._state)

    def save(self, network: Network, path: Path) -> None:
        """Writes the weights, whole or not at all."""
        temporary = path.with_suffix(".part")
        torch.save({"relations": self.relations, "state": network.state_dict()}, temporary)
        temporary.replace(path)
