"""What the documentation says is what the code does."""

import importlib.util
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from analysis.__main__ import main

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")

spec = importlib.util.spec_from_file_location("make_tables", ROOT / "docs" / "make_tables.py")
assert spec is not None
assert spec.loader is not None
make_tables = importlib.util.module_from_spec(spec)
spec.loader.exec_module(make_tables)


@pytest.mark.parametrize("name", list(make_tables.GENERATED))
def test_generated_documentation_is_up_to_date(name: str) -> None:
    """The data dictionary and the parameter tables are what `make docs` would write now."""
    text = (ROOT / name).read_text(encoding="utf-8")
    assert make_tables.fill(text, make_tables.GENERATED[name]()) == text, "run `make docs`"


def test_every_parameter_line_of_the_notebooks_is_documented() -> None:
    """No line of a parameters cell is left out for want of a type, a default or a comment."""
    import json

    for file in sorted((ROOT / "notebooks").glob("*.ipynb")):
        cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
        (cell,) = [cell for cell in cells if "parameters" in cell["metadata"].get("tags", [])]
        lines = [line for line in "".join(cell["source"]).splitlines() if line.strip() and not line.startswith("#")]
        assert [line for line in lines if not make_tables.PARAMETER.fullmatch(line.strip())] == []


def test_every_command_of_the_readme_exists() -> None:
    """Each `python -m analysis X` and each `make X` named in the README is there and has help."""
    for name in set(re.findall(r"python -m analysis (\w+)", README)):
        assert name in main.commands, name
        result = CliRunner().invoke(main, [name, "--help"])
        assert result.exit_code == 0, result.output
        assert len(result.output.splitlines()) > 5
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), flags=re.M))
    assert set(re.findall(r"`make (\w+)", README)) <= targets


def test_every_option_of_the_readme_exists() -> None:
    """Each long option shown with one of our commands is an option of that command."""
    for line in re.findall(r"python -m analysis [^\n`]+", README):
        command = main.commands[line.split()[3]]
        options = {name for parameter in command.params for name in parameter.opts}
        assert set(re.findall(r"--[a-z-]+", line)) <= options, line


def test_every_link_of_the_readme_leads_to_a_file() -> None:
    """Relative links in the README and in docs point at something that is there."""
    for file in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]:
        for link in re.findall(r"\]\((?!https?:|#)([^)#]+)", file.read_text(encoding="utf-8")):
            assert (file.parent / link).exists(), f"{file.name}: {link}"


def test_every_notebook_is_told_in_the_readme() -> None:
    """The README has a word on each notebook."""
    for file in (ROOT / "notebooks").glob("*.ipynb"):
        assert f"`{file.stem}`" in README, file.stem


def test_every_lexicon_row_has_its_source() -> None:
    """No word stands in a lexicon without saying where it comes from, and the documentation tells each lexicon."""
    from analysis.lexicon import load_lexicon

    told = (ROOT / "docs" / "lexicons.md").read_text(encoding="utf-8").partition("## Sources")[0]
    names = [file.stem for file in (ROOT / "analysis" / "lexicons").glob("*.csv")]
    assert names
    for name in names:
        assert len(load_lexicon(name)) > 0, name
        assert f"`{name}`" in told, name
