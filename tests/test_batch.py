"""Batches: checked in full before anything runs, going on after a failure, resumed after any end."""

import json
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import papermill
import pytest
from click.testing import CliRunner

from analysis.__main__ import main
from analysis.errors import InputError, ParameterError, StandpointError
from analysis.render import load_batch, render_batch

PARAMETERS = 'path: str = "seeds"  # documents\nn: int = 1  # a number\nday: str = ""  # a day\ntables: str = ""  # tables\n'
KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}
SAVE = (
    "import pandas as pd\nfrom analysis import display\n"
    "display.show_table(pd.DataFrame({'n': [n]}), name='n', caption='N.', tables=tables)"
)


def write_notebook(file: Path, *sources: str) -> None:
    """Write a notebook with parameters; sources that begin with # are text."""
    cells = [nbformat.v4.new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]}, id="parameters")]
    for number, source in enumerate(sources):
        new = nbformat.v4.new_markdown_cell if source.startswith("#") else nbformat.v4.new_code_cell
        cells.append(new(source, id=f"cell-{number}"))
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": KERNEL})
    nbformat.write(notebook, file)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three corpora of a sentence each, a notebook that runs, and one that fails."""
    for name, text in (("a", "Anna Berg said she agreed."), ("b", "Anna Berg rejected the plan."), ("c", "Nothing.")):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.txt").write_text(text, encoding="utf-8")
    write_notebook(tmp_path / "good.ipynb", "# Good", SAVE)
    write_notebook(tmp_path / "bad.ipynb", "# Bad", "## Part", "print(n)\n1 / 0")
    return tmp_path


@pytest.fixture
def write(folder: Path) -> Callable[[str], Path]:
    """Write a batch file beside the corpora."""

    def _write(text: str) -> Path:
        (folder / "batch.toml").write_text(text, encoding="utf-8")
        return folder / "batch.toml"

    return _write


def read_bytes(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, hidden ones too."""
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_what_is_nearer_to_a_report_wins(write: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Values of a report win over those of its corpus, these over the batch's; paths hold from the file's folder."""
    file = write(
        'out = "here"\nnotebooks = ["good.ipynb"]\nparameters.n = 2\n[corpora.a]\npath = "a"\n'
        '[corpora.b]\npath = "b"\nparameters = {n = 3, day = 2022-01-31}\n'
        '[corpora.b.reports.more]\nnotebook = "good.ipynb"\nparameters.n = 4\n'
    )
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    batch = load_batch(file)
    values = {(corpus.name, report.name): report.values for corpus in batch.corpora for report in corpus.reports}
    assert values == {
        ("a", "good"): {"n": 2, "day": ""},
        ("b", "good"): {"n": 3, "day": "2022-01-31"},
        ("b", "more"): {"n": 4, "day": "2022-01-31"},
    }
    assert batch.out == tmp_path / "here"
    assert batch.n_reports == 3


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[corpora.a]\npath = a\n", "is not TOML: .*line 2"),
        ("notebooks = []", "notebooks is"),
        ("rows = 3", "unknown key rows"),
        ("out = 'x'", "names no corpus"),
        ("[corpora.a]\n", r"corpora\.a has no path"),
        ("[corpora.a]\npth = 'a'", r"unknown key corpora\.a\.pth\. Did you mean 'path'"),
        ("[corpora.a]\npath = 3", r"corpora\.a\.path is 3; it is a text"),
        ("[corpora.a]\npath = 'aa'", r"corpora\.a\.path: There is no .*aa.*Did you mean 'a'"),
        ("[corpora]\na = 'a'", r"corpora\.a is 'a'; it is a table"),
        ("[corpora.a]\npath = 'a'\nnotebooks = ['3-stnace']", r"corpora\.a\.notebooks: .*Did you mean '3-stance'"),
        ("notebooks = ['god.ipynb']\n[corpora.a]\npath = 'a'", r"batch\.toml, notebooks: There is no notebook 'god\.ipynb'"),
        ("[parameters]\nrwos = 3\n[corpora.a]\npath = 'a'", "parameters: No parameter 'rwos' .*Did you mean 'rows'"),
        ("[corpora.a]\npath = 'a'\nparameters.rows = 'many'", r"corpora\.a\.parameters: .*'rows' .* takes a whole number"),
        ("[corpora.a]\npath = 'a'\nparameters.rows = '30'", r"corpora\.a\.parameters: .*'rows' .* takes a whole number"),
        ("[corpora.a]\npath = 'a'\nparameters.path = 'b'", r"corpora\.a\.parameters: .*'path' is set from"),
        ("[corpora.a]\npath = 'a'\n[corpora.a.reports.x]\n", r"corpora\.a\.reports\.x has no notebook"),
        (
            "[corpora.a]\npath = 'a'\n[corpora.a.reports.x]\nnotebook = '2-actors'\nparameters.levl = 'state'",
            r"corpora\.a\.reports\.x\.parameters: No parameter 'levl' in 2-actors\. Did you mean 'level'",
        ),
        ("[corpora.a]\npath = 'a'\n[corpora.a.reports.2-Actors]\nnotebook = '2-actors'", r"corpora\.a: Two reports .*'2-Actors'"),
        ("[corpora.a]\npath = 'a'\n[corpora.A]\npath = 'b'", "Two corpora are called 'A'"),
        ("[corpora.a]\npath = 'a'\n[corpora.a]\npath = 'b'", "is not TOML"),
        ("[corpora.'../a']\npath = 'a'", "cannot be the name of a file"),
    ],
)
def test_a_batch_with_a_fault_is_refused_before_anything_runs(write: Callable[[str], Path], text: str, said: str) -> None:
    """The message names the file, the key and the nearest right name; nothing is written."""
    file = write(text)
    with pytest.raises(StandpointError, match=said) as raised:
        load_batch(file)
    assert str(file) in str(raised.value)
    assert not (file.parent / "reports").exists()


def test_a_batch_goes_on_after_failures(write: Callable[[str], Path], folder: Path) -> None:
    """A notebook that fails is kept and told in a line, a corpus that cannot be read is told; all others are made."""
    (folder / "c" / "c.txt").write_bytes(b"\x00\x01\x02\xff" * 100)
    names = "\n".join(f'[corpora.{name}]\npath = "{name}"' for name in "abc")
    out = folder / "out"
    file = write(f'notebooks = ["bad.ipynb", "good.ipynb"]\n{names}\n')
    made = render_batch(load_batch(file), out=out)
    ends = {corpus.name: [report.status for report in corpus.asked] for corpus in made}
    assert ends == {"a": ["failed", "rendered"], "b": ["failed", "rendered"], "c": ["failed", "failed"]}
    message = made[0].asked[0].message
    assert message.startswith("In “Part”: ZeroDivisionError: division by zero.")
    kept = nbformat.read(out / "a" / "notebooks" / "bad.ipynb", as_version=4)
    outputs = [output for cell in kept.cells if cell.cell_type == "code" for output in cell.outputs]
    assert [output.output_type for output in outputs] == ["stream", "error"]
    assert not (out / "a" / "bad.html").exists()
    assert "could be read" in made[2].message
    index = (out / "index.html").read_text()
    assert message in index
    assert "Not read: " in index
    assert 'href="b/good.html"' in index
    for link in re.findall(r'href="([^"#]+)"', index):
        assert (out / link).is_file(), link
    manifest = json.loads((out / "manifest.json").read_text())
    assert [corpus["name"] for corpus in manifest["corpora"]] == ["a", "b", "c"]
    with pytest.raises(InputError, match="could be read"):
        render_batch(load_batch(write('[corpora.c]\npath = "c"')), out=folder / "none")


def test_a_process_that_dies_takes_nothing_with_it(write: Callable[[str], Path], folder: Path) -> None:
    """A notebook whose process is killed has failed, and says how; the others are made."""
    write_notebook(folder / "dies.ipynb", "# Dies", "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)")
    write_notebook(folder / "exits.ipynb", "# Exits", "import os\nos._exit(3)")
    file = write('notebooks = ["dies.ipynb", "exits.ipynb", "good.ipynb"]\n[corpora.a]\npath = "a"\n')
    (corpus,) = render_batch(load_batch(file), out=folder / "out")
    assert [report.status for report in corpus.asked] == ["failed", "failed", "rendered"]
    assert "signal 9" in corpus.asked[0].message
    assert "code 3" in corpus.asked[1].message


def test_what_a_parameter_names_is_part_of_the_input(write: Callable[[str], Path], folder: Path) -> None:
    """A report is made anew when a file that one of its parameters names has changed, and only then."""
    (folder / "words.txt").write_text("one", encoding="utf-8")
    batch = load_batch(write('notebooks = ["good.ipynb"]\nparameters.day = "words.txt"\n[corpora.a]\npath = "a"\n'))
    statuses = []
    for text in ("one", "one", "two"):
        (folder / "words.txt").write_text(text, encoding="utf-8")
        statuses.append(render_batch(batch, out=folder / "out")[0].asked[0].status)
    assert statuses == ["rendered", "unchanged", "rendered"]


def test_a_killed_run_is_resumed_to_the_same_bytes(write: Callable[[str], Path], folder: Path) -> None:
    """Killed after each of its reports and started again, a run ends as one that was left alone; no process outlives it."""
    write_notebook(folder / "slow.ipynb", "# Slow", SAVE, "import time\ntime.sleep(1)")
    names = "\n".join(f'[corpora.{name}]\npath = "{name}"' for name in "ab")
    file = write(f'notebooks = ["good.ipynb", "slow.ipynb"]\n{names}\n')

    def start(out: str) -> "subprocess.Popen[str]":
        """Start the command."""
        command = [sys.executable, "-m", "analysis", "report", "--batch", str(file), "--out", str(folder / out), "--jobs", "2"]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    for _ in range(3):
        process = start("killed")
        assert process.stdout is not None
        while "rendered" not in process.stdout.readline():
            pass
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=120)  # ends when no process of the run is left that could still write
    for out in ("killed", "undisturbed"):
        assert start(out).communicate()[1].count("failed") == 0
    undisturbed = read_bytes(folder / "undisturbed")
    assert read_bytes(folder / "killed") == undisturbed
    assert len([name for name in undisturbed if name.endswith(".html")]) == 4 + 2 + 1


def test_an_interrupted_run_says_how_to_go_on(write: Callable[[str], Path], folder: Path) -> None:
    """Ctrl-C ends with exit code 130 and says what is done; nothing that was in the making stays."""
    write_notebook(folder / "long.ipynb", "# Long", "import time\ntime.sleep(60)")
    file = write('notebooks = ["good.ipynb", "long.ipynb"]\n[corpora.a]\npath = "a"\n')
    command = [sys.executable, "-m", "analysis", "report", "--batch", str(file), "--out", str(folder / "out")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    while "rendered" not in process.stdout.readline():
        pass
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=120)
    assert process.returncode == 130
    assert "1 of 2 reports are done" in said
    assert "Traceback" not in said
    assert sorted(file.name for file in (folder / "out" / "a").iterdir()) == ["good.html", "manifest.json", "notebooks", "tables"]


def test_cells_give_what_a_kernel_gives(folder: Path, tmp_path: Path) -> None:
    """Without a kernel, every kind of output is as papermill's own engine has it."""
    write_notebook(
        folder / "kinds.ipynb",
        "# Kinds",
        "import sys\nprint('a', n)\nprint('b', file=sys.stderr)",
        "print('c')\ndisplay({'text/plain': 'd', 'image/png': b'd'}, raw=True)\nprint('e')",
        "n + 1",
        "n + 2;",
        "from IPython.display import HTML, Markdown\ndisplay(HTML('<b>f</b>'), metadata={'g': 1})\nMarkdown('*h*')",
        "await __import__('asyncio').sleep(0)\nget_ipython().run_line_magic('who_ls', 'int')",
        "import pandas as pd\npd.DataFrame({'i': [1]})",
        "",
        "def fail():\n    raise ValueError('j')",
        "fail()",
    )
    with pytest.raises(papermill.PapermillExecutionError):
        papermill.execute_notebook(
            str(folder / "kinds.ipynb"),
            str(tmp_path / "theirs.ipynb"),
            parameters={"n": 5, "day": "", "path": str(folder / "a"), "tables": "../tables/kinds"},
            progress_bar=False,
        )
    (tmp_path / "batch.toml").write_text(
        '[corpora.a]\npath = "a"\nnotebooks = ["kinds.ipynb"]\nparameters.n = 5', encoding="utf-8"
    )
    render_batch(load_batch(tmp_path / "batch.toml"), out=tmp_path / "out")
    theirs = nbformat.read(tmp_path / "theirs.ipynb", as_version=4)
    ours = nbformat.read(tmp_path / "out" / "a" / "notebooks" / "kinds.ipynb", as_version=4)

    def list_outputs(notebook: Any) -> list[Any]:
        """Outputs by cell; of an error what it says, since a traceback names files."""
        cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
        outputs = [[dict(output) for output in cell.outputs] for cell in cells]
        for output in (output for cell in outputs for output in cell):
            output.pop("traceback", None)
        return [(cell.execution_count, output) for cell, output in zip(cells, outputs, strict=True)]

    assert list_outputs(ours) == list_outputs(theirs)
    assert len(list_outputs(ours)) == 12


def test_batch_and_path_exclude_each_other(folder: Path, write: Callable[[str], Path]) -> None:
    """What a batch file says is not said twice."""
    result = CliRunner().invoke(main, ["report", "a", "--batch", str(write(""))])
    assert isinstance(result.exception, ParameterError)


def test_parameters_are_told_for_each_notebook() -> None:
    """The command lists name, type, usual value and meaning of every parameter that can be set."""
    told = CliRunner().invoke(main, ["parameters", "2-actors"]).output
    assert '  level: str = "person"' in told
    assert "who counts: person" in told
    assert "tables" not in told.split("level")[0]
