"""How a command ends: with its result, or with a message and exit code 2."""

import sys
import traceback
from collections.abc import Callable
from pathlib import Path

import click

from analysis.errors import StandpointError


def run_command(command: Callable[[], object]) -> None:
    """Run a command; an error is a message and exit code 2, never a traceback."""
    try:
        command()
    except StandpointError as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(2)
    except Exception as error:
        click.echo(f"Error: a fault of the program, not of your input. Please report it: {describe_fault(error)}", err=True)
        sys.exit(2)


def describe_fault(error: Exception) -> str:
    """Describe an error that nobody meant in a line, with the place in the code."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {error} ({Path(place.filename).name}, line {place.lineno})"
