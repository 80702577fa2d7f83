"""What each head should have said. Every loss is a sum over what is labelled, by the words of the whole batch,
so that a mixed batch weighs each labelled word alike."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from training.batches import Batch
from training.example import NONE
from training.labels import POLARITY
from training.network import Network

TRIGGERS_PER_WORD, CUES_PER_WORD = 0.09, 0.03


def _cross(scores: Tensor, gold: Tensor) -> Tensor:
    return F.cross_entropy(scores.flatten(0, 1), gold.flatten(), ignore_index=NONE, reduction="sum")


def losses(network: Network, batch: Batch) -> dict[str, Tensor]:
    """One loss a head, only for the heads that this batch has labels for."""
    words = network.words(batch.pieces, batch.shapes, batch.mask, batch.first)
    total = batch.real.sum().clamp(min=1)
    found: dict[str, Tensor] = {}
    if (batch.upos != NONE).any():
        found |= _syntax(network, batch, words, total)
    if (batch.names != NONE).any():
        found["names"] = 3 * _cross(network.names(words), batch.names) / total
    if (batch.attribution != NONE).any():
        found["attribution"] = 3 * _cross(network.attribution(words), batch.attribution) / total
    known = batch.certainty > NONE + 1
    if known.any():
        off = network.certainty(words).squeeze(-1)[known] - batch.certainty[known]
        found["certainty"] = F.smooth_l1_loss(off, torch.zeros_like(off), reduction="sum") / total
    if batch.cues is not None:
        found["links"] = _links(network, batch, words, total)
    if batch.has_triggers.any():
        found |= _claims(network, batch, words, total)
    return found


def _syntax(network: Network, batch: Batch, words: Tensor, total: Tensor) -> dict[str, Tensor]:
    rows = (batch.upos != NONE).any(1)
    words, sentence, heads = words[rows], batch.sentence[rows], batch.heads[rows]
    arcs, child, head = network.syntax(words)
    same = sentence.unsqueeze(2) == sentence.unsqueeze(1)
    arcs = arcs.masked_fill(~torch.cat([torch.ones_like(same[:, :, :1]), same], 2), -1e4)
    relations = network.syntax.relations(child, head, heads.clamp(min=0))
    return {
        "upos": 0.5 * _cross(network.syntax.upos(words), batch.upos[rows]) / total,
        "arcs": _cross(arcs, heads) / total,
        "deprels": _cross(relations, batch.deprels[rows].masked_fill(heads == NONE, NONE)) / total,
    }


def _links(network: Network, batch: Batch, words: Tensor, total: Tensor) -> Tensor:
    cues = batch.cues
    assert cues is not None
    scores = network.links(words[cues.batch, cues.word], words[cues.batch], cues.distance, cues.same)
    loss = F.binary_cross_entropy_with_logits(scores, cues.gold, reduction="none").sum(-1)
    return (loss * batch.real[cues.batch]).sum() / (20 * CUES_PER_WORD * total)


def _claims(network: Network, batch: Batch, words: Tensor, total: Tensor) -> dict[str, Tensor]:
    counted = batch.real & batch.has_triggers[:, None]
    evoked = -(F.log_softmax(network.triggers(words), -1) * batch.evokes).sum(-1)[counted].sum()
    found = {"triggers": 6 * evoked / total}
    t = batch.triggers
    if t is None:
        return found
    chosen = words[t.batch, t.word]
    scores = network.arguments(chosen, t.predicate, words[t.batch], t.distance, t.same, t.steps, t.last, t.own)
    loss = F.binary_cross_entropy_with_logits(scores, t.gold, reduction="none").sum(-1)
    scale = TRIGGERS_PER_WORD * total
    found["arguments"] = (loss * batch.real[t.batch]).sum() / (8 * scale)
    modality = network.modality(chosen)
    polarity = F.cross_entropy(modality[:, : len(POLARITY)], t.polarity, torch.tensor([1.0, 4.0]), reduction="sum")
    certainty = F.cross_entropy(
        modality[:, len(POLARITY) :], t.certainty, torch.tensor([1.0, 3.0, 4.0, 4.0]), reduction="sum"
    )
    found["modality"] = 0.2 * (polarity + certainty) / scale
    return found
