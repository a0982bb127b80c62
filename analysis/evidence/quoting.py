"""Text quoted from documents: what stands at a place, and the sentences around it."""

from collections.abc import Sequence

import pandas as pd

from analysis.parts import TableOrParts, each_part

Place = tuple[str, int, int]
"""Role, first character and one past the last."""


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


def quote_sentences(
    doc_ids: pd.Series, starts: pd.Series, ends: pd.Series, sentences: TableOrParts, texts: dict[str, str]
) -> list[str]:
    """Return for each stretch of text the whole sentences it touches."""
    return mark_sentences(doc_ids, [[("", *stretch)] for stretch in zip(starts, ends, strict=True)], sentences, texts)[0]


def mark_sentences(
    doc_ids: pd.Series, places: Sequence[Sequence[Place]], sentences: TableOrParts, texts: dict[str, str]
) -> tuple[list[str], list[list[str]]]:
    """Return for the places of each row the whole sentences they touch, and where in these they stand, as "cue 3-9".

    Of `sentences`, whole or in parts, no more than these documents' is kept.
    """
    wanted = set(doc_ids)
    bounds = {
        doc_id: (rows["start"].to_numpy(), rows["end"].to_numpy())
        for part in each_part(sentences, "sentences")
        for doc_id, rows in part[part["doc_id"].isin(wanted)].groupby("doc_id")
    }
    quoted, marks = [], []
    for doc_id, row in zip(doc_ids, places, strict=True):
        first, last = bounds[doc_id]
        start, end = min(place[1] for place in row), max(place[2] for place in row)
        left, right = max(int(first.searchsorted(start, "right")) - 1, 0), int(last.searchsorted(end, "left"))
        begin, stop = min(first[left], start), max(last[min(right, len(last) - 1)], end)
        raw = texts[doc_id][begin:stop]
        quoted.append(tidy(raw))
        marks.append([f"{role} {_place(raw, here - begin)}-{_place(raw, there - 1 - begin) + 1}" for role, here, there in row])
    return quoted, marks


def _place(raw: str, offset: int) -> int:
    """Return where a character stands once white space is single and none is at the ends."""
    return len(tidy(f"{raw[:offset]}x")) - 1


def cut(doc_ids: pd.Series, starts: pd.Series, ends: pd.Series, texts: dict[str, str]) -> list[str]:
    """Return the stretches of text themselves."""
    return [tidy(texts[doc_id][start:end]) for doc_id, start, end in zip(doc_ids, starts, ends, strict=True)]


def tidy(text: str) -> str:
    """Return the text in one line."""
    return " ".join(text.split())
