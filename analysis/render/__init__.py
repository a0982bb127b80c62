"""From notebooks and folders of documents to HTML reports, their tables as CSV, and indexes over them.

A corpus is read once; each of its notebooks fetches that reading. A report whose notebook, settings, input and program have not
changed is left as it is. A run can be killed at any moment: what it has finished stands, and the same run goes on from there.
"""

from collections import deque
from collections.abc import Mapping, Sequence
from contextlib import chdir
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from analysis.errors import InputError
from analysis.index import CorpusReports, Report, write_batch
from analysis.render.folders import CorpusFolder, Tell
from analysis.render.making import make_report, read_facts
from analysis.render.notebooks import Notebook, find_notebooks
from analysis.render.plans import Batch, load_batch, plan_corpus
from analysis.render.workers import Task, run_tasks
from analysis.workers import count_cores

__all__ = ["Batch", "Notebook", "find_notebooks", "load_batch", "plan_corpus", "render_batch", "render_reports"]


def render_reports(
    path: str | Path,
    *,
    out: str | Path,
    notebooks: Sequence[str] | None = None,
    parameters: Mapping[str, Any] | None = None,
) -> list[Report]:
    """Render notebooks on one corpus: `plan_corpus`, then `render_batch`.

    Returns
    -------
    list of Report, in the order of the notebooks: "rendered", "unchanged" or "failed". A failed one has no page
    """
    (corpus,) = render_batch(plan_corpus(path, notebooks=notebooks, parameters=parameters), out=out)
    return list(corpus.asked)


def render_batch(
    batch: Batch, *, out: str | Path, jobs: int | None = None, tell: Tell = lambda corpus, reports: None
) -> list[CorpusReports]:
    """Render the reports of a batch, several at the same time, each in a process of its own.

    Parameters
    ----------
    batch : from `load_batch` or `plan_corpus`
    out : folder for the reports, made if it is not there. Each corpus gets a folder of its name in it, with NAME.html,
        tables/NAME/*.csv and notebooks/NAME.ipynb (as executed) of each report, index.html and manifest.json. An index and a
        manifest of the batch lie above them. A corpus without a name takes the folder itself. Reports there that were made from
        an earlier state of the corpus are removed
    jobs : int >= 1, processes at the same time; None takes as many as there are cores
    tell : called with the name of a corpus and reports of it that are settled, as soon as they are

    Returns
    -------
    list of CorpusReports, in the order of the batch. One that could not be read says so, and its reports have failed

    Raises
    ------
    InputError : nothing in any corpus can be read, or `out` cannot be written to
    """
    places = {corpus.name: CorpusFolder(corpus, Path(out).resolve() / corpus.name, tell) for corpus in batch.corpora}
    tasks = deque(Task((corpus.name, ""), partial(read_facts, corpus.path, corpus.columns)) for corpus in batch.corpora)
    try:
        with chdir(batch.folder):
            for (name, report), result in run_tasks(tasks, jobs=jobs or count_cores()):
                if report:
                    places[name].place(report, result)
                    continue
                due = places[name].begin(result)
                tasks.extendleft(Task((name, plan.name), partial(make_report, plan, **given)) for plan, given in reversed(due))
    finally:
        for place in places.values():
            place.clear()
    every = [place.finish() for place in places.values()]
    if all(corpus.message for corpus in every):
        raise InputError("\n".join(dict.fromkeys(corpus.message for corpus in every)))
    if any(corpus.name for corpus in every):
        write_batch(Path(out), every, version=version("standpoint"))
    return every
