"""The index pages over the reports of a corpus and of a batch, and the manifests that say what each was made from."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from jinja2 import Environment, FileSystemLoader, StrictUndefined

TEMPLATES = Path(__file__).parent / "templates"
INDEX, MANIFEST = "index.html", "manifest.json"
_MOST_OUTLETS = 12


@dataclass(frozen=True)
class Report:
    """One notebook rendered, or not: paths are relative to the folder of the reports.

    `title` and `question` are the notebook's own. `status` is "rendered", "unchanged" (an earlier page made from the same
    notebook, settings and input still stands) or "failed" (then there is no page, and `message` says why). `corpus` is the
    fingerprint of the input; `key` changes with whatever the page is made from; `changed` are the parameters that are set
    otherwise than the notebook does.
    """

    name: str
    title: str
    question: str
    status: str
    corpus: str
    key: str
    parameters: dict[str, Any]
    changed: dict[str, Any]
    html: str | None = None
    sha256: str | None = None
    tables: tuple[str, ...] = ()
    message: str = ""


@dataclass(frozen=True)
class CorpusReports:
    """The reports of a corpus after a run.

    `name` is that of its folder; `key` the fingerprint of the input; `facts` what was read, in words; `reports` all that stand
    there or failed, by name; `asked` those that the run asked for, in its order; `message` says why the corpus could not be
    read, and is empty if it could.
    """

    name: str
    key: str
    facts: dict[str, str]
    reports: tuple[Report, ...]
    asked: tuple[Report, ...]
    message: str


def load_reports(folder: Path) -> list[Report]:
    """Return the reports of an earlier run that still stand as it left them; none without a manifest that can be read.

    A page that was changed since, or a table that is gone, takes its report out.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        reports = [Report(**{**entry, "tables": tuple(entry["tables"])}) for entry in manifest["reports"]]
        return [report for report in reports if _still_stands(report, folder)]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _still_stands(report: Report, folder: Path) -> bool:
    """Whether the page of a report is there as it was written, with its tables; a failed one has none."""
    if report.html is None:
        return True
    page = folder / report.html
    return page.is_file() and hash_file(page) == report.sha256 and all((folder / table).is_file() for table in report.tables)


def hash_file(file: Path) -> str:
    """Return the SHA-256 of a file as hex digits."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def list_facts(tables: Mapping[str, pd.DataFrame], *, unread: Sequence[object]) -> dict[str, str]:
    """Return what was read as words for the index page: name of a fact -> its value."""
    documents = tables["documents"]
    dates = documents["published"].dropna()
    days = [f"{day:%Y-%m-%d}" for day in sorted({dates.min(), dates.max()})] if len(dates) else ["not known"]
    outlets = sorted(documents["outlet"].dropna().unique())
    return {
        "Documents": f"{len(documents):,}",
        "Files that could not be read": f"{len(unread):,}",
        "Words": f"{documents['n_words'].sum():,}",
        "Published": " to ".join(days),
        "Outlets": ", ".join(outlets[:_MOST_OUTLETS]) + (" and others" if len(outlets) > _MOST_OUTLETS else "") or "not known",
        **{name.capitalize(): f"{len(tables[name]):,}" for name in ("actors", "statements", "positions")},
    }


def write_index(folder: Path, corpus: CorpusReports, *, version: str) -> None:
    """Write the index page of a corpus; equal input gives equal bytes."""
    _write_page(folder, "index.html.j2", corpus=corpus, version=version)


def write_manifest(folder: Path, reports: Sequence[Report], *, facts: Mapping[str, str], version: str, corpus: str) -> None:
    """Write what each report of a corpus was made from."""
    _write_json(folder, {"version": version, "corpus": corpus, "facts": facts, "reports": [asdict(report) for report in reports]})


def write_batch(folder: Path, corpora: Sequence[CorpusReports], *, version: str) -> None:
    """Write the index page of a batch and, last, its manifest."""
    _write_page(folder, "batch.html.j2", corpora=corpora, version=version)
    told = [{key: value for key, value in asdict(corpus).items() if key != "asked"} for corpus in corpora]
    _write_json(folder, {"version": version, "corpora": told})


def _write_page(folder: Path, template: str, **shown: Any) -> None:
    """Fill a template."""
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    page = environment.get_template(template).render(**shown, style=(TEMPLATES / "style.css").read_text(encoding="utf-8"))
    write_whole(folder / INDEX, page + "\n")


def _write_json(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Write a manifest."""
    write_whole(folder / MANIFEST, json.dumps(manifest, indent=1, ensure_ascii=False) + "\n")


def write_whole(file: Path, text: str) -> None:
    """Write under a temporary name and rename, so that no half-written file is ever found under this name."""
    partial = file.with_name(f".{file.name}.partial")
    partial.write_text(text, encoding="utf-8", newline="\n")
    partial.replace(file)
