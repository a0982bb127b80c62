"""Asking a corpus in JupyterLab: answers show themselves, errors are short, cells can be run in any order."""

import inspect
import json
from collections import deque
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import analysis
from analysis import explore
from analysis.corpus import Corpus
from analysis.errors import ParameterError
from analysis.render.workers import Task, run_tasks

UNDRAWN = """
from IPython.display import display as _show
from analysis import display as _display
def _show_label(ax):
    _show({"text/plain": ax.figure.get_label()}, raw=True)
    __import__("matplotlib.pyplot").pyplot.close(ax.figure)
_display.show_figure = _show_label
"""
"""Makes figures show their text alternative only: drawing them takes most of the time, and says no more here."""

NOTEBOOKS = sorted((Path(__file__).parent.parent / "notebooks").glob("*.ipynb"))


def run_cells(sources: list[str]) -> list[Any]:
    """Run the code of cells in this process, as a kernel would, and return the outputs of each."""
    from analysis.render.engine import Shell

    shell = Shell.instance()
    return [json.loads(json.dumps(shell.run(source)[0])) for source in sources]


def run_apart(sources: list[str]) -> list[Any]:
    """Run the code of cells in a process of its own."""
    ((_, outputs),) = run_tasks(deque([Task(("", ""), partial(run_cells, sources))]), jobs=1)
    assert isinstance(outputs, list), outputs
    return outputs


def list_code(file: Path) -> list[str]:
    """Return the code cells of a notebook, the parameters first."""
    cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]


def without_counts(outputs: list[Any]) -> list[Any]:
    """Outputs without the numbers of their cells."""
    return [[{key: value for key, value in output.items() if key != "execution_count"} for output in cell] for cell in outputs]


@pytest.mark.parametrize("file", NOTEBOOKS, ids=[file.stem for file in NOTEBOOKS])
def test_cells_can_be_run_again_and_parameters_changed(file: Path) -> None:
    """Run again after a parameter was changed and changed back, each cell shows what it showed at first."""
    parameters, *cells = list_code(file)
    name, other = {"explore": ("term", "'guarantees'"), "4-compare": ("top", "1"), "6-reader": ("level", "'state'")}.get(
        file.stem, ("rows", "1")
    )
    default = next(line for line in parameters.splitlines() if line.startswith(f"{name}:"))
    outputs = without_counts(run_apart([UNDRAWN, parameters, *cells, f"{name} = {other}", *cells, default, *cells]))[1:]
    n = len(cells)
    first, changed, again = outputs[1 : 1 + n], outputs[2 + n : 2 + 2 * n], outputs[3 + 2 * n :]
    assert not [output for cell in outputs for output in cell if output["output_type"] in ("error", "stream")]
    assert first == again
    assert first != changed


def test_a_corpus_shows_itself(seed_corpus: Corpus) -> None:
    """Key figures, every table with its rows, and what to do next; notes and file names are only text."""
    page = seed_corpus._repr_html_()
    assert f"Statements: {len(seed_corpus.statements)}." in page
    assert all(f">{name}</th>" in page for name in seed_corpus.tables)
    assert "explore.list_statements" in page
    assert repr(seed_corpus).startswith("Documents: 1. Actors: ")


def test_answers_hold_all_and_show_some(seed_corpus: Corpus) -> None:
    """`.table` has every row; the page has as many as asked for, marks the words, and says how many there are."""
    said = explore.list_statements(seed_corpus, speaker="lavrov", limit=2)
    assert len(said) == len(said.table) > 2
    assert said._repr_html_().count("<blockquote") == 2
    assert "<mark>" in said._repr_html_()
    assert f"Statements of lavrov: {len(said)}. The first 2" in repr(said)
    assert set(said.table["speaker"]) == {"Sergei Lavrov"}
    lines = explore.find_concordance(seed_corpus, "security", voice="Lavrov")
    assert set(lines.table["voice"]) == {"Sergei Lavrov"}
    assert (lines.table["match"] == "security").all()
    against = explore.list_positions(seed_corpus, target="Europe")
    assert set(against.table["target"]) == {"Europe"}
    assert "nothing to show" in repr(explore.find_concordance(seed_corpus, "elephant"))


def test_two_actors_are_set_side_by_side(seed_corpus: Corpus) -> None:
    """Each target that either is for or against stands once, with the mean of each and how many positions it rests on."""
    table = explore.compare_actors(seed_corpus, "Lavrov", "Russia").table
    assert list(table.columns) == ["target", "one", "n_one", "other", "n_other"]
    assert table["target"].is_unique
    for column, holder in (("one", "sergei-lavrov"), ("other", "russia")):
        held = seed_corpus.positions[seed_corpus.positions["holder_id"] == holder]
        assert table[f"n_{column}"].sum() == len(held)
        assert (table[column].isna() == (table[f"n_{column}"] == 0)).all()
    words = explore.compare_words(seed_corpus, "Lavrov", "narrator").table
    assert words["log_odds"].abs().is_monotonic_decreasing


def test_answers_show_a_document_as_text(tmp_path: Path) -> None:
    """What a document holds never acts as HTML in an answer."""
    (tmp_path / "a.txt").write_text("“<script>x</script> no security,” said Anna <b>Berg.\n", encoding="utf-8")
    corpus = explore.open_corpus(tmp_path)
    for answer in (explore.list_statements(corpus), explore.find_concordance(corpus, "security"), corpus):
        assert "<script>" not in answer._repr_html_()
        assert "<b>" not in answer._repr_html_()


def test_an_error_of_ours_is_a_line_in_a_notebook() -> None:
    """A notebook shows what to mend, not the code that found it; other errors keep their traceback."""
    code = "from analysis import explore\nc = explore.open_corpus('seeds')"
    _, (ours,), (other,) = run_apart([code, "explore.list_statements(c, speaker='Lavrof')", "{}['key']"])
    (line,) = ours["traceback"]
    assert line.startswith("ParameterError: ")
    assert "Did you mean 'Lavrov'" in line
    assert len(other["traceback"]) > 1


def test_help_and_completion_find_the_way(seed_corpus: Corpus) -> None:
    """The package offers what notebooks use; each function of explore tells parameters, errors and an example."""
    assert dir(analysis) == sorted(analysis.__all__)
    for name in explore.__all__:
        said = inspect.getdoc(getattr(explore, name)) or ""
        assert len(said) > 50, name
        for parameter in inspect.signature(getattr(explore, name)).parameters:
            assert name in ("Answer",) or parameter in said, (name, parameter)
    for name in analysis.__all__:
        module = __import__(f"analysis.{name}", fromlist=[name])
        for public in getattr(module, "__all__", []):
            assert inspect.getdoc(getattr(module, public)), f"{name}.{public}"


def test_a_limit_below_one_is_refused(seed_corpus: Corpus) -> None:
    """An answer of no rows is no answer."""
    with pytest.raises(ParameterError, match="limit"):
        explore.list_actors(seed_corpus, limit=0)
    assert isinstance(explore.list_actors(seed_corpus, limit=1).table, pd.DataFrame)
