"""PDF files: the text layer, its lines joined to paragraphs; pages that hold only a picture are told."""

import hashlib
import logging
import re
from collections import Counter
from pathlib import Path

from analysis.errors import InputError
from analysis.formats.found import Found, Items, Source, Unread
from analysis.formats.word import is_plausible_title
from analysis.headers import read_name
from analysis.languages import is_english

_FEWEST_PAGES = 3  # of the same head or foot, before it is taken for one
_SHORT = 0.85  # of the usual length of a line: a shorter one with a full stop ends its paragraph
_STOP = re.compile(r"[.!?…:][\"'”’)\]]*$")
_PAGE_NUMBER = re.compile(r"(?:page )?[\divxlc]{1,5}(?: (?:of|/) \d+)?", re.IGNORECASE)
_HYPHEN = re.compile(r"([A-Za-z]+)([-\u00ad\u2010])$")


def read_pdf(source: Source) -> Items:
    """The text of a PDF file as one document.

    Lines are joined to paragraphs and words broken at the end of a line put together where a dictionary knows them whole. A line
    at the head or foot of three or more pages, numbers aside, is left out, and a note says which; so are numbers of pages. The
    order of the words is that of the file.
    """
    from pypdf import PdfReader  # an extra

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is wrong is told in the list of unread files
    raw = source.read()
    source.stream.seek(0)
    reader = PdfReader(source.stream)
    if reader.is_encrypted and not reader.decrypt(""):
        raise InputError("The file is kept by a password: save it without one.")
    pages = [[line.strip() for line in page.extract_text().split("\n")] for page in reader.pages]
    empty = [number for number, lines in enumerate(pages, 1) if not any(lines)]
    if len(empty) == len(pages):
        raise InputError(
            f"None of its {len(pages):,} pages has a text layer: they may be scanned. Run text recognition (OCR) first."
        )
    if empty:
        told = f"No text layer on {_count_pages(empty)} of {len(pages):,}: scanned, or empty. Text recognition (OCR) may help."
        yield Unread(source.name, told)
    pages, notes = _drop_margins(pages)
    title = reader.metadata.title if reader.metadata else None
    named = read_name(Path(source.name).stem)
    if is_plausible_title(title):
        named |= {"title": str(title)}
    text, n_joined = _join_lines([line for lines in pages for line in lines])
    if n_joined:
        notes.append(f"Words broken at the end of a line and put together: {n_joined:,}.")
    yield Found(source.name, text, hashlib.sha256(raw).hexdigest(), {}, {}, named, notes)


def _count_pages(numbers: list[int]) -> str:
    """Pages in words: "page 3", "pages 3, 5-7"."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and spans[-1][1] == number - 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    written = ", ".join(f"{first}" if first == last else f"{first}-{last}" for first, last in spans)
    return f"page{'s' if len(numbers) > 1 else ''} {written}"


def _drop_margins(pages: list[list[str]]) -> tuple[list[list[str]], list[str]]:
    """The pages without running heads, feet and page numbers, and a note on each head or foot."""
    pages = [_trim(lines) for lines in pages]
    dropped: dict[str, int] = {}
    for place in (0, -1):
        shapes = Counter(_shape(lines[place]) for lines in pages if lines)
        for lines in pages:
            if lines and (_PAGE_NUMBER.fullmatch(lines[place]) or shapes[_shape(lines[place])] >= _FEWEST_PAGES):
                line = lines.pop(place)
                if not _PAGE_NUMBER.fullmatch(line):
                    dropped.setdefault(line, shapes[_shape(line)])
        pages = [_trim(lines) for lines in pages]
    shown = {_shape(line): (line, n) for line, n in reversed(dropped.items())}
    return pages, [f"Left out from the head or foot of {n} pages: “{line}”." for line, n in reversed(shown.values())]


def _trim(lines: list[str]) -> list[str]:
    """The lines of a page without empty ones at its ends."""
    full = [number for number, line in enumerate(lines) if line]
    return lines[full[0] : full[-1] + 1] if full else []


def _shape(line: str) -> str:
    """A line with its numbers made alike."""
    return re.sub(r"\d+", "0", line)


def _join_lines(lines: list[str]) -> tuple[str, int]:
    """Paragraphs from lines, and how many words were put together; an empty line ends a paragraph, and so does a short one."""
    lengths = sorted(len(line) for line in lines if line)
    usual = lengths[len(lengths) * 3 // 4] if lengths else 0
    paragraphs = [""]
    n_joined = 0
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        broken = _HYPHEN.search(paragraphs[-1]) if line[:1].islower() else None
        if not line:
            paragraphs.append("")
        elif broken and (broken[2] != "-" or is_english((broken[1] + re.split(r"[^A-Za-z]", line)[0]).lower())):
            paragraphs[-1] = paragraphs[-1][:-1] + line
            n_joined += 1
        else:
            paragraphs[-1] += line if broken else f" {line}"
        heading = len(line) < usual / 2 and following[:1].isupper()
        if len(line) < _SHORT * usual and (_STOP.search(line) or heading):
            paragraphs.append("")
    return "\n".join(paragraph.strip() for paragraph in paragraphs if paragraph), n_joined
