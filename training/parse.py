"""Parses training documents with the network as it stands, for the paths that the claim head reads."""

from __future__ import annotations

import random
from collections.abc import Sequence

import torch

from reportedly.reading import paths
from reportedly.reading.wordpiece import WordPieces
from training.batches import Slice, collate
from training.example import Example
from training.network import Network


@torch.no_grad()
def parse(network: Network, examples: Sequence[Example], cutter: WordPieces, relations: list[str]) -> None:
    """Fills ``parse`` of every example: heads (-1 for a root), and relations as numbers of ``paths.COARSE``."""
    was = network.training
    network.eval()
    coarse = [paths.coarse(name) for name in relations]
    rng = random.Random(0)
    for example in examples:
        heads, found = [-1] * len(example.words), [0] * len(example.words)
        for a, b in example.windows(cutter, size=200):
            batch = collate([Slice(example, a, b)], cutter, rng)
            words = network.words(batch.pieces, batch.shapes, batch.mask, batch.first)
            arcs, child, head = network.syntax(words)
            same = batch.sentence.unsqueeze(2) == batch.sentence.unsqueeze(1)
            arcs = arcs.masked_fill(~torch.cat([torch.ones_like(same[:, :, :1]), same], 2), -1e4)
            chosen = arcs.argmax(-1)
            best = network.syntax.relations(child, head, chosen).argmax(-1)
            for word, (h, r) in enumerate(zip(chosen[0].tolist(), best[0].tolist(), strict=True)):
                heads[a + word] = a + h - 1 if h else -1
                found[a + word] = coarse[r]
        example.parse = (heads, found)
    network.train(was)
