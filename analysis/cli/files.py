"""Commands that write what is found as files for other programs, and read what people coded in one of them."""

from typing import Any

import click

from analysis.cli.options import choose_documents, join_columns, reading_options, take_columns

FILES_SHOWN = 20


@click.command()
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


@click.command()
@click.argument("path")
@click.option("--to", required=True, metavar="FORMAT", help="One of the formats below.")
@click.option("--out", required=True, metavar="PLACE", help="Folder or file to write, as the format has it; made if needed.")
@choose_documents
@take_columns
def export(path: str, to: str, out: str, columns: tuple[str, ...], date_order: str, **chosen: Any) -> None:
    """Write what is found in the documents at PATH for another program.

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
    corpus = open_corpus(path, columns=join_columns(columns, date_order), **chosen)
    made = export_corpus(corpus, to=to, out=out)
    for file in made.paths[:FILES_SHOWN]:
        click.echo(file)
    if len(made.paths) > FILES_SHOWN:
        click.echo(f"and {len(made.paths) - FILES_SHOWN:,} more files in {out}")
    for note in [*corpus.notes, *made.notes]:
        click.echo(note, err=True)
    for entry in corpus.unread:
        click.echo(f"Not read: {entry['path']}: {entry['reason']}", err=True)


@click.command()
@click.argument("path")
@click.argument("codings")
@click.option("--codebook", default="", metavar="FILE", help="Issues to look for; default: PATH/codebook.yaml, if there is one.")
@click.option("--out", default="", metavar="DIR", help="Also write the agreement and the codings as CSV into this folder.")
@take_columns
def agreement(path: str, codings: str, codebook: str, out: str, columns: tuple[str, ...], date_order: str) -> None:
    """Compare the positions found in the documents at PATH with those that people coded in DNA 3.

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

    corpus = read_corpus(path, codebook=codebook, columns=join_columns(columns, date_order), progress=True)
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
