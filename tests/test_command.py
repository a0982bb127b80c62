"""The command line: what it makes, what it says, and how it ends."""

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner, Result

from analysis.__main__ import main, run


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """A folder with one document that can be read and one that cannot."""
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "a.txt").write_text("“I reject the plan,” said Anna Berg.", encoding="utf-8")
    (folder / "b.txt").write_bytes(b"\x00\x01\x02\xff" * 100)
    return folder


def end(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    """Run the command as a process would and return its exit code."""
    monkeypatch.setattr(sys, "argv", ["standpoint", *map(str, arguments)])
    with pytest.raises(SystemExit) as ended:
        run()
    return int(ended.value.code or 0)


def invoke(*arguments: object) -> Result:
    """Run the command within this process."""
    return CliRunner().invoke(main, [*map(str, arguments)])


def test_every_command_and_option_has_help() -> None:
    """--help says in words what each command does and what each option is for."""
    for command in main.commands:
        result = invoke(command, "--help")
        assert result.exit_code == 0
        assert main.commands[command].help
        assert "\\b" not in result.output
    text = invoke("report", "--help").output
    assert "    python -m analysis report articles/ --out my-reports" in text.splitlines()
    for word in ("--out", "--notebook", "-p NAME VALUE", "default: seeds", "python -m analysis report"):
        assert word in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("report", "nowhere"), "nowhere"),
        (("report", "--notebook", "3-stnace"), "Did you mean '3-stance'"),
        (("report", "--notebook", "1-terms", "-p", "min_cuont", "3"), "Did you mean 'min_count'"),
        (("report", "--notebook", "1-terms", "-p", "min_count", "many"), "whole number"),
        (("report", "-p", "path", "elsewhere"), "'path' is set from"),
        (("read", "nowhere", "--out", "tables"), "nowhere"),
        (("export", "nowhere", "--to", "csv", "--out", "tables"), "nowhere"),
        (("export", "nowhere", "--to", "cvs", "--out", "tables"), "Did you mean 'csv'"),
        (("agreement", "nowhere", "coded.dna"), "nowhere"),
    ],
)
def test_a_wrong_argument_is_a_message_and_exit_code_2(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    """Nothing runs and nothing is written; the message says what to mend, and no traceback is shown."""
    monkeypatch.chdir(tmp_path)
    assert end(monkeypatch, *arguments) == 2
    message = capsys.readouterr().err
    assert said in message
    assert "Traceback" not in message
    assert not list(tmp_path.iterdir())


def test_a_folder_with_nothing_to_read_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An empty folder is an error of the input, not an empty report."""
    (tmp_path / "empty").mkdir()
    assert end(monkeypatch, "report", tmp_path / "empty", "--out", tmp_path / "out") == 2
    assert "empty" in capsys.readouterr().err
    assert not (tmp_path / "out" / "index.html").exists()


def test_a_corpus_that_cannot_be_read_is_told_once(
    monkeypatch: pytest.MonkeyPatch, documents: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As the error where nothing can be read, exit code 2; else with its reports, and the others are made, exit code 1."""
    for name in ("void", "hollow"):
        (tmp_path / name).mkdir()
    batch = tmp_path / "batch.toml"

    def count_told(*paths: str) -> tuple[int, list[int]]:
        """Render these folders; return the exit code and how often each is said to hold nothing."""
        corpora = "\n".join(f"[corpora.{path}]\npath = '{path}'" for path in paths)
        batch.write_text(f'notebooks = ["6-reader"]\n{corpora}\n', encoding="utf-8")
        code, said = end(monkeypatch, "report", "--batch", batch, "--out", tmp_path / "out"), capsys.readouterr().err
        return code, [said.count(f"{tmp_path / path} holds no document") for path in paths]

    assert count_told("void", "hollow") == (2, [1, 1])
    assert count_told("void", documents.name) == (1, [1, 0])
    assert end(monkeypatch, "report", tmp_path / "void", "--out", tmp_path / "out") == 2
    assert capsys.readouterr().err.count("holds no document") == 1


def test_read_writes_every_table(documents: Path, tmp_path: Path) -> None:
    """Each table is a Parquet file; the spans of a statement are lists of [start, end]; unread files are named."""
    result = invoke("read", documents, "--out", tmp_path / "tables")
    assert result.exit_code == 0, result.output
    assert "b.txt" in result.stderr
    names = {file.stem for file in (tmp_path / "tables").glob("*.parquet")}
    assert {"documents", "sentences", "tokens", "mentions", "actors", "statements", "issues", "positions"} <= names
    statements = pd.read_parquet(tmp_path / "tables" / "statements.parquet")
    assert [[list(span) for span in spans] for spans in statements["spans"]] == [[[0, 20]]]


def test_a_failed_notebook_ends_with_exit_code_1(documents: Path, tmp_path: Path) -> None:
    """The reports that could be made are named, the one that could not is told, and the exit code says so."""
    result = invoke("report", documents, "--out", tmp_path / "out", "--notebook", "1-terms", "-p", "unit", "words")
    assert result.exit_code == 1
    assert "1-terms failed" in result.stderr
    assert "unit is 'words'" in result.stderr
    assert "Traceback" not in result.stderr
    assert not (tmp_path / "out" / "1-terms.html").exists()
    assert "1-terms" not in result.stdout


def test_a_fault_of_the_program_is_told_in_a_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Even an error nobody foresaw is a line with its kind and place, not a traceback."""
    monkeypatch.setattr("analysis.render.render_batch", lambda *_, **__: {}["key"])
    assert end(monkeypatch, "report") == 2
    message = capsys.readouterr().err.splitlines()[-1]
    assert "KeyError: 'key' (test_command.py, line" in message


def test_the_module_runs_as_a_command_from_any_folder(tmp_path: Path) -> None:
    """`python -m analysis` works outside the project, says its version and keeps errors to a line."""
    command = [sys.executable, "-m", "analysis"]
    assert (
        "standpoint" in subprocess.run([*command, "--version"], cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    )
    failed = subprocess.run([*command, "report", "nowhere"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert failed.returncode == 2
    assert failed.stderr.splitlines()[-1].startswith("Error: ")
    assert "Traceback" not in failed.stderr
