"""Times the full chain, stage by stage, and beside it what others take for the same documents, in turn.

    python -m benchmarks.speed [PATH] [--copies N] [--rounds N] [--out SPEED.md]

Only ratios of one run mean anything: the machine, and what else runs on it, decides the rest.
"""

import os
import random
import re
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from unittest.mock import patch

import click
import pandas as pd
from nltk.tag.perceptron import PerceptronTagger

from analysis import chain, reading
from analysis.commands import run_command
from analysis.corpus import Corpus, read_corpus
from analysis.documents import load_documents
from analysis.errors import ParameterError
from analysis.perceptron import Perceptron, expand_weights, load_weights
from analysis.tokens import MODEL
from benchmarks.gold import make_folder
from benchmarks.peers import PEERS, SPACY_MODEL, load_spacy
from benchmarks.quality import list_versions

STAGES = (
    "make_documents",
    "find_",
    "tag_",
    "read_spans",
    "meet_",
    "sketch_",
    "link_mentions",
    "list_actors",
    "judge_",
    "pack_uses",
    "discover_",
    "match_issues",
    "load_table",
    "save_table",
)  # how the names of the chain's stages begin
SHOWN_FROM = 1 / 1000  # of the chain; what takes less is no line of the table
CHANGED_SHARE = 1 / 4  # of the words of a copy
_LONG_WORD = re.compile(r"\b[a-z]{5,}\b")

Seconds = dict[str, float]
OWN_TAGS, NLTK_TAGS, SPACY, READING = "tag decoding", "tag decoding by NLTK", "spaCy", "read_spans"
TWO, WORK, SPACY_WORK = "full chain, 2 processes", "full chain, processor", "spaCy, processor"


def has_spacy() -> bool:
    """Whether spaCy and its small pipeline are installed."""
    return find_spec("spacy") is not None and find_spec(SPACY_MODEL) is not None


def copy_documents(source: Path, target: Path, *, copies: int) -> None:
    """Write each .txt file of `source` several times, a quarter of its longer words blended with others of the file.

    Blends are words that no list holds and no copy shares with many. The same input gives the same copies.
    """
    for file in sorted(source.glob("*.txt")):
        text = file.read_text(encoding="utf-8")
        for number in range(copies):
            (target / f"{file.stem}-{number}.txt").write_text(change_words(text, random.Random(number)), encoding="utf-8")


def change_words(text: str, lot: random.Random) -> str:
    """The text with some of its longer words blended with others of it."""
    words = _LONG_WORD.findall(text)

    def blend(match: re.Match[str]) -> str:
        return match[0][:3] + lot.choice(words)[2:] if lot.random() < CHANGED_SHARE else match[0]

    return _LONG_WORD.sub(blend, text)


@contextmanager
def time_stages() -> Iterator[Seconds]:
    """Yield a table that fills with the seconds of each stage while the chain runs, in the order in which they run."""
    seconds: Seconds = defaultdict(float)
    within = [0.0]  # seconds of what a stage calls, for each stage that runs

    def watch(name: str, stage: Callable[..., Any]) -> Callable[..., Any]:
        """The stage, adding its time to the table but for that of the stages it calls."""

        def timed(*args: Any, **kwargs: Any) -> Any:
            began = time.perf_counter()
            within.append(0.0)
            try:
                return stage(*args, **kwargs)
            finally:
                whole = time.perf_counter() - began
                seconds[name] += whole - within.pop()
                within[-1] += whole

        return timed

    with ExitStack() as patches:
        for home in (reading, chain):
            for name, stage in vars(home).copy().items():
                module = getattr(stage, "__module__", "") or ""
                if (
                    name.startswith(STAGES)
                    and module.startswith("analysis.")
                    and module not in (chain.__name__, reading.__name__)
                ):
                    patches.enter_context(patch.object(home, name, watch(name, stage)))
        yield seconds


def time_chain(documents: Path) -> tuple[Corpus, Seconds]:
    """Read the documents in this process; return the corpus and the seconds of each stage, of the rest, and of `full chain`."""
    with time_stages() as seconds:
        began, worked = time.perf_counter(), time.process_time()
        corpus = read_corpus(documents)
        whole, work = time.perf_counter() - began, time.process_time() - worked
    return corpus, {**seconds, "checks and files": whole - sum(seconds.values()), "full chain": whole, WORK: work}


@cache
def load_taggers() -> tuple[Perceptron, PerceptronTagger]:
    """Return the package's decoder and NLTK's own with the same weights."""
    weights = load_weights(MODEL)
    tagger = PerceptronTagger(load=False)
    tagger.decode_json_params((expand_weights(weights), weights.tagdict, weights.classes))
    return Perceptron(weights), tagger


def time_taggers(tokens: pd.DataFrame) -> Seconds:
    """Seconds that the package's decoder and NLTK's own need to tag the words; raises ValueError if a tag differs."""
    decoder, tagger = load_taggers()
    sentences = [list(words) for _, words in tokens.groupby("sentence_id", sort=False)["text"]]
    words, lengths = [word for sentence in sentences for word in sentence], [len(sentence) for sentence in sentences]
    began = time.perf_counter()
    codes = decoder.tag(words, lengths)
    between = time.perf_counter()
    tagged = [tag for sentence in sentences for _, tag in tagger.tag(sentence)]
    ended = time.perf_counter()
    if tagged != [decoder.classes[code] for code in codes]:
        raise ValueError("The decoder and NLTK's own give different tags.")
    return {OWN_TAGS: between - began, NLTK_TAGS: ended - between}


def time_jobs(documents: Path, *, jobs: int) -> float:
    """Seconds that the full chain needs in several processes, their start included, on documents of which nothing is kept."""
    with tempfile.TemporaryDirectory(prefix="standpoint-cache-") as cache, patch.dict(os.environ, STANDPOINT_CACHE=cache):
        began = time.perf_counter()
        read_corpus(documents, jobs=jobs)
        return time.perf_counter() - began


def time_spacy(texts: list[str], *, processes: int) -> tuple[float, float]:
    """Seconds, and those of the processor in this process, that spaCy's small pipeline needs for the texts."""
    pipeline = load_spacy()
    began, worked = time.perf_counter(), time.process_time()
    for _ in pipeline.pipe(texts, n_process=processes):
        pass
    return time.perf_counter() - began, time.process_time() - worked


def measure_speed(documents: pd.DataFrame, *, rounds: int) -> Seconds:
    """Return the seconds of everything timed, summed over rounds.

    Each round times everything in turn on its own part of the documents, so that nothing is gained from having read it before. A
    first round on one document loads what has to be loaded and is not counted.
    """
    total: Seconds = defaultdict(float)
    parts = [documents.iloc[:1], *(documents.iloc[number::rounds] for number in range(rounds))]
    for number, part in enumerate(parts):
        with make_folder() as folder:
            file = folder / "documents.jsonl"
            columns = ["text", "title", "outlet", "published"]
            part.assign(published=part["published"].astype("str"))[columns].to_json(file, orient="records", lines=True)
            corpus, seconds = time_chain(file)
            seconds[TWO] = time_jobs(file, jobs=2)
            seconds |= time_taggers(corpus.tokens)
        if has_spacy():
            texts = part["text"].tolist()
            alone, seconds[SPACY_WORK] = time_spacy(texts, processes=1)
            seconds |= {f"{SPACY}, 1 process": alone, f"{SPACY}, 2 processes": time_spacy(texts, processes=2)[0]}
        if number:
            for name, value in seconds.items():
                total[name] += value
    return dict(total)


def render_table(seconds: Seconds, documents: pd.DataFrame, *, rounds: int) -> str:
    """Return the table as Markdown, with the ratios below it."""
    n_words, whole = int(documents["n_words"].sum()), seconds["full chain"]
    lines = ["| what | seconds | words a second | share of the chain |", "|---|---|---|---|"]
    for name, value in seconds.items():
        if value < SHOWN_FROM * whole:
            continue
        share = "" if name in (OWN_TAGS, NLTK_TAGS, TWO, WORK) or name.startswith(SPACY) else f"{value / whole:.1%}"
        lines.append(f"| {name} | {value:.2f} | {n_words / value:,.0f} | {share} |")
    faster = seconds[NLTK_TAGS] / seconds[OWN_TAGS]
    ratios = [f"- tag decoding, against NLTK's own with the same weights, which gives the same tags: {faster:.1f} x"]
    spacy = [value for name, value in seconds.items() if name.startswith(f"{SPACY}, ") and name != SPACY_WORK]
    if spacy:
        ratios.append(
            "- full chain, against spaCy's small pipeline (of both the better of 1 and 2 processes): "
            f"{min(spacy) / min(whole, seconds[TWO]):.2f} x"
        )
        ratios.append(
            f"- the same by seconds of the processor, one process each, which other work on the machine changes less: "
            f"{seconds[SPACY_WORK] / seconds[WORK]:.2f} x"
        )
        ratios.append(f"- reading alone (`{READING}`), against the same: {min(spacy) / seconds[READING]:.2f} x")
    else:
        ratios.append("- spaCy and its small pipeline are not installed: left out")
    made = f"{len(documents)} documents, {n_words:,} words, in {rounds} rounds; seconds are sums over the rounds."
    versions = ", ".join(list_versions([peer for peer in PEERS if "spacy" in peer.packages]))
    return f"{ABOUT}\nMeasured on {date.today()}: {made}\n{versions}; {os.cpu_count()} cores.\n\n" + "\n".join(
        [*lines, "", *ratios]
    )


def write_part(file: Path, head: str, text: str) -> None:
    """Write the part of a Markdown file below a heading `# ...`; other parts stay."""
    parts = re.split(r"(?m)^(?=# )", file.read_text(encoding="utf-8")) if file.is_file() else []
    kept = {part.partition("\n")[0].strip(): part.rstrip() for part in parts if part.strip()}
    kept[head] = f"{head}\n\n{text.strip()}"
    file.write_text("\n\n".join(kept.values()) + "\n", encoding="utf-8")


HEAD = "# How fast it reads"
ABOUT = """Made by `make speed`. Ratios hold better from machine to machine than seconds. Words are those of the documents (runs
of non-space with a letter or digit), whatever each tool takes for one. Each round times everything in turn on documents that
were not read before. A stage does not count those it calls; `checks and files` is what is left. The seed's copies share most of
their words, which makes them easier than as many articles: give a folder of your own for a harder measure.
"""


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("path", required=False)
@click.option("--copies", default=60, show_default=True, help="Without PATH: how often the seed is repeated with changed words.")
@click.option("--rounds", default=3, show_default=True, help="Parts of the documents, timed one after another.")
@click.option("--out", default=str(Path(__file__).parent / "SPEED.md"), metavar="FILE", help="Where the table goes.")
def main(path: str | None, copies: int, rounds: int, out: str) -> None:
    """Time the chain on the folder or file PATH (default: the seed, repeated with changed words)."""
    with tempfile.TemporaryDirectory(prefix="standpoint-seeds-") as folder:
        if not path:
            copy_documents(Path(__file__).parent.parent / "seeds", Path(folder), copies=copies)
        documents = load_documents(path or folder)
    if len(documents) < rounds:
        raise ParameterError(f"{len(documents)} documents are too few for {rounds} rounds, each of which needs its own.")
    table = render_table(measure_speed(documents, rounds=rounds), documents, rounds=rounds)
    write_part(Path(out), HEAD, table)
    click.echo(table)


if __name__ == "__main__":
    run_command(main)
