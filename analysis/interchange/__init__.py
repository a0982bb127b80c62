"""A corpus as files that other programs read: docs/export.md tells what each format holds and what it does not.

Each format is a module here: a function that takes a corpus and a path, writes, and tells in sentences what had to be left out.
"""

import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from analysis.corpus import Corpus
from analysis.errors import ParameterError, check_choice
from analysis.interchange.articles import Exported
from analysis.interchange.brat import write_brat
from analysis.interchange.conllu import write_conllu
from analysis.interchange.dna import write_dna
from analysis.interchange.graphs import write_gexf, write_graphml
from analysis.interchange.label_studio import write_label_studio
from analysis.interchange.refi import write_qdpx
from analysis.interchange.spans import write_spans
from analysis.interchange.tables import write_csv, write_parquet, write_xlsx

__all__ = ["FORMATS", "Exported", "check_export", "export_corpus"]


class Format(NamedTuple):
    """How a format is written, what it is, the ending of its file ("" for a folder) and the package it needs."""

    write: Callable[[Corpus, Path], Exported]
    about: str
    ending: str = ""
    package: str = ""


FORMATS = {
    "csv": Format(write_csv, "a folder with a table a file, safe to open in a spreadsheet"),
    "xlsx": Format(write_xlsx, "a workbook with a table a sheet", ".xlsx", "openpyxl"),
    "parquet": Format(write_parquet, "a folder with a table a file; nothing is lost"),
    "jsonl": Format(write_spans, "a folder; a line is a document with everything found in it"),
    "graphml": Format(write_graphml, "a folder with the networks of positions, for Gephi, Cytoscape, visone, R"),
    "gexf": Format(write_gexf, "the same networks in Gephi's own format"),
    "conllu": Format(write_conllu, "words and tags, for tools of Universal Dependencies", ".conllu"),
    "brat": Format(write_brat, "a folder of texts and annotations for brat"),
    "label-studio": Format(write_label_studio, "a folder with tasks, predictions and the configuration of Label Studio"),
    "dna": Format(write_dna, "a database for Discourse Network Analyzer 3 and rDNA", ".dna"),
    "qdpx": Format(write_qdpx, "a REFI-QDA project for NVivo, MAXQDA, ATLAS.ti, QualCoder", ".qdpx"),
}


def export_corpus(corpus: Corpus, *, to: str, out: str | Path) -> Exported:
    """Write a corpus in a format of other programs.

    Parameters
    ----------
    to : one of FORMATS
    out : folder, made if it is not there, or file, which gets the ending of its format if it lacks it; what is there under the
        names that are written is replaced

    Returns
    -------
    Exported : the paths written, and in sentences what the format could not hold or had to change; the same corpus gives files of
        the same bytes

    Raises
    ------
    ParameterError : an unknown format (names the nearest), a path that cannot be written to, or a package that is not installed
        (says how to install it)
    """
    path = check_export(to=to, out=out)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return FORMATS[to].write(corpus, path)
    except OSError as error:
        raise ParameterError(f"{path} cannot be written to ({error.strerror}). Choose another place with --out.") from error


def check_export(*, to: str, out: str | Path) -> Path:
    """Return the path that an export to `out` would write, or raise what `export_corpus` would, before anything is read."""
    check_choice("The format", to, FORMATS)
    made = FORMATS[to]
    path = Path(out)
    if made.package and not importlib.util.find_spec(made.package):
        raise ParameterError(f"To write {to}, the package {made.package} is needed: pip install {made.package}")
    if made.ending and path.is_dir():
        raise ParameterError(f"{path} is a folder; {to} is one file: give a name such as {path / ('corpus' + made.ending)}.")
    if not made.ending and path.is_file():
        raise ParameterError(f"{path} is a file, not a folder. Choose another folder with --out.")
    return path if path.suffix.lower() == made.ending or not made.ending else path.with_name(path.name + made.ending)
