"""The package is built in floors: imports run downward, stages meet only as tables."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "analysis"
MODULES = {file.stem: file for file in PACKAGE.glob("*.py") if file.stem != "__init__"}

GROUND = {"errors", "schema", "lexicon", "perceptron", "places", "dates", "phrases"}
ROOMS = {"reader": {"attribution", "names"}}
TOP = {"corpus", "display", "render", "__main__"}


def imports_of(name: str) -> set[str]:
    """Return the modules of the package that module `name` imports."""
    found = set()
    for node in ast.walk(ast.parse(MODULES[name].read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "analysis":
            found |= {node.module.split(".")[1]} if "." in node.module else {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("analysis.")}
    return found & set(MODULES)


def test_no_import_runs_in_a_circle() -> None:
    """Following imports from any module never leads back to it."""

    def reach(name: str, seen: set[str]) -> set[str]:
        for other in imports_of(name) - seen:
            seen |= {other}
            reach(other, seen)
        return seen

    assert [name for name in MODULES if name in reach(name, set())] == []


@pytest.mark.parametrize("name", sorted(set(MODULES) - TOP - {"errors", "schema"}))
def test_stages_import_only_the_ground_floor(name: str) -> None:
    """A stage knows errors, schema and ground-floor helpers, never another stage."""
    rooms = ROOMS.get(name, set())
    assert imports_of(name) - GROUND - rooms == set()


def test_only_the_named_modules_import_the_heavy_libraries() -> None:
    """NLTK's tokenizers stay in tokens.py, papermill and nbconvert in rendering, matplotlib in figures and display."""
    homes = {
        "nltk": {"tokens"},
        "papermill": {"render", "parameters"},
        "nbconvert": {"export"},
        "matplotlib": {"figures", "display"},
    }
    for library, allowed in homes.items():
        users = set()
        for name, file in MODULES.items():
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
                names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                users |= {name for module in names if module.split(".")[0] == library}
        assert users <= allowed, library
