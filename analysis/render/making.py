"""One report made: a notebook run, its page and its tables, all in a folder aside. Runs in a process of its own.

What is made is only moved into place when all of it is there, so that a run that is killed leaves nothing half made. The
libraries this needs are slow to import, and are not needed where nothing is due: functions import them.
"""

import hashlib
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from analysis.commands import describe_fault
from analysis.errors import RenderError, StandpointError
from analysis.index import Report, hash_file, list_facts
from analysis.render.plans import ReportPlan

SECONDS_UNSAVED = 2
"""A notebook that runs longer is saved about this often, so that one whose process dies is kept as far as it came."""

PAGE, NOTEBOOK, TABLES = "page.html", "notebook.ipynb", "tables"
"""What a report is called in its folder aside."""

_INJECTED = "injected-parameters"


def read_facts(path: str, columns: str) -> tuple[str, dict[str, str]]:
    """Read a corpus, so that its notebooks find it read; return its fingerprint and the facts about it."""
    from analysis.corpus import read_corpus

    corpus = read_corpus(path, columns=columns)
    return corpus.key, list_facts(corpus.tables, unread=corpus.unread)


def make_report(plan: ReportPlan, *, path: str, report: Report, aside: Path) -> Report:
    """Run a notebook and write what it gives to the folder `aside`, which is not there yet.

    Parameters
    ----------
    plan : the notebook and its parameters
    path : the corpus, as for `read_corpus`
    report : what is known of the report before it is made
    aside : gets the page, the tables, and the notebook as executed

    Returns
    -------
    the report, "rendered" or, with the reason as its message, "failed"
    """
    import nbformat

    from analysis.export import write_html

    tables = aside / TABLES
    tables.mkdir(parents=True)
    try:
        _execute(plan, path=path, aside=aside)
        written = tuple(f"tables/{plan.name}/{file.name}" for file in sorted(tables.glob("*.csv")))
        helps = plan.notebook.parameters
        shown = [{"name": name, "value": str(value), "help": helps[name].help} for name, value in plan.values.items()]
        executed = nbformat.read(aside / NOTEBOOK, as_version=4)
        page = write_html(executed, name=plan.name, corpus=report.corpus, parameters=shown, tables=written, code=plan.code)
        (aside / PAGE).write_text(page, encoding="utf-8", newline="\n")
    except Exception as error:  # one notebook must not take the others with it, whatever goes wrong in it
        return replace(report, message=str(error) if isinstance(error, StandpointError) else describe_fault(error))
    return replace(report, status="rendered", html=f"{plan.name}.html", sha256=hash_file(aside / PAGE), tables=written)


def _execute(plan: ReportPlan, *, path: str, aside: Path) -> None:
    """Run a notebook with papermill, which writes it with its outputs, and make equal runs equal."""
    import nbformat
    import papermill

    from analysis.render.engine import ENGINE

    notebook, target = plan.notebook, aside / NOTEBOOK
    values: dict[str, Any] = {"path": path, **plan.values, "tables": str(aside / TABLES)}
    given = {name: value for name, value in values.items() if name in notebook.parameters}
    try:
        papermill.execute_notebook(
            nbformat.from_dict(notebook.content),
            str(target).replace("{", "{{").replace("}", "}}"),  # papermill fills in what stands in braces
            parameters=given,
            engine_name=ENGINE,
            kernel_name="python3",
            language="python",
            progress_bar=False,
            autosave_cell_every=SECONDS_UNSAVED,
        )
    except papermill.PapermillExecutionError as error:
        raise RenderError(_explain(error.ename, error.evalue, plan, error.source)) from error
    finally:
        if target.is_file():
            # Opened where it will lie, the notebook writes its tables to where they will lie.
            _tidy(target, given | ({"tables": f"../tables/{plan.name}"} if "tables" in given else {}))


def _tidy(file: Path, parameters: dict[str, Any]) -> None:
    """Take times and chance out of an executed notebook, and the folder aside out of its parameters."""
    import nbformat
    from papermill.translators import PythonTranslator

    notebook = nbformat.read(file, as_version=4)
    notebook.metadata["papermill"] = {"parameters": parameters}
    for number, cell in enumerate(notebook.cells):
        cell.metadata.pop("papermill", None)
        tags = cell.metadata.get("tags", [])
        if _INJECTED in tags:
            cell.source = PythonTranslator.codify(parameters)
        if tags and tags[0].startswith(("injected", "papermill")):  # papermill's own cells have ids made by chance
            cell.id = hashlib.sha256(f"{number} {cell.source}".encode()).hexdigest()[:8]
    file.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8", newline="\n")


def _explain(kind: str, message: str, plan: ReportPlan, code: str) -> str:
    """Say in a line or two what went wrong in which section of a notebook, and how to mend it."""
    headings = re.findall(r"^#+ +(.+?) *$", plan.notebook.text_before(code), re.MULTILINE)
    where = f"In “{headings[-1]}”: " if headings else ""
    if kind in {family.__name__ for family in StandpointError.__subclasses__()}:
        return f"{where}{message}"
    return f"{where}{kind}: {message}. The whole of it stands in notebooks/{plan.name}.ipynb in the folder of the reports."
