"""From notebooks to reports: parameters are checked first, failures are told, nothing is made twice."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from analysis.errors import InputError, ParameterError, RenderError
from analysis.parameters import check_parameters, find_parameters
from analysis.render import find_notebooks, plan_corpus, render_batch, render_reports

PARAMETERS = """path: str = "seeds"  # where the documents are
n: int = 2  # how many, at least
rate: float = 0.5  # a share
loud: bool = False
word: str = "a # b"  # a word
tables: str = ""  # folder for tables
"""


def make_notebook(*sources: str, parameters: str | None = PARAMETERS) -> dict[str, Any]:
    """Return a notebook: sources that begin with # are text, the others code."""
    cells = [] if parameters is None else [("code", ["parameters"], parameters)]
    cells += [("markdown" if source.startswith("#") else "code", [], source) for source in sources]
    outputs = {"code": {"outputs": [], "execution_count": None}, "markdown": {}}
    return {
        "cells": [
            {"cell_type": kind, "id": f"cell-{n}", "metadata": {"tags": tags}, "source": source, **outputs[kind]}
            for n, (kind, tags, source) in enumerate(cells)
        ],
        "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


@pytest.fixture
def save(tmp_path: Path) -> Callable[..., str]:
    """Save a notebook in a folder whose name holds a space and braces, and return its path."""

    def _save(name: str, *sources: str, parameters: str | None = PARAMETERS) -> str:
        folder = tmp_path / "note {books}"
        folder.mkdir(exist_ok=True)
        file = folder / f"{name}.ipynb"
        file.write_text(json.dumps(make_notebook(*sources, parameters=parameters)), encoding="utf-8")
        return str(file)

    return _save


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """A folder with one small document."""
    folder = tmp_path / "docu ments"
    folder.mkdir()
    (folder / "a.txt").write_text("Anna Berg said she rejected the plan.", encoding="utf-8")
    return folder


def test_parameters_are_read_from_their_cell() -> None:
    """Name, type, default and help of each line, in order; a # in a default is part of it."""
    found = find_parameters(make_notebook(), name="t")
    assert list(found) == ["path", "n", "rate", "loud", "word", "tables"]
    assert found["n"] == ("n", "int", 2, "how many, at least")
    assert found["loud"] == ("loud", "bool", False, "")
    assert found["word"] == ("word", "str", "a # b", "a word")


@pytest.mark.parametrize(
    "cell", ["n = 2", "n: int = 1 + 1", "n: int = len('ab')", "n: int = 'two'", "n: list = []", "import os", "n: int =", "n: int"]
)
def test_a_parameter_line_of_another_form_is_refused(cell: str) -> None:
    """Anything computed, untyped or of another type in the parameters cell is an error that says how a line must look."""
    with pytest.raises(RenderError, match="name: type = default"):
        find_parameters(make_notebook(parameters=cell), name="t")


def test_a_notebook_needs_exactly_one_parameters_cell() -> None:
    """None or two cells tagged parameters would be read wrongly without a word, so they are refused."""
    for notebook in (make_notebook(parameters=None), make_notebook()):
        notebook["cells"] *= 2
        with pytest.raises(RenderError, match="exactly one"):
            find_parameters(notebook, name="t")


def check(given: dict[str, Any], *, typed: bool = False) -> dict[str, Any]:
    """Check values against the parameters above."""
    return check_parameters(given, notebooks={"t": find_parameters(make_notebook(), name="t")}, typed=typed)["t"]


@pytest.mark.parametrize(
    ("name", "value", "read"),
    [
        ("n", "007", 7),
        ("n", 3, 3),
        ("rate", "1e-2", 0.01),
        ("rate", 1, 1.0),
        ("loud", "Yes", True),
        ("loud", "0", False),
        ("word", "007", "007"),
        ("word", "True", "True"),
        ("word", "\"'; import os", "\"'; import os"),
    ],
)
def test_values_are_read_in_the_type_of_the_parameter(name: str, value: Any, read: Any) -> None:
    """A text from the command line becomes what the notebook states, and never more than that."""
    found = check({name: value})
    assert found[name] == read
    assert type(found[name]) is type(read)
    assert list(found) == [name]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("n", value) for value in ("many", "2.5", 2.5, True, "")),
        *(("rate", value) for value in ("nan", "x", None)),
        ("loud", "maybe"),
        ("word", 7),
    ],
)
def test_a_value_of_the_wrong_type_is_refused(name: str, value: Any) -> None:
    """The message names the parameter, what it takes and what it was given."""
    with pytest.raises(ParameterError, match=f"'{name}' of t takes .*default"):
        check({name: value})


def test_an_unknown_parameter_is_named_with_the_nearest() -> None:
    """A mistyped name is an error before anything runs; the driver's own parameters are not to be set."""
    with pytest.raises(ParameterError, match=r"'wrod' in t\. Did you mean 'word'"):
        check({"wrod": "x"})
    with pytest.raises(ParameterError, match="'tables' is set from"):
        check({"tables": "x"})


def test_a_parameter_goes_to_the_notebooks_that_have_it() -> None:
    """With several notebooks, one of them must have the parameter; the others get none."""
    both = {
        "a": find_parameters(make_notebook(), name="a"),
        "b": find_parameters(make_notebook(parameters="m: int = 1"), name="b"),
    }
    assert check_parameters({"m": "5"}, notebooks=both) == {"a": {}, "b": {"m": 5}}


def test_an_unknown_notebook_is_named_with_the_nearest(tmp_path: Path) -> None:
    """A mistyped notebook is an error, and so is a file that is no notebook."""
    with pytest.raises(ParameterError, match="Did you mean '3-stance'"):
        find_notebooks(["3-stnace"])
    (tmp_path / "x.ipynb").write_text("{}")
    with pytest.raises(RenderError, match=r"x\.ipynb"):
        find_notebooks([str(tmp_path / "x.ipynb")])


def test_reports_are_made_once_and_alike(save: Callable[..., str], documents: Path, tmp_path: Path) -> None:
    """Equal input gives byte-identical pages; nothing is made anew until notebook, setting, input or page changes."""
    code = "from analysis import display\nimport pandas as pd\n"
    code += "display.show_table(pd.DataFrame({'n': [n]}), name='numbers', caption='N.', tables=tables)"
    notebook = save("one", "# One\n\n## Numbers", code)
    first, second = tmp_path / "out {1}", tmp_path / "out2"

    def render(out: Path, **parameters: Any) -> str:
        return render_reports(documents, out=out, notebooks=[notebook], parameters=parameters)[0].status

    assert render(first) == render(second) == "rendered"
    for name in ("one.html", "index.html", "manifest.json", "tables/one/numbers.csv"):
        assert (first / name).read_bytes() == (second / name).read_bytes(), name
    assert json.loads((first / "manifest.json").read_text())["reports"][0]["tables"] == ["tables/one/numbers.csv"]
    made = (first / "one.html").stat().st_mtime_ns
    assert render(first) == "unchanged"
    assert (first / "one.html").stat().st_mtime_ns == made
    assert render(first, n="3") == "rendered"
    assert ">3</th>" in (first / "one.html").read_text()
    (second / "one.html").write_text("touched")
    assert render(second) == "rendered"
    assert "touched" not in (second / "one.html").read_text()


def test_code_is_shown_where_it_is_asked_for(save: Callable[..., str], documents: Path, tmp_path: Path) -> None:
    """Pages leave the code out; asked for, it is there, folded, and the page is another one."""
    notebook = save("plain", "# Plain", "shown = 'a line of code'")
    batch = plan_corpus(documents, notebooks=[notebook])
    pages = []
    for asked in (batch, batch.show_code(), batch):
        (corpus,) = render_batch(asked, out=tmp_path / "out")
        assert [report.status for report in corpus.asked] == ["rendered"]
        pages.append((tmp_path / "out" / "plain.html").read_text(encoding="utf-8"))
    assert ["a line of code" in page for page in pages] == [False, True, False]
    assert "<details" in pages[1]


def test_a_failed_notebook_leaves_no_page(save: Callable[..., str], documents: Path, tmp_path: Path) -> None:
    """A failure is told in a line with its section and no traceback; the old page goes, the index says so, others are made."""
    good = save("good", "# Good", "1")
    bad = save("bad", "# Bad", "1")
    out = tmp_path / "out"
    assert [report.status for report in render_reports(documents, out=out, notebooks=[good, bad])] == ["rendered"] * 2
    save(
        "bad",
        "# Bad",
        "from analysis.errors import ParameterError\nfrom analysis.display import show_table\nimport pandas as pd\n"
        "show_table(pd.DataFrame({'n': [1]}), name='half', caption='Half.', tables=tables)",
        "## Near <words>",
        "raise ParameterError('window is 0; a neighbour stands 1 word away or more.')",
    )
    reports = render_reports(documents, out=out, notebooks=[good, bad])
    assert [report.status for report in reports] == ["unchanged", "failed"]
    assert reports[1].message == "In “Near <words>”: window is 0; a neighbour stands 1 word away or more."
    assert not (out / "bad.html").exists()
    assert not (out / "tables" / "bad").exists()
    index = (out / "index.html").read_text()
    assert "Bad: failed" in index
    assert "Near &lt;words&gt;" in index
    assert 'href="bad.html"' not in index
    assert 'href="good.html"' in index


def test_an_error_of_another_kind_is_told_in_a_line(save: Callable[..., str], documents: Path, tmp_path: Path) -> None:
    """An error that is not ours names its kind and the executed notebook, which holds the traceback."""
    report = render_reports(documents, out=tmp_path / "out", notebooks=[save("bad", "# Bad", "{}['key']")])[0]
    assert report.message.startswith("In “Bad”: KeyError: 'key'.")
    assert "notebooks/bad.ipynb" in report.message
    assert "KeyError" in (tmp_path / "out" / "notebooks" / "bad.ipynb").read_text()


def test_reports_of_another_input_are_removed(save: Callable[..., str], documents: Path, tmp_path: Path) -> None:
    """A folder of reports never mixes two inputs, and keeps what it has of the same one."""
    one, two = save("one", "# One"), save("two", "# Two")
    out = tmp_path / "out"
    render_reports(documents, out=out, notebooks=[one])
    render_reports(documents, out=out, notebooks=[two])
    assert (out / "one.html").exists()
    assert 'href="one.html"' in (out / "index.html").read_text()
    (documents / "b.txt").write_text("Anna Berg said she agreed.", encoding="utf-8")
    render_reports(documents, out=out, notebooks=[two])
    assert not (out / "one.html").exists()
    assert "one.html" not in (out / "index.html").read_text()


def test_a_notebook_without_a_title_gives_no_page(save: Callable[..., str], documents: Path, tmp_path: Path) -> None:
    """Each page has one first heading; a notebook with none, or with two, says so."""
    for notebook in (save("none", "## Only a section"), save("both", "# One\n\n# Two")):
        report = render_reports(documents, out=tmp_path / "out", notebooks=[notebook])[0]
        assert report.html is None
        assert "exactly one" in report.message


def test_a_folder_that_cannot_be_written_to_is_an_input_error(documents: Path, tmp_path: Path) -> None:
    """A file in the way of the reports is told, with what to do about it."""
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="--out"):
        render_reports(documents, out=tmp_path / "file")
