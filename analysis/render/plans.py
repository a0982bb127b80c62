"""What is to be rendered: corpora, and of each the reports with their parameters; checked in full before anything runs.

A batch is written as a TOML file (docs/batch.md). One corpus given on the command line is a batch of one.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import chdir
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from analysis.documents import find_path
from analysis.errors import InputError, ParameterError, StandpointError, nearest
from analysis.parameters import check_parameters
from analysis.render.notebooks import Notebook, find_notebooks

_WORDS: dict[type, str] = {str: "a text", list: "a list of texts", dict: "a table"}
_BATCH: dict[str, type] = {"out": str, "notebooks": list, "parameters": dict, "corpora": dict}
_CORPUS: dict[str, type] = {"path": str, "notebooks": list, "parameters": dict, "reports": dict}
_REPORT: dict[str, type] = {"notebook": str, "parameters": dict}
_NAME = re.compile(r"[^\W_](?:[\w .-]*\w)?")


@dataclass(frozen=True)
class ReportPlan:
    """A report to be made: its name, the notebook, the value of each parameter that a user can set, whether it shows its code."""

    name: str
    notebook: Notebook
    values: dict[str, Any]
    code: bool = False


@dataclass(frozen=True)
class CorpusPlan:
    """A corpus, by its absolute path, and its reports. `name` is that of their folder; "" is the folder of the reports itself."""

    name: str
    path: str
    reports: tuple[ReportPlan, ...]

    @property
    def columns(self) -> str:
        """Which column of its tables is what, as the first report that can say so has it."""
        return next((str(report.values["columns"]) for report in self.reports if "columns" in report.values), "")


@dataclass(frozen=True)
class Batch:
    """Corpora and their reports; relative paths in parameters hold from `folder`. `out` is the folder for them, if it has one."""

    folder: Path
    out: Path | None
    corpora: tuple[CorpusPlan, ...]

    @property
    def n_reports(self) -> int:
        """How many reports it asks for."""
        return sum(len(corpus.reports) for corpus in self.corpora)

    def show_code(self) -> "Batch":
        """Return the batch with the code of each cell on its pages, folded."""
        corpora = (replace(corpus, reports=tuple(replace(plan, code=True) for plan in corpus.reports)) for corpus in self.corpora)
        return replace(self, corpora=tuple(corpora))


def plan_corpus(
    path: str | Path, *, notebooks: Sequence[str] | None = None, parameters: Mapping[str, Any] | None = None
) -> Batch:
    """Return the batch of one corpus.

    Parameters
    ----------
    path : file or folder of documents, as for `read_corpus`
    notebooks : names of the project's notebooks ("3-stance"), or files that end in .ipynb; None takes all that are reports
    parameters : name -> value, for every chosen notebook that has it; texts are read in the type it has

    Raises
    ------
    ParameterError : no such notebook, an unknown parameter (with the nearest), a value of the wrong type, or two notebooks of
        one name; InputError : nothing at `path`
    """
    chosen = find_notebooks(notebooks)
    values = check_parameters(parameters or {}, notebooks={notebook.name: notebook.parameters for notebook in chosen})
    reports = [ReportPlan(notebook.name, notebook, notebook.defaults | values[notebook.name]) for notebook in chosen]
    _check_names([report.name for report in reports], what="reports")
    return Batch(Path.cwd(), None, (CorpusPlan("", str(find_path(path)), tuple(reports)),))


def load_batch(file: str | Path) -> Batch:
    """Return the batch that a TOML file describes, checked in full; nothing is read or run.

    The file has these keys; all but `corpora`, `path` and `notebook` can be left out:

    - `out`: folder for the reports
    - `notebooks`: names or files, for every corpus that has no list of its own; without it, all that are reports
    - `parameters`: name = value, for every notebook that has it; those of a corpus win over these, those of a report over both
    - `corpora.NAME`: a corpus, whose reports go to the folder NAME. It has `path`, `notebooks`, `parameters`, and
      `reports.NAME`: a further report of that name, with its `notebook` and `parameters`

    Raises
    ------
    InputError : no such file, no TOML, or a path of a corpus that is not there
    ParameterError : an unknown key, notebook or parameter (with the nearest), a value of the wrong type, two reports of one name.
        Each message names the file and the key
    """
    place = Path(file)
    try:
        content = tomllib.loads(place.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{place} cannot be read ({error.strerror}). Give a batch file, such as batch.toml.") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{place} is not UTF-8 text (byte {error.start}). Save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{place} is not TOML: {str(error)[:1].lower()}{str(error)[1:]}.") from error
    folder = place.resolve().parent
    with chdir(folder):  # what is relative in the file holds from where it stands
        corpora = _read_batch(content, str(place))
    return Batch(folder, folder / content["out"] if "out" in content else None, corpora)


def _read_batch(content: Mapping[str, Any], file: str) -> tuple[CorpusPlan, ...]:
    """Read the corpora of a batch."""
    _check_table(content, _BATCH, file, ())
    tables = content.get("corpora", {})
    if not tables:
        raise ParameterError(f'{file} names no corpus. Write one as [corpora.NAME], and below it path = "its folder".')
    for name, table in tables.items():
        _check_table(table, _CORPUS, file, ("corpora", name))
        if "path" not in table:
            raise ParameterError(f'{file}, corpora.{name} has no path. Add path = "its folder".')
    names = {name: table.get("notebooks", content.get("notebooks")) for name, table in tables.items()}
    corpora = {name: _read_corpus(name, table, names[name], file) for name, table in tables.items()}
    _at(file, ("corpora",), _check_names, list(corpora), what="corpora")
    every = [report for corpus in corpora.values() for report in corpus.reports]
    shared = _check_values(content.get("parameters", {}), every, file, ("parameters",))
    return tuple(
        CorpusPlan(
            name,
            corpus.path,
            tuple(
                ReportPlan(report.name, report.notebook, report.notebook.defaults | shared[report.notebook.file] | report.values)
                for report in corpus.reports
            ),
        )
        for name, corpus in corpora.items()
    )


def _read_corpus(name: str, table: Mapping[str, Any], notebooks: Sequence[str] | None, file: str) -> CorpusPlan:
    """Read one corpus; the values of its reports are those set by itself and them."""
    keys = ("corpora", name)
    path = _at(file, (*keys, "path"), find_path, table["path"])
    where = (*keys, "notebooks") if "notebooks" in table else ("notebooks",)
    reports = [ReportPlan(notebook.name, notebook, {}) for notebook in _at(file, where, find_notebooks, notebooks)]
    for own_name, own in table.get("reports", {}).items():
        own_keys = (*keys, "reports", own_name)
        _check_table(own, _REPORT, file, own_keys)
        if "notebook" not in own:
            raise ParameterError(f'{file}, {_write_keys(own_keys)} has no notebook. Add notebook = "2-actors", or another.')
        (notebook,) = _at(file, (*own_keys, "notebook"), find_notebooks, [own["notebook"]])
        plan = ReportPlan(own_name, notebook, {})
        values = _check_values(own.get("parameters", {}), [plan], file, (*own_keys, "parameters"))
        reports.append(ReportPlan(own_name, notebook, values[notebook.file]))
    _at(file, keys, _check_names, [report.name for report in reports], what="reports")
    common = _check_values(table.get("parameters", {}), reports, file, (*keys, "parameters"))
    filled = (ReportPlan(plan.name, plan.notebook, common[plan.notebook.file] | plan.values) for plan in reports)
    return CorpusPlan(name, str(path), tuple(filled))


def _check_values(
    given: Mapping[str, Any], reports: Iterable[ReportPlan], file: str, keys: tuple[str, ...]
) -> dict[Path, dict[str, Any]]:
    """Return the given values for the notebook of each report, by its file; a date is a text as `2022-01-31`."""
    plain = {name: value.isoformat() if type(value) is date else value for name, value in given.items()}
    notebooks = {report.notebook.file: report.notebook for report in reports}
    by_name = {str(place.stem): notebook.parameters for place, notebook in notebooks.items()}
    values = _at(file, keys, check_parameters, plain, notebooks=by_name, typed=True)
    return {place: values[place.stem] for place in notebooks}


def _check_table(table: Any, kinds: Mapping[str, type], file: str, keys: tuple[str, ...]) -> None:
    """Raise ParameterError if a table has a key it must not have, or a value of another kind."""
    if not isinstance(table, dict):
        raise ParameterError(f"{file}, {_write_keys(keys)} is {table!r}; it is a table with {', '.join(kinds)}.")
    for key, value in table.items():
        where = _write_keys((*keys, key))
        if key not in kinds:
            raise ParameterError(f"{file} has an unknown key {where}.{nearest(key, kinds)} There are: {', '.join(kinds)}.")
        right = isinstance(value, kinds[key]) and value not in ("", [])
        if not right or (isinstance(value, list) and not all(isinstance(item, str) for item in value)):
            raise ParameterError(f"{file}, {where} is {value!r}; it is {_WORDS[kinds[key]]}, and not empty.")


def _check_names(names: Sequence[str], *, what: str) -> None:
    """Raise ParameterError if a name can be no file name, or two are the same where capitals do not count."""
    seen: dict[str, str] = {}
    for name in names:
        if not _NAME.fullmatch(name) or name.casefold() == "index":
            raise ParameterError(f"{name!r} cannot be the name of a file: use letters, digits, hyphens and dots.")
        if name.casefold() in seen:
            raise ParameterError(f"Two {what} are called {name!r}. Give one of them another name.")
        seen[name.casefold()] = name


def _at(file: str, keys: tuple[str, ...], function: Any, *args: Any, **kwargs: Any) -> Any:
    """Call a function; what it finds wrong is told with the file and the key."""
    try:
        return function(*args, **kwargs)
    except StandpointError as error:
        raise type(error)(f"{file}, {_write_keys(keys)}: {error}") from error


def _write_keys(keys: tuple[str, ...]) -> str:
    """Return a key as it is written in a table's head."""
    return ".".join(key if re.fullmatch(r"[\w-]+", key) else f'"{key}"' for key in keys)
