"""Batches of reports: what they take beside papermill and nbconvert, and whether one that is killed ends as one that is not.

python -m benchmarks.batch time [--articles FILE]
python -m benchmarks.batch kill [--articles FILE] [--kills N] [--seed N]
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from analysis.commands import run_command
from analysis.documents import load_documents
from analysis.errors import InputError
from benchmarks.gold import make_folder
from benchmarks.speed import copy_documents

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
NOTEBOOKS = ("0-corpus", "1-terms", "2-actors", "3-stance")
ARTICLES = 3
"""Articles of a corpus."""


@contextmanager
def make_batch(articles: str | None, *, n_corpora: int) -> Iterator[Path]:
    """Write a batch of small corpora to a folder that is gone afterwards, and yield its file.

    Raises InputError if the articles are too few. Without articles, the seed is repeated with changed words.
    """
    with make_folder() as folder:
        if not articles:
            (folder / "copies").mkdir()
            copy_documents(ROOT / "seeds", folder / "copies", copies=n_corpora * ARTICLES)
        documents = load_documents(articles or folder / "copies")
        if len(documents) < n_corpora * ARTICLES:
            raise InputError(f"{articles} has {len(documents)} articles; {n_corpora * ARTICLES} are needed.")
        rows = documents[["title", "outlet", "published", "text"]].astype({"published": "str"})
        lines = [f"notebooks = {list(NOTEBOOKS)}"]
        for number in range(n_corpora):
            name = f"corpus-{number:02}"
            part = rows.iloc[number * ARTICLES : (number + 1) * ARTICLES]
            part.to_json(folder / f"{name}.jsonl", orient="records", lines=True)
            lines.append(f'[corpora.{name}]\npath = "{name}.jsonl"')
        (folder / "batch.toml").write_text("\n".join(lines), encoding="utf-8")
        yield folder / "batch.toml"


def start_batch(file: Path, out: str) -> "subprocess.Popen[bytes]":
    """Start the command on a batch; readings of it are kept in a folder of its own, beside the reports."""
    command = [sys.executable, "-m", "analysis", "report", "--batch", str(file), "--out", str(file.parent / out)]
    environment = os.environ | {"STANDPOINT_CACHE": str(file.parent / f"{out}-cache")}
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def time_batch(file: Path) -> float:
    """Return the seconds a batch takes."""
    began = time.perf_counter()
    if start_batch(file, "ours").wait():
        raise RuntimeError("The batch did not end well.")
    return time.perf_counter() - began


def time_commands(file: Path, corpora: list[str]) -> float:
    """Return the seconds that papermill and nbconvert take for the same reports, one after the other from their command lines."""
    folder = file.parent / "theirs"
    folder.mkdir()
    environment = os.environ | {"STANDPOINT_CACHE": str(file.parent / "theirs-cache")}
    began = time.perf_counter()
    for corpus in corpora:
        for name in NOTEBOOKS:
            run, page = folder / f"{corpus}-{name}.ipynb", ["--to", "html", "--no-input", "--log-level", "ERROR"]
            given = ["-p", "path", str(file.parent / f"{corpus}.jsonl"), "-p", "tables", str(folder / corpus / name)]
            quiet = ["--no-progress-bar", "--log-level", "ERROR"]
            commands: tuple[list[str | Path], ...] = (
                [BIN / "papermill", *quiet, ROOT / "notebooks" / f"{name}.ipynb", run, *given],
                [BIN / "jupyter", "nbconvert", *page, run],
            )
            for command in commands:
                subprocess.run(command, env=environment, check=True, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def read_bytes(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, hidden ones too, with its bytes."""
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Measure batches of reports. Articles are those of any file that can be read; without, the seed with changed words."""


@main.command(name="time")
@click.option("--articles", metavar="FILE", help="Articles to make corpora of.")
def measure_time(articles: str | None) -> None:
    """Time 8 reports, 4 notebooks on each of 2 corpora, in one run with the command lines of papermill and nbconvert."""
    with make_batch(articles, n_corpora=2) as file:
        theirs = time_commands(file, ["corpus-00", "corpus-01"])
        ours = time_batch(file)
    click.echo(f"papermill and nbconvert {theirs:.1f} s, batch {ours:.1f} s: {ours / theirs:.2f} of it.")


@main.command(name="kill")
@click.option("--articles", metavar="FILE", help="Articles to make corpora of.")
@click.option("--kills", default=5, show_default=True, help="How often the run is killed.")
@click.option("--seed", default=0, show_default=True, help="Of the chance that chooses the moments.")
def measure_kills(articles: str | None, kills: int, seed: int) -> None:
    """Render 20 corpora with 4 notebooks undisturbed, then killed (SIGKILL) at random moments and resumed; compare every byte."""
    lot = random.Random(seed)
    with make_batch(articles, n_corpora=20) as file:
        began = time.perf_counter()
        ended = start_batch(file, "undisturbed").wait()
        whole = time.perf_counter() - began
        click.echo(f"Undisturbed: exit code {ended}, {whole:.0f} s.")
        for _ in range(kills):
            moment = lot.uniform(0.02, 0.4) * whole
            process = start_batch(file, "killed")
            try:
                process.wait(moment)
                click.echo(f"It ended before {moment:.0f} s.")
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                process.wait()
                pages = len(list((file.parent / "killed").glob("*/[0-9]*.html")))
                click.echo(f"Killed after {moment:.0f} s, with {pages} of {20 * len(NOTEBOOKS)} pages.")
        ended = start_batch(file, "killed").wait()
        one, other = read_bytes(file.parent / "undisturbed"), read_bytes(file.parent / "killed")
        differ = sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
        click.echo(f"Resumed: exit code {ended}. Files: {len(one)} and {len(other)}; differing: {len(differ)}. {differ[:5]}")
        if differ or ended:
            sys.exit(1)


if __name__ == "__main__":
    run_command(main)
