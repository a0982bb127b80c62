"""A file or a folder of texts becomes the table `documents`; whatever is doubtful or cannot be read is told."""

import hashlib
import json
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from analysis import schema
from analysis.damage import find_damage
from analysis.date_orders import Orders, find_orders
from analysis.errors import InputError, nearest
from analysis.formats import ENDINGS, Found, Source, Unread, open_sources, read_dates, read_source
from analysis.formats.encodings import CONTROL
from analysis.formats.settings import FILE, Settings, load_settings
from analysis.headers import is_ambiguous, parse_date, read_header
from analysis.languages import guess_language
from analysis.layout import find_headline, split_paragraphs

_SURROGATE = re.compile(r"[\ud800-\udfff]")
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_REASONS_SHOWN = 5
BESIDE = ("actors.csv", "codebook.yaml", FILE)  # what a person writes about a corpus, at the top of its folder: no documents
_ABOUT = {"changelog", "contributing", "licence", "license", "readme", "sources"}  # .md files that tell of a folder: no documents


def find_path(path: str | Path) -> Path:
    """Return `path` as it is if absolute, else in the current folder or, failing that, beside the package.

    Raises InputError naming every place looked in and the nearest name that exists.
    """
    wanted = os.path.expanduser(path)
    if not wanted.strip():
        raise InputError("The path is empty: give a file or a folder.")
    places = list(dict.fromkeys(folder.resolve() / wanted for folder in (Path.cwd(), Path(__file__).parent.parent)))
    found = next((place for place in places if os.path.exists(place)), None)
    if found:
        return found
    names: list[str] = []
    for place in places:
        with suppress(OSError):
            names += os.listdir(place.parent)
    looked = " nor ".join(map(str, places))
    raise InputError(f"There is no {looked}.{nearest(places[0].name, names)} Give a file or a folder that exists.")


def load_documents(path: str | Path, *, columns: str = "") -> pd.DataFrame:
    """Read a file, a folder with its subfolders, or a .zip archive, of any of the formats of docs/formats.md.

    Parameters
    ----------
    path : file or folder; a relative one is looked for in the current folder, then beside the package
    columns : which column of a table is what and how dates are written, as in "text=Body; date_order=day-first"; wins over
        columns.toml at the top of the folder (`load_settings`)

    Returns
    -------
    table `documents`, ordered by path, rows of a table in their order
        Title, outlet, date and address come from the columns of a table or the marks of a format, else the header lines, else
        the text's headline, else the file name. The text is NFC with line feeds as newlines and otherwise as found: control
        characters stay, halves of characters (which no file can hold) become U+FFFD, and `notes` says so. A repeated
        text is kept; its note names the first. ``documents.attrs["unread"]`` lists every file, row, page and member of an
        archive that gave no document as {"path", "reason"}; hidden files, .md files such as README.md and, at the top of the
        folder, `BESIDE` are passed over.

    Raises
    ------
    InputError : nothing at `path`, nothing in it that can be read (with the reasons), or settings with a fault
    """
    unread: list[Unread] = []
    rows: list[dict[str, Any]] = []
    for item in iter_documents(path, columns=columns):
        if isinstance(item, Unread):
            unread.append(item)
        else:
            tell_language(item)
            rows.append(item)
    if not rows:
        raise InputError(tell_reasons(find_path(path), unread))
    documents = schema.build("documents", rows)
    documents.attrs["unread"] = [item._asdict() for item in unread]
    return documents


def iter_documents(path: str | Path, *, columns: str = "") -> Iterator[dict[str, Any] | Unread]:
    """Yield the rows of `load_documents` one by one, and what gave none in its place, holding no more than a document at a time.

    Their language is still to be told (`tell_language`): that takes the longest, and only new texts need it.

    Of what was read only hashes and paths are kept, to tell repeated texts; dates in figures are looked through beforehand, to
    tell whether the day or the month comes first. Raises InputError as `load_documents` does, but yields nothing where nothing
    can be read.
    """
    place = find_path(path)
    settings = load_settings(place, columns)
    orders = find_orders(_iter_dates(place, settings)) if not settings.date_order else find_orders(())
    ids: Counter[str] = Counter()
    first: dict[bytes, str] = {}
    for item, file in _iter_items(place, settings):
        if isinstance(item, Unread):
            yield item._replace(path=_mend(item.path), reason=_mend(item.reason))
        else:
            row = _make_row(item, file, settings.date_order, orders)
            _mark_repeat(row, ids, first)
            yield row


def _iter_items(place: Path, settings: Settings) -> Iterator[tuple[Found | Unread, str]]:
    """Every text of a place, or why there is none, with the name of its file."""
    for source in _open_place(place, settings):
        if _is_about(source, place):
            continue
        if isinstance(source, Unread):
            yield source, source.path
        else:
            yield from ((item, source.name) for item in read_source(source))


def _iter_dates(place: Path, settings: Settings) -> Iterator[tuple[str, str]]:
    """File and date as written, wherever dates are written freely."""
    for source in _open_place(place, settings):
        if isinstance(source, Source):
            for written in read_dates(source):
                yield source.name, written


def _open_place(place: Path, settings: Settings) -> Iterator[Source | Unread]:
    """Every file of a folder, opened, in the order of the paths; members of an archive in the place of the archive."""
    if not place.is_dir():
        yield from open_sources(place, place.name, settings.columns)
        return
    files: dict[str, Path] = {}
    closed: list[OSError] = []
    for folder, folders, names in os.walk(place, onerror=closed.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        links = [name for name in folders if os.path.islink(os.path.join(folder, name))]
        for file in (Path(folder, name) for name in [*names, *links]):
            files[file.relative_to(place).as_posix()] = file
    for name, file in sorted(files.items()):
        if os.path.isdir(file):
            yield Unread(name, "A link to a folder is not followed: give the folder itself.")
        elif not file.name.startswith(".") and name not in BESIDE:
            yield from open_sources(file, name, settings.columns)
    for error in closed:
        yield Unread(os.path.relpath(error.filename, place), f"The folder cannot be opened ({error.strerror}).")


def _is_about(source: Source | Unread, place: Path) -> bool:
    """Whether a file or a member of an archive tells of the folder it lies in, and is not what was asked for itself."""
    path = source.path if isinstance(source, Unread) else source.name
    stem, _, ending = path.rpartition("/")[2].lower().rpartition(".")
    return ending == "md" and stem in _ABOUT and path != place.name


def _make_row(found: Found, file: str, order: str, orders: Orders) -> dict[str, Any]:
    """Row of `documents` from a text of a file; repeats and language are still to be told."""
    text = unicodedata.normalize("NFC", _mend(found.text.replace("\r\n", "\n").replace("\r", "\n")))
    header = read_header(text)
    fields = found.named | header.fields | found.columns
    if not (header.fields | found.columns).get("title"):
        headline = find_headline(text, split_paragraphs(text, header.end))
        fields |= {"title": text[slice(*headline)]} if headline else {}
    fields = {field: " ".join(_mend(value).split()) for field, value in fields.items()}
    published, dated, doubt = _date(fields.get("published", ""), file, order, orders)
    n_words = sum(1 for run in text[header.end :].split() if _LETTER_OR_DIGIT.search(run))
    return {
        "doc_id": found.sha256[:12],
        "path": _mend(found.path),
        "title": fields.get("title"),
        "outlet": fields.get("outlet"),
        "published": published,
        "dated": dated,
        "url": fields.get("url"),
        "text": text,
        "header_end": header.end,
        "sha256": found.sha256,
        "encoding": found.encoding,
        "n_words": n_words,
        "fields": json.dumps({_mend(name): _mend(value) for name, value in found.others.items()}, ensure_ascii=False),
        "notes": [
            *map(_mend, found.notes),
            *([doubt] if doubt else []),
            *_note_characters(text),
            *([] if n_words else ["There is no word in it."]),
        ],
    }


def _date(written: str, file: str, order: str, orders: Orders) -> tuple[date | None, str, str]:
    """Day of publication, how it was told (`schema.DATED`), and a note where that is in doubt."""
    if not written:
        return None, "none", ""
    chosen, why = (order, f"Date {written!r} is read {order}, as was asked.") if order else orders.choose(written, file)
    published, doubt = parse_date(written, chosen)
    if not is_ambiguous(written):
        return published, "plain" if published else "unclear", doubt
    return (published, chosen, why) if published else (None, "ambiguous", doubt)


def _mend(text: str) -> str:
    """Text without halves of characters, which neither Parquet nor HTML can hold."""
    return _SURROGATE.sub("\ufffd", text)


def _note_characters(text: str) -> list[str]:
    """Notes on characters that no sound text holds."""
    signs = {
        "Control characters": CONTROL.findall(text),
        "Lost characters (U+FFFD)": ["\ufffd"] * text.count("\ufffd"),
        "Signs of a wrong encoding (â€)": ["â€"] * text.count("â€"),
    }
    return [f"{what}: {len(found)}, the first at {text.index(found[0])}." for what, found in signs.items() if found]


def tell_language(row: dict[str, Any]) -> None:
    """Tell a row its language, and the damage that can be seen in the language the analysis reads."""
    language = guess_language(row["text"][row["header_end"] :])
    row["language"] = language
    if language == "en":
        row["notes"] += find_damage(row["text"], row["header_end"])
    elif language == "und":
        row["notes"].append("The language could not be told; the analysis reads English.")
    else:
        row["notes"].append(f"The language seems to be {language!r}; the analysis reads English, so expect little of it.")


def _mark_repeat(row: dict[str, Any], ids: Counter[str], first: dict[bytes, str]) -> None:
    """Give a repeated id a number, and a repeated article a note that names the first; both mappings are kept up to date."""
    doc_id = row["doc_id"]
    ids[doc_id] += 1
    if ids[doc_id] > 1:
        row["doc_id"] = f"{doc_id}-{ids[doc_id]}"
    words = hashlib.sha256(" ".join(row["text"][row["header_end"] :].split()).encode()).digest()
    if first.setdefault(words, row["path"]) != row["path"]:
        row["notes"].append(f"The same text as {first[words]}.")


def tell_reasons(place: Path, unread: list[Unread]) -> str:
    """Return the message for a path that gives no document."""
    if not unread:
        return f"{place} holds no document: put files there ({', '.join(sorted(ENDINGS))} or .zip), or give another path."
    shown = [f"{item.path}: {item.reason}" for item in unread[:_REASONS_SHOWN]]
    n_others = len(unread) - _REASONS_SHOWN
    return "\n  ".join([f"Nothing in {place} could be read.", *shown, *([f"and {n_others} others."] if n_others > 0 else [])])
