"""Options that several commands share."""

from collections.abc import Callable
from typing import Any

import click


def reading_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of who reads."""
    jobs = click.option("--jobs", type=click.IntRange(1), help="Processes at the same time; default: as many as there are cores.")
    cluster = click.option("--cluster", default="", metavar="ADDRESS", help="Dask scheduler that reads, e.g. tcp://host:8786.")
    return jobs(cluster(command))


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
