"""Whose voice each word is."""

import bisect

import pandas as pd


def tag_voices(tokens: pd.DataFrame, statements: pd.DataFrame) -> pd.DataFrame:
    """Return `tokens` with `statement_id` of the innermost statement whose content holds the word; null: the narrator.

    Where two contents of equal length hold it, the later one has it. The input is not changed.
    """
    parts = [
        (doc_id, start, end, statement_id)
        for doc_id, spans, statement_id in zip(statements["doc_id"], statements["spans"], statements["statement_id"], strict=True)
        for start, end in spans
    ]
    first_row = {
        doc_id: (int(rows[0]), int(rows[-1]) + 1) for doc_id, rows in tokens.groupby("doc_id", sort=False).indices.items()
    }
    starts, ends = tokens["start"].tolist(), tokens["end"].tolist()
    voices: list[str | None] = [None] * len(tokens)
    for doc_id, start, end, statement_id in sorted(parts, key=lambda part: part[1] - part[2]):
        first, past = first_row.get(doc_id, (0, 0))
        at = bisect.bisect_left(starts, start, first, past)
        while at < past and ends[at] <= end:
            voices[at] = statement_id
            at += 1
    return tokens.assign(statement_id=pd.array(voices, dtype="str"))
