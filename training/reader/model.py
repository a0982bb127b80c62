"""The reader's network: one MiniLM encoder of six layers and the heads on top of it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from analysis.reader.encoding import N_SHAPES, PARAGRAPH, QUOTED
from analysis.reader.scores import LINK
from training.reader.data import KINDS

N_TAGS = 9  # source, cue, content: outside, begins, goes on
N_NAMES = 2 * (1 + 2 * len(KINDS))
N_POSITIONS = 3


@dataclass(frozen=True)
class Sizes:
    """The encoder's dimensions."""

    vocabulary: int = 30522
    width: int = 384
    layers: int = 6
    heads: int = 12
    inner: int = 1536
    longest: int = 512


class Dropout(nn.Module):
    """Dropout by bytes of chance from numpy: drawing them with torch takes a fifth of a training step on a CPU."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.least = round(256 * rate)
        self.chance = np.random.Generator(np.random.SFC64(0))

    def forward(self, x: Tensor) -> Tensor:
        """Set a share of `x` to zero, in training only."""
        if not self.training or not self.least:
            return x
        drawn = torch.frombuffer(bytearray(self.chance.bytes(x.numel())), dtype=torch.uint8).view(x.shape)
        return x * (drawn >= self.least).to(x.dtype).mul_(256 / (256 - self.least))


class FusedAttention(torch.autograd.Function):
    """Attention as one step of onnxruntime, for the export only; inputs come one by one, so nothing is padding."""

    @staticmethod
    def symbolic(graph: Any, query: Any, key: Any, value: Any, heads: int) -> Any:
        """Give the step."""
        seen = graph.op("com.microsoft::MultiHeadAttention", query, key, value, num_heads_i=heads)
        seen.setType(query.type())
        return seen

    @staticmethod
    def forward(_context: Any, query: Tensor, _key: Tensor, _value: Tensor, _heads: int) -> Tensor:
        """Give something of the right shape: the export only looks at that."""
        return query.clone()


class Layer(nn.Module):
    """One transformer layer, normalised after each half as in BERT."""

    def __init__(self, sizes: Sizes, dropout: float) -> None:
        super().__init__()
        self.heads = sizes.heads
        self.attend = nn.Linear(sizes.width, 3 * sizes.width)
        self.attended = nn.Linear(sizes.width, sizes.width)
        self.norm1 = nn.LayerNorm(sizes.width, eps=1e-12)
        self.widen = nn.Linear(sizes.width, sizes.inner)
        self.narrow = nn.Linear(sizes.inner, sizes.width)
        self.norm2 = nn.LayerNorm(sizes.width, eps=1e-12)
        self.dropout = Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """Transform `x`; `bias` is 0 at pieces that may be looked at and very low elsewhere."""
        parts = self.attend(x).split(x.shape[2], -1)
        if torch.onnx.is_in_onnx_export():
            seen = FusedAttention.apply(*parts, self.heads)
        else:
            query, key, value = (part.unflatten(2, (self.heads, -1)).transpose(1, 2) for part in parts)
            seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=bias.to(query.dtype))
            seen = seen.transpose(1, 2).flatten(2)
        x = self.norm1(x + self.dropout(self.attended(seen)))
        return self.norm2(x + self.dropout(self.narrow(functional.gelu(self.widen(x)))))


class Encoder(nn.Module):
    """MiniLM with one more embedding, of a wordpiece's shape (see encoding.py), that begins at zero."""

    def __init__(self, sizes: Sizes, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(sizes.vocabulary, sizes.width)
        self.words.weight.requires_grad_(False)
        self.places = nn.Embedding(sizes.longest, sizes.width)
        self.shapes = nn.Parameter(torch.zeros(5, sizes.width))
        self.norm = nn.LayerNorm(sizes.width, eps=1e-12)
        self.dropout = Dropout(dropout)
        self.layers = nn.ModuleList(Layer(sizes, dropout) for _ in range(sizes.layers))
        self.features: Tensor
        self.register_buffer("features", _shape_features(), persistent=False)

    def forward(self, ids: Tensor, shapes: Tensor) -> Tensor:
        """Encode ids and shapes, batch x length; id 0 is padding."""
        table = self.features @ self.shapes
        x = self.words(ids) + self.places.weight[: ids.shape[1]] + table[shapes]
        bias = (ids == 0)[:, None, None, :].to(x.dtype) * -1e4
        x = self.dropout(self.norm(x))
        for layer in self.layers:
            x = layer(x, bias)
        return x


class Reader(nn.Module):
    """The encoder with its heads: tags, names, acts, links for each wordpiece, position for each input with marks."""

    def __init__(self, sizes: Sizes | None = None, dropout: float = 0.1) -> None:
        super().__init__()
        sizes = sizes or Sizes()
        self.encoder = Encoder(sizes, dropout)
        self.dropout = Dropout(dropout)
        self.tags = nn.Linear(sizes.width, N_TAGS)
        self.names = nn.Linear(sizes.width, N_NAMES)
        self.acts = nn.Sequential(nn.Linear(sizes.width, 64), nn.Tanh(), nn.Linear(64, 1))
        self.links = nn.Linear(sizes.width, 4 * LINK)  # a cue looks for its source, a content for its cue: two queries, two keys
        self.position = nn.Sequential(nn.Linear(3 * sizes.width, 256), nn.Tanh(), Dropout(dropout), nn.Linear(256, N_POSITIONS))

    def forward(self, ids: Tensor, shapes: Tensor, marks: Tensor) -> tuple[Tensor, ...]:
        """Give tags, names, acts, links (batch x length x size) and positions (batch x 3), all before softmax."""
        x = self.dropout(self.encoder(ids, shapes))
        return self.tags(x), self.names(x), self.acts(x), self.links(x), self.judge_position(x, ids, marks)

    def seed_dropout(self, seed: int) -> None:
        """Begin the chance of all dropout anew."""
        for i, module in enumerate(self.modules()):
            if isinstance(module, Dropout):
                module.chance = np.random.Generator(np.random.SFC64([seed, i]))

    def judge_position(self, x: Tensor, ids: Tensor, marks: Tensor) -> Tensor:
        """Judge from the vectors at both marks and the mean of all pieces; mark 0 (no holder) is the input's first piece."""
        real = (ids != 0)[:, :, None].to(x.dtype)
        mean = (x * real).sum(1) / real.sum(1)
        at = torch.gather(x, 1, marks[:, :, None].expand(-1, -1, x.shape[2]))
        return self.position(torch.cat([at[:, 0], at[:, 1], mean], -1))


def load_reader(path: Path) -> Reader:
    """Load a checkpoint's weights into a network of as many layers."""
    weights = torch.load(path, weights_only=True)
    layers = {name.split(".")[2] for name in weights if name.startswith("encoder.layers.")}
    reader = Reader(Sizes(layers=len(layers)))
    reader.load_state_dict(weights)
    return reader


def load_pretrained(reader: Reader, folder: Path) -> None:
    """Fill the encoder with the weights of `model.safetensors`, a BERT of six such layers; fewer are taken evenly from them."""
    weights = {name.removeprefix("bert."): value for name, value in load_file(folder / "model.safetensors").items()}
    encoder = reader.encoder
    with torch.no_grad():
        encoder.words.weight.copy_(weights["embeddings.word_embeddings.weight"])
        encoder.places.weight.copy_(
            weights["embeddings.position_embeddings.weight"] + weights["embeddings.token_type_embeddings.weight"][0]
        )
        _fill(encoder.norm, weights, "embeddings.LayerNorm")
        for i, layer in enumerate(encoder.layers):
            assert isinstance(layer, Layer)
            name = f"encoder.layer.{i * Sizes().layers // len(encoder.layers)}."
            for part in ("weight", "bias"):
                joined = [weights[f"{name}attention.self.{which}.{part}"] for which in ("query", "key", "value")]
                getattr(layer.attend, part).copy_(torch.cat(joined))
            _fill(layer.attended, weights, name + "attention.output.dense")
            _fill(layer.norm1, weights, name + "attention.output.LayerNorm")
            _fill(layer.widen, weights, name + "intermediate.dense")
            _fill(layer.narrow, weights, name + "output.dense")
            _fill(layer.norm2, weights, name + "output.LayerNorm")


def _fill(module: nn.Module, weights: dict[str, Tensor], name: str) -> None:
    """Copy one layer's weight and bias."""
    for part in ("weight", "bias"):
        getattr(module, part).copy_(weights[f"{name}.{part}"])


def _shape_features() -> Tensor:
    """Make the table of shapes x features: one of three cases, opens a paragraph, quoted."""
    table = torch.zeros(N_SHAPES, 5)
    for shape in range(N_SHAPES):
        case = shape & 3
        if case:
            table[shape, case - 1] = 1
        table[shape, 3] = bool(shape & PARAGRAPH)
        table[shape, 4] = bool(shape & QUOTED)
    return table


def measure_losses(outputs: tuple[Tensor, ...], labels: dict[str, Tensor], weights: Tensor | None = None) -> dict[str, Tensor]:
    """Measure the loss of each head that the labels of a batch speak of."""
    tags, names, acts, links, positions = outputs
    losses = {}
    if "tags" in labels:
        losses["tags"] = 3 * functional.cross_entropy(tags.reshape(-1, 3), labels["tags"].reshape(-1), ignore_index=-100)
    if "links" in labels:
        own_source, own_cue, cue_source, content_cue = labels["links"].unbind(1)
        query_source, key_source, query_cue, key_cue = links.split(LINK, -1)
        losses["source links"] = 0.2 * _link_loss(query_source, key_source, cue_source, own_source, labels["ids"])
        losses["cue links"] = 0.2 * _link_loss(query_cue, key_cue, content_cue, own_cue, labels["ids"])
    if "names" in labels:
        losses["names"] = 2 * functional.cross_entropy(
            names.reshape(-1, N_NAMES // 2), labels["names"].reshape(-1), ignore_index=-100
        )
    if "place" in labels:
        within = labels["place"]
        mean = (acts[..., 0] * within).sum(1) / within.sum(1)
        losses["acts"] = functional.binary_cross_entropy_with_logits(mean, labels["acts"])
    if "position" in labels:
        losses["position"] = functional.cross_entropy(positions, labels["position"], weight=weights)
    return losses


def _link_loss(query: Tensor, key: Tensor, wanted: Tensor, own: Tensor, ids: Tensor) -> Tensor:
    """Measure how little of each piece's attention falls on the partner it wants (0: the first piece, no partner)."""
    asks = wanted >= 0
    text = asks.nonzero()[:, 0]
    scores = ((query @ key.transpose(1, 2)) * LINK**-0.5)[asks].masked_fill((ids == 0)[text], -1e4)
    right = wanted[asks][:, None] == own[text]
    right[:, 0] = wanted[asks] == 0
    known = right.any(1)  # the partner of some lies beyond the window
    if not known.any():
        return scores.sum() * 0
    found = scores.masked_fill(~right, -1e4).logsumexp(1) - scores.logsumexp(1)
    return -found[known].mean()
