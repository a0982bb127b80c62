"""Near-duplicates: a wire story run by several outlets, run again or cut shorter, found once and told whose copy it is."""

import re
import zlib

import numpy as np
import numpy.typing as npt
import pandas as pd
from datasketch import MinHash, MinHashLSH

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


def find_copies(documents: pd.DataFrame) -> pd.DataFrame:
    """Find documents that repeat most of an earlier one.

    Each document is taken as the set of its groups of five words, header left out, case and punctuation ignored; one of fewer
    than five words is a single group and thus a copy only of its equal. Documents are taken by date, those of one day the longest
    first, then in the order read, undated ones last; each is compared with those found to be originals so far, so that no chain
    of small changes joins two different stories. Candidates come from MinHash with locality-sensitive hashing, and are then
    compared exactly.

    Parameters
    ----------
    documents : table `documents`

    Returns
    -------
    table `copies`, one row per copy, in the order of `documents`
        original_id is never itself a copy; of several originals it is the one most alike, ties by the order above. A document
        without a word is no copy.

    Notes
    -----
    Time grows with the number of words. MinHash: Broder 1997; banding: Leskovec, Rajaraman and Ullman 2020, chapter 3.
    """
    rows = schema.check(documents, "documents").reset_index(drop=True)
    order = rows.sort_values(["published", "n_words"], ascending=[True, False], kind="stable", na_position="last").index.tolist()
    doc_ids, texts, header_ends = (rows[column].tolist() for column in ("doc_id", "text", "header_end"))
    index = MinHashLSH(num_perm=_BANDS * _ROWS, params=(_BANDS, _ROWS))
    blank = MinHash(num_perm=_BANDS * _ROWS, seed=_SEED, hashfunc=int)
    originals: dict[int, tuple[int, Hashes]] = {}
    found = {}
    for rank, place in enumerate(order):
        groups = _hash_groups(texts[place][header_ends[place] :])
        if not len(groups):
            continue
        sketch = blank.copy()
        for start in range(0, len(groups), _BATCH):
            sketch.update_batch(groups[start : start + _BATCH])
        near = [(*_compare(groups, originals[earlier][1]), earlier) for earlier in sorted(index.query(sketch))]
        alike = [pair for pair in near if pair[0] >= ALIKE or pair[1] >= CONTAINED]
        if alike:
            similarity, contained, earlier = max(alike, key=lambda pair: pair[:2])
            found[place] = {
                "doc_id": doc_ids[place],
                "original_id": doc_ids[originals[earlier][0]],
                "similarity": similarity,
                "contained_share": contained,
            }
        else:
            originals[rank] = place, groups
            index.insert(rank, sketch, check_duplication=False)
    return schema.build("copies", [row for _, row in sorted(found.items())])


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
