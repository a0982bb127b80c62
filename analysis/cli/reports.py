"""Commands of reports: render them, tell the parameters of their notebooks."""

import json
import sys
from pathlib import Path
from typing import Any

import click

from analysis.cli.options import join_columns, reading_options, take_columns
from analysis.errors import InputError, ParameterError


class _Report(click.Command):
    """A command whose help lists the notebooks."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the notebooks and what each asks."""
        from analysis.render.notebooks import find_notebooks

        with formatter.section("Notebooks"):
            formatter.write_dl([(notebook.name, notebook.question) for notebook in find_notebooks()])
        formatter.write_paragraph()
        formatter.write_text("The parameters of a notebook: python -m analysis parameters 3-stance")


@click.command(cls=_Report)
@click.argument("path", required=False)
@click.option("--out", metavar="DIR", help="Folder for the reports, made if needed; default: what the batch says, else reports.")
@click.option(
    "--notebook", "notebooks", multiple=True, metavar="NAME", help="Render only this notebook, e.g. 3-stance. Can be repeated."
)
@click.option(
    "-p", "parameters", multiple=True, nargs=2, metavar="NAME VALUE", help="Set a parameter of the notebooks. Can be repeated."
)
@click.option(
    "--batch", "batch_file", metavar="FILE", help="Render what this TOML file asks for: many corpora, notebooks, settings."
)
@click.option("--code", is_flag=True, help="Show the code of each cell on the pages, folded.")
@take_columns
@reading_options
def report(
    path: str | None,
    out: str | None,
    notebooks: tuple[str, ...],
    parameters: tuple[tuple[str, str], ...],
    batch_file: str | None,
    code: bool,
    columns: tuple[str, ...],
    date_order: str,
    jobs: int | None,
    cluster: str,
) -> None:
    """Render the notebooks on the documents at PATH (default: seeds) as HTML reports, or a whole batch of corpora.

    The folder gets one HTML page for each notebook, its tables as CSV, and index.html to start from. A report is made anew only
    if its notebook, its parameters, the documents or the program have changed, so a run that was stopped goes on where it was.
    A notebook that fails is kept as far as it came, and the others are made.

    The exit code is 0 if all is well, 1 if a report failed, 2 if something given is wrong (then nothing is run).

    \b
    Examples:
      python -m analysis report
      python -m analysis report articles/ --out my-reports
      python -m analysis report articles/ --notebook 1-terms -p min_count 3
      python -m analysis report articles.csv --column text=Body --column date=PubDate --date-order day-first
      python -m analysis report --batch batch.toml --jobs 4
    """
    from analysis.corpus import read_corpus  # all slow to import; --help should not wait for them
    from analysis.progress import follow_reports
    from analysis.render import load_batch, plan_corpus, render_batch

    if batch_file and (path or notebooks or parameters or columns or date_order):
        raise ParameterError(f"With --batch, write corpora, notebooks and parameters into {batch_file}.")
    given: dict[str, Any] = dict(parameters)
    if columns or date_order:
        given["columns"] = join_columns(columns, date_order)
    batch = load_batch(batch_file) if batch_file else plan_corpus(path or "seeds", notebooks=notebooks or None, parameters=given)
    batch = batch.show_code() if code else batch
    folder = Path(out or batch.out or "reports")
    click.echo(f"Reading {f'the corpora of {batch_file}' if batch_file else path or 'seeds'}", err=True)
    unread: list[str] = []
    for corpus in batch.corpora:
        try:
            read_corpus(batch.folder / corpus.path, columns=corpus.columns, jobs=jobs, cluster=cluster, progress=True)
        except InputError as error:
            unread.append(str(error))
    if len(unread) == len(batch.corpora):
        raise InputError("\n".join(dict.fromkeys(unread)))  # where some could be read, the others are told with their reports
    with follow_reports(batch.n_reports, folder) as tell:
        made = render_batch(batch, out=folder, jobs=jobs, tell=tell)
    click.echo(f"Start from {folder / 'index.html'}")
    if any(entry.html is None for corpus in made for entry in corpus.asked):
        sys.exit(1)


@click.command()
@click.argument("notebooks", nargs=-1, metavar="[NOTEBOOK]...")
def parameters(notebooks: tuple[str, ...]) -> None:
    """Tell the parameters of notebooks: name, type, usual value, and what each does.

    A NOTEBOOK is one of the project by name, or a file that ends in .ipynb; without one, all of the project are told. Set a
    parameter with -p NAME VALUE, or in a batch file.

    \b
    Examples:
      python -m analysis parameters 3-stance
      python -m analysis report articles/ --notebook 3-stance -p targets both
    """
    from analysis.parameters import DRIVER_PARAMETERS
    from analysis.render.notebooks import find_notebooks

    for notebook in find_notebooks(notebooks or None):
        formatter = click.HelpFormatter()
        formatter.write_text(f"{notebook.name}: {notebook.title}. {notebook.question}")
        with formatter.indentation():
            formatter.write_dl(
                [
                    (f"{name}: {parameter.type} = {json.dumps(parameter.default, ensure_ascii=False)}", parameter.help)
                    for name, parameter in notebook.parameters.items()
                    if name not in DRIVER_PARAMETERS
                ]
            )
        click.echo(formatter.getvalue())
