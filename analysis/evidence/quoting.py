"""Text quoted from documents: what stands at a place, and the sentences around it."""

import pandas as pd

from analysis.parts import Parts, each_part


def order(rows: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Return rows in the order of the documents, then by start."""
    place = pd.Series(range(len(documents)), index=documents["doc_id"])
    return rows.assign(place=rows["doc_id"].map(place)).sort_values(["place", "start"], kind="stable").drop(columns="place")


def describe(rows: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Return doc_id, title, published and outlet of the document of each row, with the index of `rows`."""
    about = documents.set_index("doc_id")
    table = about.assign(title=about["title"].fillna(about["path"]))[["title", "published", "outlet"]].reindex(rows["doc_id"])
    table.insert(0, "doc_id", table.index)
    return table.set_index(rows.index)


def map_texts(documents: pd.DataFrame) -> dict[str, str]:
    """Return the texts by doc_id."""
    return dict(zip(documents["doc_id"], documents["text"], strict=True))


def quote_sentences(doc_ids: pd.Series, starts: pd.Series, ends: pd.Series, sentences: Parts, texts: dict[str, str]) -> list[str]:
    """Return for each stretch of text the whole sentences it touches; of `sentences`, whole or in parts, no more is kept."""
    wanted = set(doc_ids)
    bounds = {
        doc_id: (rows["start"].to_numpy(), rows["end"].to_numpy())
        for part in each_part(sentences, "sentences")
        for doc_id, rows in part[part["doc_id"].isin(wanted)].groupby("doc_id")
    }
    quoted = []
    for doc_id, start, end in zip(doc_ids, starts, ends, strict=True):
        first, last = bounds[doc_id][0], bounds[doc_id][1]
        left, right = max(first.searchsorted(start, "right") - 1, 0), last.searchsorted(end, "left")
        quoted.append(tidy(texts[doc_id][min(first[left], start) : max(last[min(right, len(last) - 1)], end)]))
    return quoted


def cut(doc_ids: pd.Series, starts: pd.Series, ends: pd.Series, texts: dict[str, str]) -> list[str]:
    """Return the stretches of text themselves."""
    return [tidy(texts[doc_id][start:end]) for doc_id, start, end in zip(doc_ids, starts, ends, strict=True)]


def tidy(text: str) -> str:
    """Return the text in one line."""
    return " ".join(text.split())
