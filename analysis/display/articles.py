"""Whole articles as a notebook shows them: the text as it stands, with what was found marked in it."""

import re

import pandas as pd

from analysis.anchors import make_anchor
from analysis.display.legend import write_legend
from analysis.display.showing import check_column, show, show_note
from analysis.markup import escape, mark_places, write_plain

LONGEST = 200_000
"""Characters of an article that a page holds; of a longer one the first are shown, and it says so."""

_PARAGRAPH = re.compile(r"[^\n]+")


def show_articles(documents: pd.DataFrame, marks: pd.DataFrame) -> None:
    """Show texts whole with marks in them, each below its title, and before them what the marks mean.

    Parameters
    ----------
    documents : table `documents`; its rows are shown in their order, header lines left out, no more than `LONGEST` characters
    marks : doc_id, start, end, role (as in `legend.LEGEND`), label, shown small at the end of the mark (`mark_articles`)

    Raises
    ------
    SchemaError : a column is not there (names it and the nearest one)
    """
    for column in ("doc_id", "start", "end", "role", "label"):
        check_column(marks, column, name="marks", use="mark")
    if documents.empty:
        show_note("There is no document to show.")
        return
    shown = marks[marks["doc_id"].isin(documents["doc_id"])]
    pages, texts = [write_legend(shown["role"].unique())], []
    for row in documents.to_dict("records"):
        places = shown[shown["doc_id"] == row["doc_id"]][["start", "end", "role", "label"]]
        title = row["path"] if pd.isna(row["title"]) else row["title"]
        begin, end = row["header_end"], row["header_end"] + LONGEST
        about = ", ".join(write_plain(row[column], column=column) for column in ("outlet", "published", "path"))
        if len(row["text"]) > end:
            about = f"{about}. The first {LONGEST:,} of {len(row['text']) - begin:,} characters"
        anchor = make_anchor("document", row["doc_id"])
        pages.append(
            f'<article aria-labelledby="{anchor}"><h3 id="{anchor}" dir="auto">{escape(title)}</h3>'
            f'<p class="source" dir="auto">{escape(about)}</p>'
            f"{_write_text(row['text'][:end], begin, list(places.itertuples(index=False, name=None)))}</article>"
        )
        texts.append(f"{title}\n{about}\n\n{row['text'][begin:end]}")
    show({"text/html": "".join(pages), "text/plain": "\n\n".join(texts)})


def _write_text(text: str, begin: int, places: list[tuple[int, int, str, str]]) -> str:
    """Write the paragraphs of a text from `begin` on, with their marks; one that goes on has its label where it ends."""
    written = []
    for found in _PARAGRAPH.finditer(text, begin):
        first, last = found.span()
        inside = [
            (max(start, first) - first, min(end, last) - first, role, label if end <= last else "")
            for start, end, role, label in places
            if start < last and end > first
        ]
        written.append(f'<p dir="auto">{mark_places(found.group(), inside)}</p>')
    return "".join(written)
