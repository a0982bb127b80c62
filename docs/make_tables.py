"""Write the generated parts of the documentation: the data dictionary, the notebooks' parameters, the sources of the lexicons.

`make docs` runs it; a test fails when what stands in the files is not what the code says.
"""

import json
import re
from pathlib import Path

from analysis import schema
from analysis.lexicon import load_lexicon

ROOT = Path(__file__).parent.parent
PARAMETER = re.compile(r"(?P<name>\w+): (?P<type>[^=]+?) = (?P<default>.+?)\s+# (?P<help>.+)")
DTYPES = {
    schema.TEXT: "text", schema.WHOLE: "whole number", schema.WHOLE_OR_NULL: "whole number", schema.REAL: "number",
    schema.FLAG: "true or false", schema.DATE: "day", schema.LIST: "list",
}  # fmt: skip


def make_dictionary() -> str:
    """Return the data dictionary of every table as Markdown."""
    parts = []
    for name, columns in schema.TABLES.items():
        parts.append(f"## {name}\n\n| column | type | may be empty | meaning |\n|---|---|---|---|")
        for column, spec in columns.items():
            values = f" ({', '.join(spec.values)})" if spec.values else ""
            parts[-1] += f"\n| `{column}` | {DTYPES[spec.dtype]} | {'yes' if spec.null else 'no'} | {spec.meaning}{values} |"
    return "\n\n".join(parts)


def make_parameters() -> str:
    """Return the parameters of every notebook as Markdown."""
    parts = []
    for file in sorted((ROOT / "notebooks").glob("*.ipynb")):
        cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
        cell = next(cell for cell in cells if "parameters" in cell["metadata"].get("tags", []))
        rows = [match for line in "".join(cell["source"]).splitlines() if (match := PARAMETER.fullmatch(line.strip()))]
        lines = [f"| `{row['name']}` | {row['type']} | `{row['default']}` | {row['help']} |" for row in rows]
        parts.append("\n".join([f"**{file.stem}**\n", "| parameter | type | default | meaning |", "|---|---|---|---|", *lines]))
    return "\n\n".join(parts)


def make_sources() -> str:
    """Return the sources of every lexicon as Markdown."""
    lines = ["| lexicon | rows | source |", "|---|---|---|"]
    for file in sorted((ROOT / "analysis" / "lexicons").glob("*.csv")):
        for source, n in load_lexicon(file.stem)["source"].value_counts().items():
            lines.append(f"| `{file.stem}` | {n:,} | {source} |")
    return "\n".join(lines)


GENERATED = {
    "docs/data-dictionary.md": make_dictionary,
    "docs/parameters.md": make_parameters,
    "docs/lexicons.md": make_sources,
}


def fill(text: str, body: str) -> str:
    """Return `text` with what stands between its two markers replaced by `body`; ValueError without markers."""
    head, marker, rest = text.partition("<!-- generated -->\n")
    _, end, tail = rest.partition("<!-- end -->")
    if not marker or not end:
        raise ValueError("The file needs a line <!-- generated --> and after it a line <!-- end -->.")
    return f"{head}{marker}\n{body}\n\n{end}{tail}"


if __name__ == "__main__":
    for name, make in GENERATED.items():
        file = ROOT / name
        file.write_text(fill(file.read_text(encoding="utf-8"), make()), encoding="utf-8")
