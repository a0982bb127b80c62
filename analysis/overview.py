"""A corpus at a glance, as a notebook shows it."""

from collections.abc import Mapping, Sequence

import pandas as pd

from analysis.markup import escape, write_table

_NEXT = (
    ("explore.list_actors(corpus)", "who appears and who gets to speak"),
    ('explore.list_statements(corpus, speaker="...")', "what somebody said"),
    ('explore.list_positions(corpus, target="...")', "who is for or against what"),
    ('explore.find_concordance(corpus, "...")', "a word in its sentences"),
    ("corpus.statements, corpus.positions, ...", "each table as a DataFrame"),
)


def tell_figures(n_rows: Mapping[str, int], *, unread: Sequence[object]) -> str:
    """Say how much a corpus holds."""
    told = [f"{name.capitalize()}: {n_rows[name]:,}." for name in ("documents", "actors", "statements", "positions")]
    return " ".join([*told, f"Files that could not be read: {len(unread):,}."])


def write_overview(n_rows: Mapping[str, int], *, unread: Sequence[Mapping[str, str]], notes: Sequence[str]) -> str:
    """Write key figures, notes, what to do next, and the tables with their numbers of rows.

    Parameters
    ----------
    n_rows : name of a table -> rows
    unread : path and reason of each file that could not be read
    notes : sentences
    """
    said = [*notes, *(f"Not read: {entry['path']}: {entry['reason']}" for entry in unread)]
    rows = pd.DataFrame({"table": list(n_rows), "n": list(n_rows.values())})
    return (
        f"<p><strong>{escape(tell_figures(n_rows, unread=unread))}</strong></p>"
        + "".join(f'<p dir="auto">{escape(sentence)}</p>' for sentence in said)
        + "<p>What to do next:</p><ul>"
        + "".join(f"<li><code>{escape(code)}</code>: {escape(what)}</li>" for code, what in _NEXT)
        + "</ul><details><summary>Tables</summary>"
        + write_table(rows, headings={"table": "Table", "n": "Rows"}, caption="Tables of the corpus.")
        + "</details>"
    )
