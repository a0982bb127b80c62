"""The rate of terms side by side: by voice, and by group of documents, with intervals."""

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from analysis.intervals import bootstrap_shares, is_small
from analysis.parts import Sums, TableOrParts
from analysis.schema import check
from analysis.terms.words import Words, list_words


def count_voice_rates(
    tokens: TableOrParts, statements: pd.DataFrame, actors: pd.DataFrame, *, terms: Iterable[str], unit: str = "lemma"
) -> pd.DataFrame:
    """Count terms in the narrator's words and in those of speakers.

    Parameters
    ----------
    tokens, statements, actors : tables of those names; tokens may come in parts
    terms : terms as `count_terms` writes them, with the same `unit`

    Returns
    -------
    table `rates`, as `count_group_rates` returns it; groups are narrator and speakers, and two columns more
        speaker the actor who says the term most often (ties by name), null for the narrator and where nobody known says it;
        n_speaker how often

    Notes
    -----
    A word of a statement weighs its statement's probability: in rates and intervals, not in n. With one document, and for terms
    a voice does not use, there is no interval.
    """
    about = check(statements, "statements").set_index("statement_id")
    names = about["actor_id"].map(check(actors, "actors").set_index("actor_id")["name"])
    wanted = pd.Index(dict.fromkeys(terms), dtype="str")
    cells, spoken, doc_ids = [], Sums(["term", "speaker"]), []
    for words in list_words(tokens, unit=unit):
        statement = words.take("statement_id")
        term = words.find(wanted)
        voice = pd.Series(np.where(statement.notna(), "speakers", "narrator"), dtype="str")
        cells.append(_count_cells(words, term, voice, statement, statement.map(about["probability"]).fillna(1.0)))
        said = pd.DataFrame({"term": term, "speaker": statement.map(names)})[term >= 0].dropna()
        spoken.add(said.groupby(["term", "speaker"], as_index=False).size())
        doc_ids.append(words.doc_ids)
    drawn = pd.Index([]).append(doc_ids)
    table = _count_rates(pd.concat(cells, ignore_index=True), wanted, doc_ids=dict.fromkeys(("narrator", "speakers"), drawn))
    most = spoken.total().sort_values(["size", "speaker"], ascending=[False, True]).drop_duplicates("term")
    most = most.set_index(wanted[most["term"]])
    is_speakers = table["group"] == "speakers"
    table["speaker"] = table["term"].map(most["speaker"]).where(is_speakers).astype("str")
    table["n_speaker"] = table["term"].map(most["size"]).where(is_speakers).fillna(0).astype("int64")
    return table


def count_group_rates(tokens: TableOrParts, groups: pd.Series, *, terms: Iterable[str], unit: str = "lemma") -> pd.DataFrame:
    """Count terms in groups of documents, side by side.

    Parameters
    ----------
    tokens : table `tokens`, whole or in parts, or some of its rows: those of one voice (`select_words`)
    groups : Series doc_id -> label; documents without a label are left out
    terms : terms as `count_terms` writes them, with the same `unit`

    Returns
    -------
    table `rates`, one row per term and group, zeros included; terms in the order given, repeated ones once; groups by label
        term; group; n occurrences; n_docs documents with at least one; per_1000 per 1,000 words of the group; per_1000_low,
        per_1000_high its 95 % interval, bootstrap by document of the group, null with fewer than two of them and where n is 0;
        small, whether n or n_docs is too small to build on (`intervals.is_small`)

    Notes
    -----
    An interval tells whether one group's rate would hold in other documents of its kind. To find the terms that part the
    groups, use `count_group_keyness`; to list each group's commonest, `count_terms` with `groups`.
    """
    wanted, labels = pd.Index(dict.fromkeys(terms), dtype="str"), groups.dropna()
    cells, doc_ids = [], []
    for words in list_words(tokens, unit=unit):
        term, group = (
            words.find(wanted),
            labels.reindex(words.doc_ids).astype("str").reset_index(drop=True),
        )
        none = pd.Series(None, index=range(len(term)), dtype="str")
        cells.append(_count_cells(words, term, group[words.doc].reset_index(drop=True), none, 1.0))
        doc_ids.append(pd.DataFrame({"doc_id": words.doc_ids, "group": group}))
    found = pd.concat(doc_ids).groupby("group")["doc_id"]
    return _count_rates(pd.concat(cells, ignore_index=True), wanted, doc_ids={str(group): ids for group, ids in found})


def _count_cells(
    words: Words, term: np.ndarray, group: pd.Series, statement: pd.Series, weight: pd.Series | float
) -> pd.DataFrame:
    """Count the words of a part by group, wanted term (-1: any other), document and statement: with value and weight."""
    rows = pd.DataFrame({"group": group, "term": term, "doc": words.doc, "statement": statement, "weight": weight})
    keys = ["group", "term", "doc", "statement"]
    found = rows.dropna(subset="group").groupby(keys, dropna=False, sort=False)["weight"]
    cells = found.agg(value="size", weight="first").reset_index().astype({"value": "int64", "weight": "float64"})
    return cells.assign(doc_id=words.doc_ids[cells["doc"]]).drop(columns=["doc", "statement"])


def _count_rates(cells: pd.DataFrame, wanted: pd.Index, *, doc_ids: Mapping[str, Iterable[str]]) -> pd.DataFrame:
    """Make the table `rates` of what `_count_cells` gives, and the documents of each group."""
    names = pd.Series(wanted, dtype="str").reindex(cells["term"]).array  # null for other words
    cells = cells.assign(expected=cells["value"] * cells["weight"], term=names)
    counts = cells.groupby(["term", "group"]).agg(n=("value", "sum"), n_docs=("doc_id", "nunique"), expected=("expected", "sum"))
    table = pd.MultiIndex.from_product([wanted, list(doc_ids)], names=["term", "group"]).to_frame(index=False)
    pairs = pd.MultiIndex.from_frame(table)
    table[["n", "n_docs"]] = counts[["n", "n_docs"]].reindex(pairs, fill_value=0).to_numpy()
    whole = table["group"].map(cells.groupby("group")["expected"].sum()).astype("float64")
    table["per_1000"] = 1000 * counts["expected"].reindex(pairs, fill_value=0).to_numpy() / whole
    bounds = {
        group: bootstrap_shares(cells[cells["group"] == group].drop(columns="group").rename(columns={"term": "group"}), ids)
        for group, ids in doc_ids.items()
    }
    drawn = pd.concat(bounds) if bounds else pd.DataFrame(columns=["low", "high"])
    for bound in ("low", "high"):
        table[f"per_1000_{bound}"] = 1000 * drawn[bound].reindex(pairs.swaplevel()).to_numpy(dtype="float64")
    return table.assign(small=is_small(table["n"], table["n_docs"]))
