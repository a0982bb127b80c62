"""A file or a folder of texts becomes the table `documents`; whatever is doubtful or cannot be read is told."""

import hashlib
import json
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pandas as pd

from analysis import schema
from analysis.damage import find_damage
from analysis.errors import InputError, nearest
from analysis.formats import CONTROL, Found, Unread, read_file
from analysis.headers import parse_date, read_header
from analysis.languages import guess_languages
from analysis.layout import find_headline, split_paragraphs

_SURROGATE = re.compile(r"[\ud800-\udfff]")
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_REASONS_SHOWN = 5
BESIDE = ("actors.csv", "codebook.yaml")  # what a person writes about a corpus, at the top of its folder: no documents


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


def load_documents(path: str | Path) -> pd.DataFrame:
    """Read a file or a folder of .txt, .csv and .jsonl files, subfolders included.

    Parameters
    ----------
    path : file or folder; a relative one is looked for in the current folder, then beside the package

    Returns
    -------
    table `documents`, ordered by path, rows of a table in their order
        Title, outlet, date and address come from the columns of a table, else the header lines, else the text's
        headline, else the file name. The text is NFC with line feeds as newlines and otherwise as found: control
        characters stay, halves of characters (which no file can hold) become U+FFFD, and `notes` says so. A repeated
        text is kept; its note names the first. ``documents.attrs["unread"]`` lists every file and row that gave no
        document as {"path", "reason"}; hidden files, .md files and, at the top of the folder, `BESIDE` are passed over.

    Raises
    ------
    InputError : nothing at `path`, or nothing in it that can be read (with the reasons)
    """
    place = find_path(path)
    items = list(find_texts(place))
    documents = make_documents(item for item in items if not isinstance(item, Unread))
    unread = [item for item in items if isinstance(item, Unread)]
    if documents.empty:
        raise InputError(tell_reasons(place, unread))
    documents = note_repeats(documents, find_repeats([documents]))
    documents.attrs["unread"] = [item._asdict() for item in unread]
    return documents


def find_texts(place: Path) -> Iterator[tuple[str, Found] | Unread]:
    """Yield every text of a file or folder with its doc_id, and what gives none, in the order of the paths."""
    ids: Counter[str] = Counter()
    for item in _read_place(place):
        if isinstance(item, Unread):
            yield item
            continue
        doc_id = item.sha256[:12]
        ids[doc_id] += 1
        yield (doc_id if ids[doc_id] == 1 else f"{doc_id}-{ids[doc_id]}"), item


def make_documents(texts: Iterable[tuple[str, Found]], *, languages: MutableMapping[str, str] | None = None) -> pd.DataFrame:
    """Return the table `documents` of some texts with their doc_ids, as `load_documents` does; nothing is said of repeats.

    Parameters
    ----------
    languages : those of texts guessed before, by a hash; what is guessed now is added. Opening the dictionaries that one doubtful
        text needs takes seconds.
    """
    rows = [{"doc_id": doc_id, **_make_row(found)} for doc_id, found in texts]
    _add_languages(rows, {} if languages is None else languages)
    return schema.build("documents", rows)


def find_repeats(parts: Iterable[pd.DataFrame]) -> dict[str, str]:
    """Return the doc_id of each document whose words have stood before in these parts, with the path of the first."""
    first: dict[bytes, str] = {}
    repeats = {}
    for documents in parts:
        columns = (documents[name] for name in ("doc_id", "path", "text", "header_end"))
        for doc_id, path, text, header_end in zip(*columns, strict=True):
            words = hashlib.sha256(" ".join(text[header_end:].split()).encode()).digest()[:16]
            if first.setdefault(words, path) != path:
                repeats[doc_id] = first[words]
    return repeats


def note_repeats(documents: pd.DataFrame, repeats: Mapping[str, str]) -> pd.DataFrame:
    """Return the table with a note on each repeated article that names the first."""
    said = {doc_id: [f"The same text as {path}."] for doc_id, path in repeats.items()}
    notes = [[*notes, *said.get(doc_id, [])] for doc_id, notes in zip(documents["doc_id"], documents["notes"], strict=True)]
    return documents.assign(notes=pd.Series(notes, index=documents.index, dtype="object"))


def _read_place(place: Path) -> Iterator[Found | Unread]:
    """Every text of a file or of a folder, in the order of the paths."""
    if not place.is_dir():
        yield from read_file(place, place.name)
        return
    files: dict[str, Path] = {}
    closed: list[OSError] = []
    for folder, folders, names in os.walk(place, onerror=closed.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        links = [name for name in folders if Path(folder, name).is_symlink()]
        for file in (Path(folder, name) for name in [*names, *links]):
            files[file.relative_to(place).as_posix()] = file
    for name, file in sorted(files.items()):
        if file.is_dir():
            yield Unread(_mend(name), "A link to a folder is not followed: give the folder itself.")
        elif not file.name.startswith(".") and file.suffix.lower() != ".md" and name not in BESIDE:
            yield from read_file(file, _mend(name))
    for error in closed:
        yield Unread(_mend(os.path.relpath(error.filename, place)), f"The folder cannot be opened ({error.strerror}).")


def _make_row(found: Found) -> dict[str, Any]:
    """Row of `documents`; language and repeats are still to be told."""
    text = unicodedata.normalize("NFC", _mend(found.text.replace("\r\n", "\n").replace("\r", "\n")))
    header = read_header(text)
    fields = found.named | header.fields | found.columns
    if not (header.fields | found.columns).get("title"):
        headline = find_headline(text, split_paragraphs(text, header.end))
        fields |= {"title": text[slice(*headline)]} if headline else {}
    fields = {field: " ".join(_mend(value).split()) for field, value in fields.items()}
    published, doubt = parse_date(fields["published"]) if "published" in fields else (None, "")
    n_words = sum(1 for run in text[header.end :].split() if _LETTER_OR_DIGIT.search(run))
    return {
        "path": found.path,
        "title": fields.get("title"),
        "outlet": fields.get("outlet"),
        "published": published,
        "url": fields.get("url"),
        "text": text,
        "header_end": header.end,
        "sha256": found.sha256,
        "n_words": n_words,
        "fields": json.dumps({_mend(name): _mend(value) for name, value in found.others.items()}, ensure_ascii=False),
        "notes": [
            *found.notes,
            *([doubt] if doubt else []),
            *_note_characters(text),
            *([] if n_words else ["There is no word in it."]),
        ],
    }


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


def _add_languages(rows: list[dict[str, Any]], languages: MutableMapping[str, str]) -> None:
    """Tell each row's language, and the damage that can be seen in the language the analysis reads."""
    bodies = [row["text"][row["header_end"] :] for row in rows]
    keys = [hashlib.sha256(body.encode()).hexdigest()[:16] for body in bodies]
    new = {key: body for key, body in zip(keys, bodies, strict=True) if key not in languages}
    languages.update(zip(new, guess_languages(list(new.values())), strict=True))
    for row, key in zip(rows, keys, strict=True):
        row["language"] = language = languages[key]
        if language == "en":
            row["notes"] += find_damage(row["text"], row["header_end"])
        elif language == "und":
            row["notes"].append("The language could not be told; the analysis reads English.")
        else:
            row["notes"].append(f"The language seems to be {language!r}; the analysis reads English, so expect little of it.")


def tell_reasons(place: Path, unread: list[Unread]) -> str:
    """Return the message for a path that gives no document."""
    if not unread:
        return f"{place} holds no document: put .txt, .csv or .jsonl files there, or give another path."
    shown = [f"{item.path}: {item.reason}" for item in unread[:_REASONS_SHOWN]]
    n_others = len(unread) - _REASONS_SHOWN
    return "\n  ".join([f"Nothing in {place} could be read.", *shown, *([f"and {n_others} others."] if n_others > 0 else [])])
