"""The encoding of a file of text: told by its mark, by its bytes, or guessed and noted."""

import codecs
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, NamedTuple

from charset_normalizer import from_bytes

from analysis.errors import InputError

CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\0\0", "utf-32"), (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"),
)  # fmt: skip
_PIECE = 1 << 20  # bytes read at once
_SAMPLE = 50_000  # bytes around the first that is not ASCII, by which an encoding is guessed
_WESTERN = 0.2  # up to this share of bytes that are not ASCII a text is taken for Western: such bytes are its accents and marks
_NO_TEXT = "The file is no text, or in an encoding that is not told: save it as UTF-8."


class Encoding(NamedTuple):
    """Name of an encoding as Python knows it, and a note where it is only guessed."""

    name: str
    notes: list[str]


def tell_encoding(stream: BinaryIO) -> Encoding:
    """Tell the encoding of a file by reading it to its end; afterwards the stream stands at its beginning.

    A byte order mark decides. Bytes that are UTF-8, but for fewer broken characters than whole ones, are UTF-8. The rest is
    guessed and noted: UTF-16 where every other byte is null, the encoding of old Windows (cp1252) where most bytes are ASCII,
    else what charset-normalizer takes for the likeliest.

    Raises
    ------
    InputError : the bytes are no text in any of these
    """
    start = stream.read(4)
    stream.seek(0)
    mark = next((encoding for bom, encoding in _BOMS if start.startswith(bom)), None)
    if mark:
        return Encoding(mark, [])
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    n_lost = n_wide = n_bytes = n_null = 0
    sample = b""
    while piece := stream.read(_PIECE):
        text = decoder.decode(piece)
        if not text.isascii():
            lost = text.count("\ufffd") - piece.count("\ufffd".encode())
            n_lost += lost
            n_wide += len(re.findall(r"[^\x00-\x7f\ufffd]", text))
            if lost and not sample:
                first = next((place for place, byte in enumerate(piece) if byte > 127), 0)
                sample = piece[max(0, first - _SAMPLE // 2) :][:_SAMPLE]
        n_bytes += len(piece)
        n_null += piece.count(0)
        sample = sample or (piece[:_SAMPLE] if n_null else b"")
    stream.seek(0)
    if n_null > n_bytes / 4:
        return _tell_wide(sample)
    return _guess(sample) if n_lost and n_lost >= n_wide else Encoding("utf-8", [])


@contextmanager
def open_text(stream: BinaryIO, encoding: str) -> Iterator[io.TextIOWrapper]:
    """Read a stream as text, newlines as they are; what cannot be decoded becomes U+FFFD. The stream stays open."""
    text = io.TextIOWrapper(stream, encoding, errors="replace", newline="")
    try:
        yield text
    finally:
        text.detach()


def decode(raw: bytes, declared: str | None = None) -> tuple[str, Encoding]:
    """Return the text of some bytes, by the encoding they declare if it fits them, else by `tell_encoding`.

    Raises
    ------
    InputError : the bytes are no text
    """
    if declared and not any(raw.startswith(bom) for bom, _ in _BOMS):
        try:
            name = codecs.lookup(declared).name
            name = "cp1252" if name in ("iso8859-1", "ascii") else name  # as browsers read it: its quotation marks are meant
            return raw.decode(name), Encoding(name, [])
        except (LookupError, UnicodeError):
            pass  # declared wrongly: the bytes decide
    encoding = tell_encoding(io.BytesIO(raw))
    text = raw.decode(encoding.name, "replace")
    if len(CONTROL.findall(text)) > len(text) / 10 or (encoding.notes and "\0" in text):
        raise InputError(_NO_TEXT)
    return text, encoding


def _tell_wide(sample: bytes) -> Encoding:
    """UTF-16 without a mark, told by where its null bytes stand."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) < 4 * min(even, odd) or max(even, odd) < len(sample) / 4:
        raise InputError(_NO_TEXT)
    name = "utf-16-le" if odd > even else "utf-16-be"
    return Encoding(name, [f"Read as {name}, told by its null bytes."])


def _guess(sample: bytes) -> Encoding:
    """The likeliest encoding of bytes that are not UTF-8."""
    name = "cp1252"
    if sum(byte > 127 for byte in sample) > _WESTERN * len(sample):
        best = from_bytes(sample).best()
        name = codecs.lookup(best.encoding).name if best else name
    return Encoding(name, [f"Not UTF-8, read as {name}, which is a guess: check its accents and quotation marks."])
