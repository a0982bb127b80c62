"""Exports of Factiva as text: articles with a two-letter code before each field, or in plain lines under one another."""

import hashlib
import re
from collections.abc import Iterator

from analysis.formats.found import Found, Items, Unread, note_length
from analysis.headers import parse_date

_CODES = (
    "HD", "SE", "CR", "BY", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "VOL", "LA", "CY", "CX", "LP", "TD", "ART", "CT", "RF",
    "CLM", "CO", "IN", "NS", "RE", "IPD", "IPC", "PUB", "AN",
)  # fmt: skip
_AFTER_TEXT = _CODES[_CODES.index("ART") :]
_CODE = re.compile(rf"({'|'.join(_CODES)})(?:[^\S\n]*\t[^\S\n]*|[^\S\n]{{2,}}|[^\S\n]*$|[^\S\n])(.*)")
_SURE = re.compile(rf"(?:{'|'.join(_CODES)})(?:[^\S\n]*\t|[^\S\n]{{2,}}|[^\S\n]*$)")  # no words of a sentence in capitals
_INDEXING = re.compile(r"(?:CO|IN|NS|RE|IPD|IPC) \w+ : .|AN Document \w+$|PUB [A-Z]")
_ID = re.compile(r"^[^\S\n]*Document[^\S\n]+([A-Za-z0-9]{12,})[^\S\n]*$", re.MULTILINE)
_WORDS = re.compile(r"^[^\S\n]*([\d,.]+) words[^\S\n]*$", re.MULTILINE)
_RIGHTS = re.compile(r"copyright\b|©|\(c\)", re.IGNORECASE)
_FOOT = re.compile(r"^[^\S\n]*Page \d+ of \d+\b.*Factiva.*\n?", re.MULTILINE)
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}")
_LONG = 12  # words
_KEPT = {"SE": "section", "BY": "byline", "CR": "credit", "PG": "page", "LA": "language", "AN": "document"}


def is_factiva(text: str) -> bool:
    """Whether a text is an export of Factiva, of either layout."""
    return bool(_ID.search(text) and _WORDS.search(text)) or _is_coded(text)


def read_factiva(name: str, text: str) -> Items:
    """The articles of an export, counted from 1.

    Title, outlet and day come from their codes or lines; `others` holds section, byline and the like. Copyright lines and
    indexing terms are left out; an article without a text is told, and so is one much shorter than its count of words says.
    """
    text = _FOOT.sub("", text)
    coded = _is_coded(text)
    articles = _split_coded(text) if coded else _split_plain(text)
    number = 0
    for number, fields in enumerate(articles, 1):
        yield _make(f"{name}#{number}", fields)
    if not number:
        yield Unread(name, "The file looks like an export of Factiva, but no article was found in it.")


def _is_coded(text: str) -> bool:
    """Whether lines begin with the codes of fields."""
    codes = {line.split()[0] for line in text.split("\n") if line[:3].strip() in _CODES and _CODE.match(line)}
    return {"HD", "PD"} <= codes and bool(codes & {"LP", "TD"})


def _make(path: str, fields: dict[str, str]) -> Found | Unread:
    """A document from the fields of an article."""
    text = "\n\n".join(part for code in ("LP", "TD") if (part := fields.get(code, "").strip()))
    if not text:
        return Unread(path, "This article of the export has no text.")
    marks = {"title": fields.get("HD"), "published": fields.get("PD"), "outlet": fields.get("SN")}
    columns = {field: " ".join(value.split()) for field, value in marks.items() if value}
    others = {name: " ".join(fields[code].split()) for code, name in _KEPT.items() if fields.get(code)}
    if "byline" in others:
        others["byline"] = re.sub(r"(?i)^by\s+", "", others["byline"])
    sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Found(path, text, sha256, columns, others, {}, note_length(fields.get("WC", ""), text))


def _split_coded(text: str) -> Iterator[dict[str, str]]:
    """The fields of each article by code; HD or SE after a text, or what follows AN, begins the next."""
    fields: dict[str, list[str]] = {}
    code = ""
    for line in text.split("\n"):
        found = _CODE.match(line)
        if found and _is_field(line, found[1], fields):
            if fields and (found[1] in fields or "AN" in fields):
                yield _join(fields)
                fields = {}
            code = found[1]
            fields[code] = [found[2]]
        elif code:
            fields[code].append(line)
    if "LP" in fields or "TD" in fields or "HD" in fields:
        yield _join(fields)


def _is_field(line: str, code: str, fields: dict[str, list[str]]) -> bool:
    """Whether a line begins a field: within a text more is asked than a code and a space, since sentences begin IN or CO too."""
    in_text = "TD" in fields or "LP" in fields
    if in_text and "AN" not in fields:
        if code in ("HD", "SE"):  # an export without AN
            return bool(_SURE.match(line))
        return (bool(_SURE.match(line)) or bool(_INDEXING.match(line)) or line.startswith("TD")) and code in ("TD", *_AFTER_TEXT)
    return bool(_SURE.match(line)) or code not in fields


def _join(fields: dict[str, list[str]]) -> dict[str, str]:
    """Each field as one text; the article's number stands behind a word in AN."""
    joined = {code: "\n".join(lines).strip() for code, lines in fields.items()}
    number = _ID.search(joined.get("AN", ""))
    return joined | ({"AN": number[1]} if number else {})


def _split_plain(text: str) -> Iterator[dict[str, str]]:
    """The fields of each article, told by where they stand around the line that counts its words."""
    start = 0
    for mark in _ID.finditer(text):
        yield _read_plain(text[start : mark.start()]) | {"AN": mark[1]}
        start = mark.end()
    if _WORDS.search(text[start:]):  # cut off before its end
        yield _read_plain(text[start:])


def _read_plain(article: str) -> dict[str, str]:
    """Above the count of words stand section, headline and byline, below it day, time, outlet, code, page, language, rights."""
    count = _WORDS.search(article)
    if not count:
        return {}
    above = [line.strip() for line in article[: count.start()].split("\n") if line.strip()]
    fields = {"WC": count[1]}
    by = next((number for number, line in enumerate(above) if re.match(r"by\s", line, re.IGNORECASE)), len(above))
    if above[:by]:
        title = max(range(by), key=lambda number: len(above[number]))
        fields |= {"SE": " ".join(above[:title]), "HD": above[title], "BY": " ".join(above[title + 1 :])}
    lines = [line.strip() for line in article[count.end() :].split("\n")]
    body = _find_text(lines)
    named = [line for line in lines[:body] if line and not _RIGHTS.match(line)]
    day = next((number for number, line in enumerate(named) if parse_date(line)[0]), None)
    if day is not None:
        fields["PD"] = named[day]
        fields["SN"] = next((line for line in named[day + 1 :] if not _CLOCK.match(line)), "")
    return {code: value for code, value in fields.items() if value} | {"TD": "\n".join(lines[body:]).strip()}


def _find_text(lines: list[str]) -> int:
    """Number of the line the text begins with: below the lines on rights, or, where there are none, the first long one."""
    for number, line in enumerate(lines):
        if _RIGHTS.match(line):
            following = range(number + 1, len(lines))
            return next((after for after in following if not lines[after] or _is_long(lines[after])), len(lines))
        if _is_long(line):
            return number
    return len(lines)


def _is_long(line: str) -> bool:
    """Whether a line is more than what an article's head has to say."""
    return len(line.split()) > _LONG
