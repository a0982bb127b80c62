"""One family of errors. Each message says what is wrong, where, and how to mend it."""

import difflib
from collections.abc import Iterable


class StandpointError(Exception):
    """Base of every error this package raises on purpose; its text is meant for the user."""

    def _render_traceback_(self) -> list[str]:
        """Show the message in a notebook, where IPython asks for this, and not the code that raised it."""
        return [f"{type(self).__name__}: {self}"]


class InputError(StandpointError):
    """A file, folder or document that cannot be read as it is."""


class SchemaError(StandpointError):
    """A table that lacks a column or holds a value its schema does not allow."""


class ParameterError(StandpointError):
    """A setting that is unknown, of the wrong type or out of its range."""


class RenderError(StandpointError):
    """A notebook that could not be run to its end or exported."""


def check_choice(name: str, value: str, choices: Iterable[str]) -> None:
    """Raise ParameterError if `value` is none of the choices."""
    known = list(choices)
    if value not in known:
        raise ParameterError(f"{name} is {value!r}; it may be {', '.join(known)}.{nearest(value, known)}")


def check_least(name: str, value: int, least: int) -> None:
    """Raise ParameterError if `value` is less than `least`."""
    if value < least:
        raise ParameterError(f"{name} is {value}; it must be {least} or more.")


def nearest(word: str, choices: Iterable[str]) -> str:
    """Return `` Did you mean 'x'?`` for the choice closest to `word`, or an empty string if none is close."""
    found = difflib.get_close_matches(word, list(choices), n=1, cutoff=0.6)
    return f" Did you mean {found[0]!r}?" if found else ""
