"""Archives: the members of a .zip as files of their own, none of them ever written where its name says."""

import shutil
import stat
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from analysis.errors import InputError
from analysis.formats.found import LARGEST, Source, Unread

_BOMB_RATIO, _BOMB_SIZE = 200, 10_000_000
"""A member that grows more than so many times, to more than so many bytes, is no text: articles shrink to a third or a tenth."""
_HELD = 32_000_000  # bytes of a member held in memory; a larger one goes to a temporary file
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"  # the container of old .doc and .xls files, and of new ones behind a password


def iter_members(name: str, stream: BinaryIO, columns: Mapping[str, str], endings: frozenset[str]) -> Iterator[Source | Unread]:
    """The members of a zip archive as `name`/member, in the order of their names; why one is not read is told in its place.

    Parameters
    ----------
    name : of the archive in reports
    stream : the archive
    columns : passed on to each source
    endings : of files that can be read; others are not unpacked
    """
    try:
        archive = zipfile.ZipFile(stream)
    except Exception as error:  # the reader of zip files has no one error for all that can be wrong with one
        yield Unread(name, f"The archive is broken, or no zip archive ({error}).")
        return
    with archive:
        members = sorted((member for member in archive.infolist() if not member.is_dir()), key=lambda member: member.filename)
        if not members:
            yield Unread(name, "The archive holds no file.")
        for member in members:
            parts = PurePosixPath(member.filename.replace("\\", "/")).parts
            path = f"{name}/{member.filename}"
            if any(part.startswith((".", "__MACOSX")) and part != ".." for part in parts):
                continue
            reason = _refuse(member, parts)
            unread = Source(path, stream, member.file_size, columns)
            if reason:
                yield Unread(path, reason)
            elif unread.ending not in endings:
                yield unread  # its reader says why
            else:
                yield from _unpack(archive, member, path, columns)


def check_office(source: Source) -> None:
    """Raise InputError if a .docx or .xlsx file is no such file, is kept by a password or would grow without bounds."""
    start = source.stream.read(4)
    source.stream.seek(0)
    if start == _OLD_OFFICE:
        raise InputError("The file is kept by a password, or of an old format: save it anew, without a password.")
    try:
        with zipfile.ZipFile(source.stream) as archive:
            members = archive.infolist()
    except zipfile.BadZipFile as error:
        raise InputError(f"The file is broken or cut off ({error}).") from error
    source.stream.seek(0)
    reason = next((reason for member in members if (reason := _refuse(member, ()))), "")
    if reason:
        raise InputError(reason)
    if source.ending == ".docx" and sum(member.file_size for member in members) > LARGEST:
        raise InputError(f"The file holds more than {LARGEST / 1e6:.0f} MB once it is unpacked: split it.")


def _refuse(member: zipfile.ZipInfo, parts: tuple[str, ...]) -> str:
    """Reason not to unpack a member, empty if there is none."""
    if ".." in parts or (parts and (parts[0] == "/" or parts[0].endswith(":"))):
        return "Its name leads out of the archive, so it is not unpacked."
    if stat.S_ISLNK(member.external_attr >> 16):
        return "A link inside an archive is not followed."
    if member.flag_bits & 1:
        return "It is kept by a password: unpack the archive and give the folder."
    if member.file_size > _BOMB_SIZE and member.file_size > _BOMB_RATIO * max(1, member.compress_size):
        return f"It would grow from {member.compress_size:,} to {member.file_size:,} bytes, as no text does: it is not unpacked."
    return ""


def _unpack(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, path: str, columns: Mapping[str, str]
) -> Iterator[Source | Unread]:
    """One member as a source that can be read twice."""
    with tempfile.SpooledTemporaryFile(max_size=_HELD) as copy:
        try:
            with archive.open(member) as packed:
                shutil.copyfileobj(packed, copy)
        except Exception as error:  # zlib, lzma, the reader of zip files and the disk each have errors of their own
            yield Unread(path, f"It cannot be unpacked ({error}).")
            return
        copy.seek(0)
        yield Source(path, cast(BinaryIO, copy), member.file_size, columns)
