"""The command: `python -m analysis` renders reports, writes files for other programs, lists actors and issues to be mended."""

import click

from analysis.cli.files import agreement, export, read
from analysis.cli.lists import actors, issues
from analysis.cli.reports import parameters, report
from analysis.commands import run_command


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="standpoint", prog_name="standpoint")
def main() -> None:
    """Read news and political text: who speaks, what they say, about whom and what, and where they stand.

    PATH is a file or a folder of texts, tables, pages, Word or PDF files, archives or press exports (docs/formats.md). Nothing is
    sent to any network.
    """


for _command in (report, parameters, read, export, agreement, actors, issues):
    main.add_command(_command)


def run() -> None:
    """Run the command."""
    run_command(main)


if __name__ == "__main__":
    run()
