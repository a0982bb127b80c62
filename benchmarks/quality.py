"""Measures the package against gold.

python -m benchmarks.quality TASK GOLD.jsonl [--predictions FILE] [--names]
python -m benchmarks.quality all GOLD_FOLDER [--out QUALITY.md]
"""

import json
import platform
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, NamedTuple

import click

from analysis.commands import run_command
from benchmarks.gold import Record, hide_labels, load_gold
from benchmarks.peers import PEERS, Peer
from benchmarks.scores import score_labels, score_mentions, score_tags
from benchmarks.statement_scores import score_statements
from benchmarks.tasks import FINDERS, Finder, Prediction

Scores = dict[str, float]
Scorer = Callable[[Iterable[Record], Iterable[Record]], Scores]

SCORERS: Mapping[str, Scorer] = {
    "statements": score_statements,
    "stance": score_labels,
    "places": score_labels,
    "names": score_mentions,
    "tags": score_tags,
}
SHOWN = {
    "statements": (
        "content F1", "content iou50 F1", "content characters F1", "source F1", "cue F1", "source of matched", "cue of matched",
        "recall of direct", "recall of mixed", "recall of indirect",
    ),
    "stance": ("macro F1", "accuracy"),
    "places": ("accuracy", "macro F1"),
    "names": ("overlap F1", "span F1", "kind accuracy", "B3 F1"),
    "tags": ("sentence F1", "token F1", "tag accuracy", "pos accuracy", "tag F1"),
}  # fmt: skip


class Corpus(NamedTuple):
    """A development file: its task, its name below the gold folder, and what to leave out because it was trained on.

    `trained` is a file whose texts are left out; `kept` the rows that are measured.
    """

    task: str
    file: str
    title: str
    names: bool = False
    trained: str | None = None
    kept: slice = slice(None)


DEVELOPMENT = (
    Corpus("statements", "quotes/polnear_dev.jsonl", "PolNeAR dev"),
    Corpus("stance", "stance/newsmtsc_dev_rw.jsonl", "NewsMTSC dev rw"),
    Corpus("stance", "stance/newsmtsc_dev_mt.jsonl", "NewsMTSC dev mt"),
    Corpus("stance", "stance/dse_dev.jsonl", "DSE dev, sentences not in train", trained="stance/dse_train.jsonl"),
    Corpus("stance", "stance/persent_dev_doc.jsonl", "PerSenT dev"),
    Corpus("places", "entities/relocar_train.jsonl", "ReLocaR train, the fifth not trained on", kept=slice(1, None, 5)),
    Corpus("names", "entities/meantime.jsonl", "MEANTIME, names", names=True),
    Corpus("names", "entities/meantime.jsonl", "MEANTIME, all mentions"),
    Corpus("names", "entities/gum_train.jsonl", "GUM, names, part of the training", names=True),
    Corpus("tags", "pos/gum_dev.jsonl", "GUM dev"),
)


class Row(NamedTuple):
    """One line of the table."""

    task: str
    corpus: str
    n: int
    measure: str
    scores: dict[str, float]  # by who reached it


def measure_task(task: str, gold: list[dict[str, Any]], *, find: Finder, names: bool = False) -> tuple[Scores, list[Prediction]]:
    """Return the scores of what `find` answers to the records without their labels, and the answers.

    `names` keeps only named persons, organizations and places, for the task names.
    """
    predictions = find([hide_labels(record, task) for record in gold])
    score = partial(score_mentions, names=names) if task == "names" else SCORERS[task]
    return score(gold, predictions), predictions


def measure_corpus(corpus: Corpus, folder: Path) -> list[Row]:
    """Return the rows of one development file: the package, and every peer of the task that is installed."""
    gold = load_gold(folder / corpus.file)[corpus.kept]
    if corpus.trained:
        trained = {record["text"] for record in load_gold(folder / corpus.trained)}
        gold = [record for record in gold if record["text"] not in trained]
    measured, _ = measure_task(corpus.task, gold, find=FINDERS[corpus.task], names=corpus.names)
    results = {"Standpoint": measured}
    for peer in PEERS:
        if peer.task == corpus.task and peer.is_installed:
            scores, _ = measure_task(corpus.task, gold, find=peer.find, names=corpus.names)
            results[peer.name] = {name: score for name, score in scores.items() if name not in peer.without}
    if "majority accuracy" in measured:
        results["commonest label"] = {name: measured[f"majority {name}"] for name in ("accuracy", "macro F1")}
    return [
        Row(
            corpus.task,
            corpus.title,
            len(gold),
            measure,
            {name: scores[measure] for name, scores in results.items() if measure in scores},
        )
        for measure in SHOWN[corpus.task]
        if measure in measured
    ]


def render_table(rows: list[Row], *, peers: Iterable[Peer] = PEERS) -> str:
    """Return the table as Markdown, with the day, the versions, and which peers are not in it and why."""
    names = list(dict.fromkeys(name for row in rows for name in row.scores))
    head = ["task", "corpus", "n", "measure", *names]
    lines = [head, ["---"] * len(head)]
    lines += [[row.task, row.corpus, str(row.n), row.measure, *(_show(row.scores.get(name)) for name in names)] for row in rows]
    table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    notes = [f"- {peer.name}: {peer.note}" + ("" if peer.is_installed else " Not installed in this run.") for peer in peers]
    made = f"Measured on {date.today()} with {', '.join(list_versions(peers))}."
    measured = f"## Who is measured\n\n{STANDPOINT}\n" + "\n".join(dict.fromkeys(notes))
    judged = (Path(__file__).parent / "judged.md").read_text(encoding="utf-8")
    return f"{HEAD}\n{made}\n\n{table}\n\n{measured}\n\n{judged}"


HEAD = """# How well it reads

Made by `make quality GOLD=folder`; `benchmarks/README.md` says how each task is put and what each measure is. n counts documents,
or items where an item is a sentence with a holder, a target or a place. Everyone in a row read the same texts in the same run.
"""
STANDPOINT = (
    "- Standpoint: the full chain, `analysis.corpus.read_corpus`, on the texts as one corpus; for stance the network of the chain"
    " is asked about the given pair."
)


def _show(score: float | None) -> str:
    """A score with three digits, a dash for none."""
    return "–" if score is None else f"{score:.3f}"


def list_versions(peers: Iterable[Peer]) -> list[str]:
    """Return name and version of Python, the package and every installed library a peer needs."""
    libraries = list(dict.fromkeys(["standpoint", "nltk", *(library for peer in peers for library in peer.packages)]))
    found = [f"Python {platform.python_version()}"]
    for library in libraries:
        try:
            found.append(f"{library} {version(library)}")
        except PackageNotFoundError:
            continue
    return found


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("task", type=click.Choice([*FINDERS, "all"]))
@click.argument("gold")
@click.option("--predictions", metavar="FILE", help="Write what the package found, one record a line.")
@click.option("--names", is_flag=True, help="Task names: score only named persons, organizations and places.")
@click.option("--out", default=str(Path(__file__).parent / "QUALITY.md"), metavar="FILE", help="All tasks: where the table goes.")
def main(task: str, gold: str, predictions: str | None, names: bool, out: str) -> None:
    """Measure the package on the file GOLD, or on all development files below the folder GOLD."""
    if task == "all":
        rows = []
        for corpus in DEVELOPMENT:
            rows += measure_corpus(corpus, Path(gold))
            click.echo(
                f"{corpus.title}: "
                + ", ".join(f"{r.measure} {_show(r.scores['Standpoint'])}" for r in rows if r.corpus == corpus.title)
            )
        Path(out).write_text(render_table(rows), encoding="utf-8")
        click.echo(out)
        return
    scores, found = measure_task(task, load_gold(gold), find=FINDERS[task], names=names)
    if predictions:
        Path(predictions).write_text("".join(json.dumps(record) + "\n" for record in found), encoding="utf-8")
    for name, score in scores.items():
        click.echo(f"{name:26s} {score:.4f}")


if __name__ == "__main__":
    run_command(main)
