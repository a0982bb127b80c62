"""The command: `python -m analysis report` renders the reports, `python -m analysis read` writes the tables."""

import sys
from pathlib import Path

import click

from analysis.commands import run_command


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="standpoint", prog_name="standpoint")
def main() -> None:
    """Read news and political text: who speaks, what they say, about whom and what, and where they stand.

    PATH is a .txt, .csv or .jsonl file, or a folder of them. Nothing is sent to any network.
    """


@main.command()
@click.argument("path", default="seeds")
@click.option("--out", default="reports", show_default=True, metavar="DIR", help="Folder for the reports; made if needed.")
@click.option(
    "--notebook", "notebooks", multiple=True, metavar="NAME", help="Render only this notebook, e.g. 3-stance. Can be repeated."
)
@click.option(
    "-p", "parameters", multiple=True, nargs=2, metavar="NAME VALUE", help="Set a parameter of the notebooks. Can be repeated."
)
def report(path: str, out: str, notebooks: tuple[str, ...], parameters: tuple[tuple[str, str], ...]) -> None:
    r"""Render the notebooks on the documents at PATH (default: seeds) as HTML reports.

    The folder gets one HTML page for each notebook, its tables as CSV, and index.html to start from. A report is made anew only
    if its notebook, its parameters or the documents have changed.

    \b
    Examples:
      python -m analysis report
      python -m analysis report articles/ --out my-reports
      python -m analysis report articles/ --notebook 1-terms -p min_count 3
    """
    from analysis.render import render_reports  # slow to import; --help should not wait for it

    click.echo(f"Reading {path}", err=True)
    made = render_reports(path, out=out, notebooks=notebooks or None, parameters=dict(parameters))
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
def read(path: str, out: str) -> None:
    """Read the documents at PATH and write every table as Parquet: DIR/documents.parquet, DIR/statements.parquet and so on."""
    from analysis.corpus import read_corpus, write_tables  # slow to import; --help should not wait for it

    corpus = read_corpus(path)
    for file in write_tables(corpus, out):
        click.echo(f"{file}  {len(corpus.tables[file.stem]):,} rows")
    for entry in corpus.unread:
        click.echo(f"Not read: {entry['path']}: {entry['reason']}", err=True)


def run() -> None:
    """Run the command."""
    run_command(main)


if __name__ == "__main__":
    run()
