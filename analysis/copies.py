"""Near-duplicates: a wire story run by several outlets, run again or cut shorter, found once and told whose copy it is."""

import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Set
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
from datasketch import MinHash

from analysis import schema

ALIKE, CONTAINED = 0.7, 0.8
"""A document is a copy when it and an earlier one have this share of their groups of words in common (Jaccard), or when this
share of its own stands in the earlier one, which is then cut shorter. Chosen on Reuters newswire of 1987: from .7 and .8 on the
pairs looked at were the same story, below there are notices of one form with other numbers."""
GROUP = 5
"""Words in a group: as few as make a group hardly ever stand in two stories by accident."""

_BANDS, _ROWS = 64, 2
"""Two documents are compared when they agree in one band of two hashes. With Jaccard similarity s the chance of it is
1 - (1 - s**2)**64: .926 at .2 (a story cut to a fifth), .998 at .3, above .9999 from .4 on."""
_SEED = 1
_BATCH = 10_000
"""Groups handed to the library at once, so that a document of megabytes takes no gigabytes."""
_WORD = re.compile(r"\w+")

Hashes = npt.NDArray[np.uint32]


class Sketches(NamedTuple):
    """Some documents as sets of groups of words: all their hashes in a row, how many are each one's, and a MinHash of each."""

    groups: Hashes
    sizes: npt.NDArray[np.int64]
    minima: Hashes


def sketch_documents(documents: pd.DataFrame) -> Sketches:
    """Sketch documents: each is taken as the set of its groups of five words, header left out, case and punctuation ignored.

    One of fewer than five words is a single group and thus a copy only of its equal.
    """
    blank = MinHash(num_perm=_BANDS * _ROWS, seed=_SEED, hashfunc=int)
    groups = [_hash_groups(text[end:]) for text, end in zip(documents["text"], documents["header_end"], strict=True)]
    minima = np.zeros((len(groups), _BANDS * _ROWS), dtype=np.uint32)
    for row, found in enumerate(groups):
        sketch = blank.copy()
        for start in range(0, len(found), _BATCH):
            sketch.update_batch(found[start : start + _BATCH])
        minima[row] = sketch.hashvalues
    sizes = np.array([len(found) for found in groups], dtype=np.int64)
    return Sketches(np.concatenate([np.zeros(0, dtype=np.uint32), *groups]), sizes, minima)


def find_copies(documents: pd.DataFrame, sketches: Iterable[Sketches]) -> pd.DataFrame:
    """Find documents that repeat most of an earlier one.

    Documents are taken by date, those of one day the longest first, then in the order read, undated ones last; each is compared
    with those found to be originals so far, so that no chain of small changes joins two different stories. Candidates come from
    MinHash with locality-sensitive hashing, and are then compared exactly.

    Parameters
    ----------
    documents : table `documents`; doc_id, published and n_words are read
    sketches : those of the documents in their order, in any number of parts; gone through twice

    Returns
    -------
    table `copies`, one row per copy, in the order of `documents`
        original_id is never itself a copy; of several originals it is the one most alike, ties by the order above. A document
        without a word is no copy.

    Notes
    -----
    Time grows with the number of words; kept in memory are 512 bytes of a document, and the groups of those that have a
    candidate. MinHash: Broder 1997; banding: Leskovec, Rajaraman and Ullman 2020, chapter 3.
    """
    rows = documents[["published", "n_words"]].reset_index(drop=True)
    order = rows.sort_values(["published", "n_words"], ascending=[True, False], kind="stable", na_position="last").index.tolist()
    doc_ids = documents["doc_id"].tolist()
    buckets = _find_buckets(sketches)
    groups = _load_groups(sketches, set(buckets))
    originals: dict[int, int] = {}
    in_bucket: dict[int, list[int]] = defaultdict(list)
    found = {}
    for rank, place in enumerate(order):
        if place not in buckets:
            continue
        ranks = sorted({earlier for bucket in buckets[place] for earlier in in_bucket[bucket]})
        near = [(*_compare(groups[place], groups[originals[earlier]]), earlier) for earlier in ranks]
        alike = [pair for pair in near if pair[0] >= ALIKE or pair[1] >= CONTAINED]
        if alike:
            similarity, contained, earlier = max(alike, key=lambda pair: pair[:2])
            found[place] = {
                "doc_id": doc_ids[place],
                "original_id": doc_ids[originals[earlier]],
                "similarity": similarity,
                "contained_share": contained,
            }
        else:
            originals[rank] = place
            for bucket in buckets[place]:
                in_bucket[bucket].append(rank)
    return schema.build("copies", [row for _, row in sorted(found.items())])


def _find_buckets(sketches: Iterable[Sketches]) -> dict[int, list[int]]:
    """The buckets of every document that shares one with another: numbers for the bands in which hashes agree."""
    parts = [(part.minima, part.sizes) for part in sketches]
    if not parts:
        return {}
    minima = np.concatenate([part for part, _ in parts])
    places = np.flatnonzero(np.concatenate([sizes for _, sizes in parts]))
    buckets: dict[int, list[int]] = defaultdict(list)
    n_buckets = 0
    for band in range(0, _BANDS * _ROWS, _ROWS):
        pairs = minima[places, band].astype(np.uint64) << np.uint64(32) | minima[places, band + 1]
        _, codes, counts = np.unique(pairs, return_inverse=True, return_counts=True)
        for at in np.flatnonzero(counts[codes] > 1).tolist():
            buckets[int(places[at])].append(n_buckets + int(codes[at]))
        n_buckets += len(counts)
    return dict(buckets)


def _load_groups(sketches: Iterable[Sketches], places: Set[int]) -> dict[int, Hashes]:
    """The groups of words of some documents."""
    groups: dict[int, Hashes] = {}
    first = 0
    for part in sketches:
        ends = np.cumsum(part.sizes)
        for at in range(len(ends)):
            if first + at in places:
                groups[first + at] = part.groups[ends[at] - part.sizes[at] : ends[at]].copy()
        first += len(ends)
    return groups


def list_copies(copies: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """List near-duplicates beside their originals.

    Parameters
    ----------
    copies : table `copies`
    documents : table `documents` with the copies among them; a copy or an original that is not is left out

    Returns
    -------
    table `copy_list`, one row per copy, in the order of `copies`
        original, original_outlet, original_published, copy, outlet, published: title (the path where there is none), outlet and
        day; similarity_share, contained_share: `copies.similarity` and `contained_share`; doc_id; original_id
    """
    about = documents.assign(title=documents["title"].fillna(documents["path"])).set_index("doc_id")
    rows = copies[copies["doc_id"].isin(about.index) & copies["original_id"].isin(about.index)].reset_index(drop=True)
    ids = {"original": rows["original_id"], "copy": rows["doc_id"]}
    found = {name: about.loc[doc_ids, ["title", "outlet", "published"]].reset_index(drop=True) for name, doc_ids in ids.items()}
    first = found["original"].set_axis(["original", "original_outlet", "original_published"], axis=1)
    second = found["copy"].set_axis(["copy", "outlet", "published"], axis=1)
    shares = rows[["similarity", "contained_share", "doc_id", "original_id"]].rename(columns={"similarity": "similarity_share"})
    return pd.concat([first, second, shares], axis=1)


def _hash_groups(text: str) -> Hashes:
    """Return the hashes of the groups of words in the text, each once, in order."""
    words = _WORD.findall(text.casefold())
    groups = (" ".join(words[start : start + GROUP]) for start in range(max(1, len(words) - GROUP + 1) if words else 0))
    return np.unique(np.fromiter((zlib.crc32(group.encode()) for group in groups), dtype=np.uint32))


def _compare(groups: Hashes, others: Hashes) -> tuple[float, float]:
    """Return the Jaccard similarity of two sets and the share of the first that is in the second."""
    shared = len(np.intersect1d(groups, others, assume_unique=True))
    return shared / (len(groups) + len(others) - shared), shared / len(groups)
