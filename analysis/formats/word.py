"""Word documents (.docx): one article a file, or the many of an export by Nexis Uni or Factiva."""

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from analysis.errors import InputError
from analysis.formats.archives import check_office
from analysis.formats.found import Found, Items, Source
from analysis.formats.press import read_export
from analysis.headers import is_given, read_name

_NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
}
# runs that count: none that was deleted or moved away, none of the older twin that a text box has
_RUNS = ".//w:r[not(ancestor::w:del or ancestor::w:moveFrom or ancestor::mc:Fallback)]"
_WRITTEN = {"t": None, "tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_NO_TITLE = re.compile(r"(?i)(?:microsoft word|word document|untitled|document\d*$).*|.*\.(?:docx?|rtf|txt|pdf|html?)")


def read_docx(source: Source) -> Items:
    """The paragraphs of a document in their order, those of tables and text boxes too; tracked deletions are left out."""
    from docx import Document  # an extra
    from lxml.etree import XPath

    check_office(source)
    raw = source.read()
    source.stream.seek(0)
    document = Document(source.stream)
    paragraphs = _read_paragraphs(XPath(_RUNS, namespaces=_NAMES)(document.element.body))
    if not paragraphs:
        raise InputError("The document has no text; pictures of text are not read.")
    articles = read_export(source.name, "\n\n".join(paragraphs))
    if articles is not None:
        yield from articles
        return
    properties = document.core_properties
    named = read_name(Path(source.name).stem)
    if is_plausible_title(properties.title):
        named |= {"title": properties.title}
    others = {"byline": properties.author} if is_given(properties.author or "") else {}
    yield Found(source.name, "\n".join(paragraphs), hashlib.sha256(raw).hexdigest(), {}, others, named)


def is_plausible_title(title: str | None) -> bool:
    """Whether the title among a file's properties is one, not its name or what the program put there."""
    return bool(title and is_given(title) and not _NO_TITLE.fullmatch(title.strip()))


def _read_paragraphs(runs: Iterable[Any]) -> list[str]:
    """The text of each paragraph that has any, from its runs."""
    texts: dict[Any, list[str]] = {}
    for run in runs:
        paragraph = next(run.iterancestors(f"{{{_NAMES['w']}}}p"))
        parts = texts.setdefault(paragraph, [])
        for child in run:
            kind = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
            if kind in _WRITTEN:
                parts.append(_WRITTEN[kind] or child.text or "")
    written = ("".join(parts).strip() for parts in texts.values())
    return [text for text in written if text]
