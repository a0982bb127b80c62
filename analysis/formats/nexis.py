"""Exports of LexisNexis as text and of Nexis Uni as Word: many articles a file, each between marks of its own.

Two layouts are known. In the older one a line "3 of 250 DOCUMENTS" begins an article, labels are in capitals (LENGTH:, BYLINE:)
and the headline stands below the date. In Nexis Uni "End of Document" ends one, labels are not (Length:, Byline:), the headline
stands first and a line "Body" begins the text. What follows is said once for both.
"""

import hashlib
import re
from collections.abc import Iterator
from typing import NamedTuple

from analysis.formats.found import Found, Items, Unread, note_length
from analysis.headers import parse_date

_BEGIN = re.compile(r"^[^\S\n]*(?:\d+ of \d+ DOCUMENTS?|Dokument \d+ von \d+|Document \d+ de \d+)[^\S\n]*$", re.MULTILINE)
_END = re.compile(r"^[^\S\n]*End of Document[^\S\n]*$", re.MULTILINE)
_BODY = re.compile(r"^[^\S\n]*(?:BODY:|Body:?|Text)[^\S\n]*$", re.MULTILINE)
_ABOVE = "BYLINE|SECTION|LENGTH|HEADLINE|DATELINE|HIGHLIGHT|SERIES|EDITION|URL|AUTHOR"
_BELOW = (
    "LOAD-DATE|LANGUAGE|GRAPHIC|PUBLICATION-TYPE|PUB-TYPE|JOURNAL-CODE|SUBJECT|ORGANIZATION|COMPANY|TICKER|INDUSTRY|PERSON|CITY"
    "|STATE|COUNTRY|GEOGRAPHIC|DOCUMENT-TYPE|TYPE|CORRECTION-DATE|CORRECTION|UPDATE|DISTRIBUTION|NOTES|CATEGORY|ACC-NO|URL"
)
_LABEL = re.compile(rf"[^\S\n]*({_ABOVE}):[^\S\n]*(.*)", re.IGNORECASE | re.DOTALL)
_LABEL_BELOW = re.compile(rf"[^\S\n]*({_BELOW}):[^\S\n]*(.*)", re.IGNORECASE | re.DOTALL)
_RIGHTS = re.compile(r"\s*(?:copyright\b|©|\(c\) ?\d{4}|all rights reserved)", re.IGNORECASE)
_AFTER = re.compile(r"^[^\S\n]*(?:Classification|Graphic|LOAD-DATE:.*|Load-Date:.*)$", re.MULTILINE)
_KEPT = ("section", "byline", "dateline", "highlight", "edition", "series", "language", "subject")


class _Head(NamedTuple):
    """What stands above an article's text: lines of its own by place, and values of labels."""

    before: list[str]
    date: str
    after: list[list[str]]
    labels: dict[str, str]


def is_nexis(text: str) -> bool:
    """Whether a text is an export of LexisNexis or Nexis Uni."""
    return bool(_BEGIN.search(text)) or bool(_END.search(text) and _BODY.search(text))


def read_nexis(name: str, text: str) -> Items:
    """The articles of an export, counted from 1.

    Title, outlet and day are told by their place or label; `others` holds section, byline and what else is kept. Copyright
    lines, indexing terms and the cover page are left out; an article without a text is told, and so is one that is much shorter
    than its LENGTH says.
    """
    older = bool(_BEGIN.search(text))
    number = 0
    for number, article in enumerate(_split(text, older), 1):
        yield _read_article(f"{name}#{number}", article, older=older, covered=number == 1)
    if not number:
        yield Unread(name, "The file looks like an export of Nexis, but no article was found in it.")


def _split(text: str, older: bool) -> Iterator[str]:
    """The text of each article, marks of beginning and end left out."""
    if older:
        yield from _BEGIN.split(text)[1:]
    else:
        *articles, rest = _END.split(text)
        yield from articles
        if _BODY.search(rest):  # cut off before its end
            yield rest


def _read_article(path: str, article: str, *, older: bool, covered: bool) -> Found | Unread:
    """One article; `covered` if a cover page may stand before it."""
    blocks = [block.strip("\n") for block in re.split(r"\n[^\S\n]*\n", article) if block.strip()]
    start = _find_body(blocks)
    if start is None:
        return Unread(path, "No text was found in this article of the export.")
    head = _read_head(blocks[:start])
    body, below = _cut_tail(blocks[start:])
    text = "\n\n".join(body).strip()
    if not text:
        return Unread(path, "This article of the export has no text.")
    said = below | head.labels
    if older:
        outlet, titles = head.before[:1], head.after[0] if head.after else []
    else:
        outlet, titles = head.before[-1:], head.before[-2:-1] if covered else head.before[:-1]
    marks = {
        "title": said.get("headline") or " ".join(titles),
        "outlet": " ".join(outlet),
        "published": head.date,
        "url": said.get("url", ""),
    }
    others = {label: said[label] for label in _KEPT if said.get(label)}
    sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    columns = {field: value for field, value in marks.items() if value}
    return Found(path, text, sha256, columns, others, {}, note_length(said.get("length", ""), text))


def _find_body(blocks: list[str]) -> int | None:
    """Number of the block the text begins with: below the line "Body", else below the last of the labels that stand above it."""
    for number, block in enumerate(blocks):
        found = _BODY.search(block)
        if found:
            blocks[number : number + 1] = [part.strip("\n") for part in (block[: found.start()], block[found.end() :])]
            return number + 1
    start = next((number + 1 for number, block in enumerate(blocks) if _label(block) == "length"), None)
    while start and start < len(blocks) and _label(blocks[start]):
        start += 1
    return start


def _label(block: str) -> str:
    """Label of a block in small letters, empty if it has none."""
    found = _LABEL.match(block)
    return found[1].lower() if found else ""


def _read_head(blocks: list[str]) -> _Head:
    """Title, outlet, date and labels, by what each line looks like and where it stands."""
    before: list[str] = []
    after: list[list[str]] = []
    labels: dict[str, str] = {}
    day = ""
    for block in blocks:
        if _RIGHTS.match(block):
            continue
        fresh: list[str] = []
        label = ""
        for line in (line.strip() for line in block.split("\n")):
            found = _LABEL.match(line)
            if found:
                label = found[1].lower().replace("author", "byline")
                labels[label] = found[2].strip()
            elif _RIGHTS.match(line) or not line:
                label = ""
            elif label:
                labels[label] = f"{labels[label]} {line}".strip()
            elif not day and (parse_date(first := line.partition(";")[0])[0] or _is_month(first)):
                day, before, fresh = first, [*before, *fresh], []
                label = "edition"  # what follows the date, on its line or in its block
                labels[label] = line[len(first) + 1 :].strip()
            else:
                fresh.append(line)
        if not day:
            before += fresh
        elif fresh:
            after.append(fresh)
    if not day and len(before) > 2:  # title, outlet and a date that is not understood
        day = before.pop()
    return _Head(before, day, after, labels)


def _is_month(line: str) -> bool:
    """Whether a line is the date of a monthly or a quarterly, which names no day."""
    return bool(re.fullmatch(r"(?:[A-Z][a-z]+[ /-])?[A-Z][a-z]{2,8},? \d{4}", line)) and bool(parse_date(f"1 {line}")[0])


def _cut_tail(blocks: list[str]) -> tuple[list[str], dict[str, str]]:
    """The blocks of the text, and the labels that stand below it."""
    ends = [number for number, block in enumerate(blocks) if _AFTER.search(block)]
    below = blocks[ends[0] :] if ends else []
    body = blocks[: ends[0]] if ends else list(blocks)
    if below and (head := _AFTER.split(below[0])[0].rstrip()):
        body.append(head)
    while body and (_RIGHTS.match(body[-1]) or (_LABEL_BELOW.match(body[-1]) and body[-1].partition(":")[0].isupper())):
        below.insert(0, body.pop())
    labels: dict[str, str] = {}
    label = ""
    for line in (line.strip() for block in below for line in [*block.split("\n"), ""]):
        found = _LABEL_BELOW.match(line)
        label = found[1].lower() if found else label if line else ""
        if label:
            labels[label] = f"{labels.get(label, '')} {found[2] if found else line}".strip()
    return body, labels
