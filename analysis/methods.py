"""What was done, in a paragraph to copy: the documents, how they were read, how well that is known to work, what stayed open.

The scores are those of the models' cards; nothing is typed here that stands there.
"""

import platform
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import Any

import pandas as pd

from analysis.errors import check_choice
from analysis.schema import check

PARTS = ("words", "statements", "actors", "positions", "intervals")
"""What a report can rest on beside the documents."""

_PARTS = {
    "words": (
        "Sentences and words were found with NLTK {nltk}; parts of speech with a perceptron trained on UD English EWT and "
        "GUM (Penn tags right on GUM dev: {tagger})."
    ),
    "statements": (
        "Statements, their sources and the words that introduce them were found by a network (MiniLM-L6, six layers, "
        "fine-tuned on PolNeAR, 8 bits, sha256 {sha256:.12}). On the development set of PolNeAR (US news of 2016, not "
        "trained on) exact F1 is {PolNeAR dev, content exact F1} for content, {PolNeAR dev, source exact F1} for source and "
        "{PolNeAR dev, cue exact F1} for the introducing words; recall of direct statements is {PolNeAR dev, recall of "
        "direct}, of mixed {PolNeAR dev, recall of mixed}, of indirect {PolNeAR dev, recall of indirect}."
    ),
    "actors": (
        "Names, descriptions and pronouns were linked to actors by rules and word lists; whether a place stands for its "
        "government was judged by the network (accuracy {ReLocaR, the fifth kept, accuracy} on a fifth of ReLocaR that was "
        "kept from training)."
    ),
    "positions": (
        "Positions were found by rules and word lists; those on actors were confirmed or refused by the network, whose macro "
        "F1 on given pairs of holder and target, three classes, is {DSE dev, sentences not in train, macro F1} (DSE, "
        "sentences not trained on)."
    ),
    "intervals": ("Intervals are 95 % percentile intervals, documents drawn with replacement; with one document there are none."),
}
"""How each part is told; in braces measures as the cards call them."""

_PACKAGES = ("nltk", "onnxruntime", "pandas", "networkx", "matplotlib")
_MOST_OUTLETS = 8
_UNRESOLVED = {
    "words": (),
    "statements": ("statements without a known speaker", "statements less than half sure"),
    "actors": ("names and descriptions linked to no actor", "pronouns linked to no actor"),
    "positions": ("positions without a known holder", "positions without a known target"),
    "intervals": (),
}


def tell_methods(
    documents: pd.DataFrame, unresolved: pd.DataFrame, *, corpus: str, settings: Mapping[str, Any], parts: Sequence[str] = PARTS
) -> str:
    """Tell what was done in sentences that can stand in a paper.

    Parameters
    ----------
    documents : table `documents`, those that were counted
    unresolved : what `count_unresolved` gives of them
    corpus : fingerprint of the input
    settings : the parameters that decided what was counted, and how
    parts : which of `PARTS` the numbers rest on

    Raises
    ------
    ParameterError : a part that is none (names the nearest)
    """
    for part in parts:
        check_choice("parts", part, PARTS)
    chosen = ", ".join(f"{name} = {value}" for name, value in settings.items() if value != "")
    told = [
        _tell_documents(check(documents, "documents"), corpus),
        *(_tell_part(part) for part in PARTS if part in parts),
        _tell_unresolved(unresolved, parts),
        f"Settings: {chosen}." if chosen else "",
        "Software: "
        + ", ".join([f"Python {platform.python_version()}", *(f"{name} {version(name)}" for name in _PACKAGES)])
        + ".",
        "The numbers describe what these documents say, as far as it was found; what no document says, or what was missed, is "
        "not in them.",
    ]
    return " ".join(filter(None, told))


def _tell_documents(documents: pd.DataFrame, corpus: str) -> str:
    """Say what was read."""
    days, outlets = documents["published"].dropna(), documents["outlet"].dropna().value_counts()
    names = ", ".join(outlets.sort_index().sort_values(ascending=False, kind="stable").index[:_MOST_OUTLETS])
    more = f" and {len(outlets) - _MOST_OUTLETS:,} more" if len(outlets) > _MOST_OUTLETS else ""
    period = " to ".join(f"{day:%Y-%m-%d}" for day in sorted({days.min(), days.max()})) if len(days) else ""
    several = len(documents) != 1
    return (
        f"{len(documents):,} document{'s' if several else ''} of {documents['n_words'].sum():,} words"
        + (f", published {period}" if period else ", without dates")
        + (f" by {names}{more}" if names else ", of unknown outlets")
        + f", {'were' if several else 'was'} read with Standpoint {version('standpoint')} (input fingerprint {corpus})."
    )


def _tell_part(part: str) -> str:
    """Say how one kind of thing was found, and how well this is known to work."""
    return _PARTS[part].format_map({"nltk": version("nltk"), **load_scores()})


def _tell_unresolved(unresolved: pd.DataFrame, parts: Sequence[str]) -> str:
    """Say how much stayed open."""
    rows = unresolved.set_index("what")
    wanted = [
        *("files or rows that could not be read", "documents without a date", "documents without an outlet"),
        *(what for part in PARTS if part in parts for what in _UNRESOLVED[part]),
    ]
    open_still = [f"{what} {rows['n'][what]:,} of {rows['of'][what]:,}" for what in wanted if what in rows.index]
    return f"Not resolved: {'; '.join(open_still)}." if open_still else ""


@cache
def load_scores() -> dict[str, str]:
    """Return the scores of the models as their cards tell them: name of a measure -> value; treat as read-only.

    Of the table "Scores" of the reader's card the first column of values is taken, the file that is shipped; `sha256` is that
    file's, `tagger` the share of right Penn tags of all genres.
    """
    models = files("analysis") / "models"
    reader, tagger = ((models / f"{name}.md").read_text(encoding="utf-8") for name in ("reader", "tagger"))
    digest = re.search(r"\b[0-9a-f]{64}\b", reader)
    assert digest, "the card of the reader names the sha256 of its file"
    scores = {row[0]: row[1] for row in _read_scores(reader)}
    tags = {row[0]: row[2] for row in _read_scores(tagger)}
    return scores | {"sha256": digest[0], "tagger": tags["**all**"]}


def _read_scores(card: str) -> list[list[str]]:
    """Return the rows of the first table below the heading "Scores" of a card."""
    below = card.split("\n## Scores\n")[1]
    lines = below[below.index("|") :].split("\n\n")[0].splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
