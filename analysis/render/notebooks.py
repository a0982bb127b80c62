"""The notebooks that can be rendered: the project's own, whose names begin with a digit, and those in files."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.errors import ParameterError, RenderError, nearest
from analysis.parameters import DRIVER_PARAMETERS, Parameter, find_parameters

NOTEBOOKS = Path(__file__).parent.parent.parent / "notebooks"


@dataclass(frozen=True)
class Notebook:
    """A notebook to be rendered: its file, what it holds and the parameters it states."""

    name: str
    file: Path
    content: dict[str, Any]
    parameters: dict[str, Parameter]

    @property
    def title(self) -> str:
        """Its first heading, or its name."""
        return next((line[2:] for line in self.text_before("").splitlines() if line.startswith("# ")), self.name)

    @property
    def question(self) -> str:
        """What it answers, as its text says after "**Question:**"; empty if it does not say."""
        found = re.search(r"\*\*Question:\*\* *(.+)", self.text_before(""))
        return found[1][:1].upper() + found[1][1:] if found else ""

    @property
    def defaults(self) -> dict[str, str | int | float | bool]:
        """The value of each parameter that a user can set."""
        return {name: parameter.default for name, parameter in self.parameters.items() if name not in DRIVER_PARAMETERS}

    def text_before(self, code: str) -> str:
        """All its Markdown before the cell with this code; all of it if there is none."""
        cells = [(cell["cell_type"], "".join(cell["source"])) for cell in self.content["cells"]]
        codes = [source if kind == "code" else None for kind, source in cells]
        until = codes.index(code) if code in codes else len(cells)
        return "\n".join(source for kind, source in cells[:until] if kind == "markdown")


def find_notebooks(names: Sequence[str] | None = None) -> list[Notebook]:
    """Return the project's notebooks of these names, or those in files that end in .ipynb, in the order given, each once.

    None gives those of the project that are reports, whose names begin with a digit, by name; the others must be named. Raises
    ParameterError for a name that is not there (names the nearest one), RenderError for a file that is no notebook or does not
    state its parameters as it should.
    """
    own = {file.stem: file for file in sorted(NOTEBOOKS.glob("*.ipynb"))}
    reports = [name for name in own if name[0].isdigit()]
    files = [Path(name) if name.endswith(".ipynb") else own.get(name, Path(name)) for name in names or reports]
    if not files:
        raise RenderError(f"There are no notebooks in {NOTEBOOKS}. Fetch the project anew, or name a notebook's file.")
    found = []
    for file in dict.fromkeys(files):
        if not file.is_file():
            raise ParameterError(
                f"There is no notebook {str(file)!r}.{nearest(file.stem, own)} There are: {', '.join(own) or 'none'}."
            )
        try:
            content = json.loads(file.read_text(encoding="utf-8"))
            parameters = find_parameters(content, name=file.stem)
        except (ValueError, KeyError, TypeError) as error:
            raise RenderError(f"{file} is not a notebook that can be read: {error}.") from error
        found.append(Notebook(file.stem, file.resolve(), content, parameters))
    return found
