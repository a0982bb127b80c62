"""The notebooks: clean in git, thin, and running alone, top to bottom, on any input."""

import ast
import json
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import papermill
import pytest
from nbclient import NotebookClient
from rendered import render_hostile, render_one_word, render_seeds

from analysis import views
from analysis.index import Report
from analysis.parameters import find_parameters

NOTEBOOKS = Path(__file__).parent.parent / "notebooks"
FILES = sorted(NOTEBOOKS.glob("[0-9]*.ipynb"))
NAMES = [file.stem for file in FILES]
BIN = Path(sys.executable).parent


def load(file: Path) -> dict[str, Any]:
    """Load a notebook as JSON."""
    return json.loads(file.read_text(encoding="utf-8"))


def list_code(file: Path) -> list[str]:
    """Return the code cells of a notebook."""
    return ["".join(cell["source"]) for cell in load(file)["cells"] if cell["cell_type"] == "code"]


def test_the_notebooks_are_there() -> None:
    """The reports are what was read, terms, actors, stance, a comparison, and the articles themselves."""
    assert NAMES == ["0-corpus", "1-terms", "2-actors", "3-stance", "4-compare", "6-reader"]


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_notebooks_are_clean_in_git(file: Path) -> None:
    """No output, no count, the kernel every installation has, and one cell tagged parameters."""
    notebook = load(file)
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in cells)
    assert notebook["metadata"]["kernelspec"]["name"] == "python3"
    assert sum("parameters" in cell["metadata"].get("tags", []) for cell in cells) == 1
    nbformat.validate(nbformat.read(file, as_version=4))


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_notebooks_hold_no_program(file: Path) -> None:
    """A notebook calls the package: no function, no loop, no comprehension, no branch, no number but parameters."""
    program = (
        *(ast.FunctionDef, ast.Lambda, ast.ClassDef, ast.For, ast.While, ast.If, ast.Try, ast.With),
        *(ast.ListComp, ast.DictComp, ast.SetComp, ast.GeneratorExp),
    )
    for source in list_code(file)[1:]:
        nodes = list(ast.walk(ast.parse(source)))
        assert not [node for node in nodes if isinstance(node, program)], source
        numbers = [node.value for node in nodes if isinstance(node, ast.Constant) and type(node.value) in (int, float)]
        assert set(numbers) <= {0, 1}, source


def test_every_view_is_shown_and_every_table_has_one() -> None:
    """The views of the package are those of the notebooks' tables and quotations: none is missing, none is left over."""
    calls = re.findall(
        r"display\.show_(?:table|quotes|evidence|index)\(.*?name=\"([a-z-]+)\"",
        " ".join(map("\n".join, map(list_code, FILES))),
        re.S,
    )
    known = tomllib.loads((Path(views.__file__).parent / "views.toml").read_text(encoding="utf-8"))
    assert sorted(set(calls)) == sorted(known)
    assert all(views.choose_view(name).caption.endswith(".") for name in known)


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_notebooks_ask_explain_and_state_their_limits(file: Path) -> None:
    """Each begins with its question and how to read it, and ends with its limits and what was done."""
    texts = ["".join(cell["source"]) for cell in load(file)["cells"] if cell["cell_type"] == "markdown"]
    assert texts[0].startswith("# ")
    assert "**Question:**" in texts[0]
    assert "**How to read this page:**" in texts[0]
    assert texts[-2].startswith("## Limits")
    assert texts[-1].startswith("## Methods")


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_parameters_are_what_papermill_sees(file: Path) -> None:
    """Our reading of the parameters cell and papermill's agree, and every parameter says what it does."""
    ours, theirs = find_parameters(load(file), name=file.stem), papermill.inspect_notebook(str(file))
    assert list(ours) == list(theirs)
    for name, parameter in ours.items():
        assert parameter.type == theirs[name]["inferred_type_name"]
        assert parameter.help == theirs[name]["help"] != ""
    assert ours["path"].default == "seeds"
    assert ours["tables"].default == ""


@pytest.mark.parametrize("render", [render_seeds, render_hostile, render_one_word])
def test_notebooks_run_through(render: Callable[[], tuple[Path, list[Report]]]) -> None:
    """Every notebook ends well on the seed, on documents that mean harm, and on a single word; nothing warns."""
    out, reports = render()
    assert [(report.name, report.status, report.message) for report in reports] == [(name, "rendered", "") for name in NAMES]
    for name in NAMES:
        notebook = nbformat.read(out / "notebooks" / f"{name}.ipynb", as_version=4)
        outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
        assert {output.output_type for output in outputs} == {"display_data"}, [o for o in outputs if "text" in o]
        for output in outputs:
            if "image/png" in output.data:
                assert len(output.metadata["image/png"]["alt"]) > 10


def test_a_report_says_what_is_missing() -> None:
    """On a document without statements the reports say so in words, and name the files that could not be read."""
    out, _ = render_one_word()
    assert "No statement was found" in (out / "2-actors.html").read_text()
    assert "No position was found" in (out / "3-stance.html").read_text()
    out, _ = render_hostile()
    unread = pd.read_csv(out / "tables" / "0-corpus" / "unread.csv")
    assert {"binary.txt", "empty.txt", "no-text-column.csv"} <= set(unread["path"])
    assert unread["reason"].notna().all()


def test_every_position_has_its_sentence() -> None:
    """Each bar of the stance report can be followed: every position counted is quoted, its evidence marked."""
    out, _ = render_seeds()
    quotes = re.findall(r"<blockquote[^>]*>(.*?)</blockquote>", (out / "3-stance.html").read_text(), re.DOTALL)
    n_positions = len(pd.read_csv(out / "tables" / "3-stance" / "positions.csv"))
    assert len(quotes) == n_positions > 0
    assert all('<mark class="evidence' in quote for quote in quotes)


def test_notebooks_run_from_their_own_folder() -> None:
    """Opened in JupyterLab, where the kernel starts in the notebook's folder, a notebook finds the seed as it is."""
    notebook = nbformat.read(NOTEBOOKS / "0-corpus.ipynb", as_version=4)
    NotebookClient(notebook, kernel_name="python3", resources={"metadata": {"path": str(NOTEBOOKS)}}).execute()
    shown = [output.data.get("text/html", "") for cell in notebook.cells for output in cell.get("outputs", [])]
    assert "This is one article." in shown[0]
    assert any("Documents read." in text for text in shown)


def test_plain_papermill_and_nbconvert_work(tmp_path: Path) -> None:
    """Without our command: papermill from any folder, then nbconvert with its own template."""
    documents = tmp_path / "articles"
    documents.mkdir()
    shutil.copy(next(NOTEBOOKS.parent.glob("seeds/*.txt")), documents)
    command = [BIN / "papermill", NOTEBOOKS / "3-stance.ipynb", "out.ipynb", "-p", "path", "articles", "-p", "tables", "csv"]
    subprocess.run([*command, "--no-progress-bar"], cwd=tmp_path, check=True, capture_output=True)
    assert (tmp_path / "csv" / "positions.csv").is_file()
    subprocess.run([BIN / "jupyter", "nbconvert", "--to", "html", "out.ipynb"], cwd=tmp_path, check=True, capture_output=True)
    page = (tmp_path / "out.html").read_text()
    assert "Who stands where on what" in page
    assert "<blockquote" in page
