"""Commands that list actors and issues, and write them out for a person to mend."""

import click

from analysis.cli.options import join_columns, take_columns


@click.command()
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


@click.command()
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
