"""MiniLM-L6 (Wang et al., NeurIPS 2020; all-MiniLM-L6-v2, Apache-2.0), written out so that it exports to plain ONNX."""

from __future__ import annotations

import math
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

from reportedly.reading.windows import SHAPES

HIDDEN, HEADS, INNER, LAYERS, VOCABULARY, POSITIONS = 384, 12, 1536, 6, 30522, 512


class Dropout:
    """Dropout from a pool of masks drawn once: PyTorch draws them one by one on the CPU, a tenth of a step's time."""

    def __init__(self, rate: float, size: int = 1 << 23) -> None:
        self.rate = rate
        self._pool = (torch.rand(size) >= rate).float() / (1 - rate) if rate else torch.ones(1)

    def __call__(self, x: Tensor, *, training: bool) -> Tensor:
        """``x`` with a random share of it set to zero, while training."""
        if not training or not self.rate:
            return x
        offset = int(torch.randint(0, self._pool.numel() - x.numel(), (1,)))
        return x * self._pool[offset : offset + x.numel()].view(x.shape)


class Layer(nn.Module):
    """One transformer layer, post-norm as in BERT."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, 1e-12)
        self.up = nn.Linear(HIDDEN, INNER)
        self.down = nn.Linear(INNER, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, 1e-12)

    def forward(self, x: Tensor, bias: Tensor, dropout: Dropout, written_out: bool) -> Tensor:
        """x: (batch, pieces, hidden); bias: (batch, 1, 1, pieces), very negative where there is nothing."""
        b, t, h = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, HEADS, h // HEADS).permute(2, 0, 3, 1, 4).unbind(0)
        if written_out:
            seen = torch.softmax(q @ k.transpose(-1, -2) * (1 / math.sqrt(h // HEADS)) + bias, -1) @ v
        else:
            seen = F.scaled_dot_product_attention(q, k, v, attn_mask=bias)
        seen = self.out(seen.transpose(1, 2).reshape(b, t, h))
        x = self.norm1(x + dropout(seen, training=self.training))
        return self.norm2(x + dropout(self.down(F.gelu(self.up(x))), training=self.training))


class Encoder(nn.Module):
    """Pieces and case shapes in, one vector of ``HIDDEN`` a piece out."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.dropout, self.written_out = Dropout(dropout), False
        self.pieces = nn.Embedding(VOCABULARY, HIDDEN)
        self.places = nn.Embedding(POSITIONS, HIDDEN)
        self.types = nn.Embedding(2, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, 1e-12)
        self.shapes = nn.Embedding(SHAPES, HIDDEN)
        nn.init.zeros_(self.shapes.weight)
        self.layers = nn.ModuleList([Layer() for _ in range(LAYERS)])

    def forward(self, pieces: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        """pieces, shapes, mask: (batch, pieces) → (batch, pieces, hidden)."""
        places = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.pieces(pieces) + self.places(places) + self.types.weight[0] + self.shapes(shapes)
        x = self.norm(x)
        bias = ((1.0 - mask.to(x.dtype)) * -10000.0)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias, self.dropout, self.written_out)
        return x

    def load_minilm(self, folder: Path) -> None:
        """Takes over the published weights of ``model.safetensors`` in ``folder``."""
        there = {k.removeprefix("bert."): v for k, v in load_file(str(folder / "model.safetensors")).items()}
        mine = {
            "pieces.weight": there["embeddings.word_embeddings.weight"],
            "places.weight": there["embeddings.position_embeddings.weight"],
            "types.weight": there["embeddings.token_type_embeddings.weight"],
            "norm.weight": there["embeddings.LayerNorm.weight"],
            "norm.bias": there["embeddings.LayerNorm.bias"],
        }
        renamed = {
            "out": "attention.output.dense", "norm1": "attention.output.LayerNorm",
            "up": "intermediate.dense", "down": "output.dense", "norm2": "output.LayerNorm",
        }  # fmt: skip
        for number in range(LAYERS):
            theirs = f"encoder.layer.{number}."
            for part in ("weight", "bias"):
                heads = [there[f"{theirs}attention.self.{name}.{part}"] for name in ("query", "key", "value")]
                mine[f"layers.{number}.qkv.{part}"] = torch.cat(heads, 0)
                for name, other in renamed.items():
                    mine[f"layers.{number}.{name}.{part}"] = there[f"{theirs}{other}.{part}"]
        missing, unexpected = self.load_state_dict(mine, strict=False)
        if missing != ["shapes.weight"] or unexpected:
            raise ValueError(f"{folder}: not the weights of MiniLM-L6: missing {missing}, unexpected {unexpected}")
