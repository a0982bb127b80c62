"""Draws rows at random for a person to judge against the text.

python -m benchmarks.sample PATH --table statements|positions|pronouns --n 50 --seed 1
"""

from collections.abc import Callable, Mapping
from typing import Any

import click
import pandas as pd

from analysis.commands import run_command

_AROUND = 260  # characters of text shown before and after
Row = Mapping[Any, Any]


def draw_rows(table: pd.DataFrame, n: int, seed: int) -> pd.DataFrame:
    """Draw up to `n` rows, each as likely as another; the same for the same table and seed."""
    return table.sample(min(n, len(table)), random_state=seed)


def show_statement(row: Row, text: str, names: Mapping[str, str]) -> str:
    """One statement as a sheet shows it: the text around with [content], {cue} and <source>, then what was made of it."""
    marks = [(*map(int, span), "[]") for span in row["spans"]]
    if pd.notna(row["cue_start"]):
        marks.append((int(row["cue_start"]), int(row["cue_end"]), "{}"))
    if pd.notna(row["source_start"]):
        marks.append((int(row["source_start"]), int(row["source_end"]), "<>"))
    told = ", ".join(
        f"{name}={row[name]}"
        for name in ("form", "cue_class", "source_kind", "official", "addressee", "said_on", "parent_id", "probability", "reason")
        if not pd.isna(row[name])
    )
    actor = names.get(row["actor_id"], "none") if isinstance(row["actor_id"], str) else "none"
    return f"{mark_text(text, marks)}\n   speaker: {row['speaker']} -> {actor}\n   {told}"


def show_position(row: Row, text: str, names: Mapping[str, str]) -> str:
    """One position as a sheet shows it: the text around with {evidence} and [target], then holder, label and target."""
    marks = [(int(row["start"]), int(row["end"]), "{}"), (int(row["target_start"]), int(row["target_end"]), "[]")]
    holder = names.get(row["holder_id"], "none") if isinstance(row["holder_id"], str) else "none"
    target = names.get(row["target_id"], "none") if isinstance(row["target_id"], str) else "none"
    extra = ", ".join(f"{name}={row[name]}" for name in ("condition", "hedge", "reason") if not pd.isna(row[name]))
    return f"{mark_text(text, marks)}\n   {holder} | {row['label']} | {row['target_kind']} {target}\n   {extra}"


def mark_text(text: str, marks: list[tuple[int, int, str]]) -> str:
    """The text around some spans, each between its marks, outer ones outside; line breaks are shown as a stroke."""
    first, past = min(start for start, _, _ in marks), max(end for _, end, _ in marks)
    first, past = max(0, first - _AROUND), min(len(text), past + _AROUND)
    at: list[tuple[int, int, str]] = []
    for start, end, pair in marks:
        at += [(start, start - end, pair[0]), (end, -len(text) - 1 + end - start, pair[1])]
    shown, done = "", first
    for place, _, mark in sorted(at):
        shown += text[done:place] + mark
        done = place
    return (shown + text[done:past]).replace("\n", " / ")


SHOW: Mapping[str, Callable[[Row, str, Mapping[str, str]], str]] = {
    "statements": show_statement,
    "positions": show_position,
    "pronouns": show_statement,
}
_PRONOUNS = frozenset(("he", "she", "they", "it", "i", "we"))


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("path")
@click.option("--table", type=click.Choice([*SHOW]), default="statements", help="pronouns: statements by he, she, it, they.")
@click.option("--n", default=50, show_default=True, help="Rows to draw.")
@click.option("--seed", default=1, show_default=True, help="Another number draws other rows.")
def main(path: str, table: str, n: int, seed: int) -> None:
    """Draw rows at random from the documents at PATH and print each with the text around it, for a person to judge."""
    from analysis.corpus import read_corpus  # slow to import; --help should not wait for it

    corpus = read_corpus(path)
    texts = corpus.documents.set_index("doc_id")["text"]
    names = {**corpus.issues.set_index("issue_id")["label"], **corpus.actors.set_index("actor_id")["name"]}
    rows = corpus.positions if table == "positions" else corpus.statements
    if table == "pronouns":
        rows = rows[rows["speaker"].str.lower().isin(_PRONOUNS)]
    click.echo(f"{min(n, len(rows))} of {len(rows)} {table}, seed {seed}")
    for number, row in enumerate(draw_rows(rows, n, seed).to_dict("records"), start=1):
        click.echo(f"\n{number}. {row['doc_id']}\n{SHOW[table](row, texts[row['doc_id']], names)}")


if __name__ == "__main__":
    run_command(main)
