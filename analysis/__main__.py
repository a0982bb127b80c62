"""The command: `python -m analysis` renders reports, writes tables, and lists actors and issues for a person to mend."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from analysis.commands import run_command


def reading_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of who reads."""
    jobs = click.option("--jobs", default=1, show_default=True, type=click.IntRange(1), help="Processes that read at a time.")
    cluster = click.option("--cluster", default="", metavar="ADDRESS", help="Dask scheduler that reads, e.g. tcp://host:8786.")
    return jobs(cluster(command))


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="standpoint", prog_name="standpoint")
def main() -> None:
    """Read news and political text: who speaks, what they say, about whom and what, and where they stand.

    PATH is a .txt, .csv or .jsonl file, or a folder of them. Nothing is sent to any network.
    """


def take_columns(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that say how tables are read."""
    command = click.option(
        "--date-order",
        default="",
        metavar="ORDER",
        help="day-first or month-first, for dates such as 03/04/2025; default: as the other dates tell.",
    )(command)
    return click.option(
        "--column",
        "columns",
        multiple=True,
        metavar="FIELD=COLUMN",
        help="Which column of a table is what, e.g. text=Body or date=PubDate. Can be repeated; default: PATH/columns.toml, or "
        "usual names.",
    )(command)


def join_columns(columns: tuple[str, ...], date_order: str) -> str:
    """Return both options as read_corpus takes them."""
    return "; ".join([*columns, *([f"date_order={date_order}"] if date_order else [])])


@main.command()
@click.argument("path", default="seeds")
@click.option("--out", default="reports", show_default=True, metavar="DIR", help="Folder for the reports; made if needed.")
@click.option(
    "--notebook", "notebooks", multiple=True, metavar="NAME", help="Render only this notebook, e.g. 3-stance. Can be repeated."
)
@click.option(
    "-p", "parameters", multiple=True, nargs=2, metavar="NAME VALUE", help="Set a parameter of the notebooks. Can be repeated."
)
@take_columns
@reading_options
def report(
    path: str,
    out: str,
    notebooks: tuple[str, ...],
    parameters: tuple[tuple[str, str], ...],
    columns: tuple[str, ...],
    date_order: str,
    jobs: int,
    cluster: str,
) -> None:
    r"""Render the notebooks on the documents at PATH (default: seeds) as HTML reports.

    The folder gets one HTML page for each notebook, its tables as CSV, and index.html to start from. A report is made anew only
    if its notebook, its parameters or the documents have changed.

    \b
    Examples:
      python -m analysis report
      python -m analysis report articles/ --out my-reports
      python -m analysis report articles/ --notebook 1-terms -p min_count 3
      python -m analysis report articles.csv --column text=Body --column date=PubDate --date-order day-first
    """
    from analysis.corpus import read_corpus  # slow to import; --help should not wait for them
    from analysis.render import render_reports

    click.echo(f"Reading {path}", err=True)
    read_corpus(path, columns=join_columns(columns, date_order), jobs=jobs, cluster=cluster, progress=True)
    given: dict[str, Any] = dict(parameters)
    if columns or date_order:
        given["columns"] = join_columns(columns, date_order)
    made = render_reports(path, out=out, notebooks=notebooks or None, parameters=given)
    for entry in made:
        if entry.html:
            click.echo(f"{Path(out) / entry.html}  {entry.status}")
        else:
            click.echo(f"{entry.name} failed. {entry.message}", err=True)
    click.echo(f"Start from {Path(out) / 'index.html'}")
    if any(entry.html is None for entry in made):
        sys.exit(1)


@main.command()
@click.argument("path")
@click.option("--out", required=True, metavar="DIR", help="Folder for the tables; made if needed.")
@take_columns
@reading_options
def read(path: str, out: str, columns: tuple[str, ...], date_order: str, jobs: int, cluster: str) -> None:
    """Read the documents at PATH and write every table as Parquet: DIR/documents.parquet, DIR/statements.parquet and so on."""
    import pyarrow.parquet as pq  # all slow to import; --help should not wait for them

    from analysis.corpus import read_corpus, write_tables

    corpus = read_corpus(path, columns=join_columns(columns, date_order), jobs=jobs, cluster=cluster, progress=True)
    for file in write_tables(corpus, out):
        click.echo(f"{file}  {pq.read_metadata(file).num_rows:,} rows")
    for entry in corpus.unread:
        click.echo(f"Not read: {entry['path']}: {entry['reason']}", err=True)


@main.command()
@click.argument("path")
@click.option("--suggest", is_flag=True, help="Write a codebook (YAML) of the issues, to be mended and used.")
@click.option("--codebook", default="", metavar="FILE", help="Issues to look for; default: PATH/codebook.yaml, if there is one.")
@click.option("--limit", default=40, show_default=True, type=click.IntRange(1), help="Most issues.")
@take_columns
def issues(path: str, suggest: bool, codebook: str, limit: int, columns: tuple[str, ...], date_order: str) -> None:
    r"""List the issues that the documents at PATH argue about, the most argued about first.

    \b
    Examples:
      python -m analysis issues articles/
      python -m analysis issues articles/ --suggest > articles/codebook.yaml
    """
    from analysis.corpus import read_corpus  # slow to import; --help should not wait for it
    from analysis.issues import write_codebook

    corpus = read_corpus(path, codebook=codebook, columns=join_columns(columns, date_order), progress=True)
    if suggest:
        click.echo(write_codebook(corpus.issues, corpus.issue_mentions, limit=limit), nl=False)
        return
    n_positions = corpus.positions["target_id"].value_counts()
    n_mentions = corpus.issue_mentions["issue_id"].value_counts()
    click.echo("positions\tmentions\tissue")
    for issue in corpus.issues.head(limit).itertuples():
        click.echo(f"{n_positions.get(issue.issue_id, 0)}\t{n_mentions.get(issue.issue_id, 0)}\t{issue.label}")


@main.command()
@click.argument("path")
@click.option("--suggest", is_flag=True, help="Write actors.csv, to be changed and put beside the documents.")
@click.option("--limit", default=1000, show_default=True, type=click.IntRange(1), help="Most actors.")
@take_columns
def actors(path: str, suggest: bool, limit: int, columns: tuple[str, ...], date_order: str) -> None:
    r"""List the actors of the documents at PATH, those mentioned most first.

    The table that --suggest writes has a line for each actor. Give two lines one name to join them, write a group (whom the actor
    counts for), or `yes` under exclude; delete the other lines. Beside the documents as actors.csv it wins over what is read.

    \b
    Examples:
      python -m analysis actors articles/
      python -m analysis actors articles/ --suggest > articles/actors.csv
    """
    from analysis.actors import suggest_edits  # slow to import; --help should not wait for it
    from analysis.corpus import read_corpus

    found = read_corpus(path, columns=join_columns(columns, date_order), progress=True).actors
    if suggest:
        click.echo(suggest_edits(found).head(limit).to_csv(index=False, lineterminator="\n"), nl=False)
        return
    click.echo("mentions\tkind\tactor\tnames")
    for row in found.head(limit).to_dict("records"):
        click.echo(f"{row['n_mentions']}\t{row['kind']}\t{row['name']}\t{'; '.join(row['aliases'])}")


def run() -> None:
    """Run the command."""
    run_command(main)


if __name__ == "__main__":
    run()
