"""Zip archives and ids that are the same for the same content."""

import hashlib
import uuid
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import IO

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # a zip archive has no earlier day


def write_archive(path: Path, members: Iterable[tuple[str, Callable[[IO[bytes]], None]]]) -> None:
    """Write a zip archive; each member is its name and a function that writes it. The same content gives the same bytes."""
    with zipfile.ZipFile(path, "w", compression=zipfile.ZIP_DEFLATED) as archive:
        for name, write in members:
            info = zipfile.ZipInfo(name, date_time=_FIRST_DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            with archive.open(info, "w", force_zip64=True) as stream:
                write(stream)


def make_guid(*parts: object) -> str:
    """Return a GUID made from the parts."""
    return str(uuid.UUID(bytes=hashlib.sha256("\0".join(map(str, parts)).encode()).digest()[:16], version=4))
