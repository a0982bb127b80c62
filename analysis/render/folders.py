"""The folder of a corpus's reports: what stands there, what is due, and what has just been made.

Its manifest is written anew after each report, under a temporary name and renamed, and is true at every moment.
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from analysis.errors import InputError, StandpointError
from analysis.index import INDEX, CorpusReports, Report, hash_file, load_reports, write_index, write_manifest
from analysis.render.making import NOTEBOOK, PAGE, TABLES
from analysis.render.plans import CorpusPlan, ReportPlan

Tell = Callable[[str, Sequence[Report]], object]
"""Told of reports that are settled, with the name of their corpus."""

_SHAPING = ("matplotlib", "nbconvert", "pandas", "seaborn", "standpoint")
_ASIDE = ".in-the-making-"
_ROOT = Path(__file__).parent.parent.parent


class CorpusFolder:
    """The folder of a corpus's reports during a run: `begin` once it is read, `place` for each report, then `finish`."""

    def __init__(self, plan: CorpusPlan, folder: Path, tell: Tell) -> None:
        self.plan, self.folder, self.tell = plan, folder, tell
        self.key, self.facts, self.message = "", dict[str, str](), ""
        self.reports: dict[str, Report] = {}  # those that stand, and those that failed
        self.due: dict[str, Report] = {}  # as known before they are made

    def begin(self, result: tuple[str, dict[str, str]] | StandpointError) -> list[tuple[ReportPlan, dict[str, Any]]]:
        """Take what came of reading the corpus; return the reports to be made, each with what `make_report` needs besides."""
        if isinstance(result, StandpointError):
            self.message = str(result)
            self.reports = {plan.name: self._describe(plan, message=self.message) for plan in self.plan.reports}
            self.tell(self.plan.name, list(self.reports.values()))
            return []
        self.key, self.facts = result
        self._make_folder()
        earlier = {report.name: report for report in load_reports(self.folder)}
        self.reports = {name: report for name, report in earlier.items() if report.corpus == self.key}
        plans = {plan.name: (plan, self._describe(plan)) for plan in self.plan.reports}
        unchanged = [self.reports[name] for name, (_, report) in plans.items() if self._stands(report)]
        self.due = {name: report for name, (_, report) in plans.items() if not self._stands(report)}
        for name in {*self.due} | ({*earlier} - {*self.reports}):
            _withdraw(name, folder=self.folder)
            self.reports.pop(name, None)
        if self.due:
            (self.folder / INDEX).unlink(missing_ok=True)
            self._write_manifest()
        if unchanged:
            self.tell(self.plan.name, [replace(report, status="unchanged") for report in unchanged])
        self.clear()
        aside = Path(tempfile.mkdtemp(prefix=_ASIDE, dir=self.folder)) if self.due else self.folder
        return [
            (plans[name][0], {"path": self.plan.path, "report": report, "aside": aside / name})
            for name, report in self.due.items()
        ]

    def place(self, name: str, result: Report | StandpointError) -> None:
        """Move a report that was made into its place; of one that failed, the notebook as far as it came."""
        report = replace(self.due[name], message=str(result)) if isinstance(result, StandpointError) else result
        for aside in self.folder.glob(f"{_ASIDE}*/{name}"):
            _place(report, aside=aside, folder=self.folder)
        self.reports[name] = report
        self._write_manifest()
        self.tell(self.plan.name, [report])

    def clear(self) -> None:
        """Remove what was made aside and not moved into place, by this run or an earlier one."""
        for aside in self.folder.glob(f"{_ASIDE}*"):
            shutil.rmtree(aside, ignore_errors=True)

    def finish(self) -> CorpusReports:
        """Write index and manifest, and return what there is."""
        standing = tuple(self.reports[name] for name in sorted(self.reports))
        asked = (self.reports[plan.name] for plan in self.plan.reports)
        told = tuple(
            report if report.name in self.due or self.message else replace(report, status="unchanged") for report in asked
        )
        corpus = CorpusReports(self.plan.name, self.key, self.facts, standing, told, self.message)
        if not self.message:
            write_index(self.folder, corpus, version=version("standpoint"))
            self._write_manifest()
        return corpus

    def _stands(self, report: Report) -> bool:
        """Whether there is a page made from the same as this report would be."""
        earlier = self.reports.get(report.name)
        return earlier is not None and earlier.html is not None and earlier.key == report.key

    def _describe(self, plan: ReportPlan, *, message: str = "") -> Report:
        """Return what is known of a report before it is made."""
        notebook = plan.notebook
        key = _hash_settings(plan, self.key)
        changed = {name: value for name, value in plan.values.items() if value != notebook.defaults[name]}
        return Report(
            plan.name, notebook.title, notebook.question, "failed", self.key, key, plan.values, changed, message=message
        )

    def _make_folder(self) -> None:
        """Make the folder for the reports."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            tempfile.TemporaryFile(dir=self.folder).close()
        except OSError as error:
            raise InputError(
                f"{self.folder} cannot be made a folder for reports ({error.strerror}). Choose another with --out."
            ) from error

    def _write_manifest(self) -> None:
        """Write what stands there."""
        reports = [self.reports[name] for name in sorted(self.reports)]
        write_manifest(self.folder, reports, facts=self.facts, version=version("standpoint"), corpus=self.key)


def _place(report: Report, *, aside: Path, folder: Path) -> None:
    """Move what `make_report` wrote into the folder of the reports; of a failed one only the notebook."""
    for made, place in (
        (aside / TABLES, folder / "tables" / report.name),
        (aside / NOTEBOOK, folder / "notebooks" / f"{report.name}.ipynb"),
        (aside / PAGE, folder / f"{report.name}.html"),
    ):
        if made.exists() and (report.html or made.name == NOTEBOOK):
            place.parent.mkdir(parents=True, exist_ok=True)
            made.replace(place)
    shutil.rmtree(aside, ignore_errors=True)


def _withdraw(name: str, *, folder: Path) -> None:
    """Remove what an earlier run left of a report."""
    for file in (f"{name}.html", f"notebooks/{name}.ipynb"):
        (folder / file).unlink(missing_ok=True)
    shutil.rmtree(folder / "tables" / name, ignore_errors=True)


def _hash_settings(plan: ReportPlan, corpus: str) -> str:
    """Return a key that changes with the notebook, its settings, the files they name, the input, or what draws the page."""
    versions = [version(package) for package in _SHAPING]
    places = [place for value in plan.values.values() if isinstance(value, str) for place in (value, _ROOT / value)]
    files = [hash_file(Path(place)) for place in places if os.path.isfile(place)]
    made_from = json.dumps([plan.notebook.content, plan.values, plan.code, files, corpus, versions], sort_keys=True)
    return hashlib.sha256(made_from.encode()).hexdigest()[:16]
