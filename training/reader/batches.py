"""Examples -> batches of tensors, in an order that depends on nothing but seed and epoch."""

import math
from collections.abc import Iterator, Sequence

import numpy as np
import torch
from torch import Tensor

from analysis.reader.encoding import FIRST, LAST, WINDOW, cut_windows
from training.reader.data import IGNORED, Document, Sentence

SHAPELESS = 0.08  # share of inputs whose shapes are hidden in training: some texts have no case, or lost their quotation marks

Window = tuple[Document, int, int]
Batch = dict[str, Tensor]


def draw_windows(documents: Sequence[Document], rng: np.random.Generator) -> list[Window]:
    """Cut every document into windows, at other places in every epoch."""
    windows = []
    for document in documents:
        # a sentence with a place stays whole: other windows would hold no label
        first = WINDOW if document.place else int(rng.integers(WINDOW // 4, WINDOW + 1))
        windows += [(document, *cut) for cut in cut_windows(document.breaks, len(document.encoded), overlap=0, first=first)]
    return [window for window in windows if window[2] > window[1]]


def join_inputs(ids: Sequence[np.ndarray], shapes: Sequence[np.ndarray]) -> Batch:
    """Join inputs to padded tensors, each between the two special pieces."""
    longest = max(map(len, ids)) + 2
    joined_ids = np.zeros((len(ids), longest), dtype=np.int64)
    joined_shapes = np.zeros((len(ids), longest), dtype=np.int64)
    for i, (row, shape) in enumerate(zip(ids, shapes, strict=True)):
        joined_ids[i, 0], joined_ids[i, len(row) + 1] = FIRST, LAST
        joined_ids[i, 1 : len(row) + 1] = row
        joined_shapes[i, 1 : len(row) + 1] = shape
    return {
        "ids": torch.from_numpy(joined_ids),
        "shapes": torch.from_numpy(joined_shapes),
        "marks": torch.zeros(len(ids), 2, dtype=torch.long),
    }


def join_windows(windows: Sequence[Window]) -> Batch:
    """Join windows of documents of one corpus, with all labels that it has."""
    batch = join_inputs([d.encoded.ids[a:b] for d, a, b in windows], [d.encoded.shapes[a:b] for d, a, b in windows])
    length = batch["ids"].shape[1]
    for name in ("tags", "links", "names"):
        if getattr(windows[0][0], name) is not None:
            labels = np.full((len(windows), len(getattr(windows[0][0], name)), length), IGNORED, dtype=np.int64)
            for i, (document, a, b) in enumerate(windows):
                labels[i, :, 1 : b - a + 1] = getattr(document, name)[:, a:b]
            batch[name] = torch.from_numpy(labels if name == "links" else np.ascontiguousarray(labels.transpose(0, 2, 1)))
    if windows[0][0].place:
        within = np.zeros((len(windows), length), dtype=np.float32)
        for i, (document, a, _) in enumerate(windows):
            start, end = document.place or (0, 1)
            within[i, start - a + 1 : end - a + 1] = 1
        batch["place"] = torch.from_numpy(within)
        batch["acts"] = torch.tensor([float(document.acts) for document, _, _ in windows])
    return batch


def join_sentences(sentences: Sequence[Sentence]) -> Batch:
    """Join sentences with marks."""
    batch = join_inputs([s.pair.ids for s in sentences], [s.pair.shapes for s in sentences])
    batch["marks"] = torch.tensor([s.pair.marks for s in sentences])
    batch["position"] = torch.tensor([s.label for s in sentences])
    return batch


def group_by_length(lengths: Sequence[int], size: int, rng: np.random.Generator) -> list[list[int]]:
    """Group indices to batches of `size` of about the same length, batches and members drawn by chance."""
    order = rng.permutation(len(lengths))
    groups = []
    for start in range(0, len(order), size * 24):
        part = sorted(order[start : start + size * 24], key=lambda i: lengths[i])
        groups += [part[i : i + size] for i in range(0, len(part), size)]
    return [groups[i] for i in rng.permutation(len(groups))]


def hide_shapes(batch: Batch, rng: np.random.Generator) -> Batch:
    """Hide the shapes of a few inputs."""
    kept = torch.from_numpy(rng.random(len(batch["ids"])) >= SHAPELESS)
    batch["shapes"] = batch["shapes"] * kept[:, None]
    return batch


def draw_batches(sets: dict[str, tuple[Sequence, int, float]], rng: np.random.Generator) -> Iterator[tuple[str, Batch]]:
    """Draw one epoch's batches of all tasks, mixed; `sets` holds for each task examples, batch size and the share to draw."""
    plan: list[tuple[str, list]] = []
    for task, (examples, size, share) in sets.items():
        order = np.concatenate([rng.permutation(len(examples)) for _ in range(math.ceil(share))])
        chosen = [examples[i] for i in order[: round(share * len(examples))]]
        items: list = chosen if isinstance(chosen[0], Sentence) else draw_windows(chosen, rng)
        lengths = [len(x.pair.ids) if isinstance(x, Sentence) else x[2] - x[1] for x in items]
        plan += [(task, [items[i] for i in group]) for group in group_by_length(lengths, size, rng)]
    for i in rng.permutation(len(plan)):
        task, members = plan[i]
        yield task, hide_shapes(join_sentences(members) if isinstance(members[0], Sentence) else join_windows(members), rng)
