"""Which text is counted: neither header lines and datelines, nor what an outlet prints again and again."""

import numpy as np
import pandas as pd

from analysis.intervals import FEW_DOCS
from analysis.parts import Sums, TableOrParts, each_part, map_parts
from analysis.schema import check

_ABOVE = ("header", "dateline")
"""Zones whose words say where an article comes from and nothing of what it says."""


def select_text(documents: pd.DataFrame, sentences: TableOrParts, tokens: TableOrParts, *, repeats: bool = False) -> TableOrParts:
    """Return the tokens of the text itself.

    Parameters
    ----------
    documents, sentences, tokens : tables of those names; the last two both whole or both in the same parts
    repeats : keep sentences that an outlet prints again and again; else the first of them stands for all

    Returns
    -------
    the rows of `tokens` in their order, with their index, but those of header lines, of datelines and of repeats: sentences that
    stand word by word, in any case, in `intervals.FEW_DOCS` documents of one outlet or more (documents without an outlet are
    taken for one) and in an earlier document too, such as a line on subscriptions or the background of a running story

    Notes
    -----
    Give the result to `select_words` in place of all tokens.
    """
    again = frozenset[str]() if repeats else _find_repeats(check(documents, "documents"), sentences)

    def choose(tokens: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
        """Return the tokens of one part."""
        out = sentences["zone"].isin(_ABOVE) | sentences["sentence_id"].isin(again)
        return tokens[~tokens["sentence_id"].isin(sentences["sentence_id"][out])]

    return map_parts(choose, tokens, sentences)


def _find_repeats(documents: pd.DataFrame, sentences: TableOrParts) -> frozenset[str]:
    """Return the ids of sentences that many documents of an outlet have, but for the first of each."""
    outlets = dict(zip(documents["doc_id"], documents["outlet"].fillna(""), strict=True))
    texts = dict(zip(documents["doc_id"], documents["text"], strict=True))
    sums = Sums(["line"])
    for part in each_part(sentences, "sentences"):
        lines = pd.DataFrame({"line": _hash_lines(part, outlets, texts), "doc_id": part["doc_id"]}).drop_duplicates()
        sums.add(lines.groupby("line", as_index=False, sort=False).agg(n_docs=("doc_id", "size")))
    total = sums.total()
    common = total.loc[total["n_docs"] >= FEW_DOCS, "line"]
    found = []
    for part in each_part(sentences, "sentences"):
        rows = part[["sentence_id"]].assign(line=_hash_lines(part, outlets, texts))
        found.append(rows[rows["line"].isin(common)])
    again = pd.concat(found).duplicated("line")
    return frozenset(pd.concat(found).loc[again.to_numpy(), "sentence_id"])


def _hash_lines(sentences: pd.DataFrame, outlets: dict[str, str], texts: dict[str, str]) -> np.ndarray:
    """Return a number for each sentence that is the same where outlet and words are, white space and case apart."""
    places = zip(sentences["doc_id"], sentences["start"], sentences["end"], strict=True)
    lines = [f"{outlets[doc_id]} {' '.join(texts[doc_id][start:end].lower().split())}" for doc_id, start, end in places]
    return pd.util.hash_array(np.array(lines, dtype=object), categorize=False)
