"""An executed notebook as one self-contained HTML page: one small script of its own, no request to any network."""

import base64
import hashlib
import re
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from nbconvert import HTMLExporter
from nbformat import NotebookNode

from analysis.errors import RenderError

TEMPLATES = Path(__file__).parent / "templates"
FOOTER = "How this report was made"

_ANCHOR_LINK = re.compile(r'<a class="anchor-link"[^>]*>[^<]*</a>')
_LINK = re.compile(r'<a (?:[^>]* )?href="#([^"]+)"[^>]*>(.*?)</a>', re.DOTALL)
_ID = re.compile(r'\bid="([^"]+)"')
_TITLE = re.compile(r"<title>[^<]*</title>")
_HEADING = re.compile(r"^(#{1,2}) +(.+?) *$", re.MULTILINE)


def write_html(
    notebook: NotebookNode,
    *,
    name: str,
    corpus: str,
    parameters: Sequence[Mapping[str, Any]],
    tables: Sequence[str],
    code: bool = False,
) -> str:
    """Return an executed notebook as an HTML page; the same notebook, settings and tables give the same page.

    Parameters
    ----------
    notebook : with its outputs; its Markdown has one heading `# ...` and any number of `## ...`, each different
    name : what the notebook is called in messages
    corpus : fingerprint of the input
    parameters : name, value and help of each setting
    tables : paths of its CSV files, relative to the page
    code : show the code of each cell, folded; else it is left out

    Raises
    ------
    RenderError : no heading `# ...`, or more than one

    Notes
    -----
    A link to a thing that is not on the page, because its sentences did not fit, becomes plain text. The one script sorts and
    filters tables; the page's policy names its hash and lets no other run.
    """
    headings = [heading for cell in notebook.cells if cell.cell_type == "markdown" for heading in _HEADING.findall(cell.source)]
    titles = [text for marks, text in headings if marks == "#"]
    if len(titles) != 1:
        raise RenderError(f"Notebook {name} has {len(titles)} headings '# ...' in its text; it needs exactly one as its title.")
    sections = [text for marks, text in headings if marks == "##"] + [FOOTER]
    exporter = HTMLExporter(template_name="report", extra_template_basedirs=[str(TEMPLATES)], skip_svg_encoding=True)
    script = (TEMPLATES / "report.js").read_text(encoding="utf-8").strip()
    report = {
        "title": titles[0],
        "contents": [(text, _make_anchor(text)) for text in sections],
        "footer": FOOTER,
        "footer_anchor": _make_anchor(FOOTER),
        "style": (TEMPLATES / "style.css").read_text(encoding="utf-8"),
        "script": script,
        "script_hash": base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        "code": code,
        "version": version("standpoint"),
        "corpus": corpus,
        "parameters": list(parameters),
        "tables": list(tables),
    }
    page, _ = exporter.from_notebook_node(notebook, resources={"report": report})
    return _drop_dead_links(_ANCHOR_LINK.sub("", page)).strip() + "\n"


def _drop_dead_links(page: str) -> str:
    """Make text of links to what is not on the page."""
    ids = set(_ID.findall(page))
    return _LINK.sub(lambda found: found[0] if found[1] in ids else _TITLE.sub("", found[2]), page)


def _make_anchor(heading: str) -> str:
    """Return the id that nbconvert gives a heading."""
    return heading.replace(" ", "-")
