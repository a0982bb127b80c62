"""A whole article as a notebook shows it: its text as it stands, with what was found marked in it."""

import re

import pandas as pd

from analysis.display.showing import check_column, show
from analysis.markup import escape, mark_places

LEGEND = (
    ("content", "what somebody is said to have said; the speaker behind it"),
    ("cue", "the words that introduce it"),
    ("source", "who is named as saying it"),
    ("actor", "an actor, by the name it was linked to where another is written"),
    ("evidence", "a position: the holder, for or against, the target"),
    ("target", "what a position is on"),
    ("term", "a term held at a distance"),
)
"""Role of a mark and what it means, in the order of the legend."""

_PARAGRAPHS = re.compile(r"[^\n]+(?:\n[^\n]+)*")


def show_article(text: str, marks: pd.DataFrame, *, title: str, about: str, anchor: str) -> None:
    """Show a text with marks in it, below a heading and a line about it.

    Parameters
    ----------
    text : as loaded; blank lines part its paragraphs
    marks : start, end (characters), role (as in `LEGEND`), label (shown small at the end of the mark; "" for none)
    title, about : heading and line below it
    anchor : what the article is called on the page (`make_anchor`)
    """
    for column in ("start", "end", "role", "label"):
        check_column(marks, column, name="marks", use="mark")
    places = list(marks[["start", "end", "role", "label"]].itertuples(index=False, name=None))
    paragraphs = []
    for found in _PARAGRAPHS.finditer(text):
        first, last = found.span()
        inside = [
            (max(start, first) - first, min(end, last) - first, role, label if end <= last else "")
            for start, end, role, label in places
            if start < last and end > first
        ]
        paragraphs.append(f'<p dir="auto">{mark_places(found.group(), inside)}</p>')
    page = (
        f'<article aria-labelledby="{anchor}"><h3 id="{anchor}" dir="auto">{escape(title)}</h3>'
        f'<p class="source" dir="auto">{escape(about)}</p>{"".join(paragraphs)}</article>'
    )
    show({"text/html": page, "text/plain": f"{title}\n{about}\n\n{text}"})


def write_legend(roles: list[str]) -> str:
    """Write what the marks mean, those of the given roles, as HTML."""
    told = [
        f'<li><mark class="{role}" data-label="{role}">{role}</mark>: {meaning}</li>' for role, meaning in LEGEND if role in roles
    ]
    return f'<ul class="legend" aria-label="What the marks mean">{"".join(told)}</ul>'
