"""From notebooks and a folder of documents to HTML reports, their tables as CSV, and an index over them.

The folder is read once; every notebook fetches that reading. A report whose notebook, settings, input and program have not
changed is left as it is.
"""

import hashlib
import json
import re
import shutil
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from analysis.corpus import Corpus, read_corpus
from analysis.errors import InputError, ParameterError, RenderError, StandpointError, nearest
from analysis.index import INDEX, MANIFEST, Report, hash_file, list_facts, load_reports, write_index, write_manifest, write_whole
from analysis.parameters import Parameter, check_parameters, find_parameters

NOTEBOOKS = Path(__file__).parent.parent / "notebooks"
AT_ONCE = 2
"""Notebooks that run at the same time, each in a process of its own."""

_SHAPING = ("matplotlib", "nbconvert", "pandas", "seaborn", "standpoint")


@dataclass(frozen=True)
class Notebook:
    """A notebook to be rendered: its file, what it holds and the parameters it states."""

    name: str
    file: Path
    content: dict[str, Any]
    parameters: dict[str, Parameter]

    @property
    def title(self) -> str:
        """Its first heading, or its name."""
        return next((line[2:] for line in self.text_before("").splitlines() if line.startswith("# ")), self.name)

    @property
    def question(self) -> str:
        """What it answers, as its text says after "**Question:**"; empty if it does not say."""
        found = re.search(r"\*\*Question:\*\* *(.+)", self.text_before(""))
        return found[1][:1].upper() + found[1][1:] if found else ""

    def text_before(self, code: str) -> str:
        """All its Markdown before the cell with this code; all of it if there is none."""
        cells = [(cell["cell_type"], "".join(cell["source"])) for cell in self.content["cells"]]
        codes = [source if kind == "code" else None for kind, source in cells]
        until = codes.index(code) if code in codes else len(cells)
        return "\n".join(source for kind, source in cells[:until] if kind == "markdown")


def render_reports(
    path: str | Path,
    *,
    out: str | Path,
    notebooks: Sequence[str] | None = None,
    parameters: Mapping[str, Any] | None = None,
) -> list[Report]:
    """Render notebooks on a folder of documents.

    Parameters
    ----------
    path : file or folder of documents, as for `read_corpus`
    out : folder for the reports, made if it is not there. It gets NAME.html, tables/NAME/*.csv and notebooks/NAME.ipynb (as
        executed) of each notebook, index.html and, last, manifest.json. Reports there made from another input are removed
    notebooks : names of the project's notebooks ("3-stance"), or files that end in .ipynb; None takes all of the project
    parameters : name -> value, handed to every chosen notebook that has it; texts are read in the type it has

    Returns
    -------
    list of Report, in the order of the notebooks: "rendered", "unchanged" or "failed". A failed one has no page

    Raises
    ------
    ParameterError : no such notebook, an unknown parameter (with the nearest), a value of the wrong type; before anything runs
    InputError : nothing that can be read at `path`, or `out` cannot be written to
    """
    chosen = find_notebooks(notebooks)
    values = check_parameters(parameters or {}, notebooks={notebook.name: notebook.parameters for notebook in chosen})
    corpus = read_corpus(path, columns=str((parameters or {}).get("columns", "")))
    folder = _make_folder(out)
    keys = {notebook.name: _hash_settings(notebook, values[notebook.name], corpus) for notebook in chosen}
    earlier = {report.name: report for report in load_reports(folder)}
    reports = {name: report for name, report in earlier.items() if report.corpus == corpus.key}
    unchanged = {name for name, key in keys.items() if name in reports and reports[name].html and reports[name].key == key}
    due = [notebook for notebook in chosen if notebook.name not in unchanged]
    for name in {notebook.name for notebook in due} | (earlier.keys() - reports.keys()):
        _withdraw(folder, name)
    render = partial(_render_notebook, path=str(path), folder=folder, values=values, corpus=corpus.key, keys=keys)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        reports |= {report.name: report for report in pool.map(render, due)}
    _write_overview(folder, [reports[name] for name in sorted(reports)], corpus)
    return [
        replace(reports[notebook.name], status="unchanged") if notebook.name in unchanged else reports[notebook.name]
        for notebook in chosen
    ]


def find_notebooks(names: Sequence[str] | None = None) -> list[Notebook]:
    """Return the project's notebooks of these names, or those in files that end in .ipynb, in the order given, each once.

    None gives all of the project by name. Raises ParameterError for a name that is not there (names the nearest one), RenderError
    for a file that is no notebook or does not state its parameters as it should.
    """
    own = {file.stem: file for file in sorted(NOTEBOOKS.glob("*.ipynb"))}
    files = [Path(name) if name.endswith(".ipynb") else own.get(name, Path(name)) for name in names or own]
    if not files:
        raise RenderError(f"There are no notebooks in {NOTEBOOKS}. Fetch the project anew, or name a notebook's file.")
    found = []
    for file in dict.fromkeys(files):
        if not file.is_file():
            raise ParameterError(
                f"There is no notebook {str(file)!r}.{nearest(file.stem, own)} There are: {', '.join(own) or 'none'}."
            )
        try:
            content = json.loads(file.read_text(encoding="utf-8"))
            parameters = find_parameters(content, name=file.stem)
        except (ValueError, KeyError, TypeError) as error:
            raise RenderError(f"{file} is not a notebook that can be read: {error}.") from error
        found.append(Notebook(file.stem, file, content, parameters))
    return found


def _hash_settings(notebook: Notebook, values: Mapping[str, Any], corpus: Corpus) -> str:
    """Return a key that changes with the notebook, its settings, the input, or the code that draws the page."""
    versions = [version(package) for package in _SHAPING]
    made_from = json.dumps([notebook.content, values, corpus.key, versions], sort_keys=True)
    return hashlib.sha256(made_from.encode()).hexdigest()[:16]


def _make_folder(out: str | Path) -> Path:
    """Make the folder for the reports."""
    folder = Path(out)
    try:
        for place in (folder, folder / "notebooks"):
            place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            f"{folder} cannot be made a folder for reports ({error.strerror}). Choose another with --out."
        ) from error
    return folder


def _withdraw(folder: Path, name: str) -> None:
    """Remove what an earlier run left of a report, and the index and manifest that speak of it."""
    for file in (MANIFEST, INDEX, f"{name}.html", f"notebooks/{name}.ipynb"):
        (folder / file).unlink(missing_ok=True)
    shutil.rmtree(folder / "tables" / name, ignore_errors=True)


def _render_notebook(
    notebook: Notebook, *, path: str, folder: Path, values: Mapping[str, Any], corpus: str, keys: Mapping[str, str]
) -> Report:
    """Run one notebook and write its page, or say why there is none."""
    from analysis.export import write_html  # slow to import, and not needed where nothing is due

    name = notebook.name
    report = Report(name, notebook.title, notebook.question, "failed", corpus, keys[name], dict(values[name]))
    tables = folder.resolve() / "tables" / name
    try:
        driven = {"path": path, "tables": str(tables)}
        given = values[name] | {key: value for key, value in driven.items() if key in notebook.parameters}
        executed = _execute(notebook, given, folder / "notebooks" / f"{name}.ipynb")
        written = tuple(file.relative_to(folder.resolve()).as_posix() for file in sorted(tables.glob("*.csv")))
        shown = [{"name": key, "value": str(values[name][key]), "help": notebook.parameters[key].help} for key in values[name]]
        page = folder / f"{name}.html"
        write_whole(page, write_html(executed, name=name, corpus=corpus, parameters=shown, tables=written))
    except Exception as error:  # one notebook must not take the others with it, whatever goes wrong in it
        shutil.rmtree(tables, ignore_errors=True)
        message = str(error) if isinstance(error, StandpointError) else f"{type(error).__name__}: {error}"
        return replace(report, message=message)
    return replace(report, status="rendered", html=page.name, sha256=hash_file(page), tables=written)


def _execute(notebook: Notebook, parameters: Mapping[str, Any], target: Path) -> Any:
    """Run a notebook with papermill and return it with its outputs; they are also written to `target`."""
    import papermill  # slow to import, and not needed where nothing is due
    from traitlets.config import Config

    source, executed = (str(file.resolve()).replace("{", "{{").replace("}", "}}") for file in (notebook.file, target))
    try:
        return papermill.execute_notebook(
            source,  # papermill reads braces in paths as fields to fill in, so they are doubled
            executed,
            parameters=dict(parameters),
            kernel_name="python3",
            progress_bar=False,
            extra_arguments=["--log-level=50"],  # else a kernel calls the signal it is stopped with an error
            config=Config({"KernelManager": {"transport_encryption": "auto"}}),  # else each kernel warns about TCP
        )
    except papermill.PapermillExecutionError as error:
        raise RenderError(_explain(error.ename, error.evalue, notebook, error.source)) from error


def _explain(kind: str, message: str, notebook: Notebook, code: str) -> str:
    """Say in a line or two what went wrong in which section of a notebook, and how to mend it."""
    headings = [line.lstrip("# ") for line in notebook.text_before(code).splitlines() if line.startswith("#")]
    where = f"In “{headings[-1]}”: " if headings else ""
    if kind in {family.__name__ for family in StandpointError.__subclasses__()}:
        return f"{where}{message}"
    return f"{where}{kind}: {message}. The whole of it stands in notebooks/{notebook.name}.ipynb in the folder of the reports."


def _write_overview(folder: Path, reports: Sequence[Report], corpus: Corpus) -> None:
    """Write the index page and, last, the manifest."""
    release = version("standpoint")
    facts = list_facts(corpus.tables, unread=corpus.unread)
    write_index(folder, reports, facts=facts, version=release, corpus=corpus.key)
    write_manifest(folder, reports, version=release, corpus=corpus.key)
