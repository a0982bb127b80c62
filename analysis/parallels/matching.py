"""The quoted words of statements, and which statements quote the same."""

import difflib
import re
import zlib
from collections import defaultdict
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.lexicon import load_lexicon


class Enough(NamedTuple):
    """What two versions must have in common: so many words, and this share of the quoted words of the one that has fewer."""

    words: int
    share: float


SAME, ONE_KNOWN, OTHER = Enough(3, 0.6), Enough(5, 0.7), Enough(6, 0.8)
"""Enough where both name the same speaker, where only one names any, and where neither does or they name two: the less is known
of the speaker, the more must the words show that it is one utterance. In English news of six outlets hardly any pair of the same
speaker shares between .5 and .7: below are stock phrases, above is one utterance, at times translated twice."""
_GROUP, _RUN, _TELLING, _RARE = 3, 2, 2, 40
"""Words in a group that makes two versions worth comparing; words in a run that counts as shared; words among the shared that are
no stop words, so that "on the way" is not enough; most versions, within twice the days, that a group may stand in before it is a
stock phrase."""
WORD = re.compile(r"\w+(?:['’]\w+)*")


Near = dict[int, dict[int, list[tuple[int, int]]]]
"""Statement -> those that match it -> the runs of its own words (first, one past the last) that they share."""


class Version(NamedTuple):
    """The quoted words of one statement, in lower case, and where each begins and ends."""

    words: list[str]
    places: list[tuple[int, int]]


def list_versions(rows: pd.DataFrame, texts: dict[str, str], quotations: pd.DataFrame) -> list[Version]:
    """Return the quoted words of each statement; of an indirect one, all its words."""
    outer = quotations[quotations["depth"] == 0].sort_values(["doc_id", "start"])
    marks = {doc_id: (group["start"].to_numpy(), group["end"].to_numpy()) for doc_id, group in outer.groupby("doc_id")}
    nothing = (np.empty(0, dtype="int64"),) * 2
    versions = []
    for doc_id, spans, form in zip(rows["doc_id"], rows["spans"], rows["form"], strict=True):
        found = [match for start, end in spans for match in WORD.finditer(texts[doc_id], int(start), int(end))]
        if form != "indirect" and found:
            starts, ends = marks.get(doc_id, nothing)
            at = np.array([match.start() for match in found])
            before = starts.searchsorted(at, "right") - 1
            within = (before >= 0) & (at < np.append(ends, 0)[before])
            found = [match for match, quoted in zip(found, within, strict=True) if quoted]
        words = [match.group().casefold().replace("’", "'") for match in found]
        versions.append(Version(words, [match.span() for match in found]))
    return versions


def find_near(rows: pd.DataFrame, versions: list[Version], dates: pd.Series, days: int) -> Near:
    """Return for each statement those that match it, with the runs of its own words (first, one past the last) they share."""
    near: Near = defaultdict(dict)
    doc_ids, actor_ids = rows["doc_id"].tolist(), rows["actor_id"].astype("object").where(rows["actor_id"].notna(), None).tolist()
    stop_words = set(load_lexicon("stop_words")["word"])
    published = dates.to_numpy().astype("datetime64[D]")
    for one, other in _list_candidates(versions, dates, days):
        if doc_ids[one] == doc_ids[other] or abs(published[one] - published[other]) > np.timedelta64(days):
            continue
        blocks = difflib.SequenceMatcher(None, versions[one].words, versions[other].words, autojunk=False).get_matching_blocks()
        runs = [block for block in blocks if block.size >= _RUN]
        n_shared = sum(block.size for block in runs)
        fewer = min(len(versions[one].words), len(versions[other].words))
        enough = _find_enough(actor_ids[one], actor_ids[other])
        telling = {word for block in runs for word in versions[one].words[block.a : block.a + block.size]} - stop_words
        if n_shared >= max(enough.words, enough.share * fewer) and len(telling) >= _TELLING:
            near[one][other] = [(block.a, block.a + block.size) for block in runs]
            near[other][one] = [(block.b, block.b + block.size) for block in runs]
    return near


def _find_enough(one: str | None, other: str | None) -> Enough:
    """Return what two versions must have in common, given who is said to speak in each."""
    if one == other and one is not None:
        return SAME
    return ONE_KNOWN if (one is None) != (other is None) else OTHER


def _list_candidates(versions: list[Version], dates: pd.Series, days: int) -> list[tuple[int, int]]:
    """Return the pairs of statements that share a rare group of words within the days, as an inverted index gives them."""
    groups = [_hash_groups(version.words) for version in versions]
    at = np.repeat(np.arange(len(versions)), [len(hashes) for hashes in groups])
    index = pd.DataFrame({"at": at, "group": np.concatenate([*groups, np.empty(0, dtype=np.uint32)])})
    # Two dates at most `days` apart fall into the same or into neighbouring periods so long; undated ones share one period.
    period = (dates - pd.Timestamp(0)).dt.days // (days + 1)
    index["period"] = index["at"].map(period).fillna(-1_000_000).astype("int64")
    index = pd.concat([index, index.assign(period=index["period"] + 1)])
    sizes = index.groupby(["group", "period"])["at"].transform("size")
    index = index[sizes.between(2, _RARE)]
    pairs = index.merge(index, on=["group", "period"], suffixes=("", "_other"))
    pairs = pairs.loc[pairs["at"] < pairs["at_other"], ["at", "at_other"]].drop_duplicates().sort_values(["at", "at_other"])
    return list(pairs.itertuples(index=False, name=None))


def _hash_groups(words: list[str]) -> npt.NDArray[np.uint32]:
    """Return the hashes of the groups of words, each once."""
    groups = (" ".join(words[start : start + _GROUP]) for start in range(len(words) - _GROUP + 1))
    return np.unique(np.fromiter((zlib.crc32(group.encode()) for group in groups), dtype=np.uint32))
