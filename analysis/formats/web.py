"""Pages and feeds of the web: .html, RSS and Atom, WARC archives."""

import hashlib
import re
from collections.abc import Iterator
from contextlib import redirect_stderr
from dataclasses import replace
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

from analysis.errors import InputError
from analysis.formats.encodings import decode
from analysis.formats.found import LARGEST, Found, Items, Source, Unread
from analysis.formats.markup import strip_tags
from analysis.headers import is_given, read_name

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_HEAD = 2_000  # bytes in which a page names its encoding
_DAYS = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}
"""The day of publication, not of a change, as the page's own marks give it: none is guessed from its words or from today."""
_NO_ARTICLE = "No main text was found in the page: it may be a list of links, or be filled in by a script only."


def read_html(source: Source) -> Items:
    """The main text of a page, with the title, day, site and address it names."""
    page = _read_page(source.name, source.read(), declared=None, url=None)
    if page is None:
        raise InputError(_NO_ARTICLE)
    yield replace(page, named=read_name(Path(source.name).stem))


def _read_page(path: str, raw: bytes, *, declared: str | None, url: str | None) -> Found | None:
    """The main text of a page, None where it has none."""
    from trafilatura import bare_extraction  # an extra

    _quiet("trafilatura")
    named = _CHARSET.search(raw[:_HEAD])
    text, encoding = decode(raw, declared or (named[1].decode("ascii", "replace") if named else None))
    page: Any = bare_extraction(
        text, url=url, with_metadata=True, include_comments=False, include_tables=False, date_extraction_params=_DAYS
    )
    if page is None or not (page.text or "").strip():
        return None
    marks = {"title": page.title, "published": page.date, "outlet": page.sitename, "url": url or page.url}
    further = {"byline": page.author, "section": "; ".join(page.categories or []), "tags": "; ".join(page.tags or [])}
    return Found(
        path, page.text, hashlib.sha256(raw).hexdigest(), _keep(marks), _keep(further), {}, encoding.notes, encoding.name
    )


def read_feed(source: Source) -> Items:
    """The entries of an RSS or Atom file, each with its full text or, where the feed has no more, its summary."""
    import feedparser  # an extra

    feed = feedparser.parse(source.read(), sanitize_html=False, resolve_relative_uris=False)
    if not feed.version:
        raise InputError("The file is no RSS or Atom feed; other XML is not read.")
    if not feed.entries:
        raise InputError("The feed has no entries.")
    for number, entry in enumerate(feed.entries, 1):
        path = f"{source.name}#{number}"
        full = max((content.get("value") or "" for content in entry.get("content", [])), key=len, default="")
        written = full or entry.get("summary") or ""
        text = strip_tags(written)
        if not text:
            yield Unread(path, "The entry has no text.")
            continue
        site = entry.get("source", {}).get("title") or feed.feed.get("title")
        day = entry.get("published") or entry.get("updated")
        marks = {"title": strip_tags(entry.get("title") or ""), "published": day, "outlet": site, "url": entry.get("link")}
        tags = "; ".join(tag["term"] for tag in entry.get("tags", []) if tag.get("term"))
        notes = [] if full else ["The feed gives a description of it, which may be less than the article."]
        sha256 = hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()
        others = _keep({"byline": entry.get("author"), "tags": tags})
        yield Found(path, text, sha256, _keep(marks), others, {}, notes, feed.encoding)
    if feed.bozo and not isinstance(feed.bozo_exception, feedparser.CharacterEncodingOverride):
        yield Unread(source.name, f"The feed is broken, so entries may be missing ({feed.bozo_exception}).")


def read_warc(source: Source) -> Items:
    """The pages of a WARC archive, each with its address; other records are counted."""
    from warcio.archiveiterator import ArchiveIterator  # an extra

    archive = ArchiveIterator(source.stream)
    n_others = number = 0
    while (record := _next(archive)) is not None:
        number += 1
        url = record.rec_headers.get_header("WARC-Target-URI")
        kind = (record.http_headers.get_header("Content-Type") or "") if record.http_headers else ""
        path = f"{source.name}#{number}"
        if record.rec_type != "response" or not re.match(r"text/html|application/xhtml", kind, re.IGNORECASE):
            n_others += 1
        elif (status := record.http_headers.get_statuscode()) != "200":
            yield Unread(path, f"{url} was not there to be archived (status {status}).")
        else:
            yield _read_record(path, record, url, kind)
    if not number:
        raise InputError("The archive holds no record.")
    if archive.err_count:
        yield Unread(source.name, f"Records that do not end where they should, so pages may be missing: {archive.err_count:,}.")
    if n_others:
        yield Unread(
            source.name, f"Records that are no pages (requests, pictures, scripts and the like): {n_others:,} of {number:,}."
        )


def _next(archive: Iterator[Any]) -> Any:
    """The next record of an archive; what the library writes to the terminal on broken ones is counted by it as well."""
    with redirect_stderr(StringIO()):
        return next(archive, None)


def _read_record(path: str, record: Any, url: str, kind: str) -> Found | Unread:
    """The page of one record."""
    raw = record.content_stream().read(LARGEST + 1)
    declared = _CHARSET.search(kind.encode("utf-8", "replace"))
    if len(raw) > LARGEST:
        return Unread(path, f"{url} has more than {LARGEST / 1e6:.0f} MB.")
    try:
        page = _read_page(path, raw, declared=declared[1].decode() if declared else None, url=url)
    except Exception as error:  # one page that its parser cannot bear does not close the archive
        return Unread(path, f"{url}: {error}")
    crawled = record.rec_headers.get_header("WARC-Date")
    if page is None:
        return Unread(path, f"{url}: {_NO_ARTICLE}")
    return replace(page, others=page.others | _keep({"archived": crawled}))


def _keep(marks: dict[str, Any]) -> dict[str, str]:
    """The marks that say something."""
    return {name: str(value) for name, value in marks.items() if value is not None and is_given(str(value))}


@cache
def _quiet(library: str) -> None:
    """Let a library keep to itself what the list of unread files tells."""
    import logging

    logging.getLogger(library).setLevel(logging.CRITICAL)
