"""The parts of an article: header, headline, dateline, subheads and body, each a stretch of a paragraph."""

import re
from collections.abc import Iterator

import pandas as pd

from analysis import schema
from analysis.layout import Span, ends_sentence, find_dateline, find_headline, pauses, split_paragraphs

_HEADLINE_PARAGRAPHS = 3  # a headline may be broken over so many lines
_LONGEST_TITLE = 1000  # characters
_SHORTEST_SHORTENED = 15  # letters and digits of a headline that a title goes on from ("... | Name of the site")
_SUBHEADS_IN_A_ROW = 2  # more short lines in a row are a list
_LONGEST_SUBHEAD = 100  # characters
_MOST_WORDS = 8  # of a subhead neither in capitals nor in Title Case
_DATELINE_WITHIN = 4  # paragraphs after the headline: a byline, a note and a teaser may stand before it

_ITEM = re.compile(r"[\W_]*\d|[•·*‣▪–—-]|\w+:")  # a line of a list, or of a dialogue
_QUOTED = re.compile(r"[“«\"][^“”»\"]*[”»\"]|[‘'][^‘]*[’']")


def find_zones(documents: pd.DataFrame) -> pd.DataFrame:
    """Say of each stretch of each document what part of the article it is.

    Parameters
    ----------
    documents : table `documents` (schema.py)
        Only `doc_id`, `text`, `header_end` and `title` are read.

    Returns
    -------
    table `zones`, in reading order of each document
        The rows hold every character that is not white space once and begin and end with such a one. The header is one
        row. A dateline and the body after it share their paragraph. A headline is what `title` says, or a short first line
        without a final stop; a subhead is a short line without a stop between the paragraphs of the body, in capitals,
        Title Case or quotation marks, or of at most eight words after a finished paragraph.

    Notes
    -----
    A document without a word gets body rows for what there is, an empty one no row.
    """
    columns: dict[str, list] = {name: [] for name in schema.TABLES["zones"]}
    titles = documents["title"].fillna("")
    for doc_id, text, header_end, title in zip(
        documents["doc_id"], documents["text"], documents["header_end"], titles, strict=True
    ):
        for number, zone, start, end in _read_layout(text, header_end, title):
            for name, value in zip(columns, (doc_id, f"{doc_id}:p{number}", zone, start, end), strict=True):
                columns[name].append(value)
    return schema.cast("zones", pd.DataFrame(columns))


def _read_layout(text: str, header_end: int, title: str) -> Iterator[tuple[int, str, int, int]]:
    """Number of the paragraph, zone, start and end of each part of one document."""
    head = text[:header_end]
    first = 0
    if head.strip():
        yield 0, "header", len(head) - len(head.lstrip()), len(head.rstrip())
        first = 1
    paragraphs = split_paragraphs(text, header_end)
    n_headline = _count_headline(text, paragraphs, title)
    subheads = _find_subheads(text, paragraphs, n_headline)
    dateline = _find_dateline(text, paragraphs[n_headline : n_headline + _DATELINE_WITHIN])
    for number, (start, end) in enumerate(paragraphs):
        zone = "headline" if number < n_headline else "subhead" if number in subheads else "body"
        if zone == "body" and dateline and start == dateline[0]:
            yield number + first, "dateline", *dateline
            start = dateline[1] + len(text[dateline[1] : end]) - len(text[dateline[1] : end].lstrip())
        if start < end:
            yield number + first, zone, start, end


def _count_headline(text: str, paragraphs: list[Span], title: str) -> int:
    """How many of the first paragraphs are the headline."""
    wanted = _squeeze(title)
    counts = range(1, min(_HEADLINE_PARAGRAPHS, len(paragraphs) - 1) + 1)
    lines = [_squeeze(text[paragraphs[0][0] : paragraphs[count - 1][1]][:_LONGEST_TITLE]) for count in counts]
    if wanted and wanted in lines:
        return lines.index(wanted) + 1
    if lines and len(lines[0]) >= _SHORTEST_SHORTENED and wanted.startswith(lines[0]):
        return 1
    headline = find_headline(text, paragraphs)
    if not headline:
        return 0
    # beside a title that is known, a first line of other words is the beginning of the article
    words, known = (set(re.findall(r"\w+", line.lower())) for line in (text[slice(*headline)], title))
    return 1 if not title or 2 * len(words & known) >= len(words) else 0


def _find_dateline(text: str, openings: list[Span]) -> Span | None:
    """The dateline of the first whole sentence, or of a shorter line before it."""
    for start, end in openings:
        line = text[start:end]
        if (found := find_dateline(text, start, end)) or (ends_sentence(line) and len(line.split(maxsplit=9)) > 9):
            return found
    return None


def _find_subheads(text: str, paragraphs: list[Span], n_headline: int) -> set[int]:
    """Numbers of the paragraphs that are subheads."""
    found: set[int] = set()
    row: list[int] = []
    for number in range(n_headline, len(paragraphs)):
        line = text[slice(*paragraphs[number])]
        if len(line) <= _LONGEST_SUBHEAD and not _ITEM.match(line) and not pauses(line) and re.search(r"[^\W\d_]{2}", line):
            row.append(number)
            continue
        after_stop = bool(row) and row[0] > 0 and ends_sentence(text[slice(*paragraphs[row[0] - 1])])
        if len(row) <= _SUBHEADS_IN_A_ROW and not line[0].islower() and ends_sentence(line):
            found |= {one for one in row if _looks_set_off(text[slice(*paragraphs[one])], after_stop)}
        row = []
    return found


def _looks_set_off(line: str, after_stop: bool) -> bool:
    """Whether a short line is in capitals, Title Case or quotation marks, or stands as a phrase of its own after a stop."""
    words = re.findall(r"[^\W\d_][\w'’-]*", line)
    n_small = sum(word[0].islower() for word in words)
    in_title_case = 2 * n_small < len(words) and not any(word[0].islower() for word in words if len(word) > 3)
    if re.search(r"\?['\"’”»]*\Z", line):
        return in_title_case and len(words) > 1
    if in_title_case or len(words) > _MOST_WORDS:
        return in_title_case
    return bool(_QUOTED.fullmatch(line)) or (after_stop and line[0].isupper() and not re.search(r"\d", line))


def _squeeze(line: str) -> str:
    """Letters and digits of a line in lower case: what makes two headlines the same."""
    return re.sub(r"[\W_]+", "", line).casefold()
