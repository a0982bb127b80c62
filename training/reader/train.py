"""Train the reader on all corpora at once: python -m training.reader.train GOLD PRETRAINED OUT [--epochs 6] [--seed 0]

GOLD is the folder of corpora (data.py), PRETRAINED the folder with the encoder's `model.safetensors`,
OUT where the checkpoint goes. The same command again goes on from the checkpoint, which is renewed every hundred steps. On a
machine with other work set OMP_WAIT_POLICY=PASSIVE: threads that spin while they wait for each other make it five times
slower.
"""

import argparse
import itertools
import json
import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from analysis.reader.encoding import load_tokenizer
from analysis.reader.network import VOCABULARY
from training.reader import data
from training.reader.batches import Batch, draw_batches
from training.reader.evaluate import measure_all, run_network
from training.reader.model import Reader, Sizes, load_pretrained, measure_losses

RATE, HEAD_RATE, DECAY_BY_LAYER = 2e-4, 8e-4, 0.9
WARM_UP = 0.06
AVERAGE, AVERAGE_EVERY = 0.997, 5  # weights are averaged over about the last 1 / (1 - AVERAGE) steps
FOLDS = 5  # of the places corpus; one is kept from training to measure on
SWAPPED = 0.1  # share of neutral pairs shown in the other direction as well
STATEFUL = ("reader", "average", "optimizer", "schedule")
SAVE_EVERY = 100  # steps

Sets = dict[str, tuple[Sequence, int, float]]


def load_sets(tokenizer: Tokenizer, gold: Path, *, held_out_fold: int | None) -> Sets:
    """Load every task's examples, with batch size and the share of them that an epoch draws."""
    places = data.load_places(tokenizer, gold, "train")
    pairs = data.load_sentences(tokenizer, gold, [("newsmtsc", "train"), ("dse", "train")])
    neutral = [pair.row for pair in pairs if pair.label == 1 and pair.row.get("holder")]
    rng = np.random.default_rng(1)
    swapped = [data.label_pair(tokenizer, row, swap=True) for row in neutral if rng.random() < SWAPPED]
    return {
        "attribution": (data.load_attributions(tokenizer, gold), 16, 1.0),
        "names": (data.load_names(tokenizer, gold, "train"), 8, 1.5),
        "places": ([place for i, place in enumerate(places) if i % FOLDS != held_out_fold], 32, 0.6),
        "position": (pairs + swapped, 48, 0.8),
    }


def weigh_labels(sets: Sets) -> Tensor:
    """Weigh position labels by the square root of their rarity."""
    counts = torch.bincount(torch.tensor([pair.label for pair in sets["position"][0]]), minlength=3).float()
    return (counts.sum() / counts / 3).sqrt()


def group_parameters(reader: Reader) -> list[dict]:
    """Group parameters: a lower rate for lower layers, a higher one for heads, no weight decay for biases and norms."""
    layers = len(reader.encoder.layers)
    groups: dict[tuple[float, float], list[Tensor]] = {}
    for name, parameter in reader.named_parameters():
        if not parameter.requires_grad:
            continue
        if name.startswith("encoder.layers."):
            rate = RATE * DECAY_BY_LAYER ** (layers - 1 - int(name.split(".")[2]))
        elif name.startswith("encoder.") and name != "encoder.shapes":
            rate = RATE * DECAY_BY_LAYER**layers
        else:
            rate = HEAD_RATE
        decay = 0.0 if parameter.ndim == 1 or name == "encoder.shapes" else 0.01
        groups.setdefault((rate, decay), []).append(parameter)
    return [{"params": parameters, "lr": rate, "weight_decay": decay} for (rate, decay), parameters in groups.items()]


def scale_rate(step: int, steps: int) -> float:
    """Scale the learning rate: up in a line, then down in a line."""
    return min(1.0, (step + 1) / (WARM_UP * steps)) * max(0.01, 1 - step / steps)


def draw_epoch(sets: Sets, seed: int, epoch: int) -> Iterator[tuple[str, Batch]]:
    """Draw an epoch's batches."""
    return draw_batches(sets, np.random.default_rng([seed, epoch]))


def count_steps(sets: Sets, seed: int, epochs: int) -> int:
    """Count the steps of all epochs, from the first one's (cuts vary a little)."""
    return epochs * sum(1 for _ in draw_epoch(sets, seed, 0))


def average_weights(average: Reader, reader: Reader, step: int) -> None:
    """Move the averaged weights towards the present ones, faster in the beginning."""
    if step % AVERAGE_EVERY:
        return
    share = 1 - min(AVERAGE**AVERAGE_EVERY, (1 + step) / (10 + step))
    with torch.no_grad():
        for slow, fast in zip(average.parameters(), reader.parameters(), strict=True):
            if fast.requires_grad:
                slow.lerp_(fast, share)


@dataclass
class Run:
    """All that a training run carries from step to step, and from one start of the program to the next."""

    reader: Reader
    average: Reader
    optimizer: torch.optim.Optimizer
    schedule: torch.optim.lr_scheduler.LambdaLR
    epoch: int = 0
    done: int = 0  # steps of this epoch

    def save(self, path: Path) -> None:
        """Write the checkpoint, never half of it."""
        state = {name: getattr(self, name).state_dict() for name in STATEFUL} | {"epoch": self.epoch, "done": self.done}
        torch.save(state, path.with_suffix(".new"))
        path.with_suffix(".new").replace(path)

    def load(self, path: Path) -> None:
        """Go on from a checkpoint."""
        state = torch.load(path, weights_only=True)
        for name in STATEFUL:
            getattr(self, name).load_state_dict(state[name])
        self.epoch, self.done = state["epoch"], state["done"]


def begin_run(pretrained: Path, steps: int, *, layers: int) -> Run:
    """Begin with the pretrained encoder."""
    reader, average = Reader(Sizes(layers=layers)), Reader(Sizes(layers=layers))
    load_pretrained(reader, pretrained)
    average.load_state_dict(reader.state_dict())
    optimizer = torch.optim.AdamW(group_parameters(reader), fused=True)
    return Run(reader, average, optimizer, torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: scale_rate(step, steps)))


def train(arguments: argparse.Namespace) -> None:
    """Train, or go on training, write `checkpoint.pt` now and then, and each epoch's averaged weights and scores."""
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(arguments.seed)
    tokenizer = load_tokenizer(VOCABULARY)
    sets = load_sets(tokenizer, arguments.gold, held_out_fold=None if arguments.all_places else arguments.seed % FOLDS)
    steps = count_steps(sets, arguments.seed, arguments.epochs)
    weights = weigh_labels(sets)
    run = begin_run(arguments.pretrained, steps, layers=arguments.layers)
    checkpoint = arguments.out / "checkpoint.pt"
    arguments.out.mkdir(parents=True, exist_ok=True)
    if checkpoint.exists():
        run.load(checkpoint)
    print(f"{steps} steps in {arguments.epochs} epochs, from epoch {run.epoch} step {run.done}", flush=True)
    while run.epoch < arguments.epochs:
        train_epoch(run, draw_epoch(sets, arguments.seed, run.epoch), weights, arguments.seed, checkpoint)
        epoch, run.epoch, run.done = run.epoch, run.epoch + 1, 0
        run.save(checkpoint)
        torch.save(run.average.state_dict(), arguments.out / f"epoch{epoch}.pt")
        documents = arguments.documents if run.epoch < arguments.epochs else None
        results = measure_all(
            run_network(run.average), tokenizer, arguments.gold, fold=arguments.seed % FOLDS, documents=documents
        )
        for task, result in results.items():
            print("DEV", epoch, task, json.dumps(result), flush=True)


def train_epoch(run: Run, batches: Iterator[tuple[str, Batch]], weights: Tensor, seed: int, checkpoint: Path) -> None:
    """Train one epoch, or what is left of it, and print the mean losses now and then."""
    run.reader.train()
    run.reader.seed_dropout(seed * 1_000_000 + run.schedule.last_epoch)
    sums: dict[str, list[float]] = {}
    begin = time.time()
    for _, batch in itertools.islice(batches, run.done, None):
        for name, loss in take_step(run, batch, weights).items():
            sums.setdefault(name, []).append(loss)
            if not math.isfinite(loss):
                raise FloatingPointError(f"the loss of {name} is {loss} in step {run.schedule.last_epoch}: try a lower rate")
        run.done += 1
        if run.done % 50 == 0:
            means = " ".join(f"{name} {np.mean(values):.4f}" for name, values in sorted(sums.items()))
            print(run.epoch, run.schedule.last_epoch, f"{(time.time() - begin) / 50:.2f} s/step", means, flush=True)
            sums.clear()
            begin = time.time()
        if run.done % SAVE_EVERY == 0:
            run.save(checkpoint)


def take_step(run: Run, batch: Batch, weights: Tensor) -> dict[str, float]:
    """Take one step, and give the losses by head."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        outputs = run.reader(batch["ids"], batch["shapes"], batch["marks"])
    losses = measure_losses(tuple(output.float() for output in outputs), batch, weights)
    run.optimizer.zero_grad()
    torch.stack(list(losses.values())).sum().backward()
    torch.nn.utils.clip_grad_norm_(run.reader.parameters(), 1.0)
    run.optimizer.step()
    run.schedule.step()
    average_weights(run.average, run.reader, run.schedule.last_epoch)
    return {name: loss.item() for name, loss in losses.items()}


def parse_arguments() -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("pretrained", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--layers", type=int, default=6, help="of the encoder's six; fewer read faster and worse")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--documents", type=int, default=30, help="development documents read after each epoch but the last")
    parser.add_argument(
        "--all-places", action="store_true", help="train on every fold of the places corpus, keep none to measure on"
    )
    return parser.parse_args()


if __name__ == "__main__":
    train(parse_arguments())
