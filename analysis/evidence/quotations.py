"""Terms kept at a distance with the sentence they stand in."""

import pandas as pd

from analysis.evidence.quoting import cut, describe, map_texts, order, quote_sentences
from analysis.parts import TableOrParts
from analysis.schema import check

_AROUND = " \t\n\"'`“”„‟‘’‚‛«»‹›.,;:!?"


def list_terms_at_distance(documents: pd.DataFrame, sentences: TableOrParts, quotations: pd.DataFrame) -> pd.DataFrame:
    """List the terms in quotation marks that are nobody's statement and no title (scare quotes), the commonest first.

    Returns
    -------
    table `distance_evidence`, one row per term in any case, by n descending, then n_docs descending, ties by term
        term as first written, without its marks; n; n_docs; n_outlets; quoted the term with its marks; sentence that first
        holds it; title; published; outlet; doc_id
    """
    rows = check(quotations, "quotations")
    rows = order(rows[rows["use"] == "term"], check(documents, "documents")).reset_index(drop=True)
    texts = map_texts(documents)
    rows["quoted"] = pd.Series(cut(rows["doc_id"], rows["start"], rows["end"], texts), index=rows.index, dtype="str")
    rows["term"] = rows["quoted"].str.strip(_AROUND)
    rows = rows[rows["term"] != ""].join(describe(rows, documents)[["title", "published", "outlet"]])
    rows["key"] = rows["term"].str.casefold()
    counts = rows.groupby("key").agg(n=("doc_id", "size"), n_docs=("doc_id", "nunique"), n_outlets=("outlet", "nunique"))
    table = rows.drop_duplicates("key").join(counts, on="key")
    table["sentence"] = quote_sentences(table["doc_id"], table["start"], table["end"], sentences, texts)
    table = table.sort_values(["n", "n_docs", "key"], ascending=[False, False, True], ignore_index=True)
    return table[["term", "n", "n_docs", "n_outlets", "quoted", "sentence", "title", "published", "outlet", "doc_id"]]
