"""The parameters of a notebook: which ones it takes, and whether what it is given fits, before anything runs.

A notebook states them in its one cell tagged `parameters`, a line each: `name: type = default  # what it does`.
"""

import ast
import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from analysis.errors import ParameterError, RenderError, nearest

DRIVER_PARAMETERS = ("path", "tables")
"""Parameters that rendering sets itself."""

_TYPES = {"str": "a text", "int": "a whole number", "float": "a number", "bool": "true or false"}
_WORDS_FOR_BOOL = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}


class Parameter(NamedTuple):
    """One parameter: its name, its type (str, int, float or bool), its default and what it does."""

    name: str
    type: str
    default: str | int | float | bool
    help: str


def find_parameters(notebook: Mapping[str, Any], *, name: str) -> dict[str, Parameter]:
    """Return the parameters a notebook states, in its order.

    Parameters
    ----------
    notebook : the notebook as JSON
    name : what the notebook is called in messages

    Raises
    ------
    RenderError : not exactly one cell tagged `parameters`, or a line in it that is not `name: type = default`
    """
    cells = [cell for cell in notebook["cells"] if "parameters" in cell.get("metadata", {}).get("tags", [])]
    if len(cells) != 1:
        raise RenderError(f"Notebook {name} has {len(cells)} cells tagged 'parameters'; it needs exactly one.")
    source = "".join(cells[0]["source"])
    lines = source.splitlines()
    try:
        found = [_read_statement(statement, lines) for statement in ast.parse(source).body]
    except (SyntaxError, ValueError, AttributeError) as error:
        raise RenderError(
            f"Notebook {name}: each line of its parameters cell must read 'name: type = default  # what it does', "
            f"with a type of {', '.join(_TYPES)} and a plain default."
        ) from error
    return {parameter.name: parameter for parameter in found}


def _read_statement(statement: ast.stmt, lines: Sequence[str]) -> Parameter:
    """Read one line of a parameters cell; ValueError or AttributeError if it is anything else."""
    name, kind = statement.target.id, statement.annotation.id  # type: ignore[attr-defined]
    default = ast.literal_eval(statement.value)  # type: ignore[attr-defined]
    if kind not in _TYPES or type(default).__name__ != kind:
        raise ValueError(name)
    comment = lines[(statement.end_lineno or 1) - 1][statement.end_col_offset :]
    return Parameter(name, kind, default, comment.strip().removeprefix("#").strip())


def check_parameters(
    given: Mapping[str, Any], *, notebooks: Mapping[str, Mapping[str, Parameter]], typed: bool = False
) -> dict[str, dict[str, Any]]:
    """Return the given values for each notebook that has them, in the type it has.

    Parameters
    ----------
    given : name -> value
    notebooks : name of a notebook -> its parameters
    typed : whether the values have types already; else a text is read as the type of the parameter

    Returns
    -------
    dict : name of a notebook -> name of a parameter -> value in its type

    Raises
    ------
    ParameterError : a name that no notebook has (with the nearest one), one the driver sets itself, or a value of the wrong type
    """
    known = {name for parameters in notebooks.values() for name in parameters if name not in DRIVER_PARAMETERS}
    for name in given:
        if name in DRIVER_PARAMETERS:
            raise ParameterError(
                f"Parameter {name!r} is set from the path of the corpus and the folder of the reports; leave it out."
            )
        if name not in known:
            listing = f"{', '.join(sorted(known))}" if known else "none"
            raise ParameterError(f"No parameter {name!r} in {', '.join(notebooks)}.{nearest(name, known)} There are: {listing}.")
    return {
        notebook: {name: _coerce(value, parameters[name], notebook, typed) for name, value in given.items() if name in parameters}
        for notebook, parameters in notebooks.items()
    }


def _coerce(value: Any, parameter: Parameter, notebook: str, typed: bool) -> str | int | float | bool:
    """Return the value in the type of the parameter, or raise ParameterError."""
    kind = parameter.type
    if type(value).__name__ == kind and not (kind == "float" and not math.isfinite(value)):
        return value
    if kind == "float" and type(value) is int:
        return float(value)
    if isinstance(value, str) and not typed:
        try:
            if kind == "int":
                return int(value)
            if kind == "float" and math.isfinite(float(value)):
                return float(value)
            if kind == "bool":
                return _WORDS_FOR_BOOL[value.strip().lower()]
        except (ValueError, KeyError):
            pass
    raise ParameterError(
        f"Parameter {parameter.name!r} of {notebook} takes {_TYPES[kind]}, not {value!r}; its default is {parameter.default!r}."
    )
