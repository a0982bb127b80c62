"""The package is built in floors: imports run downward, stages meet only as tables."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "analysis"
FILES = {
    entry.stem: sorted(entry.rglob("*.py")) if entry.is_dir() else [entry]
    for entry in PACKAGE.iterdir()
    if entry.suffix == ".py" or (entry / "__init__.py").is_file()
}

STAGES = {
    "documents", "zones", "tokens", "quotations", "reader", "actors", "statements", "positions", "issues",
    "copies", "terms", "counts", "networks", "parallels", "evidence", "figures", "display", "chain", "reading", "corpus",
    "selection", "render", "interchange",
}  # fmt: skip
MAY_IMPORT_STAGES = {
    "chain": {"zones", "tokens", "quotations", "reader", "actors", "statements", "positions", "issues", "copies"},
    "reading": {"chain", "documents", "copies", "actors", "issues"},
    "corpus": {"reading", "chain", "documents", "actors", "issues"},
    "selection": {"actors", "corpus"},
    "interchange": {"corpus", "documents", "networks"},
    "render": {"corpus", "documents"},
    "explore": {"corpus", "counts", "evidence", "selection", "terms"},
    "cli": {"actors", "corpus", "interchange", "issues", "render", "selection"},
}


def find_imports(name: str) -> list[str]:
    """Return the dotted names that module `name` imports, anywhere in it."""
    found = []
    for file in FILES[name]:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                found += [f"{node.module}.{alias.name}" for alias in node.names]
            elif isinstance(node, ast.Import):
                found += [alias.name for alias in node.names]
    return found


def imports_of(name: str) -> set[str]:
    """Return the other modules of the package that module `name` imports."""
    return {found.split(".")[1] for found in find_imports(name) if found.startswith("analysis.")} & set(FILES) - {name}


def test_no_import_runs_in_a_circle() -> None:
    """Following imports from any module never leads back to it."""

    def reach(name: str, seen: set[str]) -> set[str]:
        for other in imports_of(name) - seen:
            seen |= {other}
            reach(other, seen)
        return seen

    assert [name for name in FILES if name in reach(name, set())] == []


@pytest.mark.parametrize("name", sorted(FILES))
def test_stages_meet_only_in_the_chain(name: str) -> None:
    """No stage and no helper imports a stage; the chain, the renderer and the command line do."""
    assert imports_of(name) & STAGES <= MAY_IMPORT_STAGES.get(name, set())


def test_every_stage_is_there() -> None:
    """The list of stages is the list of modules, so that no stage escapes the check by another name."""
    assert set(FILES) >= STAGES


@pytest.mark.parametrize(
    ("library", "homes"),
    [
        ("nltk", {"agreement", "boundaries", "tokens", "perceptron"}),
        ("papermill", {"render"}),
        ("nbconvert", {"export"}),
        ("matplotlib", {"figures", "display"}),
        ("seaborn", {"figures"}),
        ("onnxruntime", {"reader"}),
        ("tokenizers", {"reader"}),
        ("trafilatura", {"formats"}),
        ("feedparser", {"formats"}),
        ("warcio", {"formats"}),
        ("docx", {"formats"}),
        ("openpyxl", {"formats", "interchange"}),
        ("pypdf", {"formats"}),
        ("py3langid", {"languages"}),
    ],
)
def test_heavy_libraries_have_one_home(library: str, homes: set[str]) -> None:
    """Only the module made for it imports a library that others must be able to do without."""
    assert {name for name in FILES if any(found.split(".")[0] == library for found in find_imports(name))} <= homes
