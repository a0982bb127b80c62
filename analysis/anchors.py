"""What a thing is called on a page: figures and tables link to this name, the list of its sentences carries it."""

import hashlib
import re
import unicodedata
from typing import Any

import pandas as pd

NOBODY = "unknown"
"""Stands for null."""


def make_anchor(kind: str, *values: Any) -> str:
    """Return the id of a thing on a page, the same for the same thing: "cue-said-1f0c9a".

    Parameters
    ----------
    kind : what it is, in small letters and hyphens: "speaker", "cue"
    values : what tells it from others of its kind: ids or names, null for unknown; as many for each of a kind

    Returns
    -------
    str of small letters, digits and hyphens, without a space: the kind, the values as far as they are such, six hex digits of all
    """
    written = [_write(value) for value in values]
    plain = unicodedata.normalize("NFKD", " ".join(written)).casefold()
    slug = re.sub(r"[^a-z0-9]+", "-", plain)[:32].strip("-")
    digest = hashlib.sha256("\x1f".join(written).encode("utf-8", "replace")).hexdigest()[:6]
    return "-".join(filter(None, (kind, slug, digest)))


def _write(value: Any) -> str:
    """Write a value in the one way that all tables share."""
    if pd.isna(value):
        return NOBODY
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
