"""Times words split, tagged and counted by the package and by NLTK's own classes, on the same documents.

    python -m benchmarks.terms_speed GOLD [--documents N]

Each side runs in a process of its own, so that its memory can be told. Both split texts with the same English values of Punkt and
tag with the same weights; both count words tokenised beforehand, lower the case, and leave out stop words and what is no word.
Seconds are those of the processor: others who use the machine do not count. Only ratios of one run mean anything.
"""

import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import click
import pandas as pd
from nltk.collocations import BigramAssocMeasures, BigramCollocationFinder
from nltk.probability import ConditionalFreqDist, FreqDist
from nltk.text import Text
from nltk.tokenize.destructive import NLTKWordTokenizer
from nltk.tokenize.punkt import PunktSentenceTokenizer

from analysis import terms
from analysis.boundaries import load_parameters
from analysis.commands import run_command
from analysis.documents import load_documents
from analysis.tokens import tag_documents
from analysis.zones import find_zones
from benchmarks.speed import load_taggers

DOCUMENTS = "raw/reuters21578.jsonl"
PART = 500  # documents
WINDOW, LEAST, LOOKED_UP = 5, 2, "oil"
TAGGED = "sentences, words and tags from texts"
WORD = r"[^\W_]"


class Cost(NamedTuple):
    """Seconds and result (occurrences of one word, or pairs) by task, and the most memory held, in MiB."""

    seconds: dict[str, float]
    found: dict[str, int]
    memory: float


class Stored:
    """The parts of a table that lie in files, read anew each time they are gone through."""

    def __init__(self, folder: Path, name: str) -> None:
        self.files = sorted(folder.glob(f"{name}-*.parquet"))

    def __iter__(self) -> Iterator[pd.DataFrame]:
        return map(pd.read_parquet, self.files)


def tokenise(documents: pd.DataFrame) -> Iterator[tuple[pd.DataFrame, pd.DataFrame]]:
    """Yield sentences and tokens of the documents, in parts."""
    for first in range(0, len(documents), PART):
        part = documents.iloc[first : first + PART].reset_index(drop=True)
        yield tag_documents(part, find_zones(part))


def write_tables(documents: pd.DataFrame, folder: Path) -> int:
    """Write documents, sentences and tokens to files, in parts, and return the number of tokens."""
    documents.to_parquet(folder / "documents.parquet")
    n_tokens = 0
    for number, tables in enumerate(tokenise(documents)):
        for name, table in zip(("sentences", "tokens"), tables, strict=True):
            table.to_parquet(folder / f"{name}-{number:09}.parquet")
        n_tokens += len(tables[-1])
    return n_tokens


def time_package(folder: Path, *, in_memory: bool) -> Cost:
    """The package, with parts in memory or read from files as they are counted."""
    documents = pd.read_parquet(folder / "documents.parquet")
    stored = (Stored(folder, "tokens"), Stored(folder, "sentences"))
    tokens, sentences = (list(parts) for parts in stored) if in_memory else stored
    stop_words, months = terms.load_stop_words(), _name_months(documents)

    def count(groups: pd.Series | None) -> int:
        """Count words and return how often one was found."""
        counts = terms.count_terms(tokens, stop_words=stop_words, unit="text", groups=groups)
        return int(counts.loc[counts["term"].str.lower() == LOOKED_UP, "n"].sum())

    next(tokenise(documents.head(1)))  # what is loaded once is not counted
    from_text = {} if not in_memory else {TAGGED: lambda: sum(len(words) for _, words in tokenise(documents))}
    return _time(
        {
            **from_text,
            "words": lambda: count(None),
            "words by month": lambda: count(months),
            "pairs in a window": lambda: len(
                terms.count_collocations(tokens, window=WINDOW, stop_words=stop_words, unit="text", min_count=LEAST)
            ),
            "one word in its sentences": lambda: len(
                terms.find_concordance(documents, sentences, tokens, term=LOOKED_UP, unit="text")
            ),
        }
    )


def time_nltk(folder: Path) -> Cost:
    """NLTK, with all words in lists."""
    documents = pd.read_parquet(folder / "documents.parquet")
    stop_words, months = terms.load_stop_words(), _name_months(documents)
    words: list[str] = []
    of_word: list[str] = []
    for part in Stored(folder, "tokens"):
        kept = part[part["text"].str.contains(WORD, regex=True)]
        words += kept["text"].tolist()
        of_word += kept["doc_id"].map(months).tolist()

    def lower() -> list[str]:
        """The words in lower case without stop words."""
        return [low for word in words if (low := word.lower()) not in stop_words]

    def count_by_month() -> int:
        """Count words by month and return how often one was found."""
        pairs = ((month, low) for month, word in zip(of_word, words, strict=True) if (low := word.lower()) not in stop_words)
        return sum(counts[LOOKED_UP] for counts in ConditionalFreqDist(pairs).values())

    def find_pairs() -> int:
        """Score pairs as the package does, across the ends of sentences, which NLTK does not know."""
        finder = BigramCollocationFinder.from_words((word.lower() for word in words), window_size=WINDOW + 1)
        finder.apply_word_filter(stop_words.__contains__)
        finder.apply_freq_filter(LEAST)
        return len(finder.score_ngrams(BigramAssocMeasures.likelihood_ratio))

    splitter, tokenizer, tagger = PunktSentenceTokenizer(load_parameters()), NLTKWordTokenizer(), load_taggers()[1]

    def tag() -> int:
        """Split the texts into sentences and words, and tag these."""
        sentences = (sentence for text in documents["text"] for sentence in splitter.tokenize(text))
        return sum(len(tagger.tag(tokenizer.tokenize(sentence))) for sentence in sentences)

    return _time(
        {
            TAGGED: tag,
            "words": lambda: FreqDist(lower())[LOOKED_UP],
            "words by month": count_by_month,
            "pairs in a window": find_pairs,
            "one word in its sentences": lambda: len(Text(words).concordance_list(LOOKED_UP, lines=sys.maxsize)),
        }
    )


def _name_months(documents: pd.DataFrame) -> pd.Series:
    """Return the month of each document by doc_id."""
    return documents.set_index("doc_id")["published"].dt.strftime("%Y-%m")


def _time(tasks: dict[str, Callable[[], int]]) -> Cost:
    """Run each task once."""
    seconds, found = {}, {}
    for name, task in tasks.items():
        began = time.process_time()
        found[name] = task()
        seconds[name] = time.process_time() - began
    return Cost(seconds, found, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def _run_apart(function: Callable[..., Cost], *args: Any, **kwargs: Any) -> Cost:
    """Run a function in a new process."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(function, *args, **kwargs).result()


def render_table(ours: Cost, theirs: Cost, stored: Cost) -> str:
    """Return the table as Markdown, with what it all comes to."""
    lines = ["| task | package, s | NLTK, s | NLTK / package | found by the package | by NLTK |", "|---|---|---|---|---|---|"]
    for name, seconds in ours.seconds.items():
        ratio = theirs.seconds[name] / seconds
        numbers = f"{seconds:.2f} | {theirs.seconds[name]:.2f} | {ratio:.1f} | {ours.found[name]:,} | {theirs.found[name]:,}"
        lines.append(f"| {name} | {numbers} |")
    whole, other = sum(ours.seconds.values()), sum(theirs.seconds.values())
    lines.append(f"| all | {whole:.2f} | {other:.2f} | {other / whole:.1f} | | |")
    lines += [
        "",
        f"Most memory held: {stored.memory:,.0f} MiB by the package with its parts in files, {ours.memory:,.0f} MiB with ",
    ]
    lines[-1] += f"all of them in memory, {theirs.memory:,.0f} MiB by NLTK with all words in lists."
    return "\n".join(lines)


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("gold")
@click.option("--documents", "n_documents", default=20_000, show_default=True, help="At most so many documents.")
def main(gold: str, n_documents: int) -> None:
    """Time counts of words on the Reuters articles in the folder GOLD, and NLTK's own beside them."""
    documents = load_documents(Path(gold) / DOCUMENTS).head(n_documents)
    with tempfile.TemporaryDirectory(prefix="standpoint-terms-") as name:
        folder = Path(name)
        n_tokens = write_tables(documents, folder)
        ours, stored = (_run_apart(time_package, folder, in_memory=in_memory) for in_memory in (True, False))
        theirs = _run_apart(time_nltk, folder)
    click.echo(f"{len(documents):,} documents, {n_tokens:,} tokens.\n\n{render_table(ours, theirs, stored)}")


if __name__ == "__main__":
    run_command(main)
