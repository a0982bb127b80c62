"""Documents and their zones counted."""

import re
from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from analysis.counts.tally import divide
from analysis.intervals import bootstrap_shares, is_small
from analysis.parts import TableOrParts, each_part, pair_parts
from analysis.schema import ZONES, check

_LETTER = re.compile(r"[^\W_]")


def count_documents(documents: pd.DataFrame, sentences: TableOrParts, statements: pd.DataFrame) -> pd.DataFrame:
    """Count what each document holds.

    Parameters
    ----------
    documents, sentences, statements : tables of those names; sentences may come in parts

    Returns
    -------
    table `document_counts`, one row per document, in the order of `documents`
        doc_id; title (the path where there is none); outlet; published; n_words; n_sentences outside the header;
        n_statements; quoted_word_share words inside statements of any form / words, null without words; n_notes
    """
    rows = check(documents, "documents")
    table = rows[["doc_id", "title", "outlet", "published", "n_words"]].reset_index(drop=True)
    table["title"] = table["title"].fillna(rows["path"].reset_index(drop=True))
    told = pd.concat([part.query("zone != 'header'").groupby("doc_id").size() for part in each_part(sentences, "sentences")])
    said = check(statements, "statements").groupby("doc_id")
    table["n_sentences"] = table["doc_id"].map(told).fillna(0).astype("int64")
    table["n_statements"] = table["doc_id"].map(said.size()).fillna(0).astype("int64")
    spans = {doc_id: _join_spans(span for parts in group["spans"] for span in parts) for doc_id, group in said}
    n_quoted = [
        sum(bool(_LETTER.search(word)) for start, end in spans.get(doc_id, []) for word in text[start:end].split())
        for doc_id, text in zip(rows["doc_id"], rows["text"], strict=True)
    ]
    table["quoted_word_share"] = divide(pd.Series(n_quoted, dtype="int64"), table["n_words"]).clip(upper=1)
    return table.assign(n_notes=[len(notes) for notes in rows["notes"]])


def count_zones(sentences: TableOrParts, tokens: TableOrParts) -> pd.DataFrame:
    """Count sentences and words by zone.

    Parameters
    ----------
    sentences, tokens : tables of those names, both whole or both in the same parts

    Returns
    -------
    table `zone_counts`, one row per zone present, in the order header, headline, dateline, subhead, body
        zone; n_docs documents that have it; n_sentences; n_words; word_share n_words / all words, null without words;
        word_share_low, word_share_high 95 % interval, null with fewer than two documents; small
    """
    rows = pd.concat([_count_zones(*pair) for pair in pair_parts(sentences, tokens, "sentences", "tokens")])
    counts = rows.groupby("group").agg(n_docs=("doc_id", "size"), n_sentences=("n_sentences", "sum"), n_words=("value", "sum"))
    table = counts.reindex([zone for zone in ZONES if zone in counts.index]).astype("int64").rename_axis("zone").reset_index()
    bounds = bootstrap_shares(rows, rows["doc_id"]).reindex(table["zone"]).reset_index(drop=True)
    return table.assign(
        word_share=divide(table["n_words"], table["n_words"].sum()),
        word_share_low=bounds["low"].where(table["n_words"] > 0),
        word_share_high=bounds["high"].where(table["n_words"] > 0),
        small=is_small(table["n_words"], table["n_docs"]),
    )


def _count_zones(sentences: pd.DataFrame, tokens: pd.DataFrame) -> pd.DataFrame:
    """Count sentences and words (value) by zone (group) and document."""
    words = list_words(tokens).groupby("sentence_id").size()
    rows = sentences.assign(value=sentences["sentence_id"].map(words).fillna(0), group=sentences["zone"])
    return rows.groupby(["group", "doc_id"], as_index=False).agg(n_sentences=("zone", "size"), value=("value", "sum"))


def list_words(tokens: pd.DataFrame) -> pd.DataFrame:
    """Return the tokens that hold a letter or a digit."""
    code, texts = pd.factorize(check(tokens, "tokens")["text"])
    return tokens[np.asarray(texts.str.contains(_LETTER.pattern, regex=True), dtype=bool)[code]]


def _join_spans(spans: Iterable[Sequence[int]]) -> list[tuple[int, int]]:
    """Join overlapping spans, so that nothing in them is counted twice."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted((int(start), int(end)) for start, end in spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined
