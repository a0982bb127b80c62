"""How documents were read: encodings, and what was made of their dates."""

import pandas as pd

from analysis.counts.tally import divide
from analysis.schema import check

_DATED = {
    "plain": "as written, in one way only",
    "day-first": "figures, read day first",
    "month-first": "figures, read month first",
    "ambiguous": "figures that can be read in two ways, left without a day",
    "unclear": "not understood, left without a day",
    "none": "no date given",
}
"""The values of `documents.dated` in words, in the order they are listed."""


def count_dates(documents: pd.DataFrame) -> pd.DataFrame:
    """Count documents by how their day of publication was told.

    Returns
    -------
    table `date_counts`, one row per way met, those that give a day first
        how in words; n_docs; share n_docs / all documents; example path of the first such document
    """
    rows = check(documents, "documents").assign(dated=documents["dated"].fillna("none"))
    counts = rows.groupby("dated").agg(n_docs=("path", "size"), example=("path", "first"))
    table = counts.reindex([how for how in _DATED if how in counts.index]).rename_axis("how").reset_index()
    return table.assign(how=table["how"].map(_DATED), share=divide(table["n_docs"], len(rows)))


def list_dates(documents: pd.DataFrame) -> pd.DataFrame:
    """List the dates that could be read in two ways, or in none.

    Returns
    -------
    table `date_list`, one row per document, in the order of `documents`
        path; published, null where no day was told; how as in `count_dates`; note on the date, which repeats it as written
    """
    rows = check(documents, "documents")
    rows = rows[rows["dated"].isin(["day-first", "month-first", "ambiguous", "unclear"])]
    notes = [next((note for note in notes if note.startswith("Date ")), "") for notes in rows["notes"]]
    return rows[["path", "published"]].assign(how=rows["dated"].map(_DATED), note=notes).reset_index(drop=True)


def count_languages(documents: pd.DataFrame) -> pd.DataFrame:
    """Count documents by language.

    Returns
    -------
    table `language_counts`, one row per language, those of most documents first, ties as they were read: language; n_docs
    """
    return check(documents, "documents")["language"].value_counts().rename_axis("language").reset_index(name="n_docs")


def count_encodings(documents: pd.DataFrame) -> pd.DataFrame:
    """Count documents by the encoding their text was read in.

    Returns
    -------
    table `encoding_counts`, one row per encoding, those of most documents first, ties by name
        encoding, null for formats that are no plain text; n_docs; n_guessed of them, whose notes say that it is a guess; example
        path of the first such document
    """
    rows = check(documents, "documents")
    guessed = [any(note.startswith(("Not UTF-8, read as", "Read as utf-16")) for note in notes) for notes in rows["notes"]]
    counts = rows.assign(guessed=guessed).groupby("encoding", dropna=False)
    table = counts.agg(n_docs=("path", "size"), n_guessed=("guessed", "sum"), example=("path", "first")).reset_index()
    return table.sort_values(["n_docs", "encoding"], ascending=[False, True]).reset_index(drop=True)
