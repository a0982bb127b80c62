"""The command: `python -m analysis` renders reports, writes files for other programs, lists actors and issues to be mended."""

import json
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from analysis.commands import run_command
from analysis.errors import InputError, ParameterError

FILES_SHOWN = 20


def reading_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of who reads."""
    jobs = click.option("--jobs", type=click.IntRange(1), help="Processes at the same time; default: as many as there are cores.")
    cluster = click.option("--cluster", default="", metavar="ADDRESS", help="Dask scheduler that reads, e.g. tcp://host:8786.")
    return jobs(cluster(command))


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="standpoint", prog_name="standpoint")
def main() -> None:
    """Read news and political text: who speaks, what they say, about whom and what, and where they stand.

    PATH is a file or a folder of texts, tables, pages, Word or PDF files, archives or press exports (docs/formats.md). Nothing is
    sent to any network.
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


class _Report(click.Command):
    """A command whose help lists the notebooks."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the notebooks and what each asks."""
        from analysis.render.notebooks import find_notebooks

        with formatter.section("Notebooks"):
            formatter.write_dl([(notebook.name, notebook.question) for notebook in find_notebooks()])
        formatter.write_paragraph()
        formatter.write_text("The parameters of a notebook: python -m analysis parameters 3-stance")


@main.command(cls=_Report)
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
    """  # noqa: D301
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
    for corpus in batch.corpora:
        with suppress(InputError):  # told with its reports
            read_corpus(batch.folder / corpus.path, columns=corpus.columns, jobs=jobs, cluster=cluster, progress=True)
    with follow_reports(batch.n_reports, folder) as tell:
        made = render_batch(batch, out=folder, jobs=jobs, tell=tell)
    click.echo(f"Start from {folder / 'index.html'}")
    if any(entry.html is None for corpus in made for entry in corpus.asked):
        sys.exit(1)


@main.command()
@click.argument("notebooks", nargs=-1, metavar="[NOTEBOOK]...")
def parameters(notebooks: tuple[str, ...]) -> None:
    """Tell the parameters of notebooks: name, type, usual value, and what each does.

    A NOTEBOOK is one of the project by name, or a file that ends in .ipynb; without one, all of the project are told. Set a
    parameter with -p NAME VALUE, or in a batch file.

    \b
    Examples:
      python -m analysis parameters 3-stance
      python -m analysis report articles/ --notebook 3-stance -p targets both
    """  # noqa: D301
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


@main.command()
@click.argument("path")
@click.option("--out", required=True, metavar="DIR", help="Folder for the tables; made if needed.")
@take_columns
@reading_options
def read(path: str, out: str, columns: tuple[str, ...], date_order: str, jobs: int | None, cluster: str) -> None:
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
    """List the issues that the documents at PATH argue about, the most argued about first.

    \b
    Examples:
      python -m analysis issues articles/
      python -m analysis issues articles/ --suggest > articles/codebook.yaml
    """  # noqa: D301
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
    """List the actors of the documents at PATH, those mentioned most first.

    The table that --suggest writes has a line for each actor. Give two lines one name to join them, write a group (whom the actor
    counts for), or `yes` under exclude; delete the other lines. Beside the documents as actors.csv it wins over what is read.

    \b
    Examples:
      python -m analysis actors articles/
      python -m analysis actors articles/ --suggest > articles/actors.csv
    """  # noqa: D301
    from analysis.actors import suggest_edits  # slow to import; --help should not wait for it
    from analysis.corpus import read_corpus

    found = read_corpus(path, columns=join_columns(columns, date_order), progress=True).actors
    if suggest:
        click.echo(suggest_edits(found).head(limit).to_csv(index=False, lineterminator="\n"), nl=False)
        return
    click.echo("mentions\tkind\tactor\tnames")
    for row in found.head(limit).to_dict("records"):
        click.echo(f"{row['n_mentions']}\t{row['kind']}\t{row['name']}\t{'; '.join(row['aliases'])}")


def choose_documents(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that choose documents and for whom actors count, as the notebooks have them."""
    for option in (
        click.option("--level", default="person", show_default=True, help="Whom actors count for: person, organization, state."),
        click.option("--copies/--no-copies", default=True, show_default=True, help="Near-duplicates too, or one of each story."),
        click.option("--until", default="", metavar="DAY", help="Only documents published on this day or before it."),
        click.option("--since", default="", metavar="DAY", help="Only documents published on this day (2022-01-31) or after it."),
        click.option("--outlet", default="", metavar="NAME", help="Only documents of this outlet."),
        click.option(
            "--codebook", default="", metavar="FILE", help="Issues to look for; default: PATH/codebook.yaml, if there is one."
        ),
    ):
        command = option(command)
    return command


@main.command()
@click.argument("path")
@click.option("--to", required=True, metavar="FORMAT", help="One of the formats below.")
@click.option("--out", required=True, metavar="PLACE", help="Folder or file to write, as the format has it; made if needed.")
@choose_documents
def export(path: str, to: str, out: str, **chosen: Any) -> None:
    r"""Write what is found in the documents at PATH for another program.

    \b
    Formats (docs/export.md tells what each holds, what it leaves out, and how to open it):
      csv           a table a file, safe to open in a spreadsheet
      xlsx          a workbook with a table a sheet
      parquet       a table a file; nothing is lost
      jsonl         a document a line with everything found in it
      graphml       networks of positions, for Gephi, Cytoscape, visone and others
      gexf          the same networks in Gephi's own format
      conllu        words and tags, for tools of Universal Dependencies
      brat          texts and annotations for brat
      label-studio  tasks with predictions, and the configuration
      dna           a database for Discourse Network Analyzer 3 and rDNA
      qdpx          a REFI-QDA project for NVivo, MAXQDA, ATLAS.ti, QualCoder

    \b
    Examples:
      python -m analysis export articles/ --to xlsx --out articles.xlsx
      python -m analysis export articles/ --to gexf --out networks --no-copies --level state
    """
    from analysis.interchange import check_export, export_corpus  # slow to import; --help should not wait for it
    from analysis.selection import open_corpus

    check_export(to=to, out=out)
    corpus = open_corpus(path, **chosen)
    made = export_corpus(corpus, to=to, out=out)
    for file in made.paths[:FILES_SHOWN]:
        click.echo(file)
    if len(made.paths) > FILES_SHOWN:
        click.echo(f"and {len(made.paths) - FILES_SHOWN:,} more files in {out}")
    for note in [*corpus.notes, *made.notes]:
        click.echo(note, err=True)
    for entry in corpus.unread:
        click.echo(f"Not read: {entry['path']}: {entry['reason']}", err=True)


@main.command()
@click.argument("path")
@click.argument("codings")
@click.option("--codebook", default="", metavar="FILE", help="Issues to look for; default: PATH/codebook.yaml, if there is one.")
@click.option("--out", default="", metavar="DIR", help="Also write the agreement and the codings as CSV into this folder.")
def agreement(path: str, codings: str, codebook: str, out: str) -> None:
    r"""Compare the positions found in the documents at PATH with those that people coded in DNA 3.

    CODINGS is a .dna file in which people coded these documents, such as one made by `export --to dna`. A line compares two
    coders: how many positions each has in the documents both coded, how many they share, on how many of those they agree, and
    Krippendorff's alpha for these.

    \b
    Example:
      python -m analysis agreement articles/ coded.dna --out agreement
    """
    from analysis.agreement import measure_agreement  # slow to import; --help should not wait for it
    from analysis.corpus import read_corpus
    from analysis.interchange.codings import load_codings
    from analysis.spreadsheets import save_table

    corpus = read_corpus(path, codebook=codebook)
    coded = load_codings(codings, corpus)
    table = measure_agreement(corpus.positions, coded)
    click.echo(table.round(3).to_csv(sep="\t", index=False, lineterminator="\n"), nl=False)
    for note in coded.attrs["notes"]:
        click.echo(note, err=True)
    if table.empty:
        click.echo("No position was coded by a person in these documents.", err=True)
    if out:
        for name, rows in (("agreement", table), ("codings", coded)):
            click.echo(save_table(rows, name=name, folder=out))


for _command in main.commands.values():
    _command.help = (_command.help or "").replace("\\b", "\b")  # raw docstrings only spell the sign by which click keeps lines


def run() -> None:
    """Run the command."""
    run_command(main)


if __name__ == "__main__":
    run()
